#include <charconv>

#include "store/connection.h"
#include "store/write_batch.h"

namespace tenderlead::store {

void WriteBatch::put_organisation_record(const OrganisationRecordRow& row) {
  Query query(
      db_,
      "INSERT INTO organisation_records(import_id, organisation_id, number, json) VALUES(?1, ?2, ?3, ?4) "
      "ON CONFLICT(import_id, organisation_id) DO UPDATE SET number = excluded.number, json = "
      "excluded.json");
  query << row.import_id << row.organisation_id << row.number << row.json;
  query.run();
}

void WriteBatch::remove_organisation_records(const std::string& import_id) {
  Query query(db_, "DELETE FROM organisation_records WHERE import_id = ?1");
  query << import_id;
  query.run();
}

std::int64_t WriteBatch::add_organisation_action(const OrganisationActionRow& row) {
  Query query(
      db_,
      "INSERT INTO organisation_actions(kind, organisation_id, other_id, field, value, province, name, "
      "other_name, person, at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) RETURNING id");
  query << row.kind << row.organisation_id << row.other_id << row.field << row.value << row.province
        << row.name << row.other_name << row.person << row.at;
  query.step();
  const auto id = query.number(0);
  query.run();
  return id;
}

bool WriteBatch::undo_organisation_action(std::int64_t id, const std::string& person, std::int64_t at) {
  Query query(db_,
              "UPDATE organisation_actions SET undone_at = ?2, undone_by = ?3 WHERE id = ?1 AND undone_at IS "
              "NULL");
  query << id << at << person;
  return query.run() > 0;
}

void WriteBatch::replace_ambiguous_names(const std::vector<AmbiguousNameRow>& rows) {
  Query(db_, "DELETE FROM ambiguous_names").run();
  for (const auto& row : rows) {
    Query query(db_,
                "INSERT INTO ambiguous_names(norm, province, name, notices, candidates, organisation_id) "
                "VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
    query << row.norm << row.province << row.name << row.notices << row.candidates << row.organisation_id;
    query.run();
  }
}

void WriteBatch::replace_parents(const std::vector<ParentRow>& rows) {
  Query(db_, "DELETE FROM organisation_parents").run();
  for (const auto& row : rows) {
    Query query(
        db_,
        "INSERT INTO organisation_parents(organisation_id, parent_id, relation) VALUES(?1, ?2, ?3) ON "
        "CONFLICT DO NOTHING");
    query << row.organisation_id << row.parent_id << row.relation;
    query.run();
  }
}

void WriteBatch::note_linked(const OrganisationClock& known) {
  std::int64_t count = 0;
  std::from_chars(known.linked.data(), known.linked.data() + known.linked.size(), count);
  set_fact("organisations_linked", std::to_string(count + 1) + ":" + std::to_string(known.newest_action) +
                                       ":" + std::to_string(known.undone));
}

}  // namespace tenderlead::store
