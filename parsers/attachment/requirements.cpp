#include "parsers/attachment/requirements.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "parsers/notice/page_view.h"

namespace tenderlead::parsers {
namespace {

using View = std::u16string_view;

constexpr std::size_t kMostLetters = 2000;
constexpr std::size_t kMostHeading = 24;
// Less under a heading states nothing (详见第五章), or is the next heading.
constexpr std::size_t kLeastLetters = 20;

constexpr std::array<View, 16> kHeadings = {
    u"采购需求", u"项目需求", u"技术需求", u"招标需求", u"服务需求", u"功能需求", u"货物需求", u"用户需求",
    u"技术要求", u"服务要求", u"功能要求", u"技术参数", u"建设内容", u"采购内容", u"需求清单", u"技术规格"};
// Headings that end it: what a tender's next chapter is about.
constexpr std::array<View, 9> kNextChapters = {u"评标办法",     u"评审办法",     u"评审方法",
                                               u"评分标准",     u"合同条款",     u"合同草案",
                                               u"投标文件格式", u"响应文件格式", u"投标人须知"};

bool contains_any(View text, std::span<const View> words) {
  return std::any_of(words.begin(), words.end(), [&](View word) { return text.find(word) != View::npos; });
}

// 第五章 采购需求 ........ 23
bool is_of_contents(View text) {
  return text.find(u"...") != View::npos || text.find(u"…") != View::npos ||
         (!text.empty() && notice::is_digit(text.back()));
}

bool is_heading(View text, std::span<const View> words) {
  if (text.empty() || text.size() > kMostHeading || is_of_contents(text)) return false;
  while (!text.empty() && (text.back() == u':' || text.back() == u')' || text.back() == u'】'))
    text.remove_suffix(1);
  return contains_any(text, words) && text.find(u'。') == View::npos && text.find(u'见') == View::npos;
}

// From a line on, until the next chapter or the limit.
Span words_from(const Document& document, std::size_t line) {
  Span words{document.lines[line].span.begin, document.lines[line].span.begin};
  std::size_t letters = 0;
  for (; line < document.lines.size() && letters < kMostLetters; ++line) {
    const Span span = document.lines[line].span;
    const auto text = notice::folded(document.slice(span));
    if (is_heading(text, kNextChapters)) break;
    letters += text.size();
    words.end = span.end;
  }
  return words;
}

}  // namespace

std::optional<Requirements> find_requirements(const Document& document, std::string_view name) {
  const auto enough = [&](Span words) {
    return notice::folded(document.slice(words)).size() >= kLeastLetters;
  };
  for (std::size_t i = 0; i + 1 < document.lines.size(); ++i) {
    const Line& line = document.lines[i];
    if (line.span.size() > kMostHeading * 6) continue;
    if (!is_heading(notice::folded(document.slice(line.span)), kHeadings)) continue;
    // The head of a column is none of a chapter.
    if (line.table >= 0 && document.lines[i + 1].table == line.table && document.lines[i + 1].row == line.row)
      continue;
    const Span words = words_from(document, i + 1);
    if (enough(words)) return Requirements{line.span, words};
  }
  if (document.lines.empty() || !contains_any(notice::folded(name), kHeadings)) return std::nullopt;
  const Span words = words_from(document, 0);
  if (!enough(words)) return std::nullopt;
  return Requirements{document.lines[0].span, words};
}

}  // namespace tenderlead::parsers
