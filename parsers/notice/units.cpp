// Units of money that stand apart from their numbers: in a label, over a column, in the next cell, in a line above.
#include <algorithm>

#include "parsers/notice/grids.h"
#include "parsers/values/money.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

Stretch without_brackets(const PageView& view, Stretch words) {
  const View text = view.text();
  while (!words.empty() && View(u"([:").find(text[words.begin]) != View::npos) ++words.begin;
  while (!words.empty() && View(u")]:。").find(text[words.end - 1]) != View::npos) --words.end;
  return words;
}

}  // namespace

BareUnit unit_named_by(const PageView& view, Place begin, Place end) {
  BareUnit unit;
  if (begin >= end || view.text(begin, end).find_first_of(u"元币$¥") == View::npos) return unit;
  if (const auto context = money_context_from_header(view.words(begin, end))) {
    unit.minor = context->bare_unit;
    std::copy_n(context->currency.begin(), std::min<std::size_t>(context->currency.size(), 3),
                unit.currency.begin());
  }
  return unit;
}

BareUnit unit_alone(const PageView& view, Place begin, Place end) {
  constexpr Place kLongest = 8;
  static constexpr View kLetters = u"元圆万亿百千人民币美欧日港英镑澳加";
  const Stretch words = without_brackets(view, {begin, end});
  if (words.empty() || words.size() > kLongest) return {};
  const View text = view.text(words.begin, words.end);
  if (text.find_first_not_of(kLetters) != View::npos) return {};
  return unit_named_by(view, words.begin, words.end);
}

BareUnit unit_above(const PageView& view, Place begin) {
  constexpr std::size_t kLines = 3;
  constexpr Place kLongest = 24;
  static constexpr View kWord = u"单位";
  const std::size_t first = view.unit_at(begin);
  for (std::size_t u = first; u > 0 && first - u < kLines && u - 1 < view.units().size(); --u) {
    const Unit& line = view.units()[u - 1];
    if (line.size() > kLongest) continue;
    const std::size_t at = view.text(line).rfind(kWord);
    if (at == View::npos) continue;
    Place from = line.begin + static_cast<Place>(at + kWord.size());
    if (from < line.end && view.text()[from] == u'为') ++from;
    if (const BareUnit unit = unit_alone(view, from, line.end); unit.stated()) return unit;
  }
  return {};
}

}  // namespace tenderlead::parsers::notice
