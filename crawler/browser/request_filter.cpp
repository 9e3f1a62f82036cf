#include "crawler/browser/request_filter.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tenderlead::crawler {
namespace {

// A host with everything below it. Their scripts write no text of a page, and a visit by us isn't one to be counted.
constexpr std::string_view kTrackers[] = {
    // Baidu: statistics, push of addresses to its index, sharing buttons, chat
    "hm.baidu.com",
    "hmcdn.baidu.com",
    "push.zhanzhang.baidu.com",
    "zz.bdstatic.com",
    "bdimg.share.baidu.com",
    "affim.baidu.com",
    "p.qiao.baidu.com",
    "sofire.baidu.com",
    // counters of Chinese sites: Umeng (CNZZ), 51.la, Tencent, Growing.io, Sensors, government sites' own (dcs, gov.cn
    // statistics by Trueland and Gridsum)
    "cnzz.com",
    "umeng.com",
    "umengcloud.com",
    "51.la",
    "51yes.com",
    "tongji.linezing.com",
    "tajs.qq.com",
    "pingjs.qq.com",
    "pingtcss.qq.com",
    "beacon.qq.com",
    "growingio.com",
    "sensorsdata.cn",
    "gridsumdissector.com",
    "gridsum.com",
    "trueland.net",
    "ta.trs.cn",
    "zhuge.io",
    "irs01.com",
    "mediav.com",
    "miaozhen.com",
    "yunaq.com",
    "anquan.org",
    "jiathis.com",
    "53kf.com",
    "meiqia.com",
    // the world's
    "google-analytics.com",
    "googletagmanager.com",
    "googlesyndication.com",
    "doubleclick.net",
    "clarity.ms",
    "hotjar.com",
    "matomo.cloud",
    "statcounter.com",
    "sentry.io",
    "nr-data.net",
    "newrelic.com",
    "facebook.net",
};

// The same run on the site's own host, by the files that their makers ship.
constexpr std::string_view kTrackerFiles[] = {"/matomo.js", "/matomo.php",         "/piwik.js",
                                              "/piwik.php", "/sensorsdata.min.js", "/_trs/ta.js"};

// Network.ResourceType of what can add text to a page. "Other" is a worker's script.
constexpr std::array<std::string_view, 5> kLoaded{"Document", "Script", "XHR", "Fetch", "Other"};

bool below(std::string_view host, std::string_view domain) {
  return host == domain || (host.size() > domain.size() && host.ends_with(domain) &&
                            host[host.size() - domain.size() - 1] == '.');
}

}  // namespace

bool is_tracker(const Url& url) {
  return std::any_of(std::begin(kTrackers), std::end(kTrackers),
                     [&](std::string_view domain) { return below(url.host(), domain); }) ||
         std::any_of(std::begin(kTrackerFiles), std::end(kTrackerFiles),
                     [&](std::string_view file) { return url.path().ends_with(file); });
}

Treatment treatment_of(const PausedRequest& request, const Url& url) {
  if (request.type == "Stylesheet") return Treatment::empty_sheet;
  if (std::find(kLoaded.begin(), kLoaded.end(), request.type) == kLoaded.end()) return Treatment::block;
  if (request.method != "GET" && request.method != "POST") return Treatment::block;
  // The icon of a tab comes as "Other" too, but says what it is.
  if (request.type == "Other" && header_value(request.headers, "Accept").starts_with("image/"))
    return Treatment::block;
  return is_tracker(url) ? Treatment::block : Treatment::load;
}

BlockedAddresses::BlockedAddresses(const std::vector<std::string>& patterns) {
  for (const auto& pattern : patterns) {
    patterns_.push_back(std::make_unique<re2::RE2>(pattern, re2::RE2::Quiet));
    if (!patterns_.back()->ok()) patterns_.pop_back();
  }
}

bool BlockedAddresses::contains(const Url& url) const {
  if (patterns_.empty()) return false;
  const std::string address = url.origin() + url.path_and_query();
  return std::any_of(patterns_.begin(), patterns_.end(),
                     [&](const auto& pattern) { return re2::RE2::PartialMatch(address, *pattern); });
}

}  // namespace tenderlead::crawler
