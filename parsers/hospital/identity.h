// Which hospital a page is about, and under which other names it goes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/document.h"
#include "parsers/hospital/clean_text.h"
#include "parsers/hospital/reading.h"
#include "parsers/hospital/record.h"

namespace tenderlead::parsers {

struct HospitalNames {
  std::optional<Reading<std::string>> name;  // as the page writes it
  std::string simplified;                    // the same in simplified characters, for places and categories
  std::string of_title;  // of <title>, only where the text names no hospital; no words of the text
  std::vector<Reading<std::string>> aliases;  // in reading order, without repeats
};

HospitalNames read_names(const Document& document, const CleanText& text,
                         const std::vector<RecordValue>& record);

// A stretch of simplified text that is a hospital's name: [begin, end) bytes; nullopt where the words ending at `end` are
// a kind of hospital (三甲医院, 综合医院) and name nobody.
struct NameSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};
std::vector<NameSpan> find_hospital_names(std::string_view simplified_text);

}  // namespace tenderlead::parsers
