// What every integration test needs: a folder of its own, the demo's configuration pointed at a portal, the program
// run as a process, and what came of it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/ledger.h"
#include "model/notice.h"
#include "model/organisation.h"
#include "store/store.h"
#include "tests/portal/portal.h"

namespace tenderlead::integration {

// What the demo's sources are changed to for a test.
struct Tuning {
  int delay_ms = 2;
  int retries = 2;
  int timeout_s = 10;
  std::string more;  // further lines for every source's politeness, indented by six spaces
};

struct Outcome {
  int status = 0;  // exit status; 128 + number where a signal ended it
  std::string out;
  std::string err;
  double seconds = 0;
};

// A program that runs. Its output goes to files in the workspace, so no pipe can fill up.
class Process {
 public:
  Process(const std::vector<std::string>& arguments, const std::filesystem::path& folder,
          const std::function<void()>& before_exec = {}, const std::string& input = {});
  ~Process();
  Process(Process&& other) noexcept;
  Process(const Process&) = delete;

  void send(int signal) const;
  // True where it ended by itself within the time.
  bool ended_within(std::chrono::microseconds time);
  Outcome wait();

 private:
  pid_t pid_ = -1;
  std::optional<int> wait_status_;
  std::filesystem::path out_;
  std::filesystem::path err_;
  std::chrono::steady_clock::time_point began_;
};

// A temporary folder with a configuration; removed at the end unless TENDERLEAD_KEEP is set in the environment.
class Workspace {
 public:
  Workspace();
  explicit Workspace(const portal::Portal& portal, const Tuning& tuning = {});
  ~Workspace();
  Workspace(const Workspace&) = delete;

  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path config() const { return folder_ / "config"; }
  std::filesystem::path data() const { return config() / "data"; }
  std::filesystem::path store_file() const;

  void write_sources(const portal::Portal& portal, const Tuning& tuning) const;
  void write(const std::filesystem::path& name, const std::string& content) const;
  void forget_data() const;  // removes store and archive

  // Runs `tenderlead --config CONFIG arguments...` to its end.
  Outcome tenderlead(std::vector<std::string> arguments, const std::function<void()>& before_exec = {},
                     const std::string& input = {}) const;
  Process start(std::vector<std::string> arguments, const std::function<void()>& before_exec = {},
                const std::string& input = {}) const;

  // The store's canonical content.
  std::string dump(store::DumpParts parts = store::DumpParts::all) const;
  std::vector<Notice> notices() const;
  // Those of pages, without the rows of plans that name several procurements.
  std::vector<Notice> announcements() const;
  std::vector<HospitalProfile> profiles() const;
  // How often each request (method, URL, body) stands in the archive.
  std::map<std::string, int> archived() const;

 private:
  std::filesystem::path folder_;
};

// The ledger that `run --json` prints.
std::vector<LedgerEntry> ledger_of(const Outcome& outcome);

std::string read_file(const std::filesystem::path& path);
// The first lines in which two texts differ, for a failure's message.
std::string first_difference(const std::string& left, const std::string& right);

}  // namespace tenderlead::integration
