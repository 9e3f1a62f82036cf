// plans.yaml, team.yaml and departments.yaml: whom to call about what, and who of us.
#include <algorithm>
#include <array>

#include "app/config/reading_tables.h"
#include "app/config/rules_reader.h"

namespace tenderlead::config {
namespace {

template <typename Enums>
std::vector<std::string_view> names_of(const Enums& values) {
  std::vector<std::string_view> names;
  for (const auto value : values) names.emplace_back(to_string(value));
  return names;
}

// The digits of a GB/T 2260 code that say something: "510000" is all of 51.
std::string code_prefix(std::string code) {
  while (code.size() > 2 && code.ends_with("00")) code.resize(code.size() - 2);
  return code;
}

// A place by name or code; empty where it is none, or not one.
std::string place_code(const std::string& text) {
  if (text.size() >= 2 && text.size() <= 6 && text.find_first_not_of("0123456789") == std::string::npos)
    return code_prefix(text);
  const auto found = shipped_reading_tables().regions.find(text);
  return found && !found->full.code.empty() ? code_prefix(found->full.code) : std::string();
}

}  // namespace

void RulesReader::read_departments(const YamlNode& root, Faults& faults) {
  MapReader file(root, "departments.yaml", faults);
  std::map<std::string, int> taken;
  if (const auto* wishes = file.require("wishes");
      wishes != nullptr && expect_list(*wishes, "wishes", faults))
    for (const auto& item : wishes->items) {
      rules::DepartmentWish wish;
      MapReader map(item, "wish", faults);
      read_id(map, taken, wish.id);
      map.required_text("name", wish.name);
      if (map.require("departments") != nullptr) map.texts("departments", wish.departments);
      for (const auto& part : wish.departments)
        if (part.empty()) map.fault(item, "an empty name would match every department");
      map.require("offer");
      references(map, "offer", Names::product, wish.offer);
      map.required_text("note", wish.note);
      map.text("note_en", wish.note_en);
      map.finish();
      book_.departments.push_back(std::move(wish));
    }
  file.finish();
}

void RulesReader::read_plan_step(const YamlNode& node, rules::PlanTemplate& plan, Faults& faults) {
  rules::PlanStepTemplate step;
  MapReader map(node, "step", faults);
  if (map.required_text("id", step.id)) {
    const auto same = [&step](const rules::PlanStepTemplate& other) { return other.id == step.id; };
    if (std::any_of(plan.steps.begin(), plan.steps.end(), same))
      map.fault(*map.get("id"), "the id '" + step.id + "' is taken by another step of this plan");
  }
  std::size_t index = 0;
  if (const auto* channel = map.require("channel");
      channel != nullptr && read_choice(*channel, "channel", faults, rules::kChannels, index))
    step.channel = rules::kChannels[index];
  if (const auto* contact = map.get("contact");
      contact != nullptr && expect_list(*contact, "contact", faults))
    for (const auto& item : contact->items)
      if (read_choice(item, "contact", faults, names_of(rules::kAllContacts), index))
        step.contact.push_back(rules::kAllContacts[index]);
  sentence(map, "whom", true, step.whom);
  sentence(map, "about", true, step.about);
  map.whole("within_days", 0, 3650, step.within_days);
  int before = 0;
  if (map.whole("days_before_end", 0, 3650, before)) step.days_before_end = before;
  map.finish();
  plan.steps.push_back(std::move(step));
}

void RulesReader::read_plans(const YamlNode& root, Faults& faults) {
  MapReader file(root, "plans.yaml", faults);
  std::map<std::string, int> taken;
  if (const auto* plans = file.require("plans"); plans != nullptr && expect_list(*plans, "plans", faults))
    for (const auto& item : plans->items) {
      rules::PlanTemplate plan;
      plan.place = place(item, faults);
      MapReader map(item, "plan", faults);
      read_id(map, taken, plan.id);
      if (map.require("kind") != nullptr)
        map.choice<LeadKind>("kind", names_of(kAllLeadKinds), kAllLeadKinds, plan.kind);
      if (const auto* when = map.get("when"); when != nullptr && expect_map(*when, "when", faults)) {
        plan.place = place(*when, faults);
        for (const auto& entry : when->entries) read_condition(entry, faults, plan.when);
      }
      const auto shadows = [&plan](const rules::PlanTemplate& other) {
        return other.kind == plan.kind && other.when.empty();
      };
      if (std::any_of(book_.plans.begin(), book_.plans.end(), shadows))
        map.fault(item, "an earlier plan of this kind always holds, so this one is never taken");
      if (const auto* steps = map.require("steps"); steps != nullptr && expect_list(*steps, "steps", faults))
        for (const auto& step : steps->items) read_plan_step(step, plan, faults);
      map.finish();
      book_.plans.push_back(std::move(plan));
    }
  file.finish();
}

void RulesReader::read_member(const YamlNode& node, std::map<std::string, int>& taken, Faults& faults) {
  rules::TeamMember member;
  MapReader map(node, "member", faults);
  read_id(map, taken, member.id);
  map.required_text("name", member.name);
  if (const auto* regions = map.get("regions")) {
    std::vector<std::string> places;
    read_texts(*regions, "regions", faults, places);
    for (std::size_t i = 0; i < places.size(); ++i) {
      auto code = place_code(places[i]);
      if (code.empty())
        faults.add(
            regions->items.empty() ? *regions : regions->items[i],
            "'" + places[i] + "' is not one place; write it with its province, or as a GB/T 2260 code");
      else
        member.regions.push_back(std::move(code));
    }
  }
  references(map, "products", Names::product, member.products);
  map.texts("accounts", member.accounts);
  map.whole("share", 0, 100, member.share);
  map.whole("at_most", 1, 1'000'000, member.at_most);
  map.finish();
  book_.team.members.push_back(std::move(member));
}

void RulesReader::read_team(const YamlNode& root, Faults& faults) {
  MapReader file(root, "team.yaml", faults);
  std::map<std::string, int> taken;
  if (const auto* members = file.get("members");
      members != nullptr && expect_list(*members, "members", faults))
    for (const auto& item : members->items) read_member(item, taken, faults);
  std::map<std::string, std::string> owners;
  for (const auto& member : book_.team.members)
    for (const auto& account : member.accounts)
      if (const auto [first, fresh] = owners.try_emplace(account, member.id); !fresh)
        faults.add(root, "the account '" + account + "' is given to both '" + first->second + "' and '" +
                             member.id + "'");
  if (file.text("otherwise", book_.team.otherwise) && book_.team.find(book_.team.otherwise) == nullptr)
    file.fault(*file.get("otherwise"), "'otherwise' names nobody of the members");
  file.finish();
}

}  // namespace tenderlead::config
