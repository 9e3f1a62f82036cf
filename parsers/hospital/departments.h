// The clinical and medical-technology departments that a page lists as the hospital's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/hospital/clean_text.h"
#include "parsers/hospital/reading.h"
#include "parsers/hospital/record.h"

namespace tenderlead::parsers {

// In reading order, without repeats, as written. Lists that the text introduces (现设妇科、产科…, 其中妇科25张) and menus of
// departments win; only where there is none are the key departments taken that it praises (肿瘤科等为市级重点学科).
// A record's own list of them goes before both. What the text doesn't have may stand in a form's choices or in a menu that
// opens when it is pointed at: such departments have an empty range.
std::vector<Reading<std::string>> read_departments(const Document& document, const CleanText& text,
                                                   const std::vector<RecordValue>& record);

// Whether words (simplified) name a department that treats or examines patients: 心血管内科, ICU; not 财务科 or 办公室.
bool is_clinical_department(std::string_view simplified_name);

}  // namespace tenderlead::parsers
