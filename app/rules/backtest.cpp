#include "app/rules/backtest.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "app/pipeline/subject_tags.h"
#include "app/pipeline/surroundings.h"
#include "app/pipeline/work_line.h"
#include "rules/probes.h"
#include "rules/tagger.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

struct Given {
  int points = 0;
  std::vector<std::string> matched;
};
using Verdict = std::map<std::string, Given>;  // by rule

Given given(const std::vector<Reason>& reasons) {
  Given one;
  for (const auto& reason : reasons) {
    one.points += reason.points;
    if (!reason.matched.empty() && reason.points >= 0) one.matched.push_back(reason.matched);
  }
  return one;
}

Verdict verdict(const rules::Tagging& tagging) {
  Verdict all;
  for (const auto& tag : tagging.tags) all.emplace("tags/" + tag.id, given(tag.reasons));
  for (const auto& product : tagging.products) {
    auto one = given(product.reasons);
    one.points = product.points;
    all.emplace("products/" + product.id, std::move(one));
  }
  return all;
}

// What a notice stands among, as each of the two books sees it: they may give its project and buyer other tags.
struct Case {
  store::HistoryRow row;
  Surroundings before, after;
};
struct Judged {
  store::HistoryRow row;  // without its words
  std::string title;
  Verdict before, after;
  bool readable = false;
};

Judged judge(Case one, const rules::Tagger& before, const rules::Tagger& after, Date as_of) {
  Judged judged;
  if (const auto value = wire::parse_text(one.row.json))
    if (const auto notice = wire::notice_from_json(*value)) {
      const auto input = rules::tag_input(*notice);
      judged.before = verdict(before.tag(input, one.before.circumstances(&*notice, as_of)));
      judged.after = verdict(after.tag(input, one.after.circumstances(&*notice, as_of)));
      judged.title = notice->title;
      judged.readable = true;
    }
  one.row.json.clear();
  judged.row = std::move(one.row);
  return judged;
}

// Rows as one bit each.
class RowSet {
 public:
  void add(std::int64_t row) {
    const auto at = static_cast<std::size_t>(row);
    if (at >= bits_.size()) bits_.resize(at + at / 2 + 1024);
    bits_[at] = true;
  }
  bool contains(std::int64_t row) const {
    const auto at = static_cast<std::size_t>(row);
    return at < bits_.size() && bits_[at];
  }

 private:
  std::vector<bool> bits_;
};

