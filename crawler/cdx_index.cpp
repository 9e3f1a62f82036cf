// CDXJ indexes as files: written, brought up to date, searched.
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <system_error>

#include "crawler/cdxj.h"

namespace tenderlead::crawler {
namespace {

constexpr std::string_view kMeta = "!meta ";

// The first line: how much an index covers. Numbers are padded so that the line can be written first and filled in last.
std::string meta_line(std::uint64_t covers, std::uint64_t entries) {
  std::string line =
      "!meta {\"covers\": " + std::to_string(covers) + ", \"entries\": " + std::to_string(entries) + "}";
  line.resize(std::max<std::size_t>(line.size(), 72), ' ');
  return line;
}

struct Meta {
  std::uint64_t covers = 0, entries = 0;
};

std::optional<Meta> meta_from(std::string_view line) {
  Meta meta;
  const auto number_after = [&](std::string_view name, std::uint64_t& number) {
    const std::size_t at = line.find(name);
    if (at == std::string_view::npos) return false;
    const char* begin = line.data() + at + name.size();
    return std::from_chars(begin, line.data() + line.size(), number).ec == std::errc();
  };
  if (!line.starts_with(kMeta) || !number_after("\"covers\": ", meta.covers) ||
      !number_after("\"entries\": ", meta.entries))
    return std::nullopt;
  return meta;
}

Error not_written(const std::filesystem::path& path) {
  return {ErrorCode::io, path.string() + " can't be written; is the disk full, or the folder read-only?"};
}

}  // namespace

std::filesystem::path index_path(const std::filesystem::path& warc) {
  std::filesystem::path path = warc;
  if (path.extension() == ".gz") path.replace_extension();
  if (path.extension() == ".warc") path.replace_extension();
  path += ".cdxj";
  return path;
}

std::uint64_t indexed_bytes(const std::filesystem::path& warc) {
  std::ifstream in(index_path(warc), std::ios::binary);
  std::string line;
  if (!std::getline(in, line)) return 0;
  const auto meta = meta_from(line);
  return meta ? meta->covers : 0;
}

Result<bool> extend_index(const std::filesystem::path& warc, std::uint64_t from, std::uint64_t covers,
                          std::vector<std::string> lines) {
  const auto path = index_path(warc);
  std::ifstream old;
  std::string line;
  bool more = false;
  if (from > 0) {
    old.open(path, std::ios::binary);
    if (!std::getline(old, line)) return false;
    if (const auto meta = meta_from(line); !meta || meta->covers != from) return false;
    more = static_cast<bool>(std::getline(old, line));
  }
  std::sort(lines.begin(), lines.end());
  // Two processes may bring one index up to date at a time: a reader, and the crawl that ends.
  auto beside = path;
  beside += "." + std::to_string(::getpid()) + ".tmp";
  std::uint64_t entries = 0;
  {
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out << meta_line(covers, 0) << '\n';
    for (auto next = lines.begin(); more || next != lines.end(); ++entries) {
      if (more && (next == lines.end() || line < *next)) {
        out << line << '\n';
        more = static_cast<bool>(std::getline(old, line));
      } else {
        out << *next++ << '\n';
      }
    }
    out.seekp(0);
    out << meta_line(covers, entries);
    out.close();
    if (!out) {
      std::error_code ignored;
      std::filesystem::remove(beside, ignored);
      return not_written(path);
    }
  }
  std::error_code failure;
  std::filesystem::rename(beside, path, failure);
  if (failure) return not_written(path);
  return true;
}

Result<void> update_index(const std::filesystem::path& warc, std::uint64_t bytes) {
  std::uint64_t from = indexed_bytes(warc);
  if (from == bytes && from > 0) return {};
  if (from > bytes) from = 0;
  auto reader = WarcReader::open_range(warc, from, bytes - from);
  if (!reader.ok()) return reader.error();
  const std::string name = warc.filename().string();
  std::vector<std::string> lines;
  std::uint64_t covers = from;
  std::optional<Error> fault;
  while (true) {
    const auto record = reader->next();
    if (!record.ok()) {
      if (!fault) fault = record.error();
      // One record that is damaged doesn't make those behind it unreachable.
      if (!reader->resume()) break;
      continue;
    }
    if (!record->has_value()) {
      covers = bytes;
      break;
    }
    if ((*record)->length > 0) covers = (*record)->offset + (*record)->length;
    if (const auto entry = cdx_entry(**record, name)) lines.push_back(to_cdxj(*entry));
  }
  if (auto written = extend_index(warc, from, covers, std::move(lines)); !written.ok())
    return written.error();
  if (fault) return *fault;
  return {};
}

Result<CdxReader> CdxReader::open(const std::filesystem::path& warc) {
  CdxReader reader(index_path(warc));
  reader.in_.open(reader.path_, std::ios::binary);
  if (!reader.in_) return Error{ErrorCode::not_found, reader.path_.string() + " isn't there"};
  reader.seek({});
  return reader;
}

void CdxReader::seek(std::string_view key) {
  in_.clear();
  in_.seekg(0, std::ios::end);
  std::streamoff low = 0, high = in_.tellg();
  // The line that is sought begins within (low, high], or at 0.
  std::string line;
  while (high - low > 1) {
    const std::streamoff middle = low + (high - low) / 2;
    in_.clear();
    in_.seekg(middle);
    std::getline(in_, line);
    const bool before = std::getline(in_, line) && std::string_view(line).substr(0, line.find(' ')) < key;
    (before ? low : high) = middle;
  }
  in_.clear();
  in_.seekg(low);
  if (low > 0) std::getline(in_, line);
  while (true) {
    const auto at = in_.tellg();
    if (!std::getline(in_, line)) break;
    if (!line.starts_with('!') && std::string_view(line).substr(0, line.find(' ')) >= key) {
      in_.seekg(at);
      return;
    }
  }
}

Result<std::optional<CdxEntry>> CdxReader::next() {
  std::string line;
  while (std::getline(in_, line)) {
    if (line.starts_with('!')) continue;
    auto entry = parse_cdxj(line);
    if (!entry.ok()) return Error{ErrorCode::corrupt, path_.string() + ": " + entry.error().message};
    return std::optional(std::move(*entry));
  }
  return std::optional<CdxEntry>();
}

}  // namespace tenderlead::crawler
