// What people may enter of an organisation, whoever takes it from them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tenderlead {

// What the words of a field may be, whoever enters them: one of `choices`, a whole number (a count, or a year), or any.
struct FieldForm {
  std::string_view field;
  bool counts = false;
  std::vector<std::string_view> choices{};
};
// Every field that a person may enter something into. nullptr: there is none of that name.
const std::vector<FieldForm>& field_forms();
const FieldForm* field_form(std::string_view field);

inline constexpr std::int64_t kMostCounted = 999'999'999;

enum class ValueFault { none, no_choice, no_count };
// Counts are digits alone, 0 to kMostCounted.
ValueFault fault_of(const FieldForm& form, std::string_view value);
std::string in_words(const std::vector<std::string_view>& choices);  // "1, 2, 3"

}  // namespace tenderlead
