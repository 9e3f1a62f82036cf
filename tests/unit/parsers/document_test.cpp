#include "parsers/document.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "parsers/html_document.h"
#include "parsers/json_document.h"
#include "parsers/link.h"
#include "parsers/page_document.h"
#include "parsers/text_document.h"

namespace tenderlead::parsers {
namespace {

Document html(const std::string& body) {
  return build_html_document(body, "http://h.example/a/b.html");
}

const Line& line_of(const Document& document, std::string_view text) {
  static const Line none;
  for (const Line& line : document.lines)
    if (document.slice(line.span) == text) return line;
  ADD_FAILURE() << "no line " << text << " in\n" << document.text;
  return none;
}

TEST(HtmlDocument, StartsALineForEachBlockAndBreak) {
  EXPECT_EQ(html("<div>项目编号：A-1<br>项目名称：<b>病历</b>系统</div><p>预算</p>").text,
            "项目编号：A-1\n项目名称：病历系统\n预算");
}

TEST(HtmlDocument, FoldsEveryKindOfWhiteSpaceIntoOneBlank) {
  EXPECT_EQ(html("<p> a&nbsp;&nbsp;b\n\tc　　d\u200b</p>").text, "a b c d");
}

TEST(HtmlDocument, KeepsTheLinesOfPreformattedText) {
  EXPECT_EQ(
      html("<pre>一\n二  三</pre><textarea>四\n五</textarea><div style='white-space:pre-wrap'>六\n七</div>")
          .text,
      "一\n二 三\n四\n五\n六\n七");
}

TEST(HtmlDocument, MarksHeadingsBoldAndCentredLines) {
  const Document document = html(
      "<h2>标题</h2><p align=center>居中</p><p><strong>全粗</strong></p><p><b>半</b>粗</p>"
      "<p style='font-weight:700;text-align: center'>样式</p>");
  EXPECT_EQ(line_of(document, "标题").heading, 2);
  EXPECT_TRUE(line_of(document, "居中").centred);
  EXPECT_TRUE(line_of(document, "全粗").bold);
  EXPECT_FALSE(line_of(document, "半粗").bold);
  EXPECT_TRUE(line_of(document, "样式").bold);
  EXPECT_TRUE(line_of(document, "样式").centred);
}

TEST(HtmlDocument, LeavesOutWhatThePageHides) {
  const Document document = html(
      "<p>见</p><p hidden>藏一</p><div style='display: none'>藏二</div><input type=hidden value=藏三>"
      "<script>藏四</script><style>藏五</style><select><option>藏六</select>");
  EXPECT_EQ(document.text, "见");
  EXPECT_EQ(document.hidden_text, "藏一\n藏二");
}

TEST(HtmlDocument, ReadsAPageThatHidesItselfUntilAScriptRuns) {
  std::string notice;
  for (int i = 0; i < 40; ++i) notice += "<p>采购项目的说明文字</p>";
  const Document document = html("<body><p>加载中</p><div style='display:none'>" + notice + "</div></body>");
  EXPECT_NE(document.text.find("采购项目的说明文字"), std::string::npos);
}

TEST(HtmlDocument, TakesTheValuesOfTextFields) {
  EXPECT_EQ(html("<p>预算：<input value='12万元' readonly> <input type=button value=打印></p>").text,
            "预算： 12万元");
}

TEST(HtmlDocument, ReadsNoticesThatAreEscapedHtml) {
  EXPECT_EQ(
      html("<div>&lt;p&gt;项目编号：B-2，项目名称：某系统采购&lt;/p&gt;&lt;p&gt;预算：三万元&lt;/p&gt;</div>")
          .text,
      "项目编号：B-2，项目名称：某系统采购\n预算：三万元");
  const std::string inner = "<p>项目编号：C-3</p><p>" + std::string(120, 'x') + "</p><p>预算：五万元</p>";
  std::string escaped;
  for (const char c : inner) escaped += c == '<' ? std::string("\\u003c") : std::string(1, c);
  EXPECT_NE(html("<p>公告</p><script>var data = {\"content\": \"" + escaped + "\"};</script>")
                .text.find("项目编号：C-3\n"),
            std::string::npos);
  EXPECT_NE(
      html("<p>公告</p><textarea style='display:none'>" + inner + "</textarea>").text.find("项目编号：C-3\n"),
      std::string::npos);
  EXPECT_NE(
      html("<p>公告</p><input type=hidden id=content value=\"" + inner + "\">").text.find("项目编号：C-3\n"),
      std::string::npos);
}

TEST(HtmlDocument, DoesNotRepeatEmbeddedHtmlThatThePageShows) {
  const std::string inner = "<p>项目编号：D-4，" + std::string(300, 'x') + "</p><p>预算：五万元</p>";
  const Document document = html(inner + "<textarea style='display:none'>" + inner + "</textarea>");
  EXPECT_EQ(document.text.find("D-4"), document.text.rfind("D-4"));
}

TEST(HtmlDocument, ReadsOnAfterAnEarlyEndTag) {
  EXPECT_EQ(html("<html><body><p>一</p></body></html><p>二</p></body></html>").text, "一\n二");
}

TEST(HtmlTable, IsAGridWithSpansResolved) {
  const Document document = html(
      "<table><tr><th rowspan=2>包号</th><th colspan=2>金额</th></tr><tr><td>预算</td><td>限价</td></tr>"
      "<tr><td>1</td><td>10</td><td>9</td></tr></table>");
  ASSERT_EQ(document.tables.size(), 1u);
  const Table& table = document.tables[0];
  EXPECT_EQ(table.rows, 3);
  EXPECT_EQ(table.cols, 3);
  const auto at = [&](int row, int col) { return std::string(document.slice(table.at(row, col)->span)); };
  EXPECT_EQ(at(1, 0), "包号");
  EXPECT_EQ(at(0, 2), "金额");
  EXPECT_EQ(at(1, 1), "预算");
  EXPECT_EQ(at(2, 2), "9");
  EXPECT_TRUE(table.at(0, 0)->header);
  EXPECT_EQ(table.at(3, 0), nullptr);
  EXPECT_EQ(line_of(document, "限价").row, 1);
  EXPECT_EQ(line_of(document, "限价").col, 2);
}

TEST(HtmlTable, LiesWithinTheTextEvenWhereItIsEmptyAndLast) {
  const Document document = html("<p>甲</p><table><tr><td></td></tr></table>");
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_LE(document.tables[0].span.end, document.text.size());
  EXPECT_LE(document.tables[0].cells[0].span.end, document.text.size());
}

TEST(HtmlTable, KnowsItsParent) {
  const Document document = html("<table><tr><td>外<table><tr><td>内</td></tr></table></td></tr></table>");
  ASSERT_EQ(document.tables.size(), 2u);
  EXPECT_EQ(document.tables[0].parent, -1);
  EXPECT_EQ(document.tables[1].parent, 0);
  EXPECT_EQ(document.slice(document.tables[0].at(0, 0)->span), "外\n内");
  EXPECT_EQ(line_of(document, "内").table, 1);
}

TEST(HtmlTable, BoundsTheSpansThatAPageClaims) {
  const Document document = html(
      "<table><tr><td rowspan=99999999 colspan=99999999>甲</td></tr><tr><td rowspan=-3>乙</td></tr></table>");
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_LE(document.tables[0].cols, 1024);
  EXPECT_EQ(document.tables[0].rows, 2);
  EXPECT_EQ(document.tables[0].cells[0].row_span, 2);
}

TEST(HtmlLinks, AreResolvedAgainstTheBase) {
  const Document document = html(
      "<base href='/files/'><a href='招标.pdf' title=附件>下载</a><a href='javascript:void(0)' "
      "onclick=\"window.open('x.doc')\">文</a>"
      "<a href='mailto:a@b.example'>信</a><iframe src='body.htm'></iframe>");
  ASSERT_EQ(document.links.size(), 3u);
  EXPECT_EQ(document.links[0].url, "http://h.example/files/%E6%8B%9B%E6%A0%87.pdf");
  EXPECT_EQ(document.links[0].title, "附件");
  EXPECT_EQ(document.slice(document.links[0].span), "下载");
  EXPECT_EQ(document.links[1].url, "http://h.example/files/x.doc");
  EXPECT_EQ(document.links[2].url, "");
  EXPECT_EQ(document.frames, std::vector<std::string>{"http://h.example/files/body.htm"});
}

TEST(HtmlDocument, TellsFurnitureFromText) {
  std::string text;
  for (int i = 0; i < 12; ++i) text += "<p>本项目的采购内容是信息系统的建设与维护服务。</p>";
  const Document document = html(
      "<title> 公告 - 某网 </title><meta name=PubDate content='2026-05-01'><div class='top-nav'><a "
      "href=/>首页</a> <a href=/b>公告</a></div>"
      "<div>当前位置：首页 &gt; 公告</div><div id=content><h1>某院采购公告</h1>" +
      text + "</div><div class=footer>某某市某某路一号</div><div>版权所有 某网</div>");
  EXPECT_EQ(document.html_title, "公告 - 某网");
  ASSERT_EQ(document.meta.size(), 1u);
  EXPECT_EQ(document.meta[0].first, "pubdate");
  EXPECT_TRUE(line_of(document, "首页 公告").chrome);
  EXPECT_TRUE(line_of(document, "当前位置：首页 > 公告").chrome);
  EXPECT_TRUE(line_of(document, "某某市某某路一号").chrome);
  EXPECT_TRUE(line_of(document, "版权所有 某网").chrome);
  EXPECT_FALSE(line_of(document, "某院采购公告").chrome);
  EXPECT_EQ(document.slice(document.main).substr(0, 18), "某院采购公告");
  EXPECT_EQ(document.slice(document.main).find("版权"), std::string_view::npos);
}

TEST(HtmlDocument, TakesNoHeadingWordForFurnitureWhenItHoldsTheText) {
  std::string text;
  for (int i = 0; i < 12; ++i) text += "<p>本项目的采购内容是信息系统的建设与维护服务。</p>";
  const Document document = html("<div class='nav main'>" + text + "</div>");
  for (const Line& line : document.lines) EXPECT_FALSE(line.chrome);
}

TEST(Document, CountsCodePointsAndFindsLines) {
  const Document document = build_text_document("甲乙\nab", "");
  EXPECT_EQ(document.code_points(0), 0u);
  EXPECT_EQ(document.code_points(6), 2u);
  EXPECT_EQ(document.code_points(document.text.size()), 5u);
  EXPECT_EQ(document.line_at(0), 0u);
  EXPECT_EQ(document.line_at(7), 1u);
  EXPECT_EQ(document.line_at(6), document.lines.size());
}

TEST(TextDocument, KeepsItsLines) {
  const Document document =
      build_text_document("\xEF\xBB\xBF一、项目编号：A　　B\r\n\r\n二、预算\t9\n", "http://h.example/");
  EXPECT_EQ(document.text, "一、项目编号：A B\n二、预算 9");
  EXPECT_EQ(document.lines.size(), 2u);
  EXPECT_EQ(document.main, (Span{0, document.text.size()}));
  EXPECT_FALSE(document.from_html);
}

TEST(JsonDocument, FindsTheHtmlInARecord) {
  const auto document = read_json_document(
      R"({"code":0,"data":{"noticeTitle":"某院设备采购公告","publishTime":1782876000000,"content":"<p>项目编号：E-5</p><p>预算：6万元</p>"}})",
      "http://h.example/api");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->text, "某院设备采购公告\n项目编号：E-5\n预算：6万元");
  EXPECT_EQ(document->hint_title, "某院设备采购公告");
  EXPECT_EQ(document->hint_published_at, "2026-07-01T11:20:00+08:00");
}

TEST(JsonDocument, TakesTheTitleThatSaysMore) {
  const auto document = read_json_document(
      R"({"data":["<p>采购内容：绿化养护</p><p>预算：6万元</p>"],"node":[{"TITLE":"招标公告","TM":"2026-07-01T11:20:00"}],)"
      R"("baseInfo":[{"NOTICE_NAME":"青溪镇绿化养护工程-招标公告"}]})",
      "");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->hint_title, "青溪镇绿化养护工程-招标公告");
  EXPECT_EQ(document->hint_published_at, "2026-07-01T11:20:00+08:00");
}

