#include <algorithm>
#include <array>
#include <charconv>

#include "store/connection.h"
#include "store/ids.h"
#include "store/queue_rank.h"
#include "store/row_text.h"
#include "store/write_batch.h"

namespace tenderlead::store {
namespace {

struct KnownUrl {
  std::int64_t id = 0;
  bool admitted = false;
  std::int64_t first_run = 0;
  std::int64_t listed_run = 0;
  std::string role;
  std::string hint_title;
  std::string hint_published_at;
  std::string chain;
  bool read = false;  // a page of it was stored
};

std::optional<KnownUrl> find(Connection& db, const std::string& key) {
  Query query(db,
              "SELECT id, admitted, first_run, listed_run, role, hint_title, hint_published_at, chain, "
              "digest <> '' FROM urls WHERE key = ?1");
  query << Blob{key};
  if (!query.step()) return std::nullopt;
  return KnownUrl{query.number(0), query.number(1) != 0, query.number(2), query.number(3),     query.text(4),
                  query.text(5),   query.text(6),        query.text(7),   query.number(8) != 0};
}

std::int64_t insert(Connection& db, const std::string& key, const UrlTask& task, std::int64_t run_id,
                    bool admitted) {
  Query query(
      db,
      "INSERT INTO urls(key, source_id, kind, role, url, method, body, headers, parent_url, hint_title, "
      "hint_published_at, page_number, window, depth, chain, admitted, first_run, listed_run) "
      "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18) RETURNING id");
  const std::string role = to_string(task.role);
  const std::string headers = headers_to_text(task.headers);
  query << Blob{key} << task.source_id << static_cast<int>(task.kind) << role << task.url << task.method
        << task.body << headers << task.parent_url << task.hint_title << task.hint_published_at
        << task.page_number << task.window << task.depth << task.chain << admitted << run_id << run_id;
  query.step();
  const auto id = query.number(0);
  query.run();
  return id;
}

bool enqueue(Connection& db, const UrlTask& task, std::int64_t url_id, bool visited) {
  Query query(db,
              "INSERT INTO queue(source_id, host, rank, url_id) VALUES(?1, ?2, ?3, ?4) "
              "ON CONFLICT(url_id) DO NOTHING");
  const std::string host(host_of(task.url));
  query << task.source_id << host << queue_rank(task.kind, task.hint_published_at, visited) << url_id;
  return query.run() > 0;
}

// Headers that say who asks, from where and in which format, not for what. Lower case.
constexpr std::array<std::string_view, 12> kHeadersOfTheAsker = {
    "accept-encoding", "authorization", "cache-control", "connection", "content-length", "content-type",
    "cookie",          "origin",        "pragma",        "referer",    "user-agent",     "x-requested-with"};

std::string telling_headers(const HeaderList& headers) {
  std::string text;
  for (const auto& [name, value] : headers) {
    std::string lower = name;
    for (char& c : lower)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (std::find(kHeadersOfTheAsker.begin(), kHeadersOfTheAsker.end(), lower) == kHeadersOfTheAsker.end())
      text += lower + ": " + value + "\n";
  }
  return text;
}

// The better of two hints: see WriteBatch::list().
const std::string& better_hint(const std::string& a, const std::string& b) {
  if (a.size() != b.size()) return a.size() > b.size() ? a : b;
  return a <= b ? a : b;
}

}  // namespace

const char* to_string(UrlKind kind) {
  switch (kind) {
    case UrlKind::start:
      return "start";
    case UrlKind::sitemap:
      return "sitemap";
    case UrlKind::list:
      return "list";
    case UrlKind::body:
      return "body";
    case UrlKind::detail:
      return "detail";
    case UrlKind::attachment:
      return "attachment";
  }
  return "detail";
}

std::string url_key(const UrlTask& task) {
  // Two shells may name the same body, and each of them is a notice.
  const std::string_view shell = task.kind == UrlKind::body ? std::string_view(task.parent_url) : "";
  // Without any, the key is what it was before headers counted.
  const std::string headers = telling_headers(task.headers);
  const std::string digest = headers.empty()
                                 ? sha256({task.source_id, task.method, task.url, task.body, shell})
                                 : sha256({task.source_id, task.method, task.url, task.body, shell, headers});
  return digest.substr(0, 16);
}

std::string_view host_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return url;
  url.remove_prefix(scheme + 3);
  return url.substr(0, url.find('/'));
}

