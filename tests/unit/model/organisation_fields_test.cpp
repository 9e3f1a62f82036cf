#include "model/organisation_fields.h"

#include <gtest/gtest.h>

namespace tenderlead {
namespace {

TEST(AFieldOfAnOrganisation, TakesTheNumbersAndWordsThatItCanHave) {
  struct Case {
    const char* field;
    const char* value;
    ValueFault fault;
  };
  for (const auto& [field, value, fault] :
       {Case{"beds.open", "0", ValueFault::none}, Case{"beds.open", "800", ValueFault::none},
        Case{"staff", "999999999", ValueFault::none}, Case{"staff", "1000000000", ValueFault::no_count},
        Case{"beds.open", "-5", ValueFault::no_count}, Case{"beds.open", "800张", ValueFault::no_count},
        Case{"beds.open", "８００", ValueFault::no_count}, Case{"founded", "", ValueFault::no_count},
        Case{"founded", "1e3", ValueFault::no_count}, Case{"level.tier", "3", ValueFault::none},
        Case{"level.tier", "4", ValueFault::no_choice}, Case{"level.grade", "甲", ValueFault::none},
        Case{"ratings.emr", "8", ValueFault::none}, Case{"ratings.emr", "08", ValueFault::no_choice},
        Case{"kind", "hospital", ValueFault::none}, Case{"kind", "Hospital", ValueFault::no_choice},
        Case{"name", "8", ValueFault::none}}) {
    const auto* form = field_form(field);
    ASSERT_NE(form, nullptr) << field;
    EXPECT_EQ(fault_of(*form, value), fault) << field << " " << value;
  }
  EXPECT_EQ(field_form("beds"), nullptr);
  EXPECT_EQ(in_words(field_form("level.tier")->choices), "1, 2, 3");
}

}  // namespace
}  // namespace tenderlead
