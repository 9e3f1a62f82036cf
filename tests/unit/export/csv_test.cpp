#include "export/csv.h"

#include <gtest/gtest.h>

#include <sstream>

#include "export/leads_csv.h"

namespace tenderlead::exporting {
namespace {

TEST(InertCell, PutsAnApostropheBeforeWhatASpreadsheetWouldRun) {
  for (const char* text :
       {"=1+1", "+1+1", "-1+1", "@SUM(1,1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＠SUM(1)", "－2+3", "  =1+1",
        "\xC2\xA0=cmd|'/c calc'!A1", "\xEF\xBB\xBF=1", "\xE2\x80\x8B@A1", "−1+1", "--1", "+"})
    EXPECT_EQ(inert_cell(text), "'" + std::string(text));
}

TEST(InertCell, LeavesNumbersAndOrdinaryWordsAlone) {
  for (const char* text : {"-12.5", "+3", "1e-3", "-0", "0371-65901234", "云溪市妇幼保健院", "", "a=b",
                           "%0A=1", "\"=1+1", "'=1"})
    EXPECT_EQ(inert_cell(text), text);
}

TEST(InertCell, DoesNotTakeAFormulaForANumber) {
  for (const char* text : {"-1-1", "+8613800000000;1", "-inf", "+nan", "=-1", "++1", "-1 "})
    EXPECT_EQ(inert_cell(text)[0], '\'');
}

TEST(CsvWriter, QuotesAsRfc4180WantsItAndStartsWithAByteOrderMark) {
  std::ostringstream out;
  CsvWriter writer(out);
  writer.row({"a", "b,c", "say \"x\"", "two\nlines", ""});
  writer.row({"=1,2"});
  EXPECT_EQ(out.str(),
            "\xEF\xBB\xBF"
            "a,\"b,c\",\"say \"\"x\"\"\",\"two\nlines\",\r\n\"'=1,2\"\r\n");
}

TEST(LeadsCsv, HasACellForEveryColumn) {
  LeadRow row;
  row.lead.title = "=HYPERLINK(\"http://x\")";
  row.lead.score = 83;
  row.lead.reasons = {{"r", "title", "儿保", 0, 2, 40, "标题提到儿保"}};
  row.product_name = "儿童保健";
  row.notice.emplace();
  row.notice->budget = Money{123450, "CNY", ""};
  row.notice->ceiling = Money{100, "USD", ""};
  row.notice->project_contact = {"王先生", "", "", "010-12345678"};
  const auto cells = lead_cells(row);
  ASSERT_EQ(cells.size(), lead_columns().size());
  EXPECT_EQ(cells[3], "83");
  EXPECT_EQ(cells[10], "1234.5");
  EXPECT_EQ(cells[11], "1 USD");
  EXPECT_EQ(cells[15], "010-12345678");
  EXPECT_EQ(cells[17], "标题提到儿保（+40）");
  std::ostringstream out;
  write_leads_csv(out, {row});
  EXPECT_NE(out.str().find("\"'=HYPERLINK(\"\"http://x\"\")\""), std::string::npos) << out.str();
}

}  // namespace
}  // namespace tenderlead::exporting
