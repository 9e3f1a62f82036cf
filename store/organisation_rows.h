// The master of organisations: what imports and people say. Tables of people's work, which no rebuild touches; and what linking leaves
// for people to decide.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace tenderlead::store {

// What a file says of an organisation.
struct OrganisationRecordRow {
  std::string import_id;
  std::string organisation_id;
  std::int64_t number = 0;  // of its first row in the file
  std::string json;         // of OrganisationFacts
  // of the import; only read
  std::string file{};
  std::int64_t at = 0;
};

// One thing that a person did with organisations. Rows are only added, and marked as undone: what holds is what all that aren't
// undone come to, in their order.
struct OrganisationActionRow {
  std::int64_t id = 0;  // counted from 1
  // set and release (field, value), merge (organisation_id goes into other_id), split (value is the name that goes its own way as other_id),
  // resolve (value, a name, means organisation_id).
  std::string kind;
  std::string organisation_id;
  std::string other_id{};
  std::string field{};
  std::string value{};
  std::string province{};  // of a name: two digits; empty for any
  std::string name{};  // of organisation_id, so that it can be told when nothing else speaks of it any more
  std::string other_name{};  // of other_id
  std::string person{};
  std::int64_t at = 0;
  std::optional<std::int64_t> undone_at{};
  std::string undone_by{};
};

// A name in notices that may mean several organisations.
struct AmbiguousNameRow {
  std::string norm;
  std::string province;         // two digits; empty where unknown
  std::string name;             // as most often written
  std::int64_t notices = 0;     // and pages that say it
  std::string candidates;       // JSON: [{"id", "name", "reasons"}]
  std::string organisation_id;  // that stands for the name meanwhile
};

struct ParentRow {
  std::string organisation_id;
  std::string parent_id;
  std::string relation;  // ParentName::relation

  friend auto operator<=>(const ParentRow&, const ParentRow&) = default;
};

}  // namespace tenderlead::store
