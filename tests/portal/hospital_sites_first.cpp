// The shapes of hospital sites that the scorer of links was made with: tests/portal/hospital_site.h.
#include <utility>

#include "tests/portal/hospital_site.h"

namespace tenderlead::portal {
namespace {

using Menu = std::vector<std::pair<std::string, std::string>>;  // address, words

std::string html(const std::string& title, const std::string& body, const std::string& head = {}) {
  return "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>" + title + "</title>" + head +
         "</head>\n<body>\n" + body + "\n</body></html>\n";
}

std::string links(const Menu& menu, const std::string& before = "<li>", const std::string& after = "</li>") {
  std::string text;
  for (const auto& [href, words] : menu)
    text += before + "<a href=\"" + href + "\">" + words + "</a>" + after + "\n";
  return text;
}

std::string footer(const std::string& name) {
  return "<div class=\"footer\"><a href=\"https://wsjkw.example.gov.cn/\">卫生健康委员会</a>"
         "<a href=\"https://zfcg.example.gov.cn/cggg/\">政府采购网</a><p>版权所有 " +
         name + "</p></div>";
}

// Everything in one bar, static pages in folders named after the columns' initials.
HospitalSite nav_bar(std::uint64_t seed) {
  HospitalSiteBuilder site("nav_bar", "http://www.wangxi-hospital.example", seed);
  const std::string bar = "<div class=\"nav\"><ul>" +
                          links({{"/", "首页"},
                                 {"/yygk/", "医院概况"},
                                 {"/xwdt/", "新闻动态"},
                                 {"/ksdh/", "科室导航"},
                                 {"/zjfc/", "专家风采"},
                                 {"/jzzn/", "就诊指南"},
                                 {"/zbcg/", "招标采购"},
                                 {"/djgz/", "党建工作"},
                                 {"/rczp/", "人才招聘"},
                                 {"/lxwm/", "联系我们"}}) +
                          "</ul></div>";
  site.frame = [&site, bar](const std::string& title, const std::string& content) {
    return html(title, bar + "<div class=\"main\">" + content + "</div>" + footer(site.hospital().name));
  };
  site.list_path = [](const std::string& column, int page) {
    return "/" + column + "/" + (page == 0 ? "" : "index_" + std::to_string(page + 1) + ".html");
  };
  site.item_path = [](const std::string& column, int number) {
    return "/" + column + "/2026/" + std::to_string(1000 + number) + ".html";
  };
  const std::string about = "<div class=\"leftmenu\"><ul>" +
                            links({{"/yygk/yyjj.html", "医院简介"},
                                   {"/yygk/xrld.html", "现任领导"},
                                   {"/yygk/yywh.html", "医院文化"}}) +
                            "</ul></div>";
  site.page("/yygk/", "医院概况", about + "<p>请选择左侧栏目。</p>");
  site.introduction("/yygk/yyjj.html");
  site.leadership("/yygk/xrld.html");
  site.page("/yygk/yywh.html", "医院文化", about + "<p>厚德 精医 仁爱 创新</p>");
  site.departments("/ksdh/");
  site.page("/znks/", "职能科室",
            "<ul>" +
                links({{"/znks/yb.html", "院办公室"},
                       {"/znks/rsk.html", "人事科"},
                       {"/znks/xxk.html", "信息科"},
                       {"/znks/cwk.html", "财务科"}}) +
                "</ul>");
  site.information_department("/znks/xxk.html", "信息科");
  for (const char* other : {"yb", "rsk", "cwk"})
    site.page("/znks/" + std::string(other) + ".html", "职能科室", "<p>负责医院相关管理工作。</p>");
  site.contact("/lxwm/");
  site.news_column("xwdt", "新闻动态");
  site.procurement_column("zbcg", "招标采购");
  site.idle_column("djgz", "党建工作", 14);
  site.idle_column("rczp", "人才招聘", 6);
  site.idle_column("zjfc", "专家风采", 30);
  site.idle_column("jzzn", "就诊指南", 5);
  const std::string blocks = "<div class=\"block\"><h3>医院动态</h3>" + site.latest("xwdt", site.news(), 6) +
                             "</div><div class=\"block\"><h3>行政</h3><a href=\"/znks/\">职能科室</a></div>";
  site.page("/", site.hospital().name, blocks);
  return site.finish("/");
}

// A menu whose second level is hidden until the mouse is over it; ASP pages with class ids.
HospitalSite mega_menu(std::uint64_t seed) {
  HospitalSiteBuilder site("mega_menu", "http://www.qingyuan-hospital.example", seed);
  const auto drop = [](const std::string& words, const Menu& below) {
    return "<li class=\"has-sub\"><a href=\"javascript:;\">" + words +
           "</a><ul class=\"sub\" style=\"display:none\">" + links(below) + "</ul></li>";
  };
  const auto list = [](int id) { return "/list.asp?classid=" + std::to_string(id); };
  const auto show = [](int id) { return "/about.asp?id=" + std::to_string(id); };
  Menu clinics;
  for (int i = 0; i < 18; ++i)
    clinics.emplace_back("/keshi.asp?id=" + std::to_string(i),
                         std::vector<std::string>{"心血管内科", "呼吸内科", "消化内科", "神经内科",
                                                  "普通外科", "骨科"}[static_cast<std::size_t>(i % 6)] +
                             (i < 6    ? ""
                              : i < 12 ? "一病区"
                                       : "二病区"));
  clinics.emplace_back("/keshi.asp", "全部科室");
  const std::string menu =
      "<header><ul class=\"menu\">" +
      drop("走进医院", {{show(1), "医院介绍"},
                        {show(2), "领导班子"},
                        {show(3), "历史沿革"},
                        {show(4), "医院荣誉"},
                        {show(5), "联系方式"}}) +
      drop("医院新闻",
           {{list(11), "院内新闻"}, {list(12), "媒体报道"}, {list(13), "科室动态"}, {list(14), "视频新闻"}}) +
      drop("科室专家", clinics) +
      drop("职能部门", {{show(31), "党委办公室"},
                        {show(32), "医务科"},
                        {show(33), "护理部"},
                        {show(34), "计算机中心"},
                        {show(35), "采购办"}}) +
      drop("院务公开",
           {{list(21), "采购公告"}, {list(22), "人事招聘"}, {list(23), "价格公示"}, {list(24), "政策法规"}}) +
      drop("健康服务", {{list(41), "健康科普"}, {list(42), "就医指南"}, {list(43), "预约挂号"}}) +
      "</ul></header>";
  site.frame = [&site, menu](const std::string& title, const std::string& content) {
    return html(title, menu + "<div id=\"content\">" + content + "</div>" + footer(site.hospital().name));
  };
  site.list_path = [](const std::string& column, int page) {
    return "/list.asp?classid=" + column + (page == 0 ? "" : "&page=" + std::to_string(page + 1));
  };
  site.item_path = [](const std::string& column, int number) {
    return "/show.asp?id=" + column + std::to_string(100 + number);
  };
  site.introduction(show(1));
  site.leadership(show(2));
  for (const int id : {3, 4, 31, 32, 33, 35})
    site.page(show(id), "栏目", "<p>内容正在完善中，敬请期待。</p>");
  site.contact(show(5));
  site.departments("/keshi.asp");
  for (int i = 0; i < 18; ++i)
    site.page("/keshi.asp?id=" + std::to_string(i), "科室", "<p>科室技术力量雄厚，设备先进。</p>");
  site.information_department(show(34), "计算机中心");
  site.news_column("11", "院内新闻");
  site.procurement_column("21", "采购公告");
  for (const auto& [column, subject] : Menu{{"12", "媒体报道"},
                                            {"13", "科室动态"},
                                            {"14", "视频新闻"},
                                            {"22", "人事招聘"},
                                            {"23", "价格公示"},
                                            {"24", "政策法规"},
                                            {"41", "健康科普"},
                                            {"42", "就医指南"},
                                            {"43", "预约挂号"}})
    site.idle_column(column, subject, 9);
  site.page("/", site.hospital().name, "<div class=\"news\">" + site.latest("11", site.news(), 8) + "</div>");
  return site.finish("/");
}

// Menus of pictures: alternative texts, a map of areas, and one picture with nothing but its name.
HospitalSite image_menu(std::uint64_t seed) {
  HospitalSiteBuilder site("image_menu", "http://www.ssyy.example", seed);
  const auto picture = [](const std::string& href, const std::string& file, const std::string& alt) {
    return "<td><a href=\"" + href + "\"><img src=\"/images/" + file + "\"" +
           (alt.empty() ? "" : " alt=\"" + alt + "\"") + "></a></td>";
  };
  const std::string menu =
      "<table class=\"top\"><tr>" + picture("/index.html", "m1.gif", "首页") +
      picture("/gywm/index.html", "m2.gif", "关于我们") + picture("/news/index.html", "m3.gif", "新闻中心") +
      picture("/ywgk/index.html", "m4.gif", "院务公开") + picture("/keshi/index.html", "m_ksjs.gif", "") +
      picture("/expert/index.html", "m5.gif", "专家介绍") + "</tr></table>";
  site.frame = [&site, menu](const std::string& title, const std::string& content) {
    return html(title,
                menu + "<table><tr><td>" + content + "</td></tr></table>" + footer(site.hospital().name));
  };
  site.list_path = [](const std::string& column, int page) {
    return "/" + column + "/" + (page == 0 ? "index" : "index_" + std::to_string(page)) + ".html";
  };
  site.item_path = [](const std::string& column, int number) {
    return "/" + column + "/art_" + std::to_string(20260000 + number) + ".html";
  };
  site.introduction("/gywm/index.html");
  site.departments("/keshi/index.html");
  site.leadership("/gywm/ldtd.html");
  site.contact("/gywm/lxfs.html");
  site.information_department("/jggl/xxzx.html", "网络信息中心");
  site.page("/ywgk/index.html", "院务公开",
            "<ul>" +
                links({{"/ywgk/rs/index.html", "人事公开"},
                       {"/ywgk/zb/index.html", "招标信息"},
                       {"/ywgk/sf/index.html", "收费标准"}}) +
                "</ul>");
  site.news_column("news", "新闻中心");
  site.procurement_column("ywgk/zb", "招标信息");
  site.idle_column("ywgk/rs", "人事公开", 5);
  site.idle_column("ywgk/sf", "收费标准", 5);
  site.idle_column("expert", "专家介绍", 24);
  site.page("/index.html", site.hospital().name,
            "<img src=\"/images/home.jpg\" usemap=\"#m\"><map name=\"m\">"
            "<area shape=\"rect\" coords=\"0,0,80,20\" href=\"/gywm/ldtd.html\" alt=\"医院领导\">"
            "<area shape=\"rect\" coords=\"0,20,80,40\" href=\"/jggl/xxzx.html\" alt=\"网络信息中心\">"
            "<area shape=\"rect\" coords=\"0,40,80,60\" href=\"/gywm/lxfs.html\" alt=\"来院路线\"></map>" +
                site.latest("news", site.news(), 5));
  return site.finish("/index.html");
}

// Menus that scripts write: an array of names and addresses, markup in document.write, and clicks that call a function.
HospitalSite script_menu(std::uint64_t seed) {
  HospitalSiteBuilder site("script_menu", "http://www.hemingyy.example", seed);
  const std::string script =
      "<script>var menus=[{\"name\":\"医院简介\",\"link\":\"/html/about/1.html\"},"
      "{\"name\":\"科室介绍\",\"link\":\"/html/dept/list.html\"},{\"name\":\"专家查询\",\"link\":\"/html/doc/"
      "\"},"
      "{\"name\":\"联系我们\",\"link\":\"/html/about/9.html\"}];\n"
      "for(var i=0;i<menus.length;i++){document.write('<li><a "
      "href=\"'+menus[i].link+'\">'+menus[i].name+'</a></li>');}\n"
      "document.write('<li><a href=\"/html/about/5.html\">院领导</a></li><li><a "
      "href=\"/html/zp/\">招聘信息</a></li>');\n"
      "function go(c){location.href='/html/'+c+'/list.html';}</script>";
  const std::string clicks =
      "<div class=\"tabs\"><span onclick=\"go('news')\">医院动态</span><span "
      "onclick=\"go('zhaobiao')\">招标公告</span>"
      "<span onclick=\"go('dangjian')\">党群工作</span></div><div class=\"menu2\" "
      "onclick=\"window.location.href='/html/manage/12.html'\">信息管理科</div>";
  site.frame = [&site, script, clicks](const std::string& title, const std::string& content) {
    return html(title, "<div class=\"head\"><ul>" + script + "</ul></div>" + clicks + "<div class=\"box\">" +
                           content + "</div>" + footer(site.hospital().name));
  };
  site.list_path = [](const std::string& column, int page) {
    return "/html/" + column + "/list" + (page == 0 ? "" : std::to_string(page + 1)) + ".html";
  };
  site.item_path = [](const std::string& column, int number) {
    return "/html/" + column + "/" + std::to_string(300 + number) + ".html";
  };
  site.introduction("/html/about/1.html");
  site.departments("/html/dept/list.html");
  site.contact("/html/about/9.html");
  site.leadership("/html/about/5.html");
  site.information_department("/html/manage/12.html", "信息管理科");
  site.news_column("news", "医院动态");
  site.procurement_column("zhaobiao", "招标公告");
  site.idle_column("dangjian", "党群工作", 6);
  site.page("/html/doc/", "专家查询", "<p>请输入专家姓名。</p>");
  site.page("/html/zp/", "招聘信息", "<p>暂无招聘信息。</p>");
  site.page("/", site.hospital().name, "<p>欢迎访问" + site.hospital().name + "。</p>");
  return site.finish("/");
}

// A frameset: the menu in one frame, what it leads to in the other.
HospitalSite frames(std::uint64_t seed) {
  HospitalSiteBuilder site("frames", "http://www.lanting120.example", seed);
  site.frame = [](const std::string& title, const std::string& content) {
    return html(title, "<table width=\"100%\"><tr><td>" + content + "</td></tr></table>");
  };
  site.list_path = [](const std::string& column, int page) {
    return "/" + column + ".php" + (page == 0 ? "" : "?page=" + std::to_string(page + 1));
  };
  site.item_path = [](const std::string& column, int number) {
    return "/view.php?t=" + column + "&id=" + std::to_string(50 + number);
  };
  site.raw("/",
           "<html><head><meta charset=\"utf-8\"><title>" + site.hospital().name +
               "</title></head><frameset rows=\"120,*\"><frame src=\"top.php\" name=\"top\">"
               "<frameset cols=\"180,*\"><frame src=\"left.php\"><frame src=\"welcome.php\" name=\"main\">"
               "</frameset></frameset></html>");
  site.page("/top.php", "",
            links({{"welcome.php", "首 页"},
                   {"jianjie.php", "医院简介"},
                   {"keshi.php", "科室一览"},
                   {"xinwen.php", "医院要闻"},
                   {"zhaobiao.php", "招标信息"},
                   {"lianxi.php", "联系我们"}},
                  "<td>", "</td>"));
  site.page("/left.php", "",
            links({{"lingdao.php", "医院领导"},
                   {"xinxi.php", "信息中心"},
                   {"zhuanjia.php", "专家门诊"},
                   {"kepu.php", "健康园地"}},
                  "<p>", "</p>"));
  site.page("/welcome.php", "欢迎", site.latest("xinwen", site.news(), 4));
  site.introduction("/jianjie.php");
  site.departments("/keshi.php");
  site.leadership("/lingdao.php");
  site.information_department("/xinxi.php", "信息中心");
  site.contact("/lianxi.php");
  site.news_column("xinwen", "医院要闻");
  site.procurement_column("zhaobiao", "招标信息");
  site.idle_column("zhuanjia", "专家门诊", 8);
  site.idle_column("kepu", "健康园地", 20);
  return site.finish("/");
}

// One script behind every address: index.php with ids. Blocks of the home page lead on by 更多.
HospitalSite query_ids(std::uint64_t seed) {
  HospitalSiteBuilder site("query_ids", "http://www.cuihu-hospital.example", seed);
  const auto category = [](const std::string& id) {
    return "/index.php?m=content&c=index&a=lists&catid=" + id;
  };
  const std::string bar = "<div id=\"nav\">" +
                          links({{"/index.php", "网站首页"},
                                 {category("2"), "医院概况"},
                                 {category("3"), "特色专科"},
                                 {category("4"), "名医名家"},
                                 {category("5"), "患者服务"},
                                 {category("6"), "科研教学"},
                                 {category("7"), "护理园地"}},
                                "", " | ") +
                          "</div>";
  site.frame = [&site, bar](const std::string& title, const std::string& content) {
    return html(title, bar + "<div class=\"position\">当前位置：<a href=\"/index.php\">首页</a></div>" +
                           content + footer(site.hospital().name));
  };
  site.list_path = [category](const std::string& column, int page) {
    return category(column) + (page == 0 ? "" : "&page=" + std::to_string(page + 1));
  };
  site.item_path = [](const std::string& column, int number) {
    return "/index.php?m=content&c=index&a=show&catid=" + column + "&id=" + std::to_string(700 + number);
  };
  const std::string side = "<div class=\"side\"><ul>" +
                           links({{category("2"), "医院简介"},
                                  {category("21"), "领导团队"},
                                  {category("22"), "组织机构"},
                                  {category("23"), "科室设置"},
                                  {category("24"), "联系我们"}}) +
                           "</ul></div>";
  const auto plain = site.frame;
  site.frame = [plain, side](const std::string& title, const std::string& content) {
    return plain(title, title == "医院简介" ? side + content : content);
  };
  site.introduction(category("2"));
  site.leadership(category("21"));
  site.page(category("22"), "组织机构",
            "<div>" +
                links({{category("221"), "医务部"}, {category("222"), "信息处"}, {category("223"), "总务处"}},
                      "<span>", "</span>") +
                "</div>");
  site.information_department(category("222"), "信息处");
  for (const char* other : {"221", "223", "4", "5"})
    site.page(category(other), "栏目", "<p>负责相关管理工作。</p>");
  site.departments(category("23"));
  site.contact(category("24"));
  site.news_column("11", "医院新闻");
  site.procurement_column("12", "招标采购");
  site.idle_column("13", "健康科普", 12);
  for (const char* other : {"3", "6", "7"}) site.idle_column(other, "专题", 12);
  const auto block = [&](const std::string& words, const std::string& id, const std::string& items) {
    return "<div class=\"box\"><div class=\"tit\"><h2>" + words + "</h2><a class=\"more\" href=\"" +
           category(id) + "\">更多&gt;&gt;</a></div>" + items + "</div>";
  };
  site.page("/index.php", site.hospital().name,
            block("医院新闻", "11", site.latest("11", site.news(), 5)) +
                block("招标采购", "12", site.latest("12", site.purchases(), 4)) +
                block("健康科普", "13", "<p>科学就医，健康生活。</p>"));
  return site.finish("/index.php");
}

}  // namespace

std::vector<HospitalSite> first_hospital_sites(std::uint64_t seed) {
  std::vector<HospitalSite> sites;
  int number = 0;
  for (const auto shape : {nav_bar, mega_menu, image_menu, script_menu, frames, query_ids})
    sites.push_back(shape(seed + static_cast<std::uint64_t>(number++)));
  return sites;
}

}  // namespace tenderlead::portal
