#include "parsers/notice/page_view.h"

#include <algorithm>

#include "parsers/notice/words_in.h"

namespace tenderlead::parsers::notice {
namespace {

struct Letter {
  char32_t value;
  std::uint8_t length;
};

// One letter of UTF-8. Damaged bytes count as one unknown letter each.
Letter decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char lead = byte(0);
  const std::size_t left = text.size() - at;
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
  if (lead < 0x80) return {lead, 1};
  if (lead >= 0xC2 && lead < 0xE0 && left >= 2 && follows(1))
    return {static_cast<char32_t>((lead & 0x1F) << 6 | (byte(1) & 0x3F)), 2};
  if (lead >= 0xE0 && lead < 0xF0 && left >= 3 && follows(1) && follows(2))
    return {static_cast<char32_t>((lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F)), 3};
  if (lead >= 0xF0 && lead < 0xF5 && left >= 4 && follows(1) && follows(2) && follows(3)) {
    const char32_t value = static_cast<char32_t>(lead & 0x07) << 18 |
                           static_cast<char32_t>(byte(1) & 0x3F) << 12 |
                           static_cast<char32_t>(byte(2) & 0x3F) << 6 | static_cast<char32_t>(byte(3) & 0x3F);
    return {value, 4};
  }
  return {0xFFFD, 1};
}

// &nbsp; in a text that was escaped twice, or whose markup was cut out: its size where it stands at the start.
std::size_t space_entity(std::string_view text) {
  if (text.front() != '&') return 0;
  for (const std::string_view entity : {std::string_view("&nbsp;"), std::string_view("&ensp;"),
                                        std::string_view("&emsp;"), std::string_view("&#160;")})
    if (text.starts_with(entity)) return entity.size();
  return 0;
}

bool is_bar(char32_t c) {
  return c == '|' || c == 0xFF5C || c == 0x2502;
}

// Eight: a page with a few bars uses them as ornaments ("发布单位 ｜ 阅读次数"), a table of two rows has more.
constexpr std::size_t kBarsOfATable = 8;

bool has_bar_cells(const Document& document) {
  if (document.from_html || !document.tables.empty()) return false;
  std::size_t bars = 0;
  for (const char c : document.text)
    if (c == '|' && ++bars >= kBarsOfATable) return true;
  return false;
}

}  // namespace

char16_t fold(char32_t letter) {
  if (letter >= 0xFF01 && letter <= 0xFF5E) return static_cast<char16_t>(letter - 0xFEE0);
  switch (letter) {
    case 0x2236:
    case 0xFE55:
    case 0xFE30:
    case 0xFE13:
      return u':';
    case 0xFFE5:
      return u'\u00A5';
    case 0x91C6:  // 釆购人: a look-alike that some portals' forms have for 采
      return u'\u91C7';
    case 0x2014:
    case 0x2013:
    case 0x2015:
    case 0x2212:
      return u'-';
    default:
      break;
  }
  return letter > 0xFFFF ? u'\uFFFD' : static_cast<char16_t>(letter);
}

bool is_white_space(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200F) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 || c == 0xFEFF || c == 0x85;
}

bool is_han_numeral(char16_t c) {
  static constexpr Letters kNumerals(u"一二三四五六七八九十百");
  return kNumerals.has(c);
}

std::u16string folded(std::string_view utf8) {
  std::u16string out;
  out.reserve(utf8.size() / 2);
  for (std::size_t i = 0; i < utf8.size();) {
    const Letter letter = decode(utf8, i);
    i += letter.length;
    if (!is_white_space(letter.value)) out.push_back(fold(letter.value));
  }
  return out;
}

std::string to_utf8(std::u16string_view letters) {
  std::string out(letters.size() * 3, '\0');
  char* end = out.data();
  for (const char16_t c : letters) {
    if (c < 0x80) {
      *end++ = static_cast<char>(c);
    } else if (c < 0x800) {
      *end++ = static_cast<char>(0xC0 | (c >> 6));
      *end++ = static_cast<char>(0x80 | (c & 0x3F));
    } else {
      *end++ = static_cast<char>(0xE0 | (c >> 12));
      *end++ = static_cast<char>(0x80 | ((c >> 6) & 0x3F));
      *end++ = static_cast<char>(0x80 | (c & 0x3F));
    }
  }
  out.resize(static_cast<std::size_t>(end - out.data()));
  return out;
}

