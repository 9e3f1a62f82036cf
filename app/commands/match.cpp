#include "app/pipeline_command.h"

namespace tenderlead::app {

void add_match(CommandLine& line) {
  auto* command = line.app->add_subcommand("match", "Link, tag and score again: after the rules were edited");
  auto pipeline = std::make_shared<PipelineCommand>();
  pipeline->mode = store::OpenMode::read_write;
  pipeline->work = [](Pipeline& it, const PipelineOptions& options) { return it.match(options); };
  add_as_of(*command, pipeline);
  command->callback([&line, pipeline] {
    line.action = [&line, pipeline] { return run_pipeline(line.globals, *pipeline); };
  });
}

}  // namespace tenderlead::app
