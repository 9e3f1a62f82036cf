#include "parsers/notice/marks.h"

#include <algorithm>

#include "parsers/notice/grids.h"
#include "parsers/notice/unlisted_marks.h"
#include "parsers/values/names.h"

namespace tenderlead::parsers::notice {
namespace {

class Finder {
 public:
  Finder(const PageView& view, const LabelScanner& scanner)
      : view_(view), scanner_(scanner), unlisted_(view, scanner) {}

  std::vector<Mark> run() {
    for (std::uint32_t u = 0; u < view_.units().size(); ++u) {
      const std::size_t before = marks_.size();
      read_unit(u);
      if (marks_.size() == before) keep(unlisted_.broken_label(u));
      if (marks_.size() == before) keep(unlisted_.heading(u));
      if (marks_.size() == before) keep(unlisted_.form_label(u));
    }
    set_limits();
    decide_headings(view_, marks_);
    resolve_owners(view_, marks_);
    return std::move(marks_);
  }

 private:
  void keep(const std::optional<Mark>& mark) {
    if (mark) marks_.push_back(*mark);
  }

  void read_unit(std::uint32_t u) {
    const Unit& unit = view_.units()[u];
    const Place start = skip_numbering(view_, unit.begin, unit.end);
    std::vector<LabelHit> hits = scanner_.scan(view_.text(unit));
    const std::u16string_view text = view_.text();
    for (LabelHit& hit : hits) start_at_space(unit, hit);
    form_in_line_ = is_form_in_line(unit, hits);
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
        if (const Place from = unlisted_.label_start(unit, start, std::max(done, unit.begin), p); from < p) {
          marks_.push_back(unlisted_.label(u, start, from, p));
          done = p + 1;
        }
      }
      if (text[p] == u'、' && p > unit.begin) {
        if (p >= done)
          keep(unlisted_.inline_heading(u, p, next_part));
        else if (han_value_before(view_, unit.begin, p) == next_part)
          ++next_part;
      }
      if (p > unit.begin && p >= done && is_digit(text[p]) && view_.space_before(p))
        keep(unlisted_.inline_number(u, p));
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
    // 中标人：牵头单位：某公司；联合体成员单位：某公司
    if (!mark.at_start && hit.word.field == Field::ignored &&
        view_.text(mark.label_begin, mark.label_end).starts_with(u"联合体"))
      return false;
    const bool clear = mark.at_start || mark.numbered || view_.space_before(mark.label_begin) ||
                       ends_sentence(text[mark.label_begin - 1]) || follows_label(mark) ||
                       text[mark.label_begin - 1] == u':' || text[mark.label_begin - 1] == u'【';
    Place p = mark.label_end;
    for (Place next = skip_bracket(view_, p, unit.end); next != p; next = skip_bracket(view_, p, unit.end)) {
      note_unit(view_, p, next, mark);
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
    if (!mark.bare_unit.stated()) note_unit(view_, mark.label_begin, mark.label_end, mark);
    if (mark.whole) return true;
    if (mark.colon && !clear && text[mark.label_begin - 1] == u'(') {
      mark.bracketed = true;
      return true;
    }
    if (mark.colon && clear) return true;
    if (mark.colon && glued(unit, mark)) {
      give_name_its_end(mark);
      // 政府采购编号：is the label, not 采购编号 alone.
      const Place from = unlisted_.label_start(unit, start, marks_.back().value_begin, p - 1);
      return from >= mark.label_begin || mark.label_begin - from > 6;
    }
    // 评出以下中标单位：, 甲包的成交供应商：
    const char16_t before = mark.at_start ? u'\0' : text[mark.label_begin - 1];
    if (mark.colon && (before == u'下' || before == u'的' || before == u'定') &&
        hit.word.field == Field::supplier && (hit.word.use & kColon) == 0)
      return true;
    if (mark.colon) return false;
    // 1：供应商名称 某公司；供应商地址 某路1号；中标（成交）金额 1267500；: white space for colons in a list of its own.
    if (is_listed(unit, hit.word.field, p, mark.at_start ? u':' : before)) {
      mark.colon = true;
      return true;
    }
    if (form_in_line_ && is_spaced_label(unit, hit)) return true;
    if (is_attached_code(unit, mark)) {
      mark.bracketed = !clear;
      return clear || text[mark.label_begin - 1] == u'(';
    }
    if (hit.word.section != Section::none && mark.numbered && clear && opens_line(unit, mark)) return true;
    if (mark.at_start && fits_without_colon(unit, mark)) {
      mark.colon = true;
      return true;
    }
    // 招标人名称（盖章） 某某公司: white space alone sets label and value apart.
    const bool ordinary = (hit.word.use & (kColon | kColumn)) != 0;
    return mark.at_start && !ordinary && hit.word.field != Field::none && view_.space_before(p) &&
           mark.label_end - mark.label_begin >= 4;
  }

