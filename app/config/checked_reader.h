// Reads typed values out of a YAML tree and collects what is wrong with them. Each reading function leaves its
// output alone, adds a fault and answers false when the value isn't what it should be.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/config/fault.h"
#include "app/config/yaml_tree.h"

namespace tenderlead::config {

// The faults of one file. At most 500 are kept: a file with more isn't one that somebody mends fault by fault.
class Faults {
 public:
  Faults(std::string file, std::vector<ConfigFault>& out) : file_(std::move(file)), out_(out) {}
  void add(int line, int column, std::string message);
  void add(const YamlNode& node, std::string message) { add(node.line, node.column, std::move(message)); }
  const std::string& file() const { return file_; }
  std::size_t count() const { return out_.size(); }

 private:
  std::string file_;
  std::vector<ConfigFault>& out_;
};

// The candidate with the smallest edit distance (insert, delete, replace, swap of neighbours, in bytes), where that
// is at most a third of the word's length, and at least 1; empty where none is that near.
std::string nearest(std::string_view word, std::span<const std::string_view> candidates);

// "; did you mean 'delay'?", or "; one of: a, b, c".
std::string hint(std::string_view word, std::span<const std::string_view> candidates);

bool read_text(const YamlNode& node, std::string_view key, Faults& faults, std::string& out);
bool read_flag(const YamlNode& node, std::string_view key, Faults& faults, bool& out);
bool read_whole(const YamlNode& node, std::string_view key, Faults& faults, std::int64_t low,
                std::int64_t high, std::int64_t& out);
// "500ms", "2s", "15m", "24h", "7d".
bool read_duration(const YamlNode& node, std::string_view key, Faults& faults, std::chrono::milliseconds low,
                   std::chrono::milliseconds high, std::chrono::milliseconds& out);
// "64KiB", "20MiB", "1GiB", "500kB", "20MB", "1GB", or bytes.
bool read_size(const YamlNode& node, std::string_view key, Faults& faults, std::uint64_t low,
               std::uint64_t high, std::uint64_t& out);
// A list of texts; one text alone counts as a list of one.
bool read_texts(const YamlNode& node, std::string_view key, Faults& faults, std::vector<std::string>& out);
// The index of the value in `names`.
bool read_choice(const YamlNode& node, std::string_view key, Faults& faults,
                 std::span<const std::string_view> names, std::size_t& out);
bool expect_map(const YamlNode& node, std::string_view what, Faults& faults);
bool expect_list(const YamlNode& node, std::string_view what, Faults& faults);

// A map being read: the keys asked for are the keys allowed, and finish() reports all others with the nearest one.
class MapReader {
 public:
  // Adds a fault if `node` isn't a map; the reader then finds nothing. `what` names the map in messages: "paging".
  MapReader(const YamlNode& node, std::string what, Faults& faults);

  // The value of a key, or nullptr; makes the key a known one.
  const YamlNode* get(std::string_view key);
  // The same, with a fault when the key isn't there.
  const YamlNode* require(std::string_view key);

  bool text(std::string_view key, std::string& out);
  bool required_text(std::string_view key, std::string& out);
  bool flag(std::string_view key, bool& out);
  template <typename Integer>
  bool whole(std::string_view key, std::int64_t low, std::int64_t high, Integer& out) {
    std::int64_t value = 0;
    const auto* node = get(key);
    if (node == nullptr || !read_whole(*node, key, faults_, low, high, value)) return false;
    out = static_cast<Integer>(value);
    return true;
  }
  template <typename Duration>
  bool duration(std::string_view key, std::chrono::milliseconds low, std::chrono::milliseconds high,
                Duration& out) {
    std::chrono::milliseconds value{};
    const auto* node = get(key);
    if (node == nullptr || !read_duration(*node, key, faults_, low, high, value)) return false;
    out = std::chrono::duration_cast<Duration>(value);
    return true;
  }
  bool size(std::string_view key, std::uint64_t low, std::uint64_t high, std::uint64_t& out);
  bool texts(std::string_view key, std::vector<std::string>& out);
  // An enumeration by its names: `values[i]` is called `names[i]`.
  template <typename Enum>
  bool choice(std::string_view key, std::span<const std::string_view> names, std::span<const Enum> values,
              Enum& out) {
    std::size_t index = 0;
    const auto* node = get(key);
    if (node == nullptr || !read_choice(*node, key, faults_, names, index)) return false;
    out = values[index];
    return true;
  }

  // Reports the keys that nobody asked for. Call once, when all is read.
  void finish();
  void fault(const YamlNode& node, std::string message) { faults_.add(node, std::move(message)); }
  Faults& faults() { return faults_; }
  const YamlNode& node() const { return node_; }

 private:
  const YamlNode& node_;
  std::string what_;
  Faults& faults_;
  std::vector<std::string> known_;
};

// "[a-z0-9_-]+", at most 64 bytes.
bool is_id(std::string_view text);
// A 64-bit FNV-1a of the tree (keys, texts, structure; not places or comments) in 16 hexadecimal digits.
std::string tree_hash(const YamlNode& node);

}  // namespace tenderlead::config
