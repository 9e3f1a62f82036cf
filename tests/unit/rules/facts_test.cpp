#include "rules/facts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "app/config/configuration.h"
#include "rules/scorer.h"

namespace tenderlead::rules {
namespace {

const RuleBook& shipped() {
  static const auto book = config::shipped_configuration().value.rules;
  return book;
}

TEST(FactTable, CutsWhatAPageSaysAndNotWhatTheConfigurationSays) {
  const std::string words(200, 'x');
  FactTable facts;
  facts.say("title", words);
  facts.say_own("scope", words);
  EXPECT_EQ(facts.fill("{title}"), std::string(80, 'x') + "…");
  EXPECT_EQ(facts.fill("{scope}"), words);
}

TEST(FactTable, FillsEnglishSentencesInEnglishWhereThereIsAWordForIt) {
  FactTable facts;
  facts.say_own("product", "互联网医院", "internet hospital");
  facts.say_own("source", "国卫办医函〔2022〕1号");
  EXPECT_EQ(facts.fill("{product}、{source}"), "互联网医院、国卫办医函〔2022〕1号");
  EXPECT_EQ(facts.fill_english("{product}, {source}"), "internet hospital, 国卫办医函〔2022〕1号");
}

TEST(FactTable, SaysHowLongAgoADayWas) {
  FactTable facts;
  facts.set(Fact::days_to_deadline, -357);
  facts.set(Fact::category, std::string("general"));
  EXPECT_EQ(facts.fill("{days_to_deadline} {-days_to_deadline}"), "-357 357");
  EXPECT_EQ(facts.fill("{-category} {-nonsense} {-}"), "{-category} {-nonsense} {-}");
}

struct PastCase {
  const char* rule;
  const char* criterion;
  Fact fact;
  long long days;
  const char* zh;
  const char* en;
};
class PastDays : public ::testing::TestWithParam<PastCase> {};
TEST_P(PastDays, AreSaidToHavePassed) {
  const auto& book = shipped();
  const auto rule = std::find_if(book.leads.begin(), book.leads.end(),
                                 [](const LeadRule& each) { return each.id == GetParam().rule; });
  ASSERT_NE(rule, book.leads.end());
  FactTable facts;
  facts.set(GetParam().fact, GetParam().days);
  const auto score = score_of(book.score, rule->id, rule->criteria, facts);
  const auto said = std::find_if(score.reasons.begin(), score.reasons.end(), [&](const Reason& reason) {
    return reason.rule == "leads/" + rule->id + "/" + GetParam().criterion;
  });
  ASSERT_NE(said, score.reasons.end());
  EXPECT_EQ(said->text, GetParam().zh);
  EXPECT_EQ(said->text_en, GetParam().en);
  EXPECT_EQ(said->points == 0, GetParam().days < 0);
}
INSTANTIATE_TEST_SUITE_P(Shipped, PastDays,
                         ::testing::Values(PastCase{"open_tender", "time_left", Fact::days_to_deadline, -357,
                                                    "投标截止已过357天", "the deadline passed 357 days ago"},
                                           PastCase{"open_tender", "time_left", Fact::days_to_deadline, 0,
                                                    "今天投标截止，很难准备标书",
                                                    "the deadline is today: hardly time to write a bid"},
                                           PastCase{"renewal", "end_near", Fact::days_to_end, -2,
                                                    "服务到期已过2天", "the service ended 2 days ago"},
                                           PastCase{"renewal", "end_near", Fact::days_to_end, 29,
                                                    "29天后到期，可能已定续签",
                                                    "it ends in 29 days: the renewal may be settled"}));

TEST(ShippedProducts, HaveEnglishNamesOfTheirOwn) {
  for (const auto& product : shipped().products) {
    EXPECT_FALSE(product.name_en.empty()) << product.id;
    for (const char c : product.name_en) EXPECT_LT(static_cast<unsigned char>(c), 0x80) << product.id;
  }
}

}  // namespace
}  // namespace tenderlead::rules
