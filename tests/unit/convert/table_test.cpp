// Tables that people import: text with delimiters, and sheets.
#include "convert/table/table.h"

#include <gtest/gtest.h>

#include "tests/office/bytes.h"
#include "tests/office/office_files.h"

namespace tenderlead::convert {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::vector<TableRow> read_all(const std::string& bytes, const TableOptions& options = {}) {
  std::vector<TableRow> rows;
  auto table = open_table(bytes, options);
  EXPECT_TRUE(table) << (table ? "" : table.error().message);
  if (!table) return rows;
  TableRow row;
  while ((*table)->next(row)) rows.push_back(row);
  EXPECT_FALSE((*table)->fault());
  return rows;
}

Rows cells_of(const std::vector<TableRow>& rows) {
  Rows out;
  for (const auto& row : rows) out.push_back(row.cells);
  return out;
}

TEST(DelimitedTable, ReadsRecordsAsRfc4180AndPeopleWriteThem) {
  const struct {
    const char* what;
    std::string text;
    Rows rows;
  } cases[] = {
      {"the standard's own form", "a,b\r\n1,2\r\n", {{"a", "b"}, {"1", "2"}}},
      {"no line end at the end", "a,b\n1,2", {{"a", "b"}, {"1", "2"}}},
      {"lines that end with CR alone", "a,b\r1,2\r", {{"a", "b"}, {"1", "2"}}},
      {"quotes, commas and line feeds in quotes",
       "a,b\n\"x, \"\"y\"\"\nz\",2\n",
       {{"a", "b"}, {"x, \"y\"\nz", "2"}}},
      {"a quote within a cell is a letter", "a,b\n5\" disk,2\n", {{"a", "b"}, {"5\" disk", "2"}}},
      {"words behind a closing quote", "a,b\n\"x\"y,2\n", {{"a", "b"}, {"xy", "2"}}},
      {"empty cells at the end", "a,b,c\n1,,\n", {{"a", "b", "c"}, {"1", "", ""}}},
      {"white space around cells, of all widths",
       "a,b\n 1\xC2\xA0,\xE3\x80\x80"
       "2 \n",
       {{"a", "b"}, {"1", "2"}}},
      {"semicolons", "a;b;c\n1,5;2;3\n", {{"a", "b", "c"}, {"1,5", "2", "3"}}},
      {"tabs", "a\tb\n1, 2\t3\n", {{"a", "b"}, {"1, 2", "3"}}},
      {"bars", "a|b\n1|2\n", {{"a", "b"}, {"1", "2"}}},
      {"one column", "name\n甲医院\n", {{"name"}, {"甲医院"}}},
      {"Excel's own word for the delimiter", "sep=;\r\na;b\r\n1;2\r\n", {{"a", "b"}, {"1", "2"}}},
      {"a byte order mark",
       "\xEF\xBB\xBF"
       "名称,省\n甲,乙\n",
       {{"名称", "省"}, {"甲", "乙"}}},
  };
  for (const auto& c : cases) EXPECT_EQ(cells_of(read_all(c.text)), c.rows) << c.what;
}

TEST(DelimitedTable, NumbersRowsByTheLineOnWhichTheyBegin) {
  const auto rows = read_all("a,b\n\n\"x\r\ny\",2\n,\n3,4\n");
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].number, 1u);
  EXPECT_EQ(rows[1].number, 3u);
  EXPECT_EQ(rows[2].number, 6u);
}

TEST(DelimitedTable, NumbersTheLinesOfEveryKindOfLineEnd) {
  for (const std::string end : {"\n", "\r\n", "\r", "\r\r\n"}) {
    const auto rows = read_all("a,b" + end + "1,\"x" + end + "y\"" + end + end + "3,4" + end);
    ASSERT_EQ(rows.size(), 3u) << end.size();
    EXPECT_EQ(rows[1].number, 2u) << end.size();
    EXPECT_EQ(rows[2].number, 5u) << end.size();
    EXPECT_EQ(rows[2].cells, (std::vector<std::string>{"3", "4"})) << end.size();
  }
}

TEST(DelimitedTable, GivesUpTheLineOfAnUnclosedQuoteAndNotTheFile) {
  const auto rows = read_all("a,b\n\"x,2\n3,4\n5,6\n");
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[1].problem, "unclosed_quote");
  EXPECT_EQ(rows[1].number, 2u);
  EXPECT_EQ(rows[2].cells, (std::vector<std::string>{"3", "4"}));
  EXPECT_EQ(rows[3].number, 4u);
}

