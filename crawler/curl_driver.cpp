#include "crawler/curl_driver.h"

#include <boost/asio/post.hpp>
#include <stdexcept>
#include <utility>

namespace tenderlead::crawler {

CurlDriver::CurlDriver(Executor strand, long max_idle_connections, Finished finished)
    : strand_(std::move(strand)), finished_(std::move(finished)), timer_(strand_) {
  multi_ = curl_multi_init();
  if (multi_ == nullptr) throw std::runtime_error("libcurl can't make a multi handle: out of memory?");
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlDriver::on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlDriver::on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, max_idle_connections);
}

CurlDriver::~CurlDriver() {
  // curl_multi_cleanup would call back for the connections that it closes.
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, nullptr);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, nullptr);
  for (auto& [socket, watch] : watches_) {
    watch->removed = true;
    watch->descriptor.release();
  }
  curl_multi_cleanup(multi_);
}

CURLMcode CurlDriver::add(CURL* easy) {
  const CURLMcode code = curl_multi_add_handle(multi_, easy);
  if (code == CURLM_OK) running_.insert(easy);
  return code;
}

void CurlDriver::remove(CURL* easy) {
  curl_multi_remove_handle(multi_, easy);
  running_.erase(easy);
  // Curl leaves a timer of a transfer that ended badly, for which nobody need wait.
  if (running_.empty()) timer_.cancel();
}

int CurlDriver::on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
  auto* driver = static_cast<CurlDriver*>(self);
  if (what == CURL_POLL_REMOVE)
    driver->unwatch(socket);
  else
    driver->watch_socket(socket, what);
  return 0;
}

void CurlDriver::watch_socket(curl_socket_t socket, int what) {
  auto& watch = watches_[socket];
  if (!watch) {
    watch = std::make_shared<Watch>(strand_);
    watch->socket = socket;
    watch->descriptor.assign(socket);
  }
  watch->wanted = what;
  arm(watch);
}

void CurlDriver::unwatch(curl_socket_t socket) {
  const auto found = watches_.find(socket);
  if (found == watches_.end()) return;
  found->second->removed = true;
  found->second->descriptor.release();
  watches_.erase(found);
}

void CurlDriver::arm(const std::shared_ptr<Watch>& watch) {
  if ((watch->wanted & CURL_POLL_IN) != 0 && !watch->reading) wait(watch, true);
  if ((watch->wanted & CURL_POLL_OUT) != 0 && !watch->writing) wait(watch, false);
}

void CurlDriver::wait(const std::shared_ptr<Watch>& watch, bool for_reading) {
  bool& waiting = for_reading ? watch->reading : watch->writing;
  waiting = true;
  const auto kind = for_reading ? boost::asio::posix::descriptor_base::wait_read
                                : boost::asio::posix::descriptor_base::wait_write;
  watch->descriptor.async_wait(
      kind, [weak = weak_from_this(), watch, for_reading](const boost::system::error_code& error) {
        (for_reading ? watch->reading : watch->writing) = false;
        const auto self = weak.lock();
        // A released descriptor aborts its waits, and its number may belong to another socket by now.
        if (!self || watch->removed) return;
        const int wanted = for_reading ? CURL_POLL_IN : CURL_POLL_OUT;
        if ((watch->wanted & wanted) == 0) return;
        self->act(watch->socket, error ? CURL_CSELECT_ERR : for_reading ? CURL_CSELECT_IN : CURL_CSELECT_OUT);
        if (!watch->removed) self->arm(watch);
      });
}

int CurlDriver::on_timer(CURLM*, long timeout_ms, void* self) {
  static_cast<CurlDriver*>(self)->set_timer(timeout_ms);
  return 0;
}

void CurlDriver::set_timer(long timeout_ms) {
  if (timeout_ms < 0) {
    timer_.cancel();
    return;
  }
  if (timeout_ms == 0) {
    // Curl calls this from inside itself and can't be called back from here.
    if (timeout_posted_) return;
    timeout_posted_ = true;
    boost::asio::post(strand_, [weak = weak_from_this()] {
      const auto self = weak.lock();
      if (!self) return;
      self->timeout_posted_ = false;
      self->act(CURL_SOCKET_TIMEOUT, 0);
    });
    return;
  }
  timer_.expires_after(std::chrono::milliseconds(timeout_ms));
  timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& error) {
    const auto self = weak.lock();
    if (self && !error) self->act(CURL_SOCKET_TIMEOUT, 0);
  });
}

void CurlDriver::act(curl_socket_t socket, int events) {
  int running = 0;
  curl_multi_socket_action(multi_, socket, events, &running);
  collect_finished();
}

void CurlDriver::collect_finished() {
  Ended ended;
  int left = 0;
  while (CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    ended.emplace_back(message->easy_handle, message->data.result);
  }
  for (const auto& [easy, code] : ended) remove(easy);
  if (!ended.empty()) finished_(ended);
}

}  // namespace tenderlead::crawler
