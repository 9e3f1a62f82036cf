#include "crawler/url.h"

#include <unicode/utf8.h>

#include <algorithm>

#include "crawler/percent_encoding.h"
#include "crawler/url_host.h"

namespace tenderlead::crawler {
namespace {

constexpr bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_slash(char c) {
  return c == '/' || c == '\\';
}
constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// What the standard does to input before it parses: controls and spaces off both ends, tabs and newlines out of the
// middle (WHATWG URL 4.4, steps 1 to 3); and wrong UTF-8 becomes U+FFFD.
std::string cleaned(std::string_view input) {
  const auto outer = [](char c) { return static_cast<std::uint8_t>(c) <= 0x20; };
  while (!input.empty() && outer(input.front())) input.remove_prefix(1);
  while (!input.empty() && outer(input.back())) input.remove_suffix(1);
  std::string out;
  out.reserve(input.size());
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(input.data());
  const auto size = static_cast<std::int32_t>(input.size());
  for (std::int32_t at = 0; at < size;) {
    const std::int32_t start = at;
    UChar32 code_point = 0;
    U8_NEXT(bytes, at, size, code_point);
    if (code_point == '\t' || code_point == '\n' || code_point == '\r') continue;
    if (code_point < 0) {
      out += "\xEF\xBF\xBD";
    } else {
      out.append(input.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(at - start)));
    }
  }
  return out;
}

// "." and "..", in which each dot may be written %2e (WHATWG URL 4.1). The number of dots, 0 for other segments.
int dot_segment(std::string_view segment) {
  int dots = 0;
  for (std::size_t i = 0; i < segment.size(); ++dots) {
    if (segment[i] == '.') {
      ++i;
    } else if (is_percent_triplet(segment, i) && triplet_byte(segment, i) == '.') {
      i += 3;
    } else {
      return 0;
    }
    if (dots == 2) return 0;
  }
  return dots;
}

// The scheme in lower case; nothing where the text doesn't begin with one and its ":".
std::optional<std::string> scheme_of(std::string_view text) {
  if (text.empty() || !is_alpha(text[0])) return std::nullopt;
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string scheme(text.substr(0, colon));
  for (char& c : scheme) {
    if (!is_alpha(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') return std::nullopt;
    c = lower(c);
  }
  return scheme;
}

void shorten(std::string& path) {
  const std::size_t slash = path.rfind('/');
  path.resize(slash == std::string::npos ? 0 : slash);
}

std::size_t default_port(std::string_view scheme) {
  return scheme == "https" ? 443 : 80;
}

}  // namespace

// The basic URL parser (WHATWG URL 4.4) for special schemes but file, written as a descent instead of a state
// machine: scheme, authority, path, query, fragment.
class UrlParser {
 public:
  UrlParser(std::string_view input, const Url* base) : rest_(input), base_(base) {}

  std::optional<Url> parse() {
    if (const auto scheme = scheme_of(rest_)) {
      rest_.remove_prefix(scheme->size() + 1);
      if (*scheme != "http" && *scheme != "https") return std::nullopt;
      url_.scheme_ = *scheme;
      const bool relative = base_ != nullptr && base_->scheme_ == *scheme && rest_.substr(0, 2) != "//";
      return relative ? relative_to_base() : authority();
    }
    if (base_ == nullptr) return std::nullopt;
    url_.scheme_ = base_->scheme_;
    return relative_to_base();
  }

 private:
  // "relative state" and "relative slash state".
  std::optional<Url> relative_to_base() {
    if (!rest_.empty() && is_slash(rest_[0])) {
      if (rest_.size() > 1 && is_slash(rest_[1])) return authority();
      take_authority_of_base();
      return path();
    }
    take_authority_of_base();
    url_.path_ = base_->path_;
    if (rest_.empty() || rest_[0] == '#') {
      url_.query_ = base_->query_;
      return query_and_fragment();
    }
    if (rest_[0] == '?') return query_and_fragment();
    shorten(url_.path_);
    return path();
  }

  void take_authority_of_base() {
    url_.username_ = base_->username_;
    url_.password_ = base_->password_;
    url_.host_ = base_->host_;
    url_.host_kind_ = base_->host_kind_;
    url_.address_ = base_->address_;
    url_.port_ = base_->port_;
  }

  // "special authority ignore slashes state" up to "port state".
  std::optional<Url> authority() {
    while (!rest_.empty() && is_slash(rest_[0])) rest_.remove_prefix(1);
    std::string_view authority = rest_.substr(0, rest_.find_first_of("/\\?#"));
    rest_.remove_prefix(authority.size());
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
      const std::string_view credentials = authority.substr(0, at);
      const std::size_t colon = credentials.find(':');
      append_percent_encoded(url_.username_, credentials.substr(0, colon), EncodeSet::userinfo);
      if (colon != std::string_view::npos) {
        append_percent_encoded(url_.password_, credentials.substr(colon + 1), EncodeSet::userinfo);
      }
      authority.remove_prefix(at + 1);
    }
    // The port's colon is the first one outside brackets.
    std::size_t colon = 0;
    for (bool inside = false; colon < authority.size() && (inside || authority[colon] != ':'); ++colon) {
      if (authority[colon] == '[') inside = true;
      if (authority[colon] == ']') inside = false;
    }
    auto host = colon == 0 ? std::nullopt : parse_host(authority.substr(0, colon));
    if (!host) return std::nullopt;
    url_.host_ = std::move(host->text);
    url_.host_kind_ = host->kind;
    url_.address_ = host->address;
    if (colon < authority.size() && !port(authority.substr(colon + 1))) return std::nullopt;
    return path();
  }

  bool port(std::string_view digits) {
    if (digits.empty()) return true;
    std::size_t value = 0;
    for (const char c : digits) {
      if (!is_digit(c)) return false;
      value = value * 10 + static_cast<std::size_t>(c - '0');
      if (value > 65535) return false;
    }
    if (value != default_port(url_.scheme_)) url_.port_ = static_cast<std::uint16_t>(value);
    return true;
  }

  // "path start state" and "path state": what is left up to "?" or "#" is appended, segment by segment.
  std::optional<Url> path() {
    std::string_view path = rest_.substr(0, rest_.find_first_of("?#"));
    rest_.remove_prefix(path.size());
    if (!path.empty() && is_slash(path[0])) path.remove_prefix(1);
    for (bool more = true; more;) {
      const std::size_t end = path.find_first_of("/\\");
      const std::string_view segment = path.substr(0, end);
      more = end != std::string_view::npos;
      if (more) path.remove_prefix(end + 1);
      const int dots = dot_segment(segment);
      if (dots == 2) shorten(url_.path_);
      if (dots == 0) {
        url_.path_ += '/';
        append_percent_encoded(url_.path_, segment, EncodeSet::path);
      } else if (!more) {
        url_.path_ += '/';
      }
    }
    return query_and_fragment();
  }

  std::optional<Url> query_and_fragment() {
    if (!rest_.empty() && rest_[0] == '?') {
      const std::string_view query = rest_.substr(1, rest_.find('#') - 1);
      rest_.remove_prefix(query.size() + 1);
      append_percent_encoded(url_.query_.emplace(), query, EncodeSet::special_query);
    }
    if (!rest_.empty())
      append_percent_encoded(url_.fragment_.emplace(), rest_.substr(1), EncodeSet::fragment);
    return std::move(url_);
  }

  std::string_view rest_;
  const Url* base_;
  Url url_;
};

std::string Url::host_and_port() const {
  return port_ ? host_ + ":" + std::to_string(*port_) : host_;
}

std::string Url::origin() const {
  return scheme_ + "://" + host_and_port();
}

std::string Url::path_and_query() const {
  return query_ ? path_ + "?" + *query_ : path_;
}

std::string Url::href() const {
  std::string out = scheme_ + "://";
  if (has_credentials()) {
    out += username_;
    if (!password_.empty()) out += ":" + password_;
    out += '@';
  }
  out += host_and_port();
  out += path_and_query();
  if (fragment_) out += "#" + *fragment_;
  return out;
}

std::optional<Url> parse_url(std::string_view input, const Url* base) {
  if (input.size() > kMaxUrlBytes) return std::nullopt;
  const std::string text = cleaned(input);
  return UrlParser(text, base).parse();
}

bool is_usable_base(std::string_view base) {
  const std::string text = cleaned(base.substr(0, kMaxUrlBytes));
  const auto scheme = scheme_of(text);
  return text.empty() || (scheme && *scheme != "http" && *scheme != "https") || parse_url(base).has_value();
}

std::optional<std::string> resolve(std::string_view input, std::string_view base) {
  if (!is_usable_base(base)) return std::nullopt;
  const auto base_url = parse_url(base);
  const auto url = parse_url(input, base_url ? &*base_url : nullptr);
  return url ? std::optional(url->href()) : std::nullopt;
}

std::optional<std::string> resolve(std::string_view input) {
  return resolve(input, {});
}

}  // namespace tenderlead::crawler
