// What the routes of sources ask of the program around them: what the configuration says of sources, when they are run, and what is
// unusual about a run.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/result.h"
#include "store/rows.h"
#include "store/source_rows.h"

namespace tenderlead::web {

struct StoredPage {
  std::string
      html;  // a document without anything that acts, with one <style>, which holds no telephone number
};

// A configured source; its name stands in the catalogue.
struct SourcePlan {
  std::string id;
  std::string site;               // where it starts
  bool enabled = true;            // by its file
  std::int64_t every = 86400;     // seconds between runs at least
  std::vector<std::string> at{};  // "06:30": when this server runs it; empty: somebody else does
  std::string hours{};            // "22:00-06:00", in China: when it may be fetched; empty: at any time
};

// What is unusual about a run. `now` and `usual` are the kind's own figures.
struct SourceAlarm {
  std::string kind;   // nothing_fetched, lists_shrank, reads_little, windows_capped, silent, list_short
  std::string words;  // an English sentence
  std::int64_t now = 0;
  std::int64_t usual = 0;
  std::string detail{};
};
struct SourceJudgement {
  std::vector<SourceAlarm> alarms{};
  std::optional<std::int64_t> usually_listed{};  // absent: too few runs to say
};

// All are called from several threads at once. What is empty isn't offered.
struct SourceActions {
  std::vector<SourcePlan> plans{};  // in the configuration's order
  std::string zone{};               // of SourcePlan::at
  bool starts_runs =
      false;  // this server does, when somebody asks; else the next `tenderlead run` does what was asked for
  // When this server runs a source next; absent where it doesn't. `last`: when its last run began, or when it was first seen.
  std::function<std::optional<std::int64_t>(const std::string& id, std::int64_t last)> next_run{};
  std::function<bool(const std::string& id)> may_be_fetched_now{};  // by its hours
  std::function<std::string(const std::string& id)>
      trouble{};                                   // why it couldn't be run; empty where it could
  std::function<bool()> another_process_writes{};  // a run of this server's, or anybody's
  // `now`: a run that came to its end; `before`: those before it, newest first.
  std::function<SourceJudgement(const store::SourceHistoryRow& now,
                                const std::vector<store::SourceHistoryRow>& before,
                                const std::vector<store::ListTotalRow>& lists)>
      judge{};
  std::function<void()> asked{};  // somebody asked for a run; it stands in the store
  // The page of a URL that came to nothing. not_found where the archive doesn't have it.
  std::function<Result<StoredPage>(const store::TroubleRow& trouble, const ArchiveLocation& place,
                                   bool english, bool dark)>
      show_trouble{};
};

}  // namespace tenderlead::web
