#include "store/connection.h"
#include "store/dialect.h"
#include "store/grams.h"
#include "store/queries.h"
#include "wire/json.h"

namespace tenderlead::store {
namespace {

#define TENDERLEAD_LEAD                                                                                   \
  "SELECT id, kind, product, organisation_id, notice_id, project_id, region_code, published_at, act_by, " \
  "score, json FROM leads "

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
  Query query(db_, TENDERLEAD_LEAD
              "WHERE (?1 = '' OR product = ?1) AND (?2 = '' OR kind = ?2) "
              "AND (?3 = '' OR substr(region_code, 1, length(?3)) = ?3) "
              "AND (?4 = '' OR organisation_id = ?4) AND score >= ?5 AND (?6 = '' OR published_at >= ?6) "
              "ORDER BY score DESC, id LIMIT ?7 OFFSET ?8");
  constexpr std::int64_t kAll = INT64_MAX;
  query << filter.product << filter.kind << filter.region << filter.organisation_id
        << static_cast<std::int64_t>(filter.min_score.value_or(0)) << filter.since
        << (filter.limit == 0 ? kAll : static_cast<std::int64_t>(filter.limit))
        << static_cast<std::int64_t>(filter.offset);
  while (query.step()) rows.push_back(lead_from(query));
  return rows;
}

std::optional<LeadRow> Queries::lead(const std::string& id) {
  Query query(db_, TENDERLEAD_LEAD "WHERE id = ?1");
  query << id;
  if (!query.step()) return std::nullopt;
  return lead_from(query);
}

std::vector<LeadRow> Queries::leads_of_notice(const std::string& notice_id) {
  std::vector<LeadRow> rows;
  Query query(db_, TENDERLEAD_LEAD "WHERE notice_id = ?1 ORDER BY score DESC, id");
  query << notice_id;
  while (query.step()) rows.push_back(lead_from(query));
  return rows;
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
