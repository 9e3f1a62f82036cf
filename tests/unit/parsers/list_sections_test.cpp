// Lists under headings, and what scripts and choosers lead to, with invented titles.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parsers/json_document.h"
#include "parsers/list_reader.h"

namespace tenderlead::parsers {
namespace {

constexpr std::string_view kUrl = "http://h.example/cggg/";

std::string title(int i) {
  return "云岭医院第" + std::to_string(i) + "期随访系统采购公告";
}

std::string items(const std::string& tag, int first, int last) {
  std::string out;
  for (int i = first; i <= last; ++i)
    out += tag + "<a href=t" + std::to_string(i) + ".htm>" + title(i) + "</a>";
  return out;
}

TEST(ListSections, ADayAboveSeveralItemsIsTheDayOfEach) {
  struct Case {
    const char* name;
    std::string body;
  };
  const auto page = [](const std::string& heading, const std::string& open, const std::string& close,
                       const std::string& tag) {
    const auto section = [&](const std::string& day, int first, int last) {
      std::string head = heading;
      head.replace(head.find("{d}"), 3, day);
      std::string begin = open;
      if (const std::size_t at = begin.find("{h}"); at != std::string::npos) begin.replace(at, 3, head);
      return begin + items(tag, first, last) + close;
    };
    return section("2026-05-13", 1, 3) + section("2026-05-12", 4, 5) + section("2026-05-11", 6, 9);
  };
  for (const Case& c : std::vector<Case>{
           {"headlines between lists", page("<h3>{d} 星期三</h3>", "{h}<ul>", "</ul>", "<li>")},
           {"blocks between lists", page("<div>【{d}】</div>", "{h}<ul>", "</ul>", "<li>")},
           {"sections with a headline each",
            page("<h4>{d}</h4>", "<section>{h}<ul>", "</ul></section>", "<li>")},
           {"terms of a definition list", page("<dt>{d}（3条）</dt>", "{h}", "", "<dd>")},
           {"rows of one table",
            "<table>" + page("<tr><th>{d}</th></tr>", "{h}", "", "<tr><td>") + "</table>"},
       }) {
    SCOPED_TRACE(c.name);
    const ListPage list = read_list(Dom(std::string_view(c.body)), kUrl);
    ASSERT_EQ(list.items.size(), 9u);
    for (int i = 1; i <= 9; ++i) {
      const ListItem& item = list.items[static_cast<std::size_t>(i - 1)];
      EXPECT_EQ(item.title, title(i));
      EXPECT_EQ(item.published_at, i <= 3 ? "2026-05-13" : i <= 5 ? "2026-05-12" : "2026-05-11");
    }
  }
}

TEST(ListSections, TheDateOfTodayIsNoHeading) {
  const std::string body = "<div>今天是2026年5月13日 星期三</div><ul>" + items("<li>", 1, 4) + "</ul>";
  const ListPage list = read_list(Dom(std::string_view(body)), kUrl);
  ASSERT_EQ(list.items.size(), 4u);
  EXPECT_EQ(list.items[0].published_at, "");
}

TEST(ListSections, WhatOthersLookAtIsNotTheList) {
  const std::string box =
      "<ul><li><a href=a.htm>云岭县医院彩超采购招标公告</a><i>2026-05-01</i></li><li><a href=b.htm>"
      "云岭县医院床单采购结果公告</a><i>2026-05-02</i></li><li><a href=c.htm>云岭县医院电梯维保询价公告</a>"
      "<i>2026-05-03</i></li></ul>";
  struct Case {
    const char* name;
    std::string body;
    std::size_t items;
  };
  for (const Case& c : std::vector<Case>{
           {"beside no results", "<p>没有找到相关信息</p><div><h3>大家都在看</h3>" + box + "</div>", 0},
           {"headed with a link to more",
            "<div><div><b>热点排行</b><a href=/m>更多>></a></div><div>" + box + "</div></div>", 0},
           {"above the list",
            "<div><h3>猜你喜欢</h3>" + box + "</div><h3>采购公告</h3><ol>" + items("<li>", 1, 4) + "</ol>",
            4},
           {"a list of its own name", "<h3>采购公告</h3>" + box, 3}})
    EXPECT_EQ(read_list(Dom(std::string_view(c.body)), kUrl).items.size(), c.items) << c.name;
}

TEST(ListSections, TheWayToThePageIsNoItem) {
  std::string body = "<table><tr><td>您的位置：<a href=/>首页</a> → <a href=/cggg2/>招标信息</a></td></tr>";
  for (int i = 1; i <= 4; ++i)
    body += "<tr><td><img><a href=t" + std::to_string(i) + ".htm>" + title(i) + "</a>[2026-5-" +
            std::to_string(i) + "]</td></tr>";
  const ListPage list = read_list(Dom(std::string_view(body + "</table>")), kUrl);
  ASSERT_EQ(list.items.size(), 4u);
  EXPECT_EQ(list.items[0].title, title(1));
}

TEST(ListSections, ADateInPartsGoesBeforeOneInASentence) {
  const char* const summaries[] = {"报名截止时间：2026年6月9日9时30分，请携带资质前来。",
                                   "我院于2026年4月28日组织评审，结果如下所述。",
                                   "原公告发布日期2026年4月21日，现将开标时间更正。"};
  for (const char* const summary : summaries) {
    std::string body = "<div>";
    for (int i = 1; i <= 4; ++i)
      body += "<div><p><b>05/0" + std::to_string(i) + "</b><br><i>2026</i></p><div><a href=t" +
              std::to_string(i) + ".htm>" + title(i) + "</a><p>" + summary + "</p></div></div>";
    const ListPage list = read_list(Dom(std::string_view(body + "</div>")), kUrl);
    ASSERT_EQ(list.items.size(), 4u) << summary;
    EXPECT_EQ(list.items[2].published_at, "2026-05-03") << summary;
  }
}

TEST(ListSections, ATitleCutShortStandsWholeInItsOwnElement) {
  std::string body = "<div>";
  for (int i = 1; i <= 4; ++i)
    body += "<div onclick=\"location.href='t" + std::to_string(i) + ".htm'\"><h3 title=" + title(i) + ">" +
            title(i).substr(0, 25) + "...</h3><p>发布日期 2026-05-01</p></div>";
  const ListPage list = read_list(Dom(std::string_view(body + "</div>")), kUrl);
  ASSERT_EQ(list.items.size(), 4u);
  EXPECT_EQ(list.items[1].title, title(2));
}

TEST(ListClicks, CallFunctionsAsTheyAreWrittenToday) {
  for (const char* const function : {"const view = (id) => { location.href = `/n/${id}.html`; }",
                                     "var view = (id) => window.open('/n/' + id + '.html')"}) {
    std::string body = "<ul>";
    for (int i = 7; i <= 9; ++i)
      body += "<li><a onclick='view(" + std::to_string(i) + ")'>" + title(i) + "</a>2026-05-01</li>";
    body += std::string("</ul><script>") + function + "</script>";
    const ListPage list = read_list(Dom(std::string_view(body)), kUrl);
    ASSERT_EQ(list.items.size(), 3u) << function;
    EXPECT_EQ(list.items[2].url, "http://h.example/n/9.html");
  }
}

TEST(ListItems, SayWhenTheyWerePublishedAmongOtherThings) {
  struct Case {
    const char* row;
    const char* date;
  };
  for (const Case& c : std::vector<Case>{
           {"采购人：云岭医院 | 开标时间：2026-06-02 09:00 | 发布时间：2026-05-03", "2026-05-03"},
           {"发布：2026-05-03 截止：2026-06-02", "2026-05-03"},
           {"[26-05-03]", "2026-05-03"},
           {"26/5/3", "2026-05-03"},
           {"26-13-03", ""},
           {"编号 26-05-03", ""}}) {
    std::string body = "<div>";
    for (int i = 1; i <= 4; ++i)
      body += "<div><h4><a href=t" + std::to_string(i) + ".htm><span>报名中</span>" + title(i) +
              "</a></h4><p>" + c.row + "</p></div>";
    const ListPage list = read_list(Dom(std::string_view(body + "</div>")), kUrl);
    ASSERT_EQ(list.items.size(), 4u) << c.row;
    EXPECT_EQ(list.items[0].published_at, c.date) << c.row;
    EXPECT_EQ(list.items[0].title, title(1));
  }
}

TEST(ListClicks, LeadWhereTheHandlerGoes) {
  struct Case {
    const char* handler;
    const char* url;
  };
  for (const Case& c : std::vector<Case>{
           {"$('#list').on('click', '.row', function(){ location.href = '/n/' + $(this).data('id') + "
            "'.html'; })",
            "http://h.example/n/7.html"},
           {"$(\".row\").click(function(){ window.open(\"/n/\" + $(this).attr(\"data-id\")); })",
            "http://h.example/n/7"},
           {"$('.row').on('click', (e) => { window.location = '/n?id=' + e.currentTarget.dataset.id })",
            "http://h.example/n?id=7"},
           {"$('.row').on('click', function(){ var id = $(this).data('id'); location.href = '/n/' + id; })",
            "http://h.example/n/7"},
           {"$('#list').on('click', 'div', function(){ location.href = '/n/' + $(this).data('id'); })",
            "http://h.example/n/7"},
           {"document.querySelectorAll('.row').forEach(el => { el.addEventListener('click', () => { "
            "location.href = `/n/${el.dataset.id}.html` }) })",
            "http://h.example/n/7.html"},
           {"$('.row').click(function(){ location.href = `/n/${token}`; })", ""},
           {"$('.tab').click(function(){ location.href = '/n/' + $(this).data('id'); })", ""},
           {"$('.row').click(function(){ load($(this).data('id')); })", ""},
           {"$('.row').click(function(){ location.href = '/n/' + $(this).data('key'); })", ""},
           {"$('.row').click(function(){ location.href = '/n/' + token + $(this).data('id'); })", ""},
           {"$('.row').click(function(){ location.href = $(this).data('id'); })", ""}}) {
    std::string body = "<div id=list>";
    for (int i = 7; i <= 9; ++i)
      body += "<div class='row new' data-id=" + std::to_string(i) + "><a href='javascript:;'>" + title(i) +
              "</a><span>2026-05-0" + std::to_string(i) + "</span></div>";
    body += std::string("</div><script>$(function(){ ") + c.handler + "; });</script>";
    const ListPage list = read_list(Dom(std::string_view(body)), kUrl);
    ASSERT_EQ(list.items.size(), *c.url == '\0' ? 0u : 3u) << c.handler;
    if (list.items.empty()) continue;
    EXPECT_EQ(list.items[0].url, c.url);
    EXPECT_EQ(list.items[0].title, title(7));
    EXPECT_EQ(list.items[0].published_at, "2026-05-07");
  }
}

TEST(ListPager, FollowsWhatIsClickedAndWhatIsChosen) {
  struct Case {
    const char* body;
    const char* next;
  };
  for (const Case& c : std::vector<Case>{
           {"<button onclick=\"location.href='/cggg/?page=2'\">下一页</button>", "?page=2"},
           {"<input type=button value=下一页 onclick=\"location.href='?page=2'\">", "?page=2"},
           {"<span onclick=\"window.location='?page=2'\">下页</span>", "?page=2"},
           {"<a href=?page=2>下一页 »</a>", "?page=2"},
           {"<a href=?page=2>[ Next Page &gt;&gt; ]</a>", "?page=2"},
           {"<a href=?page=2>点击加载更多</a>", "?page=2"},
           {"<a class=load-more href=?page=2>查看更多</a>", "?page=2"},
           {"<a href=?page=2>查看更多</a>", ""},
           {"<ul><li class=active>1</li><li onclick=\"location='?page=2'\">2</li></ul>", "?page=2"},
           {"<select><option value=/cggg/ selected>第1页</option><option "
            "value=?page=2>第2页</option></select>",
            "?page=2"},
           {"<select><option value=index.html>1/9</option><option value=?page=2>2/9</option></select>",
            "?page=2"},
           {"<select><option value=?page=1>1</option><option value=?page=2 selected>2</option></select>", ""},
           {"<select><option value=/a/ selected>采购公告</option><option "
            "value=/b/>结果公告</option></select>",
            ""},
           {"<select><option value=1 selected>1</option><option value=2>2</option></select>", ""}}) {
    const std::string next = *c.next == '\0' ? std::string() : std::string(kUrl) + c.next;
    EXPECT_EQ(read_next(Dom(std::string_view(c.body)), kUrl), next) << c.body;
  }
}

TEST(JsonList, GoesOnWhereTheAnswerSays) {
  struct Case {
    const char* member;
    const char* next;
  };
  for (const Case& c : std::vector<Case>{
           {R"("links":{"self":"/api?page=1","next":"/api?page=2"})", "http://h.example/api?page=2"},
           {R"("_links":{"next":{"href":"/api?page=2"}})", "http://h.example/api?page=2"},
           {R"("links":[{"rel":"self","href":"/api"},{"rel":"next","href":"/api?page=2"}])",
            "http://h.example/api?page=2"},
           {R"("meta":{"next_page_url":"http://h.example/api?page=2"})", "http://h.example/api?page=2"},
           {R"("@odata.nextLink":"/api?skip=20")", "http://h.example/api?skip=20"},
           {R"("next":2)", ""},
           {R"("next":"eyJpZCI6N30=")", ""},
           {R"("next":null)", ""},
           {R"("next":"/api?page=1")", ""},
           {R"("next":{"title":"云岭医院彩超采购公告","url":"/n/9.html"})", ""}}) {
    const auto json =
        parse_json(std::string(R"({"rows":[{"title":"云岭医院体检系统采购公告","url":"/n/1.html",)") +
                   R"("next":"/n/2.html"}],)" + c.member + "}");
    ASSERT_TRUE(json) << c.member;
    EXPECT_EQ(read_json_list(*json, "http://h.example/api?page=1").next, c.next) << c.member;
  }
}

TEST(JsonList, KnowsTheInitialsOfPinyin) {
  for (const char* const keys :
       {R"({"bt":"云岭医院输血系统采购公告","lj":"/n/1.html","fbsj":"20260508093015"})",
        R"({"GGMC":"云岭医院输血系统采购公告","LJDZ":"/n/1.html","FBRQ":"2026-05-08"})"}) {
    const auto json = parse_json(std::string(R"({"zts":31,"sj":[)") + keys + "]}");
    ASSERT_TRUE(json);
    const ListPage list = read_json_list(*json, "http://h.example/api");
    ASSERT_EQ(list.items.size(), 1u) << keys;
    EXPECT_EQ(list.items[0].title, "云岭医院输血系统采购公告");
    EXPECT_EQ(list.items[0].url, "http://h.example/n/1.html");
    EXPECT_EQ(list.items[0].published_at, "2026-05-08");
  }
}

}  // namespace
}  // namespace tenderlead::parsers
