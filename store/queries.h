// Queries: everything that is read from the store. It lives inside Store::read(), on one snapshot. Methods throw
// as WriteBatch's do; Store::read() turns that into an Error. Results come in a stated order, so that equal stores
// give equal answers. Not thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "model/installed.h"
#include "model/project.h"
#include "store/desk_rows.h"
#include "store/import_rows.h"
#include "store/organisation_rows.h"
#include "store/organisation_view.h"
#include "store/people_rows.h"
#include "store/rows.h"
#include "store/rule_rows.h"
#include "store/search_rows.h"
#include "store/source_rows.h"

namespace tenderlead::store {

class Connection;

class Queries {
 public:
  explicit Queries(Connection& connection) : db_(connection) {}
  Queries(const Queries&) = delete;
  Queries& operator=(const Queries&) = delete;

  // ---- raw (read_raw.cpp, read_queue.cpp)

  // Up to `limit` queued tasks of a source, of all its hosts together, in the order of WriteBatch::list().
  std::vector<UrlTask> queued(const std::string& source_id, std::size_t limit);
  // Where the next tasks of one host (host_of()) are, in the same order, less what is held for a later run and those that
  // `skip` is true for. Takes as long for ten million queued URLs as for a hundred.
  std::vector<QueueEntry> queued_at(const std::string& source_id, const std::string& host, std::size_t limit,
                                    const std::function<bool(std::int64_t queue_id)>& skip);
  // The task that stands there; nothing: its URL is no longer known.
  std::optional<UrlTask> queued_task(const QueueEntry& entry);
  // What goes first of all that a source has queued and not held, whatever its host, but for those that `skip_host` is
  // true for. It reads the whole of the source's queue: for focused crawls, whose queues are short.
  std::optional<UrlTask> best_queued(const std::string& source_id,
                                     const std::function<bool(std::string_view host)>& skip_host);
  // Hosts that runs have trouble with, sorted; rests that are over included.
  std::vector<HostTrouble> host_troubles();
  // The hosts of a source with something queued and not held, sorted.
  std::vector<std::string> queued_hosts(const std::string& source_id);
  // Queue ids only grow: whoever knows the newest one finds what was queued since. queued_after() gives it back anew.
  std::int64_t newest_queued();
  std::int64_t queued_after(
      std::int64_t queue_id,
      const std::function<void(std::string_view source_id, std::string_view host)>& each);
  // What queue_due() would queue.
  std::vector<UrlTask> due(const std::string& source_id, std::int64_t now, std::size_t limit);
  std::vector<FailedRow> failed(const std::string& source_id);  // in the order in which they became known
  std::map<std::string, std::int64_t> queue_sizes();            // sources with something queued
  std::optional<UrlTask> find_url(const UrlTask& task);         // by url_key()
  std::optional<SeenPage> seen_page(const UrlTask& task);  // by url_key(); absent where no page was stored
  // Since when the page that gave a notice is gone, or its shell; absent where it is there.
  std::optional<std::int64_t> gone_since(const UrlTask& task);
  // The bodies at a URL that shells of the source named; one a shell.
  std::vector<UrlTask> bodies_at(const std::string& source_id, const std::string& url);
  std::optional<WarcPosition> warc_position();
  // All archived pages of a source (empty: of all) with their requests, by seq. `stale_only`: the current pages of
  // URLs whose hints changed after they were read.
  void archived(const std::string& source_id, bool stale_only,
                const std::function<void(const ArchivedRow&)>& each);
  std::vector<ArchivedRow> pages_of_url(const std::string& url);  // all versions, newest last
  // When the version of a request's page with these bytes was fetched last.
  std::optional<std::int64_t> page_fetched_at(const UrlTask& task, const std::string& digest);
  // The pages that lie in a file of the archive, by where they lie.
  std::vector<ArchivedRow> pages_in(const std::string& file);
  std::map<std::string, std::int64_t> archive_files();  // with the number of pages that lie in each
  std::optional<ArchivedRow> page_of_notice(const std::string& notice_id);

  // ---- runs (read_runs.cpp)

