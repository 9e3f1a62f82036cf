// A Source is a configured site: where it starts, how to page through it, how often, how politely, which parser.
// config/sources/*.yaml holds them; app/config reads and checks those files.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/page.h"
#include "model/region.h"

namespace tenderlead {

// A span of every day, in minutes since midnight in Asia/Shanghai (UTC+8 all year), `until` itself excluded. Where
// `until` isn't after `from`, it is of the next day: 22:00-06:00.
struct DailyHours {
  int from = 0;         // 0..1439
  int until = 24 * 60;  // 0..1440

  bool contains(std::int64_t epoch_seconds) const;
  friend bool operator==(const DailyHours&, const DailyHours&) = default;
};
std::string to_string(const DailyHours& hours);  // "22:00-06:00"

// How politely and within which limits a source is fetched. Every limit has a default that suits a small
// government server.
struct Politeness {
  std::chrono::milliseconds delay{2000};  // from the end of one fetch to the start of the next on a host
  int connections_per_host = 1;
  double slowdown = 10;  // the pause is so many times what the last fetch took; 0: never
  std::chrono::milliseconds max_delay{30000};  // what `slowdown` stops at
  std::optional<std::chrono::milliseconds>
      address_delay;                         // the same between hosts of one IP address; absent: delay / 4
  std::chrono::seconds max_crawl_delay{30};  // a host whose robots.txt asks for more is left alone
  std::optional<DailyHours> hours;           // when it may be fetched; absent: at any time
  std::chrono::milliseconds request_timeout{60000};
  std::chrono::milliseconds connect_timeout{15000};
  std::chrono::milliseconds first_byte_timeout{30000};  // from the request to the answer's first byte
  std::chrono::milliseconds stall_timeout{30000};       // below 64 bytes a second for so long
  std::uint64_t max_body_bytes = 20u << 20;             // after decompression
  int max_decompression_ratio = 200;                    // decoded to received bytes, from 1 MiB decoded on
  int max_redirects = 5;
  int max_retries = 3;  // after network failures, 429 and 5xx
  std::uint64_t max_pages_per_run = 20000;
  std::uint64_t max_bytes_per_run = std::uint64_t{4} << 30;  // of bodies after decompression
  int max_list_pages = 200;                                  // how far back paging goes
  bool obey_robots = true;
};

// A request by which a source starts, or that its paging makes. `{page}`, `{offset}`, `{cursor}`, `{from}` and `{to}`
// in url and body are filled in by paging.
struct RequestTemplate {
  std::string url;
  std::string method = "GET";
  std::string body;
  HeaderList headers;
  PageRole role = PageRole::list;
};

enum class PagingKind {
  none,         // one page
  next_link,    // the list page itself names the next one (selector, or the generic reader finds it)
  url_pattern,  // index.htm, index_1.htm, index_2.htm: `{page}` in the pattern
  page_number,  // `{page}` in URL or body
  offset,       // `{offset}` in URL or body, in steps of page_size
  cursor,       // `{cursor}` in URL or body: what the page before says; empty in the first request
};

struct Paging {
  PagingKind kind = PagingKind::none;
  std::string pattern;  // url_pattern: "index_{page}.htm", resolved against the first page's URL
  int first = 1;        // the number of the first page that the pattern or template makes
  int page_size = 20;   // offset step
  int window_days = 0;  // 0: no time window; else `{from}`/`{to}` slide back in windows of so many days
  int windows = 1;      // how many windows back from today
  std::string cursor;   // cursor: JSON pointer or selector of the next page's cursor
  bool stop_at_seen =
      true;          // stop paging where what follows was read by earlier runs (not with crawl --full)
  int overlap = 30;  // so many known items in a row, pinned and re-dated ones aside, say that
  std::chrono::seconds resync_every{
      30 * 86400};  // how often a run reads lists to their end all the same; 0: never
  std::int64_t max_results =
      0;  // what one query gives at most: a time window that says it has more is halved; 0: any
};

// Which of a source's addresses are one page, and which lead nowhere.
struct UrlRules {
  // Query parameters that don't change the page, besides those of the well-known trackers; "from_*" covers all that
  // begin so.
  std::vector<std::string> drop_parameters;
  bool sort_parameters = false;  // their order means nothing
  int max_depth = 16;            // links from a start page, list pages not counted
  int max_repeats = 2;           // of one path segment: /a/b/a/b/a is a trap
  int max_length = 2000;         // bytes
};

// How a source's server is spoken to.
struct HttpRules {
  std::string proxy;      // "http://10.0.0.1:3128"; empty: none, whatever the environment says
  std::string ca_bundle;  // a PEM file with the certificates to trust besides the system's
  bool verify_tls = true;
  bool legacy_renegotiation = false;  // servers that OpenSSL 3 refuses since they can't renegotiate safely
  bool cookies = false;               // keep what the source sets, for the run and the source alone
};

// What loads a source's pages.
enum class FetchBy { http, browser };

// Limits of pages that a browser loads.
struct BrowserRules {
  std::string wait_for;  // a CSS selector that must be there; empty: until nothing is loading
  std::chrono::milliseconds settle{500};      // how long nothing may be loading
  std::chrono::milliseconds timeout{30000};   // of a page, all it loads included
  std::uint64_t max_memory_bytes = 1u << 30;  // of the browser with all its processes
  int max_requests = 200;                     // of a page
  std::vector<std::string> hosts;  // further hosts that a page may load from, as in Source::allowed_hosts
  std::vector<std::string> block;  // RE2 patterns: addresses that hold one aren't loaded
};

// A focused crawl: from the home page to what is wanted of a hospital's site.
struct FocusRules {
  int max_pages = 0;  // of a run; 0: no focused crawl
  int max_depth = 3;  // links from the start page, pages of a column's list not counted
  // Further words of links to follow, besides those that are known for introduction, departments, information
  // department, news and procurement.
  std::vector<std::string> words;
};

// Between which bounds the time to the next visit of a page adapts to how often it changes.
struct RevisitBounds {
  std::chrono::seconds shortest{3600};
  std::chrono::seconds longest{14 * 86400};
};
struct RevisitRules {
  RevisitBounds list, notice, hospital;
};

// How the source's own parser reads pages: CSS selectors or XPath (starting with / or ./), or JSON pointers.
// Empty fields fall to the generic reader.
struct SiteParserConfig {
  std::string parser = "generic";  // "generic", or the name of a registered C++ parser class
  // list pages
  std::string list_item;  // selects one element an item; JSON: pointer to the array
  std::string list_link;  // within an item; JSON: pointer within a record, or a template with {/pointer}
  std::string list_title;
  std::string list_date;
  std::string list_next;
  std::string list_body;  // JSON: pointer to HTML inside the record: the record itself is the notice
  // detail pages
  std::string body;      // selects the element that holds the notice
  std::string body_url;  // shell pages: selects the URL of the real body (attribute by @name)
  std::map<std::string, std::string> fields;  // field path -> selector or pointer of its value
  std::map<std::string, std::string> labels;  // extra label word on this site -> field path
};

// When the files that a notice links to are fetched.
enum class AttachmentsWhen {
  referred,  // the page sends its reader there: 详见附件, 见招标文件
  missing,   // or leaves out budget, deadline or whom to call
  always,
};

// Which files of its notices a source wants to have read, and within which limits.
struct AttachmentRules {
  bool fetch = false;
  AttachmentsWhen when = AttachmentsWhen::referred;
  std::vector<std::string> kinds{"pdf", "doc", "docx", "xls", "xlsx", "zip", "7z", "tar"};
  std::vector<std::string> hosts;       // further hosts that files may lie on, as in Source::allowed_hosts
  std::uint64_t max_bytes = 20u << 20;  // of one file
  int max_files = 5;                    // of one notice, in the page's order
};

struct Source {
  std::string id;  // [a-z0-9_-]+, stable: part of every notice id
  std::string name;
  bool enabled = true;
  std::string kind = "portal";         // portal | hospital
  std::vector<RequestTemplate> start;  // start pages or API requests
  std::vector<std::string> sitemaps;   // sitemap URLs; their pages have role sitemap_role
  PageRole sitemap_role = PageRole::automatic;
  std::vector<std::string> sitemap_match;  // RE2 patterns: only matching URLs are taken; empty takes all
  Paging paging;
  PageRole detail_role = PageRole::notice;  // what list items lead to
  SiteParserConfig parser;
  AttachmentRules attachments;
  std::chrono::seconds every{86400};  // schedule: how often the source is due
  Politeness politeness;
  RevisitRules revisit;
  UrlRules urls;
  HttpRules http;
  FetchBy fetch_by = FetchBy::http;
  BrowserRules browser;
  FocusRules focus;
  Region region;  // of what the source publishes; fills in what a notice doesn't say
  std::vector<std::string>
      allowed_hosts;  // hosts (and ports) links may lead to; "*.example.cn" covers subdomains
  std::vector<std::string>
      allowed_private_hosts;  // private or loopback hosts that this source names on purpose
  std::string organisation;   // hospital sites: whose site it is
  std::string config_hash;    // of the YAML it was read from
};

}  // namespace tenderlead
