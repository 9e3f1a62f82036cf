// The one grammar for filters and sort orders, in every list of /api/v1 and in the search box of the pages.
//
//   filter  = [ term *( 1*SP term ) ]             all terms must hold
//   term    = [ "-" ] ( field op values / word )  "-": must not hold
//   field   = 1*( a-z / "_" )
//   op      = ":" / ">=" / "<=" / ">" / "<"
//   values  = value *( "," value )                any of them; after ":" alone
//   value   = plain / quoted / [ plain ] ".." [ plain ]     a range includes both its ends
//   quoted  = DQUOTE *( any / "\" any ) DQUOTE
//   word    = plain / quoted                      searched for in the text; quoted: as it stands
//   sort    = [ "-" ] field *( "," [ "-" ] field )          "-": the greatest first
//
//   kind:open_tender,early_signal score>=70 region:51 -state:expired published:2026-01-01..2026-03-31 影像 "互联互通"
//
// What a list can be filtered and sorted by is a table of its own; what isn't in it is a fault that names what is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"
#include "web/http/message.h"
#include "web/http/problem.h"

namespace tenderlead::web {

enum class FieldType {
  word,    // an id or a code: compared as it stands
  choice,  // one of the field's `choices`
  number,  // a whole number, may be negative
  day,     // YYYY-MM-DD, or counted from today: today, today+7, today-30
  flag,    // true, false
};

struct FilterField {
  std::string name;
  FieldType type = FieldType::word;
  bool filters = true;
  bool sorts = false;
  std::vector<std::string> choices{};
};

struct FilterTable {
  std::vector<FilterField> fields;
  bool words = false;  // may hold words without a field
};

enum class Compare { any_of, least, most, above, below, between };

struct Condition {
  std::string field;  // empty: a word to be searched for
  bool negated = false;
  Compare compare = Compare::any_of;
  // any_of: one or more; least, most, above, below: one; between: two, of which one may be empty (open end). Checked by the field's type.
  std::vector<std::string> values;
  bool quoted = false;  // of a word
};

struct SortKey {
  std::string field;
  bool descending = false;
};

// At most 2 KiB, 32 terms and 64 values each; in the signs of input methods for Chinese too (typed_filter()). The error names the term;
// invalid_input. `fault` gets what is wrong with its code and values, for answers.
Result<std::vector<Condition>> parse_filter(std::string_view text, const FilterTable& table,
                                            Fault* fault = nullptr);
Result<std::vector<SortKey>> parse_sort(std::string_view text, const FilterTable& table,
                                        Fault* fault = nullptr);
// The fault, of this member or parameter.
Fault fault_at(std::string pointer, Fault fault);
// Text that parse_filter() reads as the same conditions.
std::string filter_text(const std::vector<Condition>& conditions);

// The day that a value of FieldType::day means, YYYY-MM-DD.
std::string day_of(std::string_view value, std::string_view today);

// The request's `filter` and `sort`, checked: refuses with 400 and the parameter's name.
struct ListQuery {
  std::vector<Condition> filter;
  std::vector<SortKey> sort;  // `otherwise` where the request says nothing
};
ListQuery list_query(const Request& request, const FilterTable& table, std::string_view otherwise);

// Whether `value` is what a condition on a number or day allows. `ends`: the condition's values, read by whoever knows the field; an end
// that `values` leaves empty is open.
bool within(const Condition& condition, std::int64_t value, const std::vector<std::int64_t>& ends);

}  // namespace tenderlead::web
