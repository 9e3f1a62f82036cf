// An arbitrary selector (the first line) over an arbitrary page (the rest): answers or says why not, and stays within the page.
#include "parsers/select.h"

#include <cstdint>
#include <string>
#include <string_view>

#include "parsers/charset_decoders.h"

using namespace tenderlead::parsers;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = decode_utf8(std::string_view(reinterpret_cast<const char*>(data), size));
  const std::size_t end = text.find('\n');
  if (end == std::string::npos) return 0;
  const std::string selector = text.substr(0, end);
  const std::string page = text.substr(end + 1);
  const Dom dom{std::string_view(page)};
  const SelectorTree tree(dom);
  const bool usable = check_selector(selector).ok();
  const auto values = tree.values(selector);
  if (values.ok() && !usable) __builtin_trap();
  const auto elements = tree.elements(selector);
  if (elements.ok())
    for (const Element element : *elements) {
      if (tree.origin(element) == nullptr) __builtin_trap();
      tree.outer_html(element);
    }
  return 0;
}
