#include "parsers/values/periods.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "parsers/values/chinese_number.h"
#include "parsers/values/period_scanner.h"

namespace tenderlead::parsers {

namespace {

using Words = std::u32string_view;

// A term is a phrase; what is longer holds other dates and lengths further on.
constexpr std::size_t kMostPoints = 600;
// Shorter ones, where nothing calls them a service, are the time within which something is delivered.
constexpr int kShortestServiceDays = 180;
// A 年内 of a year or more is a service that runs, of less one that is finished within it.
constexpr int kShortestServiceMonths = 12;
constexpr int kLongestMonths = 1200;

bool ends_clause(char32_t c) {
  return c == U',' || c == U';' || c == U'。' || c == U'、' || c == U'\n';
}

bool ends_sentence(char32_t c) {
  return c == U';' || c == U'。' || c == U'\n';
}

// Where one of the words begins last in [begin, end); npos where none does.
std::size_t last_of(const FoldedText& text, std::size_t begin, std::size_t end,
                    std::initializer_list<Words> words) {
  std::size_t best = Words::npos;
  const Words part = text.view(begin, end);
  for (const Words word : words) {
    const std::size_t at = part.rfind(word);
    if (at != Words::npos && (best == Words::npos || begin + at > best)) best = begin + at;
  }
  return best;
}

bool says(const FoldedText& text, std::size_t begin, std::size_t end, std::initializer_list<Words> words) {
  return last_of(text, begin, end, words) != Words::npos;
}

bool starts(const FoldedText& text, std::size_t at, std::initializer_list<Words> words) {
  return std::any_of(words.begin(), words.end(), [&](Words word) { return text.starts_with(at, word); });
}

// A day, month or year that the term names: its first and last day.
struct Moment {
  std::size_t begin = 0;
  std::size_t end = 0;
  Date first;
  Date last;
};

Date last_day_of_month(int year, int month) {
  return last_day_of_months(Date{year, month, 1}, 1);
}

// 2026年9月 and 2026年度 where no day follows.
std::optional<Moment> read_month_or_year(const FoldedText& text, std::size_t begin) {
  std::size_t at = begin;
  const auto year = read_figures(text, at, 4);
  if (!year || at - begin != 4 || *year < 1990 || *year > 2099) return std::nullopt;
  at = skip_spaces(text, at);
  if (text[at] != U'年') return std::nullopt;
  ++at;
  if (text[at] == U'度') return Moment{begin, at + 1, {*year, 1, 1}, {*year, 12, 31}};
  at = skip_spaces(text, at);
  const auto month = read_figures(text, at, 2);
  at = skip_spaces(text, at);
  if (!month || *month < 1 || *month > 12 || text[at] != U'月') return std::nullopt;
  ++at;
  if (text[at] == U'份' || text[at] == U'底' || text[at] == U'末') ++at;
  if (is_digit(text[skip_spaces(text, at)])) return std::nullopt;  // 2026年2月30日 is no day
  return Moment{begin, at, {*year, *month, 1}, last_day_of_month(*year, *month)};
}

std::vector<Moment> moments_of(const FoldedText& text, const std::vector<ScannedDate>& dates) {
  std::vector<Moment> moments;
  auto date = dates.begin();
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (date != dates.end() && at >= date->begin) {
      moments.push_back({date->begin, date->end, date->date, date->date});
      at = date->end - 1;
      ++date;
      continue;
    }
    if (!is_digit(text[at])) continue;
    if (const auto moment = read_month_or_year(text, at)) {
      moments.push_back(*moment);
      at = moment->end - 1;
    } else {
      while (is_digit(text[at + 1])) ++at;
    }
  }
  return moments;
}

struct StatedDays {
  std::optional<Date> from;
  std::optional<Date> until;
  std::size_t until_at = 0;
  bool finished_by = false;  // 2026年9月30日前完成
};

// What the moments say: a range, a first day, a last day. Of several last days the latest, with its own first day.
StatedDays stated_days(const FoldedText& text, const std::vector<Moment>& moments) {
  StatedDays stated;
  std::optional<Date> open;
  std::size_t open_until = 0;
  for (const Moment& moment : moments) {
    const std::size_t before = moment.begin > 6 ? moment.begin - 6 : 0;
    const bool closes = open && open_until == moment.begin;
    const bool until =
        closes || says(text, before, moment.begin, {U"至", U"到", U"截止", U"截至", U"止于", U"止为"});
    const std::size_t after = skip_spaces(text, moment.end);
    const bool by = starts(text, after, {U"前", U"之前", U"以前", U"(含)前"});
    const bool ends = starts(text, after, {U"止", U"为止", U"截止", U"(含)止", U"终止", U"到期", U"届满"});
    if (until || ends || by) {
      if (!stated.until || moment.last > *stated.until) {
        stated.until = moment.last;
        stated.until_at = moment.begin;
        stated.finished_by = by && !closes;
        if (closes) stated.from = open;
      }
      open.reset();
      open_until = 0;
      continue;
    }
    std::size_t next = moment.end;
    while (starts(text, next, {U"起", U"开", U"始", U"(", U")", U"含", U" "})) ++next;
    const std::size_t connected = skip_range_connector(text, next);
    open = moment.first;
    open_until = connected > next ? connected : 0;
    const bool begins = starts(text, after, {U"起", U"开始", U"之日起", U"后"}) ||
                        says(text, before, moment.begin, {U"自", U"从", U"起始", U"开始"});
    if (begins && !stated.from) stated.from = moment.first;
    // 2026年度 alone is its whole year.
    if (text[moment.end - 1] == U'度' && open_until == 0 && !stated.until) {
      stated.from = moment.first;
      stated.until = moment.last;
      stated.until_at = moment.begin;
    }
  }
  if (stated.from && stated.until && *stated.from > *stated.until) stated.from.reset();
  return stated;
}

struct Cue {
  Words words;
  PeriodBasis basis;
};
constexpr std::array kCues = {
    Cue{U"签订", PeriodBasis::signed_on},     Cue{U"签署", PeriodBasis::signed_on},
    Cue{U"签约", PeriodBasis::signed_on},     Cue{U"签定", PeriodBasis::signed_on},
    Cue{U"合同生效", PeriodBasis::signed_on}, Cue{U"合同后", PeriodBasis::signed_on},
    Cue{U"验收", PeriodBasis::acceptance},    Cue{U"上线", PeriodBasis::acceptance},
    Cue{U"试运行", PeriodBasis::acceptance},  Cue{U"交货", PeriodBasis::delivery},
    Cue{U"到货", PeriodBasis::delivery},      Cue{U"交付", PeriodBasis::delivery},
    Cue{U"安装", PeriodBasis::delivery},      Cue{U"通知", PeriodBasis::start_order},
    Cue{U"开工", PeriodBasis::start_order},   Cue{U"进场", PeriodBasis::start_order},
    Cue{U"订单", PeriodBasis::start_order},   Cue{U"任务书", PeriodBasis::start_order},
    Cue{U"预付款", PeriodBasis::start_order},
};

// What a length counts from: the nearest cue before it in its sentence, if words like 之日起 or 后 follow; else behind it
// (三年，自合同签订之日起).
PeriodBasis basis_of(const FoldedText& text, std::size_t begin, std::size_t end) {
  constexpr std::size_t kReach = 40;
  std::size_t from = begin;
  while (from > 0 && begin - from < kReach && !ends_sentence(text[from - 1])) --from;
  std::size_t to = end;
  while (to < text.size() && to - end < kReach && !ends_sentence(text[to])) ++to;
  const auto nearest = [&](std::size_t first, std::size_t last) {
    std::size_t at = Words::npos;
    PeriodBasis basis = PeriodBasis::unknown;
    const Words part = text.view(first, last);
    for (const Cue& cue : kCues) {
      const std::size_t found = part.rfind(cue.words);
      if (found == Words::npos || (at != Words::npos && found <= at)) continue;
      const std::size_t after = first + found + cue.words.size();
      const bool starts_it =
          cue.words.back() == U'后' || says(text, after, std::min(last, after + 8), {U"起", U"后", U"开始"});
      if (!starts_it) continue;
      at = found;
      basis = cue.basis;
    }
    return basis;
  };
  const PeriodBasis before = nearest(from, begin);
  if (before != PeriodBasis::unknown) return before;
  // 在收到通知后15天内 behind another length is about that one.
  if (says(text, end, to, {U"天", U"日内", U"个月", U"工作日"})) return PeriodBasis::unknown;
  return nearest(end, to);
}

struct Length {
  ScannedPeriod period;
  PeriodKind kind = PeriodKind::service;
  PeriodBasis basis = PeriodBasis::unknown;
};

int months_of(const ScannedPeriod& period) {
  if (period.unit == Period::Unit::year) return std::min(period.count * 12, kLongestMonths);
  return period.unit == Period::Unit::month ? std::min(period.count, kLongestMonths) : 0;
}

// In days, for comparing lengths.
int days_of(const ScannedPeriod& period) {
  switch (period.unit) {
    case Period::Unit::year:
    case Period::Unit::month:
      return months_of(period) * 365 / 12;
    case Period::Unit::week:
      return period.count * 7;
    case Period::Unit::working_day:
      return period.count * 7 / 5;
    case Period::Unit::day:
      break;
  }
  return period.count;
}

// 每年, 第3年, 提前30日, 2年以上, 近三年: lengths of something else.
bool is_beside_the_point(const FoldedText& text, const ScannedPeriod& period) {
  const std::size_t before = period.begin > 6 ? period.begin - 6 : 0;
  if (period.begin > 0 && starts(text, period.begin - 1, {U"每", U"第", U"近", U"前", U"满", U"/", U"*"}))
    return true;
  if (says(text, before, period.begin, {U"提前", U"逾期", U"超过", U"每次", U"间隔", U"不足", U"届满前"}))
    return true;
  return starts(text, skip_spaces(text, period.end),
                {U"以上", U"前", U"一次", U"一签", U"一聘", U"内响应", U"一采"});
}

PeriodKind kind_of(const FoldedText& text, const ScannedPeriod& period, PeriodKind assumed) {
  std::size_t from = period.begin;
  while (from > 0 && period.begin - from < 24 && !ends_clause(text[from - 1])) --from;
  std::size_t to = period.end;
  while (to < text.size() && to - period.end < 24 && !ends_clause(text[to])) ++to;
  // A clause may leave the word to the one before: 质保期：自验收合格之日起，三年.
  std::size_t sentence = from;
  while (sentence > 0 && period.begin - sentence < 24 && !ends_sentence(text[sentence - 1])) --sentence;
  const std::initializer_list<Words> warranty = {U"质保",     U"保修",     U"维保",     U"质量保证",
                                                 U"免费维护", U"免费服务", U"免费升级", U"售后"};
  const std::initializer_list<Words> service = {U"服务期", U"服务",   U"运维",   U"有效期", U"维护",
                                                U"租赁",   U"供货期", U"合同期", U"授权"};
  if (says(text, from, to, warranty)) return PeriodKind::warranty;
  if (says(text, from, to, service)) return PeriodKind::service;
  if (says(text, sentence, from, warranty)) return PeriodKind::warranty;
  if (period.unit == Period::Unit::working_day ||
      says(text, from, to, {U"工期", U"交货", U"交付", U"供货", U"完成", U"完工", U"竣工", U"送达"}))
    return PeriodKind::delivery;
  if (assumed == PeriodKind::delivery) return assumed;
  const std::size_t next = skip_spaces(text, period.end);
  const bool within = starts(text, next, {U"内", U"之内", U"以内"});
  if (const int months = months_of(period); months > 0)
    return within && months < kShortestServiceMonths ? PeriodKind::delivery : PeriodKind::service;
  return days_of(period) < kShortestServiceDays || within ? PeriodKind::delivery : PeriodKind::service;
}

int weight(PeriodKind kind) {
  return kind == PeriodKind::service ? 2 : kind == PeriodKind::warranty ? 1 : 0;
}

std::optional<Length> longest(const FoldedText& text, const std::vector<ScannedPeriod>& periods,
                              PeriodKind assumed) {
  std::optional<Length> best;
  for (const ScannedPeriod& period : periods) {
    if (is_beside_the_point(text, period)) continue;
    const Length length{period, kind_of(text, period, assumed), basis_of(text, period.begin, period.end)};
    const bool better = !best || weight(length.kind) > weight(best->kind) ||
                        (length.kind == best->kind && days_of(period) > days_of(best->period));
    if (better) best = length;
  }
  return best;
}

// 一年一签, 合同每年签订一次
int signed_every_months(const FoldedText& text, const std::vector<ScannedPeriod>& periods) {
  for (const ScannedPeriod& period : periods)
    if (starts(text, skip_spaces(text, period.end), {U"一签", U"一聘", U"签一次", U"一采"}))
      return months_of(period);
  if (says(text, 0, text.size(),
           {U"一年一签", U"每年一签", U"逐年签订", U"按年签订", U"分年签订", U"每年签订"}))
    return 12;
  return 0;
}

void set_length(ContractPeriod& out, const ScannedPeriod& period) {
  out.months = months_of(period);
  if (out.months > 0) return;
  if (period.unit == Period::Unit::working_day)
    out.working_days = period.count;
  else
    out.days = days_of(period);
}

}  // namespace

