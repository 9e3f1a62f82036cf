#include "parsers/attachment/file_document.h"

#include <algorithm>

#include "parsers/html_document.h"
#include "parsers/text_document.h"

namespace tenderlead::parsers {
namespace {

void shift(Span& span, std::size_t by) {
  span.begin += by;
  span.end += by;
}

void append(Document& into, Document&& page) {
  if (!into.text.empty()) into.text += '\n';
  const std::size_t by = into.text.size();
  const int tables = static_cast<int>(into.tables.size());
  into.text += page.text;
  for (Line& line : page.lines) {
    shift(line.span, by);
    if (line.table >= 0) line.table += tables;
    line.chrome = false;  // a file has no site furniture
    into.lines.push_back(std::move(line));
  }
  for (Table& table : page.tables) {
    shift(table.span, by);
    for (Cell& cell : table.cells) shift(cell.span, by);
    if (table.parent >= 0) table.parent += tables;
    into.tables.push_back(std::move(table));
  }
  into.from_html = into.from_html || page.from_html;
  into.main = {0, into.text.size()};
}

}  // namespace

void FileDocument::place(Evidence& evidence, const std::string& name) const {
  evidence.file = file.empty() ? name : name + "/" + file;
  const auto after = std::upper_bound(pages.begin(), pages.end(), evidence.start,
                                      [](std::size_t at, const Page& page) { return at < page.begin; });
  if (after == pages.begin()) return;
  const Page& page = *(after - 1);
  evidence.page = page.number;
  evidence.sheet = page.sheet;
  evidence.start -= page.begin;
  evidence.end -= page.begin;
}

std::vector<FileDocument> file_documents(const AttachmentText& text) {
  std::vector<FileDocument> files;
  std::size_t points = 0;
  for (const AttachmentPart& part : text.parts) {
    if (files.empty() || files.back().file != part.file) {
      files.emplace_back();
      files.back().file = part.file;
      points = 0;
    }
    Document page =
        part.markup ? build_html_document(part.text, std::string()) : build_text_document(part.text, "");
    if (page.text.empty()) continue;
    FileDocument& file = files.back();
    if (!file.document.text.empty()) ++points;  // the line break between pages
    file.pages.push_back({points, part.page, part.sheet});
    points += page.code_points(page.text.size());
    append(file.document, std::move(page));
  }
  return files;
}

}  // namespace tenderlead::parsers
