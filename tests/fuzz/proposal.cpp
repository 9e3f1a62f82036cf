// Arbitrary bytes as the list page of a new source: what is proposed can be used, and reads items with addresses.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "app/config/reading_tables.h"
#include "parsers/proposal/list_proposal.h"
#include "parsers/select.h"
#include "parsers/site_parser.h"

using namespace tenderlead;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const parsers::PageContent page(body, "", "http://h.example/a/index.htm");
  const auto proposal = parsers::propose_list(page, body, "");
  if (!parsers::make_site_parser(proposal.site).ok()) std::abort();
  const bool list = proposal.shape == parsers::PageShape::list;
  if (list && proposal.list.items.empty()) std::abort();
  for (const auto& item : proposal.list.items)
    if (item.title.empty() || (list && item.url.compare(0, 4, "http") != 0)) std::abort();
  if (proposal.hints.size() > parsers::kMaxHints) std::abort();
  if (page.kind() == parsers::BodyKind::html) {
    const std::string selector = parsers::propose_body({&page}, config::shipped_reading_tables());
    if (!selector.empty() && !parsers::check_selector(selector).ok()) std::abort();
  }
  return 0;
}
