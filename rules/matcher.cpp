#include "rules/matcher.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "rules/companies.h"
#include "rules/facts.h"
#include "rules/lead_maker.h"

namespace tenderlead::rules {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// Winners: the suppliers of an award, or the first of a ranked list; the contract's supplier. Each once, in order.
std::vector<std::string> winners(const Notice& notice) {
  std::vector<std::string> names;
  const auto add = [&names](const std::string& name) {
    if (!name.empty() && !contains(names, name)) names.push_back(name);
  };
  for (const auto& award : notice.awards)
    if (award.rank.value_or(1) == 1) add(award.supplier);
  add(notice.contract.supplier);
  return names;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) {
    if (!text.empty()) text += "、";
    text += name;
  }
  return text;
}

std::optional<int> reached_level(const HospitalRatings& ratings, const std::string& rating) {
  if (rating == "emr") return ratings.emr;
  if (rating == "smart_service") return ratings.smart_service;
  if (rating == "smart_management") return ratings.smart_management;
  return std::nullopt;
}

// When what was bought ends. A length whose start the notice leaves open is counted from `start`; a time for delivery ends
// nothing that could be renewed.
std::optional<Date> end_of(const std::optional<ContractPeriod>& period, std::optional<Date> start) {
  if (!period || period->kind == PeriodKind::delivery) return std::nullopt;
  if (period->ends_on) return period->ends_on;
  return start ? end_counted_from(*period, *start) : std::nullopt;
}

void order(std::vector<Lead>& leads) {
  std::sort(leads.begin(), leads.end(), [](const Lead& a, const Lead& b) {
    return a.score != b.score ? a.score > b.score : a.id < b.id;
  });
  // Two findings that are the same lead: the better one stays.
  std::vector<Lead> unique;
  for (auto& lead : leads) {
    const auto same = [&lead](const Lead& other) { return other.id == lead.id; };
    if (std::none_of(unique.begin(), unique.end(), same)) unique.push_back(std::move(lead));
  }
  leads = std::move(unique);
}

}  // namespace

struct Matcher::Compiled {
  RuleBook book;
  Tagger tagger;
  Companies companies;

  // One notice on its way to leads.
  struct Case {
    const NoticeFacts& facts;
    const Notice& notice;
    const Tagging& tagging;
    Date as_of;
    FactTable known;
    std::vector<Lead>& leads;

    std::string buyer_id() const { return facts.buyer != nullptr ? facts.buyer->id : std::string(); }
    std::string buyer_name() const {
      return facts.buyer != nullptr && !facts.buyer->name.empty() ? facts.buyer->name : notice.buyer.name;
    }
  };

  std::vector<const ProductHit*> chosen(ProductChoice choice, const Tagging& tagging) const {
    std::vector<const ProductHit*> hits;
    for (const auto& hit : tagging.products)
      if (choice == ProductChoice::all || hit.ours) hits.push_back(&hit);
    if (!hits.empty() || choice != ProductChoice::ours_or_best) return hits;
    const auto best =
        std::max_element(tagging.products.begin(), tagging.products.end(),
                         [](const ProductHit& a, const ProductHit& b) { return a.points < b.points; });
    if (best != tagging.products.end()) hits.push_back(&*best);
    return hits;
  }

  bool applies(const LeadRule& rule, const Case& at) const {
    if (!at.notice.kind || std::find(rule.notice_kinds.begin(), rule.notice_kinds.end(), *at.notice.kind) ==
                               rule.notice_kinds.end())
      return false;
    if (!rule.requires_tag.empty() && !at.tagging.has_tag(rule.requires_tag)) return false;
    const auto* age = at.known.number(Fact::days_since_published);
    return rule.max_age_days == 0 || age == nullptr || *age <= rule.max_age_days;
  }

  void add(const Case& at, Finding finding, std::optional<StatedTime> act_by) const {
    auto lead = make_lead(book, std::move(finding), &at.notice, at.facts.notice_id, at.facts.project_id);
    lead.act_by = act_by;
    if (lead.region.empty() && at.facts.buyer != nullptr) lead.region = at.facts.buyer->region;
    at.leads.push_back(std::move(lead));
  }

  Finding about_buyer(const LeadRule& rule, const Case& at, const ProductHit& hit) const {
    return {&rule, hit.id, at.buyer_id(), at.buyer_name(), &hit, at.facts.profile, at.known};
  }

