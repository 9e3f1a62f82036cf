#include <algorithm>
#include <charconv>

#include "store/connection.h"
#include "store/queries.h"

namespace tenderlead::store {
namespace {

constexpr const char* kLinkedFact = "organisations_linked";

#define TENDERLEAD_RECORD                                                                              \
  "SELECT r.import_id, r.organisation_id, r.number, r.json, i.file, i.at FROM organisation_records r " \
  "JOIN imports i ON i.id = r.import_id WHERE i.reverted_at IS NULL "
#define TENDERLEAD_ACTION                                                                              \
  "SELECT id, kind, organisation_id, other_id, field, value, province, name, other_name, person, at, " \
  "undone_at, undone_by FROM organisation_actions "
#define TENDERLEAD_AMBIGUOUS \
  "SELECT norm, province, name, notices, candidates, organisation_id FROM ambiguous_names "

OrganisationRecordRow record_from(const Query& query) {
  return {query.text(0), query.text(1), query.number(2), query.text(3), query.text(4), query.number(5)};
}

OrganisationActionRow action_from(const Query& query) {
  OrganisationActionRow row;
  row.id = query.number(0);
  row.kind = query.text(1);
  row.organisation_id = query.text(2);
  row.other_id = query.text(3);
  row.field = query.text(4);
  row.value = query.text(5);
  row.province = query.text(6);
  row.name = query.text(7);
  row.other_name = query.text(8);
  row.person = query.text(9);
  row.at = query.number(10);
  if (!query.null(11)) row.undone_at = query.number(11);
  row.undone_by = query.text(12);
  return row;
}

}  // namespace

void Queries::each_organisation_record(const std::function<void(const OrganisationRecordRow&)>& each) {
  Query query(db_, TENDERLEAD_RECORD "ORDER BY i.at, i.id, r.organisation_id");
  while (query.step()) each(record_from(query));
}

std::vector<OrganisationRecordRow> Queries::organisation_records_of(const std::string& organisation_id) {
  std::vector<OrganisationRecordRow> rows;
  Query query(db_, TENDERLEAD_RECORD "AND r.organisation_id = ?1 ORDER BY i.at, i.id");
  query << organisation_id;
  while (query.step()) rows.push_back(record_from(query));
  return rows;
}

std::vector<OrganisationActionRow> Queries::organisation_actions() {
  std::vector<OrganisationActionRow> rows;
  Query query(db_, TENDERLEAD_ACTION "ORDER BY id");
  while (query.step()) rows.push_back(action_from(query));
  return rows;
}

std::optional<OrganisationActionRow> Queries::organisation_action(std::int64_t id) {
  Query query(db_, TENDERLEAD_ACTION "WHERE id = ?1");
  query << id;
  if (!query.step()) return std::nullopt;
  return action_from(query);
}

std::vector<AmbiguousNameRow> Queries::ambiguous_names() {
  std::vector<AmbiguousNameRow> rows;
  Query query(db_, TENDERLEAD_AMBIGUOUS "ORDER BY notices DESC, norm, province");
  while (query.step())
    rows.push_back(
        {query.text(0), query.text(1), query.text(2), query.number(3), query.text(4), query.text(5)});
  return rows;
}

std::vector<ParentRow> Queries::parents_of(const std::string& organisation_id) {
  std::vector<ParentRow> rows;
  Query query(
      db_,
      "SELECT organisation_id, parent_id, relation FROM organisation_parents WHERE organisation_id = ?1 "
      "ORDER BY relation, parent_id");
  query << organisation_id;
  while (query.step()) rows.push_back({query.text(0), query.text(1), query.text(2)});
  return rows;
}

std::vector<ParentRow> Queries::children_of(const std::string& organisation_id) {
  std::vector<ParentRow> rows;
  Query query(db_,
              "SELECT organisation_id, parent_id, relation FROM organisation_parents WHERE parent_id = ?1 "
              "ORDER BY relation, organisation_id");
  query << organisation_id;
  while (query.step()) rows.push_back({query.text(0), query.text(1), query.text(2)});
  return rows;
}

void Queries::each_organisation_name(
    const std::function<void(std::string_view norm, std::string_view province, std::string_view id)>& each) {
  Query query(db_, "SELECT norm, province, organisation_id FROM organisation_names ORDER BY norm, province");
  while (query.step()) each(query.view(0), query.view(1), query.view(2));
}

std::vector<OrganisationRow> Queries::organisations_named(std::string_view words, std::size_t limit) {
  std::vector<OrganisationRow> rows;
  // LIKE with what people type: its own signs are taken as letters.
  std::string pattern = "%";
  for (const char c : words) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  pattern += '%';
  Query query(
      db_,
      "SELECT o.id, o.name, o.norm, o.kind, o.region_code, o.json FROM organisations o WHERE o.id IN "
      "(SELECT organisation_id FROM organisation_names WHERE norm LIKE ?1 ESCAPE '\\') OR o.name LIKE "
      "?1 ESCAPE '\\' ORDER BY length(o.name), o.name, o.id LIMIT ?2");
  query << pattern << static_cast<std::int64_t>(limit);
  while (query.step())
    rows.push_back(
        {query.text(0), query.text(1), query.text(2), query.text(3), query.text(4), query.text(5)});
  return rows;
}

OrganisationClock Queries::organisation_clock() {
  OrganisationClock clock;
  clock.linked = fact(kLinkedFact);
  // "7:31:2": the seventh linking, which knew 31 actions and that two were undone.
  std::int64_t* const parts[] = {nullptr, &clock.linked_action, &clock.linked_undone};
  std::size_t at = 0;
  for (auto* const part : parts) {
    const auto end = std::min(clock.linked.find(':', at), clock.linked.size());
    if (part != nullptr && at < end)
      std::from_chars(clock.linked.data() + at, clock.linked.data() + end, *part);
    at = std::min(end + 1, clock.linked.size());
  }
  Query query(db_, "SELECT coalesce(max(id), 0), count(undone_at) FROM organisation_actions");
  query.step();
  clock.newest_action = query.number(0);
  clock.undone = query.number(1);
  return clock;
}

void Queries::each_buyer(
    const std::function<void(const std::string& id, std::int64_t notices, const std::string& newest)>& each) {
  Query query(
      db_,
      "SELECT buyer_id, count(*), max(published_at) FROM notices WHERE buyer_id <> '' GROUP BY buyer_id");
  while (query.step()) each(query.text(0), query.number(1), query.text(2));
}

std::vector<BoughtNotice> Queries::bought(const std::string& organisation_id, const std::string& published_at,
                                          const std::string& id, std::size_t limit) {
  std::vector<BoughtNotice> rows;
  // No time that anything was published at comes behind a tilde.
  Query query(db_,
              "SELECT id, source_id, kind, title, published_at, url, region_code, project_id FROM notices "
              "WHERE buyer_id = ?1 AND buyer_id <> '' AND published_at <= ?2 AND (published_at < ?2 OR id < "
              "?3) ORDER BY published_at DESC, id DESC LIMIT ?4");
  const std::string until = id.empty() ? "~" : published_at;
  query << organisation_id << until << id << static_cast<std::int64_t>(limit);
  while (query.step()) {
    BoughtNotice row;
    row.id = query.text(0);
    row.source_id = query.text(1);
    row.kind = query.text(2);
    row.title = query.text(3);
    row.published_at = query.text(4);
    row.url = query.text(5);
    row.region_code = query.text(6);
    row.project_id = query.text(7);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::int64_t Queries::bought_count(const std::string& organisation_id) {
  Query query(db_, "SELECT count(*) FROM notices WHERE buyer_id = ?1 AND buyer_id <> ''");
  query << organisation_id;
  query.step();
  return query.number(0);
}

#undef TENDERLEAD_RECORD
#undef TENDERLEAD_ACTION
#undef TENDERLEAD_AMBIGUOUS

}  // namespace tenderlead::store
