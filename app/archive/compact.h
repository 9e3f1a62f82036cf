// `archive compact`: the archive rewritten, and the store's places with it.
#pragma once

#include <filesystem>

#include "crawler/warc_compact.h"
#include "model/result.h"
#include "store/store.h"

namespace tenderlead::app {

// Rewrites the archive (warc_compact.h), commits the new places of all pages in one transaction, and removes the old files
// once that is on the disk. A process killed at any instant leaves the old archive or the new one; what is left over then
// goes by remove_leftovers(). Does nothing where nothing was ever archived.
Result<crawler::Compaction> compact_archive(store::Store& store, const std::filesystem::path& folder,
                                            const crawler::WarcSet::Options& options);

// Removes the files that a compaction replaced and didn't come to remove. To be called before an archive is written to.
Result<void> remove_leftovers(store::Store& store, const std::filesystem::path& folder);

}  // namespace tenderlead::app
