// What the keys of records mean in the APIs of portals: titles, dates, links, ids.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

namespace tenderlead::parsers {

enum class KeyMeaning { title, date, url, id };

// The value of the record's best key of that meaning as text, markup stripped; empty where it has none. Keys are compared
// without case, '_' and '-', in an order of preference ("noticeTitle" before "name"); where none is known, by the words in
// them and by their values ("timeShow": "2026-07-03").
std::string value_by_meaning(const boost::json::object& record, KeyMeaning meaning);

// That key as the record writes it; empty where it has none.
std::string key_by_meaning(const boost::json::object& record, KeyMeaning meaning);

// The label of a notice that the key stands for: 采购人 for buyerName, 项目编号 for projectCode; empty for other keys.
std::string_view label_of_key(std::string_view key);

// The name of a file, with its ending, where the record is about one ({"fileName": "清单.xlsx", "size": 3}); else empty.
std::string file_name_of(const boost::json::object& record);

// The text of a string, number or boolean; empty for anything else.
std::string scalar_text(const boost::json::value& value);

// Text of a title as APIs give it: highlighting tags and entities removed, white space folded.
std::string plain_title(std::string_view title);

// ISO 8601 from what APIs put into dates: "2026-07-03 10:20:30", "20260703102030", seconds or milliseconds since the epoch,
// "/Date(1783045230000)/", "Fri, 03 Jul 2026 10:20:30 +0800".
// Empty where it is no date.
std::string json_date(std::string_view value);

}  // namespace tenderlead::parsers
