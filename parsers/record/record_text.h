// The text that is made of a record, and the evidence that points into it. Internal to the readers of records.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "model/notice.h"

namespace tenderlead::parsers {

// A value of a record, with the member or column that it stands in.
struct RecordPart {
  std::string label;    // the last name of the pointer
  std::string pointer;  // with the list's position in place of *
  std::string words;    // in one line; empty where there is nothing
};

// The values at a pointer (RFC 6901) in which * stands for each element of a list; texts, numbers and booleans alone. At most
// 200 of them, each of 20,000 bytes at most but for `whole`.
std::vector<RecordPart> values_at(const boost::json::value& record, std::string_view pointer,
                                  bool whole = false);

// Appends "label：words" lines to Notice::text and proves fields by them.
class RecordText {
 public:
  explicit RecordText(Notice& notice);

  // The same value proves several fields with one line.
  void prove(const std::string& field, const RecordPart& value, double confidence);

 private:
  struct Place {
    std::string pointer;
    std::size_t start = 0;  // code points
    std::size_t end = 0;
  };
  Notice& notice_;
  std::size_t length_ = 0;  // of the text, in code points
  std::vector<Place> places_;
};

std::size_t count_code_points(std::string_view text);

}  // namespace tenderlead::parsers
