// WriteBatch: the one way in which anything is written. It lives inside Store::write(), so all that one call does
// becomes visible together or not at all. Methods throw SQLite::Exception or std::runtime_error, which
// Store::write() turns into an Error; nothing else needs to be caught in between.
//
// Statements are prepared once a store and kept. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/installed.h"
#include "model/list_progress.h"
#include "store/desk_rows.h"
#include "store/import_rows.h"
#include "store/organisation_rows.h"
#include "store/organisation_view.h"
#include "store/people_rows.h"
#include "store/rows.h"
#include "store/rule_rows.h"

namespace tenderlead::store {

class Connection;

class WriteBatch {
 public:
  explicit WriteBatch(Connection& connection) : db_(connection) {}
  WriteBatch(const WriteBatch&) = delete;
  WriteBatch& operator=(const WriteBatch&) = delete;

  // ---- raw: URLs and the queue (write_queue.cpp)

  // How a listing is meant.
  struct ListOptions {
    std::int64_t run_id = 0;
    bool fetch_known = false;  // queue it although it is known (start and list pages)
    bool queue = true;         // false: only remember what the list said (replay)
  };
  // Remembers a URL that a start request, list, sitemap or shell gave, and queues it where it is new.
  // Where two lists of one run name a URL, the longer title and date win (of equals, the one that sorts first), so
  // that the order in which lists arrive doesn't show; a page already read under other hints is marked stale. The
  // queue hands out start pages, sitemaps and lists first, then bodies, then what was never read (the newest by its
  // hint first), then files, then visits to what was read before.
  Listed list(const UrlTask& task, const ListOptions& options);
  // Puts what is queued of a source's focused crawl in the order of its scores; visits to what was read before come
  // after new pages of a little less worth. list() does it for what it queues; queue_due() and queue_failed() don't.
  void rank_focused(const std::string& source_id);
  // Adds one page of a list to what the list gave in a run.
  void count_list(std::int64_t run_id, const ListTotalRow& page);
  // Puts a known URL back into the queue; false where it is in it.
  bool queue_again(const UrlTask& task, std::int64_t url_id);
  // Was the URL answered last, and before `at`?
  bool was_fetched_before(std::int64_t url_id, std::int64_t at);
  // Makes sure that a URL is known, without queueing or listing it; returns its id and whether it was new.
  std::pair<std::int64_t, bool> know(const UrlTask& task, std::int64_t run_id);
  // UrlTask::chain of a URL; a task that came back from the crawl has lost it.
  std::string chain(std::int64_t url_id);
  // Takes a task out of the queue; false where it wasn't in it (then the outcome was stored before).
  bool finish(std::int64_t queue_id);
  // Leaves it queued for a later run, held until release(), and counts the attempt.
  void postpone(std::int64_t queue_id);
  // What earlier runs postponed of a source may be handed out again.
  void release(const std::string& source_id);
  // Queues what is due again at `now`: `limit` at most, the longest overdue first. Returns how many.
  std::int64_t queue_due(const std::string& source_id, std::int64_t now, std::int64_t limit);
  // Queues what failed last, whether it would be tried again by itself or not. Returns how many.
  std::int64_t queue_failed(const std::string& source_id);
  // Says as what the current page of a URL was read. It is stale where lists have told other hints or another role
  // meanwhile, and no longer stale otherwise.
  void note_read(std::int64_t url_id, const UrlTask& task);
  // Archives hold the bodies of shell pages without saying whose they are. Where a body is known by its shell and its
  // page by its URL alone, the page becomes the shell's (stale, to be read again) and what was read from it as a
  // page of its own goes. Returns how many.
  std::int64_t adopt_bodies();

  // ---- raw: visits (write_visits.cpp)

  // Records a fetch's result and sets when the URL is due again. Unchanged makes the interval 1.5 times longer up to
  // FetchNote::longest, changed brings it halfway towards FetchNote::shortest; a day at first. Attachments are read once. Lists and
  // sitemaps come back with their source's schedule, see is_resting(). Whatever failed is tried in a later run, after six hours at
  // first, twice as long each time, up to two weeks, a tenth more or less so that what failed together doesn't come back
  // together, FetchNote::retries times at most; what was refused, after a day. A page that was read once and is absent after that
  // is gone from then on, until it answers again; it is asked for four more times, twice `longest` later and each time
  // twice as long.
  void note_fetch(const FetchNote& note);
  // Whether a list's own time hasn't come: it was last read less than its interval ago, `slack` taken off.
  bool is_resting(const UrlTask& list, std::int64_t now, std::int64_t slack);

