#include "parsers/link.h"

#include <array>
#include <vector>

#include "parsers/fold.h"

namespace tenderlead::parsers {
namespace {

struct Parts {
  std::string_view scheme;  // without ':'; empty where there is none
  std::string_view authority;
  std::string_view path;
  std::string_view query;  // without '?'
  bool has_authority = false;
  bool has_query = false;
};

bool is_scheme(std::string_view text) {
  if (text.empty() || !((text[0] | 0x20) >= 'a' && (text[0] | 0x20) <= 'z')) return false;
  for (const char c : text)
    if (!(((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' ||
          c == '.'))
      return false;
  return true;
}

// RFC 3986 appendix B, the fragment dropped.
Parts split(std::string_view url) {
  Parts parts;
  url = url.substr(0, url.find('#'));
  const std::size_t colon = url.find_first_of(":/?");
  if (colon != std::string_view::npos && url[colon] == ':' && is_scheme(url.substr(0, colon))) {
    parts.scheme = url.substr(0, colon);
    url.remove_prefix(colon + 1);
  }
  if (url.substr(0, 2) == "//") {
    const std::size_t end = std::min(url.find_first_of("/?", 2), url.size());
    parts.authority = url.substr(2, end - 2);
    parts.has_authority = true;
    url.remove_prefix(end);
  }
  const std::size_t question = url.find('?');
  parts.path = url.substr(0, question);
  if (question != std::string_view::npos) {
    parts.query = url.substr(question + 1);
    parts.has_query = true;
  }
  return parts;
}

// RFC 3986 section 5.2.4, on segments; %2e counts as a dot, as browsers have it.
std::string remove_dot_segments(std::string_view path) {
  std::vector<std::string_view> kept;
  bool trailing = false;
  std::size_t at = path.empty() || path[0] != '/' ? 0 : 1;
  while (at <= path.size()) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view segment = path.substr(at, end - at);
    trailing = false;
    if (segment == ".." || segment == "%2e%2e" || segment == "%2E%2E") {
      if (!kept.empty()) kept.pop_back();
      trailing = true;
    } else if (segment == "." || segment == "%2e" || segment == "%2E") {
      trailing = true;
    } else {
      kept.push_back(segment);
    }
    at = end + 1;
  }
  std::string out;
  for (const std::string_view segment : kept) out.append("/").append(segment);
  if (trailing) out += '/';
  return out.empty() ? "/" : out;
}

constexpr std::array<bool, 256> kEscaped = [] {
  std::array<bool, 256> escaped{};
  for (std::size_t byte = 0; byte < escaped.size(); ++byte) escaped[byte] = byte <= 0x20 || byte >= 0x7F;
  for (const char c : std::string_view("\"<>`{}|^")) escaped[static_cast<unsigned char>(c)] = true;
  return escaped;
}();

void append_escaped(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (kEscaped[byte]) {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

// What browsers drop or change before they parse a URL (WHATWG URL section 4.4): line breaks, tabs, backslashes.
std::string cleaned(std::string_view href) {
  std::string out;
  out.reserve(href.size());
  bool in_query = false;
  for (std::size_t at = 0; at < href.size();) {
    const SpaceAt space = space_at(href, at);
    if (space.length > 0) {
      const bool inner_blank =
          !space.invisible && href[at] != '\n' && href[at] != '\r' && href[at] != '\t' && !out.empty();
      if (inner_blank) out += ' ';
      at += space.length;
      continue;
    }
    in_query = in_query || href[at] == '?';
    out += href[at] == '\\' && !in_query ? '/' : href[at];
    ++at;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace

std::string resolve_link(std::string_view base, std::string_view href) {
  if (href.empty()) return {};
  const std::string reference = cleaned(href);
  if (reference.empty() || reference[0] == '#') return {};
  const Parts from = split(base);
  Parts to = split(reference);
  const std::string base_scheme = lower(from.scheme);
  std::string scheme = lower(to.scheme);
  // "http:page.html" means a relative reference of the same scheme (WHATWG URL, "special relative or authority state").
  if (!scheme.empty() && scheme == base_scheme && !to.has_authority) scheme.clear();
  std::string path;
  std::string_view authority = from.authority;
  std::string_view query = to.query;
  bool has_query = to.has_query;
  if (!scheme.empty() || to.has_authority) {
    authority = to.authority;
    path = remove_dot_segments(to.path);
  } else if (to.path.empty()) {
    path = from.path.empty() ? "/" : std::string(from.path);
    if (!to.has_query) {
      query = from.query;
      has_query = from.has_query;
    }
  } else if (to.path[0] == '/') {
    path = remove_dot_segments(to.path);
  } else {
    const std::size_t slash = from.path.rfind('/');
    path = remove_dot_segments(
        std::string(slash == std::string_view::npos ? "/" : from.path.substr(0, slash + 1)) +
        std::string(to.path));
  }
  if (scheme.empty()) scheme = base_scheme;
  if ((scheme != "http" && scheme != "https") || authority.empty()) return {};
  std::string url;
  url.reserve(scheme.size() + authority.size() + path.size() + query.size() + 4);
  url.append(scheme).append("://");
  append_escaped(url, lower(authority));
  append_escaped(url, path);
  if (has_query) {
    url += '?';
    append_escaped(url, query);
  }
  return url;
}

std::string url_in_script(std::string_view script) {
  static constexpr std::array<std::string_view, 6> kCalls = {
      "window.open", "location.href", "location.assign", "location.replace", "window.location", "location"};
  for (const std::string_view call : kCalls) {
    const std::size_t at = script.find(call);
    if (at == std::string_view::npos) continue;
    std::size_t quote = at + call.size();
    while (quote < script.size() && (script[quote] == ' ' || script[quote] == '(' || script[quote] == '='))
      ++quote;
    if (quote >= script.size() || (script[quote] != '\'' && script[quote] != '"')) continue;
    const std::size_t end = script.find(script[quote], quote + 1);
    if (end == std::string_view::npos || end == quote + 1) continue;
    // A string that something is added to is only the beginning of a URL.
    const std::size_t after = script.find_first_not_of(' ', end + 1);
    if (after != std::string_view::npos && script[after] == '+') continue;
    return std::string(script.substr(quote + 1, end - quote - 1));
  }
  return {};
}

bool is_attachment_url(std::string_view url) {
  static constexpr std::array<std::string_view, 21> kExtensions = {
      ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".zip",  ".rar", ".7z", ".wps",
      ".et",  ".ofd", ".rtf",  ".csv", ".gz",   ".tar", ".dwg",  ".zbwj", ".gef", ".tgz"};
  const std::string text = lower(url.substr(0, url.find('#')));
  const auto ends_so = [](std::string_view part) {
    for (const std::string_view extension : kExtensions)
      if (part.size() > extension.size() && part.substr(part.size() - extension.size()) == extension)
        return true;
    return false;
  };
  const std::size_t question = text.find('?');
  if (ends_so(std::string_view(text).substr(0, question))) return true;
  if (question == std::string::npos) return false;
  std::string_view query = std::string_view(text).substr(question + 1);
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    if (ends_so(query.substr(0, end))) return true;
    if (end == std::string_view::npos) break;
    query.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace tenderlead::parsers
