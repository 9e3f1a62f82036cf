// Selecting elements by CSS or XPath, for site parsers and `debug select`.
//
// A selector that starts with "/", "./" or "(" is XPath 1.0; anything else is CSS (Selectors level 3 as cssselect
// understands it, and some of level 4), translated to XPath. A comment in front is CSS. A selector may end by what it takes of each element: "::text", "::attr(href)" or
// "@href" for an attribute, "::html" for inner HTML; the folded text otherwise.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"
#include "parsers/document.h"
#include "parsers/dom.h"

namespace tenderlead::parsers {

// XPath of a CSS selector, relative to the context node ("descendant-or-self::..."). Error invalid_config names the
// position of what it didn't understand.
// HTML compares the values of some attributes (type, lang, rel) without case, XML none.
enum class TreeKind { html, xml };
Result<std::string> css_to_xpath(std::string_view css, TreeKind kind = TreeKind::html);

// One selected element of a SelectorTree; cheap to copy, lives as long as the tree.
struct Element {
  void* node = nullptr;  // xmlNode
};

// A tree to select from. Made from a Dom (converted without recursion) or from XML. Not thread-safe.
class SelectorTree {
 public:
  explicit SelectorTree(const Dom& dom);
  // Well-formed XML in UTF-8, whatever it declares; entities and external references are not expanded. Error: invalid_input.
  static Result<SelectorTree> from_xml(std::string_view xml);
  SelectorTree(SelectorTree&&) noexcept;
  SelectorTree& operator=(SelectorTree&&) noexcept;
  ~SelectorTree();

  // Elements that match, in document order, each once; below `scope` where given. A suffix is ignored here.
  Result<std::vector<Element>> elements(std::string_view selector, Element scope = {}) const;
  // What the selector takes of each match: folded text, attribute or HTML.
  Result<std::vector<std::string>> values(std::string_view selector, Element scope = {}) const;
  // The first of values(); empty where nothing matches.
  Result<std::string> value(std::string_view selector, Element scope = {}) const;

  std::string text(Element element) const;      // folded
  std::string raw_text(Element element) const;  // as it stands
  std::string attribute(Element element, const std::string& name) const;
  bool has_attribute(Element element, const std::string& name) const;
  std::string inner_html(Element element) const;
  std::string outer_html(Element element) const;
  // The element of the Dom that this tree was made from, which must still live; nullptr in a tree from XML.
  const GumboInternalNode* origin(Element element) const;

 private:
  struct State;
  explicit SelectorTree(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Whether a selector can be used; the error says what and where. For checking configuration.
Result<void> check_selector(std::string_view selector);

}  // namespace tenderlead::parsers
