// Folded text with the way back to the original, and the automaton that finds all words in one pass.
#pragma once

#include <array>
#include <cstdint>
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

// All occurrences of many words, overlapping ones included, in one pass whatever their number (Aho and Corasick
// 1975, as a deterministic automaton over classes of bytes). Immutable after build().
//
// A word that begins or ends with an ASCII letter stands whole where no other letter is next to it: "his" isn't in
// "history".
class WordAutomaton {
 public:
  // Adds a folded, non-empty word and returns its number; the same word has the same number.
  std::uint32_t add(std::string_view word);
  void build();

  // Calls hit(WordHit, whole) for every occurrence, by end.
  template <typename Hit>
  void each(std::string_view folded, Hit&& hit) const {
    if (next_.empty()) return;
    std::uint32_t row = 0;
    for (std::size_t i = 0; i < folded.size(); ++i) {
      const auto next = next_[row + classes_[static_cast<unsigned char>(folded[i])]];
      row = next & ~kHit;
      if ((next & kHit) == 0) continue;
      for (auto end = first_end_[row / class_count_]; end != kNone; end = ends_[end].shorter) {
        const auto word = ends_[end].word;
        const auto size = words_[word].size();
        const auto after = static_cast<std::uint32_t>(i + 1);
        const auto begin = static_cast<std::uint32_t>(after - size);
        hit(WordHit{word, begin, after}, stands_whole(folded, words_[word], begin, after));
      }
    }
  }
  // Appends those that stand whole, by end.
  void find(std::string_view folded, std::vector<WordHit>& hits) const;

  std::size_t words() const { return words_.size(); }

 private:
  std::uint32_t child(std::uint32_t node, unsigned char byte) const;
  static bool stands_whole(std::string_view folded, std::string_view word, std::size_t begin,
                           std::size_t end);

  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  static constexpr std::uint32_t kHit = 0x80000000;  // in next_: some word ends in that state
  struct Node {                                      // while words are added
    std::vector<std::pair<unsigned char, std::uint32_t>> next;
    std::uint32_t word = kNone;  // that ends here
  };
  struct End {
    std::uint32_t word = 0;
    std::uint32_t shorter = kNone;  // of ends_: the longest word that is an end of this one
  };
  std::vector<Node> nodes_ = std::vector<Node>(1);
  std::vector<std::string> words_;
  std::array<std::uint8_t, 256> classes_{};  // of bytes; 0 is every byte that no word has
  std::size_t class_count_ = 1;
  std::vector<std::uint32_t> next_;       // [row of the state + class]: row of the next state, and kHit
  std::vector<std::uint32_t> first_end_;  // by state: of ends_
  std::vector<End> ends_;
};

}  // namespace tenderlead::rules
