// `tenderlead import notices`: a vendor's export on the way of crawled pages.
#pragma once

#include <string>

#include "app/import/import.h"
#include "app/import/record_file.h"
#include "app/pipeline/run.h"

namespace tenderlead::app {

// The mapping that --map names: a file, else DIR/mappings/NAME.yaml, else a shipped one. Faults are printed; absent then.
std::optional<parsers::RecordMapping> load_mapping_or_complain(const std::string& name,
                                                               const std::string& directory);

// What the file would bring, into the report's counts; `store` null: there is none yet. report.import holds the file's name,
// digest and person already.
Result<void> count_notices(const RecordFile& file, store::Store* store, ImportReport& report);
// Stores what is new, and the batch that it is. Errors: of store and archive.
Result<PipelineSummary> store_notices(const RecordFile& file, Pipeline& pipeline,
                                      const PipelineOptions& options, ImportReport& report);

ExitStatus import_notices(const ImportOptions& options, const GlobalOptions& globals);
// Takes back what an import of notices brought; the row is one that stands.
ExitStatus revert_notices(const store::ImportRow& row, const std::string& person,
                          const GlobalOptions& globals);

}  // namespace tenderlead::app
