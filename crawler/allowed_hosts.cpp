#include "crawler/allowed_hosts.h"

#include <algorithm>
#include <utility>

#include "crawler/registrable_domain.h"

namespace tenderlead::crawler {

AllowedHosts::AllowedHosts(const Source& source, const std::vector<std::string>& further) {
  const auto add_own = [&](const std::string& text) {
    const auto url = parse_url(text);
    if (!url) return;
    if (url->explicit_port()) {
      entries_.push_back({url->host(), false, url->port()});
    } else {  // a site may link to itself by http and by https
      entries_.push_back({url->host(), false, 80});
      entries_.push_back({url->host(), false, 443});
    }
    if (source.focus.max_pages == 0) return;
    if (const std::string domain = registrable_domain(*url); !domain.empty()) {
      entries_.push_back({domain, false, std::nullopt});
      entries_.push_back({"." + domain, true, std::nullopt});
    }
  };
  for (const auto& start : source.start) add_own(start.url);
  for (const auto& sitemap : source.sitemaps) add_own(sitemap);
  const auto add_named = [&](std::string_view text) {
    const bool below = text.starts_with("*.");
    if (below) text.remove_prefix(2);
    // Read as part of a URL, so that "医院.cn" and "EXAMPLE.cn" become what the URLs of pages have.
    const auto url = parse_url("http://" + std::string(text) + "/");
    if (!url) return;
    const bool states_port = text.ends_with(":" + std::to_string(url->port()));
    entries_.push_back({below ? "." + url->host() : url->host(), below,
                        states_port ? std::optional(url->port()) : std::nullopt});
  };
  for (const auto& text : source.allowed_hosts) add_named(text);
  for (const auto& text : further) add_named(text);
}

bool AllowedHosts::contains(const Url& url) const {
  return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    if (entry.port && *entry.port != url.port()) return false;
    return entry.below ? url.host().ends_with(entry.host) : url.host() == entry.host;
  });
}

}  // namespace tenderlead::crawler
