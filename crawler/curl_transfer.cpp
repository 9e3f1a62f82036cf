#include "crawler/curl_transfer.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>
#include <utility>

#include "crawler/address_guard.h"

namespace tenderlead::crawler {
namespace {

// What a browser of our audience sends; some portals answer 406 without.
constexpr const char* kAccept =
    "text/html,application/xhtml+xml,application/json;q=0.9,application/xml;q=0.9,*/*;q=0.8";
constexpr const char* kAcceptLanguage = "zh-CN,zh;q=0.9,en;q=0.5";

// How much of a stated Content-Length is reserved at once: the statement may be a lie.
constexpr std::uint64_t kMaxReserve = 1u << 20;

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

bool is_private(const char* numeric_ip) {
  std::array<std::uint8_t, 16> bytes{};
  if (inet_pton(AF_INET, numeric_ip, bytes.data()) == 1)
    return is_private_or_special(std::span(bytes).first(4));
  if (inet_pton(AF_INET6, numeric_ip, bytes.data()) == 1) return is_private_or_special(bytes);
  return true;
}

// How a way of failing is reported. `advice` ends the message.
struct Failure {
  CURLcode code;
  ErrorCode error;
  const char* reason;
  bool transient;
  const char* advice;
};

constexpr const char* kTryLater = "the next run tries again";
constexpr std::array kFailures = {
    Failure{CURLE_OPERATION_TIMEDOUT, ErrorCode::timed_out, "failed:timed_out", true,
            "raise politeness.request_timeout if the site is always this slow"},
    Failure{CURLE_COULDNT_RESOLVE_HOST, ErrorCode::network, "failed:dns", true,
            "check the host name and this machine's DNS"},
    Failure{CURLE_COULDNT_CONNECT, ErrorCode::network, "failed:connect", true,
            "check that the site is up and reachable from this network"},
    Failure{CURLE_SSL_CONNECT_ERROR, ErrorCode::network, "failed:tls", true,
            "the site speaks no TLS that this machine accepts"},
    Failure{CURLE_PEER_FAILED_VERIFICATION, ErrorCode::network, "failed:tls", false,
            "the site's certificate isn't valid; update ca-certificates if browsers accept it"},
    Failure{CURLE_PARTIAL_FILE, ErrorCode::network, "failed:truncated", true, kTryLater},
    Failure{CURLE_BAD_CONTENT_ENCODING, ErrorCode::invalid_input, "failed:encoding", false,
            "the site compresses its answer wrongly"},
    Failure{CURLE_FILESIZE_EXCEEDED, ErrorCode::too_large, "failed:too_large", false,
            "raise politeness.max_body_bytes if it is wanted"},
    // What libcurl 7.88 says to a header line of more than 100 kB.
    Failure{CURLE_OUT_OF_MEMORY, ErrorCode::too_large, "failed:too_large", false,
            "a header line is oversized"},
    Failure{CURLE_GOT_NOTHING, ErrorCode::network, "failed:network", true, kTryLater},
    Failure{CURLE_SEND_ERROR, ErrorCode::network, "failed:network", true, kTryLater},
    Failure{CURLE_RECV_ERROR, ErrorCode::network, "failed:network", true, kTryLater},
    Failure{CURLE_HTTP2, ErrorCode::network, "failed:network", true, kTryLater},
    Failure{CURLE_HTTP2_STREAM, ErrorCode::network, "failed:network", true, kTryLater},
    Failure{CURLE_UNSUPPORTED_PROTOCOL, ErrorCode::invalid_input, "failed:protocol", false,
            "the server doesn't answer in HTTP"},
    Failure{CURLE_WEIRD_SERVER_REPLY, ErrorCode::invalid_input, "failed:protocol", false,
            "the server doesn't answer in HTTP"},
    Failure{CURLE_URL_MALFORMAT, ErrorCode::invalid_input, "failed:url", false, "correct the link"},
};
constexpr Failure kOtherFailure{CURLE_OK, ErrorCode::network, "failed:network", true, kTryLater};

const Failure& failure_of(CURLcode code) {
  for (const auto& row : kFailures)
    if (row.code == code) return row;
  return kOtherFailure;
}

}  // namespace

void initialise_curl() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK)
    throw std::runtime_error(std::string("libcurl can't be set up: ") + curl_easy_strerror(code));
}

