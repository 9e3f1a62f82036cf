// How much of what politeness allows a crawl achieves: thousands of virtual hosts of 127.0.0.0/8, each of which may be
// asked once in a delay, in real time. The crawl takes its tasks from a store on disk and finishes them there, robots.txt
// is obeyed; what pages say isn't read.
//
//   bench_politeness [--hosts N] [--delay MS] [--seconds N] [--check PERCENT]
//
// By default 2,000 hosts, a second and 30 seconds. Allowed are hosts / delay requests a second, the time that fetches
// take themselves not even counted. With --check it fails below so many percent of that, and where a host was asked too
// early.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "app/pipeline/queue_frontier.h"
#include "crawler/crawl.h"
#include "store/store.h"

namespace {

using namespace tenderlead;
namespace asio = boost::asio;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;

// The first requests come all at once, one after the other as connections are free; then every host has its own beat.
constexpr int kWarmUpSeconds = 4;

struct Options {
  int hosts = 2000;
  int delay_ms = 1000;
  int seconds = 30;
  int least_percent = 0;
};

[[noreturn]] void fail(const std::string& why) {
  std::fprintf(stderr, "bench_politeness: %s\n", why.c_str());
  std::exit(1);
}

std::string address_of(int index) {
  return "127.2." + std::to_string(index / 250) + "." + std::to_string(index % 250 + 1);
}

// Answers every request of every host at once, and remembers when it was asked.
class Sites {
 public:
  explicit Sites(int hosts) : asked_(static_cast<std::size_t>(hosts)) {
    for (int i = 0; i < hosts; ++i) {
      acceptors_.emplace_back(
          io_, tcp::endpoint(asio::ip::make_address(address_of(i)), static_cast<std::uint16_t>(port_)));
      port_ = acceptors_.back().local_endpoint().port();
    }
    for (std::size_t i = 0; i < acceptors_.size(); ++i) accept(i);
    thread_ = std::thread([this] { io_.run(); });
  }
  ~Sites() {
    io_.stop();
    thread_.join();
  }
  int port() const { return port_; }
  // Once the crawl is over.
  std::vector<std::vector<Clock::time_point>> asked() {
    io_.stop();
    thread_.join();
    thread_ = std::thread([] {});
    return asked_;
  }

 private:
  struct Session : std::enable_shared_from_this<Session> {
    Session(Sites& owner, std::size_t index, tcp::socket connected)
        : sites(owner), host(index), socket(std::move(connected)) {}
    void read() {
      socket.async_read_some(asio::buffer(chunk), [self = shared_from_this()](auto error, std::size_t count) {
        if (error) return;
        self->request.append(self->chunk.data(), count);
        if (!self->request.ends_with("\r\n\r\n")) return self->read();
        self->answer();
      });
    }
    void answer() {
      sites.asked_[host].push_back(Clock::now());
      const bool rules = request.starts_with("GET /robots.txt ");
      request.clear();
      static const std::string kBody(2000, 'x');
      static const std::string kPage =
          "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2000\r\n\r\n" + kBody;
      static const std::string kNone = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
      asio::async_write(socket, asio::buffer(rules ? kNone : kPage),
                        [self = shared_from_this()](auto error, std::size_t) {
                          if (!error) self->read();
                        });
    }
    Sites& sites;
    std::size_t host;
    tcp::socket socket;
    std::array<char, 4096> chunk{};
    std::string request;
  };

  void accept(std::size_t index) {
    acceptors_[index].async_accept([this, index](boost::system::error_code error, tcp::socket socket) {
      if (error) return;
      socket.set_option(tcp::no_delay(true), error);
      std::make_shared<Session>(*this, index, std::move(socket))->read();
      accept(index);
    });
  }

  asio::io_context io_{1};
  std::deque<tcp::acceptor> acceptors_;
  int port_ = 0;
  std::vector<std::vector<Clock::time_point>> asked_;
  std::thread thread_;
};

// Takes tasks out of the queue, as many in a transaction as came meanwhile.
class FinishingSink : public crawler::CrawlSink {
 public:
  explicit FinishingSink(store::Store& store) : store_(store), thread_([this] { work(); }) {}
  ~FinishingSink() override {
    {
      const std::lock_guard guard(mutex_);
      over_ = true;
    }
    more_.notify_one();
    thread_.join();
  }
  void deliver(crawler::FetchOutcome outcome, std::function<void()> committed) override {
    if (!outcome.page) ++failed;
    {
      const std::lock_guard guard(mutex_);
      waiting_.emplace_back(outcome.task.id, std::move(committed));
    }
    more_.notify_one();
  }
  std::atomic<int> failed{0};

