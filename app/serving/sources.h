// What the service says of sources and does with them: the configuration's schedule, the scheduler, alarms and the archive behind the
// web room's words for them.
#pragma once

#include <filesystem>

#include "app/config/configuration.h"
#include "app/config/schedule_settings.h"
#include "app/schedule/scheduler.h"
#include "web/api/sources/source_actions.h"

namespace tenderlead::app {

// The sources that are switched on, as the scheduler wants them. `now` gives seconds since 1970 UTC.
SchedulerOptions scheduler_options(const config::Configuration& configuration,
                                   const config::ScheduleSettings& settings,
                                   std::function<std::int64_t()> now);

// `scheduler` is null where this process starts no runs; it and the configuration outlive what is returned.
web::SourceActions source_actions(const config::Configuration& configuration,
                                  const config::ScheduleSettings& settings, Scheduler* scheduler,
                                  std::function<std::int64_t()> now);

}  // namespace tenderlead::app
