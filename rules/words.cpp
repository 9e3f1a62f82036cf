#include "rules/words.h"

#include <algorithm>
#include <array>
#include <bit>
#include <set>
#include <utility>

namespace tenderlead::rules {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::size_t kFilterBits = 32;  // of the filter, a beginning: few places pass that no word begins at

struct Decoded {
  char32_t point = kReplacement;
  std::size_t bytes = 1;
};

// One code point of well-formed UTF-8, or the replacement character for one byte.
Decoded decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(0);
  };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {lead, 1};
  const std::size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  if (lead < 0xC2 || lead > 0xF4) return {};
  char32_t point = lead & (0x3Fu >> more);
  for (std::size_t i = 1; i <= more; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {};
    point = (point << 6) | (byte(at + i) & 0x3Fu);
  }
  constexpr std::array<char32_t, 4> kLeast{0, 0x80, 0x800, 0x10000};
  if (point < kLeast[more] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return {};
  return {point, more + 1};
}

bool is_space(char32_t point) {
  return point == ' ' || (point >= 0x09 && point <= 0x0D) || point == 0x85 || point == 0xA0 ||
         point == 0x1680 || (point >= 0x2000 && point <= 0x200B) || point == 0x2028 || point == 0x2029 ||
         point == 0x202F || point == 0x205F || point == 0x3000 || point == 0xFEFF;
}

char32_t folded_point(char32_t point) {
  if (is_space(point)) return ' ';
  if (point >= 0xFF01 && point <= 0xFF5E) point -= 0xFEE0;  // full-width forms of U+0021 to U+007E
  if (point >= 'A' && point <= 'Z') point += 'a' - 'A';
  return point;
}

// What sets one thing apart from the next.
bool is_separator(char32_t point) {
  switch (point) {
    case U'、':
    case U'，':
    case U'。':
    case U'；':
    case U'！':
    case U'？':
    case U',':
    case U';':
    case U'!':
    case U'?':
      return true;
    default:
      return false;
  }
}

char32_t compared_point(char32_t point) {
  return is_separator(point) ? U'\n' : folded_point(point);
}

std::size_t utf8_size(char32_t point) {
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}

// U+4000 to U+9FFF, by their bytes: nothing to fold among them.
bool is_ideograph(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size()) return false;
  const auto lead = static_cast<unsigned char>(text[at]);
  return lead >= 0xE4 && lead <= 0xE9 && (static_cast<unsigned char>(text[at + 1]) & 0xC0) == 0x80 &&
         (static_cast<unsigned char>(text[at + 2]) & 0xC0) == 0x80;
}

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

bool stays(char c) {
  return is_letter(c) || (c >= '0' && c <= '9');
}

}  // namespace

FoldedText::FoldedText(std::string_view original, std::size_t limit) : original_(original) {
  folded_.reserve(std::min(original.size(), 3 * std::min(limit, original.size())));
  bool after_wide = true;  // the last character written isn't ASCII (or there is none)
  while (bytes_ < original.size() && points_ < limit) {
    std::size_t end = bytes_;  // most of a Chinese page: nothing to fold
    for (auto left = limit - points_; left > 0 && is_ideograph(original, end); --left) end += 3;
    if (end > bytes_) {
      const auto begin = bytes_;
      add(3, 3, (end - begin) / 3);
      folded_.append(original, begin, end - begin);
      after_wide = true;
      continue;
    }
    for (auto left = limit - points_; left > 0 && end < original.size() && stays(original[end]); --left)
      ++end;
    if (end > bytes_) {
      const auto begin = bytes_;
      add(1, 1, end - begin);
      folded_.append(original, begin, end - begin);
      after_wide = false;
      continue;
    }
    const auto decoded = decode(original, bytes_);
    const char32_t point = compared_point(decoded.point);
    if (point == ' ') {
      add_spaces(limit, after_wide);
      continue;
    }
    add(utf8_size(point), decoded.bytes);
    append(point);
    after_wide = point >= 0x80;
  }
}

void FoldedText::add(std::size_t folded_width, std::size_t width, std::size_t points) {
  if (runs_.empty() || runs_.back().folded_width != folded_width || runs_.back().width != width)
    runs_.push_back({static_cast<std::uint32_t>(folded_.size()), static_cast<std::uint32_t>(points_),
                     static_cast<std::uint32_t>(bytes_), static_cast<std::uint8_t>(folded_width),
                     static_cast<std::uint8_t>(width)});
  points_ += points;
  bytes_ += points * width;
}

// All white space up to the next character, which decides what becomes of it.
void FoldedText::add_spaces(std::size_t limit, bool after_wide) {
  std::size_t end = bytes_;
  std::size_t points = points_;
  char32_t next = ' ';
  for (; next == ' ' && end < original_.size() && points < limit; ++points) {
    const auto decoded = decode(original_, end);
    next = compared_point(decoded.point);
    if (next == ' ') end += decoded.bytes;
  }
  bool written = next != ' ' && !(next >= 0x80 && after_wide);
  while (bytes_ < end) {
    add(written ? 1 : 0, decode(original_, bytes_).bytes);
    if (written) folded_ += ' ';
    written = false;
  }
}

