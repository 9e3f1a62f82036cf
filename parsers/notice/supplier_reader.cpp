// Winners, ranked candidates and bidders.
#include <algorithm>

#include "parsers/notice/records.h"

namespace tenderlead::parsers::notice {
namespace {

Role role_of(Field field, Section section) {
  if (section == Section::losers || section == Section::bids) return Role::bidder;
  if (field == Field::candidate || section == Section::candidates) return Role::candidate;
  return field == Field::supplier ? Role::winner : Role::bidder;
}

class Suppliers {
 public:
  Suppliers(const PageView& view, const std::vector<Mark>& marks, const std::vector<Grid>& grids)
      : view_(view), marks_(marks), grids_(grids) {}

  std::vector<SupplierRecord> run() {
    for (const Grid& grid : grids_) read_grid(grid);
    read_marks();
    read_supplier_sentences(view_, marks_, ++source_, records_);
    read_supplier_rankings(view_, marks_, ++source_, records_);
    take_lone_sum();
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
    const SupplierColumns columns = supplier_columns(view_, grid);
    const Field who = columns.role;
    if (columns.who < 0 || grid.section == Section::past_work || grid.section == Section::candidate_details)
      return;
    const auto cell_at = [](const std::vector<Stretch>& row, int column) {
      return column >= 0 ? row[static_cast<std::size_t>(column)] : Stretch{};
    };
    const auto words = [&](Stretch cell) { return view_.text(cell.begin, cell.end); };
    if (read_places(grid, above)) return;
    // 入围供应商 | 得分 | 排名: all of them won, whatever their order.
    const std::u16string_view called = words(grid.columns[static_cast<std::size_t>(columns.who)].head);
    const bool chosen = called.find(u"入围") != called.npos && called.find(u"候选") == called.npos;
    for (const auto& row : grid.rows) {
      SupplierRecord record;
      record.supplier = cell_at(row, columns.who);
      if (record.supplier.empty()) continue;
      // Cells that were assigned by their looks must look like a name.
      Column as_name;
      as_name.field = Field::supplier;
      if (grid.aligned_by_type &&
          cell_fit(view_.text(record.supplier.begin, record.supplier.end), as_name) < 1)
        continue;
      record.role = role_of(who, grid.section);
      // 排名 | 供应商名称 | 最终报价: all that bid, in order; what was paid would be a 成交金额.
      const int rank = rank_in(words(cell_at(row, columns.rank)));
      if (who == Field::supplier && grid.has(Field::rank) && !grid.has(Field::award_amount) && !chosen)
        record.role = Role::candidate;
      if (who == Field::bidder && columns.rank >= 0 && grid.section != Section::bids &&
          (rank > 0 || grid.has(Field::rank)))
        record.role = Role::candidate;
      // 推荐意见 with 第一中标候选人 for some: the others only bid.
      if (columns.rank >= 0 && !grid.has(Field::rank) && rank == 0 && record.role == Role::candidate)
        record.role = Role::bidder;
      // A lot without a winner may still name the one that bid: 某公司 | 流标.
      const auto failed = [&](Stretch cell) {
        constexpr Place kLongestVerdict = 12;
        return cell.size() <= kLongestVerdict && tells_failure(words(cell));
      };
      if (std::any_of(row.begin(), row.end(), failed)) continue;
      if (const Stretch outcome = cell_at(row, columns.outcome); !outcome.empty()) {
        const std::u16string_view said = words(outcome);
        const bool no = said.find(u'否') != said.npos || said.find(u'未') != said.npos ||
                        said.find(u'不') != said.npos || said.find(u'落') != said.npos;
        record.role = no ? Role::bidder : Role::winner;
      }
      record.lot = cell_of(grid, row, Field::lot_no);
      if (record.lot.empty()) record.lot = cell_of(grid, row, Field::lot_name);
      if (record.lot.empty()) {
        record.lot = above;
        record.under_lot = !above.empty();
      }
      record.address = cell_of(grid, row, Field::supplier_address);
      if (record.address.empty()) record.address = cell_of(grid, row, Field::address);
      record.amount = cell_at(row, columns.sum);
      record.amount_unit = cell_of(grid, row, Field::unit);
      record.score = cell_of(grid, row, Field::score);
      record.term = cell_of(grid, row, Field::service_term);
      record.rank = rank;
      record.rank_words = cell_at(row, columns.rank);
      if (columns.sum >= 0) {
        record.bare_unit = grid.columns[static_cast<std::size_t>(columns.sum)].bare_unit;
        record.amount_head = grid.columns[static_cast<std::size_t>(columns.sum)].head;
      }
      record.section = grid.section;
      record.layout = Layout::grid;
      record.confidence = (grid.aligned_by_type ? 0.85 : 0.93) * trust(grid.section);
      record.source = source_;
      records_.push_back(record);
    }
  }

