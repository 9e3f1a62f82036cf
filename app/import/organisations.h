// Imports of organisations into the master, and taking them back.
#pragma once

#include <cstdint>

#include "app/import/import.h"
#include "parsers/values/tables.h"

namespace tenderlead::app {

// Reads the file, and writes what it says that no import that stands has said of the organisation; then names in notices are looked up
// anew. Rows with one name and place are one organisation, as are rows whose names differ in spelling alone. Errors: those of the file,
// invalid_input where no column holds names; what fails in a row is in the report.
Result<ImportReport> import_organisations(store::Store& store, const parsers::ReadingTables& tables,
                                          const ImportOptions& options, std::int64_t now);
Result<void> revert_organisations(store::Store& store, const parsers::ReadingTables& tables,
                                  const store::ImportRow& row, const std::string& person, std::int64_t now);

// The same as commands.
ExitStatus import_organisations(const ImportOptions& options, const GlobalOptions& globals);
ExitStatus revert_organisations(const store::ImportRow& row, const std::string& person,
                                const GlobalOptions& globals);

}  // namespace tenderlead::app
