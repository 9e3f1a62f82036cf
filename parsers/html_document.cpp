#include "parsers/html_document.h"

#include "parsers/embedded_html.h"
#include "parsers/fold.h"
#include "parsers/html_walker.h"
#include "parsers/link.h"
#include "parsers/text_writer.h"

namespace tenderlead::parsers {
namespace {

// A page whose visible text is shorter than this share of its hidden text hides itself until a script runs.
constexpr std::size_t kHiddenFactor = 4;
constexpr std::size_t kFewBytes = 300;

bool hides_itself(const Document& document) {
  return document.text.size() < kFewBytes &&
         document.hidden_text.size() > kHiddenFactor * document.text.size() &&
         document.hidden_text.size() > kFewBytes;
}

}  // namespace

Document build_html_document(std::string_view html, std::string_view url) {
  return build_html_document(Dom(html), url);
}

Document build_html_document(const Dom& dom, std::string_view url, const GumboInternalNode* element) {
  const GumboInternalNode* root = element != nullptr ? element : dom.root();
  Document document = HtmlWalker(url, HiddenText::apart).walk(root);
  if (hides_itself(document)) document = HtmlWalker(url, HiddenText::shown).walk(root);
  return document;
}

}  // namespace tenderlead::parsers
