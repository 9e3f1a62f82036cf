// Which hosts a source's links, redirects and list pages may lead to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crawler/url.h"
#include "model/source.h"

namespace tenderlead::crawler {

// True for the hosts of the source's own start requests and sitemaps (at their port, or at both default ports), and
// for those of allowed_hosts:
// "example.cn" and "example.cn:8080" (that port alone), "*.example.cn" for every name below example.cn, but not
// example.cn itself. A focused crawl may go to every host of the registrable domains that it starts on. Compared without case. Parsing is done once, in the constructor; immutable after it.
class AllowedHosts {
 public:
  // `further` are hosts besides, written as allowed_hosts are.
  explicit AllowedHosts(const Source& source, const std::vector<std::string>& further = {});
  bool contains(const Url& url) const;

 private:
  struct Entry {
    std::string host;  // lower case; a suffix that begins with "." where `below` is set
    bool below = false;
    std::optional<std::uint16_t> port;
  };
  std::vector<Entry> entries_;
};

}  // namespace tenderlead::crawler
