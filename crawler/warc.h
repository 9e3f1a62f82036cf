// The archive: pages in WARC 1.1 files (ISO 28500:2017, https://iipc.github.io/warc-specifications), a gzip member a
// record, so that any record can be read alone. warc_reader.h reads them and what others wrote.
//
// A surprise worth knowing: Page::body is what content decoding gave, so the stored HTTP head must say so. The writer
// drops Content-Encoding and Transfer-Encoding and states the body's own Content-Length; everything else of the head
// is as received. Digests are of the stored bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "model/page.h"
#include "model/result.h"

namespace tenderlead::crawler {

// "sha1:" is not part of it: the 32 base32 characters (RFC 4648) of the SHA-1, as WARC digests are written and as
// Task::digest holds them.
std::string payload_digest(std::string_view bytes);

// A random (version 4) UUID in its 36 characters.
std::string random_uuid();

struct WarcWriterOptions {
  std::string software = "Tenderlead";  // for the warcinfo record
  std::string user_agent;               // likewise ("http-header-user-agent"); left out where empty
  int compression_level = 1;            // libdeflate's 1..12; 1 writes a 16 kB page in about 0.1 ms
  std::int64_t created_at = 0;          // of the warcinfo record, epoch seconds; 0 takes the clock
  std::function<std::string()> new_uuid = random_uuid;  // tests make it deterministic
};

// Appends to one WARC file. Not thread-safe. The file is only ever longer than it was: a failed append is cut off
// again. Errors are ErrorCode::io with the path and the system's reason ("no space left on device").
class WarcWriter {
 public:
  // Opens or creates `path`. With `committed_bytes` the file is cut to that size first, which removes what a killed
  // process wrote and never committed; a file shorter than that is ErrorCode::corrupt. An empty file gets its
  // warcinfo record.
  static Result<WarcWriter> open(const std::filesystem::path& path,
                                 std::optional<std::uint64_t> committed_bytes = std::nullopt,
                                 WarcWriterOptions options = {});
  WarcWriter(WarcWriter&&) noexcept;
  WarcWriter& operator=(WarcWriter&&) noexcept;
  ~WarcWriter();  // closes without syncing

  // Writes a response record; for anything but a plain GET a request record goes before it, which keeps method and
  // body, and the location spans both members. Page::requested_url is kept where it differs from Page::url.
  // Durable only after sync(). `digest` is payload_digest(page.body) where the caller has it already, else empty.
  Result<ArchiveLocation> append(const Page& page, const std::string& digest = {});

  // Waits until everything written is on the disk (fdatasync).
  Result<void> sync();

  std::uint64_t size() const;  // bytes; what to commit beside the index rows
  const std::filesystem::path& path() const;

 private:
  class State;
  explicit WarcWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// A folder of WARC files that follow one another: PREFIX-00001.warc.gz, PREFIX-00002.warc.gz. Not thread-safe.
class WarcSet {
 public:
  struct Options {
    std::string prefix = "tenderlead";
    std::uint64_t rotate_at = 1u << 30;  // bytes; a new file begins once the current one has reached this
    WarcWriterOptions writer;
  };
  // What the store committed last: the file's name and how long it was.
  struct Committed {
    std::string file;
    std::uint64_t bytes = 0;
  };

  // Continues where `committed` says, deleting nothing but the uncommitted tail and the later files of the set, which
  // can hold nothing that was committed. Without it the set goes on in a new file after the last one present, and
  // touches none of those; so commit position() right after opening, lest a killed first run leave a file behind.
  static Result<WarcSet> open(const std::filesystem::path& folder, std::optional<Committed> committed,
                              Options options);
  static Result<WarcSet> open(const std::filesystem::path& folder,
                              std::optional<Committed> committed = std::nullopt) {
    return open(folder, std::move(committed), Options());
  }

  Result<ArchiveLocation> append(const Page& page, const std::string& digest = {});
  Result<void> sync();
  Committed position() const;  // to be committed together with the rows that point into the file

 private:
  WarcSet(std::filesystem::path folder, Options options, int number, WarcWriter writer);

  std::filesystem::path folder_;
  Options options_;
  int number_;
  WarcWriter writer_;
};

}  // namespace tenderlead::crawler
