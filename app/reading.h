// Reading one file as `parse` and `eval` do: bytes in, the contract's JSON out.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "model/result.h"
#include "parsers/page_parser.h"
#include "parsers/values/tables.h"

namespace tenderlead::app {

// The largest file that `parse` reads, in bytes; the fetcher's default limit for bodies is the same.
inline constexpr std::size_t kMaxFileBytes = 64u << 20;

struct ReadRequest {
  std::string path;  // "-" is standard input
  std::string url;
  std::string content_type;
  std::string as = "auto";   // auto, notice, list, hospital
  std::string title;         // what the list page said
  std::string published_at;  // ISO 8601
};

// The file's bytes; an error names the file and says why.
Result<std::string> read_whole_file(const std::string& path);

// The answer for a page: the keys of its type, or {"type":"rejected","error":{"code","message"}}.
boost::json::object page_as_json(const parsers::ParsedPage& page);

// Reads and parses. An error where the file can't be read or `as` isn't a role.
Result<boost::json::object> read_file_as_json(const ReadRequest& request,
                                              const parsers::ReadingTables& tables);

// One row of `parse --jsonl`: always an answer, with the row's id, and with "error" where it failed.
boost::json::object answer_row(std::string_view row, const parsers::ReadingTables& tables);

}  // namespace tenderlead::app
