// How long joining notices to procurements takes, of the families of notices that also measure how well it does. All worlds of one
// family share five buyers, so that many worlds mean buyers with thousands of procurements.
#include <benchmark/benchmark.h>

#include <vector>

#include "linker/projects.h"
#include "tests/unit/linker/families.h"

namespace tenderlead::linker {
namespace {

void join_notices(benchmark::State& state) {
  std::vector<LinkNotice> notices;
  for (auto& each : make_families(20261122, static_cast<int>(state.range(0)), Half::tuned))
    notices.push_back(std::move(each.notice));
  for (auto _ : state) {
    auto groups = join_projects(notices);
    benchmark::DoNotOptimize(groups);
    state.counters["projects"] = static_cast<double>(groups.size());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(notices.size()));
  state.counters["notices"] = static_cast<double>(notices.size());
}
BENCHMARK(join_notices)->ArgName("worlds")->Arg(60)->Arg(600)->Unit(benchmark::kMillisecond);
// A million notices: `--benchmark_filter=worlds:8100`.
BENCHMARK(join_notices)->ArgName("worlds")->Arg(8'100)->Iterations(1)->Unit(benchmark::kSecond);

}  // namespace
}  // namespace tenderlead::linker
