// Little-endian numbers and UTF-16, as the old formats want them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tenderlead::office {

inline void put16(std::string& out, unsigned value) {
  out += static_cast<char>(value & 0xFF);
  out += static_cast<char>((value >> 8) & 0xFF);
}
inline void put32(std::string& out, std::uint32_t value) {
  put16(out, value & 0xFFFF);
  put16(out, value >> 16);
}
inline void set32(std::string& out, std::size_t at, std::uint32_t value) {
  std::string bytes;
  put32(bytes, value);
  out.replace(at, 4, bytes);
}

// From UTF-8 of the basic plane.
std::u16string utf16(std::string_view text);
inline std::string utf16le(std::string_view text) {
  std::string out;
  for (const char16_t c : utf16(text)) put16(out, c);
  return out;
}

inline bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 16 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace tenderlead::office
