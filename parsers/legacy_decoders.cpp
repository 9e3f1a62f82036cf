#include "parsers/legacy_decoders.h"

#include <array>
#include <cstdint>
#include <vector>

#include "parsers/charset_decoders.h"
#include "parsers/charset_index.h"

namespace tenderlead::parsers {
namespace {

constexpr std::array<IndexEntry, 0> kNoPatches{};
constexpr std::uint32_t kJis0208InEuc = 94 * 94;  // pointers that EUC-JP and ISO-2022-JP can name
constexpr std::uint32_t kFirstOfUsers = 8836;     // of Shift_JIS, up to kLastOfUsers: U+E000 and following
constexpr std::uint32_t kLastOfUsers = 10715;
constexpr std::uint32_t kPastJis0212 = 82 * 94;  // ICU has IBM's characters there, the standard nothing

unsigned char at(std::string_view bytes, std::size_t index) {
  return static_cast<unsigned char>(bytes[index]);
}
bool within(unsigned char byte, int low, int high) {
  return byte >= low && byte <= high;
}

// By Shift_JIS, which reaches the whole index: 60 lead bytes of 188 trail bytes.
const std::vector<char32_t>& jis0208_index() {
  static const std::vector<char32_t> index = make_index<60 * 188>(
      "Shift_JIS",
      [](std::uint32_t pointer) {
        const std::uint32_t lead = pointer / 188;
        const std::uint32_t trail = pointer % 188;
        return std::array<char, 2>{static_cast<char>(lead + (lead < 0x1F ? 0x81 : 0xC1)),
                                   static_cast<char>(trail + (trail < 0x3F ? 0x40 : 0x41))};
      },
      kNoPatches, false);
  return index;
}

const std::vector<char32_t>& jis0212_index() {
  static const std::vector<char32_t> index = make_index<kPastJis0212>(
      "EUC-JP",
      [](std::uint32_t pointer) {
        return std::array<char, 3>{static_cast<char>(0x8F), static_cast<char>(pointer / 94 + 0xA1),
                                   static_cast<char>(pointer % 94 + 0xA1)};
      },
      kNoPatches, false);
  return index;
}

const std::vector<char32_t>& euc_kr_index() {
  static const std::vector<char32_t> index = make_index<126 * 190>(
      "windows-949",
      [](std::uint32_t pointer) {
        return std::array<char, 2>{static_cast<char>(pointer / 190 + 0x81),
                                   static_cast<char>(pointer % 190 + 0x41)};
      },
      kNoPatches, false);
  return index;
}

char32_t entry(const std::vector<char32_t>& index, std::uint32_t pointer) {
  return pointer < index.size() ? index[pointer] : 0;
}

char32_t shift_jis_code(unsigned char lead, unsigned char trail) {
  if (!within(trail, 0x40, 0x7E) && !within(trail, 0x80, 0xFC)) return 0;
  const std::uint32_t pointer =
      (lead - (lead < 0xA0 ? 0x81u : 0xC1u)) * 188 + trail - (trail < 0x7F ? 0x40u : 0x41u);
  if (pointer >= kFirstOfUsers && pointer <= kLastOfUsers) return 0xE000 - kFirstOfUsers + pointer;
  return entry(jis0208_index(), pointer);
}

// Two bytes from 0xA1 on; 0 for others.
char32_t euc_code(const std::vector<char32_t>& index, unsigned char lead, unsigned char trail) {
  if (!within(lead, 0xA1, 0xFE) || !within(trail, 0xA1, 0xFE)) return 0;
  return entry(index, (lead - 0xA1u) * 94 + trail - 0xA1u);
}

// Appends what a whole code means and says how many of its bytes it took: an ASCII byte that ends a broken one is read again.
std::size_t append_code(std::string& out, char32_t code, unsigned char last, std::size_t length) {
  append_code_point(out, code == 0 ? kReplacement : code);
  return code == 0 && last < 0x80 ? length - 1 : length;
}

}  // namespace

std::string decode_shift_jis(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  for (std::size_t i = 0; i < bytes.size();) {
    const unsigned char first = at(bytes, i);
    const bool lead = within(first, 0x81, 0x9F) || within(first, 0xE0, 0xFC);
    if (lead && i + 1 < bytes.size()) {
      i += append_code(out, shift_jis_code(first, at(bytes, i + 1)), at(bytes, i + 1), 2);
      continue;
    }
    char32_t code = kReplacement;
    if (first <= 0x80) code = first;
    if (within(first, 0xA1, 0xDF)) code = 0xFF61u - 0xA1u + first;
    append_code_point(out, code);
    ++i;
  }
  return out;
}

std::string decode_euc_jp(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  for (std::size_t i = 0; i < bytes.size();) {
    const unsigned char first = at(bytes, i);
    if (first < 0x80) {
      out += static_cast<char>(first);
      ++i;
      continue;
    }
    const bool lead = first == 0x8E || first == 0x8F || within(first, 0xA1, 0xFE);
    if (!lead || i + 1 >= bytes.size()) {
      append_code_point(out, kReplacement);
      ++i;
      continue;
    }
    const unsigned char second = at(bytes, i + 1);
    if (first == 0x8F && within(second, 0xA1, 0xFE)) {
      if (i + 2 >= bytes.size()) {
        append_code_point(out, kReplacement);
        break;
      }
      i += append_code(out, euc_code(jis0212_index(), second, at(bytes, i + 2)), at(bytes, i + 2), 3);
      continue;
    }
    char32_t code = euc_code(jis0208_index(), first, second);
    if (first == 0x8E) code = within(second, 0xA1, 0xDF) ? 0xFF61u - 0xA1u + second : 0;
    i += append_code(out, code, second, 2);
  }
  return out;
}

std::string decode_euc_kr(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  for (std::size_t i = 0; i < bytes.size();) {
    const unsigned char first = at(bytes, i);
    if (!within(first, 0x81, 0xFE) || i + 1 >= bytes.size()) {
      append_code_point(out, first < 0x80 ? static_cast<char32_t>(first) : kReplacement);
      ++i;
      continue;
    }
    const unsigned char second = at(bytes, i + 1);
    const char32_t code =
        within(second, 0x41, 0xFE) ? entry(euc_kr_index(), (first - 0x81u) * 190 + second - 0x41u) : 0;
    i += append_code(out, code, second, 2);
  }
  return out;
}

std::string decode_iso_2022_jp(std::string_view bytes) {
  enum class Set { ascii, roman, katakana, two_bytes };
  Set set = Set::ascii;
  bool just_switched = false;  // an escape right after another one is an error
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  for (std::size_t i = 0; i < bytes.size();) {
    const unsigned char first = at(bytes, i);
    if (first == 0x1B) {
      const std::string_view escape = bytes.substr(i + 1, 2);
      const bool known =
          escape == "(B" || escape == "(J" || escape == "(I" || escape == "$@" || escape == "$B";
      if (known) {
        set = escape == "(B"   ? Set::ascii
              : escape == "(J" ? Set::roman
              : escape == "(I" ? Set::katakana
                               : Set::two_bytes;
        i += 3;
      } else {
        ++i;
      }
      if (!known || just_switched) append_code_point(out, kReplacement);
      just_switched = known;
      continue;
    }
    just_switched = false;
    ++i;
    char32_t code = kReplacement;
    switch (set) {
      case Set::ascii:
      case Set::roman:
        if (first < 0x80 && first != 0x0E && first != 0x0F) code = first;
        if (set == Set::roman && first == 0x5C) code = 0xA5;
        if (set == Set::roman && first == 0x7E) code = 0x203E;
        break;
      case Set::katakana:
        if (within(first, 0x21, 0x5F)) code = 0xFF61u - 0x21u + first;
        break;
      case Set::two_bytes: {
        // An escape in the middle of a code is read as one; any other byte is spent.
        if (!within(first, 0x21, 0x7E) || i >= bytes.size() || at(bytes, i) == 0x1B) break;
        const unsigned char second = at(bytes, i++);
        if (!within(second, 0x21, 0x7E)) break;
        const std::uint32_t pointer = (first - 0x21u) * 94 + second - 0x21u;
        if (const char32_t found = pointer < kJis0208InEuc ? entry(jis0208_index(), pointer) : 0; found != 0)
          code = found;
        break;
      }
    }
    append_code_point(out, code);
  }
  return out;
}

}  // namespace tenderlead::parsers
