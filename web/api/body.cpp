#include "web/api/body.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <set>
#include <vector>

#include "web/api/refusal.h"

namespace tenderlead::web {
namespace {

std::string_view view(const boost::json::string& text) {
  return {text.data(), text.size()};
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & '\xC0') != '\x80'; }));
}

// Control characters, among them those that turn the direction of text around (U+202A to U+202E, U+2066 to U+2069).
bool is_clean(std::string_view text, bool lines) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == 0x7F || (c < 0x20 && !(lines && (c == '\n' || c == '\t' || c == '\r')))) return false;
    if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return false;
    if (c == 0xE2 && i + 2 < text.size()) {
      const auto second = static_cast<unsigned char>(text[i + 1]);
      const auto third = static_cast<unsigned char>(text[i + 2]);
      if ((second == 0x80 && third >= 0xAA && third <= 0xAE) ||
          (second == 0x81 && third >= 0xA6 && third <= 0xA9))
        return false;
    }
  }
  return true;
}

// What a JSON string says; `raw` with its quotation marks.
std::string unescaped(std::string_view raw) {
  if (raw.find('\\') == raw.npos) return std::string(raw.substr(1, raw.size() - 2));
  boost::json::error_code error;
  const auto value = boost::json::parse({raw.data(), raw.size()}, error);
  return !error && value.is_string() ? std::string(view(value.get_string())) : std::string(raw);
}

}  // namespace

bool repeats_a_member(std::string_view json) {
  std::vector<std::set<std::string>>
      open;  // the names so far of each object, or nothing of a list, that is open
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (c == '{' || c == '[') open.emplace_back();
    if ((c == '}' || c == ']') && !open.empty()) open.pop_back();
    if (c != '"') continue;
    auto end = at + 1;
    while (end < json.size() && json[end] != '"') end += json[end] == '\\' ? 2 : 1;
    const auto next = json.find_first_not_of(" \t\r\n", end + 1);
    const bool name = next != json.npos && json[next] == ':';
    if (name && !open.empty() && !open.back().insert(unescaped(json.substr(at, end + 1 - at))).second)
      return true;
    at = end;
  }
  return false;
}

const boost::json::value* FieldReader::find(std::string_view name, bool required) {
  asked_.emplace_back(name);
  const auto* value = object_.if_contains({name.data(), name.size()});
  if (value == nullptr && required) fault(name, "is missing", "missing");
  return value;
}

bool FieldReader::has(std::string_view name) const {
  return object_.if_contains({name.data(), name.size()}) != nullptr;
}

std::string FieldReader::text(std::string_view name, const TextRule& rule) {
  const auto* value = find(name, rule.required);
  if (value == nullptr || (value->is_null() && !rule.required)) return {};
  if (!value->is_string()) {
    fault(name, "must be a text", "not_text");
    return {};
  }
  const auto text = trimmed(view(value->get_string()));
  const auto length = characters(text);
  if (length < rule.least || (rule.required && length == 0)) {
    const auto least = std::to_string(std::max<std::size_t>(rule.least, 1));
    fault(name, "must have at least " + least + " characters", length == 0 ? "empty" : "too_short",
          {{"least", least}});
  } else if (length > rule.most)
    fault(name, "may have at most " + std::to_string(rule.most) + " characters", "too_long",
          {{"most", std::to_string(rule.most)}});
  else if (!is_clean(text, rule.lines))
    fault(name, "holds control characters", "control_characters");
  else
    return std::string(text);
  return {};
}

std::string FieldReader::secret(std::string_view name, std::size_t most) {
  const auto* value = find(name, true);
  if (value == nullptr) return {};
  if (value->is_string() && !value->get_string().empty() && characters(view(value->get_string())) <= most)
    return std::string(view(value->get_string()));
  fault(name, "must be a text of 1 to " + std::to_string(most) + " characters", "length",
        {{"least", "1"}, {"most", std::to_string(most)}});
  return {};
}

std::optional<std::string> FieldReader::text_if_given(std::string_view name, TextRule rule) {
  if (!has(name)) {
    asked_.emplace_back(name);
    return std::nullopt;
  }
  rule.required = false;
  return text(name, rule);
}

std::optional<std::int64_t> FieldReader::whole(std::string_view name, std::int64_t least, std::int64_t most,
                                               bool required) {
  const auto* value = find(name, required);
  if (value == nullptr || (value->is_null() && !required)) return std::nullopt;
  if (!value->is_int64() || value->get_int64() < least || value->get_int64() > most) {
    fault(name, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most),
          "not_whole", {{"least", std::to_string(least)}, {"most", std::to_string(most)}});
    return std::nullopt;
  }
  return value->get_int64();
}

std::optional<bool> FieldReader::flag(std::string_view name, bool required) {
  const auto* value = find(name, required);
  if (value == nullptr) return std::nullopt;
  if (!value->is_bool()) {
    fault(name, "must be true or false", "not_flag");
    return std::nullopt;
  }
  return value->get_bool();
}

std::string FieldReader::choice(std::string_view name, const std::vector<std::string_view>& words,
                                bool required) {
  const auto* value = find(name, required);
  if (value == nullptr) return {};
  if (value->is_string() && std::find(words.begin(), words.end(), view(value->get_string())) != words.end())
    return std::string(view(value->get_string()));
  std::string list;
  for (const auto word : words) list += (list.empty() ? "" : ", ") + std::string(word);
  fault(name, "must be one of " + list, "not_one_of", {{"choices", list}});
  return {};
}

std::optional<std::vector<std::string>> FieldReader::texts(std::string_view name, std::size_t most,
                                                           bool required) {
  const auto* list = array(name, most, required);
  if (list == nullptr) return std::nullopt;
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (const auto& each : *list) {
    const auto text = each.is_string() ? trimmed(view(each.get_string())) : std::string_view();
    if (text.empty() || characters(text) > 200 || !is_clean(text, false)) {
      fault(name, "must be a list of texts of 1 to 200 characters", "not_texts");
      return std::nullopt;
    }
    if (seen.emplace(text).second) out.emplace_back(text);
  }
  return out;
}

const boost::json::object* FieldReader::object(std::string_view name, bool required) {
  const auto* value = find(name, required);
  if (value == nullptr) return nullptr;
  if (!value->is_object()) fault(name, "must be an object", "not_object");
  return value->if_object();
}

const boost::json::array* FieldReader::array(std::string_view name, std::size_t most, bool required) {
  const auto* value = find(name, required);
  if (value == nullptr) return nullptr;
  const auto* list = value->if_array();
  if (list == nullptr) {
    fault(name, "must be a list", "not_list");
  } else if (list->size() > most) {
    fault(name, "may have at most " + std::to_string(most) + " elements", "too_many",
          {{"most", std::to_string(most)}});
    return nullptr;
  }
  return list;
}

void FieldReader::fault(std::string_view name, std::string message, std::string code,
                        std::vector<std::pair<std::string, std::string>> values) {
  // RFC 6901, 3: "~" and "/" of a name are written as "~0" and "~1".
  std::string pointer = at_ + "/";
  for (const char c : name) pointer += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  faults_.push_back({std::move(pointer), std::move(message), std::move(code), std::move(values)});
}

void FieldReader::finish() {
  for (const auto& member : object_) {
    const std::string_view name(member.key().data(), member.key().size());
    if (std::find(asked_.begin(), asked_.end(), name) == asked_.end() && faults_.size() < 20)
      fault(name, "isn't known here", "unknown");
  }
  if (!faults_.empty()) refuse(422, "invalid", "Some of the values can't be taken.", faults_);
}

}  // namespace tenderlead::web
