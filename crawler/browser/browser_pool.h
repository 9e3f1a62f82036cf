// Browsers for the pages of sources that say `fetch: browser`: a few, started when the first page comes, used again, and
// replaced when one of them fails.
//
// The pool fetches nothing by itself: a page's answer has been fetched like any other (robots.txt, delay, redirects,
// limits), and what the page loads goes through the Fetcher as RenderJob::admit allows.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "crawler/browser/browser.h"

namespace tenderlead::crawler {

struct BrowserPoolOptions {
  std::filesystem::path program;  // find_browser()
  std::filesystem::path folder;   // for the browsers' own files; exists
  int max_browsers = 2;           // that is, pages at the same time; a browser takes 200 to 400 MB
  bool isolate = true;            // see BrowserLaunch
};

// On the fetcher's strand alone, in a thread that lives as long as the pool (browser_process.h).
class BrowserPool {
 public:
  using Id = std::uint64_t;
  using Completion = std::function<void(RenderResult)>;

  BrowserPool(Fetcher& fetcher, BrowserPoolOptions options);
  // Ends what is under way without completions, and waits for the processes' end.
  ~BrowserPool();
  BrowserPool(const BrowserPool&) = delete;
  BrowserPool& operator=(const BrowserPool&) = delete;

  // `completion` is called once, never from within render().
  Id render(RenderJob job, Completion completion);
  // Ends a page; its completion gets "cancelled". Unknown ids do nothing.
  void cancel(Id id);
  // Lets the idle browsers go, so that nothing of the pool keeps the io_context busy.
  void rest();
  std::size_t under_way() const { return queue_.size() + busy_.size(); }
  int started() const { return started_; }  // browsers, so far
  // Is every browser that was started without a network?
  bool isolated() const { return isolated_; }

 private:
  struct Waiting {
    Id id;
    RenderJob job;
    Completion completion;
  };
  void serve();
  void bury(const std::shared_ptr<Browser>& browser);
  void complete_later(Completion completion, ErrorCode code, const std::string& reason,
                      const std::string& why);

  Fetcher& fetcher_;
  BrowserPoolOptions options_;
  std::shared_ptr<ScriptCache> scripts_ = std::make_shared<ScriptCache>();
  std::deque<Waiting> queue_;
  std::unordered_map<Id, std::shared_ptr<Browser>> busy_;
  std::vector<std::shared_ptr<Browser>> browsers_;
  std::vector<std::future<void>> funerals_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  Id next_id_ = 1;
  int started_ = 0;
  int refusals_ = 0;  // in a row
  bool isolated_ = true;
};

}  // namespace tenderlead::crawler
