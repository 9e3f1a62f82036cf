// The WHATWG decoders behind charset.h.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tenderlead::parsers {

void append_code_point(std::string& out, char32_t code);

// Each decodes all of `bytes` to UTF-8, faults as U+FFFD.
std::string decode_utf8(std::string_view bytes);
std::string decode_utf16(std::string_view bytes, bool big_endian);
std::string decode_gb18030(std::string_view bytes);
std::string decode_big5(std::string_view bytes);
// By an ICU converter, or by a table made from it; `name` is a WHATWG name.
std::string decode_other(std::string_view bytes, std::string_view name);

// How well bytes fit an encoding. A code cut off by the end of the bytes is no fault.
struct Fit {
  std::size_t codes = 0;   // multi-byte codes that were read
  std::size_t faults = 0;  // places that can't be decoded
  std::size_t common = 0;  // codes of the characters that text in that encoding mostly has
};
Fit fit_utf8(std::string_view bytes);     // common: three-byte codes of CJK ideographs and punctuation
Fit fit_gb18030(std::string_view bytes);  // common: level-one hanzi (B0A1..D7F9) and punctuation (A1xx, A3xx)
Fit fit_big5(std::string_view bytes);     // common: level-one hanzi (A440..C67E) and punctuation (A1xx)

}  // namespace tenderlead::parsers