std::int64_t queue_rank(UrlKind kind, std::string_view published_at, bool visited) {
  constexpr std::int64_t kBand = 1'000'000, kOldest = 900'000, kUndated = kBand - 1, kVisits = 6;
  if (visited && (kind == UrlKind::detail || kind == UrlKind::body)) return kVisits * kBand;
  const std::int64_t band = static_cast<std::int64_t>(kind) * kBand;
  if (kind != UrlKind::detail) return band;
  int year = 0, month = 0, day = 0;
  const auto read = [&](std::size_t at, std::size_t length, int& number) {
    if (published_at.size() < at + length) return false;
    const char* begin = published_at.data() + at;
    return std::from_chars(begin, begin + length, number).ptr == begin + length;
  };
  if (!read(0, 4, year) || !read(5, 2, month) || !read(8, 2, day)) return band + kUndated;
  // Days since 1900, every month taken as 31 of them: they only have to be in order.
  const auto days = (std::clamp(year, 1900, 3900) - 1900) * 372 + month * 31 + day;
  return band + kOldest - days;
}

Listed WriteBatch::list(const UrlTask& task, const ListOptions& options) {
  const Listed listed = remember(task, options);
  if (!task.focus.empty()) prefer(listed.url_id, task);
  return listed;
}

Listed WriteBatch::remember(const UrlTask& task, const ListOptions& options) {
  const std::string key = url_key(task);
  const auto known = find(db_, key);
  Listed listed;
  if (!known) {
    listed.url_id = insert(db_, key, task, options.run_id, options.queue);
    listed.new_in_run = true;
    listed.first_run = options.run_id;
    if (options.queue) enqueue(db_, task, listed.url_id, false);
    return listed;
  }
  listed.url_id = known->id;
  const bool again = known->listed_run == options.run_id;
  const bool fresh = options.queue && !known->admitted;
  if (!fresh) listed.as = again ? Listed::As::duplicate : Listed::As::known;
  listed.first_run = fresh ? options.run_id : known->first_run;
  listed.new_in_run = listed.first_run == options.run_id;
  listed.same_chain = again && !fresh && known->chain == task.chain;

  const auto merged = [&](const std::string& old, const std::string& now) -> const std::string& {
    return again || old.empty() ? better_hint(old, now) : old;
  };
  const std::string& title = merged(known->hint_title, task.hint_title);
  const std::string& published = merged(known->hint_published_at, task.hint_published_at);
  const std::string told = to_string(task.role);
  // A replayed page is known by its URL alone until a list says what it is.
  const bool says_role = known->role == to_string(PageRole::automatic) && told != known->role;
  const std::string& role = says_role ? told : known->role;
  const bool hints_changed =
      title != known->hint_title || published != known->hint_published_at || role != known->role;
  Query update(
      db_,
      "UPDATE urls SET listed_run = ?2, chain = ?3, admitted = ?4, first_run = ?5, role = ?6, "
      "hint_title = ?7, hint_published_at = ?8, stale = CASE WHEN ?9 THEN 1 ELSE stale END, "
      "kind = CASE WHEN ?10 THEN ?11 ELSE kind END, "
      "page_number = CASE WHEN ?10 THEN ?12 ELSE page_number END, "
      "window = CASE WHEN ?10 THEN ?13 ELSE window END, "
      "parent_url = CASE WHEN ?10 THEN ?14 ELSE parent_url END, depth = MIN(depth, ?15) WHERE id = ?1");
  const bool first_chain_stands = again && !fresh;
  update << known->id << options.run_id << (first_chain_stands ? known->chain : task.chain)
         << (known->admitted || options.queue) << (fresh ? options.run_id : known->first_run) << role << title
         << published << (hints_changed && known->read) << says_role << static_cast<int>(task.kind)
         << task.page_number << task.window << task.parent_url << task.depth;
  update.run();
  if (fresh) {
    enqueue(db_, task, known->id, known->read);
  } else if (options.queue && options.fetch_known && !again) {
    listed.revisit = enqueue(db_, task, known->id, known->read);
  }
  return listed;
}

bool WriteBatch::queue_again(const UrlTask& task, std::int64_t url_id) {
  bool visited = false;
  {
    Query query(db_, "SELECT digest <> '' FROM urls WHERE id = ?1");
    query << url_id;
    visited = query.step() && query.number(0) != 0;
  }
  return enqueue(db_, task, url_id, visited);
}

std::pair<std::int64_t, bool> WriteBatch::know(const UrlTask& task, std::int64_t run_id) {
  const std::string key = url_key(task);
  const auto known = find(db_, key);
  if (!known) return {insert(db_, key, task, run_id, true), true};
  if (known->admitted) return {known->id, false};
  Query query(db_, "UPDATE urls SET admitted = 1, first_run = ?2 WHERE id = ?1");
  query << known->id << run_id;
  query.run();
  return {known->id, true};
}