  // ---- raw: hosts that runs have trouble with (write_hosts.cpp)

  // The host failed too often in a row. It rests for ten minutes, twice as long each further time, up to 20 hours: so a
  // daily run always tries it. Returns until when.
  std::int64_t note_host_broke(const std::string& host, std::int64_t now);
  // The host asks to be left alone until then; believed for a week at most.
  void note_host_asked(const std::string& host, std::int64_t now, std::int64_t until);
  void note_host_is_back(const std::string& host);

  // ---- raw: how far lists were read (write_lists.cpp)

  // Whether the lists of a source are to be read to their ends: `full`, the first time, and every `every` seconds (0: not for
  // that). Remembers that they are.
  bool begin_lists(const std::string& source_id, std::int64_t now, std::int64_t every, bool full);
  // Begins a reading of a list in a run, and says how many items it passes whatever is known (ListProgress::deep).
  std::int64_t begin_list(const std::string& source_id, const std::string& list, std::int64_t run_id);
  // Keeps the progress beside a queued list page, which is then fetched without conditions: paging needs the page itself. Where
  // another reading's progress waits at that page, what both have yet to read stands.
  void put_list_progress(std::int64_t url_id, const ListProgress& progress);
  // Takes it away: the page was read.
  std::optional<ListProgress> take_list_progress(std::int64_t url_id);
  void note_list(std::int64_t run_id, const ListNote& note);
  // Ends the readings of a source's lists that a run began. Returns how many items are no longer on the lists that were
  // read to their ends, with no page missing: counted for the ledger, nothing is deleted.
  std::int64_t end_lists(const std::string& source_id, std::int64_t run_id);
  // Remembers the newest day (YYYY-MM-DD...) that a list gave a URL; true where it is newer than the one before.
  bool note_date(std::int64_t url_id, const std::string& date);

  // ---- raw: the archive's index (write_pages.cpp)

  std::int64_t add_page(const PageRow& page);  // returns its seq
  void set_warc_position(const WarcPosition& position);
  // Says where a page lies from now on: the archive was rewritten.
  void move_page(std::int64_t seq, const ArchiveLocation& location);

  // ---- runs and ledger (write_runs.cpp)

  std::int64_t begin_run(const std::string& kind, const std::string& as_of, std::int64_t now);
  // Opens the ledger of a source in a run with its queue as it stands; false where it was open already.
  bool begin_source(std::int64_t run_id, const std::string& source_id, std::int64_t now);
  // Adds the counts of `delta` (source_id and run_id say to which entry; queued_* are not added).
  void count(const LedgerEntry& delta);
  // Closes a source's ledger: sets queued_after, and when the source was last crawled to its end.
  void finish_source(std::int64_t run_id, const std::string& source_id, std::int64_t now);
  // Closes a run, and the ledgers of it that are still open.
  void finish_run(std::int64_t run_id, std::int64_t now);

  // ---- refined (write_refined.cpp)

  // How a notice was read: from its page alone, or with what its attachments say.
  enum class PutAs { of_page, completed };
  // Inserts or replaces with its tags, unless a later page already gave this notice. True where something changed. One
  // read from its page alone is marked incomplete where the store has text of its attachments.
  bool put_notice(const NoticeRow& notice, std::int64_t page_seq, PutAs as = PutAs::of_page);
  // Inserts or replaces, unless a later page gave this file; notices that link to it become incomplete.
  void put_attachment(const AttachmentRow& attachment, std::int64_t page_seq);
  // Takes a notice as complete as it stands, with corrections up to `corrected`: its page can't be read again.
  void leave_notice(const std::string& notice_id, std::int64_t corrected);
  bool put_profile(const ProfileRow& profile, std::int64_t page_seq);
  void remove_notice(const std::string& notice_id);
  void remove_profile(const std::string& profile_id);
  // Those of a page that earlier fetches of it gave.
  void remove_older_profiles(const std::string& source_id, const std::string& url, std::int64_t page_seq);
  // Removes the refined layer of a source (empty: of all), tags and leads included. What was read from the pages `spared` (by seq) stays.
  void clear_refined(const std::string& source_id, const std::vector<std::int64_t>& spared = {});
  // Replace all organisations and names; rows that stay the same are not touched.
  void replace_organisations(const std::vector<OrganisationRow>& rows);
  // Who an organisation's names are: norm and province to organisation id.
  struct NameLink {
    std::string norm;
    std::string province;
    std::string organisation_id;
  };
  void replace_names(const std::vector<NameLink>& links);
  void link_notice(const std::string& notice_id, const std::string& buyer_id, const std::string& project_id);
  void link_profile(const std::string& profile_id, const std::string& organisation_id);

