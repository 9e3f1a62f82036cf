#include "parsers/notice/numbering.h"

#include "parsers/notice/words_in.h"

namespace tenderlead::parsers::notice {
namespace {

bool is_bullet(char16_t c) {
  static constexpr Letters kBullets(u"●◆■★▲△○※*·•-【[<《☆□√>\u2714#、.,\u201c\"'~=_");
  return kBullets.has(c);
}

// Where the numbering 2.2 or 4.1.3 that ends at `end` begins; `end` itself where none stands there.
Place decimal_start(const PageView& view, Place floor, Place end) {
  const std::u16string_view text = view.text();
  Place p = end;
  int points = 0;
  while (p > floor && end - p < 8 && (is_digit(text[p - 1]) || text[p - 1] == u'.')) {
    points += text[p - 1] == u'.' ? 1 : 0;
    --p;
    if (view.space_before(p)) break;
  }
  return points > 0 && p < end && is_digit(text[p]) ? p : end;
}

}  // namespace

bool ends_sentence(char16_t c) {
  static constexpr Letters kStops(u";。,、)!?】]|>》\u201d\"");
  return kStops.has(c);
}

Place before_numbering(const PageView& view, Place floor, Place place) {
  const std::u16string_view text = view.text();
  Place p = place;
  if (p <= floor) return place;
  const char16_t stop = text[p - 1];
  // 2.2项目编号 has no stop behind its figures; white space shows that they are none of the value before, or a sentence's
  // end, or a heading's word: …；2.1.4工期要求：, 文件的获取4.1获取时间：
  const Place figures = is_digit(stop) ? decimal_start(view, floor, p) : p;
  const bool decimal = figures < p && (view.space_before(figures) || figures == floor ||
                                       ends_sentence(text[figures - 1]) || is_han(text[figures - 1]));
  if (stop != u'、' && stop != u'.' && stop != u')' && !decimal) return place;
  // 中标价格： 121.5 价格单位：: no part of a notice has a number of three figures.
  if (decimal && text.substr(figures).find(u'.') >= 3) return place;
  if (decimal) return decimal_start(view, floor, p) < p ? decimal_start(view, floor, p) : place;
  --p;
  Place digits = p;
  // 项目编号:X25四、采购方式: the figures before the numeral are the value's.
  const bool numeral = stop == u'、' && digits > floor && is_han_numeral(text[digits - 1]);
  while (digits > floor && place - digits < 6 &&
         (numeral
              ? is_han_numeral(text[digits - 1])
              : is_digit(text[digits - 1]) || is_han_numeral(text[digits - 1]) || text[digits - 1] == u'.'))
    --digits;
  // 14:00 五、: the figures before the numeral are another word.
  for (Place q = p; q > digits; --q)
    if (view.space_before(q - 1)) digits = q - 1;
  if (digits == p) return place;
  if (digits > floor && text[digits - 1] == u'(') --digits;
  // 项目名称：某系统二、项目编号：… has lost its line breaks without leaving any space.
  const bool han = stop == u'、' && is_han_numeral(text[digits]);
  // 竣工测绘3.邀请对象：, FW2.项目名称：: short numbers behind words number the label.
  const bool glued = (stop == u'.' || stop == u'、') && p - digits <= 2 && is_digit(text[digits]) &&
                     digits > floor && (is_han(text[digits - 1]) || is_latin(text[digits - 1]));
  const bool clear = han || digits == floor || view.space_before(digits) || ends_sentence(text[digits - 1]) ||
                     text[digits - 1] == u':' || glued;
  return clear ? digits : place;
}

int han_value(std::u16string_view numeral) {
  static constexpr std::u16string_view kOnes = u"一二三四五六七八九";
  int value = 0;
  for (const char16_t c : numeral) {
    if (c == u'十') {
      value = value == 0 ? 10 : value * 10;
      continue;
    }
    const std::size_t at = kOnes.find(c);
    if (at == std::u16string_view::npos || value % 10 != 0) return 0;
    value += static_cast<int>(at) + 1;
  }
  return value;
}

int han_value_before(const PageView& view, Place floor, Place comma) {
  Place p = comma;
  while (p > floor && comma - p < 3 && is_han_numeral(view.text()[p - 1])) --p;
  return p < comma ? han_value(view.text().substr(p, comma - p)) : 0;
}

Place skip_numbering(const PageView& view, Place begin, Place end) {
  const std::u16string_view text = view.text();
  Place p = begin;
  for (int round = 0; round < 3; ++round) {
    while (p < end && (is_bullet(text[p]) || text[p] >= 0xD800)) ++p;
    Place q = p;
    const bool bracket = q < end && text[q] == u'(';
    if (bracket) ++q;
    const bool ordinal = q < end && text[q] == u'第';
    if (ordinal) ++q;
    const Place digits = q;
    while (q < end && q - digits < 4 && (is_digit(text[q]) || is_han_numeral(text[q]))) ++q;
    if (q == digits || q == end) break;
    if (ordinal) {
      if (text[q] != u'章' && text[q] != u'条' && text[q] != u'节') break;
      p = q + 1;
      continue;
    }
    if (bracket) {
      if (text[q] != u')') break;
      p = q + 1;
      continue;
    }
    // 3.1 and 2.2.4 go on; so does a number that white space sets off.
    if (text[q] == u'、' || text[q] == u'.' || text[q] == u')') {
      p = q + 1;
      while (p < end && p - q < 8 && (is_digit(text[p]) || text[p] == u'.')) ++p;
      continue;
    }
    if (view.space_before(q) && q - digits <= 2 && is_digit(text[digits])) p = q;
    break;
  }
  while (p < end && is_bullet(text[p])) ++p;
  return p;
}

bool starts_with_han_numbering(const PageView& view, Place begin, Place end) {
  const std::u16string_view text = view.text();
  Place p = begin;
  while (p < end && is_han_numeral(text[p])) ++p;
  return p > begin && p < end && (text[p] == u'、' || text[p] == u'.');
}

}  // namespace tenderlead::parsers::notice
