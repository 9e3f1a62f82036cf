#include <gtest/gtest.h>

#include <limits>
#include <set>

#include "model/lead.h"
#include "model/ledger.h"
#include "model/money.h"
#include "model/notice.h"
#include "model/organisation.h"
#include "model/page.h"
#include "model/result.h"

namespace tenderlead {
namespace {

TEST(Money, WritesMajorUnitsWithoutNeedlessZeros) {
  const struct {
    std::int64_t minor;
    const char* text;
  } cases[] = {{144996050, "1449960.5"},
               {100, "1"},
               {0, "0"},
               {5, "0.05"},
               {-12345, "-123.45"},
               {926440680, "9264406.8"},
               {std::numeric_limits<std::int64_t>::min(), "-92233720368547758.08"}};
  for (const auto& c : cases) EXPECT_EQ(decimal_amount({c.minor, "CNY", ""}), c.text);
}

TEST(Names, EveryNoticeKindHasANameThatReadsBackAndAChineseOne) {
  std::set<std::string> names;
  for (const auto kind : kAllNoticeKinds) {
    EXPECT_EQ(notice_kind_from_string(to_string(kind)), kind);
    EXPECT_STRNE(chinese_name(kind), "");
    names.insert(to_string(kind));
  }
  EXPECT_EQ(names.size(), std::size(kAllNoticeKinds));
  EXPECT_FALSE(notice_kind_from_string("tenders"));
}

TEST(Names, EveryLeadKindHasANameThatReadsBack) {
  for (const auto kind : kAllLeadKinds) EXPECT_EQ(lead_kind_from_string(to_string(kind)), kind);
  EXPECT_FALSE(lead_kind_from_string(""));
}

TEST(Names, OwnershipAndCategoryReadBack) {
  EXPECT_EQ(ownership_from_string("private"), Ownership::private_);
  EXPECT_EQ(hospital_category_from_string(to_string(HospitalCategory::maternal_child)),
            HospitalCategory::maternal_child);
  EXPECT_EQ(organisation_kind_from_string("cdc"), OrganisationKind::cdc);
  EXPECT_EQ(procurement_method_from_string("open"), ProcurementMethod::open);
}

TEST(Headers, AreFoundWithoutRegardToCase) {
  const HeaderList headers{{"Content-Type", "text/html"}, {"ETag", "\"a\""}, {"etag", "\"b\""}};
  EXPECT_EQ(header_value(headers, "content-type"), "text/html");
  EXPECT_EQ(header_value(headers, "ETAG"), "\"a\"");
  EXPECT_EQ(header_value(headers, "Last-Modified"), "");
}

TEST(Ledger, BalancesOnlyWhenEachSumDoes) {
  LedgerEntry entry;
  EXPECT_TRUE(entry.balances());
  entry.listed = 10, entry.known = 3, entry.duplicate = 2, entry.fresh = 5;
  entry.queued_before = 1, entry.fetched = 3, entry.refused = 1, entry.failed = 1, entry.queued_after = 1;
  entry.parsed = 2, entry.unchanged = 1;
  EXPECT_TRUE(entry.balances());
  for (auto* count : {&entry.listed, &entry.queued_after, &entry.rejected}) {
    ++*count;
    EXPECT_FALSE(entry.balances());
    --*count;
  }
}

TEST(Result, HoldsAValueOrTheReasonWhyThereIsNone) {
  const Result<int> good = 7;
  const Result<int> bad = Error{ErrorCode::too_large, "a page of 3 GB"};
  EXPECT_EQ(*good, 7);
  EXPECT_EQ(bad.error().code, ErrorCode::too_large);
  EXPECT_THROW(static_cast<void>(bad.value()), std::logic_error);
  EXPECT_THROW(static_cast<void>(good.error()), std::logic_error);
  EXPECT_TRUE(Result<void>().ok());
}

}  // namespace
}  // namespace tenderlead
