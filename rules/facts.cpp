#include "rules/facts.h"

#include <algorithm>
#include <utility>

#include "rules/sentence.h"

namespace tenderlead::rules {
namespace {

constexpr std::int64_t kFenAYuan = 100;
constexpr std::int64_t kYuanAWan = 10'000;

std::optional<long long> yuan(const std::optional<Money>& money) {
  if (!money || money->currency != "CNY" || money->amount_minor <= 0) return std::nullopt;
  return money->amount_minor / kFenAYuan;
}

template <typename Items, typename Amount>
std::optional<long long> sum_yuan(const Items& items, Amount amount) {
  std::int64_t fen = 0;
  for (const auto& item : items) {
    const std::optional<Money>& money = amount(item);
    if (money && money->currency == "CNY" && money->amount_minor > 0 &&
        __builtin_add_overflow(fen, money->amount_minor, &fen))
      return std::nullopt;
  }
  if (fen == 0) return std::nullopt;
  return fen / kFenAYuan;
}

void add_notice(FactTable& facts, const Notice& notice, Date as_of) {
  const auto today = days_from_date(as_of);
  if (notice.bid_deadline)
    facts.set(Fact::days_to_deadline, days_from_date(notice.bid_deadline->date) - today);
  if (notice.published_at)
    facts.set(Fact::days_since_published, today - days_from_date(notice.published_at->date));
  if (const auto expected = expected_from(notice))
    facts.set(Fact::days_to_expected, days_from_date(*expected) - today);
  if (const auto budget = notice_budget_wan(notice)) facts.set(Fact::budget_wan, *budget);
  if (notice.kind) facts.set(Fact::notice_kind, to_string(*notice.kind));
  if (notice.method) facts.set(Fact::method, to_string(*notice.method));
  if (!notice.region.province.empty()) facts.set(Fact::province, notice.region.province);
  facts.say("title", notice.title);
  facts.say("organisation", notice.buyer.name);
  if (notice.bid_deadline) facts.say("deadline", to_string(notice.bid_deadline->date));
}

void add_profile(FactTable& facts, const HospitalProfile& profile) {
  if (profile.level && profile.level->tier > 0) facts.set(Fact::tier, profile.level->tier);
  if (profile.beds_open || profile.beds_authorised)
    facts.set(Fact::beds,
              static_cast<long long>(profile.beds_open ? *profile.beds_open : *profile.beds_authorised));
  if (profile.outpatient_visits)
    facts.set(Fact::outpatient_visits, static_cast<long long>(*profile.outpatient_visits));
  if (profile.ratings.emr) facts.set(Fact::emr_level, *profile.ratings.emr);
  if (profile.category) facts.set(Fact::category, to_string(*profile.category));
  if (profile.ownership) facts.set(Fact::ownership, to_string(*profile.ownership));
  if (!profile.region.province.empty()) facts.set(Fact::province, profile.region.province);
}

}  // namespace

const long long* FactTable::number(Fact fact) const {
  const auto found = numbers_.find(fact);
  return found == numbers_.end() ? nullptr : &found->second;
}

bool FactTable::holds(const FactCondition& condition) const {
  if (!is_number(condition.fact)) {
    const auto found = words_.find(condition.fact);
    return found != words_.end() &&
           std::find(condition.is.begin(), condition.is.end(), found->second) != condition.is.end();
  }
  const auto* value = number(condition.fact);
  if (value == nullptr) return false;
  return (!condition.at_least || *value >= *condition.at_least) &&
         (!condition.at_most || *value <= *condition.at_most);
}

bool FactTable::holds(const std::vector<FactCondition>& conditions) const {
  return std::all_of(conditions.begin(), conditions.end(),
                     [this](const FactCondition& condition) { return holds(condition); });
}

std::string FactTable::fill(const std::string& sentence) const {
  auto values = spoken_;
  for (const auto& [fact, number] : numbers_) values.try_emplace(to_string(fact), std::to_string(number));
  for (const auto& [fact, word] : words_) values.try_emplace(to_string(fact), word);
  return fill_sentence(sentence, values);
}

std::optional<long long> notice_budget_wan(const Notice& notice) {
  const auto amount = notice_budget_yuan(notice);
  if (!amount) return std::nullopt;
  return *amount / kYuanAWan;
}

std::optional<long long> notice_budget_yuan(const Notice& notice) {
  if (const auto budget = yuan(notice.budget)) return budget;
  if (const auto ceiling = yuan(notice.ceiling)) return ceiling;
  const auto lots = sum_yuan(
      notice.lots, [](const Lot& lot) -> const auto& { return lot.budget; });
  if (lots) return lots;
  const auto planned = sum_yuan(
      notice.intentions, [](const Intention& intention) -> const auto& { return intention.budget; });
  if (planned) return planned;
  if (notice.kind == NoticeKind::award) {
    const auto won = sum_yuan(
        notice.awards, [](const Award& award) -> const auto& { return award.amount; });
    if (won) return won;
  }
  return yuan(notice.contract.amount);
}

std::optional<Date> expected_from(const Notice& notice) {
  std::optional<Date> earliest;
  for (const auto& intention : notice.intentions) {
    const auto first = date_from_iso(intention.expected_month + "-01");
    if (first && (!earliest || *first < *earliest)) earliest = first;
  }
  return earliest;
}

FactTable known_facts(const Notice* notice, const Organisation* organisation, const HospitalProfile* profile,
                      Date as_of) {
  FactTable facts;
  if (notice != nullptr) add_notice(facts, *notice, as_of);
  if (organisation != nullptr) {
    facts.set(Fact::organisation_kind, to_string(organisation->kind));
    if (!organisation->region.province.empty()) facts.set(Fact::province, organisation->region.province);
    if (!organisation->name.empty()) facts.say("organisation", organisation->name);
  }
  if (profile != nullptr) add_profile(facts, *profile);
  return facts;
}

}  // namespace tenderlead::rules
