// How the commands that read leads get at the store, and what they share.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/commands/command.h"
#include "model/lead.h"
#include "store/store.h"

namespace tenderlead::app {

// Opens the configured store for reading. On failure prints why and gives a null pointer and the status.
std::pair<std::unique_ptr<store::Store>, ExitStatus> open_for_reading(
    const config::Configuration& configuration);

// The filters that `leads` and `export` share, as given on the command line.
struct LeadOptions {
  std::string product;
  std::string region;  // a name or a GB/T 2260 code
  std::string kind;
  std::string since;  // YYYY-MM-DD
  int min_score = -1;
  std::size_t limit = 0;
};
void add_lead_options(CLI::App& command, LeadOptions& options);
// Checks them against the rule book and the table of regions; the error says what is allowed.
Result<store::LeadFilter> lead_filter(const LeadOptions& options, const config::Configuration& configuration);

// The Chinese name of a product, or its id where the rule book doesn't have it.
std::string product_name(const config::Configuration& configuration, const std::string& id);

// "四川省成都市郫都区".
std::string region_in_words(const Region& region);

}  // namespace tenderlead::app
