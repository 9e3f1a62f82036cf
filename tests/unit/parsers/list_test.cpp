#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parsers/json_document.h"
#include "parsers/list_date.h"
#include "parsers/list_reader.h"

namespace tenderlead::parsers {
namespace {

constexpr std::string_view kUrl = "http://h.example/cggg/index.htm";

ListPage list(const std::string& body, std::string_view url = kUrl) {
  const Dom dom{std::string_view(body)};
  return read_list(dom, url);
}

std::string title(int i) {
  return "望溪医院第" + std::to_string(i) + "期信息系统采购公告";
}
std::string day(int i) {
  return "2026-05-" + std::string(i < 10 ? "0" : "") + std::to_string(i);
}

// `open` and `close` are around each item; {t} {d} {u} stand for title, day and URL.
std::string repeated(const std::string& item, int count = 8) {
  std::string out;
  for (int i = 1; i <= count; ++i) {
    std::string one = item;
    const auto put = [&one](const std::string& key, const std::string& value) {
      for (std::size_t at = one.find(key); at != std::string::npos; at = one.find(key, at + value.size()))
        one.replace(at, key.size(), value);
    };
    put("{t}", title(i));
    put("{short}", title(i).substr(0, 18) + "...");
    put("{d}", day(i));
    put("{dd}", day(i).substr(8));
    put("{md}", day(i).substr(5));
    put("{u}", "t" + std::to_string(i) + ".htm");
    put("{i}", std::to_string(i));
    out += one;
  }
  return out;
}

void expect_items(const ListPage& page, int count = 8, const std::string& base = "http://h.example/cggg/t") {
  ASSERT_EQ(page.items.size(), static_cast<std::size_t>(count));
  for (int i = 1; i <= count; ++i) {
    const ListItem& item = page.items[static_cast<std::size_t>(i - 1)];
    EXPECT_EQ(item.title, title(i));
    EXPECT_EQ(item.published_at, day(i));
    EXPECT_EQ(item.url, base + std::to_string(i) + ".htm");
  }
}

TEST(ListReader, FindsItemsInEveryUsualShape) {
  struct Case {
    const char* name;
    std::string body;
  };
  const std::vector<Case> cases = {
      {"span after link", "<ul>" + repeated("<li><a href={u}>{t}</a><span>{d}</span></li>") + "</ul>"},
      {"date before link", "<ul>" + repeated("<li><em>[{d}]</em> <a href={u}>{t}</a></li>") + "</ul>"},
      {"date in the link", "<ul>" + repeated("<li><a href={u}>{t}<i>{d}</i></a></li>") + "</ul>"},
      {"date in the link's words", "<ul>" + repeated("<li><a href={u}>{t} ({d})</a></li>") + "</ul>"},
      {"title cut, whole in the attribute",
       "<ul>" + repeated("<li><a href={u} title='{t}'>{short}</a>{d}</li>") + "</ul>"},
      {"category link first",
       "<ul>" + repeated("<li><a href=/fl/{i}>[采购公告]</a><a href={u}>{t}</a>{d}</li>") + "</ul>"},
      {"table",
       "<table><tr><th>序号</th><th>标题</th><th>截止时间</th><th>发布时间</th></tr>" +
           repeated("<tr><td>{i}</td><td><a href={u}>{t}</a></td><td>2027-01-01</td><td>{d}</td></tr>") +
           "</table>"},
      {"one table an item",
       "<div>" + repeated("<table><tr><td><a href={u}>{t}</a></td><td>{d}</td></tr></table>") + "</div>"},
      {"cards",
       "<div>" +
           repeated("<div class=card><a "
                    "href={u}><h3>{t}</h3><p>摘要文字，很长的摘要文字，比标题还要长得多的摘要文字</p>"
                    "<span>{d}</span></a></div>") +
           "</div>"},
      {"definition list", "<dl>" + repeated("<dd><span>{d}</span><a href={u}>{t}</a></dd>") + "</dl>"},
      {"day apart from month",
       "<ul>" + repeated("<li><div><b>{dd}</b><span>2026-05</span></div><a href={u}>{t}</a></li>") + "</ul>"},
      {"labelled among others",
       "<ul>" +
           repeated("<li><a href={u}>{t}</a><p>报名截止：2027-02-02</p><p>发布日期：{d} 10:20</p></li>") +
           "</ul>"},
      {"in parts", "<div><ul>" + repeated("<li><a href={u}>{t}</a>{d}</li>", 4) + "</ul><ul>" +
                       repeated("<li><a href={u}>{t}</a>{d}</li>", 8)
                           .substr(repeated("<li><a href={u}>{t}</a>{d}</li>", 4).size()) +
                       "</ul></div>"},
      {"onclick with a path",
       "<ul>" + repeated("<li onclick=\"location.href='{u}'\"><p>{t}</p><p>{d}</p></li>") + "</ul>"},
      {"script with an id",
       "<script>function view(id, kind) { window.open('t' + id + '.htm'); }</script><ul>" +
           repeated("<li><a href=\"javascript:view({i},'x')\">{t}</a><span>{d}</span></li>") + "</ul>"},
      {"onclick with an id",
       "<script>var show = function(n){ location.href = \"/cggg/t\"+n+\".htm\"; }</script><ul>" +
           repeated("<li><a href='#' onclick='show(\"{i}\")'>{t}</a><span>{d}</span></li>") + "</ul>"}};
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    expect_items(list("<html><body>" + c.body + "</body></html>"));
  }
}

TEST(ListReader, ReadsTheDayFromTheUrlWhereTheListHasNone) {
  const ListPage page =
      list("<ul>" + repeated("<li><a href=./202605/t202605{dd}_{i}.htm>{t}</a></li>") + "</ul>");
  ASSERT_EQ(page.items.size(), 8u);
  EXPECT_EQ(page.items[2].published_at, "2026-05-03");
}

TEST(ListReader, PassesOverNavigationAndSideBoxes) {
  const std::string body =
      "<div class=nav><ul>" + repeated("<li><a href=/nav{i}.htm>栏目名称之{i}</a></li>", 30) + "</ul></div>" +
      "<div class=left><ul>" +
      repeated("<li><a href=/side{i}.htm>旁边的项目名称，没有日期之{i}</a></li>", 6) + "</ul></div>" +
      "<div class=list><ul>" + repeated("<li><a href={u}>{t}</a><span>{d}</span></li>") + "</ul></div>" +
      "<div class=pager><a href=index.htm>1</a><a href=index_1.htm>2</a><a href=index_1.htm>下一页</a></div>";
  const ListPage page = list(body);
  expect_items(page);
  EXPECT_EQ(page.next, "http://h.example/cggg/index_1.htm");
}

TEST(ListReader, FindsNoItemsWhereThereIsNoList) {
  EXPECT_TRUE(
      list("<ul class=nav>" + repeated("<li><a href=/n{i}>栏目{i}</a></li>") + "</ul><p>共找到 0 条</p>")
          .items.empty());
  EXPECT_TRUE(list("").items.empty());
  EXPECT_TRUE(list("<p>text</p>").items.empty());
}

TEST(ListReader, FindsTheNextPage) {
  struct Case {
    const char* body;
    const char* next;
  };
  for (const Case& c : std::vector<Case>{
           {"<a href=p2.htm>下一页</a>", "http://h.example/cggg/p2.htm"},
           {"<a href=p2.htm>下页</a>", "http://h.example/cggg/p2.htm"},
           {"<a href=p2.htm title=下一页><img></a>", "http://h.example/cggg/p2.htm"},
           {"<a href='#'>下一页</a>", ""},
           {"<a href='javascript:;'>下一页</a>", ""},
           {"<a href=index.htm>下一页</a>", ""},
           {"<link rel=next href=?page=2>", "http://h.example/cggg/index.htm?page=2"},
           {"<span>1</span> <a href=p2.htm>2</a> <a href=p3.htm>3</a>", "http://h.example/cggg/p2.htm"},
           {"<a href=p1.htm>1</a> <a class=current href=#>2</a> <a href=p3.htm>3</a>",
            "http://h.example/cggg/p3.htm"},
           {"<script>createPageHTML(9, 0, \"index\", \"htm\");</script>",
            "http://h.example/cggg/index_1.htm"},
           {"<script>createPageHTML(9, 8, \"index\", \"htm\");</script>", ""},
           {"<script>var countPage = 9; var currentPage = 0;\ncreatePageHTML(countPage, currentPage, "
            "\"index\", "
            "\"htm\");</script>",
            "http://h.example/cggg/index_1.htm"},
           {"<script>var currentPage=2;var nextPage=currentPage+1;var countPage=9;\ndocument.write(\"<a "
            "href=\\\"index\"+\"_\" + nextPage + \".\"+\"html\\\">下一页</a>\");</script>",
            "http://h.example/cggg/index_3.html"},
           {"<script>var currentPage=8;var "
            "countPage=9;document.write(\"index\"+\"_\"+nextPage+\".\"+\"html\");</"
            "script>",
            ""},
           {"<script>Pager({size:25, current:3, prefix:'index', suffix:'htm'});</script>",
            "http://h.example/cggg/index_4.htm"},
           {"<script>function go(p){location.href='list_'+p+'.htm'}</script><a "
            "href='javascript:go(2)'>下一页</a>",
            "http://h.example/cggg/list_2.htm"}})
    EXPECT_EQ(list(c.body).next, c.next) << c.body;
}

TEST(JsonList, ReadsRecordsWithTitlesAndLinks) {
  const auto json = parse_json(
      R"({"result":{"cats":[{"name":"分类","url":"/c"}],"records":[
      {"title":"<em>甲</em>院采购公告","linkurl":"/n/1.html","webdate":"2026-05-01 10:00:00"},
      {"title":"乙院采购公告","linkurl":"/n/2.html","webdate":"20260502103000"},
      {"title":"丙院采购公告","linkurl":"/n/3.html","webdate":1777824000000},
      {"title":"没有链接的公告","webdate":"2026-05-04"}]}})");
  ASSERT_TRUE(json);
  const ListPage page = read_json_list(*json, "http://h.example/api/search");
  ASSERT_EQ(page.items.size(), 3u);
  EXPECT_EQ(page.items[0].title, "甲院采购公告");
  EXPECT_EQ(page.items[0].url, "http://h.example/n/1.html");
  EXPECT_EQ(page.items[0].published_at, "2026-05-01");
  EXPECT_EQ(page.items[1].published_at, "2026-05-02");
  EXPECT_EQ(page.items[2].published_at, "2026-05-04");
}

