// What people do with leads at their desks, as plain values: actions and their undoing, saved views, addresses of calendars, corrections of
// what was read. People's work: no rebuild touches any of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tenderlead::store {

// Where a sale stands, as people say.
inline constexpr const char* kLeadStatuses[] = {"contacted", "visited", "proposed", "quoted",
                                                "bidding",   "won",     "lost"};

// Something that a person does with one lead or with many: claim, assign, accept, reject, snooze, note, status.
struct Act {
  std::string action{};
  std::string person{};  // who does it
  std::string
      value{};  // claim: the owner, where that isn't `person`; assign: to whom (empty: nobody); snooze: until
                // when, YYYY-MM-DD; status: which (empty: none)
  std::string reason{};  // of a rejection or an acceptance; the words of a note
  std::int64_t at = 0;   // seconds since the epoch
};

// What is wrong with an act, in words for whoever asked for it; empty where nothing is. `today` is YYYY-MM-DD.
std::string fault_of(const Act& act, const std::string& today);

// A lead as lists show it, with what people made of it. Times are ISO 8601.
struct LeadHead {
  std::int64_t seq = 0;  // grows with each change of the lead or of people's work on it
  std::string id{};
  std::string kind{};
  std::string state{};
  std::string ended{};
  std::string grade{};
  int score = 0;
  int uncertainty = 0;
  std::string product{};
  std::string organisation_id{};
  std::string organisation{};
  std::string region_code{};
  std::string notice_id{};
  std::string project_id{};
  std::string title{};
  std::string act_by{};
  std::string published_at{};
  std::string opened_at{};
  std::string changed_at{};
  std::string news{};
  std::string news_en{};
  std::int64_t price_low = 0;   // 万元; 0 with price_high 0: nobody knows
  std::int64_t price_high = 0;  // 0: over price_low
  std::string owner{};          // people's work first
  std::string owner_because{};
  std::string work_id{};
  std::string verdict{};
  std::string reason{};
  std::string status{};
  std::string snoozed_until{};
  std::string worked_on{};  // YYYY-MM-DD in China; empty: never
  std::int64_t notes = 0;
  std::string content{};      // digest of what the rules made of it
  std::int64_t revision = 0;  // counts what people did with it

  // What a tag of it is made of: changes whenever anything shown does.
  std::string version() const { return content + "-" + std::to_string(revision); }
};

// How far the heads of leads are: `seq` of the newest one, and where they were cleared last. Whoever knows them up to a
// `seq` below `cleared` has to read all of them again.
struct LeadClock {
  std::int64_t seq = 0;
  std::int64_t cleared = 0;
};

// A review with the action that it was part of.
struct DeskReviewRow {
  std::string id{};
  std::string action_id{};  // one of many leads: the same for all
  std::string work_id{};
  std::string person{};
  std::string action{};
  std::string reason{};
  std::string value{};
  std::int64_t at = 0;
  std::optional<std::int64_t> undone_at{};
  std::string undone_by{};
};

struct ViewRow {
  std::string id{};  // given by the store
  std::string name{};
  std::string filter{};
  std::string sort{};
  std::string columns{};  // ids, one a line
  bool shared = false;
  std::string person{};  // whose it is
  std::int64_t position = 0;
  std::int64_t version = 1;
  std::int64_t created_at = 0;
  std::int64_t changed_at = 0;
};

// An address at which calendars read deadlines without signing in.
struct FeedRow {
  std::string id{};      // given by the store
  std::string digest{};  // of its secret
  std::string name{};
  std::string filter{};
  std::string person{};
  std::int64_t created_at = 0;
  std::optional<std::int64_t> read_at{};
};

// A person's word on a field of a notice: the last one of a field counts, whatever the page says. They are never deleted.
struct CorrectionRow {
  std::int64_t id = 0;  // counts up; given by the store
  std::string notice_id{};
  std::string field{};         // a path: "buyer.name"
  std::string value{};         // JSON; "null": the notice doesn't say it; empty: what was read stands again
  std::string old{};           // JSON, as it was read; empty: there was nothing
  std::string old_evidence{};  // JSON; empty: none
  std::string person{};
  std::string reason{};
  std::int64_t at = 0;
};

// A notice in a list of them.
struct NoticeBrief {
  std::string id{};
  std::string source_id{};
  std::string kind{};
  std::string title{};
  std::string published_at{};
  std::string url{};
};

}  // namespace tenderlead::store