TEST(DelimitedTable, GuessesTheEncodingByWhatDecodesTheWholeFile) {
  const std::string utf8 = "名称,省\n青禾县妇幼保健院,四川\n";
  const std::string gb18030 = "\xC3\xFB\xB3\xC6,\xCA\xA1\n\xC7\xE0\xBA\xCC,\xCB\xC4\xB4\xA8\n";
  std::string big;
  for (const char16_t c : office::utf16(utf8)) {
    big += static_cast<char>(c >> 8);
    big += static_cast<char>(c & 0xFF);
  }
  const struct {
    std::string bytes;
    const char* encoding;
    const char* first;
  } cases[] = {
      {utf8, "utf-8", "名称"},
      {gb18030, "gb18030", "名称"},
      {"\xFF\xFE" + office::utf16le(utf8), "utf-16le", "名称"},
      {office::utf16le(utf8), "utf-16le", "名称"},
      {"\xFE\xFF" + big, "utf-16be", "名称"},
      {big, "utf-16be", "名称"},
  };
  for (const auto& c : cases) {
    auto table = open_table(c.bytes, {});
    ASSERT_TRUE(table) << c.encoding << ": " << table.error().message;
    EXPECT_EQ((*table)->format().encoding, c.encoding);
    TableRow row;
    ASSERT_TRUE((*table)->next(row));
    EXPECT_EQ(row.cells.at(0), c.first) << c.encoding;
  }
}

TEST(DelimitedTable, RefusesBytesOfNoEncodingAndReadsThemWhereOneIsNamed) {
  const std::string bytes = "a,b\n1,\xE5\x8C\n3,\xFF\xFF\n";
  const auto refused = open_table(bytes, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::invalid_input);
  EXPECT_NE(refused.error().message.find("line 2"), std::string::npos) << refused.error().message;
  TableOptions options;
  options.encoding = "UTF-8";
  const auto rows = read_all(bytes, options);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].problem, "");
  EXPECT_EQ(rows[1].problem, "bad_encoding");
  EXPECT_EQ(rows[2].problem, "bad_encoding");
  options.encoding = "latin1";
  EXPECT_FALSE(open_table(bytes, options));
}

TEST(DelimitedTable, KeepsItsLimits) {
  TableOptions options;
  options.limits.max_rows = 2;
  options.limits.max_columns = 3;
  options.limits.max_cell_bytes = 10;
  auto table = open_table("a,b\n1,2,3,4\n5\n6\n", options);
  ASSERT_TRUE(table);
  TableRow row;
  ASSERT_TRUE((*table)->next(row));
  ASSERT_TRUE((*table)->next(row));
  EXPECT_EQ(row.problem, "too_many_columns");
  EXPECT_EQ(row.cells.size(), 3u);
  EXPECT_FALSE((*table)->next(row));
  ASSERT_TRUE((*table)->fault());
  EXPECT_EQ((*table)->fault()->code, ErrorCode::too_large);
  for (const char* large : {"12345678901,b\n1,2\n", "b,\"12345678901\"\n1,2\n"}) {
    const auto rows = read_all(large, options);
    EXPECT_EQ(rows.at(0).problem, "cell_too_large") << large;
    EXPECT_EQ(rows.at(1).cells, (std::vector<std::string>{"1", "2"})) << large;
  }
  EXPECT_EQ(read_all("b,\"1234\n1,2345678\"\n", options).at(0).problem, "unclosed_quote");
  options.limits.max_file_bytes = 3;
  EXPECT_EQ(open_table("a,b\n", options).error().code, ErrorCode::too_large);
  EXPECT_EQ(open_table("", {}).error().code, ErrorCode::invalid_input);
}

std::string workbook(const std::string& sheet_data, const std::string& properties = "") {
  return office::make_zip({
      {"xl/workbook.xml",
       "<workbook>" + properties +
           "<sheets><sheet name=\"空\" id=\"r0\"/><sheet name=\"名单\" id=\"r1\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id=\"r0\" Target=\"worksheets/e.xml\"/><Relationship Id=\"r1\" "
       "Target=\"worksheets/s.xml\"/></Relationships>"},
      {"xl/sharedStrings.xml",
       "<sst><si><t>名称</t></si><si><r><t>青禾</t></r><r><t>县医院</t></r><rPh><t>qing</t></rPh></si></"
       "sst>"},
      {"xl/styles.xml",
       "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"},
      {"xl/worksheets/e.xml", "<worksheet><sheetData></sheetData></worksheet>"},
      {"xl/worksheets/s.xml", "<worksheet><sheetData>" + sheet_data + "</sheetData></worksheet>"},
  });
}