TEST(JsonDocument, ListsFilesAndWhatMembersSay) {
  const auto document = read_json_document(
      R"({"buyerName":"青溪镇人民政府","projectCode":"QX-2026-7","content":"<p>绿化养护询价公告</p><p>预算：6万元</p>",)"
      R"("files":[{"fileTitle":"养护清单.xlsx","size":3}]})",
      "");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->text, "绿化养护询价公告\n预算：6万元\n养护清单.xlsx");
  EXPECT_EQ(document->hidden_text, "采购人：青溪镇人民政府\n项目编号：QX-2026-7\n");
}

TEST(JsonDocument, WritesKeysAndValuesWhereThereIsNoHtml) {
  const auto document =
      read_json_document(R"({"项目编号":"F-6","包":[{"预算":12.5},{"预算":3}],"空":null})", "");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->text, "项目编号：F-6\n预算：12.5\n预算：3");
}

TEST(JsonDocument, RefusesBrokenAndBottomlessJson) {
  EXPECT_FALSE(read_json_document("{\"a\":", ""));
  EXPECT_FALSE(read_json_document(std::string(5000, '[') + std::string(5000, ']'), ""));
  EXPECT_TRUE(parse_json("callback({\"a\":1});"));
}

TEST(BodyKind, IsDecidedByTheBytesWhereTheHeaderErrs) {
  EXPECT_EQ(body_kind("%PDF-1.7 ...", "text/html"), BodyKind::binary);
  EXPECT_EQ(body_kind("<html><p>x</html>", "text/plain"), BodyKind::html);
  EXPECT_EQ(body_kind("{\"a\": 1}", "text/html; charset=utf-8"), BodyKind::json);
  EXPECT_EQ(body_kind("一、项目编号", "text/plain"), BodyKind::text);
  EXPECT_EQ(body_kind("<?xml version='1.0'?><r/>", "text/xml"), BodyKind::xml);
  EXPECT_EQ(body_kind(std::string(64, '\1'), ""), BodyKind::binary);
  EXPECT_EQ(body_kind(std::string("<\0p\0>\0h\0i\0", 10), "text/html; charset=utf-16le"), BodyKind::html);
}

