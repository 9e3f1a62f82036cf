#include "tests/integration/workspace.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include "crawler/warc_reader.h"
#include "wire/json.h"

namespace tenderlead::integration {
namespace {

namespace fs = std::filesystem;

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

std::string unique_name(const char* what) {
  static std::atomic<int> counter{0};
  return std::string(what) + std::to_string(++counter);
}

void redirect(const fs::path& path, int flags, int descriptor) {
  const int file = ::open(path.c_str(), flags, 0600);
  if (file < 0 || ::dup2(file, descriptor) < 0) ::_exit(126);
  ::close(file);
}

}  // namespace

Process::Process(const std::vector<std::string>& arguments, const fs::path& folder,
                 const std::function<void()>& before_exec, const std::string& input)
    : out_(folder / unique_name("out-")), err_(folder / unique_name("err-")) {
  const fs::path in = folder / unique_name("in-");
  std::ofstream(in, std::ios::binary) << input;
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  began_ = std::chrono::steady_clock::now();
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("fork failed");
  if (pid_ == 0) {
    redirect(in, O_RDONLY, STDIN_FILENO);
    redirect(out_, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
    redirect(err_, O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
    if (before_exec) before_exec();
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      wait_status_(other.wait_status_),
      out_(std::move(other.out_)),
      err_(std::move(other.err_)),
      began_(other.began_) {}

Process::~Process() {
  if (pid_ < 0 || wait_status_) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

void Process::send(int signal) const {
  ::kill(pid_, signal);
}

bool Process::ended_within(std::chrono::microseconds time) {
  const auto until = std::chrono::steady_clock::now() + time;
  while (!wait_status_) {
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) wait_status_ = status;
    if (wait_status_ || std::chrono::steady_clock::now() >= until) break;
    std::this_thread::sleep_for(std::chrono::microseconds(500));
  }
  return wait_status_.has_value();
}

Outcome Process::wait() {
  if (!wait_status_) {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    wait_status_ = status;
  }
  Outcome outcome;
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
  outcome.status = WIFEXITED(*wait_status_) ? WEXITSTATUS(*wait_status_) : 128 + WTERMSIG(*wait_status_);
  outcome.out = read_file(out_);
  outcome.err = read_file(err_);
  return outcome;
}

Workspace::Workspace() {
  std::string pattern = (fs::temp_directory_path() / "tenderlead-it-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
  folder_ = pattern;
  fs::create_directories(config());
}

Workspace::Workspace(const portal::Portal& portal, const Tuning& tuning) : Workspace() {
  fs::copy(fs::path(TENDERLEAD_SOURCE_DIR) / "tests/portal/config", config(),
           fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  write_sources(portal, tuning);
}

Workspace::~Workspace() {
  std::error_code ignored;
  if (std::getenv("TENDERLEAD_KEEP") == nullptr) fs::remove_all(folder_, ignored);
}

fs::path Workspace::store_file() const {
  return data() / "tenderlead.db";
}

void Workspace::write_sources(const portal::Portal& portal, const Tuning& tuning) const {
  std::string yaml = read_file(fs::path(TENDERLEAD_SOURCE_DIR) / "tests/portal/config/sources/portal.yaml");
  // In two steps, because one site's new port may be another's old one.
  for (const portal::SiteId site : portal::kAllSites) {
    const std::string port = std::to_string(18080 + static_cast<int>(site));
    replace_all(yaml, "127.0.0.1:" + port, "127.0.0.1:<" + std::string(to_string(site)) + ">");
  }
  for (const portal::SiteId site : portal::kAllSites)
    replace_all(yaml, "<" + std::string(to_string(site)) + ">", std::to_string(portal.port(site)));
  const std::string politeness = "delay: 20ms\n      max_retries: 2\n      request_timeout: 10s";
  const std::size_t at = yaml.find(politeness);
  if (at == std::string::npos)
    throw std::runtime_error("tests/portal/config/sources/portal.yaml has changed");
  yaml.replace(at, politeness.size(),
               "delay: " + std::to_string(tuning.delay_ms) +
                   "ms\n      max_retries: " + std::to_string(tuning.retries) +
                   "\n      request_timeout: " + std::to_string(tuning.timeout_s) + "s\n" + tuning.more);
  write("config/sources/portal.yaml", yaml);
}

void Workspace::write(const fs::path& name, const std::string& content) const {
  fs::create_directories((folder_ / name).parent_path());
  std::ofstream file(folder_ / name, std::ios::binary);
  file << content;
}

void Workspace::forget_data() const {
  fs::remove_all(data());
}

Process Workspace::start(std::vector<std::string> arguments, const std::function<void()>& before_exec,
                         const std::string& input) const {
  std::vector<std::string> all = {TENDERLEAD_BINARY, "--config", config().string()};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return Process(all, folder_, before_exec, input);
}

Outcome Workspace::tenderlead(std::vector<std::string> arguments, const std::function<void()>& before_exec,
                              const std::string& input) const {
  return start(std::move(arguments), before_exec, input).wait();
}

std::string Workspace::dump(store::DumpParts parts) const {
  auto store = store::Store::open(store_file(), store::OpenMode::read_only);
  if (!store) return "no store: " + store.error().message;
  std::ostringstream text;
  const auto done = (*store)->dump(text, parts);
  return done.ok() ? text.str() : "no dump: " + done.error().message;
}

std::vector<Notice> Workspace::notices() const {
  auto store = store::Store::open(store_file(), store::OpenMode::read_only);
  if (!store) return {};
  std::vector<Notice> found;
  const auto done = (*store)->read([&](store::Queries& queries) {
    queries.each_notice(false, [&](const store::NoticeRow& row) {
      const auto value = wire::parse_text(row.json);
      if (!value) return;
      auto notice = wire::notice_from_json(*value);
      if (notice) found.push_back(std::move(*notice));
    });
    return found.size();
  });
  EXPECT_TRUE(done.ok());
  return found;
}

std::vector<Notice> Workspace::announcements() const {
  auto all = notices();
  std::set<std::string> plans;
  for (const Notice& notice : all)
    if (notice.intentions.size() > 1) plans.insert(notice.url);
  std::erase_if(
      all, [&](const Notice& notice) { return notice.intentions.size() == 1 && plans.contains(notice.url); });
  return all;
}

std::vector<HospitalProfile> Workspace::profiles() const {
  auto store = store::Store::open(store_file(), store::OpenMode::read_only);
  if (!store) return {};
  std::vector<HospitalProfile> found;
  const auto done = (*store)->read([&](store::Queries& queries) {
    queries.each_profile([&](const store::ProfileRow& row) {
      const auto value = wire::parse_text(row.json);
      if (!value) return;
      auto profile = wire::hospital_from_json(*value);
      if (profile) found.push_back(std::move(*profile));
    });
    return found.size();
  });
  EXPECT_TRUE(done.ok());
  return found;
}

std::map<std::string, int> Workspace::archived() const {
  std::map<std::string, int> found;
  for (const auto& entry : fs::directory_iterator(data() / "archive")) {
    if (entry.path().extension() != ".gz") continue;
    auto reader = crawler::WarcPageReader::open(entry.path(), {.verify_digests = true});
    EXPECT_TRUE(reader.ok()) << entry.path();
    while (reader.ok()) {
      auto next = reader->next();
      EXPECT_TRUE(next.ok()) << entry.path() << ": " << (next.ok() ? "" : next.error().message);
      if (!next.ok() || !*next) break;
      if ((*next)->page.ok()) {
        const Page& page = *(*next)->page;
        ++found[page.method + " " + page.url + " " + page.request_body];
      }
    }
  }
  return found;
}

std::vector<LedgerEntry> ledger_of(const Outcome& outcome) {
  std::vector<LedgerEntry> entries;
  std::istringstream lines(outcome.out);
  for (std::string line; std::getline(lines, line);) {
    const auto value = wire::parse_text(line);
    if (!value) continue;
    auto entry = wire::ledger_entry_from_json(*value);
    if (entry) entries.push_back(std::move(*entry));
  }
  return entries;
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string first_difference(const std::string& left, const std::string& right) {
  std::istringstream lefts(left), rights(right);
  std::string a, b;
  for (int line = 1;; ++line) {
    const bool more_left = static_cast<bool>(std::getline(lefts, a));
    const bool more_right = static_cast<bool>(std::getline(rights, b));
    if (!more_left && !more_right) return "no difference";
    if (more_left != more_right || a != b)
      return "line " + std::to_string(line) + "\n  left:  " + (more_left ? a.substr(0, 600) : "(end)") +
             "\n  right: " + (more_right ? b.substr(0, 600) : "(end)");
  }
}

}  // namespace tenderlead::integration
