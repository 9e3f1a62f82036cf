// The crawl: takes tasks from the Frontier, fetches them politely, and delivers what came of them to the CrawlSink.
//
//   boost::asio::io_context io;
//   Fetcher fetcher(io, {user_agent("https://example.com/bot")});
//   Crawl crawl(fetcher, frontier, sink, sources);
//   crawl.start([](const CrawlSummary& summary) { ... });
//   io.run();                        // returns after the summary, once nothing else keeps it
//
// A task leaves the crawl in one of three ways: delivered with a Page, delivered with an Error, or not delivered at all
// (the run was stopped, or the source reached its budget or the end of its hours), and then it is still queued in the Frontier.
//
// Reasons of outcomes besides those of FetchResult (fetcher.h): "refused:host", "refused:robots", "failed:http_404" and
// its like, "failed:redirects", and those of RenderResult (browser/page_render.h). With `requeue`: "refused:robots_unreachable", "refused:crawl_delay" (more than max_crawl_delay),
// "refused:retry_after" (more than 5 minutes), "failed:host_unreachable" (too many failures in a row).
//
// Redirects are followed hop by hop; each hop is judged by allowed_hosts, robots.txt and the address guard, and waits
// for its host's delay like any other request. Network failures, 429 and 5xx are tried again, up to max_retries.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "crawler/clock.h"
#include "crawler/fetcher.h"
#include "crawler/frontier.h"
#include "model/source.h"

namespace tenderlead::crawler {

class BrowserPool;
class CrawlEngine;

// What earlier runs learnt of a host (and port).
struct HostRecord {
  std::string host;
  std::int64_t rests_until = 0;  // seconds since 1970: nothing is asked of it before
  bool broke = false;  // failed too often in a row: after its rest it has one request to show that it is back
};

// What a run has taken of a source's max_pages_per_run and max_bytes_per_run.
struct SpentBudget {
  std::uint64_t pages = 0;
  std::uint64_t bytes = 0;
};

struct CrawlProgress {
  std::uint64_t fetched = 0;    // tasks answered with a page
  std::uint64_t failed = 0;     // delivered as failed
  std::uint64_t refused = 0;    // delivered as refused
  std::uint64_t postponed = 0;  // delivered to stay queued for a later run
  std::uint64_t requests = 0;   // sent, with robots.txt, redirects and retries
  std::uint64_t bytes = 0;      // of bodies, decoded
  std::size_t in_flight = 0;
  std::size_t waiting = 0;        // taken from the frontier, waiting for their host
  std::size_t hosts_active = 0;   // with a request in flight
  std::size_t hosts_waiting = 0;  // with tasks that wait for their turn
  std::size_t uncommitted = 0;    // delivered, not yet durable
  Duration elapsed{};
};

struct CrawlSummary {
  CrawlProgress totals;
  bool stopped = false;                      // by stop()
  std::vector<std::string> limited_sources;  // ids of those that reached max_pages_per_run or _bytes_
  std::vector<std::string> notes;            // hosts that were skipped, and why; sentences
};

struct CrawlOptions {
  int max_connections = 64;           // for all hosts together, 1..
  std::size_t max_uncommitted = 256;  // outcomes delivered but not durable, before fetching pauses
  std::uint64_t max_uncommitted_bytes = 64u << 20;  // the same of their bodies, which may be large ones
  std::chrono::milliseconds progress_every{1000};
  std::function<void(const CrawlProgress&)> on_progress;  // on the strand, at most once per progress_every
  std::function<void(const std::string&)> on_note;        // on the strand, as each of `notes` arises
  std::vector<HostRecord> hosts;                          // that earlier runs had trouble with
  std::map<std::string, SpentBudget> spent;  // by source: before the run was interrupted that goes on now
  // On the strand: what is to be remembered of a host; `rests_until` where it asks to come back later than this run lasts. Neither
  // that nor `broke`: it is back.
  std::function<void(const HostRecord&)> on_host;
  BrowserPool* browsers = nullptr;  // for sources that say `fetch: browser`; must outlive the Crawl
  const Clock* clock = nullptr;     // the system's where null; must outlive the Crawl
};

// Works on fetcher.executor() alone. start(), stop() and cancel() may be called from any thread; the rest of the interplay
// (Frontier::take, CrawlSink::deliver, the callbacks) happens on the executor. `fetcher`, `frontier` and `sink` must
// outlive the crawl's end; the Crawl itself may be destroyed on the executor or when no thread runs it.
class Crawl {
 public:
  Crawl(Fetcher& fetcher, Frontier& frontier, CrawlSink& sink, std::vector<Source> sources,
        CrawlOptions options = {});
  ~Crawl();
  Crawl(const Crawl&) = delete;
  Crawl& operator=(const Crawl&) = delete;

  // Runs until the frontier holds nothing more for any source and everything delivered is committed, or until stopped.
  // `done` is called once, on the executor. To be called once.
  void start(std::function<void(const CrawlSummary&)> done);
  // Ends the run: nothing new is fetched, what is in flight is waited for and delivered where it was answered; what
  // would need another request stays queued. `done` follows when all deliveries are committed.
  void stop();
  // The same without waiting: what is in flight is cancelled and stays queued.
  void cancel();

 private:
  std::shared_ptr<CrawlEngine> impl_;
};

}  // namespace tenderlead::crawler
