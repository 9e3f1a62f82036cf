#include "parsers/proposal/list_proposal.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "app/config/reading_tables.h"
#include "parsers/proposal/selectors.h"
#include "parsers/site_parser.h"
#include "tests/unit/parsers/filled.h"

namespace tenderlead::parsers {
namespace {

constexpr const char* kUrl = "http://h.example/cgzb/list_1.html";

std::string title(int i) {
  return "望溪医院第" + std::to_string(i) + "期信息系统采购公告";
}

std::string repeated(const std::string& item, int count = 6) {
  std::string out;
  for (int i = 1; i <= count; ++i) {
    const std::string one = filled(item, {{"{t}", title(i)},
                                          {"{d}", "2026-05-0" + std::to_string(i)},
                                          {"{i}", std::to_string(i)},
                                          {"{state}", i == 1       ? "first on"
                                                      : i % 2 == 0 ? "even"
                                                                   : "odd"}});
    out += one;
  }
  return out;
}

ListProposal propose(const std::string& body, const std::string& url = kUrl,
                     const std::string& type = "text/html", const std::string& link = {}) {
  const PageContent page(body, type, url);
  return propose_list(page, body, type, link);
}

TEST(ListProposal, FindsShortSelectorsByClass) {
  struct Case {
    const char* name;
    std::string body;
    const char* item;
    const char* link;
    const char* title;
    const char* date;
  };
  const std::vector<Case> cases = {
      {"class on the list",
       "<div><ul class='newslist'>" +
           repeated("<li><span class=date>{d}</span><a href=t{i}.htm>{t}</a></li>") +
           "</ul><ul><li><a href=/x>联系我们地址</a></li></ul></div>",
       "ul.newslist > li", "a", "a", "span.date"},
      {"class on the item; states and generated names are no help",
       "<div id=c20260506>" +
           repeated("<div class='notice {state}'><a href=t{i}.htm>{t}</a><em>{d}</em></div>") + "</div>",
       "div.notice", "a", "a", "em"},
      {"a table whose cells have no names",
       "<table id=grid><tr><th>序号</th><th>标题</th><th>日期</th></tr>" +
           repeated("<tr><td>{i}</td><td><a href=t{i}.htm>{t}</a></td><td>{d}</td></tr>") + "</table>",
       "table#grid tr", "a", "a", "td:last-child"},
      {"the item is the link",
       "<div class=cards>" + repeated("<a class=card href=t{i}.htm><h3>{t}</h3><p class=day>{d}</p></a>") +
           "</div>",
       "a.card", ".", "h3", "p.day"},
      {"a category before the title",
       "<ul class=list>" +
           repeated(
               "<li><a class=kind href=/fl/{i}>[采购公告]</a><a class=name href=t{i}.htm>{t}</a>{d}</li>") +
           "</ul>",
       "ul.list > li", "a.name", "a.name", ""},
      {"a script leads on",
       "<script>function view(id){window.open('t'+id+'.htm')}</script><ul class=list>" +
           repeated("<li onclick=\"view('{i}')\"><p>{t}</p><i>{d}</i></li>") + "</ul>",
       "ul.list > li", ".", "p", "i"},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    const ListProposal proposal = propose(one.body);
    EXPECT_EQ(proposal.shape, PageShape::list);
    EXPECT_EQ(proposal.site.list_item, one.item);
    EXPECT_EQ(proposal.site.list_link, one.link);
    EXPECT_EQ(proposal.site.list_title, one.title);
    EXPECT_EQ(proposal.site.list_date, one.date);
    EXPECT_EQ(proposal.date_format, "YYYY-MM-DD");
    ASSERT_EQ(proposal.list.items.size(), 6u);
    // A source with these selectors reads the same.
    const auto parser = make_site_parser(proposal.site);
    ASSERT_TRUE(parser.ok());
    const PageContent page(one.body, "text/html", kUrl);
    const auto list = (*parser)->list(page);
    ASSERT_TRUE(list.has_value());
    ASSERT_EQ(list->items.size(), 6u);
    for (std::size_t i = 0; i < 6; ++i) {
      EXPECT_EQ(list->items[i].url, "http://h.example/cgzb/t" + std::to_string(i + 1) + ".htm");
      EXPECT_EQ(list->items[i].title, title(static_cast<int>(i) + 1));
      EXPECT_EQ(list->items[i].published_at, "2026-05-0" + std::to_string(i + 1));
    }
  }
}

TEST(ListProposal, SelectorsHoldOnAPageWithMoreItems) {
  const std::string item = "<li><a href=t{i}.htm>{t}</a><span>{d}</span></li>";
  const ListProposal proposal = propose("<div class=main><ul>" + repeated(item, 4) + "</ul></div>");
  const std::string more = "<div class=main><ul>" + repeated(item, 9) + "</ul></div>";
  const PageContent page(more, "text/html", kUrl);
  const auto parser = make_site_parser(proposal.site);
  ASSERT_TRUE(parser.ok());
  const auto list = (*parser)->list(page);
  ASSERT_TRUE(list.has_value());
  EXPECT_EQ(list->items.size(), 9u);
}

TEST(ListProposal, LeavesToTheGenericReaderWhatNoShortSelectorGives) {
  // Nothing on the page has a name.
  const ListProposal proposal =
      propose("<div><ul>" + repeated("<li><a href=t{i}.htm>{t}</a><span>{d}</span></li>") + "</ul></div>");
  EXPECT_EQ(proposal.shape, PageShape::list);
  EXPECT_TRUE(proposal.site.list_item.empty());
  EXPECT_TRUE(proposal.site.list_link.empty());
  EXPECT_EQ(proposal.list.items.size(), 6u);
}

TEST(ListProposal, TellsHowDatesAreWritten) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"2026-05-01", "YYYY-MM-DD"}, {"2026/5/1", "YYYY/M/D"}, {"2026年05月01日", "YYYY年MM月DD日"},
      {"2026.05.01", "YYYY.MM.DD"}, {"20260501", "YYYYMMDD"}, {"2026-05-01 09:30", "YYYY-MM-DD HH:mm"}};
  for (const auto& [written, format] : cases)
    EXPECT_EQ(propose("<ul class=l>" + repeated("<li><a href=t{i}.htm>{t}</a><i>" + written + "</i></li>") +
                      "</ul>")
                  .date_format,
              format);
}

