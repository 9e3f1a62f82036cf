#include <gtest/gtest.h>

#include <sstream>

#include "app/evaluation/score.h"
#include "app/evaluation/similarity.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

boost::json::object object(const char* text) {
  return wire::parse_text(text)->as_object();
}

TEST(Similarity, IsTheRatioOfMatchingBlocks) {
  EXPECT_DOUBLE_EQ(similarity("", ""), 1.0);
  EXPECT_DOUBLE_EQ(similarity("abcd", "bcde"), 0.75);
  EXPECT_DOUBLE_EQ(similarity("儿童保健", "儿童保健"), 1.0);
  EXPECT_DOUBLE_EQ(similarity("abc", "xyz"), 0.0);
  // difflib.SequenceMatcher(None, "private Thread currentThread;", "private volatile Thread currentThread;").ratio()
  EXPECT_NEAR(similarity("private Thread currentThread;", "private volatile Thread currentThread;"),
              0.865671641791, 1e-9);
}

struct Case {
  const char* label;
  const char* answer;
  const char* field;
  FieldCount count;
};

TEST(Score, ComparesEachFieldByItsKind) {
  const Case cases[] = {
      {R"({"title":"某某公告。"})", R"({"title":"某 某公告"})", "title", {1, 0, 0}},
      {R"({"project_name":"系统（一期）"})", R"j({"project_name":"系统(一期)"})j", "project_name", {1, 0, 0}},
      {R"({"project_no":"A-1"})", R"({"project_no":"A-2"})", "project_no", {0, 1, 1}},
      {R"({"project_no":"Ａ-1"})", R"({"project_no":"a-1"})", "project_no", {1, 0, 0}},
      {R"({"budget":{"amount":1.5}})", R"({"budget":{"amount":1.504}})", "budget.amount", {1, 0, 0}},
      {R"({"budget":{"amount":1.5}})", R"({"budget":{"amount":1.51}})", "budget.amount", {0, 1, 1}},
      {R"({"bid_deadline":"2026-04-07"})",
       R"({"bid_deadline":"2026-04-07T09:00:00+08:00"})",
       "bid_deadline",
       {1, 0, 0}},
      {R"({"bid_deadline":"2026-04-07T09:00:00+08:00"})",
       R"({"bid_deadline":"2026-04-07"})",
       "bid_deadline",
       {0, 1, 1}},
      {R"({"published_at":"2026-04-07T09:00:00+08:00"})",
       R"({"published_at":"2026-04-07"})",
       "published_at",
       {1, 0, 0}},
      {R"({"buyer":{"phone":"0371-65901234、13800001111"}})",
       R"({"buyer":{"phone":"13800001111 / (0371)65901234"}})",
       "buyer.phone",
       {1, 0, 0}},
      {R"({"buyer":{"name":"甲"}})", R"({})", "buyer.name", {0, 0, 1}},
      {R"({})", R"({"buyer":{"name":"甲"}})", "buyer.name", {0, 1, 0}},
      {R"({"awards":[{"supplier":"甲","amount":1},{"supplier":"乙"}]})",
       R"({"awards":[{"supplier":"乙"},{"supplier":"丙"}]})",
       "awards",
       {1, 1, 1}},
      {R"({"awards":[{"supplier":"甲","amount":1},{"supplier":"乙"}]})",
       R"({"awards":[{"supplier":"甲","amount":1.0}]})",
       "awards+amount",
       {1, 0, 0}},
      {R"({"departments":["儿科","内科","内科"]})",
       R"({"departments":["内科","儿科"]})",
       "departments",
       {2, 0, 1}},
      {R"({"beds":{"open":1200}})", R"({"beds":{"open":"1,200"}})", "beds.open", {1, 0, 0}},
  };
  for (const auto& c : cases) {
    Score score;
    score.add(object(c.label), object(c.answer));
    const auto& count = score.fields().at(c.field);
    EXPECT_EQ(count.right, c.count.right) << c.label << c.answer;
    EXPECT_EQ(count.wrong, c.count.wrong) << c.label << c.answer;
    EXPECT_EQ(count.missed, c.count.missed) << c.label << c.answer;
  }
}

TEST(Score, DoesNotBlameAPlaceThatTheLabelLeavesOut) {
  Score score;
  score.add(object(R"({"region":{"county":"郫都区"}})"),
            object(R"({"region":{"province":"四川省","county":"郫都区"}})"));
  EXPECT_EQ(score.micro().wrong, 0);
  EXPECT_EQ(score.micro().right, 1);
}

TEST(Score, CountsHowOftenAConfidenceIsRight) {
  Score score;
  score.add(object(R"({"project_no":"A-1","buyer":{"name":"甲","phone":"0371-65901234"}})"),
            object(R"({"project_no":"A-1","buyer":{"name":"乙","phone":"0371-65901234"},
                       "evidence":{"project_no":{"confidence":1},"buyer":{"confidence":0.95},"buyer.name":{"confidence":0.31}}})"));
  const auto& buckets = score.reliability().buckets;
  EXPECT_EQ(buckets[9].given, 2);
  EXPECT_EQ(buckets[9].right, 2);
  EXPECT_EQ(buckets[3].given, 1);
  EXPECT_EQ(buckets[3].right, 0);
  std::ostringstream out;
  print_reliability(out, score.reliability());
  EXPECT_NE(out.str().find("0.9 to 1               2      0.975    1.000"), std::string::npos) << out.str();
}

TEST(Score, PrintsTheMicroAverageLast) {
  Score score;
  score.add(object(R"({"title":"甲公告","kind":"tender"})"), object(R"({"title":"甲公告","kind":"award"})"));
  std::ostringstream out;
  print_score(out, score, 1, 1);
  const std::string text = out.str();
  EXPECT_NE(
      text.find("micro                          2      0.500    0.500   0.500  documents 1, answered 1\n"),
      std::string::npos)
      << text;
}

}  // namespace
}  // namespace tenderlead::app
