#include "parsers/select.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

namespace tenderlead::parsers {
namespace {

constexpr std::string_view kPage = R"(<html><body id=body>
<div id=list class="box main"><ul id=ul>
<li id=l1 class="item odd"><a id=a1 href="/n/1.html" title="甲项目采购公告">甲项目…</a><span id=s1>2026-05-01</span></li>
<li id=l2 class=item lang=zh-CN><a id=a2 href="/n/2.pdf">乙项目</a><em id=e2>新</em></li>
<li id=l3 class="item last"></li>
</ul><p id=p1>说明</p><p id=p2>it's "quoted"</p></div>
<form id=f><input id=i1 type=checkbox checked><input id=i2 disabled type=text></form>
</body></html>)";

std::vector<std::string> ids(const SelectorTree& tree, std::string_view selector, Element scope = {}) {
  const auto found = tree.elements(selector, scope);
  if (!found) return {"error: " + found.error().message};
  std::vector<std::string> out;
  for (const Element element : *found) out.push_back(tree.attribute(element, "id"));
  return out;
}

class Selecting : public testing::Test {
 protected:
  Dom dom_{kPage};
  SelectorTree tree_{dom_};
};

TEST_F(Selecting, UnderstandsCss) {
  using Ids = std::vector<std::string>;
  struct Case {
    const char* css;
    Ids ids;
  };
  for (const Case& c : std::vector<Case>{{"li", {"l1", "l2", "l3"}},
                                         {"LI.item", {"l1", "l2", "l3"}},
                                         {"#list li.odd", {"l1"}},
                                         {"ul > li > a", {"a1", "a2"}},
                                         {"li + li", {"l2", "l3"}},
                                         {"#l1 ~ li", {"l2", "l3"}},
                                         {"p ~ li", {}},
                                         {"a[href$='.pdf']", {"a2"}},
                                         {"a[href^=\"/n/\"]", {"a1", "a2"}},
                                         {"a[href*='1.']", {"a1"}},
                                         {"div[class~=main]", {"list"}},
                                         {"[lang|=zh]", {"l2"}},
                                         {"li:lang(zh)", {"l2"}},
                                         {"a[title]", {"a1"}},
                                         {"li[class!='item']", {"l1", "l3"}},
                                         {"li:nth-child(odd)", {"l1", "l3"}},
                                         {"li:nth-child(-n+2)", {"l1", "l2"}},
                                         {"li:nth-last-child(1)", {"l3"}},
                                         {"p:first-of-type", {"p1"}},
                                         {"li:empty", {"l3"}},
                                         {"li:not(.last):not(.odd)", {"l2"}},
                                         {"li:has(em)", {"l2"}},
                                         {"li:has(> span)", {"l1"}},
                                         {":is(span, em)", {"s1", "e2"}},
                                         {"a:contains('项目…')", {"a1"}},
                                         {"p:contains(\"it's\")", {"p2"}},
                                         {"input:checked", {"i1"}},
                                         {"input:disabled", {"i2"}},
                                         {"span, em , #p1", {"s1", "e2", "p1"}},
                                         {"#l\\31", {"l1"}},
                                         {"li.missing", {}}})
    EXPECT_EQ(ids(tree_, c.css), c.ids) << c.css;
}

TEST_F(Selecting, UnderstandsWhatLevel4Adds) {
  using Ids = std::vector<std::string>;
  struct Case {
    const char* css;
    Ids ids;
  };
  for (const Case& c : std::vector<Case>{{"/* the rows */ li", {"l1", "l2", "l3"}},
                                         {"li/* all */.odd", {"l1"}},
                                         {"a[href*='/*']", {}},
                                         {"li /* to the end", {"l1", "l2", "l3"}},
                                         {"*|li", {"l1", "l2", "l3"}},
                                         {"*|*.odd", {"l1"}},
                                         {"|li.odd", {"l1"}},
                                         {"[*|id=l1]", {"l1"}},
                                         {"[id=L1 i]", {"l1"}},
                                         {"[id='L1' I ]", {"l1"}},
                                         {"[id=L1]", {}},
                                         {"[type=TEXT]", {"i2"}},
                                         {"[type=TEXT s]", {}},
                                         {"[type^=TE]", {"i2"}},
                                         {"input[type='']", {}},
                                         {"a:any-link", {"a1", "a2"}},
                                         {"input:required", {}},
                                         {"input:optional", {"i1", "i2"}},
                                         {":is()", {}},
                                         {"li:where()", {}},
                                         {"li:not(:is())", {"l1", "l2", "l3"}},
                                         {"li:nth-child(1 of :not(.odd))", {"l2"}},
                                         {"li:nth-last-child(odd of .item)", {"l1", "l3"}}})
    EXPECT_EQ(ids(tree_, c.css), c.ids) << c.css;
  for (const char* css :
       {"#1a", ".1a", "1a", "#-1", "x|li", "li:not()", "li:nth-of-type(2 of .k)", "[id=l1 x]"})
    EXPECT_FALSE(tree_.elements(css)) << css;
}

TEST_F(Selecting, UnderstandsXPath) {
  EXPECT_EQ(ids(tree_, "//li[span]"), std::vector<std::string>{"l1"});
  EXPECT_EQ(ids(tree_, "(//li)[last()]"), std::vector<std::string>{"l3"});
  const Element second = tree_.elements("#l2")->front();
  EXPECT_EQ(ids(tree_, "./a", second), std::vector<std::string>{"a2"});
  EXPECT_EQ(ids(tree_, "a", second), std::vector<std::string>{"a2"});
}

TEST_F(Selecting, TakesTextAttributesAndHtml) {
  const auto value = [&](std::string_view selector) { return tree_.value(selector).value(); };
  EXPECT_EQ(value("#a1"), "甲项目…");
  EXPECT_EQ(value("#a1::text"), "甲项目…");
  EXPECT_EQ(value("#a1@href"), "/n/1.html");
  EXPECT_EQ(value("#a1::attr(title)"), "甲项目采购公告");
  EXPECT_EQ(value("//a[2]/@href"), "");
  EXPECT_EQ(value("//li[2]/a/@href"), "/n/2.pdf");
  EXPECT_EQ(value("string(//li[1]/span)"), "2026-05-01");
  EXPECT_EQ(value("#l2::html"), "<a id=\"a2\" href=\"/n/2.pdf\">乙项目</a><em id=\"e2\">新</em>");
  EXPECT_EQ(tree_.values("li a@title")->size(), 1u);
}

TEST_F(Selecting, LeadsBackToTheTreeItWasMadeFrom) {
  const Element item = tree_.elements("#l2")->front();
  EXPECT_EQ(folded_text(tree_.origin(item)), "乙项目新");
}

TEST(Selectors, SayWhereTheyCannotBeRead) {
  struct Case {
    const char* selector;
    const char* words;
  };
  for (const Case& c :
       {Case{"div[", "position 5"}, Case{"a >", "position 4"}, Case{"a:unknown", ":unknown at position 3"},
        Case{"li:nth-child(x)", "position 14"}, Case{"//a[", "position"}, Case{"", "empty"},
        Case{"a)", "position 2"}, Case{"a[b='c", "position 7"}}) {
    const auto checked = check_selector(c.selector);
    ASSERT_FALSE(checked) << c.selector;
    EXPECT_EQ(checked.error().code, ErrorCode::invalid_config);
    EXPECT_NE(checked.error().message.find(c.words), std::string::npos) << checked.error().message;
  }
  EXPECT_FALSE(check_selector(std::string(5000, 'a')));
  std::string nested;
  for (int i = 0; i < 500; ++i) nested += ":not(";
  EXPECT_FALSE(check_selector(nested));
}

TEST(SelectorTree, OfXmlComparesValuesWithCase) {
  const auto tree = SelectorTree::from_xml("<r><p id='a' type='TEXT'/><p id='b' type='text'/></r>");
  ASSERT_TRUE(tree);
  EXPECT_EQ(ids(*tree, "[type=text]"), std::vector<std::string>{"b"});
  EXPECT_EQ(ids(*tree, "[type=text i]"), (std::vector<std::string>{"a", "b"}));
}

TEST(SelectorTree, OfXmlIsOfTextThatHasBeenDecoded) {
  const auto tree = SelectorTree::from_xml("<?xml version='1.0' encoding='GBK'?><r>采购公告</r>");
  ASSERT_TRUE(tree);
  EXPECT_EQ(tree->value("/r").value(), "采购公告");
}

TEST(SelectorTree, ReadsXmlWithoutExpandingItsEntities) {
  const auto tree =
      SelectorTree::from_xml("<records><record><![CDATA[<a href='x'>甲</a>]]></record></records>");
  ASSERT_TRUE(tree);
  EXPECT_EQ(tree->raw_text(tree->elements("//record")->front()), "<a href='x'>甲</a>");
  EXPECT_EQ(tree->origin(tree->elements("//record")->front()), nullptr);
  EXPECT_FALSE(SelectorTree::from_xml("<a><b></a>"));
  EXPECT_FALSE(SelectorTree::from_xml(""));
  const auto outside =
      SelectorTree::from_xml("<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><r>&e;</r>");
  if (outside) {
    EXPECT_EQ(outside->value("/r").value(), "");
  }
}

// A process of its own each time, for it is about the first trees that a process makes.
TEST(SelectorTreeDeathTest, IsMadeFirstBySeveralThreadsAtOnce) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  for (int run = 0; run < 40; ++run) {
    EXPECT_EXIT(
        {
          alarm(20);
          std::atomic<int> waiting = 2;
          std::vector<std::thread> threads;
          for (int i = 0; i < 2; ++i)
            threads.emplace_back([&] {
              const Dom dom(std::string_view("<p class=a>甲</p>"));
              --waiting;
              while (waiting > 0) {
              }  // so that they start within nanoseconds
              const SelectorTree tree(dom);
              if (tree.value("p.a").value() != "甲") std::_Exit(1);
            });
          for (auto& thread : threads) thread.join();
          std::_Exit(0);
        },
        testing::ExitedWithCode(0), "");
    if (HasFailure()) break;
  }
}

}  // namespace
}  // namespace tenderlead::parsers