 private:
  void work() {
    for (;;) {
      std::vector<std::pair<std::int64_t, std::function<void()>>> batch;
      {
        std::unique_lock lock(mutex_);
        more_.wait(lock, [this] { return over_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        batch.swap(waiting_);
      }
      const auto written = store_.write([&](store::WriteBatch& writer) {
        for (const auto& [id, committed] : batch) writer.finish(id);
      });
      if (!written) fail(written.error().message);
      for (const auto& [id, committed] : batch) committed();
    }
  }

  store::Store& store_;
  std::mutex mutex_;
  std::condition_variable more_;
  std::vector<std::pair<std::int64_t, std::function<void()>>> waiting_;
  bool over_ = false;
  std::thread thread_;
};

bool crawl(const Options& options, const std::filesystem::path& folder) {
  Sites sites(options.hosts);
  auto opened = store::Store::open(folder / "tenderlead.db", store::OpenMode::create);
  if (!opened) fail(opened.error().message);
  store::Store& store = **opened;
  Source source;
  source.id = "sites";
  source.politeness.delay = std::chrono::milliseconds(options.delay_ms);
  const int pages = (options.seconds + kWarmUpSeconds) * 1000 / options.delay_ms + 5;
  const auto written = store.write([&](store::WriteBatch& writer) {
    for (int host = 0; host < options.hosts; ++host) {
      const std::string name = address_of(host) + ":" + std::to_string(sites.port());
      source.allowed_hosts.push_back(name);
      for (int page = 0; page < pages; ++page) {
        store::UrlTask task;
        task.source_id = source.id;
        task.url = "http://" + name + "/" + std::to_string(page);
        writer.list(task, {.run_id = 1});
      }
    }
  });
  if (!written) fail(written.error().message);
  source.allowed_private_hosts = source.allowed_hosts;
  source.politeness.max_pages_per_run =
      static_cast<std::uint64_t>(options.hosts) * static_cast<std::uint64_t>(pages);

  const std::vector<Source> sources = {source};
  app::QueueFrontier frontier(store, sources, false);
  FinishingSink sink(store);
  asio::io_context io;
  crawler::FetcherOptions fetcher_options;
  fetcher_options.user_agent = "Tenderlead-bench/1.0";
  crawler::Fetcher fetcher(io, fetcher_options);
  crawler::Crawl engine(fetcher, frontier, sink, sources, {});
  asio::steady_timer timer(io);
  const auto begin = Clock::now();
  timer.expires_after(std::chrono::seconds(kWarmUpSeconds + options.seconds));
  timer.async_wait([&](auto) { engine.stop(); });
  engine.start([&](const crawler::CrawlSummary&) { timer.cancel(); });
  io.run();

  const auto from = begin + std::chrono::seconds(kWarmUpSeconds);
  const auto until = from + std::chrono::seconds(options.seconds);
  std::int64_t counted = 0;
  Clock::duration shortest = Clock::duration::max();
  for (const auto& times : sites.asked()) {
    counted += std::count_if(times.begin(), times.end(), [&](auto at) { return at >= from && at < until; });
    for (std::size_t i = 1; i < times.size(); ++i) shortest = std::min(shortest, times[i] - times[i - 1]);
  }
  const double achieved = static_cast<double>(counted) / options.seconds;
  const double allowed = options.hosts * 1000.0 / options.delay_ms;
  const double gap = std::chrono::duration<double, std::milli>(shortest).count();
  std::printf(
      "%d hosts, %d ms apart: %.0f of %.0f requests a second, %.1f %%; the shortest gap %.0f ms; %d failed\n",
      options.hosts, options.delay_ms, achieved, allowed, achieved / allowed * 100, gap, sink.failed.load());
  return options.least_percent == 0 ||
         (achieved * 100 >= options.least_percent * allowed && gap >= options.delay_ms && sink.failed == 0);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App command("How much of what politeness allows a crawl achieves");
  command.add_option("--hosts", options.hosts)->check(CLI::Range(1, 20'000));
  command.add_option("--delay", options.delay_ms)->check(CLI::PositiveNumber);
  command.add_option("--seconds", options.seconds)->check(CLI::PositiveNumber);
  command.add_option("--check", options.least_percent)->check(CLI::Range(0, 100));
  CLI11_PARSE(command, argc, argv);
  // A listening socket and up to two ends of a connection a host.
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  const auto folder = std::filesystem::temp_directory_path() / "tenderlead-bench-politeness";
  std::filesystem::remove_all(folder);
  const bool good = crawl(options, folder);
  std::filesystem::remove_all(folder);
  return good ? 0 : 1;
}
