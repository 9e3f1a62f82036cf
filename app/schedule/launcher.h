// Runs as processes of their own: one that falls over takes nothing of the server with it, and gives all its memory back.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/result.h"

namespace tenderlead::app {

struct RunEnd {
  int status = 0;          // the program's exit status; 128 and the signal's number where one ended it
  std::string last_words;  // what it said last, for people
};

class RunProcess {
 public:
  virtual ~RunProcess() = default;
  // How it ended; absent while it runs. Doesn't wait.
  virtual std::optional<RunEnd> ended() = 0;
  // Asks it to save everything and end.
  virtual void stop() = 0;
  // Ends it at once; nothing that it stored is lost.
  virtual void kill() = 0;
};

class Launcher {
 public:
  virtual ~Launcher() = default;
  virtual Result<std::unique_ptr<RunProcess>> start(const std::vector<std::string>& sources) = 0;
};

// `tenderlead OPTIONS run --source ID...` of this very program. A process ends with the thread that started it, however that ends.
class ProcessLauncher : public Launcher {
 public:
  // `options` are global ones: {"--config", "DIR"}. `on_line` gets what a process says on standard error, from the thread that asks
  // ended().
  ProcessLauncher(std::vector<std::string> options, std::function<void(const std::string&)> on_line)
      : options_(std::move(options)), on_line_(std::move(on_line)) {}
  Result<std::unique_ptr<RunProcess>> start(const std::vector<std::string>& sources) override;

 private:
  std::vector<std::string> options_;
  std::function<void(const std::string&)> on_line_;
};

}  // namespace tenderlead::app
