#include "rules/condition.h"

#include <algorithm>
#include <array>
#include <limits>

#include "model/names.h"
#include "rules/facts.h"

namespace tenderlead::rules {
namespace {

struct FactRow {
  Fact value;
  const char* name;
  const char* chinese;
  FactKind kind;
};
constexpr std::array kFacts{
    FactRow{Fact::days_to_deadline, "days_to_deadline", "距截止天数", FactKind::number},
    FactRow{Fact::days_since_published, "days_since_published", "发布天数", FactKind::number},
    FactRow{Fact::days_to_expected, "days_to_expected", "距预计采购天数", FactKind::number},
    FactRow{Fact::days_to_end, "days_to_end", "距到期天数", FactKind::number},
    FactRow{Fact::budget_wan, "budget_wan", "金额（万元）", FactKind::number},
    FactRow{Fact::tier, "tier", "医院等级", FactKind::number},
    FactRow{Fact::beds, "beds", "床位", FactKind::number},
    FactRow{Fact::outpatient_visits, "outpatient_visits", "门诊量", FactKind::number},
    FactRow{Fact::emr_level, "emr_level", "电子病历级别", FactKind::number},
    FactRow{Fact::rating_gap, "rating_gap", "评级差距", FactKind::number},
    FactRow{Fact::product_points, "product_points", "产品得分", FactKind::number},
    FactRow{Fact::ours, "ours", "自有产品", FactKind::word},
    FactRow{Fact::product, "product", "产品", FactKind::word},
    FactRow{Fact::notice_kind, "notice_kind", "公告类型", FactKind::word},
    FactRow{Fact::method, "method", "采购方式", FactKind::word},
    FactRow{Fact::organisation_kind, "organisation_kind", "机构类型", FactKind::word},
    FactRow{Fact::category, "category", "医院类别", FactKind::word},
    FactRow{Fact::ownership, "ownership", "所有制", FactKind::word},
    FactRow{Fact::province, "province", "省份", FactKind::word},
    FactRow{Fact::rating, "rating", "评级", FactKind::word},
    FactRow{Fact::budget_yuan, "budget_yuan", "金额（元）", FactKind::number},
    FactRow{Fact::award_wan, "award_wan", "成交额（万元）", FactKind::number},
    FactRow{Fact::award_yuan, "award_yuan", "成交额（元）", FactKind::number},
    FactRow{Fact::smart_service, "smart_service", "智慧服务级别", FactKind::number},
    FactRow{Fact::smart_management, "smart_management", "智慧管理级别", FactKind::number},
    FactRow{Fact::discharges, "discharges", "出院人次", FactKind::number},
    FactRow{Fact::surgeries, "surgeries", "手术量", FactKind::number},
    FactRow{Fact::staff, "staff", "职工人数", FactKind::number},
    FactRow{Fact::founded, "founded", "建院年份", FactKind::number},
    FactRow{Fact::attempt, "attempt", "第几次招标", FactKind::number},
    FactRow{Fact::days_since_news, "days_since_news", "最新动态天数", FactKind::number},
    FactRow{Fact::notices, "notices", "公告数", FactKind::number},
    FactRow{Fact::stage, "stage", "项目阶段", FactKind::word},
    FactRow{Fact::grade, "grade", "医院等次", FactKind::word},
    FactRow{Fact::interconnection, "interconnection", "互联互通等级", FactKind::word},
    FactRow{Fact::department, "department", "科室", FactKind::word},
    FactRow{Fact::supplier, "supplier", "供应商", FactKind::word},
    FactRow{Fact::contact_person, "contact_person", "联系人", FactKind::word},
    FactRow{Fact::contact_phone, "contact_phone", "联系电话", FactKind::word},
    FactRow{Fact::agency_phone, "agency_phone", "代理机构电话", FactKind::word},
    FactRow{Fact::account_phone, "account_phone", "单位总机", FactKind::word},
    FactRow{Fact::account_owner, "account_owner", "客户负责人", FactKind::word},
    FactRow{Fact::product_department, "product_department", "相关科室", FactKind::word},
    FactRow{Fact::in_place, "in_place", "在用系统", FactKind::word},
    FactRow{Fact::published, "published", "发布日期", FactKind::date},
    FactRow{Fact::deadline, "deadline", "截止日期", FactKind::date},
    FactRow{Fact::expected, "expected", "预计采购日期", FactKind::date},
    FactRow{Fact::region, "region", "地区", FactKind::region},
};
constexpr auto kFactValues = [] {
  std::array<Fact, kFacts.size()> values{};
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = kFacts[i].value;
  return values;
}();
static_assert(
    [] {
      for (std::size_t i = 0; i < kFacts.size(); ++i)
        if (static_cast<std::size_t>(kFacts[i].value) != i) return false;
      return true;
    }(),
    "the table is in the order of the facts");

const FactRow& row_of(Fact fact) {
  return kFacts[static_cast<std::size_t>(fact)];
}

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
  return fact == Fact::days_since_published ? today - *day : *day - today;
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

Truth truth(bool yes) {
  return yes ? Truth::yes : Truth::no;
}
Truth opposite(Truth answer) {
  return answer == Truth::yes ? Truth::no : answer == Truth::no ? Truth::yes : Truth::unknown;
}

bool contains(const std::vector<std::string>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

Truth is_one_of(const std::vector<std::string>& wanted, std::string_view value) {
  return value.empty() ? Truth::unknown : truth(contains(wanted, value));
}

bool has_part(const std::vector<std::string>& parts, std::string_view whole) {
  return std::any_of(parts.begin(), parts.end(),
                     [whole](const std::string& part) { return whole.find(part) != std::string_view::npos; });
}

// The stage that a notice of this kind shows by itself.
ProjectStage stage_of(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::intention:
    case NoticeKind::market_research:
      return ProjectStage::planned;
    case NoticeKind::prequalification:
    case NoticeKind::tender:
    case NoticeKind::single_source:
      return ProjectStage::tendering;
    case NoticeKind::shortlist:
      return ProjectStage::evaluated;
    case NoticeKind::award:
      return ProjectStage::awarded;
    case NoticeKind::contract:
      return ProjectStage::contracted;
    case NoticeKind::acceptance:
      return ProjectStage::accepted;
    case NoticeKind::failure:
      return ProjectStage::failed;
    default:
      return ProjectStage::unknown;
  }
}

std::string_view stage(const Circumstances& at) {
  auto now = ProjectStage::unknown;
  if (at.project != nullptr) now = at.project->stage;
  if (now == ProjectStage::unknown && at.notice != nullptr && at.notice->kind)
    now = stage_of(*at.notice->kind);
  return now == ProjectStage::unknown ? "" : to_string(now);
}

const Region* region_of(const Circumstances& at) {
  if (at.organisation != nullptr && !at.organisation->region.empty()) return &at.organisation->region;
  if (at.profile != nullptr && !at.profile->region.empty()) return &at.profile->region;
  if (at.notice != nullptr && !at.notice->region.empty()) return &at.notice->region;
  if (at.project != nullptr && !at.project->region.empty()) return &at.project->region;
  return nullptr;
}

Truth has_supplier(const std::vector<std::string>& wanted, const Circumstances& at) {
  bool known = false;
  const auto fits = [&](const std::string& name) {
    known = known || !name.empty();
    return has_part(wanted, name);
  };
  if (at.notice != nullptr) {
    for (const auto& award : at.notice->awards)
      if (fits(award.supplier)) return Truth::yes;
    if (fits(at.notice->contract.supplier)) return Truth::yes;
  }
  if (at.project != nullptr)
    for (const auto& winner : at.project->winners)
      if (fits(winner.supplier)) return Truth::yes;
  return known ? Truth::no : Truth::unknown;
}

// The single word that a fact has.
std::string_view word_of(Fact fact, const Circumstances& at) {
  const auto* profile = at.profile;
  switch (fact) {
    case Fact::notice_kind:
      return at.notice != nullptr && at.notice->kind ? to_string(*at.notice->kind) : "";
    case Fact::method:
      return at.notice != nullptr && at.notice->method ? to_string(*at.notice->method) : "";
    case Fact::organisation_kind:
      return at.organisation != nullptr ? to_string(at.organisation->kind) : "";
    case Fact::category:
      return profile != nullptr && profile->category ? to_string(*profile->category) : "";
    case Fact::ownership:
      return profile != nullptr && profile->ownership ? to_string(*profile->ownership) : "";
    case Fact::grade:
      return profile != nullptr && profile->level ? std::string_view(profile->level->grade) : "";
    case Fact::interconnection:
      return profile != nullptr ? std::string_view(profile->ratings.interconnection) : "";
    case Fact::province: {
      const auto* region = region_of(at);
      return region != nullptr ? std::string_view(region->province) : "";
    }
    case Fact::stage:
      return stage(at);
    default:
      return "";
  }
}

Truth judge_word(const FactCondition& condition, const Circumstances& at) {
  for (const auto& [fact, word] : at.words)
    if (fact == condition.fact) return is_one_of(condition.is, word);
  switch (condition.fact) {
    case Fact::product: {
      if (at.products == nullptr) return Truth::unknown;
      return truth(std::any_of(at.products->begin(), at.products->end(),
                               [&](const std::string& id) { return contains(condition.is, id); }));
    }
    case Fact::department:
      if (at.profile == nullptr || at.profile->departments.empty()) return Truth::unknown;
      return truth(std::any_of(at.profile->departments.begin(), at.profile->departments.end(),
                               [&](const std::string& name) { return has_part(condition.is, name); }));
    case Fact::supplier:
      return has_supplier(condition.is, at);
    default:
      return is_one_of(condition.is, word_of(condition.fact, at));
  }
}

Truth judge_region(const FactCondition& condition, const Circumstances& at) {
  const auto* place = region_of(at);
  if (place == nullptr) return Truth::unknown;
  auto best = Truth::no;
  for (const auto& region : condition.is) best = std::max(best, lies_in(*place, region));
  return best;
}

Truth within(std::optional<long long> value, std::optional<long long> low, std::optional<long long> high) {
  if (!value) return Truth::unknown;
  return truth((!low || *value >= *low) && (!high || *value <= *high));
}

std::optional<long long> days(const std::optional<Date>& date) {
  if (!date) return std::nullopt;
  return days_from_date(*date);
}

// Whether one product in place fits; a service's end that isn't known fits no time.
Truth fits(const InstalledProduct& product, const InstalledCondition& wanted, const Circumstances& at) {
  if (!wanted.products.empty() && !contains(wanted.products, product.product)) return Truth::no;
  auto answer = Truth::yes;
  if (!wanted.vendors.empty())
    answer = product.vendor.empty() ? Truth::unknown : truth(has_part(wanted.vendors, product.vendor));
  if (answer == Truth::no || !wanted.ends_within_days) return answer;
  if (!product.service_end || !at.as_of) return Truth::unknown;
  const auto left = days_from_date(*product.service_end) - days_from_date(*at.as_of);
  return left < 0 || left > *wanted.ends_within_days ? Truth::no : answer;
}

Truth judge_installed(const InstalledCondition& wanted, const Circumstances& at) {
  if (at.installed == nullptr) return Truth::unknown;
  auto best = Truth::no;
  for (const auto& product : at.installed->products) best = std::max(best, fits(product, wanted, at));
  return best;
}

Truth judge_tag(const std::vector<std::string>& wanted, const Circumstances& at) {
  if (at.tags == nullptr) return Truth::unknown;
  return truth(std::any_of(at.tags->begin(), at.tags->end(),
                           [&](const std::string& id) { return contains(wanted, id); }));
}

Truth judge_parts(const Condition& condition, const Circumstances& at) {
  if (condition.kind == Condition::Kind::all) {
    auto worst = Truth::yes;
    for (const auto& part : condition.parts) {
      worst = std::min(worst, judge(part, at));
      if (worst == Truth::no) break;
    }
    return worst;
  }
  auto best = Truth::no;
  for (const auto& part : condition.parts) {
    best = std::max(best, judge(part, at));
    if (best == Truth::yes) break;
  }
  return condition.kind == Condition::Kind::any ? best : opposite(best);
}

std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

std::string describe_range(const std::string& name, const std::optional<std::string>& low,
                           const std::optional<std::string>& high) {
  if (low && high && *low == *high) return name + " = " + *low;
  std::string text;
  if (low) text = name + " >= " + *low;
  if (high) text += (text.empty() ? name : std::string(" and ") + name) + " <= " + *high;
  return text;
}

std::string describe_fact(const FactCondition& condition) {
  const std::string name = to_string(condition.fact);
  switch (kind_of(condition.fact)) {
    case FactKind::number: {
      const auto text = [](const std::optional<long long>& number) {
        return number ? std::optional(std::to_string(*number)) : std::nullopt;
      };
      return describe_range(name, text(condition.at_least), text(condition.at_most));
    }
    case FactKind::date: {
      const auto text = [](const std::optional<Date>& date) {
        return date ? std::optional(to_string(*date)) : std::nullopt;
      };
      return describe_range(name, text(condition.from), text(condition.until));
    }
    default:
      return name + " in " + joined(condition.is, "|");
  }
}

std::string describe_installed(const InstalledCondition& installed) {
  std::string text;
  if (!installed.products.empty()) text += " product " + joined(installed.products, "|");
  if (!installed.vendors.empty()) text += " vendor " + joined(installed.vendors, "|");
  if (installed.ends_within_days)
    text += " ends within " + std::to_string(*installed.ends_within_days) + " days";
  return text;
}

}  // namespace

FactKind kind_of(Fact fact) {
  return row_of(fact).kind;
}
const char* to_string(Fact fact) {
  return row_of(fact).name;
}
const char* chinese_name(Fact fact) {
  return row_of(fact).chinese;
}
std::optional<Fact> fact_from_string(std::string_view name) {
  for (const auto& row : kFacts)
    if (row.name == name) return row.value;
  return std::nullopt;
}
std::span<const Fact> all_facts() {
  return kFactValues;
}

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

Truth lies_in(const Region& place, std::string_view region) {
  const bool code = !region.empty() &&
                    std::all_of(region.begin(), region.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (code) {
    // 510000 is all of Sichuan, 510100 all of Chengdu.
    while (region.size() > 2 && region.size() % 2 == 0 && region.ends_with("00")) region.remove_suffix(2);
    if (place.code.empty()) return Truth::unknown;
    std::string_view own = place.code;
    if (own.starts_with(region)) return Truth::yes;
    while (own.size() > 2 && own.size() % 2 == 0 && own.ends_with("00")) own.remove_suffix(2);
    return region.starts_with(own) ? Truth::unknown : Truth::no;
  }
  for (const auto* part : {&place.province, &place.city, &place.county})
    if (!part->empty() && part->starts_with(region)) return Truth::yes;
  return place.city.empty() || place.county.empty() ? Truth::unknown : Truth::no;
}

Truth judge(const FactCondition& condition, const Circumstances& at) {
  switch (kind_of(condition.fact)) {
    case FactKind::number:
      return within(number_of(condition.fact, at), condition.at_least, condition.at_most);
    case FactKind::date:
      return within(number_of(condition.fact, at), days(condition.from), days(condition.until));
    case FactKind::region:
      return judge_region(condition, at);
    case FactKind::word:
      break;
  }
  return judge_word(condition, at);
}

Truth judge(const Condition& condition, const Circumstances& at) {
  switch (condition.kind) {
    case Condition::Kind::all:
    case Condition::Kind::any:
    case Condition::Kind::none:
      break;
    case Condition::Kind::fact:
      return judge(condition.fact, at);
    case Condition::Kind::tag:
      return judge_tag(condition.tags, at);
    case Condition::Kind::installed:
      return judge_installed(condition.installed, at);
    case Condition::Kind::not_installed:
      return opposite(judge_installed(condition.installed, at));
  }
  return judge_parts(condition, at);
}

void Needs::add(const Condition& condition) {
  for (const auto& part : condition.parts) add(part);
  for (const auto& tag : condition.tags)
    if (!contains(tags, tag)) tags.push_back(tag);
  if (condition.kind == Condition::Kind::installed || condition.kind == Condition::Kind::not_installed) {
    installed = true;
    day = day || condition.installed.ends_within_days;
  }
  if (condition.kind != Condition::Kind::fact) return;
  switch (condition.fact.fact) {
    case Fact::days_to_deadline:
    case Fact::days_since_published:
    case Fact::days_to_expected:
    case Fact::days_to_end:
      day = true;
      break;
    case Fact::product:
      products = true;
      break;
    case Fact::stage:
    case Fact::attempt:
      project = true;
      break;
    case Fact::region:
    case Fact::province:
    case Fact::tier:
    case Fact::beds:
    case Fact::outpatient_visits:
    case Fact::emr_level:
    case Fact::smart_service:
    case Fact::smart_management:
    case Fact::discharges:
    case Fact::surgeries:
    case Fact::staff:
    case Fact::founded:
    case Fact::organisation_kind:
    case Fact::category:
    case Fact::ownership:
    case Fact::grade:
    case Fact::interconnection:
    case Fact::department:
      organisation = true;
      break;
    default:
      break;
  }
}

std::string describe(const Condition& condition) {
  switch (condition.kind) {
    case Condition::Kind::fact:
      return describe_fact(condition.fact);
    case Condition::Kind::tag:
      return "tag " + joined(condition.tags, "|");
    case Condition::Kind::installed:
      return "installed" + describe_installed(condition.installed);
    case Condition::Kind::not_installed:
      return "not installed" + describe_installed(condition.installed);
    default:
      break;
  }
  const char* between = condition.kind == Condition::Kind::all ? " and " : " or ";
  std::string text;
  for (const auto& part : condition.parts) {
    const auto words = describe(part);
    const bool group = part.kind <= Condition::Kind::any && part.parts.size() > 1;
    text += (text.empty() ? "" : between) + (group ? "(" + words + ")" : words);
  }
  return condition.kind == Condition::Kind::none ? "none of (" + text + ")" : text;
}

}  // namespace tenderlead::rules
