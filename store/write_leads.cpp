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
  put_lead_head(lead);
}

std::int64_t WriteBatch::next_lead_seq() {
  Query query(db_, "UPDATE lead_clock SET seq = seq + 1 WHERE one = 1 RETURNING seq");
  query.step();
  const auto seq = query.number(0);
  query.run();
  return seq;
}

void WriteBatch::put_lead_head(const LeadRow& lead) {
  const auto seq = next_lead_seq();
  const auto content = content_id({lead.json, lead.owner});
  Query query(db_,
              "INSERT INTO lead_heads(id, seq, kind, state, ended, grade, score, uncertainty, product, "
              "organisation_id, organisation, region_code, notice_id, project_id, title, act_by, "
              "published_at, opened_at, changed_at, news, news_en, price_low, price_high, owner, "
              "owner_because, work_id, content) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
              "?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, "
              "coalesce(nullif(?26, ''), ?1), ?27) ON CONFLICT(id) DO UPDATE SET seq = excluded.seq, "
              "kind = excluded.kind, state = excluded.state, ended = excluded.ended, grade = excluded.grade, "
              "score = excluded.score, uncertainty = excluded.uncertainty, product = excluded.product, "
              "organisation_id = excluded.organisation_id, organisation = excluded.organisation, "
              "region_code = excluded.region_code, notice_id = excluded.notice_id, "
              "project_id = excluded.project_id, title = excluded.title, act_by = excluded.act_by, "
              "published_at = excluded.published_at, opened_at = excluded.opened_at, "
              "changed_at = excluded.changed_at, news = excluded.news, news_en = excluded.news_en, "
              "price_low = excluded.price_low, price_high = excluded.price_high, owner = excluded.owner, "
              "owner_because = excluded.owner_because, work_id = excluded.work_id, "
              "content = excluded.content");
  query << lead.id << seq << lead.kind << lead.state << lead.ended << lead.grade << lead.score
        << lead.uncertainty << lead.product << lead.organisation_id << lead.organisation << lead.region_code
        << lead.notice_id << lead.project_id << lead.title << lead.act_by << lead.published_at
        << lead.opened_at << lead.changed_at << lead.news << lead.news_en << lead.price_low << lead.price_high
        << lead.owner << lead.owner_because << lead.work_id << content;
  query.run();
}

void WriteBatch::set_lead_owner(const std::string& lead_id, const std::string& person,
                                const std::string& because) {
  Query query(db_, "UPDATE leads SET owner = ?2, owner_because = ?3 WHERE id = ?1");
  query << lead_id << person << because;
  query.run();
  Query head(db_, "UPDATE lead_heads SET owner = ?2, owner_because = ?3, seq = ?4 WHERE id = ?1");
  head << lead_id << person << because << next_lead_seq();
  head.run();
}

void WriteBatch::set_lead_work(const std::string& lead_id, const std::string& work_id) {
  Query query(db_, "UPDATE leads SET work_id = ?2 WHERE id = ?1");
  query << lead_id << work_id;
  query.run();
  Query head(db_, "UPDATE lead_heads SET work_id = ?2, seq = ?3 WHERE id = ?1");
  head << lead_id << work_id << next_lead_seq();
  head.run();
}

void WriteBatch::put_lead_versions(const std::string& rules, const std::string& json) {
  Query(db_, "DELETE FROM lead_versions").run();
  Query query(db_, "INSERT INTO lead_versions(rules, json) VALUES(?1, ?2)");
  query << rules << json;
  query.run();
  note_change("leads", {}, {});
}

void WriteBatch::clear_leads() {
  Query(db_, "DELETE FROM leads").run();
  Query(db_, "DELETE FROM lead_heads").run();
  Query(db_, "UPDATE lead_clock SET seq = seq + 1, cleared = seq + 1 WHERE one = 1").run();
}

void WriteBatch::set_fact(const std::string& name, const std::string& value) {
  Query query(
      db_,
      "INSERT INTO facts(name, value) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET value = excluded.value");
  query << name << value;
  query.run();
}

}  // namespace tenderlead::store
