// One request in, one response or one reason out; many at a time on one strand, by libcurl's multi_socket interface
// driven by Asio.
//
// What may surprise:
// - A redirect is an answer (a Page with status 301 and a Location header), never followed here: whoever follows it
//   has to ask robots.txt, the allowed hosts and the host's delay first. Any HTTP status is a Page.
// - Addresses are judged after name resolution and before connecting, on every connection that is opened or reused,
//   so neither a name that resolves to a private address nor one that re-resolves gets through.
// - Behind a proxy nobody here sees what is connected to. So the host is resolved here first, and refused where any of
//   its addresses is private; what the proxy makes of the name may still differ.
// - Bodies come decoded (gzip, deflate, br, zstd; at most five of them one over the other); the size
//   limit counts decoded bytes, and a bomb stops at the ratio of decoded to received ones.
// - No credentials, no proxy from the environment, no scheme but http and https, and no cookies unless the request
//   asks for a jar.
//
// Not thread-safe: every member is called on executor(), and completions run there. A completion may call fetch() and
// cancel(), but must not destroy the Fetcher.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "crawler/clock.h"
#include "crawler/fetch_facts.h"
#include "crawler/url.h"
#include "model/page.h"
#include "model/result.h"
#include "model/source.h"

namespace tenderlead::crawler {

struct FetcherOptions {
  // `Tenderlead/<version> (+contact)`: see user_agent().
  std::string user_agent;
  // Connections that stay open after use, for all hosts together.
  int max_idle_connections = 128;
  // Names with fixed addresses, as lines of "host:port:address"; the address guard judges them like any others.
  std::vector<std::string> pinned_names;
};

// "Tenderlead/0.1.0 (+contact)". `contact` is a URL or mail address; control characters are dropped from it.
// `name` is another first word than Tenderlead.
std::string user_agent(const std::string& contact, const std::string& name = {});

struct FetchRequest {
  std::string url;             // absolute, canonical
  std::string method = "GET";  // GET or POST
  std::string body;            // of a POST
  HeaderList headers;  // sent besides our own; a POST without Content-Type gets application/json where the
                       // body begins with { or [, and application/x-www-form-urlencoded otherwise
  std::string etag;    // sent as If-None-Match where not empty
  std::string last_modified;           // sent as If-Modified-Since where not empty
  bool allow_private_address = false;  // the source names this host (and port) on purpose
  std::chrono::milliseconds total_timeout{60000};
  std::chrono::milliseconds connect_timeout{15000};
  std::uint64_t max_body_bytes = 20u << 20;  // decoded
  bool cut_body = false;  // a longer body is a page all the same, of its first max_body_bytes
  std::uint64_t max_header_bytes = 128u << 10;
  std::chrono::milliseconds first_byte_timeout{
      30000};                                      // from the request's first byte to the answer's; 0: never
  std::chrono::milliseconds stall_timeout{30000};  // given up below 64 bytes a second for so long; 0: never
  // Decoded to received bytes, beyond which an answer is given up once 1 MiB is decoded.
  std::uint64_t max_decompression_ratio = 200;
  HttpRules http;          // how to speak to the server; `cookies` is taken from `cookie_jar`
  std::string cookie_jar;  // requests of one name share cookies for as long as the Fetcher lives; empty: none
};

struct FetchResult {
  Result<Page> page = Error{};
  std::string
      reason;  // for the ledger, empty where there is a page: "failed:connect_timeout", "failed:first_byte",
               // "failed:stalled", "failed:timed_out" (the whole of it), "failed:too_large",
               // "failed:headers_too_large", "failed:decompression_ratio", "failed:dns", "failed:connect",
               // "failed:proxy", "failed:tls", "failed:certificate", "failed:truncated", "failed:chunks",
               // "failed:encoding", "failed:protocol", "failed:network", "failed:url", "failed:method",
               // "refused:private_address", "cancelled"
  bool transient = false;   // a second try may succeed
  FetchFacts facts{};       // where there is a page
  Duration took{};          // from the start of the request to its end, by the system's clock
  std::uint64_t bytes = 0;  // of the body that came, decoded; also where it was given up
};

class Fetcher {
 public:
  using Executor = boost::asio::strand<boost::asio::io_context::executor_type>;
  using Completion = std::function<void(FetchResult)>;
  using Id = std::uint64_t;

  // Throws std::runtime_error where libcurl can't be set up.
  Fetcher(boost::asio::io_context& io, FetcherOptions options);
  // Abandons what is in flight without calling completions.
  ~Fetcher();
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;

  Executor executor() const;
  const std::string& user_agent() const;
  // Starts a request. `completion` is called exactly once, never from within fetch().
  Id fetch(FetchRequest request, Completion completion);
  // The IP address that the URL's host stands for, as text, or nothing; `answered` is called once, on executor(), never
  // from within. For ordering turns only: every connection is judged by itself.
  void locate(const Url& url, std::function<void(std::string)> answered);
  // Ends a request; its completion gets ErrorCode::cancelled, never from within cancel(). Unknown ids do nothing.
  void cancel(Id id);
  void cancel_all();
  std::size_t in_flight() const;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace tenderlead::crawler
