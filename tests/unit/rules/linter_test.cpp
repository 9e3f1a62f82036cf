#include "rules/linter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/config/configuration.h"

namespace tenderlead::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> findings(const std::string& tags) {
  const auto loaded = config::load_rules({{"tags.yaml", tags}});
  std::vector<std::string> lines;
  for (const auto& fault : loaded.faults) lines.push_back("fault " + to_string(fault));
  for (const auto& found : lint(loaded.value))
    lines.push_back(std::to_string(found.place.line) + ":" + std::to_string(found.place.column) + " " +
                    found.kind + " " + found.rule + ": " + found.message);
  return lines;
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

TEST(Lint, FindsWordListsThatNoRuleUses) {
  EXPECT_THAT(findings("vocabulary:\n  used: [儿保]\n  unused: [妇幼]\n" +
                       tag("    signals: [{id: s, any: $used}]\n")),
              ElementsAre(HasSubstr("3:3 unused : no rule uses the word list 'unused'")));
}

TEST(Lint, FindsNothingInTheShippedRules) {
  const auto shipped = config::shipped_configuration();
  std::vector<std::string> lines;
  for (const auto& found : lint(shipped.value.rules))
    lines.push_back(shipped.value.rules.files.at(static_cast<std::size_t>(found.place.file)) + ":" +
                    std::to_string(found.place.line) + ":" + std::to_string(found.place.column) + " " +
                    found.kind + " " + found.rule + " " + found.message);
  EXPECT_THAT(lines, IsEmpty());
}

}  // namespace
}  // namespace tenderlead::rules
