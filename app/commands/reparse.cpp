#include "app/pipeline_command.h"

namespace tenderlead::app {

void add_reparse(CommandLine& line) {
  auto* command = line.app->add_subcommand("reparse", "Rebuild notices and leads from the archived pages");
  auto pipeline = std::make_shared<PipelineCommand>();
  auto source = std::make_shared<std::string>();
  pipeline->mode = store::OpenMode::read_write;
  pipeline->work = [source](Pipeline& it, const PipelineOptions& options) {
    return it.reparse(*source, options);
  };
  command->add_option("--source", *source, "Only this source");
  add_as_of(*command, pipeline);
  command->callback([&line, pipeline] {
    line.action = [&line, pipeline] { return run_pipeline(line.globals, *pipeline); };
  });
}

}  // namespace tenderlead::app
