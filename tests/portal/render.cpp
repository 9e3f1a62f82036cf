#include "tests/portal/render.h"

#include <unicode/ucnv.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <stdexcept>

#include "tests/portal/files.h"

namespace tenderlead::portal {
namespace {

// FNV-1a, 64 bits: enough to tell two versions of a page apart.
std::uint64_t fnv(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (unsigned char c : bytes) hash = (hash ^ c) * 0x100000001b3ULL;
  return hash;
}

constexpr std::string_view kStyle = R"(<style>
body{margin:0;font:14px/1.7 "Microsoft YaHei",SimSun,Arial,sans-serif;color:#333;background:#f3f5f8}
a{color:#1b4f8f;text-decoration:none}a:hover{color:#c00;text-decoration:underline}
.top{height:34px;background:#eef2f7;border-bottom:1px solid #d8e0ea;font-size:12px}
.top .in,.wrap,.foot .in{width:1180px;margin:0 auto}
.logo{height:96px;background:#0d5aa7 url(/images/banner.png) no-repeat center}
.nav{background:#0b4a8b;height:44px}.nav li{float:left;list-style:none;line-height:44px}
.nav li a{display:block;padding:0 22px;color:#fff}.nav li a:hover{background:#083a6e}
.main{background:#fff;padding:24px 40px 40px;min-height:480px;box-shadow:0 0 6px rgba(0,0,0,.08)}
.crumb{font-size:12px;color:#888;border-bottom:1px dotted #ccc;padding-bottom:8px}
.tc{text-align:center}.table table,.kv{border-collapse:collapse}.table td{border:1px solid #ddd;padding:6px 10px}
ul.list li{list-style:none;border-bottom:1px dashed #ddd;line-height:38px;overflow:hidden}
ul.list li em,ul.list li span.date{float:right;font-style:normal;color:#999;font-size:12px}
.row{overflow:hidden;border-bottom:1px solid #eee}.name{color:#777}.value{color:#111}
.foot{background:#2f3a4a;color:#c7ced8;font-size:12px;padding:22px 0;margin-top:30px;text-align:center}
.pager{text-align:center;margin:18px 0}.pager a,.pager b{display:inline-block;padding:2px 10px;border:1px solid #ccc}
@media print{.top,.logo,.nav,.foot,.share{display:none}}
</style>)";

constexpr std::string_view kScript = R"(<script>
(function(){var b=document.getElementsByTagName("body")[0];function on(n,e,f){if(n.addEventListener){n.addEventListener(e,f,false);}
else{n.attachEvent("on"+e,f);}}
function size(s){var t=document.getElementById("content");if(t){t.style.fontSize=s+"px";}}
var sizes={small:12,middle:14,large:18};for(var k in sizes){(function(key){var n=document.getElementById("font-"+key);
if(n){on(n,"click",function(){size(sizes[key]);});}})(k);}
on(window,"scroll",function(){var t=document.documentElement.scrollTop||b.scrollTop;var g=document.getElementById("gotop");
if(g){g.style.display=t>300?"block":"none";}});
window._hits={site:"simulated",page:location.pathname,items:[1,2,3,5,8,13,21,34,55,89,144,233,377,610,987]};
var params=location.search.replace(/^\?/,"").split("&"),map={};for(var i=0;i<params.length;i++){var p=params[i].split("=");
if(p.length===2){map[decodeURIComponent(p[0])]=decodeURIComponent(p[1]);}}
window.shareTo=function(where){var u=encodeURIComponent(location.href),t=encodeURIComponent(document.title);
var targets={weibo:"/share/weibo?u="+u+"&t="+t,qq:"/share/qq?u="+u+"&t="+t,mail:"/share/mail?u="+u+"&t="+t};
if(targets[where]){window.open(targets[where]);}};
})();
</script>)";

}  // namespace

Resource make_resource(Resource::Role role, std::string content_type, std::string body, Date modified) {
  Resource resource;
  resource.role = role;
  resource.content_type = std::move(content_type);
  char tag[24];
  std::snprintf(tag, sizeof tag, "\"%016llx\"", static_cast<unsigned long long>(fnv(body)));
  resource.etag = tag;
  resource.last_modified = http_date(modified);
  resource.body = std::move(body);
  return resource;
}

std::string http_date(Date day) {
  static const char* const kDays[] = {"Thu", "Fri", "Sat", "Sun",
                                      "Mon", "Tue", "Wed"};  // day 0 was a Thursday
  static const char* const kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::array<char, 64> text{};
  const auto weekday = static_cast<std::size_t>(((days_from_date(day) % 7) + 7) % 7);
  std::snprintf(text.data(), text.size(), "%s, %02d %s %04d 01:00:00 GMT", kDays[weekday], day.day,
                kMonths[static_cast<std::size_t>(day.month - 1)], day.year);
  return text.data();
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  // 15 bits of window and 16 for gzip's own frame instead of zlib's.
  if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("deflateInit2 failed");
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int status = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (status != Z_STREAM_END) throw std::runtime_error("deflate failed");
  return out;
}

std::string to_gb18030(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(utf8.size() * 2 + 16, '\0');
  const int32_t length = ucnv_convert("gb18030", "UTF-8", out.data(), static_cast<int32_t>(out.size()),
                                      utf8.data(), static_cast<int32_t>(utf8.size()), &status);
  if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

std::string portal_frame(std::string_view charset, std::string_view site_name, std::string_view html_title,
                         std::string_view content) {
  static constexpr std::pair<const char*, const char*> kMenu[] = {
      {"/", "首页"},          {"/zcfg/", "政策法规"}, {"/gmfw/", "购买服务"},
      {"/jdjc/", "监督检查"}, {"/xxgg/", "信息公告"}, {"/guide/", "办事指南"},
      {"/down/", "下载专区"}, {"/faq/", "常见问题"},  {"/about/", "关于我们"}};
  std::string page;
  page.reserve(content.size() + 9000);
  page += "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\">\n<html>\n<head>\n";
  page +=
      "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=" + std::string(charset) + "\" />\n";
  page += "<title>" + escape_html(html_title) + "_" + escape_html(site_name) + "</title>\n";
  page += "<meta name=\"keywords\" content=\"模拟门户,采购公告\" />\n<meta name=\"SiteName\" content=\"" +
          escape_html(site_name) + "\" />\n";
  page += kStyle;
  page +=
      "\n</head>\n<body>\n<div class=\"top\"><div class=\"in\">欢迎访问" + escape_html(site_name) +
      "（模拟网站，内容均为虚构）<a href=\"/login\">登录</a> | <a href=\"/register\">注册</a></div></div>\n";
  page += "<div class=\"logo\"></div>\n<div class=\"nav\"><ul class=\"wrap\">";
  for (const auto& [href, name] : kMenu)
    page += "<li><a href=\"" + std::string(href) + "\">" + name + "</a></li>";
  page += "</ul></div>\n<div class=\"wrap\"><div class=\"main\">\n";
  page += content;
  page += "\n</div></div>\n<div class=\"foot\"><div class=\"in\">\n<p>主办单位：" + escape_html(site_name) +
          "运行中心（模拟） | 技术支持热线：400-000-0000 | 网站标识码：0000000000</p>\n"
          "<p>版权所有 &copy; 2020-2026 本站内容由程序生成，用于演示与测试</p>\n</div></div>\n";
  page += kScript;
  page += "\n</body>\n</html>\n";
  return page;
}

std::string hospital_frame(std::string_view charset, const Office& hospital, std::string_view html_title,
                           std::string_view content) {
  static constexpr std::pair<const char*, const char*> kMenu[] = {
      {"/", "网站首页"},      {"/yygk/yyjj.html", "医院概况"},
      {"/news/", "新闻中心"}, {"/ksjs/index.html", "科室介绍"},
      {"/jyzn/", "就医指南"}, {"/cgzb/list_1.html", "招标采购"},
      {"/djgz/", "党建工作"}, {"/lxwm.html", "联系我们"}};
  std::string page;
  page.reserve(content.size() + 9000);
  page += "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"" + std::string(charset) +
          "\">\n<title>" + escape_html(html_title) + " - " + escape_html(hospital.name) + "</title>\n";
  page += kStyle;
  page += "\n</head>\n<body>\n<div class=\"logo\"></div>\n<div class=\"nav\"><ul class=\"wrap\">";
  for (const auto& [href, name] : kMenu)
    page += "<li><a href=\"" + std::string(href) + "\">" + name + "</a></li>";
  page += "</ul></div>\n<div class=\"wrap\"><div class=\"main\" id=\"content\">\n";
  page += content;
  page += "\n</div></div>\n<div class=\"foot\"><div class=\"in\"><p>版权所有 " + escape_html(hospital.name) +
          "（模拟网站）</p><p>本站内容由程序生成，用于演示与测试</p></div></div>\n";
  page += kScript;
  page += "\n</body>\n</html>\n";
  return page;
}

std::string published_minute(const Stage& stage) {
  const std::size_t minute =
      8 * 60 + (stage.procurement * 37 + static_cast<std::size_t>(stage.kind) * 53) % 560;
  char text[8];
  std::snprintf(text, sizeof text, "%02zu:%02zu", minute / 60 % 24, minute % 60);
  return text;
}

std::vector<SiteStage> write_site(SiteId site, const Scenario& scenario, std::uint64_t seed) {
  std::vector<SiteStage> written;
  for (const Stage& stage : scenario.stages) {
    if (stage.site != site) continue;
    // Seeded by the stage, so that one page's words don't depend on how many others there are.
    Random random(seed * 1'000'003 + stage.procurement * 31 + static_cast<std::uint64_t>(stage.kind));
    written.push_back({&stage, write_stage(scenario.procurements[stage.procurement], stage, random)});
  }
  return written;
}

TrueNotice make_true_notice(SiteId site, const std::string& origin, const std::string& path,
                            const std::string& body_path, Notice truth) {
  TrueNotice known;
  known.site = site;
  known.body_url = origin + body_path;
  known.notice = std::move(truth);
  known.notice.url = origin + path;
  for (Attachment& attachment : known.notice.attachments) attachment.url = origin + attachment.url;
  return known;
}

std::vector<std::vector<ListEntry>> paged(const std::vector<ListEntry>& entries, std::size_t overlap) {
  std::vector<std::vector<ListEntry>> pages;
  for (std::size_t at = 0; at < entries.size();) {
    const std::size_t end = std::min(at + kListPageSize, entries.size());
    pages.emplace_back(entries.begin() + static_cast<std::ptrdiff_t>(at),
                       entries.begin() + static_cast<std::ptrdiff_t>(end));
    if (end == entries.size()) break;
    at = end - overlap;
  }
  if (pages.empty()) pages.emplace_back();
  return pages;
}

SiteContent render_site(SiteId id, const Scenario& scenario, std::uint64_t seed, const std::string& origin,
                        bool hostile_files) {
  SiteContent site;
  site.id = id;
  site.origin = origin;
  switch (id) {
    case SiteId::column:
      render_column(site, scenario, seed);
      break;
    case SiteId::api:
      render_api(site, scenario, seed);
      break;
    case SiteId::shell:
      render_shell(site, scenario, seed);
      break;
    case SiteId::gb_hospital:
      render_gb_hospital(site, scenario, seed);
      break;
    case SiteId::sitemap_hospital:
      render_sitemap_hospital(site, scenario, seed);
      break;
  }
  serve_files(site, hostile_files);
  return site;
}

}  // namespace tenderlead::portal
