// The engine behind Crawl. Internal; everything but start(), stop() and cancel() runs on the fetcher's strand.
//
// A job goes: admit() -> [waits for robots.txt] -> Workbench -> launch() -> answered() -> deliver(), with the way back to
// admit() for a redirect and to the Workbench for a retry. pump() keeps all of it moving.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "crawler/address_guard.h"
#include "crawler/allowed_hosts.h"
#include "crawler/browser/request_filter.h"
#include "crawler/crawl.h"
#include "crawler/politeness.h"
#include "crawler/robots_cache.h"
#include "crawler/url.h"

namespace tenderlead::crawler {

class CrawlEngine : public std::enable_shared_from_this<CrawlEngine> {
 public:
  CrawlEngine(Fetcher& fetcher, Frontier& frontier, CrawlSink& sink, std::vector<Source> sources,
              CrawlOptions options);

  void start(std::function<void(const CrawlSummary&)> done);
  void stop();
  void cancel();
  // Forgets everything: the owner goes.
  void abandon();

 private:
  using JobId = Workbench::Job;
  using Timer = boost::asio::basic_waitable_timer<
      std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>, Fetcher::Executor>;

  struct SourceState {
    explicit SourceState(Source given);
    Source source;
    AllowedHosts hosts;
    AllowedHosts attachment_hosts;
    AllowedHosts browser_hosts;
    BlockedAddresses browser_block;
    AddressPolicy addresses;
    HostPolicy policy;
    std::uint64_t taken = 0;    // tasks of this run
    std::uint64_t bytes = 0;    // of bodies of this run, decoded
    std::size_t in_memory = 0;  // taken and not yet delivered
    bool more = true;           // the frontier may hold something that take() hasn't given
    bool listed = false;        // stands in hungry_
    bool limited = false;       // max_pages_per_run is reached
    bool over_bytes = false;    // max_bytes_per_run is reached
    bool closed = false;        // its hours are over
    bool many_hosts = false;
    std::string way;  // how its servers are spoken to, where that isn't the usual way: see robots_key()
  };

  struct Job {
    bool for_robots = false;  // asks for a robots.txt; `task` is unused
    std::size_t source = 0;   // index into sources_
    Task task;
    Url url;              // of the next request: the task's, or where redirects led
    std::string address;  // the same as text, without fragment
    std::string host;     // politeness key of `url`
    std::string origin;   // of `url`; for_robots: of the pages that wait for it
    std::string method;
    std::vector<std::string> hops;  // URLs that redirected
    std::vector<std::string>
        been;                // of them with their methods, since a cookie was last set: they lead in a circle
    bool refreshed = false;  // one of them by a page that says so, not by its status
    bool left_origin = false;  // a redirect led to another origin: the source's own headers stay behind
    int failures = 0;          // tries that failed and may be repeated
    int requests = 0;          // sent, redirects included
    TimePoint started{};
    std::optional<Fetcher::Id> fetch;     // until the page is there, rendering included
    std::optional<std::uint64_t> render;  // in the browser pool; `fetch` needs no connection any more
    bool answered = false;                // the workbench knows that
  };

  // Moving on.
  void pump_soon();
  void pump();
  void refill();
  void refill(std::size_t source);
  // The frontier may hold more of a source.
  void hunger(std::size_t source);
  std::size_t window_of(const SourceState& state) const;
  // A task is in memory no more.
  void dropped(std::size_t source);
  void arm_timer();
  void report_progress();
  bool idle() const;
  void finish();

  // The way of a job.
  void admit(JobId id);
  void enqueue(JobId id, TimePoint not_before = {});
  static void point_to(Job& job, Url url);
  // Finds out which IP address the job's host has; the job waits.
  void locate(JobId id);
  void launch(JobId id, const std::string& host);
  bool may_fetch(const SourceState& state) const;
  // The same, judged anew; where a source's hours or bytes have come to their end, its waiting jobs are withdrawn.
  bool within_limits(std::size_t source);
  // Forgets a job, which stays queued. False for a robots.txt that another source waits for: it becomes that one's.
  bool withdraw(JobId id);
  FetchRequest request_for(const Job& job) const;
  void answered(JobId id, FetchResult result);
  // Is it the end of a page's way, or would another request have to follow?
  bool settles(const Job& job, const FetchResult& result) const;
  void concluded(JobId id, FetchResult result);
  void page_answered(JobId id, FetchResult result);
  // Is this a whole answer to what was asked?
  bool answers(const Job& job, const Page& page) const;
  void redirect(JobId id, const Page& page);
  // Follows a page that does nothing but send its reader on; false where it is none.
  bool refresh(JobId id, const Page& page);
  void follow(JobId id, Url target, const std::string& method, bool new_cookie);
  // Whether the next request may be answered otherwise for what a page set.
  bool sets_cookie(const Job& job, const Page& page) const;
  void retry_or_fail(JobId id, Error error, std::string reason);
  bool retry(JobId id, int max_retries);
  // Retry-After of an answer; true where it asks for more patience than a run has.
  bool hold_host(const std::string& host, const Page& page);

