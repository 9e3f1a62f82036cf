// The ledger: what became of every URL that a run met. Per source and run, and the sums must balance:
//
//   listed = known + duplicate + fresh              every link that a list, sitemap or start request gave
//   queued_before + fresh + revisits = fetched + refused + failed + queued_after
//   fetched = parsed + unchanged + rejected         what the pages gave
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace tenderlead {

struct LedgerEntry {
  std::string source_id;
  std::int64_t run_id = 0;
  std::int64_t queued_before = 0;  // in the queue when the run began
  std::int64_t listed = 0;         // links given by start requests, lists, sitemaps and shells
  std::int64_t known = 0;          // listed before this run
  std::int64_t duplicate = 0;      // listed twice within this run
  std::int64_t fresh = 0;          // new to the queue
  std::int64_t revisits = 0;       // put back into the queue because they were due again
  std::int64_t fetched = 0;        // answered with something to keep (200, 304)
  std::int64_t unchanged = 0;      // 304, or a page that says what it said before
  std::int64_t parsed = 0;         // read into a list, a notice or a profile
  std::int64_t rejected = 0;       // read, but neither of these: the reasons below say why
  std::int64_t refused = 0;        // robots.txt, private address, host not allowed
  std::int64_t failed = 0;         // network, status, size, time; after all retries
  std::int64_t queued_after = 0;   // still in the queue
  std::int64_t notices = 0;
  std::int64_t hospitals = 0;
  std::int64_t bytes = 0;  // of bodies
  std::map<std::string, std::int64_t>
      reasons;  // "refused:robots", "failed:timed_out", "rejected:no_fields" -> count

  bool balances() const {
    return listed == known + duplicate + fresh &&
           queued_before + fresh + revisits == fetched + refused + failed + queued_after &&
           fetched == parsed + unchanged + rejected;
  }
};

}  // namespace tenderlead
