// What came of a visit to a URL, and when it is due again.
#include <algorithm>

#include "store/connection.h"
#include "store/write_batch.h"

namespace tenderlead::store {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kLongestPause = 14 * kDay;
constexpr std::int64_t kFirstRetry = kDay / 4;
constexpr std::int64_t kVisitsOfGone = 4;

// 90 % to 110 % of `span`, by a URL's key.
std::int64_t jittered(std::int64_t span, std::string_view key) {
  const auto byte = key.empty() ? 0 : static_cast<unsigned char>(key.front());
  return span + span / 10 * (byte - 128) / 128;
}

}  // namespace

void WriteBatch::note_fetch(const FetchNote& note) {
  std::int64_t interval = kDay;
  std::int64_t failures = 0;
  bool first = true;
  bool scheduled = false;  // a start page, list or sitemap
  bool once = false;       // a file: what a portal changes, it attaches anew
  std::string key;
  std::optional<std::int64_t> gone_at;
  {
    Query query(db_,
                "SELECT visit_interval, failures, digest = '', kind, key, gone_at FROM urls WHERE id = ?1");
    query << note.url_id;
    if (!query.step()) return;
    interval = query.number(0);
    failures = query.number(1);
    first = query.number(2) != 0;
    scheduled = query.number(3) <= static_cast<int>(UrlKind::list);
    once = query.number(3) == static_cast<int>(UrlKind::attachment);
    key = query.text(4);
    if (!query.null(5)) gone_at = query.number(5);
  }
  interval = std::clamp(interval, note.shortest, note.longest);
  const bool answered = note.result == FetchResult::unchanged || note.result == FetchResult::changed;
  std::optional<std::int64_t> due;
  switch (note.result) {
    case FetchResult::unchanged:
      if (note.may_retire && interval >= note.longest) break;
      interval = std::min(interval * 3 / 2, note.longest);
      due = note.at + interval;
      break;
    case FetchResult::changed:
      if (!first) interval = (interval + note.shortest) / 2;
      due = note.at + interval;
      break;
    case FetchResult::failed:
      // Doubling from six hours reaches two weeks with the seventh.
      if (failures < note.retries)
        due = note.at +
              jittered(std::min(kFirstRetry << std::min<std::int64_t>(failures, 8), kLongestPause), key);
      else if (note.absent && !first) {
        if (!gone_at) gone_at = note.at;
        const std::int64_t visits = failures - note.retries;
        if (visits < kVisitsOfGone) due = note.at + jittered(2 * note.longest << visits, key);
      }
      ++failures;
      break;
    case FetchResult::refused:
      due = note.at + kDay;
      break;
  }
  if (answered) {
    failures = 0;
    gone_at.reset();
    if (scheduled || once) due.reset();
  }
  const std::string failure = note.result == FetchResult::failed ? note.reason : std::string();
  const std::string refusal = note.result == FetchResult::refused ? note.reason : std::string();
  Query query(
      db_,
      "UPDATE urls SET visit_interval = ?2, failures = ?3, next_due = ?4, "
      "last_fetched = CASE WHEN ?5 THEN ?6 ELSE last_fetched END, "
      "digest = CASE WHEN ?7 THEN ?8 ELSE digest END, "
      "content_digest = CASE WHEN ?7 THEN ?9 ELSE content_digest END, "
      "etag = CASE WHEN ?10 OR (?5 AND ?11 <> '') THEN ?11 ELSE etag END, "
      "last_modified = CASE WHEN ?10 OR (?5 AND ?12 <> '') THEN ?12 ELSE last_modified END, "
      "failure = ?13, gone_at = ?14, refusal = ?15, "
      "rejection = CASE WHEN ?7 THEN ?16 ELSE rejection END, "
      "trouble_at = CASE WHEN ?13 <> '' OR ?15 <> '' OR CASE WHEN ?7 THEN ?16 <> '' ELSE rejection <> '' "
      "END THEN ?6 END WHERE id = ?1");
  query << note.url_id << interval << failures << due << answered << note.at
        << (note.result == FetchResult::changed) << note.digest << note.content
        << (answered && note.has_validators) << note.etag << note.last_modified << failure << gone_at
        << refusal << note.rejection;
  query.run();
}

bool WriteBatch::is_resting(const UrlTask& list, std::int64_t now, std::int64_t slack) {
  const std::string key = url_key(list);
  Query query(db_,
              "SELECT 1 FROM urls WHERE key = ?1 AND failures = 0 AND digest <> '' AND "
              "last_fetched + visit_interval - ?2 > ?3");
  query << Blob{key} << slack << now;
  return query.step();
}

}  // namespace tenderlead::store
