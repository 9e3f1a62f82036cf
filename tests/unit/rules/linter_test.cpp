#include "rules/linter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/config/configuration.h"
#include "app/config/places.h"

namespace tenderlead::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> findings(const config::RuleFile& file,
                                  const LintContext& context = {Date{2026, 11, 23}, config::place_codes}) {
  const auto loaded = config::load_rules({file});
  std::vector<std::string> lines;
  for (const auto& fault : loaded.faults) lines.push_back("fault " + to_string(fault));
  for (const auto& found : lint(loaded.value, context))
    lines.push_back(std::to_string(found.place.line) + ":" + std::to_string(found.place.column) + " " +
                    found.kind + " " + found.rule + ": " + found.message);
  return lines;
}
std::vector<std::string> findings(const std::string& tags) {
  return findings(config::RuleFile{"tags.yaml", tags});
}

// The lines of a tag behind its name, from line 5 on; words count 10 in the title.
std::string tag(const std::string& lines) {
  return "in: {title: 10}\ntags:\n  - id: t\n    name: 标签\n" + lines;
}

struct LintCase {
  const char* lines;
  std::vector<const char*> found;  // parts of the findings, in order
};
class Lint : public ::testing::TestWithParam<LintCase> {};
TEST_P(Lint, FindsWhatIsInVainWhereItStands) {
  const auto lines = findings(tag(GetParam().lines));
  ASSERT_EQ(lines.size(), GetParam().found.size()) << ::testing::PrintToString(lines);
  for (std::size_t i = 0; i < lines.size(); ++i) EXPECT_THAT(lines[i], HasSubstr(GetParam().found[i]));
}
INSTANTIATE_TEST_SUITE_P(
    Rules, Lint,
    ::testing::Values(
        LintCase{"    signals: [{id: s, any: [儿保, 妇幼]}]\n", {}},
        LintCase{"    threshold: 25\n    signals: [{id: s, any: 儿保}, {id: u, any: 妇幼}]\n",
                 {"5:16 never tags/t: all signals together reach 20 points, and the threshold is 25"}},
        LintCase{"    signals: [{id: s, any: 儿保, in: {title: -10}}]\n",
                 {"never tags/t: all signals together reach 0"}},
        LintCase{"    when: {all: [{tier: {at_least: 3}}, {tier: {at_most: 2}}]}\n    signals: [{id: s, any: "
                 "儿保}]\n",
                 {"5:11 never tags/t: these conditions contradict each other"}},
        LintCase{"    when: {tier: 3, none: [{tier: {at_least: 2}}]}\n",
                 {"5:11 never tags/t: these conditions"}},
        LintCase{"    when: {notice_kind: tender}\n    signals: [{id: s, any: 儿保, when: {notice_kind: "
                 "award}}, {id: u, any: 妇幼}]\n",
                 {"6:38 never tags/t/s: these conditions contradict those of the rule"}},
        LintCase{"    when: {any: [{tier: 3}, {tier: 2}], none: [{beds: {at_most: 99}}]}\n", {}},
        LintCase{"    when: {installed: [], not_installed: []}\n", {"5:11 never tags/t: these conditions"}},
        LintCase{"    of: organisation\n    when: {tag: u}\n  - {id: u, name: 乙, signals: [{id: s, any: "
                 "儿保}]}\n",
                 {"never tags/t: asks for the tag 'u', which is given to nothing that this rule sees"}},
        LintCase{
            "    when: {tag: u}\n    signals: [{id: s, any: 妇幼}]\n  - {id: u, name: 乙, of: organisation, "
            "attribute: {tier: 3}}\n",
            {}},
        LintCase{"    of: organisation\n    when: {notice_kind: tender}\n",
                 {"6:11 never tags/t: these conditions"}},
        LintCase{"    of: organisation\n    signals: [{id: s, any: 儿保}]\n",
                 {"3:5 never tags/t: all signals together reach 0",
                  "6:15 never tags/t/s: organisations have no words"}},
        LintCase{"    ignore: [儿保]\n    signals: [{id: s, any: [儿保, 妇幼]}]\n",
                 {"6:29 never tags/t/s: '儿保' never counts: the rule ignores '儿保'"}},
        LintCase{"    ignore: ['/输液.{0,2}系统/']\n    signals: [{id: s, any: [输液系统, 系统]}]\n",
                 {"6:29 never tags/t/s: '输液系统' never counts", "6:29 shadowed"}},
        LintCase{"    exclude: [报废]\n    signals: [{id: s, any: [系统报废, 妇幼]}]\n",
                 {"6:29 never tags/t/s: '系统报废' never counts: the rule excludes '报废'"}},
        LintCase{"    exclude: [报废]\n    signals: [{id: s, any: [系统报废], in: {text: 10}}]\n", {}},
        LintCase{"    signals: [{id: s, any: [儿保家具, 妇幼], none: 家具}]\n",
                 {"5:29 never tags/t/s: '儿保家具' never counts: 'none' holds '家具'"}},
        LintCase{"    signals: [{id: s, any: [儿保, 儿保系统]}]\n",
                 {"5:33 shadowed tags/t/s: '儿保系统' makes no difference"}},
        LintCase{"    signals: [{id: s, any: [his, this]}]\n", {}},
        LintCase{"    signals: [{id: s, any: [儿保系统, '/儿保.{0,6}系统/']}]\n", {"5:29 shadowed"}},
        LintCase{"    signals: [{id: s, any: [ＨＩＳ, his]}]\n",
                 {"5:34 duplicate tags/t/s: 'his' differs from 'ＨＩＳ' only in width"}},
        LintCase{"    signals: [{id: s, any: [儿保, 儿保]}]\n",
                 {"5:33 duplicate tags/t/s: '儿保' stands twice"}},
        LintCase{"    signals: [{id: s, any: 儿保}, {id: u, any: 儿保}]\n",
                 {"5:33 duplicate tags/t/u: says the same as the signal 's'"}},
        LintCase{"    signals: [{id: s, any: '/HIS系统/'}]\n",
                 {"5:28 never tags/t/s: the pattern can't match: 'H' is a capital"}},
        LintCase{"    signals: [{id: s, any: ['/儿保，系统/', 妇幼]}]\n",
                 {"5:29 never tags/t/s: the pattern can't match"}},
        LintCase{"    signals: [{id: s, any: 儿保, in: {title: 0}}, {id: u, any: 妇幼}]\n",
                 {"5:15 never tags/t/s: all its fields have 0 points"}},
        LintCase{"    when: {tag: u}\n  - {id: u, name: 另, state: draft, when: {tier: 3}}\n",
                 {"5:12 asleep tags/t: asks for the tag 'u', which is draft"}}));
