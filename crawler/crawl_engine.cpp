#include "crawler/crawl_engine.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <tuple>
#include <utility>

#include "crawler/browser/browser_pool.h"

namespace tenderlead::crawler {
namespace {

// How many tasks are held in memory: of a source with one host, of one with several (a task or more for each host that
// could be fetched next: at one request in two seconds, 2,000 a second), and of all sources together.
constexpr std::size_t kWindow = 256;
constexpr std::size_t kWindowManyHosts = 4096;
constexpr std::size_t kMostInMemory = 16384;
constexpr std::size_t kLeastWindow = 4;

HostPolicy policy_of(const Politeness& politeness) {
  HostPolicy policy;
  policy.delay = politeness.delay;
  policy.connections = politeness.connections_per_host;
  policy.slowdown = politeness.slowdown;
  policy.slowdown_cap = politeness.max_delay;
  policy.address_delay = politeness.address_delay.value_or(politeness.delay / 4);
  return policy;
}

// Of everything by which a server may tell one from another or be another; cookies say nothing of robots.txt.
std::string way_of(const HttpRules& rules) {
  if (rules.proxy.empty() && rules.ca_bundle.empty() && rules.verify_tls) return {};
  // No URL holds a space.
  return " " + rules.proxy + " " + (rules.verify_tls ? "verified " : "unverified ") + rules.ca_bundle;
}

}  // namespace

CrawlEngine::SourceState::SourceState(Source given)
    : source(std::move(given)),
      hosts(source),
      attachment_hosts(source, source.attachments.hosts),
      browser_hosts(source, source.browser.hosts),
      browser_block(source.browser.block),
      addresses{source.allowed_private_hosts},
      policy(policy_of(source.politeness)),
      many_hosts(source.allowed_hosts.size() > 1 || !source.attachments.hosts.empty() ||
                 (source.allowed_hosts.size() == 1 && source.allowed_hosts[0].starts_with("*."))),
      way(way_of(source.http)) {}

CrawlEngine::CrawlEngine(Fetcher& fetcher, Frontier& frontier, CrawlSink& sink, std::vector<Source> sources,
                         CrawlOptions options)
    : fetcher_(fetcher),
      frontier_(frontier),
      sink_(sink),
      options_(std::move(options)),
      clock_(options_.clock != nullptr ? *options_.clock : system_clock_),
      bench_(std::max(options_.max_connections, 1)),
      robots_(fetcher.user_agent()),
      timer_(fetcher.executor()),
      progress_timer_(fetcher.executor()) {
  options_.max_uncommitted = std::max<std::size_t>(options_.max_uncommitted, 1);
  sources_.reserve(sources.size());
  for (auto& source : sources) {
    auto& state = sources_.emplace_back(std::move(source));
    const auto spent = options_.spent.find(state.source.id);
    if (spent == options_.spent.end()) continue;
    state.taken = spent->second.pages;
    state.bytes = spent->second.bytes;
  }
  for (std::size_t i = 0; i < sources_.size(); ++i) hunger(i);
}

void CrawlEngine::start(std::function<void(const CrawlSummary&)> done) {
  boost::asio::post(fetcher_.executor(), [self = shared_from_this(), done = std::move(done)]() mutable {
    if (self->finished_) return;
    self->done_ = std::move(done);
    self->work_.emplace(self->fetcher_.executor());
    self->began_ = self->clock_.now();
    for (const auto& state : self->sources_)
      if (!state.source.http.verify_tls)
        self->note(
            "source " + state.source.id +
            " doesn't verify who answers (http.verify_tls: false): anybody on the way may have changed "
            "what it reads");
    self->recall_hosts();
    self->report_progress();
    self->pump();
  });
}

void CrawlEngine::stop() {
  boost::asio::post(fetcher_.executor(), [self = shared_from_this()] {
    if (self->finished_ || self->stopping_) return;
    self->stopping_ = true;
    std::erase_if(self->jobs_, [](const auto& job) { return !job.second.fetch; });
    self->pump_soon();
  });
}

void CrawlEngine::cancel() {
  stop();
  boost::asio::post(fetcher_.executor(), [self = shared_from_this()] {
    if (self->finished_) return;
    for (const auto& [id, job] : self->jobs_) self->cancel(job);
  });
}

void CrawlEngine::cancel(const Job& job) {
  if (job.render)
    options_.browsers->cancel(*job.render);
  else if (job.fetch)
    fetcher_.cancel(*job.fetch);
}

void CrawlEngine::abandon() {
  finished_ = true;
  for (const auto& [id, job] : jobs_) cancel(job);
  jobs_.clear();
  timer_.cancel();
  progress_timer_.cancel();
  done_ = nullptr;
  work_.reset();
}

void CrawlEngine::pump_soon() {
  if (pump_posted_ || finished_) return;
  pump_posted_ = true;
  boost::asio::post(fetcher_.executor(), [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->pump();
  });
}

void CrawlEngine::pump() {
  pump_posted_ = false;
  if (finished_ || !work_) return;
  if (!stopping_) {
    refill();
    const TimePoint now = clock_.now();
    while (!held_back()) {
      const auto ready = bench_.next(now);
      if (!ready) break;
      launch(ready->job, ready->host);
    }
    if (idle()) {
      // A commit of one source may have queued tasks of another; so all are asked before the run ends.
      for (std::size_t i = 0; i < sources_.size(); ++i) hunger(i);
      refill();
    }
  }
  if (idle())
    finish();
  else
    arm_timer();
}

void CrawlEngine::hunger(std::size_t index) {
  SourceState& state = sources_[index];
  state.more = true;
  if (!std::exchange(state.listed, true)) hungry_.push_back(index);
}

void CrawlEngine::dropped(std::size_t index) {
  --sources_[index].in_memory;
  --in_memory_;
}

std::size_t CrawlEngine::window_of(const SourceState& state) const {
  return std::clamp(kMostInMemory / sources_.size(), kLeastWindow,
                    state.many_hosts ? kWindowManyHosts : kWindow);
}

void CrawlEngine::refill() {
  // In turns: where memory is full, the next round begins with the source after the last one that was served.
  for (std::size_t left = hungry_.size(); left > 0; --left) {
    if (uncommitted_ >= options_.max_uncommitted || in_memory_ >= kMostInMemory) return;
    const std::size_t index = hungry_.front();
    hungry_.pop_front();
    sources_[index].listed = false;
    refill(index);
    if (sources_[index].more && !sources_[index].limited && may_fetch(sources_[index])) hunger(index);
  }
}

void CrawlEngine::refill(std::size_t index) {
  SourceState& state = sources_[index];
  const std::size_t window = window_of(state);
  // One host waits for its turn anyway; with many, any of them may have run out.
  const std::size_t enough = state.many_hosts ? window - 1 : window / 2;
  if (!state.more || state.limited || !within_limits(index) || state.in_memory > enough) return;
  const std::uint64_t most = state.source.politeness.max_pages_per_run;
  const std::uint64_t left = most - std::min(most, state.taken);
  if (left == 0) {
    // What take() hands out here is not fetched, and so still queued in the next run.
    state.more = false;
    state.limited = !frontier_.take(state.source.id, 1).empty();
    if (state.limited) summary_.limited_sources.push_back(state.source.id);
    return;
  }
  const std::size_t room = std::min(window - state.in_memory, kMostInMemory - in_memory_);
  const std::size_t limit = static_cast<std::size_t>(std::min<std::uint64_t>(room, left));
  auto tasks = frontier_.take(state.source.id, limit);
  state.more = tasks.size() >= limit;
  state.taken += tasks.size();
  state.in_memory += tasks.size();
  in_memory_ += tasks.size();
  for (auto& task : tasks) {
    const JobId id = next_job_++;
    Job& job = jobs_[id];
    job.source = index;
    job.method = task.method;
    job.task = std::move(task);
    auto url = parse_url(job.task.url);
    if (!url) {
      deliver_error(id,
                    Error{ErrorCode::invalid_input,
                          "'" + job.task.url + "' is no http or https URL; correct the link or the source"},
                    "failed:url");
      continue;
    }
    point_to(job, std::move(*url));
    admit(id);
  }
}

void CrawlEngine::arm_timer() {
  const auto due = stopping_ || held_back() ? std::nullopt : bench_.next_time();
  if (!due || due == armed_for_) return;
  armed_for_ = due;
  timer_.expires_after(clock_.timer_span(std::max(*due - clock_.now(), Duration::zero())));
  timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    const auto self = weak.lock();
    if (!self || error) return;
    self->armed_for_.reset();
    self->pump();
  });
}

