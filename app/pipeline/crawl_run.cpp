// run and crawl: which sources, from where, until when.
#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <map>
#include <utility>

#include "app/pipeline/alarms.h"
#include "app/pipeline/pipeline_impl.h"
#include "app/pipeline/queue_frontier.h"
#include "crawler/browser/browser_pool.h"
#include "crawler/crawl.h"
#include "crawler/fetcher.h"

namespace tenderlead::app {
namespace {

// A source is due a little before its time: a daily job never starts at the same second twice.
constexpr std::int64_t kMostSlack = 3600;
// How soon a stop request is noticed.
constexpr std::chrono::milliseconds kStopCheck{50};

struct Failed {
  std::size_t number = 0;
  std::string names;
};

bool due_again(const Source& source, std::int64_t last, std::int64_t now) {
  const std::int64_t every = source.every.count();
  return now >= last + every - std::min(every / 10, kMostSlack);
}

}  // namespace

std::string paused_in_words(const store::SourceState& state) {
  return state.paused_by + " paused it on " + to_string(local_date(*state.paused_at)) +
         (state.reason.empty() ? "" : " (" + state.reason + ")");
}

Result<std::vector<Source>> Pipeline::Impl::chosen_sources(const PipelineOptions& options) const {
  std::vector<Source> chosen;
  for (const auto& id : options.sources) {
    const auto found = std::find_if(configuration_.sources.begin(), configuration_.sources.end(),
                                    [&](const Source& source) { return source.id == id; });
    if (found == configuration_.sources.end())
      return Error{ErrorCode::not_found, "there is no source '" + id + "' in the configuration"};
    chosen.push_back(*found);
  }
  if (options.sources.empty())
    for (const auto& source : configuration_.sources)
      if (source.enabled) chosen.push_back(source);
  return chosen;
}

Result<Pipeline::Impl::Plan> Pipeline::Impl::plan(const PipelineOptions& options, bool with_leads,
                                                  PipelineSummary& summary) {
  auto chosen = chosen_sources(options);
  if (!chosen) return chosen.error();
  const std::int64_t now = clock(options).epoch_seconds();
  std::optional<store::RunRow> open;
  std::map<std::string, store::Queries::SourceRun> begun;
  std::map<std::string, std::int64_t> last_crawls;
  std::map<std::string, store::SourceState> states;
  auto read = store_.read([&](store::Queries& queries) {
    open = queries.unfinished_crawl();
    if (open) begun = queries.source_runs(open->id);
    states = queries.source_states();
    for (const auto& source : *chosen)
      if (const auto last = queries.last_crawl(source.id)) last_crawls.emplace(source.id, *last);
    return true;
  });
  if (!read) return read.error();

  const auto wanted_since = [&](const Source& source, std::int64_t since) {
    const auto state = states.find(source.id);
    return state != states.end() && state->second.asked_at && *state->second.asked_at > since;
  };
  const bool overdue =
      open && std::any_of(chosen->begin(), chosen->end(), [&](const Source& source) {
        const auto at = begun.find(source.id);
        return at != begun.end() && (due_again(source, at->second.begun_at, now) ||
                                     (at->second.finished && wanted_since(source, at->second.begun_at)));
      });
  if (overdue) {
    auto closed = store_.write([&](store::WriteBatch& writer) { writer.finish_run(open->id, now); });
    if (!closed) return closed.error();
    open.reset();
    begun.clear();
  }

  Plan plan;
  plan.as_of = today(options);
  if (open) {
    plan.run_id = open->id;
    if (const auto day = date_from_iso(open->as_of); day && !options.as_of) plan.as_of = *day;
    summary.resumed = true;
    note(options, summary, "going on with the interrupted run " + std::to_string(open->id));
  } else {
    auto made = store_.write([&](store::WriteBatch& writer) {
      plan.run_id = writer.begin_run(with_leads ? "run" : "crawl", to_string(plan.as_of), now);
    });
    if (!made) return made.error();
  }
  std::vector<Source> beginning;
  for (auto& source : *chosen) {
    // Whoever names a source for `crawl` wants it all the same.
    if (const auto state = states.find(source.id);
        state != states.end() && state->second.paused_at && (with_leads || options.sources.empty())) {
      note(options, summary, "source " + source.id + " is left out: " + paused_in_words(state->second));
      continue;
    }
    if (!can_be_fetched(source, summary)) continue;
    const auto state = begun.find(source.id);
    if (state != begun.end()) {
      if (!state->second.finished) plan.sources.push_back(std::move(source));
      continue;
    }
    if (const auto& hours = source.politeness.hours; hours && !hours->contains(now)) {
      note(options, summary,
           "source " + source.id + " is fetched from " + to_string(*hours) +
               " only (Asia/Shanghai); left out now");
      continue;
    }
    const auto last = last_crawls.find(source.id);
    if (options.due_only && last != last_crawls.end() && !due_again(source, last->second, now) &&
        !wanted_since(source, 0))
      continue;
    beginning.push_back(source);
    plan.sources.push_back(std::move(source));
  }
  if (auto begin = begin_sources(beginning, plan, options); !begin) return begin.error();
  return plan;
}

Result<void> Pipeline::Impl::begin_sources(const std::vector<Source>& sources, const Plan& plan,
                                           const PipelineOptions& options) {
  const std::int64_t now = clock(options).epoch_seconds();
  return store_.write([&](store::WriteBatch& writer) {
    for (const auto& source : plan.sources) writer.forget_ask(source.id);
    for (const auto& source : sources) {
      if (!writer.begin_source(plan.run_id, source.id, now)) continue;
      LedgerEntry delta;
      delta.source_id = source.id;
      delta.run_id = plan.run_id;
      if (options.retry_failed) {
        delta.revisits += writer.queue_failed(source.id);
      } else {
        store_starts(writer, source, plan.as_of, plan.run_id, delta,
                     {now, options.full, options.due_only && !options.full});
        delta.revisits +=
            writer.queue_due(source.id, now, static_cast<std::int64_t>(source.politeness.max_pages_per_run));
      }
      if (source.focus.max_pages > 0) writer.rank_focused(source.id);
      writer.count(delta);
    }
  });
}

// Nothing of a run that begins; of one that goes on, what its ledger says.
Result<std::map<std::string, crawler::SpentBudget>> Pipeline::Impl::spent_budgets(const Plan& plan) const {
  std::map<std::string, crawler::SpentBudget> spent;
  auto read = store_.read([&](store::Queries& queries) {
    for (const auto& entry : queries.ledger(plan.run_id))
      spent[entry.source_id] = {static_cast<std::uint64_t>(entry.fetched + entry.refused + entry.failed),
                                static_cast<std::uint64_t>(entry.bytes)};
    return true;
  });
  if (!read) return read.error();
  return spent;
}

Result<void> Pipeline::Impl::fetch_all(const Plan& plan, const PipelineOptions& options,
                                       PipelineSummary& summary) {
  auto archive = open_archive();
  if (!archive) return archive.error();
  IngestOptions ingest_options;
  ingest_options.run_id = plan.run_id;
  ingest_options.full = options.full;
  ingest_options.threads = configuration_.settings.parse_threads;
  QueueFrontier frontier(store_, plan.sources, options.full, plan.run_id);
  Ingest ingest(store_, *archive, *reader_, clock(options), ingest_options);

  boost::asio::io_context io;
  crawler::FetcherOptions fetcher_options;
  fetcher_options.user_agent = user_agent();
  crawler::Fetcher fetcher(io, fetcher_options);
  std::map<std::string, std::int64_t> queued;
  if (auto read = store_.read([&](store::Queries& queries) {
        queued = queries.queue_sizes();
        return true;
      });
      !read)
    return read.error();
  std::int64_t before = 0;
  for (const auto& source : plan.sources)
    if (const auto at = queued.find(source.id); at != queued.end()) before += at->second;
  crawler::CrawlOptions crawl_options;
  crawl_options.max_connections = configuration_.settings.max_transfers;
  crawl_options.clock = options.clock;
  auto spent = spent_budgets(plan);
  if (!spent) return spent.error();
  crawl_options.spent = std::move(*spent);
  auto hosts = known_hosts(options);
  if (!hosts) return hosts.error();
  if (auto noted = note_resting(*hosts, plan, options, summary); !noted) return noted.error();
  crawl_options.hosts = std::move(*hosts);
  crawl_options.on_host = [&](const crawler::HostRecord& host) {
    remember_host(host, clock(options).epoch_seconds());
  };
  crawl_options.on_note = [&](const std::string& text) { note(options, summary, text); };
  crawl_options.on_progress = [&](const crawler::CrawlProgress& progress) {
    if (options.on_progress)
      options.on_progress(
          {.stage = "crawl",
           .done = ingest.pages(),
           .bytes = ingest.bytes(),
           .left = static_cast<std::uint64_t>(std::max<std::int64_t>(before + ingest.queued(), 0)),
           .crawl = progress});
  };
  auto browsers = browsers_for(plan.sources, fetcher);
  if (!browsers) return browsers.error();
  crawl_options.browsers = browsers->get();
  crawler::Crawl crawl(fetcher, frontier, ingest, plan.sources, crawl_options);

  boost::asio::steady_timer watch(io);
  bool crawling = true;
  std::function<void()> watch_again = [&] {
    watch.expires_after(kStopCheck);
    watch.async_wait([&](boost::system::error_code error) {
      // The flag as well: a wait that is over when the crawl ends can't be cancelled any more.
      if (error || !crawling) return;
      if (ingest.failed())
        crawl.cancel();
      else if (!stop_requested(options))
        watch_again();
      else {
        note(options, summary,
             "stopping once what is in flight has come in; another Ctrl-C stops at once and loses nothing");
        crawl.stop();
      }
    });
  };
  watch_again();
  crawl.start([&](const crawler::CrawlSummary& done) {
    crawling = false;
    watch.cancel();
    for (const auto& id : done.limited_sources)
      note(options, summary,
           "source " + id +
               " reached its max_pages_per_run or max_bytes_per_run; the next run goes on from there");
    summary.stopped = done.stopped;
  });
  io.run();
  ingest.drain();
  summary.pages = ingest.pages();
  if (const auto failure = ingest.failure()) return *failure;
  if (!frontier.failure().empty()) return Error{ErrorCode::io, frontier.failure()};
  return {};
}

Result<PipelineSummary> Pipeline::Impl::crawl(const PipelineOptions& options, bool with_leads) {
  begun_ = std::chrono::steady_clock::now();
  if (auto good = ready(); !good) return good.error();
  PipelineSummary summary;
  auto planned = plan(options, with_leads, summary);
  if (!planned) return planned.error();
  summary.run_id = planned->run_id;
  summary.as_of = to_string(planned->as_of);
  if (!planned->sources.empty()) {
    if (auto noted = note_rules(store_, rules_fingerprint(configuration_)); !noted) return noted.error();
    note_missing_converters(options, summary);
    if (auto fetched = fetch_all(*planned, options, summary); !fetched) return fetched.error();
    summary.stopped = summary.stopped || stop_requested(options);
    if (!summary.stopped) {
      auto closed = store_.write([&](store::WriteBatch& writer) {
        for (const auto& source : planned->sources) {
          end_lists(writer, source.id, planned->run_id);
          writer.finish_source(planned->run_id, source.id, clock(options).epoch_seconds());
        }
      });
      if (!closed) return closed.error();
    }
  }
  if (!summary.stopped) {
    if (auto settled = settle_hints(planned->run_id, false, summary); !settled) return settled.error();
    if (auto completed = complete_notices(options, summary); !completed) return completed.error();
  }
  if (with_leads && !summary.stopped)
    if (auto matched = link_and_match(options, planned->as_of, false, summary); !matched)
      return matched.error();
  if (!summary.stopped) {
    auto finished = store_.write([&](store::WriteBatch& writer) {
      writer.finish_run(planned->run_id, clock(options).epoch_seconds());
    });
    if (!finished) return finished.error();
  }
  if (auto filled = fill_in(summary); !filled) return filled.error();
  if (!summary.stopped)
    if (auto named = name_failures(*planned, options, summary); !named) return named.error();
  if (!summary.stopped && !options.retry_failed)
    if (auto raised = raise_alarms(*planned, summary); !raised) return raised.error();
  return summary;
}

// What failed for this run, and all that a list page which failed may have named.
Result<void> Pipeline::Impl::name_failures(const Plan& plan, const PipelineOptions& options,
                                           PipelineSummary& summary) {
  constexpr std::size_t kMostAsked = 10'000, kNamed = 5;
  for (const auto& entry : summary.ledger) {
    const bool crawled =
        std::ranges::any_of(plan.sources, [&](const Source& source) { return source.id == entry.source_id; });
    if (!crawled || entry.failed == 0) continue;
    Failed lists, pages;
    auto read = store_.read([&](store::Queries& queries) {
      const auto begun = queries.source_runs(plan.run_id).at(entry.source_id).begun_at;
      for (const auto& trouble : queries.troubles(entry.source_id, std::nullopt, kMostAsked)) {
        if (trouble.at < begun) break;
        if (!trouble.reason.starts_with("failed")) continue;
        const bool absent = trouble.reason == "failed:http_404" || trouble.reason == "failed:http_410";
        // Many lists end where there is no next page.
        if (trouble.kind == "list" && absent) continue;
        const bool list = trouble.kind == "list" || trouble.kind == "start" || trouble.kind == "sitemap";
        Failed& one = list ? lists : pages;
        if (++one.number <= kNamed)
          one.names += (one.number > 1 ? ", " : "") + trouble.url + " (" + trouble.reason + ")";
      }
      return true;
    });
    if (!read) return read.error();
    for (Failed* each : {&lists, &pages})
      if (each->number > kNamed) each->names += " and " + std::to_string(each->number - kNamed) + " more";
    if (lists.number > 0)
      summary.alarms.push_back("source " + entry.source_id + ": " + std::to_string(lists.number) +
                               " of its lists' pages couldn't be had, so what they name may be missing: " +
                               lists.names + "; later runs try them again");
    if (pages.number > 0)
      note(options, summary,
           "source " + entry.source_id + ": " + std::to_string(pages.number) +
               " pages failed: " + pages.names + " (crawl --retry-failed --dry-run lists all that fail)");
  }
  return {};
}

Result<void> Pipeline::Impl::raise_alarms(const Plan& plan, PipelineSummary& summary) {
  constexpr std::size_t kRunsBefore = 60;
  auto read = store_.read([&](store::Queries& queries) {
    const auto begun = queries.source_runs(plan.run_id);
    for (const auto& entry : summary.ledger) {
      const bool crawled = std::any_of(plan.sources.begin(), plan.sources.end(),
                                       [&](const Source& source) { return source.id == entry.source_id; });
      if (!crawled) continue;
      for (const auto& list : queries.list_totals(plan.run_id, entry.source_id))
        if (auto alarm = alarm_of(list)) summary.alarms.push_back(std::move(*alarm));
      std::vector<SourceRunCounts> before;
      for (auto& [at, counts] : queries.ledger_before(entry.source_id, plan.run_id, kRunsBefore))
        before.push_back({at, std::move(counts)});
      for (auto& alarm : alarms_of({begun.at(entry.source_id).begun_at, entry}, before))
        summary.alarms.push_back(std::move(alarm));
    }
    return true;
  });
  if (!read) return read.error();
  return {};
}

}  // namespace tenderlead::app
