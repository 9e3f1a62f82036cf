#include "rules/linter.h"

#include <algorithm>
#include <map>
#include <utility>

#include "rules/lint_findings.h"
#include "rules/lint_leads.h"
#include "rules/lint_words.h"
#include "rules/same_rule.h"

namespace tenderlead::rules {
namespace {

int most_points(const Signal& signal) {
  int most = 0;
  for (const auto& where : signal.where) most = std::max(most, where.points);
  return most;
}

const char* same_but(bool alike) {
  return alike ? "" : "; they differ only in width, case or spaces, which are compared alike";
}

class Linter {
 public:
  Linter(const RuleBook& book, const LintContext& context)
      : book_(book), context_(context), words_(book, findings_) {}

  std::vector<LintFinding> run() {
    for (const auto& [name, place] : book_.unused_words)
      findings_.add(place, "unused", {}, "no rule uses the word list '" + name + "'");
    words_.check_group(book_.ignore, "ignore", {});
    for (const auto& tag : book_.tags) {
      check_rule("tags/" + tag.id, tag.scoring, tag.of, tag.place);
      check_asked("tags/" + tag.id, tag.scoring, tag.state, tag.of);
    }
    for (const auto& product : book_.products) {
      check_rule("products/" + product.id, product.scoring, {Subject::notice}, product.place);
      check_asked("products/" + product.id, product.scoring, product.state, {Subject::notice});
    }
    check_same_tags();
    check_same_products();
    lint_leads(book_, context_, findings_);
    return findings_.take();
  }

 private:
  // The tags that a rule asks for: are they given at all, and to anything that it sees?
  void check_asked(const std::string& rule, const Scoring& scoring, RuleState state,
                   const std::vector<Subject>& of) {
    if (state != RuleState::active) return;
    const auto seen = [&of](const TagRule& tag) {
      return std::any_of(of.begin(), of.end(), [&](Subject at) {
        return std::any_of(tag.of.begin(), tag.of.end(), [at](Subject one) { return sees_tags(at, one); });
      });
    };
    const auto check = [&](const auto& self, const Condition& condition) -> void {
      for (const auto& part : condition.parts) self(self, part);
      for (const auto& id : condition.tags)
        for (const auto& tag : book_.tags) {
          if (tag.id != id) continue;
          if (tag.state != RuleState::active)
            findings_.add(
                condition.place, "asleep", rule,
                "asks for the tag '" + id + "', which is " + to_string(tag.state) + " and given to nothing");
          else if (!seen(tag))
            findings_.add(
                condition.place, "never", rule,
                "asks for the tag '" + id +
                    "', which is given to nothing that this rule sees: a notice sees its own tags, its "
                    "project's and its buyer's, a project its own and its buyer's, an organisation its own");
        }
    };
    check(check, scoring.when);
    for (const auto& signal : scoring.signals) check(check, signal.when);
  }

  // Two tags that are given to the same things, of which nothing but their names says why there are two. That one is given to more
  // than the other is no fault: 大型医院 and 特大型医院.
  void check_same_tags() {
    std::map<std::string, const TagRule*> said;
    for (const auto& tag : book_.tags) {
      if (tag.state == RuleState::retired) continue;
      std::string text;
      for (const auto subject : kAllSubjects) text += tag.is_of(subject) ? 'y' : 'n';
      const auto [first, fresh] = said.emplace(text + text_of(tag.scoring, Spelling::folded), &tag);
      if (fresh) continue;
      const auto& other = *first->second;
      findings_.add(
          tag.place, "duplicate", "tags/" + tag.id,
          "says the same as the tag '" + other.id + "'" +
              same_but(text_of(tag.scoring, Spelling::written) == text_of(other.scoring, Spelling::written)));
    }
  }

  void check_same_products() {
    std::map<std::string, const Product*> said;
    for (const auto& product : book_.products) {
      if (product.state == RuleState::retired) continue;
      const auto [first, fresh] =
          said.emplace(product.requires_tag + '\n' + text_of(product.scoring, Spelling::folded), &product);
      if (!fresh)
        findings_.add(product.place, "duplicate", "products/" + product.id,
                      "says the same as the product '" + first->second->id + "'" +
                          same_but(text_of(product.scoring, Spelling::written) ==
                                   text_of(first->second->scoring, Spelling::written)));
      if (product.state != RuleState::active) continue;
      for (const auto& id : product.yields_to) {
        const auto* stronger = book_.product(id);
        if (stronger == nullptr || stronger == &product || stronger->state != RuleState::active ||
            (!stronger->requires_tag.empty() && stronger->requires_tag != product.requires_tag) ||
            !met_wherever(stronger->scoring, product.scoring))
          continue;
        findings_.add(product.place, "shadowed", "products/" + product.id,
                      "it is never given: it gives way to '" + id + "', which is given wherever it is");
      }
    }
  }

  // Bounds that no value reaches.
  bool check_scales(const std::string& rule, const Condition& condition) {
    bool within = true;
    for (const auto& part : condition.parts) within = check_scales(rule, part) && within;
    if (condition.kind != Condition::Kind::fact) return within;
    const auto beyond = beyond_scale(condition.fact);
    if (beyond.empty()) return within;
    findings_.add(condition.place, "never", rule, beyond);
    return false;
  }