TEST(PagingProposal, IsReadOffTheNextAddress) {
  struct Case {
    const char* url;
    const char* pager;
    PagingKind kind;
    const char* pattern;
    int first;
    const char* next;
  };
  const std::vector<Case> cases = {
      {"http://h.example/cggg/index.htm", "<a href=index_1.htm>下一页</a>", PagingKind::url_pattern,
       "index_{page}.htm", 1, "http://h.example/cggg/index_1.htm"},
      {"http://h.example/cggg/", "<a href=index_1.html>下一页</a>", PagingKind::url_pattern,
       "index_{page}.html", 1, "http://h.example/cggg/index_1.html"},
      {"http://h.example/cggg/list_1.html", "<a href=list_2.html>下页</a>", PagingKind::url_pattern,
       "list_{page}.html", 2, "http://h.example/cggg/list_2.html"},
      {"http://h.example/list?id=7", "<a href='?id=7&amp;page=2'>&gt;</a>", PagingKind::url_pattern,
       "list?id=7&page={page}", 2, "http://h.example/list?id=7&page=2"},
      {"http://h.example/list?page=1&id=7", "<a href='/list?id=7&amp;page=2'>下一页</a>",
       PagingKind::url_pattern, "list?id=7&page={page}", 2, "http://h.example/list?id=7&page=2"},
      {"http://h.example/cggg/index.htm", "<script>createPageHTML(8, 0, 'index', 'htm');</script>",
       PagingKind::url_pattern, "index_{page}.htm", 1, "http://h.example/cggg/index_1.htm"},
      {"http://h.example/col/7.html", "<a href=/col/7/2.html>下一页</a>", PagingKind::next_link, "", 1,
       "http://h.example/col/7/2.html"},
      {"http://h.example/a/show-81.html", "<a href=/b/page-5-82.html>下一页</a>", PagingKind::next_link, "",
       1, "http://h.example/b/page-5-82.html"},
      {"http://h.example/a.htm", "<a href=\"javascript:goPage(2)\">下一页</a>", PagingKind::none, "", 1, ""},
      {"http://h.example/a.htm", "", PagingKind::next_link, "", 1, ""},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.pager);
    const ListProposal proposal =
        propose("<ul class=list>" + repeated("<li><a href=/n/t{i}.htm>{t}</a><i>{d}</i></li>") +
                    "</ul><div class=pager>" + one.pager + "</div>",
                one.url);
    EXPECT_EQ(proposal.paging.paging.kind, one.kind);
    EXPECT_EQ(proposal.paging.paging.pattern, one.pattern);
    EXPECT_EQ(proposal.paging.paging.first, one.first);
    EXPECT_EQ(proposal.paging.next, one.next);
  }
}

