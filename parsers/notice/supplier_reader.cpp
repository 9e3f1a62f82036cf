// Winners, ranked candidates and bidders.
#include <algorithm>

#include "parsers/notice/records.h"

namespace tenderlead::parsers::notice {
namespace {

Stretch cell_of(const Grid& grid, const std::vector<Stretch>& row, Field field) {
  const int column = grid.column_of(field);
  return column >= 0 ? row[static_cast<std::size_t>(column)] : Stretch{};
}

Role role_of(Field field, Section section) {
  if (section == Section::losers || section == Section::bids) return Role::bidder;
  if (field == Field::candidate || section == Section::candidates) return Role::candidate;
  return field == Field::supplier ? Role::winner : Role::bidder;
}

// 1, 第1名, 第一: the rank that a cell states; 0 for none.
int rank_in(std::u16string_view cell) {
  static constexpr std::u16string_view kNumerals = u"一二三四五六七八九";
  if (cell.size() > 12) return 0;
  for (const char16_t c : cell) {
    if (is_digit(c) && c != u'0') return c - u'0';
    if (const std::size_t at = kNumerals.find(c); at != std::u16string_view::npos)
      return static_cast<int>(at) + 1;
  }
  return 0;
}

class Suppliers {
 public:
  Suppliers(const PageView& view, const std::vector<Mark>& marks, const std::vector<Grid>& grids)
      : view_(view), marks_(marks), grids_(grids) {}

  std::vector<SupplierRecord> run() {
    for (const Grid& grid : grids_) read_grid(grid);
    read_marks();
    read_sentences();
    return std::move(records_);
  }

 private:
  // 第一标段： in the lines right above a table.
  Stretch lot_above(const Grid& grid) const {
    constexpr std::size_t kLines = 2;
    const std::size_t first = view_.unit_at(grid.begin);
    for (std::size_t u = first; first < view_.units().size() && u-- > 0 && first - u <= kLines;) {
      Stretch no;
      Stretch name;
      const Unit& line = view_.units()[u];
      if (line.table == view_.units()[first].table) continue;  // within a layout table of the page
      if (read_lot_head(view_, line, no, name)) return no;
    }
    return {};
  }

  void read_grid(const Grid& grid) {
    ++source_;
    const Stretch above = lot_above(grid);
    Field who = Field::none;
    for (const Field field : {Field::supplier, Field::candidate, Field::bidder})
      if (who == Field::none && grid.has(field)) who = field;
    if (who == Field::none || grid.section == Section::past_work ||
        grid.section == Section::candidate_details)
      return;
    // 评审得分 tables and the like name bidders again; without a sum, a rank or a lot they say nothing new.
    const Field sum = grid.has(Field::award_amount) ? Field::award_amount
                      : grid.has(Field::bid_price)  ? Field::bid_price
                                                    : Field::contract_amount;
    const int sum_column = grid.column_of(sum);
    for (const auto& row : grid.rows) {
      SupplierRecord record;
      record.supplier = cell_of(grid, row, who);
      if (record.supplier.empty()) continue;
      // Cells that were assigned by their looks must look like a name.
      Column as_name;
      as_name.field = Field::supplier;
      if (grid.aligned_by_type &&
          cell_fit(view_.text(record.supplier.begin, record.supplier.end), as_name) < 1)
        continue;
      record.role = role_of(who, grid.section);
      // 排名 | 供应商名称 | 最终报价: all that bid, in order; what was paid would be a 成交金额.
      if (who == Field::supplier && grid.has(Field::rank) && !grid.has(Field::award_amount))
        record.role = Role::candidate;
      if (who == Field::bidder && grid.has(Field::rank) && grid.section != Section::bids)
        record.role = Role::candidate;
      record.lot = cell_of(grid, row, Field::lot_no);
      if (record.lot.empty()) record.lot = cell_of(grid, row, Field::lot_name);
      if (record.lot.empty()) {
        record.lot = above;
        record.under_lot = !above.empty();
      }
      record.address = cell_of(grid, row, Field::supplier_address);
      if (record.address.empty()) record.address = cell_of(grid, row, Field::address);
      record.amount = cell_of(grid, row, sum);
      record.amount_unit = cell_of(grid, row, Field::unit);
      record.score = cell_of(grid, row, Field::score);
      record.term = cell_of(grid, row, Field::service_term);
      const Stretch rank = cell_of(grid, row, Field::rank);
      record.rank = rank_in(view_.text(rank.begin, rank.end));
      if (sum_column >= 0) {
        record.bare_unit = grid.columns[static_cast<std::size_t>(sum_column)].bare_unit;
        record.amount_head = grid.columns[static_cast<std::size_t>(sum_column)].head;
      }
      record.section = grid.section;
      record.layout = Layout::grid;
      record.confidence = (grid.aligned_by_type ? 0.85 : 0.93) * trust(grid.section);
      record.source = source_;
      records_.push_back(record);
    }
  }

