#include "app/command_line.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string_view>

#include "app/commands/command.h"

namespace tenderlead::app {
namespace {

// Subcommands of the contract that this version doesn't reach. They answer, and aren't listed in help.
constexpr std::array<std::string_view, 4> kNotYet{"search", "backup", "restore", "doctor"};

void set_up_logging() {
  // Data goes to standard output, everything else to standard error.
  if (!spdlog::get("tenderlead")) spdlog::set_default_logger(spdlog::stderr_logger_mt("tenderlead"));
  spdlog::set_pattern("%Y-%m-%d %H:%M:%S %l %v");
}

// The first argument that is neither an option nor the value of a global one: the subcommand.
std::string_view first_word(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--config" || argument == "--data" || argument == "--log-level")
      ++i;
    else if (!argument.starts_with('-'))
      return argument;
  }
  return {};
}

bool is_file(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

void complain(const std::string& message) {
  std::cerr << "tenderlead: " << message << std::endl;
}

bool stdout_is_terminal() {
  return isatty(STDOUT_FILENO) == 1;
}

ExitStatus status_for(const Error& error) {
  switch (error.code) {
    case ErrorCode::busy:
    case ErrorCode::corrupt:
    case ErrorCode::version_mismatch:
    case ErrorCode::io:
      return ExitStatus::store_unavailable;
    case ErrorCode::invalid_config:
    case ErrorCode::unsupported:
      return ExitStatus::wrong_usage;
    case ErrorCode::cancelled:
      return ExitStatus::stopped;
    default:
      return ExitStatus::some_failed;
  }
}

std::string find_config_directory(const GlobalOptions& globals) {
  if (!globals.config_directory.empty()) return globals.config_directory;
  if (const char* named = std::getenv("TENDERLEAD_CONFIG"); named && *named) return named;
  for (const char* directory : {".", "config", "/etc/tenderlead"})
    if (is_file(std::string(directory) + "/tenderlead.yaml")) return directory;
  return {};
}

namespace {

std::optional<config::Configuration> accepted(config::Loaded<config::Configuration> loaded,
                                              const GlobalOptions& globals) {
  for (const auto& fault : loaded.faults) std::cerr << to_string(fault) << '\n';
  if (!loaded.ok()) {
    complain("the configuration has " + std::to_string(loaded.faults.size()) +
             " fault(s); mend them, then see `tenderlead check-config`");
    return std::nullopt;
  }
  // A relative one in tenderlead.yaml is below the configuration; one that is typed is where the user stands.
  if (!globals.data_directory.empty())
    loaded.value.settings.data_directory = std::filesystem::absolute(globals.data_directory).string();
  const std::string& level = globals.log_level.empty() ? loaded.value.settings.log_level : globals.log_level;
  spdlog::set_level(spdlog::level::from_str(level));
  return std::move(loaded.value);
}

}  // namespace

std::optional<config::Configuration> load_or_complain(const GlobalOptions& globals) {
  const std::string directory = find_config_directory(globals);
  if (directory.empty()) {
    complain(
        "there is no tenderlead.yaml in this folder, in ./config or in /etc/tenderlead; "
        "run `tenderlead init` to make a working configuration here, or name one with --config DIR");
    return std::nullopt;
  }
  return accepted(config::load_configuration(directory), globals);
}

std::optional<config::Configuration> load_or_shipped(const GlobalOptions& globals) {
  const std::string directory = find_config_directory(globals);
  return accepted(directory.empty() ? config::shipped_configuration() : config::load_configuration(directory),
                  globals);
}

int run_command_line(int argc, char** argv) {
  set_up_logging();
  // A reader that closes the pipe early (`tenderlead leads | head`) ends the write with an error, not the process.
  std::signal(SIGPIPE, SIG_IGN);

  if (const auto name = first_word(argc, argv);
      std::find(kNotYet.begin(), kNotYet.end(), name) != kNotYet.end()) {
    complain("'" + std::string(name) + "' is not in this version; `tenderlead --help` lists what is");
    return static_cast<int>(ExitStatus::wrong_usage);
  }

  CLI::App app{
      "Tenderlead turns public tender portals and hospital websites into sales leads that explain "
      "themselves.\n"
      "把公开的招标网站和医院官网变成可解释的销售线索。",
      "tenderlead"};
  app.set_version_flag("--version", TENDERLEAD_VERSION);
  app.require_subcommand(1);
  app.fallthrough();

  CommandLine line;
  line.app = &app;
  app.add_option("--config", line.globals.config_directory,
                 "Folder with tenderlead.yaml (default: ., ./config, /etc/tenderlead)");
  app.add_option("--data", line.globals.data_directory,
                 "Folder of store and archive (default: what tenderlead.yaml says)");
  app.add_option("--log-level", line.globals.log_level, "trace, debug, info, warning, error or off")
      ->check(CLI::IsMember({"trace", "debug", "info", "warning", "error", "off"}));
  app.add_flag("--json", line.globals.json, "One JSON object a line on standard output");

  add_init(line);
  add_run(line);
  add_crawl(line);
  add_replay(line);
  add_reparse(line);
  add_review(line);
  add_parse(line);
  add_match(line);
  add_leads(line);
  add_rules(line);
  add_show(line);
  add_org(line);
  add_export(line);
  add_import(line);
  add_project(line);
  add_serve(line);
  add_source(line);
  add_tags(line);
  add_archive(line);
  add_check_config(line);
  add_eval(line);
  add_debug(line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // CLI11 prints help and version itself and says 0; every other code of its own is wrong usage to us.
    return app.exit(error) == 0 ? 0 : static_cast<int>(ExitStatus::wrong_usage);
  }
  try {
    const auto status = line.action ? line.action() : ExitStatus::wrong_usage;
    std::cout.flush();
    if (!std::cout && status == ExitStatus::done) {
      complain("standard output can't be written to");
      return static_cast<int>(ExitStatus::some_failed);
    }
    return static_cast<int>(status);
  } catch (const std::exception& error) {
    complain(std::string("stopped by an unexpected fault: ") + error.what());
    return static_cast<int>(ExitStatus::some_failed);
  }
}

}  // namespace tenderlead::app
