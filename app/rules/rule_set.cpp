#include "app/rules/rule_set.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "app/config/yaml_tree.h"

namespace tenderlead::app {
namespace {

constexpr std::size_t kMostBytes = 4u << 20;  // what read_yaml() takes

Result<std::string> bytes_of(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error))
    return Error{ErrorCode::not_found, "there is no file " + path};
  std::ifstream in(path, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(in), {});
  if (!in && !in.eof()) return Error{ErrorCode::io, "can't read " + path};
  if (bytes.size() > kMostBytes) return Error{ErrorCode::too_large, path + " is larger than 4 MiB"};
  return bytes;
}

// What a file that is called otherwise holds, by its list. What keeps it from being read goes into `faults`.
std::string kind_by_keys(const std::string& path, const std::string& bytes,
                         std::vector<config::ConfigFault>& faults) {
  const auto root = config::read_yaml(path, bytes, faults);
  if (!root) return {};
  for (const char* key : {"tags", "products", "leads"})
    if (root->find(key) != nullptr) return std::string(key) + ".yaml";
  return {};
}

}  // namespace

Result<RuleSet> rules_with(const std::string& directory, const std::vector<std::string>& replacing) {
  RuleSet set;
  auto& faults = set.loaded.faults;
  set.files = config::rule_files(directory, faults);
  std::set<std::string> replaced;
  for (const auto& path : replacing) {
    auto bytes = bytes_of(path);
    if (!bytes) return bytes.error();
    std::string kind(config::rule_file_kind(path));
    const bool named = !kind.empty();
    std::vector<config::ConfigFault> unreadable;
    if (!named) kind = kind_by_keys(path, *bytes, unreadable);
    if (!unreadable.empty()) {
      faults.insert(faults.end(), unreadable.begin(), unreadable.end());
      continue;
    }
    if (kind.empty())
      return Error{ErrorCode::invalid_input,
                   path + " is no rule file: it has neither `tags:` nor `products:` nor `leads:`"};
    if (!replaced.insert(kind).second)
      return Error{ErrorCode::invalid_input, "two of these files are " + kind};
    // The name must say the kind, and faults must name the file.
    std::erase_if(set.files,
                  [&](const config::RuleFile& file) { return config::rule_file_kind(file.file) == kind; });
    set.files.push_back({named ? path : path + " as " + kind, std::move(*bytes)});
  }
  auto loaded = config::load_rules(set.files);
  set.loaded.value = std::move(loaded.value);
  faults.insert(faults.end(), loaded.faults.begin(), loaded.faults.end());
  return set;
}

}  // namespace tenderlead::app
