#include "crawler/sitemap.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "crawler/gunzip.h"

namespace tenderlead::crawler {
namespace {

constexpr const char* kHere = "http://example.cn/sitemap.xml";

std::vector<std::string> urls(const Result<Sitemap>& sitemap) {
  std::vector<std::string> out;
  EXPECT_TRUE(sitemap.ok()) << sitemap.error().message;
  if (sitemap.ok()) {
    for (const SitemapEntry& entry : sitemap->entries) out.push_back(entry.url);
  }
  return out;
}

using Urls = std::vector<std::string>;

std::string gzipped(const std::string& text) {
  std::string out(text.size() + 1000, '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

TEST(Sitemap, ReadsAUrlSet) {
  const auto sitemap = parse_sitemap(
      "<?xml version='1.0' encoding='UTF-8'?>\n<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
      "xmlns:xhtml='http://www.w3.org/1999/xhtml'>\n<url><loc> http://example.cn/zb/1.htm </loc>"
      "<lastmod>2026-03-02</lastmod><priority>0.5</priority>"
      "<xhtml:link rel='alternate' hreflang='en' href='/en/1.htm'/><xhtml:link rel='alternate'/></url>\n"
      "<url><loc>/zb/2.htm</loc></url></urlset>",
      "application/xml", kHere);
  EXPECT_EQ(urls(sitemap), (Urls{"http://example.cn/zb/1.htm", "http://example.cn/zb/2.htm"}));
  EXPECT_EQ(sitemap->kind, SitemapKind::urls);
  EXPECT_FALSE(sitemap->truncated);
  EXPECT_EQ(sitemap->entries[0].last_modified, "2026-03-02");
  EXPECT_EQ(sitemap->entries[0].alternates, Urls{"http://example.cn/en/1.htm"});
  EXPECT_EQ(sitemap->entries[1].last_modified, "");
}

TEST(Sitemap, ReadsAnIndex) {
  const auto sitemap = parse_sitemap(
      "\n\n<?xml version='1.0'?><sitemapindex><!-- cache --><sitemap><loc>http://example.cn/a.xml.gz</loc>"
      "<lastmod>2026-01-01T08:00:00+08:00</lastmod></sitemap></sitemapindex>",
      "", kHere);
  EXPECT_EQ(urls(sitemap), Urls{"http://example.cn/a.xml.gz"});
  EXPECT_EQ(sitemap->kind, SitemapKind::index);
  EXPECT_EQ(sitemap->entries[0].last_modified, "2026-01-01T08:00:00+08:00");
}

TEST(Sitemap, ToleratesWhatSitesPublish) {
  struct Case {
    const char* flaw;
    const char* text;
    Urls expected;
  };
  const Case cases[] = {
      {"bare ampersands",
       "<urlset><url><loc>http://example.cn/?a=1&b=2&amp;c=3</loc></url></urlset>",
       {"http://example.cn/?a=1&b=2&c=3"}},
      {"CDATA",
       "<urlset><url><loc><![CDATA[http://example.cn/?a=1&b=2]]></loc></url><url><loc>/?c&d</loc></url></"
       "urlset>",
       {"http://example.cn/?a=1&b=2", "http://example.cn/?c&d"}},
      {"another namespace",
       "<x:urlset xmlns:x='urn:x'><x:url><x:loc>/1</x:loc></x:url></x:urlset>",
       {"http://example.cn/1"}},
      {"an undeclared prefix",
       "<urlset><url><loc>/1</loc><image:image><image:loc>/1.png</image:loc></image:image></url></urlset>",
       {"http://example.cn/1"}},
      {"an unclosed end", "<urlset><url><loc>/1</loc></url><url><loc>/2", {"http://example.cn/1"}},
      {"a byte order mark", "\xEF\xBB\xBF<urlset><url><loc>/1</loc></url></urlset>", {"http://example.cn/1"}},
      {"no entries", "<urlset></urlset>", {}}};
  for (const auto& [flaw, text, expected] : cases)
    EXPECT_EQ(urls(parse_sitemap(text, "", kHere)), expected) << flaw;
}

TEST(Sitemap, SaysThatADocumentWasCutShort) {
  EXPECT_TRUE(parse_sitemap("<urlset><url><loc>/1</loc></url><url>", "", kHere)->truncated);
}

TEST(Sitemap, CountsEntriesThatAreNoUrls) {
  const auto sitemap = parse_sitemap(
      "<urlset><url><loc>ftp://example.cn/</loc></url><url><loc></loc></url><url><loc>/1</loc></url></"
      "urlset>",
      "", kHere);
  EXPECT_EQ(urls(sitemap), Urls{"http://example.cn/1"});
  EXPECT_EQ(sitemap->skipped, 2u);
}

TEST(Sitemap, NeverExpandsEntities) {
  const auto external = parse_sitemap(
      "<!DOCTYPE urlset [<!ENTITY x SYSTEM "
      "'file:///etc/hostname'>]><urlset><url><loc>/a&x;</loc></url></urlset>",
      "", kHere);
  EXPECT_EQ(urls(external), Urls{"http://example.cn/a"});
  const auto internal = parse_sitemap(
      "<!DOCTYPE urlset [<!ENTITY x 'xxxxxxxxxx'><!ENTITY y "
      "'&x;&x;'>]><urlset><url><loc>/b&y;</loc></url></urlset>",
      "", kHere);
  EXPECT_EQ(urls(internal), Urls{"http://example.cn/b"});
}

TEST(Sitemap, ReadsFeeds) {
  EXPECT_EQ(
      urls(parse_sitemap("<rss version='2.0'><channel><link>http://example.cn/</link><item><link>/1</link>"
                         "<pubDate>Mon, 02 Mar 2026 00:00:00 GMT</pubDate></item></channel></rss>",
                         "", kHere)),
      Urls{"http://example.cn/1"});
  EXPECT_EQ(
      urls(parse_sitemap("<feed xmlns='http://www.w3.org/2005/Atom'><link href='/'/><entry><link rel='edit' "
                         "href='/e'/><link href='/1'/></entry></feed>",
                         "", kHere)),
      Urls{"http://example.cn/1"});
}

TEST(Sitemap, ReadsTextWithAUrlALine) {
  const auto sitemap =
      parse_sitemap("\xEF\xBB\xBFhttp://example.cn/1\r\n\r\nhttp://example.cn/2\r\n", "text/plain", "");
  EXPECT_EQ(urls(sitemap), (Urls{"http://example.cn/1", "http://example.cn/2"}));
}

TEST(Sitemap, TakesTheSitemapLinesOfARobotsFile) {
  const auto sitemap = parse_sitemap("User-agent: *\nDisallow: /a\nSitemap: /s.xml\n", "text/plain", "");
  EXPECT_EQ(urls(sitemap), Urls{"/s.xml"});
  EXPECT_EQ(sitemap->kind, SitemapKind::index);
}

TEST(Sitemap, DecompressesGzip) {
  EXPECT_EQ(
      urls(parse_sitemap(gzipped("<urlset><url><loc>/1</loc></url></urlset>"), "application/gzip", kHere)),
      Urls{"http://example.cn/1"});
}

TEST(Sitemap, StopsAtItsLimits) {
  const std::string bomb = gzipped("<urlset>" + std::string(100'000, ' ') + "</urlset>");
  const auto big = parse_sitemap(bomb, "", kHere, {.max_entries = 10, .max_bytes = 50'000});
  ASSERT_FALSE(big.ok());
  EXPECT_EQ(big.error().code, ErrorCode::too_large);
  // Well within the bytes, and yet nothing that a site has to say.
  const auto hollow =
      parse_sitemap(gzipped("<urlset>" + std::string(4u << 20, ' ') + "</urlset>"), "", kHere);
  ASSERT_FALSE(hollow.ok());
  EXPECT_EQ(hollow.error().code, ErrorCode::too_large);
  std::string long_list = "<urlset>";
  for (int i = 0; i < 30'000; ++i) long_list += "<url><loc>/zbgg/" + std::to_string(i) + ".htm</loc></url>";
  EXPECT_EQ(urls(parse_sitemap(gzipped(long_list + "</urlset>"), "", kHere)).size(), 30'000u);
  const auto many = parse_sitemap(
      "<urlset><url><loc>/1</loc></url><url><loc>/2</loc></url><url><loc>/3</loc></url></urlset>", "", kHere,
      {.max_entries = 2, .max_bytes = 50'000});
  EXPECT_EQ(urls(many).size(), 2u);
  EXPECT_TRUE(many->truncated);
}

TEST(Sitemap, RefusesWhatIsNoSitemap) {
  for (const char* text : {"<html><body>404</body></html>", "", "<url>&k;", "<", "not found"}) {
    const auto sitemap = parse_sitemap(text, "text/html", kHere);
    ASSERT_FALSE(sitemap.ok()) << text;
    EXPECT_EQ(sitemap.error().code, ErrorCode::invalid_input) << text;
  }
}

}  // namespace
}  // namespace tenderlead::crawler
