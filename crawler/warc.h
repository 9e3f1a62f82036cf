// The archive: pages in WARC 1.1 files (ISO 28500:2017, https://iipc.github.io/warc-specifications), a gzip member a
// record, so that any record can be read alone. warc_reader.h reads them and what others wrote, cdxj.h says what lies
// where.
//
// A fetch is up to three records that follow one another: its `request`; the `response`, or a `revisit` where the page
// came again unchanged; `metadata`, with what the crawl knows of it. Request and metadata name the one between them by WARC-Concurrent-To.
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

#include "crawler/fetch_facts.h"
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
  bool index = false;  // keep what write_index() needs: about 300 bytes a page in memory
};

// What is known of a fetch besides the page; what isn't known is left out of the records.
struct WarcExchange {
  FetchFacts facts;
  std::string source_id;
  std::string via;   // the page that led here
  std::string hops;  // from the source's start, a letter a hop: L link, R redirect (Heritrix's hopsFromSeed)
};

// The page that a revisit stands for.
struct WarcEarlier {
  std::string digest;           // payload_digest() of its body
  std::string url;              // its Page::url
  std::int64_t fetched_at = 0;  // 0: unknown
};

struct CdxEntry;

// Appends to one WARC file. Not thread-safe. The file is only ever longer than it was: a failed append is cut off
// again. Errors are ErrorCode::io with the path and the system's reason ("no space left on device").
class WarcWriter {
 public:
  // Opens or creates `path`. With `committed_bytes` the file is cut to that size first, which removes what a killed
  // process wrote and never committed; a file shorter than that is ErrorCode::corrupt. Without it the file is read, and
  // cut behind the last fetch that is whole (whole_bytes()). An empty file gets its warcinfo record.
  static Result<WarcWriter> open(const std::filesystem::path& path,
                                 std::optional<std::uint64_t> committed_bytes = std::nullopt,
                                 WarcWriterOptions options = {});
  WarcWriter(WarcWriter&&) noexcept;
  WarcWriter& operator=(WarcWriter&&) noexcept;
  ~WarcWriter();  // closes without syncing

  // Writes a response record; of an imported record (model/import.h) a resource record. A request record goes before it where its headers are known or it is no plain GET; for
  // the latter the location spans both members, since method and body stand in it. Page::requested_url is kept where
  // it differs from Page::url. A metadata record follows where there is something to say.
  // Durable only after sync(). `digest` is payload_digest(page.body) where the caller has it already, else empty.
  Result<ArchiveLocation> append(const Page& page, const std::string& digest = {},
                                 const WarcExchange& exchange = {});

  // Writes a revisit record, with its companions, for a page that came again: of status 304 under the profile
  // server-not-modified, of any other (its body is that of `earlier`) under identical-payload-digest.
  Result<void> append_revisit(const Page& page, const WarcEarlier& earlier,
                              const WarcExchange& exchange = {});

  // For copying: appends a whole gzip member, whose index line is that of `entry` at its new place; null for none.
  // Returns its offset.
  Result<std::uint64_t> append_member(std::string_view member, const CdxEntry* entry);
  // A record of these fields (without what follows from the block) as a gzip member.
  std::string member_of(const HeaderList& fields, std::string_view block);

  // Brings the file's CDXJ index up to what was appended. Does nothing without WarcWriterOptions::index, or where the
  // index didn't cover the file when it was opened: update_index() is for that.
  void write_index();

  // Waits until everything written is on the disk (fdatasync).
  Result<void> sync();

  bool is_open() const { return state_ != nullptr; }  // not moved from
  std::uint64_t size() const;                         // bytes; what to commit beside the index rows
  const std::filesystem::path& path() const;

 private:
  class State;
  explicit WarcWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// How much of a file is whole: up to the last record that can be read, less a request whose response isn't there any
// more. Reads all of it. io, unsupported as WarcReader::open().
Result<std::uint64_t> whole_bytes(const std::filesystem::path& file);

// The number of a file of a set: 7 for "PREFIX-00007.warc.gz". 0 for any other name.
int warc_number(std::string_view name, std::string_view prefix);

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

  WarcSet(WarcSet&&) noexcept = default;
  WarcSet& operator=(WarcSet&&) = delete;
  ~WarcSet();  // writes the current file's index

  Result<ArchiveLocation> append(const Page& page, const std::string& digest = {},
                                 const WarcExchange& exchange = {});
  Result<void> append_revisit(const Page& page, const WarcEarlier& earlier,
                              const WarcExchange& exchange = {});
  Result<void> sync();
  // Goes on in the next file, full or not; the current one is on the disk then.
  Result<void> begin_file();
  WarcWriter& writer() { return writer_; }  // of the current file
  Committed position() const;               // to be committed together with the rows that point into the file

 private:
  WarcSet(std::filesystem::path folder, Options options, int number, WarcWriter writer);
  // The file to append to: a new one where the current one is full.
  Result<WarcWriter*> current();

  std::filesystem::path folder_;
  Options options_;
  int number_;
  WarcWriter writer_;
};

}  // namespace tenderlead::crawler
