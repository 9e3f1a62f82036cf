#include "store/connection.h"
#include "store/ids.h"
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
              "published_at, act_by, score, json, state, changed_at, owner, owner_because, work_id) "
              "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
              "coalesce(nullif(?16, ''), ?1)) "
              "ON CONFLICT(id) DO UPDATE SET kind = excluded.kind, product = excluded.product, "
              "organisation_id = excluded.organisation_id, notice_id = excluded.notice_id, "
              "project_id = excluded.project_id, region_code = excluded.region_code, "
              "published_at = excluded.published_at, act_by = excluded.act_by, score = excluded.score, "
              "json = excluded.json, state = excluded.state, changed_at = excluded.changed_at, "
              "owner = excluded.owner, owner_because = excluded.owner_because, work_id = excluded.work_id");
  query << lead.id << lead.kind << lead.product << lead.organisation_id << lead.notice_id << lead.project_id
        << lead.region_code << lead.published_at << lead.act_by << lead.score << lead.json << lead.state
        << lead.changed_at << lead.owner << lead.owner_because << lead.work_id;
  query.run();
}

void WriteBatch::set_lead_owner(const std::string& lead_id, const std::string& person,
                                const std::string& because) {
  Query query(db_, "UPDATE leads SET owner = ?2, owner_because = ?3 WHERE id = ?1");
  query << lead_id << person << because;
  query.run();
}

void WriteBatch::set_lead_work(const std::string& lead_id, const std::string& work_id) {
  Query query(db_, "UPDATE leads SET work_id = ?2 WHERE id = ?1");
  query << lead_id << work_id;
  query.run();
}

void WriteBatch::put_lead_versions(const std::string& rules, const std::string& json) {
  Query(db_, "DELETE FROM lead_versions").run();
  Query query(db_, "INSERT INTO lead_versions(rules, json) VALUES(?1, ?2)");
  query << rules << json;
  query.run();
}

std::string WriteBatch::add_review(ReviewRow review, LeadWorkRow work) {
  std::int64_t number = 0;
  {
    Query count(db_, "SELECT COUNT(*) FROM reviews");
    if (count.step()) number = count.number(0);
  }
  review.id = content_id({review.lead_id, review.person, review.action, review.reason, review.value,
                          std::to_string(review.at), std::to_string(number)});
  Query insert(db_,
               "INSERT INTO reviews(id, lead_id, person, action, reason, value, at) "
               "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  insert << review.id << review.lead_id << review.person << review.action << review.reason << review.value
         << review.at;
  insert.run();
  Query put(db_,
            "INSERT INTO lead_work(lead_id, organisation_id, organisation, product, notices, owner, "
            "verdict, reason, snoozed_until, day, notes) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
            "?11) ON CONFLICT(lead_id) DO UPDATE SET organisation_id = excluded.organisation_id, "
            "organisation = excluded.organisation, product = excluded.product, notices = excluded.notices, "
            "owner = excluded.owner, verdict = excluded.verdict, reason = excluded.reason, "
            "snoozed_until = excluded.snoozed_until, day = excluded.day, notes = excluded.notes");
  put << review.lead_id << work.organisation_id << work.organisation << work.product << work.notices
      << work.owner << work.verdict << work.reason << work.snoozed_until << work.day << work.notes;
  put.run();
  return review.id;
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
