#include "web/api/filter.h"

#include <gtest/gtest.h>

namespace tenderlead::web {
namespace {

const FilterTable& table() {
  static const FilterTable kTable{
      {{.name = "kind", .type = FieldType::choice, .choices = {"open_tender", "renewal"}},
       {.name = "score", .type = FieldType::number, .sorts = true},
       {.name = "published", .type = FieldType::day, .sorts = true},
       {.name = "mine", .type = FieldType::flag},
       {.name = "region"},
       {.name = "deadline", .type = FieldType::day, .filters = false, .sorts = true}},
      true};
  return kTable;
}

TEST(AFilter, ReadsAndWritesTheSameConditions) {
  struct Case {
    std::string text;
    std::string written{};  // empty: as it came
  };
  const std::vector<Case> cases = {
      {"", ""},
      {"   ", "-"},
      {"kind:open_tender,renewal"},
      {"-kind:renewal"},
      {"score>=70 score<90 score:-5", ""},
      {"score:60..80"},
      {"published:2026-01-01.. published:..today+7 published>today-30"},
      {"mine:true region:51,\"a b\",\"x\"", "mine:true region:51,\"a b\",x"},
      {"影像 \"互联 互通\" -维保 -\"二期\""},
      {"\"a \\\" b \\\\\""},
      {"\"-x\" \"region:5\""},
      {"Score:5"},  // a word: fields are written small
      {"B:b"},
  };
  for (const auto& each : cases) {
    const auto parsed = parse_filter(each.text, table());
    ASSERT_TRUE(parsed) << each.text << ": " << parsed.error().message;
    const auto written = filter_text(*parsed);
    if (each.written == "-")
      EXPECT_EQ(written, "");
    else
      EXPECT_EQ(written, each.written.empty() ? each.text : each.written);
    const auto again = parse_filter(written, table());
    ASSERT_TRUE(again) << written;
    EXPECT_EQ(filter_text(*again), written);
  }
}

TEST(AFilter, SaysWhatIsWrong) {
  struct Case {
    std::string text;
    std::string words;  // of the message
  };
  const std::vector<Case> cases = {{"colour:red", "there are kind, score, published, mine, region"},
                                   {"deadline:2026-01-01", "isn't a field"},
                                   {"kind:tender", "none of open_tender, renewal"},
                                   {"score:many", "whole number"},
                                   {"score:99999999999999999999", "whole number"},
                                   {"published:2026-02-30", "isn't a day"},
                                   {"published:today+", "isn't a day"},
                                   {"published:today+99999999", "isn't a day"},
                                   {"mine:yes", "neither true nor false"},
                                   {"region:", "no value"},
                                   {"region:51,", "no value"},
                                   {"region>5", "no number or day"},
                                   {"region:5..6", "can't be a range"},
                                   {"score:1..2,3", "stands alone"},
                                   {"score:..", "neither end"},
                                   {"score>=1,2", "more than one value"},
                                   {"\"open", "isn't closed"},
                                   {"\"open\\", "isn't closed"},
                                   {"\"a\"b", "a space is missing"},
                                   {"a\"b", "quotation mark"},
                                   {"-", "without words"},
                                   {"\"\"", "without words"},
                                   {std::string(3000, 'x'), "2 KiB"},
                                   {std::string(201, 'x'), "200 bytes"}};
  for (const auto& each : cases) {
    const auto parsed = parse_filter(each.text, table());
    ASSERT_FALSE(parsed) << each.text;
    EXPECT_NE(parsed.error().message.find(each.words), std::string::npos) << parsed.error().message;
  }
  std::string many;
  for (int i = 0; i < 33; ++i) many += "a ";
  EXPECT_FALSE(parse_filter(many, table()));
  EXPECT_FALSE(parse_filter("word", FilterTable{}));
}

TEST(AFilter, IsReadAsInputMethodsForChineseWriteIt) {
  const std::pair<const char*, const char*> cases[] = {
      {"妇幼　系统", "妇幼 系统"},
      {"妇幼\u00a0系统", "妇幼 系统"},
      {"“妇幼 健康” －系统", "\"妇幼 健康\" -系统"},
      {"「妇幼健康」 『系统』", "\"妇幼健康\" \"系统\""},
      {"—“二期”", "-\"二期\""},
      {"region：51", "region:51"},
      {"ｒｅｇｉｏｎ：５１，５１０１", "region:51,5101"},
      {"－kind：renewal　score＞＝60", "-kind:renewal score>=60"},
      {"score≥60 score≤80", "score>=60 score<=80"},
      {"region：“5 1”", "region:\"5 1\""},
      {"“a\"b\\c”", "\"a\\\"b\\\\c\""},
      {"项目：关于“互联互通”的 his：系统", "项目：关于“互联互通”的 his：系统"},
      {"\"a　“b” －c\"", "\"a　“b” －c\""}};
  for (const auto& [typed, plain] : cases) {
    const auto parsed = parse_filter(typed, table());
    ASSERT_TRUE(parsed) << typed << ": " << parsed.error().message;
    EXPECT_EQ(filter_text(*parsed), plain);
    const auto again = parse_filter(filter_text(*parsed), table());
    ASSERT_TRUE(again) << typed;
    EXPECT_EQ(filter_text(*again), plain);
  }
  EXPECT_FALSE(parse_filter("“妇幼", table()));
  // What a quoted value has of these signs is quoted again.
  for (const char* text : {"region:\"a　b\"", "region:\"“a\"", "region:\"５１\""})
    EXPECT_EQ(filter_text(*parse_filter(text, table())), text);
}

TEST(AFilter, SaysWhatIsWrongByACodeWithItsValues) {
  const std::pair<const char*, const char*> cases[] = {
      {"colour:red", "filter_unknown_field field=colour"},
      {"kind:tender", "filter_no_choice field=kind"},
      {"score:many", "filter_no_number field=score"},
      {"published:2026-02-30", "filter_no_day field=published"},
      {"mine:yes", "filter_no_flag field=mine"},
      {"region:", "filter_no_value field=region"},
      {"region>5", "filter_not_compared field=region"},
      {"\"open", "filter_open_quote"},
      {"-", "filter_no_words"}};
  for (const auto& [text, said] : cases) {
    Fault fault;
    EXPECT_FALSE(parse_filter(text, table(), &fault));
    std::string words = fault.code;
    if (!fault.values.empty()) words += " " + fault.values[0].first + "=" + fault.values[0].second;
    EXPECT_EQ(words, said);
    EXPECT_FALSE(fault.message.empty());
  }
  Fault fault;
  EXPECT_FALSE(parse_sort("score,-score", table(), &fault));
  EXPECT_EQ(fault.code, "sort_twice");
}

TEST(ASortOrder, NamesFieldsThatCanBeSortedByOnceEach) {
  const auto keys = parse_sort("-score,deadline", table());
  ASSERT_TRUE(keys);
  ASSERT_EQ(keys->size(), 2u);
  EXPECT_TRUE((*keys)[0].descending);
  EXPECT_EQ((*keys)[0].field, "score");
  EXPECT_FALSE((*keys)[1].descending);
  for (const char* wrong : {"region", "score,-score", "-", "score,,deadline", "score;drop"})
    EXPECT_FALSE(parse_sort(wrong, table())) << wrong;
}

TEST(ADayOfAFilter, MayCountFromToday) {
  EXPECT_EQ(day_of("today", "2026-02-28"), "2026-02-28");
  EXPECT_EQ(day_of("today+1", "2026-02-28"), "2026-03-01");
  EXPECT_EQ(day_of("today-60", "2026-02-28"), "2025-12-30");
  EXPECT_EQ(day_of("2026-01-05", "2026-02-28"), "2026-01-05");
}

}  // namespace
}  // namespace tenderlead::web
