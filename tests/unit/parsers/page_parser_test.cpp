#include "parsers/page_parser.h"

#include <gtest/gtest.h>

#include <string>

#include "app/config/reading_tables.h"
#include "parsers/values/tables.h"

namespace tenderlead::parsers {
namespace {

constexpr const char* kUrl = "http://h.example/cggg/1.htm";

ParsedPage parse(std::string_view body, PageRole as = PageRole::automatic,
                 const SiteParserConfig* site = nullptr,
                 std::string content_type = "text/html; charset=utf-8") {
  PageInput input;
  input.body = body;
  input.content_type = std::move(content_type);
  input.url = kUrl;
  input.as = as;
  input.site = site;
  return parse_page(input, config::shipped_reading_tables());
}

const std::string kNotice =
    "<h1>望溪县妇幼保健院儿童保健信息系统采购项目竞争性磋商公告</h1><div "
    "id=content><p>项目编号：WX-2026-018</p>"
    "<p>项目名称：儿童保健信息系统采购项目</p><p>预算金额：86.5万元</p><p>采购人：望溪县妇幼保健院</"
    "p><p>地址：望溪县安宁路18号</p>"
    "<p>联系方式：0899-6612345</p><p>采购代理机构：明德招标代理有限公司</p></div>";

const std::string kHospital =
    "<h1>医院简介</"
    "h1><p>望溪县妇幼保健院始建于1952年，是一所集医疗、保健、教学、科研为一体的三级甲等妇幼保健院。</p>"
    "<p>医院编制床位500张，开放床位620张，现有职工900余人，年门诊量80万人次。</"
    "p><p>设有儿科、产科、妇科、新生儿科、检验科。</p>";

std::string column(int count) {
  std::string items;
  for (int i = 0; i < count; ++i)
    items += "<li><a href=n" + std::to_string(i) + ".htm>望溪县妇幼保健院第" + std::to_string(i) +
             "批设备采购公告</a><span>2026-05-0" + std::to_string(i + 1) + "</span></li>";
  return "<ul>" + items + "</ul><a href=index_1.htm>下一页</a>";
}

TEST(PageParser, TellsNoticesHospitalsAndListsApart) {
  EXPECT_EQ(parse(kNotice).role, PageRole::notice);
  EXPECT_EQ(parse(kHospital).role, PageRole::hospital);
  EXPECT_EQ(parse(column(8)).role, PageRole::list);
  EXPECT_EQ(parse(column(4) + "<p>本院网站的说明文字，与列表无关，但比标题加起来还要长：" +
                  std::string(2000, 'x') + "</p>")
                .role,
            PageRole::list);
  std::string records;
  for (int i = 1; i < 5; ++i)
    records += std::string(i > 1 ? "," : "") + R"({"title":"某院设备采购公告","url":"/)" + std::to_string(i) +
               R"(","publishDate":"2026-05-01"})";
  EXPECT_EQ(parse("{\"rows\":[" + records + "]}", PageRole::automatic, nullptr, "application/json").role,
            PageRole::list);
}

TEST(PageParser, LooksForAListInScriptsWhereTheLinksAreNone) {
  const std::string script =
      R"(<div id=app></div><script>var rows = [{"title":"某院设备采购公告","url":"/1","date":"2026-05-01"}];</script>)";
  const ParsedPage page = parse(script, PageRole::list);
  ASSERT_TRUE(page.list);
  ASSERT_EQ(page.list->items.size(), 1u);
  EXPECT_EQ(page.list->items[0].url, "http://h.example/1");
  EXPECT_EQ(parse(column(8) + script, PageRole::list).list->items.size(), 8u);
}

TEST(PageParser, ReadsANotice) {
  const ParsedPage page = parse(kNotice, PageRole::notice);
  ASSERT_TRUE(page.notice);
  EXPECT_EQ(page.notice->url, kUrl);
  EXPECT_EQ(page.notice->project_no, "WX-2026-018");
  EXPECT_EQ(page.notice->buyer.name, "望溪县妇幼保健院");
  ASSERT_TRUE(page.notice->budget);
  EXPECT_EQ(page.notice->budget->amount_minor, 86'500'000);
}

TEST(PageParser, ReadsAHospital) {
  const ParsedPage page = parse(kHospital, PageRole::hospital);
  ASSERT_TRUE(page.hospital);
  EXPECT_EQ(page.hospital->beds_open, 620);
  EXPECT_EQ(page.hospital->founded, 1952);
}

TEST(PageParser, ReadsAListWithItsNextPage) {
  const ParsedPage page = parse(column(5), PageRole::list);
  ASSERT_TRUE(page.list);
  EXPECT_EQ(page.list->items.size(), 5u);
  EXPECT_EQ(page.list->items[4].published_at, "2026-05-05");
  EXPECT_EQ(page.list->next, "http://h.example/cggg/index_1.htm");
}

TEST(PageParser, ReadsPlainText) {
  const ParsedPage page = parse(
      "望溪县人民医院公开招标公告\n一、项目编号：T-"
      "77\n二、项目名称：病历系统\n三、预算金额：20万元\n采购人：望溪县人民医院",
      PageRole::notice, nullptr, "text/plain; charset=utf-8");
  ASSERT_TRUE(page.notice);
  EXPECT_EQ(page.notice->project_no, "T-77");
}

