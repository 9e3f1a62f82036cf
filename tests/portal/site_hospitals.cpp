// Site (d), a hospital in GB18030 whose procurement column is paged by links, and site (e), a hospital in UTF-8 that
// names its pages in a sitemap index, one part of it compressed.
#include <algorithm>

#include "tests/portal/render.h"

namespace tenderlead::portal {
namespace {

constexpr std::size_t kNoisePages = 5;

// A character that GB 2312 lacks: the pages are labelled gb2312 and are not.
constexpr const char* kBeyondGb2312 = "<p class=\"editor\">责任编辑：王喆 审核：李镕</p>\n";

std::string notice_page_content(const SiteStage& stage) {
  return "<div class=\"crumb\">首页 &gt; 招标采购</div>\n<h1 class=\"tc\">" +
         escape_html(stage.written.truth.title) + "</h1>\n<p class=\"tc\">发布日期：" +
         to_string(stage.stage->day) + "　浏览次数：128</p>\n<div class=\"article\">\n" + stage.written.body +
         "</div>\n";
}

std::string news_content(const Office& hospital, std::size_t number) {
  static const char* const kNews[] = {"开展急诊急救技能竞赛", "组织义诊进社区活动", "召开年度工作总结会",
                                      "举办母乳喂养宣传周活动", "完成消防安全应急演练"};
  const std::string headline = hospital.name + kNews[number % std::size(kNews)];
  return "<h1 class=\"tc\">" + headline + "</h1>\n<div class=\"article\"><p>　　为进一步提升服务能力，近日" +
         hospital.name + "组织相关科室参加本次活动，现场气氛热烈，取得良好效果。</p></div>\n";
}

void add_profile(SiteContent& site, const std::string& path, HospitalProfile truth) {
  truth.url = site.origin + path;
  site.profiles.push_back({site.id, std::move(truth)});
}

std::string gb_list_path(std::size_t page) {
  return "/cgzb/list_" + std::to_string(page + 1) + ".html";
}

std::string gb_list_content(const std::vector<ListEntry>& entries, std::size_t page, std::size_t count) {
  std::string content = "<div class=\"crumb\">首页 &gt; 招标采购</div>\n<ul class=\"list newslist\">\n";
  for (const ListEntry& entry : entries)
    content += "<li><span class=\"date\">" + entry.when.substr(0, 10) + "</span><a href=\"" + entry.href +
               "\">" + escape_html(entry.title) + "</a></li>\n";
  content += "</ul>\n<div class=\"pager\">共" + std::to_string(count) + "页 ";
  if (page + 1 < count) content += "<a href=\"" + gb_list_path(page + 1) + "\">下一页</a>";
  return content + "</div>\n";
}

}  // namespace

void render_gb_hospital(SiteContent& site, const Scenario& scenario, std::uint64_t seed) {
  const Office& hospital = scenario.gb_hospital;
  Date newest{2020, 1, 1};
  std::vector<ListEntry> entries;
  // The header names no charset and the meta tag a too narrow one, which is how most such sites are.
  const auto page = [&](Resource::Role role, const std::string& title, const std::string& content, Date day) {
    return make_resource(role, "text/html",
                         to_gb18030(hospital_frame("gb2312", hospital, title, content + kBeyondGb2312)), day);
  };
  std::size_t number = 1200;
  for (SiteStage& stage : write_site(site.id, scenario, seed)) {
    const std::string path =
        "/cgzb/" + to_string(stage.stage->day).substr(0, 4) + "/" + std::to_string(number++) + ".html";
    newest = std::max(newest, stage.stage->day);
    entries.push_back({path, stage.written.truth.title, to_string(stage.stage->day)});
    site.resources.emplace(path, page(Resource::Role::detail, stage.written.truth.title,
                                      notice_page_content(stage), stage.stage->day));
    site.notices.push_back(
        make_true_notice(site.id, site.origin, path, path, std::move(stage.written.truth)));
  }
  for (std::size_t overlap : {std::size_t{0}, std::size_t{3}}) {
    const auto pages = paged(entries, overlap);
    for (std::size_t i = 0; i < pages.size(); ++i)
      (overlap == 0 ? site.resources : site.shifted)
          .insert_or_assign(gb_list_path(i), page(Resource::Role::list, "招标采购",
                                                  gb_list_content(pages[i], i, pages.size()), newest));
  }
  HospitalPages pages = write_hospital_pages(hospital, seed);
  site.resources.emplace("/", page(Resource::Role::other, "首页", "<p>欢迎访问</p>", newest));
  site.resources.emplace("/yygk/yyjj.html",
                         page(Resource::Role::detail, "医院简介", pages.introduction, newest));
  site.resources.emplace("/ksjs/index.html",
                         page(Resource::Role::detail, "科室介绍", pages.departments, newest));
  site.resources.emplace("/lxwm.html", page(Resource::Role::detail, "联系我们", pages.contact, newest));
  add_profile(site, "/yygk/yyjj.html", std::move(pages.introduction_truth));
  add_profile(site, "/ksjs/index.html", std::move(pages.departments_truth));
  add_profile(site, "/lxwm.html", std::move(pages.contact_truth));
  site.resources.emplace("/robots.txt", make_resource(Resource::Role::other, "text/plain",
                                                      "User-agent: *\nDisallow: /manage/\n", newest));
}

void render_sitemap_hospital(SiteContent& site, const Scenario& scenario, std::uint64_t seed) {
  const Office& hospital = scenario.sitemap_hospital;
  Date newest{2020, 1, 1};
  const auto add = [&](const std::string& path, const std::string& title, const std::string& content,
                       Date day) {
    Resource resource = make_resource(Resource::Role::detail, "text/html; charset=utf-8",
                                      hospital_frame("utf-8", hospital, title, content), day);
    resource.gzip_body = gzip(resource.body);
    site.resources.emplace(path, std::move(resource));
  };
  const auto entry = [&](const std::string& path, Date day) {
    return "<url><loc>" + site.origin + path + "</loc><lastmod>" + to_string(day) + "</lastmod></url>\n";
  };
  const std::string open =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset "
      "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  std::string purchases = open;
  std::size_t number = 300;
  for (SiteStage& stage : write_site(site.id, scenario, seed)) {
    const std::string path = "/purchase/" + std::to_string(number++) + ".html";
    newest = std::max(newest, stage.stage->day);
    add(path, stage.written.truth.title, notice_page_content(stage), stage.stage->day);
    purchases += entry(path, stage.stage->day);
    site.notices.push_back(
        make_true_notice(site.id, site.origin, path, path, std::move(stage.written.truth)));
  }
  std::string fixed = open;
  HospitalPages pages = write_hospital_pages(hospital, seed + 1);
  add("/about/intro.html", "医院简介", pages.introduction, newest);
  add("/about/departments.html", "科室介绍", pages.departments, newest);
  add("/about/contact.html", "联系我们", pages.contact, newest);
  add_profile(site, "/about/intro.html", std::move(pages.introduction_truth));
  add_profile(site, "/about/departments.html", std::move(pages.departments_truth));
  add_profile(site, "/about/contact.html", std::move(pages.contact_truth));
  for (const TrueProfile& known : site.profiles)
    fixed += entry(known.profile.url.substr(site.origin.size()), newest);
  for (std::size_t i = 0; i < kNoisePages; ++i) {
    const std::string path = "/news/" + std::to_string(i + 1) + ".html";
    add(path, "新闻", news_content(hospital, i), newest);
    fixed += entry(path, newest);
    site.noise.push_back(site.origin + path);
  }
  // One page that the sitemap names and robots.txt disallows.
  fixed += entry("/intranet/notice.html", newest);
  add("/intranet/notice.html", "内部通知", "<p>内部通知</p>", newest);
  site.forbidden.push_back(site.origin + "/intranet/notice.html");
  site.resources.emplace("/sitemap_pages.xml", make_resource(Resource::Role::list, "application/xml",
                                                             fixed + "</urlset>\n", newest));
  site.resources.emplace("/sitemap_purchase.xml.gz", make_resource(Resource::Role::list, "application/gzip",
                                                                   gzip(purchases + "</urlset>\n"), newest));
  site.resources.emplace(
      "/sitemap.xml",
      make_resource(Resource::Role::list, "application/xml",
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex "
                    "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
                    "<sitemap><loc>" +
                        site.origin + "/sitemap_pages.xml</loc></sitemap>\n<sitemap><loc>" + site.origin +
                        "/sitemap_purchase.xml.gz</loc></sitemap>\n</sitemapindex>\n",
                    newest));
  site.resources.emplace(
      "/robots.txt",
      make_resource(Resource::Role::other, "text/plain",
                    "User-agent: *\nDisallow: /intranet/\nSitemap: " + site.origin + "/sitemap.xml\n",
                    newest));
}

}  // namespace tenderlead::portal
