// Header values that a server sends and that are read: Retry-After, Link, and the charset of a Content-Type.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "crawler/link_header.h"
#include "crawler/retry_after.h"
#include "parsers/charset.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tenderlead;
  const std::string_view value(reinterpret_cast<const char*>(data), size);
  constexpr std::int64_t kNow = 1'786'000'000;
  if (const auto wait = crawler::parse_retry_after(value, kNow); wait && wait->count() < 0) std::abort();
  if (parsers::charset_parameter(value).size() > value.size()) std::abort();
  const std::string next =
      crawler::next_of_link_header({{"Link", std::string(value)}}, "http://portal.example/list");
  if (!next.empty() && !next.starts_with("http")) std::abort();
  return 0;
}
