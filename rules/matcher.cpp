#include "rules/matcher.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "rules/companies.h"
#include "rules/lead_maker.h"
#include "rules/opportunity.h"

namespace tenderlead::rules {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::optional<int> reached_level(const HospitalRatings& ratings, const std::string& rating) {
  if (rating == "emr") return ratings.emr;
  if (rating == "smart_service") return ratings.smart_service;
  if (rating == "smart_management") return ratings.smart_management;
  return std::nullopt;
}

void order(std::vector<Lead>& leads) {
  std::sort(leads.begin(), leads.end(), [](const Lead& a, const Lead& b) {
    return a.score != b.score ? a.score > b.score : a.id < b.id;
  });
}

// Of a rating that is short, what there is to say.
struct Shortfall {
  const RatingRequirement* requirement = nullptr;
  int reached = 0;

  int levels() const { return requirement->level - reached; }
};

}  // namespace

struct Matcher::Compiled {
  RuleBook book;
  Tagger tagger;
  Companies companies;

  void add_installed(const Account& account, const std::string& product, FactTable& facts) const {
    if (account.installed == nullptr) return;
    for (const auto& one : account.installed->products) {
      if (one.product != product) continue;
      facts.set(Fact::in_place, companies.ours(one.vendor) ? "ours" : "other");
      facts.prove(Fact::in_place, {{}, one.words, 0, 0, one.notice_id, one.url});
      facts.say("installed_vendor", one.vendor);
      return;
    }
  }

  // Which department, of those that the hospital lists, wants the product.
  const DepartmentWish* wish_for(const HospitalProfile& profile, const std::string& product,
                                 std::string* listed) const {
    for (const auto& wish : book.departments) {
      if (!contains(wish.offer, product)) continue;
      for (const auto& department : profile.departments)
        for (const auto& part : wish.departments)
          if (department.find(part) != std::string::npos) {
            *listed = department;
            return &wish;
          }
    }
    return nullptr;
  }

  void add_department(const Account& account, const std::string& product, FactTable& facts) const {
    if (account.profile == nullptr || account.profile->departments.empty()) return;
    std::string listed;
    const auto* wish = wish_for(*account.profile, product, &listed);
    facts.set(Fact::product_department, wish != nullptr ? "yes" : "no");
    if (wish == nullptr) return;
    std::string origin = account.profile->url;
    if (account.origins != nullptr)
      if (const auto found = account.origins->find("departments"); found != account.origins->end())
        origin = found->second;
    facts.prove(Fact::product_department, {"departments", listed, 0, 0, {}, origin});
    facts.say("department", listed);
    facts.say_own("department_note", wish->note, wish->note_en);
  }

  std::vector<Shortfall> shortfalls(const HospitalProfile& profile, Date as_of) const {
    std::vector<Shortfall> found;
    if (!profile.level) return found;
    for (const auto& one : book.ratings) {
      if (as_of.year < one.by_year || profile.level->tier != one.tier) continue;
      if (one.ownership && profile.ownership && *profile.ownership != *one.ownership) continue;
      const auto reached = reached_level(profile.ratings, one.rating);
      if (reached && *reached < one.level) found.push_back({&one, *reached});
    }
    return found;
  }

  static void add_shortfall(const Shortfall& shortfall, const Account& account, FactTable& facts) {
    const auto& requirement = *shortfall.requirement;
    facts.set(Fact::rating_gap, shortfall.levels());
    facts.set(Fact::rating, requirement.rating);
    facts.say_own("rating_name", requirement.name);
    facts.say("current", std::to_string(shortfall.reached));
    facts.say("required", std::to_string(requirement.level));
    facts.say_own("source", requirement.source);
    const std::string path = "ratings." + requirement.rating;
    Proof proof{path, {}, 0, 0, {}, account.profile->url};
    if (const auto found = account.profile->evidence.find(path); found != account.profile->evidence.end())
      proof = {path, found->second.text, found->second.start, found->second.end, {}, account.profile->url};
    if (account.origins != nullptr)
      if (const auto found = account.origins->find(path); found != account.origins->end())
        proof.origin = found->second;
    facts.prove(Fact::rating_gap, std::move(proof));
  }

  // Of all products that its notices speak of, each once, in the order of the notices.
  std::string products_in_english(const Opportunity& opportunity) const {
    std::set<std::string> seen;
    std::string names;
    for (const auto& notice : opportunity.notices) {
      if (notice.tagging == nullptr) continue;
      for (const auto& hit : notice.tagging->products)
        if (const auto* product = book.product(hit.id); product != nullptr && seen.insert(hit.id).second)
          names += (names.empty() ? "" : ", ") + product->english_name();
    }
    return names;
  }

