// The indexes of two-byte encodings, made from ICU's converters. Internal to the decoders.
#pragma once

#include <unicode/ucnv.h>

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "parsers/charset_tables.h"

namespace tenderlead::parsers {

inline constexpr char32_t kReplacement = 0xFFFD;
inline constexpr char32_t kSubstitute = 0x1A;  // what some of the converters give for a broken byte

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

inline Converter open_converter(const char* name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name, &status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

inline bool is_private_use(char32_t code) {
  return code >= 0xE000 && code <= 0xF8FF;
}

// The index of a two-byte encoding (or of an encoding's codes of three bytes): what ICU's converter gives for each pointer, patched. 0 where nothing is.
template <std::size_t Size, typename BytesOf, std::size_t Patches>
std::vector<char32_t> make_index(const char* converter_name, BytesOf bytes_of,
                                 const std::array<IndexEntry, Patches>& patches, bool keep_private_use) {
  std::vector<char32_t> index(Size, 0);
  const Converter converter = open_converter(converter_name);
  for (std::uint32_t pointer = 0; converter != nullptr && pointer < Size; ++pointer) {
    const auto bytes = bytes_of(pointer);
    std::array<UChar, 4> units{};
    UErrorCode status = U_ZERO_ERROR;
    const int32_t count = ucnv_toUChars(converter.get(), units.data(), static_cast<int32_t>(units.size()),
                                        bytes.data(), static_cast<int32_t>(bytes.size()), &status);
    if (U_FAILURE(status) || count < 1 || count > 2) continue;
    const bool pair = count == 2 && U16_IS_SURROGATE(units[0]);
    if (count == 2 && !pair) continue;
    const char32_t code = pair ? static_cast<char32_t>(U16_GET_SUPPLEMENTARY(units[0], units[1])) : units[0];
    if (code != kReplacement && code != kSubstitute && (keep_private_use || !is_private_use(code)))
      index[pointer] = code;
  }
  for (const IndexEntry& patch : patches) index[patch.pointer] = patch.code;
  return index;
}

}  // namespace tenderlead::parsers