void CrawlEngine::report_progress() {
  if (finished_ || !options_.on_progress) return;
  options_.on_progress(progress());
  progress_timer_.expires_after(options_.progress_every);
  progress_timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    const auto self = weak.lock();
    if (self && !error) self->report_progress();
  });
}

CrawlProgress CrawlEngine::progress() const {
  CrawlProgress now = totals_;
  now.in_flight = in_flight_;
  now.waiting = jobs_.size() - std::min(jobs_.size(), in_flight_);
  now.uncommitted = uncommitted_;
  std::tie(now.hosts_active, now.hosts_waiting) = bench_.hosts();
  now.elapsed = clock_.now() - began_;
  return now;
}

bool CrawlEngine::idle() const {
  return jobs_.empty() && in_flight_ == 0 && uncommitted_ == 0;
}

void CrawlEngine::finish() {
  finished_ = true;
  timer_.cancel();
  progress_timer_.cancel();
  summary_.totals = progress();
  summary_.stopped = stopping_;
  if (options_.on_progress) options_.on_progress(summary_.totals);
  const auto done = std::move(done_);
  if (options_.browsers != nullptr) options_.browsers->rest();
  work_.reset();
  if (done) done(summary_);
}

void CrawlEngine::note(const std::string& text) {
  summary_.notes.push_back(text);
  if (options_.on_note) options_.on_note(text);
}