  // Sources that say `fetch: browser`.
  bool by_browser(const Job& job) const;
  bool wants_browser(const Job& job, const FetchResult& result) const;
  void render(JobId id, FetchResult result);
  // The request for what a page of the source wants to load; nothing where it may not.
  std::optional<FetchRequest> admit_resource(std::size_t source, const Url& url) const;

  // robots.txt.
  void await_robots(JobId id);
  void robots_answered(JobId id, FetchResult result);
  // `blame`: where nobody answered, it is the host's own trouble.
  void robots_known(JobId id, int status, std::string_view body, const std::string& why, bool blame = true);
  bool robots_redirect(JobId id, const Page& page);
  void queue_robots(JobId id);
  void robots_private(JobId id, const Error& error);
  std::vector<JobId> unpark(const std::string& key);
  // Of the robots.txt that binds a job: its origin's, as its source comes by it. Behind another proxy, or to who trusts other
  // certificates, another server may answer.
  std::string robots_key(const Job& job) const;

  // The ends of a job.
  void deliver(JobId id, FetchOutcome outcome);
  void deliver_page(JobId id, Page page, FetchFacts facts);
  void deliver_error(JobId id, Error error, std::string reason);
  // Delivers a job to stay queued for a later run.
  void postpone(JobId id, const std::string& reason, const std::string& why);
  void committed(std::size_t source, std::int64_t task_id, std::uint64_t bytes);
  // Whether the sink has as much to put away as it may.
  bool held_back() const;
  // Leaves a host alone for the rest of the run.
  void skip_host(const std::string& host, const std::string& reason, const std::string& why);
  // What earlier runs learnt of hosts, and what the next ones are to know.
  void recall_hosts();
  void report_host(const std::string& host, std::int64_t rests_until, bool broke);
  // Counts how often in a row a source's proxy failed, which says nothing of the hosts behind it.
  void note_proxy(const Job& job, const FetchResult& result);
  bool proxy_given_up(const SourceState& state) const;
  void postpone_by_proxy(JobId id);

  void cancel(const Job& job);
  bool names_private(const Job& job) const;
  void note(const std::string& text);
  CrawlProgress progress() const;

  Fetcher& fetcher_;
  Frontier& frontier_;
  CrawlSink& sink_;
  CrawlOptions options_;
  Clock system_clock_;
  const Clock& clock_;
  std::vector<SourceState> sources_;
  std::deque<std::size_t> hungry_;  // sources with `more`
  Workbench bench_;
  RobotsCache robots_;
  std::unordered_map<JobId, Job> jobs_;
  std::unordered_map<std::string, std::vector<JobId>> parked_;  // robots_key() -> jobs that wait for it
  std::unordered_map<std::string, std::vector<JobId>>
      unlocated_;                            // host -> jobs that wait for its IP address
  std::unordered_set<std::string> located_;  // hosts
  std::unordered_map<std::string, std::pair<std::string, std::string>>
      skipped_;                                          // host -> ledger reason, sentence
  std::unordered_map<std::string, int> proxy_failures_;  // by SourceState::way, in a row
  std::unordered_set<std::string> probation_;            // hosts that have yet to show that they are back
  JobId next_job_ = 1;
  std::size_t in_memory_ = 0;  // tasks of all sources, taken and not yet delivered
  std::size_t uncommitted_ = 0;
  std::uint64_t uncommitted_bytes_ = 0;
  std::size_t in_flight_ = 0;
  CrawlProgress totals_;
  CrawlSummary summary_;
  std::function<void(const CrawlSummary&)> done_;
  bool stopping_ = false;
  bool finished_ = false;
  bool pump_posted_ = false;
  bool noted_network_ = false;  // said that browsers have ours
  TimePoint began_{};
  std::optional<TimePoint> armed_for_;
  Timer timer_;
  Timer progress_timer_;
  std::optional<boost::asio::executor_work_guard<Fetcher::Executor>> work_;
};

}  // namespace tenderlead::crawler
