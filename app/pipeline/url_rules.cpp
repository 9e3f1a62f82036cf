#include "app/pipeline/url_rules.h"

#include "crawler/url_filter.h"

namespace tenderlead::app {

std::string apply_url_rules(const Source* source, const store::UrlTask& parent, std::int64_t now,
                            store::UrlTask& link) {
  // Further pages of a list, the sitemaps of an index, bodies and files belong to the page that names them.
  link.depth = parent.depth + (link.kind == store::UrlKind::detail ? 1 : 0);
  if (source == nullptr) return {};
  const crawler::UrlFilter filter(source->urls);
  // Lists are asked for as the source's paging says, and a file is known by the address that its notice names.
  if (link.kind == store::UrlKind::detail || link.kind == store::UrlKind::body)
    link.url = filter.canonical(std::move(link.url));
  constexpr std::int64_t kSecondsOfAYear = 31556952;  // on average; a day more or less doesn't matter here
  const int year = now == 0 ? 0 : static_cast<int>(1970 + now / kSecondsOfAYear);
  const auto trap = filter.trap(link.url, link.depth, year);
  return trap.empty() ? std::string() : "refused:" + std::string(trap);
}

}  // namespace tenderlead::app
