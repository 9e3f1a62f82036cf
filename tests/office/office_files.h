// Makes the files that portals attach, byte for byte the same from the same words: for tests and the simulated portal.
// Just enough of each format that its converter reads it.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tenderlead::office {

using Row = std::vector<std::string>;

// A paragraph, or a table where `rows` has any.
struct Block {
  std::string paragraph{};
  std::vector<Row> rows{};
};
using Page = std::vector<Block>;

struct Sheet {
  std::string name;
  std::vector<Row> rows;  // cells of digits alone are stored as numbers
};

// A4 pages of 11-point lines; rows have their cells in columns of equal width. Letters of the basic plane.
std::string make_pdf(const std::vector<Page>& pages);
// With a page break between pages.
std::string make_docx(const std::vector<Page>& pages);
std::string make_xlsx(const std::vector<Sheet>& sheets);
// Word 97: paragraphs, and rows with tabs between cells.
std::string make_doc(const std::vector<Block>& blocks);
// Excel 97.
std::string make_xls(const std::vector<Sheet>& sheets);
// Names as they are given, whatever they say.
std::string make_zip(const std::vector<std::pair<std::string, std::string>>& files);
// `format` is 7z, tar, tar.gz, tar.bz2 or tar.xz.
std::string make_archive(const std::string& format,
                         const std::vector<std::pair<std::string, std::string>>& files);

// A PDF that draws a form ten times, which draws a form ten times, and so on: ten thousand million
// steps for who draws it all.
std::string endless_pdf();

}  // namespace tenderlead::office
