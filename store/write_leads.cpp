#include <unordered_map>

#include "store/connection.h"
#include "store/ids.h"
#include "store/write_batch.h"

namespace tenderlead::store {
namespace {

std::string content_of(const LeadStamp& lead) {
  return content_id({lead.json_digest, lead.owner, lead.owner_because, lead.work_id});
}

}  // namespace

LeadStamp stamp_of(const LeadRow& lead) {
  return {lead.id, content_id({lead.json}), lead.owner, lead.owner_because, lead.work_id};
}

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
  const auto content = content_of(stamp_of(lead));
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

void WriteBatch::put_lead_versions(const std::string& rules, const std::string& json) {
  Query(db_, "DELETE FROM lead_versions").run();
  Query query(db_, "INSERT INTO lead_versions(rules, json) VALUES(?1, ?2)");
  query << rules << json;
  query.run();
}

std::int64_t WriteBatch::replace_leads(const std::function<void(const PutLead& put)>& all) {
  std::unordered_map<std::string, std::string>
      old;  // id to content; none where its notice went, and its row with that
  {
    Query query(db_,
                "SELECT h.id, CASE WHEN l.id IS NULL THEN '' ELSE h.content END FROM lead_heads h LEFT JOIN "
                "leads l ON l.id = h.id");
    while (query.step()) old.emplace(query.text(0), query.text(1));
  }
  std::int64_t changed = 0;
  all([&](const LeadStamp& stamp, const std::function<LeadRow()>& row) {
    const auto known = old.find(stamp.id);
    const bool same = known != old.end() && known->second == content_of(stamp);
    if (known != old.end()) old.erase(known);
    if (same) return;
    put_lead(row());
    ++changed;
  });
  for (const auto& [id, content] : old) {
    for (const char* sql : {"DELETE FROM leads WHERE id = ?1", "DELETE FROM lead_heads WHERE id = ?1"}) {
      Query query(db_, sql);
      query << id;
      query.run();
    }
    ++changed;
  }
  // Nobody who knows the leads can see that one is gone.
  if (!old.empty()) note_cleared();
  if (changed > 0) note_change("leads", {}, {});
  return changed;
}

void WriteBatch::note_cleared() {
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
