// Several pages of one hospital, one profile.
#pragma once

#include <vector>

#include "model/organisation.h"

namespace tenderlead::app {

// Field by field the value with the highest confidence (HospitalProfile::evidence; a value without evidence counts
// as 0.5), of equals that of the first profile; departments and aliases are joined. Text and evidence are those of
// the first profile, so evidence of a value from another page is left out.
HospitalProfile merged_profile(const std::vector<HospitalProfile>& profiles);

}  // namespace tenderlead::app
