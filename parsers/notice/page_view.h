// PageView is a Document as the layout readers see it: its text without white space and with full-width forms
// folded, so that 名　　称： , 名称: and a label broken over two lines are the same letters; and cut into units.
//
// A unit is what one reader would take in at a glance: a line, or a cell of a table. In plain text whose cells are
// set apart by | a unit is what stands between two bars.
//
// Offsets ("places") count UTF-16 code units of the folded text; span() leads back to bytes of Document::text.
// Immutable once built; keeps a reference to the document, which must outlive it.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/document.h"

namespace tenderlead::parsers::notice {

using Place = std::uint32_t;

struct Unit {
  Place begin = 0;
  Place end = 0;
  int heading = 0;
  bool bold = false;
  bool centred = false;
  bool chrome = false;     // site furniture
  bool after_gap = false;  // a blank line stands before it (plain text only)
  int table = -1;
  int row = -1;
  int col = -1;

  Place size() const { return end - begin; }
  // A cell of a form that holds a whole notice is text, and no cell: 公告信息 | 1.招标条件…
  bool tabular() const { return table >= 0 && size() < kLongestCell; }

  // The longest cells that hold one thing, demands of a planned procurement, have some 500 letters.
  static constexpr Place kLongestCell = 800;
};

class PageView {
 public:
  PageView(const Document& document, std::size_t max_bytes);

  const Document& document() const { return document_; }
  std::u16string_view text() const { return text_; }
  std::u16string_view text(Place begin, Place end) const {
    return std::u16string_view(text_).substr(begin, end - begin);
  }
  std::u16string_view text(const Unit& unit) const { return text(unit.begin, unit.end); }
  const std::vector<Unit>& units() const { return units_; }
  // False where these letters surely stand nowhere in the text: looking for them is in vain. Costs a few loads.
  bool may_hold(std::u16string_view letters) const {
    for (std::size_t i = 1; i < letters.size(); ++i)
      if (!pairs_[pair_of(letters[i - 1], letters[i])]) return false;
    return true;
  }
  // The unit that holds a place; units().size() for a place past the end.
  std::size_t unit_at(Place place) const;
  // True where white space or a line break stands right before this letter in the document.
  bool space_before(Place place) const { return place < space_.size() && space_[place] != 0; }
  // The bytes that the letters [begin, end) came from; inner white space included, outer not.
  Span span(Place begin, Place end) const;
  // The document's own words for [begin, end).
  std::string_view words(Place begin, Place end) const { return document_.slice(span(begin, end)); }
  // True for plain text whose cells are set apart by bars.
  bool piped() const { return piped_; }
  // Where the site's own footer begins (copyright, licences, its telephone); the end of the text where there is none.
  Place footer() const { return footer_; }

 private:
  void add_line(const Line& line, bool starts_unit);
  void close_unit();
  void find_footer();
  static std::uint16_t pair_of(char16_t first, char16_t second) {
    return static_cast<std::uint16_t>(first * 40503u ^ second);  // 2^16 over the golden ratio
  }

  const Document& document_;
  std::u16string text_;
  std::bitset<65536> pairs_;            // of neighbouring letters, by pair_of()
  std::vector<std::uint32_t> byte_of_;  // of each letter's first byte
  std::vector<std::uint8_t> length_;    // in bytes of each letter
  std::vector<std::uint8_t> space_;
  std::vector<Unit> units_;
  Unit open_;
  bool is_open_ = false;
  bool piped_ = false;
  Place footer_ = 0;
};

// Full-width ASCII and the variants of the colon become ASCII; other letters stay.
char16_t fold(char32_t letter);
bool is_white_space(char32_t letter);
// UTF-8 to folded letters without white space; for label tables and short strings.
std::u16string folded(std::string_view utf8);
std::string to_utf8(std::u16string_view letters);

constexpr bool is_han(char16_t c) {
  return c >= 0x3400 && c <= 0x9FFF;
}
constexpr bool is_digit(char16_t c) {
  return c >= u'0' && c <= u'9';
}
constexpr bool is_latin(char16_t c) {
  return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}
// 一 to 十, 百.
bool is_han_numeral(char16_t c);

}  // namespace tenderlead::parsers::notice
