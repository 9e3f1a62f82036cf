#include "store/connection.h"
#include "store/dialect.h"
#include "store/grams.h"
#include "store/queries.h"

namespace tenderlead::store {
namespace {

RuleVersionRow version_from(const Query& query) {
  RuleVersionRow row;
  row.rule = query.text(0);
  row.version = static_cast<int>(query.number(1));
  row.digest = query.text(2);
  row.state = query.text(3);
  row.person = query.text(4);
  row.at = query.number(5);
  row.note = query.text(6);
  row.diff = query.text(7);
  row.lines = query.text(8);
  return row;
}

#define TENDERLEAD_RULE_VERSION \
  "SELECT rule, version, digest, state, person, at, note, diff, lines FROM rule_versions v "

}  // namespace

std::vector<RuleVersionRow> Queries::rule_versions(const std::string& rule) {
  std::vector<RuleVersionRow> rows;
  Query query(db_, TENDERLEAD_RULE_VERSION "WHERE rule = ?1 ORDER BY version DESC");
  query << rule;
  while (query.step()) rows.push_back(version_from(query));
  return rows;
}

std::vector<RuleVersionRow> Queries::newest_rule_versions() {
  std::vector<RuleVersionRow> rows;
  Query query(
      db_, TENDERLEAD_RULE_VERSION
      "WHERE version = (SELECT MAX(version) FROM rule_versions o WHERE o.rule = v.rule) ORDER BY rule");
  while (query.step()) rows.push_back(version_from(query));
  return rows;
}

std::vector<TagCountRow> Queries::tag_counts() {
  std::vector<TagCountRow> rows;
  Query notices(db_, "SELECT tag, COUNT(*) FROM tags GROUP BY tag ORDER BY tag");
  while (notices.step()) rows.push_back({"notice", notices.text(0), notices.number(1)});
  Query others(db_,
               "SELECT subject, tag, COUNT(*) FROM subject_tags GROUP BY subject, tag ORDER BY subject, tag");
  while (others.step()) rows.push_back({others.text(0), others.text(1), others.number(2)});
  return rows;
}

std::int64_t Queries::project_count() {
  Query query(db_, "SELECT COUNT(*) FROM projects");
  return query.step() ? query.number(0) : 0;
}

std::vector<TagRow> Queries::tags_of_subject(const std::string& subject, const std::string& id) {
  std::vector<TagRow> rows;
  Query query(db_, "SELECT tag, json FROM subject_tags WHERE subject = ?1 AND id = ?2 ORDER BY position");
  query << subject << id;
  while (query.step()) rows.push_back({query.text(0), query.text(1)});
  return rows;
}

std::vector<JudgedRow> Queries::judged_leads() {
  std::vector<JudgedRow> rows;
  Query query(
      db_,
      "SELECT n.row, n.id, l.product, r.action FROM reviews r JOIN leads l ON l.id = r.lead_id "
      "JOIN notices n ON n.id = l.notice_id WHERE r.action IN ('accept', 'reject') AND "
      "NOT EXISTS(SELECT 1 FROM reviews o WHERE o.lead_id = r.lead_id AND o.action IN ('accept', 'reject') "
      "AND (o.at > r.at OR (o.at = r.at AND o.id > r.id))) ORDER BY n.row, l.product, r.id");
  while (query.step())
    rows.push_back({query.number(0), query.text(1), query.text(2), query.text(3) == "accept"});
  return rows;
}

std::vector<std::int64_t> Queries::notice_rows_since(const std::string& day) {
  std::vector<std::int64_t> rows;
  Query query(db_, "SELECT row FROM notices WHERE published_at >= ?1");
  query << day;
  while (query.step()) rows.push_back(query.number(0));
  return rows;
}

bool Queries::notice_rows_with(const std::vector<std::string>& strings,
                               const std::function<void(std::int64_t row)>& each) {
  std::string match;
  for (const auto& string : strings)
    for (const auto& word : query_words(string))
      for (const auto& term : word.terms) {
        // A run of letters may go on with digits: lis2 holds lis.
        const bool letters = static_cast<unsigned char>(term.front()) < 0x80;
        if (!match.empty()) match += " AND ";
        match += dialect::match_term(term, word.prefix || letters);
      }
  if (match.empty()) return false;
  Query query(db_, dialect::kFindSearch);
  query << match;
  while (query.step()) each(query.number(0));
  return true;
}

std::optional<HistoryRow> Queries::history_row(std::int64_t row) {
  Query query(
      db_,
      "SELECT n.row, n.id, n.url, n.published_at, n.buyer_id, n.project_id, w.json FROM notices n JOIN "
      "notice_words w ON w.row = n.row WHERE n.row = ?1");
  query << row;
  if (!query.step()) return std::nullopt;
  return HistoryRow{query.number(0), query.text(1), query.text(2), query.text(3),
                    query.text(4),   query.text(5), query.text(6)};
}

}  // namespace tenderlead::store