TEST(PageParser, RejectsWithAReason) {
  EXPECT_EQ(parse("%PDF-1.4").reject_reason, "not_text");
  EXPECT_EQ(parse(" \n ").reject_reason, "empty");
  EXPECT_EQ(parse("{\"a\":", PageRole::automatic, nullptr, "application/json").reject_reason, "bad_json");
  EXPECT_EQ(parse("<p>没有列表</p>", PageRole::list).reject_reason, "no_items");
  EXPECT_EQ(parse("<p>今天天气很好。</p>").reject_reason, "no_fields");
  EXPECT_EQ(parse("<p>今天天气很好。</p>", PageRole::notice).reject_reason, "no_fields");
  EXPECT_EQ(parse("<p>今天天气很好。</p>", PageRole::hospital).reject_reason, "no_fields");
  SiteParserConfig site;
  site.parser = "nobody-registered-this";
  EXPECT_EQ(parse("<p>x</p>", PageRole::notice, &site).reject_reason, "bad_parser");
}

TEST(PageParser, FollowsAShellToItsBody) {
  const std::string shell = "<h1>某项目招标公告</h1><iframe src='/body/1.htm'></iframe>";
  EXPECT_EQ(parse(shell, PageRole::notice).body_url, "http://h.example/body/1.htm");
  SiteParserConfig site;
  site.body_url = "a.body";
  EXPECT_EQ(parse("<a class=body href=/b/2.htm>正文</a>" + kNotice, PageRole::notice, &site).body_url,
            "http://h.example/b/2.htm");
  EXPECT_TRUE(parse(kNotice + "<iframe src=/ad.htm></iframe>", PageRole::notice).notice);
}

TEST(PageParser, ReadsNoticesOutOfAListOfRecords) {
  SiteParserConfig site;
  site.list_item = "/rows";
  site.list_link = "http://h.example/n/{/id}";
  site.list_body = "/content";
  const std::string body =
      R"({"rows":[{"id":1,"title":"甲院病历系统采购公告","publishTime":"2026-05-01","content":")" +
      std::string("<p>项目编号：R-1</p><p>预算金额：3万元</p>") +
      R"("},{"id":2,"title":"乙院病历系统采购公告","content":"<p>项目编号：R-2</p><p>预算金额：4万元</p>"}]})";
  const ParsedPage page = parse(body, PageRole::list, &site, "application/json");
  ASSERT_EQ(page.notices.size(), 2u);
  EXPECT_EQ(page.notices[0].url, "http://h.example/n/1");
  EXPECT_EQ(page.notices[1].project_no, "R-2");
  ASSERT_TRUE(page.list);
  EXPECT_EQ(page.list->items.size(), 2u);
}

TEST(PageParser, PrefersWhatTheSourcesOwnSelectorsFind) {
  SiteParserConfig site;
  site.fields = {{"project_no", "b.no"}, {"title", "i.title"}};
  const ParsedPage page =
      parse("<b class=no>OWN-9</b><i class=title>望溪县医院设备采购招标公告</i>" + kNotice, PageRole::notice,
            &site);
  ASSERT_TRUE(page.notice);
  EXPECT_EQ(page.notice->project_no, "OWN-9");
}

TEST(PageParser, DecodesWhatAHospitalServesInGb18030) {
  const std::string body =
      "<title>\xB9\xAB\xB8\xE6</title><p>\xCF\xEE\xC4\xBF\xB1\xE0\xBA\xC5\xA3\xBAGB-1</p>";  // 公告, 项目编号：
  const ParsedPage page = parse(body, PageRole::notice, nullptr, "text/html; charset=gb2312");
  ASSERT_TRUE(page.notice);
  EXPECT_EQ(page.notice->project_no, "GB-1");
}

// A hospital tells of its new system as it would name it in a purchase.
TEST(ParsePage, TakesNoNewsForANotice) {
  const auto page = [](const std::string& title, const std::string& text) {
    return "<html><head><title>" + title + "</title></head><body><h1>" + title +
           "</h1><p>发布时间：2026-03-02 来源：信息科</p><div>" + text + "</div></body></html>";
  };
  const std::string story =
      "<p>"
      "3月2日零时，云溪市人民医院新一代医院信息系统正式上线运行，各科室平稳切换。项目名称为智慧医院一期，由信"
      "息科牵头，"
      "自去年10月公开招标以来历时五个月。</p><p>院长在仪式上说，下一步将建设数据中心。</p>";
  const ParsedPage news = parse(page("我院新一代医院信息系统正式上线运行", story));
  EXPECT_FALSE(news.notice) << "a kind and a name make no notice of it";
  EXPECT_EQ(news.reject_reason, "no_fields");
  const ParsedPage notice = parse(page("云溪市人民医院新一代医院信息系统采购公告",
                                       "<p>项目编号：YX-2026-031</p><p>采购人：云溪市人民医院</"
                                       "p><p>预算金额：380万元</p><p>投标截止时间：2026年3月20日9时</p>"));
  ASSERT_TRUE(notice.notice);
  EXPECT_EQ(notice.notice->kind, NoticeKind::tender);
}

}  // namespace
}  // namespace tenderlead::parsers
