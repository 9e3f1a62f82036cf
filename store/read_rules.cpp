#include <algorithm>
#include <set>

#include "store/connection.h"
#include "store/dialect.h"
#include "store/grams.h"
#include "store/queries.h"

namespace tenderlead::store {
namespace {

// Words that hold some Latin letters; of more, the letters aren't asked for.
constexpr std::size_t kMostTerms = 200;

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
  each_lead_work([&](const LeadWorkRow& work) {
    if (work.verdict.empty()) return;
    JudgedRow judged{work.lead_id, work.product, work.verdict == "accepted", {}};
    for (std::size_t at = 0; at < work.notices.size();) {
      const auto end = std::min(work.notices.find('\n', at), work.notices.size());
      const auto id = work.notices.substr(at, end - at);
      Query query(db_, "SELECT row FROM notices WHERE id = ?1");
      query << id;
      if (query.step()) judged.notices.emplace_back(query.number(0), id);
      at = end + 1;
    }
    if (!judged.notices.empty()) rows.push_back(std::move(judged));
  });
  return rows;
}

std::vector<std::int64_t> Queries::notice_rows_since(const std::string& day) {
  std::vector<std::int64_t> rows;
  Query query(db_, "SELECT row FROM notices WHERE published_at >= ?1");
  query << day;
  while (query.step()) rows.push_back(query.number(0));
  return rows;
}

void Queries::each_notice_since(const std::string& day,
                                const std::function<void(const std::string& id)>& each) {
  Query query(db_, "SELECT id FROM notices WHERE published_at >= ?1");
  query << day;
  while (query.step()) each(query.text(0));
}

bool Queries::notice_rows_with(const std::vector<HeldString>& strings,
                               const std::function<void(std::int64_t row)>& each) {
  std::string match;
  const auto all_of = [&match](const std::string& part) { match += (match.empty() ? "" : " AND ") + part; };
  std::set<std::string> seen;
  for (const auto& string : strings) {
    auto held = held_terms(string.text, string.whole);
    for (const auto& term : held.terms)
      if (seen.insert(term).second) all_of(dialect::match_term(term, false));
    for (const auto& part : held.parts) {
      // Terms of letters alone, and those that begin with letters: whatever holds the part is among them.
      std::string any;
      std::size_t count = 0;
      Query query(db_, dialect::kFindTerms);
      query << part;
      while (query.step() && ++count <= kMostTerms)
        any += (any.empty() ? "" : " OR ") + dialect::match_term(query.text(0), false);
      if (count == 0) return true;
      if (count <= kMostTerms) all_of("(" + any + ")");
    }
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
