#include <algorithm>
#include <iterator>

#include "model/time.h"
#include "store/connection.h"
#include "store/desk_rows.h"
#include "store/ids.h"
#include "store/write_batch.h"
#include "wire/json.h"

namespace tenderlead::store {
namespace {

constexpr std::size_t kMostWords = 4000;      // bytes of a note
constexpr std::int64_t kLongestSnooze = 731;  // days

// What a lead comes to after one more review of it.
void apply(const DeskReviewRow& review, LeadWorkRow& work) {
  if (review.action == "claim") work.owner = review.value.empty() ? review.person : review.value;
  if (review.action == "assign") work.owner = review.value;
  if (review.action == "accept") {
    work.verdict = "accepted";
    work.reason = review.reason;
    work.snoozed_until.clear();
  }
  if (review.action == "reject") {
    work.verdict = "rejected";
    work.reason = review.reason;
  }
  if (review.action == "snooze") work.snoozed_until = review.value;
  if (review.action == "status") work.status = review.value;
  if (review.action == "note") ++work.notes;
  work.day = to_string(local_date(review.at));
}

// By what the work is found again when the lead's id changes.
void anchor(LeadWorkRow& work, const LeadRow& row) {
  work.lead_id = row.work_id.empty() ? row.id : row.work_id;
  work.organisation_id = row.organisation_id;
  work.product = row.product;
  work.notices.clear();
  const auto value = wire::parse_text(row.json);
  if (!value) return;
  const auto lead = wire::lead_from_json(*value);
  if (!lead) return;
  work.organisation = lead->organisation;
  for (const auto& notice : lead->notices) work.notices += notice + "\n";
}

}  // namespace

std::string fault_of(const Act& act, const std::string& today) {
  static constexpr std::string_view kActions[] = {"claim",  "assign", "accept", "reject",
                                                  "snooze", "note",   "status"};
  if (std::ranges::find(kActions, act.action) == std::end(kActions))
    return "an action is one of claim, assign, accept, reject, snooze, note and status";
  if (act.person.empty()) return "nobody is named who does it";
  if (act.action == "reject" && act.reason.empty()) return "a rejection needs its reason";
  if (act.action == "note" && act.reason.empty()) return "a note needs its words";
  if (act.reason.size() > kMostWords)
    return "the words are longer than " + std::to_string(kMostWords) + " bytes";
  if (act.action == "snooze") {
    const auto until = date_from_iso(act.value);
    const auto day = date_from_iso(today);
    if (!until || act.value.size() != 10) return "a snooze needs its last day as YYYY-MM-DD";
    if (day && days_from_date(*until) <= days_from_date(*day)) return "a snooze ends after today";
    if (day && days_from_date(*until) - days_from_date(*day) > kLongestSnooze)
      return "a snooze ends within two years";
  }
  if (act.action == "status" && !act.value.empty() &&
      std::ranges::none_of(kLeadStatuses, [&](const char* status) { return act.value == status; })) {
    std::string all;
    for (const char* status : kLeadStatuses) all += (all.empty() ? "" : ", ") + std::string(status);
    return "a status is one of " + all;
  }
  return {};
}

std::string WriteBatch::act(const Act& act, const std::vector<LeadRow>& leads) {
  std::string action_id;
  for (const auto& row : leads) {
    LeadWorkRow work;
    anchor(work, row);
    std::int64_t seq = 0;
    {
      Query next(db_, "SELECT coalesce(MAX(seq), 0) + 1 FROM reviews");
      if (next.step()) seq = next.number(0);
    }
    const auto id = content_id({work.lead_id, act.person, act.action, act.reason, act.value,
                                std::to_string(act.at), std::to_string(seq)});
    if (action_id.empty()) action_id = id;
    {
      Query insert(db_,
                   "INSERT INTO reviews(id, lead_id, person, action, reason, value, at, seq, action_id) "
                   "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
      insert << id << work.lead_id << act.person << act.action << act.reason << act.value << act.at << seq
             << action_id;
      insert.run();
    }
    fold_reviews(std::move(work), act.person);
  }
  return action_id;
}

bool WriteBatch::undo_act(const std::string& action_id, const std::string& person, std::int64_t at) {
  {
    Query undo(
        db_, "UPDATE reviews SET undone_at = ?2, undone_by = ?3 WHERE action_id = ?1 AND undone_at IS NULL");
    undo << action_id << at << person;
    if (undo.run() == 0) return false;
  }
  std::vector<LeadWorkRow> touched;
  {
    Query query(
        db_,
        "SELECT lead_id, organisation_id, organisation, product, notices FROM lead_work WHERE lead_id "
        "IN (SELECT lead_id FROM reviews WHERE action_id = ?1) ORDER BY lead_id");
    query << action_id;
    while (query.step()) {
      LeadWorkRow work;
      work.lead_id = query.text(0);
      work.organisation_id = query.text(1);
      work.organisation = query.text(2);
      work.product = query.text(3);
      work.notices = query.text(4);
      touched.push_back(std::move(work));
    }
  }
  for (auto& work : touched) fold_reviews(std::move(work), person);
  return true;
}

// `work` has its anchors alone.
void WriteBatch::fold_reviews(LeadWorkRow work, const std::string& person) {
  {
    Query query(db_,
                "SELECT person, action, reason, value, at FROM reviews WHERE lead_id = ?1 AND undone_at IS "
                "NULL ORDER BY seq");
    query << work.lead_id;
    while (query.step()) {
      DeskReviewRow review;
      review.person = query.text(0);
      review.action = query.text(1);
      review.reason = query.text(2);
      review.value = query.text(3);
      review.at = query.number(4);
      apply(review, work);
    }
  }
  {
    Query put(db_,
              "INSERT INTO lead_work(lead_id, organisation_id, organisation, product, notices, owner, "
              "verdict, reason, snoozed_until, day, notes, status, revision) VALUES(?1, ?2, ?3, ?4, ?5, ?6, "
              "?7, ?8, ?9, ?10, ?11, ?12, 1) ON CONFLICT(lead_id) DO UPDATE SET "
              "organisation_id = excluded.organisation_id, organisation = excluded.organisation, "
              "product = excluded.product, notices = excluded.notices, owner = excluded.owner, "
              "verdict = excluded.verdict, reason = excluded.reason, snoozed_until = excluded.snoozed_until, "
              "day = excluded.day, notes = excluded.notes, status = excluded.status, "
              "revision = lead_work.revision + 1");
    put << work.lead_id << work.organisation_id << work.organisation << work.product << work.notices
        << work.owner << work.verdict << work.reason << work.snoozed_until << work.day << work.notes
        << work.status;
    put.run();
  }
  std::vector<std::string> leads;
  {
    Query query(db_, "SELECT id FROM lead_heads WHERE work_id = ?1");
    query << work.lead_id;
    while (query.step()) leads.push_back(query.text(0));
  }
  for (const auto& id : leads) {
    Query touch(db_, "UPDATE lead_heads SET seq = ?2 WHERE id = ?1");
    touch << id << next_lead_seq();
    touch.run();
  }
  note_work_changed(work.lead_id, person);
}

std::string WriteBatch::add_view(ViewRow view) {
  view.id = content_id({"view", view.person, view.name, std::to_string(view.created_at)});
  Query query(db_,
              "INSERT INTO views(id, name, filter, sort, columns, shared, person, position, version, "
              "created_at, changed_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9, ?9)");
  query << view.id << view.name << view.filter << view.sort << view.columns << view.shared << view.person
        << view.position << view.created_at;
  query.run();
  return view.id;
}

void WriteBatch::replace_view(const ViewRow& view) {
  Query query(db_,
              "UPDATE views SET name = ?2, filter = ?3, sort = ?4, columns = ?5, shared = ?6, position = ?7, "
              "changed_at = ?8, version = version + 1 WHERE id = ?1");
  query << view.id << view.name << view.filter << view.sort << view.columns << view.shared << view.position
        << view.changed_at;
  query.run();
}

void WriteBatch::remove_view(const std::string& id) {
  Query query(db_, "DELETE FROM views WHERE id = ?1");
  query << id;
  query.run();
}

std::string WriteBatch::add_feed(FeedRow feed) {
  feed.id = content_id({"feed", feed.digest});
  Query query(
      db_, "INSERT INTO feeds(id, digest, name, filter, person, created_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
  query << feed.id << feed.digest << feed.name << feed.filter << feed.person << feed.created_at;
  query.run();
  return feed.id;
}

void WriteBatch::note_feed_read(const std::string& id, std::int64_t at) {
  Query query(db_, "UPDATE feeds SET read_at = ?2 WHERE id = ?1");
  query << id << at;
  query.run();
}

bool WriteBatch::remove_feed(const std::string& id) {
  Query query(db_, "DELETE FROM feeds WHERE id = ?1");
  query << id;
  return query.run() > 0;
}

std::int64_t WriteBatch::add_correction(const CorrectionRow& correction) {
  Query query(db_,
              "INSERT INTO corrections(notice_id, field, value, old, old_evidence, person, reason, at) "
              "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id");
  query << correction.notice_id << correction.field << correction.value << correction.old
        << correction.old_evidence << correction.person << correction.reason << correction.at;
  query.step();
  const auto id = query.number(0);
  query.run();
  return id;
}

}  // namespace tenderlead::store
