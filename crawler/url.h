// URLs as browsers read them (WHATWG URL Standard, https://url.spec.whatwg.org, sections named below), for http and
// https only: whatever else a page links to (mailto:, javascript:, data:, ftp:) is no URL to this crawler.
//
// A surprise worth knowing: the parser is forgiving on purpose. Tabs and newlines vanish, backslashes are slashes,
// "http://0x7f.1/" is 127.0.0.1 and "http:example.com" is "http://example.com/". So never decide anything about a
// URL from its text; parse it and ask the Url.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tenderlead::crawler {

// Longer input is no URL: servers and proxies give up at 8 to 16 kB, and hostile pages don't.
inline constexpr std::size_t kMaxUrlBytes = 64u << 10;

enum class HostKind { domain, ipv4, ipv6 };

// A parsed, absolute http or https URL. A plain value: copy it, share it between threads for reading.
class Url {
 public:
  const std::string& scheme() const { return scheme_; }      // "http" or "https"
  const std::string& username() const { return username_; }  // percent-encoded; empty where there is none
  const std::string& password() const { return password_; }
  bool has_credentials() const { return !username_.empty() || !password_.empty(); }
  // Serialised: lower-case ASCII (IDNA: "xn--..."), "127.0.0.1", or "[::1]" with its brackets. Never empty.
  const std::string& host() const { return host_; }
  HostKind host_kind() const { return host_kind_; }
  // The bytes of an IP address host in network order: the first 4 of ipv4, all 16 of ipv6; zeros for a domain.
  const std::array<std::uint8_t, 16>& address() const { return address_; }
  // The port to connect to: the stated one, or the scheme's default (80, 443).
  std::uint16_t port() const { return port_.value_or(scheme_ == "https" ? 443 : 80); }
  // The stated port where it isn't the scheme's default.
  std::optional<std::uint16_t> explicit_port() const { return port_; }
  const std::string& path() const { return path_; }  // percent-encoded, starts with "/"
  // Without its "?"; nothing where there is no "?", empty for a bare "?".
  const std::optional<std::string>& query() const { return query_; }
  const std::optional<std::string>& fragment() const { return fragment_; }  // likewise without "#"

  std::string host_and_port() const;   // "example.cn" or "example.cn:8080"; the default port isn't written
  std::string origin() const;          // "https://example.cn:8443"
  std::string path_and_query() const;  // "/a?b=c": what a request line and robots.txt speak of
  std::string href() const;            // the whole URL, fragment included

  friend bool operator==(const Url&, const Url&) = default;

 private:
  friend class UrlParser;
  friend std::optional<std::string> canonical_url(std::string_view input, const Url* base);

  std::string scheme_;
  std::string username_;
  std::string password_;
  std::string host_;
  HostKind host_kind_ = HostKind::domain;
  std::array<std::uint8_t, 16> address_{};
  std::optional<std::uint16_t> port_;
  std::string path_;
  std::optional<std::string> query_;
  std::optional<std::string> fragment_;
};

// Parses `input` (UTF-8; wrong bytes count as U+FFFD) against `base`. Nothing where it isn't an http or https URL,
// or is relative and there is no base.
std::optional<Url> parse_url(std::string_view input, const Url* base = nullptr);

// href() of `input` against `base`. Under an empty base, or one of another scheme ("about:blank"), only absolute input
// resolves; under a base that isn't a URL at all nothing does.
std::optional<std::string> resolve(std::string_view input, std::string_view base);
std::optional<std::string> resolve(std::string_view input);

// Is `base` empty, a URL, or of another scheme?
bool is_usable_base(std::string_view base);

// The queue's identity of a URL, which is also what is fetched: two links with the same canonical URL are one page.
// False merging loses a page and false splitting only fetches one twice, so every step is one that a standard says
// is safe:
//  - the fragment goes. A "#!" or "#/" goes as well: the server never sees it, so what it would answer is the same;
//  - %7E becomes ~ and %2f becomes %2F (RFC 3986 6.2.2: unreserved characters, upper-case hex); %2C stays %2C,
//    and so does the difference between + and %20;
//  - session ids and tracking parameters go (the tables are in url_canonical.cpp);
//  - query parameters are sorted by name, those of one name keeping their order (URLSearchParams.sort()), but only
//    where every parameter has a "=": "?/news/12&x=1" is a path to some servers.
// Port, dot segments, host case and IDNA are done by parsing already. An empty "?" stays (RFC 3986 6.2.3).
std::optional<std::string> canonical_url(std::string_view input, const Url* base = nullptr);
std::optional<std::string> canonical_url(std::string_view input, std::string_view base);

}  // namespace tenderlead::crawler
