#include "crawler/browser/page_render.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <utility>

#include "crawler/browser/request_filter.h"

namespace tenderlead::crawler {
namespace {

namespace json = boost::json;

constexpr std::chrono::milliseconds kTick{50};
// A busy tab needs a moment for its last answer.
constexpr std::chrono::seconds kLastAnswer{3};
// Opening a tab is no time of the page's; it takes half a second on a machine that is busy.
constexpr std::chrono::seconds kTabTimeout{20};
// Pages that set a cookie and load themselves again do so once.
constexpr int kMaxOpenings = 2;
constexpr int kRedirectStatus = 302;

// Before a page's own scripts: what speaks past Fetch.enable by UDP isn't there. (It would lead nowhere anyway, as a
// WebSocket does.) The network looks offline to a browser without one, which some pages ask for.
constexpr const char* kPrelude = R"js((() => {
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport'])
    delete window[name];
  Object.defineProperty(Navigator.prototype, 'onLine', {get: () => true});
  window.close = window.print = () => {};
})())js";

// Response headers that are about a connection or would make the browser call somewhere.
constexpr std::string_view kDroppedAnswerHeaders[] = {"Content-Length",
                                                      "Content-Encoding",
                                                      "Transfer-Encoding",
                                                      "Connection",
                                                      "Alt-Svc",
                                                      "NEL",
                                                      "Report-To",
                                                      "Reporting-Endpoints",
                                                      "Refresh"};
constexpr std::string_view kDroppedRequestHeaders[] = {"User-Agent", "Accept-Encoding", "Accept-Language",
                                                       "Connection", "Upgrade-Insecure-Requests"};

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

template <std::size_t N>
bool among(const std::string_view (&names)[N], std::string_view name) {
  return std::any_of(std::begin(names), std::end(names), [&](auto one) { return same_name(one, name); });
}

std::string without_fragment(const Url& url) {
  return url.origin() + url.path_and_query();
}

// The document with its doctype; or its length where that is beyond `most`.
std::string reading_script(std::uint64_t most) {
  return "(() => { const type = document.doctype; const root = document.documentElement;"
         " const head = type ? new XMLSerializer().serializeToString(type) + '\\n' : '';"
         " const text = root ? root.outerHTML : '';"
         " return text.length > " +
         std::to_string(most) + " ? text.length : (head + text).toWellFormed(); })()";
}

}  // namespace

PageRender::PageRender(Fetcher& fetcher, std::shared_ptr<DevToolsConnection> connection, RenderJob job,
                       std::shared_ptr<ScriptCache> scripts, std::function<std::uint64_t()> memory, Done done)
    : fetcher_(fetcher),
      connection_(std::move(connection)),
      job_(std::move(job)),
      scripts_(std::move(scripts)),
      memory_(std::move(memory)),
      done_(std::move(done)),
      timer_(fetcher.executor()) {}

PageRender::~PageRender() {
  for (const auto id : fetches_) fetcher_.cancel(id);
}

void PageRender::call(const char* method, json::object parameters, DevToolsConnection::Reply reply) {
  connection_->call(method, std::move(parameters), session_, std::move(reply));
}

void PageRender::need(const char* method, json::object parameters,
                      std::function<void(const json::object&)> then) {
  call(method, std::move(parameters),
       [weak = weak_from_this(), method, then = std::move(then)](const Result<json::object>& reply) {
         const auto self = weak.lock();
         if (!self || self->phase_ == Phase::done) return;
         if (!reply)
           self->fail(ErrorCode::unsupported, "failed:browser_crashed",
                      std::string("the browser doesn't do ") + method + ": " + reply.error().message);
         else
           then(*reply);
       });
}

void PageRender::start() {
  began_ = last_activity_ = std::chrono::steady_clock::now();
  deadline_ = began_ + kTabTimeout;
  const auto url = parse_url(job_.page.url);
  if (!url)
    return fail(ErrorCode::invalid_input, "failed:url", "'" + job_.page.url + "' is no http or https URL");
  address_ = without_fragment(*url);
  // A character of the document is at most six bytes of JSON ("\u0007").
  connection_->limit_messages(std::max<std::uint64_t>(6 * job_.max_body_bytes + (1u << 20), 64u << 20));
  open_tab();
  tick();
}

void PageRender::open_tab() {
  // A context is a profile of its own: no cookie or cache of one page is another's.
  need("Target.createBrowserContext", {{"disposeOnDetach", true}}, [this](const json::object& made) {
    context_ = text_at(made, "browserContextId");
    call("Browser.setDownloadBehavior", {{"behavior", "deny"}, {"browserContextId", context_}});
    need("Target.createTarget", {{"url", "about:blank"}, {"browserContextId", context_}},
         [this](const json::object& tab) {
           target_ = text_at(tab, "targetId");
           need("Target.attachToTarget", {{"targetId", target_}, {"flatten", true}},
                [this](const json::object& attached) {
                  session_ = text_at(attached, "sessionId");
                  set_up();
                });
         });
  });
}

