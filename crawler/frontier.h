// What the crawler needs of others, in its own words: a queue of URLs that outlives the process (Frontier), and
// somebody who takes what was fetched (CrawlSink). app/ plugs the store in for both.
//
// The promise that makes a crawl resumable: a task stays in the Frontier until the transaction that stores what it
// yielded takes it out. The crawler never deletes a task; the sink does, in that transaction. So a process killed
// at any instant finds every unfinished task again, and no finished one.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "crawler/fetch_facts.h"
#include "model/page.h"
#include "model/result.h"

namespace tenderlead::crawler {

// Why a URL is fetched.
enum class TaskKind {
  start,       // a source's start page or API request; a list, unless its role says otherwise
  list,        // a further list page that paging made
  detail,      // what a list item or a sitemap leads to
  body,        // the real body of a shell page; the shell is in parent_url
  sitemap,     // a sitemap or sitemap index
  attachment,  // a file that a notice links to; the notice is in parent_url
};
const char* to_string(TaskKind kind);

// One URL to fetch, with what is known about it already.
struct Task {
  std::int64_t id = 0;  // the frontier's key; 0 until queued
  std::string source_id;
  TaskKind kind = TaskKind::detail;
  PageRole role = PageRole::automatic;
  std::string url;  // canonical, absolute
  std::string method = "GET";
  std::string body;               // of a POST
  HeaderList headers;             // extra request headers of the source
  std::string parent_url;         // the page that led here
  std::string hint_title;         // what the list said
  std::string hint_published_at;  // ISO 8601
  int page_number = 0;            // list pages: 0 for the start page
  int window = 0;                 // list pages with a time window: 0 is the most recent
  int depth = 0;                  // links from a start page; the pages of one list are equally deep
  std::string etag;               // of the last 200 answer, for If-None-Match
  std::string last_modified;      // likewise, for If-Modified-Since
  std::string digest;             // SHA-1 (base32) of the last body, to tell "same bytes" from "changed"
  int attempts = 0;               // failed tries of earlier runs
  std::string focus;              // the queue's own note of what it was queued for
};

// A queue of tasks, of which only those are in memory that were handed out and not yet settled. Called on the crawl's
// strand only; calls must not block for long.
class Frontier {
 public:
  virtual ~Frontier() = default;
  // Up to `limit` queued tasks of a source that are not handed out and were not postponed since this object was made:
  // those of the hosts with the fewest handed out first, so that no host keeps another from being fetched; of one
  // host in the order start, sitemap, list, body, detail, attachment, and what was never read before what was. It may
  // give fewer although more are queued, until some are settled. Handing out is remembered in memory alone.
  virtual std::vector<Task> take(const std::string& source_id, std::size_t limit) = 0;
  // The outcome of a task is durable: it has left the queue, or stays in it for a later run.
  virtual void settled(std::int64_t /*task_id*/) {}
  // A host (and port) is left alone for the rest of the run: handing out its tasks would only postpone them one by one.
  virtual void leave(const std::string& /*host*/) {}
};

// What came of one task.
struct FetchOutcome {
  Task task;
  Result<Page> page = Error{};  // the response (any status below 400, 304 included), or why there is none;
      // HTTP errors come as ErrorCode::http_status with "404 Not Found" in the message
  FetchFacts facts{};  // where there is a page: of the request that it answers
  int tries = 1;       // requests made in this run
  std::string reason;  // for the ledger: "refused:robots", "refused:private_address", "refused:host",
      // "failed:timed_out", "failed:http_404", "failed:too_large" ...; beside a page what the
      // ledger is to count besides: "followed:meta_refresh", or nothing
  bool requeue = false;  // the task should stay queued for a later run (robots unreachable, run's end)
};

// Takes outcomes, archives, parses and stores them.
class CrawlSink {
 public:
  virtual ~CrawlSink() = default;
  // Called on the crawl's strand; must return quickly (it hands the work to other threads). `committed` is called
  // exactly once, from any thread, when the outcome and all tasks it led to are durable.
  virtual void deliver(FetchOutcome outcome, std::function<void()> committed) = 0;
};

}  // namespace tenderlead::crawler
