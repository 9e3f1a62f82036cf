// A file of notices as a vendor exports them, taken apart into records: CSV, XLSX, JSON (a list of records), JSON Lines, and
// packages of OCDS releases, told apart by what the file holds.
//
// Every record is read once here, so that what gives no notice is known with its reason before anything is stored. Pure: no
// store, no network.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/import/input_file.h"
#include "model/result.h"
#include "parsers/record/mapping.h"
#include "parsers/values/tables.h"

namespace tenderlead::app {

struct RecordFileOptions {
  std::optional<parsers::RecordMapping> mapping;  // absent: guessed
  std::string source;                             // empty: the mapping's, else "import"
  std::string sheet;
  std::string encoding;
};

struct ImportedRecord {
  std::int64_t number = 0;  // row or line in the file; of JSON the place in its list, from 1
  std::string url;          // import://SOURCE/KEY
  std::string raw;          // JSON text, as the file has it
  bool ocds = false;
};

struct FailedRecord {
  std::int64_t number = 0;
  std::string reason;  // stable: bad_json, bad_record, no_title, no_stage, unclosed_quote, cell_too_large,
                       // too_many_columns, bad_encoding
  std::vector<std::string> cells;  // as in the file; of JSON its text alone
};

struct RecordFile {
  std::string source;
  std::string format;                   // csv, xlsx, json, jsonl, ocds
  parsers::RecordMapping mapping;       // as used: columns by their headers
  std::vector<ImportedRecord> records;  // each URL once: of two records with one name the later
  std::vector<FailedRecord> failed;
  std::int64_t duplicates = 0;  // records that a later one of the same name stands for
  std::vector<std::pair<std::string, std::string>> columns;  // column or member -> field
  std::vector<std::string> unused;
  std::vector<std::string> headers;  // of the failed records' cells
  std::vector<std::string> notes;    // what one should know, in Chinese
};

// Errors: as open_table(); invalid_input where no column or member is one that a notice has, not_found where the mapping names
// columns that aren't there and leaves no title.
Result<RecordFile> read_records(InputFile file, const RecordFileOptions& options,
                                const parsers::ReadingTables& tables);

// The page that stands for a record in the archive.
std::string page_of(const RecordFile& file, const ImportedRecord& record);

}  // namespace tenderlead::app
