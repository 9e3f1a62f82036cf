#include "parsers/values/date_scanner.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "parsers/values/chinese_number.h"

namespace tenderlead::parsers {

namespace {

constexpr int kSecondsPerDay = 86'400;

bool is_year(int value) {
  return value >= 1900 && value <= 2100;
}

// 二〇二六, with the letters that stand in for 〇 in typed texts.
std::optional<int> read_chinese_year(const FoldedText& text, std::size_t& at) {
  int value = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const char32_t c = text[i];
    const int digit = (i > at && (c == U'O' || c == U'o' || c == U'0')) ? 0 : chinese_digit(c);
    if (digit < 0) return std::nullopt;
    value = value * 10 + digit;
  }
  if (!is_year(value)) return std::nullopt;
  at += 4;
  return value;
}

// A date as written: parts that the words leave out are 0.
struct Parts {
  int year = 0;
  int month = 0;
  int day = 0;
  std::size_t end = 0;
};

class DateScanner {
 public:
  DateScanner(const FoldedText& text, std::optional<Date> reference) : text_(text), reference_(reference) {}

  std::vector<ScannedDate> run() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t next = scan_at(at);
      at = next > at ? next : skip(at);
    }
    return std::move(found_);
  }

 private:
  std::size_t skip(std::size_t at) const {
    const bool digit = is_digit(text_[at]);
    if (!digit && chinese_digit(text_[at]) < 0) return at + 1;
    if (!digit) return at + 1;
    while (is_digit(text_[at])) ++at;
    return at;
  }

  bool starts_number(std::size_t at) const {
    const char32_t c = text_[at];
    if (!is_digit(c) && chinese_digit(c) < 0 && c != U'十') return false;
    if (at == 0) return true;
    const char32_t before = text_[at - 1];
    if (is_digit(c)) return !is_digit(before) && !is_ascii_letter(before) && before != U'.';
    return chinese_digit(before) < 0 && before != U'十';
  }

  // Mar 16, 2026; March 16 2026; 16 Mar 2026 begins with a number and isn't met.
  std::optional<Parts> read_english(std::size_t begin) const {
    static constexpr std::u32string_view kMonths[] = {U"jan", U"feb", U"mar", U"apr", U"may", U"jun",
                                                      U"jul", U"aug", U"sep", U"oct", U"nov", U"dec"};
    if (!is_ascii_letter(text_[begin]) || (begin > 0 && is_ascii_letter(text_[begin - 1])))
      return std::nullopt;
    std::u32string word;
    std::size_t at = begin;
    while (is_ascii_letter(text_[at]) && word.size() < 10) word.push_back(text_[at++] | 0x20);
    int month = 0;
    for (int i = 0; i < 12; ++i)
      if (word.starts_with(kMonths[i])) month = i + 1;
    // The longest is September.
    if (month == 0 || word.size() > 9 || is_ascii_letter(text_[at])) return std::nullopt;
    if (text_[at] == U'.') ++at;
    at = skip_spaces(text_, at);
    const auto day = read_figures(text_, at, 2);
    if (!day) return std::nullopt;
    at = skip_spaces(text_, at);
    if (text_[at] == U',') at = skip_spaces(text_, at + 1);
    const auto year = read_figures(text_, at, 4);
    if (!year || !is_year(*year)) return std::nullopt;
    return Parts{*year, month, *day, at};
  }

  std::size_t scan_at(std::size_t at) {
    if (const auto english = read_english(at)) {
      ScannedDate scanned;
      scanned.begin = at;
      scanned.end = english->end;
      if (!resolve(*english, nullptr, scanned)) return at;
      read_time(scanned);
      found_.push_back(scanned);
      return scanned.end;
    }
    if (!starts_number(at)) return at;
    // The second end of a range may leave out the year, or year and month: 7月9日至11日.
    const ScannedDate* open = nullptr;
    if (!found_.empty() && range_from_ == at) open = &found_.back();
    auto parts = read_parts(at);
    if (!parts && open != nullptr) parts = read_day_only(at);
    if (!parts) return at;
    ScannedDate scanned;
    scanned.begin = at;
    scanned.end = parts->end;
    if (!resolve(*parts, open, scanned)) return at;
    scanned.continues = open != nullptr;
    read_time(scanned);
    found_.push_back(scanned);
    const std::size_t connected = skip_range_connector(text_, scanned.end);
    range_from_ = connected > scanned.end ? connected : 0;
    // 7月9-11日: the first end has no 日 of its own.
    return scanned.end;
  }

  std::optional<Parts> read_parts(std::size_t begin) const {
    if (auto parts = read_with_words(begin)) return parts;
    if (is_digit(text_[begin])) {
      if (auto parts = read_separated(begin)) return parts;
      if (auto parts = read_compact(begin)) return parts;
    }
    return std::nullopt;
  }

  // 2026年4月7日, 4月7日, 二〇二六年四月七日, 26年4月7日.
  std::optional<Parts> read_with_words(std::size_t begin) const {
    Parts parts;
    std::size_t at = begin;
    if (is_digit(text_[at])) {
      const auto first = read_figures(text_, at, 4);
      if (!first) return std::nullopt;
      const std::size_t digits = at - begin;
      at = skip_spaces(text_, at);
      if (text_[at] == U'年') {
        if (digits != 4 && digits != 2) return std::nullopt;
        parts.year = digits == 2 ? 2000 + *first : *first;
        if (!is_year(parts.year)) return std::nullopt;
      } else if (text_[at] == U'月') {
        return read_day_of(*first, at + 1, Parts{});
      } else {
        return std::nullopt;
      }
      ++at;
    } else {
      std::size_t year_end = at;
      if (const auto year = read_chinese_year(text_, year_end);
          year && text_[skip_spaces(text_, year_end)] == U'年') {
        parts.year = *year;
        at = skip_spaces(text_, year_end) + 1;
      } else {
        const auto month = read_count(text_, at, 2);
        if (!month || text_[at] != U'月') return std::nullopt;
        return read_day_of(*month, at + 1, Parts{});
      }
    }
    at = skip_spaces(text_, at);
    const auto month = read_count(text_, at, 2);
    if (!month) return std::nullopt;
    at = skip_spaces(text_, at);
    if (text_[at] != U'月' && text_[at] != U'-' && text_[at] != U'.') return std::nullopt;
    return read_day_of(*month, at + 1, parts);
  }

  std::optional<Parts> read_day_of(int month, std::size_t at, Parts parts) const {
    parts.month = month;
    at = skip_spaces(text_, at);
    const auto day = read_count(text_, at, 2);
    if (!day) return std::nullopt;
    parts.day = *day;
    parts.end = at;
    at = skip_spaces(text_, at);
    if (text_[at] == U'日' || text_[at] == U'号' || text_[at] == U'號') {
      parts.end = at + 1;
      return parts;
    }
    // Without 日: 7月9-11日, 7月9日 in other words, or a time right after (4月7 09:30).
    const std::size_t next = skip_range_connector(text_, parts.end);
    if (next > parts.end) {
      std::size_t end = next;
      const auto last = read_count(text_, end, 2);
      const char32_t after = text_[skip_spaces(text_, end)];
      if (last && (after == U'日' || after == U'号' || after == U'月')) return parts;
    }
    if (at > parts.end && read_clock(text_, at)) return parts;
    return std::nullopt;
  }

  // 2026-4-7, 2026/04/07, 2026.4.7; one separator throughout.
  std::optional<Parts> read_separated(std::size_t begin) const {
    std::size_t at = begin;
    Parts parts;
    const auto year = read_figures(text_, at, 4);
    if (!year || at - begin != 4 || !is_year(*year)) return std::nullopt;
    at = skip_spaces(text_, at);
    const char32_t separator = text_[at];
    if (separator != U'-' && separator != U'/' && separator != U'.') return std::nullopt;
    at = skip_spaces(text_, at + 1);
    const auto month = read_figures(text_, at, 2);
    at = skip_spaces(text_, at);
    if (!month || text_[at] != separator) return std::nullopt;
    at = skip_spaces(text_, at + 1);
    // 2026-10-3013:03: the clock stands right behind a day of two figures.
    bool clock = text_[at + 4] == U':' && is_digit(text_[at + 5]) && is_digit(text_[at + 6]);
    for (std::size_t i = 0; i < 4; ++i) clock = clock && is_digit(text_[at + i]);
    std::optional<int> day;
    if (clock) {
      day = static_cast<int>((text_[at] - U'0') * 10 + (text_[at + 1] - U'0'));
      at += 2;
    } else {
      day = read_figures(text_, at, 2);
    }
    if (!day) return std::nullopt;
    if (text_[at] == U'日') ++at;
    const char32_t after = text_[at];
    if ((is_digit(after) && !clock) || (is_ascii_letter(after) && after != U'T')) return std::nullopt;
    if ((after == U'-' || after == U'.') && separator == after && is_digit(text_[at + 1]) &&
        !looks_like_range(at + 1))
      return std::nullopt;
    if (begin > 0 && (text_[begin - 1] == U'-' || text_[begin - 1] == U'/') && range_from_ != begin &&
        begin > 1 && (is_digit(text_[begin - 2]) || is_ascii_letter(text_[begin - 2])))
      return std::nullopt;
    parts.year = *year;
    parts.month = *month;
    parts.day = *day;
    parts.end = at;
    return parts;
  }

  // 2026-04-07-2026-04-09: what follows the hyphen is another year.
  bool looks_like_range(std::size_t at) const {
    const auto year = read_figures(text_, at, 4);
    return year && is_year(*year);
  }

  // What a hyphen behind eight figures may join to them, so that they are no code: 09:30 or another day.
  bool clock_or_day_at(std::size_t at) const {
    std::size_t figures = at;
    while (is_digit(text_[figures])) ++figures;
    if (figures - at == 2) return text_[figures] == U':' && read_clock(text_, at).has_value();
    std::size_t month = at + 4;
    std::size_t day = at + 6;
    if (figures - at != 8) return false;
    const auto year = (text_[at] - U'0') * 1000 + (text_[at + 1] - U'0') * 100 + (text_[at + 2] - U'0') * 10 +
                      (text_[at + 3] - U'0');
    const auto two = [&](std::size_t from) {
      return static_cast<int>((text_[from] - U'0') * 10 + (text_[from + 1] - U'0'));
    };
    return is_valid(Date{static_cast<int>(year), two(month), two(day)}) && is_year(static_cast<int>(year)) &&
           text_[figures] != U'-' && text_[figures] != U'_';
  }

  // 20260313, alone or with the time right after it: 20260313093000.
  std::optional<Parts> read_compact(std::size_t begin) const {
    std::size_t end = begin;
    while (is_digit(text_[end])) ++end;
    const std::size_t length = end - begin;
    if (length != 8) return std::nullopt;
    if (begin > 0) {
      const char32_t before = text_[begin - 1];
      const bool second = before == U'-' && range_from_ == begin;  // 20260709-20260715
      if ((before == U'-' && !second) || before == U'_' || before == U'/' || before == U'[')
        return std::nullopt;
    }
    const char32_t after = text_[end];
    if ((after == U'-' && !clock_or_day_at(end + 1)) || after == U'_' || after == U'/' || after == U'.' ||
        after == U']' || is_ascii_letter(after))
      return std::nullopt;
    const auto two = [&](std::size_t at) {
      return static_cast<int>((text_[at] - U'0') * 10 + (text_[at + 1] - U'0'));
    };
    Parts parts{two(begin) * 100 + two(begin + 2), two(begin + 4), two(begin + 6), end};
    if (parts.year < 1990 || parts.year > 2099) return std::nullopt;
    return parts;
  }

  // 11日, and 06-05 after 2026-06-01.
  std::optional<Parts> read_day_only(std::size_t begin) const {
    std::size_t at = begin;
    if (const auto month = read_figures(text_, at, 2);
        month && (text_[at] == U'-' || text_[at] == U'/' || text_[at] == U'.')) {
      std::size_t end = at + 1;
      const auto day = read_figures(text_, end, 2);
      if (day && !is_digit(text_[end]) && !is_ascii_letter(text_[end]) && text_[end] != text_[at] &&
          text_[end] != U':')
        return Parts{0, *month, *day, end};
    }
    at = begin;
    const auto day = read_count(text_, at, 2);
    at = skip_spaces(text_, at);
    if (!day || (text_[at] != U'日' && text_[at] != U'号')) return std::nullopt;
    return Parts{0, 0, *day, at + 1};
  }

  bool resolve(const Parts& parts, const ScannedDate* open, ScannedDate& out) const {
    Date date{parts.year, parts.month, parts.day};
    if (date.month == 0 && open != nullptr) {
      date.year = open->date.year;
      date.month = open->date.month;
    } else if (date.year == 0 && open != nullptr) {
      date.year = open->date.year;
      if (date < open->date) ++date.year;  // 12月28日至1月5日
    } else if (date.year == 0) {
      if (!reference_) return false;
      out.year_assumed = true;
      std::optional<Date> best;
      for (int year = reference_->year - 1; year <= reference_->year + 1; ++year) {
        const Date candidate{year, date.month, date.day};
        if (!is_valid(candidate)) continue;
        const auto distance = [&](Date d) {
          return std::abs(days_from_date(d) - days_from_date(*reference_));
        };
        if (!best || distance(candidate) < distance(*best)) best = candidate;
      }
      if (!best) return false;
      date = *best;
    }
    if (open != nullptr && (parts.year == 0)) out.year_assumed = open->year_assumed;
    if (!is_valid(date)) return false;
    out.date = date;
    return true;
  }

  // What may stand between a date and its time: （星期二）, 周二, 北京时间, commas, -, T, 的, 前.
  std::size_t skip_to_time(std::size_t at) const {
    for (int i = 0; i < 6; ++i) {
      const std::size_t before = at;
      at = skip_spaces(text_, at);
      if (text_[at] == U'(') {
        std::size_t close = at;
        while (close < at + 10 && text_[close] != U')' && text_[close] != U'\0') ++close;
        const auto inside = text_.view(at, std::min(close, text_.size()));
        if (text_[close] == U')' && (inside.find(U"期") != inside.npos || inside.find(U"周") != inside.npos ||
                                     inside.find(U"时间") != inside.npos || inside.size() <= 2))
          at = close + 1;
      }
      if (text_.starts_with(at, U"星期")) at += 3;
      if (text_[at] == U'周' && chinese_digit(text_[at + 1]) > 0) at += 2;
      if (text_.starts_with(at, U"北京时间")) at += 4;
      if (text_[at] == U',' || text_[at] == U'的' || (text_[at] == U'T' && is_digit(text_[at + 1]))) ++at;
      if (at == before) break;
    }
    return at;
  }

  void read_time(ScannedDate& scanned) const {
    std::size_t at = skip_to_time(scanned.end);
    // "20260313 - 09:30:00": a lone hyphen before a clock time joins, where no date stood before it.
    if (text_[at] == U'-' && !scanned.continues) {
      const std::size_t next = skip_spaces(text_, at + 1);
      if (const auto clock = read_clock(text_, next); clock && text_[clock->end] != U'年') at = next;
    }
    const auto clock = read_clock(text_, at);
    if (!clock) return;
    const bool iso = at > 0 && text_[at - 1] == U'T';
    // "至6月5日 9:00至12:00" states daily hours: a clock time, a connector and another clock time behind a range's end.
    const std::size_t connected = skip_range_connector(text_, clock->end);
    if (scanned.continues && connected > clock->end && read_clock(text_, connected)) return;
    scanned.end = clock->end;
    if (clock->second_of_day == kSecondsPerDay) {
      scanned.date = date_from_days(days_from_date(scanned.date) + 1);
      scanned.second_of_day = 0;
    } else {
      scanned.second_of_day = clock->second_of_day;
    }
    if (iso) read_offset(scanned);
  }

  // Z or +08:00 of an ISO 8601 time.
  void read_offset(ScannedDate& scanned) const {
    std::size_t at = scanned.end;
    if (text_[at] == U'Z') {
      scanned.offset_minutes = 0;
      scanned.end = at + 1;
      return;
    }
    if (text_[at] != U'+' && text_[at] != U'-') return;
    const bool west = text_[at] == U'-';
    ++at;
    const auto hours = read_figures(text_, at, 2);
    if (!hours || *hours > 14) return;
    int minutes = 0;
    if (text_[at] == U':') {
      std::size_t next = at + 1;
      if (const auto read = read_figures(text_, next, 2); read && *read < 60) {
        minutes = *read;
        at = next;
      }
    }
    scanned.offset_minutes = (*hours * 60 + minutes) * (west ? -1 : 1);
    scanned.end = at;
  }

  const FoldedText& text_;
  std::optional<Date> reference_;
  std::vector<ScannedDate> found_;
  std::size_t range_from_ = 0;  // where the second end of a range would begin; 0 for none
};

}  // namespace

std::vector<ScannedDate> scan_dates(const FoldedText& text, std::optional<Date> reference) {
  return DateScanner(text, reference).run();
}

}  // namespace tenderlead::parsers