std::string WriteBatch::chain(std::int64_t url_id) {
  Query query(db_, "SELECT chain FROM urls WHERE id = ?1");
  query << url_id;
  return query.step() ? query.text(0) : std::string();
}

bool WriteBatch::finish(std::int64_t queue_id) {
  Query query(db_, "DELETE FROM queue WHERE id = ?1");
  query << queue_id;
  return query.run() > 0;
}

void WriteBatch::postpone(std::int64_t queue_id) {
  Query query(db_, "UPDATE queue SET attempts = attempts + 1, held = 1 WHERE id = ?1");
  query << queue_id;
  query.run();
}

void WriteBatch::release(const std::string& source_id) {
  Query query(db_, "UPDATE queue SET held = 0 WHERE source_id = ?1 AND held = 1");
  query << source_id;
  query.run();
}

std::int64_t WriteBatch::queue_due(const std::string& source_id, std::int64_t now, std::int64_t limit) {
  Query query(
      db_,
      "INSERT INTO queue(source_id, host, rank, url_id) SELECT source_id, " TENDERLEAD_HOST_OF_URL
      ", " TENDERLEAD_RANK_OF_VISIT
      ", id FROM urls "
      "WHERE source_id = ?1 AND next_due <= ?2 AND NOT EXISTS(SELECT 1 FROM queue WHERE url_id = urls.id) "
      "ORDER BY next_due, id LIMIT ?3");
  query << source_id << now << limit;
  return query.run();
}

std::int64_t WriteBatch::queue_failed(const std::string& source_id) {
  Query query(
      db_,
      "INSERT INTO queue(source_id, host, rank, url_id) SELECT source_id, " TENDERLEAD_HOST_OF_URL
      ", " TENDERLEAD_RANK_OF_VISIT
      ", id FROM urls "
      "WHERE source_id = ?1 AND failure <> '' AND NOT EXISTS(SELECT 1 FROM queue WHERE url_id = urls.id) "
      "ORDER BY id");
  query << source_id;
  return query.run();
}

void WriteBatch::note_read(std::int64_t url_id, const UrlTask& task) {
  // Most pages were read as they should be: then this only reads.
  Query query(db_,
              "UPDATE urls SET stale = 1 - stale WHERE id = ?1 AND "
              "stale <> (hint_title <> ?2 OR hint_published_at <> ?3 OR role <> ?4)");
  const std::string role = to_string(task.role);
  query << url_id << task.hint_title << task.hint_published_at << role;
  query.run();
}

std::int64_t WriteBatch::adopt_bodies() {
  struct Adoption {
    std::int64_t body;
    std::int64_t page;
  };
  std::vector<Adoption> adoptions;
  {
    Query query(
        db_,
        "SELECT b.id, p.id FROM urls b JOIN urls p ON p.url = b.url AND p.source_id = b.source_id "
        "WHERE b.kind = ?1 AND b.digest = '' AND b.parent_url <> p.url AND p.kind <> ?1 AND p.digest <> '' "
        "ORDER BY b.id");
    query << static_cast<int>(UrlKind::body);
    while (query.step()) adoptions.push_back({query.number(0), query.number(1)});
  }
  for (const auto& [body, page] : adoptions) {
    Query copy(
        db_,
        "INSERT INTO pages(url_id, digest, status, fetched_at, file, file_offset, length) "
        "SELECT ?1, digest, status, fetched_at, file, file_offset, length FROM pages WHERE url_id = ?2 "
        "ORDER BY seq");
    copy << body << page;
    copy.run();
    Query update(db_,
                 "UPDATE urls SET digest = p.digest, etag = p.etag, last_modified = p.last_modified, "
                 "last_fetched = p.last_fetched, next_due = p.next_due, admitted = 1, stale = 1 "
                 "FROM urls p WHERE urls.id = ?1 AND p.id = ?2");
    update << body << page;
    update.run();
  }
  for (const auto& adoption : adoptions) {
    std::string source_id;
    std::string url;
    {
      Query query(db_, "SELECT source_id, url FROM urls WHERE id = ?1");
      query << adoption.page;
      if (!query.step()) continue;
      source_id = query.text(0);
      url = query.text(1);
    }
    remove_notice(notice_id(source_id, url));
    remove_profile(profile_id(source_id, url));
    for (const char* sql : {"DELETE FROM pages WHERE url_id = ?1", "DELETE FROM queue WHERE url_id = ?1",
                            "DELETE FROM urls WHERE id = ?1"}) {
      Query query(db_, sql);
      query << adoption.page;
      query.run();
    }
  }
  return static_cast<std::int64_t>(adoptions.size());
}

}  // namespace tenderlead::store
