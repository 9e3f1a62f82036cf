// The scripts that the pages of a run have loaded, so that a site's are asked for once a run and not once a page: each
// page has a context of its own, in which a browser would begin anew.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "model/page.h"

namespace tenderlead::crawler {

// Not thread-safe. Holds at most kMaxBytes, first come, first kept.
class ScriptCache {
 public:
  static constexpr std::uint64_t kMaxBytes = 64u << 20;

  // Keeps an answer where a cache may for a while (RFC 9111 3 and 4.2.2): status 200, without Set-Cookie, Vary on
  // more than the encoding, or Cache-Control of no-store, no-cache, private, max-age=0.
  void add(const std::string& url, const Page& page);
  // Null where there is none; valid until the next add().
  const Page* find(const std::string& url) const;

 private:
  std::unordered_map<std::string, Page> pages_;
  std::uint64_t bytes_ = 0;
};

}  // namespace tenderlead::crawler
