// Labels and headings that no table lists: words before a colon, over a form's value, behind a number.
#include "parsers/notice/unlisted_marks.h"

#include <algorithm>

#include "parsers/notice/grids.h"
#include "parsers/notice/label_parts.h"
#include "parsers/values/names.h"

namespace tenderlead::parsers::notice {
namespace {

// Longest bracket behind a label: the form of 2020 has 项目编号（或招标编号、政府采购计划编号、采购计划备案文号等，如有）, 29 letters.
constexpr Place kBracketLetters = 40;
// Longest label that the tables don't know and a colon gives away.
constexpr Place kUnknownLabelLetters = 18;
constexpr std::size_t kFormCells = 12;

bool is_numbering(char16_t c) {
  return is_digit(c) || is_han_numeral(c) || c == u'(' || c == u'第';
}

}  // namespace

// The place after a bracket that opens at `at`; `at` itself where none does.
Place skip_bracket(const PageView& view, Place at, Place end) {
  if (at >= end) return at;
  const char16_t open = view.text()[at];
  const char16_t close = open == u'(' ? u')' : open == u'[' ? u']' : open == u'【' ? u'】' : u'\0';
  if (close == 0) return at;
  int depth = 0;
  for (Place p = at; p < end && p - at <= kBracketLetters; ++p) {
    if (view.text()[p] == open) ++depth;
    if (view.text()[p] == close && --depth == 0) return p + 1;
  }
  return at;
}

void note_unit(const PageView& view, Place begin, Place end, Mark& mark) {
  if (!mark.bare_unit.stated()) mark.bare_unit = unit_named_by(view, begin, end);
}

// The start of a label that no table knows: Chinese letters between the start of a line or white space and a colon.
Place UnlistedMarks::label_start(const Unit& unit, Place start, Place done, Place colon) const {
  const std::u16string_view text = view_.text();
  Place p = colon;
  int depth = 0;
  while (p > done && colon - p < kUnknownLabelLetters) {
    const char16_t c = text[p - 1];
    if (c == u')') ++depth;
    if (c == u'(') --depth;
    if (depth < 0) break;
    if (!is_han(c) && c != u'(' && c != u')' && c != u'/' && c != u'、' && depth == 0) break;
    --p;
    if (p == start || (depth == 0 && view_.space_before(p) && p > unit.begin)) break;
  }
  const bool clear =
      p == start ||
      (p > unit.begin &&
       (view_.space_before(p) || (!is_han(text[p - 1]) && before_numbering(view_, unit.begin, p) < p)));
  if (!clear || colon - p < 2 || !is_han(text[p])) return colon;
  // 人民币（大写）：…（小写）：… are one sum's two forms, and no labels.
  const std::u16string_view label = text.substr(p, colon - p);
  // So are 牵头单位：…；联合体成员：… within a line those of one bidder.
  const bool within = p > start && (label.find(u"牵头") != label.npos || label.starts_with(u"联合体"));
  const bool lead = p == done && label.find(u"牵头") != label.npos && done > unit.begin;
  const bool form = label.find(u"大写") != label.npos || label.find(u"小写") != label.npos || within || lead;
  // 联系人 | 李某某：13800138000: a name and its number in a cell of a form.
  constexpr Place kLongestPerson = 3;
  const bool named = unit.table >= 0 && p == unit.begin && colon - p <= kLongestPerson &&
                     colon + 1 < unit.end && is_digit(text[colon + 1]) && looks_like_person(to_utf8(label));
  return form || named ? colon : p;
}

Mark UnlistedMarks::label(std::uint32_t u, Place start, Place from, Place colon) const {
  const Unit& unit = view_.units()[u];
  Mark mark;
  mark.unit = u;
  mark.label_begin = from;
  mark.label_end = colon;
  mark.at_start = from <= start;
  mark.begin = mark.at_start ? unit.begin : before_numbering(view_, unit.begin, from);
  mark.value_begin = colon + 1;
  mark.colon = true;
  mark.whole = mark.at_start && mark.value_begin == unit.end;
  mark.word = label_by_parts(view_.text(from, colon));
  if (mark.word.field == Field::none) mark.word = {office_contact(from, colon), Section::none, kColon, 0};
  note_unit(view_, from, colon, mark);
  // 十二、业务咨询: with nothing behind it opens a part.
  mark.numbered = mark.begin < from;
  if (mark.at_start && (mark.whole || mark.numbered))
    mark.word.section = heading_by_parts(view_.text(from, colon));
  return mark;
}

// 国资处联系人：, 设备科电话：: an office's contact is its institution's, unless the office hears complaints or helps
// with software.
Field UnlistedMarks::office_contact(Place from, Place colon) const {
  const std::u16string_view label = view_.text(from, colon);
  static constexpr std::u16string_view kOffices[] = {u"处", u"科", u"办", u"部",  u"室",
                                                     u"院", u"校", u"局", u"中心"};
  static constexpr std::u16string_view kOthers[] = {u"监督", u"质疑", u"投诉", u"异议", u"举报", u"纪检",
                                                    u"监察", u"审计", u"财政", u"技术", u"保密", u"信访"};
  for (const auto& [end, field] : {std::pair(std::u16string_view(u"联系人"), Field::person),
                                   std::pair(std::u16string_view(u"联系电话"), Field::phone),
                                   std::pair(std::u16string_view(u"电话"), Field::phone),
                                   std::pair(std::u16string_view(u"联系方式"), Field::contact)}) {
    if (!label.ends_with(end)) continue;
    const std::u16string_view office = label.substr(0, label.size() - end.size());
    const bool named = std::any_of(std::begin(kOffices), std::end(kOffices),
                                   [&](std::u16string_view w) { return office.ends_with(w); });
    const bool other = std::any_of(std::begin(kOthers), std::end(kOthers), [&](std::u16string_view w) {
      return office.find(w) != std::u16string_view::npos;
    });
    return named && !other && office.size() >= 2 ? field : Field::ignored;
  }
  return Field::ignored;
}

// 二、 in the middle of a text that lost its line breaks opens the next part whatever its words are.
std::optional<Mark> UnlistedMarks::inline_heading(std::uint32_t u, Place comma, int& next_part) const {
  const Unit& unit = view_.units()[u];
  const std::u16string_view text = view_.text();
  Place p = comma;
  while (p > unit.begin && comma - p < 3 && is_han_numeral(text[p - 1])) --p;
  if (p == comma || p == unit.begin) return std::nullopt;
  // Where no space is left either, parts are told by their count: 一、 … 二、 … 三、
  const bool counted = han_value(text.substr(p, comma - p)) == next_part;
  if (counted) ++next_part;
  constexpr Place kRunOn = 300;
  if (!view_.space_before(p) && !(counted && next_part > 2 && unit.size() > kRunOn)) return std::nullopt;
  Mark mark;
  mark.unit = u;
  mark.begin = p;
  mark.label_begin = mark.label_end = mark.value_begin = comma + 1;
  mark.numbered = mark.heading = true;
  mark.word.field = Field::none;
  // 五、递交响应文件时间及地点 时间：…: words up to a space or a colon may say what it opens.
  constexpr Place kLongestWords = 30;
  Place end = comma + 1;
  while (end < unit.end && end - comma <= kLongestWords && text[end] != u':' && text[end] != u'。' &&
         !(end > comma + 1 && view_.space_before(end)))
    ++end;
  if (end == unit.end || end - comma > kLongestWords || text[end] == u'。') return mark;
  const std::u16string_view words = text.substr(comma + 1, end - comma - 1);
  if (text[end] == u':' && label_by_parts(words).field != Field::none) return mark;  // a label, read as such
  mark.word.section = heading_by_parts(words);
  if (mark.word.section == Section::none) return mark;
  mark.label_end = mark.value_begin = end;
  if (text[end] == u':') ++mark.value_begin;
  return mark;
}

// 2.3谈判范围 behind white space ends the value before it, whatever it speaks of.
std::optional<Mark> UnlistedMarks::inline_number(std::uint32_t u, Place begin) const {
  const Unit& unit = view_.units()[u];
  const std::u16string_view text = view_.text();
  Place p = begin;
  int points = 0;
  while (p < unit.end && p - begin < 6 && (is_digit(text[p]) || text[p] == u'.'))
    points += text[p++] == u'.' ? 1 : 0;
  if (points != 1 || p >= unit.end || !is_han(text[p]) || p - begin > 4 || text[p - 1] == u'.')
    return std::nullopt;
  // 1.5万元, 2.5米: a quantity.
  static constexpr std::u16string_view kMeasures = u"万元亿米公吨千克个台套年月日天时分小倍平立毫厘升寸度";
  if (kMeasures.find(text[p]) != std::u16string_view::npos) return std::nullopt;
  Mark mark;
  mark.unit = u;
  mark.begin = begin;
  mark.label_begin = mark.label_end = mark.value_begin = p;
  mark.numbered = true;
  mark.word.field = Field::ignored;
  return mark;
}

// 采购\n文件获取时间: plain text that lost its shape breaks labels over lines.
std::optional<Mark> UnlistedMarks::broken_label(std::uint32_t u) const {
  if (view_.document().from_html || u + 1 >= view_.units().size()) return std::nullopt;
  const Unit& unit = view_.units()[u];
  // The longest label has some twenty letters; 三、 / 获取采购 / 文件 breaks one over three lines.
  constexpr Place kShort = 16;
  if (unit.size() > kShort || view_.units()[u + 1].after_gap) return std::nullopt;
  // 800 / 三、资格要求: a value, and the next heading.
  const std::u16string_view line = view_.text(unit);
  if (std::count_if(line.begin(), line.end(), is_digit) >= 3 &&
      std::none_of(line.begin(), line.end(), is_han))
    return std::nullopt;
  std::size_t last = u + 1;
  while (last + 1 < view_.units().size() && last < u + 3 && view_.units()[last].end - unit.begin < kShort)
    ++last;
  const Unit& next = view_.units()[last];
  const Place start = skip_numbering(view_, unit.begin, next.end);
  const Place end = std::min(next.end, unit.begin + 2 * kShort);
  if (start >= end || start > unit.begin + 6) return std::nullopt;
  const std::vector<LabelHit> hits = scanner_.scan(view_.text(start, end));
  if (hits.empty() || hits[0].begin != 0 || start + hits[0].end <= unit.end) return std::nullopt;
  // A line that is a label of its own begins a new one: 单位 / 名称.
  if (start < unit.end && scanner_.find(view_.text(start, unit.end)) != nullptr) return std::nullopt;
  Mark mark;
  mark.word = hits[0].word;
  mark.begin = unit.begin;
  mark.label_begin = start;
  mark.label_end = start + hits[0].end;
  const std::size_t label_unit = view_.unit_at(mark.label_end - 1);
  mark.unit = static_cast<std::uint32_t>(label_unit);
  const Place unit_end = view_.units()[label_unit].end;
  const Place after = skip_bracket(view_, mark.label_end, next.end);
  note_unit(view_, mark.label_end, after, mark);
  mark.colon = after < next.end && view_.text()[after] == u':';
  mark.value_begin = mark.colon ? after + 1 : after;
  mark.at_start = true;
  mark.numbered = start > unit.begin;
  mark.whole = false;
  const bool heading = mark.word.section != Section::none && mark.numbered && after == unit_end;
  if (heading) mark.whole = true;
  if (!mark.colon && !heading) return std::nullopt;
  return mark;
}

// 六、报名时间、地点及要求: a numbered line that its words make a heading.
std::optional<Mark> UnlistedMarks::heading(std::uint32_t u) const {
  const Unit& unit = view_.units()[u];
  if (unit.size() > kHeadingLetters) return std::nullopt;
  const Place start = skip_numbering(view_, unit.begin, unit.end);
  if (start >= unit.end || start <= unit.begin || !is_numbering(view_.text()[unit.begin]))
    return std::nullopt;
  Mark mark;
  mark.word = {Field::none, heading_by_parts(view_.text(start, unit.end)), kAnywhere, 0};
  if (mark.word.section == Section::none) return std::nullopt;
  mark.unit = u;
  mark.begin = unit.begin;
  mark.label_begin = start;
  mark.label_end = mark.value_begin = unit.end;
  mark.at_start = mark.numbered = mark.whole = true;
  return mark;
}

// 采购响应文件接收截止时间 | 2026-5-20 9:00: in a form a cell with its value beside it is a label, though no table has it.
std::optional<Mark> UnlistedMarks::form_label(std::uint32_t u) const {
  const auto& units = view_.units();
  const Unit& unit = units[u];
  if (unit.table < 0 || unit.size() > kUnknownLabelLetters || u + 1 >= units.size()) return std::nullopt;
  const Unit& next = units[u + 1];
  const bool beside = next.table == unit.table && next.row == unit.row && next.col > unit.col;
  const bool starts_pair = unit.col == 0 || unit.col == 2 || unit.col == 4;
  const bool first_line = u == 0 || units[u - 1].table != unit.table || units[u - 1].row != unit.row ||
                          units[u - 1].col != unit.col;
  if (!beside || !starts_pair || !first_line) return std::nullopt;
  // A form's row has one pair or two; what has more columns is a list.
  int last_column = unit.col;
  for (std::size_t k = u + 1; k < units.size() && k < u + kFormCells * 2; ++k) {
    if (units[k].table != unit.table || units[k].row != unit.row) break;
    last_column = units[k].col;
  }
  // Three pairs are told from a list's head by what the value beside is made of.
  const std::u16string_view value = view_.text(next);
  const bool third = last_column == 5 && std::any_of(value.begin(), value.end(), is_digit);
  if (last_column != 1 && last_column != 3 && !third) return std::nullopt;
  Mark mark;
  mark.word = label_by_parts(view_.text(unit));
  if (mark.word.field == Field::none || mark.word.field == Field::ignored) return std::nullopt;
  mark.unit = u;
  mark.begin = mark.label_begin = unit.begin;
  mark.label_end = mark.value_begin = unit.end;
  mark.at_start = mark.whole = true;
  note_unit(view_, unit.begin, unit.end, mark);
  return mark;
}

}  // namespace tenderlead::parsers::notice
