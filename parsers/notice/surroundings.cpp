// Dates without a label.
#include <algorithm>
#include <array>

#include "parsers/notice/headline.h"
#include "parsers/notice/speakers.h"
#include "parsers/values/dates.h"
#include "parsers/values/names.h"
#include "parsers/values/unstated.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

// Whole unit a date, and perhaps a clock time: signatures.
bool is_date_alone(View text) {
  if (text.size() < 6 || text.size() > 24) return false;
  std::size_t figures = 0;
  for (const char16_t c : text) {
    const bool numeral =
        is_digit(c) || is_han_numeral(c) || c == u'〇' || c == u'零' || c == u'○' || c == u'O';
    const bool sign = c == u'年' || c == u'月' || c == u'日' || c == u'-' || c == u'/' || c == u'.' ||
                      c == u':' || c == u'时' || c == u'分';
    if (!numeral && !sign) return false;
    figures += numeral ? 1 : 0;
  }
  return figures >= 4;
}

// Whether a cell has others beside it in its row.
bool has_neighbours(const std::vector<Unit>& units, std::size_t u) {
  const auto beside = [&](const Unit& other) {
    return units[u].table >= 0 && other.table == units[u].table && other.row == units[u].row &&
           other.col != units[u].col;
  };
  return (u > 0 && beside(units[u - 1])) || (u + 1 < units.size() && beside(units[u + 1]));
}

const Mark* mark_before(const std::vector<Mark>& marks, Place place) {
  const auto after = std::upper_bound(marks.begin(), marks.end(), place,
                                      [](Place p, const Mark& mark) { return p < mark.begin; });
  return after == marks.begin() ? nullptr : &*(after - 1);
}

// A date of publication stands within this many letters of the start.
constexpr Place kHeadLetters = 220;

// 2026年7月29日 / 至 / 2026年8月5日 / ，每天: one end of a period, broken over lines.
bool is_amid_sentence(const PageView& view, std::size_t unit, Stretch date) {
  const auto& units = view.units();
  // 电子邮件： in a cell says nothing of what stands below its table.
  const bool below_table = unit > 0 && units[unit - 1].table >= 0 && units[unit].table < 0;
  if (date.begin > 0 && !below_table) {
    const char16_t before = view.text()[date.begin - 1];
    if (before == u'至' || before == u'到' || before == u'~' || before == u'于' || before == u',' ||
        before == u':')
      return true;
  }
  if (unit + 1 >= units.size()) return false;
  const char16_t after = view.text()[units[unit + 1].begin];
  return after == u',' || after == u'(' || after == u'前' || after == u'至' || after == u'起' ||
         after == u'、';
}

// Whether the words at a place are some label's value.
bool is_value(const PageView& view, const std::vector<Mark>& marks, Place place) {
  const Mark* mark = mark_before(marks, place);
  if (mark == nullptr || mark->heading) return false;
  // 法定代表人： with nothing behind it stands over the signature's date.
  const View label = view.text(mark->label_begin, mark->label_end);
  if (mark->whole && (label.find(u"代表人") != View::npos || label.find(u"负责人") != View::npos))
    return false;
  const Stretch value = value_of(view, *mark);
  return place >= value.begin && place < value.end;
}

// 投标截止时间2022/9/5 09:30:00 in one unit.
bool opens_with_label(const std::vector<Mark>& marks, const Unit& unit) {
  return std::any_of(marks.begin(), marks.end(), [&](const Mark& mark) {
    return !mark.heading && mark.at_start && mark.begin >= unit.begin && mark.begin < unit.end &&
           mark.field != Field::published_at;
  });
}

// The moment behind the name of a site or an office; empty where the line is anything else.
Stretch stamp_behind_site(const PageView& view, const Unit& unit) {
  constexpr std::size_t kLongestLine = 60;
  constexpr std::size_t kLongestSite = 24;
  const View text = view.text(unit);
  if (text.size() > kLongestLine || unit.table >= 0) return {};
  const auto first = std::find_if(text.begin(), text.end(), is_digit);
  const auto at = static_cast<std::size_t>(first - text.begin());
  if (at < 2 || at > kLongestSite || !is_date_alone(text.substr(at))) return {};
  const View site = text.substr(0, at);
  const bool stroke = site.back() == u'|';
  const bool clock = text.find(u':', at) != View::npos;
  if ((!stroke && !clock) || site.find_first_of(u":。,;至于到起自第") != View::npos) return {};
  return {unit.begin + static_cast<Place>(at), unit.end};
}

