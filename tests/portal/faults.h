// Ways in which a site can be slow, broken or hostile. A fault picks its victims by a hash of the path, so that a
// run with the same pages meets the same faults; "once" means the first request for a path since the faults were
// set, and the next one gets the page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "tests/portal/site.h"

namespace tenderlead::portal {

enum class Fault {
  slow,           // every answer takes 40 to 100 ms
  stall,          // a fifth of the details never answer, once
  drop,           // a fifth of the details: the connection closes in the middle of the body, once
  flaky,          // a quarter of all: 500, 503 or 429 (with Retry-After: 1), once
  broken,         // a fifth of the details: 500, always
  missing,        // a fifth of the details: 404
  redirect_loop,  // a fifth of the details redirect to and fro
  redirect_private,  // a fifth of the details redirect to private, loopback and link-local addresses and to files
  gzip_bomb,         // a fifth of the details: 512 MiB of zeros in half a megabyte
  huge,              // a fifth of the details: a body that doesn't end before 256 MiB
  wrong_charset,   // every page is labelled windows-1252
  endless,         // paging never ends
  shifting,        // lists grow by three entries between two of their pages
  robots_error,    // robots.txt: 503
  robots_missing,  // robots.txt: 404
  robots_denies,   // robots.txt: nothing may be fetched
  robots_delay,    // robots.txt: Crawl-delay: 1
};
inline constexpr std::size_t kFaultCount = 17;
const char* to_string(Fault fault);
std::optional<Fault> fault_from_string(std::string_view text);

using FaultSet = std::set<Fault>;

// What to do with one request.
struct Action {
  enum class Kind { answer, status, redirect, drop, stall, bomb, huge };
  Kind kind = Kind::answer;
  int status = 200;
  std::string location;
  bool retry_after = false;
  int delay_ms = 0;
};

// `attempt` counts requests for this target from 1. `control_port` is a loopback port that no source names.
Action decide(const FaultSet& faults, const std::string& target, Resource::Role role, int attempt,
              std::uint16_t control_port);

// 512 MiB of zeros, compressed twice over by nothing but their sameness.
const std::string& gzip_bomb();

// The list page that an endless site makes up for a page beyond its last; empty where `target` is no such page.
std::string endless_page(const SiteContent& site, const std::string& target);

}  // namespace tenderlead::portal
