// The course of one lead: what its notices made of it, in order of time, up to a day.
//
// A lead comes alive with a notice, changes its kind as the procurement goes on, ends when its deadline passes, when it is too
// old or when the procurement goes another way, and comes alive again with news. docs/leads.md has the table. All of it is
// told from the notices, the rules and the day alone: the same ones give the same course in whatever order they arrived.
//
// Pure; not thread-safe as an object, any number may be followed at once.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/lead.h"
#include "model/notice.h"
#include "rules/lead_rules.h"
#include "rules/tagger.h"

namespace tenderlead::rules {

// A notice of an opportunity; nothing is kept of what the pointers lead to. `tagging` may be null: nothing is known by words.
struct CourseNotice {
  const Notice* notice = nullptr;
  std::string id;
  const Tagging* tagging = nullptr;
  std::string lot{};  // the one that it is about, where lots are announced one by one
};

// By day of publication (unknown days first), then along a procurement's stages, then by time and id.
void sort_by_time(std::vector<CourseNotice>& notices);

// How a lead stands after its course.
struct Standing {
  bool opened = false;  // false: it never was one
  bool live = false;
  const LeadRule* rule = nullptr;  // by which it is, or last was, a lead
  const CourseNotice* basis = nullptr;
  std::string ended;          // why it isn't alive; empty while it is
  std::optional<Date> until;  // the last day on which it lives without news
  std::optional<StatedTime> deadline;
  std::optional<StatedTime> opened_at;
  std::optional<StatedTime> changed_at;
  std::optional<Date> service_end;     // of a renewal
  std::vector<std::string> suppliers;  // who won
  std::vector<LeadChange> history;
  LeadState state = LeadState::fresh;
};

class Course {
 public:
  Course(const std::vector<ChangeSentence>& sentences, Date as_of) : sentences_(sentences), as_of_(as_of) {}

  // What happens by itself until a day: the lead ends, or the pending renewal begins. To be called with the day of each
  // notice before anything is said of it.
  void advance(Date day);
  // The lead is alive by this rule from this notice on, until a day where one is known; `why` is what will have
  // ended it then: "deadline" or "age". A notice that is no news (another portal's copy) opens a lead and brings none back.
  void live(const LeadRule& rule, const CourseNotice& basis, std::optional<Date> until, std::string why,
            bool news);
  // The procurement went another way: "failed", "evaluated", "won_by_us", "awarded", "partner". Nothing where it is neither alive nor
  // ended by time alone.
  void end(const std::string& why, const CourseNotice& because);
  // Deadline and budget as a notice states them anew.
  // True where they changed.
  bool restate(const CourseNotice& by);
  // Another lot's deadline, which counts where it is later; its budget is its own.
  void restate_lot(const CourseNotice& by);
  // News that changes neither kind nor dates. Nothing before the lead was opened.
  void tell(const std::string& what, const CourseNotice& by, const std::string& to = {});
  void won_by(std::vector<std::string> suppliers) { now_.suppliers = std::move(suppliers); }
  // The service ends then; the lead becomes a renewal `days_ahead` days before.
  void renew(const LeadRule& rule, const CourseNotice& basis, Date service_end);

  const Standing& now() const { return now_; }
  // Everything up to the day of matching.
  Standing finish();

 private:
  enum class Because { news, time };
  struct Renewal {
    const LeadRule* rule = nullptr;
    const CourseNotice* basis = nullptr;
    Date end;
  };
  void say(LeadChange change);
  void begin(const LeadRule& rule, const CourseNotice& basis, std::optional<StatedTime> at,
             const std::string& notice_id, Because because = Because::news);
  void expire();

  const std::vector<ChangeSentence>& sentences_;
  Date as_of_;
  Standing now_;
  std::string why_;  // what ends it when its time is up
  std::optional<Renewal> renewal_;
  std::set<std::string> deadlines_;  // all that were stated so far
  std::set<std::string> budgets_;
  std::string budget_;         // decimal yuan as it stands
  std::string last_reopened_;  // the notice that brought it back, where nothing came after
};

}  // namespace tenderlead::rules
