// The frontier with millions of URLs: what it costs to remember one, to take the next and to finish it, and how much
// memory that needs. Everything goes through the code of a crawl: WriteBatch::list() as lists are stored,
// QueueFrontier::take() as the crawl asks, WriteBatch::finish() as outcomes are stored.
//
//   bench_frontier [--urls N] [--hosts N] [--sources N] [--takes N] [--folder DIR] [--keep] [--check US]
//
// By default 1,000,000 URLs over 2,000 hosts of one source. With --check it fails where taking a URL takes more than so
// many microseconds of processor time, or the process more than 300 MB; the time that passed stands beside it, and is as long
// where nothing else runs. It works in a folder of its own in
// DIR; with --keep that stays, and is taken from as it is where it is there already.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <deque>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "app/pipeline/queue_frontier.h"
#include "store/store.h"

namespace {

using namespace tenderlead;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kWindow = 4096;        // CrawlEngine's for a source with many hosts
constexpr std::size_t kListedAtOnce = 1000;  // URLs: the lists that one transaction of a busy crawl stores
constexpr std::size_t kFinishedAtOnce = 64;  // pages, likewise
constexpr double kMostMegabytes = 300;
#if defined(__SANITIZE_ADDRESS__)
// The sanitizer keeps what was freed, and a shadow of everything.
constexpr bool kOwnMemory = false;
#else
constexpr bool kOwnMemory = true;
#endif

struct Options {
  std::int64_t urls = 1'000'000;
  std::int64_t hosts = 2'000;
  std::int64_t sources = 1;
  std::int64_t takes = 200'000;
  std::filesystem::path folder = std::filesystem::temp_directory_path();  // holds a folder of its own
  bool keep = false;
  double most_us = 0;  // 0: whatever
};

[[noreturn]] void fail(const std::string& why) {
  std::fprintf(stderr, "bench_frontier: %s\n", why.c_str());
  std::exit(1);
}

double peak_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::atof(line.c_str() + 6) * 1024 / 1e6;
  return 0;
}

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Of all threads of this process, in the program and in the system on its behalf.
double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

// What something takes, of the clock and of the processors.
struct Cost {
  double passed = 0;
  double busy = 0;

  template <typename Work>
  void of(const Work& work) {
    const auto start = Clock::now();
    const double busy_before = processor_seconds();
    work();
    passed += seconds_since(start);
    busy += processor_seconds() - busy_before;
  }
};

std::string source_name(std::int64_t number) {
  return "s" + std::to_string(number);
}

// The n-th URL, of a host and source that n decides.
store::UrlTask url_task(const Options& options, std::int64_t number, std::mt19937_64& random) {
  const auto host = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(options.hosts));
  store::UrlTask task;
  task.source_id = source_name(host % options.sources);
  task.role = PageRole::notice;
  task.url = "http://h" + std::to_string(host) + ".example.cn/zbgg/202608/t20260801_" +
             std::to_string(number) + ".html";
  task.parent_url = "http://h" + std::to_string(host) + ".example.cn/zbgg/index.html";
  task.hint_title = "云溪市妇幼保健院儿童保健信息系统采购项目公开招标公告";
  task.hint_published_at = "2026-0" + std::to_string(number % 8 + 1) + "-1" + std::to_string(number % 9);
  task.chain = "0123456789abcdef/0";
  task.depth = 1;
  return task;
}

void fill(store::Store& store, const Options& options) {
  std::mt19937_64 random(7);
  const auto start = Clock::now();
  for (std::int64_t number = 0; number < options.urls;) {
    const auto written = store.write([&](store::WriteBatch& writer) {
      for (std::size_t i = 0; i < kListedAtOnce && number < options.urls; ++i)
        writer.list(url_task(options, number++, random), {.run_id = 1});
    });
    if (!written) fail(written.error().message);
  }
  const double took = seconds_since(start);
  std::printf("listed %lld URLs of %lld hosts: %.1f us a URL, peak memory %.0f MB\n",
              static_cast<long long>(options.urls), static_cast<long long>(options.hosts),
              took * 1e6 / static_cast<double>(options.urls), peak_megabytes());
}

