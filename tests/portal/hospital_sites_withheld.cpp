// The shapes of hospital sites that the scorer of links never saw while it was made: tests/portal/hospital_site.h.
#include <utility>

#include "tests/portal/hospital_site.h"

namespace tenderlead::portal {
namespace {

struct Entry {
  std::string href;
  std::string words;
};

std::string document(const std::string& title, const std::string& body) {
  return "<!DOCTYPE html>\n<html lang=\"zh\"><head><meta charset=\"utf-8\"><title>" + title +
         "</title></head>\n<body>\n" + body + "\n</body></html>\n";
}

std::string anchors(const std::vector<Entry>& entries, const std::string& tag,
                    const std::string& extra = {}) {
  std::string text;
  for (const Entry& entry : entries)
    text +=
        "<" + tag + "><a" + extra + " href=\"" + entry.href + "\">" + entry.words + "</a></" + tag + ">\n";
  return text;
}

void idle_pages(HospitalSiteBuilder& site, const std::vector<Entry>& entries) {
  for (const Entry& entry : entries)
    site.page(entry.href, entry.words, "<h1>" + entry.words + "</h1><p>内容建设中，敬请期待。</p>");
}

// WordPress: categories by slug, posts by number, the menu as its themes write it; purchases stand among other notices.
HospitalSite word_press(std::uint64_t seed) {
  HospitalSiteBuilder site("word_press", "https://www.yunqi-hospital.example", seed);
  const std::vector<Entry> menu = {{"/", "首页"},
                                   {"/about/", "关于医院"},
                                   {"/leaders/", "院领导介绍"},
                                   {"/category/yydt/", "医院动态"},
                                   {"/category/tzgg/", "通知公告"},
                                   {"/departments/", "科室一览"},
                                   {"/category/kepu/", "健康科普"},
                                   {"/category/dangjian/", "党建园地"},
                                   {"/contact/", "联系方式"}};
  const std::string header = "<header id=\"masthead\"><nav class=\"main-navigation\"><ul>" +
                             anchors(menu, "li class=\"menu-item\"") + "</ul></nav></header>";
  site.frame = [header](const std::string& title, const std::string& content) {
    return document(title,
                    header + "<div id=\"primary\"><main>" + content +
                        "</main></div><aside class=\"widget-area\"><h3>职能部门</h3><ul>" +
                        anchors({{"/xxglb/", "信息管理部"}, {"/ywb/", "医务部"}, {"/hlb/", "护理部"}}, "li") +
                        "</ul></aside><footer class=\"site-footer\">自豪地由程序生成</footer>");
  };
  site.list_path = [](const std::string& column, int page) {
    return "/category/" + column + "/" + (page == 0 ? "" : "page/" + std::to_string(page + 1) + "/");
  };
  site.item_path = [](const std::string& column, int number) {
    return "/archives/" +
           std::to_string((column == "tzgg"   ? 4000
                           : column == "yydt" ? 3000
                                              : 2000) +
                          number) +
           ".html";
  };
  site.write_list = [](const std::vector<ListEntry>& entries, const std::string& next) {
    std::string text;
    for (const ListEntry& entry : entries)
      text += "<article class=\"post\"><h2 class=\"entry-title\"><a href=\"" + entry.href +
              "\" rel=\"bookmark\">" + escape_html(entry.title) + "</a></h2><time class=\"entry-date\">" +
              entry.when + "</time></article>\n";
    if (!next.empty())
      text += "<nav class=\"navigation pagination\"><a class=\"next page-numbers\" href=\"" + next +
              "\">下一页</a></nav>";
    return text;
  };
  site.introduction("/about/");
  site.leadership("/leaders/");
  site.departments("/departments/");
  site.contact("/contact/");
  site.information_department("/xxglb/", "信息管理部");
  site.news_column("yydt", "医院动态");
  // Every third notice is about something else.
  std::vector<HospitalSiteBuilder::Item> notices;
  for (const auto& purchase : site.purchases()) {
    if (notices.size() % 3 == 2)
      notices.push_back({"关于调整" + std::to_string(notices.size()) + "月份门诊时间的通知",
                         "<h1>通知</h1><p>因工作需要，门诊时间有所调整，请广大患者合理安排。</p>",
                         purchase.day, false, false});
    notices.push_back(purchase);
  }
  site.column("tzgg", "通知公告", notices, true);
  site.idle_column("kepu", "健康科普", 18);
  site.idle_column("dangjian", "党建园地", 10);
  idle_pages(site, {{"/ywb/", "医务部"}, {"/hlb/", "护理部"}});
  site.page("/", site.hospital().name,
            "<section class=\"latest\">" + site.latest("yydt", site.news(), 6) + "</section>");
  return site.finish("/");
}

// A splash page with a choice of languages, and the home page behind it; links of the menu are absolute.
HospitalSite splash(std::uint64_t seed) {
  const std::string origin = "http://www.fenglin-yy.example";
  HospitalSiteBuilder site("splash", origin, seed);
  const std::vector<Entry> top = {{origin + "/main.html", "首　页"},  {origin + "/zjyy/", "走进我们"},
                                  {origin + "/dynamic/", "医院资讯"}, {origin + "/ks/", "专科介绍"},
                                  {origin + "/ywgk/", "信息公开"},    {origin + "/fw/", "便民服务"},
                                  {origin + "/lx/", "联系我们"}};
  site.frame = [top](const std::string& title, const std::string& content) {
    return document(
        title,
        "<div class=\"topbar\"><a href=\"/en/index.html\">English</a> <a "
        "href=\"http://m.fenglin-yy.example/\">手机版</a></div><div class=\"menu_box\">" +
            anchors(top, "span") + "</div><div class=\"wrapper\">" + content +
            "</div><div class=\"links\"><a href=\"http://www.nhc.example.cn/\">国家卫健委</a></div>");
  };
  site.list_path = [](const std::string& column, int page) {
    return "/" + column + "/" + (page == 0 ? "" : "list-" + std::to_string(page + 1) + ".shtml");
  };
  site.item_path = [](const std::string& column, int number) {
    return "/" + column + "/c" + std::to_string(88000 + number) + ".shtml";
  };
  site.write_list = [](const std::vector<ListEntry>& entries, const std::string& next) {
    std::string rows;
    for (const ListEntry& entry : entries)
      rows += "<tr><td>·</td><td><a href=\"" + entry.href + "\" title=\"" + escape_html(entry.title) + "\">" +
              escape_html(entry.title) + "</a></td><td>[" + entry.when + "]</td></tr>\n";
    return "<table class=\"lb\">" + rows + "</table><p>" +
           (next.empty() ? "" : "<a href=\"" + next + "\">后一页</a> <a href=\"" + next + "\">下一页</a>") +
           "</p>";
  };
  site.raw("/", document("欢迎",
                         "<center><img src=\"/logo.png\"><p><a href=\"/main.html\">中文版</a>　<a "
                         "href=\"/en/index.html\">English</a></p></center>"));
  site.page("/en/index.html", "Welcome", "<p>About Us, Departments, Contact</p>");
  site.page("/zjyy/", "走进我们",
            anchors({{"/zjyy/jj.shtml", "院情简介"},
                     {"/zjyy/ld.shtml", "领导班子成员"},
                     {"/zjyy/jg.shtml", "行政职能科室"},
                     {"/zjyy/wh.shtml", "文化建设"}},
                    "p"));
  site.introduction("/zjyy/jj.shtml");
  site.leadership("/zjyy/ld.shtml");
  site.page("/zjyy/jg.shtml", "行政职能科室",
            anchors({{"/zn/yb.shtml", "办公室"},
                     {"/zn/xx.shtml", "网络与信息中心"},
                     {"/zn/sb.shtml", "设备科"},
                     {"/zn/yj.shtml", "药剂科"}},
                    "li"));
  site.information_department("/zn/xx.shtml", "网络与信息中心");
  idle_pages(site, {{"/zn/yb.shtml", "办公室"},
                    {"/zn/sb.shtml", "设备科"},
                    {"/zn/yj.shtml", "药剂科"},
                    {"/zjyy/wh.shtml", "文化建设"},
                    {"/fw/", "便民服务"}});
  site.departments("/ks/");
  site.contact("/lx/");
  site.page("/ywgk/", "信息公开",
            anchors({{"/ywgk/rszp/", "人事招聘"},
                     {"/ywgk/zcxx/", "招采信息"},
                     {"/ywgk/yjs/", "预决算公开"},
                     {"/ywgk/sfbz/", "收费公示"}},
                    "div"));
  site.news_column("dynamic", "医院资讯");
  site.procurement_column("ywgk/zcxx", "招采信息");
  site.idle_column("ywgk/rszp", "人事招聘", 8);
  site.idle_column("ywgk/yjs", "预决算公开", 4);
  site.idle_column("ywgk/sfbz", "收费公示", 4);
  site.page("/main.html", site.hospital().name,
            "<div class=\"c\">" + site.latest("dynamic", site.news(), 7) + "</div>");
  return site.finish("/");
}

// Nothing but pictures without names on the home page; the site map in its footer tells of everything.
HospitalSite map_only(std::uint64_t seed) {
  HospitalSiteBuilder site("map_only", "http://www.baihe-fby.example", seed);
  const std::string bottom =
      "<div class=\"bottom\"><a href=\"/wzdt.html\">网站地图</a> | <a href=\"/ysbh.html\">隐私保护</a> | <a "
      "href=\"/flsm.html\">法律声明</a></div>";
  site.frame = [bottom](const std::string& title, const std::string& content) {
    return document(title, "<div id=\"app\">" + content + "</div>" + bottom);
  };
  site.list_path = [](const std::string& column, int page) {
    return "/c/" + column + "/p" + std::to_string(page + 1) + ".html";
  };
  site.item_path = [](const std::string& column, int number) {
    return "/c/" + column + "/d/" + std::to_string(6100 + number) + ".html";
  };
  std::string pictures;
  for (int i = 1; i <= 8; ++i)
    pictures += "<a href=\"/zt/" + std::to_string(i) + ".html\"><img src=\"/upload/" +
                std::to_string(i * 7919) + ".jpg\"></a>\n";
  for (int i = 1; i <= 8; ++i)
    site.page("/zt/" + std::to_string(i) + ".html", "专题", "<p>专题活动进行中。</p>");
  site.page("/", site.hospital().name, "<div class=\"swiper\">" + pictures + "</div>");
  std::vector<Entry> clinics;
  for (int i = 0; i < 30; ++i)
    clinics.push_back({"/k/" + std::to_string(i) + ".html", "专病门诊" + std::to_string(i + 1)});
  idle_pages(site, clinics);
  const auto part = [](const std::string& name, const std::vector<Entry>& entries) {
    return "<dl><dt>" + name + "</dt>" + anchors(entries, "dd") + "</dl>";
  };
  site.page(
      "/wzdt.html", "网站地图",
      part("医院", {{"/a/1.html", "医院概况"}, {"/a/2.html", "现任院领导"}, {"/a/3.html", "联系方式"}}) +
          part("门诊", clinics) +
          part("职能", {{"/z/1.html", "财务科"}, {"/z/2.html", "信息统计科"}, {"/z/3.html", "后勤保障部"}}) +
          part("栏目", {{"/ksjs.html", "科室简介"},
                        {"/c/xw/p1.html", "院内要闻动态"},
                        {"/c/zb/p1.html", "招投标公告"},
                        {"/c/zp/p1.html", "招聘公告"},
                        {"/c/kp/p1.html", "科普宣教"}}));
  site.introduction("/a/1.html");
  site.leadership("/a/2.html");
  site.contact("/a/3.html");
  site.information_department("/z/2.html", "信息统计科");
  idle_pages(site, {{"/z/1.html", "财务科"},
                    {"/z/3.html", "后勤保障部"},
                    {"/ysbh.html", "隐私保护"},
                    {"/flsm.html", "法律声明"}});
  site.departments("/ksjs.html");
  site.news_column("xw", "院内要闻动态");
  site.procurement_column("zb", "招投标公告");
  site.idle_column("zp", "招聘公告", 9);
  site.idle_column("kp", "科普宣教", 25);
  return site.finish("/");
}

// Columns within columns: the purchases of three kinds three levels down.
HospitalSite deep_columns(std::uint64_t seed) {
  HospitalSiteBuilder site("deep_columns", "http://www.songhe-hospital.example.cn", seed);
  const std::string bar = "<div class=\"header\"><ul class=\"gnb\">" +
                          anchors({{"/index.jsp", "首页"},
                                   {"/yygk/index.jsp", "医院概况"},
                                   {"/ywgk/index.jsp", "院务公开"},
                                   {"/ksfb/index.jsp", "科室分布"},
                                   {"/hzfw/index.jsp", "患者服务"},
                                   {"/jkjy/index.jsp", "健康教育"}},
                                  "li") +
                          "</ul></div>";
  site.frame = [bar](const std::string& title, const std::string& content) {
    return document(title, bar + "<div class=\"dqwz\">您的位置：<a href=\"/index.jsp\">首页</a> &gt; " +
                               title + "</div><div class=\"con\">" + content + "</div>");
  };
  site.list_path = [](const std::string& column, int page) {
    return "/" + column + "/list.jsp" + (page == 0 ? "" : "?pageNo=" + std::to_string(page + 1));
  };
  site.item_path = [](const std::string& column, int number) {
    return "/" + column + "/content.jsp?id=" + std::to_string(9000 + number);
  };
  const auto side = [](const std::vector<Entry>& entries) {
    return "<div class=\"leftnav\"><ul>" + anchors(entries, "li") + "</ul></div>";
  };
  const std::vector<Entry> about = {{"/yygk/yyjs/index.jsp", "医院介绍"},
                                    {"/yygk/zzjg/index.jsp", "组织架构"},
                                    {"/yygk/ldbz/index.jsp", "领导简介"},
                                    {"/yygk/ryz/index.jsp", "荣誉展示"},
                                    {"/yygk/lxfs/index.jsp", "联系方式"}};
  site.page("/yygk/index.jsp", "医院概况", side(about) + "<p>请点击左侧菜单。</p>");
  site.introduction("/yygk/yyjs/index.jsp");
  site.leadership("/yygk/ldbz/index.jsp");
  site.contact("/yygk/lxfs/index.jsp");
  site.page("/yygk/zzjg/index.jsp", "组织架构",
            side(about) + "<table><tr>" +
                anchors({{"/yygk/zzjg/xz/1.jsp", "党政综合办"},
                         {"/yygk/zzjg/xz/2.jsp", "信息与数据管理处"},
                         {"/yygk/zzjg/xz/3.jsp", "医学装备处"}},
                        "td") +
                "</tr></table>");
  site.information_department("/yygk/zzjg/xz/2.jsp", "信息与数据管理处");
  idle_pages(site, {{"/yygk/zzjg/xz/1.jsp", "党政综合办"},
                    {"/yygk/zzjg/xz/3.jsp", "医学装备处"},
                    {"/yygk/ryz/index.jsp", "荣誉展示"},
                    {"/hzfw/index.jsp", "患者服务"}});
  site.departments("/ksfb/index.jsp");
  site.page("/ywgk/index.jsp", "院务公开",
            side({{"/ywgk/zcfg/index.jsp", "政策法规"},
                  {"/ywgk/cg/index.jsp", "阳光采购"},
                  {"/ywgk/yxw/list.jsp", "要闻"},
                  {"/ywgk/rsxx/list.jsp", "人事信息"}}));
  site.page("/ywgk/cg/index.jsp", "阳光采购",
            side({{"/ywgk/cg/hw/list.jsp", "货物类"},
                  {"/ywgk/cg/fw/list.jsp", "服务类"},
                  {"/ywgk/cg/zd/index.jsp", "采购制度"}}));
  std::vector<HospitalSiteBuilder::Item> goods, services;
  for (const auto& purchase : site.purchases()) (goods.size() < 8 ? goods : services).push_back(purchase);
  site.column("ywgk/cg/hw", "货物类", goods, true);
  site.column("ywgk/cg/fw", "服务类", services, true);
  idle_pages(site, {{"/ywgk/cg/zd/index.jsp", "采购制度"}, {"/ywgk/zcfg/index.jsp", "政策法规"}});
  site.news_column("ywgk/yxw", "要闻");
  site.idle_column("ywgk/rsxx", "人事信息", 7);
  site.idle_column("jkjy", "健康教育", 12);
  site.page("/jkjy/index.jsp", "健康教育", "<p>健康素养知识。</p>");
  site.page("/index.jsp", site.hospital().name,
            "<p>欢迎您！</p><div class=\"xw\">" + site.latest("ywgk/yxw", site.news(), 5) + "</div>");
  return site.finish("/index.jsp");
}

// Purchases on a host of their own whose list stands in a frame; the portals of others in the same menu.
HospitalSite subdomain(std::uint64_t seed) {
  HospitalSiteBuilder site("subdomain", "http://www.luzhou-sy.com.cn", seed);
  const std::string own = "http://cg.luzhou-sy.com.cn";
  const std::string menu = "<nav><ul>" +
                           anchors({{"/", "网站首页"},
                                    {"/overview.html", "医院概况"},
                                    {"/dept.html", "科室导航"},
                                    {"/leader.html", "领导团队"},
                                    {"/news/", "新闻中心"},
                                    {own + "/", "采购平台"},
                                    {"http://www.ccgp-sim.example/cggg/", "政府采购"},
                                    {"http://zbdl-sim.example/zbgg/index.html", "招标公告（代理机构）"},
                                    {"/it.html", "信息科"},
                                    {"/join/", "人才招聘"},
                                    {"/contact.html", "联系我们"}},
                                   "li") +
                           "</ul></nav>";
  site.frame = [menu](const std::string& title, const std::string& content) {
    return document(title, menu + "<section>" + content + "</section>");
  };
  site.list_path = [own](const std::string& column, int page) {
    if (column == "cg") return own + "/frame/list" + (page == 0 ? "" : std::to_string(page + 1)) + ".html";
    return "/" + column + "/" + (page == 0 ? "" : "p" + std::to_string(page + 1) + ".html");
  };
  site.item_path = [own](const std::string& column, int number) {
    if (column == "cg") return own + "/notice/" + std::to_string(501 + number) + ".html";
    return "/" + column + "/2026/n" + std::to_string(number) + ".html";
  };
  site.introduction("/overview.html");
  site.departments("/dept.html");
  site.leadership("/leader.html");
  site.information_department("/it.html", "信息科");
  site.contact("/contact.html");
  site.news_column("news", "新闻中心");
  site.raw(own + "/", document("采购平台",
                               "<h2>" + site.hospital().name +
                                   "采购平台</h2><iframe src=\"/frame/list.html\" width=\"100%\"></iframe>"));
  const auto plain = site.frame;
  site.frame = [](const std::string& title, const std::string& content) { return document(title, content); };
  site.procurement_column("cg", "采购公告");
  site.frame = plain;
  site.idle_column("join", "人才招聘", 12);
  site.page("/", site.hospital().name, site.latest("news", site.news(), 6));
  return site.finish("/");
}

// Cards and tabs that scripts make links of, a menu in an external order of words, and pages known by long numbers.
HospitalSite cards(std::uint64_t seed) {
  HospitalSiteBuilder site("cards", "https://www.xinglin-hospital.org.cn", seed);
  const auto column = [](const std::string& id) { return "/portal/column/" + id; };
  const auto card = [](const std::string& href, const std::string& words, const std::string& english) {
    return "<div class=\"card\" data-href=\"" + href + "\"><i class=\"icon\"></i><p>" + words +
           "</p><small>" + english + "</small></div>\n";
  };
  site.frame = [](const std::string& title, const std::string& content) {
    return document(
        title,
        "<div class=\"hd\"><a href=\"/\"><img src=\"/logo.png\" alt=\"返回首页\"></a></div>" + content);
  };
  site.list_path = [column](const std::string& id, int page) {
    return column(id) + (page == 0 ? "" : "?current=" + std::to_string(page + 1));
  };
  site.item_path = [](const std::string& id, int number) {
    return "/portal/article/" + id + std::to_string(155000 + number);
  };
  site.write_list = [](const std::vector<ListEntry>& entries, const std::string& next) {
    std::string text;
    for (const ListEntry& entry : entries)
      text += "<div class=\"row\" onclick=\"window.open('" + entry.href + "')\"><span class=\"t\">" +
              escape_html(entry.title) + "</span><span class=\"d\">" + entry.when + "</span></div>\n";
    return text + (next.empty() ? "" : "<div class=\"fy\"><a href=\"" + next + "\">下一页</a></div>");
  };
  site.introduction(column("1001"));
  site.departments(column("1002"));
  site.leadership(column("1003"));
  site.contact(column("1004"));
  site.information_department(column("1005"), "计算机网络中心");
  site.news_column("2001", "院内快讯");
  site.procurement_column("2002", "招采专栏");
  site.idle_column("2003", "人才招聘", 9);
  site.idle_column("2004", "护理天地", 9);
  idle_pages(site, {{column("1006"), "预约挂号"}, {column("1007"), "智能导诊"}});
  site.page("/", site.hospital().name,
            "<div class=\"cards\">" + card(column("1001"), "认识杏林", "ABOUT US") +
                card(column("1002"), "找科室", "DEPARTMENTS") + card(column("1006"), "预约挂号", "BOOKING") +
                card(column("2001"), "院内快讯", "NEWS") + card(column("2002"), "招采专栏", "BIDDING") +
                card(column("2003"), "人才招聘", "JOIN US") + card(column("2004"), "护理天地", "NURSING") +
                card(column("1007"), "智能导诊", "GUIDE") +
                "</div><div class=\"tab\"><span onclick=\"location.href='" + column("1003") +
                "'\">班子成员</span><span onclick=\"location.href='" + column("1005") +
                "'\">计算机网络中心</span></div><div class=\"quick\"><a href=\"" + column("1004") +
                "\" title=\"联系我们\"><img src=\"/i/9.svg\"></a></div>");
  return site.finish("/");
}

}  // namespace

std::vector<HospitalSite> withheld_hospital_sites(std::uint64_t seed) {
  std::vector<HospitalSite> sites;
  int number = 0;
  for (const auto shape : {word_press, splash, map_only, deep_columns, subdomain, cards})
    sites.push_back(shape(seed + 100 + static_cast<std::uint64_t>(number++)));
  return sites;
}

}  // namespace tenderlead::portal
