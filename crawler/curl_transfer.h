// One libcurl easy handle with what belongs to it: the request, what has arrived, and how it ended. Internal to the
// fetcher; handles are made once and used again for many requests.
#pragma once

#include <curl/curl.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "crawler/body_decoder.h"
#include "crawler/clock.h"
#include "crawler/cookies.h"
#include "crawler/fetcher.h"
#include "crawler/transport.h"
#include "crawler/url.h"
#include "crawler/watchdog.h"

namespace tenderlead::crawler {

// Libcurl's own global set-up, done once a process. Throws std::runtime_error where it fails.
void initialise_curl();

class CurlTransfer {
 public:
  // `transport` must outlive it. `given_up` is called on `strand` where the server has fallen silent; the caller
  // then takes the handle out of the transport's driver and asks finish(CURLE_OPERATION_TIMEDOUT).
  // Throws std::runtime_error where libcurl gives no easy handle.
  CurlTransfer(const FetcherOptions& options, const Transport& transport, const Watchdog::Executor& strand,
               std::function<void(CURL*)> given_up);
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  CURL* easy() const { return easy_.get(); }
  const Url& url() const { return url_; }  // of the request

  // Makes the handle ready for a request. An error where the request can't be sent at all; its ledger reason is then
  // in reason(). `jar` may be null, and must outlive the handle's use of it.
  Result<void> prepare(FetchRequest request, CookieJar* jar);
  const std::string& reason() const { return reason_; }

  // What came of it; to be asked once, after the transfer has ended with `code`.
  FetchResult finish(CURLcode code);
  // The same where the address is one that this request mustn't reach, and nothing was sent.
  FetchResult finish_refused();
  // Nothing will come of it.
  void drop() { watchdog_.stop(); }

 private:
  struct EasyDeleter {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  };
  struct ListDeleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  using HeaderSlist = std::unique_ptr<curl_slist, ListDeleter>;

  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  static curl_socket_t on_open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
  static int on_request(void* self, char* remote_ip, char* local_ip, int remote_port, int local_port);

  static CURLcode on_tls(CURL* easy, void* context, void* self);

  void set_fixed_options(const FetcherOptions& options);
  void set_transport();
  void use_cookies(CookieJar* jar);
  void set_request_headers();
  bool take_header(std::string_view line);
  void set_decoders();
  bool take_body(std::string_view bytes);
  bool take_decoded(std::string_view bytes);
  FetchFacts facts() const;  // curl_facts.cpp
  // Bytes of the answer so far, as they came over the network.
  std::uint64_t received() const;
  FetchResult failure(CURLcode code) const;

  const Transport& transport_;
  CookieJar* jar_ = nullptr;
  // Libcurl keeps pointers into the lists and the request, so the handle goes first.
  HeaderSlist pinned_names_;
  HeaderSlist request_headers_;
  FetchRequest request_;
  std::unique_ptr<CURL, EasyDeleter> easy_;
  std::string user_agent_;
  Url url_;
  Page page_;
  std::uint64_t header_bytes_ = 0;
  std::size_t set_cookie_bytes_ = 0;
  bool headers_ended_ = false;
  bool chunked_ = false;
  bool request_sent_ = false;
  bool sent_again_ = false;  // libcurl would have, behind our back
  bool badly_encoded_ = false;
  bool headers_too_large_ = false;
  bool body_too_large_ = false;
  bool ratio_exceeded_ = false;
  bool address_refused_ = false;
  Silence silence_ = Silence::none;
  std::string reason_;
  TimePoint started_{};
  char curl_message_[CURL_ERROR_SIZE] = {};
  BodyDecoders decoders_;
  Watchdog watchdog_;
};

}  // namespace tenderlead::crawler
