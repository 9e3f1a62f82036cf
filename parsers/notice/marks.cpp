#include "parsers/notice/marks.h"

#include <algorithm>

#include "parsers/notice/grids.h"
#include "parsers/notice/label_parts.h"
#include "parsers/values/money.h"

namespace tenderlead::parsers::notice {
namespace {

// Longest bracket behind a label: the form of 2020 has 项目编号（或招标编号、政府采购计划编号、采购计划备案文号等，如有）, 29 letters.
constexpr Place kBracketLetters = 40;
// Longest label that the tables don't know and a colon gives away.
constexpr Place kUnknownLabelLetters = 18;
// Longest rest of a line that still is a heading: 凡对本次采购提出询问，请按以下方式联系。 has 20.
constexpr Place kHeadingLetters = 40;

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

class Finder {
 public:
  Finder(const PageView& view, const LabelScanner& scanner) : view_(view), scanner_(scanner) {}

  std::vector<Mark> run() {
    for (std::uint32_t u = 0; u < view_.units().size(); ++u) {
      const std::size_t before = marks_.size();
      read_unit(u);
      if (marks_.size() == before) read_broken_label(u);
      if (marks_.size() == before) read_heading(u);
      if (marks_.size() == before) read_form_label(u);
    }
    set_limits();
    decide_headings(view_, marks_);
    resolve_owners(view_, marks_);
    return std::move(marks_);
  }

 private:
  void read_unit(std::uint32_t u) {
    const Unit& unit = view_.units()[u];
    const Place start = skip_numbering(view_, unit.begin, unit.end);
    const std::vector<LabelHit> hits = scanner_.scan(view_.text(unit));
    const std::u16string_view text = view_.text();
    std::size_t next_hit = 0;
    Place done = unit.begin;
    int next_part = 1;  // of 一、 二、 三、 in a text without line breaks
    // Letters from which a label may run: the start, and wherever white space, a stop or numbering stands before.
    for (Place p = unit.begin; p < unit.end; ++p) {
      while (next_hit < hits.size() && unit.begin + hits[next_hit].begin < p) ++next_hit;
      const bool hit_here = next_hit < hits.size() && unit.begin + hits[next_hit].begin == p;
      if (hit_here && p >= done) {
        Mark mark;
        if (accept(u, unit, start, hits[next_hit], mark)) {
          done = mark.value_begin;
          // 联系事项：采购人：某某局: the first of the two has no value of its own.
          if (follows_label(mark)) marks_.back().word.field = Field::none;
          marks_.push_back(mark);
        }
        continue;
      }
      if (text[p] == u':' && p >= done && p + 1 <= unit.end) {
        if (const Place from = unknown_label_start(unit, start, std::max(done, unit.begin), p); from < p) {
          marks_.push_back(unknown_mark(u, unit, start, from, p));
          done = p + 1;
        }
      }
      if (text[p] == u'、' && p > unit.begin) {
        if (p >= done)
          add_inline_heading(u, unit, p, next_part);
        else if (han_value_before(view_, unit.begin, p) == next_part)
          ++next_part;
      }
      if (p > unit.begin && p >= done && is_digit(text[p]) && view_.space_before(p))
        add_inline_number(u, unit, p);
    }
    std::sort(marks_.begin() + static_cast<std::ptrdiff_t>(first_of_unit(u)), marks_.end(),
              [](const Mark& a, const Mark& b) { return a.begin < b.begin; });
  }

  std::size_t first_of_unit(std::uint32_t u) const {
    std::size_t first = marks_.size();
    while (first > 0 && marks_[first - 1].unit == u) --first;
    return first;
  }

