// A Document is a page as its readers see it: one UTF-8 text in reading order, and the structure over it (lines,
// tables, links) as spans into that text. HTML, plain text and JSON with HTML inside all become this, so that a
// reader never touches markup.
//
// Offsets are bytes into `text`; evidence is given out in code points (see code_points()). Text rules: each block
// element and each <br> starts a new line ('\n'); table cells of one row are lines of their own, in row order;
// runs of white space (&nbsp; and U+3000 included) become one space; script, style, and elements hidden by
// `hidden`, display:none or visibility:hidden are left out of `text`, but hidden tables are kept in
// `hidden_text` for readers that want to compare. Plain text keeps its lines.
//
// A Document is immutable once built; it may be read from several threads.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenderlead::parsers {

// Half-open range of bytes in Document::text.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;

  bool empty() const { return begin >= end; }
  std::size_t size() const { return end - begin; }
  friend bool operator==(const Span&, const Span&) = default;
};

struct Line {
  Span span;             // without the line break
  int heading = 0;       // 1..6 inside <h1>..<h6>; 0 otherwise
  bool bold = false;     // all of it inside <b>, <strong>, or font-weight bold/>=600
  bool centred = false;  // align=center or text-align:center on an enclosing block
  int table = -1;        // index into tables of the innermost table; -1 outside
  int row = -1;          // grid position of the cell it stands in
  int col = -1;
  bool chrome = false;     // site furniture: navigation, breadcrumb, footer, side bar, lists of related links
  bool linked = false;     // all of it is the text of links
  bool after_gap = false;  // plain text: a blank line, which `text` leaves out, stood before it
};

// A cell of the table's grid. A cell that spans several rows or columns appears once, at its first position.
struct Cell {
  Span span;  // covers all its lines, nested tables included
  int row = 0;
  int col = 0;
  int row_span = 1;
  int col_span = 1;
  bool header = false;  // <th>, or inside <thead>
};

struct Table {
  std::vector<Cell> cells;  // row by row, left to right
  int rows = 0;
  int cols = 0;
  int parent = -1;  // index of the enclosing table; -1 at the top
  Span span;        // of all its text
  // Cell index of each grid position, row by row, -1 where no cell is; empty for tables of more than 2^20 positions.
  std::vector<int> grid;
  // The cell that covers grid position (row, col), or nullptr. Constant time where `grid` is filled.
  const Cell* at(int row, int col) const;
};

struct Link {
  Span span;             // of its text
  std::string url;       // resolved against the base; empty where href isn't a fetchable URL
  std::string href;      // as written
  std::string onclick;   // as written; for lists that navigate by script
  std::string title;     // the title attribute
  std::string download;  // the download attribute
};

// The name in Document::meta under which the moment stands that a page's script says it was published.
inline constexpr const char* kScriptMoment = "(script)";

struct Document {
  std::string url;  // of the page; may be empty
  std::string text;
  std::vector<Line> lines;    // in order; their spans do not overlap; empty lines are left out
  std::vector<Table> tables;  // in document order
  std::vector<Link> links;
  std::vector<std::string>
      frames;  // absolute URLs of <iframe>, <frame>, <embed> and <object>, in document order
  // The largest block of running text: text less link text, found by descending from <body>; all of `text` for plain
  // text. Titles and dates may stand just before it, so it narrows a search and never ends one.
  Span main;
  std::string hidden_text;
  // What <option>s offer, white space folded, in document order; a page shows one of them, so `text` has none.
  std::vector<std::string> choices;
  // Where an inline element begins right behind another one's end, ascending: nothing parts their words in `text`,
  // which may be one word (a document's styles) or two (a menu's items).
  std::vector<std::size_t> seams;
  std::string html_title;  // <title>, white space folded
  std::vector<std::pair<std::string, std::string>>
      meta;  // <meta name|property> -> content, names in lower case; kScriptMoment
  bool from_html = false;
  // What the list page or the API record already said of it; hints, never evidence.
  std::string hint_title;
  std::string hint_published_at;

  std::string_view slice(Span span) const { return std::string_view(text).substr(span.begin, span.size()); }
  // The number of code points before byte offset `byte`; linear in text, so readers convert at the very end.
  std::size_t code_points(std::size_t byte) const;
  // The line that holds a byte offset; lines.size() where none does.
  std::size_t line_at(std::size_t byte) const;
};

}  // namespace tenderlead::parsers
