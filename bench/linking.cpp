// How long it takes to find out which of 40,000 organisations a name means, and to link a whole store, again and again. Names are invented;
// places are the shipped ones. joining.cpp has what joining alone takes.
#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <array>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/config/reading_tables.h"
#include "app/pipeline/link.h"
#include "app/pipeline/link_organisations.h"
#include "app/pipeline/link_projects.h"
#include "app/pipeline/names.h"
#include "linker/name_resolver.h"
#include "store/ids.h"
#include "store/store.h"
#include "tests/unit/linker/families.h"
#include "wire/json.h"

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

// ---- a store

// Notices of so many worlds of each hard case. One case has all its worlds buy at the same five hospitals: a tenth of the notices.
std::vector<linker::LinkNotice> notices_of(int worlds) {
  std::vector<linker::LinkNotice> notices;
  for (const auto half : {linker::Half::tuned, linker::Half::withheld})
    for (auto& each : linker::make_families(20261122, worlds, half)) {
      notices.push_back(std::move(each.notice));
      // Both halves number theirs alike.
      notices.back().id += half == linker::Half::tuned ? "t" : "w";
    }
  return notices;
}

Notice notice_of(const linker::LinkNotice& link) {
  Notice notice;
  notice.url = "http://" + link.source_id + ".example/" + link.id;
  notice.title = link.title;
  notice.kind = link.kind;
  notice.project_no = link.number;
  notice.project_name = link.name;
  notice.buyer.name = link.buyer;
  notice.published_at = link.published_at;
  notice.bid_deadline = link.bid_deadline;
  if (link.budget_minor) notice.budget = Money{*link.budget_minor, "CNY", ""};
  for (const auto& supplier : link.suppliers)
    notice.awards.push_back({"", supplier, "", Money{link.awarded_minor.value_or(0), "CNY", ""}, {}, {}});
  return notice;
}

store::NoticeRow row_of(const linker::LinkNotice& link) {
  using Role = store::MentionRow::Role;
  const auto notice = notice_of(link);
  store::NoticeRow row;
  row.id = store::notice_id(link.source_id, notice.url);
  row.source_id = link.source_id;
  row.url = notice.url;
  if (notice.kind) row.kind = to_string(*notice.kind);
  row.title = notice.title;
  row.buyer = notice.buyer.name;
  if (notice.published_at) row.published_at = to_string(*notice.published_at);
  if (!link.buyer.empty())
    row.mentions.push_back({Role::buyer, link.buyer, app::normalised_name(link.buyer), "", ""});
  for (const auto& supplier : link.suppliers)
    row.mentions.push_back({Role::supplier, supplier, app::normalised_name(supplier), "", ""});
  row.json = wire::to_json_text(notice);
  row.link_facts = app::link_facts(notice);
  row.fingerprint = link.fingerprint;
  return row;
}

class LinkedStore {
 public:
  explicit LinkedStore(int worlds) : notices_(notices_of(worlds)) {
    std::string pattern = (std::filesystem::temp_directory_path() / "tenderlead-linking-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder for a store");
    folder_ = pattern;
    auto opened = store::Store::open(folder_ / "tenderlead.db", store::OpenMode::create);
    if (!opened) throw std::runtime_error(opened.error().message);
    store_ = std::move(*opened);
    put(0, notices_.size() - kNews);
  }
  ~LinkedStore() {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  LinkedStore(const LinkedStore&) = delete;
  LinkedStore& operator=(const LinkedStore&) = delete;

  void bring_news() { put(notices_.size() - kNews, notices_.size()); }
  std::int64_t link() {
    const auto linked = app::link_all(*store_, config::shipped_reading_tables());
    if (!linked) throw std::runtime_error(linked.error().message);
    return linked->changed_notices;
  }
  std::size_t size() const { return notices_.size(); }

 private:
  static constexpr std::size_t kNews = 500;

  void put(std::size_t from, std::size_t to) {
    const auto written = store_->write([&](store::WriteBatch& writer) {
      for (std::size_t i = from; i < to; ++i) writer.put_notice(row_of(notices_[i]), 1);
    });
    if (!written) throw std::runtime_error(written.error().message);
  }

  std::vector<linker::LinkNotice> notices_;
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
};

// For the first time, again where nothing is new, and again after 500 notices more.
void link_a_store(benchmark::State& state) {
  const auto what = state.range(1);
  for (auto _ : state) {
    state.PauseTiming();
    LinkedStore linked(static_cast<int>(state.range(0)));
    if (what > 0) linked.link();
    if (what > 1) linked.bring_news();
    state.ResumeTiming();
    benchmark::DoNotOptimize(linked.link());
    state.PauseTiming();
    state.counters["notices"] = static_cast<double>(linked.size());
    state.ResumeTiming();
  }
}
BENCHMARK(link_a_store)
    ->ArgNames({"worlds", "again"})
    ->Args({400, 0})
    ->Args({400, 1})
    ->Args({400, 2})
    ->Iterations(1)
    ->Unit(benchmark::kSecond);

}  // namespace
}  // namespace tenderlead
