// The archive's folder as the `archive` commands see it: which files, how much of each is committed, what their indexes
// say. Only reads WARC files; indexes are brought up to date where they aren't.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "crawler/cdxj.h"
#include "crawler/warc_reader.h"
#include "model/page.h"
#include "model/result.h"
#include "store/store.h"

namespace tenderlead::app {

struct ArchiveFile {
  std::filesystem::path path;
  std::uint64_t bytes = 0;        // that are committed; all of it where the store knows nothing of the file
  std::uint64_t uncommitted = 0;  // behind them: what a running crawl is writing, or a killed one left
};

// The WARC files of a folder by name, less those that begin behind what is committed. Without a store all is committed.
// not_found where there is no folder.
Result<std::vector<ArchiveFile>> archive_files(const std::filesystem::path& folder, store::Store* store);

// What is looked up in an archive. Not thread-safe.
class Catalogue {
 public:
  // Brings the indexes up to date. A file that can't be read to its end is named in faults(), and indexed up to there.
  Catalogue(std::filesystem::path folder, std::vector<ArchiveFile> files);

  const std::vector<std::string>& faults() const { return faults_; }

  // All captures whose URL begins with `prefix` (empty: all), by key, then by time; ends when `each` gives false.
  void each(const std::string& prefix, const std::function<bool(const crawler::CdxEntry&)>& each);

  // All captures of one URL, by time.
  void each_of(const std::string& url, const std::function<void(const crawler::CdxEntry&)>& each);

  // The last capture of a URL at an instant or before it (absent: of all).
  std::optional<crawler::CdxEntry> find(const std::string& url, std::optional<std::int64_t> at);

  // The record of an entry. Where another record lies there, the indexes are made anew, and the answer is not_found.
  Result<crawler::WarcRecord> record_of(const crawler::CdxEntry& entry);
  // The record that begins at an offset of a file.
  Result<crawler::WarcRecord> record_at(const std::string& file, std::uint64_t offset) const;

  // The page of a response, a resource, or of what a revisit stands for. not_found where that isn't in the archive.
  Result<Page> page_of(const crawler::WarcRecord& record);

 private:
  void scan(const std::function<bool(const crawler::CdxEntry&)>& within, const std::string& from,
            const std::function<bool(const crawler::CdxEntry&)>& each);
  std::optional<crawler::CdxEntry> earlier_of(const crawler::WarcRecord& revisit);
  void update_indexes();

  std::filesystem::path folder_;
  std::vector<ArchiveFile> files_;
  std::vector<std::string> faults_;
};

}  // namespace tenderlead::app
