#include "parsers/raw_text.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace tenderlead::parsers {
namespace {

// Shorter ones cost as much to put back as to parse.
constexpr std::size_t kShortest = 32;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

// Characters that stay as they are (gumbo's utf8.c replaces the others). Line ends are seen to when the text is put back.
bool stays(UChar32 c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r' || c == '\f';
  if (c < 0x7F) return true;
  return c > 0x9F && !(c >= 0xFDD0 && c <= 0xFDEF) && (c & 0xFFFE) != 0xFFFE;
}

bool all_stay(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  for (std::size_t at = 0; at < text.size();) {
    UChar32 c = 0;
    U8_NEXT(bytes, at, text.size(), c);
    if (c < 0 || !stays(c)) return false;
  }
  return true;
}

// HTML 13.2.3.5: a carriage return with or without a line feed is a line feed.
void copy_with_line_feeds(std::string_view text, char* out) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') continue;
    *out++ = text[at] == '\r' ? '\n' : text[at];
  }
  *out = '\0';
}

bool give_text(GumboNode* element, std::string_view content,
               const std::function<void*(std::size_t)>& allocate) {
  auto* node = static_cast<GumboNode*>(allocate(sizeof(GumboNode)));
  auto* slot = static_cast<void**>(allocate(sizeof(void*)));
  auto* text = static_cast<char*>(allocate(content.size() + 1));
  if (node == nullptr || slot == nullptr || text == nullptr) return false;
  copy_with_line_feeds(content, text);
  *node = GumboNode{};
  node->type = GUMBO_NODE_TEXT;
  node->parent = element;
  node->v.text.text = text;
  node->v.text.original_text = {content.data(), content.size()};
  *slot = node;
  element->v.element.children = {slot, 1, 1};
  return true;
}

}  // namespace

bool is_liftable(std::string_view content) {
  return content.size() >= kShortest && content.find("<!--") == std::string_view::npos &&
         !std::all_of(content.begin(), content.end(), is_space) && all_stay(content);
}

bool put_back(GumboNode* root, std::string_view html, const std::vector<LiftedText>& lifted,
              const std::function<void*(std::size_t)>& allocate) {
  std::size_t given = 0;
  std::vector<GumboNode*> pending{root};
  while (!pending.empty()) {
    GumboNode* node = pending.back();
    pending.pop_back();
    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) continue;
    GumboElement& element = node->v.element;
    for (unsigned i = element.children.length; i-- > 0;)
      pending.push_back(static_cast<GumboNode*>(element.children.data[i]));
    if (element.tag != GUMBO_TAG_SCRIPT && element.tag != GUMBO_TAG_STYLE) continue;
    if (element.original_tag.data == nullptr || element.tag_namespace != GUMBO_NAMESPACE_HTML) continue;
    const auto tag = static_cast<std::size_t>(element.original_tag.data - html.data());
    const auto found = std::lower_bound(lifted.begin(), lifted.end(), tag,
                                        [](const LiftedText& one, std::size_t at) { return one.tag < at; });
    if (found == lifted.end() || found->tag != tag) continue;
    if (element.children.length != 0 || !give_text(node, found->content, allocate)) return false;
    ++given;
  }
  return given == lifted.size();
}

}  // namespace tenderlead::parsers
