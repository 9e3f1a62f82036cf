// An HTML tree: gumbo's, in memory of its own, safe against hostile markup.
//
// Parsing is total: whatever the bytes, there is a tree, in time and memory linear in the input. Nesting and
// attributes beyond 400 are cut before parsing (markup_guard.h); a tree that would outgrow its memory limit is
// given up, and then `overflowed()` says so and the tree is empty.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

struct GumboInternalNode;

namespace tenderlead::parsers {

class Dom {
 public:
  // Parses UTF-8 HTML. The text is copied only where it must be: nodes may point into `html`, so `html` must outlive the
  // Dom. For text that doesn't, pass it as an rvalue string.
  // `encoding`: the WHATWG name of what the page's bytes were; queries of links are made of that (link_encoding.h).
  explicit Dom(std::string_view html, std::string_view encoding = "UTF-8");
  explicit Dom(std::string&& html, std::string_view encoding = "UTF-8");
  Dom(Dom&&) noexcept;
  Dom& operator=(Dom&&) noexcept;
  ~Dom();

  // The document node; nullptr if overflowed. Nodes live as long as the Dom, and are never changed.
  const GumboInternalNode* document() const;
  // The <html> element; nullptr if overflowed.
  const GumboInternalNode* root() const;
  // Too large a tree: more than 64 bytes of memory a byte of input, and more than 32 MiB.
  bool overflowed() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The value of an attribute, compared without case, entities decoded; empty where there is none, and for nodes that
// are no element.
std::string_view attribute(const GumboInternalNode* node, const char* name);
bool has_attribute(const GumboInternalNode* node, const char* name);
// The lower-case tag name of an element; empty for other nodes.
std::string_view tag_name(const GumboInternalNode* node);
// All text below a node, script and style left out, white space folded as in a Document, in one line.
std::string folded_text(const GumboInternalNode* node);

}  // namespace tenderlead::parsers
