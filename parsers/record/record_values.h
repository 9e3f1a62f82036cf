// The words of a record's members to values. Internal to the readers of records.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/notice.h"
#include "parsers/record/mapping.h"
#include "parsers/record/record_text.h"
#include "parsers/values/tables.h"

namespace tenderlead::parsers {

// Seconds since the epoch as a time in Asia/Shanghai. Midnight is a day: exports write so what has no hour.
std::optional<StatedTime> time_of_epoch(std::int64_t seconds);
std::optional<StatedTime> time_of_words(const std::string& words, TimeForm form,
                                        std::optional<Date> reference);
std::optional<Money> money_of_words(const std::string& words, std::int64_t unit, const std::string& currency);
// Of province, city and county as they are written, each possibly empty or short (北京, 广州).
Region region_of_words(const std::vector<std::string>& levels, const RegionTable& table);
// Our kind for the vendor's word: by the mapping's values, else by the words that announce kinds.
std::optional<NoticeKind> kind_of_words(const std::string& words, const FieldRule& rule);

// The names in texts that hold several, parted by any of `signs`, each with its text's place.
std::vector<RecordPart> parted(const std::vector<RecordPart>& given, const std::string& signs);

}  // namespace tenderlead::parsers
