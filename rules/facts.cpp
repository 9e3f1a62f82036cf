#include "rules/facts.h"

#include <algorithm>
#include <utility>

#include "rules/plain_words.h"
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

constexpr std::string_view kOriginOfYear = "（";

void prove(FactTable& facts, Fact fact, const EvidenceMap& evidence, const std::string& path,
           const std::string& notice_id, const std::string& origin = {}) {
  const auto found = evidence.find(path);
  if (found == evidence.end()) {
    if (!origin.empty()) facts.prove(fact, {path, {}, 0, 0, notice_id, origin});
    return;
  }
  const auto& at = found->second;
  facts.prove(fact, {at.file.empty() ? path : at.file, at.text, at.start, at.end, notice_id, origin});
}

const char* yes_or_no(bool yes) {
  return yes ? "yes" : "no";
}

// Whether the page may say more in a file, or says it masked: then nobody knows.
bool hidden(const Notice& notice, const std::string& path) {
  const auto missing = notice.missing.find(path);
  return notice.unreadable.contains(path) ||
         (missing != notice.missing.end() && missing->second != MissingReason::not_stated);
}

void add_contacts(FactTable& facts, const Notice& notice, const std::string& notice_id) {
  struct Way {
    Fact fact;
    const char* path;
    const std::string& value;
  };
  const Way ways[] = {{Fact::contact_person, "project_contact.name", notice.project_contact.name},
                      {Fact::contact_person, "buyer.contact", notice.buyer.contact},
                      {Fact::contact_phone, "project_contact.phone", notice.project_contact.phone},
                      {Fact::contact_phone, "buyer.phone", notice.buyer.phone},
                      {Fact::agency_phone, "agency.phone", notice.agency.phone}};
  std::map<Fact, bool> in_doubt;
  for (const auto& way : ways) {
    const bool masked = notice.unreadable.contains(way.path);
    in_doubt[way.fact] = in_doubt[way.fact] || hidden(notice, way.path);
    const auto* said = facts.word(way.fact);
    if (way.value.empty() || masked || (said != nullptr && *said == "yes")) continue;
    facts.set(way.fact, "yes");
    prove(facts, way.fact, notice.evidence, way.path, notice_id);
  }
  for (const auto& [fact, doubt] : in_doubt)
    if (facts.word(fact) == nullptr && !doubt) facts.set(fact, "no");
}

void add_budget(FactTable& facts, const Notice& notice, const std::string& notice_id) {
  if (!set_budget(facts, notice)) return;
  for (const char* path :
       {"budget", "ceiling", "lots.0.budget", "intentions.0.budget", "awards.0.amount", "contract.amount"})
    if (notice.evidence.contains(path))
      return prove(facts, Fact::budget_wan, notice.evidence, path, notice_id);
}

}  // namespace

void add_other_notice_facts(FactTable& facts, const Notice& notice, const std::string& notice_id) {
  if (!facts.knows(Fact::budget_wan)) add_budget(facts, notice, notice_id);
  add_contacts(facts, notice, notice_id);
}

void add_notice_facts(FactTable& facts, const Notice& notice, const std::string& notice_id, Date as_of) {
  const auto today = days_from_date(as_of);
  if (notice.bid_deadline) {
    facts.set(Fact::days_to_deadline, days_from_date(notice.bid_deadline->date) - today);
    prove(facts, Fact::days_to_deadline, notice.evidence, "bid_deadline", notice_id);
    facts.say("deadline", to_string(notice.bid_deadline->date));
  }
  if (notice.published_at) {
    // What is dated tomorrow is new today.
    facts.set(Fact::days_since_published,
              std::max<long long>(0, today - days_from_date(notice.published_at->date)));
    prove(facts, Fact::days_since_published, notice.evidence, "published_at", notice_id);
  }
  if (const auto expected = expected_from(notice)) {
    facts.set(Fact::days_to_expected, days_from_date(*expected) - today);
    for (std::size_t i = 0; i < notice.intentions.size(); ++i)
      if (date_from_iso(notice.intentions[i].expected_month + "-01") == expected) {
        prove(facts, Fact::days_to_expected, notice.evidence,
              "intentions." + std::to_string(i) + ".expected_month", notice_id);
        break;
      }
  }
  add_budget(facts, notice, notice_id);
  if (notice.kind) facts.set(Fact::notice_kind, to_string(*notice.kind));
  if (notice.method) {
    facts.set(Fact::method, to_string(*notice.method));
    prove(facts, Fact::method, notice.evidence, "method", notice_id);
  }
  if (!notice.region.province.empty()) facts.set(Fact::province, notice.region.province);
  add_contacts(facts, notice, notice_id);
  facts.say("title", notice.title);
  facts.say("organisation", notice.buyer.name);
}

