// Arbitrary bytes as a list page: every item has an absolute URL of its own and a title.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "parsers/charset_decoders.h"
#include "parsers/list_date.h"
#include "parsers/list_reader.h"

using namespace tenderlead::parsers;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = decode_utf8(std::string_view(reinterpret_cast<const char*>(data), size));
  const Dom dom{std::string_view(text)};
  std::set<std::string> seen;
  for (const auto& item : read_list(dom, "http://h.example/a/index.htm").items) {
    if (item.url.compare(0, 4, "http") != 0 || item.title.empty()) std::abort();
    if (!seen.insert(item.url).second) std::abort();
  }
  find_date(text);
  find_day(text, 2026);
  date_in_url(text);
  return 0;
}
