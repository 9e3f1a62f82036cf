// The notice's own words as a vendor gives them, or the beginning of them: a text or HTML. Internal to the readers of records.
#pragma once

#include <string>
#include <string_view>

#include "model/notice.h"
#include "parsers/values/tables.h"

namespace tenderlead::parsers {

// What the words below their title say, read as a page is, with their rows where they have tables.
Notice read_record_words(std::string_view title, std::string words, const ReadingTables& tables);

}  // namespace tenderlead::parsers
