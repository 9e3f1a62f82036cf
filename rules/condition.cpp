#include "rules/condition.h"

#include <algorithm>

namespace tenderlead::rules {
namespace {

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
  const auto is_wanted = [&](const std::string& id) { return contains(wanted, id); };
  if (std::any_of(at.tags->begin(), at.tags->end(), is_wanted)) return Truth::yes;
  if (at.unknown_tags == nullptr) return Truth::no;
  return std::any_of(at.unknown_tags->begin(), at.unknown_tags->end(), is_wanted) ? Truth::unknown
                                                                                  : Truth::no;
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
