// Which words are headings, what section each mark stands in, and whose the ownerless labels are.
#include <algorithm>
#include <array>

#include "parsers/notice/marks.h"
#include "parsers/notice/owner_words.h"
#include "parsers/notice/speakers.h"

namespace tenderlead::parsers::notice {
namespace {

class Owners {
 public:
  Owners(const PageView& view, std::vector<Mark>& marks) : view_(view), marks_(marks) {}

  bool has_value_in_unit(const Mark& mark) const {
    const Unit& unit = view_.units()[mark.unit];
    return mark.value_begin < std::min(unit.end, mark.limit);
  }

  // Whether the mark stands in the same cell as a unit: whole notices stand in one cell of a layout table.
  bool same_cell(const Unit& unit, std::size_t m) const {
    if (m >= marks_.size()) return false;
    const Unit& other = view_.units()[marks_[m].unit];
    return other.table == unit.table && other.row == unit.row && other.col == unit.col;
  }

  // A word that is both heading and label (项目联系方式：) is a heading where another mark follows at once.
  void decide_headings() {
    for (std::size_t i = 0; i < marks_.size(); ++i) {
      Mark& mark = marks_[i];
      if (mark.heading || mark.word.section == Section::none) continue;
      const Unit& unit = view_.units()[mark.unit];
      const bool empty = !has_value_in_unit(mark);
      if (mark.word.field == Field::none) {
        mark.heading = empty || mark.numbered || unit.heading > 0 || unit.bold || !mark.colon;
        continue;
      }
      if (!empty) {
        mark.heading = !mark.colon && mark.numbered;
        continue;
      }
      const bool next_is_mark =
          i + 1 < marks_.size() && marks_[i + 1].at_start && marks_[i + 1].unit == mark.unit + 1;
      // 3.项目联系方式 项目联系人：某某 in a text that lost its line breaks.
      if (mark.numbered && !mark.colon && i + 1 < marks_.size() && marks_[i + 1].unit == mark.unit &&
          marks_[i + 1].begin <= mark.value_begin) {
        mark.heading = true;
        continue;
      }
      // 联系人及联系方式： alone in its row of a summary table heads the rows below.
      const bool alone_in_row = unit.table >= 0 && mark.whole && next_is_mark &&
                                view_.units()[marks_[i + 1].unit].table == unit.table &&
                                view_.units()[marks_[i + 1].unit].row != unit.row;
      if (alone_in_row && mark.colon) {
        mark.heading = true;
        continue;
      }
      mark.heading = (unit.table < 0 || same_cell(unit, i + 1)) && next_is_mark &&
                     (mark.colon || mark.numbered || marks_[i + 1].colon);
    }
  }

  // Headings that no table knows still end what stood before them: 二、拟定供应商信息, and among contacts 2.财政部门.
  void pass_unknown_headings(std::size_t from, std::size_t to, Section& section, Owner& party) const {
    constexpr Place kLongestHeading = 40;
    constexpr Place kLongestParty = 16;
    for (std::size_t u = from; u < to; ++u) {
      const Unit& unit = view_.units()[u];
      if (party == Owner::supplier && (section == Section::none || section == Section::result) &&
          closes_result(view_.text(unit))) {
        section = Section::none;
        party = Owner::none;
      }
      if (unit.size() > kLongestHeading || unit.size() < 4) continue;
      const std::u16string_view text = view_.text(unit);
      if (text.find(u':') != std::u16string_view::npos && text.back() != u':') continue;
      if (starts_with_han_numbering(view_, unit.begin, unit.end)) {
        section = Section::none;
        // 二、拟定供应商信息 / 名称：… / 地址：…
        party = text.find(u"供应商信息") != std::u16string_view::npos ? Owner::supplier : Owner::none;
      } else if (in_contacts(section) && unit.size() <= kLongestParty &&
                 text.find(u'。') == std::u16string_view::npos && is_digit(text[0]) &&
                 skip_numbering(view_, unit.begin, unit.end) > unit.begin + 1) {
        section = Section::supervisor;
        party = Owner::other;
      }
    }
  }

  // Forms set two parties side by side; a table with more columns than these is no form.
  static constexpr std::size_t kColumns = 8;

  static bool side_by_side(const std::array<Owner, kColumns>& by_column) {
    const auto buyers = std::count(by_column.begin(), by_column.end(), Owner::buyer);
    const auto agencies = std::count(by_column.begin(), by_column.end(), Owner::agency);
    return buyers > 0 && agencies > 0;
  }

  bool follows_agency(const Unit& unit, const Mark& mark) const {
    constexpr std::size_t kLongestName = 30;
    std::u16string_view before = view_.text(unit.begin, mark.label_begin);
    if (before.empty() || (before.back() != u',' && before.back() != u'(')) return false;
    before.remove_suffix(1);
    return before.size() <= kLongestName && before.find_first_of(u",。:;") == std::u16string_view::npos &&
           looks_like_agency(before);
  }