  bool accept(std::uint32_t u, const Unit& unit, Place start, const LabelHit& hit, Mark& mark) const {
    const std::u16string_view text = view_.text();
    mark.unit = u;
    mark.word = hit.word;
    mark.label_begin = unit.begin + hit.begin;
    mark.label_end = unit.begin + hit.end;
    mark.at_start = mark.label_begin <= start;
    mark.begin = mark.at_start ? unit.begin : before_numbering(view_, unit.begin, mark.label_begin);
    mark.numbered = mark.begin < mark.label_begin;
    const bool clear = mark.at_start || mark.numbered || view_.space_before(mark.label_begin) ||
                       ends_sentence(text[mark.label_begin - 1]) || follows_label(mark) ||
                       text[mark.label_begin - 1] == u':';
    Place p = mark.label_end;
    for (Place next = skip_bracket(view_, p, unit.end); next != p; next = skip_bracket(view_, p, unit.end)) {
      note_unit(p, next, mark);
      p = next;
    }
    if (const Place after = skip_unit(p, unit.end, mark); after > p) p = after;
    if (p < unit.end && (text[p] == u'为' || text[p] == u'是') && p + 1 < unit.end && text[p + 1] == u':')
      ++p;
    if (p < unit.end && (text[p] == u'】' || text[p] == u']')) ++p;
    // 联系人；刘女士: a slip of the key beside the colon's.
    const bool partys = hit.word.field == Field::person || hit.word.field == Field::phone ||
                        hit.word.field == Field::address || hit.word.field == Field::contact;
    mark.colon = p < unit.end && (text[p] == u':' || (text[p] == u';' && partys && p + 1 < unit.end));
    while (p < unit.end && (text[p] == u':' || text[p] == u'】' || (mark.colon && text[p] == u';'))) ++p;
    mark.value_begin = p;
    mark.whole = mark.at_start && p == unit.end;
    if (!mark.bare_unit.stated()) note_unit(mark.label_begin, mark.label_end, mark);
    if (mark.whole) return true;
    if (mark.colon && !clear && text[mark.label_begin - 1] == u'(') {
      mark.bracketed = true;
      return true;
    }
    if (mark.colon && clear) return true;
    if (mark.colon && glued(unit, mark)) {
      give_name_its_end(mark);
      // 政府采购编号：is the label, not 采购编号 alone.
      const Place from = unknown_label_start(unit, start, marks_.back().value_begin, p - 1);
      return from >= mark.label_begin || mark.label_begin - from > 6;
    }
    // 评出以下中标单位：, 甲包的成交供应商：
    const char16_t before = mark.at_start ? u'\0' : text[mark.label_begin - 1];
    if (mark.colon && (before == u'下' || before == u'的' || before == u'定') &&
        hit.word.field == Field::supplier && (hit.word.use & kColon) == 0)
      return true;
    if (mark.colon) return false;
    if (is_attached_code(unit, mark)) {
      mark.bracketed = !clear;
      return clear || text[mark.label_begin - 1] == u'(';
    }
    if (hit.word.section != Section::none && mark.numbered && clear && opens_line(unit, mark)) return true;
    // 招标人名称（盖章） 某某公司: white space alone sets label and value apart.
    const bool ordinary = (hit.word.use & (kColon | kColumn)) != 0;
    return mark.at_start && !ordinary && hit.word.field != Field::none && view_.space_before(p) &&
           mark.label_end - mark.label_begin >= 4;
  }

  // 四、采购项目编号ABC-20260301, (招标编号ABC-20260301): a number without its colon, up to the end of line or bracket.
  bool is_attached_code(const Unit& unit, const Mark& mark) const {
    constexpr Place kShortest = 8;
    constexpr Place kLongest = 40;
    const Field field = mark.word.field;
    if (field != Field::project_no && field != Field::tender_no && field != Field::purchase_no) return false;
    const std::u16string_view text = view_.text();
    const auto is_code = [](char16_t c) { return is_digit(c) || is_latin(c) || c == u'-' || c == u'_'; };
    Place end = mark.value_begin;
    while (end < unit.end && is_code(text[end])) ++end;
    const auto figures = std::count_if(text.begin() + mark.value_begin, text.begin() + end, is_digit);
    return figures >= 4 && end - mark.value_begin >= kShortest && end - mark.value_begin <= kLongest &&
           (end == unit.end || text[end] == u')');
  }

  // 联系事项：采购人：某某局
  bool follows_label(const Mark& mark) const {
    return !marks_.empty() && marks_.back().unit == mark.unit && marks_.back().colon &&
           marks_.back().value_begin == mark.label_begin;
  }

  // 项目名称：某某保护项目采购方式：… : 项目 is the name's, though 项目采购方式 is a label too.
  void give_name_its_end(Mark& mark) const {
    constexpr std::u16string_view kProject = u"项目";
    const std::u16string_view label = view_.text(mark.label_begin, mark.label_end);
    if (marks_.back().word.field != Field::project_name) return;
    // 项目名称：某某设备采购 项目编号：…: the white space tells whose 采购 is.
    if ((label.starts_with(u"采购") || label.starts_with(u"招标")) &&
        view_.space_before(mark.label_begin + 2) && !view_.space_before(mark.label_begin)) {
      if (const LabelWord* own = scanner_.find(label.substr(2));
          own != nullptr && own->field != Field::none) {
        mark.word = *own;
        mark.label_begin += 2;
        mark.begin = mark.label_begin;
      }
      return;
    }
    if (!label.starts_with(kProject)) return;
    const LabelWord* rest = scanner_.find(label.substr(kProject.size()));
    if (rest == nullptr || rest->field == Field::none || (rest->use & kColon) != 0) return;
    mark.word = *rest;
    mark.label_begin += static_cast<Place>(kProject.size());
    mark.begin = mark.label_begin;
  }

