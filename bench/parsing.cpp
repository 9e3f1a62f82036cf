// From bytes to what a page says, stage by stage, beside gumbo alone, which only makes the tree: one thread, evidence
// included. "portal" are pages of the simulated portal, "real" those of an archive, where one is at hand.
#include <benchmark/benchmark.h>
#include <gumbo.h>

#include "app/config/reading_tables.h"
#include "bench/common/pages.h"
#include "parsers/charset.h"
#include "parsers/hospital/hospital_reader.h"
#include "parsers/html_document.h"
#include "parsers/list_reader.h"
#include "parsers/notice/notice_reader.h"
#include "parsers/page_parser.h"
#include "parsers/select.h"
#include "parsers/settled_text.h"
#include "parsers/simhash.h"
#include "parsers/values/tables.h"

namespace {

using namespace tenderlead;
using namespace tenderlead::bench;
using namespace tenderlead::parsers;
using Pages = const std::vector<BenchPage>&;

template <typename Work>
void over_pages(benchmark::State& state, Pages pages, Work work) {
  std::size_t next = 0;
  std::size_t bytes = 0;
  for (auto _ : state) {
    const auto& page = pages[next++ % pages.size()];
    bytes += page.body.size();
    work(page);
  }
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void parse_bare(const std::string& body) {
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, body.data(), body.size());
  benchmark::DoNotOptimize(output->root);
  gumbo_destroy_output(&kGumboDefaultOptions, output);
}

void bare_gumbo(benchmark::State& state, Pages pages) {
  over_pages(state, pages, [](const BenchPage& page) { parse_bare(page.body); });
}

void decoded(benchmark::State& state, Pages pages) {
  over_pages(state, pages, [](const BenchPage& page) {
    benchmark::DoNotOptimize(decode_page(page.body, page.content_type));
  });
}

void document(benchmark::State& state, Pages pages) {
  over_pages(state, pages, [](const BenchPage& page) {
    benchmark::DoNotOptimize(build_html_document(decode_page(page.body, page.content_type), page.url));
  });
}

// Readers alone, over documents that are there already.
template <typename Read>
void over_documents(benchmark::State& state, Pages pages, Read read) {
  std::vector<Document> documents;
  for (const auto& page : pages)
    documents.push_back(build_html_document(decode_page(page.body, page.content_type), page.url));
  std::size_t next = 0;
  for (auto _ : state) read(documents[next++ % documents.size()]);
  state.SetItemsProcessed(state.iterations());
}

void notice_read(benchmark::State& state, Pages pages) {
  const auto& tables = config::shipped_reading_tables();
  over_documents(state, pages,
                 [&](const Document& document) { benchmark::DoNotOptimize(read_notice(document, tables)); });
}

// What tells beside its fields whether a page has changed, and which other one says nearly the same.
void settled(benchmark::State& state, Pages pages) {
  over_documents(state, pages,
                 [&](const Document& document) { benchmark::DoNotOptimize(settled_text(document)); });
}

void fingerprint(benchmark::State& state, Pages pages) {
  std::vector<std::string> texts;
  for (const auto& page : pages)
    texts.push_back(settled_text(build_html_document(decode_page(page.body, page.content_type), page.url)));
  std::size_t next = 0, bytes = 0;
  for (auto _ : state) {
    const auto& text = texts[next++ % texts.size()];
    bytes += text.size();
    benchmark::DoNotOptimize(simhash(text));
  }
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void hospital_read(benchmark::State& state, Pages pages) {
  const auto& tables = config::shipped_reading_tables();
  over_documents(state, pages, [&](const Document& document) {
    benchmark::DoNotOptimize(read_hospital(document, tables));
  });
}

void list_read(benchmark::State& state, Pages pages) {
  std::size_t next = 0;
  std::vector<std::unique_ptr<Dom>> trees;
  for (const auto& page : pages) trees.push_back(std::make_unique<Dom>(std::string_view(page.body)));
  for (auto _ : state) {
    const auto at = next++ % trees.size();
    benchmark::DoNotOptimize(read_list(*trees[at], pages[at].url));
  }
  state.SetItemsProcessed(state.iterations());
}

void selected(benchmark::State& state, Pages pages) {
  over_pages(state, pages, [](const BenchPage& page) {
    const Dom dom{std::string_view(page.body)};
    const SelectorTree selectors(dom);
    benchmark::DoNotOptimize(selectors.values("table tr > td:nth-child(2)"));
  });
}

ParsedPage parse(const BenchPage& page, PageRole role) {
  PageInput input;
  input.body = page.body;
  input.content_type = page.content_type;
  input.url = page.url;
  input.as = role;
  return parse_page(input, config::shipped_reading_tables());
}

// A page that a list of notices led to.
void page_as_notice(benchmark::State& state, Pages pages) {
  over_pages(state, pages,
             [](const BenchPage& page) { benchmark::DoNotOptimize(parse(page, PageRole::notice)); });
}

// A page of which nothing is known: read as list, notice and hospital until one of them is sure.
void page_by_content(benchmark::State& state, Pages pages) {
  over_pages(state, pages,
             [](const BenchPage& page) { benchmark::DoNotOptimize(parse(page, PageRole::automatic)); });
}

// Time a byte stays the same as pages grow.
void grown(benchmark::State& state) {
  auto page = portal_pages().front();
  page.body = grown_page(page.body, static_cast<std::size_t>(state.range(0)) << 10);
  for (auto _ : state) benchmark::DoNotOptimize(parse(page, PageRole::notice));
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(static_cast<std::int64_t>(page.body.size()) * state.iterations());
}
BENCHMARK(grown)->RangeMultiplier(4)->Range(16, 1024)->Unit(benchmark::kMicrosecond);

const bool kRegistered = [] {
  struct Stage {
    const char* name;
    void (*run)(benchmark::State&, Pages);
  };
  const Stage stages[] = {{"bare_gumbo", bare_gumbo},
                          {"decoded", decoded},
                          {"document", document},
                          {"notice_read", notice_read},
                          {"settled", settled},
                          {"fingerprint", fingerprint},
                          {"hospital_read", hospital_read},
                          {"list_read", list_read},
                          {"selected", selected},
                          {"page_as_notice", page_as_notice},
                          {"page_by_content", page_by_content}};
  for (const auto& [set, pages] :
       {std::pair<const char*, const std::vector<BenchPage>*>{"portal", &portal_pages()},
        {"real", &real_pages()}}) {
    if (pages->empty()) continue;
    for (const auto& stage : stages)
      benchmark::RegisterBenchmark(
          (std::string(stage.name) + "/" + set).c_str(),
          [run = stage.run, pages = pages](benchmark::State& state) { run(state, *pages); })
          ->Unit(benchmark::kMicrosecond);
  }
  return true;
}();

}  // namespace
