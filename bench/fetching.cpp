// Fetching and archiving. Beside the fetcher stands libcurl as most programs use it: one easy handle, one request after
// the other over a kept connection. The portal answers from a thread of this process and takes its part of the cores.
#include <benchmark/benchmark.h>
#include <curl/curl.h>

#include <filesystem>

#include "bench/common/pages.h"
#include "crawler/fetcher.h"
#include "crawler/warc.h"
#include "tests/portal/portal.h"

namespace {

using namespace tenderlead;
using namespace tenderlead::bench;

portal::Portal& server() {
  static auto& started = *[] {
    auto* made = new portal::Portal({});
    made->start();
    return made;
  }();
  return started;
}

std::vector<std::string> urls() {
  std::vector<std::string> all;
  const auto& site = server().site(portal::SiteId::column);
  for (const auto& [path, resource] : site.resources)
    if (resource.role == portal::Resource::Role::detail) all.push_back(site.origin + path);
  return all;
}

std::size_t count_bytes(const char*, std::size_t size, std::size_t count, void* total) {
  *static_cast<std::size_t*>(total) += size * count;
  return size * count;
}

void one_after_the_other(benchmark::State& state) {
  const auto pages = urls();
  CURL* handle = curl_easy_init();
  std::size_t bytes = 0;
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, count_bytes);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &bytes);
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
  std::size_t next = 0;
  for (auto _ : state) {
    curl_easy_setopt(handle, CURLOPT_URL, pages[next++ % pages.size()].c_str());
    if (curl_easy_perform(handle) != CURLE_OK) state.SkipWithError("the portal didn't answer");
  }
  curl_easy_cleanup(handle);
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK(one_after_the_other)->UseRealTime()->Unit(benchmark::kMicrosecond);

// Keeps so many requests in flight until all pages were fetched once; an iteration is all pages.
void in_flight(benchmark::State& state) {
  const auto pages = urls();
  std::int64_t fetched = 0;
  std::int64_t bytes = 0;
  for (auto _ : state) {
    boost::asio::io_context io;
    crawler::FetcherOptions options;
    options.user_agent = "bench";
    crawler::Fetcher fetcher(io, options);
    std::size_t next = 0;
    std::function<void()> start = [&] {
      if (next == pages.size()) return;
      crawler::FetchRequest request;
      request.url = pages[next++];
      request.allow_private_address = true;
      fetcher.fetch(std::move(request), [&](const crawler::FetchResult& result) {
        if (!result.page) return state.SkipWithError("the portal didn't answer");
        ++fetched;
        bytes += static_cast<std::int64_t>(result.page->body.size());
        start();
      });
    };
    boost::asio::post(fetcher.executor(), [&] {
      for (int i = 0; i < state.range(0); ++i) start();
    });
    io.run();
  }
  state.SetItemsProcessed(fetched);
  state.SetBytesProcessed(bytes);
}
BENCHMARK(in_flight)->Arg(1)->Arg(16)->UseRealTime()->Unit(benchmark::kMillisecond);

// What a crawl knows of a fetch besides the page.
crawler::WarcExchange exchange() {
  crawler::WarcExchange exchange;
  exchange.facts.request_headers = {
      {"Host", "portal.example"},
      {"User-Agent", "Tenderlead/0.1.0 (+https://example.org/bot)"},
      {"Accept-Encoding", "deflate, gzip, br, zstd"},
      {"Accept", "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8"},
      {"Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5"}};
  exchange.facts.ip_address = "203.0.113.7";
  exchange.facts.took_ms = 123;
  exchange.source_id = "column";
  exchange.via = "http://portal.example/zfcg/cggg/index_2.htm";
  return exchange;
}

// By compression level, and whether request, metadata and index are written as a crawl does, or the response alone.
void archived(benchmark::State& state) {
  const auto path = std::filesystem::temp_directory_path() / "tenderlead-bench.warc.gz";
  std::filesystem::remove(path);
  crawler::WarcWriterOptions options;
  options.compression_level = static_cast<int>(state.range(0));
  options.index = state.range(1) != 0;
  const auto beside = options.index ? exchange() : crawler::WarcExchange();
  auto writer = crawler::WarcWriter::open(path, std::nullopt, options);
  if (!writer) return state.SkipWithError("no temporary file");
  std::size_t next = 0;
  std::int64_t bytes = 0;
  for (auto _ : state) {
    const auto& from = portal_pages()[next++ % portal_pages().size()];
    Page page;
    page.url = page.requested_url = from.url;
    page.status = 200;
    page.headers = {{"Content-Type", from.content_type}};
    page.body = from.body;
    if (!writer->append(page, {}, beside)) return state.SkipWithError("the temporary file can't be written");
    bytes += static_cast<std::int64_t>(page.body.size());
  }
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(bytes);
  state.counters["share"] = static_cast<double>(writer->size()) / static_cast<double>(bytes);
  std::filesystem::remove(path);
}
BENCHMARK(archived)->Args({1, 0})->Args({1, 1})->Args({3, 0})->Args({6, 0})->Unit(benchmark::kMicrosecond);

}  // namespace