bool take_and_finish(store::Store& store, const Options& options) {
  std::vector<Source> sources;
  for (std::int64_t i = 0; i < options.sources; ++i) {
    sources.emplace_back();
    sources.back().id = source_name(i);
  }
  Cost taking, finishing, first;
  std::optional<app::QueueFrontier> opened;
  taking.of([&] { opened.emplace(store, sources, false); });
  auto& frontier = *opened;
  const std::size_t window = std::max<std::size_t>(kWindow / sources.size(), 4);
  std::deque<crawler::Task> in_memory;
  std::vector<std::size_t> held(sources.size(), 0);
  std::set<std::string> hosts;
  std::int64_t taken = 0;
  while (taken < options.takes) {
    for (std::size_t i = 0; i < sources.size() && in_memory.size() < kWindow; ++i) {
      std::vector<crawler::Task> tasks;
      taking.of([&] { tasks = frontier.take(sources[i].id, window - held[i]); });
      if (taken == 0 && i == 0) first = taking;
      taken += static_cast<std::int64_t>(tasks.size());
      held[i] += tasks.size();
      for (auto& task : tasks) {
        if (hosts.size() < kWindow) hosts.emplace(store::host_of(task.url));
        in_memory.push_back(std::move(task));
      }
    }
    if (!frontier.failure().empty()) fail(frontier.failure());
    if (in_memory.empty()) break;
    const auto count = std::min(kFinishedAtOnce, in_memory.size());
    finishing.of([&] {
      const auto written = store.write([&](store::WriteBatch& writer) {
        for (std::size_t i = 0; i < count; ++i) writer.finish(in_memory[i].id);
      });
      if (!written) fail(written.error().message);
    });
    taking.of([&] {
      for (std::size_t i = 0; i < count; ++i) frontier.settled(in_memory[i].id);
    });
    for (std::size_t i = 0; i < count; ++i) {
      --held[static_cast<std::size_t>(std::atoll(in_memory.front().source_id.c_str() + 1))];
      in_memory.pop_front();
    }
  }
  const auto each = [](double seconds, std::int64_t count) {
    return seconds * 1e6 / static_cast<double>(count);
  };
  const auto finished = taken - static_cast<std::int64_t>(in_memory.size());
  std::printf(
      "took %lld URLs: %.1f us each, %.1f us of them on a processor; of that %.2f s for the first\n"
      "finished %lld: %.1f us each, %.1f us of them on a processor\n",
      static_cast<long long>(taken), each(taking.passed, taken), each(taking.busy, taken), first.passed,
      static_cast<long long>(finished), each(finishing.passed, finished), each(finishing.busy, finished));
  std::printf("hosts served among the first %zu: %zu; peak memory %.0f MB\n", kWindow, hosts.size(),
              peak_megabytes());
  return options.most_us == 0 ||
         (each(taking.busy, taken) <= options.most_us && (!kOwnMemory || peak_megabytes() <= kMostMegabytes));
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App command("The frontier with millions of URLs");
  command.add_option("--urls", options.urls)->check(CLI::PositiveNumber);
  command.add_option("--hosts", options.hosts)->check(CLI::PositiveNumber);
  command.add_option("--sources", options.sources)->check(CLI::PositiveNumber);
  command.add_option("--takes", options.takes)->check(CLI::PositiveNumber);
  command.add_option("--folder", options.folder);
  command.add_flag("--keep", options.keep);
  command.add_option("--check", options.most_us)->check(CLI::PositiveNumber);
  CLI11_PARSE(command, argc, argv);
  options.folder /= "tenderlead-bench-frontier";
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  if (!options.keep) std::filesystem::remove_all(options.folder);
  const auto path = options.folder / "tenderlead.db";
  const bool known = std::filesystem::exists(path);
  bool good = false;
  {
    auto store = store::Store::open(path, store::OpenMode::create);
    if (!store) fail(store.error().message);
    if (!known) fill(**store, options);
    std::printf("the store's file: %.0f MB\n", static_cast<double>(std::filesystem::file_size(path)) / 1e6);
    good = take_and_finish(**store, options);
  }
  if (!options.keep) std::filesystem::remove_all(options.folder);
  return good ? 0 : 1;
}