  std::optional<RunRow> unfinished_crawl();     // the last run or crawl, where it didn't come to its end
  std::vector<RunRow> runs(std::size_t limit);  // newest first
  // By source id. For a source still open, queued_after is the queue as it stands, so the sums balance at any time.
  std::vector<LedgerEntry> ledger(std::int64_t run_id);
  std::vector<ListTotalRow> list_totals(std::int64_t run_id, const std::string& source_id);  // by URL
  // The last `limit` runs and crawls of a source that came to their end before a run, newest first; without reasons.
  std::vector<std::pair<std::int64_t, LedgerEntry>> ledger_before(const std::string& source_id,
                                                                  std::int64_t run_id,
                                                                  std::size_t limit);  // begun_at and counts
  struct SourceRun {
    std::int64_t begun_at = 0;
    bool finished = false;
  };
  std::map<std::string, SourceRun> source_runs(std::int64_t run_id);  // by source id
  // When the last crawl of a source that came to its end began; the schedule counts from there.
  std::optional<std::int64_t> last_crawl(const std::string& source_id);
  std::string fact(const std::string& name);  // empty where it was never set
  // The newest first, those that aren't finished included; without reasons.
  std::vector<SourceHistoryRow> source_history(const std::string& source_id, std::size_t limit);
  std::map<std::string, std::int64_t> ledger_reasons(std::int64_t run_id, const std::string& source_id);

  // ---- sources (read_sources.cpp)

  std::map<std::string, SourceState> source_states();  // by source id; those that there is anything to say of
  std::optional<SourceState> source_state(const std::string& source_id);
  // The sources of the last crawl that didn't come to their end yet, and how many URLs each has done.
  std::map<std::string, std::int64_t> running_sources();
  // URLs whose last visit came to nothing, the latest first.
  std::vector<TroubleRow> troubles(const std::string& source_id, const std::optional<TroublePlace>& after,
                                   std::size_t limit);
  std::int64_t trouble_count(const std::string& source_id, std::int64_t most);
  // One of them with its current page in the archive; absent where either isn't there.
  std::optional<std::pair<TroubleRow, ArchiveLocation>> trouble_page(const std::string& source_id,
                                                                     std::int64_t url_id);

  // ---- refined (read_refined.cpp)

  // Notices whose attachments say something that they don't have yet, or a person did, each with the page it was read from; by page.
  std::vector<std::pair<std::string, ArchivedRow>> incomplete_notices();
  // What the store has of the files that a notice links to: URL and AttachmentRow::json, in the page's order.
  std::vector<std::pair<std::string, std::string>> attachments_of(const std::string& notice_id);
  std::optional<NoticeRow> notice(const std::string& id);                    // without mentions and grams
  std::vector<NoticeRow> notices_of_project(const std::string& project_id);  // oldest first
  std::vector<NoticeRow> notices_of_buyer(const std::string& organisation_id,
                                          std::size_t limit);  // newest first
  // Those of the same kind whose fingerprints differ from a notice's in `most` bits at most (0 to 8): the nearest first, then
  // by id. Reads one in fourteen of the kind's fingerprints.
  std::vector<NearNotice> near_notices(const std::string& notice_id, int most);
  std::int64_t notice_count();
  std::int64_t organisation_count();
  std::int64_t lead_count();
  // By id. `tagged_only` leaves out those without any tag: no rule says anything about them.
  void each_notice(bool tagged_only, const std::function<void(const NoticeRow&)>& each);
  // Only what the linker needs: id, title, region, fingerprint, link_facts and mentions of all notices, in the order in which they
  // lie in the store. `link_facts` is empty of notices that were stored before there was such a thing.
  void each_notice_link(const std::function<void(const NoticeRow&)>& each);
  // Awards, contracts and acceptances of known buyers, by id. `tagged`: those about a product, with `link_facts`; else all of them, with
  // their words (`json`).
  void each_purchase(bool tagged, const std::function<void(const NoticeRow&)>& each);
  void each_profile(const std::function<void(const ProfileRow&)>& each);  // by id, mentions included
  std::optional<OrganisationRow> organisation(const std::string& id);
  std::optional<OrganisationRow> organisation_by_name(const std::string& norm, const std::string& province);
  void each_organisation(const std::function<void(const OrganisationRow&)>& each);  // by id
  std::vector<ProfileRow> profiles_of(const std::string& organisation_id);          // by id
  std::optional<ProfileRow> profile(const std::string& id);

