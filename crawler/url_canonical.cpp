#include <algorithm>
#include <array>
#include <vector>

#include "crawler/percent_encoding.h"
#include "crawler/url.h"

namespace tenderlead::crawler {
namespace {

// Path parameters that carry a session (Java Servlet 7.1.3), and query parameters that carry a session or tell a
// statistics service where a visitor came from. None of them chooses what a page shows. Lower case.
constexpr std::array<std::string_view, 1> kSessionPathParameters = {"jsessionid"};
constexpr std::array<std::string_view, 21> kIgnoredQueryParameters = {
    "jsessionid", "phpsessid",                                                        // sessions
    "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "utm_id",  // Google Analytics
    "gclid",      "_ga",        "_gl",          "fbclid",   "msclkid",     "yclid",   // advertisers
    "hmsr",       "hmpl",       "hmcu",         "hmkw",     "hmci",        "bd_vid",  // Baidu
    "spm",                                                                            // Alibaba
};

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

template <typename Table>
bool contains(const Table& table, std::string_view name) {
  return std::find(table.begin(), table.end(), lowered(name)) != table.end();
}

// Drops ";jsessionid=..." from every segment.
std::string without_session(std::string_view path) {
  std::string out;
  out.reserve(path.size());
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find_first_of("/;", at + 1), path.size());
    const std::string_view piece = path.substr(at, end - at);
    const bool is_session =
        piece[0] == ';' && contains(kSessionPathParameters, piece.substr(1, piece.find('=') - 1));
    if (!is_session) out += piece;
    at = end;
  }
  return out;
}

std::string_view name_of(std::string_view parameter) {
  return parameter.substr(0, parameter.find('='));
}

// Nothing where dropping parameters leaves none.
std::optional<std::string> canonical_query(const std::string& query) {
  std::vector<std::string_view> parameters;
  bool dropped = false;
  for (std::size_t at = 0; at <= query.size();) {
    const std::size_t end = std::min(query.find('&', at), query.size());
    const std::string_view parameter = std::string_view(query).substr(at, end - at);
    at = end + 1;
    if (contains(kIgnoredQueryParameters, name_of(parameter))) {
      dropped = true;
    } else {
      parameters.push_back(parameter);
    }
  }
  const bool is_form = std::all_of(parameters.begin(), parameters.end(), [](std::string_view parameter) {
    return parameter.empty() || parameter.find('=') != std::string_view::npos;
  });
  if (is_form) {
    // application/x-www-form-urlencoded parsing ignores empty sequences (WHATWG URL 5.1).
    std::erase_if(parameters, [](std::string_view parameter) { return parameter.empty(); });
    std::stable_sort(parameters.begin(), parameters.end(),
                     [](std::string_view a, std::string_view b) { return name_of(a) < name_of(b); });
  }
  if (parameters.empty() && dropped) return std::nullopt;
  std::string out;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (i > 0) out += '&';
    out += parameters[i];
  }
  return out;
}

}  // namespace

std::optional<std::string> canonical_url(std::string_view input, const Url* base) {
  auto url = parse_url(input, base);
  if (!url) return std::nullopt;
  url->fragment_.reset();
  const std::string path = percent_normalised(url->path_);
  url->path_ = without_session(path);
  if (url->query_) url->query_ = canonical_query(percent_normalised(*url->query_));
  if (url->path_.size() == path.size()) return url->href();
  // A segment like "..;jsessionid=1" has become a dot segment; so the path is read once more.
  const auto again = parse_url(url->href());
  return again ? std::optional(again->href()) : std::nullopt;
}

std::optional<std::string> canonical_url(std::string_view input, std::string_view base) {
  if (!is_usable_base(base)) return std::nullopt;
  const auto base_url = parse_url(base);
  return canonical_url(input, base_url ? &*base_url : nullptr);
}

}  // namespace tenderlead::crawler
