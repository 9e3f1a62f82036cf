// The content of one site: every URL that it answers, rendered once, and the truth about the pages. Knows no
// sockets; the server hands these bytes out, well-behaved or not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/notice.h"
#include "model/organisation.h"
#include "tests/portal/scenario.h"

namespace tenderlead::portal {

struct Resource {
  enum class Role { other, list, detail };
  Role role = Role::other;
  std::string content_type;
  std::string body;
  std::string gzip_body;  // empty where the site doesn't compress
  std::string etag;
  std::string last_modified;  // HTTP date
};

// A notice as it stands on a site, and everything that can be known about it.
struct TrueNotice {
  SiteId site = SiteId::column;
  std::string body_url;  // of shells: where the words are; equal to notice.url elsewhere
  Notice notice;         // URLs absolute; no text and no evidence
  Notice completed;      // with what its files say besides
};

struct TrueProfile {
  SiteId site = SiteId::gb_hospital;
  HospitalProfile profile;
};

// One record of the API site, as JSON text.
struct ApiRecord {
  Date day;
  std::string json;
};

struct SiteContent {
  SiteId id = SiteId::column;
  std::string origin;                                   // "http://127.0.0.1:18081"
  std::unordered_map<std::string, Resource> resources;  // by path and query
  // List pages as they look while three notices a page are being published: items of the end of a page come again
  // at the start of the next. By path and query, like resources.
  std::unordered_map<std::string, Resource> shifted;
  std::vector<ApiRecord> records;  // newest first; API site only
  std::vector<TrueNotice> notices;
  std::vector<TrueProfile> profiles;
  std::vector<std::string> forbidden;  // absolute URLs that lists show and robots.txt disallows
  std::vector<std::string> noise;      // absolute URLs that lists or sitemaps show and that are no notices
};

inline constexpr std::size_t kListPageSize = 20;

// Renders a site; `origin` without a trailing slash.
SiteContent render_site(SiteId site, const Scenario& scenario, std::uint64_t seed, const std::string& origin,
                        bool hostile_files = false);

// The API's answer to a request body: {"from":"2026-05-01","to":"2026-05-30","offset":0,"size":20}, days inclusive;
// {"id":"..."} gives that record alone.
// Bodies that aren't that get {"code":400}.
std::string api_answer(const SiteContent& site, std::string_view request_body);

}  // namespace tenderlead::portal
