#include "crawler/browser/browser_process.h"

#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <system_error>
#include <thread>
#include <utility>

namespace tenderlead::crawler {
namespace {

// Every request of a page is answered by us (page_render.h). These flags make the browser small and quiet, and see to it
// that what isn't asked of us finds no way out: a proxy at a port that nothing listens on, for loopback as well, and no
// name that resolves.
constexpr const char* kFlags[] = {
    "--headless=new",
    "--remote-debugging-port=0",  // a free one, written to DevToolsActivePort
    "--proxy-server=127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--dns-prefetch-disable",
    "--disable-quic",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-client-side-phishing-detection",
    "--no-pings",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-service-autorun",
    "--disable-extensions",
    "--disable-component-extensions-with-background-pages",
    "--disable-default-apps",
    "--disable-breakpad",  // no crash reporter, whose process would leave our session
    "--disable-crash-reporter",
    "--disable-gpu",
    "--disable-dev-shm-usage",  // containers give 64 MB of /dev/shm
    "--disable-notifications",
    "--deny-permission-prompts",
    "--block-new-web-contents",  // no pop-ups
    "--mute-audio",
    "--password-store=basic",
    "--use-mock-keychain",
    "--disk-cache-size=1",
    // A page is thrown away with its browser context and holds no secret of another site; a process a site would only
    // take memory.
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
    "Translate,"
    "OptimizationHints,MediaRouter,DialMediaRouteProvider,InterestFeedContentSuggestions,BackForwardCache,"
    "AutofillServerCommunication,CertificateTransparencyComponentUpdater,PaintHolding",
    "--lang=zh-CN",
    "--accept-lang=zh-CN,zh;q=0.9,en;q=0.5",
    // Tall, so that what loads when it scrolls into view is in view.
    "--window-size=1366,6000",
};

bool runnable(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

bool write_file(const char* path, const char* text) {
  const int file = ::open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool written = ::write(file, text, std::strlen(text)) > 0;
  ::close(file);
  return written;
}

// Everything that the child needs, made before the fork: after it, with other threads' locks in unknown states, only
// async-signal-safe functions may be called (signal-safety(7)).
struct Child {
  const char* program;
  char* const* arguments;
  char* const* environment;
  const char* log;
  const char* uid_map;  // "1000 1000 1": the user stays who he is
  const char* gid_map;
  pid_t parent;
  int handover;
  bool isolate;
};

bool leave_network(const Child& child) {
  // Root needs no user namespace; a container's root may not make a network without one.
  if (::geteuid() == 0 && ::unshare(CLONE_NEWNET) == 0) return true;
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return false;
  write_file("/proc/self/setgroups", "deny");
  return write_file("/proc/self/uid_map", child.uid_map) && write_file("/proc/self/gid_map", child.gid_map);
}

// A socket of the new network with its loopback interface up; -1 where there is no such network.
int isolated_socket(const Child& child) {
  if (!child.isolate || !leave_network(child)) return -1;
  const int made = ::socket(AF_INET, SOCK_STREAM, 0);
  if (made < 0) return -1;
  ifreq loopback{};
  std::memcpy(loopback.ifr_name, "lo", 3);
  loopback.ifr_flags = IFF_UP | IFF_RUNNING;
  return ::ioctl(made, SIOCSIFFLAGS, &loopback) == 0 ? made : -1;
}

union Control {
  cmsghdr header;
  char bytes[CMSG_SPACE(sizeof(int))];
};

void hand_over(int channel, int socket) {
  char byte = 0;
  iovec part{&byte, 1};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  Control control{};
  if (socket >= 0) {
    message.msg_control = control.bytes;
    message.msg_controllen = sizeof control.bytes;
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &socket, sizeof socket);
  }
  static_cast<void>(::sendmsg(channel, &message, MSG_NOSIGNAL));
}

int taken_over(int channel) {
  char byte = 0;
  iovec part{&byte, 1};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  Control control{};
  message.msg_control = control.bytes;
  message.msg_controllen = sizeof control.bytes;
  ssize_t got = 0;
  while ((got = ::recvmsg(channel, &message, MSG_CMSG_CLOEXEC)) < 0 && errno == EINTR) {
  }
  const cmsghdr* header = got > 0 ? CMSG_FIRSTHDR(&message) : nullptr;
  if (header == nullptr || header->cmsg_type != SCM_RIGHTS) return -1;
  int socket = -1;
  std::memcpy(&socket, CMSG_DATA(header), sizeof socket);
  return socket;
}

[[noreturn]] void become_browser(const Child& child) {
  constexpr int kFailed = 127;
  ::setsid();  // a Ctrl-C in our terminal is for us alone
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  write_file("/proc/self/oom_score_adj", "1000");  // where memory runs out, it is the browser that goes
  const int socket = isolated_socket(child);
  // After the namespaces: the kernel forgets the wish when a process gets other rights (prctl(2)).
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != child.parent) ::_exit(kFailed);
  hand_over(child.handover, socket);
  const int null = ::open("/dev/null", O_RDONLY);
  const int log = ::open(child.log, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (null < 0 || log < 0) ::_exit(kFailed);
  ::dup2(null, 0);
  ::dup2(log, 1);
  ::dup2(log, 2);
  sigset_t all_open;
  ::sigemptyset(&all_open);
  ::sigprocmask(SIG_SETMASK, &all_open, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  ::close_range(3, ~0U, 0);
  ::execve(child.program, child.arguments, child.environment);
  ::_exit(kFailed);
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  out.reserve(texts.size() + 1);
  for (auto& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

std::string read_start(const std::filesystem::path& path, std::size_t most) {
  std::string text(most, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(text.data(), static_cast<std::streamsize>(most));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

// "RssAnon:     1234 kB" of /proc/PID/status.
std::uint64_t kilobytes_after(const std::string& status, std::string_view name) {
  const auto at = status.find(name);
  if (at == std::string::npos) return 0;
  const auto digit = status.find_first_of("0123456789", at);
  std::uint64_t value = 0;
  if (digit != std::string::npos)
    std::from_chars(status.data() + digit, status.data() + status.size(), value);
  return value;
}

}  // namespace

std::filesystem::path find_browser(const std::string& name) {
  if (name.find('/') != std::string::npos) return runnable(name) ? std::filesystem::path(name) : "";
  const char* path = std::getenv("PATH");
  std::vector<std::string> names;
  if (name.empty())
    names = {"chromium", "chromium-browser", "google-chrome-stable"};
  else
    names = {name};
  for (const auto& wanted : names) {
    std::string_view rest = path == nullptr ? "" : path;
    while (!rest.empty()) {
      const auto colon = rest.find(':');
      const std::filesystem::path folder(rest.substr(0, colon));
      rest.remove_prefix(colon == std::string_view::npos ? rest.size() : colon + 1);
      // A relative folder would run whatever lies in the working directory.
      if (folder.is_absolute() && runnable(folder / wanted)) return folder / wanted;
    }
  }
  return {};
}

std::vector<pid_t> processes_of_session(pid_t session) {
  std::vector<pid_t> found;
  std::error_code error;
  for (std::filesystem::directory_iterator entry("/proc", error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename();
    pid_t pid = 0;
    const auto parsed = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (parsed.ec != std::errc() || parsed.ptr != name.data() + name.size()) continue;
    // proc(5): pid (command) state ppid pgrp session; a command may hold any character.
    const std::string stat = read_start(entry->path() / "stat", 512);
    const auto after = stat.rfind(") ");
    char state = 'Z';
    int of_session = -1;
    if (after != std::string::npos &&
        std::sscanf(stat.c_str() + after + 2, "%c %*d %*d %d", &state, &of_session) == 2 &&
        of_session == session && state != 'Z' && state != 'X')
      found.push_back(pid);
  }
  return found;
}

BrowserProcess::BrowserProcess(std::filesystem::path folder) : folder_(std::move(folder)) {}

Result<std::unique_ptr<BrowserProcess>> BrowserProcess::start(const BrowserLaunch& launch) {
  std::string folder = launch.folder / "browser-XXXXXX";
  if (::mkdtemp(folder.data()) == nullptr)
    return Error{ErrorCode::io, "can't make a folder for the browser in " + launch.folder.string() + ": " +
                                    std::generic_category().message(errno)};
  std::unique_ptr<BrowserProcess> made(new BrowserProcess(folder));

  std::vector<std::string> arguments{launch.program.string()};
  for (const char* flag : kFlags) arguments.emplace_back(flag);
  arguments.push_back("--user-data-dir=" + folder);
  if (!launch.user_agent.empty()) arguments.push_back("--user-agent=" + launch.user_agent);
  // Chromium's sandbox refuses to start for root. As root it is the network namespace and the guard of each request that
  // hold a page; a service should run as a user of its own, where the sandbox is on.
  if (::geteuid() == 0) arguments.emplace_back("--no-sandbox");
  arguments.emplace_back("about:blank");
  // Nothing of our environment: no proxy, no session bus, no flags of a user's own. Scripts write the times of day that
  // the portals' readers see.
  std::vector<std::string> environment{"PATH=/usr/local/bin:/usr/bin:/bin",
                                       "HOME=" + folder,
                                       "TMPDIR=" + folder,
                                       "LANG=C.UTF-8",
                                       "DBUS_SESSION_BUS_ADDRESS=disabled:",
                                       "DBUS_SYSTEM_BUS_ADDRESS=disabled:",
                                       "TZ=Asia/Shanghai"};
  const auto argument_pointers = pointers(arguments);
  const auto environment_pointers = pointers(environment);
  const std::string log = folder + "/log";
  const auto identity = [](unsigned id) { return std::to_string(id) + " " + std::to_string(id) + " 1"; };
  const std::string uid_map = identity(::geteuid()), gid_map = identity(::getegid());

  std::array<int, 2> channel{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel.data()) != 0)
    return Error{ErrorCode::io, "can't start the browser: " + std::generic_category().message(errno)};
  const Child child{launch.program.c_str(),
                    argument_pointers.data(),
                    environment_pointers.data(),
                    log.c_str(),
                    uid_map.c_str(),
                    gid_map.c_str(),
                    ::getpid(),
                    channel[1],
                    launch.isolate};
  const pid_t pid = ::fork();
  if (pid == 0) become_browser(child);
  const int code = errno;
  ::close(channel[1]);
  if (pid > 0) {
    made->pid_ = pid;
    made->socket_ = taken_over(channel[0]);
  }
  ::close(channel[0]);
  if (pid < 0)
    return Error{ErrorCode::io, "can't start the browser: " + std::generic_category().message(code)};
  return made;
}

BrowserProcess::~BrowserProcess() {
  kill();
  if (socket_ >= 0) ::close(socket_);
  if (pid_ > 0 && !reaped_) ::waitpid(pid_, nullptr, 0);
  // What the main process forked while it was killed.
  constexpr int kLooks = 400;
  for (int look = 0; look < kLooks && pid_ > 0; ++look) {
    const auto left = processes_of_session(pid_);
    if (left.empty()) break;
    for (const pid_t member : left) ::kill(member, SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

int BrowserProcess::take_socket() {
  socket_taken_ = socket_taken_ || socket_ >= 0;
  return std::exchange(socket_, -1);
}

std::string BrowserProcess::active_port() const {
  return read_start(folder_ / "DevToolsActivePort", 512);
}

bool BrowserProcess::ended() {
  if (!reaped_ && pid_ > 0) reaped_ = ::waitpid(pid_, nullptr, WNOHANG) != 0;
  return reaped_;
}

std::uint64_t BrowserProcess::memory() {
  constexpr int kLookAgain = 10;
  if (memory_calls_++ % kLookAgain == 0) members_ = processes_of_session(pid_);
  std::uint64_t kilobytes = 0;
  for (const pid_t member : members_) {
    const std::string status = read_start("/proc/" + std::to_string(member) + "/status", 4096);
    kilobytes += kilobytes_after(status, "RssAnon:") + kilobytes_after(status, "RssShmem:");
  }
  return kilobytes << 10;
}

std::string BrowserProcess::complaint() const {
  constexpr std::streamoff kMost = 1024;
  std::ifstream file(folder_ / "log", std::ios::binary | std::ios::ate);
  const std::streamoff size = file ? static_cast<std::streamoff>(file.tellg()) : 0;
  file.seekg(size > kMost ? size - kMost : 0);
  std::string text(static_cast<std::size_t>(size > kMost ? kMost : size), ' ');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.pop_back();
  for (char& c : text)
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  return text;
}

void BrowserProcess::kill() {
  if (pid_ <= 0) return;
  // The group ends the most at once; what left it is still of our session. A number that was reaped may be another's.
  if (!reaped_) ::kill(-pid_, SIGKILL);
  for (const pid_t member : processes_of_session(pid_)) ::kill(member, SIGKILL);
}

}  // namespace tenderlead::crawler