std::vector<Period> find_periods(std::string_view original) {
  const FoldedText text(original);
  std::vector<Period> found;
  // The days and years of dates are no periods; any reference will do to find those that leave the year out.
  for (const ScannedPeriod& period : scan_periods(text, scan_dates(text, Date{2000, 1, 1})))
    found.push_back({period.count, period.unit, text.span(period.begin, period.end)});
  return found;
}

Date period_end(Date first, const Period& period, const WorkingDays& calendar) {
  switch (period.unit) {
    case Period::Unit::day:
      return date_from_days(days_from_date(first) + period.count - 1);
    case Period::Unit::week:
      return date_from_days(days_from_date(first) + 7 * period.count - 1);
    case Period::Unit::working_day:
      return calendar.last_of(first, period.count);
    case Period::Unit::month:
      return last_day_of_months(first, period.count);
    case Period::Unit::year:
      return last_day_of_months(first, 12 * period.count);
  }
  return first;
}

std::optional<ContractPeriod> read_contract_period(std::string_view term, std::optional<Date> signed_on,
                                                   const WorkingDays& calendar, PeriodKind assumed) {
  // Four bytes are the longest code point.
  FoldedText text(term.substr(0, kMostPoints * 4));
  const std::vector<ScannedDate> dates = scan_dates(text, std::nullopt);
  const std::vector<ScannedPeriod> periods = scan_periods(text, scan_dates(text, Date{2000, 1, 1}));
  const StatedDays stated = stated_days(text, moments_of(text, dates));
  const std::optional<Length> length = longest(text, periods, assumed);
  if (!stated.until && !length) return std::nullopt;

  ContractPeriod out;
  out.signed_every_months = signed_every_months(text, periods);
  if (stated.until) {
    out.basis = PeriodBasis::stated_date;
    out.ends_on = stated.until;
    out.starts_on = stated.from;
    if (stated.finished_by || assumed == PeriodKind::delivery) out.kind = PeriodKind::delivery;
    if (!out.starts_on) {
      out.basis = basis_of(text, stated.until_at, stated.until_at);
      if (out.basis == PeriodBasis::unknown) out.basis = PeriodBasis::stated_date;
      if (out.basis == PeriodBasis::signed_on && signed_on && *signed_on <= *out.ends_on)
        out.starts_on = signed_on;
    }
    // A length beside the days says the same once more, where it is the service's.
    if (length && length->kind == PeriodKind::service) set_length(out, length->period);
    return out;
  }
  out.kind = length->kind;
  out.basis = length->basis;
  set_length(out, length->period);
  std::optional<Date> start;
  if (stated.from && length->basis == PeriodBasis::unknown) {
    out.basis = PeriodBasis::stated_date;
    start = stated.from;
  } else if (length->basis == PeriodBasis::signed_on) {
    start = signed_on;
  }
  if (start) {
    out.starts_on = start;
    const ScannedPeriod& period = length->period;
    out.ends_on = period_end(*start, {period.count, period.unit, {}}, calendar);
  }
  return out;
}

PeriodKind kind_of_term_label(std::string_view label) {
  for (const char* word : {"工期", "交货", "交付", "供货时间", "完工", "竣工"})
    if (label.find(word) != std::string_view::npos) return PeriodKind::delivery;
  return PeriodKind::service;
}

}  // namespace tenderlead::parsers