  // Of the alternatives in `part` those that are in vain. `whole`: all that must hold; both of one tree.
  void check_alternatives(const std::string& rule, const Condition& part, const Condition& whole,
                          const std::vector<Subject>& of) {
    if (part.kind != Condition::Kind::all && part.kind != Condition::Kind::any) return;
    for (const auto& one : part.parts) check_alternatives(rule, one, whole, of);
    if (part.kind != Condition::Kind::any || part.parts.size() < 2) return;
    for (std::size_t i = 0; i < part.parts.size(); ++i) {
      const auto& one = part.parts[i];
      if (!can_hold(whole, of, context_, &one)) {
        if (!has_scale_fault(one))
          findings_.add(one.place, "never", rule,
                        "this alternative contradicts itself or the other conditions, so it never holds");
        continue;
      }
      for (std::size_t j = 0; j < part.parts.size(); ++j) {
        const auto& other = part.parts[j];
        // Of two that say the same the later one.
        if (i == j || !covered({other}, one, context_) || (i < j && covered({one}, other, context_)))
          continue;
        findings_.add(one.place, "shadowed", rule,
                      "this alternative makes no difference: the one in line " +
                          std::to_string(other.place.line) + " holds wherever it does");
        break;
      }
    }
  }
  static bool has_scale_fault(const Condition& condition) {
    return (condition.kind == Condition::Kind::fact && !beyond_scale(condition.fact).empty()) ||
           std::any_of(condition.parts.begin(), condition.parts.end(), has_scale_fault);
  }

  void check_rule(const std::string& rule, const Scoring& scoring, const std::vector<Subject>& of,
                  const Place& place) {
    words_.check_group(scoring.ignore, rule, place);
    words_.check_group(scoring.exclude, rule, place);
    const bool on_scale = check_scales(rule, scoring.when);
    if (!can_hold(scoring.when, of, context_)) {
      if (on_scale)
        findings_.add(scoring.when.place, "never", rule,
                      "these conditions contradict each other, so the rule never holds");
      return;
    }
    check_alternatives(rule, scoring.when, scoring.when, of);
    if (scoring.signals.empty()) return;
    const auto only_organisations =
        std::all_of(of.begin(), of.end(), [](Subject subject) { return subject == Subject::organisation; });
    int reachable = 0;
    std::map<std::string, const Signal*> said;  // what a signal looks for and where
    for (const auto& signal : scoring.signals) {
      const auto name = rule + "/" + signal.id;
      if (check_signal(name, scoring, signal, of, only_organisations)) reachable += most_points(signal);
      const auto [first, fresh] = said.emplace(text_of(signal, Spelling::folded), &signal);
      if (!fresh)
        findings_.add(
            signal.place, "duplicate", name,
            "says the same as the signal '" + first->second->id + "': its points count twice" +
                same_but(text_of(signal, Spelling::written) == text_of(*first->second, Spelling::written)));
    }
    if (reachable < scoring.threshold)
      findings_.add(scoring.threshold_place, "never", rule,
                    "all signals together reach " + std::to_string(reachable) +
                        " points, and the threshold is " + std::to_string(scoring.threshold));
  }

  // Whether it can ever speak.
  bool check_signal(const std::string& name, const Scoring& scoring, const Signal& signal,
                    const std::vector<Subject>& of, bool only_organisations) {
    words_.check_group(signal.any, name, signal.place);
    for (const auto& group : signal.all) words_.check_group(group, name, signal.place);
    words_.check_group(signal.none, name, signal.place);
    words_.check_group(signal.near, name, signal.place);
    const bool on_scale = check_scales(name, signal.when);
    Condition both;
    both.parts = {scoring.when, signal.when};
    if (!signal.when.always() && !can_hold(both, of, context_)) {
      if (on_scale)
        findings_.add(signal.when.place, "never", name,
                      can_hold(signal.when, of, context_)
                          ? "these conditions contradict those of the rule, so the signal never counts"
                          : "these conditions contradict each other, so the signal never counts");
      return false;
    }
    check_alternatives(name, both.parts.back(), both, of);
    bool looks = false;
    for (const auto& where : signal.where)
      looks = looks || (where.points != 0 && (!only_organisations || where.field == Field::buyer));
    if (!looks) {
      findings_.add(signal.place, "never", name,
                    only_organisations ? "organisations have no words but their name, the field 'buyer'"
                                       : "all its fields have 0 points");
      return false;
    }
    // What argues against counts in ignored words too, but for what has to stand near it.
    const bool ignored = most_points(signal) > 0;
    bool speaks = words_.can_count(name, scoring, signal, signal.any, ignored);
    for (const auto& group : signal.all)
      speaks = words_.can_count(name, scoring, signal, group, ignored) && speaks;
    return words_.can_count(name, scoring, signal, signal.near, true) && speaks;
  }

  const RuleBook& book_;
  const LintContext& context_;
  LintFindings findings_;
  WordLint words_;
};

}  // namespace

std::vector<LintFinding> lint(const RuleBook& book, const LintContext& context) {
  return Linter(book, context).run();
}

}  // namespace tenderlead::rules
