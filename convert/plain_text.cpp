#include "convert/plain_text.h"

#include <algorithm>

#include "convert/helper_protocol.h"
#include "convert/xml_pull.h"

namespace tenderlead::convert {
namespace {

constexpr std::size_t kCellGap = 3;
// Lines that end within so many columns of the page's widest are full: what follows belongs to them.
constexpr std::size_t kFullWithin = 2;
// Narrower pages are lists and forms, whose lines end where their words do.
constexpr std::size_t kNarrow = 24;
constexpr std::size_t kMostCells = 64;

template <typename Use>
void each_piece(std::string_view text, char separator, Use use) {
  while (true) {
    const auto end = text.find(separator);
    use(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// Letters of a UTF-8 text; pdftotext lays out by them.
std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// One letter of three bytes: all Han letters in use.
bool is_one_han(std::string_view text) {
  return text.size() == 3 && static_cast<unsigned char>(text[0]) >= 0xE3;
}

// 采    购    人：某某医院 is one word, spaced out to the width of its neighbours.
bool spaces_out(std::string_view before, std::string_view after) {
  if (!is_one_han(before)) return false;
  return is_one_han(after) || (after.size() > 3 && is_one_han(after.substr(0, 3)) &&
                               (after.substr(3, 1) == ":" || after.substr(3, 3) == "："));
}

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  std::string_view last;  // the piece that the last cell ends with
  line = trimmed(line);
  while (!line.empty()) {
    auto gap = line.find(std::string(kCellGap, ' '));
    const std::string_view piece = trimmed(line.substr(0, gap));
    if (!cells.empty() && (spaces_out(last, piece) || cells.size() >= kMostCells))
      cells.back() += piece;
    else
      cells.emplace_back(piece);
    last = piece;
    if (gap == std::string_view::npos) break;
    line = trimmed(line.substr(gap));
  }
  return cells;
}

bool ends_sentence(std::string_view text) {
  for (const std::string_view end : {"。", "；", "：", "！", "？", ":", ";"})
    if (text.ends_with(end)) return true;
  return false;
}

// 一、 （二） 3. 1.2 第 at the start of a line: it begins something.
bool begins_item(std::string_view text) {
  if (text.empty()) return true;
  if ((text[0] >= '0' && text[0] <= '9') || text[0] == '(') return true;
  for (const std::string_view start : {"（", "第", "一、", "二、", "三、", "四、", "五、", "六、", "七、",
                                       "八、", "九、", "十", "●", "★", "▲", "附"})
    if (text.starts_with(start)) return true;
  // A label of its own: 预算金额：
  const auto colon = std::min(text.find("："), text.find(':'));
  return colon != std::string_view::npos && letters(text.substr(0, colon)) <= 12;
}

void append_row(std::string& html, const std::vector<std::string>& cells) {
  html += "<tr>";
  for (const auto& cell : cells) {
    html += "<td>";
    append_escaped(html, cell);
    html += "</td>";
  }
  html += "</tr>";
}

// Lines of cells gather into a table while they have equally many.
class PageWriter {
 public:
  void row(const std::vector<std::string>& cells) {
    close_paragraph();
    if (columns_ != cells.size()) {
      close_table();
      html_ += "<table>";
      columns_ = cells.size();
    }
    append_row(html_, cells);
  }
  void line(std::string_view text, bool goes_on) {
    close_table();
    if (!(open_ && goes_on)) {
      close_paragraph();
      html_ += "<p>";
      open_ = true;
    } else if (is_latin_end(html_) && is_latin(text.front())) {
      html_ += ' ';
    }
    append_escaped(html_, text);
  }
  void blank() {
    close_paragraph();
    close_table();
  }
  std::string take() {
    blank();
    return std::move(html_);
  }

 private:
  static bool is_latin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
  static bool is_latin_end(const std::string& text) { return !text.empty() && is_latin(text.back()); }
  void close_table() {
    if (columns_ > 0) html_ += "</table>";
    columns_ = 0;
  }
  void close_paragraph() {
    if (open_) html_ += "</p>";
    open_ = false;
  }

  std::string html_;
  std::size_t columns_ = 0;
  bool open_ = false;
};

std::string page_of_layout(std::string_view text) {
  std::size_t width = 0;
  each_piece(text, '\n', [&](std::string_view line) {
    const auto end = line.find_last_not_of(" \r");
    if (end != std::string_view::npos) width = std::max(width, letters(line.substr(0, end + 1)));
  });
  PageWriter page;
  bool full = false;  // the line before goes on
  each_piece(text, '\n', [&](std::string_view line) {
    const std::string_view words = trimmed(line);
    if (words.empty()) {
      page.blank();
      full = false;
      return;
    }
    const auto cells = cells_of(words);
    if (cells.size() > 1) {
      page.row(cells);
      full = false;
      return;
    }
    page.line(cells.front(), full && !begins_item(cells.front()));
    const std::size_t end = letters(line.substr(0, line.find_last_not_of(" \r") + 1));
    full = width >= kNarrow && end + kFullWithin >= width && !ends_sentence(words);
  });
  return page.take();
}

}  // namespace

std::vector<AttachmentPart> pages_of_layout(std::string_view text) {
  std::vector<AttachmentPart> parts;
  int page = 0;
  each_piece(text, '\f', [&](std::string_view words) {
    ++page;
    if (auto html = page_of_layout(words); !html.empty())
      parts.push_back({"", page, "", true, std::move(html)});
  });
  return parts;
}

std::vector<AttachmentPart> pages_of_word(std::string_view text) {
  PageWriter page;
  each_piece(text, '\n', [&](std::string_view line) {
    std::vector<std::string> cells;
    const std::string_view words = trimmed(line);
    if (words.find('\t') != std::string_view::npos && line.find('\t') != 0)
      each_piece(words, '\t', [&](std::string_view cell) {
        if (cells.size() < kMostCells) cells.emplace_back(trimmed(cell));
      });
    if (cells.size() > 1)
      page.row(cells);
    else if (!words.empty())
      page.line(words, false);
    else
      page.blank();
  });
  std::vector<AttachmentPart> parts;
  if (auto html = page.take(); !html.empty()) parts.push_back({"", 0, "", true, std::move(html)});
  return parts;
}

std::vector<AttachmentPart> sheets_of_cells(std::string_view text) {
  std::vector<AttachmentPart> parts;
  int sheet = 0;
  each_piece(text, kSheetBreak, [&](std::string_view rows) {
    ++sheet;
    std::string html;
    each_piece(rows, '\n', [&](std::string_view row) {
      std::vector<std::string> cells;
      bool any = false;
      each_piece(row, kCellBreak, [&](std::string_view cell) {
        if (cells.size() >= kMostCells) return;
        cells.emplace_back(trimmed(cell));
        any = any || !cells.back().empty();
      });
      if (any) append_row(html, cells);
    });
    if (!html.empty()) parts.push_back({"", sheet, "", true, "<table>" + html + "</table>"});
  });
  return parts;
}

}  // namespace tenderlead::convert
