#include "parsers/link_encoding.h"

#include <gtest/gtest.h>

#include "parsers/list_reader.h"
#include "parsers/page_content.h"
#include "parsers/page_document.h"

namespace tenderlead::parsers {
namespace {

constexpr char kGbkYiyuan[] = "\xD2\xBD\xD4\xBA";   // 医院
constexpr char kBig5Yiyuan[] = "\xC2\xE5\xB0\x7C";  // 醫院

TEST(EncodeQuery, MakesBytesOfThePagesEncoding) {
  struct Case {
    const char* text;
    const char* encoding;
    const char* encoded;
  };
  for (const Case& c : {
           Case{"a=医院&b=1", "GBK", "a=%D2%BD%D4%BA&b=1"},
           Case{"a=医院", "gb18030", "a=%D2%BD%D4%BA"},
           Case{"醫院", "Big5", "%C2%E5%B0%7C"},
           Case{"é€", "windows-1252", "%E9%80"},
           Case{"кот", "windows-1251", "%EA%EE%F2"},
           Case{"日本", "Shift_JIS", "%93%FA%96%7B"},
           // What the encoding lacks, as a form would write it.
           Case{"q=𠀀&x", "GBK", "q=%26%23131072%3B&x"},
           Case{"q=医", "windows-1252", "q=%26%2321307%3B"},
           Case{"q=𠀀", "gb18030", "q=%95%32%82%36"},
           Case{"q=%E5 +", "GBK", "q=%E5 +"},
           Case{"医", "no-such-encoding", "医"},
           Case{"", "GBK", ""},
       })
    EXPECT_EQ(encode_query(c.text, c.encoding), c.encoded) << c.text << " in " << c.encoding;
}

TEST(EncodeQuery, IsForEncodingsThatHaveQueriesOfTheirOwn) {
  for (const char* name : {"GBK", "gb18030", "Big5", "windows-1252"})
    EXPECT_TRUE(has_own_queries(name)) << name;
  for (const char* name : {"UTF-8", "UTF-16LE", "UTF-16BE", "replacement"})
    EXPECT_FALSE(has_own_queries(name)) << name;
}

std::string page_of(std::string_view word, std::string_view charset) {
  std::string page = "<html><head><meta charset=" + std::string(charset) + "></head><body><p>";
  for (int i = 0; i < 40; ++i) page += word;
  page += "</p><ul>";
  for (const char* day : {"2026-05-01", "2026-05-02", "2026-05-03"})
    page += "<li><a href='/" + std::string(word) + "/list.jsp?name=" + std::string(word) + "&d=" + day + "#" +
            std::string(word) + "'>" + std::string(word) + std::string(word) + std::string(word) +
            std::string(word) + std::string(word) + "</a><span>" + day + "</span></li>";
  return page + "</ul></body></html>";
}

TEST(LinksOfAPage, AskInItsEncodingWhereItIsNotUtf8) {
  struct Case {
    const char* word;
    const char* charset;
    const char* url;
  };
  for (const Case& c :
       {Case{kGbkYiyuan, "gbk",
             "http://a.example/%E5%8C%BB%E9%99%A2/list.jsp?name=%D2%BD%D4%BA&d=2026-05-01"},
        Case{kBig5Yiyuan, "big5",
             "http://a.example/%E9%86%AB%E9%99%A2/list.jsp?name=%C2%E5%B0%7C&d=2026-05-01"},
        Case{"医院", "utf-8",
             "http://a.example/%E5%8C%BB%E9%99%A2/list.jsp?name=%E5%8C%BB%E9%99%A2&d=2026-05-01"}}) {
    const std::string body = page_of(c.word, c.charset);
    const PageContent content(body, "text/html", "http://a.example/");
    const auto list = read_list(content.dom(), "http://a.example/");
    ASSERT_EQ(list.items.size(), 3u) << c.charset;
    EXPECT_EQ(list.items[0].url, c.url);
    auto document = build_document(body, "text/html", "http://a.example/");
    ASSERT_TRUE(document);
    ASSERT_FALSE(document->links.empty());
    EXPECT_EQ(document->links[0].url, c.url);
  }
}

TEST(LinksOfAPage, AreLeftAloneInScripts) {
  const std::string body = std::string("<meta charset=gbk><a href=\"javascript:show('x?a=1','") + kGbkYiyuan +
                           "')\">" + kGbkYiyuan + kGbkYiyuan + "</a>";
  const PageContent content(body, "text/html", "http://a.example/");
  const auto href = content.tree().value("//a/@href");
  ASSERT_TRUE(href);
  EXPECT_EQ(*href, "javascript:show('x?a=1','医院')");
}

}  // namespace
}  // namespace tenderlead::parsers
