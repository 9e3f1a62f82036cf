#include "app/pipeline_command.h"

namespace tenderlead::app {

void add_crawl(CommandLine& line) {
  auto* command = line.app->add_subcommand("crawl", "Fetch only: one source or all, due or not");
  auto pipeline = std::make_shared<PipelineCommand>();
  pipeline->ledger = true;
  pipeline->options.due_only = false;
  pipeline->work = [](Pipeline& it, const PipelineOptions& options) { return it.crawl(options); };
  command->add_option("--source", pipeline->options.sources, "Only this source; may be repeated");
  command->add_flag("--full", pipeline->options.full,
                    "Page on although everything on a page was seen before");
  command->callback([&line, pipeline] {
    line.action = [&line, pipeline] { return run_pipeline(line.globals, *pipeline); };
  });
}

}  // namespace tenderlead::app
