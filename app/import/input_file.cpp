#include "app/import/input_file.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include "store/ids.h"

namespace tenderlead::app {

Result<InputFile> read_input_file(const std::filesystem::path& path, std::uint64_t most) {
  std::error_code failure;
  const auto status = std::filesystem::status(path, failure);
  if (!std::filesystem::exists(status))
    return Error{ErrorCode::not_found, path.string() + ": there is no such file"};
  if (std::filesystem::is_directory(status))
    return Error{ErrorCode::invalid_input, path.string() + " is a folder"};
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorCode::io, path.string() + ": " + std::strerror(errno)};
  InputFile file;
  file.name = path.filename().string();
  char block[64 << 10];
  while (in.read(block, sizeof block) || in.gcount() > 0) {
    file.bytes.append(block, static_cast<std::size_t>(in.gcount()));
    if (file.bytes.size() > most)
      return Error{ErrorCode::too_large,
                   path.string() + " has more than " + std::to_string(most >> 20) + " MiB; split it"};
  }
  if (in.bad()) return Error{ErrorCode::io, path.string() + ": it can't be read to its end"};
  file.digest = store::content_id({file.bytes});
  return file;
}

void FailedRows::add(std::size_t number, const std::string& reason, const std::vector<std::string>& cells) {
  if (!writer_) {
    out_.open(path_, std::ios::binary | std::ios::trunc);
    writer_.emplace(out_);
    std::vector<std::string> head{"行号", "原因"};
    head.insert(head.end(), headers_.begin(), headers_.end());
    writer_->row(head);
  }
  ++count_;
  std::vector<std::string> row{std::to_string(number), reason};
  row.insert(row.end(), cells.begin(), cells.end());
  writer_->row(row);
}

Result<void> FailedRows::close() {
  if (!writer_) return {};
  out_.close();
  if (out_) return {};
  return Error{ErrorCode::io, path_.string() + " can't be written"};
}

}  // namespace tenderlead::app
