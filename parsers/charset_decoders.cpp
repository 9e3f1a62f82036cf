#include "parsers/charset_decoders.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

#include "parsers/charset_index.h"
#include "parsers/charset_tables.h"
#include "parsers/legacy_decoders.h"

namespace tenderlead::parsers {
namespace {

// Encoding Standard section 10.2.1: 126 lead bytes of 190 trail bytes.
const std::vector<char32_t>& gb18030_index() {
  static const std::vector<char32_t> index = make_index<126 * 190>(
      "gb18030",
      [](std::uint32_t pointer) {
        const std::uint32_t trail = pointer % 190;
        return std::array<char, 2>{static_cast<char>(pointer / 190 + 0x81),
                                   static_cast<char>(trail + (trail < 0x3F ? 0x40 : 0x41))};
      },
      kGb18030Patches, true);
  return index;
}

// Encoding Standard section 12.1.1: 126 lead bytes of 157 trail bytes.
const std::vector<char32_t>& big5_index() {
  static const std::vector<char32_t> index = make_index<126 * 157>(
      "Big5-HKSCS",
      [](std::uint32_t pointer) {
        const std::uint32_t trail = pointer % 157;
        return std::array<char, 2>{static_cast<char>(pointer / 157 + 0x81),
                                   static_cast<char>(trail + (trail < 0x3F ? 0x40 : 0x62))};
      },
      kBig5Patches, false);
  return index;
}

bool within(unsigned char byte, int low, int high) {
  return byte >= low && byte <= high;
}
unsigned char at(std::string_view bytes, std::size_t index) {
  return static_cast<unsigned char>(bytes[index]);
}

// "index gb18030 ranges code point" (section 5); 0 where there is none.
char32_t gb18030_range_code(std::uint32_t pointer) {
  if ((pointer > 39419 && pointer < 189000) || pointer > 1237575) return 0;
  if (pointer == 7457) return 0xE7C7;
  const auto after =
      std::upper_bound(kGb18030Ranges.begin(), kGb18030Ranges.end(), pointer,
                       [](std::uint32_t value, const IndexEntry& entry) { return value < entry.pointer; });
  const IndexEntry& range = *(after - 1);
  return range.code + (pointer - range.pointer);
}

// One step of a decoder: how many bytes it takes and what they mean.
struct Step {
  std::size_t length = 1;
  char32_t code = 0;
  bool fault = false;
  bool cut_off = false;  // a fault only because the bytes end
};

// Section 10.2.1. ASCII bytes of a broken code are read again.
Step gb18030_step(std::string_view bytes, std::size_t i) {
  const unsigned char first = at(bytes, i);
  if (first < 0x80) return {1, first, false, false};
  if (first == 0x80) return {1, 0x20AC, false, false};
  if (first == 0xFF) return {1, kReplacement, true, false};
  if (i + 1 >= bytes.size()) return {1, kReplacement, true, true};
  const unsigned char second = at(bytes, i + 1);
  if (within(second, 0x30, 0x39)) {
    if (i + 2 >= bytes.size()) return {2, kReplacement, true, true};
    const unsigned char third = at(bytes, i + 2);
    if (!within(third, 0x81, 0xFE)) return {1, kReplacement, true, false};
    if (i + 3 >= bytes.size()) return {3, kReplacement, true, true};
    const unsigned char fourth = at(bytes, i + 3);
    if (!within(fourth, 0x30, 0x39)) return {1, kReplacement, true, false};
    const std::uint32_t pointer =
        ((first - 0x81u) * 10 + (second - 0x30u)) * 1260 + (third - 0x81u) * 10 + (fourth - 0x30u);
    const char32_t code = gb18030_range_code(pointer);
    return code == 0 ? Step{4, kReplacement, true, false} : Step{4, code, false, false};
  }
  if (within(second, 0x40, 0x7E) || within(second, 0x80, 0xFE)) {
    const std::uint32_t pointer = (first - 0x81u) * 190 + (second - (second < 0x7F ? 0x40u : 0x41u));
    const char32_t code = gb18030_index()[pointer];
    if (code != 0) return {2, code, false, false};
  }
  return {second < 0x80 ? 1u : 2u, kReplacement, true, false};
}

// Section 12.1.1. Four pointers mean a letter with a combining mark: `code` is the letter then, and `mark` the mark.
Step big5_step(std::string_view bytes, std::size_t i, char32_t& mark) {
  mark = 0;
  const unsigned char first = at(bytes, i);
  if (first < 0x80) return {1, first, false, false};
  if (!within(first, 0x81, 0xFE)) return {1, kReplacement, true, false};
  if (i + 1 >= bytes.size()) return {1, kReplacement, true, true};
  const unsigned char second = at(bytes, i + 1);
  if (within(second, 0x40, 0x7E) || within(second, 0xA1, 0xFE)) {
    const std::uint32_t pointer = (first - 0x81u) * 157 + (second - (second < 0x7F ? 0x40u : 0x62u));
    switch (pointer) {
      case 1133:
        mark = 0x0304;
        return {2, 0xCA, false, false};
      case 1135:
        mark = 0x030C;
        return {2, 0xCA, false, false};
      case 1164:
        mark = 0x0304;
        return {2, 0xEA, false, false};
      case 1166:
        mark = 0x030C;
        return {2, 0xEA, false, false};
      default:
        break;
    }
    const char32_t code = big5_index()[pointer];
    if (code != 0) return {2, code, false, false};
  }
  return {second < 0x80 ? 1u : 2u, kReplacement, true, false};
}

// Section 8.1.1: a fault is the longest beginning of a valid code.
Step utf8_step(std::string_view bytes, std::size_t i) {
  const unsigned char first = at(bytes, i);
  // Chinese, first: three bytes of which none is at the edge of its range.
  if (within(first, 0xE1, 0xEC) && i + 2 < bytes.size() && within(at(bytes, i + 1), 0x80, 0xBF) &&
      within(at(bytes, i + 2), 0x80, 0xBF))
    return {3, (first & 0x0Fu) << 12 | (at(bytes, i + 1) & 0x3Fu) << 6 | (at(bytes, i + 2) & 0x3Fu), false,
            false};
  if (first < 0x80) return {1, first, false, false};
  std::size_t needed = 0;
  int low = 0x80;
  int high = 0xBF;
  char32_t code = 0;
  if (within(first, 0xC2, 0xDF)) {
    needed = 1;
    code = first & 0x1Fu;
  } else if (within(first, 0xE0, 0xEF)) {
    needed = 2;
    code = first & 0x0Fu;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
  } else if (within(first, 0xF0, 0xF4)) {
    needed = 3;
    code = first & 0x07u;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
  } else {
    return {1, kReplacement, true, false};
  }
  for (std::size_t k = 1; k <= needed; ++k) {
    if (i + k >= bytes.size()) return {k, kReplacement, true, true};
    const unsigned char next = at(bytes, i + k);
    if (!within(next, low, high)) return {k, kReplacement, true, false};
    low = 0x80;
    high = 0xBF;
    code = (code << 6) | (next & 0x3Fu);
  }
  return {needed + 1, code, false, false};
}

// The first byte from `i` on that isn't ASCII; most of any page is, so eight at a time.
std::size_t skip_ascii(std::string_view bytes, std::size_t i) {
  std::uint64_t word = 0;
  while (i + sizeof word <= bytes.size()) {
    std::memcpy(&word, bytes.data() + i, sizeof word);
    if ((word & 0x8080808080808080u) != 0) break;
    i += sizeof word;
  }
  while (i < bytes.size() && at(bytes, i) < 0x80) ++i;
  return i;
}

std::size_t append_ascii(std::string& out, std::string_view bytes, std::size_t i) {
  const std::size_t end = skip_ascii(bytes, i);
  out.append(bytes.substr(i, end - i));
  return end;
}

void count(Fit& fit, const Step& step, bool common) {
  if (step.fault) {
    fit.faults += step.cut_off ? 0 : 1;
  } else {
    ++fit.codes;
    fit.common += common ? 1 : 0;
  }
}

const char* icu_name(std::string_view name) {
  if (name == "ISO-8859-8-I") return "ISO-8859-8";
  if (name == "x-mac-cyrillic") return "macos-7_3-10.2";
  return nullptr;  // its own name will do
}

using ByteTable = std::array<char32_t, 256>;

// windows-* keep the C1 controls where ICU has nothing, and have nothing where ICU has private use; so the standard's indexes.
ByteTable make_byte_table(UConverter* converter, bool windows) {
  ByteTable table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) {
    const char c = static_cast<char>(byte);
    std::array<UChar, 4> units{};
    UErrorCode status = U_ZERO_ERROR;
    const int32_t length =
        ucnv_toUChars(converter, units.data(), static_cast<int32_t>(units.size()), &c, 1, &status);
    table[byte] = byte < 0x80 ? static_cast<char32_t>(byte)
                              : (U_SUCCESS(status) && length == 1 ? units[0] : kReplacement);
    if (windows && is_private_use(table[byte])) table[byte] = kReplacement;
    if (windows && table[byte] == kReplacement && byte >= 0x80 && byte < 0xA0)
      table[byte] = static_cast<char32_t>(byte);
  }
  return table;
}

std::string decode_bytes(std::string_view bytes, const ByteTable& table) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  for (std::size_t i = 0; i < bytes.size(); ++i) append_code_point(out, table[at(bytes, i)]);
  return out;
}

}  // namespace

