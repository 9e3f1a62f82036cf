#include "parsers/list_date.h"

#include <array>

namespace tenderlead::parsers {
namespace {

// No list of today's portals goes back further, and none is ahead by more than a typing error.
constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2099;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Reads up to `most` digits; false where there is none.
bool read_number(std::string_view text, std::size_t& at, std::size_t most, int& value) {
  const std::size_t begin = at;
  value = 0;
  while (at < text.size() && at - begin < most && is_digit(text[at])) value = value * 10 + (text[at++] - '0');
  return at > begin;
}

void skip_blanks(std::string_view text, std::size_t& at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r'))
    ++at;
}

bool read_word(std::string_view text, std::size_t& at, std::string_view word) {
  if (text.substr(at, word.size()) != word) return false;
  at += word.size();
  return true;
}

// One of - / . or the Chinese unit, blanks around it allowed.
bool read_separator(std::string_view text, std::size_t& at, std::string_view unit) {
  std::size_t next = at;
  skip_blanks(text, next);
  if (next < text.size() && (text[next] == '-' || text[next] == '/' || text[next] == '.'))
    ++next;
  else if (!read_word(text, next, unit))
    return false;
  skip_blanks(text, next);
  at = next;
  return true;
}

// 10:20 or 10:20:30 after a day, with blanks or 'T' between; nothing where there is no time.
void read_time(std::string_view text, std::size_t& at, StatedTime& time) {
  std::size_t next = at;
  if (next < text.size() && (text[next] == 'T' || text[next] == '_')) ++next;
  skip_blanks(text, next);
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (!read_number(text, next, 2, hour) || hour > 23) return;
  if (!read_word(text, next, ":") && !read_word(text, next, "：") && !read_word(text, next, "时")) return;
  if (!read_number(text, next, 2, minute) || minute > 59) return;
  std::size_t seconds_at = next;
  if (read_word(text, seconds_at, ":") || read_word(text, seconds_at, "：") ||
      read_word(text, seconds_at, "分")) {
    if (read_number(text, seconds_at, 2, second) && second <= 59)
      next = seconds_at;
    else
      second = 0;
  }
  time.second_of_day = hour * 3600 + minute * 60 + second;
  at = next;
}

bool is_listed_day(Date date) {
  return date.year >= kFirstYear && date.year <= kLastYear && is_valid(date);
}

// 20260703 or 20260703102030 at `at`.
std::optional<FoundDate> compact_date(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end - at != 8 && end - at != 14) return std::nullopt;
  std::array<int, 6> part{};
  std::size_t next = at;
  const std::array<std::size_t, 6> widths = {4, 2, 2, 2, 2, 2};
  for (std::size_t i = 0; i < part.size() && next < end; ++i) read_number(text, next, widths[i], part[i]);
  FoundDate found;
  found.time.date = {part[0], part[1], part[2]};
  if (!is_listed_day(found.time.date) || part[3] > 23 || part[4] > 59 || part[5] > 59) return std::nullopt;
  if (end - at == 14) found.time.second_of_day = part[3] * 3600 + part[4] * 60 + part[5];
  found.begin = at;
  found.end = end;
  return found;
}

std::optional<FoundDate> separated_date(std::string_view text, std::size_t at) {
  FoundDate found;
  found.begin = at;
  std::size_t next = at;
  Date& date = found.time.date;
  if (!read_number(text, next, 4, date.year) || next - at != 4) return std::nullopt;
  if (!read_separator(text, next, "年") || !read_number(text, next, 2, date.month)) return std::nullopt;
  if (!read_separator(text, next, "月") || !read_number(text, next, 2, date.day)) return std::nullopt;
  if (next < text.size() && is_digit(text[next])) return std::nullopt;
  if (!is_listed_day(date)) return std::nullopt;
  read_word(text, next, "日");
  read_time(text, next, found.time);
  found.end = next;
  return found;
}

// "2026/07/03" with the slashes of a path at `at`, or "202607/03".
bool path_date(std::string_view path, std::size_t at, Date& date) {
  std::size_t next = at;
  if (!read_number(path, next, 4, date.year) || next - at != 4) return false;
  read_word(path, next, "/");
  std::size_t part = next;
  if (!read_number(path, next, 2, date.month) || next - part != 2 || !read_word(path, next, "/"))
    return false;
  part = next;
  return read_number(path, next, 2, date.day) && next - part == 2 &&
         (next >= path.size() || !is_digit(path[next])) && is_listed_day(date);
}

}  // namespace

std::optional<FoundDate> find_date(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at]) || (at > 0 && is_digit(text[at - 1]))) continue;
    if (auto found = separated_date(text, at)) return found;
    if (auto found = compact_date(text, at)) return found;
  }
  return std::nullopt;
}

std::optional<FoundDate> find_day(std::string_view text, int year) {
  std::size_t begin = text.find_first_of("0123456789");
  if (begin == std::string_view::npos) return std::nullopt;
  FoundDate found;
  found.begin = begin;
  found.year_stated = false;
  found.time.date.year = year;
  std::size_t next = begin;
  if (!read_number(text, next, 2, found.time.date.month) || !read_separator(text, next, "月"))
    return std::nullopt;
  if (!read_number(text, next, 2, found.time.date.day) || !is_valid(found.time.date)) return std::nullopt;
  read_word(text, next, "日");
  found.end = next;
  if (text.find_first_of("0123456789", next) != std::string_view::npos) return std::nullopt;
  // Only brackets and blanks may stand around it.
  const auto frames = [](std::string_view rest) {
    return rest.find_first_not_of(" \t\n\r[]()") == std::string_view::npos || rest == "【" || rest == "】" ||
           rest == "（" || rest == "）";
  };
  if (!frames(text.substr(0, begin)) || !frames(text.substr(next))) return std::nullopt;
  return found;
}

std::optional<Date> date_in_url(std::string_view url) {
  const std::size_t scheme = url.find("://");
  std::string_view path = url.substr(0, url.find_first_of("?#"));
  path.remove_prefix(
      std::min(path.find('/', scheme == std::string_view::npos ? 0 : scheme + 3), path.size()));
  std::optional<Date> best;
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (!is_digit(path[at]) || (at > 0 && is_digit(path[at - 1]))) continue;
    Date date;
    if (path[at - (at > 0)] == '/' && path_date(path, at, date)) {
      best = date;
      continue;
    }
    if (const auto found = compact_date(path, at)) best = found->time.date;
  }
  return best;
}

std::string list_date(std::string_view text) {
  const auto found = find_date(text);
  return found ? to_string(found->time) : std::string();
}

}  // namespace tenderlead::parsers
