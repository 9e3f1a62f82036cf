// Imports: which file a person brought in when, with what result, and which pages stand on it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace tenderlead::store {

struct ImportRow {
  std::string id;
  std::string kind;       // "notices", "organisations"
  std::string source_id;  // of notices: what they belong to; else empty
  std::string file;       // its name, without folder
  std::string digest;     // of its bytes
  std::string person;
  std::int64_t at = 0;
  std::string mapping;       // JSON: which column or member gave which field
  std::int64_t records = 0;  // rows or records in the file: added + changed + unchanged + failed
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
  std::int64_t failed = 0;
  std::optional<std::int64_t> reverted_at{};  // absent: it stands
  std::string reverted_by{};
};

// One record of a file of notices, by the page that was made of it.
struct ImportRecordRow {
  std::string import_id;
  std::string source_id;
  std::string url;
  std::string digest;       // of the page
  std::int64_t number = 0;  // row or line in the file
};

}  // namespace tenderlead::store
