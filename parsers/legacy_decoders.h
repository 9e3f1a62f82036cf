// Decoders of the Encoding Standard's sections 12.2, 12.3, 12.4 and 13.1, which pages from Japan and Korea need: U+FFFD for each error,
// ASCII bytes of a broken code read again.
#pragma once

#include <string>
#include <string_view>

namespace tenderlead::parsers {

std::string decode_euc_jp(std::string_view bytes);
std::string decode_iso_2022_jp(std::string_view bytes);
std::string decode_shift_jis(std::string_view bytes);
std::string decode_euc_kr(std::string_view bytes);

}  // namespace tenderlead::parsers
