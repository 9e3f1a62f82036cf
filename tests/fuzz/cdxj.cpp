// Any bytes as a line of a CDXJ index; what is read is written as a line that reads the same. Any address has a key.
#include "crawler/cdxj.h"

#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tenderlead::crawler;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto url = parse_url(text)) {
    const std::string key = surt_key(*url);
    if (key.find(')') == std::string::npos || key.find(' ') != std::string::npos) std::abort();
  }
  const auto entry = parse_cdxj(text);
  if (!entry.ok()) return 0;
  const std::string line = to_cdxj(*entry);
  if (line.find('\n') != std::string::npos) std::abort();
  const auto again = parse_cdxj(line);
  if (!again.ok() || again->offset != entry->offset || again->length != entry->length) std::abort();
  return 0;
}
