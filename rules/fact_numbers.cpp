// The numbers and dates that facts have.
#include <algorithm>

#include "rules/condition.h"
#include "rules/facts.h"

namespace tenderlead::rules {
namespace {

constexpr std::int64_t kFenAYuan = 100;
constexpr std::int64_t kYuanAWan = 10'000;

template <typename Number>
std::optional<long long> widened(const std::optional<Number>& number) {
  if (!number) return std::nullopt;
  return static_cast<long long>(*number);
}

std::optional<long long> day_of(const std::optional<StatedTime>& time) {
  if (!time) return std::nullopt;
  return days_from_date(time->date);
}

const std::optional<StatedTime>* published_at(const Circumstances& at) {
  if (at.notice != nullptr) return &at.notice->published_at;
  if (at.project != nullptr)
    return at.project->updated_at ? &at.project->updated_at : &at.project->published_at;
  return nullptr;
}

// Days since 1970.
std::optional<long long> date_of(Fact fact, const Circumstances& at) {
  switch (fact) {
    case Fact::published:
    case Fact::days_since_published: {
      const auto* time = published_at(at);
      return time == nullptr ? std::nullopt : day_of(*time);
    }
    case Fact::deadline:
    case Fact::days_to_deadline:
      // A project's deadline is the one that later notices moved it to.
      if (at.project != nullptr && at.project->bid_deadline) return day_of(at.project->bid_deadline);
      return at.notice == nullptr ? std::nullopt : day_of(at.notice->bid_deadline);
    default: {
      const auto first = at.notice == nullptr ? std::nullopt : expected_from(*at.notice);
      if (!first) return std::nullopt;
      return days_from_date(*first);
    }
  }
}

std::optional<long long> days_of(Fact fact, const Circumstances& at) {
  const auto day = date_of(fact, at);
  if (!day || !at.as_of) return std::nullopt;
  const auto today = days_from_date(*at.as_of);
  // What is dated tomorrow is new today.
  return fact == Fact::days_since_published ? std::max(0LL, today - *day) : *day - today;
}

std::optional<long long> yuan(const std::optional<Money>& money) {
  if (!money || money->currency != "CNY" || money->amount_minor <= 0) return std::nullopt;
  return money->amount_minor / kFenAYuan;
}

std::optional<long long> budget_yuan(const Circumstances& at) {
  if (at.notice != nullptr)
    if (const auto stated = notice_budget_yuan(*at.notice)) return stated;
  if (at.project == nullptr) return std::nullopt;
  const auto budget = yuan(at.project->budget);
  return budget ? budget : yuan(at.project->ceiling);
}

std::optional<long long> award_yuan(const Circumstances& at) {
  std::int64_t fen = 0;
  const auto add = [&fen](const std::optional<Money>& money) {
    if (money && money->currency == "CNY" && money->amount_minor > 0 &&
        __builtin_add_overflow(fen, money->amount_minor, &fen))
      fen = 0;
  };
  if (at.notice != nullptr) {
    for (const auto& award : at.notice->awards)
      if (award.rank.value_or(1) == 1) add(award.amount);
    if (fen == 0) add(at.notice->contract.amount);
  }
  if (fen == 0 && at.project != nullptr)
    for (const auto& winner : at.project->winners) add(winner.amount);
  if (fen <= 0) return std::nullopt;
  return fen / kFenAYuan;
}

std::optional<long long> in_wan(std::optional<long long> amount) {
  if (!amount) return std::nullopt;
  return *amount / kYuanAWan;
}

std::optional<long long> number_of_profile(Fact fact, const HospitalProfile& profile) {
  switch (fact) {
    case Fact::tier:
      return profile.level && profile.level->tier > 0 ? std::optional<long long>(profile.level->tier)
                                                      : std::nullopt;
    case Fact::beds:
      return widened(profile.beds_open ? profile.beds_open : profile.beds_authorised);
    case Fact::outpatient_visits:
      return widened(profile.outpatient_visits);
    case Fact::emr_level:
      return widened(profile.ratings.emr);
    case Fact::smart_service:
      return widened(profile.ratings.smart_service);
    case Fact::smart_management:
      return widened(profile.ratings.smart_management);
    case Fact::discharges:
      return widened(profile.discharges);
    case Fact::surgeries:
      return widened(profile.surgeries);
    case Fact::staff:
      return widened(profile.staff);
    case Fact::founded:
      return widened(profile.founded);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<long long> number_of(Fact fact, const Circumstances& at) {
  for (const auto& [other, number] : at.numbers)
    if (other == fact) return number;
  switch (fact) {
    case Fact::days_to_deadline:
    case Fact::days_since_published:
    case Fact::days_to_expected:
      return days_of(fact, at);
    case Fact::published:
    case Fact::deadline:
    case Fact::expected:
      return date_of(fact, at);
    case Fact::budget_yuan:
      return budget_yuan(at);
    case Fact::budget_wan:
      return in_wan(budget_yuan(at));
    case Fact::award_yuan:
      return award_yuan(at);
    case Fact::award_wan:
      return in_wan(award_yuan(at));
    case Fact::attempt:
      return at.project == nullptr ? std::nullopt : std::optional<long long>(at.project->attempt);
    default:
      return at.profile == nullptr ? std::nullopt : number_of_profile(fact, *at.profile);
  }
}

}  // namespace tenderlead::rules