TEST(Links, AreResolvedAsBrowsersDo) {
  struct Case {
    const char* base;
    const char* href;
    const char* url;
  };
  for (const Case& c :
       {Case{"http://h.example/a/b/c.htm?q", "../d.htm", "http://h.example/a/d.htm"},
        Case{"http://h.example/a/", "./x/./y", "http://h.example/a/x/y"},
        Case{"http://h.example/a/", "//i.example/z", "http://i.example/z"},
        Case{"http://h.example/a/b", "?p=2", "http://h.example/a/b?p=2"},
        Case{"http://h.example/a/b", "/x#frag", "http://h.example/x"},
        Case{"http://h.example", "x y.htm", "http://h.example/x%20y.htm"},
        Case{"http://h.example/", " \n/a\\b\n ", "http://h.example/a/b"},
        Case{"http://h.example/", "../../..", "http://h.example/"},
        Case{"https://h.example/", "HTTPS://I.Example/A", "https://i.example/A"},
        Case{"http://h.example/", "javascript:void(0)", ""}, Case{"http://h.example/", "#top", ""},
        Case{"http://h.example/", "mailto:a@b", ""}, Case{"", "a.htm", ""}})
    EXPECT_EQ(resolve_link(c.base, c.href), c.url) << c.base << " + " << c.href;
}

