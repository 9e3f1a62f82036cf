// A YAML document as a plain tree that knows where everything stands. yaml-cpp only tokenises: the tree is built
// from its events, so that size, depth and aliases are bounded while reading, and no yaml-cpp type or exception gets
// any further.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/config/fault.h"

namespace tenderlead::config {

struct YamlEntry;

struct YamlNode {
  enum class Kind { null, scalar, sequence, map };
  Kind kind = Kind::null;
  std::string text;                // of a scalar
  int line = 0;                    // 1-based
  int column = 0;                  // 1-based, in code points
  std::vector<YamlNode> items;     // of a sequence
  std::vector<YamlEntry> entries;  // of a map, in the order of the file; keys are unique

  const YamlNode* find(std::string_view key) const;
};

struct YamlEntry {
  std::string key;
  int line = 0;
  int column = 0;
  YamlNode value;
};

// "a text", "a list", "a map", "nothing": for messages.
const char* describe(YamlNode::Kind kind);

// Limits of one document. Nodes and bytes count copies that aliases make.
struct YamlLimits {
  std::size_t file_bytes = 4u << 20;
  int depth = 64;
  std::size_t nodes = 200000;
  std::size_t scalar_bytes = 16u << 20;
};

// Reads the one document of `yaml`. Syntax errors, limits, keys that stand twice and bytes that aren't UTF-8 become
// faults; nothing is thrown. Without a usable tree the answer is empty. An empty document is a null node. A file whose name
// ends with .json is read as JSON.
std::optional<YamlNode> read_yaml(const std::string& file, std::string_view yaml,
                                  std::vector<ConfigFault>& faults, const YamlLimits& limits = {});

// JSON alone (json_tree.cpp), of valid UTF-8 within the limits' bytes: what read_yaml() hands over.
std::optional<YamlNode> read_json(const std::string& file, std::string_view json,
                                  std::vector<ConfigFault>& faults, const YamlLimits& limits);

}  // namespace tenderlead::config
