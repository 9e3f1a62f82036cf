// Site (c), an exchange of exchanges: the detail page under /a/ is a shell with tabs, and the words stand in a frame
// under /b/, as the national platform has them.
#include <algorithm>
#include <cstdio>

#include "tests/portal/render.h"

namespace tenderlead::portal {
namespace {

constexpr const char* kSiteName = "川泽公共资源交易汇集平台";

std::string page_path(const Stage& stage, const Procurement& procurement, char which) {
  Random random(stage.procurement * 977 + static_cast<std::uint64_t>(stage.kind) + 5);
  char id[40];
  std::snprintf(id, sizeof id, "%016llx%016llx", static_cast<unsigned long long>(random.next()),
                static_cast<unsigned long long>(random.next()));
  std::string day = to_string(stage.day);
  std::erase(day, '-');
  return std::string("/information/deal/html/") + which + "/" +
         std::string(procurement.buyer.place->code).substr(0, 2) + "0000/0201/" + day + "/" + id + ".html";
}

std::string list_path(std::size_t page) {
  return page == 0 ? "/deal/list.html" : "/deal/list.html?page=" + std::to_string(page + 1);
}

std::string list_page(const std::vector<ListEntry>& entries, std::size_t page, std::size_t count) {
  std::string content = "<div class=\"crumb\">交易公开 &gt; 交易信息</div>\n<div class=\"publicont\">\n";
  for (const ListEntry& entry : entries)
    content += "<div class=\"publicont-item\"><h4><a href=\"" + entry.href + "\" target=\"_blank\">" +
               escape_html(entry.title) + "</a><span class=\"span_o\">" + entry.when.substr(0, 10) +
               "</span></h4><p class=\"p_tw\"><span>信息来源：</span><span class=\"span_on\">" + kSiteName +
               "</span></p></div>\n";
  content += "</div>\n<div class=\"pager\">";
  if (page > 0) content += "<a class=\"prev\" href=\"" + list_path(page - 1) + "\">上一页</a>";
  content += "<b>" + std::to_string(page + 1) + "</b>";
  if (page + 1 < count) content += "<a class=\"next\" href=\"" + list_path(page + 1) + "\">下一页</a>";
  return portal_frame("utf-8", kSiteName, "交易信息", content + "</div>\n");
}

std::string shell_page(const SiteStage& stage, const std::string& body_path) {
  const std::string& title = stage.written.truth.title;
  return portal_frame(
      "utf-8", kSiteName, title,
      "<h4 class=\"h4_o\">" + escape_html(title) +
          "</h4>\n<ul class=\"ul_toggle\"><li class=\"on\">公告内容</li><li>项目进程</li></ul>\n"
          "<div class=\"fully_toggle\"><iframe id=\"body-frame\" src=\"" +
          body_path + "\" width=\"100%\" height=\"900\" frameborder=\"0\"></iframe></div>\n");
}

std::string body_page(const SiteStage& stage) {
  return portal_frame("utf-8", kSiteName, stage.written.truth.title,
                      "<div class=\"detail\"><h4 class=\"h4_o\">" + escape_html(stage.written.truth.title) +
                          "</h4>\n<p class=\"p_o\"><span>发布时间：" + to_string(stage.stage->day) + " " +
                          published_minute(*stage.stage) + "</span><span>信息来源：" + kSiteName +
                          "</span></p>\n<div class=\"detail_content\">\n" + stage.written.body +
                          "</div></div>\n");
}

void add_lists(std::unordered_map<std::string, Resource>& resources, const std::vector<ListEntry>& entries,
               std::size_t overlap, Date day) {
  const auto pages = paged(entries, overlap);
  for (std::size_t page = 0; page < pages.size(); ++page)
    resources.insert_or_assign(list_path(page),
                               make_resource(Resource::Role::list, "text/html; charset=utf-8",
                                             list_page(pages[page], page, pages.size()), day));
}

}  // namespace

void render_shell(SiteContent& site, const Scenario& scenario, std::uint64_t seed) {
  std::vector<ListEntry> entries;
  Date newest{2020, 1, 1};
  for (SiteStage& stage : write_site(site.id, scenario, seed)) {
    const Procurement& procurement = scenario.procurements[stage.stage->procurement];
    const std::string shell = page_path(*stage.stage, procurement, 'a');
    const std::string body = page_path(*stage.stage, procurement, 'b');
    newest = std::max(newest, stage.stage->day);
    entries.push_back({shell, stage.written.truth.title,
                       to_string(stage.stage->day) + " " + published_minute(*stage.stage)});
    site.resources.emplace(shell, make_resource(Resource::Role::detail, "text/html; charset=utf-8",
                                                shell_page(stage, body), stage.stage->day));
    site.resources.emplace(body, make_resource(Resource::Role::detail, "text/html; charset=utf-8",
                                               body_page(stage), stage.stage->day));
    site.notices.push_back(
        make_true_notice(site.id, site.origin, shell, body, std::move(stage.written.truth)));
  }
  add_lists(site.resources, entries, 0, newest);
  add_lists(site.shifted, entries, 3, newest);
  site.resources.emplace("/robots.txt",
                         make_resource(Resource::Role::other, "text/plain; charset=utf-8",
                                       "User-agent: *\nDisallow: /deal/search\nDisallow: /user/\n", newest));
}

}  // namespace tenderlead::portal