TEST(Links, NameAttachmentsByTheirEnding) {
  EXPECT_TRUE(is_attachment_url("http://h.example/a.PDF"));
  EXPECT_TRUE(is_attachment_url("http://h.example/download?file=x.docx&t=1"));
  EXPECT_FALSE(is_attachment_url("http://h.example/pdf.html"));
}

// Each of these takes a parser without limits seconds to minutes, and gigabytes.
TEST(HostileMarkup, IsReadInLinearTime) {
  struct Case {
    const char* name;
    std::string open;
    int times;
  };
  const std::vector<Case> cases = {{"nested blocks", "<div>", 100000},
                                   {"nested tables", "<table><tr><td>", 30000},
                                   {"formatting", "<b>", 50000},
                                   {"formatting, each its own", "<p><font size=", 30000},
                                   {"blocks out of reach of end tags", "<div><table><tr><td></div>", 30000},
                                   {"spans out of reach", "<span><div></span>", 50000},
                                   {"foreign titles", "<svg><title><div>", 50000},
                                   {"lists", "<ul><li>", 50000},
                                   {"forms", "<form><button><object>", 30000},
                                   {"headings in anchors", "<a href=x><h1>", 50000},
                                   {"quotes in a script", "<script>\"\\\"", 50000}};
  for (const Case& c : cases) {
    std::string page;
    for (int i = 0; i < c.times; ++i) {
      page += c.open;
      if (c.open.back() == '=') page += std::to_string(i) + ">x</p>";
    }
    const auto begin = std::chrono::steady_clock::now();
    const Document document = html(page + "end");
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    EXPECT_LT(took.count(), 10.0) << c.name;
    EXPECT_LE(document.text.size(), page.size()) << c.name;
  }
}

