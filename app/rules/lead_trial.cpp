#include "app/rules/lead_trial.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "app/pipeline/accounts.h"
#include "app/pipeline/lead_layer.h"
#include "app/pipeline/opportunities.h"
#include "app/pipeline/work_line.h"

namespace tenderlead::app {
namespace {

// The list of one book: live leads, and which people's work is whose.
class Listed final : public LeadSink {
 public:
  struct One {
    LeadKind kind = LeadKind::open_tender;
    std::string organisation, product, notice_id;
    int score = 0;
  };

  void put(const Lead& lead) override {
    if (lead.state != LeadState::expired)
      leads_[lead.id] = {lead.kind, lead.organisation, lead.product, lead.notice_id, lead.score};
  }
  void set_owner(const std::string&, const Assignment&) override {}
  void set_work(const std::string& lead_id, const std::string& work_id) override { work_[lead_id] = work_id; }

  const std::map<std::string, One>& leads() const { return leads_; }
  const std::string& work_of(const std::string& lead_id) const {
    const auto found = work_.find(lead_id);
    return found == work_.end() ? lead_id : found->second;
  }

 private:
  std::map<std::string, One> leads_;  // by id
  std::map<std::string, std::string> work_;
};

// One book, and the layer that it makes.
struct Side {
  Side(rules::Matcher made, store::Queries& queries, const PeoplesWork& work, Date as_of)
      : matcher(std::move(made)),
        accounts(queries, matcher.book().team, work.owners),
        layer(listed, matcher, work, {}, as_of) {}

  rules::Matcher matcher;
  Accounts accounts;
  Listed listed;
  LeadLayer layer;
};

struct Both {
  std::vector<Lead> before, after;
};

// Those with a notice of the day or later, grouped as opportunity_notices() groups them; a sample of them where they are more
// than `most`. Returns how many there are.
std::int64_t choose(store::Queries& queries, const BacktestOptions& options,
                    std::vector<std::pair<std::string, std::string>>& found) {
  std::unordered_set<std::string> about, recent;
  for (const auto& [project, id] : found) about.insert(id);
  queries.each_notice_since(options.since, [&](const std::string& id) {
    if (about.contains(id)) recent.insert(id);
  });
  std::vector<std::pair<std::size_t, std::size_t>> kept;
  for (std::size_t i = 0; i < found.size();) {
    std::size_t end = i + 1;
    while (!found[i].first.empty() && end < found.size() && found[end].first == found[i].first) ++end;
    const auto is_recent = [&](const auto& one) { return recent.contains(one.second); };
    if (std::any_of(found.begin() + static_cast<std::ptrdiff_t>(i),
                    found.begin() + static_cast<std::ptrdiff_t>(end), is_recent))
      kept.emplace_back(i, end);
    i = end;
  }
  const auto total = static_cast<std::int64_t>(kept.size());
  // Ids are digests, so every n-th of them is a fair sample.
  const std::size_t step = options.most == 0 ? 1 : (kept.size() + options.most - 1) / options.most;
  std::vector<std::pair<std::string, std::string>> chosen;
  for (std::size_t k = 0; k < kept.size(); k += std::max<std::size_t>(step, 1))
    for (auto i = kept[k].first; i < kept[k].second; ++i) chosen.push_back(std::move(found[i]));
  found = std::move(chosen);
  return total;
}

class Comparison {
 public:
  explicit Comparison(std::size_t examples) : most_(examples) {}

  void count(const Listed& before, const Listed& after, bool gaps) {
    for (const auto& [id, old] : before.leads()) {
      if (old.kind == LeadKind::capability_gap && !gaps) continue;
      const auto found = after.leads().find(id);
      auto& effect = of(old.kind);
      if (found == after.leads().end()) {
        ++effect.lost;
        effect.lost_examples.push_back(example(id, old, old.score, 0));
      } else if (found->second.score != old.score) {
        ++effect.rescored;
        effect.rescored_examples.push_back(example(id, old, old.score, found->second.score));
      } else {
        ++effect.same;
      }
    }
    for (const auto& [id, fresh] : after.leads()) {
      if ((fresh.kind == LeadKind::capability_gap && !gaps) || before.leads().contains(id)) continue;
      auto& effect = of(fresh.kind);
      ++effect.added;
      effect.added_examples.push_back(example(id, fresh, 0, fresh.score));
    }
  }

