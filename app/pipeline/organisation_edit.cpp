#include "app/pipeline/organisation_edit.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "app/pipeline/link.h"
#include "app/pipeline/names.h"
#include "app/pipeline/organisation_people.h"
#include "app/pipeline/organisation_view.h"
#include "model/organisation.h"
#include "model/organisation_facts.h"
#include "store/ids.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

constexpr std::array<std::string_view, 27> kFields = {"name",
                                                      "kind",
                                                      "region",
                                                      "alias",
                                                      "former_name",
                                                      "parent.branch",
                                                      "parent.alliance",
                                                      "parent.group",
                                                      "level.tier",
                                                      "level.grade",
                                                      "category",
                                                      "ownership",
                                                      "beds.open",
                                                      "beds.authorised",
                                                      "staff",
                                                      "outpatient_visits",
                                                      "discharges",
                                                      "surgeries",
                                                      "founded",
                                                      "departments",
                                                      "ratings.emr",
                                                      "ratings.interconnection",
                                                      "ratings.smart_service",
                                                      "ratings.smart_management",
                                                      "address",
                                                      "phone",
                                                      "website"};

Error wrong(const std::string& message) {
  return Error{ErrorCode::invalid_input, message};
}

// Whether a hospital's profile with the value says it: how numbers and fixed words are checked.
bool fits(const std::string& field, const std::string& value) {
  if (!field.starts_with("level.") && !field.starts_with("ratings.") && field != "category" &&
      field != "ownership" && !field.starts_with("beds.") && field != "staff" &&
      field != "outpatient_visits" && field != "discharges" && field != "surgeries" && field != "founded")
    return true;
  const HospitalProfile empty;
  const auto with = with_values(empty, {{field, value, Origin::person, "", 0, true}});
  return wire::to_json_text(with) != wire::to_json_text(empty);
}

}  // namespace

Result<std::string> OrganisationEditor::name_of(const std::string& id) {
  auto row = store_.read([&](store::Queries& queries) {
    const PeopleDecisions people(queries.organisation_actions());
    return queries.organisation(people.merged(id));
  });
  if (!row) return row.error();
  if (!*row)
    return Error{ErrorCode::not_found,
                 "there is no organisation '" + id + "'; `tenderlead org list` finds them"};
  return (*row)->name;
}

Result<std::int64_t> OrganisationEditor::record(store::OrganisationActionRow action) {
  action.at = now_;
  std::int64_t id = 0;
  auto written =
      store_.write([&](store::WriteBatch& writer) { id = writer.add_organisation_action(action); });
  if (!written) return written.error();
  if (auto linked = link_all(store_, tables_); !linked) return linked.error();
  return id;
}

Result<std::int64_t> OrganisationEditor::resolve(const std::string& name, const std::string& province,
                                                 const std::string& id, const std::string& person) {
  auto known = name_of(id);
  if (!known) return known.error();
  if (normalised_name(name).empty()) return wrong("'" + name + "' is no name");
  if (!province.empty() && province.size() != 2) return wrong("--province takes two digits, like 51");
  return record({.kind = "resolve",
                 .organisation_id = id,
                 .value = name,
                 .province = province,
                 .name = *known,
                 .person = person});
}

Result<std::int64_t> OrganisationEditor::merge(const std::string& id, const std::string& into,
                                               const std::string& person) {
  auto from = name_of(id);
  if (!from) return from.error();
  auto target = name_of(into);
  if (!target) return target.error();
  auto same = store_.read([&](store::Queries& queries) {
    const PeopleDecisions people(queries.organisation_actions());
    return people.merged(id) == people.merged(into);
  });
  if (!same) return same.error();
  if (*same) return wrong("these are one organisation already");
  return record({.kind = "merge",
                 .organisation_id = id,
                 .other_id = into,
                 .name = *from,
                 .other_name = *target,
                 .person = person});
}

