// rules test FILE: what a rule file would change over the stored notices, or in the list of leads.
#pragma once

#include "app/commands/command.h"

namespace tenderlead::app {

void add_rules_test(CLI::App& rules, CommandLine& line);

}  // namespace tenderlead::app
