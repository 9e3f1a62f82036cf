#include <iostream>

#include "app/commands/command.h"

namespace tenderlead::app {

void add_check_config(CommandLine& line) {
  auto* command = line.app->add_subcommand("check-config", "Print every fault of the configuration at once");
  command->callback([&line] {
    line.action = [&line] {
      const auto configuration = load_or_complain(line.globals);
      if (!configuration) return ExitStatus::wrong_usage;
      std::size_t enabled = 0;
      for (const auto& source : configuration->sources) enabled += source.enabled ? 1 : 0;
      std::cout << "configuration in " << configuration->directory
                << " is good: " << configuration->sources.size() << " sources (" << enabled << " enabled), "
                << configuration->rules.products.size() << " products, " << configuration->rules.tags.size()
                << " tags\n";
      return ExitStatus::done;
    };
  });
}

}  // namespace tenderlead::app
