#include "web/api/sources/source_json.h"

#include <algorithm>
#include <boost/json/array.hpp>

#include "web/api/leads/lead_desk.h"
#include "web/api/people/people_json.h"
#include "web/api/sources/source_health.h"

namespace tenderlead::web {
namespace {

namespace json = boost::json;

constexpr std::size_t kRunsRead = 61;  // what alarms compare with, and the run itself
constexpr std::size_t kRunsDrawn = 30;

bool is_crawl(const store::SourceHistoryRow& run) {
  return run.kind == "run" || run.kind == "crawl";
}

// The last crawl that came to its end; the end of the runs where there is none.
std::vector<store::SourceHistoryRow>::const_iterator last_finished(
    const std::vector<store::SourceHistoryRow>& runs) {
  return std::find_if(runs.begin(), runs.end(), [](const store::SourceHistoryRow& run) {
    return is_crawl(run) && run.finished_at.has_value();
  });
}

SourceJudgement judged(const ApiContext& context, const SourceRead& read) {
  const auto& judge = context.services().actions.sources.judge;
  const auto last = last_finished(read.runs);
  if (!judge || last == read.runs.end()) return {};
  std::vector<store::SourceHistoryRow> before;
  std::copy_if(last + 1, read.runs.end(), std::back_inserter(before), [](const store::SourceHistoryRow& run) {
    return is_crawl(run) && run.finished_at.has_value();
  });
  return judge(*last, before, read.lists);
}

json::array alarms_json(const std::vector<SourceAlarm>& alarms) {
  json::array out;
  for (const auto& alarm : alarms)
    out.push_back(json::object{{"kind", alarm.kind},
                               {"words", text_value(alarm.words)},
                               {"now", alarm.now},
                               {"usual", alarm.usual},
                               {"detail", text_value(alarm.detail)}});
  return out;
}

// What the line of the last runs is drawn from, oldest first.
json::array drawn(const std::vector<store::SourceHistoryRow>& runs) {
  json::array out;
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
    if (!is_crawl(*run) || !run->finished_at) continue;
    out.push_back(json::object{{"run", run->counts.run_id},
                               {"begun", timestamp(run->begun_at)},
                               {"fresh", run->counts.fresh},
                               {"notices", run->counts.notices},
                               {"fetched", run->counts.fetched},
                               {"failed", run->counts.failed + run->counts.refused}});
  }
  if (out.size() > kRunsDrawn) out.erase(out.begin(), out.end() - kRunsDrawn);
  return out;
}

json::object plan_json(const SourceActions& actions, const SourcePlan& plan,
                       const std::optional<std::int64_t>& next_run) {
  json::array at;
  for (const auto& time : plan.at) at.emplace_back(time);
  return {{"at", std::move(at)},
          {"zone", actions.zone},
          {"hours", plan.hours},
          {"every_seconds", plan.every},
          {"next_run", time_or_null(next_run)}};
}

}  // namespace

SourceRead read_source(store::Queries& queries, const SourcePlan& plan) {
  SourceRead read;
  read.plan = &plan;
  if (auto state = queries.source_state(plan.id)) read.state = std::move(*state);
  read.runs = queries.source_history(plan.id, kRunsRead);
  if (const auto last = last_finished(read.runs); last != read.runs.end()) {
    auto& run = read.runs[static_cast<std::size_t>(last - read.runs.begin())];
    run.counts.reasons = queries.ledger_reasons(run.counts.run_id, plan.id);
    read.lists = queries.list_totals(run.counts.run_id, plan.id);
  }
  read.errors = queries.trouble_count(plan.id, kMostErrorsCounted);
  return read;
}

bool is_running(const ApiContext& context, const SourceRead& read) {
  const auto& working = context.services().actions.sources.another_process_writes;
  const auto open = std::find_if(read.runs.begin(), read.runs.end(), is_crawl);
  return open != read.runs.end() && !open->finished_at && working && working();
}

json::object source_run_json(const store::SourceHistoryRow& run, bool running) {
  const auto& counts = run.counts;
  json::object reasons;
  for (const auto& [reason, amount] : counts.reasons) reasons[reason] = amount;
  return {{"run", counts.run_id},
          {"kind", run.kind},
          {"state", run.finished_at ? "done"
                    : running       ? "running"
                                    : "interrupted"},
          {"begun", timestamp(run.begun_at)},
          {"finished", time_or_null(run.finished_at)},
          {"queued_before", counts.queued_before},
          {"listed", counts.listed},
          {"known", counts.known},
          {"duplicate", counts.duplicate},
          {"fresh", counts.fresh},
          {"revisits", counts.revisits},
          {"fetched", counts.fetched},
          {"parsed", counts.parsed},
          {"unchanged", counts.unchanged},
          {"rejected", counts.rejected},
          {"refused", counts.refused},
          {"failed", counts.failed},
          {"queued_after", counts.queued_after},
          {"notices", counts.notices},
          {"hospitals", counts.hospitals},
          {"bytes", counts.bytes},
          {"balances", counts.balances()},
          {"reasons", std::move(reasons)}};
}

json::object source_json(const ApiContext& context, const SourceRead& read) {
  const auto& actions = context.services().actions.sources;
  const auto& plan = *read.plan;
  const auto* named = context.services().catalogue.source(plan.id);
  const auto last = last_finished(read.runs);
  const bool has_run = last != read.runs.end();
  const auto judgement = judged(context, read);
  SourceFacts facts;
  facts.enabled = plan.enabled;
  facts.paused = read.state.paused_at.has_value();
  facts.running = is_running(context, read);
  facts.every = plan.every;
  facts.alarms = judgement.alarms;
  if (has_run) facts.last_begun = last->begun_at;
  const auto since = has_run ? last->begun_at : read.state.known_since;
  if (plan.enabled && !facts.paused && since > 0 && actions.next_run)
    facts.next_run = actions.next_run(plan.id, since);
  json::value paused = nullptr, asked = nullptr, run = nullptr, usual = nullptr;
  if (read.state.paused_at)
    paused = json::object{{"at", timestamp(*read.state.paused_at)},
                          {"by", text_value(read.state.paused_by)},
                          {"reason", text_value(read.state.reason)}};
  if (read.state.asked_at)
    asked = json::object{{"at", timestamp(*read.state.asked_at)}, {"by", text_value(read.state.asked_by)}};
  if (facts.running) {
    const auto open = std::find_if(read.runs.begin(), read.runs.end(), is_crawl);
    run = source_run_json(*open, true);
  }
  if (judgement.usually_listed) usual = *judgement.usually_listed;
  return {{"id", text_value(plan.id)},
          {"name", text_value(named != nullptr ? named->name : plan.id)},
          {"site", text_value(plan.site)},
          {"health", source_health(facts, context.now())},
          {"alarms", alarms_json(judgement.alarms)},
          {"trouble", actions.trouble ? text_value(actions.trouble(plan.id)) : json::string()},
          {"paused", std::move(paused)},
          {"asked", std::move(asked)},
          {"running", std::move(run)},
          {"schedule", plan_json(actions, plan, facts.next_run)},
          {"last_run", has_run ? json::value(source_run_json(*last, false)) : json::value(nullptr)},
          {"usually_listed", std::move(usual)},
          {"history", drawn(read.runs)},
          {"errors", read.errors}};
}

}  // namespace tenderlead::web