  // 标段 | 第一中标候选人 | 报价 | 第二中标候选人 | 报价: one column a place, each perhaps with what it bid in the next.
  bool read_places(const Grid& grid, Stretch above) {
    std::vector<std::size_t> places;
    for (std::size_t c = 0; c < grid.columns.size(); ++c) {
      const Stretch head = grid.columns[c].head;
      const std::u16string_view called = view_.text(head.begin, std::max(head.begin, head.end));
      const bool place =
          called.starts_with(u"第") && called.find(u"候选") != called.npos && rank_in(called) > 0;
      if (place && (places.empty() || rank_in(called) != rank_of(grid, places.back()))) places.push_back(c);
    }
    if (places.size() < 2) return false;
    for (const auto& row : grid.rows)
      for (const std::size_t c : places) {
        if (!names_organisation(view_, row[c])) continue;
        SupplierRecord record;
        record.supplier = row[c];
        record.role = Role::candidate;
        record.rank = rank_of(grid, c);
        record.rank_words = grid.columns[c].head;
        record.lot = cell_of(grid, row, Field::lot_no);
        if (record.lot.empty()) record.lot = cell_of(grid, row, Field::lot_name);
        if (record.lot.empty()) {
          record.lot = above;
          record.under_lot = !above.empty();
        }
        if (c + 1 < row.size() && std::find(places.begin(), places.end(), c + 1) == places.end()) {
          const Column& next = grid.columns[c + 1];
          if (next.field == Field::bid_price || next.field == Field::award_amount) {
            record.amount = row[c + 1];
            record.bare_unit = next.bare_unit;
            record.amount_head = next.head;
          }
        }
        record.section = grid.section;
        record.layout = Layout::grid;
        record.confidence = 0.9 * trust(grid.section);
        record.source = source_;
        records_.push_back(record);
      }
    return true;
  }

  int rank_of(const Grid& grid, std::size_t column) const {
    const Stretch head = grid.columns[column].head;
    return rank_in(view_.text(head.begin, head.end));
  }

  void read_marks() {
    ++source_;
    std::size_t g = 0;
    SupplierRecord current;
    bool open = false;
    Stretch lot;
    Stretch early_amount;
    BareUnit early_unit;
    Stretch early_head;
    const auto end_of_page = static_cast<Place>(view_.text().size());
    // `next`: where the next name is told.
    const auto close = [&](Place next) {
      // 第一名：某公司,报价12万元: words that no mark tells.
      if (open && current.amount.empty()) {
        constexpr Place kShortestName = 4;
        current.amount = sum_in_words(view_, current.supplier.begin + kShortestName, current.supplier.end);
        // 供应商名称 某公司；供应商地址 …；中标金额 1267500；: the line goes on without colons.
        constexpr Place kRestOfLine = 200;
        const std::size_t line = view_.unit_at(current.supplier.begin);
        if (current.amount.empty() && line < view_.units().size() && view_.units()[line].table < 0)
          current.amount =
              sum_in_words(view_, current.supplier.end,
                           std::min({view_.units()[line].end, current.supplier.end + kRestOfLine, next}));
      }
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
          // 三、中标候选人 above a table is its heading.
          if (g < grids_.size() && grids_[g].begin < value.end) break;
          // A head of a table that nothing else gave away: the next line is another head.
          Column as_name;
          as_name.field = Field::supplier;
          if (!mark.colon && cell_fit(view_.text(value.begin, value.end), as_name) < 1) break;
          close(mark.begin);
          current = SupplierRecord{};
          current.role = role_of(mark.field, mark.section);
          if (mark.field == Field::candidate) current.role = Role::candidate;
          current.rank = mark.word.rank;
          if (current.rank > 0) current.rank_words = {mark.label_begin, mark.label_end};
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
          open = !read_list(mark, value, current);
          break;
        }
        case Field::award_amount:
        case Field::bid_price: {
          const bool own = mark.section != Section::past_work;
          if (value.empty() || !own) break;
          const Stretch extent = extent_of(view_, mark, value);
          if (open && current.amount.empty()) {
            current.amount = {extent.begin, std::min(extent.end, extent.begin + 90)};
            current.bare_unit = mark.bare_unit.stated() ? mark.bare_unit : unit_behind(mark);
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
          close(end_of_page);
          break;
        default:
          if (mark.heading && mark.section != Section::result && mark.section != Section::candidates &&
              mark.section != Section::none)
            close(end_of_page);
          break;
      }
    }
    close(end_of_page);
  }

