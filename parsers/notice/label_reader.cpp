#include <algorithm>

#include "parsers/notice/findings.h"

namespace tenderlead::parsers::notice {
namespace {

// No value seen runs over more lines, a requirement's text aside.
constexpr int kMostUnits = 24;
constexpr Place kMostLetters = 900;

// 2. or （三） at the start of a line, with words behind it.
bool is_numbered(const PageView& view, const Unit& unit) {
  const std::u16string_view text = view.text();
  if (unit.size() < 3) return false;
  const bool opens =
      is_digit(text[unit.begin]) || is_han_numeral(text[unit.begin]) || text[unit.begin] == u'(';
  if (!opens) return false;
  const Place after = skip_numbering(view, unit.begin, unit.end);
  return after > unit.begin + 1 && after < unit.end && (is_han(text[after]) || text[after - 1] == u'、');
}

// &&&招标人盖章位置2&&&某某公司: where signing software found its place for the stamp.
Place past_stamp(const PageView& view, Place from, Place end) {
  static constexpr std::u16string_view kStamp = u"&&&";
  const std::u16string_view text = view.text(from, end);
  if (!text.starts_with(kStamp)) return from;
  const std::size_t close = text.find(kStamp, kStamp.size());
  return close == std::u16string_view::npos ? from : from + static_cast<Place>(close + kStamp.size());
}

// 标项1，本项目: a lot, and a word or two.
bool names_lot_alone(std::u16string_view words) {
  constexpr std::size_t kLongest = 14;
  if (words.size() > kLongest) return false;
  for (const std::u16string_view lot :
       {std::u16string_view(u"标项"), std::u16string_view(u"标段"), std::u16string_view(u"采购包"),
        std::u16string_view(u"合同包"), std::u16string_view(u"分标"), std::u16string_view(u"包")})
    if (words.starts_with(lot))
      return words.size() > lot.size() && (is_digit(words[lot.size()]) || is_han_numeral(words[lot.size()]));
  return false;
}

// 原定开标时间：…: what was announced before, and holds no longer.
bool is_former(const PageView& view, const Mark& mark) {
  switch (mark.field) {
    case Field::opening_at:
    case Field::bid_deadline:
    case Field::deadline_and_opening:
    case Field::documents_period:
    case Field::documents_from:
    case Field::documents_until:
    case Field::budget:
    case Field::ceiling:
      break;
    default:
      return false;
  }
  const std::u16string_view before = view.text(view.units()[mark.unit].begin, mark.label_begin);
  const std::u16string_view label = view.text(mark.label_begin, mark.label_end);
  return before.ends_with(u"原定") || before.ends_with(u"原") || label.starts_with(u"原") ||
         label.find(u"原定") != label.npos;
}

bool same_row(const Unit& a, const Unit& b) {
  return a.table == b.table && a.row == b.row;
}

// 预算金额 | 58.6 | 万元
BareUnit unit_beside(const PageView& view, Stretch value) {
  if (value.empty()) return {};
  const auto& units = view.units();
  const std::size_t u = view.unit_at(value.begin);
  if (u + 1 >= units.size() || !same_row(units[u], units[u + 1])) return {};
  return unit_alone(view, units[u + 1].begin, units[u + 1].end);
}

}  // namespace

const char* layout_name(Layout layout) {
  switch (layout) {
    case Layout::label:
      return "label";
    case Layout::table:
      return "table:key-value";
    case Layout::grid:
      return "table:header-row";
    case Layout::prose:
      return "prose";
    case Layout::signature:
      return "signature";
    case Layout::headline:
      return "headline";
  }
  return "label";
}

double trust(Section section) {
  switch (section) {
    case Section::past_work:
      return 0.15;
    case Section::candidate_details:
    case Section::losers:
    case Section::supervisor:
    case Section::complaint:
    case Section::experts:
    case Section::agency_fee:
    case Section::deposit:
      return 0.3;
    case Section::qualification:
      return 0.6;
    case Section::bids:
      return 0.5;
    case Section::other_matters:
    case Section::requirement:
    case Section::subject:
      return 0.85;
    default:
      return 1.0;
  }
}

// 电话：0533-38335672.招标代理机构：…: the figure before the stop numbers what follows where its forerunner, 1., stands before
// the value.
Place before_glued_number(const PageView& view, Place from, Place end) {
  constexpr Place kFigures = 8;  // a telephone's, and one more
  constexpr Place kReach = 40;
  constexpr Place kLookBack = 400;
  const std::u16string_view text = view.text();
  const auto numbers_words = [&](Place at) {
    return (text[at] == u'.' || text[at] == u'、') && at + 1 < text.size() && is_han(text[at + 1]);
  };
  Place run = 0;
  for (Place p = from; p < std::min(end, from + kReach); ++p) {
    if (is_digit(text[p])) {
      ++run;
      continue;
    }
    const char16_t number = p > from ? text[p - 1] : u'\0';
    if (run >= kFigures && number >= u'2' && numbers_words(p))
      for (Place q = from; q > 0 && from - q < kLookBack; --q)
        if (text[q - 1] == number - 1 && text[q] == text[p] && numbers_words(q)) return p - 1;
    run = 0;
  }
  return end;
}

Stretch value_of(const PageView& view, const Mark& mark) {
  const auto& units = view.units();
  std::size_t u = mark.unit;
  Place from = mark.value_begin;
  // A label broken over two lines ends in the next one.
  while (u < units.size() && from >= units[u].end) {
    ++u;
    if (u >= units.size() || units[u].begin >= mark.limit) return {from, from};
    const Unit& label = units[mark.unit];
    if (label.table >= 0 && !same_row(label, units[u])) return {from, from};
    if (label.table < 0 && units[u].table >= 0) return {from, from};
    from = std::max(from, units[u].begin);
  }
  // 第一名 / . / 某某公司: the sign between them has a line of its own.
  if (from == units[u].begin && u > mark.unit && units[u].size() == 1 && u + 1 < units.size() &&
      units[u].table < 0 && units[u + 1].table < 0 && units[u + 1].begin < mark.limit &&
      std::u16string_view(u".:、,").find(view.text()[from]) != std::u16string_view::npos)
    from = units[++u].begin;
  if (u >= units.size()) return {from, from};
  from = past_stamp(view, from, units[u].end);
  Place end = std::min(units[u].end, mark.limit);
  // （1）交付期：… : a label inside the value, right behind its numbering, is part of it.
  if (end < units[u].end && end - from <= 4 && skip_numbering(view, from, end) >= end) end = units[u].end;
  // 合同履行期限：标项1，本项目服务期为：…: so is one behind the lot that it speaks of.
  if (mark.field == Field::service_term && end < units[u].end && names_lot_alone(view.text(from, end)))
    end = units[u].end;
  return {from, before_glued_number(view, from, end)};
}

Stretch extent_of(const PageView& view, const Mark& mark, Stretch value) {
  if (value.empty()) return value;
  Stretch extent = value;
  const auto& units = view.units();
  const std::size_t first = view.unit_at(value.begin);
  for (std::size_t u = first + 1; u < units.size() && u < first + kMostUnits; ++u) {
    const Unit& unit = units[u];
    if (unit.begin >= mark.limit || unit.begin - extent.begin > kMostLetters) break;
    if (!(unit.table == units[first].table && unit.row == units[first].row && unit.col == units[first].col))
      break;
    if (is_numbered(view, unit) || (view.piped() && unit.after_gap)) break;
    extent.end = std::min(unit.end, mark.limit);
  }
  return extent;
}

std::string joined(const PageView& view, Stretch stretch, std::size_t most_letters) {
  std::string out;
  const std::u16string_view text = view.text();
  const Place end = std::min<Place>(stretch.end, stretch.begin + static_cast<Place>(most_letters));
  std::size_t run = 0;  // figures in a row so far
  for (Place p = stretch.begin; p < end; ++p) {
    if (p > stretch.begin && view.space_before(p)) {
      const char16_t a = text[p - 1];
      const char16_t b = text[p];
      const bool figures = is_digit(a) && is_digit(b);
      // 202 / 6 / 年: a year broken between its figures; 2026-04-08 09:00 is not.
      Place q = p;
      while (q < end && is_digit(text[q]) && (q == p || !view.space_before(q))) ++q;
      const bool broken_year = figures && run < 4 && run + (q - p) == 4 && q < end && text[q] == u'年';
      const bool words = (is_digit(a) || is_latin(a)) && (is_digit(b) || is_latin(b));
      if (words && !broken_year) out.push_back(' ');
      if (!broken_year) run = 0;
    }
    run = is_digit(text[p]) ? run + 1 : 0;
    out += to_utf8(text.substr(p, 1));
  }
  return out;
}

void read_labels(const PageView& view, const std::vector<Mark>& marks, const std::vector<Grid>& grids,
                 std::vector<Finding>& out) {
  std::size_t g = 0;
  for (const Mark& mark : marks) {
    while (g < grids.size() && grids[g].end <= mark.begin) ++g;
    const bool whole_notice = !view.units()[mark.unit].tabular() && mark.colon;
    if (g < grids.size() && mark.begin >= grids[g].begin && mark.begin < grids[g].end && !whole_notice)
      continue;
    if (mark.heading || mark.field == Field::none || mark.field == Field::ignored) continue;
    if ((mark.word.use & kColumn) != 0 && !mark.whole && !mark.colon) continue;
    Finding finding;
    finding.field = mark.field;
    finding.value = value_of(view, mark);
    finding.extent = extent_of(view, mark, finding.value);
    finding.label = {mark.label_begin, mark.label_end};
    const bool in_table = view.units()[mark.unit].table >= 0;
    finding.layout = in_table && mark.whole ? Layout::table : Layout::label;
    // On pages of portals that no rule was made on, nine of ten labels amid a line introduce what they seem to.
    double confidence = mark.colon ? (mark.at_start ? 0.96 : 0.89) : (in_table && mark.whole ? 0.95 : 0.88);
    if (mark.bracketed) confidence -= 0.04;
    if (!mark.colon && !mark.whole) confidence -= 0.1;
    constexpr double kFormer = 0.15;
    if (is_former(view, mark)) confidence *= kFormer;
    finding.confidence = confidence * trust(mark.section);
    finding.section = mark.section;
    finding.party = mark.party;
    finding.bare_unit = mark.bare_unit;
    if (in_table && !finding.bare_unit.stated()) finding.bare_unit = unit_beside(view, finding.value);
    out.push_back(finding);
  }
}

}  // namespace tenderlead::parsers::notice