void FoldedText::append(char32_t point) {
  if (point < 0x80) {
    folded_ += static_cast<char>(point);
  } else if (point < 0x800) {
    folded_ += static_cast<char>(0xC0 | (point >> 6));
    folded_ += static_cast<char>(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    folded_ += static_cast<char>(0xE0 | (point >> 12));
    folded_ += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    folded_ += static_cast<char>(0x80 | (point & 0x3F));
  } else {
    folded_ += static_cast<char>(0xF0 | (point >> 18));
    folded_ += static_cast<char>(0x80 | ((point >> 12) & 0x3F));
    folded_ += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    folded_ += static_cast<char>(0x80 | (point & 0x3F));
  }
}

std::size_t FoldedText::point_at(std::size_t byte) const {
  // Of runs that begin at the same byte only the last has any.
  const auto after = std::upper_bound(runs_.begin(), runs_.end(), byte,
                                      [](std::size_t at, const Run& run) { return at < run.folded; });
  const auto& run = *(after - 1);
  return run.point + (byte - run.folded) / run.folded_width;
}

std::size_t FoldedText::byte_at(std::size_t point) const {
  if (point >= points_) return bytes_;
  const auto after = std::upper_bound(runs_.begin(), runs_.end(), point,
                                      [](std::size_t at, const Run& run) { return at < run.point; });
  const auto& run = *(after - 1);
  return run.byte + (point - run.point) * run.width;
}

std::vector<std::uint32_t> FoldedText::ends(bool lines_only) const {
  std::vector<std::uint32_t> places;
  auto run = runs_.begin();
  const auto note = [&](std::size_t at) {
    while (run + 1 != runs_.end() && (run + 1)->byte <= at) ++run;
    places.push_back(run->point + static_cast<std::uint32_t>((at - run->byte) / run->width));
  };
  // By their bytes: a lead byte stands at the beginning of a character, and in no other's middle.
  for (std::size_t at = 0; at < bytes_; ++at) {
    if (is_ideograph(original_, at)) {  // most of a Chinese page
      at += 2;
      continue;
    }
    switch (original_[at]) {
      case '\n':
        note(at);
        break;
      case '!':
      case '?':
      case ';':
        if (!lines_only) note(at);
        break;
      case '\xE3':
        if (!lines_only && original_.substr(at, 3) == "。") note(at);
        break;
      case '\xEF':
        if (lines_only) break;
        if (const auto sign = original_.substr(at, 3); sign == "！" || sign == "？" || sign == "；") note(at);
        break;
      default:
        break;
    }
  }
  return places;
}

std::string FoldedText::original(std::size_t first_point, std::size_t end_point) const {
  const auto begin = byte_at(first_point);
  return std::string(original_.substr(begin, byte_at(end_point) - begin));
}

std::string fold(std::string_view text) {
  return FoldedText(text).text();
}

std::uint32_t WordFinder::add(std::string_view word) {
  const auto known = numbers_.find(word);
  if (known != numbers_.end()) return known->second;
  const auto number = static_cast<std::uint32_t>(words_.size());
  words_.emplace_back(word);
  numbers_.emplace(word, number);
  return number;
}

void WordFinder::build() {
  numbers_.clear();
  if (words_.empty()) return;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Edge> trie;
  std::set<std::pair<std::uint32_t, std::uint32_t>> beginnings;
  std::uint32_t nodes = 1;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const std::string_view word = words_[i];
    std::uint32_t node = 0;
    for (std::size_t at = 0; at < word.size();) {
      const auto unit = unit_at(word, at);
      if (at == 0) {
        const auto second = unit_at(word, unit.bytes);
        beginnings.emplace(unit.value, second.value);
        single_ = single_ || second.bytes == 0;
      }
      at += unit.bytes;
      const auto [edge, fresh] = trie.try_emplace({node, unit.value}, Edge{node, unit.value, nodes});
      if (fresh) ++nodes;
      if (at == word.size()) {
        edge->second.word = static_cast<std::uint32_t>(i) & kNone;
        edge->second.letter_first = is_letter(word.front()) ? 1 : 0;
        edge->second.letter_last = is_letter(word.back()) ? 1 : 0;
      }
      node = edge->second.to;
    }
  }
  const auto bits = [](std::size_t least) { return static_cast<int>(std::bit_width(least)); };
  const auto filter_bits = std::clamp(bits(kFilterBits * beginnings.size()), 12, 22);
  filter_shift_ = 64 - filter_bits;
  filter_.assign((std::size_t{1} << filter_bits) / 64, 0);
  for (const auto& [first, second] : beginnings) {
    const auto bit = filter_bit(first, second);
    filter_[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  const auto edge_bits = bits(2 * trie.size());
  edge_shift_ = 64 - edge_bits;
  edges_.assign(std::size_t{1} << edge_bits, Edge{});
  for (const auto& [key, edge] : trie) {
    auto at = static_cast<std::size_t>(mixed(edge.from, edge.unit) >> edge_shift_);
    while (edges_[at].to != 0) at = (at + 1) % edges_.size();
    edges_[at] = edge;
  }
}

bool WordFinder::stands_whole(std::string_view folded, const Edge& edge, std::size_t begin, std::size_t end) {
  if (edge.letter_first != 0 && begin > 0 && is_letter(folded[begin - 1])) return false;
  return !(edge.letter_last != 0 && end < folded.size() && is_letter(folded[end]));
}

void WordFinder::find(std::string_view folded, std::vector<WordHit>& hits) const {
  each(folded, [&](const WordHit& hit, bool whole) {
    if (whole) hits.push_back(hit);
  });
}

}  // namespace tenderlead::rules
