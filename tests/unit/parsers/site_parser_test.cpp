#include "parsers/site_parser.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace tenderlead::parsers {
namespace {

constexpr const char* kUrl = "http://h.example/cggg/index.htm";

std::unique_ptr<SiteParser> parser_of(const SiteParserConfig& config) {
  auto made = make_site_parser(config);
  EXPECT_TRUE(made) << (made ? "" : made.error().message);
  return made ? std::move(*made) : nullptr;
}

TEST(DeclarativeParser, ReadsAListBySelectors) {
  SiteParserConfig config;
  config.list_item = "ul.news > li";
  config.list_link = "a";
  config.list_date = "span";
  config.list_next = "a.next";
  const std::string body =
      "<ul class=news><li><a href=1.htm title='某某医院采购公告（全）'>某某医院…</a><span>2026-05-01 "
      "08:00</span></li>"
      "<li><a href='javascript:go(7)'>乙</a><span>[2026/5/2]</span></li><li>无链接</li></ul>"
      "<script>function go(i){window.open('/d?id='+i)}</script><a class=next href=index_1.htm>后</a>";
  const PageContent page(body, "text/html; charset=utf-8", kUrl);
  const auto list = parser_of(config)->list(page);
  ASSERT_TRUE(list);
  ASSERT_EQ(list->items.size(), 2u);
  EXPECT_EQ(list->items[0].url, "http://h.example/cggg/1.htm");
  EXPECT_EQ(list->items[0].title, "某某医院采购公告（全）");
  EXPECT_EQ(list->items[0].published_at, "2026-05-01");
  EXPECT_EQ(list->items[1].url, "http://h.example/d?id=7");
  EXPECT_EQ(list->items[1].published_at, "2026-05-02");
  EXPECT_EQ(list->next, "http://h.example/cggg/index_1.htm");
}

TEST(DeclarativeParser, ReadsAJsonListByPointersAndTemplates) {
  SiteParserConfig config;
  config.list_item = "/data/rows";
  config.list_link = "https://h.example/n/{/id}.html?t={/type}";
  config.list_title = "/name";
  config.list_date = "/when";
  config.list_next = "/data/next";
  const std::string body =
      R"({"data":{"rows":[{"id":7,"type":"a","name":"甲","when":1777824000000}],"next":"/api?p=2"}})";
  const PageContent page(body, "application/json", kUrl);
  const auto list = parser_of(config)->list(page);
  ASSERT_TRUE(list);
  ASSERT_EQ(list->items.size(), 1u);
  EXPECT_EQ(list->items[0].url, "https://h.example/n/7.html?t=a");
  EXPECT_EQ(list->items[0].title, "甲");
  EXPECT_EQ(list->items[0].published_at, "2026-05-04");
  EXPECT_EQ(list->next, "http://h.example/api?p=2");
}

TEST(DeclarativeParser, ReadsXmlWhoseRecordsAreHtml) {
  SiteParserConfig config;
  config.list_item = "//record";
  config.list_link = "a";
  config.list_date = "span";
  const std::string body =
      "<?xml version='1.0' encoding='utf-8'?><datastore><record><![CDATA[<li><a "
      "href='/a.html'>某县医院招标公告</a><span>2026-05-01</span></li>"
      "]]></record></datastore>";
  const PageContent page(body, "text/xml", kUrl);
  const auto list = parser_of(config)->list(page);
  ASSERT_TRUE(list);
  ASSERT_EQ(list->items.size(), 1u);
  EXPECT_EQ(list->items[0].url, "http://h.example/a.html");
  EXPECT_EQ(list->items[0].title, "某县医院招标公告");
  EXPECT_EQ(list->items[0].published_at, "2026-05-01");
}

TEST(DeclarativeParser, TakesRecordsAsNotices) {
  SiteParserConfig config;
  config.list_item = "/rows";
  config.list_link = "/url";
  config.list_body = "/content";
  const std::string body =
      R"({"rows":[{"title":"甲院采购公告","url":"/1","publishTime":"2026-05-01","content":"<p>项目编号：A-1</p><p>预算：3万元</p>"},{"title":"空","content":""}]})";
  const PageContent page(body, "application/json", kUrl);
  const auto records = parser_of(config)->records(page);
  ASSERT_FALSE(records.empty());
  EXPECT_EQ(records[0].item.url, "http://h.example/1");
  EXPECT_EQ(records[0].document.hint_title, "甲院采购公告");
  EXPECT_EQ(records[0].document.hint_published_at, "2026-05-01");
  EXPECT_NE(records[0].document.text.find("项目编号：A-1\n"), std::string::npos);
}

TEST(DeclarativeParser, NarrowsADetailPageToItsBody) {
  SiteParserConfig config;
  config.body = "div#content";
  config.body_url = "iframe.body@src";
  config.fields = {{"budget", "td.budget"}, {"missing", ".none"}};
  const std::string body =
      "<title>甲</title><div>旁</div><div id=content><p>正文</p><table><tr><td "
      "class=budget>3万元</table></div><iframe class=body src=b.htm></iframe>";
  const PageContent page(body, "text/html", kUrl);
  const auto parser = parser_of(config);
  const auto document = parser->document(page);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->text, "正文\n3万元");
  EXPECT_EQ(document->html_title, "甲");
  EXPECT_EQ(parser->body_url(page), "http://h.example/cggg/b.htm");
  using Fields = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(parser->fields(page), (Fields{{"budget", "3万元"}}));
}

TEST(DeclarativeParser, LeavesToTheGenericReaderWhatItDoesNotName) {
  const auto parser = parser_of({});
  const PageContent page("<p>x</p>", "text/html", kUrl);
  EXPECT_FALSE(parser->list(page));
  EXPECT_FALSE(parser->document(page));
  EXPECT_TRUE(parser->records(page).empty());
  EXPECT_TRUE(parser->body_url(page).empty());
}

TEST(SiteParsers, RefuseSelectorsThatCannotBeRead) {
  SiteParserConfig config;
  config.list_item = "ul[";
  const auto made = make_site_parser(config);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::invalid_config);
  EXPECT_NE(made.error().message.find("list.item"), std::string::npos);
  config = {};
  config.fields["budget"] = "a:nonsense";
  EXPECT_FALSE(make_site_parser(config));
}

class OneItem : public SiteParser {
 public:
  std::optional<ListPage> list(const PageContent& page) const override {
    ListPage list;
    list.items.push_back({page.url(), "one", ""});
    return list;
  }
  std::vector<RecordDocument> records(const PageContent&) const override { return {}; }
  std::optional<Document> document(const PageContent&) const override { return std::nullopt; }
  std::string body_url(const PageContent&) const override { return {}; }
  std::vector<std::pair<std::string, std::string>> fields(const PageContent&) const override { return {}; }
};

TEST(SiteParsers, CanBeRegisteredByName) {
  SiteParserConfig config;
  config.parser = "one-item";
  EXPECT_FALSE(make_site_parser(config));
  register_site_parser("one-item", [](const SiteParserConfig&) { return std::make_unique<OneItem>(); });
  const auto names = site_parser_names();
  EXPECT_NE(std::find(names.begin(), names.end(), "one-item"), names.end());
  EXPECT_NE(std::find(names.begin(), names.end(), "generic"), names.end());
  const PageContent page("", "", kUrl);
  EXPECT_EQ(parser_of(config)->list(page)->items[0].title, "one");
}

}  // namespace
}  // namespace tenderlead::parsers
