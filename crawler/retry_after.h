// The Retry-After header (RFC 9110 10.2.3): seconds, or an HTTP date.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tenderlead::crawler {

// How long to wait from `now` (seconds since the epoch); 0 for a date that has passed, nothing where the header can't
// be read. At most a year, which stands for anything longer.
std::optional<std::chrono::seconds> parse_retry_after(std::string_view value, std::int64_t now);

}  // namespace tenderlead::crawler
