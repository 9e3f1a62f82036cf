#include "store/connection.h"
#include "store/queries.h"
#include "store/row_text.h"

namespace tenderlead::store {
namespace {

// What notice_from() reads, in its order.
#define TENDERLEAD_NOTICE_COLUMNS                                                                   \
  "n.id, n.source_id, n.url, n.kind, n.title, n.buyer, n.region_code, n.published_at, n.buyer_id, " \
  "n.project_id"
constexpr int kNoticeColumns = 10;
#define TENDERLEAD_NOTICE_WITH_WORDS \
  "SELECT " TENDERLEAD_NOTICE_COLUMNS ", w.json FROM notices n JOIN notice_words w ON w.row = n.row "

NoticeRow notice_from(const Query& query) {
  NoticeRow row;
  row.id = query.text(0);
  row.source_id = query.text(1);
  row.url = query.text(2);
  row.kind = query.text(3);
  row.title = query.text(4);
  row.buyer = query.text(5);
  row.region_code = query.text(6);
  row.published_at = query.text(7);
  row.buyer_id = query.text(8);
  row.project_id = query.text(9);
  return row;
}

NoticeRow notice_with_words(const Query& query) {
  auto row = notice_from(query);
  row.json = query.text(kNoticeColumns);
  return row;
}

#define TENDERLEAD_PROFILE                                            \
  "SELECT id, source_id, url, name, mentions, organisation_id, json," \
  " coalesce((SELECT fetched_at FROM pages WHERE seq = page_seq), 0) FROM profiles "

ProfileRow profile_from(const Query& query) {
  ProfileRow row;
  row.id = query.text(0);
  row.source_id = query.text(1);
  row.url = query.text(2);
  row.name = query.text(3);
  row.mentions = mentions_from_text(query.view(4));
  row.organisation_id = query.text(5);
  row.json = query.text(6);
  row.fetched_at = query.number(7);
  return row;
}

#define TENDERLEAD_ORGANISATION \
  "SELECT o.id, o.name, o.norm, o.kind, o.region_code, o.json FROM organisations o "

OrganisationRow organisation_from(const Query& query) {
  return {query.text(0), query.text(1), query.text(2), query.text(3), query.text(4), query.text(5)};
}

std::int64_t count(Connection& db, std::string_view sql) {
  Query query(db, sql);
  return query.step() ? query.number(0) : 0;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> Queries::attachments_of(const std::string& notice_id) {
  std::vector<std::pair<std::string, std::string>> rows;
  Query query(
      db_,
      "SELECT a.url, a.json FROM notice_attachments n JOIN attachments a ON a.source_id = n.source_id "
      "AND a.url = n.url WHERE n.notice_id = ?1 ORDER BY n.position");
  query << notice_id;
  while (query.step()) rows.emplace_back(query.text(0), query.text(1));
  return rows;
}

std::optional<NoticeRow> Queries::notice(const std::string& id) {
  Query query(db_, TENDERLEAD_NOTICE_WITH_WORDS "WHERE n.id = ?1");
  query << id;
  if (!query.step()) return std::nullopt;
  return notice_with_words(query);
}

std::vector<NoticeRow> Queries::notices_of_project(const std::string& project_id) {
  std::vector<NoticeRow> rows;
  if (project_id.empty()) return rows;
  Query query(db_, TENDERLEAD_NOTICE_WITH_WORDS
              "WHERE n.project_id = ?1 AND n.project_id <> '' ORDER BY n.published_at, n.id");
  query << project_id;
  while (query.step()) rows.push_back(notice_with_words(query));
  return rows;
}

std::vector<NoticeRow> Queries::notices_of_buyer(const std::string& organisation_id, std::size_t limit) {
  std::vector<NoticeRow> rows;
  if (organisation_id.empty()) return rows;
  Query query(db_, TENDERLEAD_NOTICE_WITH_WORDS
              "WHERE n.buyer_id = ?1 AND n.buyer_id <> '' ORDER BY n.published_at DESC, n.id LIMIT ?2");
  query << organisation_id << static_cast<std::int64_t>(limit);
  while (query.step()) rows.push_back(notice_with_words(query));
  return rows;
}

std::int64_t Queries::notice_count() {
  return count(db_, "SELECT COUNT(*) FROM notices");
}
std::int64_t Queries::organisation_count() {
  return count(db_, "SELECT COUNT(*) FROM organisations");
}
std::int64_t Queries::lead_count() {
  return count(db_, "SELECT COUNT(*) FROM leads");
}

void Queries::each_notice(bool tagged_only, const std::function<void(const NoticeRow&)>& each) {
  Query query(db_, TENDERLEAD_NOTICE_WITH_WORDS
              "WHERE ?1 = 0 OR EXISTS(SELECT 1 FROM tags t WHERE t.notice_id = n.id) ORDER BY n.id");
  query << tagged_only;
  while (query.step()) each(notice_with_words(query));
}

void Queries::each_notice_link(const std::function<void(const NoticeRow&)>& each) {
  Query query(db_, "SELECT " TENDERLEAD_NOTICE_COLUMNS
                   ", n.mentions, n.fingerprint, n.link_facts FROM notices n ORDER BY n.row");
  while (query.step()) {
    auto row = notice_from(query);
    row.mentions = mentions_from_text(query.view(kNoticeColumns));
    row.fingerprint = static_cast<std::uint64_t>(query.number(kNoticeColumns + 1));
    row.link_facts = query.text(kNoticeColumns + 2);
    each(row);
  }
}

void Queries::each_purchase(bool tagged, const std::function<void(const NoticeRow&)>& each) {
#define TENDERLEAD_IS_PURCHASE "n.kind IN ('award', 'contract', 'acceptance') AND n.buyer_id <> '' "
  if (!tagged) {
    Query query(db_, TENDERLEAD_NOTICE_WITH_WORDS "WHERE " TENDERLEAD_IS_PURCHASE "ORDER BY n.id");
    while (query.step()) each(notice_with_words(query));
    return;
  }
  Query query(db_, "SELECT " TENDERLEAD_NOTICE_COLUMNS
                   ", n.link_facts FROM notices n WHERE " TENDERLEAD_IS_PURCHASE
                   "AND EXISTS(SELECT 1 FROM tags t WHERE t.notice_id = n.id AND t.tag LIKE 'product/%') "
                   "ORDER BY n.id");
  while (query.step()) {
    auto row = notice_from(query);
    row.link_facts = query.text(kNoticeColumns);
    each(row);
  }
#undef TENDERLEAD_IS_PURCHASE
}

void Queries::each_profile(const std::function<void(const ProfileRow&)>& each) {
  Query query(db_, TENDERLEAD_PROFILE "ORDER BY id");
  while (query.step()) each(profile_from(query));
}

std::optional<OrganisationRow> Queries::organisation(const std::string& id) {
  Query query(db_, TENDERLEAD_ORGANISATION "WHERE o.id = ?1");
  query << id;
  if (!query.step()) return std::nullopt;
  return organisation_from(query);
}

std::optional<OrganisationRow> Queries::organisation_by_name(const std::string& norm,
                                                             const std::string& province) {
  // The province's own row before the one for any; a name that stands for several and is asked for without a
  // province gives none of them.
  Query query(db_, TENDERLEAD_ORGANISATION
              "JOIN organisation_names l ON l.organisation_id = o.id "
              "WHERE l.norm = ?1 AND l.province IN (?2, '') ORDER BY l.province DESC LIMIT 1");
  query << norm << province;
  if (!query.step()) return std::nullopt;
  return organisation_from(query);
}

void Queries::each_organisation(const std::function<void(const OrganisationRow&)>& each) {
  Query query(db_, TENDERLEAD_ORGANISATION "ORDER BY o.id");
  while (query.step()) each(organisation_from(query));
}

std::vector<ProfileRow> Queries::profiles_of(const std::string& organisation_id) {
  std::vector<ProfileRow> rows;
  Query query(db_, TENDERLEAD_PROFILE "WHERE organisation_id = ?1 AND organisation_id <> '' ORDER BY id");
  query << organisation_id;
  while (query.step()) rows.push_back(profile_from(query));
  return rows;
}

std::optional<ProfileRow> Queries::profile(const std::string& id) {
  Query query(db_, TENDERLEAD_PROFILE "WHERE id = ?1");
  query << id;
  if (!query.step()) return std::nullopt;
  return profile_from(query);
}

}  // namespace tenderlead::store
