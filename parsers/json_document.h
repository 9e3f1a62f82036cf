// JSON to Document: an API's record, with the notice's HTML inside or as plain keys and values.
#pragma once

#include <boost/json/value.hpp>
#include <string_view>

#include "model/result.h"
#include "parsers/document.h"

namespace tenderlead::parsers {

// Limits on JSON from outside: nesting, and the size of what is read.
inline constexpr std::size_t kJsonDepth = 64;
inline constexpr std::size_t kJsonBytes = 64u << 20;

// Parses JSON text (JSONP and a byte order mark tolerated). Error: invalid_input or too_large.
Result<boost::json::value> parse_json(std::string_view text);

// A record as a Document. `body_pointer` (RFC 6901) names the string with the HTML; where it is empty, the longest string that
// looks like HTML is it. Without HTML, members become "key：value" lines. Known title and date members become hints.
Document build_json_document(const boost::json::value& record, std::string_view url,
                             std::string_view body_pointer = {});

// All members of a record, those with HTML in their place: for records that are about one thing and tell of it in many
// members, of which only one may be HTML.
Document build_json_members(const boost::json::value& record, std::string_view url);

// From JSON text; error as parse_json.
Result<Document> read_json_document(std::string_view json, std::string_view url,
                                    std::string_view body_pointer = {});

// The string, number or boolean at an RFC 6901 pointer as text; empty where there is none.
std::string json_text(const boost::json::value& record, std::string_view pointer);

}  // namespace tenderlead::parsers
