// Reads WARC files, our own and what others wrote: .warc and .warc.gz, a gzip member a record or one big member, with
// the flaws that are common: line ends of LF alone, <angle brackets> or spaces in WARC-Target-URI, wrong
// chunked encoding, gzip-encoded bodies.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "model/page.h"
#include "model/result.h"

namespace tenderlead::crawler {

struct WarcRecord {
  std::string version;        // "WARC/1.1"
  HeaderList headers;         // the record's own named fields, in order
  std::string block;          // Content-Length bytes; empty where oversized
  bool oversized = false;     // the block is longer than WarcReaderOptions::max_block_bytes, and was skipped
  std::uint64_t skipped = 0;  // bytes before it that belong to no record (a wrong Content-Length leaves such)
  std::uint64_t offset = 0;   // where the record begins in the file: its gzip member, or its own first byte
  std::uint64_t length = 0;   // bytes in the file; 0 where it shares a gzip member with other records

  std::string_view type() const { return header_value(headers, "WARC-Type"); }
  std::string target_uri()
      const;  // without angle brackets, spaces percent-encoded; empty where there is none
};

struct WarcReaderOptions {
  std::uint64_t max_block_bytes = 64u << 20;  // of one record
  std::uint64_t max_body_bytes = 64u << 20;   // of one body after content decoding
  bool verify_digests = false;                // a WARC-Block-Digest of SHA-1 that doesn't match is an error
};

// Streams the records of a file. Not thread-safe. Memory: one record and 64 kB.
class WarcReader {
 public:
  // not_found or io where the file can't be opened; unsupported for the older ARC format.
  static Result<WarcReader> open(const std::filesystem::path& path, WarcReaderOptions options = {});
  WarcReader(WarcReader&&) noexcept;
  WarcReader& operator=(WarcReader&&) noexcept;
  ~WarcReader();

  // The next record, or nothing at the end. After an error (corrupt, with the offset in the message) there is
  // nothing more: what came before it stands.
  Result<std::optional<WarcRecord>> next();

 private:
  friend Result<Page> read_page_at(const std::filesystem::path&, std::uint64_t, std::uint64_t,
                                   WarcReaderOptions);
  class State;
  static Result<WarcReader> open_range(const std::filesystem::path& path, std::uint64_t offset,
                                       std::uint64_t length, WarcReaderOptions options);
  explicit WarcReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The page of a `response` record of HTTP or of a `resource` record, its body unchunked and content-decoded.
// unsupported: other records, and content encodings but gzip and deflate; invalid_input: no HTTP head;
// too_large: more than options.max_body_bytes. A body that contradicts its head (not chunked although it says so)
// is taken as it is.
Result<Page> page_from_record(const WarcRecord& record, const WarcReaderOptions& options = {});

// A page of an archive, with where it lies.
struct ArchivedPage {
  Result<Page> page = Error{};  // or why this record gives none; the next one may
  ArchiveLocation location;     // spans the request record too where method or body came from it
};

// Streams the pages of a file, joining each response with the `request` record beside it (before or after), which
// knows method and body. Records that hold no page (warcinfo, metadata, whatever isn't http or https) are passed over.
class WarcPageReader {
 public:
  static Result<WarcPageReader> open(const std::filesystem::path& path, WarcReaderOptions options = {});
  // The next page, or nothing at the end. Errors as WarcReader::next().
  Result<std::optional<ArchivedPage>> next();

 private:
  friend Result<Page> read_page_at(const std::filesystem::path&, std::uint64_t, std::uint64_t,
                                   WarcReaderOptions);
  WarcPageReader(WarcReader reader, std::string file, WarcReaderOptions options);
  Result<std::optional<WarcRecord>> next_record();
  ArchivedPage joined(const WarcRecord& response, const WarcRecord* request) const;

  WarcReader reader_;
  std::string file_;
  WarcReaderOptions options_;
  std::optional<Result<std::optional<WarcRecord>>> ahead_;  // read to see whether it is a request
};

// The page at an ArchiveLocation. corrupt where there is none or its digest doesn't match.
Result<Page> read_page_at(const std::filesystem::path& file, std::uint64_t offset, std::uint64_t length,
                          WarcReaderOptions options = {});

}  // namespace tenderlead::crawler