  // 成交供应商：某公司 above 标的 | 数量 | 成交金额: the sum of a table that names nobody is the one winner's.
  void take_lone_sum() {
    SupplierRecord* winner = nullptr;
    for (SupplierRecord& record : records_) {
      if (record.role != Role::winner || record.confidence <= 0.5) continue;
      if (winner != nullptr) return;
      winner = &record;
    }
    if (winner == nullptr || !winner->amount.empty()) return;
    const Grid* told = nullptr;
    for (const Grid& grid : grids_) {
      if (!grid.has(Field::award_amount) || supplier_columns(view_, grid).who >= 0) continue;
      if (told != nullptr || grid.rows.size() != 1 || trust(grid.section) < 0.8) return;
      told = &grid;
    }
    if (told == nullptr) return;
    const auto column = static_cast<std::size_t>(told->column_of(Field::award_amount));
    winner->amount = told->rows.front()[column];
    winner->bare_unit = told->columns[column].bare_unit;
    winner->amount_head = told->columns[column].head;
  }

  // 中标价格：121.5 价格单位：万元
  BareUnit unit_behind(const Mark& mark) const {
    const Mark* next = &mark + 1;
    if (next == marks_.data() + marks_.size() ||
        !view_.text(next->label_begin, next->label_end).ends_with(u"单位"))
      return {};
    const Stretch unit = value_of(view_, *next);
    return unit_alone(view_, unit.begin, std::max(unit.begin, unit.end));
  }

  // 入围供应商：A、B、C, or one a line with numbers: adds them all. False where the value is one name.
  bool read_list(const Mark& mark, Stretch value, const SupplierRecord& like) {
    std::vector<ListedName> names = names_in_list(view_, value);
    const bool in_line = !names.empty();
    if (!in_line) names = names_below(value);
    if (names.size() < 2) return false;
    for (const ListedName& listed : names) {
      SupplierRecord record = like;
      record.supplier = listed.name;
      if (!listed.lot.empty()) record.lot = listed.lot;
      // Names on lines with numbers, or under their lots, stand in their order.
      if (mark.word.rank == 0 && (!in_line || !listed.lot.empty())) record.rank = listed.place;
      records_.push_back(record);
    }
    return true;
  }

  // 1、A / 2、B / 3、C from the line of the value on.
  std::vector<ListedName> names_below(Stretch value) const {
    constexpr std::size_t kMostNames = 200;
    std::vector<ListedName> names;
    const auto& units = view_.units();
    for (std::size_t u = view_.unit_at(value.begin); u < units.size() && names.size() < kMostNames; ++u) {
      const Place begin = skip_numbering(view_, units[u].begin, units[u].end);
      Stretch name{begin, units[u].end};
      while (!name.empty() &&
             std::u16string_view(u";,。、").find(view_.text()[name.end - 1]) != std::u16string_view::npos)
        --name.end;
      if (begin == units[u].begin || units[u].table >= 0 || !names_organisation(view_, name)) break;
      names.push_back({name, {}, static_cast<int>(names.size()) + 1});
    }
    return names;
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
