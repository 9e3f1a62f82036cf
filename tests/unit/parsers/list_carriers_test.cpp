// Lists that aren't the HTML of a page: in scripts, JSONP, XML, strings of JSON; with invented titles.
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <string>
#include <vector>

#include "app/config/reading_tables.h"
#include "parsers/js_value.h"
#include "parsers/json_document.h"
#include "parsers/list_reader.h"
#include "parsers/list_title.h"
#include "parsers/page_parser.h"
#include "parsers/xml_value.h"
#include "tests/unit/parsers/filled.h"

namespace tenderlead::parsers {
namespace {

constexpr int kCount = 4;
constexpr const char* kHtml = "text/html; charset=utf-8";
const std::string kMenu =
    "<div class=nav><a href=/>首页</a><a href=/jj/>医院概况</a><a href=/xw/>新闻中心</a>"
    "<a href=/zb/>招标采购</a></div>";

std::string title(int i) {
  return "云岭医院第" + std::to_string(i) + "期医疗设备采购公告";
}

// `item` once for each notice, with {t}, {d}, {u} and {i} filled in.
std::string repeated(const std::string& item, const std::string& between = "") {
  std::string out;
  for (int i = 1; i <= kCount; ++i) {
    const std::string one = filled(item, {{"{t}", title(i)},
                                          {"{d}", "2026-05-0" + std::to_string(i)},
                                          {"{u}", "/n/" + std::to_string(i) + ".html"},
                                          {"{i}", std::to_string(i)}});
    out += (i > 1 ? between : "") + one;
  }
  return out;
}

struct Case {
  const char* name;
  std::string body;
  const char* content_type = kHtml;
};

ParsedPage page_of(const std::string& body, const char* content_type, PageRole as = PageRole::list) {
  PageInput input;
  input.body = body;
  input.content_type = content_type;
  input.url = "http://h.example/zb/index.html";
  input.as = as;
  return parse_page(input, config::shipped_reading_tables());
}

void expect_all(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    const ParsedPage page = page_of(one.body, one.content_type);
    ASSERT_TRUE(page.list) << page.reject_reason;
    ASSERT_EQ(page.list->items.size(), static_cast<std::size_t>(kCount));
    for (std::size_t i = 0; i < page.list->items.size(); ++i) {
      const std::string number = std::to_string(i + 1);
      EXPECT_EQ(page.list->items[i].title, title(static_cast<int>(i) + 1));
      EXPECT_EQ(page.list->items[i].url, "http://h.example/n/" + number + ".html");
      EXPECT_EQ(page.list->items[i].published_at, "2026-05-0" + number);
    }
  }
}

const std::string kRow = "<li><a href=\"{u}\">{t}</a><span>{d}</span></li>";
const std::string kRecord = R"({"title":"{t}","url":"{u}","publishDate":"{d} 10:00"})";

TEST(ListCarriers, RecordsOfMarkupInAScript) {
  const auto records = [](const std::string& row) {
    return kMenu + "<div id=12><script type=\"text/xml\"><datastore><totalrecord>4</totalrecord><recordset>" +
           repeated("<record><![CDATA[" + row + "]]></record>") + "</recordset></datastore></script></div>";
  };
  expect_all({{"list items", records(kRow)},
              {"table rows", records("<tr><td><a href='{u}' title='{t}'>{t}</a></td><td>[{d}]</td></tr>")},
              {"with a stray ampersand", kMenu + "<script type=text/xml><datastore><next>a?b=1&c=2</next>" +
                                             repeated("<record><![CDATA[" + kRow + "]]></record>") +
                                             "</datastore></script>"},
              {"not well-formed", kMenu + "<script type=text/xml><datastore><br><recordset>" +
                                      repeated("<record><![CDATA[" + kRow + "]]></record>") +
                                      "</recordset></datastore></script>"},
              {"as XML",
               "<?xml version='1.0' encoding='UTF-8'?><datastore><recordset>" +
                   repeated("<record><![CDATA[" + kRow + "]]></record>") + "</recordset></datastore>",
               "text/xml"}});
}

TEST(ListCarriers, MarkupThatAScriptWrites) {
  expect_all(
      {{"pushed",
        kMenu + "<script>var dataStore = [];" + repeated("dataStore.push('" + kRow + "');") + "</script>"},
       {"an array of rows", kMenu + "<script>var rows = [" + repeated("'" + kRow + "'", ",") + "];</script>"},
       {"document.write", kMenu + "<script>document.write('<ul>');" +
                              repeated("document.write('" + kRow + "');") +
                              "document.write('</ul>');</script>"},
       {"a template beside it", kMenu + "<script>var row = '<li><a href=\"' + u + '\">' + t + '</a></li>';" +
                                    repeated("add('" + kRow + "');") + "</script>"}});
}

TEST(ListCarriers, WhereScriptsFindTheList) {
  expect_all(
      {{"a textarea", kMenu + "<textarea style='display:none'><ul>" + repeated(kRow) + "</ul></textarea>"},
       {"a textarea of JSON", kMenu + "<textarea>[" + repeated(kRecord, ",") + "]</textarea>"},
       {"an attribute",
        kMenu + "<notice-list class=a :items='[" + repeated(kRecord, ",") + "]'></notice-list>"},
       {"an attribute of an object", kMenu + "<div data-options=\"{rows:[" +
                                         repeated("{title:'{t}',url:'{u}',date:'{d}'}", ",") +
                                         "]}\"></div>"}});
  // What is written into a box for a reader's own words is no list.
  EXPECT_FALSE(
      page_of("<textarea>请输入您的意见</textarea><a title='[云岭医院]采购公告栏目' href=/1>更多</a>", kHtml)
          .list);
}

TEST(ListCarriers, JsonForAScriptUnderAnyContentType) {
  const std::string records = repeated(kRecord, ",");
  for (const char* type :
       {"application/javascript", "text/javascript;charset=UTF-8", "application/x-javascript",
        "text/html; charset=utf-8", "text/plain", "application/json", ""})
    expect_all({{"object", "callback({\"data\":{\"list\":[" + records + "]}})", type},
                {"array, comment, semicolon", "/**/jQuery1_2([" + records + "]);\n", type},
                {"guarded", "/**/ typeof show === 'function' && show([" + records + "]);", type}});
  for (const char* type : {"application/javascript", "text/plain"})
    expect_all({{"variable", "var newsList=[" + records + "];", type},
                {"tried", "try{show({\"rows\":[" + records + "]})}catch(e){}", type}});
  // A script that only looks like a call stays one, and isn't JSON that can't be read.
  EXPECT_EQ(page_of("init(); show({a: 1});", "text/javascript").reject_reason, "no_items");
}

TEST(ListCarriers, ValuesAsJavaScriptWritesThem) {
  expect_all(
      {{"keys without quotes",
        "<script>var list=[" + repeated("{title:\"{t}\",url:\"{u}\",date:\"{d}\"},") + "];</script>"},
       {"apostrophes",
        "<script>var list=[" + repeated("{'title':'{t}','url':'{u}','date':'{d}'}", ",\n") + "];</script>"},
       {"what isn't a literal is left out",
        "<script>show([" +
            repeated("{ id: n++, title: '{t}', /* of it */ open: function () { go('{i}, }'); },\n"
                     " url: '/n/' + '{i}.html', hot: !0, date: new Date('{d}') }",
                     ", ") +
            "]);</script>"},
       {"JSON.parse of a string",
        "<script>var l = JSON.parse('[" +
            repeated(R"({\"title\":\"{t}\",\"url\":\"{u}\",\"date\":\"{d}\"})", ",") + "]');</script>"},
       {"in an answer that says JSON", "{list:[" + repeated("{title:'{t}',url:'{u}',date:'{d}'}", ",") + "]}",
        "application/json"}});
}

TEST(ListCarriers, ScriptValuesEndWhereTheyEnd) {
  struct Value {
    const char* script;
    const char* json;  // empty: no value
  };
  for (const Value& c :
       {Value{"{a:1,'b':-2.5,\"c\":[true,null,],d:x}; more",
              R"({"a":1,"b":-2.5E0,"c":[true,null],"d":null})"},
        Value{"[{a:'\\u7532\\'',}]", "[{\"a\":\"甲'\"}]"}, Value{"[{a:'x' + y + 'z'}]", "[{\"a\":null}]"},
        Value{"[1,{a:'x'", ""}, Value{"{a}", ""}, Value{"{a:'x\n'}", ""}, Value{"[new Date(", ""},
        Value{"", ""}, Value{"[//", ""}, Value{"[/*", ""}}) {
    const auto value = read_js_value(c.script, 0);
    EXPECT_EQ(value ? boost::json::serialize(value->value) : "", c.json) << c.script;
  }
  EXPECT_FALSE(read_js_value(std::string(100, '['), 0));
}

TEST(ListCarriers, RecordsWithinRecordsAndStrings) {
  const std::string records = repeated(kRecord, ",");
  std::string quoted;
  for (const char c : "[" + records + "]") quoted += c == '"' ? std::string("\\\"") : std::string(1, c);
  std::string rows;
  for (const char c : repeated(kRow)) rows += c == '"' ? std::string("\\\"") : std::string(1, c);
  expect_all(
      {{"search engine",
        R"({"took":3,"hits":{"total":4,"hits":[)" +
            repeated(R"({"_index":"n","_id":"{i}","_score":1.5,"_source":)" + kRecord + "}", ",") + "]}}",
        "application/json"},
       {"date outside", "[" + repeated(R"({"time":"{d}","article":{"title":"{t}","url":"{u}"}})", ",") + "]",
        "application/json"},
       {"by number", "{\"data\":{" + repeated("\"{i}\":" + kRecord, ",") + "}}", "application/json"},
       {"JSON in a string", "{\"d\":\"" + quoted + "\"}", "application/json"},
       {"HTML in a string", "{\"html\":\"<ul>" + rows + "</ul>\",\"total\":4}", "application/json"}});
  // A category of a record has a name and an address too, and the text of one article has links.
  EXPECT_FALSE(page_of(R"([{"title":"云岭医院采购公告","id":7,"column":{"name":"采购公告","url":"/c/"}}])",
                       "application/json")
                   .list);
  EXPECT_FALSE(page_of("{\"content\":\"<div><p>"
                       "为进一步提升医疗服务能力，云岭医院拟采购医疗设备一批，现就有关事项公告如下，"
                       "欢迎符合条件的供应商参加，详情请见以下文件。</p><a href=/1.doc>采购需求一</a><a "
                       "href=/2.doc>采购需求二</a><a href=/3.doc>采购需求三</a></div>\"}",
                       "application/json")
                   .list);
}

TEST(ListCarriers, FeedsAndOtherXml) {
  expect_all(
      {{"RSS",
        "<?xml version=\"1.0\"?><rss "
        "version=\"2.0\"><channel><title>采购公告</title><link>http://h.example/</link>" +
            repeated("<item><title>{t}</title><link>http://h.example{u}</link>"
                     "<pubDate>Fri, 0{i} May 2026 09:30:00 +0800</pubDate></item>") +
            "</channel></rss>",
        "text/xml"},
       {"RSS as HTML",
        "<?xml version=\"1.0\"?><rss><channel><title>采购公告</title>" +
            repeated("<item><title><![CDATA[{t}]]></title><link>{u}</link>"
                     "<dc:date xmlns:dc='d'>{d}T10:00:00+08:00</dc:date></item>") +
            "</channel></rss>",
        kHtml},
       {"Atom",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>采购公告</title>" +
            repeated("<entry><title type=\"html\">{t}</title><link rel=\"self\" href=\"/api/{i}\"/><link "
                     "href=\"http://h.example{u}\"/><updated>{d}T00:00:00Z</updated></entry>") +
            "</feed>",
        "application/atom+xml"},
       {"a list of its own",
        "<?xml version=\"1.0\"?><list>" +
            repeated("<item><title>{t}</title><url>{u}</url><date>{d}</date></item>") + "</list>",
        "text/xml"},
       {"attributes",
        "<?xml version=\"1.0\"?><list>" + repeated("<n title='{t}' url='{u}' date='{d}'/>") + "</list>",
        "application/xml"}});
  const auto one = read_xml_list(
      "<rss><channel><item><title>云岭医院采购公告</title><link>/a?b=1&c=2</link></item></channel></rss>",
      "http://h.example/feed");
  ASSERT_EQ(one.items.size(), 1u);
  EXPECT_EQ(one.items[0].url, "http://h.example/a?b=1&c=2");
  EXPECT_TRUE(read_xml_list("<rss><item>", "http://h.example/").items.empty());
}

TEST(ListCarriers, AFeedIsAListWithoutBeingCalledOne) {
  const ParsedPage page =
      page_of("<?xml version=\"1.0\"?><rss><channel>" +
                  repeated("<item><title>{t}</title><link>{u}</link><pubDate>{d}</pubDate></item>") +
                  "</channel></rss>",
              "application/rss+xml", PageRole::automatic);
  EXPECT_EQ(page.role, PageRole::list);
  ASSERT_TRUE(page.list);
  EXPECT_EQ(page.list->items.size(), static_cast<std::size_t>(kCount));
}

TEST(ListCarriers, DatesAsApisWriteThem) {
  for (const char* date :
       {"Sun, 03 May 2026 09:30:00 +0800", "Sat, 02 May 2026 23:30:00 GMT", "3 May 2026",
        "Sun May 03 09:30:00 CST 2026", "/Date(1777771800000)/", "/Date(1777771800000+0800)/"}) {
    const auto json = parse_json(R"([{"title":"云岭医院采购公告","url":"/n/1.html","pubDate":")" +
                                 std::string(date) + "\"}]");
    ASSERT_TRUE(json);
    const ListPage page = read_json_list(*json, "http://h.example/");
    ASSERT_EQ(page.items.size(), 1u);
    EXPECT_EQ(page.items[0].published_at, "2026-05-03") << date;
  }
}

