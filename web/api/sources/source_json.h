// A source as an answer shows it: what the configuration, its runs and people say of it.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "web/api/context.h"
#include "web/api/sources/source_actions.h"

namespace tenderlead::web {

// What the store says of one source, on one snapshot.
struct SourceRead {
  const SourcePlan* plan = nullptr;
  store::SourceState state{};
  std::vector<store::SourceHistoryRow>
      runs{};  // of all kinds, newest first; of the last finished crawl with its reasons
  std::vector<store::ListTotalRow> lists{};  // of the last finished crawl
  std::int64_t errors = 0;                   // kMostErrorsCounted at most
};
inline constexpr std::int64_t kMostErrorsCounted = 1000;

SourceRead read_source(store::Queries& queries, const SourcePlan& plan);
// It is being crawled now.
bool is_running(const ApiContext& context, const SourceRead& read);
// "Source" of the description.
boost::json::object source_json(const ApiContext& context, const SourceRead& read);
// "SourceRun" of the description, reasons where the row has them.
boost::json::object source_run_json(const store::SourceHistoryRow& run, bool running);

}  // namespace tenderlead::web
