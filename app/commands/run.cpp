#include "app/pipeline_command.h"

namespace tenderlead::app {

void add_run(CommandLine& line) {
  auto* command = line.app->add_subcommand("run", "Crawl what is due, parse, link and match: the daily job");
  auto pipeline = std::make_shared<PipelineCommand>();
  pipeline->ledger = true;
  pipeline->options.patient = true;
  pipeline->work = [](Pipeline& it, const PipelineOptions& options) {
    PipelineOptions chosen = options;
    chosen.due_only = options.sources.empty();
    return it.run(chosen);
  };
  command->add_option("--source", pipeline->options.sources, "Only this source, due or not; may be repeated");
  add_as_of(*command, pipeline);
  command->callback([&line, pipeline] {
    line.action = [&line, pipeline] { return run_pipeline(line.globals, *pipeline); };
  });
}

}  // namespace tenderlead::app
