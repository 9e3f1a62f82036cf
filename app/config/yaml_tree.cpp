#include "app/config/yaml_tree.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <unordered_map>

namespace tenderlead::config {
namespace {

struct Place {
  int line = 0;
  int column = 0;
};

// yaml-cpp counts columns in bytes; people count characters.
class Places {
 public:
  explicit Places(std::string_view yaml) : yaml_(yaml) {
    starts_.push_back(0);
    for (std::size_t i = 0; i < yaml.size(); ++i)
      if (yaml[i] == '\n') starts_.push_back(i + 1);
  }

  Place of(const YAML::Mark& mark) const {
    if (mark.is_null()) return {};
    const auto line = std::min(static_cast<std::size_t>(std::max(mark.line, 0)), starts_.size() - 1);
    const auto begin = starts_[line];
    const auto bytes = static_cast<std::size_t>(std::max(mark.column, 0));
    const auto part = yaml_.substr(begin, bytes);
    const auto points = std::count_if(part.begin(), part.end(),
                                      [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    return {static_cast<int>(line) + 1, static_cast<int>(points) + 1};
  }

 private:
  std::string_view yaml_;
  std::vector<std::size_t> starts_;
};

// Ends the parse from inside an event; caught in read_yaml.
struct LimitReached {
  Place place;
  std::string message;
};

struct Size {
  std::size_t nodes = 1;
  std::size_t bytes = 0;
  int depth = 1;
};

Size measure(const YamlNode& node) {
  Size size{1, node.text.size(), 1};
  const auto add = [&size](const YamlNode& child) {
    const auto inner = measure(child);
    size.nodes += inner.nodes;
    size.bytes += inner.bytes;
    size.depth = std::max(size.depth, inner.depth + 1);
  };
  for (const auto& item : node.items) add(item);
  for (const auto& entry : node.entries) add(entry.value), size.bytes += entry.key.size();
  return size;
}

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const std::string& file, const Places& places, const YamlLimits& limits,
              std::vector<ConfigFault>& faults)
      : file_(file), places_(places), limits_(limits), faults_(faults) {}

  YamlNode take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    add(make(YamlNode::Kind::null, places_.of(mark)), anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                const std::string& value) override {
    auto node = make(YamlNode::Kind::scalar, places_.of(mark));
    spend(0, value.size(), places_.of(mark));
    node.text = value;
    add(std::move(node), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto place = places_.of(mark);
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) throw LimitReached{place, "an alias may not stand inside what it refers to"};
    const auto size = measure(found->second);
    spend(size.nodes, size.bytes, place);
    if (static_cast<int>(open_.size()) + size.depth > limits_.depth) too_deep(place);
    auto copy = found->second;
    copy.line = place.line;
    copy.column = place.column;
    add(std::move(copy), 0);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::sequence, mark, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::map, mark, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    YamlNode node;
    YAML::anchor_t anchor = 0;
    std::optional<YamlEntry> key;               // of a map: read, its value is next
    bool drop_next = false;                     // the key stood twice
    std::unordered_map<std::string, int> seen;  // keys of a map and their lines
  };

  YamlNode make(YamlNode::Kind kind, Place place) {
    spend(1, 0, place);
    YamlNode node;
    node.kind = kind;
    node.line = place.line;
    node.column = place.column;
    return node;
  }

  void spend(std::size_t nodes, std::size_t bytes, Place place) {
    nodes_ += nodes;
    bytes_ += bytes;
    if (nodes_ > limits_.nodes)
      throw LimitReached{place, "more than " + std::to_string(limits_.nodes) + " values, aliases included"};
    if (bytes_ > limits_.scalar_bytes)
      throw LimitReached{place,
                         "more than " + std::to_string(limits_.scalar_bytes) + " bytes, aliases included"};
  }

  [[noreturn]] void too_deep(Place place) const {
    throw LimitReached{place, "nested more than " + std::to_string(limits_.depth) + " levels deep"};
  }

  void open(YamlNode::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    const auto place = places_.of(mark);
    if (static_cast<int>(open_.size()) >= limits_.depth) too_deep(place);
    Open level;
    level.node = make(kind, place);
    level.anchor = anchor;
    open_.push_back(std::move(level));
  }

  void close() {
    auto level = std::move(open_.back());
    open_.pop_back();
    add(std::move(level.node), level.anchor);
  }

  void add(YamlNode node, YAML::anchor_t anchor) {
    if (anchor != 0) {
      const auto size = measure(node);
      spend(size.nodes, size.bytes, {node.line, node.column});
      anchors_[anchor] = node;
    }
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    auto& parent = open_.back();
    if (parent.node.kind == YamlNode::Kind::sequence) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.key) {
      start_entry(parent, std::move(node));
    } else {
      parent.key->value = std::move(node);
      if (!parent.drop_next) parent.node.entries.push_back(std::move(*parent.key));
      parent.key.reset();
    }
  }

