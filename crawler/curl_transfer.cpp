#include "crawler/curl_transfer.h"

#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>
#include <utility>

#include "crawler/address_guard.h"
#include "crawler/fetch_failure.h"

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

// The read buffer that libcurl is asked for, which is its default. Of a chunked answer it counts what it has read
// only after it has handed it on, so that what has come is more than it says by up to so many bytes.
constexpr std::uint64_t kReadBuffer = 16384;
// Up to here nobody asks how well it is compressed: a short page of one repeated line is no bomb.
constexpr std::uint64_t kUnsuspicious = 1u << 20;

}  // namespace

void initialise_curl() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK)
    throw std::runtime_error(std::string("libcurl can't be set up: ") + curl_easy_strerror(code));
}

CurlTransfer::CurlTransfer(const FetcherOptions& options, const Transport& transport,
                           const Watchdog::Executor& strand, std::function<void(CURL*)> given_up)
    : transport_(transport),
      easy_(curl_easy_init()),
      watchdog_(
          strand, [this] { return received(); },
          [this, given_up = std::move(given_up)](Silence silence) {
            silence_ = silence;
            given_up(easy_.get());
          }) {
  if (!easy_) throw std::runtime_error("libcurl can't make an easy handle: out of memory?");
  for (const auto& line : options.pinned_names) {
    curl_slist* longer = curl_slist_append(pinned_names_.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(pinned_names_.release());
    pinned_names_.reset(longer);
  }
  set_fixed_options(options);
  set_transport();
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
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, kAcceptedCodings);
  curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);  // BodyDecoders decode
  curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, static_cast<long>(kReadBuffer));
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

void CurlTransfer::set_transport() {
  CURL* easy = easy_.get();
  const HttpRules& rules = transport_.rules;
  // An empty name switches off the proxies of the environment, and empty exceptions those of $NO_PROXY.
  curl_easy_setopt(easy, CURLOPT_PROXY, rules.proxy.c_str());
  curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
  curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, rules.verify_tls ? 1L : 0L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, rules.verify_tls ? 2L : 0L);
  // The folder holds what the bundle holds; without it libcurl reads the bundle once and not for every connection.
  curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, &CurlTransfer::on_tls);
  curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, this);
}

CURLcode CurlTransfer::on_tls(CURL*, void* context, void* self) {
  const Transport& transport = static_cast<CurlTransfer*>(self)->transport_;
  auto* tls = static_cast<SSL_CTX*>(context);
  if (transport.rules.legacy_renegotiation) SSL_CTX_set_options(tls, SSL_OP_LEGACY_SERVER_CONNECT);
  if (transport.certificates && !transport.certificates->add_to(tls)) return CURLE_SSL_CACERT_BADFILE;
  return CURLE_OK;
}

void CurlTransfer::use_cookies(CookieJar* jar) {
  if (jar == jar_) return;
  jar_ = jar;
  CURL* easy = easy_.get();
  curl_easy_setopt(easy, CURLOPT_COOKIEFILE, nullptr);
  curl_easy_setopt(easy, CURLOPT_SHARE, jar == nullptr ? nullptr : jar->share());
  // The empty name of no file is what makes libcurl send cookies.
  if (jar != nullptr) curl_easy_setopt(easy, CURLOPT_COOKIEFILE, "");
}

