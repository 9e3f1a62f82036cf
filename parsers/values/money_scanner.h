// The grammar of amounts over a folded text. Internal to values/: money.cpp turns its findings into what money.h
// promises.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/values/folded_text.h"
#include "parsers/values/money.h"

namespace tenderlead::parsers {

struct ScannedMoney {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::int64_t amount = 0;
  std::int64_t as_yuan = -1;  // what it would be in yuan, where no unit is stated
  std::string currency;
  MoneyKind kind = MoneyKind::total;
  std::optional<double> rate;
  bool unit_stated = false;
  bool in_words = false;
};

// All amounts in reading order; both ways of writing one amount are two.
std::vector<ScannedMoney> scan_money(const FoldedText& text, const MoneyContext& context);

// The currency that a header or label names; CNY where it names none.
std::string currency_named_in(std::u32string_view words);

// Words that stand between a currency and its number, or between an amount in capitals and the same in figures.
inline constexpr std::u32string_view kMoneyFillers[] = {U"大写", U"小写", U"人民币", U"金额", U"合计",
                                                        U"即",   U"计",   U"为",     U"元整", U"整",
                                                        U"元",   U"RMB",  U"总价",   U"共计"};

}  // namespace tenderlead::parsers
