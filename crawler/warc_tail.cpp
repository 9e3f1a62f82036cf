// What a killed process left at the end of a WARC file.
#include <algorithm>
#include <fstream>
#include <optional>
#include <system_error>

#include "crawler/warc.h"
#include "crawler/warc_reader.h"

namespace tenderlead::crawler {
namespace {

// May a file without a whole record be what is left of a file of ours? It would begin with a gzip member, and the first
// record has some 500 bytes.
bool begins_archive(const std::filesystem::path& file) {
  constexpr std::uintmax_t kFirstRecord = 4096;
  constexpr std::string_view kGzip = "\x1F\x8B\x08";
  std::error_code failure;
  const auto size = std::filesystem::file_size(file, failure);
  if (failure || size > kFirstRecord) return false;
  std::string start(std::min<std::size_t>(size, kGzip.size()), '\0');
  std::ifstream(file, std::ios::binary).read(start.data(), static_cast<std::streamsize>(start.size()));
  return kGzip.starts_with(start);
}

}  // namespace

Result<std::uint64_t> whole_bytes(const std::filesystem::path& file) {
  WarcReaderOptions heads_alone;
  heads_alone.max_block_bytes = 0;
  auto reader = WarcReader::open(file, heads_alone);
  if (!reader.ok() && reader.error().code != ErrorCode::corrupt) return reader.error();
  std::uint64_t end = 0;
  std::optional<std::uint64_t> pending;  // a request whose response has not come yet
  std::string capture;                   // the last response or revisit
  while (reader.ok()) {
    auto record = reader->next();
    if (!record.ok() && record.error().code != ErrorCode::corrupt) return record.error();
    if (!record.ok() || !record->has_value()) break;
    // A record that shares its gzip member isn't of our making; such a file is left as it is.
    if ((*record)->length == 0)
      return Error{ErrorCode::unsupported,
                   file.string() + " can't be appended to: its records share gzip members"};
    end = (*record)->offset + (*record)->length;
    const std::string_view type = (*record)->type();
    if (type == "request" && header_value((*record)->headers, "WARC-Concurrent-To") != capture)
      pending = (*record)->offset;
    if (type != "response" && type != "revisit") continue;
    pending.reset();
    capture = header_value((*record)->headers, "WARC-Record-ID");
  }
  if (end == 0 && !begins_archive(file))
    return Error{ErrorCode::corrupt, file.string() + " holds no WARC record, and isn't the beginning of one"};
  return pending.value_or(end);
}

}  // namespace tenderlead::crawler
