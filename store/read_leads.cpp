#include <algorithm>

#include "store/connection.h"
#include "store/dialect.h"
#include "store/grams.h"
#include "store/queries.h"
#include "wire/json.h"

namespace tenderlead::store {
namespace {

#define TENDERLEAD_LEAD                                                                                \
  "SELECT l.id, l.kind, l.product, l.organisation_id, l.notice_id, l.project_id, l.region_code, "      \
  "l.published_at, l.act_by, l.score, l.json, l.state, l.changed_at, l.owner, l.owner_because, "       \
  "l.work_id, coalesce(w.lead_id, ''), coalesce(w.owner, ''), coalesce(w.verdict, ''), "               \
  "coalesce(w.reason, ''), coalesce(w.snoozed_until, ''), coalesce(w.day, ''), coalesce(w.notes, 0), " \
  "coalesce(w.status, '') "                                                                            \
  "FROM leads l LEFT JOIN lead_work w ON w.lead_id = l.work_id "

LeadRow lead_from(const Query& query) {
  LeadRow row;
  row.id = query.text(0);
  row.kind = query.text(1);
  row.product = query.text(2);
  row.organisation_id = query.text(3);
  row.notice_id = query.text(4);
  row.project_id = query.text(5);
  row.region_code = query.text(6);
  row.published_at = query.text(7);
  row.act_by = query.text(8);
  row.score = static_cast<int>(query.number(9));
  row.json = query.text(10);
  row.state = query.text(11);
  row.changed_at = query.text(12);
  row.owner = query.text(13);
  row.owner_because = query.text(14);
  row.work_id = query.text(15);
  row.work.lead_id = query.text(16);
  row.work.owner = query.text(17);
  row.work.verdict = query.text(18);
  row.work.reason = query.text(19);
  row.work.snoozed_until = query.text(20);
  row.work.day = query.text(21);
  row.work.notes = query.number(22);
  row.work.status = query.text(23);
  if (!row.work.owner.empty()) {
    row.owner = row.work.owner;
    row.owner_because = "person";
  }
  return row;
}

// Whether all words stand in the notice as they were written.
bool holds(const std::string& json, const std::vector<QueryWord>& words) {
  const auto value = wire::parse_text(json);
  if (!value) return false;
  const auto notice = wire::notice_from_json(*value);
  if (!notice) return false;
  const auto text = search_text(*notice);
  for (const auto& word : words)
    if (text.find(word.folded) == std::string::npos) return false;
  return true;
}

}  // namespace

std::vector<TagRow> Queries::tags(const std::string& notice_id) {
  std::vector<TagRow> rows;
  Query query(db_, "SELECT tag, json FROM tags WHERE notice_id = ?1 ORDER BY position");
  query << notice_id;
  while (query.step()) rows.push_back({query.text(0), query.text(1)});
  return rows;
}

std::vector<LeadRow> Queries::leads(const LeadFilter& filter) {
  std::vector<LeadRow> rows;
  // A day is the beginning of every time within it, so comparing text is comparing time.
  Query query(
      db_, TENDERLEAD_LEAD
      "WHERE (?1 = '' OR l.product = ?1) AND (?2 = '' OR l.kind = ?2) "
      "AND (?3 = '' OR substr(l.region_code, 1, length(?3)) = ?3) "
      "AND (?4 = '' OR l.organisation_id = ?4) AND l.score >= ?5 AND (?6 = '' OR l.published_at >= ?6) "
      "AND (?9 = '' OR l.state = ?9 OR (?9 = 'live' AND l.state <> 'expired')) "
      "AND (?10 = '' OR coalesce(nullif(w.owner, ''), nullif(l.owner, ''), '-') = ?10) "
      "AND (?11 = '' OR l.changed_at >= ?11) "
      "AND (?12 = '' OR w.lead_id IS NULL OR (w.verdict <> 'rejected' AND (w.snoozed_until <= ?12 "
      "OR substr(l.changed_at, 1, 10) > w.day))) "
      "ORDER BY l.score DESC, l.id LIMIT ?7 OFFSET ?8");
  constexpr std::int64_t kAll = INT64_MAX;
  query << filter.product << filter.kind << filter.region << filter.organisation_id
        << static_cast<std::int64_t>(filter.min_score.value_or(0)) << filter.since
        << (filter.limit == 0 ? kAll : static_cast<std::int64_t>(filter.limit))
        << static_cast<std::int64_t>(filter.offset) << filter.state << filter.owner << filter.changed_since
        << filter.at_hand_on;
  while (query.step()) rows.push_back(lead_from(query));
  return rows;
}

std::optional<LeadRow> Queries::lead(const std::string& id) {
  Query query(db_, TENDERLEAD_LEAD "WHERE l.id = ?1");
  query << id;
  if (!query.step()) return std::nullopt;
  return lead_from(query);
}

std::vector<LeadRow> Queries::leads_of_notice(const std::string& notice_id) {
  std::vector<LeadRow> rows;
  Query query(db_, TENDERLEAD_LEAD
              "WHERE l.notice_id = ?1 OR (l.project_id <> '' AND l.project_id = (SELECT project_id FROM "
              "notices WHERE id = ?1)) ORDER BY l.score DESC, l.id");
  query << notice_id;
  while (query.step()) rows.push_back(lead_from(query));
  return rows;
}

std::vector<ReviewRow> Queries::reviews(const std::string& work_id) {
  std::vector<ReviewRow> rows;
  Query query(db_,
              "SELECT id, lead_id, person, action, reason, value, at FROM reviews WHERE lead_id = ?1 AND "
              "undone_at IS NULL ORDER BY seq");
  query << work_id;
  while (query.step())
    rows.push_back({query.text(0), query.text(1), query.text(2), query.text(3), query.text(4), query.text(5),
                    query.number(6)});
  return rows;
}

void Queries::each_lead_work(const std::function<void(const LeadWorkRow&)>& each) {
  Query query(db_,
              "SELECT lead_id, organisation_id, organisation, product, notices, owner, verdict, reason, "
              "snoozed_until, day, notes, status FROM lead_work ORDER BY lead_id");
  while (query.step())
    each({query.text(0), query.text(1), query.text(2), query.text(3), query.text(4), query.text(5),
          query.text(6), query.text(7), query.text(8), query.text(9), query.number(10), query.text(11)});
}

std::string Queries::lead_versions(const std::string& rules) {
  Query query(db_, "SELECT json FROM lead_versions WHERE rules = ?1");
  query << rules;
  return query.step() ? query.text(0) : std::string();
}

std::vector<std::pair<std::string, std::string>> Queries::opportunity_notices() {
  std::unordered_set<std::string> about;
  Query query(db_, "SELECT DISTINCT notice_id FROM tags WHERE tag >= 'product/' AND tag < 'product0'");
  while (query.step()) about.insert(query.text(0));
  return opportunity_notices(about);
}

std::vector<std::pair<std::string, std::string>> Queries::opportunity_notices(
    const std::unordered_set<std::string>& about_products) {
  std::unordered_set<std::string> projects;
  const auto each = [this](const auto& take) {
    Query query(db_, "SELECT id, project_id FROM notices");
    while (query.step()) take(query.text(0), query.text(1));
  };
  each([&](const std::string& id, const std::string& project) {
    if (!project.empty() && about_products.contains(id)) projects.insert(project);
  });
  std::vector<std::pair<std::string, std::string>> found;
  each([&](const std::string& id, const std::string& project) {
    if (project.empty() ? about_products.contains(id) : projects.contains(project))
      found.emplace_back(project, id);
  });
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<NoticeRow> Queries::search(std::string_view text, std::size_t limit) {
  std::vector<NoticeRow> found;
  const auto words = query_words(text);
  if (words.empty()) return found;
  std::string match;
  for (const auto& word : words)
    for (const auto& term : word.terms) {
      if (!match.empty()) match += " AND ";
      match += dialect::match_term(term, word.prefix);
    }
  static const std::string sql =
      std::string("SELECT n.id, w.json FROM notices n JOIN notice_words w ON w.row = n.row WHERE n.") +
      dialect::kMatchSearch + " ORDER BY n.published_at DESC, n.id";
  Query query(db_, sql);
  query << match;
  while (found.size() < limit && query.step()) {
    if (!holds(query.text(1), words)) continue;
    if (auto row = notice(query.text(0))) found.push_back(std::move(*row));
  }
  return found;
}

}  // namespace tenderlead::store