void PageRender::set_up() {
  call("Inspector.enable", {});
  // One after the other: the tab's process answers the first two, and a page that comes before they are in force is
  // neither seen loaded nor kept from what the prelude takes away.
  need("Page.enable", {}, [this](const json::object&) {
    need("Page.addScriptToEvaluateOnNewDocument", {{"source", kPrelude}}, [this](const json::object&) {
      need("Fetch.enable", {{"patterns", json::array{json::object{{"urlPattern", "*"}}}}},
           [this](const json::object&) { navigate(); });
    });
  });
}

void PageRender::navigate() {
  phase_ = Phase::loading;
  deadline_ = std::chrono::steady_clock::now() + job_.rules.timeout;
  call("Page.navigate", {{"url", address_}}, [weak = weak_from_this()](const Result<json::object>& reply) {
    const auto self = weak.lock();
    if (!self || self->phase_ != Phase::loading) return;
    const std::string error(reply ? text_at(*reply, "errorText") : reply.error().message);
    if (!error.empty())
      self->fail(ErrorCode::unsupported, "failed:browser_page",
                 "the browser doesn't show " + self->address_ + ": " + error);
  });
}

void PageRender::said(const DevToolsMessage& message) {
  if (phase_ == Phase::done) return;
  if (message.session.empty()) {
    const bool gone = message.method == "Target.detachedFromTarget" && !session_.empty() &&
                      text_at(message.body, "sessionId") == session_;
    if (gone) fail(ErrorCode::network, "failed:browser_crashed", address_ + " ended its tab");
    return;
  }
  if (message.session != session_) return;
  if (message.method == "Fetch.requestPaused") {
    if (const auto request = paused_request(message.body)) requested(*request);
  } else if (message.method == "Page.loadEventFired") {
    load_event_ = opened_ > 0;
    last_activity_ = std::chrono::steady_clock::now();
  } else if (message.method == "Page.javascriptDialogOpening") {
    call("Page.handleJavaScriptDialog", {{"accept", false}});
  } else if (message.method == "Inspector.targetCrashed") {
    fail(ErrorCode::network, "failed:browser_crashed", "the tab of " + address_ + " crashed");
  }
}

void PageRender::requested(const PausedRequest& request) {
  const auto url = parse_url(request.url);
  if (!url) return refuse(request.id, "BlockedByClient");
  if (request.frame == target_ && request.type == "Document") return navigated(request, *url);
  switch (treatment_of(request, *url)) {
    case Treatment::block:
      return refuse(request.id, "BlockedByClient");
    case Treatment::empty_sheet:
      return fulfil(request.id, 200, {{"Content-Type", "text/css"}}, {});
    case Treatment::load:
      if (!load(request, *url, false)) refuse(request.id, "BlockedByClient");
  }
}

void PageRender::navigated(const PausedRequest& request, const Url& url) {
  const bool same = without_fragment(url) == address_;
  if (request.method != "GET") return refuse(request.id, "Aborted");
  if (same && opened_ == 0) {
    ++opened_;
    return fulfil(request.id, job_.page.status, job_.page.headers, job_.page.body);
  }
  if (same && opened_ < kMaxOpenings && phase_ == Phase::loading) {
    ++opened_;
    load_event_ = false;
    return reload(request, url);
  }
  refuse(request.id, "Aborted");
  // While a page loads, going elsewhere is what it is for; the crawl judges where to and goes there in its turn. Later it
  // is an advertisement, or a visitor sent away who stayed too long.
  if (same || opened_ == 0 || load_event_ || phase_ != Phase::loading) return;
  FetchResult redirect;
  Page page = job_.page;
  page.status = kRedirectStatus;
  page.headers = {{"Location", url.href()}};
  page.body.clear();
  redirect.page = std::move(page);
  finish(std::move(redirect), true);
}

void PageRender::reload(const PausedRequest& request, const Url& url) {
  // The cookie for which a page loads itself again is set a moment before, and may not be among the headers yet.
  ++outstanding_;
  call("Network.getCookies", {{"urls", json::array{address_}}},
       [weak = weak_from_this(), request, url](const Result<json::object>& reply) {
         const auto self = weak.lock();
         if (!self || self->phase_ == Phase::done) return;
         --self->outstanding_;
         PausedRequest again = request;
         std::erase_if(again.headers, [](const auto& header) { return same_name(header.first, "Cookie"); });
         std::string cookies;
         const json::value* list = reply ? reply->if_contains("cookies") : nullptr;
         if (list != nullptr && list->is_array())
           for (const auto& item : list->get_array())
             if (const json::object* cookie = item.if_object())
               cookies.append(cookies.empty() ? "" : "; ")
                   .append(text_at(*cookie, "name"))
                   .append("=")
                   .append(text_at(*cookie, "value"));
         if (!cookies.empty()) again.headers.emplace_back("Cookie", cookies);
         if (!self->load(again, url, true)) self->refuse(again.id, "Aborted");
       });
}