  void start_entry(Open& parent, YamlNode key) {
    parent.key = YamlEntry{key.text, key.line, key.column, {}};
    parent.drop_next = false;
    if (key.kind != YamlNode::Kind::scalar) {
      parent.drop_next = true;
      fault({key.line, key.column}, std::string("a key must be a text, not ") + describe(key.kind));
      return;
    }
    const auto [first, fresh] = parent.seen.try_emplace(key.text, key.line);
    if (fresh) return;
    parent.drop_next = true;
    fault({key.line, key.column},
          "key '" + key.text + "' stands twice; first in line " + std::to_string(first->second));
  }

  void fault(Place place, std::string message) {
    faults_.push_back({file_, place.line, place.column, std::move(message)});
  }

  const std::string& file_;
  const Places& places_;
  const YamlLimits& limits_;
  std::vector<ConfigFault>& faults_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, YamlNode> anchors_;
  YamlNode root_;
  std::size_t nodes_ = 0;
  std::size_t bytes_ = 0;
};

// The offset of the first byte that isn't part of well-formed UTF-8 (Unicode 15, table 3-7) or is a NUL, or npos.
std::size_t first_bad_byte(std::string_view text) {
  std::size_t i = 0;
  const auto byte = [&text](std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : static_cast<unsigned char>(0);
  };
  while (i < text.size()) {
    const auto lead = byte(i);
    std::size_t more = 0;
    unsigned char low = 0x80, high = 0xBF;
    if (lead == 0) return i;
    if (lead < 0x80) {
      ++i;
      continue;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
      more = 1;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      more = 2;
      if (lead == 0xE0) low = 0xA0;
      if (lead == 0xED) high = 0x9F;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      more = 3;
      if (lead == 0xF0) low = 0x90;
      if (lead == 0xF4) high = 0x8F;
    } else {
      return i;
    }
    if (byte(i + 1) < low || byte(i + 1) > high) return i;
    for (std::size_t k = 2; k <= more; ++k)
      if (byte(i + k) < 0x80 || byte(i + k) > 0xBF) return i;
    i += more + 1;
  }
  return std::string_view::npos;
}

}  // namespace

std::string to_string(const ConfigFault& fault) {
  if (fault.line == 0) return fault.file + ": " + fault.message;
  return fault.file + ":" + std::to_string(fault.line) + ":" + std::to_string(fault.column) + ": " +
         fault.message;
}

const char* describe(YamlNode::Kind kind) {
  switch (kind) {
    case YamlNode::Kind::null:
      return "nothing";
    case YamlNode::Kind::scalar:
      return "a text";
    case YamlNode::Kind::sequence:
      return "a list";
    case YamlNode::Kind::map:
      return "a map";
  }
  return "nothing";
}

const YamlNode* YamlNode::find(std::string_view key) const {
  for (const auto& entry : entries)
    if (entry.key == key) return &entry.value;
  return nullptr;
}

std::optional<YamlNode> read_yaml(const std::string& file, std::string_view yaml,
                                  std::vector<ConfigFault>& faults, const YamlLimits& limits) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (yaml.starts_with(kByteOrderMark)) yaml.remove_prefix(kByteOrderMark.size());
  if (yaml.size() > limits.file_bytes) {
    faults.push_back({file, 0, 0, "larger than " + std::to_string(limits.file_bytes) + " bytes"});
    return std::nullopt;
  }
  const Places places(yaml);
  if (const auto bad = first_bad_byte(yaml); bad != std::string_view::npos) {
    const auto line = std::count(yaml.begin(), yaml.begin() + static_cast<std::ptrdiff_t>(bad), '\n');
    faults.push_back({file, static_cast<int>(line) + 1, 0, "not valid UTF-8; save the file as UTF-8"});
    return std::nullopt;
  }
  if (file.ends_with(".json")) return read_json(file, yaml, faults, limits);
  const auto fault = [&](Place place, std::string message) {
    faults.push_back({file, place.line, place.column, std::move(message)});
  };
  try {
    std::istringstream stream{std::string(yaml)};
    YAML::Parser parser(stream);
    TreeBuilder builder(file, places, limits, faults);
    if (!parser.HandleNextDocument(builder)) {
      YamlNode nothing;
      nothing.line = nothing.column = 1;
      return nothing;
    }
    auto root = builder.take();
    std::vector<ConfigFault> unused;
    TreeBuilder rest(file, places, limits, unused);
    if (parser.HandleNextDocument(rest)) {
      fault({}, "holds more than one YAML document; keep one");
      return std::nullopt;
    }
    return root;
  } catch (const LimitReached& limit) {
    fault(limit.place, limit.message);
  } catch (const YAML::Exception& error) {
    fault(places.of(error.mark), "not valid YAML: " + error.msg);
  } catch (const std::exception& error) {
    fault({}, std::string("not valid YAML: ") + error.what());
  }
  return std::nullopt;
}

}  // namespace tenderlead::config