// What stands beside the day in the line below a headline: 浏览：12, 作者：张三, 字号：大 中 小, 来源：采购办.
bool has_byline_words(View text) {
  static constexpr std::array<View, 19> kWords = {
      u"来源", u"打印", u"发布", u"浏览", u"阅读", u"点击", u"访问", u"人气", u"作者", u"编辑",
      u"撰稿", u"供稿", u"审核", u"责编", u"字号", u"字体", u"关闭", u"分享", u"次数"};
  return std::any_of(kWords.begin(), kWords.end(), [&](View word) { return text.find(word) != View::npos; });
}

// Words by which a line with a day says something else: 投标截止 2026-11-17 浏览.
bool tells_of_procurement(View text) {
  static constexpr std::array<View, 12> kWords = {u"截止", u"开标", u"投标", u"递交", u"报名", u"获取",
                                                  u"开启", u"评审", u"签",   u"成立", u"更新", u"首次"};
  return std::any_of(kWords.begin(), kWords.end(), [&](View word) { return text.find(word) != View::npos; });
}

// The day within 来源：采购办 2026-11-17 浏览：3, or in [2026-11-17]; empty where the line is anything else.
Stretch day_in_byline(const PageView& view, const Unit& unit) {
  constexpr std::size_t kLongestLine = 120;
  const View text = view.text(unit);
  const bool sentence = text.find(u'。') != View::npos;
  if (text.size() < 8 || text.size() > kLongestLine || sentence || tells_of_procurement(text)) return {};
  for (std::size_t at = 0; at + 8 <= text.size(); ++at) {
    const bool begins = text.substr(at).starts_with(u"20") && (at == 0 || !is_digit(text[at - 1])) &&
                        is_digit(text[at + 2]) && is_digit(text[at + 3]) && !is_digit(text[at + 4]);
    if (!begins) continue;
    static constexpr View kOpening = u"[【(";
    const bool bracketed = at == 1 && kOpening.find(text[0]) != View::npos && text.size() <= 24 &&
                           is_date_alone(text.substr(1, text.size() - 2));
    // <h1>某某公告 <span>2026-11-02</span></h1>
    const bool behind_headline = unit.heading > 0 && at >= 8 && is_date_alone(text.substr(at));
    if (!bracketed && !behind_headline && !has_byline_words(text)) return {};
    return {unit.begin + static_cast<Place>(at), unit.end};
  }
  return {};
}

}  // namespace

