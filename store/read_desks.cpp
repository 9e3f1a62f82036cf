#include "store/connection.h"
#include "store/desk_rows.h"
#include "store/queries.h"

namespace tenderlead::store {
namespace {

#define TENDERLEAD_HEAD                                                                                   \
  "SELECT h.seq, h.id, h.kind, h.state, h.ended, h.grade, h.score, h.uncertainty, h.product, "            \
  "h.organisation_id, h.organisation, h.region_code, h.notice_id, h.project_id, h.title, h.act_by, "      \
  "h.published_at, h.opened_at, h.changed_at, h.news, h.news_en, h.price_low, h.price_high, h.owner, "    \
  "h.owner_because, h.work_id, h.content, coalesce(w.owner, ''), coalesce(w.verdict, ''), "               \
  "coalesce(w.reason, ''), coalesce(w.status, ''), coalesce(w.snoozed_until, ''), coalesce(w.day, ''), "  \
  "coalesce(w.notes, 0), coalesce(w.revision, 0) FROM lead_heads h LEFT JOIN lead_work w ON w.lead_id = " \
  "h.work_id "

LeadHead head_from(const Query& query) {
  LeadHead head;
  head.seq = query.number(0);
  head.id = query.text(1);
  head.kind = query.text(2);
  head.state = query.text(3);
  head.ended = query.text(4);
  head.grade = query.text(5);
  head.score = static_cast<int>(query.number(6));
  head.uncertainty = static_cast<int>(query.number(7));
  head.product = query.text(8);
  head.organisation_id = query.text(9);
  head.organisation = query.text(10);
  head.region_code = query.text(11);
  head.notice_id = query.text(12);
  head.project_id = query.text(13);
  head.title = query.text(14);
  head.act_by = query.text(15);
  head.published_at = query.text(16);
  head.opened_at = query.text(17);
  head.changed_at = query.text(18);
  head.news = query.text(19);
  head.news_en = query.text(20);
  head.price_low = query.number(21);
  head.price_high = query.number(22);
  head.owner = query.text(23);
  head.owner_because = query.text(24);
  head.work_id = query.text(25);
  head.content = query.text(26);
  if (auto owner = query.text(27); !owner.empty()) {
    head.owner = std::move(owner);
    head.owner_because = "person";
  }
  head.verdict = query.text(28);
  head.reason = query.text(29);
  head.status = query.text(30);
  head.snoozed_until = query.text(31);
  head.worked_on = query.text(32);
  head.notes = query.number(33);
  head.revision = query.number(34);
  return head;
}

#define TENDERLEAD_REVIEW \
  "SELECT id, action_id, lead_id, person, action, reason, value, at, undone_at, undone_by FROM reviews "

DeskReviewRow review_from(const Query& query) {
  DeskReviewRow row;
  row.id = query.text(0);
  row.action_id = query.text(1);
  row.work_id = query.text(2);
  row.person = query.text(3);
  row.action = query.text(4);
  row.reason = query.text(5);
  row.value = query.text(6);
  row.at = query.number(7);
  if (!query.null(8)) row.undone_at = query.number(8);
  row.undone_by = query.text(9);
  return row;
}

#define TENDERLEAD_VIEW                                                                                     \
  "SELECT id, name, filter, sort, columns, shared, person, position, version, created_at, changed_at FROM " \
  "views "

ViewRow view_from(const Query& query) {
  return {query.text(0),   query.text(1),        query.text(2),   query.text(3),
          query.text(4),   query.number(5) != 0, query.text(6),   query.number(7),
          query.number(8), query.number(9),      query.number(10)};
}

#define TENDERLEAD_FEED "SELECT id, digest, name, filter, person, created_at, read_at FROM feeds "

FeedRow feed_from(const Query& query) {
  FeedRow row{query.text(0), query.text(1), query.text(2), query.text(3), query.text(4), query.number(5), {}};
  if (!query.null(6)) row.read_at = query.number(6);
  return row;
}

CorrectionRow correction_from(const Query& query) {
  return {query.number(0), query.text(1), query.text(2), query.text(3),  query.text(4),
          query.text(5),   query.text(6), query.text(7), query.number(8)};
}

}  // namespace

LeadClock Queries::lead_clock() {
  Query query(db_, "SELECT seq, cleared FROM lead_clock WHERE one = 1");
  if (!query.step()) return {};
  return {query.number(0), query.number(1)};
}

void Queries::each_lead_head(std::int64_t seq, const std::function<void(const LeadHead&)>& each) {
  Query query(db_, TENDERLEAD_HEAD "WHERE h.seq > ?1 ORDER BY h.seq");
  query << seq;
  while (query.step()) each(head_from(query));
}

std::optional<LeadHead> Queries::lead_head(const std::string& id) {
  Query query(db_, TENDERLEAD_HEAD "WHERE h.id = ?1");
  query << id;
  if (!query.step()) return std::nullopt;
  return head_from(query);
}

std::vector<LeadHead> Queries::leads_with_work(const std::string& work_id) {
  std::vector<LeadHead> rows;
  Query query(db_, TENDERLEAD_HEAD "WHERE h.work_id = ?1 ORDER BY h.id");
  query << work_id;
  while (query.step()) rows.push_back(head_from(query));
  return rows;
}

std::vector<DeskReviewRow> Queries::desk_reviews(const std::string& work_id) {
  std::vector<DeskReviewRow> rows;
  Query query(db_, TENDERLEAD_REVIEW "WHERE lead_id = ?1 ORDER BY seq DESC");
  query << work_id;
  while (query.step()) rows.push_back(review_from(query));
  return rows;
}

std::vector<DeskReviewRow> Queries::reviews_of_action(const std::string& action_id) {
  std::vector<DeskReviewRow> rows;
  Query query(db_, TENDERLEAD_REVIEW "WHERE action_id = ?1 ORDER BY seq");
  query << action_id;
  while (query.step()) rows.push_back(review_from(query));
  return rows;
}

std::vector<ViewRow> Queries::views(const std::string& person) {
  std::vector<ViewRow> rows;
  Query query(db_, TENDERLEAD_VIEW "WHERE person = ?1 OR shared = 1 ORDER BY position, name, id");
  query << person;
  while (query.step()) rows.push_back(view_from(query));
  return rows;
}

std::optional<ViewRow> Queries::view(const std::string& id) {
  Query query(db_, TENDERLEAD_VIEW "WHERE id = ?1");
  query << id;
  if (!query.step()) return std::nullopt;
  return view_from(query);
}

std::vector<FeedRow> Queries::feeds(const std::string& person) {
  std::vector<FeedRow> rows;
  Query query(db_, TENDERLEAD_FEED "WHERE person = ?1 ORDER BY created_at, id");
  query << person;
  while (query.step()) rows.push_back(feed_from(query));
  return rows;
}

std::optional<FeedRow> Queries::feed(const std::string& id) {
  Query query(db_, TENDERLEAD_FEED "WHERE id = ?1");
  query << id;
  if (!query.step()) return std::nullopt;
  return feed_from(query);
}

std::optional<FeedRow> Queries::feed_with(const std::string& digest) {
  Query query(db_, TENDERLEAD_FEED "WHERE digest = ?1");
  query << digest;
  if (!query.step()) return std::nullopt;
  return feed_from(query);
}

std::vector<CorrectionRow> Queries::corrections_of(const std::string& notice_id) {
  std::vector<CorrectionRow> rows;
  Query query(db_,
              "SELECT id, notice_id, field, value, old, old_evidence, person, reason, at FROM corrections "
              "WHERE notice_id = ?1 ORDER BY id");
  query << notice_id;
  while (query.step()) rows.push_back(correction_from(query));
  return rows;
}

void Queries::each_correction(const std::function<void(const CorrectionRow&)>& each) {
  Query query(db_,
              "SELECT id, notice_id, field, value, old, old_evidence, person, reason, at FROM corrections c "
              "WHERE value <> '' AND NOT EXISTS(SELECT 1 FROM corrections o WHERE o.notice_id = c.notice_id "
              "AND o.field = c.field AND o.id > c.id) ORDER BY notice_id, field");
  while (query.step()) each(correction_from(query));
}

std::int64_t Queries::newest_correction() {
  Query query(db_, "SELECT coalesce(MAX(id), 0) FROM corrections");
  return query.step() ? query.number(0) : 0;
}

bool Queries::awaits_correction(const std::string& notice_id) {
  Query query(db_,
              "SELECT 1 FROM notices n WHERE n.id = ?1 AND EXISTS(SELECT 1 FROM corrections c WHERE "
              "c.notice_id = n.id AND c.id > n.corrected)");
  query << notice_id;
  return query.step();
}

std::optional<NoticeBrief> Queries::notice_brief(const std::string& id) {
  Query query(db_, "SELECT id, source_id, kind, title, published_at, url FROM notices WHERE id = ?1");
  query << id;
  if (!query.step()) return std::nullopt;
  return NoticeBrief{query.text(0), query.text(1), query.text(2),
                     query.text(3), query.text(4), query.text(5)};
}

}  // namespace tenderlead::store
