#include "rules/same_notice.h"

#include <gtest/gtest.h>

#include <functional>

namespace tenderlead::rules {
namespace {

Money yuan(std::int64_t fen) {
  Money money;
  money.amount_minor = fen;
  return money;
}

StatedTime day(Date date) {
  StatedTime time;
  time.date = date;
  return time;
}

Notice notice() {
  Notice notice;
  notice.kind = NoticeKind::award;
  notice.title = "云溪市某医院信息系统采购项目中标公告";
  notice.project_no = "YXZC-2026-1";
  notice.buyer.name = "云溪市某医院";
  notice.budget = yuan(180'000'000);
  notice.published_at = day({2026, 8, 1});
  notice.opening_at = day({2026, 7, 31});
  notice.lots = {{"1", "门诊系统", "1", "套", yuan(1), {}}};
  notice.awards = {{"1", "云溪软件有限公司", "", yuan(100), {}, {}}};
  notice.contract.supplier = "云溪软件有限公司";
  return notice;
}

TEST(TheSameNotice, MayBeWrittenOtherwiseOrSayLess) {
  const std::function<void(Notice&)> cases[] = {
      [](Notice&) {},
      [](Notice& b) { b.project_no = "ｙｘｚｃ－2026 1"; },
      [](Notice& b) { b.title = "[云溪市]" + b.title; },
      [](Notice& b) { b.title = "别的写法"; },
      [](Notice& b) { b.project_no.clear(); },
      [](Notice& b) { b.kind.reset(); },
      [](Notice& b) { b.budget.reset(); },
      [](Notice& b) { b.lots.clear(); },
      [](Notice& b) { b.opening_at->second_of_day = 34'200; },
      [](Notice& b) {
        b.published_at->date = {2026, 8, 6};
      },
  };
  for (std::size_t i = 0; i < std::size(cases); ++i) {
    Notice b = notice();
    cases[i](b);
    EXPECT_TRUE(may_be_same_notice(notice(), b)) << i;
    EXPECT_TRUE(may_be_same_notice(b, notice())) << i;
  }
}

TEST(TheSameNotice, StatesNothingElse) {
  const std::function<void(Notice&)> cases[] = {
      [](Notice& b) { b.kind = NoticeKind::tender; },
      [](Notice& b) { b.project_no = "YXZC-2025-1"; },
      [](Notice& b) {
        b.project_no.clear();
        b.title = "云溪市另一医院信息系统采购项目中标公告";
      },
      [](Notice& b) { b.buyer.name = "云溪市另一医院"; },
      [](Notice& b) { b.budget->amount_minor += 1; },
      [](Notice& b) { b.budget->currency = "USD"; },
      [](Notice& b) { b.ceiling = yuan(2), b.budget->amount_minor = 3; },
      [](Notice& b) { b.lots[0].name = "住院系统"; },
      [](Notice& b) { b.awards[0].supplier = "云溪网络有限公司"; },
      [](Notice& b) { b.awards[0].amount->amount_minor = 101; },
      [](Notice& b) { b.contract.supplier = "云溪网络有限公司"; },
      [](Notice& b) {
        b.opening_at->date = {2026, 8, 1};
      },
      [](Notice& b) {
        b.published_at->date = {2026, 9, 1};
      },
  };
  for (std::size_t i = 0; i < std::size(cases); ++i) {
    Notice b = notice();
    cases[i](b);
    EXPECT_FALSE(may_be_same_notice(notice(), b)) << i;
    EXPECT_FALSE(may_be_same_notice(b, notice())) << i;
  }
}

}  // namespace
}  // namespace tenderlead::rules
