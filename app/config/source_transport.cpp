// How a source's server is spoken to, and by what.
#include <array>
#include <filesystem>
#include <string_view>

#include "app/config/source_parts.h"
#include "crawler/certificates.h"
#include "crawler/url.h"

namespace tenderlead::config {
namespace {

using namespace std::chrono_literals;

constexpr std::array<std::string_view, 2> kFetchNames{"http", "browser"};
constexpr std::array<FetchBy, 2> kFetchers{FetchBy::http, FetchBy::browser};

void read_http(const YamlNode& node, const std::string& directory, HttpRules& rules, Faults& faults) {
  MapReader map(node, "http", faults);
  if (map.text("proxy", rules.proxy) && !rules.proxy.empty()) {
    const auto parsed = crawler::parse_url(rules.proxy);
    if (!parsed || !rules.proxy.starts_with("http://") || parsed->has_credentials() ||
        parsed->path_and_query() != "/")
      map.fault(*map.get("proxy"),
                "'proxy' must be the address of an HTTP proxy, as \"http://10.0.0.1:3128\"");
  }
  if (map.text("ca_bundle", rules.ca_bundle) && !rules.ca_bundle.empty() && !directory.empty()) {
    // An absolute name stays itself.
    rules.ca_bundle = std::filesystem::path(directory) / rules.ca_bundle;
    const auto certificates = crawler::Certificates::read(rules.ca_bundle);
    if (!certificates) map.fault(*map.get("ca_bundle"), "'ca_bundle': " + certificates.error().message);
  }
  map.flag("verify_tls", rules.verify_tls);
  map.flag("legacy_renegotiation", rules.legacy_renegotiation);
  map.flag("cookies", rules.cookies);
  map.finish();
}

void read_browser(const YamlNode& node, BrowserRules& rules, Faults& faults) {
  MapReader map(node, "browser", faults);
  if (map.text("wait_for", rules.wait_for)) {
    const auto& given = *map.get("wait_for");
    if (rules.wait_for.starts_with('/'))
      map.fault(given, "'wait_for' must be a CSS selector");
    else
      check_selector_text(given, "wait_for", rules.wait_for, faults);
  }
  map.duration("settle", 0ms, 1min, rules.settle);
  map.duration("timeout", 1s, 10min, rules.timeout);
  map.size("max_memory", 128u << 20, std::uint64_t{64} << 30, rules.max_memory_bytes);
  map.whole("max_requests", 1, 100'000, rules.max_requests);
  if (map.texts("hosts", rules.hosts))
    for_each_text(*map.get("hosts"), [&](const YamlNode& item) { check_host(item, true, faults); });
  if (map.texts("block", rules.block))
    for_each_text(*map.get("block"), [&](const YamlNode& item) { check_pattern(item, "block", faults); });
  map.finish();
}

}  // namespace

void read_transport(MapReader& source_map, const std::string& directory, Source& source) {
  auto& faults = source_map.faults();
  if (const auto* node = source_map.get("http")) read_http(*node, directory, source.http, faults);
  source_map.choice<FetchBy>("fetch", kFetchNames, kFetchers, source.fetch_by);
  const auto* browser = source_map.get("browser");
  if (browser == nullptr) return;
  read_browser(*browser, source.browser, faults);
  if (source.fetch_by != FetchBy::browser)
    source_map.fault(*browser, "'browser' belongs to 'fetch: browser'");
}

}  // namespace tenderlead::config