// Spreads rows so that the lowest values are a fair sample (SplitMix64's last step).
std::uint64_t spread(std::int64_t row) {
  auto x = static_cast<std::uint64_t>(row) + 0x9E3779B97F4A7C15u;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

void take_sample(std::vector<std::int64_t>& rows, std::size_t most) {
  if (most == 0 || rows.size() <= most) return;
  std::nth_element(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(most), rows.end(),
                   [](std::int64_t a, std::int64_t b) { return spread(a) < spread(b); });
  rows.resize(most);
  std::sort(rows.begin(), rows.end());
}

// The notices since the day that a change can touch, ascending; `total` is how many there are since then.
std::vector<std::int64_t> candidates(store::Queries& queries, const rules::Probes& probes,
                                     const std::string& since, std::int64_t& total) {
  auto rows = queries.notice_rows_since(since);
  total = static_cast<std::int64_t>(rows.size());
  std::sort(rows.begin(), rows.end());
  if (probes.all) return rows;
  RowSet touched;
  for (const auto& strings : probes.strings) {
    std::vector<store::HeldString> held;
    for (const auto& string : strings) held.push_back({string.text, string.whole});
    if (!queries.notice_rows_with(held, [&touched](std::int64_t row) { touched.add(row); })) return rows;
  }
  std::erase_if(rows, [&](std::int64_t row) { return !touched.contains(row); });
  return rows;
}

void keep(std::vector<BacktestExample>& examples, BacktestExample example, std::size_t most) {
  const auto newer = [](const BacktestExample& a, const BacktestExample& b) {
    return std::tie(b.published_at, a.notice_id) < std::tie(a.published_at, b.notice_id);
  };
  examples.insert(std::upper_bound(examples.begin(), examples.end(), example, newer), std::move(example));
  if (examples.size() > most) examples.pop_back();
}

class Effects {
 public:
  explicit Effects(std::size_t examples) : most_(examples) {}

  void count(const Judged& judged) {
    for (const auto& [rule, old] : judged.before) {
      const auto fresh = judged.after.find(rule);
      auto& effect = of(rule);
      if (fresh == judged.after.end()) {
        ++effect.lost;
        keep(effect.lost_examples, example(judged, old.points, 0, old.matched), most_);
      } else if (fresh->second.points != old.points) {
        ++effect.rescored;
        keep(effect.rescored_examples,
             example(judged, old.points, fresh->second.points, fresh->second.matched), most_);
      } else {
        ++effect.same;
      }
    }
    for (const auto& [rule, fresh] : judged.after) {
      if (judged.before.contains(rule)) continue;
      auto& effect = of(rule);
      ++effect.added;
      keep(effect.added_examples, example(judged, 0, fresh.points, fresh.matched), most_);
    }
  }

  // A lead that somebody judged speaks for the tags of its notices, and for its own product; once for each.
  void count_review(const store::JudgedRow& lead, const std::set<std::string>& given,
                    Precision RuleEffect::*which) {
    for (const auto& rule : given) {
      if (rule.starts_with("products/") && rule.substr(9) != lead.product) continue;
      auto& precision = of(rule).*which;
      ++precision.judged;
      precision.accepted += lead.accepted ? 1 : 0;
    }
  }

  std::vector<RuleEffect> take() {
    std::vector<RuleEffect> all;
    for (auto& [rule, effect] : effects_) {
      const bool moved = effect.added + effect.lost + effect.rescored > 0;
      const bool judged_otherwise = effect.before.judged != effect.after.judged;
      if (moved || judged_otherwise) all.push_back(std::move(effect));
    }
    return all;
  }

 private:
  RuleEffect& of(const std::string& rule) {
    auto& effect = effects_[rule];
    effect.rule = rule;
    return effect;
  }
  static BacktestExample example(const Judged& judged, int before, int after,
                                 const std::vector<std::string>& matched) {
    return {judged.row.id, judged.title, judged.row.url, judged.row.published_at, matched, before, after};
  }

  std::size_t most_;
  std::map<std::string, RuleEffect> effects_;
};

// What the rules of either book give to the notices of leads that people judged.
class Reviews {
 public:
  explicit Reviews(std::vector<store::JudgedRow> leads) : leads_(std::move(leads)), given_(leads_.size()) {
    for (std::size_t i = 0; i < leads_.size(); ++i)
      for (const auto& [row, id] : leads_[i].notices) leads_of_[row].push_back(i);
  }
  // The rows of their notices, ascending.
  std::vector<std::int64_t> rows() const {
    std::vector<std::int64_t> rows;
    for (const auto& [row, leads] : leads_of_) rows.push_back(row);
    return rows;
  }
  void note(const Judged& judged) {
    const auto found = leads_of_.find(judged.row.row);
    if (found == leads_of_.end()) return;
    for (const auto lead : found->second) {
      for (const auto& [rule, one] : judged.before) given_[lead].before.insert(rule);
      for (const auto& [rule, one] : judged.after) given_[lead].after.insert(rule);
    }
  }
  void count(Effects& effects) const {
    for (std::size_t i = 0; i < leads_.size(); ++i) {
      effects.count_review(leads_[i], given_[i].before, &RuleEffect::before);
      effects.count_review(leads_[i], given_[i].after, &RuleEffect::after);
    }
  }

 private:
  struct Given {
    std::set<std::string> before, after;
  };
  std::vector<store::JudgedRow> leads_;
  std::vector<Given> given_;  // by lead
  std::map<std::int64_t, std::vector<std::size_t>> leads_of_;
};

// What rules of a book ask for besides the notice, as that book gives it.
class Around {
 public:
  Around(store::Queries& queries, const rules::Tagger& tagger, Date as_of)
      : queries_(queries),
        tagger_(tagger),
        needs_(tagger.needs()),
        hospitals_(hospitals_for(queries, tagger.needs())),
        as_of_(as_of) {
    needs_.project_tags = needs_.organisation_tags =
        false;  // those in the store are of the rules in force then
  }

  Surroundings of(const store::HistoryRow& row) {
    if (!tagger_.needs().beyond_notice()) return {};
    auto known = surroundings_of(queries_, needs_, hospitals_, row.buyer_id, row.project_id);
    if (tagger_.needs().organisation_tags && !row.buyer_id.empty())
      known.organisation_tags = once(organisations_, row.buyer_id, organisation_tags);
    if (tagger_.needs().project_tags && !row.project_id.empty())
      known.project_tags = once(projects_, row.project_id, project_tags);
    return known;
  }

 private:
  using Tags = std::map<std::string, std::vector<std::string>>;
  template <typename Find>
  const std::vector<std::string>& once(Tags& tags, const std::string& id, Find find) {
    const auto [known, fresh] = tags.try_emplace(id);
    if (fresh) known->second = find(queries_, tagger_, hospitals_, id, as_of_);
    return known->second;
  }

  store::Queries& queries_;
  const rules::Tagger& tagger_;
  rules::Needs needs_;
  KnownHospitals hospitals_;
  Date as_of_;
  Tags organisations_, projects_;
};

}  // namespace

