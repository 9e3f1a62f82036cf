#include "app/config/installed_reader.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/config/checked_reader.h"
#include "app/config/shipped_files.h"

namespace tenderlead::config {
namespace {

constexpr const char* kFile = "installed.yaml";
constexpr std::int64_t kMostYears = 50;

void read_years(MapReader& map, ReplacementYears& to) {
  if (map.require("from_years") != nullptr) map.whole("from_years", 1, kMostYears, to.from);
  if (map.require("until_years") != nullptr) map.whole("until_years", 1, kMostYears, to.until);
  if (to.until < to.from) map.fault(map.node(), "'until_years' is below 'from_years'");
}

}  // namespace

Loaded<InstalledSettings> load_installed(const std::string& file, std::string_view yaml,
                                         const rules::RuleBook& book) {
  Loaded<InstalledSettings> loaded;
  const auto root = read_yaml(file, yaml, loaded.faults);
  if (!root) return loaded;
  Faults faults(file, loaded.faults);
  MapReader map(*root, kFile, faults);
  if (const auto* usual = map.get("usual")) {
    MapReader years(*usual, "usual", faults);
    read_years(years, loaded.value.usual);
    years.finish();
  }
  if (const auto* products = map.get("products");
      products != nullptr && expect_list(*products, "products", faults))
    for (const auto& item : products->items) {
      MapReader entry(item, "product", faults);
      std::string id;
      ReplacementYears years;
      entry.required_text("product", id);
      read_years(entry, years);
      entry.finish();
      if (!id.empty() && std::none_of(book.products.begin(), book.products.end(),
                                      [&](const rules::Product& product) { return product.id == id; }))
        entry.fault(item, "there is no product '" + id + "'");
      else if (!loaded.value.products.emplace(id, years).second)
        entry.fault(item, "'" + id + "' stands twice");
    }
  map.finish();
  return loaded;
}

Loaded<InstalledSettings> installed_settings(const std::string& directory, const rules::RuleBook& book) {
  if (!directory.empty()) {
    const auto path = std::filesystem::path(directory) / kFile;
    std::ifstream in(path, std::ios::binary);
    if (in) return load_installed(path.string(), std::string(std::istreambuf_iterator<char>(in), {}), book);
  }
  for (const auto& file : shipped_files())
    if (file.path == kFile) return load_installed(std::string("config/") + kFile, file.content, book);
  return {};
}

}  // namespace tenderlead::config
