// RSS and Atom, whose items are links with titles and days.
#include <gtest/gtest.h>

#include "crawler/feed_date.h"
#include "crawler/sitemap.h"

namespace tenderlead::crawler {
namespace {

constexpr const char* kHere = "http://example.cn/rss/feed.xml";

// "url | title | day" of each entry.
std::vector<std::string> entries(std::string_view text) {
  const auto feed = parse_sitemap(text, "application/xml", kHere);
  EXPECT_TRUE(feed.ok()) << feed.error().message;
  std::vector<std::string> out;
  if (feed.ok())
    for (const auto& entry : feed->entries)
      out.push_back(entry.url + " | " + entry.title + " | " + entry.published_at);
  return out;
}
using Entries = std::vector<std::string>;

TEST(Feed, OfRssNamesLinksTitlesAndDays) {
  EXPECT_EQ(
      entries(R"(<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
     xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>采购公告</title><link>http://example.cn/</link><image><title>标志</title><link>http://example.cn/</link></image>
<item><title><![CDATA[云溪市人民医院 <b>HIS</b> 公告]]></title><link>/zb/1.html?a=1&amp;b=2</link>
 <pubDate>Mon, 02 Mar 2026 20:00:00 GMT</pubDate><guid isPermaLink="false">17</guid></item>
<item><media:content><media:title>图</media:title></media:content><title>第二</title>
 <guid>http://example.cn/zb/2.html</guid><dc:date>2026-03-01T23:00:00+08:00</dc:date></item>
<item><atom:link rel="alternate" href="x"/><title>第三</title><link>3.html</link><pubDate>昨天</pubDate></item>
<item><title>无链接</title><guid isPermaLink="false">http://example.cn/none</guid></item>
</channel></rss>)"),
      (Entries{"http://example.cn/zb/1.html?a=1&b=2 | 云溪市人民医院 <b>HIS</b> 公告 | 2026-03-03",
               "http://example.cn/zb/2.html | 第二 | 2026-03-01", "http://example.cn/rss/3.html | 第三 | "}));
}

TEST(Feed, OfAtomKeepsXmlBaseAndPrefersWhenItWasPublished) {
  EXPECT_EQ(entries(R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://static.example.cn/a/">
<title>公告</title><link href="/"/><updated>2026-05-01T00:00:00Z</updated>
<entry><title type="html">一 &amp;lt;b&amp;gt;</title><link rel="edit" href="e"/><link href="1.html?x=1&amp;y=2"/>
 <updated>2026-04-09T01:00:00Z</updated><published>2026-04-01T01:00:00Z</published></entry>
<entry xml:base="b/"><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">二<i>号</i></div></title>
 <link rel="alternate" xml:base="c/" href="2.html"/><updated>2026-04-02T20:00:00Z</updated>
 <source><title>别处</title><link href="/elsewhere"/><published>2020-01-01T00:00:00Z</published></source></entry>
<entry><title>三</title><link href="3.html"/></entry>
</feed>)"),
            (Entries{"http://static.example.cn/a/1.html?x=1&y=2 | 一 &lt;b&gt; | 2026-04-01",
                     "http://static.example.cn/a/b/c/2.html | 二号 | 2026-04-03",
                     "http://static.example.cn/a/3.html | 三 | "}));
}

TEST(Feed, OfRdfHasItsItemsBesideTheChannel) {
  EXPECT_EQ(
      entries(
          R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>列表</title><link>http://example.cn/</link></channel>
<item><title>一</title><link>http://example.cn/1</link><dc:date>2026-02-03</dc:date></item></rdf:RDF>)"),
      Entries{"http://example.cn/1 | 一 | 2026-02-03"});
}

TEST(Feed, HasNothingOfASitemapsImagesAndVideos) {
  EXPECT_EQ(entries("<urlset><url><loc>/1</loc><lastmod>2026-01-01</lastmod>"
                    "<video:video><video:title>t</video:title></video:video></url></urlset>"),
            Entries{"http://example.cn/1 |  | "});
}

TEST(Feed, NamesWhereItsOlderItemsAre) {
  const auto next = [](const std::string& text) {
    const auto feed = parse_sitemap(text, "application/xml", kHere);
    return feed.ok() ? feed->next : "no feed";
  };
  const std::string atom = R"(<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="feed.xml"/>)";
  const std::string entry = R"(<entry><link rel="next" href="/wrong"/><link href="1.html"/></entry></feed>)";
  EXPECT_EQ(next(atom + entry), "") << "an entry's own next is another entry";
  EXPECT_EQ(next(atom + R"(<link rel="next" href="?page=2&amp;n=1"/>)" + entry),
            "http://example.cn/rss/feed.xml?page=2&n=1")
      << "RFC 5005 3";
  EXPECT_EQ(next(atom + R"(<link rel="prev-archive" href="/2025.xml"/>)" + entry),
            "http://example.cn/2025.xml")
      << "RFC 5005 4";
  EXPECT_EQ(next(atom + R"(<link rel="next" href="/2"/><link rel="prev-archive" href="/2025.xml"/>)" + entry),
            "http://example.cn/2");
  EXPECT_EQ(next(atom + R"(<link rel="next" href="ftp://example.cn/2"/>)" + entry), "");
  EXPECT_EQ(next(R"(<rss xmlns:atom="http://www.w3.org/2005/Atom"><channel><link>http://example.cn/</link>
<atom:link rel="next" href="/rss/2.xml"/><item><link>/1.html</link></item></channel></rss>)"),
            "http://example.cn/rss/2.xml");
  EXPECT_EQ(next(R"(<urlset><url><loc>/1</loc></url><link rel="next" href="/2"/></urlset>)"), "")
      << "sitemaps have indexes";
}

TEST(FeedTime, IsTheInstantThatIsStated) {
  EXPECT_EQ(feed_time("2026-03-02T20:00:00Z"), 1772481600);
  EXPECT_EQ(feed_time("2026-03-02T20:00:00.25+08:00"), 1772481600 - 8 * 3600);
  EXPECT_EQ(feed_time("2026-03-02T20:00+08:00"), 1772481600 - 8 * 3600)
      << "a W3C datetime has no seconds sometimes";
  EXPECT_EQ(feed_time("2026-03-02"), 1772481600 - 28 * 3600) << "midnight in Shanghai";
  EXPECT_EQ(feed_time("Mon, 02 Mar 2026 20:00:00 GMT"), 1772481600);
  for (const char* none : {"", "2026", "2026-03", "soon", "0001-01-01T00:00:00Z"})
    EXPECT_EQ(feed_time(none), std::nullopt) << none;
}

TEST(FeedDate, ReadsWhatFeedsWriteAndOnlyDaysThatAre) {
  struct Case {
    const char* text;
    const char* day;
  };
  const Case cases[] = {
      {"Mon, 02 Mar 2026 15:59:59 GMT", "2026-03-02"},
      {"Mon, 02 Mar 2026 16:00:00 GMT", "2026-03-03"},
      {"Mon, 2 Mar 2026 23:00:00 +0800", "2026-03-02"},
      {"Mon, 02 Mar 2026 01:00 CST", "2026-03-02"},
      {"Mon, 02 Mar 2026 20:00:00 -0500", "2026-03-03"},
      {"02 Mar 26", "2026-03-02"},
      {"2 March 2026", "2026-03-02"},
      {"星期一, 02 Mar 2026 08:00:00", "2026-03-02"},
      {"Tue, 02-Mar-2026 08:00:00 GMT", "2026-03-02"},
      {"2026-03-02", "2026-03-02"},
      {"2026-03-02T20:00:00Z", "2026-03-03"},
      {"2026-03-02T20:00:00.123+08:00", "2026-03-02"},
      {"2026-03-02 23:59:59", "2026-03-02"},
      {"2026/3/2 8:00", "2026-03-02"},
      {"2026年3月2日", "2026-03-02"},
      {"  2026-12-31T18:00:00Z ", "2027-01-01"},
      {"Thu, 01 Jan 1970 00:00:00 GMT", ""},
      {"0001-01-01T00:00:00", ""},
      {"2026-02-30", ""},
      {"31 Abc 2026", ""},
      {"2026-03-02T29:00:00Z", ""},
      {"9999-12-31", ""},
      {"", ""},
      {"yesterday", ""},
      {"1772409600", ""},
  };
  for (const auto& [text, day] : cases) EXPECT_EQ(feed_date(text), day) << text;
}

}  // namespace
}  // namespace tenderlead::crawler
