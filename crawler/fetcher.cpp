#include "crawler/fetcher.h"

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "crawler/address_guard.h"
#include "crawler/cookies.h"
#include "crawler/curl_transfer.h"
#include "crawler/resolver.h"
#include "crawler/transport.h"

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
  }

  ~Impl() {
    for (auto& [id, running] : active)
      if (running.added) running.transport->driver->remove(running.transfer->easy());
  }

  Id fetch(FetchRequest request, Completion completion) {
    const Id id = next_id++;
    Transport& transport = transport_of(request.http);
    const bool allow_private = request.allow_private_address;
    CookieJar* jar = request.cookie_jar.empty() ? nullptr : &jars[request.cookie_jar];
    auto transfer = idle_transfer(transport);
    if (auto ready = transfer->prepare(std::move(request), jar); !ready) {
      FetchResult refused;
      refused.page = ready.error();
      refused.reason = transfer->reason();
      complete_later(std::move(completion), std::move(refused));
      transport.idle.push_back(std::move(transfer));
      return id;
    }
    by_handle.emplace(transfer->easy(), id);
    const auto& running = active
                              .emplace(id, Running{std::move(transfer), &transport, std::move(completion),
                                                   boost::asio::make_work_guard(strand)})
                              .first->second;
    const Url& url = running.transfer->url();
    if (!transport.proxied() || allow_private || url.host_kind() != HostKind::domain) {
      start(id);
    } else {
      addresses_of(url, [this, id](const Resolver::Addresses& addresses) { judge(id, addresses); });
    }
    return id;
  }

  void locate(const Url& url, std::function<void(std::string)> answered) {
    addresses_of(url, [answered = std::move(answered)](const Resolver::Addresses& addresses) {
      answered(addresses.empty() ? std::string() : addresses.front());
    });
  }

  void cancel(Id id) {
    const auto found = active.find(id);
    if (found == active.end()) return;
    auto running = retire(found);
    running.transfer->drop();
    FetchResult cancelled;
    cancelled.page = Error{ErrorCode::cancelled, "the request was cancelled"};
    cancelled.reason = "cancelled";
    complete_later(std::move(running.completion), std::move(cancelled));
    put_back(running);
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
    Transport* transport;
    Completion completion;
    // What waits for an answer of the resolver's threads is no work that Asio knows of.
    boost::asio::executor_work_guard<Executor> work;
    bool added = false;  // to the transport's driver
  };

 private:
  // Handles use the jars, and end before them.
  std::unordered_map<std::string, CookieJar> jars;
  std::map<Transport::Key, Transport> transports;

 public:
  std::unordered_map<Id, Running> active;

 private:
  Transport& transport_of(const HttpRules& rules) {
    const auto known = transports.find(Transport::key(rules));
    if (known != transports.end()) return known->second;
    // The Impl owns the driver and drops it first, so a plain pointer is safe.
    return transports
        .try_emplace(Transport::key(rules), rules, strand, options.max_idle_connections,
                     [this](const CurlDriver::Ended& ended) { finished(ended); })
        .first->second;
  }

  std::unique_ptr<CurlTransfer> idle_transfer(Transport& transport) {
    if (transport.idle.empty())
      return std::make_unique<CurlTransfer>(options, transport, strand, [this](CURL* easy) {
        finished({{easy, CURLE_OPERATION_TIMEDOUT}});
      });
    auto transfer = std::move(transport.idle.back());
    transport.idle.pop_back();
    return transfer;
  }

  // `answered` is called once, on the strand, never from within.
  void addresses_of(const Url& url, std::function<void(const Resolver::Addresses&)> answered) {
    auto later = [weak = weak_from_this(), strand = strand,
                  answered = std::move(answered)](Resolver::Addresses addresses) {
      boost::asio::post(strand, [weak, answered, addresses = std::move(addresses)] {
        if (weak.lock()) answered(addresses);
      });
    };
    const std::string pinned = url.host() + ":" + std::to_string(url.port()) + ":";
    for (const auto& line : options.pinned_names)
      if (line.starts_with(pinned)) return later({line.substr(pinned.size())});
    if (url.host_kind() != HostKind::domain) return later({url.host()});
    resolver.resolve(url.host(), std::move(later));
  }

  // Of a request behind a proxy, which would connect to one of these, or so we must take it.
  void judge(Id id, const Resolver::Addresses& addresses) {
    const auto found = active.find(id);
    if (found == active.end()) return;
    if (!addresses.empty() && std::all_of(addresses.begin(), addresses.end(), is_public_address)) {
      start(id);
      return;
    }
    auto running = retire(found);
    auto result = addresses.empty() ? running.transfer->finish(CURLE_COULDNT_RESOLVE_HOST)
                                    : running.transfer->finish_refused();
    put_back(running);
    running.completion(std::move(result));
  }

  void start(Id id) {
    const auto found = active.find(id);
    Running& running = found->second;
    const CURLMcode code = running.transport->driver->add(running.transfer->easy());
    running.added = code == CURLM_OK;
    if (running.added) return;
    auto failed_run = retire(found);
    FetchResult failed;
    failed.page =
        Error{ErrorCode::network, std::string("libcurl takes no request: ") + curl_multi_strerror(code)};
    failed.reason = "failed:network";
    complete_later(std::move(failed_run.completion), std::move(failed));
  }

  Running retire(std::unordered_map<Id, Running>::iterator found) {
    Running running = std::move(found->second);
    // What ended by itself is out of the driver already, where a second time does nothing.
    if (running.added) running.transport->driver->remove(running.transfer->easy());
    by_handle.erase(running.transfer->easy());
    active.erase(found);
    return running;
  }

  static void put_back(Running& running) { running.transport->idle.push_back(std::move(running.transfer)); }

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
      put_back(running);
    }
    for (auto& [completion, result] : results) completion(std::move(result));
  }

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
