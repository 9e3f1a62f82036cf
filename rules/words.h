// Folded text with the way back to the original, and what finds all words in one pass.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tenderlead::rules {

// Text as rules compare it: full-width ASCII as half-width, A-Z as a-z, every white space as one space, and none between
// two characters that aren't ASCII (pages break lines inside words). Each of 、，。；！？,;!? becomes a line feed,
// which the "." of a pattern doesn't match, so that a pattern never reaches from one thing to the next. Bytes
// that aren't UTF-8 become U+FFFD one by one.
class FoldedText {
 public:
  // At most `limit` code points of `original` are folded; it must outlive this object.
  explicit FoldedText(std::string_view original, std::size_t limit = static_cast<std::size_t>(-1));

  const std::string& text() const { return folded_; }
  // The code point of the original that the folded byte belongs to.
  std::size_t point_at(std::size_t byte) const;
  // One past the code point of the original in which the folded range ends (`end` > 0).
  std::size_t point_after(std::size_t end) const { return point_at(end - 1) + 1; }
  // The points behind which a sentence or a line of the original ends (。！？!?；; and line breaks), and the line breaks among
  // them; ascending.
  std::vector<std::uint32_t> ends(bool lines_only) const;
  // The original's words between two of its code points.
  std::string original(std::size_t first_point, std::size_t end_point) const;

 private:
  // Code points one after the other that take as many bytes each, in the original and folded. Of one that was left
  // out nothing is folded.
  struct Run {
    std::uint32_t folded = 0;  // where it begins
    std::uint32_t point = 0;
    std::uint32_t byte = 0;
    std::uint8_t folded_width = 0;
    std::uint8_t width = 0;
  };

  // To be called before the points' text is appended.
  void add(std::size_t folded_width, std::size_t width, std::size_t points = 1);
  void add_spaces(std::size_t limit, bool after_wide);
  void append(char32_t point);
  std::size_t byte_at(std::size_t point) const;

  std::string_view original_;
  std::string folded_;
  std::vector<Run> runs_;
  std::size_t points_ = 0;  // folded or left out so far
  std::size_t bytes_ = 0;   // of the original
};

std::string fold(std::string_view text);

// One occurrence; bytes of the folded text.
struct WordHit {
  std::uint32_t word = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// All occurrences of many words, overlapping ones included. What is in the tables depends on the words, what is touched on
// the text: a filter of few kB says where a word may begin, by its first two characters, and only from there a trie is
// walked, character by character. (An automaton over all bytes reads each byte once, but of a thousand rules it takes tens of
// megabytes, and every step waits for memory.) A place costs at most as many steps as the longest word has characters.
// Immutable after build().
//
// A word that begins or ends with an ASCII letter stands whole where no other letter is next to it: "his" isn't in
// "history".
class WordFinder {
 public:
  // Adds a folded, non-empty word and returns its number; the same word has the same number.
  std::uint32_t add(std::string_view word);
  void build();

  // Calls hit(WordHit, whole) for every occurrence, by its beginning and then by its end.
  template <typename Hit>
  void each(std::string_view folded, Hit&& hit) const {
    if (edges_.empty() || folded.empty()) return;
    std::size_t at = 0;
    for (auto first = unit_at(folded, 0); first.bytes > 0;) {
      const auto after = at + first.bytes;
      const auto second = unit_at(folded, after);
      if (may_begin(first.value, second.value)) walk(folded, at, hit);
      at = after;
      first = second;
    }
  }
  // Appends those that stand whole.
  void find(std::string_view folded, std::vector<WordHit>& hits) const;

  std::size_t words() const { return words_.size(); }

 private:
  // One character by its bytes; of nothing, nothing.
  struct Unit {
    std::uint32_t value = 0;
    std::uint32_t bytes = 0;
  };
  static Unit unit_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) return {};
    const auto lead = static_cast<unsigned char>(text[at]);
    std::uint32_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint32_t value = 0;
    if (at + sizeof value <= text.size()) {
      std::memcpy(&value, text.data() + at, sizeof value);
      value &= 0xFFFFFFFFu >> (8 * (sizeof value - bytes));
    } else {
      bytes = std::min(bytes, static_cast<std::uint32_t>(text.size() - at));
      std::memcpy(&value, text.data() + at, bytes);
    }
    return {value, bytes};
  }

  static std::uint64_t mixed(std::uint32_t a, std::uint32_t b) {
    return (static_cast<std::uint64_t>(a) * 0x9E3779B97F4A7C15u) ^
           (static_cast<std::uint64_t>(b) * 0xC2B2AE3D27D4EB4Fu);
  }
  // Words of one character go on with any other, which is noted as 0.
  std::size_t filter_bit(std::uint32_t first, std::uint32_t second) const {
    return static_cast<std::size_t>(mixed(first, second) >> filter_shift_);
  }
  bool is_noted(std::size_t bit) const { return (filter_[bit / 64] >> (bit % 64) & 1) != 0; }
  bool may_begin(std::uint32_t first, std::uint32_t second) const {
    return is_noted(filter_bit(first, second)) || (single_ && is_noted(filter_bit(first, 0)));
  }

  template <typename Hit>
  void walk(std::string_view folded, std::size_t begin, Hit&& hit) const {
    std::uint32_t node = 0;
    for (std::size_t at = begin;;) {
      const auto unit = unit_at(folded, at);
      const auto* edge = unit.bytes == 0 ? nullptr : edge_of(node, unit.value);
      if (edge == nullptr) return;
      at += unit.bytes;
      node = edge->to;
      if (edge->word != kNone)
        hit(WordHit{edge->word, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)},
            stands_whole(folded, *edge, begin, at));
    }
  }

  static constexpr std::uint32_t kNone = 0x3FFFFFFF;
  struct Edge {  // of the trie
    std::uint32_t from = 0;
    std::uint32_t unit = 0;
    std::uint32_t to = 0;                // 0, where no edge leads: an empty place
    std::uint32_t word : 30 = kNone;     // that ends there
    std::uint32_t letter_first : 1 = 0;  // of that word: it begins, it ends with a letter
    std::uint32_t letter_last : 1 = 0;
  };
  const Edge* edge_of(std::uint32_t from, std::uint32_t unit) const {
    for (auto at = static_cast<std::size_t>(mixed(from, unit) >> edge_shift_);;
         at = (at + 1) % edges_.size()) {
      const auto& edge = edges_[at];
      if (edge.to == 0) return nullptr;
      if (edge.from == from && edge.unit == unit) return &edge;
    }
  }
  static bool stands_whole(std::string_view folded, const Edge& edge, std::size_t begin, std::size_t end);

  std::vector<std::string> words_;
  std::map<std::string, std::uint32_t, std::less<>> numbers_;  // while words are added
  std::vector<std::uint64_t> filter_;                          // bits by the first two characters of words
  int filter_shift_ = 0;
  bool single_ = false;      // there are words of one character
  std::vector<Edge> edges_;  // by hash of `from` and `unit`, each in the first empty place from there
  int edge_shift_ = 0;
};

}  // namespace tenderlead::rules
