#include "app/pipeline_command.h"

#include <unistd.h>

#include <csignal>
#include <iomanip>
#include <iostream>
#include <sstream>

#include "app/config/reading_tables.h"
#include "app/progress_printer.h"
#include "app/terminal_table.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

// One a process: signal handlers have no other way to reach it.
StopToken stop_token;

extern "C" void on_stop_signal(int) {
  // The second Ctrl-C ends the process at once; the store survives that too, as it survives a kill.
  if (stop_token.requested()) _exit(static_cast<int>(ExitStatus::stopped));
  stop_token.request();
}

void catch_stop_signals() {
  struct sigaction action {};
  action.sa_handler = on_stop_signal;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

void print_ledger(const std::vector<LedgerEntry>& ledger, bool json) {
  if (json) {
    for (const auto& entry : ledger) std::cout << wire::to_json_text(entry) << '\n';
    return;
  }
  const auto number = [](std::int64_t count) { return std::to_string(count); };
  std::vector<std::vector<std::string>> rows;
  for (const auto& e : ledger)
    rows.push_back({e.source_id, number(e.queued_before), number(e.listed), number(e.fresh), number(e.known),
                    number(e.duplicate), number(e.revisits), number(e.fetched), number(e.parsed),
                    number(e.unchanged), number(e.rejected), number(e.refused), number(e.failed),
                    number(e.queued_after), number(e.notices), number(e.hospitals),
                    e.balances() ? "平" : "不平"});
  std::vector<Column> columns{{"来源"}};
  for (const char* heading : {"原有", "列出", "新增", "已知", "重复", "回访", "抓取", "解析", "未变", "拒收",
                              "拒绝", "失败", "待抓", "公告", "医院"})
    columns.push_back({heading, 0, true});
  columns.push_back({"账"});
  print_table(std::cout, columns, rows);
  for (const auto& entry : ledger)
    for (const auto& [reason, count] : entry.reasons)
      std::cout << "  " << entry.source_id << "  " << reason << "  " << count << '\n';
}

ExitStatus report(const PipelineSummary& summary, const PipelineCommand& command,
                  const GlobalOptions& globals) {
  if (command.ledger) print_ledger(summary.ledger, globals.json);
  bool balanced = true;
  for (const auto& entry : summary.ledger) {
    balanced = balanced && entry.balances();
    if (!entry.balances())
      complain("the ledger of source " + entry.source_id +
               " does not balance; this is a fault of the program");
  }
  for (const auto& failure : summary.failures) complain(printable(failure));
  for (const auto& alarm : summary.alarms) complain("alarm: " + printable(alarm));
  std::ostringstream words;
  words << (summary.stopped
                ? "stopped; everything done so far is saved, and the next run goes on from there. "
                : "")
        << summary.pages << " pages in " << std::fixed << std::setprecision(1) << summary.seconds
        << " s; the store holds " << summary.notices << " notices, " << summary.organisations
        << " organisations, " << summary.leads << " leads";
  std::cerr << words.str() << '\n';
  if (summary.stopped) return ExitStatus::stopped;
  return summary.failures.empty() && summary.alarms.empty() && balanced ? ExitStatus::done
                                                                        : ExitStatus::some_failed;
}

}  // namespace

ExitStatus run_pipeline(const GlobalOptions& globals, const PipelineCommand& command) {
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  for (const auto& id : command.options.sources) {
    bool known = false;
    for (const auto& source : configuration->sources) known = known || source.id == id;
    if (!known) {
      complain("there is no source '" + id + "' in " + configuration->directory + "/sources");
      return ExitStatus::wrong_usage;
    }
  }
  auto store = store::Store::open(store_path(*configuration), command.mode);
  if (!store) {
    complain(store.error().message);
    return ExitStatus::store_unavailable;
  }

  catch_stop_signals();
  ProgressPrinter printer(std::cerr, isatty(STDERR_FILENO) == 1,
                          [] { return terminal_width(STDERR_FILENO); });
  PipelineOptions options = command.options;
  options.stop = &stop_token;
  options.on_progress = [&](const Progress& progress) { printer.show(progress); };
  options.on_note = [&](const std::string& note) { printer.note(note); };
  Pipeline pipeline(**store, *configuration, config::shipped_reading_tables());
  const auto summary = command.work(pipeline, options);
  printer.clear();
  if (!summary) {
    complain(summary.error().message);
    return status_for(summary.error());
  }
  return report(*summary, command, globals);
}

void add_as_of(CLI::App& command, const std::shared_ptr<PipelineCommand>& pipeline) {
  command
      .add_option_function<std::string>(
          "--as-of", [pipeline](const std::string& text) { pipeline->options.as_of = date_from_iso(text); },
          "The day for which leads are scored, YYYY-MM-DD (default: today in Shanghai)")
      ->check([](const std::string& text) {
        return date_from_iso(text) ? std::string() : "'" + text + "' is not a day as YYYY-MM-DD";
      });
}

}  // namespace tenderlead::app
