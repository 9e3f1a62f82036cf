// What goes into the store and comes out of it, as plain values. The three layers of DESIGN.md section 2 are the
// three parts of this file: raw, refined, leads.
//
// Times are seconds since the epoch, UTC. `json` members hold what wire/json.h writes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/ledger.h"
#include "model/page.h"
#include "model/region.h"

namespace tenderlead::store {

// ---- raw ---------------------------------------------------------------------------------------------------------

// Why a URL is fetched; the order is the order in which the queue hands tasks out.
enum class UrlKind { start = 0, sitemap = 1, list = 2, body = 3, detail = 4, attachment = 5 };
const char* to_string(UrlKind kind);

// One request, with what is known about it. A source's request is identified by method, URL, body and the headers that
// choose what is answered (and for the body of a shell page, by the shell's URL too): see url_key().
struct UrlTask {
  std::int64_t queue_id = 0;  // 0 where it isn't queued
  std::int64_t url_id = 0;    // 0 until stored
  std::string source_id;
  UrlKind kind = UrlKind::detail;
  PageRole role = PageRole::automatic;
  std::string url;
  std::string method = "GET";
  std::string body;
  HeaderList headers;
  std::string parent_url;
  std::string hint_title;
  std::string hint_published_at;
  int page_number = 0;
  int window = 0;
  int depth = 0;      // links from a start page; the pages of one list are equally deep
  std::string chain;  // the list and window that it belongs to, or was found by
  std::string focus;  // a focused crawl's own note of what it was queued for; empty elsewhere
  std::optional<std::int64_t> modified_at;  // when a sitemap says that it was last changed; not kept
  int score = 0;                            // 0..100; of what a focused crawl queued the highest goes first
  std::string etag;
  std::string last_modified;
  std::string digest;  // of the current page; empty where none was ever stored
  int attempts = 0;
};

// Where a task stands in the queue, and the URL that it is about.
struct QueueEntry {
  std::int64_t queue_id = 0;
  std::int64_t url_id = 0;
  int attempts = 0;
};

// 16 bytes that identify a task's request within the store: half a SHA-256, so that among ten million URLs two share
// a key with a chance of 1 to 10^24, and what was seen is known exactly. Headers count but for those that only say who
// asks, from where and in which format the body comes (Referer, Cookie, Content-Type and their like): a new cookie is
// no new page.
std::string url_key(const UrlTask& task);
// The host by which the queue is ordered, of a canonical URL: "portal.example:8080". The whole text where it is none.
std::string_view host_of(std::string_view url);

// A host (and port) that runs had trouble with.
struct HostTrouble {
  std::string host;
  int breaks = 0;                // runs in a row in which it failed too often; 0: it asked to be left alone
  std::int64_t rests_until = 0;  // nothing is asked of it before
  std::int64_t since = 0;        // of the first of these runs
};

// What listing a URL came to.
struct Listed {
  enum class As { fresh, known, duplicate } as = As::fresh;  // the ledger's words
  std::int64_t url_id = 0;
  bool revisit = false;        // known, and put back into the queue
  bool new_in_run = false;     // fresh, or fresh when this run listed it before
  bool same_chain = false;     // a duplicate that an earlier page of the same list gave
  std::int64_t first_run = 0;  // the run that listed it first
};

// How a URL came out of a fetch; decides when it is due again.
enum class FetchResult { unchanged, changed, failed, refused };

// The digest of a URL whose page in the archive is damaged: no body has it, so whatever the next visit brings is archived and read.
inline constexpr const char* kDamagedPage = "-";

struct FetchNote {
  std::int64_t url_id = 0;
  FetchResult result = FetchResult::changed;
  std::string digest{};   // changed: of the new body
  std::string content{};  // changed: digest of what it says; empty where that can't be told
  // Of an answer with a body, also one that says what the former did; a 304 repeats them or leaves them out.
  bool has_validators = true;
  std::string etag{};
  std::string last_modified{};
  std::int64_t at = 0;
  std::int64_t shortest = 3600;       // bounds of the time to the next visit, in seconds
  std::int64_t longest = 14 * 86400;  // not less than `shortest`
  bool may_retire = false;            // notices: no more visits once it has stayed unchanged for long
  std::string reason{};               // failed, refused: the ledger's word for why
  std::string
      rejection{};      // changed: the ledger's word for why the page says nothing; empty: it says something
  int retries = 8;      // failed: so many later runs try it again by themselves
  bool absent = false;  // failed: the site says that there is nothing
};

// What the store knows of a URL's last page, for comparing.
struct SeenPage {
  std::string digest;   // of its bytes
  std::string content;  // of what it says; may be empty
};

// A URL whose last fetch failed.
struct FailedRow {
  UrlTask task;
  std::string reason;                    // "failed:http_404"
  int failures = 0;                      // in a row, one a run
  std::optional<std::int64_t> next_due;  // absent: only `crawl --retry-failed` or a list brings it back
};

// A page's place in the archive. `seq` orders all pages by when they were committed; a page that comes again with
// the bytes of an earlier version moves to the end.
struct PageRow {
  std::int64_t seq = 0;
  std::int64_t url_id = 0;
  std::string digest{};
  int status = 0;
  std::int64_t fetched_at = 0;
  ArchiveLocation location{};
};

// A page together with the request that gave it: what `reparse` reads.
struct ArchivedRow {
  PageRow page;
  UrlTask task;
};

// How far the archive is committed: the file written last, and its length.
struct WarcPosition {
  std::string file;
  std::uint64_t bytes = 0;
};

// A list in one run: how many items its pages say it has, and how many they gave.
struct ListTotalRow {
  std::string source_id;
  std::string chain;
  std::string url;
  std::optional<std::int64_t> stated;
  std::int64_t got = 0;
  bool seen = false;   // reading ended at what was seen before
  bool waits = false;  // a page of it is still queued
  // Of a reading that earlier runs began: its list (ListProgress::list), whose items of all runs count then. Empty for others, and for
  // lists by time.
  std::string list{};
};

// What one page of a list adds to what is remembered of the list.
struct ListNote {
  std::string source_id;
  std::string list;        // ListProgress::list
  std::int64_t items = 0;  // that the reading hadn't listed before
  std::int64_t fresh = 0;  // of them, never listed by any run
  std::int64_t deep = 0;   // ListProgress::deep of the next reading, as far as this page says
  bool whole = false;      // the list is read to its end
  bool cut = false;        // or would be: paging ended at a limit
  bool ended = false;      // the reading came to an end behind the last page that had items
  bool early = false;      // it is over, and lacks items: what ended it may not be the list's end
};

// ---- runs --------------------------------------------------------------------------------------------------------

struct RunRow {
  std::int64_t id = 0;
  std::string kind;   // run, crawl, replay, reparse, match
  std::string as_of;  // YYYY-MM-DD: the day for which leads were scored
  std::int64_t started_at = 0;
  std::optional<std::int64_t> finished_at;  // absent: running, or interrupted
};

// ---- refined -----------------------------------------------------------------------------------------------------

// An organisation as a notice or profile names it. The linker turns mentions into organisations.
struct MentionRow {
  enum class Role { buyer = 0, agency = 1, supplier = 2, hospital = 3 } role = Role::buyer;
  std::string name;         // as written
  std::string norm;         // normalised; mentions with equal norms may be one organisation
  std::string region_code;  // GB/T 2260, for buyers and hospitals; empty where unknown
  std::string alias_of;     // norm of the main name where this is an alias of it
};

struct TagRow {
  std::string id;    // products stand among them as "product/ID"
  std::string json;  // wire::to_json(Tag)
};

struct NoticeRow {
  std::string id;
  std::string source_id;
  std::string url;
  std::string kind;  // a NoticeKind's name; empty where unknown
  std::string title;
  std::string buyer;
  std::string region_code;
  std::string published_at;  // ISO 8601
  std::string json;
  std::string grams;              // notice_terms(): what search finds it by
  std::uint64_t fingerprint = 0;  // simhash of its words; 0: none
  std::vector<MentionRow> mentions;
  std::vector<TagRow> tags;  // of the lead layer; written with the notice since its words are at hand
  std::vector<std::string>
      attachments;  // URLs of the files that its source wants to have read, in the page's order
  std::string
      link_facts;  // what joins it to a project, short enough to be read of all notices at once; see each_notice_link
  std::int64_t corrected = 0;  // the last correction by a person that its reading knew of
  // filled in by the linker
  std::string buyer_id;
  std::string project_id;
};

// A notice whose words are nearly those of another.
struct NearNotice {
  NoticeRow notice;  // with its JSON
  int distance = 0;  // bits
};

// What a file says that notices link to.
struct AttachmentRow {
  std::string source_id;
  std::string url;
  std::string json;  // wire::to_json(AttachmentText)
};

struct ProfileRow {
  std::string id;
  std::string source_id;
  std::string url;
  std::string name;
  std::string json;
  std::vector<MentionRow> mentions;  // the hospital itself, then its aliases
  std::string organisation_id;       // filled in by the linker
  std::int64_t fetched_at = 0;       // its page's, seconds since 1970 UTC; only read
};

struct OrganisationRow {
  std::string id;
  std::string name;
  std::string norm;
  std::string kind;
  std::string region_code;
  std::string json;  // wire::to_json(Organisation)
};

struct ProjectRow {
  std::string id;
  std::string number;  // of its numbers, the earliest
  std::string name;
  std::string buyer_id;
  std::string ocid;
  std::string stage;  // a ProjectStage's name
  std::string region_code;
  std::string published_at;  // of its first notice, ISO 8601
  std::string updated_at;    // of its last one
  std::string json;          // wire::to_json(Project)
  // A digest of all that the row is made of, the program's way of making it included; empty: not known.
  std::string inputs{};
};

// Empty members don't filter.
struct ProjectFilter {
  std::string stage{};
  std::string region{};  // a GB/T 2260 code or its leading digits
  std::string buyer_id{};
  std::string since{};    // YYYY-MM-DD: its last notice is of that day or later
  std::size_t limit = 0;  // 0: all
};

// A person's word on which notices are of one procurement. It outlasts every rebuild: notices have the same ids after it.
struct ProjectDecisionRow {
  std::int64_t id = 0;
  std::string
      action;  // "join": all of `notices` are one project; "split": none of `notices` is one with any of `others`
  std::vector<std::string> notices;  // ids
  std::vector<std::string> others;   // ids; of a split
  std::string person;
  std::string reason;
  std::int64_t at = 0;
  std::optional<std::int64_t> undone_at{};  // absent: it holds
};

// ---- leads -------------------------------------------------------------------------------------------------------

// What people made of a lead: people's work, which no rebuild touches. `lead_id` is the lead's id when they first worked on it.
struct LeadWorkRow {
  std::string lead_id{};
  std::string organisation_id{};
  std::string organisation{};
  std::string product{};
  std::string notices{};        // ids of the lead's notices then, one a line: by them it is found again
  std::string owner{};          // who claimed it, or whom it was given to
  std::string verdict{};        // "accepted", "rejected"; empty: neither
  std::string reason{};         // of the verdict
  std::string snoozed_until{};  // YYYY-MM-DD; empty: it isn't
  std::string day{};            // YYYY-MM-DD in China, of the last of these
  std::int64_t notes = 0;
  std::string status{};  // where the sale stands (desk_rows.h)
};

// One thing that a person did with a lead.
struct ReviewRow {
  std::string id{};  // given by the store
  std::string lead_id{};
  std::string person{};
  std::string action{};  // Act::action
  std::string reason{};  // of a rejection; the words of a note
  std::string value{};   // Act::value
  std::int64_t at = 0;
};

struct LeadRow {
  std::string id;
  std::string kind;
  std::string product;
  std::string organisation_id;
  std::string notice_id;
  std::string project_id;
  std::string region_code;
  std::string published_at;
  std::string act_by;
  int score = 0;
  std::string json;             // wire::to_json(Lead), without whom it is assigned to
  std::string state{"new"};     // a LeadState's name
  std::string changed_at{};     // ISO 8601
  std::string owner{};          // as assigned; read: of people's work first
  std::string owner_because{};  // Assignment::because
  std::string work_id{};        // lead_id of the people's work that belongs to it; empty: its own id
  LeadWorkRow work{};           // only read
  // Of its JSON, for lists; only written.
  std::string grade{};
  int uncertainty = 0;
  std::string organisation{};
  std::string title{};
  std::string opened_at{};
  std::string ended{};
  std::string news{};
  std::string news_en{};
  std::int64_t price_low = 0;   // 万元; 0 with price_high 0: nobody knows
  std::int64_t price_high = 0;  // 0: over price_low
};

// By which it is seen whether a lead is another than before: the other columns are taken from its JSON.
struct LeadStamp {
  std::string id;
  std::string json_digest;
  std::string owner{};
  std::string owner_because{};
  std::string work_id{};
};
LeadStamp stamp_of(const LeadRow& lead);

// Empty members don't filter.
struct LeadFilter {
  std::string product{};
  std::string kind{};
  std::string region{};  // a GB/T 2260 code or its leading digits: "51" is all of Sichuan
  std::string organisation_id{};
  std::optional<int> min_score{};
  std::string since{};    // YYYY-MM-DD: published that day or later
  std::size_t limit = 0;  // 0: all
  std::size_t offset = 0;
  std::string state{};          // a LeadState's name; "live": any but expired
  std::string owner{};          // a person's id; "-": nobody
  std::string changed_since{};  // YYYY-MM-DD: news of that day or later
  // YYYY-MM-DD: leaves out what is rejected, and what is snoozed beyond this day unless news came after the snooze.
  std::string at_hand_on{};
};

}  // namespace tenderlead::store
