// Writing the model's types as JSON objects, key by key. Internal to this room.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "wire/json.h"
#include "wire/text_object.h"

namespace tenderlead::wire {

inline json::string text_of(std::string_view text) {
  return json::string(text.data(), text.size());
}

// The array that goes with an object.
template <typename Object>
struct ArrayFor;
template <>
struct ArrayFor<json::object> {
  using Type = json::array;
};
template <>
struct ArrayFor<TextObject> {
  using Type = TextArray;
};
template <typename Object>
using ArrayOf = typename ArrayFor<Object>::Type;

// One value under a key.
inline void set(json::object& out, std::string_view key, std::string_view text) {
  out[key] = text_of(text);
}
template <typename Number>
requires std::is_arithmetic_v<Number>
void set(json::object& out, std::string_view key, Number number) {
  out[key] = number;
}
inline void set(json::object& out, std::string_view key, json::object object) {
  out[key] = std::move(object);
}
inline void set(json::object& out, std::string_view key, json::array array) {
  out[key] = std::move(array);
}
inline void set(TextObject& out, std::string_view key, std::string_view text) {
  append_string(out.value_of(key), text);
}
template <typename Number>
requires std::is_arithmetic_v<Number>
void set(TextObject& out, std::string_view key, Number number) {
  static_assert(!std::is_same_v<Number, bool>);
  append_number(out.value_of(key), number);
}
inline void set(TextObject& out, std::string_view key, TextObject object) {
  out.value_of(key) += std::move(object).text();
}
inline void set(TextObject& out, std::string_view key, TextArray array) {
  out.value_of(key) += std::move(array).text();
}
inline void add(json::array& out, std::string_view text) {
  out.emplace_back(text_of(text));
}
inline void add(json::array& out, json::object object) {
  out.emplace_back(std::move(object));
}
inline void add(json::array& out, std::size_t number) {
  out.emplace_back(number);
}
inline void add(TextArray& out, std::string_view text) {
  append_string(out.next(), text);
}
inline void add(TextArray& out, TextObject object) {
  out.next() += std::move(object).text();
}
inline void add(TextArray& out, std::size_t number) {
  append_number(out.next(), number);
}

// The word of the model as an object of one sort or the other.
template <typename Object>
Object money_object(const Money& money);

// Adds a key only where there is something to say.
template <typename Object>
void put(Object& out, const char* key, const std::string& text) {
  if (!text.empty()) set(out, key, text);
}
template <typename Object, typename Number>
void put(Object& out, const char* key, const std::optional<Number>& number) {
  if (number) set(out, key, *number);
}
template <typename Object>
void put(Object& out, const char* key, const std::optional<Money>& money) {
  if (money) set(out, key, money_object<Object>(*money));
}
template <typename Object>
void put(Object& out, const char* key, const std::optional<StatedTime>& time) {
  if (time) set(out, key, to_string(*time));
}
template <typename Object>
void put(Object& out, const char* key, const std::optional<Date>& date) {
  if (date) set(out, key, to_string(*date));
}
template <typename Object>
void put_count(Object& out, const char* key, int count) {
  if (count > 0) set(out, key, count);
}
template <typename Object>
void put(Object& out, const char* key, Object object) {
  if (!object.empty()) set(out, key, std::move(object));
}
inline void put(json::object& out, const char* key, json::array array) {
  if (!array.empty()) set(out, key, std::move(array));
}
inline void put(TextObject& out, const char* key, TextArray array) {
  if (!array.empty()) set(out, key, std::move(array));
}
template <typename Object>
void put(Object& out, const char* key, const std::vector<std::string>& texts) {
  ArrayOf<Object> array;
  for (const auto& text : texts) add(array, text);
  put(out, key, std::move(array));
}

}  // namespace tenderlead::wire