  // ---- projects and the installed base (write_projects.cpp)

  // Replaces all projects by those that `next` gives until it says false: there may be too many to hold. `next` gives id and
  // inputs; `fill` gives the rest, and is asked only where the inputs are others than before. Rows that stay the same are not
  // touched. Returns how many changed.
  std::int64_t replace_projects(const std::function<bool(ProjectRow& row)>& next,
                                const std::function<void(ProjectRow& row)>& fill);
  // What an older program left out of a stored notice.
  void put_link_facts(const std::string& notice_id, const std::string& facts);
  // Replaces the installed base as a whole; returns how many rows changed.
  std::int64_t replace_installed(const std::vector<InstalledProduct>& products);
  // People's work: returns its id.
  std::int64_t add_project_decision(const ProjectDecisionRow& decision);
  // False where there is no such decision, or where it was undone before.
  bool undo_project_decision(std::int64_t id, std::int64_t at);

  // ---- rules (write_rules.cpp)

  // Adds the next version of a rule and returns its number; `version` of the row isn't looked at.
  int add_rule_version(const RuleVersionRow& version);
  // The tags of projects and organisations.
  void clear_subject_tags();
  void put_subject_tags(const std::string& subject, const std::string& id, const std::vector<TagRow>& tags);

  // ---- leads (write_leads.cpp)

  // Replaces a notice's tags.
  void put_tags(const std::string& notice_id, const std::vector<TagRow>& tags);
  void put_lead(const LeadRow& lead);
  // The lead layer made anew: `all` calls `put` with every lead. Writes those that are others than before, for which it calls `row`, and
  // removes those that are no more; returns how many.
  using PutLead = std::function<void(const LeadStamp& stamp, const std::function<LeadRow()>& row)>;
  std::int64_t replace_leads(const std::function<void(const PutLead& put)>& all);
  // What made the leads, in place of what made those before.
  void put_lead_versions(const std::string& rules, const std::string& json);
  // Remembers for which rules and day the lead layer stands.
  void set_fact(const std::string& name, const std::string& value);

  // ---- people's work: desks (write_desks.cpp)

  // Does something with leads, as one action: kept as a review of each, and what all its reviews now come to. `act` has no
  // fault_of(). Returns the action's id.
  std::string act(const Act& act, const std::vector<LeadRow>& leads);
  // Takes an action back from all leads that it did anything to; what came after it stays. False where there is no such
  // action, or it is undone already.
  bool undo_act(const std::string& action_id, const std::string& person, std::int64_t at);
  std::string add_view(ViewRow view);      // its id
  void replace_view(const ViewRow& view);  // by id; the version counts up
  void remove_view(const std::string& id);
  std::string add_feed(FeedRow feed);  // its id
  void note_feed_read(const std::string& id, std::int64_t at);
  bool remove_feed(const std::string& id);
  // The notice is read again by the next run, and shows until then that it awaits it. Returns the correction's id.
  std::int64_t add_correction(const CorrectionRow& correction);

  // ---- sources (write_sources.cpp)

  // Remembers when a schedule first saw a source.
  void know_source(const std::string& source_id, std::int64_t now);
  // People's work. Pausing takes back what was asked for.
  void pause_source(const std::string& source_id, const std::string& person, const std::string& reason,
                    std::int64_t at);
  void resume_source(const std::string& source_id);
  void ask_for_run(const std::string& source_id, const std::string& person, std::int64_t at);
  void forget_ask(const std::string& source_id);
  // Why the current page of a URL says nothing, since it was read again; empty: it says something.
  void note_rejection(std::int64_t url_id, const std::string& reason, std::int64_t at);

