// Ingest: Archive(Page) -> Decoder -> Document -> Parser -> store. It takes what the crawl (or a replayed archive)
// delivers and makes it durable, with everything it led to:
//
//   deliver() -> worker threads: digest, parse, rows        (PageReader)
//             -> one writer thread, a batch at a time:
//                  1. append pages to the archive (revisit records for those that came again as they were), wait
//                     until they are on the disk
//                  2. one transaction: the queue row leaves; page, notices, profile, new tasks and ledger counts come
//                  3. tell the crawl that the outcomes are committed
//
// So a commit never refers to bytes that aren't there, and a process killed at any instant loses nothing and repeats
// nothing that shows: what wasn't committed is still queued, and the archive's tail is cut off at the next start.
//
// What counts as what (model/ledger.h): a page is `unchanged` when the server says so, when its bytes are those of the
// last visit, or when it says the same with other bytes (PageYield::content). Lists are read even then, because paging goes on
// from them. What is unchanged isn't archived again: the store stands on the page that was, and a reparse gives just that. A
// page read before that says now that it is no more counts as failed, like a 404. An unread page is `rejected` with the
// parser's reason. A failed batch (disk full) stops the run: later outcomes are dropped, and stay queued.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/pipeline/page_reader.h"
#include "app/pipeline/work_line.h"
#include "crawler/clock.h"
#include "crawler/frontier.h"
#include "crawler/warc.h"
#include "model/ledger.h"
#include "store/store.h"

namespace tenderlead::app {

enum class IngestMode {
  crawl,  // outcomes of queued tasks; what they lead to is queued
  replay,  // pages of an archive, which no task asked for; nothing is queued, but lists still tell of their links
};

struct IngestOptions {
  IngestMode mode = IngestMode::crawl;
  std::int64_t run_id = 0;
  bool full = false;  // page on past what was seen
  int threads = 0;    // of the workers; 0: one a processor
};

// deliver() may be called from any thread, the others as said. The destructor waits for what was delivered.
class Ingest : public crawler::CrawlSink {
 public:
  // All must outlive it.
  Ingest(store::Store& store, crawler::WarcSet& archive, const PageReader& reader,
         const crawler::Clock& clock, const IngestOptions& options);

  void deliver(crawler::FetchOutcome outcome, std::function<void()> committed) override;
  // For replay mode: a page, or why there is none with the ledger's word for it; `facts` are what the archive knows of
  // its fetch. Waits while much is under way.
  void replay(store::UrlTask task, Result<Page> page, std::string reason = {},
              crawler::FetchFacts facts = {});
  // Waits until everything delivered is durable, or dropped after a failure.
  void drain() { line_.drain(); }

  bool failed() const { return failed_.load(); }
  // Why a batch failed; absent where none did.
  std::optional<Error> failure() const;
  std::uint64_t pages() const { return pages_.load(); }   // committed, with a body
  std::uint64_t bytes() const { return bytes_.load(); }   // of their bodies
  std::int64_t queued() const { return queued_.load(); }  // by what was committed, less what left the queue

 private:
  struct Job {
    store::UrlTask task;
    Result<Page> page = Error{};
    std::string reason;
    bool requeue = false;
    std::function<void()> committed;
    crawler::WarcExchange exchange;
  };
  struct Read {
    Job job;
    std::string digest;  // of the body; empty where there is none
    bool unchanged = false;
    std::optional<PageYield> yield;
    std::optional<ArchiveLocation> location;  // where it was archived in this batch
  };
  using Deltas = std::map<std::string, LedgerEntry>;  // by source

  PageYield yield_of(const Job& job) const;
  Read read(Job job) const;
  void put_away(std::vector<Read> batch);
  Result<void> archive(std::vector<Read>& batch);
  // When the pages were fetched that unchanged ones of the batch stand for, in the batch's order; absent where the
  // page changed, or isn't in the archive with these bytes.
  Result<std::vector<std::optional<std::int64_t>>> earlier_fetches(const std::vector<Read>& batch);
  Result<void> find_earlier(std::vector<Read>& batch);
  // Pages with other bytes that say what they said before are unchanged; those that say now that they are gone have failed.
  Result<void> compare_contents(std::vector<Read>& batch);
  void set_bounds(store::FetchNote& note, const Read& read) const;
  void store_all(store::WriteBatch& writer, const std::vector<Read>& batch);
  void store_failure(store::WriteBatch& writer, const Read& read, LedgerEntry& delta);
  void store_page(store::WriteBatch& writer, const Read& read, LedgerEntry& delta);
  void count_replayed(bool fresh, LedgerEntry& delta) const;
  LedgerEntry& delta_of(store::WriteBatch& writer, Deltas& deltas, const std::string& source_id);

  store::Store& store_;
  crawler::WarcSet& archive_;
  const PageReader& reader_;
  const crawler::Clock& clock_;
  const IngestOptions options_;
  bool wrote_ = false;           // the batch that is being put away has records in the archive; writer thread
  std::set<std::string> begun_;  // sources whose ledger is open; used by the writer thread
  std::atomic<bool> failed_{false};
  std::atomic<std::uint64_t> pages_{0};
  std::atomic<std::uint64_t> bytes_{0};
  std::atomic<std::int64_t> queued_{0};
  mutable std::mutex failure_mutex_;
  std::optional<Error> failure_;
  WorkLine<Job, Read> line_;  // last: its threads use what stands above
};

// Stores what a page says: notices and profile.
void store_content(store::WriteBatch& writer, const PageYield& yield, std::int64_t page_seq);

// How a list's links are remembered.
struct LinkOptions {
  const Source* source = nullptr;  // for paging and its rules for URLs; none without
  std::int64_t run_id = 0;
  std::int64_t now = 0;  // seconds since 1970 UTC
  bool queue = true;
  bool full = false;
  ListProgress progress{};  // what stood beside a list page
};
// Remembers what a list, sitemap or shell leads to, and the next list page; counts into `delta` what was queued.
void store_links(store::WriteBatch& writer, const store::UrlTask& task, const PageYield& yield,
                 const LinkOptions& options, LedgerEntry& delta);
// When a source begins, and whether its lists are read to their ends.
struct StartOptions {
  std::int64_t now = 0;
  bool full = false;
  bool rest = false;  // leave out those whose own time hasn't come (Source::revisit)
};
// Lists the start requests of a source on a day; they are fetched although they are known.
void store_starts(store::WriteBatch& writer, const Source& source, Date today, std::int64_t run_id,
                  LedgerEntry& delta, const StartOptions& options);
// Ends the readings of a source's lists, and counts in the ledger what is no longer on them.
void end_lists(store::WriteBatch& writer, const std::string& source_id, std::int64_t run_id);

}  // namespace tenderlead::app