  Finding finding_from(const OpportunityView& view, const Standing& standing, const std::string& product,
                       Date as_of) const {
    const auto& opportunity = view.opportunity();
    Finding finding;
    finding.rule = standing.rule;
    finding.product = product;
    finding.opportunity =
        opportunity.project_id.empty() ? "notice:" + standing.basis->id : "project:" + opportunity.project_id;
    finding.profile = opportunity.buyer.profile;
    finding.as_of = as_of;
    const auto [hit, where] = view.hit_for(product, standing.basis);
    finding.hit = hit;
    if (where != nullptr) finding.hit_notice = where->id;
    auto& facts = finding.facts;
    add_notice_facts(facts, *standing.basis->notice, standing.basis->id, as_of);
    add_contacts(finding.contacts, *standing.basis->notice);
    std::set<std::string> stages;
    for (auto one = opportunity.notices.rbegin(); one != opportunity.notices.rend(); ++one) {
      if (one->notice->kind) stages.insert(to_string(*one->notice->kind));
      if (&*one == standing.basis) continue;
      add_other_notice_facts(facts, *one->notice, one->id);
      add_contacts(finding.contacts, *one->notice);
    }
    facts.set(Fact::notices, static_cast<long long>(stages.size()));
    if (standing.deadline && standing.rule->kind == LeadKind::open_tender) {
      facts.set(Fact::days_to_deadline, days_from_date(standing.deadline->date) - days_from_date(as_of));
      facts.say("deadline", to_string(standing.deadline->date));
    }
    if (standing.changed_at)
      facts.set(Fact::days_since_news,
                std::max<long long>(0, days_from_date(as_of) - days_from_date(standing.changed_at->date)));
    add_account_facts(facts, opportunity.buyer.organisation, opportunity.buyer.profile,
                      opportunity.buyer.origins, opportunity.buyer.category);
    facts.say("organisation", view.buyer_name());
    facts.say_own("won", view.products_in_words(), products_in_english(opportunity));
    facts.say("supplier", joined(standing.suppliers));
    return finding;
  }

  void add_account(Finding& finding, const Account& account) const {
    finding.facts.set(Fact::account_owner, account.owned ? "yes" : "no");
    if (account.profile != nullptr)
      finding.contacts[Contact::account] = {account.profile->name, {}, account.profile->phone};
  }

  void add_buyers_lead(const OpportunityView& view, const std::string& product, Date as_of,
                       std::vector<Lead>& leads) const {
    const auto standing = view.buyers_course(product);
    if (!standing.opened) return;
    auto finding = finding_from(view, standing, product, as_of);
    const auto& buyer = view.opportunity().buyer;
    finding.organisation_id = view.buyer_id();
    finding.organisation = view.buyer_name();
    add_account(finding, buyer);
    add_department(buyer, product, finding.facts);
    add_installed(buyer, product, finding.facts);
    if (standing.service_end) {
      finding.facts.set(Fact::days_to_end, days_from_date(*standing.service_end) - days_from_date(as_of));
      finding.facts.say("end", to_string(*standing.service_end));
    }
    if (buyer.profile != nullptr)
      for (const auto& shortfall : shortfalls(*buyer.profile, as_of))
        if (contains(shortfall.requirement->offer, product)) add_shortfall(shortfall, buyer, finding.facts);
    finish(view, std::move(finding), standing, leads);
  }

  void add_partners_lead(const OpportunityView& view, const OpportunityView::PartnerOffered& offered,
                         Date as_of, std::vector<Lead>& leads) const {
    const auto standing = view.partners_course(offered);
    if (!standing.opened) return;
    auto finding = finding_from(view, standing, offered.product, as_of);
    finding.organisation = offered.name;
    for (const auto& known : view.opportunity().suppliers)
      if (known.name == offered.name || contains(known.aliases, offered.name)) {
        finding.organisation_id = known.id;
        finding.organisation = known.name;
        break;
      }
    // The numbers in the notices are the buyer's; whom to call is the winner.
    const auto& partner = book.partners[static_cast<std::size_t>(offered.partner)];
    for (const auto fact :
         {Fact::contact_person, Fact::contact_phone, Fact::agency_phone, Fact::account_phone})
      finding.facts.forget(fact);
    if (!partner.contact.empty()) finding.facts.set(Fact::contact_person, "yes");
    if (!partner.phone.empty()) finding.facts.set(Fact::contact_phone, "yes");
    finding.contacts[Contact::winner] = {finding.organisation, partner.contact, partner.phone};
    finding.facts.say("supplier", offered.name);
    finish(view, std::move(finding), standing, leads);
  }

