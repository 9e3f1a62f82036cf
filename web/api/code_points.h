// A text's code points, one after the other.
#pragma once

#include <cstddef>
#include <string_view>

namespace tenderlead::web {

// The one at `at`, which moves behind it; of a byte that begins none U+FFFD, so that it swallows nothing.
inline char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  bool whole = lead < 0x80 || (size > 1 && at + size <= text.size());
  char32_t point = size == 1 ? lead : lead & (0x7FU >> size);
  for (std::size_t i = 1; whole && i < size; ++i) {
    const auto next = static_cast<unsigned char>(text[at + i]);
    whole = (next & 0xC0U) == 0x80;
    point = (point << 6) | (next & 0x3FU);
  }
  at += whole ? size : 1;
  return whole ? point : U'\uFFFD';
}

}  // namespace tenderlead::web
