// Is every record of the archive whole, and does every page of the store lie where the store says?
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/archive/catalogue.h"
#include "store/store.h"

namespace tenderlead::app {

struct ArchiveFault {
  std::string file;
  std::uint64_t offset = 0;  // where the record begins
  std::string what;          // a sentence without its full stop
};

struct VerifyCount {
  std::uint64_t files = 0;
  std::uint64_t records = 0;
  std::uint64_t pages = 0;  // of the store that lie where it says
  std::uint64_t faults = 0;
};

// Reads each file to its committed end: gzip members, lengths, digests, the fields that WARC 1.1 asks for; that an index
// which claims to be up to date is; and, with a store, that its pages lie there with their digests. A file's records
// behind one that can't be read aren't looked at, and the pages of the store among them are faults too.
Result<VerifyCount> verify_archive(const std::vector<ArchiveFile>& files, store::Store* store,
                                   const std::function<void(const ArchiveFault&)>& fault);

}  // namespace tenderlead::app