INSTANTIATE_TEST_SUITE_P(
    Contradictions, Lint,
    ::testing::Values(
        LintCase{"    when: {tier: 3, none: [{tier: 3}]}\n", {"5:11 never tags/t: these conditions"}},
        LintCase{"    when: {notice_kind: tender, none: [{notice_kind: tender}]}\n",
                 {"5:11 never tags/t: these conditions"}},
        LintCase{"    when: {notice_kind: [tender, award], none: [{notice_kind: tender}]}\n", {}},
        LintCase{"    when: {product: his, none: [{product: [his, emr]}]}\n  - {id: u, name: 乙, when: "
                 "{tier: 2}}\n",
                 {"fault", "fault", "fault", "5:11 never tags/t: these conditions"}},
        LintCase{"    when: {department: 儿童保健科, none: [{department: 保健}]}\n",
                 {"5:11 never tags/t: these conditions"}},
        LintCase{"    when: {department: 儿童, none: [{department: 儿童保健}]}\n", {}},
        LintCase{"    when: {beds: {at_least: 100, at_most: 200}, none: [{beds: {at_least: 100, at_most: "
                 "150}}, {beds: "
                 "{at_least: 151, at_most: 300}}]}\n",
                 {"5:11 never tags/t: these conditions"}},
        LintCase{"    when: {beds: {at_least: 100, at_most: 200}, none: [{beds: {at_least: 120, at_most: "
                 "150}}]}\n",
                 {}},
        LintCase{"    when: {budget_wan: {at_least: 100}, budget_yuan: {at_most: 5000}}\n",
                 {"5:11 never tags/t: these conditions"}},
        LintCase{"    when: {budget_wan: {at_most: 0}, budget_yuan: {at_least: 9999}}\n", {}},
        LintCase{"    when: {award_wan: 3, award_yuan: 40000}\n", {"5:11 never tags/t: these conditions"}},
        LintCase{"    when: {tier: 7}\n", {"5:12 never tags/t: 'tier' is 1 to 3, so this never holds"}},
        LintCase{"    when: {tier: [2, 7]}\n", {"5:22 never tags/t: 'tier' is 1 to 3"}},
        LintCase{"    when: {emr_level: {at_least: 9}}\n", {"5:12 never tags/t: 'emr_level' is 0 to 8"}},
        LintCase{"    when: {beds: {at_most: -1}}\n", {"5:12 never tags/t: 'beds' is never less than 0"}},
        LintCase{"    when: {emr_level: 8, smart_service: 5, smart_management: 5, tier: 1}\n", {}},
        LintCase{"    when: {region: 四川, province: 云南省}\n", {"5:11 never tags/t: these conditions"}},
        LintCase{"    when: {region: [四川, 昆明市], province: 云南省}\n", {}},
        LintCase{"    when: {region: [\"5101\", 成都], none: [{region: \"510000\"}]}\n",
                 {"5:11 never tags/t: these conditions"}},
        LintCase{"    when: {all: [{region: 四川}, {region: 云南}]}\n",
                 {"5:11 never tags/t: these conditions"}},
        LintCase{"    when: {all: [{region: 四川}, {region: 成都}]}\n", {}},
        LintCase{"    when: {published: {until: 2020-01-01}, published_within_days: 30}\n",
                 {"5:11 never tags/t: these conditions"}},
        LintCase{"    when: {published: {from: 2027-01-01}, published_within_days: 30}\n", {}},
        LintCase{"    when: {deadline: {until: 2026-11-22}, deadline_within_days: 10}\n",
                 {"5:11 never tags/t: these conditions"}},
        LintCase{"    when: {any: [{tier: 3, none: [{tier: 3}]}, {tier: 2}]}\n",
                 {"5:18 never tags/t: this alternative"}},
        LintCase{"    when: {beds: {at_least: 500}, any: [{beds: {at_most: 400}}, {tier: 2}]}\n",
                 {"5:41 never tags/t: this alternative"}},
        LintCase{"    when: {any: [{tier: {at_least: 2}}, {tier: 3}]}\n",
                 {"5:41 shadowed tags/t: this alternative makes no difference: the one in line 5"}},
        LintCase{"    when: {any: [{tier: 3}, {tier: {at_least: 2}}]}\n", {"5:18 shadowed"}},
        LintCase{"    when: {any: [{tier: 3}, {tier: 3}]}\n", {"5:29 shadowed"}},
        LintCase{"    when: {any: [{tier: 3}, {tier: {at_least: 2}, beds: {at_least: 100}}]}\n", {}},
        LintCase{"    when: {any: [{beds: {at_least: 500}}, {any: [{tier: 3}, {beds: {at_most: 499}}]}]}\n",
                 {}}));
