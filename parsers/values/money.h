// Money as notices write it, in figures or in Chinese numerals, to fen.
//
// What may surprise: a unit in the value wins over the unit of its header, so 预算金额（万元） with the cell "120000元"
// is 120,000 yuan and "12" is 120,000 yuan too. A rate (下浮率 5%, 折扣 85折) and a unit price (元/年, 元/㎡, 单价：…) are
// found and flagged, because a reader must know that the cell isn't a total; the caller decides.
// All functions are thread-safe, linear in the text, and overflow to "no match".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "model/money.h"
#include "parsers/document.h"

namespace tenderlead::parsers {

enum class MoneyKind {
  total,
  unit_price,  // 元/年, 元/㎡, 每人每月…元, 单价
  rate,        // 下浮率, 折扣, %, 费率
};

// What the place that a number stands in says about it.
struct MoneyContext {
  // Minor units in one of a number that names no unit itself: 100 for 元, 1'000'000 for 万元. 0 means that nothing
  // says so, and that a bare number is not money.
  std::int64_t bare_unit = 0;
  std::string currency = "CNY";  // of a number that names no currency itself

  static MoneyContext yuan() { return {100, "CNY"}; }
  static MoneyContext ten_thousand_yuan() { return {1'000'000, "CNY"}; }
};

struct MoneyMatch {
  Money money;  // `text` is the matched words; amount 0 for a rate
  Span span;    // in the given text
  MoneyKind kind = MoneyKind::total;
  std::optional<double> rate;  // 0.05 for 5 %; 8.5折 is 0.85
  bool unit_stated = false;    // the words name a unit or currency themselves
  bool restated = false;       // written both in capitals and in figures, and the two agree
  bool contradicts = false;    // written both ways, and they differ: `money` is what the figures say
  std::int64_t in_words = 0;   // minor units that the capitals say; only where they contradict
};

// All amounts in reading order; they do not overlap. "（大写）壹拾万元整（小写）￥100000.00" is one match.
std::vector<MoneyMatch> find_money(std::string_view text, const MoneyContext& context = {});

// The amount that the value of one field or cell gives: its first total, else its first unit price or rate,
// else nothing. A cell of bare digits counts by context.bare_unit.
std::optional<MoneyMatch> read_money(std::string_view value,
                                     const MoneyContext& context = MoneyContext::yuan());

// The unit that a label or a column header names: 预算金额（万元） gives 万元, 金额(元) gives 元; nullopt where it names none.
std::optional<MoneyContext> money_context_from_header(std::string_view header);

}  // namespace tenderlead::parsers
