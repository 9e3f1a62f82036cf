// What can be said of an organisation, in the order in which its page shows it.
#pragma once

#include <string_view>
#include <vector>

namespace tenderlead::web {

struct OrganisationField {
  std::string_view path;   // as OrganisationValue::field
  std::string_view group;  // who, where, size, ratings
  std::string_view name;
  std::string_view name_en;
  std::string_view type = "text";  // text, long_text, number, choice, region, organisation, phone, link
  std::vector<std::string_view> choices{};
  bool repeats = false;
};

const std::vector<OrganisationField>& organisation_fields();
const OrganisationField* organisation_field(std::string_view path);  // null: there is none

}  // namespace tenderlead::web