void add_account_facts(FactTable& facts, const Organisation* organisation, const HospitalProfile* profile,
                       const Origins* origins, std::optional<HospitalCategory> named) {
  if (organisation != nullptr) {
    if (named) {
      facts.set(Fact::category, to_string(*named));
      facts.prove(Fact::category, {"name", organisation->name, 0, 0, {}, {}});
    }
    facts.set(Fact::organisation_kind, to_string(organisation->kind));
    if (!organisation->region.province.empty()) facts.set(Fact::province, organisation->region.province);
    if (!organisation->name.empty()) facts.say("organisation", organisation->name);
  }
  if (profile == nullptr) return;
  const auto from = [&](Fact fact, const std::string& path) {
    std::string origin = profile->url;
    if (origins != nullptr)
      if (const auto found = origins->find(path); found != origins->end()) origin = found->second;
    if (const auto year = profile->rated_in.find(path); year != profile->rated_in.end())
      origin += std::string(kOriginOfYear) + std::to_string(year->second) + "）";
    prove(facts, fact, profile->evidence, path, "", origin);
  };
  if (profile->level && profile->level->tier > 0) {
    facts.set(Fact::tier, profile->level->tier);
    from(Fact::tier, "level");
  }
  if (profile->beds_open || profile->beds_authorised) {
    facts.set(Fact::beds,
              static_cast<long long>(profile->beds_open ? *profile->beds_open : *profile->beds_authorised));
    from(Fact::beds, profile->beds_open ? "beds.open" : "beds.authorised");
  }
  if (profile->outpatient_visits) {
    facts.set(Fact::outpatient_visits, static_cast<long long>(*profile->outpatient_visits));
    from(Fact::outpatient_visits, "outpatient_visits");
  }
  if (profile->ratings.emr) {
    facts.set(Fact::emr_level, *profile->ratings.emr);
    from(Fact::emr_level, "ratings.emr");
  }
  if (profile->category) {
    facts.set(Fact::category, to_string(*profile->category));
    from(Fact::category, "category");
  }
  if (profile->ownership) {
    facts.set(Fact::ownership, to_string(*profile->ownership));
    from(Fact::ownership, "ownership");
  }
  if (!profile->region.province.empty()) facts.set(Fact::province, profile->region.province);
  facts.set(Fact::account_phone, yes_or_no(!profile->phone.empty()));
  if (!profile->phone.empty()) from(Fact::account_phone, "phone");
}

const long long* FactTable::number(Fact fact) const {
  const auto found = numbers_.find(fact);
  return found == numbers_.end() ? nullptr : &found->second;
}

const std::string* FactTable::word(Fact fact) const {
  const auto found = words_.find(fact);
  return found == words_.end() ? nullptr : &found->second;
}

const Proof* FactTable::proof(Fact fact) const {
  const auto found = proofs_.find(fact);
  return found == proofs_.end() ? nullptr : &found->second;
}

bool FactTable::holds(const FactCondition& condition) const {
  if (!is_number(condition.fact)) {
    const auto* said = word(condition.fact);
    return said != nullptr &&
           std::find(condition.is.begin(), condition.is.end(), *said) != condition.is.end();
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

std::string FactTable::fill(const std::string& sentence, bool english) const {
  if (sentence.empty()) return sentence;
  return fill_names(sentence, [this, english](std::string_view name) -> std::optional<std::string> {
    if (const auto said = spoken_.find(name); said != spoken_.end()) {
      const auto& spoken = said->second;
      const auto& shown = english && !spoken.english.empty() ? spoken.english : spoken.word;
      return spoken.own ? shown : plain_words(shown);
    }
    const bool past = name.starts_with('-');
    if (past) name.remove_prefix(1);
    const auto fact = fact_from_string(name);
    if (!fact) return std::nullopt;
    if (const auto* known = number(*fact)) return std::to_string(past ? -*known : *known);
    if (const auto* known = word(*fact); known != nullptr && !past) return *known;
    return std::nullopt;
  });
}

std::string wan_text(const std::string& yuan) {
  const auto dot = std::min(yuan.find('.'), yuan.size());
  std::string whole = yuan.substr(0, dot), rest = dot < yuan.size() ? yuan.substr(dot + 1) : std::string();
  if (whole.size() < 5) whole.insert(0, 5 - whole.size(), '0');
  rest = whole.substr(whole.size() - 4) + rest;
  whole.resize(whole.size() - 4);
  while (!rest.empty() && rest.back() == '0') rest.pop_back();
  return rest.empty() ? whole : whole + "." + rest;
}

bool set_budget(FactTable& facts, const Notice& notice) {
  const auto amount = notice_budget_yuan(notice);
  if (!amount) return false;
  facts.set(Fact::budget_wan, *amount / kYuanAWan);
  facts.say_own("budget_wan", wan_text(std::to_string(*amount)));
  return true;
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

}  // namespace tenderlead::rules
