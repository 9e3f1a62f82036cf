#include "rules/scorer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "app/config/configuration.h"

namespace tenderlead::rules {
namespace {

using ::testing::ElementsAre;

CriterionCase when(Fact fact, long long at_least, int percent) {
  return {{{fact, at_least, std::nullopt, {}}}, percent, {"有", "yes"}};
}

// A criterion that is full where the fact is at least 10, half where it is at least 5, and nothing below.
Criterion asks(const char* id, ScorePart part, int weight, Fact fact) {
  return {id, part, weight, {when(fact, 10, 100), when(fact, 5, 50)}, {"没有", "no"}, {"未知", "unknown"}};
}

ScoreRules rules() {
  ScoreRules made;
  made.grades = {{"A", "热", 75}, {"B", "温", 50}, {"C", "冷", 0}};
  made.rescaled = {"{parts}未知", "{parts} unknown"};
  return made;
}

std::vector<Criterion> five() {
  return {asks("fit", ScorePart::fit, 1, Fact::tier), asks("intent", ScorePart::intent, 1, Fact::beds),
          asks("timing", ScorePart::timing, 1, Fact::notices),
          asks("value", ScorePart::value, 1, Fact::budget_wan),
          asks("reach", ScorePart::reachability, 1, Fact::emr_level)};
}

FactTable facts(std::initializer_list<std::pair<Fact, long long>> known) {
  FactTable table;
  for (const auto& [fact, number] : known) table.set(fact, number);
  return table;
}

int points(const Score& score) {
  return std::accumulate(score.reasons.begin(), score.reasons.end(), 0,
                         [](int sum, const Reason& reason) { return sum + reason.points; });
}

TEST(Scorer, AddsTheFivePartsUp) {
  const auto score = score_of(rules(), "r", five(),
                              facts({{Fact::tier, 10},        // 30
                                     {Fact::beds, 5},         // 13 of 25
                                     {Fact::notices, 0},      // 0
                                     {Fact::budget_wan, 10},  // 15
                                     {Fact::emr_level, 5}}));
  EXPECT_EQ(score.score, 30 + 13 + 0 + 15 + 5);
  EXPECT_EQ(points(score), score.score);
  EXPECT_EQ(score.known, 100);
  EXPECT_EQ(score.uncertainty, 0);
  EXPECT_TRUE(score.unknown.empty());
  ASSERT_EQ(score.parts.size(), 5u);
  EXPECT_EQ(score.parts[2].points, 0);
  EXPECT_EQ(score.parts[0].weight, 30);
  EXPECT_NEAR(score.lowest, score.score, 1);
  EXPECT_NEAR(score.highest, score.score, 1);
}

// The heart of the promise: whatever is known otherwise, a fact that is missing neither counts as zero nor as full.
TEST(Scorer, AMissingFactNeitherCountsAsZeroNorLiftsTheScore) {
  const auto full =
      score_of(rules(), "r", five(),
               facts({{Fact::tier, 10}, {Fact::beds, 10}, {Fact::notices, 10}, {Fact::emr_level, 10}}));
  EXPECT_EQ(full.score, 100) << "nothing known spoke against it";
  EXPECT_EQ(full.lowest, 85);
  EXPECT_EQ(full.highest, 100);
  const auto half =
      score_of(rules(), "r", five(),
               facts({{Fact::tier, 5}, {Fact::beds, 5}, {Fact::notices, 5}, {Fact::emr_level, 5}}));
  EXPECT_NEAR(half.score, 50, 1) << "the rest stays what it was";
  EXPECT_EQ(half.known, 85);
  EXPECT_FALSE(half.parts[3].points);
  EXPECT_EQ(half.parts[3].known, 0);
  ASSERT_EQ(half.unknown.size(), 1u);
  EXPECT_EQ(half.unknown[0].rule, "leads/r/value");
  EXPECT_EQ(half.unknown[0].weight, 15);
  EXPECT_EQ(half.unknown[0].text, "未知");
  EXPECT_EQ(points(half), half.score) << "the scaling is a reason too";
  EXPECT_EQ(half.reasons.back().rule, "leads/r/rescaled");
  EXPECT_EQ(half.reasons.back().text, "价值未知");
}

TEST(Scorer, WithinAPartTheRestCountsForWhatIsUnknown) {
  auto criteria = five();
  criteria.push_back(asks("more", ScorePart::fit, 3, Fact::outpatient_visits));
  const auto known = facts({{Fact::tier, 5},
                            {Fact::beds, 10},
                            {Fact::notices, 10},
                            {Fact::budget_wan, 10},
                            {Fact::emr_level, 10}});
  const auto score = score_of(rules(), "r", criteria, known);
  EXPECT_EQ(score.parts[0].points, 15) << "half of 30, by the one criterion that is known";
  EXPECT_EQ(score.parts[0].known, 25);
  EXPECT_EQ(score.score, 85);
  EXPECT_EQ(score.known, 78);
  // e = 22.5; e / sqrt(12) = 6.495...
  EXPECT_EQ(score.uncertainty, 7);
  EXPECT_EQ(score.lowest, 74);
  EXPECT_EQ(score.highest, 96);
}

TEST(Scorer, NothingKnownIsNoScoreAndAllTheUncertainty) {
  const auto score = score_of(rules(), "r", five(), FactTable{});
  EXPECT_EQ(score.score, 0);
  EXPECT_EQ(score.known, 0);
  EXPECT_EQ(score.lowest, 0);
  EXPECT_EQ(score.highest, 100);
}

TEST(Scorer, TheFirstCaseThatHoldsAnswersThoughLaterFactsAreUnknown) {
  const Criterion either{
      "either",       ScorePart::fit, 1, {when(Fact::tier, 3, 80), when(Fact::beds, 1, 20)},
      {"都不是", ""}, {"未知", ""}};
  EXPECT_EQ(score_of(rules(), "r", {either}, facts({{Fact::tier, 3}})).parts[0].points, 24);
  EXPECT_FALSE(score_of(rules(), "r", {either}, facts({{Fact::tier, 2}})).parts[0].points)
      << "the number of beds could still answer";
  EXPECT_EQ(score_of(rules(), "r", {either}, facts({{Fact::tier, 2}, {Fact::beds, 0}})).parts[0].points, 0);
}

TEST(Scorer, EveryAnswerHasItsEvidence) {
  auto known = facts({{Fact::tier, 10}});
  known.prove(Fact::tier, {"level", "三级甲等", 4, 8, "", "https://hospital.example.cn/"});
  const auto score = score_of(rules(), "r", five(), known);
  const auto& reason = score.reasons.front();
  EXPECT_EQ(reason.matched, "三级甲等");
  EXPECT_EQ(reason.field, "level");
  EXPECT_EQ(reason.start, 4u);
  EXPECT_EQ(reason.end, 8u);
  EXPECT_EQ(reason.origin, "https://hospital.example.cn/");
  EXPECT_EQ(reason.part, ScorePart::fit);
}

TEST(Scorer, DividesInWholePointsThatAddUp) {
  EXPECT_THAT(divided(10, {1, 1, 1}), ElementsAre(4, 3, 3));
  EXPECT_THAT(divided(30, {50, 25, 15, 10}), ElementsAre(15, 8, 4, 3));
  EXPECT_THAT(divided(7, {0, 5}), ElementsAre(0, 7));
  EXPECT_THAT(divided(7, {0, 0}), ElementsAre(0, 0));
  EXPECT_THAT(divided(7, {}), ElementsAre());
}

TEST(Scorer, TheGradeIsTheHighestThatTheScoreReaches) {
  const struct {
    int score;
    const char* grade;
  } cases[] = {{100, "A"}, {75, "A"}, {74, "B"}, {50, "B"}, {49, "C"}, {0, "C"}};
  for (const auto& c : cases) EXPECT_EQ(grade_of(rules(), c.score), c.grade) << c.score;
}

// Over the shipped rules: hiding any known fact keeps the score within what was shown as possible, and never beyond.
TEST(Scorer, TheScoreLiesWithinWhatIsPossibleWhateverIsHidden) {
  const auto book = config::shipped_configuration().value.rules;
  FactTable all;
  const struct {
    Fact fact;
    long long number;
  } numbers[] = {{Fact::days_to_deadline, 9},
                 {Fact::days_since_published, 4},
                 {Fact::days_since_news, 4},
                 {Fact::days_to_expected, 40},
                 {Fact::days_to_end, 90},
                 {Fact::budget_wan, 260},
                 {Fact::tier, 3},
                 {Fact::beds, 700},
                 {Fact::rating_gap, 1},
                 {Fact::product_points, 20}};
  for (const auto& one : numbers) all.set(one.fact, one.number);
  for (const auto& [fact, word] : {std::pair{Fact::ours, "yes"},
                                   {Fact::category, "general"},
                                   {Fact::notice_kind, "tender"},
                                   {Fact::contact_phone, "yes"},
                                   {Fact::account_owner, "no"},
                                   {Fact::product_department, "no"}})
    all.set(fact, std::string(word));
  for (const auto& rule : book.leads) {
    const auto whole = score_of(book.score, rule.id, rule.criteria, all);
    EXPECT_GE(whole.score, whole.lowest) << rule.id;
    EXPECT_LE(whole.score, whole.highest) << rule.id;
    EXPECT_EQ(points(whole), whole.score) << rule.id;
    for (const auto fact : all_facts()) {
      auto fewer = all;
      fewer.forget(fact);
      const auto hidden = score_of(book.score, rule.id, rule.criteria, fewer);
      EXPECT_LE(hidden.known, whole.known) << rule.id << " " << to_string(fact);
      EXPECT_LE(hidden.lowest, whole.score + 1) << rule.id << " " << to_string(fact);
      EXPECT_GE(hidden.highest + 3, whole.score) << rule.id << " " << to_string(fact);
      EXPECT_EQ(points(hidden), hidden.score) << rule.id << " " << to_string(fact);
    }
  }
}

}  // namespace
}  // namespace tenderlead::rules