INSTANTIATE_TEST_SUITE_P(
    Words, Lint,
    ::testing::Values(
        LintCase{"    signals: [{id: s, any: 儿保, all: [[系统]], none: [系统]}]\n",
                 {"3:5 never tags/t: all signals together reach 0",
                  "5:39 never tags/t/s: '系统' never counts: 'none' holds '系统'"}},
        LintCase{"    signals: [{id: s, any: 儿保, all: [[系统, 平台]], none: [护理系统]}]\n", {}},
        LintCase{"    ignore: [信息系统]\n    signals: [{id: s, any: 儿保, near: {words: [信息系统, 平台], "
                 "within: 4}}]\n",
                 {"6:47 never tags/t/s: '信息系统' never counts: the rule ignores '信息系统'"}},
        LintCase{
            "    ignore: [信息系统]\n    signals: [{id: s, any: 儿保, near: {words: 信息系统, within: 4}}]\n",
            {"3:5 never tags/t: all signals together reach 0", "6:46 never tags/t/s: '信息系统'"}},
        LintCase{"    signals: [{id: s, any: ['/儿保.{0,4}系统/', 妇幼], none: '/儿保.{0,4}系统/'}]\n",
                 {"5:29 never tags/t/s: the pattern /儿保.{0,4}系统/ never counts: 'none' holds"}},
        LintCase{"    signals: [{id: s, any: ＬＩＳ}, {id: u, any: lis}]\n",
                 {"5:34 duplicate tags/t/u: says the same as the signal 's': its points count twice; they "
                  "differ only "
                  "in width"}}));
