#include "app/pipeline/forecast.h"

#include <map>
#include <set>
#include <utility>

#include "app/pipeline/pipeline_impl.h"
#include "app/pipeline/queue_frontier.h"
#include "crawler/paging.h"
#include "crawler/url.h"

namespace tenderlead::app {
namespace {

// Puts fetches on the time line of their hosts: robots.txt first, then one after the other.
class Timetable {
 public:
  Timetable(const Source& source, std::int64_t now) : source_(source), now_(now) {}

  void place(PlannedFetch& fetch) {
    const auto url = crawler::parse_url(fetch.url);
    const auto [next, first] =
        next_.try_emplace(url ? url->host_and_port() : fetch.url, std::chrono::milliseconds{0});
    const auto delay = source_.politeness.delay / source_.politeness.connections_per_host;
    if (first && source_.politeness.obey_robots) next->second += delay;
    fetch.at = now_ + std::chrono::duration_cast<std::chrono::seconds>(next->second).count();
    next->second += delay;
  }

 private:
  const Source& source_;
  std::int64_t now_;
  std::map<std::string, std::chrono::milliseconds> next_;  // by host, from now
};

}  // namespace

Result<std::vector<SourceForecast>> Pipeline::Impl::forecast(const PipelineOptions& options) {
  auto chosen = chosen_sources(options);
  if (!chosen) return chosen.error();
  const std::int64_t now = clock(options).epoch_seconds();
  std::vector<SourceForecast> forecasts;
  for (const auto& source : *chosen) {
    SourceForecast forecast{source.id, {}, {}};
    if (const auto& hours = source.politeness.hours; hours && !hours->contains(now))
      forecast.closed = "fetched from " + to_string(*hours) + " only (Asia/Shanghai)";
    std::set<std::string> known;  // url_key()
    const auto add = [&](const store::UrlTask& task, const char* why) {
      if (!known.insert(store::url_key(task)).second) return false;
      PlannedFetch fetch;
      fetch.url = task.url;
      fetch.method = task.method;
      fetch.kind = store::to_string(task.kind);
      fetch.why = why;
      forecast.fetches.push_back(std::move(fetch));
      return true;
    };
    auto read = store_.read([&](store::Queries& queries) {
      const auto limit = static_cast<std::size_t>(source.politeness.max_pages_per_run);
      if (!options.retry_failed)
        for (const auto& task : crawler::start_tasks(source, today(options))) add(to_store(task), "start");
      for (const auto& task : queries.queued(source.id, limit)) add(task, "queued");
      if (options.retry_failed) {
        for (const auto& row : queries.failed(source.id)) {
          if (!add(row.task, "retry")) continue;
          forecast.fetches.back().failure = row.reason;
          forecast.fetches.back().failures = row.failures;
        }
      } else {
        for (const auto& task : queries.due(source.id, now, limit)) add(task, "revisit");
      }
      return true;
    });
    if (!read) return read.error();
    Timetable timetable(source, now);
    for (auto& fetch : forecast.fetches) timetable.place(fetch);
    forecasts.push_back(std::move(forecast));
  }
  return forecasts;
}

}  // namespace tenderlead::app
