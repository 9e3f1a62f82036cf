// What people do with organisations. Each change is an action that can be undone, survives every rebuild, and is followed by linking
// anew. Errors: not_found (no such organisation or action), invalid_input (what the value should be). Not thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "linker/name_resolver.h"
#include "parsers/values/tables.h"
#include "store/store.h"

namespace tenderlead::app {

// An action as it can be written down, with the names that belong to it: kind, organisation_id and what its kind needs were said.
Result<store::OrganisationActionRow> checked_action(store::Queries& queries,
                                                    const parsers::ReadingTables& tables,
                                                    store::OrganisationActionRow action);

class OrganisationEditor {
 public:
  // `now` in seconds since 1970 UTC. Store and tables must outlive the editor.
  OrganisationEditor(store::Store& store, const parsers::ReadingTables& tables, std::int64_t now)
      : store_(store), tables_(tables), now_(now) {}

  // All give the action's number.
  // From now on `name` means the organisation: in a province (two digits), or everywhere.
  Result<std::int64_t> resolve(const std::string& name, const std::string& province, const std::string& id,
                               const std::string& person);
  Result<std::int64_t> merge(const std::string& id, const std::string& into, const std::string& person);
  // A name that led to `id` leads to an organisation of its own.
  Result<std::int64_t> split(const std::string& id, const std::string& name, const std::string& province,
                             const std::string& person);
  // Fields: name, kind, region (a GB/T 2260 code), alias, former_name, parent.branch, parent.alliance, parent.group (an organisation's
  // id), and the attributes of OrganisationFacts.
  Result<std::int64_t> set(const std::string& id, const std::string& field, const std::string& value,
                           const std::string& person);
  // An empty value: all that were entered into the field.
  Result<std::int64_t> release(const std::string& id, const std::string& field, const std::string& value,
                               const std::string& person);
  Result<std::int64_t> undo(const std::string& action, const std::string& person);

 private:
  Result<std::int64_t> act(store::OrganisationActionRow action, const std::string& person);

  store::Store& store_;
  const parsers::ReadingTables& tables_;
  std::int64_t now_;
};

// The names of all organisations in the store, as a resolver takes them.
void known_names(store::Queries& queries, const std::function<void(const linker::KnownName&)>& each);

}  // namespace tenderlead::app