Result<std::int64_t> OrganisationEditor::split(const std::string& id, const std::string& name,
                                               const std::string& province, const std::string& person) {
  auto known = name_of(id);
  if (!known) return known.error();
  const auto norm = normalised_name(name);
  if (norm.empty()) return wrong("'" + name + "' is no name");
  auto own = store_.read([&](store::Queries& queries) {
    const auto found = queries.organisation_by_name(norm, province);
    return found && found->id == id;
  });
  if (!own) return own.error();
  if (!*own)
    return wrong("'" + name + "' isn't a name of " + *known + "; `tenderlead org show " + id +
                 "` lists them");
  return record({.kind = "split",
                 .organisation_id = id,
                 .other_id = store::content_id({"organisation", "split", norm, province}),
                 .value = name,
                 .province = province,
                 .name = *known,
                 .other_name = name,
                 .person = person});
}

Result<std::int64_t> OrganisationEditor::set(const std::string& id, const std::string& field,
                                             const std::string& value, const std::string& person) {
  auto known = name_of(id);
  if (!known) return known.error();
  if (std::ranges::find(kFields, std::string_view(field)) == kFields.end()) {
    std::string fields;
    for (const auto each : kFields) fields += (fields.empty() ? "" : ", ") + std::string(each);
    return wrong("there is no field '" + field + "'; there are " + fields);
  }
  if (value.empty()) return wrong("a value is missing; `tenderlead org release` lets go of one");
  if (field == "region" && !tables_.regions.by_code(value))
    return wrong("region: '" + value + "' is no GB/T 2260 code of this table, like 510117");
  if (field == "kind" && !organisation_kind_from_string(value))
    return wrong("kind: '" + value +
                 "' is none of hospital, health_commission, cdc, insurance_bureau, pharmacy_chain, supplier, "
                 "agency, other");
  if (field == "name" && normalised_name(value).empty()) return wrong("name: '" + value + "' is no name");
  if (field.starts_with("parent.")) {
    auto parent = name_of(value);
    if (!parent) return parent.error();
    if (value == id) return wrong(field + ": an organisation isn't its own parent");
  }
  if (!fits(field, value)) return wrong(field + ": '" + value + "' isn't a value of this field");
  return record({.kind = "set",
                 .organisation_id = id,
                 .field = field,
                 .value = value,
                 .name = *known,
                 .person = person});
}

Result<std::int64_t> OrganisationEditor::release(const std::string& id, const std::string& field,
                                                 const std::string& value, const std::string& person) {
  auto entered = store_.read([&](store::Queries& queries) {
    const PeopleDecisions people(queries.organisation_actions());
    const auto values = people.values().find(id);
    return values != people.values().end() && std::ranges::any_of(values->second, [&](const SetValue& each) {
             return each.field == field && (value.empty() || each.value == value);
           });
  });
  if (!entered) return entered.error();
  if (!*entered) return wrong("nobody entered that into '" + field + "' of " + id);
  return record({.kind = "release", .organisation_id = id, .field = field, .value = value, .person = person});
}

Result<std::int64_t> OrganisationEditor::undo(const std::string& action, const std::string& person) {
  std::int64_t id = 0;
  const auto* end = action.data() + action.size();
  if (std::from_chars(action.data(), end, id).ptr != end || id <= 0)
    return wrong("'" + action + "' is no number of an action; `tenderlead org actions` lists them");
  bool undone = false;
  auto written = store_.write(
      [&](store::WriteBatch& writer) { undone = writer.undo_organisation_action(id, person, now_); });
  if (!written) return written.error();
  if (!undone) return Error{ErrorCode::not_found, "there is no action " + action + " that could be undone"};
  if (auto linked = link_all(store_, tables_); !linked) return linked.error();
  return id;
}

void known_names(store::Queries& queries, const std::function<void(const linker::KnownName&)>& each) {
  queries.each_organisation([&](const store::OrganisationRow& row) {
    const auto value = wire::parse_text(row.json);
    if (!value) return;
    const auto organisation = wire::organisation_from_json(*value);
    if (!organisation) return;
    linker::KnownName known;
    known.id = row.id;
    known.name = row.name;
    known.region = linker::place_code(row.region_code);
    known.kind = organisation->kind;
    each(known);
    known.as = linker::KnownName::As::alias;
    for (const auto& alias : organisation->aliases) {
      known.name = alias;
      each(known);
    }
  });
}

}  // namespace tenderlead::app
