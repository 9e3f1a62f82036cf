// The pipeline: the rooms wired together along the way of the data (docs/architecture.md). Start reading here, then
// ingest.h (what becomes of a fetched page), link.h (who is who), match.h (what is a lead).
//
//   Pipeline pipeline(*store, configuration, tables);
//   auto summary = pipeline.run({});
//
// Runs and interruptions. A run that was killed or stopped goes on as the same run when the next `run` (or `crawl`)
// begins: its start requests are not made again, its ledger counts on, and its day (`as_of`) stands. So the stores of
// an interrupted and of an undisturbed run are equal. A run whose sources are due again since it began is
// closed instead; what it left queued is the next run's `queued_before`.
//
// Reproducible. Everything that a clock could change is an argument: leads are scored as of `as_of`, which the store
// keeps per run, and no row that shows depends on the order in which threads finish.
//
// A Pipeline is not thread-safe; it starts threads of its own and ends them before its members return. The store,
// the configuration and the tables must outlive it.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/config/configuration.h"
#include "app/pipeline/forecast.h"
#include "crawler/clock.h"
#include "crawler/crawl.h"
#include "crawler/warc.h"
#include "model/ledger.h"
#include "model/result.h"
#include "model/time.h"
#include "parsers/values/tables.h"
#include "store/store.h"

namespace tenderlead::app {

// DATA/tenderlead.db, and DATA/archive with the WARC files.
std::filesystem::path data_directory(const config::Configuration& configuration);
std::filesystem::path store_path(const config::Configuration& configuration);
std::filesystem::path archive_path(const config::Configuration& configuration);
crawler::WarcSet::Options archive_options(const config::Configuration& configuration);
// DATA/tmp: where converters of attachments work; emptied when a run begins.
std::filesystem::path converter_folder(const config::Configuration& configuration);
// DATA/browser: what browsers keep while they run; emptied when a crawl that needs them begins.
std::filesystem::path browser_folder(const config::Configuration& configuration);

// Asks a run to end. request() may be called from a signal handler and from any thread.
class StopToken {
 public:
  void request() { requested_.store(true, std::memory_order_relaxed); }
  bool requested() const { return requested_.load(std::memory_order_relaxed); }

 private:
  std::atomic<bool> requested_{false};
  static_assert(std::atomic<bool>::is_always_lock_free);
};

struct Progress {
  std::string stage;               // "crawl", "replay", "reparse", "link", "match"
  std::uint64_t done = 0;          // pages, or notices while matching
  std::uint64_t total = 0;         // 0 where nobody knows
  std::uint64_t bytes = 0;         // of bodies
  std::uint64_t left = 0;          // crawl: still queued
  crawler::CrawlProgress crawl{};  // while crawling
};

struct PipelineOptions {
  std::vector<std::string> sources;  // ids; empty: all enabled ones. run and crawl only
  bool full = false;                 // page on although everything on a page was seen before
  bool retry_failed = false;         // crawl: only what failed last, and what is queued
  bool due_only = true;              // false: also sources that aren't due yet
  bool patient = false;              // leave hosts that rest alone although sources are named
  std::optional<Date> as_of;         // the day for scoring; absent: today in Shanghai, or the resumed run's
  const StopToken* stop = nullptr;
  const crawler::Clock* clock = nullptr;             // the system's where null
  std::function<void(const Progress&)> on_progress;  // about once a second, from one thread at a time
  std::function<void(const std::string&)> on_note;   // sentences for the log, likewise
};

struct PipelineSummary {
  std::int64_t run_id = 0;
  std::string as_of;                  // YYYY-MM-DD
  bool resumed = false;               // went on with an interrupted run
  bool stopped = false;               // by the stop token: everything done so far is saved; exit status 130
  std::vector<LedgerEntry> ledger;    // by source; empty for reparse and match
  std::vector<std::string> failures;  // what failed, in words; exit status 1 where there is any
  std::vector<std::string>
      alarms;  // what is unusual against the runs before (alarms.h); exit status 1 as well
  std::vector<std::string> notes;  // what one should know: hosts skipped, limits reached
  std::uint64_t pages = 0;         // read in this call
  std::int64_t notices = 0;        // in the store afterwards
  std::int64_t organisations = 0;
  std::int64_t leads = 0;
  double seconds = 0;
};

// What import_records() takes in.
struct RecordImport {
  std::string source_id;
  // The next record: its URL (model/import.h) and the page that stands for it; false at the end. Empty where the file says nothing new:
  // then only the books are kept.
  std::function<bool(std::string& url, std::string& body)> next;
  std::map<std::string, std::int64_t> failed;  // records that gave no page: reason and how many
  std::int64_t duplicates = 0;                 // that another record of the same file stands for
  std::int64_t unchanged = 0;  // that `next` doesn't give, since they say what they said before
};

class Pipeline {
 public:
  Pipeline(store::Store& store, const config::Configuration& configuration,
           const parsers::ReadingTables& tables);
  ~Pipeline();

  // Crawls what is due, links and matches: the daily job. not_found where a named source isn't configured;
  // io and corrupt from store and archive.
  Result<PipelineSummary> run(const PipelineOptions& options);
  // The same without linking and matching; with `retry_failed` no list is read that didn't fail.
  Result<PipelineSummary> crawl(const PipelineOptions& options);
  // What crawl() would fetch, and when at the earliest; fetches and writes nothing.
  Result<std::vector<SourceForecast>> forecast(const PipelineOptions& options);
  // Reads pages from WARC files instead of the network, then links and matches. A page of a configured source's
  // hosts belongs to that source; the others to the source "replay". A file that can't be read is named in
  // `failures` with the offset; what stood before the fault is kept. Nothing is queued.
  Result<PipelineSummary> replay(const std::vector<std::filesystem::path>& files,
                                 const PipelineOptions& options);
  // Rebuilds the refined and lead layers of a source (empty: of all) from the archived pages.
  Result<PipelineSummary> reparse(const std::string& source_id, const PipelineOptions& options);
  // Records of a file instead of pages of the network, kept in the archive as resources; then links and matches.
  Result<PipelineSummary> import_records(const RecordImport& import, const PipelineOptions& options);
  // Takes back the pages that stand on an import alone (WriteBatch::retract_import), then links and matches; `pages` says how
  // many. People's work stays.
  Result<PipelineSummary> revert_import(const std::string& id, const std::string& person,
                                        const PipelineOptions& options);
  store::Store& store();

  // Links again, and rebuilds the lead layer from the refined one.
  Result<PipelineSummary> match(const PipelineOptions& options);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tenderlead::app
