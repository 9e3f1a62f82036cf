// Any bytes as a page, shown with marks: what comes out is read again as a browser would, and holds no element that acts and no attribute
// but ours.
#include "parsers/clean_page.h"

#include <gumbo.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "parsers/dom.h"
#include "parsers/html_document.h"
#include "parsers/node_walk.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tenderlead::parsers;
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  const auto document = build_html_document(html, "http://h.example/");
  CleanPageRequest request;
  request.html = html;
  request.text = document.text;
  request.title = html.substr(0, 40);
  request.marks = {{"a", 0, 3}, {"b", 2, 9}, {"c", size / 4, size / 2}};
  const auto page = clean_page(request).html;
  const Dom dom{std::string_view(page)};
  if (dom.root() == nullptr) return 0;
  for_each_below(dom.root(), [](const GumboNode* node) {
    if (!is_element(node)) return true;
    static constexpr std::string_view kActing[] = {"script", "iframe", "object", "embed", "link",
                                                   "base",   "form",   "input",  "img",   "svg",
                                                   "math",   "a",      "video"};
    const auto name = tag_name(node);
    if (std::find(std::begin(kActing), std::end(kActing), name) != std::end(kActing)) __builtin_trap();
    const auto& attributes = node->v.element.attributes;
    for (unsigned i = 0; i < attributes.length; ++i) {
      const std::string_view key(static_cast<const GumboAttribute*>(attributes.data[i])->name);
      if (key.starts_with("on") || key == "style" || key == "href" || key == "src") __builtin_trap();
    }
    return true;
  });
  return 0;
}
