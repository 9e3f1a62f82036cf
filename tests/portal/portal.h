// The simulated portal: five sites and a control port on 127.0.0.1, served by one thread. Tests ask it for the truth
// about its pages, make it misbehave, and read what was requested of it.
//
// Everything that is served is rendered when the object is made, from the seed alone: the same options and ports
// give the same bytes. Rendering takes about 0.1 ms a notice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/portal/faults.h"
#include "tests/portal/site.h"

namespace tenderlead::portal {

struct Options {
  std::uint64_t seed = 1;
  std::size_t notices = 240;    // over all sites
  Date as_of{2026, 8, 1};       // the newest notices are of this day, or a few days older
  std::uint16_t base_port = 0;  // sites listen on base_port + 0..4 and control on + 5; 0 takes any free ports
  bool hostile_files = false;   // the files that pages refer to do harm: files.h
  bool hostile_text = false;    // titles of the newest notices carry markup and spreadsheet formulas
};

// One request as it was answered. Times are microseconds since the portal was made.
struct RequestRecord {
  SiteId site = SiteId::column;
  std::string method;
  std::string target;
  std::string user_agent;
  std::int64_t started = 0;
  std::int64_t ended = 0;
  int status = 0;  // 0 where the connection was dropped or nothing was answered
  std::uint64_t body_bytes = 0;
  int in_flight = 0;         // requests of the same site being answered when this one came, itself included
  bool conditional = false;  // carried If-None-Match or If-Modified-Since
};

// Thread-safe once start() was called, except for destruction.
class Portal {
 public:
  // Binds the ports; throws std::system_error where one is taken.
  explicit Portal(const Options& options);
  ~Portal();
  Portal(const Portal&) = delete;
  Portal& operator=(const Portal&) = delete;

  void start();  // serves from a thread of its own until stop() or destruction
  void run();    // serves on the calling thread until stop()
  void stop();

  std::string origin(SiteId site) const;
  std::uint16_t port(SiteId site) const;
  std::uint16_t control_port() const;
  const SiteContent& site(SiteId site) const;
  const Options& options() const;
  // All sites' notices and profiles, in the order of kAllSites.
  std::vector<TrueNotice> notices() const;
  std::vector<TrueProfile> profiles() const;

  void set_faults(SiteId site, FaultSet faults);
  void set_faults(const FaultSet& faults);  // for every site
  std::vector<RequestRecord> requests() const;
  void clear_requests();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// {"column":"http://127.0.0.1:18081", ..., "control":"http://127.0.0.1:18086"}
std::string origins_json(const Portal& portal);
// A line a notice or profile: {"site","url","body_url","label":{keys of `tenderlead parse`}}.
std::string truth_jsonl(const Portal& portal);
std::string requests_jsonl(const std::vector<RequestRecord>& requests);

}  // namespace tenderlead::portal
