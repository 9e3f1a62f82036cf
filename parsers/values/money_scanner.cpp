#include "parsers/values/money_scanner.h"

#include <algorithm>
#include <array>
#include <string>

#include "parsers/values/chinese_number.h"
#include "parsers/values/first_characters.h"
#include "parsers/values/folded_text.h"

namespace tenderlead::parsers {

namespace {

struct CurrencyWord {
  std::u32string_view words;
  const char* code;
};

// Words after the number, or 人民币-like words before it. Longer words first where one begins another.
constexpr CurrencyWord kCurrencyWords[] = {
    {U"人民币", "CNY"}, {U"美元", "USD"},     {U"美金", "USD"},   {U"欧元", "EUR"},     {U"日元", "JPY"},
    {U"日圆", "JPY"},   {U"港币", "HKD"},     {U"港元", "HKD"},   {U"英镑", "GBP"},     {U"澳元", "AUD"},
    {U"加元", "CAD"},   {U"加拿大元", "CAD"}, {U"韩元", "KRW"},   {U"新加坡元", "SGD"}, {U"瑞士法郎", "CHF"},
    {U"瑞郎", "CHF"},   {U"卢布", "RUB"},     {U"澳门元", "MOP"}, {U"澳门币", "MOP"},   {U"新台币", "TWD"},
    {U"台币", "TWD"},   {U"泰铢", "THB"},
};

constexpr CurrencyWord kCurrencySigns[] = {
    {U"CNY", "CNY"}, {U"RMB¥", "CNY"}, {U"RMB", "CNY"}, {U"rmb", "CNY"}, {U"¥", "CNY"},
    {U"Y¥", "CNY"},  {U"US$", "USD"},  {U"USD", "USD"}, {U"HK$", "HKD"}, {U"HKD", "HKD"},
    {U"EUR", "EUR"}, {U"€", "EUR"},    {U"JPY", "JPY"}, {U"GBP", "GBP"}, {U"£", "GBP"},
    {U"AUD", "AUD"}, {U"CAD", "CAD"},  {U"CHF", "CHF"}, {U"SGD", "SGD"}, {U"$", "USD"},
};

// After a slash or 每, these don't make a unit price: the whole is what is priced.
constexpr std::u32string_view kWholes[] = {U"项", U"批", U"包", U"标段", U"标项", U"全", U"本", U"总", U"宗"};

constexpr std::u32string_view kUnitPriceWords[] = {U"单价", U"每人", U"每次", U"每平",   U"每吨",
                                                   U"每台", U"每套", U"每月", U"每年",   U"每天",
                                                   U"每份", U"每个", U"每例", U"每公里", U"每小时"};
constexpr std::u32string_view kRateWords[] = {U"率", U"折扣", U"系数", U"优惠", U"下浮", U"比例"};

constexpr std::int64_t kFenPerYuan = 100;
// A cell without a unit under a header of 万元 that would be more than 10,000,000,000 yuan was filled in in yuan.
constexpr std::int64_t kImplausible = 10'000'000'000 * kFenPerYuan;

// Multiplies millionths of a number by minor units in one; rounds half up.
std::optional<std::int64_t> scale(std::int64_t millionths, std::int64_t unit) {
  if (millionths < 0 || millionths == INT64_MAX) return std::nullopt;
  std::int64_t whole = 0;
  std::int64_t part = 0;
  if (__builtin_mul_overflow(millionths / 1'000'000, unit, &whole)) return std::nullopt;
  if (__builtin_mul_overflow(millionths % 1'000'000, unit, &part)) return std::nullopt;
  std::int64_t sum = 0;
  if (__builtin_add_overflow(whole, (part + 500'000) / 1'000'000, &sum)) return std::nullopt;
  return sum;
}

class MoneyScanner {
 public:
  MoneyScanner(const FoldedText& text, const MoneyContext& context) : text_(text), context_(context) {}

  std::vector<ScannedMoney> run() {
    std::vector<ScannedMoney> found;
    for (std::size_t at = 0; at < text_.size();) {
      std::optional<ScannedMoney> match;
      if (may_start(at)) match = read_at(at);
      if (match) {
        at = std::max(match->end, at + 1);
        found.push_back(std::move(*match));
      } else {
        at = skip(at);
      }
    }
    return found;
  }

 private:
  // Past a run of digits, letters and code signs that was no amount, so that no part of it is taken for one.
  std::size_t skip(std::size_t at) const {
    if (!is_digit(text_[at]) && !is_ascii_letter(text_[at])) return at + 1;
    const bool digits = is_digit(text_[at]);
    while (is_digit(text_[at]) || (!digits && is_ascii_letter(text_[at]))) ++at;
    return at;
  }

  bool may_start(std::size_t at) const {
    const char32_t c = text_[at];
    if (is_digit(c)) {
      const char32_t before = at > 0 ? text_[at - 1] : U' ';
      return !is_digit(before) && !is_ascii_letter(before) && before != U'.' &&
             !(before == U'-' && at > 1 && (is_digit(text_[at - 2]) || is_ascii_letter(text_[at - 2])));
    }
    if (chinese_digit(c) >= 0 || c == U'十' || c == U'拾' || c == U'百' || c == U'佰' || c == U'仟')
      return true;
    static const FirstCharacters kSigns(kCurrencySigns, [](const CurrencyWord& sign) { return sign.words; });
    static const FirstCharacters kWords(kCurrencyWords, [](const CurrencyWord& word) { return word.words; });
    if (!kSigns.has(c) && !kWords.has(c)) return false;
    const auto begins = [&](const CurrencyWord& word) {
      return word.words.front() == c && text_.starts_with(at, word.words);
    };
    return std::any_of(std::begin(kCurrencySigns), std::end(kCurrencySigns), begins) ||
           std::any_of(std::begin(kCurrencyWords), std::end(kCurrencyWords), begins);
  }

  std::size_t skip_spaces(std::size_t at) const {
    while (text_[at] == U' ') ++at;
    return at;
  }

  std::optional<ScannedMoney> read_at(std::size_t begin) const {
    if (text_.starts_with(begin, U"百分之")) return read_percent_words(begin);
    std::string currency;
    std::size_t at = begin;
    for (const auto& sign : kCurrencySigns)
      if (currency.empty() && text_.starts_with(at, sign.words)) {
        currency = sign.code;
        at += sign.words.size();
      }
    if (currency.empty() && !is_digit(text_[at]))
      for (const auto& word : kCurrencyWords)
        if (currency.empty() && text_.starts_with(at, word.words)) {
          currency = word.code;
          at += word.words.size();
        }
    if (!currency.empty()) at = skip_between(at);
    auto match = is_digit(text_[at]) ? read_figures(at, currency) : read_words(at, currency);
    if (match) match->begin = begin;
    return match;
  }

  // Brackets, colons, a second sign and 大写/小写 between a currency and the number.
  std::size_t skip_between(std::size_t at) const {
    for (int i = 0; i < 12; ++i) {
      const std::size_t before = at;
      while (text_[at] == U' ' || text_[at] == U'(' || text_[at] == U')' || text_[at] == U':' ||
             text_[at] == U'¥' || text_[at] == U'[' || text_[at] == U']' || text_[at] == U'_')
        ++at;
      for (const auto words : kMoneyFillers)
        if (text_.starts_with(at, words)) {
          at += words.size();
          break;
        }
      if (at == before) break;
    }
    return at;
  }

  std::optional<ScannedMoney> read_percent_words(std::size_t begin) const {
    const auto number = read_chinese_number(text_, begin + 3);
    if (!number) return std::nullopt;
    ScannedMoney found;
    found.begin = begin;
    found.end = number->end;
    found.kind = MoneyKind::rate;
    found.rate = static_cast<double>(number->value) / 100.0;
    found.unit_stated = true;
    return found;
  }

  // The scale word at `at`, in ones: 亿, 千万, 百万, 十万, 万, 千, 百; 1 and no move where there is none.
  std::int64_t read_scale(std::size_t& at) const {
    struct Scale {
      std::u32string_view words;
      std::int64_t value;
    };
    static constexpr Scale kScales[] = {{U"万亿", 1'000'000'000'000},
                                        {U"百亿", 10'000'000'000},
                                        {U"十亿", 1'000'000'000},
                                        {U"亿", 100'000'000},
                                        {U"億", 100'000'000},
                                        {U"千万", 10'000'000},
                                        {U"仟万", 10'000'000},
                                        {U"百万", 1'000'000},
                                        {U"佰万", 1'000'000},
                                        {U"十万", 100'000},
                                        {U"拾万", 100'000},
                                        {U"万", 10'000},
                                        {U"萬", 10'000},
                                        {U"千", 1'000},
                                        {U"仟", 1'000},
                                        {U"百", 100}};
    for (const auto& s : kScales)
      if (text_.starts_with(at, s.words)) {
        at += s.words.size();
        return s.value;
      }
    return 1;
  }

  // 元, 圆, 美元, 人民币 … after the number.
  bool read_currency_after(std::size_t& at, std::string& currency) const {
    for (const auto& word : kCurrencyWords)
      if (text_.starts_with(at, word.words)) {
        at += word.words.size();
        if (currency.empty() || word.code != std::string_view("CNY")) currency = word.code;
        if (text_[at] == U'元') ++at;
        return true;
      }
    if (text_[at] == U'元' || text_[at] == U'圆' || text_[at] == U'圓') {
      ++at;
      for (const auto& word : kCurrencyWords)
        if (text_.starts_with(at, word.words)) at += word.words.size();
      if (currency.empty()) currency = "CNY";
      return true;
    }
    for (const auto& sign : kCurrencySigns)
      if (sign.words.size() == 3 && text_.starts_with(at, sign.words) && !is_ascii_letter(text_[at + 3])) {
        at += 3;
        currency = sign.code;
        return true;
      }
    return false;
  }

  std::optional<ScannedMoney> read_figures(std::size_t begin, std::string currency) const {
    const auto number = read_figure(text_, begin);
    if (!number) return std::nullopt;
    ScannedMoney found;
    found.begin = begin;
    std::size_t at = number->end;
    const std::size_t tight = at;
    at = skip_spaces(at);
    if (text_[at] == U'%' || text_[at] == U'‰') {
      found.kind = MoneyKind::rate;
      found.rate = number->value / (text_[at] == U'%' ? 100.0 : 1000.0);
      found.end = at + 1;
      found.unit_stated = true;
      return found;
    }
    if (text_[at] == U'折' && text_[at + 1] != U'算' && text_[at + 1] != U'合') {
      found.kind = MoneyKind::rate;
      found.rate = number->value / (number->value > 10 ? 100.0 : 10.0);
      found.end = at + 1;
      found.unit_stated = true;
      return found;
    }
    if (text_[at] == U'余' || text_[at] == U'多') ++at;
    const bool bracket = text_[at] == U'(' || text_[at] == U'[';
    std::size_t unit_at = bracket ? skip_spaces(at + 1) : at;
    if (bracket && text_.starts_with(unit_at, U"单位")) unit_at += 2;
    if (bracket && text_[unit_at] == U':') ++unit_at;
    std::int64_t ones = read_scale(unit_at);
    if (text_[unit_at] == U'余' || text_[unit_at] == U'多') ++unit_at;
    std::int64_t millionths = number->millionths;
    auto total = scale(millionths, ones * kFenPerYuan);
    // 1亿2000万元, 3万5千元: smaller scales after larger ones.
    for (std::int64_t larger = ones; larger > 1 && total && is_digit(text_[unit_at]);) {
      const auto next = read_figure(text_, unit_at);
      if (!next) break;
      std::size_t next_at = next->end;
      const std::int64_t next_ones = read_scale(next_at);
      if (next_ones >= larger || next->value * static_cast<double>(next_ones) >= static_cast<double>(larger))
        break;
      const auto part = scale(next->millionths, next_ones * kFenPerYuan);
      std::int64_t sum = 0;
      if (!part || __builtin_add_overflow(*total, *part, &sum)) return std::nullopt;
      total = sum;
      unit_at = next_at;
      larger = next_ones;
    }
    const bool stated = read_currency_after(unit_at, currency);
    if (stated) {
      if (!total) return std::nullopt;
      found.amount = *total;
      found.unit_stated = true;
      if (ones == 1) unit_at = read_small_parts(unit_at, found.amount);
      if (bracket && (text_[unit_at] == U')' || text_[unit_at] == U']')) ++unit_at;
      if (text_[unit_at] == U'整' || text_[unit_at] == U'正') ++unit_at;
      found.end = unit_at;
    } else if (ones >= 10'000 && (!currency.empty() || context_.bare_unit > 0) && total &&
               !is_counted(unit_at)) {
      found.amount = *total;  // ￥120万; 120万 where money is expected
      found.unit_stated = true;
      found.end = unit_at;
    } else {
      const std::int64_t before = currency.empty() ? unit_before(begin) : 0;
      const std::int64_t unit = before > 0               ? before
                                : context_.bare_unit > 0 ? context_.bare_unit
                                : currency.empty()       ? 0
                                                         : kFenPerYuan;
      if (unit == 0 || (currency.empty() && !stands_alone(begin, tight))) return std::nullopt;
      auto amount = scale(millionths, unit);
      const auto yuan = scale(millionths, kFenPerYuan);
      if (!amount || !yuan) return std::nullopt;
      if (unit > kFenPerYuan && *amount > kImplausible) amount = yuan;
      found.amount = *amount;
      found.as_yuan = *yuan;
      found.unit_stated = !currency.empty() || before > 0;
      found.end = tight;
      if (currency.empty() && said_before(begin, kRateWords)) {
        found.kind = MoneyKind::rate;
        found.rate = number->value > 1 ? number->value / 100.0 : number->value;
        found.amount = 0;
        return found;
      }
    }
    found.currency = currency.empty() ? context_.currency : currency;
    classify(found);
    return found;
  }

  std::optional<ScannedMoney> read_words(std::size_t begin, std::string currency) const {
    const bool currency_first = !currency.empty();
    const auto number = read_chinese_number(text_, begin);
    if (!number) return std::nullopt;
    ScannedMoney found;
    found.begin = begin;
    found.in_words = true;
    std::size_t at = skip_spaces(number->end);
    const bool stated = read_currency_after(at, currency);
    const bool whole = text_[at] == U'整' || text_[at] == U'正';
    // 一元 in 一元化 or 二元 in 二元论 is no amount; neither is a numeral without 元 that nothing announces.
    if (!stated && !(currency_first && (number->value >= 10 || whole))) {
      if (!(whole && number->value >= 10) && !said_before(begin, kCapitals)) return std::nullopt;
      if (number->value < 10) return std::nullopt;
    }
    if (stated && !currency_first && number->value < 10 &&
        (text_[at] == U'化' || text_[at] == U'论' || text_[at] == U'次'))
      return std::nullopt;
    const auto amount =
        scale(number->value > INT64_MAX / 1'000'000 ? INT64_MAX : number->value * 1'000'000, kFenPerYuan);
    if (!amount) return std::nullopt;
    found.amount = *amount;
    at = stated ? read_small_parts(at, found.amount) : at;
    if (text_[at] == U'整' || text_[at] == U'正') ++at;
    found.end = std::max(at, number->end);
    if (!stated && !whole) found.end = number->end;
    found.unit_stated = true;
    found.currency = currency.empty() ? context_.currency : currency;
    classify(found);
    return found;
  }

  // 伍角叁分, 5角3分 after the yuan.
  std::size_t read_small_parts(std::size_t at, std::int64_t& amount) const {
    for (int i = 0; i < 3; ++i) {
      std::size_t next = at;
      if (text_[next] == U'零') ++next;
      const int digit =
          is_digit(text_[next]) ? static_cast<int>(text_[next] - U'0') : chinese_digit(text_[next]);
      const char32_t unit = text_[next + 1];
      if (digit < 0 || (unit != U'角' && unit != U'分')) break;
      if (amount > INT64_MAX - 100) break;
      amount += digit * (unit == U'角' ? 10 : 1);
      at = next + 2;
    }
    return at;
  }

  // Whether the words just before (same clause, at most eight code points back) hold one of these.
  template <std::size_t N>
  bool said_before(std::size_t at, const std::u32string_view (&words)[N]) const {
    const std::size_t from = at > 8 ? at - 8 : 0;
    std::size_t start = at;
    while (start > from && text_[start - 1] != U',' && text_[start - 1] != U'。' && text_[start - 1] != U';')
      --start;
    const auto before = text_.view(start, at);
    return std::any_of(std::begin(words), std::end(words), [&](std::u32string_view word) {
      return before.find(word) != std::u32string_view::npos;
    });
  }

  // The unit that stands right before a bare number: 预算金额（万元）：850, 单位：万元 850. 0 where none does.
  std::int64_t unit_before(std::size_t at) const {
    std::size_t end = at;
    while (end > 0 && at - end < 4 &&
           (text_[end - 1] == U' ' || text_[end - 1] == U':' || text_[end - 1] == U')' ||
            text_[end - 1] == U']'))
      --end;
    if (end == at || end == 0 || text_[end - 1] != U'元') return 0;
    if (end > 1 && text_[end - 2] == U'万') return 10'000 * kFenPerYuan;
    if (end > 1 && text_[end - 2] == U'亿') return 100'000'000 * kFenPerYuan;
    return end > 1 && (text_[end - 2] == U'(' || text_[end - 2] == U':' || text_[end - 2] == U'[')
               ? kFenPerYuan
               : 0;
  }

  // 120万 followed by what is counted (人次, 平方米, 册) is no money.
  bool is_counted(std::size_t at) const {
    const char32_t c = text_[skip_spaces(at)];
    return is_chinese(c) && c != U'整' && c != U'左' && c != U'以' && c != U'(';
  }

  // A bare number that is the whole of its field: nothing counted, no part of a code, date or telephone.
  bool stands_alone(std::size_t begin, std::size_t end) const {
    std::size_t digits = 0;
    for (std::size_t i = begin; i < end; ++i) digits += is_digit(text_[i]) ? 1u : 0u;
    const bool plain = end - begin == digits;
    const bool mobile = plain && digits == 11 && text_[begin] == U'1' && text_[begin + 1] >= U'3';
    if (mobile || digits > 13 || (plain && digits > 12) || (plain && digits > 1 && text_[begin] == U'0'))
      return false;
    const char32_t after = text_[end];
    const char32_t next = text_[skip_spaces(end)];
    if (is_ascii_letter(after) || after == U'-' || after == U'/' || after == U'~' || after == U':' ||
        after == U'*' || after == U'_' || after == U'#' || (after == U'.' && is_digit(text_[end + 1])))
      return false;
    if (is_chinese(next) && next != U'整') return false;
    if (begin > 0) {
      const char32_t before = text_[begin - 1];
      if (before == U'/' || before == U'-' || before == U'#' || before == U'_' || before == U'第')
        return false;
    }
    return true;
  }

  void classify(ScannedMoney& found) const {
    std::size_t at = found.end;
    const bool slash = text_[at] == U'/' || text_[at] == U'每';
    const bool spaced = !slash && text_[at] == U' ' && text_[at + 1] == U'/';
    if (slash || spaced) {
      at = skip_spaces(at + (spaced ? 2 : 1));
      const bool per =
          is_chinese(text_[at]) || is_ascii_letter(text_[at]) || text_[at] == U'㎡' || text_[at] == U'm';
      const bool of_whole =
          std::any_of(std::begin(kWholes), std::end(kWholes),
                      [&](std::u32string_view word) { return text_.starts_with(at, word); });
      if (per && !of_whole) {
        found.kind = MoneyKind::unit_price;
        return;
      }
    }
    if (said_before(found.begin, kUnitPriceWords)) found.kind = MoneyKind::unit_price;
  }

  static constexpr std::u32string_view kCapitals[] = {U"大写"};

  const FoldedText& text_;
  const MoneyContext& context_;
};

}  // namespace

std::string currency_named_in(std::u32string_view words) {
  for (const auto& word : kCurrencyWords)
    if (words.find(word.words) != std::u32string_view::npos && word.code != std::string_view("CNY"))
      return word.code;
  return "CNY";
}

std::vector<ScannedMoney> scan_money(const FoldedText& text, const MoneyContext& context) {
  return MoneyScanner(text, context).run();
}

}  // namespace tenderlead::parsers
