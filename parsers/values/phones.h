// Telephone numbers, and cells that hold people and their numbers together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/document.h"

namespace tenderlead::parsers {

enum class PhoneKind { mobile, landline, service };  // service: 400-…, 800-…, 12345-like numbers

struct PhoneMatch {
  std::string number;     // as written, with half-width signs and no spaces: "0371-65901234转803"
  std::string area_code;  // "0371"; empty where none is given
  std::string extension;  // "803"
  PhoneKind kind = PhoneKind::landline;
  bool masked = false;  // 138****5678
  bool fax = false;     // labelled 传真 or Fax, and not as a telephone too
  Span span;
};

// All numbers in reading order. Digits inside longer codes (project numbers, credit codes, identity cards, amounts,
// dates) are none. "0371-65901234/65905678" are two; the second has no area code, as written. Thread-safe, linear.
std::vector<PhoneMatch> find_phones(std::string_view text);

// The numbers joined by 、 as the notice model wants them, faxes left out; empty where there are none.
std::string join_phones(const std::vector<PhoneMatch>& phones);

// A contact cell taken apart: 张三、李四 0371-1234567 / 张工（13800000000）.
struct ContactParts {
  std::string names;   // joined by 、; empty where none
  std::string phones;  // joined by 、
  std::vector<Span> name_spans;
  std::vector<Span> phone_spans;
};
ContactParts split_contact(std::string_view value);

}  // namespace tenderlead::parsers
