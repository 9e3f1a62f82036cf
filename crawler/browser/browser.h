// A browser that renders one page at a time. Pages that are under way at the same time are in browsers of their own: so
// a page that takes too much memory or never ends is known, and takes no other with it.
#pragma once

#include <functional>
#include <memory>

#include "crawler/browser/browser_process.h"
#include "crawler/browser/page_render.h"

namespace tenderlead::crawler {

// On the fetcher's strand alone. Use through a shared_ptr.
class Browser : public std::enable_shared_from_this<Browser> {
 public:
  // Called whenever idle() or gone() may have changed, never from within a member.
  using Changed = std::function<void()>;

  Browser(Fetcher& fetcher, BrowserLaunch launch, std::shared_ptr<ScriptCache> scripts, Changed changed);
  // Waits for the process to end: take_process() first where that must not be.
  ~Browser();

  // Starts the process and connects. Afterwards it is idle or gone.
  void start();
  bool idle() const { return state_ == State::idle; }
  bool gone() const { return state_ == State::gone; }
  // Why it never became idle; empty where it did.
  const std::string& refusal() const { return refusal_; }
  bool isolated() const { return isolated_; }

  // For an idle browser. `done` is called once, never from within, unless the browser is closed.
  void render(RenderJob job, std::function<void(RenderResult)> done);
  // Ends the page under way; its `done` gets "cancelled".
  void cancel();
  // Ends everything; nothing is called any more.
  void close();
  // The process of a browser that is gone, for its end to be waited for elsewhere.
  std::unique_ptr<BrowserProcess> take_process() { return std::move(process_); }

 private:
  using Timer = boost::asio::basic_waitable_timer<
      std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>, Fetcher::Executor>;
  enum class State { starting, idle, busy, gone };

  void await_port(TimePoint deadline);
  void connect(const DevToolsAddress& address);
  void refuse(const std::string& why);
  void rendered(RenderResult result, bool healthy);
  void clear_tab();
  void become(State state);
  void go();

  Fetcher& fetcher_;
  BrowserLaunch launch_;
  std::shared_ptr<ScriptCache> scripts_;
  Changed changed_;
  State state_ = State::starting;
  std::unique_ptr<BrowserProcess> process_;
  std::shared_ptr<DevToolsConnection> connection_;
  std::shared_ptr<PageRender> page_;
  std::function<void(RenderResult)> done_;
  std::string refusal_;
  bool isolated_ = false;
  int pages_ = 0;
  Timer timer_;
};

}  // namespace tenderlead::crawler
