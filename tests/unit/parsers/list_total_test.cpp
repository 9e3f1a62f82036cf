#include "parsers/list_total.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "app/config/reading_tables.h"
#include "parsers/page_parser.h"

namespace tenderlead::parsers {
namespace {

TEST(ListTotal, IsWhatThePageSaysOfItsItems) {
  const struct {
    const char* html;
    std::optional<std::int64_t> total;
  } cases[] = {
      {"<div>共 29,216 条</div>", 29216},
      {"<span>共</span><b class=\"n\">318</b>&nbsp;<i>条记录</i>", 318},
      {"<p>总记录数：57，每页 20 条</p>", 57},
      {"<p>共有12条信息 共2页</p>", 12},
      {"<p>共 12 页</p>", std::nullopt},
      {"<p>合计金额 300 元</p>", std::nullopt},
      {"<p>共123456789012345条</p>", std::nullopt},
      {"<p>公告</p>", std::nullopt},
  };
  for (const auto& row : cases) EXPECT_EQ(stated_total(std::string_view(row.html)), row.total) << row.html;
}

TEST(ListTotal, StandsBesideTheRecordsOfAJsonAnswer) {
  const struct {
    const char* json;
    std::optional<std::int64_t> total;
  } cases[] = {
      {R"({"code":0,"data":{"records":[{"id":1}],"total":135}})", 135},
      {R"({"totalCount":"1,204","rows":[{"id":1}]})", 1204},
      {R"({"result":{"page":{"list":[{"id":1}]},"record_count":7}})", 7},
      {R"({"total":3,"data":{"total":88,"list":[{"id":1}]}})", 88},
      {R"({"total":3,"data":[]})", std::nullopt},
      {R"({"total":-1,"data":[{"id":1}]})", std::nullopt},
      {R"({"data":[{"id":1,"total":900}]})", std::nullopt},
      {R"([{"total":5}])", std::nullopt},
  };
  for (const auto& row : cases) EXPECT_EQ(stated_total(boost::json::parse(row.json)), row.total) << row.json;
}

TEST(ListTotal, IsPartOfAListThatIsRead) {
  std::string html = "<html><body><ul>";
  for (int i = 1; i <= 8; ++i)
    html += "<li><a href=\"/n/" + std::to_string(i) + ".html\">某某医院信息系统采购公告第" +
            std::to_string(i) + "号</a><span>2026-07-0" + std::to_string(i) + "</span></li>";
  html += "</ul><div class=\"page\">共<b>41</b>条 共6页</div></body></html>";
  PageInput input;
  input.body = html;
  input.content_type = "text/html; charset=utf-8";
  input.url = "http://www.example.gov.cn/list.html";
  input.as = PageRole::list;
  const auto page = parse_page(input, config::shipped_reading_tables());
  ASSERT_TRUE(page.list);
  EXPECT_EQ(page.list->items.size(), 8u);
  EXPECT_EQ(page.list->total, 41);
  const auto at = html.find("41");
  html.replace(at, 2, "3");
  input.body = html;
  EXPECT_FALSE(parse_page(input, config::shipped_reading_tables()).list->total)
      << "fewer than it shows: of something else";
}

}  // namespace
}  // namespace tenderlead::parsers
