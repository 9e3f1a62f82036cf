// A text's code points, one after the other.
#pragma once

#include <cstddef>
#include <string_view>

namespace tenderlead::web {

// The one at `at`, which moves behind it; a byte that begins none stands for itself.
inline char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (size == 1 || at + size > text.size()) {
    ++at;
    return lead;
  }
  char32_t point = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i)
    point = (point << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  at += size;
  return point;
}

}  // namespace tenderlead::web
