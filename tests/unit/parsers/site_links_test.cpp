#include "parsers/site/site_links.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "parsers/site/column.h"

namespace tenderlead::parsers {
namespace {

struct Named {
  const char* label;
  Column column;
};

TEST(AColumn, IsKnownByTheWordsOfMenus) {
  const Named cases[] = {{"医院概况", Column::introduction},
                         {"走进医院 ABOUT US", Column::introduction},
                         {"望溪妇幼保健院简介", Column::introduction},
                         {"科 室 导 航", Column::departments},
                         {"信息科", Column::information_department},
                         {"网络信息中心", Column::information_department},
                         {"现任院领导", Column::leadership},
                         {"新闻动态 >>", Column::news},
                         {"招标采购", Column::procurement},
                         {"院内采购结果公示", Column::procurement},
                         {"联系我们", Column::contact},
                         {"通知公告", Column::announcements},
                         {"院务公开", Column::disclosure},
                         {"行政职能科室", Column::administration},
                         {"网站地图", Column::site_map},
                         {"About Us", Column::introduction}};
  for (const auto& [label, column] : cases) {
    EXPECT_EQ(to_string(column_of_words(label).column), std::string(to_string(column))) << label;
    EXPECT_GT(column_of_words(label).sureness, 60) << label;
  }
}

TEST(AColumn, IsNotWhatOnlySoundsLikeOne) {
  for (const char* label :
       {"人才招聘", "科室新闻", "招标代理机构", "党建工作", "健康科普", "采购管理制度", "移动护理采购公告",
        "专家介绍", "预约挂号", "下载中心", "", "关于进一步做好信息科信息系统采购项目公告工作的通知"})
    EXPECT_EQ(column_of_words(label).column, Column::none) << label;
}

TEST(AColumn, IsGuessedFromAnAddress) {
  const Named cases[] = {{"http://www.a.example/zbcg/", Column::procurement},
                         {"http://www.a.example/zbcg/hwl/list.html", Column::procurement},
                         {"http://cg.a.example/zbgg/", Column::procurement},
                         {"http://www.a.example/yygk/yyjj/index.htm", Column::introduction},
                         {"http://www.a.example/yygk/yywh.html", Column::none},
                         {"http://www.a.example/news/48.html", Column::none},
                         {"http://www.a.example/news/", Column::news},
                         {"http://www.a.example/list.asp?classid=7", Column::none}};
  for (const auto& [url, column] : cases)
    EXPECT_EQ(to_string(column_of_address(url).column), std::string(to_string(column))) << url;
}

TEST(AnItem, IsAboutPurchasesOrSystemsByItsTitle) {
  EXPECT_EQ(subject_of("关于CT维保服务的比选公告"), Subject::procurement);
  EXPECT_EQ(subject_of("我院召开采购工作领导小组会议"), Subject::other);
  EXPECT_EQ(subject_of("我院通过电子病历五级评审"), Subject::systems);
  EXPECT_EQ(subject_of("我院举办运动会"), Subject::other);
}

std::string summary(const std::string& html) {
  std::string text;
  for (const SiteLink& link :
       read_site_links(html, "text/html; charset=utf-8", "http://www.a.example/x/index.html").links)
    text += link.label + " " + link.url.substr(20) + " " + to_string(link.column) + "\n";
  return text;
}

struct Written {
  const char* html;
  const char* links;
};

TEST(ASiteLink, IsFoundHoweverAMenuIsWritten) {
  const Written cases[] = {
      {"<ul style='display:none'><li><a href='/cg/'>招标采购</a></ul>", "招标采购 /cg/ procurement\n"},
      {"<a href='a.html'><img src='1.gif' alt='医院概况'></a>", "医院概况 /x/a.html introduction\n"},
      {"<a href='b/1/'><img src='/i/m_ksjs.gif'></a>", " /x/b/1/ departments\n"},
      {"<map><area href='/l.htm' alt='医院领导'></map>", "医院领导 /l.htm leadership\n"},
      {"<div onclick=\"location.href='/lx.html'\">联系我们</div>", "联系我们 /lx.html contact\n"},
      {"<script>function go(c){location.href='/c/'+c+'.html';}</script><b onclick=\"go('zb')\">招标公告</b>",
       "招标公告 /c/zb.html procurement\n"},
      {"<p data-href='/xw'>医院新闻</p>", "医院新闻 /xw news\n"},
      {"<select><option value='/xxk.html'>信息科</option></select>",
       "信息科 /xxk.html information_department\n"},
      {"<script>var m=[{url:'/a/',name:'医院简介'},{url:'/b/',name:'科室介绍'}]</script>",
       "医院简介 /a/ introduction\n科室介绍 /b/ departments\n"},
      {"<script>add(['采购公告','/b.asp?id=3','_blank'])</script>", "采购公告 /b.asp?id=3 procurement\n"},
      {"<script>document.write('<a href=\"/n/\">新闻中心<\\/a>')</script>", "新闻中心 /n/ news\n"},
      {"<div><h2>采购信息</h2><span><a href='/m/'>更多&gt;&gt;</a></span><ul><li><a "
       "href='/1.html'>某某设备一批采购项目招标公告</a>"
       "</ul></div>",
       "采购信息 /m/ procurement\n某某设备一批采购项目招标公告 /1.html none\n"},
  };
  for (const auto& [html, links] : cases) EXPECT_EQ(summary(html), links) << html;
}

TEST(ASiteLink, KnowsWhereItStands) {
  const auto found = read_site_links(
      "<div class='topNav'><a href='/1'>医院概况</a></div><div class='crumbs'><a href='/2'>科室导航</a></div>"
      "<p><a href='/3'>信息科</a></p><footer><nav><a href='/4'>联系我们</a></nav></footer>",
      "text/html", "http://www.a.example/");
  ASSERT_EQ(found.links.size(), 4u);
  const Place places[] = {Place::navigation, Place::breadcrumb, Place::main, Place::footer};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(found.links[i].place, places[i]) << i;
}

TEST(ASiteLink, IsNamedBySomethingSurerWhereAPageHasItTwice) {
  EXPECT_EQ(summary("<a href='/zbcg/'>公开信息一览表</a><a href='/zbcg/'>招标采购</a>"),
            "招标采购 /zbcg/ procurement\n");
}

TEST(APage, TellsOfItsFramesAndWhereItMovesOn) {
  const auto frames = read_site_links("<frameset><frame src='top.html'><frame src='/main.html'></frameset>",
                                      "text/html", "http://www.a.example/");
  EXPECT_EQ(frames.frames,
            (std::vector<std::string>{"http://www.a.example/top.html", "http://www.a.example/main.html"}));
  const auto refresh = read_site_links("<meta http-equiv=Refresh content=\"0; url='/index/'\">", "text/html",
                                       "http://www.a.example/");
  EXPECT_EQ(refresh.moves_to, "http://www.a.example/index/");
  const auto script = read_site_links("<script>window.location.href='/web/index.html';</script>", "text/html",
                                      "http://www.a.example/");
  EXPECT_EQ(script.moves_to, "http://www.a.example/web/index.html");
  // A page with a menu of its own stays.
  const auto whole = read_site_links(
      "<script>if(mobile)location.href='/m/';</script><a href=/1>一号楼</a><a href=/2>二号楼</a><a "
      "href=/3>三号楼</a>",
      "text/html", "http://www.a.example/");
  EXPECT_EQ(whole.moves_to, "");
}

}  // namespace
}  // namespace tenderlead::parsers
