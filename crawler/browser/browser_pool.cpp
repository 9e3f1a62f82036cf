#include "crawler/browser/browser_pool.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

namespace tenderlead::crawler {
namespace {

// A browser that doesn't start so often in a row won't start at all.
constexpr int kMaxRefusals = 3;

}  // namespace

BrowserPool::BrowserPool(Fetcher& fetcher, BrowserPoolOptions options)
    : fetcher_(fetcher), options_(std::move(options)) {}

BrowserPool::~BrowserPool() {
  alive_.reset();
  for (const auto& browser : browsers_) browser->close();
}

BrowserPool::Id BrowserPool::render(RenderJob job, Completion completion) {
  const Id id = next_id_++;
  queue_.push_back({id, std::move(job), std::move(completion)});
  boost::asio::post(fetcher_.executor(), [this, alive = std::weak_ptr(alive_)] {
    if (alive.lock()) serve();
  });
  return id;
}

void BrowserPool::serve() {
  for (std::size_t i = 0; i < browsers_.size();) {
    const auto browser = browsers_[i];
    if (!browser->gone()) {
      if (browser->idle()) refusals_ = 0;
      isolated_ = isolated_ && (browser->isolated() || !browser->idle());
      ++i;
      continue;
    }
    browsers_.erase(browsers_.begin() + static_cast<std::ptrdiff_t>(i));
    if (!browser->refusal().empty()) {
      ++refusals_;
      // The page that it was started for; the next one tries again, up to kMaxRefusals.
      if (!queue_.empty()) {
        complete_later(std::move(queue_.front().completion), ErrorCode::unsupported, "failed:browser_start",
                       browser->refusal());
        queue_.pop_front();
      }
      for (; refusals_ >= kMaxRefusals && !queue_.empty(); queue_.pop_front())
        complete_later(std::move(queue_.front().completion), ErrorCode::unsupported, "failed:browser_start",
                       browser->refusal());
    }
    bury(browser);
  }
  std::size_t coming = 0;
  for (const auto& browser : browsers_) {
    if (queue_.empty()) return;
    if (!browser->idle()) continue;
    Waiting next = std::move(queue_.front());
    queue_.pop_front();
    busy_.emplace(next.id, browser);
    browser->render(std::move(next.job), [this, alive = std::weak_ptr(alive_), id = next.id,
                                          completion = std::move(next.completion)](RenderResult result) {
      if (!alive.lock()) return;
      busy_.erase(id);
      completion(std::move(result));
    });
  }
  coming = browsers_.size() - std::min(browsers_.size(), busy_.size());
  while (coming < queue_.size() && static_cast<int>(browsers_.size()) < options_.max_browsers) {
    ++coming;
    ++started_;
    auto browser = std::make_shared<Browser>(
        fetcher_, BrowserLaunch{options_.program, options_.folder, fetcher_.user_agent(), options_.isolate},
        scripts_, [this, alive = std::weak_ptr(alive_)] {
          if (alive.lock()) serve();
        });
    browsers_.push_back(browser);
    browser->start();
  }
}

void BrowserPool::bury(const std::shared_ptr<Browser>& browser) {
  std::erase_if(funerals_, [](const std::future<void>& one) {
    return one.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  });
  // Waiting for a process to end and removing its files takes some ten milliseconds.
  if (auto process = browser->take_process())
    funerals_.push_back(
        std::async(std::launch::async, [ending = std::move(process)]() mutable { ending.reset(); }));
}

void BrowserPool::complete_later(Completion completion, ErrorCode code, const std::string& reason,
                                 const std::string& why) {
  RenderResult result;
  result.answer.page = Error{code, why};
  result.answer.reason = reason;
  boost::asio::post(fetcher_.executor(), [alive = std::weak_ptr(alive_), completion = std::move(completion),
                                          result = std::move(result)]() mutable {
    if (alive.lock()) completion(std::move(result));
  });
}

void BrowserPool::cancel(Id id) {
  const auto waiting =
      std::find_if(queue_.begin(), queue_.end(), [id](const Waiting& one) { return one.id == id; });
  if (waiting != queue_.end()) {
    complete_later(std::move(waiting->completion), ErrorCode::cancelled, "cancelled",
                   "the page was cancelled");
    queue_.erase(waiting);
    return;
  }
  const auto busy = busy_.find(id);
  if (busy == busy_.end()) return;
  boost::asio::post(fetcher_.executor(), [browser = busy->second] { browser->cancel(); });
}

void BrowserPool::rest() {
  for (const auto& browser : std::exchange(browsers_, {})) {
    if (under_way() > 0 && !browser->idle()) {
      browsers_.push_back(browser);
      continue;
    }
    browser->close();
    bury(browser);
  }
}

}  // namespace tenderlead::crawler
