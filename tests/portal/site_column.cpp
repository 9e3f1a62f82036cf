// Site (a), a static portal: columns of index.htm, index_1.htm ... and detail pages that carry a summary table
// besides the body, as provincial procurement portals built with a publishing system have them.
#include <algorithm>

#include "tests/portal/render.h"

namespace tenderlead::portal {
namespace {

constexpr const char* kSiteName = "川泽省政府采购网";

struct Column {
  const char* folder;
  const char* name;
  std::vector<NoticeKind> kinds;
};

const std::vector<Column>& columns() {
  static const std::vector<Column> all = {
      {"cgyx", "采购意向", {NoticeKind::intention}},
      {"cggg",
       "采购公告",
       {NoticeKind::tender, NoticeKind::prequalification, NoticeKind::single_source,
        NoticeKind::market_research}},
      {"gzgg", "更正公告", {NoticeKind::amendment}},
      {"jggg", "结果公告", {NoticeKind::award, NoticeKind::failure}},
      {"htgg", "合同公告", {NoticeKind::contract, NoticeKind::acceptance}},
  };
  return all;
}

const Column& column_of(NoticeKind kind) {
  for (const Column& column : columns())
    if (std::find(column.kinds.begin(), column.kinds.end(), kind) != column.kinds.end()) return column;
  return columns()[1];
}

std::string compact(Date day) {
  std::string text = to_string(day);
  std::erase(text, '-');
  return text;
}

std::string summary_table(const Procurement& procurement, const SiteStage& stage) {
  const Notice& truth = stage.written.truth;
  std::string html =
      "<div class=\"table\"><table width=\"600\" border=\"0\" cellspacing=\"1\"><tbody>\n<tr><td "
      "colspan=\"4\"><b>公告概要：</b></td></tr>\n";
  const auto row = [&html](std::string_view label, std::string_view value) {
    if (value.empty()) return;
    html += "<tr><td class=\"title\" width=\"130\">" + escape_html(label) + "</td><td colspan=\"3\">" +
            escape_html(value) + "</td></tr>\n";
  };
  if (!truth.project_name.empty()) row("采购项目名称", truth.project_name);
  row("采购单位", procurement.buyer.name);
  html += "<tr><td class=\"title\">行政区域</td><td>" + escape_html(procurement.buyer.place->county) +
          "</td><td class=\"title\">公告时间</td><td>" + date_text(stage.stage->day, DateStyle::padded) +
          " " + published_minute(*stage.stage) + "</td></tr>\n";
  for (const auto& [label, value] : stage.written.summary) row(label, value);
  if (!truth.project_contact.name.empty()) {
    row("项目联系人", truth.project_contact.name);
    row("项目联系电话", truth.project_contact.phone);
  }
  if (!truth.buyer.address.empty()) row("采购单位地址", truth.buyer.address);
  if (!truth.agency.name.empty()) {
    row("代理机构名称", truth.agency.name);
    row("代理机构地址", truth.agency.address);
  }
  return html + "</tbody></table></div>\n";
}

std::string detail_page(const Procurement& procurement, const SiteStage& stage, const Column& column) {
  const Notice& truth = stage.written.truth;
  std::string content = "<div class=\"crumb\">当前位置：<a href=\"/\">首页</a> &raquo; <a href=\"/zfcg/" +
                        std::string(column.folder) + "/\">" + column.name + "</a> &raquo; 正文</div>\n";
  content += "<h2 class=\"tc\">" + escape_html(truth.title) + "</h2>\n";
  content += "<p class=\"tc\"><span id=\"pubTime\">" + date_text(stage.stage->day, DateStyle::padded) + " " +
             published_minute(*stage.stage) + "</span> 来源：<span id=\"sourceName\">" + kSiteName +
             "</span> 【<a href=\"javascript:window.print()\">打印</a>】</p>\n";
  content += summary_table(procurement, stage);
  content += "<div class=\"vF_detail_content\">\n" + stage.written.body + "</div>\n";
  return portal_frame("utf-8", kSiteName, truth.title, content);
}

std::string list_page(const Column& column, const std::vector<ListEntry>& entries, std::size_t page,
                      std::size_t count) {
  std::string content = "<div class=\"crumb\">当前位置：<a href=\"/\">首页</a> &raquo; " +
                        std::string(column.name) + "</div>\n<ul class=\"list c_list_bid\">\n";
  for (const ListEntry& entry : entries)
    content += "<li><a href=\"" + entry.href + "\" target=\"_blank\" title=\"" + escape_html(entry.title) +
               "\">" + escape_html(entry.title) + "</a><em>" + entry.when + "</em></li>\n";
  content += "</ul>\n<div class=\"pager\"><script>createPageHTML(" + std::to_string(count) + ", " +
             std::to_string(page) + ", \"index\", \"htm\");</script></div>\n";
  return portal_frame("utf-8", kSiteName, column.name, content);
}

std::string index_name(std::size_t page) {
  return page == 0 ? "index.htm" : "index_" + std::to_string(page) + ".htm";
}

void add_list(std::unordered_map<std::string, Resource>& resources, const Column& column,
              const std::vector<ListEntry>& entries, std::size_t overlap, Date day) {
  auto pages = paged(entries, overlap);
  // Like most portals, this one answers the page after the last with an empty list.
  if (!entries.empty()) pages.emplace_back();
  for (std::size_t page = 0; page < pages.size(); ++page)
    resources.insert_or_assign("/zfcg/" + std::string(column.folder) + "/" + index_name(page),
                               make_resource(Resource::Role::list, "text/html; charset=utf-8",
                                             list_page(column, pages[page], page, pages.size() - 1), day));
}

}  // namespace

void render_column(SiteContent& site, const Scenario& scenario, std::uint64_t seed) {
  std::unordered_map<std::string, std::vector<ListEntry>> lists;
  Date newest{2020, 1, 1};
  std::size_t number = 27'000'000;
  for (SiteStage& stage : write_site(site.id, scenario, seed)) {
    const Procurement& procurement = scenario.procurements[stage.stage->procurement];
    const Column& column = column_of(stage.stage->kind);
    const std::string month = compact(stage.stage->day).substr(0, 6);
    const std::string file =
        month + "/t" + compact(stage.stage->day) + "_" + std::to_string(number++) + ".htm";
    const std::string path = "/zfcg/" + std::string(column.folder) + "/" + file;
    newest = std::max(newest, stage.stage->day);
    lists[column.folder].push_back({"./" + file, stage.written.truth.title,
                                    to_string(stage.stage->day) + " " + published_minute(*stage.stage)});
    site.resources.emplace(path, make_resource(Resource::Role::detail, "text/html; charset=utf-8",
                                               detail_page(procurement, stage, column), stage.stage->day));
    site.notices.push_back(
        make_true_notice(site.id, site.origin, path, path, std::move(stage.written.truth)));
  }
  // Two internal notices that the column shows and robots.txt disallows.
  for (int i = 1; i <= 2; ++i) {
    const std::string path = "/zfcg/nbgg/t" + compact(newest) + "_" + std::to_string(i) + ".htm";
    lists["cggg"].insert(lists["cggg"].begin(),
                         {path, "内部公告第" + std::to_string(i) + "号", to_string(newest) + " 18:00"});
    site.resources.emplace(
        path, make_resource(Resource::Role::detail, "text/html; charset=utf-8",
                            portal_frame("utf-8", kSiteName, "内部公告", "<p>内部公告</p>"), newest));
    site.forbidden.push_back(site.origin + path);
  }
  for (const Column& column : columns()) {
    add_list(site.resources, column, lists[column.folder], 0, newest);
    add_list(site.shifted, column, lists[column.folder], 3, newest);
  }
  site.resources.emplace(
      "/robots.txt",
      make_resource(Resource::Role::other, "text/plain; charset=utf-8",
                    "User-agent: *\nDisallow: /zfcg/nbgg/\nDisallow: /search\nDisallow: /*.do$\n", newest));
}

}  // namespace tenderlead::portal