  void finish(const OpportunityView& view, Finding finding, const Standing& standing,
              std::vector<Lead>& leads) const {
    auto lead = make_lead(book, std::move(finding), standing);
    const auto& opportunity = view.opportunity();
    for (const auto& one : opportunity.notices) lead.notices.push_back(one.id);
    if (lead.region.empty())
      for (const auto& one : opportunity.notices)
        if (!one.notice->region.empty()) lead.region = one.notice->region;
    if (lead.region.empty() && opportunity.buyer.organisation != nullptr)
      lead.region = opportunity.buyer.organisation->region;
    leads.push_back(std::move(lead));
  }

  Lead gap_lead(const LeadRule& rule, const std::string& product, const Account& account, FactTable facts,
                Date as_of) const {
    Finding finding;
    finding.rule = &rule;
    finding.product = product;
    finding.organisation_id = account.organisation->id;
    finding.organisation = account.organisation->name;
    finding.opportunity = "gap";
    finding.profile = account.profile;
    finding.facts = std::move(facts);
    finding.as_of = as_of;
    add_account(finding, account);
    auto lead = make_lead(book, std::move(finding), Standing{});
    lead.title = account.organisation->name;
    lead.url = account.profile->url;
    lead.region =
        account.organisation->region.empty() ? account.profile->region : account.organisation->region;
    return lead;
  }

  // An entry of the installed base as the notice that it would have been; with what it rests on.
  static Notice purchase_of(const InstalledProduct& entry, const std::string& house) {
    Notice notice;
    notice.url = entry.url;
    notice.title = house;
    notice.kind = notice_kind_from_string(entry.basis);
    notice.contract.supplier = entry.vendor;
    notice.contract.amount = entry.amount;
    return notice;
  }

  void add_renewal(const LeadRule& rule, const InstalledProduct& entry, const Account& account, Date as_of,
                   std::vector<Lead>& leads) const {
    const auto notice = purchase_of(entry, account.organisation->name);
    const CourseNotice basis{&notice, entry.notice_id, nullptr};
    Course course(book.changes, as_of);
    course.won_by({entry.vendor});
    course.renew(rule, basis, *entry.service_end);
    const auto standing = course.finish();
    if (!standing.opened) return;
    Finding finding;
    finding.rule = &rule;
    finding.product = entry.product;
    finding.organisation_id = account.organisation->id;
    finding.organisation = account.organisation->name;
    finding.opportunity = "installed";
    finding.profile = account.profile;
    finding.as_of = as_of;
    auto& facts = finding.facts;
    add_account_facts(facts, account.organisation, account.profile, account.origins, account.category);
    add_account(finding, account);
    add_department(account, entry.product, facts);
    add_installed(account, entry.product, facts);
    const Proof proof{{}, entry.words, 0, 0, entry.notice_id, entry.url};
    if (set_budget(facts, notice)) facts.prove(Fact::budget_wan, proof);
    facts.set(Fact::days_to_end, days_from_date(*entry.service_end) - days_from_date(as_of));
    facts.prove(Fact::days_to_end, proof);
    if (standing.changed_at)
      facts.set(Fact::days_since_news,
                std::max<long long>(0, days_from_date(as_of) - days_from_date(standing.changed_at->date)));
    facts.say("end", to_string(*entry.service_end));
    facts.say("supplier", entry.vendor);
    auto lead = make_lead(book, std::move(finding), standing);
    auto& why = lead.reasons.front();
    why.matched = entry.words;
    why.notice_id = entry.notice_id;
    why.origin = entry.url;
    if (!entry.notice_id.empty()) lead.notices = {entry.notice_id};
    lead.region = account.organisation->region;
    if (lead.region.empty() && account.profile != nullptr) lead.region = account.profile->region;
    leads.push_back(std::move(lead));
  }

