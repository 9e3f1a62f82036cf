#include "app/config/reading_tables.h"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "app/config/shipped_files.h"

namespace tenderlead::config {

namespace {

constexpr const char* kRegionsFile = "regions.csv";
constexpr const char* kWorkingDaysFile = "working_days.csv";

const std::string& shipped(std::string_view path) {
  for (const auto& file : shipped_files())
    if (file.path == path) return file.content;
  throw std::logic_error("not among the shipped files: " + std::string(path));
}

// The folder's file, or the shipped one where the folder has none.
Result<std::string> content_of(const std::filesystem::path& folder, const char* name) {
  std::error_code failure;
  const auto path = folder / name;
  if (!std::filesystem::exists(path, failure)) return shipped(name);
  std::ifstream stream(path, std::ios::binary);
  std::string content((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream.good() && !stream.eof()) return Error{ErrorCode::io, "cannot read " + path.string()};
  return content;
}

Error in_file(const char* name, const Error& error) {
  return Error{ErrorCode::invalid_config, std::string(name) + ": " + error.message};
}

Result<parsers::ReadingTables> build(const std::string& regions_csv, const std::string& working_days_csv) {
  auto regions = parsers::RegionTable::from_csv(regions_csv);
  if (!regions) return in_file(kRegionsFile, regions.error());
  auto calendar = parsers::WorkingDays::from_csv(working_days_csv);
  if (!calendar) return in_file(kWorkingDaysFile, calendar.error());
  return parsers::ReadingTables{std::move(regions).value(), std::move(calendar).value()};
}

}  // namespace

const parsers::ReadingTables& shipped_reading_tables() {
  static const parsers::ReadingTables tables =
      build(shipped(kRegionsFile), shipped(kWorkingDaysFile)).value();
  return tables;
}

Result<parsers::ReadingTables> load_reading_tables(const std::filesystem::path& folder) {
  const auto regions = content_of(folder, kRegionsFile);
  if (!regions) return regions.error();
  const auto calendar = content_of(folder, kWorkingDaysFile);
  if (!calendar) return calendar.error();
  return build(*regions, *calendar);
}

}  // namespace tenderlead::config
