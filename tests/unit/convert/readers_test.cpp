// The parts of converting that need no child process.
#include <gtest/gtest.h>

#include "convert/package_reader.h"
#include "convert/plain_text.h"
#include "convert/sniff.h"
#include "tests/office/office_files.h"

namespace tenderlead::convert {
namespace {

std::string document(const std::string& body) {
  return office::make_zip(
      {{"word/document.xml", "<w:document xmlns:w=\"w\"><w:body>" + body + "</w:body></w:document>"}});
}

Package package_of(const std::string& bytes, Problem expected = Problem::none) {
  Package package;
  EXPECT_EQ(read_package(bytes, {}, package), expected);
  return package;
}

TEST(WordText, LeavesOutWhatTheReaderOfThePageWouldNotSee) {
  const auto package = package_of(document(
      "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>预算</w:t></w:r><w:del><w:r><w:delText>9</"
      "w:delText>"
      "</w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>100万元</w:t></w:r></w:p>"));
  ASSERT_EQ(package.frames.size(), 1u);
  EXPECT_EQ(package.frames[0].payload, "<p>预算100万元</p>");
}

TEST(WordText, CountsPagesByTheBreaksThatWordNoted) {
  const auto package = package_of(
      document("<w:p><w:r><w:t>一</w:t></w:r></w:p><w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"
               "<w:p><w:r><w:lastRenderedPageBreak/><w:t>二</w:t></w:r></w:p>"
               "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>表</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:gridSpan "
               "w:val=\"2\"/></w:tcPr>"
               "<w:p><w:r><w:lastRenderedPageBreak/><w:t>宽</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
               "<w:p><w:r><w:t>三</w:t></w:r></w:p>"));
  ASSERT_EQ(package.frames.size(), 3u);
  EXPECT_EQ(package.frames[1].name, "2");
  EXPECT_EQ(package.frames[1].payload,
            "<p>二</p><table><tr><td><p>表</p></td><td colspan=\"2\"><p>宽</p></td></tr></table>");
  EXPECT_EQ(package.frames[2].payload, "<p>三</p>");
}

TEST(SheetText, ShowsDatesGapsAndLargeNumbersAsPeopleSeeThem) {
  const auto package = package_of(office::make_zip({
      {"xl/workbook.xml", "<workbook><sheets><sheet name=\"甲\" id=\"r1\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id=\"r1\" Target=\"/xl/worksheets/s.xml\"/></Relationships>"},
      {"xl/styles.xml",
       "<styleSheet><numFmts><numFmt numFmtId=\"170\" "
       "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/></numFmts>"
       "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>"},
      {"xl/worksheets/s.xml",
       "<worksheet><sheetData><row><c r=\"A1\" s=\"1\"><v>46097</v></c><c r=\"C1\" "
       "s=\"2\"><v>46097.4375</v></c></row>"
       "<row><c r=\"A2\"><v>1.2E6</v></c><c r=\"B2\" t=\"inlineStr\"><is><t>行内</t></is></c><c r=\"C2\" "
       "t=\"s\">"
       "<v>99</v></c></row></sheetData></worksheet>"},
  }));
  ASSERT_EQ(package.frames.size(), 1u);
  EXPECT_EQ(package.frames[0].name, "甲");
  EXPECT_EQ(package.frames[0].payload,
            "<table><tr><td>2026-03-16</td><td></td><td>2026-03-16 10:30</td></tr>"
            "<tr><td>1200000</td><td>行内</td><td></td></tr></table>");
}

TEST(Package, ComesBackFromItsStreamAndNothingElseDoes) {
  Package package;
  package.kind = PackageKind::zip;
  package.frames = {{"a", "bytes", Problem::none}, {"b", "", Problem::encrypted}};
  const std::string stream = encode_package(package);
  Package again;
  ASSERT_TRUE(decode_package(stream, again));
  ASSERT_EQ(again.frames.size(), 2u);
  EXPECT_EQ(again.frames[0].payload, "bytes");
  EXPECT_EQ(again.frames[1].problem, Problem::encrypted);
  for (std::size_t size = 0; size < stream.size(); ++size)
    EXPECT_FALSE(decode_package(stream.substr(0, size), again)) << size;
  EXPECT_FALSE(decode_package(stream + "x", again));
}

TEST(PlainText, JoinsLinesThatFillThePageAndKeepsTheOthers) {
  const auto parts = pages_of_layout(
      "    "
      "本项目为临江市人民医院信息化建设的一部分，投标人应当具备相应的\n能力，并按要求提供服务。\n预算金额：12"
      "0万元\n"
      "采   购   人：临江市人民医院      联系电话：0571-86543210\n\f\f第三页\n");
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(
      parts[0].text,
      "<p>本项目为临江市人民医院信息化建设的一部分，投标人应当具备相应的</p><p>能力，并按要求提供服务。</p>"
      "<p>预算金额：120万元</p><table><tr><td>采购人：临江市人民医院</td><td>联系电话：0571-86543210</td></"
      "tr></table>");
  EXPECT_EQ(parts[1].page, 3);
}

TEST(PlainText, JoinsALineThatIsAsWideAsThePage) {
  const auto parts =
      pages_of_layout("本项目为临江市人民医院信息化建设的一部分，投标人应当具备相应的能\n力。\n其余短行\n");
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(parts[0].text,
            "<p>本项目为临江市人民医院信息化建设的一部分，投标人应当具备相应的能力。</p><p>其余短行</p>");
}

TEST(Sniff, GoesByTheFirstBytes) {
  EXPECT_EQ(sniff("%PDF-1.4"), FileKind::pdf);
  EXPECT_EQ(sniff("junk before\n%PDF-1.4"), FileKind::pdf);
  EXPECT_EQ(sniff(office::make_doc({{"词", {}}})), FileKind::doc);
  EXPECT_EQ(sniff(office::make_xls({{"甲", {{"词"}}}})), FileKind::xls);
  EXPECT_EQ(sniff(office::make_zip({{"a", "b"}})), FileKind::package);
  EXPECT_EQ(sniff("{\\rtf1"), FileKind::doc);
  EXPECT_EQ(sniff("<html>"), FileKind::other);
}

TEST(Sniff, ReadsWhatANamePromises) {
  const std::vector<std::pair<std::string, std::string>> cases = {{"招标文件.PDF", "pdf"},
                                                                  {"http://h.example/a.docx?x=1.zip", "docx"},
                                                                  {"a.tar.gz", "gz"},
                                                                  {"无", ""},
                                                                  {"download.do", "do"},
                                                                  {"说明 1.0 版", ""},
                                                                  {"a.", ""}};
  for (const auto& [name, kind] : cases) EXPECT_EQ(promised_kind(name), kind) << name;
}

}  // namespace
}  // namespace tenderlead::convert