Result<void> CurlTransfer::prepare(FetchRequest request, CookieJar* jar) {
  request_ = std::move(request);
  page_ = Page{};
  header_bytes_ = set_cookie_bytes_ = 0;
  headers_too_large_ = body_too_large_ = ratio_exceeded_ = address_refused_ = false;
  headers_ended_ = request_sent_ = sent_again_ = chunked_ = false;
  badly_encoded_ = false;
  decoders_.clear();
  silence_ = Silence::none;
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
  if (transport_.fault) {
    reason_ = "failed:tls";
    return Error{transport_.fault->code,
                 transport_.fault->message + "; correct the http.ca_bundle of the source of " + request_.url};
  }
  url_ = std::move(*url);
  use_cookies(jar);
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
  // 0 is no limit: what states a length beyond the limit is refused at once, and what may be cut must not be.
  curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE,
                   request_.cut_body ? curl_off_t{0} : static_cast<curl_off_t>(request_.max_body_bytes));
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
  // Libcurl's own cookies and these are one header then (RFC 6265 5.4: no more than one).
  const char* cookies = nullptr;
  for (const auto& [name, value] : request_.headers) {
    if (equal_ignoring_case(name, "Cookie") && !has_control_character(value)) {
      cookies = value.c_str();
      continue;
    }
    // Who we are and how we frame a request isn't a source's to say.
    if (equal_ignoring_case(name, "User-Agent") || equal_ignoring_case(name, "Host") ||
        equal_ignoring_case(name, "Content-Length") || equal_ignoring_case(name, "Transfer-Encoding"))
      continue;
    add(name, value);
  }
  curl_easy_setopt(easy_.get(), CURLOPT_COOKIE, cookies);
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
  watchdog_.answering();
  header_bytes_ += line.size();
  if (header_bytes_ > request_.max_header_bytes) {
    headers_too_large_ = true;
    return false;
  }
  if (line.starts_with("HTTP/")) {  // a new answer: what a 1xx said before is void
    page_.headers.clear();
    headers_ended_ = chunked_ = false;
    decoders_.clear();
    return true;
  }
  // RFC 9110 6.5.1: what trails the body isn't merged into the headers, where it could say otherwise than they.
  if (headers_ended_) return true;
  headers_ended_ = trimmed(line).empty();
  if (headers_ended_) set_decoders();
  if ((line.starts_with(' ') || line.starts_with('\t')) && !page_.headers.empty()) {
    // RFC 9112 5.2: obsolete line folding stands for a space.
    page_.headers.back().second.append(" ").append(trimmed(line));
    return true;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return true;
  const auto& [name, value] =
      page_.headers.emplace_back(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
  chunked_ = chunked_ || equal_ignoring_case(name, "Transfer-Encoding");
  if (equal_ignoring_case(name, "Set-Cookie")) set_cookie_bytes_ += line.size();
  return true;
}

// Codings of the transfer were put on behind those of the content (RFC 9112 7), whichever field stands first.
void CurlTransfer::set_decoders() {
  for (const char* field : {"Content-Encoding", "Transfer-Encoding"})
    for (const auto& [name, value] : page_.headers)
      if (equal_ignoring_case(name, field)) decoders_.add(value);
}

std::uint64_t CurlTransfer::received() const {
  curl_off_t body = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_SIZE_DOWNLOAD_T, &body);
  return header_bytes_ + static_cast<std::uint64_t>(std::max<curl_off_t>(body, 0));
}

std::size_t CurlTransfer::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  const std::size_t bytes = size * count;
  // Any other number than the one asked for makes libcurl give up, 0 included unless 0 was asked for.
  return static_cast<CurlTransfer*>(self)->take_body({data, bytes}) ? bytes : bytes + 1;
}

bool CurlTransfer::take_body(std::string_view bytes) {
  if (decoders_.none()) return take_decoded(bytes);
  if (decoders_.put(bytes, [this](std::string_view decoded) { return take_decoded(decoded); })) return true;
  badly_encoded_ = !decoders_.refused();
  return false;
}

