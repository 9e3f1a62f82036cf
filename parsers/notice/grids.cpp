#include "parsers/notice/grids.h"

#include <algorithm>

#include "parsers/notice/label_parts.h"
#include "parsers/values/money.h"

namespace tenderlead::parsers::notice {
namespace {

Stretch without_trailing_colon(const PageView& view, Stretch head) {
  while (!head.empty() && view.text()[head.end - 1] == u':') --head.end;
  return head;
}

}  // namespace

bool names_unit(std::u16string_view head) {
  return head.find_first_of(u"元币$¥") != std::u16string_view::npos;
}

Column read_column(const PageView& view, const LabelScanner& scanner, Stretch head) {
  Column column;
  column.head = head;
  Stretch label = without_trailing_colon(view, head);
  if (label.empty() || label.size() > 40) return column;
  if (names_unit(view.text(head.begin, head.end)))
    if (const auto unit = money_context_from_header(view.words(head.begin, head.end)))
      column.bare_unit = unit->bare_unit;
  const LabelWord* word = scanner.find(view.text(label.begin, label.end));
  const std::u16string_view text = view.text();
  while (word == nullptr && !label.empty() && (text[label.end - 1] == u')' || text[label.end - 1] == u']')) {
    const char16_t open = text[label.end - 1] == u')' ? u'(' : u'[';
    Place p = label.end - 1;
    while (p > label.begin && text[p] != open) --p;
    if (p == label.begin) return column;
    label.end = p;
    word = scanner.find(text.substr(label.begin, label.size()));
  }
  if (word != nullptr) column.field = word->field;
  return column;
}

void name_columns_by_parts(const PageView& view, std::vector<Column>& columns) {
  for (Column& column : columns) {
    if (column.field != Field::none || column.head.empty()) continue;
    const Stretch head = without_trailing_colon(view, column.head);
    column.field = label_by_parts(view.text(head.begin, head.end)).field;
  }
}

std::vector<Grid> find_grids(const PageView& view, const std::vector<Mark>& marks,
                             const LabelScanner& scanner) {
  std::vector<Grid> grids;
  find_html_grids(view, scanner, grids);
  find_flat_grids(view, marks, scanner, grids);
  std::sort(grids.begin(), grids.end(), [](const Grid& a, const Grid& b) { return a.begin < b.begin; });
  // The section in force where a grid starts is that of the last heading before it.
  std::size_t m = 0;
  Section section = Section::none;
  for (Grid& grid : grids) {
    for (; m < marks.size() && marks[m].begin <= grid.begin; ++m)
      if (marks[m].heading) section = marks[m].section;
    grid.section = section;
  }
  return grids;
}

}  // namespace tenderlead::parsers::notice
