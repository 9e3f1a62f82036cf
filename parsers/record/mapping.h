// How a vendor's record becomes a notice: which member or column holds which field, and how its words are meant. Written
// as YAML (app/config/mapping_reader.h, docs/import.md); kept as JSON beside each record, so that a record can be read again
// by itself.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"

namespace tenderlead::parsers {

enum class TimeForm {
  written,        // ISO 8601, 2026年5月8日 and the other forms that notices use
  epoch_seconds,  // since 1970-01-01 UTC; shown in Asia/Shanghai
  epoch_milliseconds,
};

struct FieldRule {
  std::string field;  // one of record_fields()
  // RFC 6901 pointers, in which the token * stands for each element of a list; the first that gives anything counts. Columns
  // are members of one object: /采购人.
  std::vector<std::string> from;
  // Sums: minor units in one of a number that names no unit itself: 100 yuan, 1,000,000 万元, 1 fen.
  std::int64_t unit = 100;
  TimeForm time = TimeForm::written;
  std::map<std::string, std::string> values;  // the vendor's words -> ours; for kind and method
  std::string split;                          // signs that part several names in one text: ",;、"
  // Sums that may be the price of a piece: what is far too little for a total is left out.
  bool may_be_unit_price = false;

  friend bool operator==(const FieldRule&, const FieldRule&) = default;
};

struct RecordMapping {
  std::string source;           // id of the source that the notices belong to
  std::string name;             // for people
  std::vector<std::string> id;  // pointers to what names a record; empty: it is known by all that it says
  std::vector<FieldRule> fields;
  std::string currency = "CNY";

  const FieldRule* find(std::string_view field) const;
  friend bool operator==(const RecordMapping&, const RecordMapping&) = default;
};

enum class FieldShape { text, kind, method, money, time, month, region };

// A field that a rule may fill, with the words by which headers and members call it.
struct RecordField {
  std::string_view name;
  FieldShape shape = FieldShape::text;
  std::vector<std::string> words;
};
const std::vector<RecordField>& record_fields();
// A field that rows of one notice may say differently: who won which lot, for how much.
bool is_of_a_row(std::string_view field);
// The member of a record that holds such rows, where a notice has several: as many records of their own.
inline constexpr std::string_view kRowsMember = "同一公告的各行";

boost::json::object to_json(const RecordMapping& mapping);
Result<RecordMapping> mapping_from_json(const boost::json::value& value);

}  // namespace tenderlead::parsers
