#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/config/configuration.h"

namespace tenderlead::config {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const char* const kTags = R"(vocabulary:
  places: [医院, '/卫生.{0,2}院/']
in: {title: 10}
tags:
  - id: health_it
    name: 医院信息化
    threshold: 12
    ignore: 输液系统
    signals:
      - {id: it, any: [信息系统, $places], all: [[采购, 招标]], none: [家具], near: {words: [建设], within: 4}, say: 提到}
)";
const char* const kProducts = R"(in: {title: 10, text: 5}
requires_tag: health_it
products:
  - id: his
    name: HIS
    signals:
      - {id: words, any: his}
  - id: child
    name: 儿保
    ours: true
    yields_to: his
    signals:
      - {id: words, broad: true, any: 儿保, in: {lots: 3}}
)";

std::vector<std::string> texts(const std::vector<ConfigFault>& faults) {
  std::vector<std::string> lines;
  for (const auto& fault : faults) lines.push_back(to_string(fault));
  return lines;
}

// A leads.yaml up to `leads:`, in three lines.
std::string leads_head(
    const std::string& weights = "{fit: 100, intent: 0, timing: 0, value: 0, reachability: 0}",
    const std::string& second_grade = "0") {
  std::string changes;
  for (const auto what : rules::kChanges) changes += std::string(what) + ": {say: x}, ";
  return "score: {weights: " + weights +
         ", rescaled: x, grades: [{id: A, name: a, at_least: 30}, {id: B, name: b, at_least: " +
         second_grade + "}]}\nchanges: {" + changes +
         "}\ncriteria: [{id: c, part: fit, cases: [{when: {tier: 3}, percent: 1, say: x}]}]\n";
}

// The `leads:` after it, with a criterion that asks `when`.
std::string rule_with(const std::string& when) {
  return "leads:\n  - {id: a, kind: renewal, from: [contract], say: x, suggestion: y,\n     criteria: [{id: "
         "f, part: "
         "fit, cases: [{when: " +
         when + ", percent: 1, say: z}]}]}";
}

TEST(RulesLoader, SaysOfAChangeThatAnEarlierLeadsFileLacksWhatTheShippedOneSays) {
  auto head = leads_head();
  const std::string later = "ended_no_longer: {say: x}, ";
  head.erase(head.find(later), later.size());
  const auto loaded = load_rules(
      {{"leads.yaml", head + "leads: [{id: a, kind: renewal, from: [contract], say: x, suggestion: y}]"}});
  ASSERT_THAT(texts(loaded.faults), ElementsAre());
  const auto& changes = loaded.value.changes;
  ASSERT_EQ(changes.size(), std::size(rules::kChanges));
  for (const auto& change : changes)
    EXPECT_EQ(change.say.zh, change.what == "ended_no_longer" ? "所依据的情况已经改变，不再跟进" : "x");
}

TEST(RulesLoader, ReadsTagsAndProductsWithTheirVocabulary) {
  const auto loaded = load_rules({{"products.yaml", kProducts}, {"tags.yaml", kTags}});
  ASSERT_THAT(texts(loaded.faults), ElementsAre());
  const auto& tag = loaded.value.tags.at(0);
  EXPECT_EQ(tag.scoring.threshold, 12);
  EXPECT_THAT(tag.scoring.ignore.words, ElementsAre("输液系统"));
  const auto& signal = tag.scoring.signals.at(0);
  EXPECT_THAT(signal.any.words, ElementsAre("信息系统", "医院"));
  EXPECT_THAT(signal.any.patterns, ElementsAre("卫生.{0,2}院"));
  ASSERT_EQ(signal.all.size(), 1u);
  EXPECT_THAT(signal.all[0].words, ElementsAre("采购", "招标"));
  EXPECT_THAT(signal.none.words, ElementsAre("家具"));
  EXPECT_THAT(signal.near.words, ElementsAre("建设"));
  EXPECT_EQ(signal.within, 4);
  ASSERT_EQ(signal.where.size(), 1u);
  EXPECT_EQ(signal.where[0].field, rules::Field::title);
  const auto& his = loaded.value.products.at(0);
  EXPECT_EQ(his.requires_tag, "health_it");
  EXPECT_EQ(his.scoring.signals.at(0).where.size(), 2u);
  const auto& child = loaded.value.products.at(1);
  EXPECT_TRUE(child.ours);
  EXPECT_THAT(child.yields_to, ElementsAre("his"));
  EXPECT_TRUE(child.scoring.signals.at(0).broad);
  EXPECT_EQ(child.scoring.signals.at(0).where.at(0).points, 3);
}

struct Fault {
  const char* file;
  std::string yaml;
  std::string expected;
};

