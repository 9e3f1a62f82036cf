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
#include <unordered_map>
#include <vector>

#include "crawler/fetch_facts.h"
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
  // The same for `length` bytes from `offset`, which must begin a record. Offsets are those within the file.
  static Result<WarcReader> open_range(const std::filesystem::path& path, std::uint64_t offset,
                                       std::uint64_t length, WarcReaderOptions options = {});
  WarcReader(WarcReader&&) noexcept;
  WarcReader& operator=(WarcReader&&) noexcept;
  ~WarcReader();

  // The next record, or nothing at the end. After an error (corrupt, with the offset in the message) there is
  // nothing more: what came before it stands.
  Result<std::optional<WarcRecord>> next();

  // After an error: goes on with the next record that begins behind the place of the error, so that one that is damaged
  // doesn't hide those behind it. False where there is none; next() has nothing more then. Records that share a gzip member
  // with a damaged one are lost with it.
  bool resume();

 private:
  class State;
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
  FetchFacts facts;             // the request's headers and the server's address, where the archive has them
  bool revisit = false;         // the record stands for an earlier one, whose body this is
};

// Where the payloads lie that were read so far, by their digests. One object may serve several files, one after the
// other. Holds the first 1,000,000 payloads: about 150 MB.
class PayloadPlaces {
 public:
  struct Place {
    std::filesystem::path file;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
  };
  // The first one of a digest stays. Only records that can be read alone are taken: length above 0.
  void add(std::string_view digest, const std::filesystem::path& file, std::uint64_t offset,
           std::uint64_t length);
  std::optional<Place> find(std::string_view digest) const;

 private:
  struct Short {
    std::uint32_t file = 0;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
  };
  std::vector<std::filesystem::path> files_;
  std::unordered_map<std::string, Short> places_;
};

// Streams the pages of a file, joining each response with the `request` record beside it (before or after), which
// knows method and body, and with the `conversion` record after it that holds the document of a rendered page.
// Records that hold no page (warcinfo, metadata, whatever isn't http or https) are passed over,
// and so are revisits under a 304: they say that the page before stands. Any other revisit gives the page that it
// stands for, under its own address, date and head; not_found where that lies in a file that wasn't read before.
class WarcPageReader {
 public:
  // `places` is shared by the files of one archive; the reader makes its own where there is none.
  static Result<WarcPageReader> open(const std::filesystem::path& path, WarcReaderOptions options = {},
                                     std::shared_ptr<PayloadPlaces> places = nullptr);
  // The next page, or nothing at the end. Errors as WarcReader::next().
  Result<std::optional<ArchivedPage>> next();
  // As WarcReader::resume().
  bool resume();

 private:
  friend Result<Page> read_page_at(const std::filesystem::path&, std::uint64_t, std::uint64_t,
                                   WarcReaderOptions);
  WarcPageReader(WarcReader reader, std::filesystem::path file, WarcReaderOptions options,
                 std::shared_ptr<PayloadPlaces> places);
  Result<std::optional<WarcRecord>> next_record();
  // Reads on: the document of a rendered page, where it is what follows its response.
  std::optional<WarcRecord> document_after(const WarcRecord& response);
  static void add_document(ArchivedPage& archived, WarcRecord document);
  ArchivedPage joined(const WarcRecord& capture, const WarcRecord* request) const;
  Result<Page> page_of_revisit(const WarcRecord& revisit) const;

  WarcReader reader_;
  std::filesystem::path file_;
  WarcReaderOptions options_;
  std::shared_ptr<PayloadPlaces> places_;
  std::optional<Result<std::optional<WarcRecord>>> ahead_;  // read to see whether it is a request
};

// The page that a revisit record stands for, under the revisit's own address, date and HTTP head: `earlier` is the page
// of the record that has the body.
Page revisited_page(const WarcRecord& revisit, Page earlier);

// The page at an ArchiveLocation. corrupt where there is none or its digest doesn't match.
Result<Page> read_page_at(const std::filesystem::path& file, std::uint64_t offset, std::uint64_t length,
                          WarcReaderOptions options = {});

}  // namespace tenderlead::crawler
