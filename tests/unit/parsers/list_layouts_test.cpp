// Layouts of list pages, with invented titles: what stands beside, above and between the items of real lists.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parsers/list_reader.h"
#include "tests/unit/parsers/filled.h"

namespace tenderlead::parsers {
namespace {

constexpr std::string_view kUrl = "http://h.example/cggg/index.htm";
constexpr int kCount = 6;

std::string title(int i) {
  return "云岭医院第" + std::to_string(i) + "期医疗设备采购公告";
}

std::string repeated(const std::string& item, int first = 1, int last = kCount) {
  std::string out;
  for (int i = first; i <= last; ++i) {
    const std::string one = filled(item, {{"{t}", title(i)},
                                          {"{d}", "2026-05-0" + std::to_string(i)},
                                          {"{u}", "t" + std::to_string(i) + ".htm"},
                                          {"{i}", std::to_string(i)}});
    out += one;
  }
  return out;
}

struct Case {
  const char* name;
  std::string body;
};

void expect_all(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    const Dom dom{std::string_view(one.body)};
    const ListPage page = read_list(dom, kUrl);
    EXPECT_EQ(page.items.size(), static_cast<std::size_t>(kCount));
    for (std::size_t i = 0; i < page.items.size(); ++i) {
      const int number = static_cast<int>(i) + 1;
      EXPECT_EQ(page.items[i].title, title(number));
      EXPECT_EQ(page.items[i].url, "http://h.example/cggg/t" + std::to_string(number) + ".htm");
      EXPECT_EQ(page.items[i].published_at, "2026-05-0" + std::to_string(number));
    }
  }
}

TEST(ListLayouts, DatesInParts) {
  expect_all({
      {"day, then year and month",
       "<ul>" + repeated("<li><b>0{i}</b><i>2026-05</i><a href={u}>{t}</a></li>") + "</ul>"},
      {"year and month, then day",
       "<ul>" + repeated("<li><b>2026.05</b><i>0{i}</i><a href={u}>{t}</a></li>") + "</ul>"},
      {"month and day, then year",
       "<ul>" + repeated("<li><p>05-0{i}</p><p>2026</p><a href={u}>{t}</a></li>") + "</ul>"},
      {"year, then month and day",
       "<ul>" + repeated("<li><p>2026</p><p>05/0{i}</p><a href={u}>{t}</a></li>") + "</ul>"},
      {"with units",
       "<ul>" + repeated("<li><a href={u}>{t}</a><p>2026年</p><p>05月0{i}日</p></li>") + "</ul>"},
      {"day with a slash",
       "<ul>" + repeated("<li><b>0{i}</b>/<i>2026-05</i><a href={u}>{t}</a></li>") + "</ul>"},
      {"three parts",
       "<ul>" + repeated("<li><b>0{i}</b><i>05月</i><i>2026</i><a href={u}>{t}</a></li>") + "</ul>"},
  });
}

TEST(ListLayouts, DatesInPartsWithinTheLink) {
  expect_all({
      {"day, then year and month",
       "<ul>" +
           repeated("<li><a href={u}><p><b>0{i} "
                    "</b>2026/05</p><h3>{t}</h3><p>拟采购设备，欢迎报名。</p></a></li>") +
           "</ul>"},
      {"month and day over the year",
       "<ul>" + repeated("<li><a href={u}><p>05/0{i}</p><p>2026</p><h5>{t}</h5></a></li>") + "</ul>"},
  });
}

TEST(ListLayouts, ItemsThatComeInWithAnAnimation) {
  expect_all({{"wow", "<ul>" + repeated("<li><a href={u}>{t}</a><i>{d}</i></li>", 1, 3) +
                          "</ul><ul class=wow style='visibility: hidden; animation-name: none'>" +
                          repeated("<li><a href={u}>{t}</a><i>{d}</i></li>", 4, kCount) + "</ul>"}});
}

TEST(ListLayouts, ItemsKeptAtTheTop) {
  expect_all({{"pinned", "<ul>" + repeated("<li><i>顶</i><a href={u}>【置顶】{t}</a><i>{d}</i></li>", 1, 2) +
                             repeated("<li><a href={u}>{t}</a><i>{d}</i></li>", 3, kCount) + "</ul>"}});
}

TEST(ListLayouts, CallsOfFunctionsThatThePageDoesNotHave) {
  expect_all(
      {{"name of a page",
        "<ul>" + repeated("<li><a href=\"javascript:openUrl('{u}')\">{t}</a><i>{d}</i></li>") + "</ul>"}});
}

TEST(ListLayouts, RecordsInAScript) {
  std::string records;
  for (int i = 1; i <= kCount; ++i)
    records += (i > 1 ? "," : "") +
               repeated("{\"title\":\"{t}\",\"url\":\"{u}\",\"publishTime\":\"{d} 09:00\"}", i, i);
  for (const std::string& body :
       {"<div id=app></div><script>var a = [1]; var list = [" + records + "]; show(list);</script>",
        "<script type='application/json'>{\"data\":{\"rows\":[" + records + "]}}</script>"}) {
    const ListPage page = read_script_list(Dom(std::string_view(body)), kUrl);
    ASSERT_EQ(page.items.size(), static_cast<std::size_t>(kCount)) << body;
    EXPECT_EQ(page.items[1].title, title(2));
    EXPECT_EQ(page.items[1].url, "http://h.example/cggg/t2.htm");
    EXPECT_EQ(page.items[1].published_at, "2026-05-02");
  }
  for (const std::string_view body :
       {"<script>var list = [{\"title\":\"甲乙\",</script>", "<script>[[[[{</script>"})
    EXPECT_TRUE(read_script_list(Dom(body), kUrl).items.empty());
}

TEST(ListLayouts, DatesBesideTheItem) {
  expect_all({
      {"definition list", "<dl>" + repeated("<dt><a href={u}>{t}</a></dt><dd>{d}</dd>") + "</dl>"},
      {"links and dates in one box",
       "<div>" + repeated("<a href={u}>{t}</a><span>{d}</span><br>") + "</div>"},
      {"links and words in one box", "<div>" + repeated("<a href={u}>{t}</a> [{d}]<br>") + "</div>"},
      {"date first in one box", "<div>" + repeated("<span>{d}</span><a href={u}>{t}</a><br>") + "</div>"},
      {"rows in pairs",
       "<table>" + repeated("<tr><td><a href={u}>{t}</a></td></tr><tr><td>{d}</td></tr>") + "</table>"},
  });
}

TEST(ListLayouts, ItemsThatDiffer) {
  expect_all({
      {"some in bold", "<ul>" + repeated("<li><b><a href={u}>{t}</a></b><span>{d}</span></li>", 1, 2) +
                           repeated("<li><a href={u}>{t}</a><span>{d}</span></li>", 3) + "</ul>"},
      {"some in a colour",
       "<ul>" + repeated("<li><a href={u}>{t}</a><span>{d}</span></li>", 1, 3) +
           repeated("<li><font color=red><a href={u}>{t}</a></font><span>{d}</span></li>", 4) + "</ul>"},
  });
}

TEST(ListLayouts, Cards) {
  expect_all({
      {"picture, headline and more are links of their own",
       "<div>" +
           repeated("<div><a href={u}><img src=p.jpg></a><div><h3><a "
                    "href={u}>{t}</a></h3><p>为进一步提升服务能力，"
                    "近日召开会议<a href={u}>[详细]</a></p><span>{d}</span></div></div>") +
           "</div>"},
      {"the link covers the card, and has no words",
       "<ul>" +
           repeated(
               "<li><a "
               "href={u}></a><h3>{t}</h3><p>为进一步提升服务能力，近日召开会议</p><span>{d}</span></li>") +
           "</ul>"},
      {"the card is the link",
       "<div>" +
           repeated("<a href={u}><img "
                    "src=p.jpg><h4>{t}</h4><p>为进一步提升服务能力，近日召开会议</p><em>{d}</em></a>") +
           "</div>"},
  });
}

TEST(ListLayouts, RowsThatAScriptShowsCount) {
  expect_all({{"every row hidden until its page is turned to",
               "<ul>" + repeated("<li style=\"display:none\"><a href={u}>{t}</a><span>{d}</span></li>") +
                   "</ul><div style=\"display: none\"><a href=/x.htm>本站不公开的测试栏目标题</a></div>"}});
}

TEST(ListLayouts, ADateOfItsOwnGoesBeforeOneInTheSummary) {
  expect_all(
      {{"summary first",
        "<ul>" +
            repeated("<li><a href={u}>{t}</a><p>2025年12月31日，随着新院区建成，我院信息化建设进入新阶段"
                     "</p><span>时间：{d}</span></li>") +
            "</ul>"}});
}

TEST(ListLayouts, SectionsOfOneKindAreOneList) {
  const std::string item = "<li><a href={u}>{t}</a><span>{d}</span></li>";
  expect_all({{"sub-columns of a column",
               "<div class=main><div class=head><a href=/a>校务公开信息</a></div><div class=part><ul>" +
                   repeated(item, 1, 3) +
                   "</ul></div><div class=head><a href=/b>通知公告信息</a></div><div class=part><ul>" +
                   repeated(item, 4, 4) + "</ul></div><div class=part><ul>" + repeated(item, 5) +
                   "</ul></div></div>"}});
  // A box of another kind, and one without dates, are no part of it.
  const std::string other = "<li><a href=/x/{u}>热点{t}</a><span>{d}</span></li>";
  const std::string undated = "<li><a href=/y/{u}>相关{t}</a></li>";
  expect_all(
      {{"other boxes", "<div><div class=part><ul>" + repeated(item) + "</ul></div><div class=hotnews><ul>" +
                           repeated(other, 1, 3) + "</ul></div><div class=part><ul>" +
                           repeated(undated, 1, 3) + "</ul></div></div>"}});
}

TEST(ListLayouts, ALinkThatStandsLessDeepThanTheItemsIsOfNoSection) {
  // What isn't closed goes on around the second link, so that the page itself is as far above the first.
  const auto found = read_list(Dom("<a href=1.htm>" + title(1) + "<s>2026-05-01<a href=b>乙院"), kUrl);
  ASSERT_LE(found.items.size(), 1u);
}

TEST(ListLayouts, AShortTitleCountsAmongLongOnes) {
  const std::string body = "<ul>" + repeated("<li><a href={u}>{t}</a><span>{d}</span></li>", 1, 3) +
                           "<li><a href=x.htm>喜报</a><span>2026-05-04</span></li>" +
                           "<li><a href=/more.htm>更多</a></li></ul>";
  const Dom dom{std::string_view(body)};
  const ListPage page = read_list(dom, kUrl);
  ASSERT_EQ(page.items.size(), 4u);
  EXPECT_EQ(page.items[3].title, "喜报");
  EXPECT_EQ(page.items[3].published_at, "2026-05-04");
}

TEST(ListLayouts, AMenuInElementsLikeTheListsIsNoPartOfIt) {
  const std::string menu =
      "<div class=c1><a href=/>首页</a><a href=/jj/>医院概况介绍</a><a href=/xw/>新闻中心</a><a "
      "href=/zb/>招标采购公告</a></div>";
  const std::string links =
      "<div class=c3><a href=/l1/>云岭市卫生健康委员会官方网站</a><a "
      "href=/l2/>云岭市公共资源交易中心网站</a></div>";
  const auto page = [&](const std::string& row) {
    return menu + "<div class=c2>" + repeated(row) + "</div>" + links;
  };
  std::string long_menu = "<div>";
  for (int i = 0; i < 20; ++i)
    long_menu += "<a href=/m" + std::to_string(i) + "/>医院栏目介绍" + std::to_string(i) + "</a>";
  const std::string row = "<a href={u}>{t}<span>{d}</span></a>";
  expect_all({{"dates in the links", page(row)},
              {"blocks in the links", page("<a class=row href={u}><div>{t}</div><div>发布时间：{d} 浏览：03"
                                           "</div></a>")},
              {"dates beside the links", page("<a href={u}>{t}</a><span>{d}</span><br>")},
              {"a menu longer than the list", long_menu + "</div><div>" + repeated(row) + "</div>"}});
}

TEST(ListLayouts, DatesThatOnlyAnAttributeTells) {
  const auto list = [](const std::string& date) {
    return "<ul>" + repeated("<li><a href={u}>{t}</a>" + date + "</li>") + "</ul>";
  };
  expect_all(
      {{"a day", list("<time datetime=\"{d}\">昨天</time>")},
       {"an instant", list("<time datetime=\"{d}T10:00:00+08:00\">3天前</time>")},
       {"an icon before it", list("<p><i></i><time datetime={d}>3天前</time></p>")},
       {"a title", list("<span title=\"{d} 10:00\">2小时前</span>")},
       {"beside the item",
        "<dl>" + repeated("<dt><a href={u}>{t}</a></dt><dd><time datetime={d}>昨天</time></dd>") + "</dl>"}});
  // The words are what readers see, and an evening in Greenwich is the next day.
  const std::string body = "<ul><li><a href=1.htm>" + title(1) +
                           "</a><time datetime=2026-05-09>2026-05-01</time></li><li><a href=2.htm>" +
                           title(2) + "</a><time datetime=2026-05-01T20:00:00Z>昨天</time></li></ul>";
  const ListPage page = read_list(Dom(std::string_view(body)), kUrl);
  ASSERT_EQ(page.items.size(), 2u);
  EXPECT_EQ(page.items[0].published_at, "2026-05-01");
  EXPECT_EQ(page.items[1].published_at, "2026-05-02");
}

}  // namespace
}  // namespace tenderlead::parsers