  // A heading may be followed by a few more words of its own on the line.
  bool opens_line(const Unit& unit, const Mark& mark) const {
    return mark.at_start ? unit.end - mark.value_begin <= kHeadingLetters : true;
  }

  // 名称：某公司地址：某路1号: no space between, but the value before has plainly ended.
  bool glued(const Unit& unit, const Mark& mark) const {
    if (mark.label_begin == unit.begin || marks_.empty() || marks_.back().unit != mark.unit) return false;
    const Place letters = mark.label_end - mark.label_begin;
    const bool party = mark.word.field == Field::address || mark.word.field == Field::person ||
                       mark.word.field == Field::phone || mark.word.field == Field::contact ||
                       (mark.word.field == Field::ignored && goes_with_contacts(mark));
    if (!party && ((mark.word.use & kColon) != 0 || letters < 3 || mark.word.field == Field::none))
      return false;
    // 某某改造工程项目编号：A1招标代理机构：…: four letters and a colon are no part of a value.
    constexpr Place kPlainLabel = 4;
    // 某某保护项目预算金额：… may be 某某保护项目 and 预算金额.
    const bool projects = view_.text(mark.label_begin, mark.label_end).starts_with(u"项目");
    static constexpr std::u16string_view kQuotes = u"\"\u201c\u2018\u300a(\u300c";
    const bool quoted = kQuotes.find(view_.text()[mark.label_begin - 1]) != std::u16string_view::npos;
    if (letters >= kPlainLabel && mark.word.field != Field::ignored && !projects && !quoted) return true;
    const std::u16string_view text = view_.text();
    // 联系人：某某某电话：: a person's name has two to four letters.
    static constexpr std::u16string_view kHeads[] = {u"联系方式", u"联系事项", u"联系信息", u"方式联系"};
    const bool names = mark.word.field == Field::buyer_name || mark.word.field == Field::agency_name;
    if (names && std::any_of(std::begin(kHeads), std::end(kHeads), [&](std::u16string_view head) {
          return text.substr(0, mark.label_begin).ends_with(head);
        }))
      return true;
    const Place named = mark.label_begin - marks_.back().value_begin;
    constexpr Place kTwoNames = 9;
    const bool two =
        named <= kTwoNames &&
        view_.text(marks_.back().value_begin, mark.label_begin).find(u'、') != std::u16string_view::npos;
    if (marks_.back().word.field == Field::person && mark.word.field == Field::phone && named >= 2 &&
        (named <= 4 || two))
      return true;
    const char16_t before = text[mark.label_begin - 1];
    // A long label is one wherever it isn't part of a longer word.
    static constexpr std::u16string_view kLeads =
        u"的该本原各其拟现与及和或、向由按在据对经为不未非(\u201c\"";
    if (letters >= 4 && !party) return kLeads.find(before) == std::u16string_view::npos;
    static constexpr std::u16string_view kEnds = u"司院局会校所厅部处号室楼层元士生工站厂心府市县区镇乡村";
    return is_digit(before) || is_latin(before) || kEnds.find(before) != std::u16string_view::npos;
  }

  bool goes_with_contacts(const Mark& mark) const {
    static constexpr std::u16string_view kWords[] = {
        u"传真", u"邮编",       u"邮政编码",         u"邮箱",      u"电子邮箱", u"电子邮件",
        u"网址", u"项目负责人", u"统一社会信用代码", u"法定代表人"};
    const std::u16string_view label = view_.text(mark.label_begin, mark.label_end);
    return std::find(std::begin(kWords), std::end(kWords), label) != std::end(kWords);
  }

  // 预算金额/万元
  Place skip_unit(Place at, Place end, Mark& mark) const {
    constexpr Place kLongest = 6;
    if (at >= end || view_.text()[at] != u'/') return at;
    for (Place p = std::min(end, at + kLongest); p > at + 1; --p)
      if ((p == end || view_.text()[p] == u':') && unit_alone(view_, at + 1, p).stated()) {
        note_unit(at + 1, p, mark);
        return p;
      }
    return at;
  }

  void note_unit(Place begin, Place end, Mark& mark) const {
    if (!mark.bare_unit.stated()) mark.bare_unit = unit_named_by(view_, begin, end);
  }

