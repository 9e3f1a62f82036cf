// Tables of stable names for enumerations: one row a value, so that a name is written once for both directions.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace tenderlead {

template <typename Enum>
struct NamedValue {
  Enum value;
  const char* name;     // ASCII, as in JSON
  const char* chinese;  // as in the user interface
};

template <typename Enum, std::size_t N>
constexpr const NamedValue<Enum>* find_value(const std::array<NamedValue<Enum>, N>& table, Enum value) {
  for (const auto& row : table)
    if (row.value == value) return &row;
  return nullptr;
}

template <typename Enum, std::size_t N>
constexpr std::optional<Enum> find_name(const std::array<NamedValue<Enum>, N>& table, std::string_view name) {
  for (const auto& row : table)
    if (row.name == name) return row.value;
  return std::nullopt;
}

}  // namespace tenderlead
