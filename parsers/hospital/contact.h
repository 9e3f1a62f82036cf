// Where a hospital is and how it is reached.
#pragma once

#include <optional>
#include <string>

#include "model/evidence.h"
#include "parsers/document.h"
#include "parsers/hospital/clean_text.h"
#include "parsers/hospital/reading.h"
#include "parsers/hospital/record.h"

namespace tenderlead::parsers {

struct HospitalContact {
  std::optional<Reading<std::string>> address;
  std::optional<Reading<std::string>> phone;  // several joined by 、
  std::optional<Reading<std::string>> postcode;
  std::optional<Reading<std::string>> website;
  std::optional<MissingReason> phone_missing;  // a label with 无 or nothing behind it
};

HospitalContact read_contact(const CleanText& text, const std::vector<RecordValue>& record);

}  // namespace tenderlead::parsers