  // By the installed base alone, where no purchase that a notice tells of has a lead: read from a page, accepted without a contract.
  void add_renewals(const Account& account, const std::set<std::string>& procuring,
                    const std::set<std::string>& bought, Date as_of, std::vector<Lead>& leads) const {
    if (account.installed == nullptr) return;
    const auto rule = std::find_if(book.leads.begin(), book.leads.end(),
                                   [](const LeadRule& each) { return each.kind == LeadKind::renewal; });
    if (rule == book.leads.end()) return;
    // Of several vendors' the one that ends last: it is what stands now.
    std::map<std::string, const InstalledProduct*> last;
    for (const auto& entry : account.installed->products) {
      const auto* product = book.product(entry.product);
      if (product == nullptr || (rule->products == ProductChoice::ours && !product->ours)) continue;
      if (procuring.contains(entry.product) || bought.contains(entry.product)) continue;
      // Those have their own notices, which tell of the term too.
      if (!entry.service_end || entry.vendor.empty() || entry.basis == "contract" || entry.basis == "award")
        continue;
      auto& known = last[entry.product];
      if (known == nullptr || days_from_date(*known->service_end) < days_from_date(*entry.service_end))
        known = &entry;
    }
    for (const auto& [product, entry] : last) add_renewal(*rule, *entry, account, as_of, leads);
  }

  // The products that a gap of this rule gives, each with what there is to say of it.
  void add_gaps(const LeadRule& rule, const Account& account, const std::set<std::string>& procuring,
                const std::set<std::string>& bought, Date as_of, std::vector<Lead>& leads) const {
    const auto known = [&](const std::string& product) {
      return std::any_of(leads.begin(), leads.end(),
                         [&](const Lead& lead) { return lead.product == product; });
    };
    const auto sold = [&](const std::string& product) {
      const auto* one = book.product(product);
      return one != nullptr && (rule.products == ProductChoice::all || one->ours);
    };
    const auto facts_for = [&](const std::string& product) {
      FactTable facts;
      add_account_facts(facts, account.organisation, account.profile, account.origins, account.category);
      add_department(account, product, facts);
      facts.set(Fact::in_place, "none");
      add_installed(account, product, facts);
      return facts;
    };
    if (rule.gap == GapBasis::department) {
      for (const auto& product : book.products) {
        std::string listed;
        if (!sold(product.id) || known(product.id) || procuring.contains(product.id) ||
            bought.contains(product.id) || wish_for(*account.profile, product.id, &listed) == nullptr ||
            (account.installed != nullptr && account.installed->has(product.id)))
          continue;
        leads.push_back(gap_lead(rule, product.id, account, facts_for(product.id), as_of));
      }
      return;
    }
    std::map<std::string, Shortfall> widest;
    for (const auto& shortfall : shortfalls(*account.profile, as_of))
      for (const auto& product : shortfall.requirement->offer) {
        const auto [found, fresh] = widest.try_emplace(product, shortfall);
        if (!fresh && shortfall.levels() > found->second.levels()) found->second = shortfall;
      }
    for (const auto& [product, shortfall] : widest) {
      if (!sold(product) || known(product) || procuring.contains(product)) continue;
      auto facts = facts_for(product);
      add_shortfall(shortfall, account, facts);
      leads.push_back(gap_lead(rule, product, account, std::move(facts), as_of));
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

std::vector<Lead> Matcher::match(Opportunity opportunity, Date as_of) const {
  std::vector<Lead> leads;
  std::erase_if(opportunity.notices, [](const CourseNotice& one) { return one.notice == nullptr; });
  if (opportunity.notices.empty()) return leads;
  const OpportunityView view(compiled_->book, compiled_->companies, opportunity, as_of);
  for (const auto& product : view.products()) compiled_->add_buyers_lead(view, product, as_of, leads);
  for (const auto& offered : view.partners()) compiled_->add_partners_lead(view, offered, as_of, leads);
  order(leads);
  return leads;
}

std::vector<Lead> Matcher::match(const NoticeFacts& facts, const Tagging& tagging, Date as_of) const {
  Opportunity opportunity;
  opportunity.project_id = facts.project_id;
  opportunity.notices = {{facts.notice, facts.notice_id, &tagging}};
  opportunity.buyer.organisation = facts.buyer;
  opportunity.buyer.profile = facts.profile;
  opportunity.suppliers = facts.suppliers;
  auto leads = match(std::move(opportunity), as_of);
  std::erase_if(leads, [](const Lead& lead) { return lead.state == LeadState::expired; });
  return leads;
}

std::vector<Lead> Matcher::match(const Account& account, const std::set<std::string>& procuring,
                                 const std::set<std::string>& bought, Date as_of) const {
  std::vector<Lead> leads;
  if (account.organisation == nullptr) return leads;
  compiled_->add_renewals(account, procuring, bought, as_of, leads);
  auto going = procuring;
  for (const auto& lead : leads)
    if (lead.state != LeadState::expired) going.insert(lead.product);
  if (account.profile != nullptr)
    for (const auto& rule : compiled_->book.leads)
      if (rule.kind == LeadKind::capability_gap)
        compiled_->add_gaps(rule, account, going, bought, as_of, leads);
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