  // 预算金额586000.00元, 联系电话0571-65901234, 采购人某某医院: a form's pair without anything between, told by what the value
  // is. Sentences are longer, and go on with words.
  bool fits_without_colon(const Unit& unit, const Mark& mark) const {
    constexpr Place kLongest = 44;
    const Place p = mark.value_begin;
    if (p >= unit.end || unit.end - p > kLongest || mark.numbered) return false;
    const std::u16string_view value = view_.text(p, unit.end);
    const bool figure = is_digit(value[0]);
    const auto han = std::count_if(value.begin(), value.end(), is_han);
    const bool stops = value.find_first_of(u"。,;:") != value.npos;
    switch (mark.word.field) {
      case Field::budget:
      case Field::ceiling:
      case Field::award_amount:
      case Field::contract_amount:
        return (figure || value[0] == u'¥' || value.starts_with(u"人民币")) && han <= 6 && value.size() >= 4;
      case Field::opening_at:
      case Field::bid_deadline:
      case Field::published_at:
      case Field::deadline_and_opening:
      case Field::documents_from:
      case Field::documents_until:
        return value.starts_with(u"20") && value.size() >= 8 && han <= 14;
      case Field::buyer_phone:
      case Field::agency_phone:
      case Field::project_phone:
      case Field::phone:
        return (figure || value[0] == u'(') && value.size() >= 7 && han == 0;
      case Field::buyer_person:
      case Field::agency_person:
      case Field::project_person:
      case Field::person:
        return !stops && value.size() >= 2 && value.size() <= 4 && looks_like_person(to_utf8(value));
      case Field::buyer_name:
      case Field::agency_name:
      case Field::supplier:
        return !stops && value.size() >= 6 && han >= 6 && looks_like_organisation(to_utf8(value));
      default:
        return false;
    }
  }

  bool is_listed(const Unit& unit, Field field, Place p, char16_t before) const {
    constexpr Place kReach = 200;
    const bool suppliers =
        field == Field::supplier || field == Field::supplier_address || field == Field::award_amount;
    if (!suppliers || !view_.space_before(p) || (before != u';' && before != u':')) return false;
    if (before == u';') return true;
    const std::u16string_view rest = view_.text(p, std::min(unit.end, p + kReach));
    return rest.find(u";供应商地址") != rest.npos || rest.find(u";中标") != rest.npos ||
           rest.find(u";成交") != rest.npos;
  }

  // …系统采购项目 预算金额：…: no label runs over white space whose words stood before it without any.
  void start_at_space(const Unit& unit, LabelHit& hit) const {
    const Place begin = unit.begin + hit.begin;
    if (hit.begin == 0 || view_.space_before(begin)) return;
    for (Place p = begin + 1; p < unit.begin + hit.end; ++p) {
      if (!view_.space_before(p)) continue;
      if (const LabelWord* own = scanner_.find(view_.text(p, unit.begin + hit.end)); own != nullptr) {
        hit.begin = p - unit.begin;
        hit.word = *own;
      }
      return;
    }
  }

  // A label between white space, with words behind it.
  bool is_spaced_label(const Unit& unit, const LabelHit& hit) const {
    const Field field = hit.word.field;
    const bool partys = field == Field::person || field == Field::phone || field == Field::address ||
                        field == Field::contact || field == Field::ignored;
    if (field == Field::none || (hit.word.use & kColumn) != 0 || ((hit.word.use & kColon) != 0 && !partys))
      return false;
    const Place begin = unit.begin + hit.begin;
    const Place end = skip_bracket(view_, unit.begin + hit.end, unit.end);
    return hit.end - hit.begin >= 3 && (hit.begin == 0 || view_.space_before(begin)) && end < unit.end &&
           view_.space_before(end);
  }

  // 采购单位 某某医院 项目编号 A-1 采购方式 公开招标: a form whose cells became the words of one line. Heads of a list follow each
  // other; a form's labels have values between them.
  bool is_form_in_line(const Unit& unit, const std::vector<LabelHit>& hits) const {
    constexpr Place kShortest = 60;
    constexpr std::size_t kFewest = 5;
    if (unit.size() < kShortest || unit.table >= 0 || hits.size() < kFewest) return false;
    std::size_t valued = 0;
    std::size_t adjacent = 0;
    for (std::size_t i = 0; i < hits.size(); ++i) {
      if (!is_spaced_label(unit, hits[i])) continue;
      const Place end = skip_bracket(view_, unit.begin + hits[i].end, unit.end) - unit.begin;
      const bool next = i + 1 < hits.size() && hits[i + 1].begin == end;
      (next ? adjacent : valued) += 1;
    }
    return valued >= kFewest && valued >= 2 * adjacent;
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
        note_unit(view_, at + 1, p, mark);
        return p;
      }
    return at;
  }

  void set_limits() {
    std::sort(marks_.begin(), marks_.end(), [](const Mark& a, const Mark& b) { return a.begin < b.begin; });
    // Marks that the label of another covers (a numbering mark before a label) are that label's own.
    std::vector<Mark> kept;
    for (const Mark& mark : marks_) {
      const bool bare = mark.label_begin == mark.label_end && mark.word.section == Section::none;
      if (!kept.empty() && kept.back().begin == mark.begin) {
        // 四、获取谈判（磋商）文件：opens a part, though its words are no label.
        const bool weaker = mark.word.field == Field::ignored && mark.word.section == Section::none &&
                            kept.back().word.section != Section::none;
        if (!bare && !weaker) kept.back() = mark;
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
  const UnlistedMarks unlisted_;
  bool form_in_line_ = false;  // of the unit in hand
  std::vector<Mark> marks_;
};

}  // namespace

std::vector<Mark> find_marks(const PageView& view, const LabelScanner& scanner) {
  return Finder(view, scanner).run();
}

}  // namespace tenderlead::parsers::notice
