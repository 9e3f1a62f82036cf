#include "app/pipeline/forecast.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "app/pipeline/pipeline_impl.h"
#include "app/pipeline/queue_frontier.h"
#include "crawler/paging.h"
#include "crawler/url.h"
#include "model/time.h"

namespace tenderlead::app {
namespace {

std::string in_shanghai(std::int64_t at) {
  constexpr std::int64_t kDay = 86400, kOffset = 60 * kShanghaiOffsetMinutes;
  return to_string(StatedTime{local_date(at), static_cast<int>((at + kOffset) % kDay)});
}

// `at`, or when the source's hours begin after it.
std::int64_t next_in(const std::optional<DailyHours>& hours, std::int64_t at) {
  if (!hours || hours->contains(at)) return at;
  constexpr std::int64_t kDay = 86400, kOffset = 60 * kShanghaiOffsetMinutes;
  const std::int64_t midnight = at - (at + kOffset) % kDay;
  const std::int64_t begins = midnight + 60 * hours->from;
  return begins > at ? begins : begins + kDay;
}

// Puts fetches on the time line of their hosts: robots.txt first, then one after the other.
class Timetable {
 public:
  Timetable(const Source& source, std::int64_t now, const std::vector<crawler::HostRecord>& hosts)
      : source_(source), now_(now) {
    for (const auto& host : hosts) hosts_.emplace(host.host, &host);
  }

  void place(PlannedFetch& fetch) {
    const auto url = crawler::parse_url(fetch.url);
    const std::string name = url ? url->host_and_port() : fetch.url;
    const auto [next, first] = next_.try_emplace(name, std::chrono::milliseconds{0});
    if (first) begin(name, next->second);
    fetch.rests = rests_for(name) > std::chrono::milliseconds{0};
    const auto delay = source_.politeness.delay / source_.politeness.connections_per_host;
    if (first && source_.politeness.obey_robots) next->second = within_hours(next->second) + delay;
    next->second = within_hours(next->second);
    fetch.at = now_ + std::chrono::duration_cast<std::chrono::seconds>(next->second).count();
    next->second += delay;
  }

  const std::vector<std::string>& resting() const { return resting_; }

 private:
  std::chrono::milliseconds within_hours(std::chrono::milliseconds from_now) const {
    const std::int64_t at = now_ + std::chrono::duration_cast<std::chrono::seconds>(from_now).count();
    const std::int64_t then = next_in(source_.politeness.hours, at);
    return then == at ? from_now : std::chrono::seconds(then - now_);
  }

  std::chrono::milliseconds rests_for(const std::string& host) const {
    const auto found = hosts_.find(host);
    const std::int64_t left = found == hosts_.end() ? 0 : found->second->rests_until - now_;
    return std::chrono::seconds(std::max<std::int64_t>(left, 0));
  }

  void begin(const std::string& host, std::chrono::milliseconds& next) {
    const auto found = hosts_.find(host);
    if (found == hosts_.end()) return;
    next = rests_for(host);
    if (next > std::chrono::milliseconds{0})
      resting_.push_back(host + " is left alone until " + in_shanghai(found->second->rests_until) +
                         ", since it " +
                         (found->second->broke ? "failed too often in a row" : "asked for it"));
    else if (found->second->broke)
      resting_.push_back(host + " failed too often in a row; one request tries it first");
  }

  const Source& source_;
  std::int64_t now_;
  std::map<std::string, const crawler::HostRecord*> hosts_;
  std::vector<std::string> resting_;
  std::map<std::string, std::chrono::milliseconds> next_;  // by host, from now
};

}  // namespace

Result<std::vector<SourceForecast>> Pipeline::Impl::forecast(const PipelineOptions& options) {
  auto chosen = chosen_sources(options);
  if (!chosen) return chosen.error();
  const auto hosts = known_hosts(options);
  if (!hosts) return hosts.error();
  const std::int64_t now = clock(options).epoch_seconds();
  std::vector<SourceForecast> forecasts;
  for (const auto& source : *chosen) {
    SourceForecast forecast;
    forecast.source_id = source.id;
    forecast.closed = why_skipped(source);
    if (const auto& hours = source.politeness.hours;
        forecast.closed.empty() && hours && !hours->contains(now))
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
      // Whoever names a source for `crawl` wants it all the same.
      const auto states =
          options.sources.empty() ? queries.source_states() : std::map<std::string, store::SourceState>();
      if (const auto state = states.find(source.id); state != states.end() && state->second.paused_at)
        forecast.closed = paused_in_words(state->second);
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
    // What a run doesn't come to stays queued.
    const std::uint64_t pages = source.politeness.max_pages_per_run;
    const std::uint64_t most =
        source.focus.max_pages > 0
            ? std::min<std::uint64_t>(pages, static_cast<std::uint64_t>(source.focus.max_pages))
            : pages;
    if (forecast.fetches.size() > most) {
      forecast.left = forecast.fetches.size() - static_cast<std::size_t>(most);
      forecast.fetches.resize(static_cast<std::size_t>(most));
    }
    Timetable timetable(source, now, *hosts);
    for (auto& fetch : forecast.fetches) timetable.place(fetch);
    forecast.resting = timetable.resting();
    forecasts.push_back(std::move(forecast));
  }
  return forecasts;
}

}  // namespace tenderlead::app
