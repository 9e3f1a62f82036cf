// Pages that are records: an API's answer, an object of a script or of a data file, whose keys are Latin words
// (hospitalName, dept_list, addr). Their lines read "key:value" or "key": "value"; lists stand in brackets, or as the same
// key again and again.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "parsers/hospital/clean_text.h"

namespace tenderlead::parsers {

enum class RecordKey {
  none,
  name,
  alias,
  level,
  category,
  address,
  phone,
  postcode,
  beds_authorised,
  beds_open,
  staff,
  visits,  // a year
  founded,
  province,
  city,
  county,
  department,  // one of the hospital's departments, or several of them
  specialty,   // the same of those that it is known for
};

struct RecordValue {
  RecordKey key = RecordKey::none;
  std::size_t begin = 0;  // bytes of CleanText::text(), without quotes
  std::size_t end = 0;
};

// What a key says of its value, by the words that it is made of: hosName, dept_list, bedNum. doctorName, deptCount and
// parentOrgName say nothing of the hospital.
RecordKey meaning_of_key(std::string_view key);

// In reading order; at most 2000. Of rows of an SQL file (INSERT INTO t (a, b) VALUES (1, 'x')) the first one of each statement.
std::vector<RecordValue> read_record(const CleanText& text);

// The first value of a key; nullopt where there is none.
std::optional<RecordValue> first_of(const std::vector<RecordValue>& record, RecordKey key);

}  // namespace tenderlead::parsers