TEST(RulesLoader, EveryFaultNamesPlaceKeyAndWhatIsAllowed) {
  const Fault cases[] = {
      {"products.yaml", "products: [{id: a, name: b, signals: [{id: c, any: [$nothing], in: {title: 1}}]}]",
       "products.yaml:1:53: no word list is called 'nothing'"},
      {"products.yaml", "products: [{id: a, name: b, signals: [{id: c, any: x, in: {titel: 1}}]}]",
       "products.yaml:1:60: 'titel' is no field; did you mean 'title'?"},
      {"products.yaml", "products: [{id: a, name: b, signals: [{id: c, any: x}]}]",
       "products.yaml:1:39: the signal looks nowhere; give 'in', as {title: 10, text: 5}"},
      {"products.yaml", "in: {title: 1}\nproducts: [{id: a, name: b, signals: [{id: c, any: '/(/'}]}]",
       "products.yaml:2:52: '/(/' isn't a pattern (RE2): missing ): ("},
      {"products.yaml", "in: {title: 1}\nproducts: [{id: a, name: b, signals: [{id: c, any: '/x*/'}]}]",
       "products.yaml:2:52: '/x*/' matches nothing at all, so everywhere"},
      {"products.yaml", "in: {title: 1}\nproducts: [{id: a, name: b, signals: [{id: c, any: '院.{0,2}x'}]}]",
       "products.yaml:2:52: '院.{0,2}x' looks like a pattern; write it between slashes: /院.{0,2}x/"},
      {"products.yaml", "in: {title: 1}\nproducts: [{id: a, name: b, signals: [{id: c, any: ''}]}]",
       "products.yaml:2:52: an empty word in 'any' would match everywhere"},
      {"products.yaml",
       "in: {title: 1}\nproducts: [{id: a, name: b, yield_to: [c], signals: [{id: c, any: x}]}]",
       "products.yaml:2:29: unknown key 'yield_to' in product; did you mean 'yields_to'?"},
      {"products.yaml",
       "in: {title: 1}\nproducts: [{id: abcd, name: b, yields_to: [abdc], signals: [{id: c, any: x}]}]",
       "products.yaml:2:44: there is no product 'abdc'; did you mean 'abcd'?"},
      {"products.yaml",
       "in: {title: 1}\nproducts: [{id: a, name: b, signals: [{id: c, any: x}]}, {id: a, name: b, signals: "
       "[]}]",
       "products.yaml:2:63: the id 'a' is taken; first in line 2"},
      {"products.yaml", "in: {title: 2000}\nproducts: []",
       "products.yaml:1:13: 'title' must be a whole number from -1000 to 1000, not '2000'"},
      {"leads.yaml",
       leads_head() + "leads: [{id: a, kind: open_tneder, from: [tender], say: x, suggestion: y}]",
       "leads.yaml:4:23: 'kind' can't be 'open_tneder'; one of: early_signal, open_tender, partner, renewal, "
       "capability_gap, competitor_win; did you mean 'open_tender'?"},
      {"leads.yaml", leads_head() + "leads: [{id: a, kind: renewal, say: x, suggestion: y}]",
       "leads.yaml:4:9: a lead rule of this kind needs 'from': the notice kinds that it looks at"},
      {"leads.yaml", leads_head() + rule_with("{teir: 3}"),
       "leads.yaml:6:52: 'teir' is no fact; did you mean 'tier'?"},
      {"leads.yaml", leads_head() + rule_with("{category: matrenal_child}"),
       "leads.yaml:6:62: 'category' is never 'matrenal_child'; did you mean 'maternal_child'?"},
      {"leads.yaml", leads_head() + rule_with("{tier: {at_least: 3, at_most: 2}}"),
       "leads.yaml:6:58: 'at_least' is greater than 'at_most', so this never holds"},
      {"leads.yaml", leads_head() + rule_with("{}"),
       "leads.yaml:6:51: 'when' needs a condition: an empty one always holds"},
      {"leads.yaml",
       leads_head() + "leads: [{id: a, kind: renewal, from: [contract], base: 3, say: x, suggestion: y}]",
       "leads.yaml:4:56: 'base' is no longer read; a score is made of 'criteria'"},
      {"leads.yaml",
       leads_head() +
           "leads: [{id: a, kind: renewal, from: [contract], without: [d], say: x, suggestion: y}]",
       "leads.yaml:4:59: no common criterion is called 'd'; did you mean 'c'?"},
      {"leads.yaml",
       leads_head() +
           "leads: [{id: a, kind: renewal, from: [contract], without: [c], say: x, suggestion: y}]",
       "leads.yaml:4:9: the part 'fit' has a weight and this rule no criterion for it"},
      {"leads.yaml", leads_head("{fit: 90, intent: 0, timing: 0, value: 0, reachability: 0}") + "leads: []",
       "leads.yaml:1:18: the weights of the parts add up to 90 and should to 100"},
      {"leads.yaml",
       leads_head("{fit: 100, intent: 0, timing: 0, value: 0, reachability: 0}", "40") + "leads: []",
       "leads.yaml:1:133: 'at_least' should be below that of the grade before, 30: the highest comes first"},
      {"plans.yaml", "plans:\n  - {id: a, kind: renewal, steps: [{id: s, channel: fax, whom: x, about: y}]}",
       "plans.yaml:2:53: 'channel' can't be 'fax'; one of: phone, visit, email, letter, portal"},
      {"plans.yaml", "plans:\n  - {id: a, kind: renewal, steps: []}\n  - {id: b, kind: renewal, steps: []}",
       "plans.yaml:3:5: an earlier plan of this kind always holds, so this one is never taken"},
      {"team.yaml", "members: [{id: li, name: x, regions: [不存在的地方]}]",
       "team.yaml:1:39: '不存在的地方' is not one place; write it with its province, or as a GB/T 2260 code"},
      {"team.yaml", "members: [{id: li, name: x}]\notherwise: wang",
       "team.yaml:2:12: 'otherwise' names nobody of the members"},
      {"departments.yaml", "wishes: [{id: a, name: x, departments: [''], offer: [], note: n}]",
       "departments.yaml:1:10: an empty name would match every department"},
      {"partners.yaml", "partners: [{id: a, name: b, makes: [hsi]}]",
       "partners.yaml:1:37: there is no product 'hsi'"},
      {"ratings.yaml",
       "requirements: [{id: a, rating: emrr, name: n, tier: 3, level: 4, by_year: 2022, source: s, offer: "
       "[]}]",
       "ratings.yaml:1:32: 'rating' can't be 'emrr'; one of: emr, smart_service, smart_management; did you "
       "mean 'emr'?"},
      {"ratings.yaml",
       "requirements: [{id: a, rating: emr, name: n, tier: 4, level: 4, by_year: 2022, source: s, offer: "
       "[]}]",
       "ratings.yaml:1:52: 'tier' must be a whole number from 1 to 3, not '4'"},
      {"prices.yaml",
       "say: a\nsay_over: b\nbands: [{id: a, products: [], tier: 3, emr_level: 4, scope: s, low_wan: 9, "
       "high_wan: 3}]",
       "prices.yaml:3:86: 'high_wan' is below 'low_wan'"},
  };
  for (const auto& fault : cases)
    EXPECT_THAT(texts(load_rules({{fault.file, fault.yaml}}).faults), ElementsAre(fault.expected))
        << fault.yaml;
}