  void add_early_signals(const LeadRule& rule, const Case& at) const {
    std::optional<StatedTime> act_by = at.notice.bid_deadline;
    if (const auto expected = expected_from(at.notice); expected && !act_by) {
      act_by.emplace();
      act_by->date = *expected;
    }
    for (const auto* hit : chosen(rule.products, at.tagging)) add(at, about_buyer(rule, at, *hit), act_by);
  }

  void add_open_tenders(const LeadRule& rule, const Case& at) const {
    if (const auto* left = at.known.number(Fact::days_to_deadline); left != nullptr && *left < 0) return;
    for (const auto* hit : chosen(rule.products, at.tagging))
      add(at, about_buyer(rule, at, *hit), at.notice.bid_deadline);
  }

  // What a winner of these products could need of ours and doesn't make itself.
  std::vector<std::string> offers_for(const Partner& partner, const Tagging& tagging) const {
    std::vector<std::string> offers;
    const auto offer = [&](const std::string& product) {
      if (!contains(partner.makes, product) && !contains(offers, product)) offers.push_back(product);
    };
    for (const auto& hit : tagging.products)
      if (hit.ours) offer(hit.id);
    for (const auto& rule : book.partner_offers)
      if (std::any_of(tagging.products.begin(), tagging.products.end(),
                      [&rule](const ProductHit& hit) { return contains(rule.won, hit.id); }))
        for (const auto& product : rule.offer) offer(product);
    return offers;
  }

  void add_partners(const LeadRule& rule, const Case& at) const {
    for (const auto& winner : winners(at.notice)) {
      const int index = companies.partner(winner);
      if (index < 0 || companies.ours(winner)) continue;
      const auto& partner = book.partners[static_cast<std::size_t>(index)];
      Finding finding{&rule, {}, {}, winner, nullptr, at.facts.profile, at.known};
      const auto known = std::find_if(
          at.facts.suppliers.begin(), at.facts.suppliers.end(), [&winner](const Organisation& organisation) {
            return organisation.name == winner || contains(organisation.aliases, winner);
          });
      if (known != at.facts.suppliers.end()) {
        finding.organisation_id = known->id;
        finding.organisation = known->name;
      }
      finding.facts.say("supplier", winner);
      finding.facts.say("won", won_products(at.tagging));
      for (const auto& product : offers_for(partner, at.tagging)) {
        auto one = finding;
        one.product = product;
        const auto hit = std::find_if(at.tagging.products.begin(), at.tagging.products.end(),
                                      [&product](const ProductHit& other) { return other.id == product; });
        one.hit = hit != at.tagging.products.end() ? &*hit : nullptr;
        add(at, std::move(one), std::nullopt);
      }
    }
  }

  std::string won_products(const Tagging& tagging) const {
    std::vector<std::string> names;
    for (const auto& hit : tagging.products)
      if (const auto* product = book.product(hit.id)) names.push_back(product->name);
    return joined(names);
  }

  void add_competitor_wins(const LeadRule& rule, const Case& at) const {
    std::vector<std::string> others;
    for (const auto& winner : winners(at.notice))
      if (!companies.ours(winner)) others.push_back(winner);
    if (others.empty()) return;
    for (const auto* hit : chosen(rule.products, at.tagging)) {
      // A partner that doesn't make the product is a partner lead instead.
      const auto competes = [&](const std::string& name) {
        const int index = companies.partner(name);
        return index < 0 || contains(book.partners[static_cast<std::size_t>(index)].makes, hit->id);
      };
      auto rivals = others;
      std::erase_if(rivals, std::not_fn(competes));
      if (rivals.empty()) continue;
      auto finding = about_buyer(rule, at, *hit);
      finding.facts.say("supplier", joined(rivals));
      add(at, std::move(finding), std::nullopt);
    }
  }

  std::optional<Date> end_of_service(const Notice& notice) const {
    std::optional<Date> start;
    if (notice.contract.signed_on)
      start = notice.contract.signed_on->date;
    else if (notice.published_at)
      start = notice.published_at->date;
    const auto end = end_of(notice.contract.period, start);
    return end ? end : end_of(notice.service_period, start);
  }

