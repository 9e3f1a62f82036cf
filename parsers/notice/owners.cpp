// Which words are headings, what section each mark stands in, and whose the ownerless labels are.
#include <algorithm>
#include <array>

#include "parsers/notice/marks.h"
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

  static Owner party_of(Section section) {
    switch (section) {
      case Section::buyer:
        return Owner::buyer;
      case Section::agency:
        return Owner::agency;
      case Section::project_contact:
        return Owner::project;
      case Section::supervisor:
      case Section::complaint:
      case Section::deposit:
        return Owner::other;
      // 定标候选人及相关内容 / 单位名称：某公司
      case Section::candidates:
        return Owner::supplier;
      default:
        return Owner::none;
    }
  }

  static Owner party_of(Field field) {
    switch (field) {
      case Field::buyer_name:
      case Field::buyer_address:
      case Field::buyer_person:
      case Field::buyer_phone:
      case Field::buyer_contact:
        return Owner::buyer;
      case Field::agency_name:
      case Field::agency_address:
      case Field::agency_person:
      case Field::agency_phone:
      case Field::agency_contact:
        return Owner::agency;
      case Field::supplier:
      case Field::candidate:
      case Field::contract_supplier:
      case Field::bidder:
        return Owner::supplier;
      case Field::other_party:
        return Owner::other;
      default:
        return Owner::none;
    }
  }

  static Field owned(Field field, Owner party) {
    const auto pick = [party](Field buyer, Field agency, Field project, Field supplier) {
      switch (party) {
        case Owner::buyer:
          return buyer;
        case Owner::agency:
          return agency;
        case Owner::project:
          return project;
        case Owner::supplier:
          return supplier;
        default:
          return Field::ignored;
      }
    };
    switch (field) {
      case Field::name:
        return pick(Field::buyer_name, Field::agency_name, Field::ignored, Field::supplier);
      case Field::address:
        return pick(Field::buyer_address, Field::agency_address, Field::ignored, Field::supplier_address);
      case Field::person:
        return pick(Field::buyer_person, Field::agency_person, Field::project_person, Field::ignored);
      case Field::phone:
        return pick(Field::buyer_phone, Field::agency_phone, Field::project_phone, Field::ignored);
      case Field::contact:
        return pick(Field::buyer_contact, Field::agency_contact, Field::project_contact, Field::ignored);
      // 项目联系人 inside a party's own block is that party's person.
      case Field::project_person:
        return pick(Field::buyer_person, Field::agency_person, field, field);
      case Field::project_phone:
        return pick(Field::buyer_phone, Field::agency_phone, field, field);
      case Field::project_contact:
        return pick(Field::buyer_contact, Field::agency_contact, field, field);
      default:
        return field;
    }
  }

  static bool is_projects_own(Field field) {
    return field == Field::project_person || field == Field::project_phone || field == Field::project_contact;
  }

  // Headings that no table knows still end what stood before them: 二、拟定供应商信息, and among contacts 2.财政部门.
  void pass_unknown_headings(std::size_t from, std::size_t to, Section& section, Owner& party) const {
    constexpr Place kLongestHeading = 40;
    constexpr Place kLongestParty = 16;
    for (std::size_t u = from; u < to; ++u) {
      const Unit& unit = view_.units()[u];
      if (unit.size() > kLongestHeading || unit.size() < 4) continue;
      const std::u16string_view text = view_.text(unit);
      if (text.find(u':') != std::u16string_view::npos && text.back() != u':') continue;
      if (starts_with_han_numbering(view_, unit.begin, unit.end)) {
        section = Section::none;
        party = Owner::none;
      } else if (in_contacts(section) && unit.size() <= kLongestParty &&
                 text.find(u'。') == std::u16string_view::npos && is_digit(text[0]) &&
                 skip_numbering(view_, unit.begin, unit.end) > unit.begin + 1) {
        section = Section::supervisor;
        party = Owner::other;
      }
    }
  }

  static bool in_contacts(Section section) {
    return section == Section::contacts || section == Section::buyer || section == Section::agency ||
           section == Section::project_contact;
  }

  // Forms set two parties side by side; a table with more columns than these is no form.
  static constexpr std::size_t kColumns = 8;

  static bool tells_of_bidding(Section section) {
    return section == Section::documents || section == Section::submission || section == Section::opening ||
           section == Section::submission_and_opening;
  }

  static bool tells_of_bidders(Section section) {
    return section == Section::past_work || section == Section::candidate_details ||
           section == Section::losers || section == Section::bids;
  }

  static bool side_by_side(const std::array<Owner, kColumns>& by_column) {
    const auto buyers = std::count(by_column.begin(), by_column.end(), Owner::buyer);
    const auto agencies = std::count(by_column.begin(), by_column.end(), Owner::agency);
    return buyers > 0 && agencies > 0;
  }

  static bool is_partys_own(Field field) {
    return field == Field::address || field == Field::person || field == Field::phone ||
           field == Field::contact;
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
    for (std::size_t i = 0; i + 1 < marks_.size(); ++i) {
      const Mark& mark = marks_[i];
      const Mark& next = marks_[i + 1];
      if (mark.heading) order = {};
      if (view_.units()[mark.unit].table >= 0) continue;
      const Owner first = names(mark);
      const Owner second = names(next);
      if (first != Owner::none && second != Owner::none && first != second && mark.unit == next.unit) {
        order = {first, second};
      } else if (order[0] != Owner::none && is_partys_own(mark.word.field) &&
                 mark.word.field == next.word.field && mark.unit == next.unit) {
        pair_of_[i] = order[0];
        pair_of_[i + 1] = order[1];
        ++i;
      } else if (order[0] != Owner::none && is_partys_own(mark.word.field)) {
        order = {};
      }
    }
  }

  void resolve_owners() {
    // 招标机构 in a menu names none.
    const bool alone = std::none_of(marks_.begin(), marks_.end(), [&](const Mark& mark) {
      const bool told = mark.colon || mark.numbered || view_.units()[mark.unit].table >= 0;
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
    for (Mark& mark : marks_) {
      const Unit& unit = view_.units()[mark.unit];
      pass_unknown_headings(next_unit, mark.unit, section, party);
      next_unit = mark.unit + 1;
      // A summary table's rows name their owners themselves, and what follows the table has a new subject.
      if (unit.table != table) {
        table = unit.table;
        by_column.fill(Owner::none);
        if (party != Owner::none && section == Section::none) party = Owner::none;
      }
      if (mark.heading) {
        section = mark.word.section;
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
      if (const Owner named = party_of(mark.word.field); named != Owner::none) {
        party = named;
        const bool name = mark.word.field == Field::buyer_name || mark.word.field == Field::agency_name;
        if (in_column && name) by_column[static_cast<std::size_t>(unit.col)] = named;
        // What is told of bidders and their past work is over where a party of this procurement is named.
        const bool others = section == Section::supervisor || section == Section::complaint ||
                            section == Section::deposit || section == Section::agency_fee;
        if (name && (tells_of_bidders(section) || (others && mark.colon && mark.at_start)))
          section = Section::none;
      } else if (in_column && side_by_side(by_column) &&
                 by_column[static_cast<std::size_t>(unit.col)] != Owner::none) {
        // 招标人：A | 招标代理：B over 地址：… | 地址：… : each column is one party's.
        party = by_column[static_cast<std::size_t>(unit.col)];
      }
      // 供应商名称：… 地址：… 征求意见期限：… 联系人：…: what is asked of another matter ends what is told of the supplier.
      const bool period = mark.colon && mark.at_start && unit.table < 0 &&
                          view_.text(mark.label_begin, mark.label_end).ends_with(u"期限");
      if (period && party == Owner::supplier && section == Section::none) party = Owner::none;
      // In a summary table 项目联系人 follows 采购单位 without being part of it; only a heading makes a party's block.
      const bool in_summary = (unit.table >= 0 || view_.piped()) && party_of(section) == Owner::none;
      const bool unowned = is_projects_own(mark.word.field) &&
                           (in_summary || (party != Owner::buyer && party != Owner::agency));
      // A notice that names no agency is the buyer's own: so is the contact that it gives.
      const bool own =
          alone && party == Owner::none &&
          (section == Section::none || in_contacts(section) || (!apart && tells_of_bidding(section))) &&
          mark.colon && !mark.bracketed && !is_projects_own(mark.word.field) &&
          mark.word.field != Field::name &&
          view_.span(mark.label_begin, mark.label_end).begin >= view_.document().main.begin;
      mark.field = owned(mark.word.field, unowned ? Owner::project : own ? speaker : party);
      if (const Owner paired = pair_of_[static_cast<std::size_t>(&mark - marks_.data())];
          paired != Owner::none) {
        party = paired;
        mark.field = owned(mark.word.field, paired);
      }
      if (is_projects_own(mark.word.field) && unowned) mark.field = mark.word.field;
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
  }

 private:
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
