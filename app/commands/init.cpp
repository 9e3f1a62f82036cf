#include <iostream>
#include <memory>

#include "app/commands/command.h"

namespace tenderlead::app {

void add_init(CommandLine& line) {
  auto* command =
      line.app->add_subcommand("init", "Make a working configuration and an empty store in a folder");
  auto directory = std::make_shared<std::string>(".");
  command->add_option("DIR", *directory, "The folder; made if it isn't there (default: the current one)");
  command->callback([&line, directory] {
    line.action = [directory] {
      const auto written = config::write_shipped(*directory);
      if (!written) {
        complain(written.error().message);
        return ExitStatus::some_failed;
      }
      for (const auto& path : *written) std::cout << *directory << '/' << path << '\n';
      std::cerr << (written->empty()
                        ? "Everything was there already; nothing was changed.\n"
                        : "A working configuration. Next: edit sources/, then `tenderlead check-config` and "
                          "`tenderlead run`.\n");
      return ExitStatus::done;
    };
  });
}

}  // namespace tenderlead::app