  // ---- projects and the installed base (read_projects.cpp)

  std::string link_facts(const std::string& notice_id);  // empty where it has none
  std::optional<ProjectRow> project(const std::string& id);
  // The same as the word that it is; absent where there is none, or where it was written before projects had a course.
  std::optional<Project> whole_project(const std::string& id);
  std::vector<ProjectRow> projects(const ProjectFilter& filter);       // the last changed first, then by id
  void each_project(const std::function<void(const Project&)>& each);  // by id
  std::vector<ProjectDecisionRow> project_decisions();                 // by id; undone ones too
  InstalledBase installed(const std::string& organisation_id);         // the newest first
  void each_installed(
      const std::function<void(const InstalledProduct&)>& each);  // by organisation, the newest first

  // ---- imports (read_imports.cpp)

  std::vector<ImportRow> imports();  // newest first
  std::optional<ImportRow> import(const std::string& id);
  // The imports that stand and brought a URL, newest first, with the record's place in each.
  std::vector<std::pair<ImportRow, ImportRecordRow>> imports_of(const std::string& source_id,
                                                                const std::string& url);
  // ---- rules (read_rules.cpp)

  std::vector<RuleVersionRow> rule_versions(const std::string& rule);  // newest first
  std::vector<RuleVersionRow> newest_rule_versions();                  // one a rule, by rule
  std::vector<TagCountRow> tag_counts();                               // by subject and tag
  std::int64_t project_count();
  std::vector<TagRow> tags_of_subject(const std::string& subject, const std::string& id);
  std::vector<JudgedRow> judged_leads();  // by lead
  // The rows of the notices published that day (YYYY-MM-DD) or later.
  std::vector<std::int64_t> notice_rows_since(const std::string& day);
  void each_notice_since(const std::string& day, const std::function<void(const std::string& id)>& each);
  // Calls each() for the notices whose words can hold all of these strings, by the search index alone: some don't, all that do
  // are among them. False where the index can't tell.
  bool notice_rows_with(const std::vector<HeldString>& strings,
                        const std::function<void(std::int64_t row)>& each);
  std::optional<HistoryRow> history_row(std::int64_t row);

  // ---- the master of organisations (read_organisations.cpp)

  // What imports that stand say, the oldest import first; all, or of one organisation.
  void each_organisation_record(const std::function<void(const OrganisationRecordRow&)>& each);
  std::vector<OrganisationRecordRow> organisation_records_of(const std::string& organisation_id);
  std::vector<OrganisationActionRow> organisation_actions();  // in their order, undone ones included
  std::optional<OrganisationActionRow> organisation_action(std::int64_t id);
  std::vector<AmbiguousNameRow> ambiguous_names();  // those of most notices first
  std::vector<ParentRow> parents_of(const std::string& organisation_id);
  std::vector<ParentRow> children_of(const std::string& organisation_id);  // branches, members
  void each_organisation_name(
      const std::function<void(std::string_view norm, std::string_view province, std::string_view id)>& each);
  // Those with the words somewhere in a name, the shortest names first.
  std::vector<OrganisationRow> organisations_named(std::string_view words, std::size_t limit);
  OrganisationClock organisation_clock();
  // Those that buy, with how many notices of theirs there are and the day of the newest, in no order.
  void each_buyer(const std::function<void(const std::string& id, std::int64_t notices,
                                           const std::string& newest)>& each);
  // The newest first, then by id downwards: behind those of `published_at` and `id` (both empty: from the beginning).
  std::vector<BoughtNotice> bought(const std::string& organisation_id, const std::string& published_at,
                                   const std::string& id, std::size_t limit);
  std::int64_t bought_count(const std::string& organisation_id);

  // ---- people of the service (read_people.cpp)