// Of a sample without replacement: twice the deviation of a hypergeometric count, in whole notices.
std::int64_t Backtest::margin(std::int64_t count) const {
  if (whole() || judged == 0) return 0;
  const double share = (static_cast<double>(count) + 1) / (static_cast<double>(judged) + 2);
  const double left = 1 - static_cast<double>(judged) / static_cast<double>(candidates);
  const double deviation = std::sqrt(share * (1 - share) * left / static_cast<double>(judged));
  return static_cast<std::int64_t>(std::ceil(1.96 * deviation * static_cast<double>(candidates)));
}

Result<Backtest> backtest(store::Store& store, const rules::RuleBook& before, rules::RuleBook after,
                          const BacktestOptions& options) {
  const auto begun = std::chrono::steady_clock::now();
  for (auto& tag : after.tags)
    if (tag.state == rules::RuleState::draft) tag.state = rules::RuleState::active;
  for (auto& product : after.products)
    if (product.state == rules::RuleState::draft) product.state = rules::RuleState::active;
  const auto old_tagger = rules::Tagger::compile(before);
  if (!old_tagger) return old_tagger.error();
  const auto new_tagger = rules::Tagger::compile(after);
  if (!new_tagger) return new_tagger.error();
  const auto probes = rules::probes_between(before, after);
  Backtest result;
  result.changed = probes.rules;
  Effects effects(options.examples);
  auto read = store.read([&](store::Queries& queries) {
    Reviews reviews(queries.judged_leads());
    auto rows = candidates(queries, probes, options.since, result.notices);
    result.candidates = static_cast<std::int64_t>(rows.size());
    take_sample(rows, options.most);
    result.judged = static_cast<std::int64_t>(rows.size());
    // What people judged counts whether the change touches it or not.
    std::vector<std::int64_t> only_reviewed;
    if (!probes.rules.empty())
      for (const auto row : reviews.rows())
        if (!std::binary_search(rows.begin(), rows.end(), row)) only_reviewed.push_back(row);

    Around around_old(queries, *old_tagger, options.as_of), around_new(queries, *new_tagger, options.as_of);
    WorkLine<Case, Judged> line(
        {.threads = options.threads},
        [&](Case one) { return judge(std::move(one), *old_tagger, *new_tagger, options.as_of); },
        [&](std::vector<Judged> batch) {
          for (const auto& judged : batch) {
            if (!judged.readable) continue;
            if (!std::binary_search(only_reviewed.begin(), only_reviewed.end(), judged.row.row))
              effects.count(judged);
            reviews.note(judged);
          }
        });
    for (const auto* list : {&rows, &only_reviewed})
      for (const auto row : *list) {
        auto history = queries.history_row(row);
        if (!history) continue;
        Case one{std::move(*history), {}, {}};
        one.before = around_old.of(one.row);
        one.after = around_new.of(one.row);
        line.push_when_room(std::move(one));
      }
    line.drain();
    reviews.count(effects);
    return true;
  });
  if (!read) return read.error();
  result.effects = effects.take();
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  return result;
}

}  // namespace tenderlead::app
