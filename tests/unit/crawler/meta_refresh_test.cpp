#include "crawler/meta_refresh.h"

#include <gtest/gtest.h>

namespace tenderlead::crawler {
namespace {

std::string target_of(const std::string& body, const std::string& type = "text/html; charset=gbk") {
  Page page;
  page.body = body;
  if (!type.empty()) page.headers = {{"Content-Type", type}};
  const auto target = refresh_target(page, *parse_url("http://www.example.cn/a/index.htm"));
  return target ? target->href() : "";
}

TEST(MetaRefresh, FindsWhereAPageSendsItsReader) {
  const char* const rows[][2] = {
      {R"(<meta http-equiv="refresh" content="0;url=/web/">)", "http://www.example.cn/web/"},
      {R"(<META HTTP-EQUIV=Refresh CONTENT='3; URL="b.htm"'>)", "http://www.example.cn/a/b.htm"},
      {R"(<meta content="1, http://x.example.cn/?a=1&amp;b=2" http-equiv=refresh />)",
       "http://x.example.cn/?a=1&b=2"},
      {R"(<meta http-equiv=refresh content="0.5 url = b.htm">)", "http://www.example.cn/a/b.htm"},
      {R"(<base href="/c/"><meta http-equiv=refresh content=0;b.htm><p>请稍候</p>)",
       "http://www.example.cn/c/b.htm"},
      {R"(<meta http-equiv=refresh content="0;url=/1"><meta http-equiv=refresh content="0;url=/2">)",
       "http://www.example.cn/1"},
  };
  for (const auto& row : rows) EXPECT_EQ(target_of(row[0]), row[1]) << row[0];
}

TEST(MetaRefresh, LeavesReloadsAndPagesWithMoreToThemAlone) {
  const std::string refresh = R"(<meta http-equiv=refresh content="0;url=/web/">)";
  for (const std::string& body :
       {std::string("<meta http-equiv=refresh content=60>"),
        std::string("<meta http-equiv=refresh content=''>"),
        std::string("<meta http-equiv=refresh content='0;url='>"),
        std::string("<meta http-equiv=refresh content='0;url=index.htm#top'>"),
        std::string("<meta http-equiv=refresh content='30;url=/web/'>"),
        std::string("<meta http-equiv=refresh content='x;url=/web/'>"),
        std::string("<meta http-equiv=refresh content='0;url=javascript:go()'>"),
        std::string("<meta name=refresh content='0;url=/web/'>"), "<!-- " + refresh + " -->",
        "<!--[if lt IE 9]>" + refresh + "<![endif]-->", "<noscript>" + refresh + "</noscript>",
        "<script>document.write('" + refresh + "')</script>", "<textarea>" + refresh,
        refresh + "<p>" + std::string(700, 'x'), refresh + std::string(20000, ' '),
        std::string("<meta http-equiv=refresh content"), std::string("refresh <meta")})
    EXPECT_EQ(target_of(body), "") << body.substr(0, 100);
  EXPECT_EQ(target_of(refresh), "http://www.example.cn/web/");
  EXPECT_EQ(target_of(refresh, ""), "http://www.example.cn/web/");
  EXPECT_EQ(target_of(refresh, "text/plain"), "");
}

}  // namespace
}  // namespace tenderlead::crawler