void append_code_point(std::string& out, char32_t code) {
  if ((code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF) code = kReplacement;
  if (code < 0x80) {
    out += static_cast<char>(code);
    return;
  }
  if (code >= 0x10000) {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
  } else if (code >= 0x800) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
  } else {
    out += static_cast<char>(0xC0 | (code >> 6));
  }
  out += static_cast<char>(0x80 | (code & 0x3F));
}

std::string decode_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  std::size_t copied = 0;
  for (std::size_t i = skip_ascii(bytes, 0); i < bytes.size();) {
    const Step step = utf8_step(bytes, i);
    if (step.fault) {
      out.append(bytes.substr(copied, i - copied));
      append_code_point(out, kReplacement);
      copied = i + step.length;
    }
    i = skip_ascii(bytes, i + step.length);
  }
  return out.append(bytes.substr(copied));
}

std::string decode_utf16(std::string_view bytes, bool big_endian) {
  std::string out;
  out.reserve(bytes.size());
  const auto unit = [&](std::size_t i) {
    const unsigned high = at(bytes, big_endian ? i : i + 1);
    return static_cast<char32_t>(high << 8 | at(bytes, big_endian ? i + 1 : i));
  };
  std::size_t i = 0;
  while (i + 1 < bytes.size()) {
    const char32_t lead = unit(i);
    i += 2;
    if (lead < 0xD800 || lead > 0xDFFF) {
      append_code_point(out, lead);
      continue;
    }
    if (lead < 0xDC00 && i + 1 < bytes.size() && unit(i) >= 0xDC00 && unit(i) <= 0xDFFF) {
      append_code_point(out, 0x10000 + ((lead - 0xD800) << 10) + (unit(i) - 0xDC00));
      i += 2;
    } else if (lead < 0xDC00 && i + 1 == bytes.size()) {
      i = bytes.size();  // half a unit after half a pair is one fault
      append_code_point(out, kReplacement);
    } else {
      append_code_point(out, kReplacement);
    }
  }
  if (i < bytes.size()) append_code_point(out, kReplacement);
  return out;
}

