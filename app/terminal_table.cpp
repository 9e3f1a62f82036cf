#include "app/terminal_table.h"

#include <sys/ioctl.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <unistd.h>

#include <algorithm>

namespace tenderlead::app {
namespace {

constexpr std::size_t kDefaultWidth = 120;
constexpr UChar32 kReplacement = 0xFFFD;

// Calls visit(code point, its bytes) for each character; what isn't UTF-8 comes as U+FFFD.
template <typename Visit>
void each_code_point(std::string_view text, Visit visit) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    UChar32 c = 0;
// ICU's macro narrows int to uint8_t inside; it isn't ours to change.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
    U8_NEXT(text.data(), at, text.size(), c);
#pragma GCC diagnostic pop
    visit(c < 0 ? kReplacement : c, text.substr(begin, at - begin));
  }
}

std::size_t cells(UChar32 c) {
  const auto type = u_charType(c);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) return 0;
  const auto width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

bool is_control(UChar32 c) {
  return u_charType(c) == U_CONTROL_CHAR || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0x2028 || c == 0x2029;
}

void pad(std::ostream& out, std::size_t count) {
  while (count-- > 0) out << ' ';
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  each_code_point(text, [&](UChar32 c, std::string_view) { width += cells(c); });
  return width;
}

std::string printable(std::string_view text) {
  std::string out;
  each_code_point(text, [&](UChar32 c, std::string_view bytes) {
    if (is_control(c))
      out += ' ';
    else if (c == kReplacement)
      out += "\xEF\xBF\xBD";
    else
      out += bytes;
  });
  return out;
}

std::string clipped(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  std::string out;
  // Not …, which terminals with Chinese fonts draw one or two cells wide.
  constexpr std::string_view kCut = "..";
  std::size_t used = kCut.size();
  bool full = false;
  each_code_point(text, [&](UChar32 c, std::string_view bytes) {
    full = full || used + cells(c) > width;
    if (full) return;
    used += cells(c);
    out += bytes;
  });
  return out.append(kCut.substr(0, width));
}

void print_table(std::ostream& out, const std::vector<Column>& columns,
                 const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::vector<std::string>> cells_of_rows;
  std::vector<std::size_t> widths;
  for (const auto& column : columns) widths.push_back(display_width(column.heading));
  for (const auto& row : rows) {
    auto& shown = cells_of_rows.emplace_back();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      std::string cell = i < row.size() ? printable(row[i]) : std::string();
      if (columns[i].max_width > 0) cell = clipped(cell, columns[i].max_width);
      widths[i] = std::max(widths[i], display_width(cell));
      shown.push_back(std::move(cell));
    }
  }
  const auto print_row = [&](const auto& text_of) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string& text = text_of(i);
      const std::size_t room = widths[i] - std::min(widths[i], display_width(text));
      if (columns[i].right) pad(out, room);
      out << text;
      if (i + 1 == columns.size()) break;
      if (!columns[i].right) pad(out, room);
      out << "  ";
    }
    out << '\n';
  };
  print_row([&](std::size_t i) -> const std::string& { return columns[i].heading; });
  std::size_t total = 2 * (columns.size() - 1);
  for (const auto width : widths) total += width;
  for (std::size_t i = 0; i < total; ++i) out << "─";
  out << '\n';
  for (const auto& row : cells_of_rows)
    print_row([&](std::size_t i) -> const std::string& { return row[i]; });
}

std::size_t terminal_width(int descriptor) {
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return kDefaultWidth;
}

}  // namespace tenderlead::app
