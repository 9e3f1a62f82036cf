#include "app/config/checked_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace tenderlead::config {
namespace {

constexpr std::size_t kMaxFaults = 500;

// Damerau-Levenshtein (restricted: no edit between swapped neighbours); linear memory.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, above[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

// Each once: an id that is taken twice is one name.
std::string list_of(std::span<const std::string_view> words) {
  std::string text;
  for (auto next = words.begin(); next != words.end(); ++next) {
    const auto word = *next;
    if (std::find(words.begin(), next, word) != next) continue;
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

// A value is shown in messages by its beginning.
std::string shown(std::string_view text) {
  constexpr std::size_t kMost = 60;
  if (text.size() <= kMost) return std::string(text);
  auto end = kMost;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "...";
}

bool expect_scalar(const YamlNode& node, std::string_view key, std::string_view wanted, Faults& faults) {
  if (node.kind == YamlNode::Kind::scalar) return true;
  faults.add(node,
             "'" + std::string(key) + "' must be " + std::string(wanted) + ", not " + describe(node.kind));
  return false;
}

struct Unit {
  std::string_view name;
  std::int64_t factor;
};
// Milliseconds.
constexpr std::array<Unit, 5> kDurationUnits{
    {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};
// Bytes.
constexpr std::array<Unit, 8> kSizeUnits{{{"", 1},
                                          {"B", 1},
                                          {"kB", 1000},
                                          {"MB", 1'000'000},
                                          {"GB", 1'000'000'000},
                                          {"KiB", 1 << 10},
                                          {"MiB", 1 << 20},
                                          {"GiB", 1 << 30}}};

// "20MiB" by a table of units; false on anything else and on overflow.
bool number_with_unit(std::string_view text, std::span<const Unit> units, std::int64_t& out) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number < 0) return false;
  std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  for (const auto& unit : units)
    if (unit.name == rest) return !__builtin_mul_overflow(number, unit.factor, &out);
  return false;
}

std::string duration_text(std::chrono::milliseconds value) {
  for (auto unit = kDurationUnits.rbegin(); unit != kDurationUnits.rend(); ++unit)
    if (value.count() % unit->factor == 0 && value.count() >= unit->factor)
      return std::to_string(value.count() / unit->factor) + std::string(unit->name);
  return std::to_string(value.count()) + "s";
}

std::string size_text(std::uint64_t bytes) {
  if (bytes >= (1u << 30) && bytes % (1u << 30) == 0) return std::to_string(bytes >> 30) + "GiB";
  if (bytes >= (1u << 20) && bytes % (1u << 20) == 0) return std::to_string(bytes >> 20) + "MiB";
  if (bytes >= (1u << 10) && bytes % (1u << 10) == 0) return std::to_string(bytes >> 10) + "KiB";
  return std::to_string(bytes);
}

}  // namespace

void Faults::add(int line, int column, std::string message) {
  if (out_.size() < kMaxFaults) out_.push_back({file_, line, column, std::move(message)});
}

std::string nearest(std::string_view word, std::span<const std::string_view> candidates) {
  const std::size_t most = std::max<std::size_t>(1, word.size() / 3);
  std::string_view best;
  std::size_t best_distance = most + 1;
  for (const auto candidate : candidates) {
    const auto longer = std::max(candidate.size(), word.size()),
               shorter = std::min(candidate.size(), word.size());
    if (longer - shorter > most) continue;
    const auto distance = edit_distance(word, candidate);
    if (distance < best_distance) best_distance = distance, best = candidate;
  }
  return std::string(best);
}

std::string hint(std::string_view word, std::span<const std::string_view> candidates) {
  if (const auto near = nearest(word, candidates); !near.empty()) return "; did you mean '" + near + "'?";
  if (candidates.empty() || candidates.size() > 30) return "";
  return "; one of: " + list_of(candidates);
}

bool read_text(const YamlNode& node, std::string_view key, Faults& faults, std::string& out) {
  if (!expect_scalar(node, key, "a text", faults)) return false;
  out = node.text;
  return true;
}

bool read_flag(const YamlNode& node, std::string_view key, Faults& faults, bool& out) {
  if (!expect_scalar(node, key, "true or false", faults)) return false;
  if (node.text != "true" && node.text != "false") {
    faults.add(node, "'" + std::string(key) + "' must be true or false, not '" + shown(node.text) + "'");
    return false;
  }
  out = node.text == "true";
  return true;
}

bool read_whole(const YamlNode& node, std::string_view key, Faults& faults, std::int64_t low,
                std::int64_t high, std::int64_t& out) {
  const std::string wanted = "a whole number from " + std::to_string(low) + " to " + std::to_string(high);
  if (!expect_scalar(node, key, wanted, faults)) return false;
  std::int64_t value = 0;
  const char* last = node.text.data() + node.text.size();
  const auto [end, error] = std::from_chars(node.text.data(), last, value);
  if (error != std::errc{} || end != last || value < low || value > high) {
    faults.add(node, "'" + std::string(key) + "' must be " + wanted + ", not '" + shown(node.text) + "'");
    return false;
  }
  out = value;
  return true;
}

bool read_duration(const YamlNode& node, std::string_view key, Faults& faults, std::chrono::milliseconds low,
                   std::chrono::milliseconds high, std::chrono::milliseconds& out) {
  const std::string wanted = "a duration from " + duration_text(low) + " to " + duration_text(high) +
                             " with a unit (ms, s, m, h, d)";
  if (!expect_scalar(node, key, wanted, faults)) return false;
  std::int64_t value = 0;
  if (!number_with_unit(node.text, kDurationUnits, value) || value < low.count() || value > high.count()) {
    faults.add(node, "'" + std::string(key) + "' must be " + wanted + ", not '" + shown(node.text) + "'");
    return false;
  }
  out = std::chrono::milliseconds(value);
  return true;
}

bool read_size(const YamlNode& node, std::string_view key, Faults& faults, std::uint64_t low,
               std::uint64_t high, std::uint64_t& out) {
  const std::string wanted =
      "a size from " + size_text(low) + " to " + size_text(high) + " (KiB, MiB, GiB, kB, MB, GB)";
  if (!expect_scalar(node, key, wanted, faults)) return false;
  std::int64_t value = 0;
  if (!number_with_unit(node.text, kSizeUnits, value) || static_cast<std::uint64_t>(value) < low ||
      static_cast<std::uint64_t>(value) > high) {
    faults.add(node, "'" + std::string(key) + "' must be " + wanted + ", not '" + shown(node.text) + "'");
    return false;
  }
  out = static_cast<std::uint64_t>(value);
  return true;
}

bool read_texts(const YamlNode& node, std::string_view key, Faults& faults, std::vector<std::string>& out) {
  if (node.kind == YamlNode::Kind::scalar) {
    out = {node.text};
    return true;
  }
  if (node.kind != YamlNode::Kind::sequence) {
    faults.add(node, "'" + std::string(key) + "' must be a list of texts, not " + describe(node.kind));
    return false;
  }
  bool fine = true;
  std::vector<std::string> texts;
  for (const auto& item : node.items) {
    std::string text;
    if (read_text(item, key, faults, text))
      texts.push_back(std::move(text));
    else
      fine = false;
  }
  out = std::move(texts);
  return fine;
}

bool read_choice(const YamlNode& node, std::string_view key, Faults& faults,
                 std::span<const std::string_view> names, std::size_t& out) {
  if (!expect_scalar(node, key, "one of: " + list_of(names), faults)) return false;
  const auto found = std::find(names.begin(), names.end(), node.text);
  if (found == names.end()) {
    auto message =
        "'" + std::string(key) + "' can't be '" + shown(node.text) + "'; one of: " + list_of(names);
    if (const auto near = nearest(node.text, names); !near.empty())
      message += "; did you mean '" + near + "'?";
    faults.add(node, std::move(message));
    return false;
  }
  out = static_cast<std::size_t>(found - names.begin());
  return true;
}

bool expect_map(const YamlNode& node, std::string_view what, Faults& faults) {
  if (node.kind == YamlNode::Kind::map) return true;
  faults.add(node,
             "'" + std::string(what) + "' must be a map of keys and values, not " + describe(node.kind));
  return false;
}

bool expect_list(const YamlNode& node, std::string_view what, Faults& faults) {
  if (node.kind == YamlNode::Kind::sequence) return true;
  faults.add(node, "'" + std::string(what) + "' must be a list, not " + describe(node.kind));
  return false;
}

MapReader::MapReader(const YamlNode& node, std::string what, Faults& faults)
    : node_(node), what_(std::move(what)), faults_(faults) {
  expect_map(node_, what_, faults_);
}

const YamlNode* MapReader::get(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
  return node_.find(key);
}

const YamlNode* MapReader::require(std::string_view key) {
  const auto* found = get(key);
  if (found == nullptr && node_.kind == YamlNode::Kind::map)
    faults_.add(node_, "'" + std::string(key) + "' is missing in " + what_);
  return found;
}

bool MapReader::text(std::string_view key, std::string& out) {
  const auto* found = get(key);
  return found != nullptr && read_text(*found, key, faults_, out);
}

bool MapReader::required_text(std::string_view key, std::string& out) {
  const auto* found = require(key);
  if (found == nullptr || !read_text(*found, key, faults_, out)) return false;
  if (!out.empty()) return true;
  faults_.add(*found, "'" + std::string(key) + "' must not be empty");
  return false;
}

bool MapReader::flag(std::string_view key, bool& out) {
  const auto* found = get(key);
  return found != nullptr && read_flag(*found, key, faults_, out);
}

bool MapReader::size(std::string_view key, std::uint64_t low, std::uint64_t high, std::uint64_t& out) {
  const auto* found = get(key);
  return found != nullptr && read_size(*found, key, faults_, low, high, out);
}

bool MapReader::texts(std::string_view key, std::vector<std::string>& out) {
  const auto* found = get(key);
  return found != nullptr && read_texts(*found, key, faults_, out);
}

void MapReader::finish() {
  const std::vector<std::string_view> known(known_.begin(), known_.end());
  for (const auto& entry : node_.entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    faults_.add(entry.line, entry.column,
                "unknown key '" + shown(entry.key) + "' in " + what_ + hint(entry.key, known));
  }
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

std::string tree_hash(const YamlNode& node) {
  std::uint64_t hash = 14695981039346656037ull;
  const auto mix = [&hash](std::string_view bytes) {
    for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    hash = (hash ^ 0xFFu) * 1099511628211ull;
  };
  const auto walk = [&mix](const auto& self, const YamlNode& at) -> void {
    mix(describe(at.kind));
    mix(at.text);
    for (const auto& item : at.items) self(self, item);
    for (const auto& entry : at.entries) mix(entry.key), self(self, entry.value);
    mix("end");
  };
  walk(walk, node);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text(16, '0');
  for (std::size_t i = 0; i < 16; ++i) text[15 - i] = kDigits[(hash >> (4 * i)) & 0xF];
  return text;
}

}  // namespace tenderlead::config
