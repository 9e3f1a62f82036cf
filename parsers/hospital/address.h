// A hospital's address: behind a label, on a line of its own, or in a sentence that says where the hospital lies.
#pragma once

#include <optional>
#include <string>

#include "parsers/hospital/clean_text.h"
#include "parsers/hospital/reading.h"
#include "parsers/hospital/record.h"

namespace tenderlead::parsers {

std::optional<Reading<std::string>> read_address(const CleanText& text,
                                                 const std::vector<RecordValue>& record);

}  // namespace tenderlead::parsers
