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

constexpr std::size_t kMostWords = 4000;  // bytes of a note

struct ReviewOptions {
  std::string lead;
  std::string action;
  std::string person;
  std::string to;      // assign
  std::string until;   // snooze
  std::string reason;  // reject, note
};

// What is wrong with the options; empty where nothing is.
std::string fault_of(const ReviewOptions& options) {
  if (options.action == "snooze" && !date_from_iso(options.until)) return "snooze needs --until YYYY-MM-DD";
  if (options.action == "assign" && options.to.empty()) return "assign needs --to NAME; - is nobody";
  if (options.action == "note" && options.reason.empty()) return "note needs --reason WORDS";
  if (options.action == "reject" && options.reason.empty()) return "reject needs --reason WORDS";
  if (options.reason.size() > kMostWords)
    return "--reason is longer than " + std::to_string(kMostWords) + " bytes";
  return {};
}

void apply(const ReviewOptions& options, store::LeadWorkRow& work) {
  if (options.action == "claim") work.owner = options.person;
  if (options.action == "assign") work.owner = options.to == "-" ? std::string() : options.to;
  if (options.action == "accept") {
    work.verdict = "accepted";
    work.reason = options.reason;
    work.snoozed_until.clear();
  }
  if (options.action == "reject") {
    work.verdict = "rejected";
    work.reason = options.reason;
  }
  if (options.action == "snooze") work.snoozed_until = options.until;
  if (options.action == "note") ++work.notes;
}

ExitStatus review(const ReviewOptions& options, const GlobalOptions& globals) {
  if (const auto fault = fault_of(options); !fault.empty()) {
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
  const auto lead = lead_of(row);
  if (!lead) {
    complain("lead " + row.id + " can't be read: " + lead.error().message);
    return ExitStatus::store_unavailable;
  }
  const auto now =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  store::ReviewRow done;
  done.lead_id = row.work_id;
  done.person = options.person;
  done.action = options.action;
  done.reason = options.reason;
  if (options.action == "assign") done.value = options.to == "-" ? std::string() : options.to;
  if (options.action == "snooze") done.value = options.until;
  done.at = now;
  auto work = row.work;
  work.organisation_id = lead->organisation_id;
  work.organisation = lead->organisation;
  work.product = lead->product;
  work.notices.clear();
  for (const auto& notice : lead->notices) work.notices += notice + "\n";
  work.day = to_string(local_date(now));
  apply(options, work);
  const auto written =
      (*store)->write([&](store::WriteBatch& writer) { writer.add_review(done, std::move(work)); });
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
  command->add_option("ACTION", options->action, "claim, assign, accept, reject, snooze or note")
      ->required()
      ->check(CLI::IsMember({"claim", "assign", "accept", "reject", "snooze", "note"}));
  command->add_option("--as", options->person, "Who you are: an id of team.yaml, or your name")->required();
  command->add_option("--to", options->to, "assign: to whom; - is nobody");
  command->add_option("--until", options->until, "snooze: to this day, YYYY-MM-DD");
  command->add_option("--reason", options->reason, "reject: why; note: the words");
  command->callback(
      [&line, options] { line.action = [&line, options] { return review(*options, line.globals); }; });
}

}  // namespace tenderlead::app
