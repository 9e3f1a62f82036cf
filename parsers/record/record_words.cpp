#include "parsers/record/record_words.h"

#include <algorithm>

#include "parsers/html_document.h"
#include "parsers/notice/notice_reader.h"
#include "parsers/notice/text_rows.h"
#include "parsers/record/record_text.h"
#include "parsers/text_document.h"

namespace tenderlead::parsers {

namespace {

// Exports cut long texts anywhere: the last piece may be half a number, so reading ends before it.
std::string_view whole_pieces(std::string_view text) {
  static constexpr std::string_view kEnds[] = {"。", "；", "，", "、", "：", "）", "\n", " ", ";", ","};
  std::size_t last = 0;
  for (const auto end : kEnds)
    if (const auto at = text.rfind(end); at != std::string_view::npos) last = std::max(last, at + end.size());
  text = text.substr(0, last);
  // What parts the last piece from these belongs to it.
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
    text.remove_suffix(1);
  return text;
}

bool has_markup(std::string_view text) {
  for (const std::string_view mark : {"</", "<br", "<p>", "<div", "<table"})
    if (text.find(mark) != std::string_view::npos) return true;
  return false;
}

}  // namespace

Notice read_record_words(std::string_view title, std::string words, const ReadingTables& tables) {
  std::vector<TextRow> rows;
  if (has_markup(words)) {
    Document page = build_html_document(words, {});
    rows = text_rows(page);
    words = std::move(page.text);
  }
  const std::string_view whole = whole_pieces(words);
  const Document document = build_text_document(std::string(title) + "\n" + std::string(whole), {});
  Notice notice = read_notice(document, tables, {});
  // Rows stand where the words do, which is behind the title unless reading has folded them.
  if (std::string_view(document.text).ends_with(whole)) {
    const std::size_t before = document.code_points(document.text.size() - whole.size());
    for (auto& row : rows) row = {row.start + before, row.end + before};
    notice.rows = std::move(rows);
  }
  std::string rest = words.substr(whole.size());
  std::replace(rest.begin(), rest.end(), '\r', ' ');
  notice.text += rest;
  return notice;
}

}  // namespace tenderlead::parsers