TEST(RulesLoader, ReportsReferencesBetweenFiles) {
  const auto loaded =
      load_rules({{"products.yaml", "requires_tag: healt_it\nproducts: []"}, {"tags.yaml", kTags}});
  EXPECT_THAT(texts(loaded.faults),
              ElementsAre("products.yaml:1:15: there is no tag 'healt_it'; did you mean 'health_it'?"));
}

TEST(RulesLoader, AFileThatCannotBeReadIsTheOnlyFault) {
  const auto loaded = load_rules({{"products.yaml", kProducts}, {"tags.yaml", "tags: [\n"}});
  EXPECT_THAT(texts(loaded.faults), ElementsAre(HasSubstr("tags.yaml:2:1: not valid YAML")));
}

TEST(RulesLoader, AnEmptyFileIsSaidToBeEmptyAtItsBeginning) {
  for (const char* nothing : {"", "\n", "# only words\n", "---\n", "~\n"})
    EXPECT_THAT(texts(load_rules({{"x/plans.yaml", nothing}, {"tags.yaml", kTags}}).faults),
                ElementsAre(HasSubstr(
                    "x/plans.yaml:1:1: the file is empty; remove it to go by the shipped plans.yaml")))
        << nothing;
}

TEST(RulesLoader, NamesAnIdThatIsTakenTwiceOnce) {
  const auto loaded =
      load_rules({{"tags.yaml",
                   "tags:\n  - {id: a, name: x, when: {tag: nothing_like_it}}\n"
                   "  - {id: b, name: x, when: {tier: 3}}\n  - {id: a, name: x, when: {tier: 2}}\n"}});
  EXPECT_THAT(texts(loaded.faults), testing::Contains(testing::EndsWith("; one of: a, b")));
}

TEST(RulesLoader, ReadsEnglishNamesOfProductsAndBrandsOfPartners) {
  const auto loaded = load_rules(
      {{"tags.yaml", kTags},
       {"products.yaml",
        "in: {title: 1}\nproducts: [{id: a, name: 甲, name_en: first, signals: [{id: c, any: x}]}, "
        "{id: b, name: 乙, signals: [{id: c, any: y}]}]"},
       {"partners.yaml",
        "partners: [{id: p, name: 东软集团, brands: [东软]}, {id: q, name: 某, brands: [某]}]"}});
  EXPECT_THAT(texts(loaded.faults), ElementsAre(HasSubstr("a brand has at least two characters")));
  ASSERT_EQ(loaded.value.products.size(), 2u);
  EXPECT_EQ(loaded.value.products[0].english_name(), "first");
  EXPECT_EQ(loaded.value.products[1].english_name(), "乙");
  EXPECT_THAT(loaded.value.place_names,
              testing::IsSupersetOf({"沈阳市", "沈阳", "内蒙古", "四川省", "四川"}));
}

TEST(RulesLoader, ReportsAWordListThatTwoFilesDefine) {
  const auto loaded =
      load_rules({{"tags.yaml", kTags}, {"products.yaml", "vocabulary: {places: [x]}\nproducts: []"}});
  EXPECT_THAT(texts(loaded.faults), ElementsAre(HasSubstr("'places' is defined in another file already")));
}

}  // namespace
}  // namespace tenderlead::config
