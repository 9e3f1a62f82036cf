#include "model/organisation_fields.h"

#include <algorithm>
#include <cstddef>

namespace tenderlead {
namespace {

constexpr std::size_t kMostDigits = 9;

}  // namespace

const std::vector<FieldForm>& field_forms() {
  static const std::vector<FieldForm> kForms = {
      {"name"},
      {"kind",
       false,
       {"hospital", "health_commission", "cdc", "insurance_bureau", "pharmacy_chain", "supplier", "agency",
        "other"}},
      {"region"},
      {"alias"},
      {"former_name"},
      {"parent.branch"},
      {"parent.alliance"},
      {"parent.group"},
      {"level.tier", false, {"1", "2", "3"}},
      {"level.grade", false, {"甲", "乙", "丙", "未定"}},
      {"category",
       false,
       {"general", "specialty", "maternal_child", "tcm", "integrated", "community", "other"}},
      {"ownership", false, {"public", "private"}},
      {"beds.open", true},
      {"beds.authorised", true},
      {"staff", true},
      {"outpatient_visits", true},
      {"discharges", true},
      {"surgeries", true},
      {"founded", true},
      {"departments"},
      {"ratings.emr", false, {"0", "1", "2", "3", "4", "5", "6", "7", "8"}},
      {"ratings.interconnection"},
      {"ratings.smart_service", false, {"0", "1", "2", "3", "4", "5"}},
      {"ratings.smart_management", false, {"0", "1", "2", "3", "4", "5"}},
      {"address"},
      {"phone"},
      {"website"},
  };
  return kForms;
}

const FieldForm* field_form(std::string_view field) {
  const auto& forms = field_forms();
  const auto found = std::ranges::find(forms, field, &FieldForm::field);
  return found == forms.end() ? nullptr : &*found;
}

ValueFault fault_of(const FieldForm& form, std::string_view value) {
  if (!form.choices.empty() && std::ranges::find(form.choices, value) == form.choices.end())
    return ValueFault::no_choice;
  const bool digits = !value.empty() && value.size() <= kMostDigits &&
                      std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
  return form.counts && !digits ? ValueFault::no_count : ValueFault::none;
}

std::string in_words(const std::vector<std::string_view>& choices) {
  std::string list;
  for (const auto choice : choices) list += (list.empty() ? "" : ", ") + std::string(choice);
  return list;
}

}  // namespace tenderlead
