// Writing the model's types as JSON objects, key by key. Internal to this room.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wire/json.h"

namespace tenderlead::wire {

inline json::string text_of(std::string_view text) {
  return json::string(text.data(), text.size());
}

// Adds a key only where there is something to say.
inline void put(json::object& out, const char* key, const std::string& text) {
  if (!text.empty()) out[key] = text_of(text);
}
template <typename Number>
void put(json::object& out, const char* key, const std::optional<Number>& number) {
  if (number) out[key] = *number;
}
inline void put(json::object& out, const char* key, const std::optional<Money>& money) {
  if (money) out[key] = to_json(*money);
}
inline void put(json::object& out, const char* key, const std::optional<StatedTime>& time) {
  if (time) out[key] = text_of(to_string(*time));
}
inline void put(json::object& out, const char* key, const std::optional<Date>& date) {
  if (date) out[key] = text_of(to_string(*date));
}
inline void put_count(json::object& out, const char* key, int count) {
  if (count > 0) out[key] = count;
}
inline void put(json::object& out, const char* key, json::object object) {
  if (!object.empty()) out[key] = std::move(object);
}
inline void put(json::object& out, const char* key, json::array array) {
  if (!array.empty()) out[key] = std::move(array);
}
inline void put(json::object& out, const char* key, const std::vector<std::string>& texts) {
  json::array array;
  for (const auto& text : texts) array.emplace_back(text_of(text));
  put(out, key, std::move(array));
}

}  // namespace tenderlead::wire
