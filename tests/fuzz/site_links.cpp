// Arbitrary bytes as a page whose links are followed: each has an absolute URL, once, and a sureness of its column.
#include "parsers/site/site_links.h"

#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "parsers/site/script_menu.h"

using namespace tenderlead::parsers;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const SiteLinks found = read_site_links(bytes, "text/html", "http://h.example/a/index.htm");
  std::set<std::string_view> seen;
  for (const SiteLink& link : found.links) {
    if (!link.url.starts_with("http") || !seen.insert(link.url).second) std::abort();
    if (link.sureness < 0 || link.sureness > 100) std::abort();
    if ((link.column == Column::none) != (link.sureness == 0)) std::abort();
  }
  for (const std::string& frame : found.frames)
    if (!frame.starts_with("http")) std::abort();
  read_script_menu(bytes);
  column_of_words(bytes);
  column_of_address(bytes);
  return 0;
}
