#include <algorithm>
#include <charconv>
#include <cstdio>
#include <system_error>

#include "crawler/cdxj.h"
#include "crawler/warc.h"

namespace tenderlead::crawler {
namespace {

constexpr std::string_view kSuffix = ".warc.gz";

std::string file_name(const std::string& prefix, int number) {
  char digits[16];
  std::snprintf(digits, sizeof digits, "-%05d", number);
  return prefix + digits + std::string(kSuffix);
}

}  // namespace

int warc_number(std::string_view name, std::string_view prefix) {
  if (!name.starts_with(std::string(prefix) + "-") || !name.ends_with(kSuffix)) return 0;
  const std::string_view digits =
      name.substr(prefix.size() + 1, name.size() - std::min(name.size(), prefix.size() + 1 + kSuffix.size()));
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc() && end == digits.data() + digits.size() && digits.size() >= 5 ? number : 0;
}

WarcSet::WarcSet(std::filesystem::path folder, Options options, int number, WarcWriter writer)
    : folder_(std::move(folder)), options_(std::move(options)), number_(number), writer_(std::move(writer)) {}

Result<WarcSet> WarcSet::open(const std::filesystem::path& folder, std::optional<Committed> committed,
                              Options options) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) return Error{ErrorCode::io, "can't make " + folder.string() + ": " + failure.message()};
  int number = 1;
  if (committed) {
    number = warc_number(committed->file, options.prefix);
    if (number == 0) {
      return Error{ErrorCode::invalid_input, "\"" + committed->file + "\" isn't a file of this archive"};
    }
    if (!std::filesystem::exists(folder / committed->file, failure)) {
      return Error{
          ErrorCode::corrupt,
          (folder / committed->file).string() +
              " is missing, but pages lie in it; mount the disk that it is on, or put the archive and the "
              "store back from the same backup"};
    }
  }
  for (std::filesystem::directory_iterator file(folder, failure), end; !failure && file != end;
       file.increment(failure)) {
    const std::string name = file->path().filename().string();
    std::error_code ignored;
    // An index that a killed process was writing.
    if (name.ends_with(".tmp") && name.find(".cdxj.") != std::string::npos)
      std::filesystem::remove(file->path(), ignored);
    const int found = warc_number(name, options.prefix);
    if (!committed) number = std::max(number, found + 1);
    if (committed && found > number) {
      // What can't be removed now is cut to nothing when the set comes to it.
      std::filesystem::remove(index_path(file->path()), ignored);
      std::filesystem::remove(file->path(), ignored);
    }
  }
  if (failure) return Error{ErrorCode::io, "can't list " + folder.string() + ": " + failure.message()};
  options.writer.index = true;
  auto writer = WarcWriter::open(folder / file_name(options.prefix, number),
                                 committed ? committed->bytes : std::uint64_t{0}, options.writer);
  if (!writer.ok()) return writer.error();
  return WarcSet(folder, std::move(options), number, std::move(*writer));
}

WarcSet::~WarcSet() {
  if (writer_.is_open()) writer_.write_index();
}

Result<WarcWriter*> WarcSet::current() {
  if (writer_.size() >= options_.rotate_at)
    if (auto begun = begin_file(); !begun.ok()) return begun.error();
  return &writer_;
}

Result<void> WarcSet::begin_file() {
  // The old file must last before anything can point past it.
  if (auto synced = writer_.sync(); !synced.ok()) return synced.error();
  writer_.write_index();
  auto next =
      WarcWriter::open(folder_ / file_name(options_.prefix, number_ + 1), std::uint64_t{0}, options_.writer);
  if (!next.ok()) return next.error();
  writer_ = std::move(*next);
  ++number_;
  return {};
}

Result<ArchiveLocation> WarcSet::append(const Page& page, const std::string& digest,
                                        const WarcExchange& exchange) {
  auto writer = current();
  if (!writer.ok()) return writer.error();
  return (*writer)->append(page, digest, exchange);
}

Result<void> WarcSet::append_revisit(const Page& page, const WarcEarlier& earlier,
                                     const WarcExchange& exchange) {
  auto writer = current();
  if (!writer.ok()) return writer.error();
  return (*writer)->append_revisit(page, earlier, exchange);
}

Result<void> WarcSet::sync() {
  return writer_.sync();
}

WarcSet::Committed WarcSet::position() const {
  return {writer_.path().filename().string(), writer_.size()};
}

}  // namespace tenderlead::crawler
