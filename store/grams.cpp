#include "store/grams.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <unordered_set>
#include <utility>

namespace tenderlead::store {
namespace {

constexpr std::size_t kMaxQueryWords = 16;
constexpr std::size_t kMaxWordBytes = 64 * 4;

// Bytes of the UTF-8 sequence that begins with `lead`; 1 for bytes that begin none.
std::size_t sequence_length(unsigned char lead) {
  if (lead >= 0xF0) return 4;
  if (lead >= 0xE0) return 3;
  if (lead >= 0xC0) return 2;
  return 1;
}

bool is_word_byte(unsigned char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z');
}

// Punctuation of CJK text, U+3000..U+303F and U+FF00..U+FFEF (what of it is a letter or digit was folded before),
// and U+2000..U+206F: no term crosses it.
bool is_wide_punctuation(std::string_view character) {
  if (character.size() != 3) return character.size() == 2 && character[0] == '\xC2';
  const auto a = static_cast<unsigned char>(character[0]);
  const auto b = static_cast<unsigned char>(character[1]);
  return (a == 0xE3 && b == 0x80) || (a == 0xEF && b >= 0xBC) || (a == 0xE2 && (b == 0x80 || b == 0x81));
}

// White space that folding left, or doesn't know (words.h has the same list): C2 85, C2 A0, E1 9A 80, E2 80 80..8B, E2 80 A8, A9 and
// AF, E2 81 9F, EF BB BF.
bool is_blank(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
  if (character.size() == 1) return character[0] == ' ';
  if (character.size() == 2) return byte(0) == 0xC2 && (byte(1) == 0x85 || byte(1) == 0xA0);
  if (character.size() != 3) return false;
  if (byte(0) == 0xE2 && byte(1) == 0x80)
    return byte(2) <= 0x8B || byte(2) == 0xA8 || byte(2) == 0xA9 || byte(2) == 0xAF;
  return character == "\xE1\x9A\x80" || character == "\xE2\x81\x9F" || character == "\xEF\xBB\xBF";
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Calls run(begin, end) for each run of letters within a run of letters and digits.
template <typename Run>
void each_letters(std::string_view run, Run&& each) {
  for (std::size_t at = 0; at < run.size();) {
    if (!is_letter(run[at])) {
      ++at;
      continue;
    }
    const auto begin = at;
    while (at < run.size() && is_letter(run[at])) ++at;
    each(begin, at);
  }
}

// Calls term(text, last): pairs of neighbouring wide characters, runs of letters and digits with the letters in them, and the
// last character of each wide run (`last`), which begins no pair. A term that was called with lives as long as the call.
template <typename Term>
void each_term(std::string_view folded, Term&& term) {
  std::string_view previous;  // the wide character before this one; empty after a break
  std::string pair;
  const auto end_run = [&] {
    if (!previous.empty()) term(previous, true);
    previous = {};
  };
  for (std::size_t at = 0; at < folded.size();) {
    const auto byte = static_cast<unsigned char>(folded[at]);
    if (is_word_byte(byte)) {
      end_run();
      std::size_t end = at;
      while (end < folded.size() && is_word_byte(static_cast<unsigned char>(folded[end]))) ++end;
      const auto run = folded.substr(at, end - at);
      term(run, false);
      each_letters(run, [&](std::size_t first, std::size_t last) {
        if (last - first < run.size()) term(run.substr(first, last - first), false);
      });
      at = end;
      continue;
    }
    const auto character = folded.substr(at, sequence_length(byte));
    at += character.size();
    if (is_blank(character)) continue;
    if (byte < 0x80 || is_wide_punctuation(character)) {
      end_run();
      continue;
    }
    if (!previous.empty()) {
      if (previous.data() + previous.size() == character.data()) {
        term(std::string_view(previous.data(), previous.size() + character.size()), false);
      } else {
        pair.assign(previous).append(character);
        term(pair, false);
      }
    }
    previous = character;
  }
  end_run();
}

// Terms of at most eight bytes, each kept once: open addressing, at most half full.
class ShortTerms {
 public:
  explicit ShortTerms(std::size_t expected) {
    while ((std::size_t{1} << bits_) < expected * 2) ++bits_;
    places_.resize(std::size_t{1} << bits_);
  }

  // False where the term is there already.
  bool add(std::string_view term) {
    std::uint64_t key = 0;  // its bytes, none of which is zero
    if (term.size() == kPair)
      std::memcpy(&key, term.data(), kPair);
    else
      std::memcpy(&key, term.data(), term.size());
    std::uint64_t& place = place_of(key);
    if (place == key) return false;
    place = key;
    if (++count_ * 2 > places_.size()) grow();
    return true;
  }

 private:
  static constexpr std::size_t kPair = 6;  // bytes of two Chinese characters: nearly all terms

  std::uint64_t& place_of(std::uint64_t key) {
    // 2^64 over the golden ratio spreads neighbours (Knuth, The Art of Computer Programming 3, 6.4).
    std::size_t place = (key * 0x9E3779B97F4A7C15u) >> (64 - bits_);
    while (places_[place] != 0 && places_[place] != key) place = (place + 1) & (places_.size() - 1);
    return places_[place];
  }
  void grow() {
    const auto keys = std::exchange(places_, std::vector<std::uint64_t>(places_.size() * 2));
    ++bits_;
    for (const auto key : keys)
      if (key != 0) place_of(key) = key;
  }

  unsigned bits_ = 4;
  std::vector<std::uint64_t> places_;
  std::size_t count_ = 0;
};

// Bytes that folding keeps, whatever stands beside them.
bool stays(char c) {
  static constexpr auto kStays = [] {
    std::array<bool, 256> stays{};
    for (unsigned byte = 0; byte < 256; ++byte)
      stays[byte] = byte != ' ' && !(byte >= '\t' && byte <= '\r') && !(byte >= 'A' && byte <= 'Z') &&
                    byte != 0xE3 && byte != 0xEF;
    return stays;
  }();
  return kStays[static_cast<unsigned char>(c)];
}

}  // namespace

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const auto space = [&] {
    if (!out.empty() && out.back() != ' ') out += ' ';
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto* kept = std::find_if_not(text.begin() + at, text.end(), stays);
    out.append(text, at, static_cast<std::size_t>(kept - text.begin()) - at);
    at = static_cast<std::size_t>(kept - text.begin());
    if (at == text.size()) break;
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == 0xEF && at + 2 < text.size()) {
      // U+FF01..U+FF5E are ASCII 0x21..0x7E in full width: EF BC 81..BF and EF BD 80..9E.
      const auto second = static_cast<unsigned char>(text[at + 1]);
      const auto third = static_cast<unsigned char>(text[at + 2]);
      int ascii = 0;
      if (second == 0xBC && third >= 0x81) ascii = third - 0x81 + 0x21;
      if (second == 0xBD && third >= 0x80 && third <= 0x9E) ascii = third - 0x80 + 0x60;
      if (ascii != 0) {
        out += static_cast<char>(ascii >= 'A' && ascii <= 'Z' ? ascii - 'A' + 'a' : ascii);
        at += 2;
        continue;
      }
    }
    if (byte == 0xE3 && text.substr(at, 3) == "\u3000") {
      space();
      at += 2;
    } else if (byte == ' ' || (byte >= '\t' && byte <= '\r')) {
      space();
    } else {
      out += static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string search_text(const Notice& notice) {
  std::string all;
  const auto add = [&](const std::string& part) {
    if (part.empty()) return;
    all += part;
    all += '\x01';  // no term crosses it
  };
  add(notice.title);
  add(notice.project_no);
  add(notice.project_name);
  add(notice.buyer.name);
  add(notice.agency.name);
  for (const auto& award : notice.awards) add(award.supplier);
  add(notice.contract.supplier);
  for (const auto& lot : notice.lots) add(lot.name);
  for (const auto& intention : notice.intentions) add(intention.name);
  add(notice.requirements);
  add(notice.text);
  return fold(all);
}

std::string grams(std::string_view folded) {
  ShortTerms short_terms(folded.size() / 4);
  std::unordered_set<std::string> long_terms;
  std::string out;
  out.reserve(folded.size());
  each_term(folded, [&](std::string_view term, bool) {
    const bool is_new =
        term.size() <= sizeof(std::uint64_t) ? short_terms.add(term) : long_terms.emplace(term).second;
    if (!is_new) return;
    if (!out.empty()) out += ' ';
    out += term;
  });
  return out;
}

std::vector<QueryWord> query_words(std::string_view query) {
  std::vector<QueryWord> words;
  const std::string folded = fold(query);
  for (std::size_t at = 0; at < folded.size() && words.size() < kMaxQueryWords;) {
    const std::size_t end = std::min(folded.find(' ', at), folded.size());
    QueryWord word;
    word.folded = folded.substr(at, std::min(end - at, kMaxWordBytes));
    std::string lone;
    each_term(word.folded, [&](std::string_view term, bool last) {
      if (last)
        lone = term;
      else
        word.terms.emplace_back(term);
    });
    if (word.terms.empty() && !lone.empty()) {
      word.terms.push_back(lone);
      word.prefix = true;
    }
    if (!word.terms.empty()) words.push_back(std::move(word));
    at = end + 1;
  }
  return words;
}

// A lone wide character gives none: it begins no pair, and nothing says what stands behind it.
HeldTerms held_terms(std::string_view string, bool whole) {
  HeldTerms held;
  std::string folded(string);
  // Where rules fold separators to line feeds, these part two runs.
  std::replace(folded.begin(), folded.end(), '\n', '.');
  folded = fold(folded);
  each_term(folded, [&](std::string_view term, bool last) {
    if (!last && !is_word_byte(static_cast<unsigned char>(term.front()))) held.terms.emplace_back(term);
  });
  for (std::size_t at = 0; at < folded.size();) {
    if (!is_word_byte(static_cast<unsigned char>(folded[at]))) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < folded.size() && is_word_byte(static_cast<unsigned char>(folded[end]))) ++end;
    each_letters(std::string_view(folded).substr(at, end - at), [&](std::size_t first, std::size_t last) {
      auto letters = folded.substr(at + first, last - first);
      const bool open = !whole && (at + first == 0 || at + last == folded.size());
      if (!open)
        held.terms.push_back(std::move(letters));
      else if (letters.size() > 1)
        held.parts.push_back(std::move(letters));
    });
    at = end;
  }
  return held;
}

}  // namespace tenderlead::store
