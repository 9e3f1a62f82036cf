#include "crawler/retry_after.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace tenderlead::crawler {
namespace {

constexpr std::int64_t kYear = 366 * 86400;
// No HTTP date is longer than "Wednesday, 30-Sep-2026 23:59:59 GMT".
constexpr std::size_t kMaxDateBytes = 64;

}  // namespace

std::optional<std::chrono::seconds> parse_retry_after(std::string_view value, std::int64_t now) {
  if (value.empty() || value.size() > kMaxDateBytes) return std::nullopt;
  if (value.find_first_not_of("0123456789") == std::string_view::npos) {
    std::int64_t seconds = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), seconds);
    return std::chrono::seconds(read.ec == std::errc() ? std::min(seconds, kYear) : kYear);
  }
  const std::int64_t date = curl_getdate(std::string(value).c_str(), nullptr);
  if (date < 0) return std::nullopt;
  return std::chrono::seconds(std::clamp<std::int64_t>(date - now, 0, kYear));
}

}  // namespace tenderlead::crawler
