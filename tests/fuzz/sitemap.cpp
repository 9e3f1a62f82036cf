// Any bytes as a sitemap; what comes out are URLs, and no more of them than the limit says.
#include "crawler/sitemap.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "crawler/url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tenderlead::crawler;
  const SitemapLimits limits{.max_entries = 100, .max_bytes = 1u << 20};
  const auto sitemap =
      parse_sitemap({reinterpret_cast<const char*>(data), size}, "", "http://example.cn/s.xml", limits);
  if (!sitemap.ok()) return 0;
  if (sitemap->entries.size() > limits.max_entries) std::abort();
  for (const SitemapEntry& entry : sitemap->entries) {
    if (entry.url.size() <= kMaxUrlBytes && !parse_url(entry.url)) std::abort();
  }
  return 0;
}
