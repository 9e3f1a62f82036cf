#include "linker/cluster.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <tuple>

namespace tenderlead::linker {
namespace {

constexpr std::size_t kMostNames = 6;
// How long a step may follow after the one before it, in days. 财办库〔2020〕50号 wants intentions 30 days ahead at least, and plans
// are made a year at a time; tenders take 20 days and more; contracts follow within 30 days of the award by law (政府采购法第四十六条)
// and are published within 2 working days, often later; acceptance follows the service.
constexpr int kPlanToTender = 330, kTenderToResult = 200, kResultToContract = 240, kToAcceptance = 1100;
constexpr int kTenderToAmendment = 120, kFailureToTender = 240, kToOther = 60;
// Portals publish one notice within days of each other.
constexpr int kCopyDays = 20;
constexpr int kLotDays = 10;
// Written dates lie: a contract is published before its award, a plan with its tender.
constexpr int kSlack = 12;
constexpr int kSameNotice = 6;  // bits of 64
constexpr double kSure = 0.9;

template <typename Set>
bool meet(const Set& a, const Set& b) {
  const auto& small = a.size() <= b.size() ? a : b;
  const auto& large = a.size() <= b.size() ? b : a;
  return std::any_of(small.begin(), small.end(), [&](const auto& each) { return large.contains(each); });
}

// Both say something, and nothing of it is the same.
template <typename Set>
bool differ(const Set& a, const Set& b) {
  return !a.empty() && !b.empty() && !meet(a, b);
}

bool near_words(const Cluster& a, const Cluster& b) {
  for (const auto left : a.fingerprints)
    for (const auto right : b.fingerprints)
      if (std::popcount(left ^ right) <= kSameNotice) return true;
  return false;
}

double likeness(const Cluster& a, const Cluster& b) {
  double best = 0;
  for (const auto* left : a.names)
    for (const auto* right : b.names) best = std::max(best, name_likeness(*left, *right));
  return best;
}

int gap(const Span& a, const Span& b) {
  if (a.empty() || b.empty()) return 0;
  if (a.last < b.first) return b.first - a.last;
  if (b.last < a.first) return a.first - b.last;
  return 0;
}

// Whether `later` may follow `earlier` by at most so many days.
bool follows(const Span& earlier, const Span& later, int most) {
  if (earlier.empty() || later.empty()) return true;
  return later.first >= earlier.first - kSlack && later.first - earlier.last <= most;
}

const Span& begun(const Cluster& cluster) {
  return cluster.at(Step::tender);
}

bool may_follow(const Cluster& a, const Cluster& b) {
  for (const auto* pair : {&a, &b}) {
    const Cluster& earlier = *pair;
    const Cluster& later = pair == &a ? b : a;
    const Span& tender = begun(earlier);
    const Span& result = earlier.at(Step::result);
    if (!follows(earlier.at(Step::planned), begun(later), kPlanToTender)) return false;
    if (!follows(earlier.at(Step::planned), later.at(Step::result), kPlanToTender + kTenderToResult))
      return false;
    if (!follows(earlier.at(Step::planned), later.at(Step::planned), kTenderToResult) &&
        !follows(later.at(Step::planned), earlier.at(Step::planned), kTenderToResult))
      return false;
    if (!follows(tender, later.at(Step::amendment), kTenderToAmendment)) return false;
    if (!follows(tender, later.at(Step::result), kTenderToResult)) return false;
    if (!follows(tender, later.at(Step::failure), kTenderToResult)) return false;
    if (!follows(tender, later.at(Step::contract), kTenderToResult + kResultToContract)) return false;
    if (!follows(result, later.at(Step::contract), kResultToContract)) return false;
    if (!follows(earlier.all, later.at(Step::acceptance), kToAcceptance)) return false;
    if (!later.at(Step::other).empty() && gap(earlier.all, later.at(Step::other)) > kToOther) return false;
    // What comes before a tender doesn't come after its result.
    if (!result.empty() && !later.at(Step::amendment).empty() &&
        later.at(Step::amendment).first > result.last + kSlack)
      return false;
    if (!earlier.at(Step::contract).empty() && !later.at(Step::result).empty() &&
        later.at(Step::result).first > earlier.at(Step::contract).last + kCopyDays)
      return false;
  }
  return true;
}

// Stages that a procurement has once an attempt, or once a lot.
bool doubled(const Cluster& a, const Cluster& b) {
  for (const auto step : {Step::tender, Step::result, Step::contract})
    if (!a.at(step).empty() && !b.at(step).empty()) return true;
  return false;
}

bool same_values(const Cluster& a, const Cluster& b) {
  return meet(a.deadlines, b.deadlines) || meet(a.budgets, b.budgets) || meet(a.awards, b.awards) ||
         meet(a.suppliers, b.suppliers);
}

// Different amounts of one thing. A budget may be changed a little between plan and tender.
bool amounts_far_apart(const SmallSet<std::int64_t>& a, const SmallSet<std::int64_t>& b) {
  if (!differ(a, b)) return false;
  const double left = static_cast<double>(*a.rbegin()), right = static_cast<double>(*b.rbegin());
  return std::min(left, right) < 0.5 * std::max(left, right);
}

// Whether `later` holds a second tender of what `earlier` is about: one of them failed in between, or says that it is the second.
bool retendered(const Cluster& earlier, const Cluster& later) {
  const Span& tender = later.at(Step::tender);
  if (tender.empty() || tender.first <= earlier.all.first) return false;
  Span failed = earlier.at(Step::failure);
  failed.add(later.at(Step::failure));
  const bool claims = later.attempt > earlier.attempt;
  const bool after_failure =
      !failed.empty() && failed.first >= earlier.all.first && tender.first >= failed.first - 2;
  if (!claims && !after_failure) return false;
  if (tender.first - earlier.all.last > kFailureToTender || !earlier.at(Step::contract).empty()) return false;
  return earlier.at(Step::result).empty() || earlier.lots.size() > 1 || claims;
}

bool years_fit(const Cluster& named, const Cluster& bare) {
  if (named.years.empty() || !bare.years.empty() || bare.all.empty()) return true;
  const auto year = [](int day) { return date_from_days(day).year; };
  // Next year's service is tendered this year.
  return *named.years.rbegin() >= year(bare.all.first) - 1 && *named.years.begin() <= year(bare.all.last) + 1;
}

}  // namespace

Step step_of(std::optional<NoticeKind> kind) {
  if (!kind) return Step::other;
  switch (*kind) {
    case NoticeKind::intention:
    case NoticeKind::market_research:
      return Step::planned;
    case NoticeKind::prequalification:
    case NoticeKind::tender:
    case NoticeKind::single_source:
      return Step::tender;
    case NoticeKind::amendment:
      return Step::amendment;
    case NoticeKind::shortlist:
    case NoticeKind::award:
      return Step::result;
    case NoticeKind::failure:
      return Step::failure;
    case NoticeKind::contract:
      return Step::contract;
    case NoticeKind::acceptance:
      return Step::acceptance;
    case NoticeKind::other:
      break;
  }
  return Step::other;
}

Entry entry_of(const LinkNotice& notice) {
  Entry entry;
  entry.notice = &notice;
  entry.numbers = numbers_in(notice.number);
  for (const auto& reference : notice.references)
    for (auto& parts : numbers_in(reference)) entry.references.push_back(std::move(parts));
  entry.name = name_parts(notice.name.empty() ? notice.title : notice.name, notice.buyer);
  const auto from_title = notice.name.empty() ? entry.name : name_marks(notice.title, notice.buyer);
  entry.buyer = folded(notice.buyer);
  entry.step = step_of(notice.kind);
  if (notice.published_at) entry.day = static_cast<int>(days_from_date(notice.published_at->date));
  entry.attempt = std::max(entry.name.attempt, from_title.attempt);
  entry.lot = entry.name.lot.empty() ? from_title.lot : entry.name.lot;
  // A title may say more than the name: 2026年度, 二期.
  if (entry.name.years.empty()) entry.name.years = from_title.years;
  if (entry.name.phases.empty()) entry.name.phases = from_title.phases;
  for (const auto& number : entry.numbers) {
    entry.attempt = std::max(entry.attempt, number.attempt);
    if (entry.lot.empty()) entry.lot = number.lot;
  }
  return entry;
}

void Span::add(int day) {
  first = std::min(first, day);
  last = std::max(last, day);
}

void Span::add(const Span& other) {
  first = std::min(first, other.first);
  last = std::max(last, other.last);
}

bool Cluster::only(std::initializer_list<Step> allowed) const {
  for (std::size_t i = 0; i < kStepCount; ++i)
    if (!steps[i].empty() && std::find(allowed.begin(), allowed.end(), static_cast<Step>(i)) == allowed.end())
      return false;
  return true;
}

Cluster cluster_of(std::size_t index, const Entry& entry) {
  const LinkNotice& notice = *entry.notice;
  Cluster cluster;
  cluster.entries = {index};
  for (const auto& number : entry.numbers)
    if (number.telling) {
      cluster.numbers.insert(number.key);
      if (!number.base.empty()) cluster.bases.insert(number.base);
    }
  for (const auto& number : entry.references)
    if (number.telling) cluster.mentioned.insert(number.key);
  cluster.names = {&entry.name};
  cluster.years.insert(entry.name.years.begin(), entry.name.years.end());
  cluster.phases.insert(entry.name.phases.begin(), entry.name.phases.end());
  if (!entry.lot.empty()) cluster.lots.insert(entry.lot);
  cluster.sources.insert(notice.source_id);
  cluster.buyer_id = notice.buyer_id;
  cluster.buyer = entry.buyer;
  cluster.dated = entry.day != kNoDay;
  if (cluster.dated) {
    cluster.steps[static_cast<std::size_t>(entry.step)].add(entry.day);
    cluster.all.add(entry.day);
  }
  if (notice.budget_minor && *notice.budget_minor > 0) cluster.budgets.insert(*notice.budget_minor);
  if (notice.awarded_minor && *notice.awarded_minor > 0) cluster.awards.insert(*notice.awarded_minor);
  if (notice.bid_deadline && notice.bid_deadline->second_of_day)
    cluster.deadlines.insert(to_string(*notice.bid_deadline));
  if (entry.step == Step::result || entry.step == Step::contract || entry.step == Step::acceptance)
    cluster.suppliers.insert(notice.suppliers.begin(), notice.suppliers.end());
  if (notice.fingerprint != 0) cluster.fingerprints.insert(notice.fingerprint);
  cluster.attempt = entry.attempt;
  return cluster;
}

void absorb(Cluster& into, Cluster&& from, const std::vector<Entry>& entries) {
  const auto middle = static_cast<std::ptrdiff_t>(into.entries.size());
  into.entries.insert(into.entries.end(), from.entries.begin(), from.entries.end());
  std::inplace_merge(into.entries.begin(), into.entries.begin() + middle, into.entries.end(),
                     [&](std::size_t a, std::size_t b) {
                       return std::tie(entries[a].day, a) < std::tie(entries[b].day, b);
                     });
  into.numbers.merge(from.numbers);
  into.bases.merge(from.bases);
  into.mentioned.merge(from.mentioned);
  for (const auto* name : from.names)
    if (into.names.size() < kMostNames &&
        std::none_of(into.names.begin(), into.names.end(),
                     [&](const NameParts* have) { return have->core == name->core; }))
      into.names.push_back(name);
  into.years.merge(from.years);
  into.phases.merge(from.phases);
  into.lots.merge(from.lots);
  into.sources.merge(from.sources);
  if (into.buyer_id.empty()) into.buyer_id = from.buyer_id;
  if (into.buyer.empty()) into.buyer = from.buyer;
  for (std::size_t i = 0; i < kStepCount; ++i) into.steps[i].add(from.steps[i]);
  into.all.add(from.all);
  into.budgets.merge(from.budgets);
  into.awards.merge(from.awards);
  into.deadlines.merge(from.deadlines);
  into.suppliers.merge(from.suppliers);
  into.fingerprints.merge(from.fingerprints);
  into.apart.merge(from.apart);
  into.attempt = std::max(into.attempt, from.attempt);
  into.dated = into.dated && from.dated;
}

Buyers compare_buyers(const std::string& a_id, const std::u32string& a, const std::string& b_id,
                      const std::u32string& b) {
  constexpr std::size_t kTelling = 6;
  if (!a_id.empty() && a_id == b_id) return Buyers::same;
  if (a.empty() || b.empty()) return Buyers::unknown;
  if (a == b) return a_id.empty() || b_id.empty() ? Buyers::same : Buyers::different;
  if (std::min(a.size(), b.size()) >= kTelling && (a.find(b) != a.npos || b.find(a) != b.npos))
    return Buyers::same;
  return Buyers::different;
}

bool number_misleads(const Entry& a, const Entry& b) {
  constexpr double kNothing = 0.25;
  constexpr int kFarApart = 420;
  const auto buyers = compare_buyers(a.notice->buyer_id, a.buyer, b.notice->buyer_id, b.buyer);
  const double like = name_likeness(a.name, b.name);
  if (buyers == Buyers::different) {
    // One buyer written in two ways, or two hospitals of one joint purchase: then the names are the same.
    return like < kSure;
  }
  if (buyers == Buyers::unknown && like > 0 && like < kNothing) return true;
  const bool far = a.day != kNoDay && b.day != kNoDay && std::abs(a.day - b.day) > kFarApart;
  const bool ends = a.step == Step::acceptance || b.step == Step::acceptance || a.step == Step::contract ||
                    b.step == Step::contract;
  return far && !ends && (differ(a.name.years, b.name.years) || like < kNothing);
}

Verdict judge(const Cluster& a, const Cluster& b) {
  const Verdict no;
  for (const auto entry : a.entries)
    if (b.apart.contains(entry)) return no;
  for (const auto entry : b.entries)
    if (a.apart.contains(entry)) return no;
  const auto buyers = compare_buyers(a.buyer_id, a.buyer, b.buyer_id, b.buyer);
  if (buyers == Buyers::different) return no;
  if (a.phases != b.phases) return no;
  if (!a.years.empty() && !b.years.empty() && a.years != b.years) return no;
  if (!years_fit(a, b) || !years_fit(b, a)) return no;
  const double like = likeness(a, b);
  if (like < kLikely) return no;

  Verdict yes;
  yes.score = like;
  yes.because = like >= 1 ? "name" : "similar_name";
  const bool mentions = meet(a.mentioned, b.numbers) || meet(b.mentioned, a.numbers);
  const bool parts = meet(a.bases, b.numbers) || meet(b.bases, a.numbers) || meet(a.bases, b.bases);
  const bool other_number = differ(a.numbers, b.numbers) && !mentions;
  const bool values = same_values(a, b);
  if (mentions) yes.score += 0.3, yes.because = "reference";
  if (values) yes.score += 0.15;
  // Nearly the same name needs something more than the name.
  if (like < kSure && !values && !mentions && !parts) return no;
  if (buyers == Buyers::unknown && like < 1 && !values && !mentions) return no;
  if (!a.dated || !b.dated) {
    if (other_number || doubled(a, b)) return no;
    yes.score -= 0.2;
    return yes;
  }
  const bool a_first = std::tie(a.all.first, a.entries.front()) <= std::tie(b.all.first, b.entries.front());
  const Cluster& earlier = a_first ? a : b;
  const Cluster& later = a_first ? b : a;
  const int days = gap(a.all, b.all);
  yes.score -= std::min(days, 1000) / 10000.0;

  // The same words elsewhere: one notice on two portals.
  const bool lots_differ = differ(a.lots, b.lots);
  const bool near = near_words(a, b);
  if (doubled(a, b)) {
    // Another attempt after a failure.
    if (retendered(earlier, later) && !amounts_far_apart(a.budgets, b.budgets)) {
      yes.because = "retender";
      yes.again = true;
      return yes;
    }
    if (a.attempt != b.attempt && !meet(a.deadlines, b.deadlines)) return no;
    // Lots that are announced one by one.
    if (lots_differ && like >= kSure && days <= kLotDays && (!other_number || parts)) {
      yes.because = "lot";
      return yes;
    }
    if (lots_differ) return no;
    if (differ(a.deadlines, b.deadlines) && begun(a).first != begun(b).first) return no;
    for (const auto step : {Step::tender, Step::result, Step::contract})
      if (!a.at(step).empty() && !b.at(step).empty() &&
          std::abs(a.at(step).first - b.at(step).first) > kCopyDays)
        return no;
    if (differ(a.budgets, b.budgets) || differ(a.suppliers, b.suppliers) || differ(a.awards, b.awards))
      return no;
    const bool elsewhere = differ(a.sources, b.sources);
    const bool telling = meet(a.deadlines, b.deadlines) || meet(a.awards, b.awards) || near;
    if (other_number && !(elsewhere && telling && (values || near))) return no;
    if (!other_number && !(values || near || (elsewhere && like >= 1 && days <= 3))) return no;
    yes.because = "same_notice";
    yes.score += 0.1;
    return yes;
  }
  if (other_number && !parts) {
    // A plan has a number of its own, and so has a contract.
    const bool plan = earlier.only({Step::planned}) && !later.at(Step::tender).empty();
    const bool end =
        later.only({Step::contract, Step::acceptance}) && !earlier.at(Step::result).empty() && values;
    const bool result = later.only({Step::result}) && !earlier.at(Step::tender).empty() &&
                        (meet(a.budgets, b.budgets) || meet(a.deadlines, b.deadlines)) &&
                        differ(a.sources, b.sources);
    if (!plan && !end && !result) return no;
    if (plan && amounts_far_apart(a.budgets, b.budgets)) return no;
  }
  if (differ(a.suppliers, b.suppliers) && !lots_differ) return no;
  if (earlier.only({Step::planned, Step::failure}) && retendered(earlier, later)) {
    yes.because = "retender";
    yes.again = true;
    return yes;
  }
  if (later.attempt > earlier.attempt && later.at(Step::tender).empty() &&
      !earlier.at(Step::tender).empty() && !mentions) {
    // The result of a second attempt doesn't follow the first one's tender where the second's isn't known... unless it failed.
    if (earlier.at(Step::failure).empty() && days > kFailureToTender) return no;
  }
  if (amounts_far_apart(a.budgets, b.budgets)) return no;
  if (!may_follow(a, b)) return no;
  return yes;
}

}  // namespace tenderlead::linker
