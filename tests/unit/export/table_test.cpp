// Tables as CSV and as workbooks, and calendars.
#include "export/table.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <sstream>

#include "export/icalendar.h"

namespace tenderlead::exporting {
namespace {

Table table() {
  Table table;
  table.name = "线索";
  table.columns = {{"名称", 20}, {"评分", 6}, {"截止", 16}};
  table.rows = {{std::string("=1+1"), 87.0, StatedTime{{2026, 8, 1}, 9 * 3600 + 30 * 60}},
                {std::string("-12.5"), 0.5, StatedTime{{2026, 8, 2}, {}}},
                {std::string("a\x01"
                             "b<&>\"c"),
                 Cell(), Cell()}};
  return table;
}

TEST(ATable, IsCsvWithSafeCells) {
  std::ostringstream out;
  write_csv(out, table());
  EXPECT_EQ(out.str(),
            "\xEF\xBB\xBF名称,评分,截止\r\n'=1+1,87,2026-08-01 09:30\r\n-12.5,0.5,2026-08-02\r\n"
            "\"a\x01"
            "b<&>\"\"c\",,\r\n");
}

std::uint32_t number_at(const std::string& bytes, std::size_t at, int size) {
  std::uint32_t number = 0;
  for (int i = size; i-- > 0;)
    number = number << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  return number;
}

// A part of a ZIP file (APPNOTE.TXT, 4.3), found by its central directory.
std::string part_of(const std::string& zip, const std::string& name) {
  const std::string kCentral("PK\x01\x02");
  for (auto at = zip.find(kCentral); at != std::string::npos; at = zip.find(kCentral, at + 4)) {
    if (zip.substr(at + 46, number_at(zip, at + 28, 2)) != name) continue;
    const std::size_t local = number_at(zip, at + 42, 4);
    const std::size_t begin = local + 30 + number_at(zip, local + 26, 2) + number_at(zip, local + 28, 2);
    const std::string packed = zip.substr(begin, number_at(zip, at + 20, 4));
    std::string out(number_at(zip, at + 24, 4), '\0');
    z_stream stream{};
    inflateInit2(&stream, -MAX_WBITS);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    return out;
  }
  return {};
}

TEST(ATable, IsAWorkbookInWhichNumbersAreNumbersAndTextIsNeverAFormula) {
  const auto bytes = workbook(table());
  ASSERT_TRUE(bytes) << bytes.error().message;
  const auto sheet = part_of(*bytes, "xl/worksheets/sheet1.xml");
  ASSERT_FALSE(sheet.empty());
  EXPECT_EQ(sheet.find("<f>"), std::string::npos) << "no formula";
  EXPECT_NE(sheet.find("<v>87</v>"), std::string::npos);
  EXPECT_NE(sheet.find("<v>0.5</v>"), std::string::npos);
  EXPECT_NE(sheet.find("<v>46235.395833"), std::string::npos) << "2026-08-01 09:30 as days since 1899-12-30";
  EXPECT_NE(sheet.find("<t>=1+1</t>"), std::string::npos) << sheet;
  EXPECT_NE(sheet.find("<t>ab&lt;&amp;&gt;"), std::string::npos)
      << "what XML has no character for is left out";
  EXPECT_NE(sheet.find("autoFilter"), std::string::npos);
}

TEST(ATable, OfNothingIsAWorkbookToo) {
  EXPECT_TRUE(workbook({"", {}, {}}));
  EXPECT_TRUE(workbook({std::string(100, 'x') + "[]:*?/\\", {{"a", 5}}, {}}))
      << "a name that no sheet may have";
}

TEST(ACalendar, EscapesTextAndFoldsLinesBetweenCharacters) {
  Calendar calendar;
  calendar.name = "a;b,c\\d\r\nBEGIN:VALARM";
  CalendarEntry entry{"1f", {{2026, 8, 1}, 9 * 3600}, {}, "x", {}};
  for (int i = 0; i < 40; ++i) entry.summary += "青岚市";
  calendar.entries = {entry};
  const auto text = icalendar(calendar);
  EXPECT_NE(text.find("X-WR-CALNAME:a\\;b\\,c\\\\d\\nBEGIN:VALARM\r\n"), std::string::npos) << text;
  EXPECT_NE(text.find("DTSTART:20260801T010000Z\r\n"), std::string::npos);
  std::istringstream lines(text);
  std::string line, unfolded;
  while (std::getline(lines, line)) {
    ASSERT_TRUE(line.ends_with('\r'));
    line.pop_back();
    EXPECT_LE(line.size(), 75u);
    EXPECT_NE(static_cast<unsigned char>(line[line.starts_with(' ') ? 1 : 0]) & 0xC0, 0x80u)
        << "cut inside a character";
    unfolded += line.starts_with(' ') ? line.substr(1) : "\n" + line;
  }
  EXPECT_NE(unfolded.find("SUMMARY:" + entry.summary + "\n"), std::string::npos);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), std::count(text.begin(), text.end(), '\r'));
}

TEST(ACalendar, CutsLongTextNotBetweenABackslashAndWhatItEscapes) {
  Calendar calendar;
  calendar.entries = {{"1", {{2026, 8, 1}, {}}, std::string(3000, ','), "", ""}};
  const auto text = icalendar(calendar);
  std::string unfolded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 3, "\r\n ") == 0)
      i += 2;
    else
      unfolded += text[i];
  }
  const auto begin = unfolded.find("SUMMARY:") + 8;
  const auto summary = unfolded.substr(begin, unfolded.find("\r\n", begin) - begin);
  EXPECT_EQ(summary.size(), 2000u);
  EXPECT_EQ(summary.size() % 2, 0u);
}

}  // namespace
}  // namespace tenderlead::exporting