  // ---- people's work: imports (write_imports.cpp)

  // Puts a row in place of one with the same id.
  void put_import(const ImportRow& row);
  void put_import_record(const ImportRecordRow& row);
  void remove_import(const std::string& id);  // with its records, as if it had never been
  void mark_reverted(const std::string& id, const std::string& person, std::int64_t at);
  // Takes back the pages that stand on an import alone, with their notices: of each URL the last page that another import
  // brought becomes the current one and is marked to be read again. Returns how many URLs it touched.
  std::int64_t retract_import(const std::string& id);

  // ---- the master of organisations (write_organisations.cpp)

  // People's work.
  void put_organisation_record(const OrganisationRecordRow& row);
  void remove_organisation_records(const std::string& import_id);
  std::int64_t add_organisation_action(const OrganisationActionRow& row);  // its id
  // False where there is no such action, or it is undone already.
  bool undo_organisation_action(std::int64_t id, const std::string& person, std::int64_t at);
  // What linking leaves.
  void replace_ambiguous_names(const std::vector<AmbiguousNameRow>& rows);
  void replace_parents(const std::vector<ParentRow>& rows);
  // Linking knew what people had decided up to there (OrganisationClock).
  void note_linked(const OrganisationClock& known);

  // ---- people of the service (write_people.cpp)

  bool add_user(const UserRow& user);  // false where the login is taken
  // Everything but login, password and preferences; returns the new version, 0 where there is no such user.
  std::int64_t change_user(const UserRow& user);
  void set_password(const std::string& user_id, const std::string& hash);
  void set_preferences(const std::string& user_id, const std::string& json);
  void add_session(const SessionRow& session);  // and forgets those that have expired
  void note_session_used(const std::string& digest, std::int64_t at, std::int64_t expires_at);
  void remove_session(const std::string& digest);
  // All of a user's but one (empty: all). Returns how many.
  std::int64_t remove_sessions_of(const std::string& user_id, const std::string& but_digest);
  void add_api_token(const ApiTokenRow& token);
  void note_token_used(const std::string& id, std::int64_t at);
  bool remove_api_token(const std::string& id);        // false where there is none
  void put_one_time_link(const OneTimeLinkRow& link);  // in place of the user's earlier ones
  void remove_one_time_links(const std::string& user_id);
  std::int64_t put_setting(const SettingRow& setting);  // its new version
  std::int64_t add_audit(const AuditRow& row);          // its id
  // Forgets answers from before `keep_since` as well.
  void put_stored_answer(const StoredAnswerRow& row, std::int64_t keep_since);
  // For those who listen, in this process or another. The last 10,000 are kept.
  void note_change(const std::string& topic, const std::string& subject, const std::string& person);
  // The same of the leads that people's work belongs to.
  void note_work_changed(const std::string& work_id, const std::string& person);
  static constexpr std::int64_t kChangesKept = 10'000;

  // Writes what was put off of the search index; Store::write() calls it before it commits.
  void flush();

 private:
  // A change of the search index. SQLite asks the index to save its state before each statement that may have to be
  // undone, and each time it writes what it holds in memory: so the changes come last, all in one go.
  struct SearchChange {
    std::int64_t place = 0;  // notices.place
    std::string grams;
    bool remove = false;
  };
  Listed remember(const UrlTask& task, const ListOptions& options);
  void prefer(std::int64_t url_id, const UrlTask& task);
  void change_search(SearchChange change);
  void remove_from_search(std::int64_t row, const std::string& json);
  bool put_words(const NoticeRow& notice, std::int64_t page_seq);
  void put_lead_head(const LeadRow& lead);
  std::int64_t next_lead_seq();
  void note_cleared();  // whoever knows the leads has to read all of them again
  void fold_reviews(LeadWorkRow work, const std::string& person);

  Connection& db_;
  std::vector<SearchChange> search_changes_;  // in the order in which they were made
  std::size_t search_bytes_ = 0;              // of their terms
};

}  // namespace tenderlead::store
