#include "rules/planner.h"

#include <algorithm>
#include <utility>

#include "rules/plain_words.h"

namespace tenderlead::rules {
namespace {

void take(KnownContact& to, const std::string& organisation, const std::string& name,
          const std::string& phone) {
  if (to.organisation.empty()) to.organisation = organisation;
  if (to.name.empty()) to.name = name;
  if (to.phone.empty()) to.phone = phone;
}

std::optional<Date> due(const PlanStepTemplate& step, const Lead& lead, Date as_of) {
  const auto today = days_from_date(as_of);
  auto day = today + step.within_days;
  if (lead.changed_at) day = days_from_date(lead.changed_at->date) + step.within_days;
  day = std::max(day, today);
  if (step.days_before_end && lead.act_by)
    day = std::clamp(days_from_date(lead.act_by->date) - *step.days_before_end, today, day);
  return date_from_days(day);
}

// The first whose name or number is known.
const KnownContact* first_known(const PlanStepTemplate& step, const Contacts& contacts) {
  for (const auto who : step.contact)
    if (const auto found = contacts.find(who);
        found != contacts.end() && (!found->second.name.empty() || !found->second.phone.empty()))
      return &found->second;
  return nullptr;
}

}  // namespace

void add_contacts(Contacts& contacts, const Notice& notice) {
  const auto intact = [&notice](const char* path, const std::string& value) {
    return notice.unreadable.contains(path) ? std::string() : value;
  };
  take(contacts[Contact::project], notice.buyer.name,
       intact("project_contact.name", notice.project_contact.name),
       intact("project_contact.phone", notice.project_contact.phone));
  take(contacts[Contact::buyer], notice.buyer.name, intact("buyer.contact", notice.buyer.contact),
       intact("buyer.phone", notice.buyer.phone));
  take(contacts[Contact::agency], notice.agency.name, intact("agency.contact", notice.agency.contact),
       intact("agency.phone", notice.agency.phone));
}

std::vector<PlanStep> contact_plan(const std::vector<PlanTemplate>& templates, const Lead& lead,
                                   const FactTable& facts, const Contacts& contacts, Date as_of) {
  const auto chosen = std::find_if(templates.begin(), templates.end(), [&](const PlanTemplate& one) {
    return one.kind == lead.kind && facts.holds(one.when);
  });
  std::vector<PlanStep> steps;
  if (chosen == templates.end()) return steps;
  for (const auto& step : chosen->steps) {
    PlanStep made;
    made.id = "plans/" + chosen->id + "/" + step.id;
    made.channel = step.channel;
    const auto* known = first_known(step, contacts);
    if (known != nullptr) {
      made.contact = plain_words(known->name);
      made.phone = plain_words(known->phone);
    }
    auto words = facts;
    words.say("contact", made.contact);
    words.say("phone", made.phone);
    words.say("contact_organisation", known != nullptr ? known->organisation : lead.organisation);
    made.whom = words.fill(step.whom.zh);
    made.whom_en = words.fill_english(step.whom.en);
    made.about = words.fill(step.about.zh);
    made.about_en = words.fill_english(step.about.en);
    made.by = due(step, lead, as_of);
    steps.push_back(std::move(made));
  }
  return steps;
}

}  // namespace tenderlead::rules
