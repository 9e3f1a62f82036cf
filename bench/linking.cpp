// How long it takes to find out which of 40,000 organisations a name means. Names are invented; places are the shipped ones.
#include <benchmark/benchmark.h>

#include <array>
#include <string>
#include <vector>

#include "app/config/reading_tables.h"
#include "app/pipeline/link_organisations.h"
#include "linker/name_resolver.h"

namespace tenderlead {
namespace {

constexpr std::size_t kOrganisations = 40'000;
constexpr std::array kHouses = {"人民医院", "第一人民医院", "第二人民医院", "中医院",           "妇幼保健院",
                                "中心医院", "云山医院",     "明德骨科医院", "仁和医院",         "儿童医院",
                                "口腔医院", "第三医院",     "远志医院",     "疾病预防控制中心", "卫生健康局"};

struct Known {
  linker::Places places;
  linker::NameResolver resolver;
  std::vector<std::string> asked;  // as notices would write them

  Known() : places(linker::Places::compile(regions())), resolver(places) {
    std::size_t made = 0;
    for (const auto* house : kHouses)
      for (const auto& region : regions()) {
        if (made == kOrganisations) return;
        const auto& own = !region.county.empty() ? region.county
                          : !region.city.empty() ? region.city
                                                 : region.province;
        resolver.add({linker::KnownName::As::name, std::to_string(made++), own + house,
                      linker::place_code(region.code), OrganisationKind::hospital});
        if (made % 40 == 0) asked.push_back(region.province + region.city + region.county + house);
        if (made % 40 == 20) asked.push_back(own + house + "东院区");
      }
  }
  static const std::vector<Region>& regions() {
    static const auto all = app::all_places(config::shipped_reading_tables().regions);
    return all;
  }
};

const Known& known() {
  static const Known once;
  return once;
}

void resolve_a_name(benchmark::State& state) {
  const auto& all = known();
  std::size_t at = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(all.resolver.resolve({.name = all.asked[at]}));
    at = (at + 1) % all.asked.size();
  }
  state.counters["organisations"] = static_cast<double>(all.resolver.size());
}
BENCHMARK(resolve_a_name)->Unit(benchmark::kMicrosecond);

// The worst: a name that fits everywhere.
void resolve_a_name_of_many(benchmark::State& state) {
  const auto& all = known();
  for (auto _ : state) benchmark::DoNotOptimize(all.resolver.resolve({.name = "人民医院"}));
}
BENCHMARK(resolve_a_name_of_many)->Unit(benchmark::kMicrosecond);

void know_forty_thousand(benchmark::State& state) {
  for (auto _ : state) {
    const Known fresh;
    benchmark::DoNotOptimize(fresh.resolver.size());
  }
}
BENCHMARK(know_forty_thousand)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tenderlead
