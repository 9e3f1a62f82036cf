// How the commands that read leads get at the store, and what they share.
#pragma once

#include <boost/json/object.hpp>
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
  std::string state;          // new, updated, reopened, expired; empty: any but expired
  std::string owner;          // a person's id; "-": nobody
  std::string changed_since;  // YYYY-MM-DD
  bool all = false;           // expired, rejected and snoozed ones too
};
void add_lead_options(CLI::App& command, LeadOptions& options);
// Checks them against the rule book and the table of regions; the error says what is allowed.
Result<store::LeadFilter> lead_filter(const LeadOptions& options, const config::Configuration& configuration);

// A place's code without the zeros at its end, by name or code; the error names the nearest one that there is. `option`: --region.
Result<std::string> region_option(const std::string& option, const std::string& text);
// At least one: nothing is refused as everything would be.
void add_limit(CLI::App& command, std::size_t& limit);

// The leads that pass; without --state and --all those at hand: alive, and neither rejected nor snoozed on the day of the last match.
std::vector<store::LeadRow> find_leads(store::Queries& queries, const LeadOptions& options,
                                       store::LeadFilter filter);
// To be asked where nobody's leads were found: an error where --owner is neither of the team nor a user.
Result<void> check_owner(store::Queries& queries, const LeadOptions& options,
                         const config::Configuration& configuration);
// The lead as the store has it, with whom it is for.
Result<Lead> lead_of(const store::LeadRow& row);
// The same as JSON, with "assigned", and "work" where people worked on it.
boost::json::object lead_object(const store::LeadRow& row);

// A language that the command line asks for.
enum class Language { chinese, english };
// --lang zh|en
void add_language(CLI::App& command, const std::shared_ptr<Language>& language);
// `en` where it is asked for and there is one.
const std::string& in_language(Language language, const std::string& zh, const std::string& en);

// The name of a person of team.yaml; the id where it has none.
std::string person_name(const config::Configuration& configuration, const std::string& id);

// The name of a product, or its id where the rule book doesn't have it.
std::string product_name(const config::Configuration& configuration, const std::string& id,
                         Language language = Language::chinese);

// "四川省成都市郫都区".
std::string region_in_words(const Region& region);

}  // namespace tenderlead::app