TEST(SheetTable, ReadsStringsNumbersDatesBooleansAndErrors) {
  const auto rows =
      read_all(workbook("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" "
                        "t=\"inlineStr\"><is><t>日期</t></is></c></row>"
                        "<row r=\"2\"><c r=\"A2\"/></row>"
                        "<row r=\"5\"><c r=\"A5\" t=\"s\"><v>1</v></c><c r=\"C5\" s=\"1\"><v>46097</v></c><c "
                        "r=\"D5\"><v>1.25E7</v></c>"
                        "<c r=\"E5\" t=\"b\"><v>1</v></c><c r=\"F5\" t=\"e\"><v>#N/A</v></c><c r=\"G5\" "
                        "t=\"str\"><f>A1</f><v> 甲 </v></c>"
                        "<c r=\"H5\" s=\"1\"><v>46097.4375</v></c></row>"));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].cells, (std::vector<std::string>{"名称", "", "日期"}));
  EXPECT_EQ(rows[1].number, 5u);
  EXPECT_EQ(rows[1].cells, (std::vector<std::string>{"青禾县医院", "", "2026-03-16", "12500000", "TRUE", "",
                                                     "甲", "2026-03-16 10:30"}));
  EXPECT_EQ(rows[1].error_cells, (std::vector<std::size_t>{5}));
}

TEST(SheetTable, CountsDaysFrom1904WhereTheWorkbookDoes) {
  const auto rows =
      read_all(workbook("<row><c r=\"A1\" s=\"1\"><v>44635</v></c></row>", "<workbookPr date1904=\"1\"/>"));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].cells.at(0), "2026-03-16");
}

TEST(SheetTable, TakesTheFirstSheetWithRowsOrTheOneThatIsNamed) {
  const std::string bytes = workbook("<row><c><v>1</v></c></row>");
  auto table = open_table(bytes, {});
  ASSERT_TRUE(table);
  EXPECT_EQ((*table)->format().sheet, "名单");
  EXPECT_EQ((*table)->format().sheets.size(), 2u);
  TableOptions options;
  options.sheet = "另一张";
  const auto none = open_table(bytes, options);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::not_found);
  EXPECT_NE(none.error().message.find("名单"), std::string::npos);
}

TEST(SheetTable, EndsWithAFaultWhereTheSheetIsDamagedAndKeepsWhatStoodBefore) {
  // More than the XML reader looks ahead.
  std::string whole;
  for (int i = 0; i < 500; ++i) whole += "<row><c><v>1</v></c><c><v>1234567890</v></c></row>";
  auto table = open_table(workbook(whole + "<row><c><v>2</c></row>"), {});
  ASSERT_TRUE(table);
  TableRow row;
  std::size_t rows = 0;
  while ((*table)->next(row)) ++rows;
  EXPECT_GT(rows, 300u);
  EXPECT_LE(rows, 500u);
  ASSERT_TRUE((*table)->fault());
  EXPECT_EQ((*table)->fault()->code, ErrorCode::invalid_input);
}

TEST(SheetTable, KeepsItsLimitsOnUnpackingRowsAndColumns) {
  TableOptions options;
  options.limits.max_unpacked_bytes = 200;
  EXPECT_EQ(open_table(workbook(std::string(1000, ' ')), options).error().code, ErrorCode::too_large);
  options = {};
  options.limits.max_rows = 1;
  options.limits.max_columns = 2;
  auto table =
      open_table(workbook("<row><c r=\"A1\"><v>1</v></c><c r=\"XFD1\"><v>2</v></c></row><row/>"), options);
  ASSERT_TRUE(table);
  TableRow row;
  ASSERT_TRUE((*table)->next(row));
  EXPECT_EQ(row.problem, "too_many_columns");
  EXPECT_EQ(row.cells.size(), 1u);
  EXPECT_FALSE((*table)->next(row));
  EXPECT_TRUE((*table)->fault());
}

TEST(SheetTable, SaysWhatItCannotRead) {
  const struct {
    std::string bytes;
    ErrorCode code;
  } cases[] = {
      {office::make_xls({{"甲", {{"1"}}}}), ErrorCode::unsupported},
      {"%PDF-1.7", ErrorCode::unsupported},
      {office::make_zip({{"a.txt", "x"}}), ErrorCode::invalid_input},
      {std::string("PK\x03\x04 and nothing of the kind"), ErrorCode::invalid_input},
  };
  for (const auto& c : cases) {
    const auto table = open_table(c.bytes, {});
    ASSERT_FALSE(table);
    EXPECT_EQ(table.error().code, c.code) << table.error().message;
  }
}

}  // namespace
}  // namespace tenderlead::convert
