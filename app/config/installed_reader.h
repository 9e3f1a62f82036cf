// installed.yaml: after how many years products are usually replaced.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "app/config/fault.h"
#include "rules/rulebook.h"

namespace tenderlead::config {

// Years after buying; 1..50, from <= until.
struct ReplacementYears {
  int from = 5;
  int until = 8;
};
struct InstalledSettings {
  ReplacementYears usual;
  std::map<std::string, ReplacementYears> products;  // by id
};

// `book` has the products that there are.
Loaded<InstalledSettings> load_installed(const std::string& file, std::string_view yaml,
                                         const rules::RuleBook& book);
// Of a configuration folder, or the shipped file where it has none or `directory` is empty.
Loaded<InstalledSettings> installed_settings(const std::string& directory, const rules::RuleBook& book);

}  // namespace tenderlead::config
