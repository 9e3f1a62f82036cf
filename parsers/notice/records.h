// Records: what a notice lists more than one of. Winners, candidates and bidders; lots; planned procurements.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/notice/findings.h"

namespace tenderlead::parsers::notice {

// What a page says a supplier is to the procurement.
enum class Role : std::uint8_t { winner, candidate, bidder };

struct SupplierRecord {
  Role role = Role::winner;
  Stretch lot;
  Stretch supplier;
  Stretch address;
  Stretch amount;
  Stretch amount_unit;  // of a column 单位
  Stretch amount_head;
  Stretch score;
  Stretch term;
  Stretch rank_words;  // 第一中标候选人; empty where only the order of a list says it
  int rank = 0;
  BareUnit bare_unit;
  Section section = Section::none;
  Layout layout = Layout::label;
  double confidence = 0;
  int source = 0;          // records of one table or of one run of labels share it
  bool under_lot = false;  // the lot's number heads the table: 第一标段：
};

struct LotRecord {
  Stretch no;
  Stretch name;
  Stretch quantity;
  Stretch unit;
  Stretch budget;
  Stretch ceiling;
  BareUnit budget_unit;
  BareUnit ceiling_unit;
  Layout layout = Layout::label;
  double confidence = 0;
  bool own_heading = false;  // a line of its own gives number and name: 采购包1(某某系统):
  bool own_sum = false;      // under a lot's own label: 采购包预算金额
};

struct IntentionRecord {
  Stretch name;
  Stretch demand;
  Stretch budget;
  Stretch month;
  Stretch buyer;
  BareUnit budget_unit;
  Layout layout = Layout::label;
  double confidence = 0;
};

// Which columns of a table tell of suppliers; -1 where none does.
struct SupplierColumns {
  int who = -1;
  Field role = Field::none;  // supplier, candidate or bidder
  int sum = -1;
  int rank = -1;
  int outcome = -1;  // 是否中标
};
SupplierColumns supplier_columns(const PageView& view, const Grid& grid);
// 1, 第1名, 第一中标候选人: the place that a cell states; 0 for none.
int rank_in(std::u16string_view cell);
// 废标, 流标, 不足三家: what stands where nobody was chosen.
bool tells_failure(std::u16string_view cell);
// Whether a cell is the name of an organisation and nothing else.
bool names_organisation(const PageView& view, Stretch cell);

// Several firms of which the words say who leads and who joins: (主)甲公司，(成)乙公司; 甲公司(牵头人)、乙公司(成员).
bool names_consortium(std::u16string_view words);

// A、B、C, or 一标段：A B 二标段：C D: the names of a list in one line; empty where it is one name, or a consortium's.
struct ListedName {
  Stretch name;
  Stretch lot;
  int place = 0;  // from 1, in its lot
};
std::vector<ListedName> names_in_list(const PageView& view, Stretch value);

// Winners and candidates that sentences name: 确定某公司为中标人; 某公司以12万元中标.
void read_supplier_sentences(const PageView& view, const std::vector<Mark>& marks, int source,
                             std::vector<SupplierRecord>& out);
// Candidates that a line or sentence lists by numbers behind words such as 推荐中标候选人顺序.
void read_supplier_rankings(const PageView& view, const std::vector<Mark>& marks, int source,
                            std::vector<SupplierRecord>& out);
// …,投标报价1042478元: the sum that the words from `from` to `stop` give after 报价, 中标价 and the like; empty where they give none.
Stretch sum_in_words(const PageView& view, Place from, Place stop);

std::vector<SupplierRecord> read_suppliers(const PageView& view, const std::vector<Mark>& marks,
                                           const std::vector<Grid>& grids);
std::vector<LotRecord> read_lots(const PageView& view, const std::vector<Mark>& marks,
                                 const std::vector<Grid>& grids);
std::vector<IntentionRecord> read_intentions(const PageView& view, const std::vector<Mark>& marks,
                                             const std::vector<Grid>& grids);

// A figure, a numeral or a capital letter.
bool is_lot_number(char16_t c);
// Cuts what a lot may cost off its name: 门诊楼装修,预算129万元.
void part_name_and_sum(const PageView& view, LotRecord& lot);
// Lots that lines or sentences list, each where no other reading found any.
void lots_of_lines(const PageView& view, const std::vector<Mark>& marks, std::vector<LotRecord>& out);
void lots_of_sections(const PageView& view, std::vector<LotRecord>& out);
void lots_of_list(const PageView& view, std::vector<LotRecord>& out);
void lots_of_shares(const PageView& view, const std::vector<Mark>& marks, std::vector<LotRecord>& out);
void shares_of_budget(const PageView& view, const std::vector<Mark>& marks, std::vector<LotRecord>& lots);
// 第一标段, 一, 01 and 1 are one number.
std::u16string lot_key(std::u16string_view no);
void lots_of_line(const PageView& view, const std::vector<Mark>& marks, std::vector<LotRecord>& out);

// 采购包1, 第二标段, 一标段, A包 at the start of `text` from `p` on: where its number stands and where the head ends.
struct LotHead {
  std::size_t number = 0;
  std::size_t number_end = 0;
  std::size_t end = 0;  // 0: no head
};
// `loose`: what follows a number without 第 may be anything.
LotHead lot_head_at(std::u16string_view text, std::size_t p, bool loose = false);

// 采购包1(名称): 标项一 第二标段 包件A at the start of a line: its number and name. False where the unit is no such head.
bool read_lot_head(const PageView& view, const Unit& unit, Stretch& no, Stretch& name);

}  // namespace tenderlead::parsers::notice