CurlTransfer::CurlTransfer(const FetcherOptions& options) : easy_(curl_easy_init()) {
  if (!easy_) throw std::runtime_error("libcurl can't make an easy handle: out of memory?");
  for (const auto& line : options.pinned_names) {
    curl_slist* longer = curl_slist_append(pinned_names_.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(pinned_names_.release());
    pinned_names_.reset(longer);
  }
  set_fixed_options(options);
}

void CurlTransfer::set_fixed_options(const FetcherOptions& options) {
  CURL* easy = easy_.get();
  user_agent_ = options.user_agent;
  curl_easy_setopt(easy, CURLOPT_PRIVATE, this);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, curl_message_);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  // Without it, giving up on a slow name resolution joins the resolver's thread and so stalls every transfer.
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  // An empty name switches off the proxies of the environment, behind which no address could be judged.
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(easy, CURLOPT_USERAGENT, options.user_agent.c_str());
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &CurlTransfer::on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &CurlTransfer::on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &CurlTransfer::on_open_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
  // The open-socket callback isn't asked again for a connection that is reused, maybe opened for a source that
  // allows the address; this one is.
  curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &CurlTransfer::on_request);
  curl_easy_setopt(easy, CURLOPT_PREREQDATA, this);
  if (pinned_names_) curl_easy_setopt(easy, CURLOPT_RESOLVE, pinned_names_.get());
}

Result<void> CurlTransfer::prepare(FetchRequest request) {
  request_ = std::move(request);
  page_ = Page{};
  header_bytes_ = 0;
  headers_too_large_ = body_too_large_ = address_refused_ = false;
  reason_.clear();
  curl_message_[0] = '\0';
  started_ = std::chrono::steady_clock::now();

  auto url = parse_url(request_.url);
  if (!url) {
    reason_ = "failed:url";
    return Error{ErrorCode::invalid_input,
                 "'" + request_.url + "' is no http or https URL; correct the link"};
  }
  if (request_.method != "GET" && request_.method != "POST") {
    reason_ = "failed:method";
    return Error{ErrorCode::unsupported, "the method '" + request_.method + "' for " + request_.url +
                                             " isn't supported; use GET or POST"};
  }
  if (!request_.allow_private_address && check_url(*url) == Verdict::block) {
    reason_ = "refused:private_address";
    return Error{ErrorCode::refused, url->host() + " in " + request_.url +
                                         " isn't a public address; name the host in the source's "
                                         "allowed_private_hosts if it is meant"};
  }
  url_ = std::move(*url);
  page_.url = page_.requested_url = request_.url;
  page_.method = request_.method;

  CURL* easy = easy_.get();
  curl_easy_setopt(easy, CURLOPT_URL, request_.url.c_str());
  if (request_.method == "POST") {
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request_.body.c_str());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
  } else {
    curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
  }
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request_.total_timeout.count()));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request_.connect_timeout.count()));
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(request_.low_speed_bytes));
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(request_.low_speed_time.count()));
  if (!request_.cut_body)
    curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request_.max_body_bytes));
  set_request_headers();
  return {};
}

void CurlTransfer::set_request_headers() {
  curl_slist* list = nullptr;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (name.empty() || has_control_character(name) || has_control_character(value)) return;
    std::string line(name);
    // "Name;" is libcurl's way to send a header without a value; "Name:" would remove it.
    if (value.empty())
      line += ';';
    else
      line.append(": ").append(value);
    if (curl_slist* longer = curl_slist_append(list, line.c_str())) list = longer;
  };
  const auto has = [&](std::string_view name) {
    return std::any_of(request_.headers.begin(), request_.headers.end(),
                       [&](const auto& header) { return equal_ignoring_case(header.first, name); });
  };
  for (const auto& [name, value] : request_.headers) {
    // Who we are and how we frame a request isn't a source's to say.
    if (equal_ignoring_case(name, "User-Agent") || equal_ignoring_case(name, "Host") ||
        equal_ignoring_case(name, "Content-Length") || equal_ignoring_case(name, "Transfer-Encoding"))
      continue;
    add(name, value);
  }
  if (!has("Accept")) add("Accept", kAccept);
  if (!has("Accept-Language")) add("Accept-Language", kAcceptLanguage);
  if (!request_.etag.empty()) add("If-None-Match", request_.etag);
  if (!request_.last_modified.empty()) add("If-Modified-Since", request_.last_modified);
  if (request_.method == "POST") {
    const std::string_view body = trimmed(request_.body);
    const bool json = !body.empty() && (body.front() == '{' || body.front() == '[');
    if (!has("Content-Type"))
      add("Content-Type", json ? "application/json" : "application/x-www-form-urlencoded");
    // Libcurl would wait a second for "100 Continue", which hardly a portal sends.
    if (curl_slist* longer = curl_slist_append(list, "Expect:")) list = longer;
  }
  curl_easy_setopt(easy_.get(), CURLOPT_HTTPHEADER, list);
  request_headers_.reset(list);
}

std::size_t CurlTransfer::on_header(char* data, std::size_t size, std::size_t count, void* self) {
  const std::size_t bytes = size * count;
  return static_cast<CurlTransfer*>(self)->take_header({data, bytes}) ? bytes : 0;
}

