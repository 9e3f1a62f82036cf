#include "app/pipeline_command.h"

namespace tenderlead::app {

void add_replay(CommandLine& line) {
  auto* command =
      line.app->add_subcommand("replay", "The same path with pages from an archive instead of the network");
  auto pipeline = std::make_shared<PipelineCommand>();
  auto files = std::make_shared<std::vector<std::filesystem::path>>();
  pipeline->ledger = true;
  pipeline->work = [files](Pipeline& it, const PipelineOptions& options) {
    return it.replay(*files, options);
  };
  command->add_option("FILE", *files, "WARC files, .warc or .warc.gz")->required();
  add_as_of(*command, pipeline);
  command->callback([&line, pipeline] {
    line.action = [&line, pipeline] { return run_pipeline(line.globals, *pipeline); };
  });
}

}  // namespace tenderlead::app