TEST(ListTitle, LosesWhatPortalsPutInFront) {
  struct Title {
    const char* written;
    const char* kept;
  };
  for (const Title& c :
       {Title{"【采购】云岭医院彩超采购公告", "云岭医院彩超采购公告"},
        Title{"[公开招标]云岭医院彩超采购公告", "云岭医院彩超采购公告"},
        Title{"[采购公告] 云岭医院彩超采购公告", "云岭医院彩超采购公告"},
        Title{"[竞争性磋商][云岭县]云岭医院彩超采购公告", "云岭医院彩超采购公告"},
        Title{"（云岭市）云岭医院彩超采购公告", "云岭医院彩超采购公告"},
        Title{"1、云岭医院彩超采购公告", "云岭医院彩超采购公告"},
        Title{"12.云岭医院彩超采购公告", "云岭医院彩超采购公告"},
        Title{"3、【采购】云岭医院彩超采购公告", "云岭医院彩超采购公告"},
        Title{"[更正]云岭医院彩超更正公告", "云岭医院彩超更正公告"},
        Title{"[更正]云岭医院彩超采购公告", "[更正]云岭医院彩超采购公告"},
        Title{"【HS2026-1】云岭医院彩超采购公告", "【HS2026-1】云岭医院彩超采购公告"},
        Title{"（第二次）云岭医院彩超采购公告", "（第二次）云岭医院彩超采购公告"},
        Title{"3.0T磁共振采购公告", "3.0T磁共振采购公告"}, Title{"2026年设备采购公告", "2026年设备采购公告"},
        Title{"[采购公告]", "[采购公告]"}, Title{"【采购】彩超", "【采购】彩超"}, Title{"", ""}})
    EXPECT_EQ(without_portal_marks(c.written), c.kept);
  expect_all(
      {{"in a page", "<ul>" + repeated("<li><a href={u}>{i}、【采购】{t}</a><i>{d}</i></li>") + "</ul>"},
       {"in an answer", "[" + repeated(R"({"title":"[采购公告] {t}","url":"{u}","date":"{d}"})", ",") + "]",
        "application/json"}});
}

}  // namespace
}  // namespace tenderlead::parsers