bool CurlTransfer::take_header(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > request_.max_header_bytes) {
    headers_too_large_ = true;
    return false;
  }
  if (line.starts_with("HTTP/")) {  // a new answer: what a 1xx said before is void
    page_.headers.clear();
    return true;
  }
  if ((line.starts_with(' ') || line.starts_with('\t')) && !page_.headers.empty()) {
    // RFC 9112 5.2: obsolete line folding stands for a space.
    page_.headers.back().second.append(" ").append(trimmed(line));
    return true;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return true;
  page_.headers.emplace_back(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
  return true;
}

std::size_t CurlTransfer::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  const std::size_t bytes = size * count;
  // Any other number than the one asked for makes libcurl give up, 0 included unless 0 was asked for.
  return static_cast<CurlTransfer*>(self)->take_body({data, bytes}) ? bytes : bytes + 1;
}

bool CurlTransfer::take_body(std::string_view bytes) {
  const auto room = request_.max_body_bytes - page_.body.size();
  if (bytes.size() > room) {
    if (request_.cut_body) page_.body.append(bytes.substr(0, static_cast<std::size_t>(room)));
    body_too_large_ = true;
    return false;
  }
  if (page_.body.empty()) {
    curl_off_t length = -1;
    curl_easy_getinfo(easy_.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    if (length > 0) page_.body.reserve(std::min(static_cast<std::uint64_t>(length), kMaxReserve));
  }
  page_.body.append(bytes);
  return true;
}

curl_socket_t CurlTransfer::on_open_socket(void* self, curlsocktype, curl_sockaddr* address) {
  auto* transfer = static_cast<CurlTransfer*>(self);
  if (!transfer->request_.allow_private_address &&
      !sockaddr_allowed(&address->addr, address->addrlen, transfer->url_)) {
    transfer->address_refused_ = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int CurlTransfer::on_request(void* self, char* remote_ip, char*, int, int) {
  auto* transfer = static_cast<CurlTransfer*>(self);
  if (transfer->request_.allow_private_address || !is_private(remote_ip)) return CURL_PREREQFUNC_OK;
  transfer->address_refused_ = true;
  return CURL_PREREQFUNC_ABORT;
}

FetchResult CurlTransfer::finish(CURLcode code) {
  FetchResult result;
  result.took = std::chrono::steady_clock::now() - started_;
  const bool cut = request_.cut_body && body_too_large_;
  if (code != CURLE_OK && !cut) {
    auto failed = failure(code);
    failed.took = result.took;
    return failed;
  }
  long status = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  page_.status = static_cast<int>(status);
  page_.request_body = std::move(request_.body);
  page_.fetched_at = Clock().epoch_seconds();
  const bool encoded = !header_value(page_.headers, "Content-Encoding").empty();
  std::erase_if(page_.headers, [&](const auto& header) {
    return equal_ignoring_case(header.first, "Transfer-Encoding") ||
           (encoded && (equal_ignoring_case(header.first, "Content-Encoding") ||
                        equal_ignoring_case(header.first, "Content-Length")));
  });
  result.facts = facts();
  result.facts.took_ms = std::chrono::duration_cast<std::chrono::milliseconds>(result.took).count();
  result.page = std::move(page_);
  return result;
}

FetchResult CurlTransfer::failure(CURLcode code) const {
  FetchResult result;
  if (address_refused_ && (code == CURLE_COULDNT_CONNECT || code == CURLE_ABORTED_BY_CALLBACK)) {
    result.reason = "refused:private_address";
    result.page =
        Error{ErrorCode::refused, url_.host() + " in " + request_.url +
                                      " resolves to no public address; name the host in the source's "
                                      "allowed_private_hosts if it is meant"};
    return result;
  }
  if (body_too_large_ || headers_too_large_) {
    result.reason = "failed:too_large";
    result.page = Error{
        ErrorCode::too_large,
        body_too_large_ ? request_.url + " is larger than " + std::to_string(request_.max_body_bytes) +
                              " bytes when decoded; raise politeness.max_body_bytes if it is wanted"
                        : "the headers of " + request_.url + " are larger than " +
                              std::to_string(request_.max_header_bytes) + " bytes; nothing of it was kept"};
    return result;
  }
  const Failure& failure = failure_of(code);
  result.reason = failure.reason;
  result.transient = failure.transient;
  const char* detail = curl_message_[0] != '\0' ? curl_message_ : curl_easy_strerror(code);
  result.page =
      Error{failure.error, "fetching " + request_.url + " failed: " + detail + "; " + failure.advice};
  return result;
}

}  // namespace tenderlead::crawler
