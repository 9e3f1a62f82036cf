#include "store/folded_text.h"

#include <algorithm>

#include "store/grams.h"

namespace tenderlead::store {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Bytes of the character at `at`; a byte that begins none stands for itself.
std::size_t length_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  std::size_t length = 1;
  while (length < wanted && at + length < text.size() &&
         (static_cast<unsigned char>(text[at + length]) & 0xC0) == 0x80)
    ++length;
  return length;
}

// White space that folding leaves as it is: NEL, NBSP, U+1680, U+2000..U+200B, U+2028, U+2029, U+202F, U+205F, U+FEFF.
bool is_blank(std::string_view c) {
  if (c.size() == 2) return c == "\xC2\x85" || c == "\xC2\xA0";
  if (c.size() != 3) return false;
  if (c.starts_with("\xE2\x80")) {
    const auto last = static_cast<unsigned char>(c[2]);
    return last <= 0x8B || last == 0xA8 || last == 0xA9 || last == 0xAF;
  }
  return c == "\xE1\x9A\x80" || c == "\xE2\x81\x9F" || c == "\xEF\xBB\xBF";
}

// Whether the end of a word stands inside a term of the index: letters go on, or digits beside letters and digits.
bool goes_on(char inside, char outside) {
  if (is_letter(inside)) return is_letter(outside);
  return is_digit(inside) && (is_letter(outside) || is_digit(outside));
}

// Whether a word that stands at `at` is a part of a longer term.
bool is_part(std::string_view word, std::string_view folded, std::size_t at) {
  const auto end = at + word.size();
  return (at > 0 && goes_on(word.front(), folded[at - 1])) ||
         (end < folded.size() && goes_on(word.back(), folded[end]));
}

}  // namespace

void FoldedText::add(std::string_view bytes, std::uint32_t from) {
  bytes_ += bytes;
  from_.insert(from_.end(), bytes.size(), from);
}

FoldedText::FoldedText(std::string_view text) {
  bytes_.reserve(text.size());
  from_.reserve(text.size() + 1);
  std::uint32_t point = 0;
  bool space = false;  // before the next character
  std::uint32_t space_from = 0;
  for (std::size_t at = 0; at < text.size(); ++point) {
    const auto character = text.substr(at, length_at(text, at));
    at += character.size();
    std::string wide;
    std::string_view folded = character;
    if (character.size() == 1) {
      const char c = character.front();
      if (c == ' ' || (c >= '\t' && c <= '\r'))
        folded = {};
      else if (c >= 'A' && c <= 'Z')
        folded = wide = std::string(1, static_cast<char>(c + 32));
    } else if (is_blank(character)) {
      folded = {};
    } else if (character.front() == '\xEF' || character.front() == '\xE3') {
      wide = fold(character);  // full width; a wide space folds to nothing
      folded = wide;
    }
    if (folded.empty()) {
      if (!space) space_from = point;
      space = true;
      continue;
    }
    // Between two wide characters, and at the beginning, it says nothing.
    const bool matters = space && !bytes_.empty() &&
                         (static_cast<unsigned char>(bytes_.back()) < 0x80 ||
                          static_cast<unsigned char>(folded.front()) < 0x80);
    if (matters) add(" ", space_from);
    space = false;
    add(folded, point);
  }
  from_.push_back(point);
}

std::vector<FoldedText::Place> FoldedText::places(std::string_view word, std::size_t most) const {
  std::vector<Place> places;
  if (word.empty()) return places;
  for (auto at = bytes_.find(word); at != std::string::npos && places.size() < most;) {
    const auto end = at + word.size();
    if (is_part(word, bytes_, at)) {
      at = bytes_.find(word, at + 1);
      continue;
    }
    places.push_back({from_[at], from_[end - 1] + 1});
    at = bytes_.find(word, end);
  }
  return places;
}

bool stands_in(std::string_view word, std::string_view folded) {
  if (word.empty()) return true;
  for (auto at = folded.find(word); at != folded.npos; at = folded.find(word, at + 1))
    if (!is_part(word, folded, at)) return true;
  return false;
}

std::string folded_word(std::string_view word) {
  // The same as of a text; a FoldedText's bytes are its own matter, so it is done by the same steps.
  std::string out;
  const std::string folded = fold(word);
  for (std::size_t at = 0; at < folded.size();) {
    const auto character = std::string_view(folded).substr(at, length_at(folded, at));
    at += character.size();
    const bool blank = character == " " || is_blank(character);
    if (!blank) {
      out += character;
      continue;
    }
    while (at < folded.size()) {
      const auto next = std::string_view(folded).substr(at, length_at(folded, at));
      if (next != " " && !is_blank(next)) break;
      at += next.size();
    }
    if (!out.empty() && at < folded.size() &&
        (static_cast<unsigned char>(out.back()) < 0x80 || static_cast<unsigned char>(folded[at]) < 0x80))
      out += ' ';
  }
  return out;
}

}  // namespace tenderlead::store
