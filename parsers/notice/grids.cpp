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

Column read_column(const PageView& view, const LabelScanner& scanner, Stretch head) {
  Column column;
  column.head = head;
  Stretch label = without_trailing_colon(view, head);
  if (label.empty() || label.size() > 40) return column;
  column.bare_unit = unit_named_by(view, head.begin, head.end);
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
  // 预算金额/万元
  constexpr Place kLongestUnit = 6;
  for (Place p = label.end; word == nullptr && p > label.begin && label.end - p < kLongestUnit; --p)
    if ((text[p - 1] == u'/' || text[p - 1] == u',') && unit_alone(view, p, label.end).stated())
      word = scanner.find(text.substr(label.begin, p - 1 - label.begin));
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
    const BareUnit above = unit_above(view, grid.begin);
    for (Column& column : grid.columns)
      if (!column.bare_unit.stated()) column.bare_unit = above;
  }
  return grids;
}

Stretch cell_of(const Grid& grid, const std::vector<Stretch>& row, Field field) {
  const int column = grid.column_of(field);
  return column >= 0 ? row[static_cast<std::size_t>(column)] : Stretch{};
}

BareUnit unit_of(const Grid& grid, Field field) {
  const int column = grid.column_of(field);
  return column >= 0 ? grid.columns[static_cast<std::size_t>(column)].bare_unit : BareUnit{};
}

Field first_of(const Grid& grid, std::initializer_list<Field> fields) {
  for (const Field field : fields)
    if (grid.has(field)) return field;
  return Field::none;
}

}  // namespace tenderlead::parsers::notice
