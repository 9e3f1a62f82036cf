// How many items a list says it has in all, over its pages: what came of it is compared with that.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tenderlead::parsers {

// Of an HTML page as text with its markup: 共 29,216 条, 共有<b>318</b>条记录, 总记录数：57. Pages (共12页) are no items.
std::optional<std::int64_t> stated_total(std::string_view html);

// Of a JSON answer: the member total, totalCount, recordsTotal or their like of the object that holds the array of
// records, or of one around it.
std::optional<std::int64_t> stated_total(const boost::json::value& json);

}  // namespace tenderlead::parsers