  // 采购人：A 采购代理机构：B / 地址：… 地址：… / 电话：… 电话：…: two columns of blanks. After both names each label
  // comes twice, in the order of the names.
  void pair_up() {
    pair_of_.assign(marks_.size(), Owner::none);
    std::array<Owner, 2> order{};
    const auto names = [&](const Mark& mark) {
      const Owner owner = mark.colon ? party_of(mark.word.field) : Owner::none;
      return owner == Owner::buyer || owner == Owner::agency ? owner : Owner::none;
    };
    bool lines_apart = false;
    for (std::size_t i = 0; i + 1 < marks_.size(); ++i) {
      const Mark& mark = marks_[i];
      const Mark& next = marks_[i + 1];
      if (mark.heading) order = {};
      if (view_.units()[mark.unit].table >= 0 && !same_cell(view_.units()[mark.unit], i + 1)) continue;
      const Owner first = names(mark);
      const Owner second = names(next);
      const bool together = mark.unit == next.unit || lines_apart;
      if (first != Owner::none && second != Owner::none && first != second &&
          (mark.unit == next.unit || is_doubled(i + 2))) {
        order = {first, second};
        lines_apart = mark.unit != next.unit;
      } else if (order[0] != Owner::none && is_partys_own(mark.word.field) &&
                 mark.word.field == next.word.field && together) {
        pair_of_[i] = order[0];
        pair_of_[i + 1] = order[1];
        ++i;
      } else if (order[0] != Owner::none && is_partys_own(mark.word.field)) {
        order = {};
      }
    }
  }

  // 招标人：A / 招标代理机构：B / 地址：… / 地址：…: columns whose cells became lines.
  bool is_doubled(std::size_t i) const {
    return i + 1 < marks_.size() && is_partys_own(marks_[i].word.field) && marks_[i].colon &&
           marks_[i + 1].colon && marks_[i].word.field == marks_[i + 1].word.field &&
           marks_[i].unit != marks_[i + 1].unit;
  }

  // 联系人 | 潘工 | 联系电话 | 0888-…: the row has this label once, so its columns are no two parties'.
  bool stands_alone(const Mark& mark) const {
    const auto& units = view_.units();
    const Unit& unit = units[mark.unit];
    const std::size_t i = index_of(mark);
    const auto same_row = [&](const Mark& other) {
      return units[other.unit].table == unit.table && units[other.unit].row == unit.row;
    };
    bool others = false;
    for (std::size_t k = i; k-- > 0 && same_row(marks_[k]);) {
      if (marks_[k].word.field == mark.word.field) return false;
      others = others || is_partys_own(marks_[k].word.field);
    }
    for (std::size_t k = i + 1; k < marks_.size() && same_row(marks_[k]); ++k) {
      if (marks_[k].word.field == mark.word.field) return false;
      others = others || is_partys_own(marks_[k].word.field);
    }
    return others && mark.whole;
  }

  // 联系人及电话 | 潘工 0888-…: a row of a label and its value.
  bool labels_row(const Mark& mark) const {
    const auto& units = view_.units();
    const Unit& unit = units[mark.unit];
    const auto beside = [&](std::size_t u) {
      return u < units.size() && units[u].table == unit.table && units[u].row == unit.row;
    };
    const std::size_t next = index_of(mark) + 1;
    const bool heads_columns =
        next < marks_.size() && marks_[next].unit == mark.unit + 1 && marks_[next].whole;
    return unit.table >= 0 && mark.whole && unit.col == 0 && beside(mark.unit + 1) &&
           !beside(mark.unit + 2) && !heads_columns;
  }

  // 采购单位 | 某某公司 | 代理机构 | : a form's row whose last value nobody filled in.
  bool is_unfilled(std::size_t i) const {
    const Mark& mark = marks_[i];
    const auto& units = view_.units();
    const Unit& unit = units[mark.unit];
    if (!unit.tabular() || !mark.whole || mark.unit == 0) return false;
    const auto beside = [&](std::size_t u) {
      return u < units.size() && units[u].table == unit.table && units[u].row == unit.row;
    };
    const bool heads_columns = i > 0 && marks_[i - 1].unit + 1 == mark.unit && marks_[i - 1].whole;
    return !beside(mark.unit + 1) && beside(mark.unit - 1) && !heads_columns;
  }

