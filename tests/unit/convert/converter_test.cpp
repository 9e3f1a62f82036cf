// Real files of every kind, and hostile ones, through the real converters.
#include "convert/converter.h"

#include <gtest/gtest.h>

#include <chrono>

#include "tests/office/office_files.h"

namespace tenderlead::convert {
namespace {

using namespace std::chrono_literals;
using office::Block;
using office::Row;

AttachmentText read(const std::string& bytes, const ConvertLimits& limits = {},
                    const std::set<std::string>& kinds = all_kinds()) {
  return Converter({.helper = TENDERLEAD_CONVERT, .folder = {}, .limits = limits}).convert(bytes, kinds);
}

const std::vector<Row> kRows = {{"预算金额（元）", "1250000"}, {"采购人", "临江市人民医院"}};
const std::vector<Block> kWords = {{"采购需求说明", {}}, {"", kRows}, {"联系电话：0571-86543210 <a&b>", {}}};
const std::string kTable =
    "<tr><td>预算金额（元）</td><td>1250000</td></tr><tr><td>采购人</td><td>临江市人民医院</td></tr>";

struct Readable {
  const char* kind;
  std::string bytes;
  std::size_t pages;
  bool words;  // paragraphs beside the table
};

std::vector<Readable> readable() {
  return {{"pdf", office::make_pdf({kWords, kWords}), 2, true},
          {"docx", office::make_docx({kWords, kWords}), 2, true},
          {"xlsx", office::make_xlsx({{"甲", kRows}, {"乙", kRows}}), 2, false},
          {"doc", office::make_doc(kWords), 1, true},
          {"xls", office::make_xls({{"甲", kRows}, {"乙", kRows}}), 2, false}};
}

std::string without_paragraphs_in_cells(std::string text) {
  for (const auto& [tags, tag] : {std::pair{"<td><p>", "<td>"}, std::pair{"</p></td>", "</td>"}})
    for (auto at = text.find(tags); at != std::string::npos; at = text.find(tags, at))
      text.replace(at, std::string_view(tags).size(), tag);
  return text;
}

TEST(Converter, ReadsEveryKindWithItsPagesTablesAndWords) {
  for (const auto& file : readable()) {
    const auto text = read(file.bytes);
    EXPECT_EQ(text.kind, file.kind);
    EXPECT_EQ(text.reason(), "") << file.kind;
    ASSERT_EQ(text.parts.size(), file.pages) << file.kind;
    for (std::size_t i = 0; i < text.parts.size(); ++i) {
      const auto& part = text.parts[i];
      EXPECT_TRUE(part.markup);
      EXPECT_EQ(part.page, file.kind == std::string("doc") ? 0 : static_cast<int>(i) + 1) << file.kind;
      EXPECT_NE(without_paragraphs_in_cells(part.text).find(kTable), std::string::npos) << part.text;
      if (!file.words) continue;
      EXPECT_NE(part.text.find("<p>采购需求说明</p>"), std::string::npos) << part.text;
      EXPECT_NE(part.text.find("0571-86543210 &lt;a&amp;b&gt;"), std::string::npos) << part.text;
    }
  }
}

TEST(Converter, NamesSheets) {
  const auto text = read(office::make_xlsx({{"报价", kRows}, {"参数", kRows}}));
  ASSERT_EQ(text.parts.size(), 2u);
  EXPECT_EQ(text.parts[1].sheet, "参数");
}

TEST(Converter, GoesByTheBytesNotByWhatIsWanted) {
  const auto pdf = office::make_pdf({kWords});
  EXPECT_EQ(read(pdf, {}, {"docx", "xlsx"}).reason(), "unwanted");
  EXPECT_EQ(read(office::make_docx({kWords}), {}, {"pdf"}).reason(), "unwanted");
  EXPECT_EQ(read("<html><body>文件不存在</body></html>").reason(), "unsupported");
  EXPECT_EQ(read("Rar!\x1A\x07").reason(), "unsupported");
  EXPECT_EQ(read(office::make_archive("7z", {{"a.pdf", pdf}}), {}, {"pdf", "zip"}).reason(), "unwanted");
  EXPECT_EQ(read("").reason(), "unsupported");
}

TEST(Converter, ReadsTheMembersOfArchivesByTheirNames) {
  const auto inner = office::make_zip({{"清单.xlsx", office::make_xlsx({{"甲", kRows}})}});
  const auto text = read(office::make_zip(
      {{"招标文件/需求.pdf", office::make_pdf({kWords})}, {"图.png", "\x89PNG"}, {"其余.zip", inner}}));
  EXPECT_EQ(text.kind, "zip");
  ASSERT_EQ(text.parts.size(), 2u);
  EXPECT_EQ(text.parts[0].file, "招标文件/需求.pdf");
  EXPECT_EQ(text.parts[1].file, "其余.zip/清单.xlsx");
  ASSERT_EQ(text.problems.size(), 1u);
  EXPECT_EQ(text.problems[0].file, "图.png");
  EXPECT_EQ(text.problems[0].reason, "unsupported");
  EXPECT_EQ(text.reason(), "");
}

TEST(Converter, ReadsOtherArchivesThanZip) {
  const std::string pdf = office::make_pdf({kWords});
  for (const char* format : {"7z", "tar", "tar.gz", "tar.bz2", "tar.xz"}) {
    const auto text = read(office::make_archive(format, {{"a/needs.pdf", pdf}, {"picture.png", "\x89PNG"}}));
    EXPECT_EQ(text.kind, std::string(format).substr(0, 3) == "tar" ? "tar" : "7z");
    ASSERT_EQ(text.parts.size(), 1u) << format;
    EXPECT_EQ(text.parts[0].file, "a/needs.pdf") << format;
    ASSERT_EQ(text.problems.size(), 1u) << format;
    EXPECT_EQ(text.problems[0].file, "picture.png") << format;
  }
}

TEST(Converter, CountsAHostileArchiveAsItsOwnProblem) {
  const std::string pdf = office::make_pdf({kWords});
  const std::string zeros(80u << 20, '\0');
  const std::string nested = office::make_archive(
      "tar",
      {{"b.7z", office::make_archive("7z", {{"c.tar", office::make_archive("tar", {{"d.pdf", pdf}})}})}});
  std::vector<std::pair<std::string, std::string>> many;
  for (int i = 0; i < 6000; ++i) many.emplace_back(std::to_string(i), "");
  struct Case {
    const char* what;
    std::string bytes;
    const char* reason;
  };
  const Case cases[] = {
      {"a bomb", office::make_archive("tar.xz", {{"zeros.pdf", zeros}}), "too_large"},
      {"a bomb of 7z", office::make_archive("7z", {{"zeros.pdf", zeros}}), "too_large"},
      {"too deep", nested, "too_large"},
      {"cut off", office::make_archive("7z", {{"a.pdf", pdf}}).substr(0, 300), "damaged"},
      {"a packed file that is no archive", office::make_archive("tar.gz", {}).substr(0, 12), "unsupported"},
      {"nothing in it", office::make_archive("tar", {}), "unsupported"},
  };
  for (const Case& c : cases) EXPECT_EQ(read(c.bytes).reason(), c.reason) << c.what;
  EXPECT_TRUE(read(office::make_archive("tar.gz", many)).cut) << "more members than are read";
}

TEST(Converter, ReadsNamesInGbk) {
  const auto text = read(office::make_zip({{"\xB2\xC9\xB9\xBA.pdf", office::make_pdf({kWords})}}));
  ASSERT_EQ(text.parts.size(), 1u);
  EXPECT_EQ(text.parts[0].file, "采购.pdf");
}

TEST(Converter, TakesPathsOfArchivesForWordsOnly) {
  const std::string pdf = office::make_pdf({kWords});
  const auto text = read(office::make_zip({{"../../../../tmp/tenderlead-escaped.pdf", pdf},
                                           {"/tmp/tenderlead-escaped.pdf", pdf},
                                           {"a\n\x1B[2J.pdf", pdf}}));
  ASSERT_EQ(text.parts.size(), 3u);
  EXPECT_EQ(text.parts[2].file, "a__[2J.pdf");
  EXPECT_FALSE(std::filesystem::exists("/tmp/tenderlead-escaped.pdf"));
}

TEST(Converter, CountsEachHostileMemberAndReadsTheOthers) {
  const std::string pdf = office::make_pdf({kWords});
  const auto text =
      read(office::make_zip({{"cut.docx", office::make_docx({kWords}).substr(0, 300)}, {"good.pdf", pdf}}));
  ASSERT_EQ(text.parts.size(), 1u);
  ASSERT_EQ(text.problems.size(), 1u);
  EXPECT_EQ(text.problems[0].reason, "damaged");
}

TEST(Converter, AHostileFileCostsItsOwnProblem) {
  const std::string zeros(40u << 20, '\0');
  const std::string bomb = office::make_zip({{"a.bin", zeros}, {"b.bin", zeros}});
  std::string nested = office::make_pdf({kWords});
  for (int depth = 0; depth < 6; ++depth) nested = office::make_zip({{"in.zip", nested}});
  std::string many;
  std::vector<std::pair<std::string, std::string>> entries;
  for (int i = 0; i < 6000; ++i) entries.emplace_back(std::to_string(i), "");
  const std::string docx = office::make_docx({kWords});
  const std::string laughs = office::make_zip(
      {{"word/document.xml",
        "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><w:document><w:p>&b;</w:p></w:document>"}});
  std::string deep = "<d>";
  for (int i = 0; i < 5000; ++i) deep += "<x>";
  ConvertLimits limits;
  limits.process.cpu = 1s;
  limits.process.time = 50s;  // by the clock, on a busy machine
  struct Hostile {
    const char* what;
    std::string bytes;
    const char* reason;
  };
  const std::vector<Hostile> cases = {
      {"a bomb", bomb, "too_large"},
      {"archives in archives", nested, "too_large"},
      {"thousands of entries", office::make_zip(entries), "too_large"},
      {"a docx cut off", docx.substr(0, docx.size() / 2), "damaged"},
      {"a docx of another's bytes", office::make_zip({{"word/document.xml", "\x01\x02 no XML"}}), "damaged"},
      {"entities", laughs, "damaged"},
      {"depth", office::make_zip({{"word/document.xml", deep}}), "damaged"},
      {"a workbook without sheets", office::make_zip({{"xl/workbook.xml", "<workbook/>"}}), "damaged"},
      {"a PDF of noise", "%PDF-1.7 \xFF\xFE\x01 noise", "damaged"},
      {"an endless PDF", office::endless_pdf(), "timed_out"},
      {"a PDF without words", office::make_pdf({{}}), "empty"},
      {"an Office file behind a password",
       std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) +
           std::string("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0\0\0", 34),
       "encrypted"},
  };
  for (const auto& one : cases) {
    const auto text = read(one.bytes, limits);
    EXPECT_EQ(text.reason(), one.reason) << one.what;
    EXPECT_TRUE(text.parts.empty()) << one.what;
  }
  EXPECT_EQ(read(docx, limits).reason(), "");
}

TEST(Converter, LimitsTheMemoryOfOtherPrograms) {
  ConvertLimits limits;
  limits.process.memory_bytes = 12u << 20;
  EXPECT_EQ(read(office::make_pdf({kWords}), limits).reason(), "out_of_memory");
}

TEST(Converter, SaysWhatIsNotInstalled) {
  const Converter none({.helper = "/nonexistent/tenderlead-convert", .folder = {}, .limits = {}});
  EXPECT_EQ(none.convert(office::make_pdf({kWords}), all_kinds()).reason(), "no_converter");
  const auto missing = none.missing();
  ASSERT_FALSE(missing.empty());
  EXPECT_NE(missing[0].find("/nonexistent/tenderlead-convert is missing"), std::string::npos);
}

TEST(Converter, KeepsToTheLimitsOfText) {
  std::vector<office::Page> pages(40, kWords);
  ConvertLimits limits;
  limits.package.max_pages = 5;
  EXPECT_EQ(read(office::make_pdf(pages), limits).parts.size(), 5u);
  limits.package.max_text_bytes = 100;
  const auto text = read(office::make_pdf(pages), limits);
  EXPECT_TRUE(text.cut);
  limits.max_input_bytes = 10;
  EXPECT_EQ(read(office::make_pdf(pages), limits).reason(), "too_large");
}

}  // namespace
}  // namespace tenderlead::convert