bool PageRender::load(const PausedRequest& request, const Url& url, bool document) {
  if (phase_ != Phase::loading || too_heavy() ||
      result_.requests >= static_cast<std::uint64_t>(job_.rules.max_requests))
    return false;
  auto admitted = job_.admit(url);
  if (!admitted) return false;
  const bool script = request.type == "Script" && request.method == "GET";
  const Page* known = script ? scripts_->find(without_fragment(url)) : nullptr;
  if (known != nullptr) {
    fulfil(request.id, known->status, known->headers, known->body);
    return true;
  }
  ++result_.requests;
  ++outstanding_;
  Waiting waiting{request.id, std::move(*admitted), document, script};
  waiting.request.url = without_fragment(url);
  waiting.request.method = request.method;
  waiting.request.body = request.body;
  for (const auto& header : request.headers)
    if (!among(kDroppedRequestHeaders, header.first)) waiting.request.headers.push_back(header);
  const std::string host = url.host_and_port();
  lines_[host].waiting.push_back(std::move(waiting));
  launch(host);
  return true;
}

void PageRender::launch(const std::string& host) {
  HostLine& line = lines_[host];
  while (!line.waiting.empty() && line.in_use < job_.connections_per_host) {
    auto waited = std::make_shared<Waiting>(std::move(line.waiting.front()));
    line.waiting.pop_front();
    if (too_heavy()) {
      --outstanding_;
      refuse(waited->id, "BlockedByClient");
      continue;
    }
    ++line.in_use;
    waited->request.max_body_bytes = std::min(waited->request.max_body_bytes, job_.max_body_bytes);
    auto known = std::make_shared<Fetcher::Id>();
    *known =
        fetcher_.fetch(waited->request, [weak = weak_from_this(), host, waited, known](FetchResult result) {
          const auto self = weak.lock();
          if (!self || self->phase_ == Phase::done) return;
          self->fetches_.erase(*known);
          self->loaded(host, *waited, std::move(result));
        });
    fetches_.insert(*known);
  }
}

void PageRender::loaded(const std::string& host, const Waiting& waited, FetchResult result) {
  --lines_[host].in_use;
  --outstanding_;
  last_activity_ = std::chrono::steady_clock::now();
  if (!result.page) {
    refuse(waited.id, result.page.error().code == ErrorCode::timed_out ? "TimedOut" : "Failed");
  } else {
    Page page = std::move(result.page).value();
    result_.bytes += page.body.size();
    if (waited.script) scripts_->add(waited.request.url, page);
    if (waited.document) {
      // The page as it came the second time; what isn't the page any more is for the crawl to judge.
      page.requested_url = job_.page.requested_url;
      job_.page = page;
      if (page.status != 200) {
        FetchResult other;
        other.page = std::move(page);
        return finish(std::move(other), true);
      }
    }
    fulfil(waited.id, page.status, page.headers, page.body);
  }
  launch(host);
}

void PageRender::fulfil(const std::string& request_id, int status, const HeaderList& headers,
                        std::string_view body) {
  json::array list;
  for (const auto& [name, value] : headers)
    if (!among(kDroppedAnswerHeaders, name)) list.push_back(json::object{{"name", name}, {"value", value}});
  call("Fetch.fulfillRequest", {{"requestId", request_id},
                                {"responseCode", status},
                                {"responseHeaders", std::move(list)},
                                {"body", base64(body)}});
}

void PageRender::refuse(const std::string& request_id, const char* reason) {
  call("Fetch.failRequest", {{"requestId", request_id}, {"errorReason", reason}});
}

void PageRender::tick() {
  timer_.expires_after(kTick);
  timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    const auto self = weak.lock();
    if (error || !self || self->phase_ == Phase::done) return;
    self->watch(std::chrono::steady_clock::now());
    if (self->phase_ != Phase::done) self->tick();
  });
}

