#include "app/serving/sources.h"

#include <algorithm>
#include <map>
#include <utility>

#include "app/pipeline/alarms.h"
#include "app/pipeline/run.h"
#include "app/pipeline/stored_page.h"
#include "store/lock.h"

namespace tenderlead::app {
namespace {

// What is said of one source, or of all.
const config::SourceSchedule& said_of(const config::ScheduleSettings& settings, const std::string& id) {
  static const config::SourceSchedule kNothing;
  const auto found = settings.sources.find(id);
  return found == settings.sources.end() ? kNothing : found->second;
}

Rhythm rhythm_of(const Source& source, const config::ScheduleSettings& settings) {
  const auto& said = said_of(settings, source.id);
  return {said.at.empty() ? settings.at : said.at, !said.at.empty(), source.every, source.politeness.hours};
}

// "https://ggzy.example.cn"
std::string site_of(const Source& source) {
  const auto& url = !source.start.empty()      ? source.start.front().url
                    : !source.sitemaps.empty() ? source.sitemaps.front()
                                               : source.id;
  const auto host = url.find("://");
  return host == url.npos ? url : url.substr(0, url.find('/', host + 3));
}

SourceRunCounts counts_of(const store::SourceHistoryRow& row) {
  return {row.begun_at, row.counts};
}

web::SourceJudgement judge(const store::SourceHistoryRow& now,
                           const std::vector<store::SourceHistoryRow>& before,
                           const std::vector<store::ListTotalRow>& lists) {
  std::vector<SourceRunCounts> earlier;
  earlier.reserve(before.size());
  for (const auto& run : before) earlier.push_back(counts_of(run));
  web::SourceJudgement judgement;
  for (auto& alarm : unusual_of(counts_of(now), earlier))
    judgement.alarms.push_back(
        {std::move(alarm.kind), std::move(alarm.words), alarm.now, alarm.usual, std::move(alarm.detail)});
  for (const auto& list : lists)
    if (auto alarm = alarm_of(list))
      judgement.alarms.push_back(
          {"list_short", std::move(*alarm), list.got, list.stated.value_or(0), list.url});
  judgement.usually_listed = usually_listed(earlier);
  return judgement;
}

}  // namespace

SchedulerOptions scheduler_options(const config::Configuration& configuration,
                                   const config::ScheduleSettings& settings,
                                   std::function<std::int64_t()> now) {
  // The configuration was checked.
  SchedulerOptions options{{}, *Zone::named(settings.zone), std::move(now), {}};
  for (const auto& source : configuration.sources) {
    if (!source.enabled) continue;
    const bool scheduled = settings.enabled && said_of(settings, source.id).enabled;
    options.sources.push_back({source.id, scheduled, rhythm_of(source, settings)});
  }
  return options;
}

web::SourceActions source_actions(const config::Configuration& configuration,
                                  const config::ScheduleSettings& settings, Scheduler* scheduler,
                                  std::function<std::int64_t()> now) {
  web::SourceActions actions;
  actions.zone = settings.zone;
  actions.starts_runs = scheduler != nullptr;
  std::map<std::string, DailyHours> hours;
  for (const auto& source : configuration.sources) {
    web::SourcePlan plan;
    plan.id = source.id;
    plan.site = site_of(source);
    plan.enabled = source.enabled;
    plan.every = source.every.count();
    if (scheduler != nullptr && scheduler->next_run(source.id, 0))
      for (const int minutes : rhythm_of(source, settings).at) plan.at.push_back(config::clock_text(minutes));
    if (source.politeness.hours) {
      plan.hours = to_string(*source.politeness.hours);
      hours.emplace(source.id, *source.politeness.hours);
    }
    actions.plans.push_back(std::move(plan));
  }
  actions.may_be_fetched_now = [hours = std::move(hours), now = std::move(now)](const std::string& id) {
    const auto found = hours.find(id);
    return found == hours.end() || found->second.contains(now());
  };
  if (scheduler != nullptr) {
    actions.next_run = [scheduler](const std::string& id, std::int64_t last) {
      return scheduler->next_run(id, last);
    };
    actions.trouble = [scheduler](const std::string& id) { return scheduler->trouble_of(id); };
    actions.asked = [scheduler] { scheduler->ring(); };
  }
  actions.another_process_writes = [path = store_path(configuration)] {
    return store::another_process_writes(path);
  };
  actions.judge = judge;
  actions.show_trouble = [archive = archive_path(configuration)](const store::TroubleRow& trouble,
                                                                 const ArchiveLocation& place, bool english,
                                                                 bool dark) -> Result<web::StoredPage> {
    auto page = archived_page(archive, place, trouble.url, english, dark);
    if (!page) return page.error();
    return web::StoredPage{std::move(*page)};
  };
  return actions;
}

}  // namespace tenderlead::app
