#include "rules/words.h"

#include <algorithm>

namespace tenderlead::rules {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

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

std::uint32_t WordAutomaton::child(std::uint32_t node, unsigned char byte) const {
  for (const auto& [key, target] : nodes_[node].next)
    if (key == byte) return target;
  return kNone;
}

std::uint32_t WordAutomaton::add(std::string_view word) {
  std::uint32_t node = 0;
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    auto next = child(node, byte);
    if (next == kNone) {
      next = static_cast<std::uint32_t>(nodes_.size());
      nodes_.emplace_back();
      nodes_[node].next.emplace_back(byte, next);
    }
    node = next;
  }
  if (nodes_[node].word == kNone) {
    nodes_[node].word = static_cast<std::uint32_t>(words_.size());
    words_.emplace_back(word);
  }
  return nodes_[node].word;
}

void WordAutomaton::build() {
  classes_.fill(0);
  class_count_ = 1;
  for (const auto& node : nodes_)
    for (const auto& [byte, target] : node.next)
      if (classes_[byte] == 0) classes_[byte] = static_cast<std::uint8_t>(class_count_++);
  // A state's number is that of its node; states refer to each other by where their rows begin.
  next_.assign(nodes_.size() * class_count_, 0);
  first_end_.assign(nodes_.size(), kNone);
  std::vector<std::uint32_t> fail(nodes_.size(), 0);
  std::vector<std::uint32_t> order{0};  // breadth first
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto node = order[i];
    if (nodes_[node].word != kNone) {
      ends_.push_back({nodes_[node].word, first_end_[fail[node]]});
      first_end_[node] = static_cast<std::uint32_t>(ends_.size() - 1);
    } else if (node != 0) {
      first_end_[node] = first_end_[fail[node]];
    }
    auto* row = &next_[node * class_count_];
    if (node != 0) std::copy_n(&next_[fail[node] * class_count_], class_count_, row);
    for (const auto& [byte, target] : nodes_[node].next) {
      fail[target] = node == 0 ? 0 : row[classes_[byte]];
      row[classes_[byte]] = target;
      order.push_back(target);
    }
  }
  for (auto& next : next_)
    next = static_cast<std::uint32_t>(next * class_count_) | (first_end_[next] == kNone ? 0 : kHit);
  nodes_ = std::vector<Node>();
}

bool WordAutomaton::stands_whole(std::string_view folded, std::string_view word, std::size_t begin,
                                 std::size_t end) {
  if (is_letter(word.front()) && begin > 0 && is_letter(folded[begin - 1])) return false;
  return !(is_letter(word.back()) && end < folded.size() && is_letter(folded[end]));
}

void WordAutomaton::find(std::string_view folded, std::vector<WordHit>& hits) const {
  each(folded, [&](const WordHit& hit, bool whole) {
    if (whole) hits.push_back(hit);
  });
}

}  // namespace tenderlead::rules
