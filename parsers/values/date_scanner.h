// The grammar of dates and times over a folded text. Internal to values/: dates.cpp turns its findings into what
// dates.h promises.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "model/time.h"
#include "parsers/values/folded_text.h"

namespace tenderlead::parsers {

struct ClockTime {
  int second_of_day = 0;  // 0..86400: 24时 is 86400, the first second of the next day
  std::size_t end = 0;
};

// A clock time at `begin` with or without 上午/下午/晚 in front: 9:00, 13点30分, 下午2时半, 24时.
std::optional<ClockTime> read_clock(const FoldedText& text, std::size_t begin);

struct ScannedDate {
  std::size_t begin = 0;
  std::size_t end = 0;  // with the time
  Date date;            // with the years and months that the words left out filled in
  std::optional<int> second_of_day;
  int offset_minutes = kShanghaiOffsetMinutes;
  bool year_assumed = false;
  bool continues = false;  // the second end of a range whose first end is the match before
};

std::vector<ScannedDate> scan_dates(const FoldedText& text, std::optional<Date> reference);

// Past 至, 到, -, ~, 起至, and brackets such as （北京时间） before them; `at` itself where none stands there.
std::size_t skip_range_connector(const FoldedText& text, std::size_t at);

// The position after spaces.
inline std::size_t skip_spaces(const FoldedText& text, std::size_t at) {
  while (text[at] == U' ') ++at;
  return at;
}

// A whole number of at most `most` figures at `at`, leading zeros allowed; moves `at` past it.
std::optional<int> read_figures(const FoldedText& text, std::size_t& at, int most);

// A whole number of at most `most` figures, or a Chinese numeral, at `at`; moves `at` past it.
std::optional<int> read_count(const FoldedText& text, std::size_t& at, int most);

}  // namespace tenderlead::parsers
