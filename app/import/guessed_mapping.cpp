#include "app/import/guessed_mapping.h"

#include <algorithm>
#include <cstdint>

#include "parsers/values/money.h"

namespace tenderlead::app {
namespace {

using parsers::FieldRule;
using parsers::FieldShape;
using parsers::RecordMapping;
using parsers::TimeForm;

// From here on a number of seconds would be after the year 5000: it counts milliseconds.
constexpr std::int64_t kLeastMilliseconds = 100'000'000'000;
constexpr std::int64_t kLeastSeconds = 600'000'000;

}  // namespace

std::string pointer_to(std::string_view name) {
  std::string out = "/";
  for (const char c : name) {
    if (c == '~' || c == '/')
      out += c == '~' ? "~0" : "~1";
    else
      out += c;
  }
  return out;
}

std::string name_of(std::string_view pointer) {
  std::string out;
  for (std::size_t i = 1; i < pointer.size(); ++i) {
    if (pointer[i] == '~' && i + 1 < pointer.size())
      out += pointer[++i] == '1' ? '/' : '~';
    else
      out += pointer[i];
  }
  return out;
}

std::vector<convert::ColumnField> column_fields() {
  std::vector<convert::ColumnField> fields;
  for (const auto& field : parsers::record_fields()) fields.push_back({std::string(field.name), field.words});
  fields.push_back({"id", {"id", "编号", "序列号", "公告id", "信息id", "notice id", "uuid"}});
  return fields;
}

RecordMapping guessed_mapping(const std::vector<std::string>& names, const std::vector<std::string>& fields,
                              const std::map<std::string, std::vector<std::string>>& samples) {
  RecordMapping mapping;
  for (const auto& known : parsers::record_fields()) {
    const auto at = std::find(fields.begin(), fields.end(), known.name);
    if (at == fields.end()) continue;
    const std::string& name = names[static_cast<std::size_t>(at - fields.begin())];
    FieldRule rule;
    rule.field = known.name;
    rule.from = {pointer_to(name)};
    if (known.shape == FieldShape::money)
      if (const auto unit = parsers::money_context_from_header(name)) rule.unit = unit->bare_unit;
    if (known.name == "awards.supplier") rule.split = ",;、，；";
    if (known.shape == FieldShape::time)
      if (const auto found = samples.find(name); found != samples.end() && !found->second.empty()) {
        std::int64_t least = INT64_MAX;
        for (const auto& value : found->second) {
          const bool digits = value.size() >= 9 && value.size() <= 14 &&
                              value.find_first_not_of("0123456789") == std::string::npos;
          least = std::min(least, digits ? static_cast<std::int64_t>(std::stoll(value)) : 0);
        }
        if (least >= kLeastMilliseconds)
          rule.time = TimeForm::epoch_milliseconds;
        else if (least >= kLeastSeconds)
          rule.time = TimeForm::epoch_seconds;
      }
    mapping.fields.push_back(std::move(rule));
  }
  const auto id = std::find(fields.begin(), fields.end(), "id");
  if (id != fields.end()) mapping.id = {pointer_to(names[static_cast<std::size_t>(id - fields.begin())])};
  return mapping;
}

}  // namespace tenderlead::app