std::string decode_gb18030(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  for (std::size_t i = 0; i < bytes.size();) {
    i = append_ascii(out, bytes, i);
    if (i >= bytes.size()) break;
    const Step step = gb18030_step(bytes, i);
    append_code_point(out, step.code);
    i += step.length;
  }
  return out;
}

std::string decode_big5(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  for (std::size_t i = 0; i < bytes.size();) {
    i = append_ascii(out, bytes, i);
    if (i >= bytes.size()) break;
    char32_t mark = 0;
    const Step step = big5_step(bytes, i, mark);
    append_code_point(out, step.code);
    if (mark != 0) append_code_point(out, mark);
    i += step.length;
  }
  return out;
}

std::string decode_other(std::string_view bytes, std::string_view name) {
  if (name == "replacement") return bytes.empty() ? "" : "\xEF\xBF\xBD";
  ByteTable table{};
  if (name == "x-user-defined" || name == "ISO-8859-16") {
    for (std::size_t byte = 0; byte < table.size(); ++byte) {
      table[byte] = static_cast<char32_t>(byte);
      if (name == "x-user-defined" && byte >= 0x80) table[byte] = static_cast<char32_t>(0xF780 + byte - 0x80);
      if (name == "ISO-8859-16" && byte >= 0xA0) table[byte] = kIso8859_16[byte - 0xA0];
    }
    return decode_bytes(bytes, table);
  }
  if (name == "Shift_JIS") return decode_shift_jis(bytes);
  if (name == "EUC-JP") return decode_euc_jp(bytes);
  if (name == "ISO-2022-JP") return decode_iso_2022_jp(bytes);
  if (name == "EUC-KR") return decode_euc_kr(bytes);
  const char* alias = icu_name(name);
  const Converter converter = open_converter(alias != nullptr ? alias : std::string(name).c_str());
  if (converter == nullptr) return decode_utf8(bytes);
  return decode_bytes(bytes, make_byte_table(converter.get(), name.substr(0, 8) == "windows-"));
}

