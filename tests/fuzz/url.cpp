// A base, a line feed, an input: whatever resolves must come out the same when it is read again.
#include "crawler/url.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "crawler/address_guard.h"
#include "crawler/url_filter.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tenderlead::crawler;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t line = text.find('\n');
  const std::string_view base = line == std::string_view::npos ? std::string_view() : text.substr(0, line);
  const std::string_view input = line == std::string_view::npos ? text : text.substr(line + 1);

  const auto resolved = resolve(input, base);
  if (resolved && resolved->size() <= kMaxUrlBytes && resolve(*resolved) != resolved) std::abort();
  const auto canonical = canonical_url(input, base);
  if (canonical.has_value() != resolved.has_value()) std::abort();
  if (canonical && canonical->size() <= kMaxUrlBytes && canonical_url(*canonical) != canonical) std::abort();
  if (canonical && canonical->size() <= kMaxUrlBytes) {
    tenderlead::UrlRules rules;
    rules.drop_parameters = {"a*", "ref"};
    rules.sort_parameters = true;
    const UrlFilter filter(rules);
    const auto filtered = filter.canonical(*canonical);
    if (filter.canonical(filtered) != filtered || filtered.size() > canonical->size()) std::abort();
    (void)filter.trap(filtered, 1, 2026);
  }
  if (!resolve(input) && check_url(input) == Verdict::allow) std::abort();
  return 0;
}
