// One page in one tab: the answer that the crawler fetched goes in, the document that its scripts made comes out.
//
// The browser is given no network. Every request that the page makes is held by Fetch.enable and answered by us: the
// page itself with the answer that is there already, what it loads with what our own Fetcher brings, and everything else
// with a refusal. So the address guard, redirects hop by hop, limits of size and time, decompression, TLS and proxy are
// the very same as for any request, and a request that isn't held has no way out (browser_process.h).
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "crawler/browser/devtools_connection.h"
#include "crawler/browser/script_cache.h"
#include "crawler/fetcher.h"
#include "model/page.h"
#include "model/source.h"

namespace tenderlead::crawler {

struct RenderJob {
  Page page;  // the answer for page.url: the document that the tab opens
  BrowserRules rules;
  std::uint64_t max_body_bytes =
      20u << 20;                 // of each thing that the page loads, and of its document in the end
  int connections_per_host = 1;  // of what the page loads; no pause lies between
  // The request for an address that the page wants (without method, body and headers, which the page gives), or nothing
  // where the source may not load it: another host, a private address, robots.txt.
  std::function<std::optional<FetchRequest>(const Url&)> admit;
};

struct RenderResult {
  // Page::body is the document in UTF-8, Page::original the answer as it came. A redirect (302 with a Location) where a
  // script went elsewhere while the page was loading.
  // Reasons: "failed:timed_out", "failed:too_large", "failed:browser_memory", "failed:browser_crashed",
  // "failed:browser_page" (the browser doesn't show it), "failed:browser_start", "cancelled".
  FetchResult answer;
  std::uint64_t requests = 0;  // that the page led to
  std::uint64_t bytes = 0;     // of their bodies, decoded
};

// The total of what a page loads, in multiples of RenderJob::max_body_bytes.
inline constexpr std::uint64_t kPageWeight = 2;

// On the fetcher's strand alone.
class PageRender : public std::enable_shared_from_this<PageRender> {
 public:
  // `healthy`: the tab obeys, so its browser can go on once the context is gone.
  using Done = std::function<void(RenderResult, bool healthy)>;

  // `memory` tells the browser's in bytes.
  PageRender(Fetcher& fetcher, std::shared_ptr<DevToolsConnection> connection, RenderJob job,
             std::shared_ptr<ScriptCache> scripts, std::function<std::uint64_t()> memory, Done done);
  ~PageRender();

  void start();
  void said(const DevToolsMessage& message);
  // The browser went away.
  void lost(const std::string& why);
  void cancel();
  // The tab's browser context; empty until there is one.
  const std::string& context() const { return context_; }

 private:
  using Timer = boost::asio::basic_waitable_timer<
      std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>, Fetcher::Executor>;
  enum class Phase { preparing, loading, reading, done };

  // A request that waits for its host's connection.
  struct Waiting {
    std::string id;  // of the paused request
    FetchRequest request;
    bool document = false;  // the page itself, again
    bool script = false;
  };
  struct HostLine {
    std::deque<Waiting> waiting;
    int in_use = 0;
  };

  void call(const char* method, boost::json::object parameters, DevToolsConnection::Reply reply = {});
  // A command without which there is no page: where it fails, the page does.
  void need(const char* method, boost::json::object parameters,
            std::function<void(const boost::json::object&)> then);
  void open_tab();
  void set_up();
  void navigate();

  void requested(const PausedRequest& request);
  void navigated(const PausedRequest& request, const Url& url);
  void reload(const PausedRequest& request, const Url& url);
  bool too_heavy() const { return result_.bytes >= kPageWeight * job_.max_body_bytes; }
  // Sends a request of the page's when its host's turn comes; false where it may not be.
  bool load(const PausedRequest& request, const Url& url, bool document);
  void launch(const std::string& host);
  void loaded(const std::string& host, const Waiting& waited, FetchResult result);
  void fulfil(const std::string& request_id, int status, const HeaderList& headers, std::string_view body);
  void refuse(const std::string& request_id, const char* reason);

  void tick();
  void watch(TimePoint now);
  void look_for();
  void read_document();
  void evaluate(const std::string& expression, std::function<void(Result<boost::json::value>)> then);
  void deliver(std::string document);
  void fail(ErrorCode code, const std::string& reason, const std::string& message);
  void finish(FetchResult answer, bool healthy);

  Fetcher& fetcher_;
  std::shared_ptr<DevToolsConnection> connection_;
  RenderJob job_;
  std::shared_ptr<ScriptCache> scripts_;
  std::function<std::uint64_t()> memory_;
  Done done_;
  Timer timer_;
  Phase phase_ = Phase::preparing;
  std::string context_, target_, session_;
  std::string address_;  // of the page, without fragment
  int opened_ = 0;       // how often the document was given to the tab
  bool load_event_ = false;
  bool looking_ = false;
  TimePoint began_{}, deadline_{}, last_activity_{};
  std::size_t outstanding_ = 0;  // requests of the page's that wait for an answer
  std::map<std::string, HostLine> lines_;
  std::set<Fetcher::Id> fetches_;
  RenderResult result_;
};

}  // namespace tenderlead::crawler