  void add_renewals(const LeadRule& rule, const Case& at) const {
    const auto end = end_of_service(at.notice);
    if (!end) return;
    const auto left = days_from_date(*end) - days_from_date(at.as_of);
    if (left < 0 || left > rule.days_ahead) return;
    StatedTime act_by;
    act_by.date = *end;
    for (const auto* hit : chosen(rule.products, at.tagging)) {
      auto finding = about_buyer(rule, at, *hit);
      finding.facts.set(Fact::days_to_end, left);
      finding.facts.say("end", to_string(*end));
      finding.facts.say("supplier", joined(winners(at.notice)));
      add(at, std::move(finding), act_by);
    }
  }

  void add_leads(const LeadRule& rule, const Case& at) const {
    if (!applies(rule, at)) return;
    switch (rule.kind) {
      case LeadKind::early_signal:
        return add_early_signals(rule, at);
      case LeadKind::open_tender:
        return add_open_tenders(rule, at);
      case LeadKind::partner:
        return add_partners(rule, at);
      case LeadKind::competitor_win:
        return add_competitor_wins(rule, at);
      case LeadKind::renewal:
        return add_renewals(rule, at);
      case LeadKind::capability_gap:
        return;  // from attributes, not from notices
    }
  }

  void add_gap(const LeadRule& rule, const RatingRequirement& requirement, const Organisation& organisation,
               const HospitalProfile& profile, const FactTable& known, std::vector<Lead>& leads) const {
    if (!profile.level || profile.level->tier != requirement.tier) return;
    if (requirement.ownership && profile.ownership && *profile.ownership != *requirement.ownership) return;
    const auto reached = reached_level(profile.ratings, requirement.rating);
    if (!reached || *reached >= requirement.level) return;
    for (const auto& product : requirement.offer) {
      const auto* sold = book.product(product);
      if (rule.products != ProductChoice::all && (sold == nullptr || !sold->ours)) continue;
      Finding finding{&rule, product, organisation.id, organisation.name, nullptr, &profile, known};
      finding.facts.set(Fact::rating_gap, requirement.level - *reached);
      finding.facts.set(Fact::rating, requirement.rating);
      finding.facts.say("rating_name", requirement.name);
      finding.facts.say("current", std::to_string(*reached));
      finding.facts.say("required", std::to_string(requirement.level));
      finding.facts.say("source", requirement.source);
      auto lead = make_lead(book, std::move(finding), nullptr, "", "");
      lead.title = organisation.name;
      lead.url = profile.url;
      lead.region = organisation.region.empty() ? profile.region : organisation.region;
      leads.push_back(std::move(lead));
    }
  }
};

Result<Matcher> Matcher::compile(RuleBook book) {
  auto tagger = Tagger::compile(book);
  if (!tagger) return tagger.error();
  Companies companies(book);
  return Matcher(std::unique_ptr<const Compiled>(
      new Compiled{std::move(book), std::move(*tagger), std::move(companies)}));
}

Tagging Matcher::tag(const TagInput& input) const {
  return compiled_->tagger.tag(input);
}

const Tagger& Matcher::tagger() const {
  return compiled_->tagger;
}

std::vector<Lead> Matcher::match(const NoticeFacts& facts, const Tagging& tagging, Date as_of) const {
  std::vector<Lead> leads;
  if (facts.notice == nullptr) return leads;
  const Compiled::Case at{
      facts, *facts.notice, tagging, as_of, known_facts(facts.notice, facts.buyer, facts.profile, as_of),
      leads};
  for (const auto& rule : compiled_->book.leads) compiled_->add_leads(rule, at);
  order(leads);
  return leads;
}

std::vector<Lead> Matcher::match(const Organisation& organisation, const HospitalProfile& profile,
                                 Date as_of) const {
  std::vector<Lead> leads;
  const auto known = known_facts(nullptr, &organisation, &profile, as_of);
  for (const auto& rule : compiled_->book.leads) {
    if (rule.kind != LeadKind::capability_gap) continue;
    for (const auto& requirement : compiled_->book.ratings)
      if (as_of.year >= requirement.by_year)
        compiled_->add_gap(rule, requirement, organisation, profile, known, leads);
  }
  order(leads);
  return leads;
}

const RuleBook& Matcher::book() const {
  return compiled_->book;
}

Matcher::Matcher(std::unique_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;
Matcher::~Matcher() = default;

}  // namespace tenderlead::rules
