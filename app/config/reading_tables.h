// Loads the tables that readers need (regions.csv, working_days.csv) from the shipped or a user's config folder.
#pragma once

#include <filesystem>

#include "model/result.h"
#include "parsers/values/tables.h"

namespace tenderlead::config {

// The tables compiled into the program. Built once, on first use; thread-safe; lives as long as the process.
const parsers::ReadingTables& shipped_reading_tables();

// The tables of a folder; a file that isn't there is taken from the shipped ones. An error names file and line.
Result<parsers::ReadingTables> load_reading_tables(const std::filesystem::path& folder);

}  // namespace tenderlead::config