  // 联系电话：0888-6100009（代理机构）: whose it is stands in brackets behind it.
  Owner named_behind(const Mark& mark) const {
    const Unit& unit = view_.units()[mark.unit];
    const Place end = std::min(unit.end, mark.limit);
    if (mark.value_begin >= end || view_.text()[end - 1] != u')') return Owner::none;
    const std::u16string_view value = view_.text(mark.value_begin, end);
    const std::size_t open = value.rfind(u'(');
    if (open == value.npos) return Owner::none;
    const std::u16string_view who = value.substr(open + 1, value.size() - open - 2);
    if (who.size() > 8) return Owner::none;
    if (who.find(u"代理") != who.npos) return Owner::agency;
    const bool buyers = who.starts_with(u"采购人") || who.starts_with(u"招标人") ||
                        who.starts_with(u"业主") || who.starts_with(u"采购单位");
    return buyers ? Owner::buyer : Owner::none;
  }

  // 采购单位：A / 采购代理机构：B / 四、联系人：某某: one contact on the page, under a part of its own, is the signing agency's.
  void give_to_signer() {
    std::vector<Mark*> unowned;
    for (Mark& mark : marks_) {
      if (mark.heading || !is_partys_own(mark.word.field)) continue;
      if (mark.field != Field::ignored) return;
      const bool told = mark.colon && !mark.bracketed && mark.party == Owner::none &&
                        mark.begin < view_.footer() &&
                        (mark.section == Section::none || in_contacts(mark.section));
      if (told) unowned.push_back(&mark);
    }
    if (unowned.empty() || !agency_speaks(view_)) return;
    for (Mark* mark : unowned) mark->field = owned(mark->word.field, Owner::agency);
  }

  void read_owners_behind() {
    for (std::size_t i = 0; i < marks_.size(); ++i) {
      Mark& mark = marks_[i];
      if (mark.heading || !mark.colon ||
          (mark.word.field != Field::phone && mark.word.field != Field::contact))
        continue;
      const Owner owner = named_behind(mark);
      if (owner == Owner::none) continue;
      mark.party = owner;
      mark.field = owned(mark.word.field, owner);
      if (i == 0 || marks_[i - 1].word.field != Field::person || marks_[i - 1].unit + 1 < mark.unit) continue;
      marks_[i - 1].party = owner;
      marks_[i - 1].field = owned(Field::person, owner);
    }
  }

