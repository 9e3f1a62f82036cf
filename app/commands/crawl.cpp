#include <algorithm>
#include <boost/json/object.hpp>
#include <iostream>
#include <map>

#include "app/config/reading_tables.h"
#include "app/pipeline_command.h"
#include "app/store_access.h"
#include "app/terminal_table.h"
#include "model/time.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

// A table shows the first of each source; JSON has all.
constexpr std::size_t kRowsOfASource = 20;

std::string in_shanghai(std::int64_t at) {
  constexpr std::int64_t kDay = 86400, kOffset = 60 * kShanghaiOffsetMinutes;
  return to_string(StatedTime{local_date(at), static_cast<int>((at + kOffset) % kDay)});
}

void print_json(const SourceForecast& forecast) {
  for (const auto& fetch : forecast.fetches) {
    boost::json::object row{{"source", forecast.source_id}, {"at", in_shanghai(fetch.at)},
                            {"kind", fetch.kind},           {"why", fetch.why},
                            {"method", fetch.method},       {"url", fetch.url}};
    if (!forecast.closed.empty()) row["closed"] = forecast.closed;
    if (fetch.rests) row["rests"] = true;
    if (!fetch.failure.empty()) {
      row["failure"] = fetch.failure;
      row["failures"] = fetch.failures;
    }
    std::cout << wire::to_text(row) << '\n';
  }
}

void print_rows(const std::vector<SourceForecast>& forecasts) {
  static const std::map<std::string, std::string> kWhy = {
      {"start", "起始"}, {"queued", "待抓"}, {"revisit", "回访"}, {"retry", "重试"}};
  std::vector<std::vector<std::string>> rows;
  for (const auto& forecast : forecasts)
    for (std::size_t i = 0; i < std::min(forecast.fetches.size(), kRowsOfASource); ++i) {
      const auto& fetch = forecast.fetches[i];
      rows.push_back({in_shanghai(fetch.at).substr(0, 19), forecast.source_id, kWhy.at(fetch.why),
                      fetch.failure, fetch.url});
    }
  print_table(std::cout, {{"最早"}, {"来源"}, {"缘由"}, {"上次失败"}, {"地址"}}, rows);
}

// On the error output, so that it is seen with either form. `all`: every fetch was printed.
void explain(const SourceForecast& forecast, bool all) {
  std::cerr << forecast.source_id << ": " << forecast.fetches.size() << " requests";
  if (!all && forecast.fetches.size() > kRowsOfASource)
    std::cerr << ", of which " << kRowsOfASource << " are shown (--json: all)";
  if (forecast.left > 0) std::cerr << "; " << forecast.left << " more wait for later runs";
  if (!forecast.closed.empty()) std::cerr << "; none of them now: " << forecast.closed;
  std::cerr << '\n';
  for (const auto& host : forecast.resting) std::cerr << forecast.source_id << ": " << host << '\n';
}

ExitStatus dry_run(const GlobalOptions& globals, const PipelineOptions& options) {
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  const auto [store, status] = open_for_reading(*configuration);
  if (!store) return status;
  Pipeline pipeline(*store, *configuration, config::shipped_reading_tables());
  const auto forecasts = pipeline.forecast(options);
  if (!forecasts) {
    complain(forecasts.error().message);
    return forecasts.error().code == ErrorCode::not_found ? ExitStatus::wrong_usage
                                                          : status_for(forecasts.error());
  }
  const bool as_rows = globals.json || !stdout_is_terminal();
  if (as_rows)
    for (const auto& forecast : *forecasts) print_json(forecast);
  else
    print_rows(*forecasts);
  for (const auto& forecast : *forecasts) explain(forecast, as_rows);
  return ExitStatus::done;
}

}  // namespace

void add_crawl(CommandLine& line) {
  auto* command = line.app->add_subcommand("crawl", "Fetch only: one source or all, due or not");
  auto pipeline = std::make_shared<PipelineCommand>();
  auto dry = std::make_shared<bool>(false);
  pipeline->ledger = true;
  pipeline->options.due_only = false;
  pipeline->work = [](Pipeline& it, const PipelineOptions& options) { return it.crawl(options); };
  command->add_option("--source", pipeline->options.sources, "Only this source; may be repeated");
  command->add_flag("--full", pipeline->options.full,
                    "Page on although everything on a page was seen before");
  command->add_flag("--retry-failed", pipeline->options.retry_failed,
                    "Only what failed in earlier runs, also what wouldn't be tried again by itself");
  command->add_flag("--dry-run", *dry, "Only say what would be fetched, and when at the earliest");
  command->callback([&line, pipeline, dry] {
    line.action = [&line, pipeline, dry] {
      return *dry ? dry_run(line.globals, pipeline->options) : run_pipeline(line.globals, *pipeline);
    };
  });
}

}  // namespace tenderlead::app