  void read_marks() {
    ++source_;
    std::size_t g = 0;
    SupplierRecord current;
    bool open = false;
    Stretch lot;
    Stretch early_amount;
    std::int64_t early_unit = 0;
    Stretch early_head;
    const auto close = [&] {
      if (open && !current.supplier.empty()) records_.push_back(current);
      open = false;
    };
    std::uint32_t last_unit = 0;
    for (const Mark& mark : marks_) {
      while (g < grids_.size() && grids_[g].end <= mark.begin) ++g;
      if (g < grids_.size() && mark.begin >= grids_[g].begin) continue;
      for (std::uint32_t u = last_unit; u <= mark.unit; ++u) {
        Stretch no;
        Stretch name;
        if (read_lot_head(view_, view_.units()[u], no, name)) lot = no;
      }
      last_unit = mark.unit + 1;
      const Stretch value = value_of(view_, mark);
      switch (mark.field) {
        case Field::lot_no:
          if (!value.empty()) lot = value;
          break;
        case Field::supplier:
        case Field::candidate: {
          if (mark.section == Section::past_work || mark.section == Section::candidate_details) break;
          // 单位名称 | 某公司: a cell of its own needs no colon where the section speaks of candidates.
          const bool cell = mark.whole && mark.section == Section::candidates &&
                            (view_.units()[mark.unit].table >= 0 || view_.piped());
          if ((mark.word.use & kColon) != 0 && !mark.colon && !cell) break;
          if (value.empty() || value.size() > 160) break;
          // A head of a table that nothing else gave away: the next line is another head.
          Column as_name;
          as_name.field = Field::supplier;
          if (!mark.colon && cell_fit(view_.text(value.begin, value.end), as_name) < 1) break;
          close();
          current = SupplierRecord{};
          current.role = role_of(mark.field, mark.section);
          if (mark.field == Field::candidate) current.role = Role::candidate;
          current.rank = mark.word.rank;
          current.supplier = value;
          current.lot = lot;
          current.section = mark.section;
          current.layout = view_.units()[mark.unit].table >= 0 ? Layout::table : Layout::label;
          current.confidence = 0.93 * trust(mark.section);
          current.source = source_;
          if (!early_amount.empty()) {
            current.amount = early_amount;
            current.bare_unit = early_unit;
            current.amount_head = early_head;
            early_amount = {};
          }
          open = true;
          break;
        }
        case Field::award_amount:
        case Field::bid_price: {
          const bool own = mark.section != Section::past_work;
          if (value.empty() || !own) break;
          const Stretch extent = extent_of(view_, mark, value);
          if (open && current.amount.empty()) {
            current.amount = {extent.begin, std::min(extent.end, extent.begin + 90)};
            current.bare_unit = mark.bare_unit;
            current.amount_head = {mark.label_begin, mark.value_begin};
          } else if (!open && mark.field == Field::award_amount) {
            early_amount = {extent.begin, std::min(extent.end, extent.begin + 90)};
            early_unit = mark.bare_unit;
            early_head = {mark.label_begin, mark.value_begin};
          }
          break;
        }
        case Field::supplier_address:
          if (open && current.address.empty()) current.address = value;
          break;
        case Field::score:
          if (open && current.score.empty()) current.score = value;
          break;
        case Field::service_term:
          if (open && current.term.empty()) current.term = value;
          break;
        case Field::buyer_name:
        case Field::agency_name:
          close();
          break;
        default:
          if (mark.heading && mark.section != Section::result && mark.section != Section::candidates &&
              mark.section != Section::none)
            close();
          break;
      }
    }
    close();
  }

