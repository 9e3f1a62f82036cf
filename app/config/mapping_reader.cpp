#include "app/config/mapping_reader.h"

#include <array>

#include "app/config/checked_reader.h"
#include "app/config/shipped_files.h"
#include "app/config/yaml_tree.h"
#include "model/notice.h"

namespace tenderlead::config {
namespace {

using parsers::FieldShape;
using parsers::TimeForm;

constexpr std::array<std::string_view, 3> kUnits{"yuan", "wan", "fen"};
constexpr std::array<std::int64_t, 3> kMinor{100, 1'000'000, 1};
constexpr std::array<std::string_view, 3> kTimes{"written", "epoch_seconds", "epoch_milliseconds"};
constexpr std::array<TimeForm, 3> kForms{TimeForm::written, TimeForm::epoch_seconds,
                                         TimeForm::epoch_milliseconds};

std::string as_pointer(const std::string& text) {
  if (text.empty() || text.front() == '/') return text;
  std::string pointer = "/";
  for (const char c : text) {
    if (c == '~' || c == '/')
      pointer += c == '~' ? "~0" : "~1";
    else
      pointer += c;
  }
  return pointer;
}

bool read_pointers(const YamlNode& node, std::string_view key, Faults& faults,
                   std::vector<std::string>& out) {
  std::vector<std::string> texts;
  if (!read_texts(node, key, faults, texts)) return false;
  for (const auto& text : texts) {
    if (text.empty()) {
      faults.add(node, "an empty name in '" + std::string(key) + "'");
      return false;
    }
    out.push_back(as_pointer(text));
  }
  return true;
}

std::vector<std::string_view> field_names() {
  std::vector<std::string_view> names;
  for (const auto& field : parsers::record_fields()) names.push_back(field.name);
  return names;
}

FieldShape shape_of(std::string_view name) {
  for (const auto& field : parsers::record_fields())
    if (field.name == name) return field.shape;
  return FieldShape::text;
}

void read_values(const YamlNode& node, FieldShape shape, Faults& faults, parsers::FieldRule& rule) {
  if (!expect_map(node, "values", faults)) return;
  for (const auto& entry : node.entries) {
    std::string ours;
    if (!read_text(entry.value, entry.key, faults, ours)) continue;
    const bool known = shape == FieldShape::kind ? notice_kind_from_string(ours).has_value()
                                                 : procurement_method_from_string(ours).has_value();
    if (!known)
      faults.add(entry.value,
                 "'" + ours + "' is no " + (shape == FieldShape::kind ? "kind of notice" : "method"));
    else
      rule.values.emplace(entry.key, ours);
  }
}

void read_rule(const YamlEntry& entry, Faults& faults, parsers::RecordMapping& mapping) {
  static const auto names = field_names();
  parsers::FieldRule rule;
  rule.field = entry.key;
  bool known = false;
  for (const auto name : names) known = known || name == entry.key;
  if (!known) {
    faults.add(entry.line, entry.column, "unknown field '" + entry.key + "'" + hint(entry.key, names));
    return;
  }
  if (entry.value.kind != YamlNode::Kind::map) {
    if (read_pointers(entry.value, entry.key, faults, rule.from)) mapping.fields.push_back(std::move(rule));
    return;
  }
  MapReader map(entry.value, "fields." + entry.key, faults);
  const FieldShape shape = shape_of(entry.key);
  if (const auto* from = map.require("from")) read_pointers(*from, "from", faults, rule.from);
  if (shape == FieldShape::money) {
    map.choice("unit", std::span<const std::string_view>(kUnits), std::span<const std::int64_t>(kMinor),
               rule.unit);
    if (entry.key == "awards.amount") map.flag("may_be_unit_price", rule.may_be_unit_price);
  }
  if (shape == FieldShape::time)
    map.choice("time", std::span<const std::string_view>(kTimes), std::span<const TimeForm>(kForms),
               rule.time);
  if (shape == FieldShape::kind || shape == FieldShape::method)
    if (const auto* values = map.get("values")) read_values(*values, shape, faults, rule);
  if (entry.key == "awards.supplier") map.text("split", rule.split);
  map.finish();
  mapping.fields.push_back(std::move(rule));
}

}  // namespace

Loaded<parsers::RecordMapping> load_mapping(const std::string& file, std::string_view yaml) {
  Loaded<parsers::RecordMapping> loaded;
  const auto root = read_yaml(file, yaml, loaded.faults);
  if (!root) return loaded;
  Faults faults(file, loaded.faults);
  MapReader map(*root, "the mapping", faults);
  auto& mapping = loaded.value;
  if (map.required_text("source", mapping.source) && !is_id(mapping.source))
    map.fault(*map.get("source"), "'source' takes a-z, 0-9, _ and -, 64 letters at most");
  map.text("name", mapping.name);
  if (map.text("currency", mapping.currency) && mapping.currency.size() != 3)
    map.fault(*map.get("currency"), "'currency' is a code of ISO 4217: CNY");
  if (const auto* id = map.get("id")) read_pointers(*id, "id", faults, mapping.id);
  if (const auto* fields = map.require("fields");
      fields != nullptr && expect_map(*fields, "fields", faults)) {
    for (const auto& entry : fields->entries) read_rule(entry, faults, mapping);
    if (mapping.find("title") == nullptr && mapping.find("project_name") == nullptr && faults.count() == 0)
      map.fault(*fields, "a mapping needs 'title' or 'project_name'");
  }
  map.finish();
  return loaded;
}

std::string shipped_mapping(const std::string& name) {
  for (const auto& file : shipped_files())
    if (file.path == "mappings/" + name + ".yaml") return file.content;
  return {};
}

}  // namespace tenderlead::config
