// From a text file's bytes to UTF-8, strictly.
#pragma once

#include <string>
#include <string_view>

#include "model/result.h"

namespace tenderlead::convert {

struct DecodedText {
  std::string encoding;  // "utf-8", "utf-16le", "utf-16be", "gb18030"
  std::string text;      // UTF-8 without byte order mark
};

// `encoding` empty: a byte order mark decides, then UTF-16 by its zero bytes, then the first of UTF-8 and GB18030 that
// decodes all of it. Where an encoding is named, bytes that it can't decode become U+FFFD.
// Errors: invalid_input, with the line of the first byte that isn't UTF-8; unsupported for an unknown name.
Result<DecodedText> decode_text(std::string bytes, std::string_view encoding);

}  // namespace tenderlead::convert
