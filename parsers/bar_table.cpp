#include "parsers/bar_table.h"

#include <algorithm>
#include <utility>

#include "parsers/table_builder.h"
#include "parsers/text_writer.h"

namespace tenderlead::parsers {
namespace {

constexpr std::string_view kBars[] = {"|", "\xEF\xBD\x9C",
                                      "\xE2\x94\x82"};  // | and its full-width and drawn forms

// The length of the bar at `at`; 0 where none is.
std::size_t bar_at(std::string_view line, std::size_t at) {
  const std::string_view rest = line.substr(at);
  for (const std::string_view bar : kBars)
    if (rest.starts_with(bar)) return bar.size();
  return 0;
}

// The cells of a line, empty ones included; empty where the line is no row. A bar at either end closes the row, so a row
// has two bars at least: "首页 | 新闻" is none.
std::vector<Span> cells_of(std::string_view line, std::size_t offset) {
  std::vector<Span> cells;
  std::size_t bars = 0;
  std::size_t from = 0;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t length = bar_at(line, at);
    if (length == 0) {
      ++at;
      continue;
    }
    ++bars;
    if (at > 0) cells.push_back({offset + from, offset + at});
    at += length;
    from = at;
  }
  if (from < line.size()) cells.push_back({offset + from, offset + line.size()});
  if (bars < 2 || cells.size() < 2 || cells.size() > static_cast<std::size_t>(kMaxCols)) cells.clear();
  return cells;
}

// |---|:---:|
bool is_rule(std::string_view line) {
  bool dash = false;
  for (const char c : line) {
    if (c != '-' && c != '|' && c != ':' && c != ' ') return false;
    dash = dash || c == '-';
  }
  return dash && line.find('|') != std::string_view::npos;
}

class BarTables {
 public:
  explicit BarTables(Document& document) : document_(document), text_(document.text) {}

  void run() {
    std::vector<Line> lines;
    lines.swap(document_.lines);
    document_.lines.reserve(lines.size());
    for (std::size_t i = 0; i < lines.size();) {
      std::vector<std::pair<Line, std::vector<Span>>> rows;
      std::size_t next = i;
      for (; next < lines.size() && (next == i || !lines[next].after_gap); ++next) {
        const std::string_view line = document_.slice(lines[next].span);
        // A bar alone is the empty last cell of the row above it.
        if (!rows.empty() && (is_rule(line) || (!line.empty() && bar_at(line, 0) == line.size()))) continue;
        std::vector<Span> cells = cells_of(line, lines[next].span.begin);
        if (cells.empty()) break;
        rows.emplace_back(lines[next], std::move(cells));
      }
      if (rows.size() >= 2) {
        add_table(rows);
        i = next;
      } else {
        document_.lines.push_back(lines[i++]);
      }
    }
  }

 private:
  void add_table(const std::vector<std::pair<Line, std::vector<Span>>>& rows) {
    TableBuilder builder(-1);
    const auto table = static_cast<int>(document_.tables.size());
    for (const auto& [line, spans] : rows) {
      builder.begin_row();
      for (const Span& span : spans) {
        const int index = builder.begin_cell("", "", false, span.begin);
        builder.end_cell(index, span.end);
        Line cell = line;
        cell.span = trimmed(text_, span);
        if (cell.span.empty()) continue;
        cell.table = table;
        cell.row = builder.cell(index).row;
        cell.col = builder.cell(index).col;
        document_.lines.push_back(cell);
      }
    }
    document_.tables.push_back(
        std::move(builder).finish(text_, rows.front().first.span.begin, rows.back().first.span.end));
  }

  Document& document_;
  const std::string& text_;
};

}  // namespace

void find_bar_tables(Document& document) {
  BarTables(document).run();
}

}  // namespace tenderlead::parsers
