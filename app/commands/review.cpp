#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>
#include <memory>

#include "app/commands/command.h"
#include "app/pipeline/run.h"
#include "app/store_access.h"
#include "app/terminal_table.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

struct ReviewOptions {
  std::string lead;
  std::string action;
  std::string person;
  std::string to;      // assign, status
  std::string until;   // snooze
  std::string reason;  // reject, note
};

store::Act act_of(const ReviewOptions& options, std::int64_t now) {
  store::Act act;
  act.action = options.action;
  act.person = options.person;
  act.reason = options.reason;
  act.at = now;
  if (options.action == "assign") act.value = options.to == "-" ? std::string() : options.to;
  if (options.action == "snooze") act.value = options.until;
  if (options.action == "status") act.value = options.to == "-" ? std::string() : options.to;
  return act;
}

// What is wrong with the options; empty where nothing is.
std::string fault_in(const ReviewOptions& options, const store::Act& act) {
  if (options.action == "assign" && options.to.empty()) return "assign needs --to NAME; - is nobody";
  if (options.action == "status" && options.to.empty()) return "status needs --to STATUS; - is none";
  if (options.action == "snooze" && options.until.empty()) return "snooze needs --until YYYY-MM-DD";
  if (options.action == "note" && options.reason.empty()) return "note needs --reason WORDS";
  if (options.action == "reject" && options.reason.empty()) return "reject needs --reason WORDS";
  return store::fault_of(act, to_string(local_date(act.at)));
}

ExitStatus review(const ReviewOptions& options, const GlobalOptions& globals) {
  const auto act = act_of(options, std::chrono::duration_cast<std::chrono::seconds>(
                                       std::chrono::system_clock::now().time_since_epoch())
                                       .count());
  if (const auto fault = fault_in(options, act); !fault.empty()) {
    complain(fault);
    return ExitStatus::wrong_usage;
  }
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  auto store = store::Store::open(store_path(*configuration), store::OpenMode::read_write);
  if (!store) {
    complain(store.error().message);
    return ExitStatus::store_unavailable;
  }
  const auto found = (*store)->read([&](store::Queries& queries) { return queries.lead(options.lead); });
  if (!found) {
    complain(found.error().message);
    return status_for(found.error());
  }
  if (!*found) {
    complain("there is no lead '" + printable(options.lead) + "'; `tenderlead leads` lists ids");
    return ExitStatus::some_failed;
  }
  const auto& row = **found;
  const auto written = (*store)->write([&](store::WriteBatch& writer) { writer.act(act, {row}); });
  if (!written) {
    complain(written.error().message);
    return status_for(written.error());
  }
  const auto after = (*store)->read([&](store::Queries& queries) { return queries.lead(row.id); });
  if (after && *after) std::cout << wire::to_text(lead_object(**after)) << '\n';
  return ExitStatus::done;
}

}  // namespace

void add_review(CommandLine& line) {
  auto* command = line.app->add_subcommand("review", "What you did with a lead; no rebuild touches it");
  auto options = std::make_shared<ReviewOptions>();
  command->add_option("LEAD", options->lead, "Its id, as `leads` prints it")->required();
  command->add_option("ACTION", options->action, "claim, assign, accept, reject, snooze, note or status")
      ->required()
      ->check(CLI::IsMember({"claim", "assign", "accept", "reject", "snooze", "note", "status"}));
  command->add_option("--as", options->person, "Who you are: an id of team.yaml, or your name")->required();
  command->add_option("--to", options->to, "assign: to whom; status: which; - is nobody or none");
  command->add_option("--until", options->until, "snooze: to this day, YYYY-MM-DD");
  command->add_option("--reason", options->reason, "reject: why; note: the words");
  command->callback(
      [&line, options] { line.action = [&line, options] { return review(*options, line.globals); }; });
}

}  // namespace tenderlead::app