INSTANTIATE_TEST_SUITE_P(
    Tags, Lint,
    ::testing::Values(
        LintCase{"    signals: [{id: s, any: ＬＩＳ系统}]\n  - {id: u, name: 乙, signals: [{id: v, any: "
                 "lis系统}]}\n",
                 {"6:5 duplicate tags/u: says the same as the tag 't'; they differ only in width"}},
        LintCase{"    signals: [{id: s, any: [护理系统, 儿保]}]\n  - {id: u, name: 乙, signals: [{id: v, "
                 "any: [儿保, "
                 "护理系统]}]}\n",
                 {"6:5 duplicate tags/u: says the same as the tag 't'"}},
        LintCase{"    attribute: {beds: {at_least: 800}}\n  - {id: u, name: 乙, attribute: {beds: {at_least: "
                 "800}}}\n",
                 {"6:5 duplicate tags/u: says the same as the tag 't'"}},
        LintCase{"    when: {tier: 3, beds: 100}\n  - {id: u, name: 乙, when: {beds: 100, tier: 3}}\n",
                 {"6:5 duplicate tags/u"}},
        LintCase{
            "    attribute: {beds: 800}\n  - {id: u, name: 乙, of: organisation, attribute: {beds: 800}}\n",
            {}},
        LintCase{
            "    attribute: {beds: 800}\n  - {id: u, name: 乙, state: retired, attribute: {beds: 800}}\n",
            {}},
        LintCase{"    attribute: {beds: {at_least: 800}}\n  - {id: u, name: 特大, attribute: {beds: "
                 "{at_least: 2000}}}\n",
                 {}},
        LintCase{"    signals: [{id: s, any: 儿保}]\n  - {id: u, name: 乙, threshold: 5, signals: [{id: s, "
                 "any: 儿保}]}\n",
                 {}}));

TEST(Lint, ComparesCountedDaysWithDatesOnlyWhereADayIsGiven) {
  const config::RuleFile file{"tags.yaml",
                              tag("    when: {published: {until: 2026-10-01}, published_within_days: 30}\n")};
  EXPECT_THAT(findings(file, {}), IsEmpty());
  EXPECT_THAT(findings(file, {Date{2026, 10, 31}}), IsEmpty());
  EXPECT_THAT(findings(file, {Date{2026, 11, 1}}), ElementsAre(HasSubstr("never tags/t")));
}

TEST(Lint, FindsProductsThatGiveWayToOneThatIsGivenWhereverTheyAre) {
  const auto products = [](const std::string& stronger) {
    return findings(
        config::RuleFile{"products.yaml",
                         "in: {title: 10}\nproducts:\n"
                         "  - {id: a, name: 甲, yields_to: [b], signals: [{id: s, any: [儿保]}]}\n"
                         "  - {id: b, name: 乙, signals: [" +
                             stronger + "]}\n"});
  };
  EXPECT_THAT(products("{id: s, any: [儿保, 妇幼]}"),
              ElementsAre(HasSubstr("3:5 shadowed products/a: it is never given: it gives way to 'b'")));
  EXPECT_THAT(products("{id: s, any: [妇幼]}"), IsEmpty());
  EXPECT_THAT(products("{id: s, any: [儿保, 妇幼], none: 家具}"), IsEmpty());
  EXPECT_THAT(products("{id: s, any: [儿保, 妇幼]}, {id: t, any: 家具, in: {title: -10}}"), IsEmpty());
}

// A criterion's cases, from line 8 on.
std::string leads(const std::string& cases, const std::string& more = {}) {
  return "score:\n  weights: {fit: 100, intent: 0, timing: 0, value: 0, reachability: 0}\n"
         "  grades: [{id: A, name: 甲, at_least: 0}]\n  rescaled: \"{parts}\"\nchanges: {}\n"
         "leads:\n  - {id: l, kind: open_tender, from: [single_source], say: 单一来源, suggestion: 联系, "
         "criteria: "
         "[{id: c, part: fit, cases: [\n" +
         cases + "  ]}]}\n" + more;
}
std::string one_case(const std::string& when) {
  return "    {when: {" + when + "}, percent: 10, say: 好},\n";
}

struct CasesCase {
  std::vector<const char*> when;
  std::vector<const char*> found;
};
class LintCases : public ::testing::TestWithParam<CasesCase> {};
TEST_P(LintCases, FindsCasesOfALeadThatNothingReaches) {
  std::string cases;
  for (const auto* when : GetParam().when) cases += one_case(when);
  const auto lines = findings(config::RuleFile{"leads.yaml", leads(cases)});
  ASSERT_EQ(lines.size(), GetParam().found.size()) << ::testing::PrintToString(lines);
  for (std::size_t i = 0; i < lines.size(); ++i) EXPECT_THAT(lines[i], HasSubstr(GetParam().found[i]));
}
INSTANTIATE_TEST_SUITE_P(
    Rules, LintCases,
    ::testing::Values(
        CasesCase{{"tier: 3", "tier: 2"}, {}},
        CasesCase{{"tier: 3", "tier: 3"},
                  {"9:12 shadowed leads/l/c: this case is never reached: the one in line 8 holds"}},
        CasesCase{{"budget_wan: {at_least: 50}", "budget_wan: {at_least: 500}"}, {"9:12 shadowed leads/l/c"}},
        CasesCase{{"budget_wan: {at_least: 500}", "budget_wan: {at_least: 50}"}, {}},
        CasesCase{{"beds: {at_least: 50}", "beds: {at_most: 49}", "beds: {at_least: 10}"},
                  {"10:12 shadowed leads/l/c: this case is never reached: those before it leave nothing"}},
        // Where the tier isn't known, the second case may hold.
        CasesCase{{"tier: 3, beds: {at_least: 50}", "beds: {at_least: 50}"}, {}},
        CasesCase{{"beds: {at_least: 50}", "tier: 3, beds: {at_least: 50}"}, {"9:12 shadowed"}},
        CasesCase{{"ours: [\"yes\", \"no\"]", "ours: \"yes\""}, {"9:12 shadowed"}},
        CasesCase{
            {"notice_kind: award"},
            {"8:12 never leads/l/c: a lead of this rule is never about such a notice: its 'from' has only "
             "single_source"}},
        CasesCase{{"notice_kind: [award, single_source]"}, {}},
        CasesCase{{"tier: 5"}, {"8:12 never leads/l/c: 'tier' is 1 to 3"}},
        CasesCase{{"stage: awarded"}, {"8:12 never leads/l/c: nobody knows 'stage' of a lead"}}));