  // 确定某公司为中标人; 第一中标候选人为某公司
  void read_sentences() {
    ++source_;
    const std::u16string_view text = view_.text();
    static constexpr std::u16string_view kTails[] = {u"为中标人",       u"为成交供应商",      u"为中标供应商",
                                                     u"为成交人",       u"为中标单位",        u"为成交单位",
                                                     u"为本项目中标人", u"为本项目成交供应商"};
    for (const std::u16string_view tail : kTails) {
      for (std::size_t at = text.find(tail); at != std::u16string_view::npos; at = text.find(tail, at + 2)) {
        const auto end = static_cast<Place>(at);
        const Place floor = end > 60 ? end - 60 : 0;
        Place begin = end;
        while (begin > floor && text[begin - 1] != u'。' && text[begin - 1] != u',' &&
               text[begin - 1] != u':')
          --begin;
        for (const std::u16string_view lead :
             {std::u16string_view(u"确定"), std::u16string_view(u"推荐"), std::u16string_view(u"选定")}) {
          const std::size_t p = text.substr(begin, end - begin).find(lead);
          if (p != std::u16string_view::npos) begin += static_cast<Place>(p + lead.size());
        }
        add_sentence({begin, end}, Role::winner, 0);
      }
    }
    // 中标人为某公司,中标价…: the name behind.
    static constexpr std::u16string_view kLeads[] = {
        u"中标人为", u"中标单位为", u"成交供应商为", u"中标供应商为", u"成交单位为", u"中选单位为",
        u"成交人为", u"中选人为",   u"中标供应商是", u"中标单位是",   u"中标人是"};
    for (const std::u16string_view lead : kLeads) {
      for (std::size_t at = text.find(lead); at != std::u16string_view::npos; at = text.find(lead, at + 2)) {
        const auto begin = static_cast<Place>(at + lead.size());
        const Place end = end_of_name(begin);
        add_sentence({begin, end}, Role::winner, 0, offered_behind(end));
      }
    }
    static constexpr std::u16string_view kCandidates[] = {u"第一中标候选人为", u"第二中标候选人为",
                                                          u"第三中标候选人为"};
    for (int rank = 1; rank <= 3; ++rank) {
      const std::u16string_view lead = kCandidates[rank - 1];
      const std::size_t at = text.find(lead);
      if (at == std::u16string_view::npos) continue;
      const auto begin = static_cast<Place>(at + lead.size());
      const Place end = end_of_name(begin);
      add_sentence({begin, end}, Role::candidate, rank, offered_behind(end));
    }
  }

  Place end_of_name(Place begin) const {
    constexpr Place kLongestName = 60;
    const std::u16string_view text = view_.text();
    Place end = begin;
    while (end < text.size() && end - begin < kLongestName && text[end] != u',' && text[end] != u'。' &&
           text[end] != u';' && text[end] != u'(')
      ++end;
    return end;
  }

  // …,投标报价1042478元,…: the sum of the same sentence.
  Stretch offered_behind(Place from) const {
    constexpr std::size_t kReach = 90;
    const std::u16string_view rest = view_.text().substr(from, kReach);
    const std::size_t stop = std::min({rest.find(u'。'), rest.find(u"中标候选人"), rest.size()});
    for (const std::u16string_view label : {std::u16string_view(u"报价"), std::u16string_view(u"投标价"),
                                            std::u16string_view(u"中标价"), std::u16string_view(u"金额")}) {
      const std::size_t at = rest.find(label);
      if (at == std::u16string_view::npos || at + label.size() > stop) continue;
      const auto begin = static_cast<Place>(from + at + label.size());
      auto end = static_cast<Place>(from + stop);
      if (const std::size_t unit = view_.text(begin, end).find(u'元'); unit != std::u16string_view::npos)
        end = begin + static_cast<Place>(unit) + 1;
      return {begin, end};
    }
    return {};
  }

  void add_sentence(Stretch name, Role role, int rank, Stretch sum = {}) {
    Column who;
    who.field = Field::supplier;
    if (name.size() < 5 || cell_fit(view_.text(name.begin, name.end), who) < 1) return;
    SupplierRecord record;
    record.role = role;
    record.rank = rank;
    record.supplier = name;
    record.amount = sum;
    record.layout = Layout::prose;
    record.confidence = 0.75;
    record.source = source_;
    records_.push_back(record);
  }

  const PageView& view_;
  const std::vector<Mark>& marks_;
  const std::vector<Grid>& grids_;
  std::vector<SupplierRecord> records_;
  int source_ = 0;
};

}  // namespace

std::vector<SupplierRecord> read_suppliers(const PageView& view, const std::vector<Mark>& marks,
                                           const std::vector<Grid>& grids) {
  return Suppliers(view, marks, grids).run();
}

}  // namespace tenderlead::parsers::notice