  void count_reviews(const Listed& listed, const std::map<std::string, bool>& verdicts,
                     Precision LeadTrialEffect::*which) {
    for (const auto& [id, lead] : listed.leads()) {
      const auto found = verdicts.find(listed.work_of(id));
      if (found == verdicts.end()) continue;
      auto& precision = of(lead.kind).*which;
      ++precision.judged;
      precision.accepted += found->second ? 1 : 0;
    }
  }

  std::vector<LeadTrialEffect> take() {
    std::vector<LeadTrialEffect> all;
    for (auto& [kind, effect] : effects_) {
      const auto cut = [&](std::vector<LeadTrialExample>& examples, auto weight) {
        std::sort(examples.begin(), examples.end(),
                  [&](const LeadTrialExample& a, const LeadTrialExample& b) {
                    return std::tuple(-weight(a), a.lead_id) < std::tuple(-weight(b), b.lead_id);
                  });
        if (examples.size() > most_) examples.resize(most_);
      };
      cut(effect.added_examples, [](const LeadTrialExample& one) { return one.score_after; });
      cut(effect.lost_examples, [](const LeadTrialExample& one) { return one.score_before; });
      cut(effect.rescored_examples,
          [](const LeadTrialExample& one) { return std::abs(one.score_after - one.score_before); });
      const bool moved = effect.added + effect.lost + effect.rescored > 0;
      if (moved || effect.before.judged + effect.after.judged > 0) all.push_back(std::move(effect));
    }
    return all;
  }

 private:
  LeadTrialEffect& of(LeadKind kind) {
    auto& effect = effects_[kind];
    effect.kind = kind;
    return effect;
  }
  static LeadTrialExample example(const std::string& id, const Listed::One& lead, int before, int after) {
    return {id, lead.organisation, lead.product, lead.notice_id, before, after};
  }

  std::size_t most_;
  std::map<LeadKind, LeadTrialEffect> effects_;
};

}  // namespace

Result<LeadTrial> try_leads(store::Store& store, const rules::RuleBook& before, const rules::RuleBook& after,
                            const LeadTrialOptions& options) {
  const auto begun = std::chrono::steady_clock::now();
  auto old_matcher = rules::Matcher::compile(before);
  if (!old_matcher) return old_matcher.error();
  auto new_matcher = rules::Matcher::compile(after);
  if (!new_matcher) return new_matcher.error();

  LeadTrial trial;
  auto read = store.read([&](store::Queries& queries) {
    trial.stale = queries.fact("rules") != options.tag_fingerprint;
    const auto work = PeoplesWork::read(queries);
    const auto as_of = options.common.as_of;
    Side old(std::move(*old_matcher), queries, work, as_of),
        fresh(std::move(*new_matcher), queries, work, as_of);
    auto found = queries.opportunity_notices();
    trial.opportunities = choose(queries, options.common, found);
    WorkLine<OpportunityRows, Both> line(
        {.threads = options.common.threads},
        [&](const OpportunityRows& rows) {
          const auto one = read_opportunity(rows, old.matcher, as_of);
          return Both{leads_of(one, old.matcher, old.accounts, as_of),
                      leads_of(one, fresh.matcher, fresh.accounts, as_of)};
        },
        [&](std::vector<Both> batch) {
          for (auto& both : batch) {
            for (auto& lead : both.before) old.layer.take(std::move(lead));
            for (auto& lead : both.after) fresh.layer.take(std::move(lead));
          }
        });
    each_opportunity(queries, old.matcher.tagger().needs(), old.accounts.hospitals(), found, true,
                     [&](OpportunityRows rows) {
                       ++trial.judged;
                       line.push_when_room(std::move(rows));
                     });
    line.drain();
    old.layer.settle(old.accounts, queries);
    fresh.layer.settle(fresh.accounts, queries);

    Comparison comparison(options.common.examples);
    comparison.count(old.listed, fresh.listed, trial.whole());
    std::map<std::string, bool> verdicts;
    for (const auto& row : work.rows)
      if (!row.verdict.empty()) verdicts.emplace(row.lead_id, row.verdict == "accepted");
    comparison.count_reviews(old.listed, verdicts, &LeadTrialEffect::before);
    comparison.count_reviews(fresh.listed, verdicts, &LeadTrialEffect::after);
    trial.effects = comparison.take();
    return true;
  });
  if (!read) return read.error();
  trial.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  return trial;
}

}  // namespace tenderlead::app