TEST(JsonList, TellsUnknownKeysByTheirWordsAndValues) {
  const auto json = parse_json(
      R"({"data":[{"rowId":1,"ggTitle":"云岭医院体检系统采购公告","timeShow":"2026-05-01","bidEndTime":"2026-06-01","picUrl":"/p.png","pageLink":"/n/1.html"},
      {"rowId":2,"ggTitle":"云岭医院输血系统采购公告","timeShow":"2026-05-02","bidEndTime":"2026-06-02","picUrl":"/p.png","pageLink":"/n/2.html"}]})");
  ASSERT_TRUE(json);
  const ListPage page = read_json_list(*json, "http://h.example/api/search");
  ASSERT_EQ(page.items.size(), 2u);
  EXPECT_EQ(page.items[1].title, "云岭医院输血系统采购公告");
  EXPECT_EQ(page.items[1].url, "http://h.example/n/2.html");
  EXPECT_EQ(page.items[1].published_at, "2026-05-02");
}

TEST(ListDate, ReadsWhatListsWrite) {
  struct Case {
    const char* text;
    const char* iso;
  };
  for (const Case& c :
       {Case{"2026-07-03", "2026-07-03"}, Case{"[2026/7/3]", "2026-07-03"}, Case{"2026.07.03", "2026-07-03"},
        Case{"2026年7月3日", "2026-07-03"}, Case{"2026 年 7 月 3 日", "2026-07-03"},
        Case{"发布：2026-07-03 10:20:30", "2026-07-03T10:20:30+08:00"},
        Case{"2026-07-03T10:20", "2026-07-03T10:20:00+08:00"},
        Case{"20260703102030", "2026-07-03T10:20:30+08:00"}, Case{"2026-13-03", ""}, Case{"2026-02-30", ""},
        Case{"HT-20269903", ""}, Case{"12026-07-03", ""}, Case{"07-03", ""}, Case{"", ""}})
    EXPECT_EQ(list_date(c.text), c.iso) << c.text;
}

