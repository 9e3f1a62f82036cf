// Starts one program, takes what it writes within limits, and makes sure that it ends.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tenderlead::convert {

struct ChildRequest {
  std::vector<std::string> command;  // the program's path, then its arguments
  std::filesystem::path folder;      // where it runs
  std::chrono::milliseconds time{20'000};
  std::uint64_t max_output_bytes = 0;
};

struct ChildOutcome {
  enum class End {
    exited,        // with `status`
    signalled,     // by `status`
    timed_out,     // and was killed
    output_limit,  // wrote more than it may, and was killed
    not_started,   // there is no such program, or no resources for it
  } end = End::not_started;
  int status = 0;
  std::string output;    // standard output
  std::string messages;  // standard error, its first 4 kB
};

// The child has an empty environment but for PATH and the locale, standard input from /dev/null, no other descriptor of
// ours, and a process group of its own, all of which is killed at the end whatever happened. Thread-safe.
ChildOutcome run_child(const ChildRequest& request);

}  // namespace tenderlead::convert
