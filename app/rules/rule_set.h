// The rules of a configuration, some of their files replaced by others: what is linted, tried and applied.
#pragma once

#include <string>
#include <vector>

#include "app/config/configuration.h"
#include "model/result.h"

namespace tenderlead::app {

struct RuleSet {
  std::vector<config::RuleFile> files;
  config::Loaded<rules::RuleBook> loaded;
};

// `directory`: of the configuration; empty: the shipped rules. Each of `replacing` stands in for the file of its kind, which its
// name says (tags.yaml, my-products.json), else its keys do ("tags:", "products:"). not_found, io; invalid_input where a
// file's kind can't be told or two are of one kind.
Result<RuleSet> rules_with(const std::string& directory, const std::vector<std::string>& replacing);

}  // namespace tenderlead::app
