#include "convert/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace tenderlead::convert {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostMessages = 4096;
// How often a child that has closed its outputs is asked whether it has ended.
constexpr int kEndCheckMs = 2;

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { reset(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }
  void reset(int number = -1) {
    if (number_ >= 0) close(number_);
    number_ = number;
  }

 private:
  int number_;
};

struct Pipe {
  Descriptor read;
  Descriptor write;
  bool open() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    read.reset(ends[0]);
    write.reset(ends[1]);
    return true;
  }
};

struct SpawnSettings {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  SpawnSettings() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
};

pid_t start(const ChildRequest& request, const Pipe& output, const Pipe& messages) {
  SpawnSettings spawn;
  posix_spawn_file_actions_addopen(&spawn.actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&spawn.actions, output.write.get(), 1);
  posix_spawn_file_actions_adddup2(&spawn.actions, messages.write.get(), 2);
  posix_spawn_file_actions_addclosefrom_np(&spawn.actions, 3);
  posix_spawn_file_actions_addchdir_np(&spawn.actions, request.folder.c_str());
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&spawn.attributes, &none);
  posix_spawnattr_setsigdefault(&spawn.attributes, &all);
  posix_spawnattr_setpgroup(&spawn.attributes, 0);
  posix_spawnattr_setflags(&spawn.attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  std::vector<char*> arguments;
  for (const auto& argument : request.command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  std::array<std::string, 3> variables = {"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8",
                                          "HOME=/nonexistent"};
  std::array<char*, 4> environment = {variables[0].data(), variables[1].data(), variables[2].data(), nullptr};
  pid_t child = -1;
  if (posix_spawn(&child, arguments[0], &spawn.actions, &spawn.attributes, arguments.data(),
                  environment.data()) != 0)
    return -1;
  return child;
}

int until(Clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return static_cast<int>(std::clamp<long long>(left + 1, 0, 1000));
}

// Reads what there is; false at the end of the stream. What goes beyond `most` is dropped.
bool drain(int from, std::string& into, std::uint64_t most, bool& beyond) {
  std::array<char, 64 << 10> buffer;
  const ssize_t got = read(from, buffer.data(), buffer.size());
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  const auto room = static_cast<std::size_t>(most - std::min<std::uint64_t>(most, into.size()));
  const auto size = static_cast<std::size_t>(got);
  into.append(buffer.data(), std::min(size, room));
  beyond = beyond || size > room;
  return got > 0;
}

}  // namespace

ChildOutcome run_child(const ChildRequest& request) {
  ChildOutcome outcome;
  Pipe output, messages;
  if (request.command.empty() || !output.open() || !messages.open()) return outcome;
  const auto deadline = Clock::now() + request.time;
  const pid_t child = start(request, output, messages);
  if (child < 0) return outcome;
  output.write.reset();
  messages.write.reset();

  bool timed_out = false;
  bool too_much = false;
  bool more_messages = false;
  std::array<pollfd, 2> streams = {pollfd{output.read.get(), POLLIN, 0},
                                   pollfd{messages.read.get(), POLLIN, 0}};
  while ((streams[0].fd >= 0 || streams[1].fd >= 0) && !too_much) {
    if (Clock::now() >= deadline) {
      timed_out = true;
      break;
    }
    if (poll(streams.data(), streams.size(), until(deadline)) <= 0) continue;
    if (streams[0].revents != 0 && !drain(streams[0].fd, outcome.output, request.max_output_bytes, too_much))
      streams[0].fd = -1;
    if (streams[1].revents != 0 && !drain(streams[1].fd, outcome.messages, kMostMessages, more_messages))
      streams[1].fd = -1;
  }

  int status = 0;
  while (!timed_out && !too_much) {
    const pid_t ended = waitpid(child, &status, WNOHANG);
    if (ended == child || (ended < 0 && errno != EINTR)) {
      kill(-child, SIGKILL);
      outcome.end = WIFEXITED(status) ? ChildOutcome::End::exited : ChildOutcome::End::signalled;
      outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
      return outcome;
    }
    timed_out = Clock::now() >= deadline;
    poll(nullptr, 0, kEndCheckMs);
  }
  kill(-child, SIGKILL);
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  outcome.end = timed_out ? ChildOutcome::End::timed_out : ChildOutcome::End::output_limit;
  return outcome;
}

}  // namespace tenderlead::convert