std::vector<DateFinding> read_loose_dates(const PageView& view, const std::vector<Mark>& marks,
                                          const std::vector<Grid>& grids) {
  std::vector<DateFinding> dates;
  const auto& units = view.units();
  // 2025年05月27日 20:20 来源：… under the headline of a portal's page.
  // A page's text that somebody kept has it among its first lines.
  constexpr std::size_t kHeadOfText = 8;
  const bool html = view.document().from_html;
  for (std::size_t u = 0; u < std::min<std::size_t>(units.size(), html ? 40 : kHeadOfText); ++u) {
    const View text = view.text(units[u]);
    if (text.size() < 8 || text.size() > 60 || !is_digit(text[0])) continue;
    const auto time = read_time(view.words(units[u].begin, units[u].end));
    if (!time || time->year_assumed || time->span.begin > 2) continue;
    const bool told = text.find(u"来源") != View::npos || text.find(u"打印") != View::npos ||
                      text.find(u"发布") != View::npos || (html && is_date_alone(text));
    // In a later column of a list it is the date of a row.
    constexpr int kFirstColumns = 2;
    if (units[u].col >= kFirstColumns && has_neighbours(units, u)) continue;
    if (told && !is_value(view, marks, units[u].begin)) {
      dates.push_back({time->time, {units[u].begin, units[u].end}, "headline:date", 0.9});
      break;
    }
  }
  // 来源：采购办 2026-11-17 浏览：3: the day amid the line that says who published it.
  for (std::size_t u = 0; html && dates.empty() && u < std::min<std::size_t>(units.size(), 40); ++u) {
    if (units[u].table >= 0 && has_neighbours(units, u)) continue;
    if (const Stretch place = day_in_byline(view, units[u]); !place.empty())
      if (const auto time = read_time(joined(view, place));
          time && !time->year_assumed && time->span.begin <= 2)
        dates.push_back({time->time, place, "headline:date", 0.87});
  }
  // 某某市政府采购网 | 2026年5月8日 16:21 below a headline.
  for (std::size_t u = 0; html && dates.empty() && u < std::min<std::size_t>(units.size(), 40); ++u)
    if (const Stretch place = stamp_behind_site(view, units[u]);
        !place.empty() && !opens_with_label(marks, units[u]) && !is_value(view, marks, place.begin))
      if (const auto time = read_time(joined(view, place)); time && !time->year_assumed)
        dates.push_back({time->time, place, "headline:date", 0.86});
  // 后勤保障部 2022/9/5 22:46:00 behind a headline, or (2016-11-03 / 2016-11-04) below it.
  if (dates.empty()) {
    const Place reach = std::min<Place>(kHeadLetters, static_cast<Place>(view.text().size()));
    std::size_t seen_units = 0;
    for (const Unit& unit : units) {
      if (unit.begin >= reach || ++seen_units > 8) break;
      const Stretch head{unit.begin, std::min(unit.end, reach)};
      const std::string words = joined(view, head, kHeadLetters);
      const auto time = read_time(words);
      if (!time || time->year_assumed || opens_with_label(marks, unit) || is_value(view, marks, unit.begin))
        continue;
      const View text = view.text(unit);
      const bool bracketed = text.size() <= 24 && text.front() == u'(' && text.back() == u')' &&
                             std::none_of(text.begin(), text.end(), is_han);
      // Only systems write seconds.
      const std::string_view stamp = std::string_view(words).substr(time->span.begin, time->span.size());
      const bool seconds = time->time.second_of_day && std::count(stamp.begin(), stamp.end(), ':') == 2;
      if (!bracketed && !seconds) continue;
      dates.push_back({time->time, head, "headline:date", 0.86});
      break;
    }
  }
  // The signature's date is the last line of the body, or close to it: attachments may follow.
  std::size_t seen = 0;
  for (std::size_t u = units.size(); u-- > 0 && seen < 60; ++seen) {
    Stretch place{units[u].begin, units[u].end};
    View text = view.text(units[u]);
    bool found = is_date_alone(text);
    bool closes = false;  // behind a sentence, so that no label of its line has it for a value
    if (!found && text.size() <= 3 && text.ends_with(u"日") && !view.document().from_html) {
      // 2026 / 年 / 3 / 月 / 16 / 日: joined again.
      std::size_t first = u;
      while (first > 0 && u - first < 6 && is_date_alone(view.text(units[first - 1].begin, units[u].end)))
        --first;
      place.begin = units[first].begin;
      text = view.text(place.begin, place.end);
      found = first < u && is_date_alone(text);
    }
    if (!found && text.size() <= 60 && text.ends_with(u"日")) {
      // 某某公司 2026年3月16日: name and date on one line.
      const std::size_t year = text.find(u"年");
      if (year != View::npos && year >= 4) {
        const Place from = units[u].begin + static_cast<Place>(year - 4);
        if (is_date_alone(view.text(from, units[u].end)) && text.find(u':') == View::npos &&
            text.find(u"至") == View::npos && text.find(u"于") == View::npos) {
          place.begin = from;
          found = true;
        }
      }
    }
    if (!found && units[u].table < 0) {
      // …特此公告。某某局2026年3月16日, 2026年3月2日 2026年3月16日附件信息:
      const Stretch date = dated_end(view, units[u]);
      const View before = view.text(units[u].begin, date.begin);
      static constexpr View kPeriods = u"至到于-~前";
      if (!date.empty() && (before.empty() || kPeriods.find(before.back()) == View::npos)) {
        place = date;
        found = true;
        closes = before.find(u'。') != View::npos;
      }
    }
    if (!found) continue;
    // A date that is some label's value is no signature.
    if ((!closes && is_value(view, marks, place.begin)) || is_amid_sentence(view, u, place)) continue;
    const bool in_grid = std::any_of(grids.begin(), grids.end(), [&](const Grid& grid) {
      return place.begin >= grid.begin && place.begin < grid.end;
    });
    if (in_grid) continue;
    // 资料收取截止 / 2026-03-15 17:00: a form's label, though no table has it. Who signs writes no clock time.
    constexpr Place kLongestLabel = 8;
    if (!view.document().from_html && u > 0 && text.find(u':') != View::npos &&
        units[u - 1].size() <= kLongestLabel &&
        std::all_of(view.text(units[u - 1]).begin(), view.text(units[u - 1]).end(), is_han) &&
        !looks_like_organisation(to_utf8(view.text(units[u - 1]))))
      continue;
    // The day on which a bidder won a prize, in a row of its own table, signs nothing.
    if (has_neighbours(units, u)) continue;
    if (const Mark* mark = mark_before(marks, place.begin);
        mark != nullptr && (mark->section == Section::past_work || mark->section == Section::bids))
      continue;
    const auto time = read_time(joined(view, place));
    if (!time || time->year_assumed) continue;
    dates.push_back({time->time, place, "signature:date", 0.85});
    break;
  }
  return dates;
}

}  // namespace tenderlead::parsers::notice
