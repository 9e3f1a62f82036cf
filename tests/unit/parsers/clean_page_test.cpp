// Fetched pages as documents that are safe to show, with the words marked that values were read from.
#include "parsers/clean_page.h"

#include <gtest/gtest.h>
#include <gumbo.h>

#include <boost/json/parse.hpp>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string>

#include "parsers/dom.h"
#include "parsers/html_document.h"
#include "parsers/node_walk.h"

namespace tenderlead::parsers {
namespace {

std::string shown(std::string_view html) {
  CleanPageRequest request;
  request.html = html;
  return clean_page(request).html;
}

// What is wrong with a document that should hold nothing that acts; empty where nothing is. It is read as a browser reads it.
std::string fault_in(const std::string& document) {
  const Dom dom{std::string_view(document)};
  if (dom.root() == nullptr) return "can't be read";
  std::string fault;
  for_each_below(dom.root(), [&](const GumboNode* node) {
    if (!is_element(node)) return true;
    static constexpr std::string_view kAllowed[] = {
        "html", "head",       "meta",   "title", "style", "body",  "section", "div",   "span",    "p",
        "br",   "hr",         "h2",     "h3",    "table", "tbody", "thead",   "tfoot", "tr",      "td",
        "th",   "caption",    "ul",     "ol",    "li",    "dl",    "dt",      "dd",    "pre",     "em",
        "u",    "blockquote", "strong", "s",     "small", "sub",   "sup",     "mark",  "colgroup"};
    const auto name = tag_name(node);
    if (std::find(std::begin(kAllowed), std::end(kAllowed), name) == std::end(kAllowed))
      fault = "element " + std::string(name);
    if (node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML) fault = "foreign element";
    const auto& attributes = node->v.element.attributes;
    for (unsigned i = 0; i < attributes.length; ++i) {
      const auto* attribute = static_cast<const GumboAttribute*>(attributes.data[i]);
      const std::string_view key(attribute->name);
      const bool ours = name == "html" || name == "meta" || name == "mark";
      if (!ours && key != "colspan" && key != "rowspan") fault = std::string(name) + " " + std::string(key);
    }
    return true;
  });
  return fault;
}

TEST(ACleanPage, KeepsWordsTablesAndHeadingsAndNothingElse) {
  const auto page = shown(
      "<html><head><title>t</title><script>alert(1)</script><link rel=stylesheet "
      "href=http://x.example/a.css></head>"
      "<body onload=alert(1) style='background:url(http://x.example/p.png)'><h1>采购公告</h1>"
      "<a href='javascript:alert(1)' target=_top>详见<b>附件</b></a><img src=x onerror=alert(1) alt='盖章'>"
      "<table border=1><tr><td colspan=2 rowspan='9999' onclick=x>预算</td></tr></table>"
      "<form action=http://x.example><input name=a value=青岚市人民医院><button>提交</button></form>"
      "<iframe src=http://x.example></iframe><svg><a xlink:href=javascript:1>x</a></svg></body></html>");
  EXPECT_EQ(fault_in(page), "") << page;
  for (const char* kept : {"<h2>采购公告</h2>", "详见<strong>附件</strong>", "[盖章]",
                           "<td colspan=\"2\">预算</td>", "青岚市人民医院"})
    EXPECT_NE(page.find(kept), std::string::npos) << kept;
  for (const char* gone : {"alert", "x.example", "javascript", "onclick", "9999"})
    EXPECT_EQ(page.find(gone), std::string::npos) << gone;
}

TEST(ACleanPage, ShowsHostileMarkupAsNothingOrAsText) {
  const char* cases[] = {
      "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
      "<math><mtext><table><mglyph><style><img src=x "
      "onerror=alert(1)></style></mglyph></table></mtext></math>",
      "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
      "<xmp><img src=x onerror=alert(1)></xmp>",
      "<textarea><script>alert(1)</script></textarea>",
      "<plaintext><script>alert(1)</script>",
      "<template><script>alert(1)</script></template>",
      "<select><option><img src=x onerror=alert(1)></select>",
      "<title></title><script>alert(1)</script>",
      "<mark id=e-buyer.name data-evidence=x onclick=alert(1)>x</mark>",
      "<td style=\"x:expression(alert(1))\">x",
      "&lt;script&gt;alert(1)&lt;/script&gt;",
      "<p>&lt;table&gt;&lt;tr&gt;&lt;td onclick=alert(1)&gt;long enough to be a "
      "notice&lt;/td&gt;&lt;/tr&gt;</p>",
      "<b><p><b><p><b></style></title></body></html><script>alert(1)</script>",
      "<meta http-equiv=refresh content='0;url=http://x.example'>",
      "<base href=http://x.example/>",
  };
  for (const char* html : cases) EXPECT_EQ(fault_in(shown(html)), "") << html;
}

TEST(ACleanPage, LeavesOutWhatIsHiddenAndWhatTurnsTextAround) {
  const auto page = shown(
      "<p>明<span style='display:none'>暗</span></p><p hidden>藏</p><p>a\xE2\x80\xAE"
      "b\xE2\x81\xA6"
      "c\x01</p>");
  EXPECT_NE(page.find("<p>明</p>"), std::string::npos);
  EXPECT_EQ(page.find("藏"), std::string::npos);
  EXPECT_NE(page.find("abc"), std::string::npos);
}

// Where the words stand in the text, as code points.
PageMark mark(const std::string& text, const std::string& words, const std::string& field,
              std::size_t nth = 0) {
  std::size_t at = text.find(words);
  for (; nth > 0; --nth) at = text.find(words, at + 1);
  const auto points = [](std::string_view part) {
    return static_cast<std::size_t>(
        std::count_if(part.begin(), part.end(), [](char c) { return (c & '\xC0') != '\x80'; }));
  };
  const auto start = points(std::string_view(text).substr(0, at));
  return {field, start, start + points(words)};
}

CleanPage marked(std::string_view html, const std::vector<std::pair<std::string, std::string>>& fields) {
  const auto document = build_html_document(html, "http://portal.example/1");
  CleanPageRequest request;
  request.html = html;
  request.text = document.text;
  for (const auto& [field, words] : fields) request.marks.push_back(mark(document.text, words, field));
  return clean_page(request);
}

TEST(AMark, StandsAroundTheWordsWhereverTagsAndWhiteSpaceCutThem) {
  const auto page = marked("<p>采购人：青岚<b>市 人民</b>\n 医院　地址：南街 3 号</p>",
                           {{"buyer.name", "青岚市 人民 医院"}, {"buyer.address", "南街 3 号"}});
  EXPECT_EQ(page.shown, (std::vector<std::string>{"buyer.name", "buyer.address"}));
  EXPECT_NE(page.html.find("<mark data-evidence=\"buyer.name\" id=\"e-buyer.name\">青岚</mark><strong><mark "
                           "data-evidence=\"buyer.name\">市 人民</mark>"),
            std::string::npos)
      << page.html;
  EXPECT_NE(page.html.find("id=\"e-buyer.address\">南街 3 号</mark>"), std::string::npos) << page.html;
  EXPECT_EQ(fault_in(page.html), "");
}

TEST(AMark, IsOnTheOccurrenceThatWasRead) {
  const std::string html = "<p>预算：100万元</p><p>最高限价：100万元</p><p>保证金：100万元</p>";
  const auto document = build_html_document(html, "");
  CleanPageRequest request;
  request.html = html;
  request.text = document.text;
  request.marks = {mark(document.text, "100万元", "ceiling", 1)};
  const auto page = clean_page(request);
  EXPECT_NE(page.html.find("最高限价：<mark data-evidence=\"ceiling\" id=\"e-ceiling\">100万元</mark>"),
            std::string::npos)
      << page.html;
}

TEST(AMark, SharesWordsWithOthers) {
  const auto page = marked("<p>江城大学附属医院放射科</p>",
                           {{"a", "江城大学附属医院"}, {"b", "附属医院放射科"}, {"c", "附属医院"}});
  EXPECT_EQ(page.shown.size(), 3u);
  EXPECT_EQ(fault_in(page.html), "");
  EXPECT_NE(page.html.find("id=\"e-c\">附属医院</mark></mark></mark>"), std::string::npos) << page.html;
}

TEST(AMark, OfWordsThatThePageDoesntShowIsInTheTextAsItWasRead) {
  CleanPageRequest request;
  request.html = "<p>页面由脚本生成</p>";
  request.text = "采购人：青岚市人民医院";
  request.marks = {mark(request.text.data(), "青岚市人民医院", "buyer.name")};
  const auto page = clean_page(request);
  EXPECT_EQ(page.shown, std::vector<std::string>{"buyer.name"});
  EXPECT_NE(page.html.find("<section><h2>读取到的文字</h2><pre>采购人：<mark"), std::string::npos)
      << page.html;
  request.html = {};
  request.english = true;
  EXPECT_NE(clean_page(request).html.find("The text as it was read"), std::string::npos);
}

TEST(AMark, IsOnlyMadeForPathsAndPlacesThatThereAre) {
  CleanPageRequest request;
  request.html = "<p>abc</p>";
  request.text = "abc";
  request.marks = {{"x\"><script>", 0, 3}, {"far", 2, 9}, {"turned", 2, 1}, {"", 0, 1},
                   {"ok", 0, 1},           {"ok", 1, 2}};
  const auto page = clean_page(request);
  EXPECT_EQ(page.shown, std::vector<std::string>{"ok"});
  EXPECT_EQ(fault_in(page.html), "");
}

TEST(AMark, IsHighlightedByItsFragmentOrFromTheStart) {
  CleanPageRequest request;
  request.text = "abc";
  request.marks = {{"title", 0, 1}};
  request.highlight = "title";
  const auto page = clean_page(request).html;
  EXPECT_NE(page.find("class=\"on\">a</mark>"), std::string::npos) << page;
  EXPECT_NE(style_of(page).find(":has([id=\"e-title\"]:target) mark[data-evidence=\"title\"]"),
            std::string::npos);
}

TEST(ACleanPage, IsMadeInTimeOfDeepLongAndManyMarks) {
  std::string deep;
  for (int i = 0; i < 30'000; ++i) deep += "<div>";
  std::string wide = "<table>";
  for (int i = 0; i < 5'000; ++i) wide += "<tr><td>预算</td><td>100万元</td></tr>";
  const auto text = build_html_document(wide, "").text;
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(fault_in(shown(deep)), "");
  CleanPageRequest request;
  request.html = wide;
  request.text = text;
  for (std::size_t i = 0; i < 400; ++i)
    request.marks.push_back({"lots." + std::to_string(i) + ".budget", i * 9 + 3, i * 9 + 8});
  EXPECT_EQ(clean_page(request).shown.size(), kMostPageMarks);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(60)) << "sanitizers included";
}

TEST(ACleanPage, RunsNothingOfTheSharedSuiteOfScripts) {
  const char* folder = std::getenv("TENDERLEAD_SHARED");
  const std::string shared = folder != nullptr ? folder : std::string(TENDERLEAD_SOURCE_DIR) + "/../shared";
  std::ifstream suite(shared + "/suites/security/xss.jsonl");
  if (!suite) GTEST_SKIP() << "there is no shared suite beside the source; its kinds are cases above";
  std::string line;
  std::size_t rows = 0;
  while (std::getline(suite, line)) {
    const std::string input(boost::json::parse(line).at("input").as_string());
    for (const auto& html :
         {input, "<table><tr><td>" + input + "</td></tr></table>", "<p title=\"" + input + "\">x</p>"}) {
      CleanPageRequest request;
      request.html = html;
      request.text = input;
      request.title = input;
      request.highlight = input;
      request.marks = {{"title", 0, 3}, {input, 0, 1}};
      EXPECT_EQ(fault_in(clean_page(request).html), "") << html;
    }
    ++rows;
  }
  EXPECT_GT(rows, 100u);
}

}  // namespace
}  // namespace tenderlead::parsers
