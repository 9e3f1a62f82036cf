#include "app/pipeline_command.h"

namespace tenderlead::app {

void add_run(CommandLine& line) {
  auto* command = line.app->add_subcommand("run", "Crawl what is due, parse, link and match: the daily job");
  auto pipeline = std::make_shared<PipelineCommand>();
  pipeline->ledger = true;
  pipeline->work = [](Pipeline& it, const PipelineOptions& options) { return it.run(options); };
  add_as_of(*command, pipeline);
  command->callback([&line, pipeline] {
    line.action = [&line, pipeline] { return run_pipeline(line.globals, *pipeline); };
  });
}

}  // namespace tenderlead::app
