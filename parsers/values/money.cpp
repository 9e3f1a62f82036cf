#include "parsers/values/money.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>

#include "parsers/values/folded_text.h"
#include "parsers/values/money_scanner.h"

namespace tenderlead::parsers {

namespace {

// Whether only brackets, signs and words like 小写 stand between two matches.
bool only_between(const FoldedText& text, std::size_t begin, std::size_t end) {
  if (end - begin > 24) return false;
  for (std::size_t at = begin; at < end;) {
    bool moved = false;
    for (const auto words : kMoneyFillers)
      if (text.starts_with(at, words) && at + words.size() <= end) {
        at += words.size();
        moved = true;
        break;
      }
    if (moved) continue;
    constexpr std::u32string_view kSigns = U" ()[]:;,，、¥/_";
    if (kSigns.find(text[at]) == std::u32string_view::npos) return false;
    ++at;
  }
  return true;
}

MoneyMatch to_match(const ScannedMoney& found, const FoldedText& text, std::string_view original) {
  MoneyMatch match;
  // 人民币拾万元整（¥100000.00元）: the bracket that it opened closes it.
  std::size_t end = found.end;
  const auto words = text.view(found.begin, end);
  if (text[end] == U')' &&
      std::count(words.begin(), words.end(), U'(') > std::count(words.begin(), words.end(), U')'))
    ++end;
  match.span = text.span(found.begin, end);
  match.money.amount_minor = found.amount;
  match.money.currency = found.currency.empty() ? "CNY" : found.currency;
  match.money.text = std::string(original.substr(match.span.begin, match.span.size()));
  match.kind = found.kind;
  match.rate = found.rate;
  match.unit_stated = found.unit_stated;
  return match;
}

}  // namespace

std::vector<MoneyMatch> find_money(std::string_view original, const MoneyContext& context) {
  const FoldedText text(original);
  const std::vector<ScannedMoney> found = scan_money(text, context);
  std::vector<MoneyMatch> matches;
  matches.reserve(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    const ScannedMoney& one = found[i];
    if (i + 1 < found.size()) {
      const ScannedMoney& two = found[i + 1];
      const ScannedMoney& words = one.in_words ? one : two;
      const ScannedMoney& figures = one.in_words ? two : one;
      if (one.in_words != two.in_words && one.kind != MoneyKind::rate && two.kind != MoneyKind::rate &&
          only_between(text, one.end, two.begin)) {
        ScannedMoney both = figures;
        if (both.as_yuan == words.amount) both.amount = both.as_yuan;
        both.begin = one.begin;
        both.end = two.end;
        if (one.kind == MoneyKind::unit_price || two.kind == MoneyKind::unit_price)
          both.kind = MoneyKind::unit_price;
        MoneyMatch match = to_match(both, text, original);
        match.restated = both.amount == words.amount;
        match.contradicts = !match.restated;
        if (match.contradicts) match.in_words = words.amount;
        matches.push_back(std::move(match));
        ++i;
        continue;
      }
    }
    matches.push_back(to_match(one, text, original));
  }
  return matches;
}

namespace {

// 第一包：30万元；第二包：28万元，合计58万元: the one that the words before it call the sum of the others.
std::optional<std::size_t> announced_total(std::string_view value, const std::vector<MoneyMatch>& matches) {
  constexpr std::size_t kReach = 24;  // bytes
  for (std::size_t i = 1; i < matches.size(); ++i) {
    if (matches[i].kind != MoneyKind::total || matches[i].money.amount_minor <= matches[0].money.amount_minor)
      continue;
    const std::size_t from =
        std::max(matches[i - 1].span.end, matches[i].span.begin - std::min(matches[i].span.begin, kReach));
    const std::string_view before = value.substr(from, matches[i].span.begin - from);
    for (const std::string_view word : {"合计", "总计", "共计", "总额", "总价", "总预算"})
      if (before.find(word) != std::string_view::npos) return i;
  }
  return std::nullopt;
}

// 12,34元 as a whole value: a comma for the point, or a figure that a keystroke is missing in; nobody can tell.
bool is_unclear(std::string_view value) {
  static const re2::RE2 kCommas(
      R"(\s*(?:[¥￥$]|RMB|人民币)?\s*\d+(?:,\d+)*,\d{1,2}\s*[万千百亿]?[元圆]?整?\s*)");
  return re2::RE2::FullMatch(re2::StringPiece(value.data(), value.size()), kCommas);
}

}  // namespace

std::optional<MoneyMatch> read_money(std::string_view value, const MoneyContext& context) {
  if (value.find(',') != std::string_view::npos && is_unclear(value)) return std::nullopt;
  std::vector<MoneyMatch> matches = find_money(value, context);
  if (const auto sum = announced_total(value, matches)) return matches[*sum];
  for (const MoneyKind kind : {MoneyKind::total, MoneyKind::unit_price, MoneyKind::rate})
    for (auto& match : matches)
      if (match.kind == kind) return std::move(match);
  return std::nullopt;
}

std::optional<MoneyContext> money_context_from_header(std::string_view header) {
  struct Unit {
    std::u32string_view words;
    std::int64_t fen;
  };
  static constexpr Unit kUnits[] = {
      {U"亿元", 10'000'000'000}, {U"百万元", 100'000'000}, {U"万元", 1'000'000}, {U"万人民币", 1'000'000},
      {U"千元", 100'000},        {U"万美元", 1'000'000},   {U"万", 1'000'000},   {U"元", 100}};
  const FoldedText text(header);
  const auto view = text.view();
  for (const auto& unit : kUnits) {
    const std::size_t at = view.find(unit.words);
    if (at == std::u32string_view::npos) continue;
    if (unit.words == U"万" && view.find(U"(万") == std::u32string_view::npos) continue;
    const char32_t before = at > 0 ? view[at - 1] : U' ';
    if (unit.words == U"元" && (before == U'单' || before == U'多' || before == U'一')) continue;
    return MoneyContext{unit.fen, currency_named_in(view)};
  }
  return std::nullopt;
}

}  // namespace tenderlead::parsers
