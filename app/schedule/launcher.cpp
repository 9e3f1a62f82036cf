#include "app/schedule/launcher.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace tenderlead::app {
namespace {

constexpr std::size_t kLongestLine = 8192;
constexpr int kSignalled = 128;  // as shells say it

class Child : public RunProcess {
 public:
  Child(pid_t id, int output, std::function<void(const std::string&)> on_line)
      : id_(id), output_(output), on_line_(std::move(on_line)) {}
  ~Child() override {
    if (id_ > 0) {
      kill();
      while (::waitpid(id_, nullptr, 0) < 0 && errno == EINTR) {
      }
    }
    ::close(output_);
  }

  std::optional<RunEnd> ended() override {
    listen();
    if (id_ <= 0) return end_;
    int status = 0;
    if (::waitpid(id_, &status, WNOHANG) != id_) return std::nullopt;
    id_ = -1;
    listen();
    if (!line_.empty()) say();
    end_.status = WIFEXITED(status) ? WEXITSTATUS(status) : kSignalled + WTERMSIG(status);
    return end_;
  }
  void stop() override {
    if (id_ > 0) ::kill(id_, SIGTERM);
  }
  void kill() override {
    if (id_ > 0) ::kill(id_, SIGKILL);
  }

 private:
  // What there is to read now.
  void listen() {
    std::array<char, 4096> buffer;
    for (;;) {
      const auto got = ::read(output_, buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return;
      for (std::size_t i = 0; i < static_cast<std::size_t>(got); ++i) {
        if (buffer[i] == '\n' || line_.size() >= kLongestLine) say();
        if (buffer[i] != '\n') line_ += buffer[i];
      }
    }
  }
  void say() {
    if (on_line_) on_line_(line_);
    constexpr std::string_view kComplaint = "tenderlead: ";
    if (line_.starts_with(kComplaint)) end_.last_words = line_.substr(kComplaint.size());
    line_.clear();
  }

  pid_t id_;
  int output_;  // doesn't block
  std::function<void(const std::string&)> on_line_;
  std::string line_;
  RunEnd end_;
};

// Between fork and exec only what signal handlers may do: other threads may have held any lock.
[[noreturn]] void become(char* const* arguments, int output, pid_t parent) {
  ::setpgid(0, 0);  // Ctrl-C is the server's; it tells us
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(kSignalled + SIGTERM);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  struct sigaction usual {};
  usual.sa_handler = SIG_DFL;
  for (const int signal : {SIGINT, SIGTERM, SIGPIPE}) ::sigaction(signal, &usual, nullptr);
  const int nothing = ::open("/dev/null", O_RDWR);
  ::dup2(nothing, 0);
  ::dup2(nothing, 1);
  ::dup2(output, 2);
  ::close_range(3, ~0U, 0);
  ::execv("/proc/self/exe", arguments);
  ::_exit(127);
}

}  // namespace

Result<std::unique_ptr<RunProcess>> ProcessLauncher::start(const std::vector<std::string>& sources) {
  std::vector<std::string> words = {"tenderlead"};
  words.insert(words.end(), options_.begin(), options_.end());
  words.emplace_back("run");
  for (const auto& source : sources) {
    words.emplace_back("--source");
    words.push_back(source);
  }
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
    return Error{ErrorCode::io, std::string("a run can't be started: ") + std::strerror(errno)};
  // The child may wait for room to write in.
  ::fcntl(ends[1], F_SETFL, ::fcntl(ends[1], F_GETFL) & ~O_NONBLOCK);
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) become(arguments.data(), ends[1], parent);
  const int failure = errno;
  ::close(ends[1]);
  if (child < 0) {
    ::close(ends[0]);
    return Error{ErrorCode::io, std::string("a run can't be started: ") + std::strerror(failure)};
  }
  return std::unique_ptr<RunProcess>(std::make_unique<Child>(child, ends[0], on_line_));
}

}  // namespace tenderlead::app