TEST(PagingProposal, FollowsLinksWhereTheNumberedOnesContradictThePattern) {
  const ListProposal proposal =
      propose("<ul class=list>" + repeated("<li><a href=/n/t{i}.htm>{t}</a><i>{d}</i></li>") +
                  "</ul><div><b>1</b><a href=/c/x_2.htm>2</a><a href=/c/y_9.htm>3</a>"
                  "<a class=next href=/c/x_2.htm>下一页</a></div>",
              "http://h.example/c/x_1.htm");
  EXPECT_EQ(proposal.paging.paging.kind, PagingKind::next_link);
  EXPECT_EQ(proposal.site.list_next, "a.next");
}

TEST(PagingProposal, SaysWhenThePageIsNotTheFirst) {
  const ListProposal proposal =
      propose("<ul class=list>" + repeated("<li><a href=/n/t{i}.htm>{t}</a><i>{d}</i></li>") +
                  "</ul><a href=list_6.html>下一页</a>",
              "http://h.example/c/list_5.html");
  EXPECT_EQ(proposal.paging.page, 5);
}

TEST(PagingProposal, KeepsTheScriptOfALinkThatLeadsNowhere) {
  const ListProposal proposal =
      propose("<ul class=list>" + repeated("<li><a href=/n/t{i}.htm>{t}</a><i>{d}</i></li>") +
              "</ul><a href=\"javascript:__doPostBack('p','2')\">下一页</a>");
  EXPECT_EQ(proposal.paging.reason, PagingReason::scripted);
  EXPECT_EQ(proposal.paging.call, "javascript:__doPostBack('p','2')");
}

TEST(JsonProposal, PointsToRecordsAndTheirMembers) {
  const std::string body =
      R"({"code":0,"data":{"total":2,"rows":[{"id":7,"noticeTitle":"望溪医院体检系统采购公告","publishTime":"2026-05-01 10:00","pageurl":"/d/7.html"},)"
      R"({"id":8,"noticeTitle":"望溪医院输血系统采购公告","publishTime":"2026-05-02 10:00","pageurl":"/d/8.html"}]}})";
  const ListProposal proposal = propose(body, "http://h.example/api/list", "application/json");
  EXPECT_EQ(proposal.shape, PageShape::list);
  EXPECT_EQ(proposal.site.list_item, "/data/rows");
  EXPECT_EQ(proposal.site.list_title, "/noticeTitle");
  EXPECT_EQ(proposal.site.list_date, "/publishTime");
  EXPECT_EQ(proposal.site.list_link, "/pageurl");
  EXPECT_EQ(proposal.date_format, "YYYY-MM-DD HH:mm");
  ASSERT_EQ(proposal.list.items.size(), 2u);
  EXPECT_EQ(proposal.list.items[1].url, "http://h.example/d/8.html");
}

TEST(JsonProposal, AsksForALinkWhereRecordsHaveNoneAndTakesATemplate) {
  const std::string body =
      R"({"rows":[{"id":7,"title":"望溪医院体检系统采购公告"},{"id":8,"title":"望溪医院输血系统采购公告"}]})";
  EXPECT_EQ(propose(body, "http://h.example/api", "application/json").shape, PageShape::no_links);
  const ListProposal proposal =
      propose(body, "http://h.example/api", "application/json", "http://h.example/d?id={/id}");
  EXPECT_EQ(proposal.shape, PageShape::list);
  ASSERT_EQ(proposal.list.items.size(), 2u);
  EXPECT_EQ(proposal.list.items[0].url, "http://h.example/d?id=7");
}

