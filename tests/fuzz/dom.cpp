// Arbitrary bytes as HTML: the tree is the one that gumbo alone makes of what the guard leaves, though gumbo saw little of the text.
#include "parsers/dom.h"

#include <gumbo.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/markup_guard.h"

using namespace tenderlead::parsers;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void compare(const GumboNode* ours, const GumboNode* gumbos) {
  std::vector<std::pair<const GumboNode*, const GumboNode*>> pending{{ours, gumbos}};
  while (!pending.empty()) {
    const auto [a, b] = pending.back();
    pending.pop_back();
    require(a->type == b->type);
    const bool element = a->type == GUMBO_NODE_ELEMENT || a->type == GUMBO_NODE_TEMPLATE;
    if (!element && a->type != GUMBO_NODE_DOCUMENT) {
      require(std::strcmp(a->v.text.text, b->v.text.text) == 0);
      continue;
    }
    if (element) {
      require(tag_name(a) == tag_name(b));
      const GumboVector& mine = a->v.element.attributes;
      const GumboVector& theirs = b->v.element.attributes;
      require(mine.length == theirs.length);
      for (unsigned i = 0; i < mine.length; ++i) {
        const auto* one = static_cast<const GumboAttribute*>(mine.data[i]);
        const auto* other = static_cast<const GumboAttribute*>(theirs.data[i]);
        require(std::strcmp(one->name, other->name) == 0 && std::strcmp(one->value, other->value) == 0);
      }
    }
    const GumboVector& mine = element ? a->v.element.children : a->v.document.children;
    const GumboVector& theirs = element ? b->v.element.children : b->v.document.children;
    require(mine.length == theirs.length);
    for (unsigned i = 0; i < mine.length; ++i)
      pending.emplace_back(static_cast<const GumboNode*>(mine.data[i]),
                           static_cast<const GumboNode*>(theirs.data[i]));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  const Dom dom(html);
  if (dom.overflowed()) return 0;
  std::string storage;
  const std::string_view guarded = guard_markup(html, storage);
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, guarded.data(), guarded.size());
  compare(dom.document(), output->document);
  gumbo_destroy_output(&kGumboDefaultOptions, output);
  return 0;
}
