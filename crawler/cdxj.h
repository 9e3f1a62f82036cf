// What lies where in a WARC file, as a CDXJ index beside it (https://specs.webrecorder.net/cdxj/0.1.0/): a sorted line a
// capture, "KEY TIMESTAMP {JSON}". tenderlead-00001.warc.gz has tenderlead-00001.cdxj.
//
// An index is derived: it can be thrown away at any time, and nothing is believed because an index says so. Its first
// line, `!meta {"covers": BYTES, "entries": COUNT}`, says how much of its WARC file it speaks of; an index that
// covers less is extended by what came since, one that covers more (the file was cut since) is made anew. It is written
// beside and renamed, so that a killed process leaves the old one or the new one.
//
// Functions are thread-safe as far as the files are; objects are not.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/url.h"
#include "crawler/warc_reader.h"
#include "model/result.h"

namespace tenderlead::crawler {

// A capture: a `response`, `resource` or `revisit` record of an http or https address.
struct CdxEntry {
  std::string key;        // surt_key()
  std::string timestamp;  // YYYYMMDDhhmmss, UTC
  std::string url;
  std::string mime;    // lower case, without parameters; "unk" where unstated, "warc/revisit" for a revisit
  std::string status;  // of HTTP; "-" where there is none
  std::string digest;  // "sha1:" and 32 base32 characters, as the record states its payload's; may be empty
  std::string method;  // "GET" isn't written
  std::uint64_t length = 0;  // of the gzip member, or of the record
  std::uint64_t offset = 0;
  std::string file;  // the WARC file's name

  bool is_revisit() const { return mime == "warc/revisit"; }
};

// "cn,example,news)/list?a=1&b=2": the host's labels backwards, so that a site's addresses stand together, without
// scheme, leading "www.", default port, trailing slash and fragment; in lower case, query sorted. Two addresses may share
// a key: `url` tells them apart. Follows https://github.com/internetarchive/surt where that is about form.
std::string surt_key(const Url& url);

// The line, without its end.
std::string to_cdxj(const CdxEntry& entry);
// corrupt where the line is none; members that aren't known are passed over, numbers may be strings.
Result<CdxEntry> parse_cdxj(std::string_view line);

// What the index says of a record; nothing for records that are no capture.
std::optional<CdxEntry> cdx_entry(const WarcRecord& record, const std::string& file);

// MIME type of a Content-Type value, as an entry has it.
std::string cdx_mime(std::string_view content_type);

// Where the index of a WARC file lies.
std::filesystem::path index_path(const std::filesystem::path& warc);

// How many bytes of its WARC file an index speaks of; 0 where there is no usable one.
std::uint64_t indexed_bytes(const std::filesystem::path& warc);

// Adds `lines` (to_cdxj(), in any order) to the index that covers `from` bytes; it covers `covers` bytes then. False where
// there is no such index; `from` 0 begins one. io where it can't be written.
Result<bool> extend_index(const std::filesystem::path& warc, std::uint64_t from, std::uint64_t covers,
                          std::vector<std::string> lines);

// Brings the index up to the first `bytes` of the file, reading what it doesn't cover yet. corrupt where a record
// before that can't be read: the index then covers what stood before it.
Result<void> update_index(const std::filesystem::path& warc, std::uint64_t bytes);

// Reads one index in its order.
class CdxReader {
 public:
  // not_found where the WARC file has none.
  static Result<CdxReader> open(const std::filesystem::path& warc);

  // Goes to the first entry whose key is `key` or sorts after it. O(log n) reads.
  void seek(std::string_view key);
  // The next entry, or nothing at the end; corrupt where a line is no entry.
  Result<std::optional<CdxEntry>> next();

 private:
  explicit CdxReader(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
  std::ifstream in_;
};

}  // namespace tenderlead::crawler