TEST(JsonProposal, SeesRecordsThatAreTheNotices) {
  std::string html = "<p>一、项目名称：望溪医院体检系统</p>";
  for (int i = 0; i < 12; ++i) html += "<p>供应商应当具备独立承担民事责任的能力。</p>";
  const std::string record = R"({"title":"望溪医院体检系统采购公告","content":")" + html + R"("})";
  const ListProposal proposal =
      propose("{\"rows\":[" + record + "," + record + "]}", "http://h.example/api", "application/json");
  EXPECT_EQ(proposal.shape, PageShape::records);
  EXPECT_EQ(proposal.site.list_body, "/content");
  EXPECT_EQ(proposal.list.items.size(), 2u);
}

TEST(PageWithoutList, IsToldApart) {
  const std::string menu =
      "<a href=/a>首页</a><a href=/b>概况</a><a href=/c>新闻</a><a href=/d>科室</a><a href=/e>专家</a><a "
      "href=/f>联系</a>";
  const std::vector<std::pair<std::string, PageShape>> cases = {
      {"<div id=app></div><script src=/app.js></script>", PageShape::script},
      {"<form>用户名<input name=u>密码<input type=password></form>", PageShape::login},
      {menu + "<p>欢迎访问</p><script>var a=1</script>", PageShape::no_list},
      {"<p>望溪医院始建于1950年，是一所集医疗、教学、科研于一体的综合性医院。</p>", PageShape::no_list}};
  for (const auto& [body, shape] : cases) EXPECT_EQ(propose(body).shape, shape) << body;
  EXPECT_EQ(propose("%PDF-1.4 \x01\x02").shape, PageShape::not_text);
  EXPECT_EQ(propose("{\"a\":", kUrl, "application/json").shape, PageShape::not_text);
}

TEST(PageWithoutList, HintsAtRequestsFramesAndKnownSystems) {
  const ListProposal proposal = propose(
      "<iframe "
      "src=/inner/list.html></iframe><script>$.post('/freecms/rest/v1/notice/selectInfo.do',{page:1});"
      "var img='/img/search.png';</script>");
  ASSERT_EQ(proposal.hints.size(), 3u);
  EXPECT_EQ(proposal.hints[0].kind, PageHint::Kind::system);
  EXPECT_EQ(proposal.hints[1].text, "http://h.example/inner/list.html");
  EXPECT_EQ(proposal.hints[2].text, "http://h.example/freecms/rest/v1/notice/selectInfo.do");
}

std::string detail(int number, const std::string& around) {
  return "<html><head><title>望溪医院设备采购公告</title></head><body><div class=top>" + around +
         "</div><div class=article><h1>望溪医院设备采购公告</h1><p>项目编号：WX-2026-0" +
         std::to_string(number) +
         "</p><p>项目名称：体检系统</p><p>采购人：望溪医院</p><p>预算金额：20万元</"
         "p><p>供应商应当具备独立承担"
         "民事责任的能力，具有良好的商业信誉和健全的财务会计制度。</p></div></body></html>";
}

TEST(BodyProposal, IsTheSmallestElementThatLosesNothing) {
  const std::string one = detail(1, "<a href=/>首页</a>");
  const std::string two = detail(2, "<a href=/>首页</a>");
  const PageContent first(one, "text/html", "http://h.example/1.htm");
  const PageContent second(two, "text/html", "http://h.example/2.htm");
  EXPECT_EQ(propose_body({&first, &second}, config::shipped_reading_tables()), "div.article");
}

TEST(BodyProposal, IsEmptyWhereTheElementIsMissingOnAPage) {
  const std::string one = detail(1, "");
  std::string two = detail(2, "");
  two.replace(two.find("class=article"), 13, "class=another");
  const PageContent first(one, "text/html", "http://h.example/1.htm");
  const PageContent second(two, "text/html", "http://h.example/2.htm");
  EXPECT_EQ(propose_body({&first, &second}, config::shipped_reading_tables()), "");
}

}  // namespace
}  // namespace tenderlead::parsers
