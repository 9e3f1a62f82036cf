// The fields of a notice by their paths, as evidence names them: what people may say of them, and how it gets into the notice.
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/notice.h"
#include "model/result.h"

namespace tenderlead::wire {

enum class FieldKind {
  text,
  long_text,
  kind,    // a NoticeKind's name
  method,  // a ProcurementMethod's name
  amount,  // yuan, a number
  time,    // ISO 8601: a day, or a time with its offset
  region,  // {"province", "city", "county", "code"}
};
const char* to_string(FieldKind kind);

struct NoticeField {
  std::string path;  // "buyer.name", "awards.0.supplier"
  FieldKind kind = FieldKind::text;
  std::string name;  // Chinese
  std::string name_en;
};

// What people may correct of a notice, in a reader's order: each field that a notice can have once, and those of the awards and lots that it has.
std::vector<NoticeField> notice_fields(const Notice& notice);
std::optional<NoticeField> notice_field(const Notice& notice, std::string_view path);

// As the field's kind says; null where the notice has nothing there, or no such field.
boost::json::value field_value(const Notice& notice, std::string_view path);

// Puts a value in place of what the notice says; null: it says nothing. What was reckoned from it (a term's period) goes, and so do its
// evidence and why it was missing: they were the page's. invalid_input where the notice has no such field, or the value isn't of its
// kind.
Result<void> set_field(Notice& notice, std::string_view path, const boost::json::value& value);

}  // namespace tenderlead::wire
