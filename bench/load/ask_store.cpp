// Searching the store itself, one search after another: where the time of a search goes without server and load.
//
//   bench_search --store FILE [--repeat N]      processor milliseconds of each search: the first, and the middle of the others
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "model/time.h"
#include "store/store.h"

namespace {

using namespace tenderlead;
using On = store::NoticeCondition::On;

struct Case {
  const char* name;
  std::vector<const char*> words, without;
  std::vector<store::NoticeCondition> conditions;
};

double processor_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1000 * static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e6;
}

store::NoticeSearch search_of(const Case& one) {
  store::NoticeSearch search;
  for (const auto* word : one.words) search.words.push_back(store::search_word(word).value());
  for (const auto* word : one.without) search.without.push_back(store::search_word(word).value());
  search.conditions = one.conditions;
  return search;
}

}  // namespace

int main(int count, char** arguments) {
  std::filesystem::path path;
  int repeat = 5;
  CLI::App app("Searching the store");
  app.add_option("--store", path)->required()->check(CLI::ExistingFile);
  app.add_option("--repeat", repeat)->check(CLI::Range(1, 1000));
  CLI11_PARSE(app, count, arguments);
  const auto store = store::Store::open(path, store::OpenMode::read_only);
  if (!store) {
    std::fprintf(stderr, "bench_search: %s\n", store.error().message.c_str());
    return 1;
  }
  const auto day = [](int year, int month) { return days_from_date({year, month, 1}); };
  const Case cases[] = {
      {"nearly all have it", {"医院"}, {}, {}},
      {"many have it", {"电子病历"}, {}, {}},
      {"two that many have", {"互联互通", "中标"}, {}, {}},
      {"few have it", {"高压氧舱"}, {}, {}},
      {"one has it", {"JC20300000"}, {}, {}},
      {"none has it", {"无人知道的词语"}, {}, {}},
      {"parts that all have", {"子病", "病历", "电子"}, {}, {}},
      {"phrase of the text", {"历史数据完整"}, {}, {}},
      {"exclusion", {"电子病历"}, {"公开"}, {}},
      {"exclusion of nearly all", {"医院"}, {"采购"}, {}},
      {"long exclusion", {"电子病历"}, {"应用水平分级评价"}, {}},
      {"exclusion alone", {}, {"医院"}, {}},
      {"kind and region", {"医院"}, {}, {{On::kind, false, {"award"}}, {On::region, false, {"51"}}}},
      {"days", {"电子病历"}, {}, {{On::day, false, {}, day(2024, 1), day(2024, 4)}}},
      {"budget", {"服务器"}, {}, {{On::budget, false, {}, 500'000'000}}},
      {"conditions alone", {}, {}, {{On::kind, false, {"intention"}}, {On::source, false, {"source7"}}}},
  };
  for (const auto& one : cases) {
    const auto search = search_of(one);
    std::vector<double> times, counts;
    std::size_t hits = 0;
    bool cut = false;
    std::int64_t total = 0;
    for (int i = 0; i <= repeat; ++i) {
      auto begun = processor_milliseconds();
      const auto end = begun + 40;
      const auto found = (*store)->read([&](store::Queries& queries) {
        store::SearchBudget budget;
        budget.over = [end] { return processor_milliseconds() > end; };
        return queries.search_notices(search, {}, 20, budget);
      });
      if (!found) return 1;
      times.push_back(processor_milliseconds() - begun);
      hits = found->notices.size();
      cut = found->cut;
      begun = processor_milliseconds();
      const auto counted = (*store)->read([&](store::Queries& queries) {
        store::SearchBudget budget;
        budget.over = [end = begun + 40] { return processor_milliseconds() > end; };
        return queries.count_notices(search, 5000, budget);
      });
      if (!counted) return 1;
      counts.push_back(processor_milliseconds() - begun);
      total = counted->total;
    }
    const auto first = times.front(), first_count = counts.front();
    std::sort(times.begin() + 1, times.end());
    std::sort(counts.begin() + 1, counts.end());
    const auto middle = 1 + static_cast<std::ptrdiff_t>(repeat) / 2;
    std::printf("%-26s %3zu%s  first %7.1f  then %7.1f ms;  counting %5lld: first %7.1f  then %7.1f ms\n",
                one.name, hits, cut ? " cut" : "    ", first, *(times.begin() + middle),
                static_cast<long long>(total), first_count, *(counts.begin() + middle));
  }
  return 0;
}