TEST(ListDate, ReadsDaysInUrls) {
  EXPECT_EQ(date_in_url("http://h.example/202607/t20260703_26871783.htm"), (Date{2026, 7, 3}));
  EXPECT_EQ(date_in_url("http://h.example/a/2026/07/03/x.htm"), (Date{2026, 7, 3}));
  EXPECT_EQ(date_in_url("http://h.example/20260703/x.htm"), (Date{2026, 7, 3}));
  EXPECT_EQ(date_in_url("http://h.example/n/26871783.htm"), std::nullopt);
  EXPECT_EQ(date_in_url("http://20260703.example/x"), std::nullopt);
}

TEST(ListPager, FollowsAnArrowWithoutWords) {
  const Dom dom{
      std::string_view("<div><a class=\"left disabled\"><i class=\"fa-angle-left\"></i></a><span>1 / 2</span>"
                       "<a href=\"page/2/\" class=\"right\"><i class=\"fas fa-angle-right\"></i></a></div>")};
  EXPECT_EQ(read_next(dom, "http://h.example/zbgg/"), "http://h.example/zbgg/page/2/");
}

TEST(ListPager, KnowsThePageItselfAmongLinkedNumbers) {
  struct Case {
    const char* url;
    const char* body;
    const char* next;
  };
  for (const Case& c :
       {Case{"http://h.example/zb/list_2.htm",
             "<a href=list_1.htm>1</a> <a href=list_2.htm>2</a> <a href=list_3.htm>3</a>",
             "http://h.example/zb/list_3.htm"},
        Case{"http://h.example/zb/", "<a href=index.htm>1</a> <a href=index_2.htm>2</a>",
             "http://h.example/zb/index_2.htm"},
        Case{"http://h.example/zb?c=3", "<a href='?c=3&page=1'>1</a> <a href='?c=3&page=2'>2</a>",
             "http://h.example/zb?c=3&page=2"},
        Case{"http://h.example/zb/list_3.htm", "<a href=list_1.htm>1</a> <a href=list_2.htm>2</a>", ""},
        Case{"http://h.example/zb/list_2.htm", "<a href=list_1.htm>1</a> <a href=list_2.htm>2</a>", ""}})
    EXPECT_EQ(read_next(Dom(std::string_view(c.body)), c.url), c.next) << c.body;
}

TEST(ListPager, CountsPagesAsTheScriptDoesUntilTheLast) {
  const Dom dom{std::string_view(
      "<div id=page></div><script>$('#page').pagination({pageIndex: pageIndex, pageSize: 15, total: 31});"
      "$('#page').on('pageClicked', function (event, data) {"
      "  if (data.pageIndex == 0) { window.location.href = '/jyxx/002/first.html'; }"
      "  else { window.location.href = '/jyxx/002/' + (data.pageIndex + 1) + '.html'; } });</script>")};
  EXPECT_EQ(read_next(dom, "http://h.example/jyxx/002/first.html"), "http://h.example/jyxx/002/2.html");
  EXPECT_EQ(read_next(dom, "http://h.example/jyxx/002/2.html"), "http://h.example/jyxx/002/3.html");
  EXPECT_EQ(read_next(dom, "http://h.example/jyxx/002/3.html"), "");
}

}  // namespace
}  // namespace tenderlead::parsers
