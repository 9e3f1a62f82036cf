#include "parsers/values/dates.h"

#include <gtest/gtest.h>

#include <string>

#include "app/config/reading_tables.h"

namespace tenderlead::parsers {
namespace {

constexpr Date kReference{2026, 6, 1};  // a Monday

struct TimeCase {
  const char* text;
  const char* iso;
};

TEST(Dates, ReadsEveryFormThatNoticesUse) {
  const TimeCase cases[] = {
      {"2026年4月7日 13点30分", "2026-04-07T13:30:00+08:00"},
      {"20260313 - 09:30:00", "2026-03-13T09:30:00+08:00"},
      {"2026年6月10日24时", "2026-06-11T00:00:00+08:00"},
      {"2026年12月31日24:00", "2027-01-01T00:00:00+08:00"},
      {"二〇二一年十一月二十三日上午九时三十分", "2021-11-23T09:30:00+08:00"},
      {"２０２６年４月７日９：３０", "2026-04-07T09:30:00+08:00"},
      {"2026-4-7", "2026-04-07"},
      {"2026/4/7 9:05", "2026-04-07T09:05:00+08:00"},
      {"2026.4.7", "2026-04-07"},
      {"2026年4月7日下午2:30", "2026-04-07T14:30:00+08:00"},
      {"2026年4月7日（星期二）上午9：30", "2026-04-07T09:30:00+08:00"},
      {"2026 年 06 月 22 日 14 时 00 分（北京时间）", "2026-06-22T14:00:00+08:00"},
      {"2026-05-29T18:51:04+08:00", "2026-05-29T18:51:04+08:00"},
      {"2026-05-29T10:51:04Z", "2026-05-29T10:51:04+00:00"},
      {"2026-03-16\n17:20", "2026-03-16T17:20:00+08:00"},
      {"2026年4月7日13:30:00.0", "2026-04-07T13:30:00+08:00"},
      {"2026年4月7日晚12点", "2026-04-08T00:00:00+08:00"},
      {"2026年4月7日中午12时", "2026-04-07T12:00:00+08:00"},
      {"2026年4月7日9时半", "2026-04-07T09:30:00+08:00"},
      {"2026年4月7日09时:30分", "2026-04-07T09:30:00+08:00"},
      {"2026年6月10日23时59分59秒", "2026-06-10T23:59:59+08:00"},
      {"26年4月7日", "2026-04-07"},
      {"20260313", "2026-03-13"},
      {"4月7日9时", "2026-04-07T09:00:00+08:00"},
      {"12月28日", "2025-12-28"},
      {"20260313-09:30:00", "2026-03-13T09:30:00+08:00"},
      {"2026年8月7日9点一刻", "2026-08-07T09:15:00+08:00"},
  };
  for (const auto& c : cases) {
    const auto match = read_time(c.text, kReference);
    ASSERT_TRUE(match) << c.text;
    EXPECT_EQ(to_string(match->time), c.iso) << c.text;
  }
}

TEST(Dates, ReadsWhatProgramsWriteInEnglish) {
  struct Case {
    const char* text;
    const char* iso;  // empty: no date
  };
  for (const Case& c :
       {Case{"Mon Nov 23 09:30:00 CST 2026", "2026-11-23T09:30:00+08:00"},
        Case{"Mon, 23 Nov 2026 09:30:00 +0800", "2026-11-23T09:30:00+08:00"},
        Case{"Mon, 23 Nov 2026 20:30:00 GMT", "2026-11-24T04:30:00+08:00"},
        Case{"23 Nov 2026 09:30 GMT+08:00", "2026-11-23T09:30:00+08:00"},
        Case{"November 23, 2026", "2026-11-23"}, Case{"11/23/2026 2:30:00 PM", "2026-11-23T14:30:00+08:00"},
        Case{"5/1/2026 12:05:00 AM", "2026-05-01T00:05:00+08:00"}, Case{"11/23/2026", "2026-11-23"},
        Case{"5/1/2026", ""}, Case{"23/11/2026", ""}, Case{"Feb 30, 2026", ""},
        Case{"11/23/2026 13:30:00 PM", ""}, Case{"Mon Nov 2026", ""}, Case{"23 Nov 2026 sale", ""},
        Case{"23 Nov 2026 -", ""}}) {
    const auto time = read_time(c.text);
    EXPECT_EQ(time ? to_string(time->time) : "", c.iso) << c.text;
  }
}

TEST(Dates, FindsNoDateInCodesNumbersAndImpossibleDays) {
  for (const char* text : {"", "JSZC-320300-HWZX-G2026-0104", "SDGP370100000202602000117", "0371-65901234",
                           "2026年2月30日", "2026年13月1日", "20261340", "20260313-0104", "20260313-20260399",
                           "3.14.15", "第2026号", "25时", "9:30"})
    EXPECT_FALSE(read_time(text, kReference)) << text;
}

TEST(Dates, AssumesAYearOnlyWithAReference) {
  EXPECT_FALSE(read_time("4月7日9时"));
  const auto match = read_time("1月5日", Date{2025, 12, 28});
  ASSERT_TRUE(match);
  EXPECT_TRUE(match->year_assumed);
  EXPECT_EQ(to_string(match->time), "2026-01-05");
}

struct RangeCase {
  const char* text;
  const char* from;
  const char* until;
};

TEST(Dates, ReadsBothEndsOfARange) {
  const RangeCase cases[] = {
      {"7月9—11日", "2026-07-09", "2026-07-11"},
      {"2026年7月9日至11日", "2026-07-09", "2026-07-11"},
      {"2026年6月1日至2026年6月5日，每天上午9:00至12:00", "2026-06-01", "2026-06-05"},
      {"2026年06月17日 至 2026年06月23日 上午00:00至12:00，下午12:00至23:59", "2026-06-17", "2026-06-23"},
      {"2026-06-17至2026-06-23， 00:00-12:00-12:00-23:59(北京时间)", "2026-06-17", "2026-06-23"},
      {"2026年7月16日8:30时起至2026年7月23日16:00时止", "2026-07-16T08:30:00+08:00",
       "2026-07-23T16:00:00+08:00"},
      {"2026年6月1日9时00分至6月5日17时", "2026-06-01T09:00:00+08:00", "2026-06-05T17:00:00+08:00"},
      {"2026/6/1 9:00:00 - 2026/6/5 17:00:00", "2026-06-01T09:00:00+08:00", "2026-06-05T17:00:00+08:00"},
      {"2026.06.01-2026.06.05", "2026-06-01", "2026-06-05"},
      {"2026-06-01~06-05", "2026-06-01", "2026-06-05"},
      {"2026年12月28日至1月5日", "2026-12-28", "2027-01-05"},
      {"20260709-20260715", "2026-07-09", "2026-07-15"},
      {"从2026年7月9日开始，至2026年7月15日结束", "2026-07-09", "2026-07-15"},
      {"2026年6月1日9:00-17:00", "2026-06-01T09:00:00+08:00", "2026-06-01T17:00:00+08:00"},
      {"截止2026年6月5日17:00前", "", "2026-06-05T17:00:00+08:00"},
      {"2026年6月3日起", "2026-06-03", ""},
      {"2026年6月3日", "2026-06-03", ""},
  };
  for (const auto& c : cases) {
    const auto range = find_range(c.text, kReference);
    ASSERT_TRUE(range) << c.text;
    EXPECT_EQ(range->from ? to_string(*range->from) : "", c.from) << c.text;
    EXPECT_EQ(range->until ? to_string(*range->until) : "", c.until) << c.text;
  }
}

TEST(Dates, CountsRelativePeriodsFromTheDayOfPublication) {
  const WorkingDays& calendar = config::shipped_reading_tables().calendar;
  const auto days = find_range("自本公告发布之日起5个工作日", kReference, calendar);
  ASSERT_TRUE(days);
  EXPECT_TRUE(days->computed);
  EXPECT_EQ(to_string(*days->until), "2026-06-08");
  // The National Day holidays of 2026 are 1 to 7 October, and Saturday 10 October is worked.
  const auto holidays = find_range("自公告发布之日起3个工作日", Date{2026, 9, 30}, calendar);
  ASSERT_TRUE(holidays);
  EXPECT_EQ(to_string(*holidays->until), "2026-10-10");
  EXPECT_FALSE(find_range("自合同签订之日起5个工作日", kReference, calendar));
  EXPECT_FALSE(find_range("自本公告发布之日起5个工作日"));
}

TEST(Dates, ReckonsTheDaysThatALengthComesTo) {
  const WorkingDays& calendar = config::shipped_reading_tables().calendar;
  struct Case {
    const char* text;
    Date published;
    const char* from;
    const char* until;
  };
  // 2026-02-15 to 23 and 2026-10-01 to 07 are holidays; 14 and 28 February and 10 October are worked.
  const Case cases[] = {
      {"自公告发布之日起5个工作日", {2026, 7, 1}, "2026-07-01", "2026-07-08"},
      {"自本公告发布之日起五个工作日内", {2026, 2, 12}, "2026-02-12", "2026-02-26"},
      {"公告发出之日起7日内", {2026, 7, 1}, "2026-07-01", "2026-07-08"},
      {"公告发布后3个工作日", {2026, 9, 30}, "2026-09-30", "2026-10-10"},
      {"即日起5日内，每天上午9：00", {2026, 1, 13}, "2026-01-13", "2026-01-17"},
      {"2026年7月9日起5个工作日", {2026, 7, 1}, "2026-07-09", "2026-07-15"},
      {"2026年7月9日起7天", {2026, 7, 1}, "2026-07-09", "2026-07-15"},
  };
  for (const auto& c : cases) {
    const auto range = reckoned_range(c.text, c.published, calendar);
    ASSERT_TRUE(range) << c.text;
    EXPECT_TRUE(range->computed) << c.text;
    EXPECT_EQ(to_string(*range->from), c.from) << c.text;
    EXPECT_EQ(to_string(*range->until), c.until) << c.text;
  }
  for (const char* text : {"自合同签订之日起5个工作日", "2026年7月9日至7月15日", "收到通知书之日起5日内", ""})
    EXPECT_FALSE(reckoned_range(text, kReference, calendar)) << text;
  EXPECT_FALSE(reckoned_range("自公告发布之日起5个工作日", std::nullopt, calendar));
}

TEST(Dates, ReadsMonths) {
  for (const char* text :
       {"2026年5月", "2026-05", "202605", "2026/5", "2026年05月15日", "二零二六年五月", "预计2026 年 5 月"}) {
    const auto match = read_month(text);
    ASSERT_TRUE(match) << text;
    EXPECT_EQ(match->month, "2026-05") << text;
  }
  EXPECT_FALSE(read_month("2026年13月"));
  EXPECT_FALSE(read_month("5月"));
}

TEST(WorkingDays, KnowsHolidaysAndWorkedWeekends) {
  const WorkingDays& calendar = config::shipped_reading_tables().calendar;
  EXPECT_FALSE(calendar.is_working_day({2026, 10, 1}));
  EXPECT_TRUE(calendar.is_working_day({2026, 10, 10}));
  EXPECT_FALSE(calendar.is_working_day({2026, 6, 6}));
  EXPECT_TRUE(calendar.is_working_day({2026, 6, 8}));
  EXPECT_EQ(calendar.add({2026, 6, 8}, -1), (Date{2026, 6, 5}));
}

TEST(WorkingDays, NamesTheLineOfAFault) {
  const auto calendar = WorkingDays::from_csv("date,kind\n2026-01-01,off\n2026-02-30,on\n");
  ASSERT_FALSE(calendar.ok());
  EXPECT_NE(calendar.error().message.find("line 3"), std::string::npos);
  EXPECT_FALSE(WorkingDays::from_csv("2026-01-01,off\n").ok());
}

}  // namespace
}  // namespace tenderlead::parsers
