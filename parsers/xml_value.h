// XML as the value that JSON would have for it, so that feeds and lists in XML are read as JSON's are.
#pragma once

#include <boost/json/value.hpp>
#include <string_view>

#include "model/result.h"

namespace tenderlead::parsers {

// An element is an object of its attributes and children, children of one name are an array; one that has only text is that
// text, an empty link (<link href="…"/>) its address. Those that feeds and lists repeat (item, entry, record) are arrays
// even alone. Error: invalid_input where it isn't well-formed, too_large.
Result<boost::json::value> read_xml_value(std::string_view xml);

}  // namespace tenderlead::parsers
