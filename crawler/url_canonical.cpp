#include <algorithm>
#include <iterator>
#include <vector>

#include "crawler/percent_encoding.h"
#include "crawler/url.h"

namespace tenderlead::crawler {
namespace {

// Parameters that carry a session, or tell a service where a visitor came from; none of them chooses what a page
// shows. Lower case. What a name alone doesn't say for sure counts only with a value of the shape that it has there.
enum class Value {
  any,
  token,  // 32 letters and digits or more: Heritrix' StripSessionIDs takes no others for a session
  share,  // what WeChat adds to links that are passed on
  flag,   // 0 or 1
};
struct Ignored {
  std::string_view name;  // with "*" at its end: all that begin so
  Value value = Value::any;
};
constexpr Ignored kSessionPathParameters[] = {
    {"jsessionid"},  // Java Servlet 7.1.3
    {"phpsessid"},
    {"sid", Value::token},
};
constexpr Ignored kIgnoredQueryParameters[] = {
    // Sessions: Java, PHP, classic ASP, anyone (Heritrix 3, StripSessionIDs).
    {"jsessionid"},
    {"phpsessid"},
    {"aspsessionid*"},
    {"sid", Value::token},
    {"sessionid", Value::token},
    // Google Analytics and Ads (support.google.com/analytics/answer/1033863, .../google-ads/answer/9744275).
    {"utm_*"},
    {"gclid"},
    {"gbraid"},
    {"wbraid"},
    {"dclid"},
    {"_ga"},
    {"_gl"},
    // Meta, Microsoft, Yandex, TikTok, X: the click ids of their advertisements.
    {"fbclid"},
    {"msclkid"},
    {"yclid"},
    {"ttclid"},
    {"twclid"},
    // Baidu Tongji and Baidu's click id, Alibaba's place of a link, Tencent's sharing from QQ and WeChat.
    {"hmsr"},
    {"hmpl"},
    {"hmcu"},
    {"hmkw"},
    {"hmci"},
    {"bd_vid"},
    {"spm"},
    {"tdsourcetag"},
    {"from", Value::share},
    {"isappinstalled", Value::flag},
};

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool has_shape(std::string_view value, Value shape) {
  constexpr std::size_t kToken = 32;
  switch (shape) {
    case Value::any:
      return true;
    case Value::token:
      return value.size() >= kToken && std::all_of(value.begin(), value.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
             });
    case Value::share:
      return value == "timeline" || value == "singlemessage" || value == "groupmessage";
    case Value::flag:
      return value == "0" || value == "1";
  }
  return false;
}

template <typename Table>
bool ignores(const Table& table, std::string_view parameter) {
  const auto equals = parameter.find('=');
  const std::string name = lowered(parameter.substr(0, equals));
  const std::string_view value = equals == std::string_view::npos ? "" : parameter.substr(equals + 1);
  return std::any_of(std::begin(table), std::end(table), [&](const Ignored& row) {
    const bool prefix = row.name.ends_with('*');
    const bool named = prefix ? name.starts_with(row.name.substr(0, row.name.size() - 1)) : name == row.name;
    return named && has_shape(value, row.value);
  });
}

// "/(S(24 letters and digits))", which ASP.NET puts first in a path for visitors without cookies, with A(...) and F(...)
// beside it for who they are (learn.microsoft.com, sessionState cookieless).
bool is_asp_session(std::string_view piece) {
  constexpr std::size_t kLeast = 24;
  if (!piece.starts_with("/(") || !piece.ends_with("))")) return false;
  piece = piece.substr(2, piece.size() - 3);
  while (!piece.empty()) {
    const auto end = piece.find(')');
    if (end == std::string_view::npos || end < kLeast + 2 || piece[1] != '(' ||
        std::string_view("ASF").find(piece[0]) == std::string_view::npos)
      return false;
    piece.remove_prefix(end + 1);
  }
  return true;
}

// Drops sessions from every segment.
std::string without_session(std::string_view path) {
  std::string out;
  out.reserve(path.size());
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find_first_of("/;", at + 1), path.size());
    const std::string_view piece = path.substr(at, end - at);
    const bool is_session =
        piece[0] == ';' ? ignores(kSessionPathParameters, piece.substr(1)) : is_asp_session(piece);
    if (!is_session) out += piece;
    at = end;
  }
  return out.starts_with('/') ? out : "/" + out;
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
    if (ignores(kIgnoredQueryParameters, parameter)) {
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
