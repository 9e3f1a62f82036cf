// What of a page's own requests is loaded at all, before hosts, addresses and robots.txt are asked.
#pragma once

#include <re2/re2.h>

#include <memory>
#include <string>
#include <vector>

#include "crawler/browser/devtools_message.h"
#include "crawler/url.h"

namespace tenderlead::crawler {

enum class Treatment {
  load,
  block,
  // Answered with an empty sheet: a page's text needs no colours, but scripts wait for their sheets, and some give up
  // without.
  empty_sheet,
};

// Images, media, fonts, beacons, event streams and whatever else adds no text to a page are blocked, so is what only
// counts visitors (is_tracker), what isn't http or https, and every method but GET and POST.
Treatment treatment_of(const PausedRequest& request, const Url& url);

// Does this address belong to one of the services that count, follow or chat with visitors? The table and where it
// comes from are in request_filter.cpp.
bool is_tracker(const Url& url);

// What one source says besides (BrowserRules::block). Patterns that are none are left out: configurations are checked.
class BlockedAddresses {
 public:
  explicit BlockedAddresses(const std::vector<std::string>& patterns);
  // Is one of the patterns in the address, fragment aside?
  bool contains(const Url& url) const;

 private:
  std::vector<std::unique_ptr<re2::RE2>> patterns_;
};

}  // namespace tenderlead::crawler