  // The start of a label that no table knows: Chinese letters between the start of a line or white space and a colon.
  Place unknown_label_start(const Unit& unit, Place start, Place done, Place colon) const {
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
    return clear && colon - p >= 2 && is_han(text[p]) ? p : colon;
  }

  Mark unknown_mark(std::uint32_t u, const Unit& unit, Place start, Place from, Place colon) const {
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
    note_unit(from, colon, mark);
    // 十二、业务咨询: with nothing behind it opens a part.
    mark.numbered = mark.begin < from;
    if (mark.at_start && (mark.whole || mark.numbered))
      mark.word.section = heading_by_parts(view_.text(from, colon));
    return mark;
  }

  // 国资处联系人：, 设备科电话：: an office's contact is its institution's, unless the office hears complaints or helps
  // with software.
  Field office_contact(Place from, Place colon) const {
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
  void add_inline_heading(std::uint32_t u, const Unit& unit, Place comma, int& next_part) {
    const std::u16string_view text = view_.text();
    Place p = comma;
    while (p > unit.begin && comma - p < 3 && is_han_numeral(text[p - 1])) --p;
    if (p == comma || p == unit.begin) return;
    // Where no space is left either, parts are told by their count: 一、 … 二、 … 三、
    const bool counted = han_value(text.substr(p, comma - p)) == next_part;
    if (counted) ++next_part;
    constexpr Place kRunOn = 300;
    if (!view_.space_before(p) && !(counted && next_part > 2 && unit.size() > kRunOn)) return;
    Mark mark;
    mark.unit = u;
    mark.begin = p;
    mark.label_begin = mark.label_end = mark.value_begin = comma + 1;
    mark.numbered = mark.heading = true;
    mark.word.field = Field::none;
    marks_.push_back(mark);
  }

  // 2.3谈判范围 behind white space ends the value before it, whatever it speaks of.
  void add_inline_number(std::uint32_t u, const Unit& unit, Place begin) {
    const std::u16string_view text = view_.text();
    Place p = begin;
    int points = 0;
    while (p < unit.end && p - begin < 6 && (is_digit(text[p]) || text[p] == u'.'))
      points += text[p++] == u'.' ? 1 : 0;
    if (points != 1 || p >= unit.end || !is_han(text[p]) || p - begin > 4 || text[p - 1] == u'.') return;
    // 1.5万元, 2.5米: a quantity.
    static constexpr std::u16string_view kMeasures = u"万元亿米公吨千克个台套年月日天时分小倍平立毫厘升寸度";
    if (kMeasures.find(text[p]) != std::u16string_view::npos) return;
    Mark mark;
    mark.unit = u;
    mark.begin = begin;
    mark.label_begin = mark.label_end = mark.value_begin = p;
    mark.numbered = true;
    mark.word.field = Field::ignored;
    marks_.push_back(mark);
  }

  // 采购\n文件获取时间: plain text that lost its shape breaks labels over lines.
  void read_broken_label(std::uint32_t u) {
    if (view_.document().from_html || u + 1 >= view_.units().size()) return;
    const Unit& unit = view_.units()[u];
    // The longest label has some twenty letters; 三、 / 获取采购 / 文件 breaks one over three lines.
    constexpr Place kShort = 16;
    if (unit.size() > kShort || view_.units()[u + 1].after_gap) return;
    std::size_t last = u + 1;
    while (last + 1 < view_.units().size() && last < u + 3 && view_.units()[last].end - unit.begin < kShort)
      ++last;
    const Unit& next = view_.units()[last];
    const Place start = skip_numbering(view_, unit.begin, next.end);
    const Place end = std::min(next.end, unit.begin + 2 * kShort);
    if (start >= end || start > unit.begin + 6) return;
    const std::vector<LabelHit> hits = scanner_.scan(view_.text(start, end));
    if (hits.empty() || hits[0].begin != 0 || start + hits[0].end <= unit.end) return;
    // A line that is a label of its own begins a new one: 单位 / 名称.
    if (start < unit.end && scanner_.find(view_.text(start, unit.end)) != nullptr) return;
    Mark mark;
    mark.word = hits[0].word;
    mark.begin = unit.begin;
    mark.label_begin = start;
    mark.label_end = start + hits[0].end;
    const std::size_t label_unit = view_.unit_at(mark.label_end - 1);
    mark.unit = static_cast<std::uint32_t>(label_unit);
    const Place unit_end = view_.units()[label_unit].end;
    const Place after = skip_bracket(view_, mark.label_end, next.end);
    note_unit(mark.label_end, after, mark);
    mark.colon = after < next.end && view_.text()[after] == u':';
    mark.value_begin = mark.colon ? after + 1 : after;
    mark.at_start = true;
    mark.numbered = start > unit.begin;
    mark.whole = false;
    const bool heading = mark.word.section != Section::none && mark.numbered && after == unit_end;
    if (heading) mark.whole = true;
    if (mark.colon || heading) marks_.push_back(mark);
  }

  // 六、报名时间、地点及要求: a numbered line that its words make a heading.
  void read_heading(std::uint32_t u) {
    const Unit& unit = view_.units()[u];
    if (unit.size() > kHeadingLetters) return;
    const Place start = skip_numbering(view_, unit.begin, unit.end);
    if (start >= unit.end || start <= unit.begin || !is_numbering(view_.text()[unit.begin])) return;
    Mark mark;
    mark.word = {Field::none, heading_by_parts(view_.text(start, unit.end)), kAnywhere, 0};
    if (mark.word.section == Section::none) return;
    mark.unit = u;
    mark.begin = unit.begin;
    mark.label_begin = start;
    mark.label_end = mark.value_begin = unit.end;
    mark.at_start = mark.numbered = mark.whole = true;
    marks_.push_back(mark);
  }

  static constexpr std::size_t kFormCells = 12;
  // 采购响应文件接收截止时间 | 2026-5-20 9:00: in a form a cell with its value beside it is a label, though no table has it.
  void read_form_label(std::uint32_t u) {
    const auto& units = view_.units();
    const Unit& unit = units[u];
    if (unit.table < 0 || unit.size() > kUnknownLabelLetters || u + 1 >= units.size()) return;
    const Unit& next = units[u + 1];
    const bool beside = next.table == unit.table && next.row == unit.row && next.col > unit.col;
    const bool starts_pair = unit.col == 0 || unit.col == 2;
    const bool first_line = u == 0 || units[u - 1].table != unit.table || units[u - 1].row != unit.row ||
                            units[u - 1].col != unit.col;
    if (!beside || !starts_pair || !first_line) return;
    // A form's row has one pair or two; what has more columns is a list.
    int last_column = unit.col;
    for (std::size_t k = u + 1; k < units.size() && k < u + kFormCells * 2; ++k) {
      if (units[k].table != unit.table || units[k].row != unit.row) break;
      last_column = units[k].col;
    }
    if (last_column != 1 && last_column != 3) return;
    Mark mark;
    mark.word = label_by_parts(view_.text(unit));
    if (mark.word.field == Field::none || mark.word.field == Field::ignored) return;
    mark.unit = u;
    mark.begin = mark.label_begin = unit.begin;
    mark.label_end = mark.value_begin = unit.end;
    mark.at_start = mark.whole = true;
    note_unit(unit.begin, unit.end, mark);
    marks_.push_back(mark);
  }

  static bool is_numbering(char16_t c) { return is_digit(c) || is_han_numeral(c) || c == u'(' || c == u'第'; }

  void set_limits() {
    std::sort(marks_.begin(), marks_.end(), [](const Mark& a, const Mark& b) { return a.begin < b.begin; });
    // Marks that the label of another covers (a numbering mark before a label) are that label's own.
    std::vector<Mark> kept;
    for (const Mark& mark : marks_) {
      const bool bare = mark.label_begin == mark.label_end && mark.word.section == Section::none;
      if (!kept.empty() && kept.back().begin == mark.begin) {
        if (!bare) kept.back() = mark;
        continue;
      }
      if (!kept.empty() && mark.begin < kept.back().value_begin) continue;
      kept.push_back(mark);
    }
    marks_ = std::move(kept);
    for (std::size_t i = 0; i < marks_.size(); ++i) {
      marks_[i].limit = i + 1 < marks_.size() ? marks_[i + 1].begin : static_cast<Place>(view_.text().size());
      if (marks_[i].bracketed) marks_[i].limit = std::min(marks_[i].limit, closing_bracket(marks_[i]));
    }
  }

  // Where the bracket closes that a label stands in.
  Place closing_bracket(const Mark& mark) const {
    const std::u16string_view text = view_.text();
    int depth = 1;
    for (Place p = mark.value_begin; p < mark.limit; ++p) {
      if (text[p] == u'(') ++depth;
      if (text[p] == u')' && --depth == 0) return p;
    }
    return mark.limit;
  }

  const PageView& view_;
  const LabelScanner& scanner_;
  std::vector<Mark> marks_;
};

}  // namespace

std::vector<Mark> find_marks(const PageView& view, const LabelScanner& scanner) {
  return Finder(view, scanner).run();
}

}  // namespace tenderlead::parsers::notice
