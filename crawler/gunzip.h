// Decompression with a limit, for what the network and other people's archives hand us. Internal to this room.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "model/result.h"

namespace tenderlead::crawler {

// RFC 1952; the bytes that a gzip member begins with.
bool looks_like_gzip(std::string_view bytes);

// Takes gzip (one member or several), zlib or raw deflate data apart, whichever it is. too_large where more than
// `limit` bytes come out, or from 1 MiB on more than `max_ratio` times what went in (0: any); corrupt where the data is
// damaged or cut short.
Result<std::string> inflated(std::string_view bytes, std::size_t limit, std::size_t max_ratio = 0);

}  // namespace tenderlead::crawler