bool CurlTransfer::take_decoded(std::string_view bytes) {
  const auto room = request_.max_body_bytes - page_.body.size();
  if (bytes.size() > room) {
    if (request_.cut_body) page_.body.append(bytes.substr(0, static_cast<std::size_t>(room)));
    body_too_large_ = true;
    return false;
  }
  const std::uint64_t decoded = page_.body.size() + bytes.size();
  const std::uint64_t encoded = received() + (chunked_ ? kReadBuffer : 0);
  if (decoded > kUnsuspicious && decoded / request_.max_decompression_ratio > encoded) {
    ratio_exceeded_ = true;
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
  // Where a connection that was used before ends without an answer, libcurl sends the request again at once, over a new
  // one. Whether and when that is done is for the limits of the host to say.
  if (transfer->request_sent_) {
    transfer->sent_again_ = true;
    return CURL_SOCKET_BAD;
  }
  // A proxy's address is what its source names on purpose; what it connects to was judged before.
  if (!transfer->transport_.proxied() && !transfer->request_.allow_private_address &&
      !sockaddr_allowed(&address->addr, address->addrlen, transfer->url_)) {
    transfer->address_refused_ = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int CurlTransfer::on_request(void* self, char* remote_ip, char*, int, int) {
  auto* transfer = static_cast<CurlTransfer*>(self);
  // Over another connection that was still open.
  if (transfer->request_sent_) {
    transfer->sent_again_ = true;
    return CURL_PREREQFUNC_ABORT;
  }
  const bool judge = !transfer->transport_.proxied() && !transfer->request_.allow_private_address;
  if (judge && !is_public_address(remote_ip)) {
    transfer->address_refused_ = true;
    return CURL_PREREQFUNC_ABORT;
  }
  transfer->request_sent_ = true;
  transfer->watchdog_.sent(transfer->request_.first_byte_timeout, transfer->request_.stall_timeout);
  return CURL_PREREQFUNC_OK;
}

FetchResult CurlTransfer::finish_refused() {
  address_refused_ = true;
  return finish(CURLE_COULDNT_CONNECT);
}

FetchResult CurlTransfer::finish(CURLcode code) {
  watchdog_.stop();
  if (jar_ != nullptr && set_cookie_bytes_ > 0) jar_->received(easy_.get(), set_cookie_bytes_);
  // Libcurl takes headers that break off for an answer without a body.
  if (code == CURLE_OK && !headers_ended_) code = CURLE_PARTIAL_FILE;
  if (code == CURLE_OK && !decoders_.whole()) {
    code = CURLE_PARTIAL_FILE;
    std::snprintf(curl_message_, sizeof curl_message_, "its compressed body breaks off");
  }
  if (badly_encoded_) code = CURLE_BAD_CONTENT_ENCODING;
  if (sent_again_) {
    code = CURLE_GOT_NOTHING;
    std::snprintf(curl_message_, sizeof curl_message_,
                  "the connection, used before, was closed without an answer");
  }
  FetchResult result;
  result.took = std::chrono::steady_clock::now() - started_;
  const bool cut = request_.cut_body && body_too_large_;
  if (code != CURLE_OK && !cut) {
    auto failed = failure(code);
    failed.took = result.took;
    failed.bytes = page_.body.size();
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
  result.bytes = page_.body.size();
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
  if (ratio_exceeded_) {
    result.reason = "failed:decompression_ratio";
    result.page =
        Error{ErrorCode::too_large, request_.url + " decompresses to more than " +
                                        std::to_string(request_.max_decompression_ratio) +
                                        " times what was sent; raise politeness.max_decompression_ratio if "
                                        "it is wanted"};
    return result;
  }
  if (body_too_large_ || headers_too_large_) {
    result.reason = body_too_large_ ? "failed:too_large" : "failed:headers_too_large";
    result.page = Error{
        ErrorCode::too_large,
        body_too_large_ ? request_.url + " is larger than " + std::to_string(request_.max_body_bytes) +
                              " bytes when decoded; raise politeness.max_body if it is wanted"
                        : "the headers of " + request_.url + " are larger than " +
                              std::to_string(request_.max_header_bytes) + " bytes; nothing of it was kept"};
    return result;
  }
  const Failure& failure = failure_of({code, curl_message_, transport_.proxied(), request_sent_, silence_});
  result.reason = failure.reason;
  result.transient = failure.transient;
  const char* detail = curl_message_[0] != '\0' ? curl_message_ : curl_easy_strerror(code);
  result.page =
      Error{failure.error, "fetching " + request_.url + " failed: " + detail + "; " + failure.advice};
  return result;
}

}  // namespace tenderlead::crawler
