// Projects: the notices that speak of one procurement, over time and across portals.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/money.h"
#include "model/notice.h"
#include "model/region.h"
#include "model/time.h"

namespace tenderlead {

// How far a procurement has come, by the latest of its notices that says so.
enum class ProjectStage {
  planned,     // intention, market research
  tendering,   // tender, prequalification, single source
  evaluated,   // shortlist
  awarded,     // award
  contracted,  // contract
  accepted,    // acceptance
  failed,      // failure, and no tender since
  unknown,     // only notices that say nothing of it
};
inline constexpr ProjectStage kAllProjectStages[] = {
    ProjectStage::planned,    ProjectStage::tendering, ProjectStage::evaluated, ProjectStage::awarded,
    ProjectStage::contracted, ProjectStage::accepted,  ProjectStage::failed,    ProjectStage::unknown};
const char* to_string(ProjectStage stage);
std::optional<ProjectStage> project_stage_from_string(std::string_view text);
const char* chinese_name(ProjectStage stage);

// One notice in a project's course.
struct ProjectEvent {
  std::string notice_id;
  std::optional<NoticeKind> kind;
  std::optional<StatedTime> published_at;
  std::string title;
  std::string url;
  std::string source_id;
  std::string
      same_as;  // the notice of this project that another portal published first; empty: this is the first
  std::string because;  // why it belongs here: "number", "name", "name+buyer", "follows", ...; stable ASCII
};

// A value of the project that a later notice stated anew.
struct ProjectChange {
  std::string field;  // "bid_deadline", "budget", "ceiling", "opening_at", "project_no", "buyer"
  std::string from;   // ISO 8601 or decimal yuan; empty: it was not stated before
  std::string to;
  std::string notice_id;  // the one that states `to`
  std::optional<StatedTime> published_at;
};

struct ProjectWinner {
  std::string lot;  // the lot's no; empty where the procurement isn't divided
  std::string supplier;
  std::string supplier_id;  // of the Organisation
  std::optional<Money> amount;
  std::string notice_id;
};

// One procurement. What it says of itself is what its latest notices say; every value names its notice in `changes` or by
// the timeline. Ordered by time, so that equal notices give equal projects whatever their order of arrival.
struct Project {
  std::string id;                    // stable: derived from the key of the earliest notice that has one
  std::string ocid;                  // Open Contracting ID: a prefix of ours, then the id
  std::vector<std::string> numbers;  // as stated, the earliest first
  std::string name;
  std::string buyer_id;
  std::string buyer;
  Region region;
  ProjectStage stage = ProjectStage::unknown;
  std::vector<ProjectEvent> timeline;      // the earliest first
  std::vector<ProjectChange> changes;      // the earliest first
  std::optional<StatedTime> published_at;  // of the first notice
  std::optional<StatedTime> updated_at;    // of the last one
  std::optional<StatedTime> bid_deadline;  // as it now stands
  std::optional<Money> budget;             // as it now stands
  std::optional<Money> ceiling;
  std::vector<Lot> lots;
  std::vector<ProjectWinner> winners;
  int attempt = 1;       // 2: tendered a second time after a failure
  std::string previous;  // id of last year's project of the same kind; empty: none known
};

}  // namespace tenderlead