void CrawlEngine::deliver(JobId id, FetchOutcome outcome) {
  const auto found = jobs_.find(id);
  const std::size_t source = found->second.source;
  outcome.tries = std::max(found->second.requests, 1);
  outcome.task = std::move(found->second.task);
  const std::int64_t task_id = outcome.task.id;
  const std::uint64_t bytes = outcome.page ? outcome.page->body.size() : 0;
  jobs_.erase(found);
  dropped(source);
  ++uncommitted_;
  uncommitted_bytes_ += bytes;
  sink_.deliver(std::move(outcome),
                [weak = weak_from_this(), strand = fetcher_.executor(), source, task_id, bytes] {
                  boost::asio::post(strand, [weak, source, task_id, bytes] {
                    if (const auto self = weak.lock()) self->committed(source, task_id, bytes);
                  });
                });
}

void CrawlEngine::deliver_page(JobId id, Page page, FetchFacts facts) {
  ++totals_.fetched;
  totals_.bytes += page.body.size();
  page.requested_url = jobs_.at(id).task.url;
  FetchOutcome outcome;
  if (jobs_.at(id).refreshed) outcome.reason = "followed:meta_refresh";
  outcome.page = std::move(page);
  outcome.facts = std::move(facts);
  deliver(id, std::move(outcome));
}

void CrawlEngine::deliver_error(JobId id, Error error, std::string reason) {
  ++(reason.starts_with("refused:") ? totals_.refused : totals_.failed);
  FetchOutcome outcome;
  outcome.page = std::move(error);
  outcome.reason = std::move(reason);
  deliver(id, std::move(outcome));
}

void CrawlEngine::postpone(JobId id, const std::string& reason, const std::string& why) {
  ++totals_.postponed;
  FetchOutcome outcome;
  outcome.page = Error{ErrorCode::refused, why};
  outcome.reason = reason;
  outcome.requeue = true;
  deliver(id, std::move(outcome));
}

bool CrawlEngine::held_back() const {
  return in_flight_ + uncommitted_ >= options_.max_uncommitted ||
         uncommitted_bytes_ >= options_.max_uncommitted_bytes;
}

void CrawlEngine::committed(std::size_t source, std::int64_t task_id, std::uint64_t bytes) {
  --uncommitted_;
  uncommitted_bytes_ -= bytes;
  frontier_.settled(task_id);
  hunger(source);
  pump_soon();
}

void CrawlEngine::recall_hosts() {
  for (const auto& [host, rests_until, broke] : options_.hosts) {
    if (rests_until > clock_.epoch_seconds()) {
      // Who gave the record knows, so it is no note.
      skipped_.try_emplace(host, broke ? "failed:host_unreachable" : "refused:retry_after",
                           host + " rests since an earlier run; its URLs stay queued");
      frontier_.leave(host);
    } else if (broke) {
      probation_.insert(host);
      bench_.put_on_probation(host);
    }
  }
}

void CrawlEngine::report_host(const std::string& host, std::int64_t rests_until, bool broke) {
  if (options_.on_host) options_.on_host({host, rests_until, broke});
}

void CrawlEngine::skip_host(const std::string& host, const std::string& reason, const std::string& why) {
  if (!skipped_.try_emplace(host, reason, why).second) return;
  note(why);
  frontier_.leave(host);
  for (const JobId id : bench_.drain(host)) {
    if (!jobs_.contains(id)) continue;
    if (!jobs_.at(id).for_robots) {
      postpone(id, reason, why);
      continue;
    }
    const auto waiting = unpark(robots_key(jobs_.at(id)));
    jobs_.erase(id);
    for (const JobId parked : waiting) postpone(parked, reason, why);
  }
}

Crawl::Crawl(Fetcher& fetcher, Frontier& frontier, CrawlSink& sink, std::vector<Source> sources,
             CrawlOptions options)
    : impl_(std::make_shared<CrawlEngine>(fetcher, frontier, sink, std::move(sources), std::move(options))) {}

Crawl::~Crawl() {
  impl_->abandon();
}

void Crawl::start(std::function<void(const CrawlSummary&)> done) {
  impl_->start(std::move(done));
}

void Crawl::stop() {
  impl_->stop();
}

void Crawl::cancel() {
  impl_->cancel();
}

}  // namespace tenderlead::crawler
