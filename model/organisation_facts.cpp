#include "model/organisation_facts.h"

#include <algorithm>
#include <tuple>

namespace tenderlead {
namespace {

// The higher one stands.
auto rank(const OrganisationValue& value) {
  const bool person = value.origin == Origin::person;
  const int origin = static_cast<int>(value.origin);
  return value.field == "name" ? std::make_tuple(person, static_cast<std::int64_t>(origin), value.at)
                               : std::make_tuple(person, value.at, static_cast<std::int64_t>(origin));
}

}  // namespace

void settle(std::vector<OrganisationValue>& values) {
  std::sort(values.begin(), values.end(), [](const OrganisationValue& left, const OrganisationValue& right) {
    if (left.field != right.field) return left.field < right.field;
    const auto left_rank = rank(left);
    const auto right_rank = rank(right);
    if (left_rank != right_rank) return left_rank > right_rank;
    return std::tie(left.value, left.source) < std::tie(right.value, right.source);
  });
  const OrganisationValue* first = nullptr;
  for (auto& value : values) {
    if (first == nullptr || first->field != value.field) first = &value;
    value.stands = may_repeat(value.field) || &value == first;
  }
}

}  // namespace tenderlead
