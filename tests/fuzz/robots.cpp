// A path, a line feed, a robots.txt.
#include "crawler/robots.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tenderlead::crawler;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(text.find('\n'), size);
  const std::string_view path = text.substr(0, line);
  const RobotsFile robots = RobotsFile::parse(text.substr(std::min(line + 1, size)));
  (void)robots.allowed("Tenderlead", path);
  (void)robots.allowed("", path);
  if (!robots.allowed("Tenderlead", "/robots.txt")) std::abort();
  const auto delay = robots.crawl_delay_seconds("Tenderlead");
  if (delay && !(*delay >= 0)) std::abort();
  return 0;
}
