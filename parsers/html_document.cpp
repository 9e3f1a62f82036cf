#include "parsers/html_document.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

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

// A form whose body's row a script shows: what is hidden is longer than what isn't, and reads like a notice.
bool hides_notice(const Document& document) {
  constexpr std::size_t kLongerBy = 2;
  constexpr std::size_t kShortestNotice = 1500;
  constexpr std::ptrdiff_t kFewestWords = 5;
  static constexpr std::string_view kWords[] = {"招标人",   "采购人", "项目", "投标", "招标文件", "联系人",
                                                "联系电话", "供应商", "截止", "。",   "地址",     "采购文件"};
  const std::string& hidden = document.hidden_text;
  if (hidden.size() < kShortestNotice || hidden.size() < kLongerBy * document.text.size()) return false;
  return std::count_if(std::begin(kWords), std::end(kWords), [&](std::string_view word) {
           return hidden.find(word) != std::string::npos;
         }) >= kFewestWords;
}

bool hides_itself(const Document& document) {
  const bool little = document.text.size() < kFewBytes &&
                      document.hidden_text.size() > kHiddenFactor * document.text.size() &&
                      document.hidden_text.size() > kFewBytes;
  return little || hides_notice(document);
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
