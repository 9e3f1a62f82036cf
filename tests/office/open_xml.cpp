// docx and xlsx: the parts that ECMA-376 can't do without.
#include "tests/office/bytes.h"
#include "tests/office/office_files.h"

namespace tenderlead::office {
namespace {

constexpr const char* kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr const char* kTypes =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else
      out += c;
  }
  return out;
}

std::string paragraph(const std::string& text) {
  return "<w:p><w:r><w:t xml:space=\"preserve\">" + escaped(text) + "</w:t></w:r></w:p>";
}

std::string relations(const std::string& rows) {
  return std::string(kHead) +
         "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + rows +
         "</Relationships>";
}

std::string relation(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id +
         "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + type +
         "\" Target=\"" + target + "\"/>";
}

}  // namespace

std::string make_docx(const std::vector<Page>& pages) {
  std::string body;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (i > 0) body += "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>";
    for (const Block& block : pages[i]) {
      if (block.rows.empty()) {
        body += paragraph(block.paragraph);
        continue;
      }
      body += "<w:tbl>";
      for (const Row& row : block.rows) {
        body += "<w:tr>";
        for (const auto& cell : row) body += "<w:tc>" + paragraph(cell) + "</w:tc>";
        body += "</w:tr>";
      }
      body += "</w:tbl>";
    }
  }
  return make_zip(
      {{"[Content_Types].xml", std::string(kHead) + kTypes},
       {"_rels/.rels", relations(relation("rId1", "officeDocument", "word/document.xml"))},
       {"word/document.xml",
        std::string(kHead) +
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
            "<w:body>" +
            body + "</w:body></w:document>"}});
}

std::string make_xlsx(const std::vector<Sheet>& sheets) {
  constexpr const char* kMain = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
  std::string list, links, strings;
  std::size_t shared = 0;
  std::vector<std::pair<std::string, std::string>> files;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    list += "<sheet name=\"" + escaped(sheets[i].name) + "\" sheetId=\"" + number + "\" r:id=\"rId" + number +
            "\"/>";
    links += relation("rId" + number, "worksheet", "worksheets/sheet" + number + ".xml");
    std::string rows;
    for (std::size_t r = 0; r < sheets[i].rows.size(); ++r) {
      rows += "<row r=\"" + std::to_string(r + 1) + "\">";
      for (std::size_t c = 0; c < sheets[i].rows[r].size(); ++c) {
        const std::string& cell = sheets[i].rows[r][c];
        if (cell.empty()) continue;
        const std::string at = static_cast<char>('A' + c) + std::to_string(r + 1);
        if (is_number(cell)) {
          rows += "<c r=\"" + at + "\"><v>" + cell + "</v></c>";
        } else {
          rows += "<c r=\"" + at + "\" t=\"s\"><v>" + std::to_string(shared++) + "</v></c>";
          strings += "<si><t>" + escaped(cell) + "</t></si>";
        }
      }
      rows += "</row>";
    }
    files.emplace_back(
        "xl/worksheets/sheet" + number + ".xml",
        std::string(kHead) + "<worksheet " + kMain + "><sheetData>" + rows + "</sheetData></worksheet>");
  }
  files.emplace_back("[Content_Types].xml", std::string(kHead) + kTypes);
  files.emplace_back("_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml")));
  files.emplace_back("xl/workbook.xml",
                     std::string(kHead) + "<workbook " + kMain +
                         " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                         "<sheets>" +
                         list + "</sheets></workbook>");
  files.emplace_back("xl/_rels/workbook.xml.rels", relations(links));
  files.emplace_back("xl/sharedStrings.xml", std::string(kHead) + "<sst " + kMain + ">" + strings + "</sst>");
  return make_zip(files);
}

}  // namespace tenderlead::office
