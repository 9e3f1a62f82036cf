// The way of one job through the CrawlEngine: judged, queued, fetched, redirected, tried again. crawl_robots.cpp has
// that of a robots.txt.
#include <algorithm>
#include <utility>

#include "crawler/crawl_answers.h"
#include "crawler/crawl_engine.h"
#include "crawler/retry_after.h"

namespace tenderlead::crawler {
namespace {

int rank_of(TaskKind kind) {
  switch (kind) {
    case TaskKind::start:
      return 0;
    case TaskKind::sitemap:
      return 1;
    case TaskKind::list:
      return 2;
    case TaskKind::body:
      return 3;
    case TaskKind::detail:
      return 4;
    case TaskKind::attachment:
      return 5;
  }
  return 5;
}
constexpr int kRobotsRank = -1;

HostAnswer host_answer(const FetchResult& result) {
  if (result.page.ok()) {
    const int status = result.page.value().status;
    const bool overloaded = status == 429 || (status >= 502 && status <= 504);
    return overloaded ? HostAnswer::overloaded : HostAnswer::fine;
  }
  // The host wasn't reached; see note_proxy().
  if (result.reason == "failed:proxy") return HostAnswer::fine;
  return result.transient ? HostAnswer::unreachable : HostAnswer::fine;
}
constexpr int kMostProxyFailures = HostPolicy{}.give_up_after_network;

}  // namespace

bool CrawlEngine::names_private(const Job& job) const {
  return sources_[job.source].addresses.names(job.url);
}

void CrawlEngine::point_to(Job& job, Url url) {
  job.url = std::move(url);
  job.host = job.url.host_and_port();
  if (!job.for_robots) job.origin = job.url.origin();
  job.address = job.url.origin() + job.url.path_and_query();
}

void CrawlEngine::admit(JobId id) {
  Job& job = jobs_.at(id);
  SourceState& state = sources_[job.source];
  const bool attachment = job.task.kind == TaskKind::attachment;
  if (!(attachment ? state.attachment_hosts : state.hosts).contains(job.url)) {
    deliver_error(id,
                  Error{ErrorCode::refused, "source '" + state.source.id + "' doesn't allow the host of " +
                                                job.address + "; add " + job.host + " to its " +
                                                (attachment ? "detail.attachments.hosts" : "allowed_hosts") +
                                                " if it is meant"},
                  "refused:host");
    return;
  }
  if (!names_private(job) && check_url(job.url) == Verdict::block) {
    deliver_error(id,
                  Error{ErrorCode::refused, job.address + " has no public address; add " + job.host +
                                                " to the source's allowed_private_hosts if it is meant"},
                  "refused:private_address");
    return;
  }
  if (const auto skipped = skipped_.find(job.host); skipped != skipped_.end()) {
    postpone(id, skipped->second.first, skipped->second.second);
    return;
  }
  if (proxy_given_up(state)) {
    postpone_by_proxy(id);
    return;
  }
  if (!located_.contains(job.host)) {
    locate(id);
    return;
  }
  bench_.require(job.host, state.policy);
  if (state.source.politeness.obey_robots) {
    const std::string rules = robots_key(job);
    switch (robots_.state(rules, clock_.now())) {
      case RobotsState::unknown:
        await_robots(id);
        return;
      case RobotsState::unreachable:
        postpone(id, "refused:robots_unreachable",
                 "robots.txt of " + job.origin +
                     " can't be read, so nothing is fetched there; the next run asks again");
        return;
      case RobotsState::known:
        break;
    }
    if (!robots_.allowed(rules, job.address)) {
      deliver_error(id,
                    Error{ErrorCode::refused, "robots.txt of " + job.origin + " disallows " + job.address},
                    "refused:robots");
      return;
    }
  }
  enqueue(id);
}

void CrawlEngine::enqueue(JobId id, TimePoint not_before) {
  const Job& job = jobs_.at(id);
  bench_.add(job.host, id, job.for_robots ? kRobotsRank : rank_of(job.task.kind), not_before);
}

void CrawlEngine::locate(JobId id) {
  const Job& job = jobs_.at(id);
  auto& waiting = unlocated_[job.host];
  waiting.push_back(id);
  if (waiting.size() > 1) return;
  fetcher_.locate(job.url, [weak = weak_from_this(), host = job.host](const std::string& address) {
    const auto self = weak.lock();
    if (!self || self->finished_) return;
    self->located_.insert(host);
    if (!address.empty()) self->bench_.place(host, address);
    for (const JobId waited : std::exchange(self->unlocated_[host], {})) {
      if (!self->jobs_.contains(waited)) continue;
      if (self->jobs_.at(waited).for_robots)
        self->queue_robots(waited);
      else
        self->admit(waited);
    }
    self->pump_soon();
  });
}

bool CrawlEngine::may_fetch(const SourceState& state) const {
  return !state.closed && !state.over_bytes;
}

bool CrawlEngine::within_limits(std::size_t source) {
  SourceState& state = sources_[source];
  const Politeness& politeness = state.source.politeness;
  if (!may_fetch(state)) return false;
  if (politeness.hours && !politeness.hours->contains(clock_.epoch_seconds())) {
    state.closed = true;
    note("source " + state.source.id + " is fetched from " + to_string(*politeness.hours) +
         " only (Asia/Shanghai); what is queued stays queued");
  } else if (state.bytes >= politeness.max_bytes_per_run) {
    state.over_bytes = true;
    if (!std::exchange(state.limited, true)) summary_.limited_sources.push_back(state.source.id);
  } else {
    return true;
  }
  std::vector<JobId> waiting;
  for (const auto& [id, job] : jobs_)
    if (job.source == source && !job.fetch) waiting.push_back(id);
  for (const JobId id : waiting)
    if (jobs_.contains(id)) withdraw(id);
  return false;
}

bool CrawlEngine::withdraw(JobId id) {
  Job& job = jobs_.at(id);
  if (job.for_robots) {
    const std::string key = robots_key(job);
    const auto waiting = unpark(key);
    for (const JobId parked : waiting)
      if (const std::size_t source = jobs_.at(parked).source; may_fetch(sources_[source])) {
        job.source = source;
        parked_[key] = waiting;
        return false;
      }
    for (const JobId parked : waiting) withdraw(parked);
  } else {
    dropped(job.source);
  }
  jobs_.erase(id);
  return true;
}

void CrawlEngine::launch(JobId id, const std::string& host) {
  // A job may have been withdrawn while it waited for its turn.
  const auto found = jobs_.find(id);
  const bool over = found == jobs_.end() || !within_limits(found->second.source);
  if (over && (!jobs_.contains(id) || withdraw(id))) {
    bench_.returned(host);
    return;
  }
  Job& job = jobs_.at(id);
  if (!job.for_robots && proxy_given_up(sources_[job.source])) {
    bench_.returned(host);
    postpone_by_proxy(id);
    return;
  }
  job.started = clock_.now();
  ++job.requests;
  ++totals_.requests;
  ++in_flight_;
  job.fetch = fetcher_.fetch(request_for(job), [weak = weak_from_this(), id](FetchResult result) {
    if (const auto self = weak.lock()) self->answered(id, std::move(result));
  });
}

void CrawlEngine::note_proxy(const Job& job, const FetchResult& result) {
  const SourceState& state = sources_[job.source];
  if (state.source.http.proxy.empty() || result.reason == "cancelled") return;
  int& failures = proxy_failures_[state.way];
  if (result.reason != "failed:proxy")
    failures = 0;
  else if (++failures == kMostProxyFailures)
    note("the proxy " + state.source.http.proxy +
         " failed too often in a row and is asked no more in this run; what is queued stays queued");
}

bool CrawlEngine::proxy_given_up(const SourceState& state) const {
  const auto found = proxy_failures_.find(state.way);
  return found != proxy_failures_.end() && found->second >= kMostProxyFailures;
}

void CrawlEngine::postpone_by_proxy(JobId id) {
  postpone(id, "failed:proxy",
           "the proxy of source '" + sources_[jobs_.at(id).source].source.id +
               "' failed too often in a row and is asked no more in this run; what is queued stays queued");
}

void CrawlEngine::answered(JobId id, FetchResult result) {
  const auto found = jobs_.find(id);
  if (finished_ || found == jobs_.end()) return;
  if (wants_browser(found->second, result) && !stopping_)
    render(id, std::move(result));
  else
    concluded(id, std::move(result));
}

void CrawlEngine::concluded(JobId id, FetchResult result) {
  const auto found = jobs_.find(id);
  --in_flight_;
  found->second.fetch.reset();
  const std::string host = found->second.host;
  sources_[found->second.source].bytes += result.bytes;
  note_proxy(found->second, result);
  const HostAnswer answer = host_answer(result);
  bench_.finished(host, found->second.started, clock_.now(), answer,
                  std::exchange(found->second.answered, false));
  // A robots.txt that is there says little of the pages behind it.
  if (answer == HostAnswer::fine && result.page.ok() && !found->second.for_robots &&
      probation_.erase(host) > 0) {
    bench_.trust(host);
    report_host(host, 0, false);
  }
  if (stopping_ && !settles(found->second, result)) {
    jobs_.erase(found);
    pump_soon();
    return;
  }
  if (found->second.for_robots)
    robots_answered(id, std::move(result));
  else
    page_answered(id, std::move(result));
  if (bench_.given_up(host) && !skipped_.contains(host)) {
    report_host(host, 0, true);
    skip_host(host, "failed:host_unreachable",
              host + " failed too often in a row and is left alone for this run; its URLs stay queued");
  }
  pump_soon();
}

bool CrawlEngine::settles(const Job& job, const FetchResult& result) const {
  if (job.for_robots) return false;
  if (!result.page) return !result.transient && result.reason != "cancelled";
  const Page& page = result.page.value();
  const bool unrendered = wants_browser(job, result) && !page.original;
  return !unrendered && !is_redirect(page.status) && !passes(page.status);
}

void CrawlEngine::page_answered(JobId id, FetchResult result) {
  Job& job = jobs_.at(id);
  if (!result.page) {
    if (result.reason == "failed:proxy" && proxy_given_up(sources_[job.source]))
      postpone_by_proxy(id);
    else if (result.transient)
      retry_or_fail(id, result.page.error(), result.reason);
    else
      deliver_error(id, result.page.error(), result.reason);
    return;
  }
  Page page = std::move(result.page).value();
  if (is_redirect(page.status)) {
    redirect(id, page);
    return;
  }
  if (page.status < 400 && answers(job, page)) {
    if (!refresh(id, page)) deliver_page(id, std::move(page), std::move(result.facts));
    return;
  }
  const std::string reason =
      page.status == 304 ? "failed:unasked_304" : "failed:http_" + std::to_string(page.status);
  Error error{ErrorCode::http_status, status_text(page.status) + " for " + job.address};
  if (!passes(page.status)) {
    deliver_error(id, std::move(error), reason);
    return;
  }
  if (hold_host(job.host, page)) {
    const auto& [skip_reason, why] = skipped_.at(job.host);
    postpone(id, skip_reason, why);
    return;
  }
  retry_or_fail(id, std::move(error), reason);
}

bool CrawlEngine::hold_host(const std::string& host, const Page& page) {
  const auto span = parse_retry_after(header_value(page.headers, "Retry-After"), clock_.epoch_seconds());
  if (!span) return false;
  if (*span > HostPolicy{}.retry_after_cap) {
    report_host(host, clock_.epoch_seconds() + span->count(), false);
    skip_host(host, "refused:retry_after",
              host + " asks to come back in " + std::to_string(span->count()) +
                  " s, so it is left alone for this run; its URLs stay queued");
    return true;
  }
  bench_.hold(host, clock_.now(), *span);
  return false;
}

bool CrawlEngine::retry(JobId id, int max_retries) {
  Job& job = jobs_.at(id);
  if (++job.failures > max_retries) return false;
  enqueue(id, clock_.now() + bench_.backoff(job.host, job.address, job.failures));
  return true;
}

void CrawlEngine::retry_or_fail(JobId id, Error error, std::string reason) {
  if (!retry(id, sources_[jobs_.at(id).source].source.politeness.max_retries))
    deliver_error(id, std::move(error), std::move(reason));
}

}  // namespace tenderlead::crawler
