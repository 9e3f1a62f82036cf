// What every subcommand shares: exit statuses, global options, and how a subcommand registers itself. One file in
// app/commands/ a subcommand.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <string>

#include "app/config/configuration.h"
#include "app/exit_status.h"
#include "model/result.h"

namespace tenderlead::app {

// The options that stand before or after any subcommand.
struct GlobalOptions {
  std::string
      config_directory;        // --config; empty: $TENDERLEAD_CONFIG, else ./config, else the current folder
  std::string data_directory;  // --data; empty: what tenderlead.yaml says
  std::string log_level;       // --log-level; empty: what tenderlead.yaml says
  bool json = false;           // --json: one JSON object a line
};

// A subcommand's registration puts its work here; the command line runs it after parsing.
struct CommandLine {
  CLI::App* app = nullptr;
  GlobalOptions globals;
  std::function<ExitStatus()> action;
};

// One a file in app/commands/.
void add_archive(CommandLine& line);
void add_check_config(CommandLine& line);
void add_crawl(CommandLine& line);
void add_debug(CommandLine& line);
void add_eval(CommandLine& line);
void add_export(CommandLine& line);
void add_import(CommandLine& line);
void add_init(CommandLine& line);
void add_leads(CommandLine& line);
void add_match(CommandLine& line);
void add_org(CommandLine& line);
void add_parse(CommandLine& line);
void add_project(CommandLine& line);
void add_replay(CommandLine& line);
void add_reparse(CommandLine& line);
void add_review(CommandLine& line);
void add_run(CommandLine& line);
void add_rules(CommandLine& line);
void add_show(CommandLine& line);
void add_serve(CommandLine& line);
void add_source(CommandLine& line);
void add_tags(CommandLine& line);

// "tenderlead: MESSAGE" on standard error.
void complain(const std::string& message);
// The status for an error that ended a command: busy, corrupt, version_mismatch and io mean the store.
ExitStatus status_for(const Error& error);

// The folder that holds tenderlead.yaml, after the rules of GlobalOptions::config_directory; empty where none does.
std::string find_config_directory(const GlobalOptions& globals);

// Loads the configuration; prints every fault and gives nothing where it has any, or where there is none.
std::optional<config::Configuration> load_or_complain(const GlobalOptions& globals);
// The same, but falls back to the shipped configuration where there is no folder; for commands that work anywhere.
std::optional<config::Configuration> load_or_shipped(const GlobalOptions& globals);

// Is standard output a terminal?
bool stdout_is_terminal();

}  // namespace tenderlead::app
