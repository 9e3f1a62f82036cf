// Parts of a source's YAML, each of which fills its own members of Source. Internal to app/config.
#pragma once

#include <string>
#include <string_view>

#include "app/config/checked_reader.h"
#include "model/source.h"

namespace tenderlead::config {

// `paging`; to be called once the start requests are read, whose variables it checks.
void read_paging(MapReader& source_map, Source& source);
// `politeness`, `urls`, `revisit`, `focus`.
void read_limits(MapReader& source_map, Source& source);
// `http`, `fetch`, `browser`. For `directory` see load_placed_sources().
void read_transport(MapReader& source_map, const std::string& directory, Source& source);

// Adds a fault where `text` is neither a selector, a JSON pointer nor a template of pointers.
void check_selector_text(const YamlNode& node, std::string_view key, const std::string& text, Faults& faults);
// Adds a fault where the text is no RE2 pattern.
void check_pattern(const YamlNode& node, std::string_view key, Faults& faults);
// "host", "host:port" or, where subdomains make sense, "*.host": what a URL with it would parse to.
void check_host(const YamlNode& node, bool subdomains, Faults& faults);

// Each text of a list, or the one text that stands for a list of one.
template <typename Use>
void for_each_text(const YamlNode& node, Use use) {
  if (node.kind == YamlNode::Kind::scalar) use(node);
  for (const auto& item : node.items) use(item);
}

}  // namespace tenderlead::config
