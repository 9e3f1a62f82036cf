// Shared by the sites' renderers: page frames, list pages, and what HTTP says about a resource.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/portal/site.h"
#include "tests/portal/writer.h"

namespace tenderlead::portal {

struct ListEntry {
  std::string href;
  std::string title;
  std::string when;  // "2026-07-29 10:16"
};

// Fills etag and last_modified in.
Resource make_resource(Resource::Role role, std::string content_type, std::string body, Date modified);
// "Tue, 28 Jul 2026 01:00:00 GMT".
std::string http_date(Date day);
std::string gzip(std::string_view bytes);
// UTF-8 to GB18030.
std::string to_gb18030(std::string_view utf8);

// A portal's page: navigation, styles, scripts and footer around `content`, some 6 kB of them.
std::string portal_frame(std::string_view charset, std::string_view site_name, std::string_view html_title,
                         std::string_view content);
std::string hospital_frame(std::string_view charset, const Office& hospital, std::string_view html_title,
                           std::string_view content);

// A notice of the API site as the browser gets it: a shell that a script fills. An empty id makes the home page.
std::string script_notice_page(const std::string& site_name, const std::string& id);
// The API site's list as such shells, five notices a page, and their script.
void add_script_pages(SiteContent& site, const std::string& site_name, Date newest);

// The minute of the day at which something was published; fixed by the notice.
std::string published_minute(const Stage& stage);
// The stages of one site with their written pages, newest first. Truths have no URLs yet.
struct SiteStage {
  const Stage* stage;
  Written written;
};
std::vector<SiteStage> write_site(SiteId site, const Scenario& scenario, std::uint64_t seed);
// Puts the origin in front of root-relative attachment URLs, and sets the URL.
TrueNotice make_true_notice(SiteId site, const std::string& origin, const std::string& path,
                            const std::string& body_path, Notice truth);

// Cuts entries into pages of kListPageSize, each starting `overlap` entries before the former ended.
std::vector<std::vector<ListEntry>> paged(const std::vector<ListEntry>& entries, std::size_t overlap);

void render_column(SiteContent& site, const Scenario& scenario, std::uint64_t seed);
void render_api(SiteContent& site, const Scenario& scenario, std::uint64_t seed);
void render_shell(SiteContent& site, const Scenario& scenario, std::uint64_t seed);
void render_gb_hospital(SiteContent& site, const Scenario& scenario, std::uint64_t seed);
void render_sitemap_hospital(SiteContent& site, const Scenario& scenario, std::uint64_t seed);

// Introduction, departments and contact page of a hospital; the profiles say what each page states.
struct HospitalPages {
  std::string introduction;  // HTML of the content
  std::string departments;
  std::string contact;
  HospitalProfile introduction_truth;
  HospitalProfile departments_truth;
  HospitalProfile contact_truth;
};
HospitalPages write_hospital_pages(const Office& hospital, std::uint64_t seed);

}  // namespace tenderlead::portal
