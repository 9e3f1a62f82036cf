#include "parsers/dom.h"

#include <gtest/gtest.h>
#include <gumbo.h>

#include <memory>
#include <string>
#include <vector>

#include "parsers/markup_guard.h"

namespace tenderlead::parsers {
namespace {

// Every node with its kind, name, attributes and text.
void write_tree(const GumboNode* node, std::string& out) {
  switch (node->type) {
    case GUMBO_NODE_DOCUMENT:
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE: {
      const bool document = node->type == GUMBO_NODE_DOCUMENT;
      out += document ? "#document" : std::string(tag_name(node));
      if (!document)
        for (unsigned i = 0; i < node->v.element.attributes.length; ++i) {
          const auto* one = static_cast<const GumboAttribute*>(node->v.element.attributes.data[i]);
          out += std::string(" ") + one->name + "=" + one->value;
        }
      const GumboVector& children = document ? node->v.document.children : node->v.element.children;
      out += "(";
      for (unsigned i = 0; i < children.length; ++i) {
        const auto* child = static_cast<const GumboNode*>(children.data[i]);
        EXPECT_EQ(child->parent, node);
        EXPECT_EQ(child->index_within_parent, i);
        write_tree(child, out);
      }
      out += ")";
      break;
    }
    default:
      out += std::to_string(node->type) + "'" + node->v.text.text + "'";
  }
}

std::string gumbo_alone(const std::string& html) {
  GumboOptions options = kGumboDefaultOptions;
  GumboOutput* output = gumbo_parse_with_options(&options, html.data(), html.size());
  std::string tree;
  write_tree(output->document, tree);
  gumbo_destroy_output(&options, output);
  return tree;
}

std::string ours(const std::string& html) {
  const Dom dom{std::string_view(html)};
  std::string tree;
  write_tree(dom.document(), tree);
  return tree;
}

const std::string kCode = "if (a < b && c > d) { go('/x/index.htm?a=1&amp;b=2', \"</p>\"); }";

std::vector<std::string> pages_with_raw_text() {
  const auto script = [](const std::string& code) {
    return "<p>前</p><script>" + code + "</script><p>后</p>";
  };
  return {
      script(kCode),
      "<html><head><title>t</title><style type='text/css'>" + kCode + "</style></head><body>x</body></html>",
      "<script src=a></script><SCRIPT>" + kCode + "</Script ><style>" + kCode + "</style/>z",
      script("\r\n" + kCode + "\r\r\n\n" + kCode + "\r"),
      script("\n" + kCode + "中文、全角　空格\xF0\x9F\x8F\xA5"),
      script("                                                \n\t"),
      script("<!-- <script>" + kCode + "</script> -->"),
      script("<!--" + kCode),
      script(kCode + std::string(1, '\0') + kCode),
      script(kCode + "\x01\x0B\x7F" + kCode),
      script(kCode + "\xC2\x85\xEF\xB7\x90\xEF\xBF\xBF\xF0\x9F\xBF\xBE" + kCode),
      script(kCode + "\xFF\xC3(\xE4\xB8" + kCode),
      "<script>" + kCode,
      "<script>" + kCode + "</script",
      "<script " + kCode,
      "<select><option>a<style>" + kCode + "</style><script>" + kCode + "</script></select>",
      "<svg><style>" + kCode + "</style><script>" + kCode + "</script></svg>",
      "<svg><desc><style>" + kCode + "</style></desc></svg><math><script>" + kCode + "</script>",
      "<svg><p>out of it<style>" + kCode + "</style>",
      "<template><script>" + kCode + "</script></template>",
      "<noscript><style>" + kCode + "</style></noscript><body><noscript><style>" + kCode + "</style>",
      "<table><tr><script>" + kCode + "</script><td>1<style>" + kCode + "</style></table>",
      "<textarea><script>" + kCode + "</script></textarea><xmp><style>" + kCode + "</style></xmp>",
      "<!-- <style>" + kCode + "</style> --!><style>" + kCode + "</style>-->",
      "<!--><script>" + kCode + "</script>-->",
      "<frameset><script>" + kCode + "</script></frameset><style>" + kCode + "</style>",
      "<body></body></html><script>" + kCode + "</script> <style>" + kCode + "</style>",
      "<p a='<script>" + kCode + "</script>'>x",
      "<b><script>" + kCode + "</script><div></b><script>" + kCode + "</script></div>",
      "<plaintext><script>" + kCode + "</script>",
      "<a<script>" + kCode + "</script>",
      "<![CDATA[<script>" + kCode + "</script>]]><svg><![CDATA[<style>" + kCode + "</style>]]></svg>",
  };
}

TEST(Dom, IsTheTreeThatGumboMakesOfPagesWithScriptsAndStyles) {
  for (const std::string& html : pages_with_raw_text()) EXPECT_EQ(ours(html), gumbo_alone(html)) << html;
}

const std::string kWords = "某某市人民医院医用直线加速器采购项目";
const std::string kValue = "font-family:宋体;line-height:1.5em; margin:0 auto";

std::vector<std::string> pages_with_long_text() {
  const std::string tag = "<a href=\"http://h.example/a/index.htm?x=1\" style='" + kValue + "'>";
  const std::string styled =
      "<b class=\"some long class of it\">" + kWords + "<div>" + kWords + "</b>" + kWords;
  const std::string font = "<font style='" + kValue + "'>";
  std::string many;
  for (int i = 0; i < 70'000; ++i) many += "<br>" + kWords;
  return {
      "<p>" + kWords + " " + kWords + "\n" + tag + kWords + "</a>2026-05-29 10:00:00 and so on</p>" + kWords,
      "<p>" + kWords + "&nbsp;" + kWords + "&nbsp" + kWords + "&ampabcdefgh;&lt=" + kWords +
          "&#20013;abcdefgh",
      "<p>&#20013abcdefgh&#x4E2D中文中文&unknownnamed;&#" + kWords + "&" + kWords + "&amp" + kWords + ";x",
      "<p>" + kWords + "<" + kWords + "< " + kWords + "</" + kWords + "><3abcdefgh<?" + kWords + "?>" +
          kWords,
      "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\">" + kWords +
          "<html lang='some language'>",
      "<html><head><title>" + kWords + "</title><meta name=keywords content='" + kWords + "'>" + kWords,
      "<table class=\"table table-bordered\">" + kWords + "<tr>" + kWords + "<td>" + kWords + "</table>" +
          kWords,
      "<table><colgroup> " + kWords + "<col span=2></colgroup><caption>" + kWords + "</caption>x</table>",
      styled + styled + "</p>" + tag + tag + kWords + "<p>" + kWords,
      "<select><option value='" + kWords + "'>" + kWords + "<textarea>" + kWords + "</textarea></select>",
      "<svg class='some long class'><![CDATA[" + kWords + "<a b='" + kWords + "'>]]>" + kWords + "</svg>" +
          kWords,
      "<math><annotation-xml encoding='application/xhtml+xml'><div>" + kWords + "</annotation-xml></math>" +
          tag,
      "<svg><p>" + kWords + tag + "</svg><![CDATA[" + kWords + "]]>" + tag,
      "<script><!-- <script> </script>" + tag + kWords + "</script> --></script>" + kWords,
      "<!--" + tag + kWords + "--!>" + tag + kWords + "-->" + tag + kWords,
      "<!--" + kWords + "--><!-->" + kWords + "<!--->" + tag + "<!--" + kWords,
      "<pre>\n" + kWords + "</pre><textarea>\n" + kWords + "</textarea><pre>" + kWords + "\r\n" + kWords,
      "<isindex prompt='" + kWords + "'><frameset><frame src='" + kWords + "'>" + kWords + "</frameset>" +
          kWords,
      "<p title='" + kWords + "&amp;" + kWords + "' title='" + kWords + "' id=" + kWords + " x=\"" + kWords,
      "<p title='" + kWords + "' / =\"" + kWords + "\" a=\"" + kWords + "\"b='" + kWords + "'>" + kWords,
      "<body id='the first of them'><p>" + kWords + "<body class='the second of them'></body>" + kWords,
      "<input type='hidden' value='" + kWords + "'><table><input type='hidden  ' value='" + kWords +
          "'></table>",
      "<p title='" + kWords + "\r\n\t" + kWords + "' lang='" + kWords + std::string(1, '\0') + "'>" + kWords,
      "<p>" + kWords + std::string(1, '\0') + kWords + "\x01" + kWords + "\x0B" + kWords + "\x7F" + kWords,
      "<p>" + kWords + "\xC2\x85" + kWords + "\xEF\xB7\x90" + kWords + "\xEF\xBF\xBF" + kWords +
          "\xEF\xBB\xBF",
      "<p>" + kWords + "\xED\xA0\x80" + kWords + "\xE0\x80\xA0" + kWords + "\xFF\xC3(\xE4\xB8" + kWords +
          "\xE4",
      "<p>" + kWords + "\xF3\xB0\x80\x80" + kWords,
      "<p>" + kWords + "&#983040;&#983041;" + kWords + "&#xF0000;&#XF0001",
      "</><unknown title='" + kWords + "'>" + kWords + "</><p title='" + kWords + "'>",
      "<p>" + font + font + font + font + font + "x<p>y<p>" + tag + "a" + tag + "b" + tag + "c" + tag +
          "d<p>e",
      "<p>" + kWords + "&#xF0000F0000;",
      "<p>" + kWords + "&#4294967295999;&#x" + kWords + "&#",
      many,
  };
}

TEST(Dom, IsTheTreeThatGumboMakesOfPagesWithLongText) {
  for (const std::string& html : pages_with_long_text()) {
    std::string guarded;
    EXPECT_EQ(ours(html), gumbo_alone(std::string(guard_markup(html, guarded)))) << html.substr(0, 300);
  }
}

TEST(Dom, KeepsTheFirstOfTwoAttributesOfOneName) {
  EXPECT_EQ(ours("<p id=a id=b class=c>x"), gumbo_alone("<p id=a class=c>x"));
}

TEST(Dom, SparesGumboMostOfTheText) {
  const std::string first = "\xF3\xB0\x80\x80";
  const std::string second = "\xF3\xB0\x80\x81";
  const struct {
    std::string html;
    std::string left;
  } cases[] = {
      {"<p>a</p><script>" + kCode + "</script><style>" + kCode + "</style>b",
       "<p>a</p><script>" + first + "</script><style>" + second + "</style>b"},
      {"<p style=\"" + kValue + "\">" + kWords + "</p>", "<p style=\"" + first + "\">" + second + "</p>"},
      {kWords + " abc " + kWords, first + " abc " + second},
      {"<p>" + kWords + "&nbsp;" + kWords, "<p>" + first + "&nbsp;" + second},
  };
  for (const auto& [html, left] : cases) {
    std::string storage;
    LiftedText lifted(html);
    EXPECT_EQ(guard_markup(html, storage, lifted), left);
    EXPECT_EQ(lifted.size(), 2u);
  }
}

TEST(Dom, PutsScriptsBackWhereHostileMarkupWasCut) {
  std::string deep;
  for (std::size_t i = 0; i < kMaxDepth + 50; ++i) deep += "<div>";
  const std::string html = deep + "<script>" + kCode + "</script>";
  std::string guarded;
  EXPECT_EQ(ours(html), gumbo_alone(std::string(guard_markup(html, guarded))));
  EXPECT_NE(ours(html).find(kCode), std::string::npos);
}

}  // namespace
}  // namespace tenderlead::parsers
