// What a converter that a file has taken over may write in place of text.
#include "convert/plain_text.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tenderlead::convert;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto& parts : {pages_of_layout(text), pages_of_word(text), sheets_of_cells(text)})
    for (const auto& part : parts)
      if (part.text.empty() || !part.markup) __builtin_trap();
  return 0;
}
