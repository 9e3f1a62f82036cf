// What came of a visit to a URL, and when it is due again.
#include <algorithm>

#include "store/connection.h"
#include "store/write_batch.h"

namespace tenderlead::store {
namespace {

constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::int64_t kLongestInterval = 14 * kDay;
constexpr std::int64_t kFirstRetry = 6 * kHour;

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
  {
    Query query(db_, "SELECT visit_interval, failures, digest = '', kind, key FROM urls WHERE id = ?1");
    query << note.url_id;
    if (!query.step()) return;
    interval = query.number(0);
    failures = query.number(1);
    first = query.number(2) != 0;
    scheduled = query.number(3) <= static_cast<int>(UrlKind::list);
    once = query.number(3) == static_cast<int>(UrlKind::attachment);
    key = query.text(4);
  }
  std::optional<std::int64_t> due;
  switch (note.result) {
    case FetchResult::unchanged:
      if (!scheduled && !once && !(note.may_retire && interval >= kLongestInterval)) {
        interval = std::min(interval * 3 / 2, kLongestInterval);
        due = note.at + interval;
      }
      failures = 0;
      break;
    case FetchResult::changed:
      if (!first) interval = (interval + kHour) / 2;
      if (!scheduled && !once) due = note.at + interval;
      failures = 0;
      break;
    case FetchResult::failed:
      // Doubling from six hours reaches two weeks with the seventh.
      if (failures < note.retries)
        due = note.at +
              jittered(std::min(kFirstRetry << std::min<std::int64_t>(failures, 8), kLongestInterval), key);
      ++failures;
      break;
    case FetchResult::refused:
      due = note.at + kDay;
      break;
  }
  const std::string failure = note.result == FetchResult::failed ? note.reason : std::string();
  const bool answered = note.result == FetchResult::unchanged || note.result == FetchResult::changed;
  Query query(db_,
              "UPDATE urls SET visit_interval = ?2, failures = ?3, next_due = ?4, "
              "last_fetched = CASE WHEN ?5 THEN ?6 ELSE last_fetched END, "
              "digest = CASE WHEN ?7 THEN ?8 ELSE digest END, "
              "etag = CASE WHEN ?7 THEN ?9 ELSE etag END, "
              "last_modified = CASE WHEN ?7 THEN ?10 ELSE last_modified END, failure = ?11 WHERE id = ?1");
  query << note.url_id << interval << failures << due << answered << note.at
        << (note.result == FetchResult::changed) << note.digest << note.etag << note.last_modified << failure;
  query.run();
}

}  // namespace tenderlead::store
