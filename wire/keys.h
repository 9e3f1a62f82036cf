// Reading JSON objects into the model's types, key by key. Internal to this room; not thread-safe.
#pragma once

#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "wire/json.h"

namespace tenderlead::wire {

// Reads one object's keys into members. The first fault is kept, with the path of its key; what follows it still
// reads, so one call site needs one check at the end. Paths are put together only where there is a fault: most are asked for
// in vain, of millions of stored notices.
class Keys {
 public:
  Keys(const json::value& value, std::string& fault) : fault_(fault) { open(value); }
  // What stands within `above`, which must outlive it, under a key: itself, an element or a member.
  Keys(const json::value& value, const Keys& above, const char* key) : Keys(value, above, key, Step()) {}
  Keys(const json::value& value, const Keys& above, const char* key, std::size_t element)
      : Keys(value, above, key, Step{element, std::nullopt}) {}
  Keys(const json::value& value, const Keys& above, const char* key, std::string_view member)
      : Keys(value, above, key, Step{std::nullopt, member}) {}

  void read(const char* key, std::string& to) {
    if (const auto* found = find(key)) {
      if (const auto* text = found->if_string())
        to.assign(text->data(), text->size());
      else
        complain(key, "a string");
    }
  }
  void read(const char* key, bool& to) {
    if (const auto* found = find(key)) {
      if (const auto* flag = found->if_bool())
        to = *flag;
      else
        complain(key, "true or false");
    }
  }
  template <typename Number>
  void read_number(const char* key, Number& to) {
    const auto* found = find(key);
    if (!found) return;
    if (!found->is_number()) return complain(key, "a number");
    if constexpr (std::is_same_v<Number, double>) {
      to = found->to_number<double>();
    } else {
      json::error_code error;
      const auto number = found->to_number<Number>(error);
      if (error) return complain(key, "a whole number in range");
      to = number;
    }
  }
  template <typename Number>
  void read_optional(const char* key, std::optional<Number>& to) {
    if (!find(key)) return;
    Number number{};
    read_number(key, number);
    to = number;
  }
  void read(const char* key, std::vector<std::string>& to) {
    each(key, [&](const json::value& element) {
      if (const auto* text = element.if_string())
        to.emplace_back(text->data(), text->size());
      else
        complain(key, "an array of strings");
    });
  }
  void read(const char* key, std::vector<std::size_t>& to) {
    each(key, [&](const json::value& element) {
      json::error_code error;
      const auto number = element.is_number() ? element.to_number<std::size_t>(error) : std::size_t{0};
      if (!element.is_number() || error) return complain(key, "an array of whole numbers");
      to.push_back(number);
    });
  }
  void read(const char* key, std::optional<StatedTime>& to) {
    std::string text;
    read(key, text);
    if (text.empty()) return;
    to = stated_time_from_iso(text);
    if (!to) complain(key, "an ISO 8601 date or time");
  }
  void read(const char* key, std::optional<Date>& to) {
    std::string text;
    read(key, text);
    if (text.empty()) return;
    to = date_from_iso(text);
    if (!to) complain(key, "a date as YYYY-MM-DD");
  }
  // Yuan as a number, beside `amount`: its currency and text.
  void read_amount(const char* key, Money& to) {
    double amount = 0;
    read_number(key, amount);
    if (!(std::fabs(amount) < 9e15)) return complain(key, "an amount below 9e15");
    // Above it a double holds no hundredths that could be told apart.
    constexpr double kMostWithFen = 9e12;
    to.amount_minor =
        std::fabs(amount) < kMostWithFen ? std::llround(amount * 100) : std::llround(amount) * 100;
  }
  // Absent or empty it stays what it is, yuan.
  void read_currency(Money& to) {
    std::string code;
    read("currency", code);
    if (!code.empty()) to.currency = std::move(code);
  }
  void read(const char* key, std::optional<Money>& to) {
    const auto* found = find(key);
    if (!found) return;
    Money money;
    Keys keys(*found, *this, key);
    keys.read_amount("amount", money);
    keys.read_currency(money);
    keys.read("text", money.text);
    to = std::move(money);
  }
  // Awards and contracts: {"amount": yuan, "currency"?, "amount_text"?} in the object itself.
  void read_flat(std::optional<Money>& to) {
    if (!find("amount")) return;
    Money money;
    read_amount("amount", money);
    read_currency(money);
    read("amount_text", money.text);
    to = std::move(money);
  }
  template <typename Enum, typename Parse>
  void read_enum(const char* key, Enum& to, Parse parse) {
    std::string text;
    read(key, text);
    if (text.empty()) return;
    const auto value = parse(text);
    if (value)
      to = *value;
    else
      complain(key, "one of the known names");
  }
  template <typename Read>
  void inside(const char* key, Read read_keys) {
    if (const auto* found = find(key)) {
      Keys keys(*found, *this, key);
      if (keys.object_) read_keys(keys);
    }
  }
  template <typename Part, typename Read>
  void parts(const char* key, std::vector<Part>& to, Read read_part) {
    each(key, [&](const json::value& element) {
      Keys keys(element, *this, key, to.size());
      Part part;
      if (keys.object_) read_part(keys, part);
      to.push_back(std::move(part));
    });
  }
  template <typename Visit>
  void members(const char* key, Visit visit) {
    const auto* found = find(key);
    if (!found) return;
    if (!found->is_object()) return complain(key, "an object");
    for (const auto& [name, value] : found->get_object()) visit(std::string(name), value);
  }
  void complain(const char* key, const char* wanted) {
    if (fault_.empty()) fault_ = "'" + join(key) + "' should be " + wanted;
  }

 private:
  struct Step {
    std::optional<std::size_t> element;
    std::optional<std::string_view> member;
  };
  Keys(const json::value& value, const Keys& above, const char* key, Step step)
      : above_(&above), key_(key), step_(step), fault_(above.fault_) {
    open(value);
  }
  void open(const json::value& value) {
    if (value.is_object())
      object_ = &value.get_object();
    else
      complain("", "an object");
  }
  const json::value* find(const char* key) const { return object_ ? object_->if_contains(key) : nullptr; }
  std::string path() const {
    if (above_ == nullptr) return {};
    auto path = above_->join(key_);
    if (step_.element) path.append(".").append(std::to_string(*step_.element));
    if (step_.member) path.append(".").append(*step_.member);
    return path;
  }
  std::string join(const char* key) const {
    auto joined = path();
    if (!joined.empty() && *key != '\0') joined += '.';
    return joined += key;
  }
  template <typename Visit>
  void each(const char* key, Visit visit) {
    const auto* found = find(key);
    if (!found) return;
    if (!found->is_array()) return complain(key, "an array");
    for (const auto& element : found->get_array()) visit(element);
  }

  const json::object* object_ = nullptr;
  const Keys* above_ = nullptr;  // the whole's is null
  const char* key_ = "";
  Step step_;
  std::string& fault_;
};

// A whole value; invalid_input with the path of the first key at fault.
template <typename Word, typename Read>
Result<Word> read_word(const json::value& value, Read read_keys) {
  std::string fault;
  Word word;
  Keys keys(value, fault);
  if (fault.empty()) read_keys(keys, word);
  if (!fault.empty()) return Error{ErrorCode::invalid_input, "in the JSON: " + fault};
  return word;
}

// Keys that several types have.
void read_region(Keys& keys, Region& to);
void read_evidence(Keys& keys, EvidenceMap& to);
void read_missing(Keys& keys, MissingMap& to);
void read_lot(Keys& keys, Lot& to);
json::object lot_to_json(const Lot& from);

}  // namespace tenderlead::wire
