// One headless Chromium as a child process: started so that nothing of it outlives us or reaches a network, watched,
// and killed as a whole.
//
// Where the kernel lets us (root, or unprivileged user namespaces), the browser runs in a network namespace of its own
// that holds a loopback interface and nothing else: whatever a hostile page or the browser itself tries (WebRTC, QUIC,
// DNS, update servers), no packet leaves, and no other user of the machine can reach its DevTools port. We reach it by a
// socket that was made inside and handed out (take_socket). Where the kernel doesn't, the flags of browser_process.cpp
// still send every connection to a proxy that isn't there.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "model/result.h"

namespace tenderlead::crawler {

struct BrowserLaunch {
  std::filesystem::path program;  // what find_browser() gave
  std::filesystem::path
      folder;  // exists; a folder of the browser's own is made below it, and removed with it
  std::string user_agent;
  bool isolate = true;  // false: as on a machine without network namespaces
};

// The path of the browser: `name` itself where it holds a slash and can be run, or the first of the name, "chromium",
// "chromium-browser" and "google-chrome-stable" that a folder of PATH has. Empty where there is none.
std::filesystem::path find_browser(const std::string& name = {});

// Not thread-safe. The browser dies with the thread that started it (PR_SET_PDEATHSIG), kill -9 included.
class BrowserProcess {
 public:
  // io: no folder, no process. That the program exists doesn't mean that it starts; see ended().
  static Result<std::unique_ptr<BrowserProcess>> start(const BrowserLaunch& launch);
  // Kills, waits for the end, removes the folder: some ten milliseconds.
  ~BrowserProcess();
  BrowserProcess(const BrowserProcess&) = delete;
  BrowserProcess& operator=(const BrowserProcess&) = delete;

  pid_t id() const { return pid_; }
  bool isolated() const { return socket_ >= 0 || socket_taken_; }
  // A TCP socket of the browser's network, not connected; the caller closes it. -1 where the browser shares ours, and
  // after the first call.
  int take_socket();
  // What the browser wrote into DevToolsActivePort; empty until it has.
  std::string active_port() const;
  // Has the browser's main process ended by itself?
  bool ended();
  // Memory of all its processes that they share with no file, in bytes. Reads /proc: below a millisecond, but for every
  // tenth call, which looks for new processes.
  std::uint64_t memory();
  // The end of what it wrote to its error output, at most 1 kB, in one line.
  std::string complaint() const;
  // Ends all its processes at once; the destructor does the rest.
  void kill();

 private:
  explicit BrowserProcess(std::filesystem::path folder);

  std::filesystem::path folder_;
  pid_t pid_ = -1;
  bool reaped_ = false;
  int socket_ = -1;
  bool socket_taken_ = false;
  std::vector<pid_t> members_;
  int memory_calls_ = 0;
};

// Living processes of a session, from /proc.
std::vector<pid_t> processes_of_session(pid_t session);

}  // namespace tenderlead::crawler
