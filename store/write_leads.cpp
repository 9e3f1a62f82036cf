#include "store/connection.h"
#include "store/write_batch.h"

namespace tenderlead::store {

void WriteBatch::put_tags(const std::string& notice_id, const std::vector<TagRow>& tags) {
  {
    Query query(db_, "DELETE FROM tags WHERE notice_id = ?1");
    query << notice_id;
    query.run();
  }
  int position = 0;
  for (const auto& tag : tags) {
    Query query(db_, "INSERT INTO tags(notice_id, position, tag, json) VALUES(?1, ?2, ?3, ?4)");
    query << notice_id << position++ << tag.id << tag.json;
    query.run();
  }
}

void WriteBatch::put_lead(const LeadRow& lead) {
  Query query(db_,
              "INSERT INTO leads(id, kind, product, organisation_id, notice_id, project_id, region_code, "
              "published_at, act_by, score, json) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) "
              "ON CONFLICT(id) DO UPDATE SET kind = excluded.kind, product = excluded.product, "
              "organisation_id = excluded.organisation_id, notice_id = excluded.notice_id, "
              "project_id = excluded.project_id, region_code = excluded.region_code, "
              "published_at = excluded.published_at, act_by = excluded.act_by, score = excluded.score, "
              "json = excluded.json");
  query << lead.id << lead.kind << lead.product << lead.organisation_id << lead.notice_id << lead.project_id
        << lead.region_code << lead.published_at << lead.act_by << lead.score << lead.json;
  query.run();
}

void WriteBatch::clear_leads() {
  Query(db_, "DELETE FROM leads").run();
}

void WriteBatch::set_fact(const std::string& name, const std::string& value) {
  Query query(
      db_,
      "INSERT INTO facts(name, value) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET value = excluded.value");
  query << name << value;
  query.run();
}

}  // namespace tenderlead::store
