// Rewrites an archive: small files become large ones, and a response that an earlier one has already, byte for byte and
// to the same request, becomes a revisit record of it.
//
// Files are rewritten from the first on that gains by it to the last, so that their order stays that of the fetches. What
// is written goes into new files after the last one, which WarcSet::open() removes as long as nobody has committed them: a
// process killed at any instant leaves the old archive. Whoever keeps the places of pages commits the new ones with
// Compaction::position, and only then removes the old files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "crawler/warc.h"
#include "model/result.h"

namespace tenderlead::crawler {

struct Compaction {
  std::vector<std::string> replaced;  // files to be removed; empty where there is nothing to gain
  std::vector<std::string> written;
  WarcSet::Committed position;     // where the archive goes on
  std::uint64_t duplicates = 0;    // responses that became, or would become, revisits
  std::uint64_t bytes_before = 0;  // of the files replaced
  std::uint64_t bytes_after = 0;   // of those written; 0 for a plan
};

// Where a page that lay at `file` and `offset` lies now. Called once for each capture that moved, or became a revisit
// (then with the place of the response that it repeats).
using MovedCapture =
    std::function<void(const std::string& file, std::uint64_t offset, const ArchiveLocation& to)>;

// What compact() would replace, and why; writes nothing.
Result<Compaction> plan_compaction(const std::filesystem::path& folder, const WarcSet::Committed& committed,
                                   const WarcSet::Options& options);

// Everything written is on the disk when it returns. corrupt where a record can't be read: `archive verify` names it,
// and nothing is rewritten.
Result<Compaction> compact(const std::filesystem::path& folder, const WarcSet::Committed& committed,
                           const WarcSet::Options& options, const MovedCapture& moved);

}  // namespace tenderlead::crawler
