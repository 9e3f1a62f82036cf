// What leaves the program for a spreadsheet or a terminal is inert, whatever the titles say.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/integration/workspace.h"

namespace tenderlead::integration {
namespace {

// The cells of a CSV file by RFC 4180.
std::vector<std::vector<std::string>> cells_of(const std::string& csv) {
  std::vector<std::vector<std::string>> rows(1);
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (quoted && c == '"' && i + 1 < csv.size() && csv[i + 1] == '"') {
      cell += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == ',' || c == '\n')) {
      if (!cell.empty() && cell.back() == '\r') cell.pop_back();
      rows.back().push_back(std::move(cell));
      cell.clear();
      if (c == '\n') rows.emplace_back();
    } else {
      cell += c;
    }
  }
  if (rows.back().empty()) rows.pop_back();
  return rows;
}

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("+-0123456789.") == std::string::npos &&
         text.find_first_of("0123456789") != std::string::npos;
}

struct Hostile {
  portal::Portal portal{portal::Options{.seed = 8, .notices = 120, .hostile_text = true}};
  Workspace workspace{(portal.start(), portal)};
  Outcome outcome = workspace.tenderlead({"run", "--as-of", "2026-08-01"});
};

Hostile& hostile() {
  static Hostile once;
  return once;
}

TEST(Export, CsvHasAByteOrderMarkAndNoCellThatCouldBecomeAFormula) {
  ASSERT_EQ(hostile().outcome.status, 0) << hostile().outcome.err;
  const auto file = hostile().workspace.folder() / "leads.csv";
  const Outcome outcome = hostile().workspace.tenderlead({"export", "--csv", file.string()});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  std::string csv = read_file(file);
  ASSERT_EQ(csv.substr(0, 3), "\xEF\xBB\xBF");
  const auto rows = cells_of(csv.substr(3));
  ASSERT_GT(rows.size(), 10u);
  for (const auto& row : rows) {
    EXPECT_EQ(row.size(), rows[0].size());
    for (const std::string& cell : row) {
      if (cell.empty() || is_number(cell)) continue;
      EXPECT_EQ(std::string("=+-@\t\r").find(cell[0]), std::string::npos) << cell;
    }
  }
}

TEST(Export, TheFormulaItselfIsKeptAsText) {
  const auto file = hostile().workspace.folder() / "kept.csv";
  ASSERT_EQ(hostile().workspace.tenderlead({"export", "--csv", file.string()}).status, 0);
  const std::string csv = read_file(file);
  // The seed is one by which procurements with such names are leads.
  EXPECT_TRUE(csv.find("HYPERLINK") != std::string::npos || csv.find("script>") != std::string::npos ||
              csv.find("cmd|") != std::string::npos);
}

TEST(Export, JsonLinesHoldEveryLeadOnce) {
  const Outcome leads = hostile().workspace.tenderlead({"leads", "--json"});
  ASSERT_EQ(leads.status, 0) << leads.err;
  const auto file = hostile().workspace.folder() / "all.csv";
  ASSERT_EQ(hostile().workspace.tenderlead({"export", "--csv", file.string()}).status, 0);
  const auto rows = cells_of(read_file(file).substr(3));
  EXPECT_EQ(rows.size() - 1, static_cast<std::size_t>(std::count(leads.out.begin(), leads.out.end(), '\n')));
}

}  // namespace
}  // namespace tenderlead::integration
