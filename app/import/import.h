// What the kinds of import have in common. Each kind is a pair of functions in a file of its own: one imports a file, one
// takes an import back; app/commands/import.cpp is the table of them.
//
// An import is a batch (store/import_rows.h): which file, by whom, when, with what counts. A file that brings nothing new
// leaves no batch, so that importing it twice changes nothing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "app/commands/command.h"
#include "app/import/input_file.h"
#include "convert/table/header.h"
#include "store/import_rows.h"
#include "store/store.h"

namespace tenderlead::app {

// So large a file is read at most; beyond it, it is split.
inline constexpr std::uint64_t kMostImportBytes = 256u << 20;

struct ImportOptions {
  std::filesystem::path file;
  std::string map;       // a mapping file, or the name of a shipped one; empty: guessed
  std::string source;    // of notices: what they belong to; empty: as the mapping says
  std::string sheet;     // of a workbook; empty: the first with rows
  std::string encoding;  // of text; empty: guessed
  std::string person;    // who imports; empty: the user's login
  bool dry_run = false;  // say what would happen, and change nothing
};

// A value of a row that was taken without it.
struct LeftOutValue {
  std::int64_t row = 0;
  std::string column;  // its header
  std::string field;
  std::string value;   // as it stands in the file
  std::string reason;  // in Chinese
};

// What came of it, for people and as --json.
struct ImportReport {
  store::ImportRow import;  // id empty where no batch was left: nothing new, or a dry run
  bool dry_run = false;
  std::vector<std::pair<std::string, std::string>> columns;   // column or member -> field, as used
  std::vector<std::string> unused;                            // columns that no field was made of
  std::vector<std::pair<std::string, std::int64_t>> reasons;  // why rows failed, sorted
  std::vector<LeftOutValue> left_out;                         // the first ones; failed_file has them all
  std::int64_t left_out_values = 0;
  std::string failed_file;  // where both stand; empty where there are none
  std::vector<std::string> notes;
};

// Prints the report: JSON on standard output, or words; done, or some_failed where rows failed.
ExitStatus print_report(const ImportReport& report, const GlobalOptions& globals);

// --as NAME, else $USER.
std::string import_person(const ImportOptions& options);
// A new batch's id: from kind, file, person and time.
std::string import_id(const store::ImportRow& row);

}  // namespace tenderlead::app
