#include "rules/terms.h"

#include <gtest/gtest.h>

#include "app/config/configuration.h"

namespace tenderlead::rules {
namespace {

const TermReader& shipped() {
  static const auto reader = TermReader::compile(config::shipped_configuration().value.rules);
  return *reader;
}

TEST(TermReader, ReadsWhenAContractEnds) {
  struct Case {
    const char* term;
    const char* end;  // nullptr: none
  };
  const Case cases[] = {
      {"2024年1月1日至2026年12月31日", "2026-12-31"},
      {"自2024年03月15日起至2025年03月14日止", "2025-03-14"},
      {"2024-01-01至2024-12-31", "2024-12-31"},
      {"2024.1.1—2025.6.30", "2025-06-30"},
      {"三年", "2027-02-28"},
      {"自合同签订之日起3年", "2027-02-28"},
      {"合同签订后一年内", "2025-02-28"},
      {"服务期：36个月", "2027-02-28"},
      {"贰年，合同一年一签", "2026-02-28"},
      {"验收合格后两（2）年", "2026-02-28"},
      {"合同签订后30日历天内交货", nullptr},
      {"2024年度", nullptr},
      {"第一年", nullptr},
      {"至2024年2月30日", nullptr},
      {"99999999999999999999年", nullptr},
      {"详见招标文件", nullptr},
      {"", nullptr},
  };
  const Date signed_on{2024, 3, 1};
  for (const auto& one : cases) {
    const auto end = shipped().end_of(one.term, signed_on);
    EXPECT_EQ(end ? to_string(*end) : "none", one.end != nullptr ? one.end : "none") << one.term;
  }
}

TEST(TermReader, ALengthWithoutAStartIsNoEnd) {
  EXPECT_FALSE(shipped().end_of("三年", std::nullopt));
  EXPECT_TRUE(shipped().end_of("至2026年1月1日", std::nullopt));
}

TEST(TermReader, MonthsEndOnTheDayBefore) {
  EXPECT_EQ(end_after_months({2024, 3, 1}, 12), (Date{2025, 2, 28}));
  EXPECT_EQ(end_after_months({2023, 3, 1}, 12), (Date{2024, 2, 29}));
  EXPECT_EQ(end_after_months({2024, 1, 31}, 1), (Date{2024, 2, 28}));
}

TEST(TermReader, RefusesPatternsWithoutTheirGroups) {
  RuleBook book;
  book.terms = {{"(\\d+)年", TermPattern::Unit::year}};
  EXPECT_FALSE(TermReader::compile(book).ok());
  book.terms = {{"(?P<n>\\d+年", TermPattern::Unit::year}};
  EXPECT_FALSE(TermReader::compile(book).ok());
}

}  // namespace
}  // namespace tenderlead::rules