PageView::PageView(const Document& document, std::size_t max_bytes) : document_(document) {
  const std::size_t size = std::min(document.text.size(), max_bytes);
  text_.reserve(size / 2);
  byte_of_.reserve(size / 2);
  length_.reserve(size / 2);
  space_.reserve(size / 2);
  piped_ = has_bar_cells(document);
  // Before the first bar and behind the last one lines are lines.
  const std::size_t first_bar = piped_ ? document.text.find('|') : 0;
  const std::size_t last_bar = piped_ ? document.text.rfind('|') : 0;
  for (const Line& line : document.lines) {
    if (line.span.end > size) break;
    const bool joins = piped_ && is_open_ && !line.after_gap && document.slice(line.span) != "序号" &&
                       line.span.begin > first_bar && line.span.begin <= last_bar;
    if (!joins) close_unit();
    if (!is_open_) open_.after_gap = line.after_gap;
    add_line(line, !joins);
    if (!piped_ || line.span.end <= first_bar) close_unit();
  }
  close_unit();
  for (std::size_t i = 1; i < text_.size(); ++i) pairs_[pair_of(text_[i - 1], text_[i])] = true;
  find_footer();
}

void PageView::find_footer() {
  // The longest footer seen has 24 lines.
  constexpr std::size_t kLongestFooter = 40;
  constexpr Place kLongestLine = 160;
  static constexpr std::u16string_view kSigns[] = {
      u"版权所有",  u"ICP备",     u"ICP证",     u"公网安备",   u"公安备",    u"增值电信", u"网站地图",
      u"友情链接",  u"关于我们",  u"上一篇:",   u"下一篇:",    u"上一条:",   u"下一条:",  u"网站声明",
      u"Copyright", u"COPYRIGHT", u"copyright", u"网站标识码", u"建议使用IE"};
  footer_ = static_cast<Place>(text_.size());
  const std::size_t first = units_.size() > kLongestFooter ? units_.size() - kLongestFooter : 0;
  // Menus have such words too: a footer stands in the last third of its page.
  const auto floor = static_cast<Place>(text_.size() - text_.size() / 3);
  for (std::size_t u = first; u < units_.size(); ++u) {
    const Unit& unit = units_[u];
    if (unit.size() > kLongestLine || unit.begin < floor || unit.table >= 0) continue;
    if (has_any(text(unit), kSigns)) {
      footer_ = unit.begin;
      return;
    }
  }
}

void PageView::add_line(const Line& line, bool starts_unit) {
  if (starts_unit) {
    open_.heading = line.heading;
    open_.bold = line.bold;
    open_.centred = line.centred;
    open_.chrome = line.chrome;
    open_.table = line.table;
    open_.row = line.row;
    open_.col = line.col;
  }
  bool space = true;
  const std::string_view text = document_.text;
  for (std::size_t i = line.span.begin; i < line.span.end;) {
    const Letter letter = decode(text, i);
    if (const std::size_t entity = space_entity(text.substr(i)); entity > 0) {
      space = true;
      i += entity;
      continue;
    }
    // Nearly all of a page is this, and stays as it is.
    const bool plain = is_han(static_cast<char16_t>(letter.value)) && letter.length == 3;
    if (!plain && is_white_space(letter.value)) {
      space = true;
    } else if (piped_ && is_bar(letter.value)) {
      close_unit();
      space = true;
    } else {
      if (!is_open_) {
        open_.begin = static_cast<Place>(text_.size());
        is_open_ = true;
      }
      text_.push_back(fold(letter.value));
      byte_of_.push_back(static_cast<std::uint32_t>(i));
      length_.push_back(letter.length);
      space_.push_back(space ? 1 : 0);
      space = false;
    }
    i += letter.length;
  }
}

void PageView::close_unit() {
  if (!is_open_) return;
  open_.end = static_cast<Place>(text_.size());
  units_.push_back(open_);
  open_ = Unit{};
  is_open_ = false;
}

std::size_t PageView::unit_at(Place place) const {
  const auto after = std::upper_bound(units_.begin(), units_.end(), place,
                                      [](Place p, const Unit& unit) { return p < unit.begin; });
  if (after == units_.begin()) return units_.size();
  const auto unit = after - 1;
  return place < unit->end ? static_cast<std::size_t>(unit - units_.begin()) : units_.size();
}

Span PageView::span(Place begin, Place end) const {
  if (begin >= end || end > text_.size()) return {};
  return {byte_of_[begin], byte_of_[end - 1] + static_cast<std::size_t>(length_[end - 1])};
}

}  // namespace tenderlead::parsers::notice
