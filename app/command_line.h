// The command line: parses arguments, runs one subcommand, and returns the exit status of the contract.
#pragma once

namespace tenderlead::app {

// Never throws: what escapes a subcommand becomes a message and status 1.
int run_command_line(int argc, char** argv);

}  // namespace tenderlead::app
