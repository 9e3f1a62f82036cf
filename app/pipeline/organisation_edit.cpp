#include "app/pipeline/organisation_edit.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "app/pipeline/link.h"
#include "app/pipeline/names.h"
#include "app/pipeline/organisation_people.h"
#include "model/organisation_fields.h"
#include "store/ids.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

Error wrong(const std::string& message) {
  return Error{ErrorCode::invalid_input, message};
}

// The name of an organisation, or of the one that it was merged into.
Result<std::string> name_of(store::Queries& queries, const PeopleDecisions& people, const std::string& id) {
  const auto row = queries.organisation(people.merged(id));
  if (!row)
    return Error{ErrorCode::not_found,
                 "there is no organisation '" + id + "'; `tenderlead org list` finds them"};
  return row->name;
}

Result<void> check_value(store::Queries& queries, const PeopleDecisions& people,
                         const parsers::ReadingTables& tables, const store::OrganisationActionRow& action) {
  const auto& [field, value] = std::tie(action.field, action.value);
  const auto* form = field_form(field);
  if (form == nullptr) {
    std::vector<std::string_view> fields;
    for (const auto& each : field_forms()) fields.push_back(each.field);
    return wrong("there is no field '" + field + "'; there are " + in_words(fields));
  }
  if (value.empty()) return wrong("a value is missing; `tenderlead org release` lets go of one");
  if (field == "region" && !tables.regions.by_code(value))
    return wrong("region: '" + value + "' is no GB/T 2260 code of this table, like 510117");
  switch (fault_of(*form, value)) {
    case ValueFault::no_choice:
      return wrong(field + ": '" + value + "' is none of " + in_words(form->choices));
    case ValueFault::no_count:
      return wrong(field + ": '" + value + "' is no whole number from 0 to " + std::to_string(kMostCounted));
    case ValueFault::none:
      break;
  }
  if (field == "name" && normalised_name(value).empty()) return wrong("name: '" + value + "' is no name");
  if (field.starts_with("parent.")) {
    if (auto parent = name_of(queries, people, value); !parent) return parent.error();
    if (people.merged(value) == people.merged(action.organisation_id))
      return wrong(field + ": an organisation isn't its own parent");
  }
  return {};
}

Result<void> check_split(store::Queries& queries, store::OrganisationActionRow& action) {
  const auto norm = normalised_name(action.value);
  if (norm.empty()) return wrong("'" + action.value + "' is no name");
  const auto found = queries.organisation_by_name(norm, action.province);
  if (!found || found->id != action.organisation_id)
    return wrong("'" + action.value + "' isn't a name of " + action.name + "; `tenderlead org show " +
                 action.organisation_id + "` lists them");
  // A name that only notices write so is no alias, and may go while the organisation's own stays.
  const auto row = queries.organisation(action.organisation_id);
  bool others = !row || normalised_name(row->name) != norm;
  if (!others)
    if (const auto value = wire::parse_text(row->json))
      if (const auto known = wire::organisation_from_json(*value))
        others = std::ranges::any_of(
            known->aliases, [&](const std::string& alias) { return normalised_name(alias) != norm; });
  if (!others)
    return wrong("'" + action.value + "' is the only name of " + action.organisation_id +
                 ": there is nothing to split it from");
  action.other_id = store::content_id({"organisation", "split", norm, action.province});
  action.other_name = action.value;
  return {};
}

}  // namespace

Result<store::OrganisationActionRow> checked_action(store::Queries& queries,
                                                    const parsers::ReadingTables& tables,
                                                    store::OrganisationActionRow action) {
  const PeopleDecisions people(queries.organisation_actions());
  if (action.kind == "release") {
    // Of an organisation that nothing speaks of any more as well.
    const auto values = people.values().find(action.organisation_id);
    const bool entered =
        values != people.values().end() && std::ranges::any_of(values->second, [&](const SetValue& each) {
          return each.field == action.field && (action.value.empty() || each.value == action.value);
        });
    if (!entered)
      return wrong("nobody entered that into '" + action.field + "' of " + action.organisation_id);
    return action;
  }
  auto name = name_of(queries, people, action.organisation_id);
  if (!name) return name.error();
  action.name = *name;
  if (action.kind == "resolve") {
    if (normalised_name(action.value).empty()) return wrong("'" + action.value + "' is no name");
    if (!action.province.empty() && action.province.size() != 2)
      return wrong("--province takes two digits, like 51");
  } else if (action.kind == "merge") {
    auto other = name_of(queries, people, action.other_id);
    if (!other) return other.error();
    if (people.merged(action.organisation_id) == people.merged(action.other_id))
      return wrong("these are one organisation already");
    action.other_name = *other;
  } else if (action.kind == "split") {
    if (auto checked = check_split(queries, action); !checked) return checked.error();
  } else if (auto checked = check_value(queries, people, tables, action); !checked) {
    return checked.error();
  }
  return action;
}

Result<std::int64_t> OrganisationEditor::act(store::OrganisationActionRow action, const std::string& person) {
  std::optional<Error> refused;
  auto checked = store_.read([&](store::Queries& queries) {
    auto answer = checked_action(queries, tables_, std::move(action));
    if (answer) return std::move(*answer);
    refused = answer.error();
    return store::OrganisationActionRow{};
  });
  if (!checked) return checked.error();
  if (refused) return *refused;
  auto& row = *checked;
  row.person = person;
  row.at = now_;
  std::int64_t id = 0;
  auto written = store_.write([&](store::WriteBatch& writer) { id = writer.add_organisation_action(row); });
  if (!written) return written.error();
  if (auto linked = link_all(store_, tables_); !linked) return linked.error();
  return id;
}

Result<std::int64_t> OrganisationEditor::resolve(const std::string& name, const std::string& province,
                                                 const std::string& id, const std::string& person) {
  return act({.kind = "resolve", .organisation_id = id, .value = name, .province = province}, person);
}

Result<std::int64_t> OrganisationEditor::merge(const std::string& id, const std::string& into,
                                               const std::string& person) {
  return act({.kind = "merge", .organisation_id = id, .other_id = into}, person);
}

Result<std::int64_t> OrganisationEditor::split(const std::string& id, const std::string& name,
                                               const std::string& province, const std::string& person) {
  return act({.kind = "split", .organisation_id = id, .value = name, .province = province}, person);
}

Result<std::int64_t> OrganisationEditor::set(const std::string& id, const std::string& field,
                                             const std::string& value, const std::string& person) {
  return act({.kind = "set", .organisation_id = id, .field = field, .value = value}, person);
}

Result<std::int64_t> OrganisationEditor::release(const std::string& id, const std::string& field,
                                                 const std::string& value, const std::string& person) {
  return act({.kind = "release", .organisation_id = id, .field = field, .value = value}, person);
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
