#include "rules/scorer.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace tenderlead::rules {
namespace {

constexpr int kWhole = 100;

struct Answer {
  const Criterion* criterion = nullptr;
  const CriterionCase* found = nullptr;  // null: no case holds, or it isn't known
  bool known = false;

  int percent() const { return found != nullptr ? found->percent : 0; }
};

Answer answer_to(const Criterion& criterion, const FactTable& facts) {
  Answer answer{&criterion, nullptr, true};
  for (const auto& one : criterion.cases) {
    if (facts.holds(one.when)) {
      answer.found = &one;
      answer.known = true;
      return answer;
    }
    for (const auto& condition : one.when) answer.known = answer.known && facts.knows(condition.fact);
  }
  return answer;
}

// What proves the answer: of the facts in question, the first that stands somewhere.
const Proof* proof_of(const Answer& answer, const FactTable& facts) {
  const auto find = [&facts](const CriterionCase& one) -> const Proof* {
    for (const auto& condition : one.when)
      if (const auto* proof = facts.proof(condition.fact)) return proof;
    return nullptr;
  };
  if (answer.found != nullptr) return find(*answer.found);
  for (const auto& one : answer.criterion->cases)
    if (const auto* proof = find(one)) return proof;
  return nullptr;
}

Reason reason_for(const Answer& answer, const std::string& rule, int weight, const FactTable& facts) {
  Reason reason;
  reason.rule = "leads/" + rule + "/" + answer.criterion->id;
  reason.part = answer.criterion->part;
  reason.weight = weight;
  reason.points = (weight * answer.percent() + kWhole / 2) / kWhole;
  const auto& say = answer.found != nullptr ? answer.found->say : answer.criterion->otherwise;
  reason.text = facts.fill(say.zh);
  reason.text_en = facts.fill_english(say.en);
  if (const auto* proof = proof_of(answer, facts)) {
    reason.field = proof->field;
    reason.matched = proof->words;
    reason.start = proof->start;
    reason.end = proof->end;
    reason.notice_id = proof->notice_id;
    reason.origin = proof->origin;
  }
  return reason;
}

}  // namespace

std::vector<int> divided(int total, const std::vector<int>& shares) {
  const auto sum = std::accumulate(shares.begin(), shares.end(), 0LL);
  std::vector<int> parts(shares.size(), 0);
  if (sum <= 0) return parts;
  std::vector<std::size_t> order(shares.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  int left = total;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    parts[i] = static_cast<int>(total * static_cast<long long>(shares[i]) / sum);
    left -= parts[i];
  }
  const auto remainder = [&](std::size_t i) { return total * static_cast<long long>(shares[i]) % sum; };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return remainder(a) > remainder(b); });
  for (std::size_t i = 0; left > 0 && i < order.size(); ++i, --left) ++parts[order[i]];
  return parts;
}

std::string grade_of(const ScoreRules& rules, int score) {
  for (const auto& grade : rules.grades)
    if (score >= grade.at_least) return grade.id;
  return {};
}

Score score_of(const ScoreRules& rules, const std::string& rule, const std::vector<Criterion>& criteria,
               const FactTable& facts) {
  Score result;
  std::vector<Answer> answers;
  for (const auto& criterion : criteria) answers.push_back(answer_to(criterion, facts));
  int sum = 0, counted = 0;
  double low = 0, unsure = 0, known = 0, squares = 0;
  std::string left_out, left_out_en;
  for (const auto part : kAllScoreParts) {
    const int weight = rules.weights[static_cast<std::size_t>(part)];
    std::vector<const Answer*> sure;
    std::vector<int> shares;
    long long all = 0;
    for (const auto& answer : answers) {
      if (answer.criterion->part != part) continue;
      all += answer.criterion->weight;
      if (!answer.known) continue;
      sure.push_back(&answer);
      shares.push_back(answer.criterion->weight);
    }
    // The weight in 100 that a criterion would have if all were known.
    const auto full = [&](const Answer& answer) {
      return all == 0 ? 0.0
                      : static_cast<double>(weight) * answer.criterion->weight / static_cast<double>(all);
    };
    PartScore shown{part, weight, std::nullopt, 0};
    double part_known = 0;
    const auto weights = divided(weight, shares);
    for (std::size_t i = 0; i < sure.size(); ++i) {
      auto reason = reason_for(*sure[i], rule, weights[i], facts);
      shown.points = shown.points.value_or(0) + reason.points;
      low += full(*sure[i]) * sure[i]->percent() / kWhole;
      part_known += full(*sure[i]);
      if (!reason.text.empty() || reason.points != 0) result.reasons.push_back(std::move(reason));
    }
    for (const auto& answer : answers) {
      if (answer.criterion->part != part || answer.known) continue;
      const double open = full(answer);
      unsure += open;
      squares += open * open / 12;  // the variance of what is spread evenly over its weight
      result.unknown.push_back({"leads/" + rule + "/" + answer.criterion->id, part,
                                static_cast<int>(std::lround(open)), facts.fill(answer.criterion->unknown.zh),
                                facts.fill_english(answer.criterion->unknown.en)});
    }
    known += part_known;
    if (weight > 0) shown.known = static_cast<int>(std::lround(part_known * kWhole / weight));
    if (shown.points) {
      sum += *shown.points;
      counted += weight;
    } else if (weight > 0) {
      left_out += (left_out.empty() ? "" : "、") + std::string(chinese_name(part));
      left_out_en += (left_out_en.empty() ? "" : ", ") + std::string(to_string(part));
    }
    result.parts.push_back(std::move(shown));
  }
  result.score = counted == 0 ? 0 : (kWhole * sum + counted / 2) / counted;
  result.known = static_cast<int>(std::lround(known));
  result.uncertainty = static_cast<int>(std::ceil(std::sqrt(squares) - 1e-9));
  result.lowest = std::min(result.score, static_cast<int>(std::lround(low)));
  result.highest = std::max(result.score, static_cast<int>(std::lround(low + unsure)));
  std::stable_sort(result.reasons.begin(), result.reasons.end(),
                   [](const Reason& a, const Reason& b) { return a.points > b.points; });
  std::stable_sort(result.unknown.begin(), result.unknown.end(),
                   [](const UnknownFact& a, const UnknownFact& b) { return a.weight > b.weight; });
  if (!left_out.empty()) {
    auto words = facts;
    words.say_own("parts", left_out, left_out_en);
    Reason scaled;
    scaled.rule = "leads/" + rule + "/rescaled";
    scaled.points = result.score - sum;
    scaled.text = words.fill(rules.rescaled.zh);
    scaled.text_en = words.fill_english(rules.rescaled.en);
    result.reasons.push_back(std::move(scaled));
  }
  return result;
}

}  // namespace tenderlead::rules
