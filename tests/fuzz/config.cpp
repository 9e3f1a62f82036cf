// Any bytes as any configuration file, in YAML or in JSON: faults, never a crash, and each with a place in the file or none.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "app/config/configuration.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tenderlead::config;
  if (size == 0) return 0;
  // The first byte chooses the file.
  constexpr std::array kRuleFiles{"tags.yaml",    "products.yaml", "leads.yaml", "partners.yaml",
                                  "ratings.yaml", "prices.yaml",   "plans.yaml", "team.yaml",
                                  "tags.json",    "products.json", "leads.json"};
  const std::size_t which = data[0] % (kRuleFiles.size() + 2);
  const std::string yaml(reinterpret_cast<const char*>(data + 1), size - 1);
  std::vector<ConfigFault> faults;
  if (which < kRuleFiles.size())
    faults = load_rules({{kRuleFiles[which], yaml}}).faults;
  else if (which == kRuleFiles.size())
    faults = load_settings("tenderlead.yaml", yaml).faults;
  else
    faults = load_sources("source.yaml", yaml).faults;
  const auto lines = std::count(yaml.begin(), yaml.end(), '\n') + 1;
  for (const auto& fault : faults)
    if (fault.line < 0 || fault.line > lines + 1 || fault.column < 0 || fault.message.empty()) std::abort();
  return 0;
}