void PageRender::watch(TimePoint now) {
  const BrowserRules& rules = job_.rules;
  if (const std::uint64_t memory = memory_(); memory > rules.max_memory_bytes)
    return fail(ErrorCode::too_large, "failed:browser_memory",
                address_ + " makes the browser take " + std::to_string(memory >> 20) + " MiB, more than " +
                    std::to_string(rules.max_memory_bytes >> 20) +
                    "; raise browser.max_memory if it is wanted");
  const bool over = now >= deadline_;
  if (phase_ == Phase::loading && load_event_ && rules.wait_for.empty()) {
    // Some pages never stop asking for something; what they show in the end counts.
    if (over || (outstanding_ == 0 && now - last_activity_ >= rules.settle)) return read_document();
  }
  if (phase_ == Phase::loading && opened_ > 0 && !rules.wait_for.empty() && !over) return look_for();
  if (phase_ == Phase::reading ? now < deadline_ + kLastAnswer : !over) return;
  const bool waits = load_event_ && !rules.wait_for.empty();
  fail(ErrorCode::timed_out, "failed:timed_out",
       address_ + (waits ? " never shows what browser.wait_for asks for"
                         : " isn't loaded by the browser within " + std::to_string(rules.timeout.count()) +
                               " ms; raise browser.timeout if it always is slow"));
}

void PageRender::look_for() {
  if (std::exchange(looking_, true)) return;
  evaluate("!!document.querySelector(" + json::serialize(json::value(job_.rules.wait_for)) + ")",
           [this](const Result<json::value>& found) {
             looking_ = false;
             if (phase_ == Phase::loading && found && found->is_bool() && found->get_bool()) read_document();
           });
}

void PageRender::read_document() {
  phase_ = Phase::reading;
  evaluate(reading_script(job_.max_body_bytes), [this](const Result<json::value>& read) {
    if (phase_ != Phase::reading) return;
    if (read && read->is_string()) {
      const auto& text = read->get_string();
      if (text.size() <= job_.max_body_bytes) return deliver(std::string(text.data(), text.size()));
    }
    if (read && (read->is_string() || read->is_number()))
      return fail(ErrorCode::too_large, "failed:too_large",
                  "the document that the scripts of " + address_ + " make is larger than " +
                      std::to_string(job_.max_body_bytes) +
                      " bytes; raise politeness.max_body if it is wanted");
    // The document went while it was read: the page loads itself again.
    phase_ = Phase::loading;
    last_activity_ = std::chrono::steady_clock::now();
  });
}

// In a world of its own, where the page's scripts have changed no prototype.
void PageRender::evaluate(const std::string& expression, std::function<void(Result<json::value>)> then) {
  call("Page.createIsolatedWorld", {{"frameId", target_}, {"worldName", "reading"}},
       [weak = weak_from_this(), expression, then = std::move(then)](const Result<json::object>& world) {
         const auto self = weak.lock();
         if (!self || self->phase_ == Phase::done) return;
         if (!world) return then(world.error());
         const json::value* id = world->if_contains("executionContextId");
         self->call("Runtime.evaluate",
                    {{"expression", expression},
                     {"contextId", id == nullptr ? json::value() : *id},
                     {"returnByValue", true}},
                    [weak, then](const Result<json::object>& reply) {
                      const auto alive = weak.lock();
                      if (!alive || alive->phase_ == Phase::done) return;
                      if (!reply) return then(reply.error());
                      const json::object* result = object_at(*reply, "result");
                      const json::value* value = result == nullptr ? nullptr : result->if_contains("value");
                      if (value == nullptr || reply->contains("exceptionDetails"))
                        return then(Error{ErrorCode::invalid_input, "the tab gives no value"});
                      then(*value);
                    });
       });
}

void PageRender::deliver(std::string document) {
  Page page = std::move(job_.page);
  page.original =
      OriginalAnswer{std::string(header_value(page.headers, "Content-Type")), std::move(page.body)};
  page.body = std::move(document);
  std::erase_if(page.headers, [](const auto& header) {
    return same_name(header.first, "Content-Type") || same_name(header.first, "Content-Length");
  });
  page.headers.emplace_back("Content-Type", "text/html; charset=utf-8");
  FetchResult answer;
  answer.page = std::move(page);
  finish(std::move(answer), true);
}

void PageRender::fail(ErrorCode code, const std::string& reason, const std::string& message) {
  FetchResult answer;
  answer.page = Error{code, message};
  answer.reason = reason;
  finish(std::move(answer), false);
}

void PageRender::lost(const std::string& why) {
  if (phase_ != Phase::done)
    fail(ErrorCode::network, "failed:browser_crashed",
         "the browser ended while it loaded " + address_ + ": " + why);
}

void PageRender::cancel() {
  if (phase_ != Phase::done) fail(ErrorCode::cancelled, "cancelled", "the page was cancelled");
}

void PageRender::finish(FetchResult answer, bool healthy) {
  phase_ = Phase::done;
  timer_.cancel();
  for (const auto id : std::exchange(fetches_, {})) fetcher_.cancel(id);
  answer.took = std::chrono::steady_clock::now() - began_;
  result_.answer = std::move(answer);
  const auto done = std::move(done_);
  done(std::move(result_), healthy);
}

}  // namespace tenderlead::crawler