  std::vector<UserRow> users();  // by login
  std::optional<UserRow> user(const std::string& id);
  std::optional<UserRow> user_by_login(const std::string& login);
  bool has_admin();  // one who can sign in
  std::int64_t other_admins(const std::string& user_id);
  std::optional<std::pair<SessionRow, UserRow>> session(const std::string& digest);
  std::vector<SessionRow> sessions_of(const std::string& user_id);  // the last used first
  std::optional<std::pair<ApiTokenRow, UserRow>> api_token(const std::string& digest);
  std::optional<ApiTokenRow> api_token_by_id(const std::string& id);
  std::vector<ApiTokenRow> api_tokens_of(const std::string& user_id);  // the oldest first
  std::optional<OneTimeLinkRow> one_time_link(const std::string& digest);
  std::vector<SettingRow> settings();                      // by name
  std::vector<AuditRow> audit(const AuditFilter& filter);  // newest first
  std::optional<StoredAnswerRow> stored_answer(const std::string& user_id, const std::string& key);
  std::int64_t newest_change();  // ids of what is kept; 0: nothing
  std::int64_t oldest_change();
  std::vector<ChangeRow> changes_after(std::int64_t id, std::size_t limit);  // in their order

  // ---- leads and search (read_leads.cpp)

  std::vector<TagRow> tags(const std::string& notice_id);  // in the rule book's order
  std::vector<LeadRow> leads(const LeadFilter& filter);    // highest score first, then by id
  std::optional<LeadRow> lead(const std::string& id);
  std::vector<LeadRow> leads_of_notice(const std::string& notice_id);  // and of its project
  // What people did with a lead and didn't undo, oldest first; `work_id` as LeadRow has it.
  std::vector<ReviewRow> reviews(const std::string& work_id);
  void each_lead_work(const std::function<void(const LeadWorkRow&)>& each);  // by lead id
  // What made leads, by LeadVersions::rules; empty where the store doesn't know it.
  std::string lead_versions(const std::string& rules);
  // Ids of all notices that are about a product, or of the same project as one that is, by project ("" for none) and id.
  std::vector<std::pair<std::string, std::string>> opportunity_notices();
  // The same of given notices and their projects.
  std::vector<std::pair<std::string, std::string>> opportunity_notices(
      const std::unordered_set<std::string>& about_products);
  // Notices that hold all words of `text` (each as a whole, in any order), newest first. A word may be one
  // character or more; Latin letters without case.
  std::vector<NoticeRow> search(std::string_view text, std::size_t limit);

  // ---- desks (read_desks.cpp)

  LeadClock lead_clock();
  // Those that changed after `seq`, in the order of their changes; 0: all.
  void each_lead_head(std::int64_t seq, const std::function<void(const LeadHead&)>& each);
  std::optional<LeadHead> lead_head(const std::string& id);
  // The newest first, undone ones too.
  std::vector<DeskReviewRow> desk_reviews(const std::string& work_id);
  std::vector<DeskReviewRow> reviews_of_action(const std::string& action_id);  // in their order
  std::vector<LeadHead> leads_with_work(const std::string& work_id);
  std::vector<ViewRow> views(const std::string& person);  // theirs and shared ones, by position and name
  std::optional<ViewRow> view(const std::string& id);
  std::vector<FeedRow> feeds(const std::string& person);  // the oldest first
  std::optional<FeedRow> feed(const std::string& id);
  std::optional<FeedRow> feed_with(const std::string& digest);
  std::vector<CorrectionRow> corrections_of(const std::string& notice_id);  // the oldest first, all
  // The last of each field of each notice, those that were taken back left out; by notice, then field.
  void each_correction(const std::function<void(const CorrectionRow&)>& each);
  std::int64_t newest_correction();  // its id; 0: there is none
  // Whether the notice was read before its last correction was made.
  bool awaits_correction(const std::string& notice_id);
  std::optional<NoticeBrief> notice_brief(const std::string& id);

  // ---- search (read_search.cpp)

  // Up to `limit` that come after a position. However many notices there are, it looks at those that the budget allows.
  FoundNotices search_notices(const NoticeSearch& search, const SearchPosition& after, std::size_t limit,
                              SearchBudget budget);
  // How many there are, and of which sorts; the newest `most` of them are counted.
  NoticeCounts count_notices(const NoticeSearch& search, std::int64_t most, const SearchBudget& budget);
  // Grows whenever organisations or their names change.
  std::int64_t name_clock();

 private:
  Connection& db_;
};

}  // namespace tenderlead::store