TEST(Lint, FindsLeadRulesWhoseNoticesAnotherOneTakes) {
  const auto second = [](const std::string& keys) {
    return findings(config::RuleFile{
        "leads.yaml", leads(one_case("tier: 3"),
                            "  - {id: m, say: 又, suggestion: 联系, criteria: [{id: c, part: fit, cases: [" +
                                one_case("tier: 2") + "]}], " + keys + "}\n")});
  };
  EXPECT_THAT(second("kind: open_tender, from: [single_source]"),
              ElementsAre(HasSubstr("10:5 shadowed leads/m: it never makes a lead: 'l' stands before it")));
  EXPECT_THAT(second("kind: open_tender, from: [single_source, tender]"), IsEmpty());
  EXPECT_THAT(second("kind: open_tender, from: [single_source], products: all"), IsEmpty());
  EXPECT_THAT(second("kind: early_signal, from: [single_source]"), IsEmpty());
}

TEST(Lint, SparesACommonCaseThatOneOfTheLeadsCanReach) {
  const auto file = [](const std::string& from) {
    return config::RuleFile{
        "leads.yaml",
        "score:\n  weights: {fit: 100, intent: 0, timing: 0, value: 0, reachability: 0}\n"
        "  grades: [{id: A, name: 甲, at_least: 0}]\n  rescaled: \"{parts}\"\nchanges: {}\n"
        "criteria: [{id: c, part: fit, cases: [{when: {notice_kind: award}, percent: 10, say: 好}]}]\n"
        "leads:\n  - {id: l, kind: open_tender, from: [tender], say: 招标, suggestion: 联系}\n"
        "  - {id: m, kind: competitor_win, from: [" +
            from + "], say: 中标, suggestion: 联系}\n"};
  };
  EXPECT_THAT(findings(file("award")), IsEmpty());
  EXPECT_THAT(findings(file("contract")), ElementsAre(HasSubstr("6:46 never leads/l/c")));
}

TEST(Lint, FindsPlansThatNothingReaches) {
  const auto plan = [](const std::string& id, const std::string& when) {
    return "  - {id: " + id + ", kind: open_tender, when: {" + when +
           "}, steps: [{id: s, channel: phone, whom: 谁, about: 事}]}\n";
  };
  EXPECT_THAT(findings(config::RuleFile{
                  "plans.yaml", "plans:\n" + plan("a", "tier: {at_least: 2}") + plan("b", "tier: 3")}),
              ElementsAre(HasSubstr("3:38 shadowed plans/b: this plan is never reached: the one in line 2")));
}

TEST(Lint, FindsWordListsThatNoRuleUses) {
  EXPECT_THAT(findings("vocabulary:\n  used: [儿保]\n  unused: [妇幼]\n" +
                       tag("    signals: [{id: s, any: $used}]\n")),
              ElementsAre(HasSubstr("3:3 unused : no rule uses the word list 'unused'")));
}

TEST(Lint, FindsNothingInTheShippedRules) {
  const auto shipped = config::shipped_configuration();
  std::vector<std::string> lines;
  for (const auto& found : lint(shipped.value.rules, {Date{2026, 11, 23}, config::place_codes}))
    lines.push_back(shipped.value.rules.files.at(static_cast<std::size_t>(found.place.file)) + ":" +
                    std::to_string(found.place.line) + ":" + std::to_string(found.place.column) + " " +
                    found.kind + " " + found.rule + " " + found.message);
  EXPECT_THAT(lines, IsEmpty());
}

}  // namespace
}  // namespace tenderlead::rules
