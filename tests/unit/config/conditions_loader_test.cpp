#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/config/configuration.h"

namespace tenderlead::config {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> texts(const std::vector<ConfigFault>& faults) {
  std::vector<std::string> lines;
  for (const auto& fault : faults) lines.push_back(to_string(fault));
  return lines;
}

// A tag with these lines beside its words.
std::string tag_with(const std::string& lines) {
  return "in: {title: 10}\ntags:\n  - id: t\n    name: 标签\n    signals: [{id: s, any: 系统}]\n" + lines;
}

const char* const kProducts =
    "in: {title: 10}\nproducts:\n  - {id: lis, name: 检验, signals: [{id: s, any: lis}]}\n";

Loaded<rules::RuleBook> load(const std::string& tags) {
  return load_rules({{"tags.yaml", tags}, {"products.yaml", kProducts}});
}

TEST(Conditions, AreReadAsTheyAreDescribed) {
  const auto loaded = load(tag_with(R"(    when:
      notice_kind: [tender, market_research]
      budget_wan: {at_least: 50}
      tier: [2, 3]
      region: [四川, "5301"]
      published_within_days: 30
      deadline: {from: 2026-01-01, until: 2026-06-30}
      installed: {product: lis, vendor: 云溪, ends_within_days: 180}
      not_installed: lis
      any: [{stage: planned}, {category: maternal_child, beds: {at_most: 500}}]
      none: [{tag: u}]
  - {id: u, name: 另一个, attribute: {beds: {at_least: 500, at_most: 999}}, of: organisation, state: draft, owner: 李经理, description: 中等规模}
)"));
  ASSERT_THAT(texts(loaded.faults), IsEmpty());
  const auto& tags = loaded.value.tags;
  EXPECT_EQ(
      describe(tags.at(0).scoring.when),
      "notice_kind in tender|market_research and budget_wan >= 50 and (tier = 2 or tier = 3) and region in "
      "四川|5301 and days_since_published >= 0 and days_since_published <= 30 and deadline >= 2026-01-01 and "
      "deadline <= 2026-06-30 and installed product lis vendor 云溪 ends within 180 days and not installed "
      "product lis and (stage in planned or (category in maternal_child and beds <= 500)) and none of (tag "
      "u)");
  EXPECT_EQ(tags.at(1).kind, rules::TagKind::simple);
  EXPECT_EQ(tags.at(1).state, rules::RuleState::draft);
  EXPECT_EQ(tags.at(1).owner, "李经理");
  EXPECT_TRUE(tags.at(1).is_of(rules::Subject::organisation));
  EXPECT_EQ(describe(tags.at(1).scoring.when), "beds >= 500 and beds <= 999");
}

TEST(Conditions, AProvinceIsKnownByItsShortNameToo) {
  const auto loaded = load(tag_with(R"(    when: {province: [云南, 内蒙古, 北京, 四川省, 生产建设兵团]}
)"));
  ASSERT_THAT(texts(loaded.faults), IsEmpty());
  EXPECT_EQ(describe(loaded.value.tags.at(0).scoring.when),
            "province in 云南省|内蒙古自治区|北京市|四川省|生产建设兵团");
}

TEST(Conditions, NearReachesASentenceOrARowAndExclusionsHaveFields) {
  const auto loaded = load(R"(in: {title: 10}
tags:
  - id: t
    name: 标签
    exclude: {words: [输液系统, '/显微镜.{0,2}系统/'], in: [title, text]}
    signals:
      - {id: a, any: 护理, near: {words: 系统, within: sentence}}
      - {id: b, any: 护理, near: {words: 系统, within: row}, when: {method: open}}
)");
  ASSERT_THAT(texts(loaded.faults), IsEmpty());
  const auto& scoring = loaded.value.tags.at(0).scoring;
  EXPECT_EQ(scoring.signals.at(0).reach, rules::Reach::sentence);
  EXPECT_EQ(scoring.signals.at(1).reach, rules::Reach::row);
  EXPECT_EQ(describe(scoring.signals.at(1).when), "method in open");
  EXPECT_THAT(scoring.exclude.words, ElementsAre("输液系统"));
  EXPECT_THAT(scoring.exclude_in, ElementsAre(rules::Field::title, rules::Field::text));
  EXPECT_EQ(scoring.signals.at(0).place.line, 7);
  EXPECT_EQ(scoring.exclude.word_places.at(0).column, 23);
}

struct FaultCase {
  const char* lines;
  const char* fault;  // without "tags.yaml:"
};
class ConditionFault : public ::testing::TestWithParam<FaultCase> {};
TEST_P(ConditionFault, IsFoundWhereItStands) {
  EXPECT_THAT(texts(load(tag_with(GetParam().lines)).faults),
              ElementsAre(HasSubstr(std::string("tags.yaml:") + GetParam().fault)));
}
INSTANTIATE_TEST_SUITE_P(
    Rules, ConditionFault,
    ::testing::Values(FaultCase{"    when: {bugdet_wan: 3}\n",
                                "6:12: 'bugdet_wan' is no fact; did you mean 'budget_wan'?"},
                      FaultCase{"    when: {tier: drei}\n", "6:18: 'tier' must be a whole number"},
                      FaultCase{"    when: {tier: {at_least: 3, at_most: 2}}\n",
                                "6:18: 'at_least' is greater than 'at_most'"},
                      FaultCase{"    when: {region: 四州省}\n",
                                "6:20: there is no region '四州省'; did you mean '四川省'?"},
                      FaultCase{"    when: {region: '5'}\n", "6:20: a region's code has 2, 4 or 6 digits"},
                      FaultCase{"    when: {deadline: {from: 2026-02-30}}\n", "6:29: 'from' must be a date"},
                      FaultCase{"    when: {deadline: {from: 2026-02-03, until: 2026-02-01}}\n",
                                "6:22: 'from' is later than 'until'"},
                      FaultCase{"    when: {tag: heath}\n", "6:17: there is no tag 'heath'"},
                      FaultCase{"    when: {installed: {product: his}}\n",
                                "6:33: there is no product 'his'; did you mean 'lis'?"},
                      FaultCase{"    when: {product: his}\n", "6:21: there is no product 'his'"},
                      FaultCase{"    when: {stage: begun}\n", "6:19: 'stage' is never 'begun'"},
                      FaultCase{"    when: {rating_gap: 1}\n", "6:12: 'rating_gap' is known of leads only"},
                      FaultCase{"    when: {any: []}\n", "6:17: 'any' needs at least one condition"},
                      FaultCase{"    when: {}\n", "6:11: 'when' asks for nothing"},
                      FaultCase{"    when: {tag: t}\n", "3:5: the tag 't' rests on itself"},
                      FaultCase{"    state: on\n", "6:12: 'state' can't be 'on'"},
                      FaultCase{"    of: hospital\n", "6:9: 'of' can't be 'hospital'"},
                      FaultCase{"    kind: learned\n    model: m.bin\n",
                                "6:11: learned tags need a model, and there is none yet"},
                      FaultCase{"    kind: simple\n", "6:11: a simple tag needs 'attribute'"},
                      FaultCase{"    exclude: {words: x, in: titel}\n",
                                "6:29: 'titel' is no field; did you mean 'title'?"}));

TEST(Conditions, ACircleOfTagsAndProductsIsRefused) {
  const std::string products =
      "in: {title: 10}\nproducts:\n  - {id: lis, name: 检验, requires_tag: hot, signals: [{id: s, any: "
      "lis}]}\n"
      "  - {id: p, name: 甲, when: {product: lis}, signals: [{id: s, any: x}]}\n";
  const auto loaded = load_rules(
      {{"tags.yaml", "tags:\n  - {id: hot, name: 热, when: {product: lis}}\n"}, {"products.yaml", products}});
  EXPECT_THAT(
      texts(loaded.faults),
      ElementsAre(HasSubstr("products.yaml:4:5: 'p' can't ask for products"),
                  HasSubstr("products.yaml:3:5: 'lis' rests on the tag 'hot', which rests on products")));
}

TEST(JsonRules, AreTheSameAsYaml) {
  const auto loaded = load_rules({{"tags.json", R"({"in": {"title": 10},
	"tags": [{"id": "t", "name": "\u6807\u7b7e \ud83d\ude00", "threshold": 5,
    "signals": [{"id": "s", "any": ["\/a\\d\/", "儿保"], "broad": true}], "when": {"tier": {"at_least": 2}}}]})"}});
  ASSERT_THAT(texts(loaded.faults), IsEmpty());
  const auto& tag = loaded.value.tags.at(0);
  EXPECT_EQ(tag.name, "标签 😀");
  EXPECT_EQ(tag.scoring.threshold, 5);
  EXPECT_THAT(tag.scoring.signals.at(0).any.patterns, ElementsAre("a\\d"));
  EXPECT_TRUE(tag.scoring.signals.at(0).broad);
  EXPECT_EQ(tag.scoring.signals.at(0).any.word_places.at(0).line, 3);
  EXPECT_EQ(tag.scoring.signals.at(0).any.word_places.at(0).column, 49);
}

struct JsonCase {
  const char* json;
  const char* fault;
};
class JsonFault : public ::testing::TestWithParam<JsonCase> {};
TEST_P(JsonFault, IsFoundWhereItStands) {
  EXPECT_THAT(texts(load_rules({{"tags.json", GetParam().json}}).faults),
              ElementsAre(HasSubstr(GetParam().fault)));
}
INSTANTIATE_TEST_SUITE_P(
    Rules, JsonFault,
    ::testing::Values(JsonCase{"{\"tags\": [}", "tags.json:1:11: expected a value"},
                      JsonCase{"{\"tags\": []", "tags.json:1:12: expected ',' or '}'"},
                      JsonCase{"{'tags': []}", "tags.json:1:2: expected a key in double quotes"},
                      JsonCase{"{\"tags\": [],\n \"tags\": []}",
                               "tags.json:2:2: the key 'tags' stands twice"},
                      JsonCase{"{\"tags\": []} x", "tags.json:1:14: something follows"},
                      JsonCase{"{\"t\": \"\\ud800\"}", "half of a surrogate pair"},
                      JsonCase{"{\"t\": \"a\nb\"}", "a control character within a text"},
                      JsonCase{"{\"t\": \"\\x\"}", "an escape that JSON doesn't know"},
                      JsonCase{"{\"标\": tru}", "tags.json:1:7: expected a value"},
                      JsonCase{"", "tags.json:1:1: the file ends where a value should stand"}));

TEST(JsonRules, AreBoundedInDepth) {
  EXPECT_THAT(texts(load_rules({{"tags.json", std::string(100'000, '[')}}).faults),
              ElementsAre(HasSubstr("nested more than 64 levels deep")));
}

}  // namespace
}  // namespace tenderlead::config
