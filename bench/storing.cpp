// Notices into the store: rows, tags and search index, in the batches of a crawl. Beside it the least that anyone could
// do: the same JSON into a table of two columns.
#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <filesystem>

#include "app/config/reading_tables.h"
#include "bench/common/pages.h"
#include "parsers/page_parser.h"
#include "parsers/values/tables.h"
#include "store/ids.h"
#include "store/notice_terms.h"
#include "store/store.h"
#include "wire/json.h"

namespace {

using namespace tenderlead;
using namespace tenderlead::bench;

constexpr std::size_t kBatch = 64;

const std::vector<Notice>& notices() {
  static const auto read = [] {
    std::vector<Notice> all;
    for (const auto& page : portal_pages()) {
      parsers::PageInput input;
      input.body = page.body;
      input.content_type = page.content_type;
      input.url = page.url;
      input.as = PageRole::notice;
      auto parsed = parsers::parse_page(input, config::shipped_reading_tables());
      if (parsed.notice) all.push_back(std::move(*parsed.notice));
    }
    return all;
  }();
  return read;
}

std::vector<store::NoticeRow> rows() {
  std::vector<store::NoticeRow> all;
  for (const auto& notice : notices()) {
    store::NoticeRow row;
    row.source_id = "bench";
    row.url = notice.url;
    row.title = notice.title;
    row.buyer = notice.buyer.name;
    row.json = wire::to_json_text(notice);
    row.grams = store::notice_terms(notice);
    all.push_back(std::move(row));
  }
  return all;
}

std::filesystem::path fresh_file() {
  const auto path = std::filesystem::temp_directory_path() / "tenderlead-bench.db";
  for (const char* end : {"", "-wal", "-shm", ".lock"}) std::filesystem::remove(path.string() + end);
  return path;
}

void plain_table(benchmark::State& state) {
  const auto all = rows();
  sqlite3* database = nullptr;
  if (sqlite3_open(fresh_file().c_str(), &database) != SQLITE_OK) return state.SkipWithError("no file");
  const auto run = [&](const char* sql) { sqlite3_exec(database, sql, nullptr, nullptr, nullptr); };
  run("PRAGMA journal_mode=WAL");
  run("PRAGMA synchronous=NORMAL");
  run("CREATE TABLE notices(url TEXT, json TEXT)");
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(database, "INSERT INTO notices VALUES(?1, ?2)", -1, &insert, nullptr);
  std::size_t next = 0;
  for (auto _ : state) {
    run("BEGIN");
    for (std::size_t i = 0; i < kBatch; ++i) {
      const auto& row = all[next++ % all.size()];
      sqlite3_bind_text(insert, 1, row.url.data(), static_cast<int>(row.url.size()), SQLITE_STATIC);
      sqlite3_bind_text(insert, 2, row.json.data(), static_cast<int>(row.json.size()), SQLITE_STATIC);
      sqlite3_step(insert);
      sqlite3_reset(insert);
    }
    run("COMMIT");
  }
  sqlite3_finalize(insert);
  sqlite3_close(database);
  fresh_file();
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kBatch));
}
BENCHMARK(plain_table)->Unit(benchmark::kMillisecond);

void stored(benchmark::State& state) {
  auto all = rows();
  auto store = store::Store::open(fresh_file(), store::OpenMode::create);
  if (!store) return state.SkipWithError("no store");
  std::size_t next = 0;
  for (auto _ : state) {
    const auto written = (*store)->write([&](store::WriteBatch& batch) {
      for (std::size_t i = 0; i < kBatch; ++i) {
        auto& row = all[next % all.size()];
        row.id = store::notice_id("bench", row.url + std::to_string(next / all.size()));
        batch.put_notice(row, static_cast<std::int64_t>(++next));
      }
    });
    if (!written) state.SkipWithError("not written");
  }
  store->reset();
  fresh_file();
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kBatch));
}
BENCHMARK(stored)->Unit(benchmark::kMillisecond);

void to_json(benchmark::State& state) {
  std::size_t next = 0;
  for (auto _ : state) benchmark::DoNotOptimize(wire::to_json_text(notices()[next++ % notices().size()]));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(to_json)->Unit(benchmark::kMicrosecond);

void search_terms(benchmark::State& state) {
  std::size_t next = 0;
  for (auto _ : state) benchmark::DoNotOptimize(store::notice_terms(notices()[next++ % notices().size()]));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(search_terms)->Unit(benchmark::kMicrosecond);

}  // namespace
