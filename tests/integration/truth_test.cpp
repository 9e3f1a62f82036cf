// A crawl of the whole portal reads every field of every page as it is.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "tests/integration/compare.h"
#include "tests/integration/workspace.h"
#include "tests/unit/parsers/stated_paths.h"

namespace tenderlead::integration {
namespace {

constexpr std::size_t kMostShown = 60;

// Collects mismatches and prints them as a table, the most frequent field first.
class Table {
 public:
  void add(const std::string& where, const Comparison& comparison) {
    fields_ += comparison.fields;
    for (const Mismatch& mismatch : comparison.mismatches) rows_.push_back({where, mismatch});
  }
  std::size_t fields() const { return fields_; }
  std::size_t mismatches() const { return rows_.size(); }
  std::string text() const {
    std::map<std::string, std::size_t> by_field;
    for (const auto& [where, mismatch] : rows_) ++by_field[mismatch.field];
    std::string text;
    for (const auto& [field, count] : by_field) text += field + ": " + std::to_string(count) + "\n";
    for (std::size_t i = 0; i < std::min(rows_.size(), kMostShown); ++i)
      text += rows_[i].first + "\n    " + rows_[i].second.field + "\n      true: " + rows_[i].second.want +
              "\n      read: " + rows_[i].second.got + "\n";
    return text;
  }

 private:
  std::size_t fields_ = 0;
  std::vector<std::pair<std::string, Mismatch>> rows_;
};

struct Crawled {
  portal::Portal portal{portal::Options{.seed = 11, .notices = 400}};
  Workspace workspace{(portal.start(), portal)};
  Outcome outcome = workspace.tenderlead({"run", "--json", "--as-of", "2026-08-01"});
};

// One crawl serves all tests of the suite.
Crawled& crawled() {
  static Crawled once;
  return once;
}

TEST(Truth, TheCrawlFinishesAndItsLedgerBalances) {
  const Outcome& outcome = crawled().outcome;
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto ledger = ledger_of(outcome);
  ASSERT_EQ(ledger.size(), portal::kSiteCount) << outcome.out;
  std::int64_t notices = 0;
  std::int64_t hospitals = 0;
  for (const LedgerEntry& entry : ledger) {
    EXPECT_TRUE(entry.balances()) << entry.source_id;
    EXPECT_EQ(entry.queued_after, 0) << entry.source_id;
    EXPECT_EQ(entry.failed, 0) << entry.source_id;
    notices += entry.notices;
    hospitals += entry.hospitals;
  }
  EXPECT_EQ(notices, 400);
  EXPECT_EQ(hospitals, static_cast<std::int64_t>(crawled().portal.profiles().size()));
}

TEST(Truth, EveryFieldOfEveryNoticeIsReadAsItIs) {
  std::map<std::string, Notice> read;
  for (Notice& notice : crawled().workspace.announcements()) read[notice.url] = std::move(notice);
  Table table;
  std::size_t absent = 0;
  for (const portal::TrueNotice& known : crawled().portal.notices()) {
    const auto found =
        read.contains(known.notice.url) ? read.find(known.notice.url) : read.find(known.body_url);
    if (found == read.end()) {
      ++absent;
      ADD_FAILURE() << "never read: " << known.notice.url << " " << known.notice.title;
      continue;
    }
    table.add(
        std::string(to_string(known.site)) + " " + to_string(*known.notice.kind) + " " + known.notice.url,
        // The demo's column has its files read; the others leave them.
        compare(known.site == portal::SiteId::column ? known.completed : known.notice, found->second));
  }
  std::printf("notices: %zu fields, %zu mismatches, %zu pages never read\n", table.fields(),
              table.mismatches(), absent);
  EXPECT_GT(table.fields(), 6000u);
  EXPECT_EQ(table.mismatches(), 0u) << table.text();
}

TEST(Truth, EveryFieldOfEveryHospitalPageIsReadAsItIs) {
  std::map<std::string, HospitalProfile> read;
  for (HospitalProfile& profile : crawled().workspace.profiles()) read[profile.url] = std::move(profile);
  Table table;
  for (const portal::TrueProfile& known : crawled().portal.profiles()) {
    ASSERT_TRUE(read.contains(known.profile.url)) << known.profile.url;
    table.add(known.profile.url, compare(known.profile, read[known.profile.url]));
  }
  std::printf("hospital pages: %zu fields, %zu mismatches\n", table.fields(), table.mismatches());
  EXPECT_GT(table.fields(), 40u);
  EXPECT_EQ(table.mismatches(), 0u) << table.text();
}

TEST(Truth, EvidenceStandsWhereItSaysInThePagesText) {
  std::size_t checked = 0;
  for (const Notice& notice : crawled().workspace.notices()) {
    std::u32string text;
    for (std::size_t i = 0; i < notice.text.size();) {
      // The store holds valid UTF-8, so the first byte tells the length.
      const auto lead = static_cast<unsigned char>(notice.text[i]);
      const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      char32_t point = 0;
      for (std::size_t k = 0; k < length; ++k)
        point = (point << 8) | static_cast<unsigned char>(notice.text[i + k]);
      text += point;
      i += length;
    }
    for (const auto& [field, evidence] : notice.evidence) {
      if (!evidence.file.empty()) continue;  // stands in a file: attachments_test.cpp
      ASSERT_LE(evidence.end, text.size()) << notice.url << " " << field;
      ASSERT_LE(evidence.start, evidence.end) << notice.url << " " << field;
      std::string words;
      for (std::size_t i = evidence.start; i < evidence.end; ++i)
        for (int shift = 24; shift >= 0; shift -= 8)
          if (const auto byte = static_cast<unsigned char>(text[i] >> shift); byte != 0)
            words += static_cast<char>(byte);
      if (evidence.start == evidence.end) continue;
      EXPECT_EQ(words, evidence.text) << notice.url << " " << field;
      EXPECT_GT(evidence.confidence, 0.0) << notice.url << " " << field;
      EXPECT_LE(evidence.confidence, 1.0) << notice.url << " " << field;
      EXPECT_FALSE(evidence.rule.empty()) << notice.url << " " << field;
      ++checked;
    }
  }
  EXPECT_GT(checked, 3000u);
}

TEST(Truth, EveryValueHasEvidence) {
  for (const Notice& notice : crawled().workspace.notices())
    for (const std::string& path : stated_paths(notice))
      EXPECT_TRUE(notice.evidence.contains(path)) << notice.url << " " << path;
}

TEST(Truth, LeadsArise) {
  const Outcome leads = crawled().workspace.tenderlead({"leads", "--json"});
  EXPECT_EQ(leads.status, 0) << leads.err;
  const auto count = std::count(leads.out.begin(), leads.out.end(), '\n');
  EXPECT_GT(count, 10);
}

}  // namespace
}  // namespace tenderlead::integration
