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

TEST(Dom, SparesGumboTheTextOfScriptsAndStyles) {
  std::string storage;
  std::vector<LiftedText> lifted;
  const std::string html = "<p>a</p><script>" + kCode + "</script><style>" + kCode + "</style>b";
  EXPECT_EQ(guard_markup(html, storage, lifted), "<p>a</p><script></script><style></style>b");
  ASSERT_EQ(lifted.size(), 2u);
  EXPECT_EQ(lifted[0].content, kCode);
  EXPECT_EQ(storage.substr(lifted[1].tag), "<style></style>b");
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
