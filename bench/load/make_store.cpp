// Makes the store that bench/load/run.py serves, and writes to it as a crawl does.
//
//   bench_store make --store FILE [--notices N] [--leads N]     once; a file that is there is left as it is
//   bench_store write --store FILE --seconds S [--rate N]       N notices a second, in batches, as a crawl commits them
//
// The API token that it prints belongs to a manager who sees everything.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "store/store.h"
#include "web/auth/rights.h"
#include "web/auth/secrets.h"
#include "world.h"

namespace {

using namespace tenderlead;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t kBatch = 2000;
constexpr std::int64_t kCrawlBatch = 50;
const std::string kToken(43, 't');  // as long as they are; this one opens nothing but generated data

[[noreturn]] void fail(const std::string& why) {
  std::fprintf(stderr, "bench_store: %s\n", why.c_str());
  std::exit(1);
}

void write(store::Store& store, const std::function<void(store::WriteBatch&)>& work) {
  if (const auto written = store.write(work); !written) fail(written.error().message);
}

std::unique_ptr<store::Store> opened(const std::filesystem::path& path, store::OpenMode mode) {
  auto store = store::Store::open(path, mode);
  if (!store) fail(store.error().message);
  return std::move(*store);
}

void add_manager(store::WriteBatch& batch) {
  store::UserRow user;
  user.id = user.login = user.name = user.person = "li";
  user.role = "manager";
  batch.add_user(user);
  store::ApiTokenRow token;
  token.id = "token";
  token.user_id = "li";
  token.digest = web::token_digest(kToken);
  for (const auto right : web::kAllRights)
    if (right != web::Right::nothing) token.rights.emplace_back(web::to_string(right));
  batch.add_api_token(token);
}

void make(const std::filesystem::path& path, std::int64_t notices, int leads) {
  if (std::filesystem::exists(path)) return;
  auto making = path;
  making += ".making";
  std::filesystem::create_directories(path.parent_path());
  for (const char* end : {"", "-wal", "-shm", ".lock"}) std::filesystem::remove(making.string() + end);
  const auto begun = Clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(Clock::now() - begun).count(); };
  {
    const auto store = opened(making, store::OpenMode::create);
    write(*store, add_manager);
    write(*store, [](store::WriteBatch& batch) {
      std::vector<store::OrganisationRow> rows;
      std::vector<store::WriteBatch::NameLink> names;
      for (int i = 0; i < bench::kOrganisations; ++i) {
        rows.push_back(bench::organisation_row(i));
        names.push_back({rows.back().norm, rows.back().region_code.substr(0, 2), rows.back().id});
      }
      batch.replace_organisations(rows);
      batch.replace_names(names);
    });
    for (int begin = 0; begin < leads; begin += kBatch)
      write(*store, [&](store::WriteBatch& batch) {
        for (int i = begin; i < std::min<std::int64_t>(begin + kBatch, leads); ++i)
          batch.put_lead(bench::lead_row(i));
      });
    for (std::int64_t begin = 0; begin < notices; begin += kBatch) {
      std::vector<store::NoticeRow> rows;
      for (auto i = begin; i < std::min(begin + kBatch, notices); ++i)
        rows.push_back(bench::notice_row(i, notices));
      write(*store, [&](store::WriteBatch& batch) {
        for (const auto& row : rows) batch.put_notice(row, 1);
      });
      if (begin % 50'000 == 0)
        std::fprintf(stderr, "bench_store: %lld notices, %.0f s\n", static_cast<long long>(begin), seconds());
    }
  }
  for (const char* end : {"-wal", "-shm", ".lock"}) std::filesystem::remove(making.string() + end);
  std::filesystem::rename(making, path);
  std::printf("made %lld notices and %d leads in %.0f s\n", static_cast<long long>(notices), leads,
              seconds());
}

// New notices of the last day, some of them replacing others, as portals give them.
void crawl(const std::filesystem::path& path, int seconds, int rate) {
  const auto store = opened(path, store::OpenMode::read_write);
  const auto begun = Clock::now();
  const auto first = 10'000'000 + std::chrono::duration_cast<std::chrono::seconds>(
                                      std::chrono::system_clock::now().time_since_epoch())
                                          .count() %
                                      10'000'000 * 10;
  std::int64_t done = 0;
  double longest = 0;
  while (Clock::now() - begun < std::chrono::seconds(seconds)) {
    std::vector<store::NoticeRow> rows;
    for (std::int64_t i = 0; i < kCrawlBatch; ++i) {
      auto row = bench::notice_row(first + done + i, 0);
      row.published_at = to_string(date_from_days(bench::kFirstDay + bench::kDays));
      rows.push_back(std::move(row));
    }
    const auto at = Clock::now();
    write(*store, [&](store::WriteBatch& batch) {
      for (const auto& row : rows) batch.put_notice(row, 1);
    });
    longest = std::max(longest, std::chrono::duration<double, std::milli>(Clock::now() - at).count());
    done += kCrawlBatch;
    std::this_thread::sleep_until(begun + std::chrono::milliseconds(done * 1000 / std::max(rate, 1)));
  }
  std::printf("{\"notices\": %lld, \"longest_commit_ms\": %.0f}\n", static_cast<long long>(done), longest);
}

}  // namespace

int main(int count, char** arguments) {
  std::filesystem::path path;
  std::int64_t notices = 1'000'000;
  int leads = 100'000, seconds = 60, rate = 20;
  CLI::App app("The store that the load is measured on");
  app.require_subcommand(1);
  auto* making = app.add_subcommand("make", "Make it where it isn't");
  making->add_option("--store", path)->required();
  making->add_option("--notices", notices)->check(CLI::PositiveNumber);
  making->add_option("--leads", leads)->check(CLI::PositiveNumber);
  auto* crawling = app.add_subcommand("write", "Write notices to it");
  crawling->add_option("--store", path)->required();
  crawling->add_option("--seconds", seconds)->check(CLI::Range(1, 3600));
  crawling->add_option("--rate", rate)->check(CLI::Range(1, 10'000));
  CLI11_PARSE(app, count, arguments);
  if (making->parsed())
    make(path, notices, leads);
  else
    crawl(path, seconds, rate);
  std::printf("%s\n", kToken.c_str());
  return 0;
}