  void resolve_owners() {
    // 招标机构 in a menu names none.
    const bool alone = std::none_of(marks_.begin(), marks_.end(), [&](const Mark& mark) {
      const bool told = (mark.colon || mark.numbered || view_.units()[mark.unit].table >= 0) &&
                        !is_unfilled(index_of(mark));
      return told && (party_of(mark.word.field) == Owner::agency || mark.word.section == Section::agency);
    });
    const Owner speaker = alone && agency_speaks(view_) ? Owner::agency : Owner::buyer;
    // Hospitals name whom to ask where they say how to register, and nowhere else.
    const bool apart = std::any_of(marks_.begin(), marks_.end(), [&](const Mark& mark) {
      return (mark.heading && in_contacts(mark.word.section)) ||
             (mark.colon && (party_of(mark.word.field) == Owner::buyer || is_projects_own(mark.word.field)));
    });
    pair_up();
    Section section = Section::none;
    Owner party = Owner::none;
    int table = -1;
    std::array<Owner, kColumns> by_column{};
    std::size_t next_unit = 0;
    std::size_t project_cell = static_cast<std::size_t>(-1);
    bool after_project = false;  // the mark before is the project's own person
    bool listed = false;         // a table of the section's own is over
    for (Mark& mark : marks_) {
      const Unit& unit = view_.units()[mark.unit];
      pass_unknown_headings(next_unit, mark.unit, section, party);
      next_unit = mark.unit + 1;
      // A summary table's rows name their owners themselves, and what follows the table has a new subject.
      if (unit.table != table) {
        listed = listed || unit.table < 0;
        table = unit.table;
        by_column.fill(Owner::none);
        if (party != Owner::none && section == Section::none) party = Owner::none;
      }
      if (mark.heading) {
        section = mark.word.section;
        listed = false;
        party = party_of(section);
        mark.section = section;
        mark.party = party;
        mark.field = Field::none;
        continue;
      }
      if (starts_with_han_numbering(view_, mark.begin, mark.label_begin)) {
        section = Section::none;
        party = Owner::none;
      }
      const bool in_column = unit.col >= 0 && static_cast<std::size_t>(unit.col) < kColumns;
      const Owner named = party_of(mark.word.field);
      if (named != Owner::none && !is_unfilled(index_of(mark))) {
        party = named;
        const bool name = mark.word.field == Field::buyer_name || mark.word.field == Field::agency_name;
        if (in_column && name) by_column[static_cast<std::size_t>(unit.col)] = named;
        // What is told of bidders and their past work is over where a party of this procurement is named.
        const bool others = section == Section::supervisor || section == Section::complaint ||
                            section == Section::deposit || section == Section::agency_fee;
        if (name && (tells_of_bidders(section) || (others && mark.colon && mark.at_start)))
          section = Section::none;
      } else if (in_column && side_by_side(by_column) && !stands_alone(mark) &&
                 by_column[static_cast<std::size_t>(unit.col)] != Owner::none) {
        // 招标人：A | 招标代理：B over 地址：… | 地址：… : each column is one party's.
        party = by_column[static_cast<std::size_t>(unit.col)];
      }
      // 供应商名称：… 地址：… 征求意见期限：… 联系人：…: what is asked of another matter ends what is told of the supplier.
      const bool period = mark.colon && mark.at_start && unit.table < 0 &&
                          view_.text(mark.label_begin, mark.label_end).ends_with(u"期限");
      if (period && party == Owner::supplier && section == Section::none) party = Owner::none;
      const std::u16string_view label = view_.text(mark.label_begin, mark.label_end);
      if (mark.colon && names_department(label)) {
        const bool other = hears_complaints(
            view_.text(mark.value_begin, std::max(mark.value_begin, std::min(unit.end, mark.limit))));
        if (other)
          party = Owner::other;
        else if (party == Owner::supplier)
          party = Owner::none;
        if (!other && section != Section::supervisor && section != Section::complaint)
          section = Section::none;
      }
      // In a summary table 项目联系人 follows 采购单位 without being part of it; only a heading makes a party's block.
      const bool in_summary = (unit.table >= 0 || view_.piped()) && party_of(section) == Owner::none;
      const bool unowned = is_projects_own(mark.word.field) &&
                           (in_summary || (party != Owner::buyer && party != Owner::agency));
      // A notice that names no agency is the buyer's own: so is the contact that it gives, also behind the list of what is bought.
      const bool own = alone && party == Owner::none &&
                       (section == Section::none || in_contacts(section) ||
                        ((!apart || speaker == Owner::agency) && tells_of_bidding(section)) ||
                        (listed && unit.table < 0 && section == Section::requirement)) &&
                       (mark.colon || labels_row(mark)) && !mark.bracketed &&
                       !is_projects_own(mark.word.field) && mark.word.field != Field::name &&
                       view_.span(mark.label_begin, mark.label_end).begin >= view_.document().main.begin;
      mark.field = owned(mark.word.field, unowned ? Owner::project : own ? speaker : party);
      if (const Owner paired = pair_of_[index_of(mark)]; paired != Owner::none) {
        party = paired;
        mark.field = owned(mark.word.field, paired);
      }
      if (is_projects_own(mark.word.field) && unowned) mark.field = mark.word.field;
      // 联系方式 / 招标人：某某局 / 地点：某路1号
      if (label == u"地点" && mark.colon && in_contacts(section)) mark.field = owned(Field::address, party);
      // 项目联系人：某某 / 联系电话：…: the number is that person's where no party's block says otherwise.
      const bool number = mark.word.field == Field::phone || mark.word.field == Field::contact;
      if (after_project && number && party_of(section) == Owner::none)
        mark.field = owned(mark.word.field, Owner::project);
      after_project = unowned && mark.word.field == Field::project_person;
      // 项目联系人姓名和电话 | 联系人：某某，电话：…: the labels in the cell behind it are the project's.
      if (mark.unit == project_cell && is_partys_own(mark.word.field))
        mark.field = owned(mark.word.field, Owner::project);
      if (unowned && in_summary && mark.word.field == Field::project_contact && mark.value_begin == unit.end)
        project_cell = mark.unit + 1;
      // 某某招标公司，联系电话：…: whose number it is stands right before it.
      if (party != Owner::supplier && party != Owner::other && mark.colon && is_partys_own(mark.word.field) &&
          follows_agency(unit, mark))
        mark.field = owned(mark.word.field, Owner::agency);
      if (mark.begin >= view_.footer() &&
          (is_partys_own(mark.word.field) || mark.word.field == Field::bare_no))
        mark.field = Field::ignored;
      mark.section = section;
      mark.party = party;
    }
    read_owners_behind();
    if (!alone) give_to_signer();
  }

 private:
  std::size_t index_of(const Mark& mark) const { return static_cast<std::size_t>(&mark - marks_.data()); }

  const PageView& view_;
  std::vector<Mark>& marks_;
  std::vector<Owner> pair_of_;  // by mark: whose it is where two parties' labels stand side by side
};

}  // namespace

void decide_headings(const PageView& view, std::vector<Mark>& marks) {
  Owners(view, marks).decide_headings();
}

void resolve_owners(const PageView& view, std::vector<Mark>& marks) {
  Owners(view, marks).resolve_owners();
}

}  // namespace tenderlead::parsers::notice
