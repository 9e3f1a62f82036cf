#include "rules/lint_leads.h"

#include <algorithm>

namespace tenderlead::rules {
namespace {

// What no lead knows: facts.cpp and matcher.cpp tell it of no opportunity.
bool unknown_of_leads(Fact fact) {
  switch (fact) {
    case Fact::budget_yuan:
    case Fact::award_wan:
    case Fact::award_yuan:
    case Fact::smart_service:
    case Fact::smart_management:
    case Fact::discharges:
    case Fact::surgeries:
    case Fact::staff:
    case Fact::founded:
    case Fact::attempt:
    case Fact::stage:
    case Fact::grade:
    case Fact::interconnection:
    case Fact::department:
    case Fact::supplier:
      return true;
    default:
      return false;
  }
}

class LeadLint {
 public:
  LeadLint(const RuleBook& book, const LintContext& context, LintFindings& findings)
      : book_(book), context_(context), findings_(findings) {}

  void run() {
    for (std::size_t i = 0; i < book_.leads.size(); ++i) {
      const auto& rule = book_.leads[i];
      check_taken(i);
      const auto kinds = kinds_of(rule);
      for (const auto& criterion : rule.criteria)
        check_criterion("leads/" + rule.id + "/" + criterion.id, criterion, kinds);
    }
    for (const auto kind : kAllLeadKinds) check_plans(kind);
    for (const auto& adjustment : book_.price_adjustments)
      check_case("prices/" + adjustment.id, adjustment.when, adjustment.place, nullptr);
  }

 private:
  // The kinds that the notice of such a lead has: nothing else is a lead of this rule.
  static FactCondition kinds_of(const LeadRule& rule) {
    FactCondition kinds;
    kinds.fact = Fact::notice_kind;
    for (const auto kind : rule.notice_kinds) kinds.is.emplace_back(to_string(kind));
    return kinds;
  }

  // `kinds`: of notices that it is about; null where anything may be. Whether it can hold.
  bool check_case(const std::string& rule, const std::vector<FactCondition>& when, const Place& place,
                  const FactCondition* kinds) {
    findings_.note_use(place);
    const auto never = [&](const std::string& why) {
      findings_.add_vain(place, "never", rule, why);
      return false;
    };
    for (const auto& fact : when) {
      if (unknown_of_leads(fact.fact))
        return never(std::string("nobody knows '") + to_string(fact.fact) +
                     "' of a lead, so this never holds");
      if (const auto beyond = beyond_scale(fact); !beyond.empty()) return never(beyond);
    }
    auto all = all_of(when, place);
    if (!can_hold(all, {}, context_))
      return never("these conditions contradict each other, so the case never holds");
    const bool asks = std::any_of(when.begin(), when.end(),
                                  [](const FactCondition& fact) { return fact.fact == Fact::notice_kind; });
    if (kinds == nullptr || !asks) return true;
    Condition kind;
    kind.kind = Condition::Kind::fact;
    kind.fact = *kinds;
    all.parts.push_back(std::move(kind));
    if (can_hold(all, {}, context_)) return true;
    std::string names;
    for (const auto& name : kinds->is) names += (names.empty() ? "" : ", ") + name;
    return never("a lead of this rule is never about such a notice: " +
                 (names.empty() ? "it has none" : "its 'from' has only " + names));
  }

  void check_criterion(const std::string& name, const Criterion& criterion, const FactCondition& kinds) {
    std::vector<Condition> before;
    for (const auto& one : criterion.cases) {
      if (check_case(name, one.when, one.place, &kinds))
        check_shadow(name, one.when, one.place, before, "case");
      before.push_back(all_of(one.when, one.place));
    }
  }

  // The first case that holds answers.
  void check_shadow(const std::string& name, const std::vector<FactCondition>& when, const Place& place,
                    const std::vector<Condition>& before, const std::string& what) {
    const auto now = all_of(when, place);
    const auto by = std::find_if(before.begin(), before.end(),
                                 [&](const Condition& one) { return covered({one}, now, context_); });
    if (by != before.end())
      return findings_.add_vain(
          place, "shadowed", name,
          "this " + what + " is never reached: the one " +
              (by->place.line > 0 ? "in line " + std::to_string(by->place.line) : std::string("before")) +
              " holds wherever it does");
    if (covered(before, now, context_))
      findings_.add_vain(place, "shadowed", name,
                         "this " + what + " is never reached: those before it leave nothing for it");
  }

  // Of rules of one kind the first that fits a notice takes it.
  void check_taken(std::size_t i) {
    const auto& rule = book_.leads[i];
    if (rule.kind == LeadKind::capability_gap || rule.notice_kinds.empty()) return;
    const LeadRule* last = nullptr;
    for (const auto kind : rule.notice_kinds) {
      const auto before =
          std::find_if(book_.leads.begin(), book_.leads.begin() + static_cast<std::ptrdiff_t>(i),
                       [&](const LeadRule& one) {
                         return one.kind == rule.kind && one.products >= rule.products &&
                                (one.requires_tag.empty() || one.requires_tag == rule.requires_tag) &&
                                std::find(one.notice_kinds.begin(), one.notice_kinds.end(), kind) !=
                                    one.notice_kinds.end();
                       });
      if (before == book_.leads.begin() + static_cast<std::ptrdiff_t>(i)) return;
      last = &*before;
    }
    findings_.add(rule.place, "shadowed", "leads/" + rule.id,
                  "it never makes a lead: '" + last->id + "' stands before it and takes its notices");
  }

  // Of the plans of one kind the first whose conditions hold.
  void check_plans(LeadKind kind) {
    std::vector<Condition> before;
    for (const auto& plan : book_.plans) {
      // Reading refuses a plan behind one without conditions.
      if (plan.kind != kind || plan.when.empty()) continue;
      const auto name = "plans/" + plan.id;
      if (check_case(name, plan.when, plan.place, nullptr))
        check_shadow(name, plan.when, plan.place, before, "plan");
      before.push_back(all_of(plan.when, plan.place));
    }
  }

  const RuleBook& book_;
  const LintContext& context_;
  LintFindings& findings_;
};

}  // namespace

void lint_leads(const RuleBook& book, const LintContext& context, LintFindings& findings) {
  LeadLint(book, context, findings).run();
}

}  // namespace tenderlead::rules
