#include "crawler/fetcher.h"

#include <boost/asio/post.hpp>
#include <unordered_map>
#include <utility>
#include <vector>

#include "crawler/curl_driver.h"
#include "crawler/curl_transfer.h"
#include "crawler/resolver.h"

namespace tenderlead::crawler {

std::string user_agent(const std::string& contact, const std::string& name) {
  std::string clean;
  for (const char c : contact)
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) clean += c;
  return (name.empty() ? "Tenderlead" : name) + "/" TENDERLEAD_VERSION " (+" + clean + ")";
}

class Fetcher::Impl : public std::enable_shared_from_this<Fetcher::Impl> {
 public:
  Impl(boost::asio::io_context& io, FetcherOptions given)
      : strand(boost::asio::make_strand(io)), options(std::move(given)) {
    initialise_curl();
    // The Impl owns the driver and drops it first, so a plain pointer is safe.
    driver = std::make_shared<CurlDriver>(strand, options.max_idle_connections,
                                          [this](const CurlDriver::Ended& ended) { finished(ended); });
  }

  ~Impl() {
    for (auto& [id, running] : active) driver->remove(running.transfer->easy());
    driver.reset();
  }

  Id fetch(FetchRequest request, Completion completion) {
    const Id id = next_id++;
    auto transfer = idle_transfer();
    if (auto ready = transfer->prepare(std::move(request)); !ready) {
      FetchResult refused;
      refused.page = ready.error();
      refused.reason = transfer->reason();
      complete_later(std::move(completion), std::move(refused));
      idle.push_back(std::move(transfer));
      return id;
    }
    CURL* easy = transfer->easy();
    if (const CURLMcode code = driver->add(easy); code != CURLM_OK) {
      FetchResult failed;
      failed.page =
          Error{ErrorCode::network, std::string("libcurl takes no request: ") + curl_multi_strerror(code)};
      failed.reason = "failed:network";
      complete_later(std::move(completion), std::move(failed));
      return id;
    }
    by_handle.emplace(easy, id);
    active.emplace(id, Running{std::move(transfer), std::move(completion)});
    return id;
  }

  void locate(const Url& url, std::function<void(std::string)> answered) {
    auto later = [weak = weak_from_this(), strand = strand,
                  answered = std::move(answered)](std::string address) {
      boost::asio::post(strand, [weak, answered, address = std::move(address)]() mutable {
        if (weak.lock()) answered(std::move(address));
      });
    };
    const std::string pinned = url.host() + ":" + std::to_string(url.port()) + ":";
    for (const auto& line : options.pinned_names)
      if (line.starts_with(pinned)) return later(line.substr(pinned.size()));
    if (url.host_kind() != HostKind::domain) return later(url.host());
    resolver.resolve(url.host(), std::move(later));
  }

  void cancel(Id id) {
    const auto found = active.find(id);
    if (found == active.end()) return;
    driver->remove(found->second.transfer->easy());
    auto running = retire(found);
    FetchResult cancelled;
    cancelled.page = Error{ErrorCode::cancelled, "the request was cancelled"};
    cancelled.reason = "cancelled";
    complete_later(std::move(running.completion), std::move(cancelled));
    idle.push_back(std::move(running.transfer));
  }

  void cancel_all() {
    std::vector<Id> ids;
    for (const auto& [id, running] : active) ids.push_back(id);
    for (const Id id : ids) cancel(id);
  }

  Executor strand;
  FetcherOptions options;
  Resolver resolver;

  struct Running {
    std::unique_ptr<CurlTransfer> transfer;
    Completion completion;
  };
  std::unordered_map<Id, Running> active;

 private:
  std::unique_ptr<CurlTransfer> idle_transfer() {
    if (idle.empty()) return std::make_unique<CurlTransfer>(options);
    auto transfer = std::move(idle.back());
    idle.pop_back();
    return transfer;
  }

  Running retire(std::unordered_map<Id, Running>::iterator found) {
    Running running = std::move(found->second);
    by_handle.erase(running.transfer->easy());
    active.erase(found);
    return running;
  }

  void complete_later(Completion completion, FetchResult result) {
    boost::asio::post(strand, [weak = weak_from_this(), completion = std::move(completion),
                               result = std::move(result)]() mutable {
      if (weak.lock()) completion(std::move(result));
    });
  }

  void finished(const CurlDriver::Ended& ended) {
    // Completions may start and cancel requests, so all that ended are put away before the first of them runs.
    std::vector<std::pair<Completion, FetchResult>> results;
    results.reserve(ended.size());
    for (const auto& [easy, code] : ended) {
      const auto handle = by_handle.find(easy);
      if (handle == by_handle.end()) continue;
      Running running = retire(active.find(handle->second));
      results.emplace_back(std::move(running.completion), running.transfer->finish(code));
      idle.push_back(std::move(running.transfer));
    }
    for (auto& [completion, result] : results) completion(std::move(result));
  }

  std::shared_ptr<CurlDriver> driver;
  std::vector<std::unique_ptr<CurlTransfer>> idle;
  std::unordered_map<CURL*, Id> by_handle;
  Id next_id = 1;
};

Fetcher::Fetcher(boost::asio::io_context& io, FetcherOptions options)
    : impl_(std::make_shared<Impl>(io, std::move(options))) {}
Fetcher::~Fetcher() = default;

Fetcher::Executor Fetcher::executor() const {
  return impl_->strand;
}
const std::string& Fetcher::user_agent() const {
  return impl_->options.user_agent;
}
Fetcher::Id Fetcher::fetch(FetchRequest request, Completion completion) {
  return impl_->fetch(std::move(request), std::move(completion));
}
void Fetcher::locate(const Url& url, std::function<void(std::string)> answered) {
  impl_->locate(url, std::move(answered));
}
void Fetcher::cancel(Id id) {
  impl_->cancel(id);
}
void Fetcher::cancel_all() {
  impl_->cancel_all();
}
std::size_t Fetcher::in_flight() const {
  return impl_->active.size();
}

}  // namespace tenderlead::crawler
