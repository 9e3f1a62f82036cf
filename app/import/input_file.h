// A file that a person hands over to be imported, and the file beside it that takes the rows which can't be.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "export/csv.h"
#include "model/result.h"

namespace tenderlead::app {

struct InputFile {
  std::string name;  // without folder: what the store remembers
  std::string bytes;
  std::string digest;  // of the bytes: 16 hex digits
};

// Errors: not_found, io, too_large (more than `most` bytes).
Result<InputFile> read_input_file(const std::filesystem::path& path, std::uint64_t most);

// FILE.failed.csv: made when the first row fails, so that there is none where all went well. The first columns say where
// and why (行号, 原因), the others hold the row as it was.
class FailedRows {
 public:
  // `headers`: of the columns behind the first two.
  FailedRows(const std::filesystem::path& input, std::vector<std::string> headers)
      : path_(input.string() + ".failed.csv"), headers_(std::move(headers)) {}

  void add(std::size_t number, const std::string& reason, const std::vector<std::string>& cells);
  std::size_t count() const { return count_; }
  const std::filesystem::path& path() const { return path_; }
  // io where the file couldn't be written.
  Result<void> close();

 private:
  std::filesystem::path path_;
  std::vector<std::string> headers_;
  std::size_t count_ = 0;
  std::ofstream out_;
  std::optional<exporting::CsvWriter> writer_;
};

}  // namespace tenderlead::app
