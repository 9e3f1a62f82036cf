// What the members of Pipeline share. Internal to app/pipeline: run.cpp (common parts), crawl_run.cpp, replay_run.cpp,
// reparse_run.cpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/pipeline/ingest.h"
#include "app/pipeline/link.h"
#include "app/pipeline/match.h"
#include "app/pipeline/page_reader.h"
#include "app/pipeline/run.h"
#include "crawler/warc.h"
#include "crawler/warc_reader.h"

namespace tenderlead::crawler {
class BrowserPool;
class Fetcher;
}  // namespace tenderlead::crawler

namespace tenderlead::app {

// True about once a second.
class Pace {
 public:
  bool due() {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return false;
    next_ = now + std::chrono::seconds(1);
    return true;
  }

 private:
  std::chrono::steady_clock::time_point next_ = std::chrono::steady_clock::now() + std::chrono::seconds(1);
};

// "wang paused it on 2026-09-21 (its reason)". The state must be that of a paused source.
std::string paused_in_words(const store::SourceState& state);

class Pipeline::Impl {
 public:
  Impl(store::Store& store, const config::Configuration& configuration, const parsers::ReadingTables& tables);

  Result<PipelineSummary> crawl(const PipelineOptions& options, bool with_leads);
  Result<std::vector<SourceForecast>> forecast(const PipelineOptions& options);
  Result<PipelineSummary> replay(const std::vector<std::filesystem::path>& files,
                                 const PipelineOptions& options);
  Result<PipelineSummary> reparse(const std::string& source_id, const PipelineOptions& options);
  Result<PipelineSummary> import_records(const RecordImport& import, const PipelineOptions& options);
  Result<PipelineSummary> revert_import(const std::string& id, const std::string& person,
                                        const PipelineOptions& options);
  store::Store& store() { return store_; }
  Result<PipelineSummary> match(const PipelineOptions& options);

 private:
  // What a crawl works on.
  struct Plan {
    std::int64_t run_id = 0;
    Date as_of;
    std::vector<Source> sources;  // to be crawled now
  };

  Result<void> ready();
  // From here on pages are read as people corrected them.
  Result<void> learn_corrections();
  Result<crawler::WarcSet> open_archive();
  std::string user_agent() const;
  const crawler::Clock& clock(const PipelineOptions& options) const;
  Date today(const PipelineOptions& options) const;
  static bool stop_requested(const PipelineOptions& options);
  static void note(const PipelineOptions& options, PipelineSummary& summary, const std::string& text);
  Result<void> link_and_match(const PipelineOptions& options, Date as_of, bool tag_all,
                              PipelineSummary& summary);
  Result<void> fill_in(PipelineSummary& summary);

  // crawl_run.cpp
  Result<std::vector<Source>> chosen_sources(const PipelineOptions& options) const;
  Result<Plan> plan(const PipelineOptions& options, bool with_leads, PipelineSummary& summary);
  // What is unusual about a run that came to its end.
  // Names what failed; a page of a list is an alarm.
  Result<void> name_failures(const Plan& plan, const PipelineOptions& options, PipelineSummary& summary);
  Result<void> raise_alarms(const Plan& plan, PipelineSummary& summary);
  Result<void> begin_sources(const std::vector<Source>& sources, const Plan& plan,
                             const PipelineOptions& options);
  Result<void> fetch_all(const Plan& plan, const PipelineOptions& options, PipelineSummary& summary);

  // browsers.cpp
  // Why a source can't be fetched on this machine, in words; empty where it can.
  std::string why_skipped(const Source& source) const;
  // False for a source that can't; `summary` says so.
  bool can_be_fetched(const Source& source, PipelineSummary& summary) const;
  // For the sources that want them; none where no source does.
  Result<std::unique_ptr<crawler::BrowserPool>> browsers_for(const std::vector<Source>& sources,
                                                             crawler::Fetcher& fetcher) const;

  // host_memory.cpp
  // What earlier runs learnt of hosts. Who names sources, or wants what failed tried again, wants it now: then the rest of a
  // host that broke is over.
  Result<std::map<std::string, crawler::SpentBudget>> spent_budgets(const Plan& plan) const;
  Result<std::vector<crawler::HostRecord>> known_hosts(const PipelineOptions& options) const;
  // Says which hosts are left alone, and counts in the ledger what is queued of them.
  Result<void> note_resting(const std::vector<crawler::HostRecord>& hosts, const Plan& plan,
                            const PipelineOptions& options, PipelineSummary& summary);
  void remember_host(const crawler::HostRecord& host, std::int64_t now);

  // replay_run.cpp
  // Archives and reads the pages that `feed` gives, none of them fetched; `summary` says how many.
  Result<void> ingest_given(const PipelineOptions& options, PipelineSummary& summary,
                            const std::function<void(Ingest&)>& feed);
  // `places`: what the files before hold.
  void replay_file(const std::filesystem::path& file, const std::shared_ptr<crawler::PayloadPlaces>& places,
                   Ingest& ingest, const PipelineOptions& options, PipelineSummary& summary) const;
  store::UrlTask replayed_task(const Page& page, Date today) const;

  // reparse_run.cpp
  // Reads archived pages of a source (empty: of all) again and puts what they say into the refined layer.
  // `stale_only`: those whose hints changed since they were read; `learn`: lists tell of their links again.
  // Returns how many were read; what couldn't be is named in `failures`.
  struct Reread {
    std::string source_id;
    bool stale_only = false;
    bool clear = false;  // empty the refined layer first
    bool learn = false;
    std::int64_t run_id = 0;
    bool stoppable = false;
  };
  Result<std::uint64_t> reread(const Reread& what, const PipelineOptions& options, PipelineSummary& summary);
  // The same where what was read from the pages of `unreadable` is to stay. Where there are others like them it fails, and nothing is changed;
  // they are added.
  Result<std::uint64_t> reread_once(const Reread& what, const PipelineOptions& options,
                                    PipelineSummary& summary, std::vector<std::int64_t>& unreadable);

  // Reads pages again until no list says anything new of them. In a crawl another list may have said more of a page
  // after it was read; in a replay the page comes first and the list that says what it is perhaps later.
  Result<void> settle_hints(std::int64_t run_id, bool replayed, PipelineSummary& summary);

  // complete_run.cpp
  // Reads the pages of notices again whose attachments say something that the notices lack.
  Result<void> complete_notices(const PipelineOptions& options, PipelineSummary& summary);
  // Says once what the chosen sources need and isn't installed.
  void note_missing_converters(const PipelineOptions& options, PipelineSummary& summary) const;

  store::Store& store_;
  const config::Configuration& configuration_;
  const parsers::ReadingTables& tables_;
  Result<rules::Matcher> matcher_;
  std::optional<PageReader> reader_;
  crawler::Clock system_clock_;
  std::chrono::steady_clock::time_point begun_{};
};

}  // namespace tenderlead::app
