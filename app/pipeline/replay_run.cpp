// replay: pages from archives instead of the network.
#include <utility>

#include "app/pipeline/pipeline_impl.h"
#include "app/pipeline/queue_frontier.h"
#include "crawler/allowed_hosts.h"
#include "crawler/paging.h"
#include "crawler/url.h"
#include "crawler/warc_reader.h"
#include "model/import.h"

namespace tenderlead::app {
namespace {

// The source of pages whose hosts no configured source has.
constexpr const char* kReplaySource = "replay";
// Faults of single records that are told one by one.
constexpr std::size_t kMostFaults = 20;

bool same_place(const std::string& a, const std::string& b) {
  return a.substr(0, a.find('?')) == b.substr(0, b.find('?'));
}

}  // namespace

// What a page's URL says about why it was fetched; lists say the rest (settle_hints).
store::UrlTask Pipeline::Impl::replayed_task(const Page& page, Date today) const {
  store::UrlTask task;
  const auto& asked = page.requested_url.empty() ? page.url : page.requested_url;
  task.url = crawler::canonical_url(asked).value_or(asked);
  task.method = page.method;
  task.body = page.request_body;
  task.source_id = kReplaySource;
  if (asked.starts_with(kImportScheme)) {
    task.url = asked;
    task.role = PageRole::notice;
    task.source_id =
        asked.substr(kImportScheme.size(), asked.find('/', kImportScheme.size()) - kImportScheme.size());
    return task;
  }
  const auto url = crawler::parse_url(task.url);
  if (!url) return task;
  for (const auto& source : configuration_.sources) {
    if (!crawler::AllowedHosts(source, source.attachments.hosts).contains(*url)) continue;
    task.source_id = source.id;
    for (const auto& start : crawler::start_tasks(source, today)) {
      if (start.url != task.url || start.method != task.method || start.body != task.body) continue;
      auto known = to_store(start);
      return known;
    }
    // A further page of a list asks with its headers, which count in what the request is known by.
    for (const auto& start : source.start)
      if (task.method != "GET" && start.method == task.method && same_place(start.url, task.url))
        task.headers = start.headers;
    break;
  }
  return task;
}

void Pipeline::Impl::replay_file(const std::filesystem::path& file,
                                 const std::shared_ptr<crawler::PayloadPlaces>& places, Ingest& ingest,
                                 const PipelineOptions& options, PipelineSummary& summary) const {
  auto reader = crawler::WarcPageReader::open(file, {}, places);
  if (!reader) {
    summary.failures.push_back(reader.error().message);
    return;
  }
  std::size_t faults = 0, unresolved = 0;
  Pace pace;
  while (!stop_requested(options) && !ingest.failed()) {
    auto next = reader->next();
    if (!next) {
      auto what = next.error().message;  // names the file
      const bool further = reader->resume();
      what +=
          further ? "; it is left out, and what lies behind it is read" : "; the pages before that were read";
      if (!further || ++faults <= kMostFaults) summary.failures.push_back(std::move(what));
      if (!further) break;
      continue;
    }
    if (!*next) break;
    auto& archived = **next;
    if (!archived.page && archived.revisit && archived.page.error().code == ErrorCode::not_found) {
      ++unresolved;
      continue;
    }
    if (!archived.page) {
      if (++faults <= kMostFaults)
        summary.failures.push_back(file.string() + ", record at byte " +
                                   std::to_string(archived.location.offset) + ": " +
                                   archived.page.error().message);
      continue;
    }
    Page page = std::move(*archived.page);
    const int status = page.status;
    // Redirects lead to pages that have records of their own; a 304 says that an earlier record stands.
    if (status < 200 || (status >= 300 && status < 400)) continue;
    auto task = replayed_task(page, local_date(page.fetched_at));
    if (status >= 400) {
      const auto code = std::to_string(status);
      ingest.replay(std::move(task), Error{ErrorCode::http_status, code}, "failed:http_" + code);
    } else {
      ingest.replay(std::move(task), std::move(page), {}, std::move(archived.facts));
    }
    if (options.on_progress && pace.due())
      options.on_progress({.stage = "replay", .done = ingest.pages(), .bytes = ingest.bytes()});
  }
  if (unresolved > 0)
    note(options, summary,
         file.string() + ": " + std::to_string(unresolved) +
             " records say that a page came again unchanged that lies in none of the files read before");
  if (faults > kMostFaults)
    summary.failures.push_back(file.string() + ": " + std::to_string(faults - kMostFaults) +
                               " further records can't be read");
}

Result<void> Pipeline::Impl::ingest_given(const PipelineOptions& options, PipelineSummary& summary,
                                          const std::function<void(Ingest&)>& feed) {
  auto archive = open_archive();
  if (!archive) return archive.error();
  IngestOptions ingest_options;
  ingest_options.mode = IngestMode::replay;
  ingest_options.run_id = summary.run_id;
  ingest_options.threads = configuration_.settings.parse_threads;
  Ingest ingest(store_, *archive, *reader_, clock(options), ingest_options);
  feed(ingest);
  ingest.drain();
  summary.pages = ingest.pages();
  if (const auto failure = ingest.failure()) return *failure;
  return {};
}

Result<PipelineSummary> Pipeline::Impl::replay(const std::vector<std::filesystem::path>& files,
                                               const PipelineOptions& options) {
  begun_ = std::chrono::steady_clock::now();
  if (auto good = ready(); !good) return good.error();
  PipelineSummary summary;
  const Date as_of = today(options);
  summary.as_of = to_string(as_of);
  auto made = store_.write([&](store::WriteBatch& writer) {
    summary.run_id = writer.begin_run("replay", summary.as_of, clock(options).epoch_seconds());
  });
  if (!made) return made.error();
  if (auto noted = note_rules(store_, rules_fingerprint(configuration_)); !noted) return noted.error();
  const auto places = std::make_shared<crawler::PayloadPlaces>();
  const auto feed = [&](Ingest& ingest) {
    for (const auto& file : files) replay_file(file, places, ingest, options, summary);
  };
  if (auto read = ingest_given(options, summary, feed); !read) return read.error();
  summary.stopped = stop_requested(options);
  if (auto settled = settle_hints(summary.run_id, true, summary); !settled) return settled.error();
  if (auto completed = complete_notices(options, summary); !completed) return completed.error();
  if (!summary.stopped)
    if (auto matched = link_and_match(options, as_of, false, summary); !matched) return matched.error();
  auto closed = store_.write([&](store::WriteBatch& writer) {
    const auto now = clock(options).epoch_seconds();
    writer.finish_run(summary.run_id, now);
  });
  if (!closed) return closed.error();
  if (auto filled = fill_in(summary); !filled) return filled.error();
  return summary;
}

}  // namespace tenderlead::app
