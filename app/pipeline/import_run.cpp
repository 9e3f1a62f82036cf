// import: records of files instead of pages of the network, and taking them back.
#include <utility>

#include "app/pipeline/pipeline_impl.h"
#include "model/import.h"

namespace tenderlead::app {
namespace {

Page page_of_record(const std::string& url, std::string body, std::int64_t now) {
  Page page;
  page.url = page.requested_url = url;
  page.status = 200;
  page.headers = {{"Content-Type", std::string(kRecordContentType)}};
  page.body = std::move(body);
  page.fetched_at = now;
  return page;
}

}  // namespace

Result<PipelineSummary> Pipeline::Impl::import_records(const RecordImport& import,
                                                       const PipelineOptions& options) {
  begun_ = std::chrono::steady_clock::now();
  if (auto good = ready(); !good) return good.error();
  PipelineSummary summary;
  const Date as_of = today(options);
  summary.as_of = to_string(as_of);
  const auto now = clock(options).epoch_seconds();
  // What can't be imported is in the ledger before anything else, so that the books hold it whatever happens next.
  LedgerEntry refused;
  refused.source_id = import.source_id;
  for (const auto& [reason, count] : import.failed) {
    refused.listed += count;
    refused.fresh += count;
    refused.failed += count;
    refused.reasons["failed:" + reason] += count;
  }
  refused.listed += import.duplicates + import.unchanged;
  refused.duplicate += import.duplicates;
  refused.known += import.unchanged;
  refused.revisits += import.unchanged;
  refused.fetched += import.unchanged;
  refused.unchanged += import.unchanged;
  auto made = store_.write([&](store::WriteBatch& writer) {
    summary.run_id = writer.begin_run("import", summary.as_of, now);
    writer.begin_source(summary.run_id, import.source_id, now);
    refused.run_id = summary.run_id;
    writer.count(refused);
  });
  if (!made) return made.error();
  const auto finish = [&]() -> Result<PipelineSummary> {
    auto closed = store_.write([&](store::WriteBatch& writer) {
      writer.finish_run(summary.run_id, clock(options).epoch_seconds());
    });
    if (!closed) return closed.error();
    if (auto filled = fill_in(summary); !filled) return filled.error();
    return summary;
  };
  if (!import.next) return finish();
  if (auto noted = note_rules(store_, rules_fingerprint(configuration_)); !noted) return noted.error();
  const auto feed = [&](Ingest& ingest) {
    Pace pace;
    std::string url, body;
    while (!stop_requested(options) && !ingest.failed() && import.next(url, body)) {
      store::UrlTask task;
      task.source_id = import.source_id;
      task.role = PageRole::notice;
      task.url = url;
      ingest.replay(std::move(task), page_of_record(url, std::move(body), now));
      if (options.on_progress && pace.due())
        options.on_progress({.stage = "import", .done = ingest.pages(), .bytes = ingest.bytes()});
    }
  };
  if (auto read = ingest_given(options, summary, feed); !read) return read.error();
  summary.stopped = stop_requested(options);
  if (!summary.stopped)
    if (auto matched = link_and_match(options, as_of, false, summary); !matched) return matched.error();
  return finish();
}

Result<PipelineSummary> Pipeline::Impl::revert_import(const std::string& id, const std::string& person,
                                                      const PipelineOptions& options) {
  begun_ = std::chrono::steady_clock::now();
  if (auto good = ready(); !good) return good.error();
  PipelineSummary summary;
  const Date as_of = today(options);
  summary.as_of = to_string(as_of);
  auto taken = store_.write([&](store::WriteBatch& writer) {
    summary.pages = static_cast<std::uint64_t>(writer.retract_import(id));
    writer.mark_reverted(id, person, clock(options).epoch_seconds());
  });
  if (!taken) return taken.error();
  // What an earlier import had said of the same records counts again.
  if (auto settled = settle_hints(0, false, summary); !settled) return settled.error();
  if (auto matched = link_and_match(options, as_of, false, summary); !matched) return matched.error();
  if (auto filled = fill_in(summary); !filled) return filled.error();
  return summary;
}

}  // namespace tenderlead::app
