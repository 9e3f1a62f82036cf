#include "crawler/browser/browser.h"

#include <boost/asio/post.hpp>
#include <utility>

namespace tenderlead::crawler {
namespace {

constexpr std::chrono::milliseconds kPortCheck{20};
// A cold start on a slow disk; a second as a rule.
constexpr std::chrono::seconds kStartTimeout{30};
constexpr std::chrono::seconds kClearTimeout{3};
// Browsers grow with the pages they have seen.
constexpr int kPagesOfALife = 100;

}  // namespace

Browser::Browser(Fetcher& fetcher, BrowserLaunch launch, std::shared_ptr<ScriptCache> scripts,
                 Changed changed)
    : fetcher_(fetcher),
      launch_(std::move(launch)),
      scripts_(std::move(scripts)),
      changed_(std::move(changed)),
      timer_(fetcher.executor()) {}

Browser::~Browser() {
  close();
}

void Browser::become(State state) {
  state_ = state;
  boost::asio::post(fetcher_.executor(), [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (self && self->changed_) {
      const auto changed = self->changed_;
      changed();
    }
  });
}

void Browser::start() {
  auto process = BrowserProcess::start(launch_);
  if (!process) return refuse(process.error().message);
  process_ = std::move(*process);
  isolated_ = process_->isolated();
  await_port(std::chrono::steady_clock::now() + kStartTimeout);
}

void Browser::await_port(TimePoint deadline) {
  timer_.expires_after(kPortCheck);
  timer_.async_wait([weak = weak_from_this(), deadline](const boost::system::error_code& error) {
    const auto self = weak.lock();
    if (error || !self || self->state_ != State::starting) return;
    if (const auto address = parse_active_port(self->process_->active_port())) return self->connect(*address);
    if (self->process_->ended()) return self->refuse("it ended at once: " + self->process_->complaint());
    if (std::chrono::steady_clock::now() >= deadline)
      return self->refuse("it didn't get ready within " + std::to_string(kStartTimeout.count()) + " s");
    self->await_port(deadline);
  });
}

void Browser::connect(const DevToolsAddress& address) {
  connection_ = std::make_shared<DevToolsConnection>(fetcher_.executor());
  DevToolsConnection::Events events;
  events.said = [weak = weak_from_this()](const DevToolsMessage& message) {
    const auto self = weak.lock();
    // Kept while it speaks to the page: the page may end by it.
    const auto page = self ? self->page_ : nullptr;
    if (page) page->said(message);
  };
  events.closed = [weak = weak_from_this()](const std::string& why) {
    const auto self = weak.lock();
    if (!self) return;
    const auto page = self->page_;
    if (page) return page->lost(why);
    if (self->state_ == State::starting) return self->refuse(why);
    self->go();
  };
  connection_->connect(address, process_->take_socket(), std::move(events),
                       [weak = weak_from_this()](const Result<void>& connected) {
                         const auto self = weak.lock();
                         if (!self || self->state_ != State::starting) return;
                         if (!connected) return self->refuse(connected.error().message);
                         self->become(State::idle);
                       });
}

void Browser::refuse(const std::string& why) {
  refusal_ = launch_.program.string() + " doesn't start: " + why;
  go();
}

void Browser::render(RenderJob job, std::function<void(RenderResult)> done) {
  state_ = State::busy;
  ++pages_;
  done_ = std::move(done);
  page_ = std::make_shared<PageRender>(
      fetcher_, connection_, std::move(job), scripts_, [this] { return process_ ? process_->memory() : 0; },
      [weak = weak_from_this()](RenderResult result, bool healthy) {
        if (const auto self = weak.lock()) self->rendered(std::move(result), healthy);
      });
  boost::asio::post(fetcher_.executor(), [weak = weak_from_this()] {
    const auto self = weak.lock();
    const auto page = self ? self->page_ : nullptr;
    if (page) page->start();
  });
}

void Browser::rendered(RenderResult result, bool healthy) {
  const auto done = std::move(done_);
  if (healthy && pages_ < kPagesOfALife)
    clear_tab();
  else
    go();
  if (done) done(std::move(result));
}

void Browser::clear_tab() {
  const std::string context = page_->context();
  boost::asio::post(fetcher_.executor(), [page = std::exchange(page_, nullptr)] {});
  timer_.expires_after(kClearTimeout);
  timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    const auto self = weak.lock();
    if (!error && self && self->state_ == State::busy) self->go();
  });
  connection_->call("Target.disposeBrowserContext", {{"browserContextId", context}}, {},
                    [weak = weak_from_this()](const Result<boost::json::object>& reply) {
                      const auto self = weak.lock();
                      if (!self || self->state_ != State::busy || self->page_) return;
                      self->timer_.cancel();
                      if (reply)
                        self->become(State::idle);
                      else
                        self->go();
                    });
}

void Browser::cancel() {
  const auto page = page_;
  if (page) page->cancel();
}

void Browser::go() {
  if (state_ == State::gone) return;
  timer_.cancel();
  if (connection_) connection_->close();
  if (process_) process_->kill();
  if (page_) boost::asio::post(fetcher_.executor(), [page = std::exchange(page_, nullptr)] {});
  become(State::gone);
}

void Browser::close() {
  changed_ = nullptr;
  done_ = nullptr;
  timer_.cancel();
  if (connection_) connection_->close();
  if (process_) process_->kill();
  page_.reset();
  state_ = State::gone;
}

}  // namespace tenderlead::crawler