TEST(HostileMarkup, LosesAttributesBeyondTheLimitAndKeepsTheText) {
  std::string page = "<p";
  for (int i = 0; i < 50000; ++i) page += " a" + std::to_string(i) + "=1";
  EXPECT_EQ(html(page + ">text</p>").text, "text");
}

TEST(HostileMarkup, KeepsUnclosedParagraphsCellsAndItems) {
  std::string page = "<table>";
  for (int i = 0; i < 1000; ++i) page += "<tr><td>甲<td>乙";
  page += "</table>";
  for (const char* item : {"<p>丙", "<li>丁", "<dt>戊<dd>己"})
    for (int i = 0; i < 1000; ++i) page += item;
  const Document document = html(page);
  EXPECT_EQ(document.lines.size(), 6000u);
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_EQ(document.tables[0].rows, 1000);
}

TEST(HtmlDocument, ShowsANoticeThatAScriptWouldShow) {
  const auto repeated = [](int times, std::string_view words) {
    std::string html;
    for (int i = 0; i < times; ++i) html.append("<p>").append(words).append("</p>");
    return html;
  };
  const std::string form =
      repeated(30, "招标公告的登记表格") + "<table><tr style='DISPLAY: none'><td>公告信息</td><td>";
  const std::string notice =
      repeated(40, "本招标项目的招标人为青溪镇，投标截止时间见招标文件，联系人：李某某。");
  EXPECT_NE(build_html_document(form + notice + "</td></tr></table>", "").text.find("投标截止"),
            std::string::npos);
  const Document menu = build_html_document(form + repeated(300, "青溪镇") + "</td></tr></table>", "");
  EXPECT_EQ(menu.text.find("青溪镇"), std::string::npos);
  EXPECT_NE(menu.hidden_text.find("青溪镇"), std::string::npos);
}

TEST(JsonDocument, OfARecordWithoutAPageHasItsTitleAndTheWordsOfNotices) {
  const auto document = read_json_document(
      R"({"data":{"noticeTitle":"松原医院体检系统采购公告","projectCode":"SY-77","purchaserLinkPhone":"0438-2121234",)"
      R"("agentName":"通达招标有限公司","agent_link_man":"关丽","budgetAmount":860000.0,"openTime":"2026-11-05 09:00:00","other":"x"}})",
      "");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->text,
            "松原医院体检系统采购公告\nnoticeTitle：松原医院体检系统采购公告\n项目编号：SY-"
            "77\n采购人联系电话：0438-2121234\n"
            "采购代理机构：通达招标有限公司\n采购代理机构联系人：关丽\n预算金额：860000\n开标时间：2026-11-"
            "05 09:00:00\nother：x");
}

}  // namespace
}  // namespace tenderlead::parsers
