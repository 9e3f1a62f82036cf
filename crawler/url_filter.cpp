#include "crawler/url_filter.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "crawler/percent_encoding.h"

namespace tenderlead::crawler {
namespace {

// No site has anything older: the first year of the People's Republic.
constexpr int kFirstYear = 1949;
// Plans run for five years.
constexpr int kYearsAhead = 5;

// Parameters that hold a year, or a date that begins with one, wherever calendars are paged through. Lower case.
constexpr std::array<std::string_view, 13> kDateParameters = {
    "year", "y", "yyyy", "nian", "date", "day", "ym", "rq", "yearmonth", "month", "cal", "riqi", "calendar"};
// Path segments after which a year is one of a calendar.
constexpr std::array<std::string_view, 5> kCalendarSegments = {"calendar", "cal", "rili", "events", "event"};

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

template <typename Table>
bool contains(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

// "2041", "2041-05", "204105" or "20410501".
std::optional<int> leading_year(std::string_view text) {
  const auto digits =
      static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
  const bool whole = digits == 4 || ((digits == 6 || digits == 8) && digits == text.size());
  if (!whole || text[0] == '0') return std::nullopt;
  return (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
}

// The parts of a URL's text that rules speak of.
struct Parts {
  std::string_view path;   // without its first "/"
  std::string_view query;  // without "?"
};

Parts parts_of(std::string_view url) {
  url = url.substr(0, url.find('#'));
  Parts parts;
  if (const auto mark = url.find('?'); mark != std::string_view::npos) {
    parts.query = url.substr(mark + 1);
    url = url.substr(0, mark);
  }
  const auto scheme = url.find("://");
  const auto slash = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  if (slash != std::string_view::npos) parts.path = url.substr(slash + 1);
  return parts;
}

template <typename Each>
void for_each_piece(std::string_view text, char separator, const Each& each) {
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    each(text.substr(at, end - at));
    at = end + 1;
  }
}

int most_repeats(std::string_view path) {
  std::map<std::string_view, int> times;
  int most = 0;
  for_each_piece(path, '/', [&](std::string_view segment) {
    const bool small_number = segment.size() <= 2 && std::all_of(segment.begin(), segment.end(), is_digit);
    if (!small_number) most = std::max(most, ++times[segment]);
  });
  return most;
}

bool names_far_year(const Parts& parts, int now) {
  bool far = false;
  const auto look = [&](std::string_view text) {
    const auto year = leading_year(text);
    far = far || (year && (*year < kFirstYear || *year > now + kYearsAhead));
  };
  for_each_piece(parts.query, '&', [&](std::string_view parameter) {
    const auto equals = parameter.find('=');
    if (equals == std::string_view::npos) return;
    if (contains(kDateParameters, lowered(parameter.substr(0, equals)))) look(parameter.substr(equals + 1));
  });
  bool in_calendar = false;
  for_each_piece(parts.path, '/', [&](std::string_view segment) {
    if (in_calendar) look(segment);
    in_calendar = in_calendar || contains(kCalendarSegments, lowered(segment));
  });
  return far;
}

// "from_*" covers all that begin so.
bool covers(std::string_view pattern, std::string_view name) {
  if (pattern.ends_with('*')) return name.starts_with(pattern.substr(0, pattern.size() - 1));
  return pattern == name;
}

}  // namespace

std::string UrlFilter::canonical(std::string url) const {
  const auto hash = std::min(url.find('#'), url.size());
  const auto mark = url.find('?');
  if (mark >= hash || (rules_.drop_parameters.empty() && !rules_.sort_parameters)) return url;
  const std::string fragment = url.substr(hash);
  const std::string_view query = parts_of(url).query;
  std::vector<std::pair<std::string_view, std::string_view>> parameters;  // name, all of it
  for_each_piece(query, '&', [&](std::string_view parameter) {
    const std::string_view name = parameter.substr(0, parameter.find('='));
    const std::string plain = lowered(percent_decoded(name));
    const bool dropped =
        std::any_of(rules_.drop_parameters.begin(), rules_.drop_parameters.end(),
                    [&](const std::string& pattern) { return covers(lowered(pattern), plain); });
    if (!dropped) parameters.emplace_back(name, parameter);
  });
  if (rules_.sort_parameters) {
    std::erase_if(parameters, [](const auto& parameter) { return parameter.second.empty(); });
    std::sort(parameters.begin(), parameters.end());
  }
  std::string out = url.substr(0, mark);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    out += i == 0 ? '?' : '&';
    out += parameters[i].second;
  }
  return out + fragment;
}

std::string_view UrlFilter::trap(std::string_view url, int depth, int year) const {
  if (url.size() > static_cast<std::size_t>(rules_.max_length)) return "trap_length";
  if (depth > rules_.max_depth) return "trap_depth";
  const Parts parts = parts_of(url);
  if (most_repeats(parts.path) > rules_.max_repeats) return "trap_repeats";
  if (year > 0 && names_far_year(parts, year)) return "trap_calendar";
  return {};
}

}  // namespace tenderlead::crawler
