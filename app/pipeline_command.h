// What the commands that write have in common: the store opened for writing, Ctrl-C that saves everything, progress on
// standard error, the ledger on standard output.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/commands/command.h"
#include "app/pipeline/run.h"

namespace tenderlead::app {

struct PipelineCommand {
  store::OpenMode mode = store::OpenMode::create;
  PipelineOptions options;
  bool ledger = false;  // print it at the end
  std::function<Result<PipelineSummary>(Pipeline&, const PipelineOptions&)> work;
};

// Loads the configuration, opens the store, does the work, prints what came of it.
ExitStatus run_pipeline(const GlobalOptions& globals, const PipelineCommand& command);

// --as-of YYYY-MM-DD, the day for which leads are scored.
void add_as_of(CLI::App& command, const std::shared_ptr<PipelineCommand>& pipeline);

}  // namespace tenderlead::app
