#include "parsers/english_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace tenderlead::parsers {
namespace {

constexpr std::size_t kLongest = 48;
constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2099;
constexpr int kMinutesOfDay = 24 * 60;

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

bool is_letters(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::optional<int> number(std::string_view word) {
  int value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (word.empty() || word.front() == '-' || error != std::errc() || end != word.data() + word.size())
    return std::nullopt;
  return value;
}

// "09:30" or "09:30:00".
std::optional<int> second_of_day(std::string_view word) {
  std::array<int, 3> parts{};
  for (std::size_t i = 0; i < parts.size() && !word.empty(); ++i) {
    const std::size_t colon = std::min(word.find(':'), word.size());
    const auto part = number(word.substr(0, colon));
    if (!part) return std::nullopt;
    parts[i] = *part;
    word.remove_prefix(std::min(colon + 1, word.size()));
  }
  if (!word.empty() || parts[0] > 23 || parts[1] > 59 || parts[2] > 59) return std::nullopt;
  return parts[0] * 3600 + parts[1] * 60 + parts[2];
}

// +0800, +08:00, gmt+08:00, gmt.
std::optional<int> offset_minutes(std::string_view word) {
  if (word == "cst") return kShanghaiOffsetMinutes;
  for (const std::string_view name : {"gmt", "utc", "ut", "z"})
    if (word.substr(0, name.size()) == name) {
      word.remove_prefix(name.size());
      if (word.empty()) return 0;
      break;
    }
  if (word.size() < 5 || (word.front() != '+' && word.front() != '-')) return std::nullopt;
  const auto hours = number(word.substr(1, 2));
  const auto minutes = number(word.substr(word[3] == ':' ? 4 : 3));
  if (!hours || !minutes || *hours * 60 + *minutes >= kMinutesOfDay) return std::nullopt;
  return (word.front() == '-' ? -1 : 1) * (*hours * 60 + *minutes);
}

// The parts of such a date, in whichever order they come.
struct Parts {
  std::optional<int> year;
  std::optional<int> month;
  std::optional<int> day;
  std::optional<int> second;
  std::optional<int> offset;
  bool slashes = false;
  bool half = false;  // AM or PM is said

  bool is_clear() const { return !slashes || half || *day > 12; }

  // 11/23/2026 of a program: months first where AM or PM says that it is American, or where the second is no month.
  bool take_slashes(std::string_view word) {
    const std::size_t one = word.find('/');
    const std::size_t two = word.find('/', one + 1);
    if (two == word.npos) return false;
    const auto a = number(word.substr(0, one));
    const auto b = number(word.substr(one + 1, two - one - 1));
    const auto c = number(word.substr(two + 1));
    if (year || month || day || !a || !b || !c || word.size() - two != 5) return false;
    year = c;
    month = a;
    day = b;
    slashes = true;
    return true;
  }

  bool take(std::string_view word) {
    if (word.find('/') != word.npos) return take_slashes(word);
    if ((word == "am" || word == "pm") && second && !half) {
      const int hour = *second / 3600;
      if (hour < 1 || hour > 12) return false;
      half = true;
      *second += (word == "pm" ? 12 : 0) * 3600 - (hour == 12 ? 12 * 3600 : 0);
      return true;
    }
    const std::string_view name = word.substr(0, 3);
    if (is_letters(word) && word.size() >= 3) {
      if (std::find(kDays.begin(), kDays.end(), name) != kDays.end()) return true;
      const auto found = std::find(kMonths.begin(), kMonths.end(), name);
      if (found != kMonths.end()) {
        if (month) return false;
        month = static_cast<int>(found - kMonths.begin()) + 1;
        return true;
      }
    }
    if (word.find(':') != word.npos && !second) {
      second = second_of_day(word);
      return second.has_value();
    }
    if (const auto value = number(word)) {
      std::optional<int>& part = word.size() == 4 ? year : day;
      if (part || (word.size() != 4 && word.size() > 2)) return false;
      part = value;
      return true;
    }
    if (offset) return false;
    offset = offset_minutes(word);
    return offset.has_value();
  }
};

}  // namespace

std::optional<StatedTime> read_english_date(std::string_view text) {
  if (text.size() > kLongest) return std::nullopt;
  Parts parts;
  std::string word;
  const auto taken = [&] {
    const bool good = word.empty() || parts.take(word);
    word.clear();
    return good;
  };
  for (const char c : text) {
    if (c == ' ' || c == ',') {
      if (!taken()) return std::nullopt;
    } else {
      word += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
  }
  if (!taken() || !parts.year || !parts.month || !parts.day || !parts.is_clear()) return std::nullopt;
  StatedTime time;
  time.date = {*parts.year, *parts.month, *parts.day};
  if (*parts.year < kFirstYear || *parts.year > kLastYear || !is_valid(time.date)) return std::nullopt;
  if (!parts.second) return time;
  time.second_of_day = *parts.second;
  time.offset_minutes = parts.offset.value_or(kShanghaiOffsetMinutes);
  const std::int64_t instant = epoch_seconds(time);
  const std::int64_t local = instant + kShanghaiOffsetMinutes * 60;
  StatedTime here;
  here.date = local_date(instant);
  here.second_of_day = static_cast<int>(local % 86400);
  return here;
}

}  // namespace tenderlead::parsers