Fit fit_utf8(std::string_view bytes) {
  Fit fit;
  for (std::size_t i = 0; i < bytes.size();) {
    // U+5000 to U+8FFF: most of Chinese text.
    if (within(at(bytes, i), 0xE5, 0xE8) && i + 2 < bytes.size() && within(at(bytes, i + 1), 0x80, 0xBF) &&
        within(at(bytes, i + 2), 0x80, 0xBF)) {
      ++fit.codes;
      ++fit.common;
      i += 3;
      continue;
    }
    if (at(bytes, i) < 0x80) {
      i = skip_ascii(bytes, i);
      continue;
    }
    const Step step = utf8_step(bytes, i);
    count(fit, step,
          (step.code >= 0x4E00 && step.code <= 0x9FFF) || (step.code >= 0x3000 && step.code <= 0x303F) ||
              (step.code >= 0xFF00 && step.code <= 0xFFEF && !step.fault));
    i += step.length;
  }
  return fit;
}

Fit fit_gb18030(std::string_view bytes) {
  Fit fit;
  for (std::size_t i = skip_ascii(bytes, 0); i < bytes.size();) {
    const Step step = gb18030_step(bytes, i);
    const unsigned char first = at(bytes, i);
    const bool common = step.length == 2 && at(bytes, i + 1) >= 0xA1 &&
                        (within(first, 0xB0, 0xD7) || first == 0xA1 || first == 0xA3);
    count(fit, step, common);
    i = skip_ascii(bytes, i + step.length);
  }
  return fit;
}

Fit fit_big5(std::string_view bytes) {
  Fit fit;
  for (std::size_t i = skip_ascii(bytes, 0); i < bytes.size();) {
    char32_t mark = 0;
    const Step step = big5_step(bytes, i, mark);
    const unsigned char first = at(bytes, i);
    count(fit, step, step.length == 2 && (within(first, 0xA4, 0xC6) || first == 0xA1));
    i = skip_ascii(bytes, i + step.length);
  }
  return fit;
}

}  // namespace tenderlead::parsers
