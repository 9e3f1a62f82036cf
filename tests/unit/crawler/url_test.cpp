#include "crawler/url.h"

#include <gtest/gtest.h>

namespace tenderlead::crawler {
namespace {

struct ResolveCase {
  const char* input;
  const char* base;
  const char* expected;  // null: not a URL
};

void expect_all(std::initializer_list<ResolveCase> cases) {
  for (const ResolveCase& row : cases) {
    const auto actual = resolve(row.input, row.base);
    if (row.expected == nullptr) {
      EXPECT_EQ(actual, std::nullopt) << row.input << " against " << row.base;
    } else {
      EXPECT_EQ(actual, std::optional<std::string>(row.expected)) << row.input << " against " << row.base;
    }
  }
}

TEST(Url, ResolvesRelativeReferencesAsRfc3986Section54Lists) {
  const char* base = "http://a/b/c/d;p?q";
  expect_all({{"g", base, "http://a/b/c/g"},
              {"./g", base, "http://a/b/c/g"},
              {"g/", base, "http://a/b/c/g/"},
              {"/g", base, "http://a/g"},
              {"//g", base, "http://g/"},
              {"?y", base, "http://a/b/c/d;p?y"},
              {"g?y", base, "http://a/b/c/g?y"},
              {"#s", base, "http://a/b/c/d;p?q#s"},
              {";x", base, "http://a/b/c/;x"},
              {"", base, "http://a/b/c/d;p?q"},
              {".", base, "http://a/b/c/"},
              {"..", base, "http://a/b/"},
              {"../g", base, "http://a/b/g"},
              {"../../g", base, "http://a/g"},
              {"../../../g", base, "http://a/g"},
              {"/./g", base, "http://a/g"},
              {"g;x=1/../y", base, "http://a/b/c/y"},
              {"g?y/../x", base, "http://a/b/c/g?y/../x"}});
}

TEST(Url, ForgivesWhatBrowsersForgive) {
  expect_all({{" \thttp://ex\nample.cn/a\tb ", "", "http://example.cn/ab"},
              {"http:\\\\example.cn\\a\\b", "", "http://example.cn/a/b"},
              {"http:///example.cn", "", "http://example.cn/"},
              {"HTTP://EXAMPLE.CN/A", "", "http://example.cn/A"},
              {"http:list.htm", "http://example.cn/zb/", "http://example.cn/zb/list.htm"},
              {"https:list.htm", "http://example.cn/zb/", "https://list.htm/"},
              {"http://example.cn/%2e%2E/a/.%2e/b", "", "http://example.cn/b"},
              {"http://example.cn:/", "", "http://example.cn/"}});
}

TEST(Url, DropsTheDefaultPortAndKeepsAnyOther) {
  expect_all({{"http://example.cn:80/", "", "http://example.cn/"},
              {"https://example.cn:443/", "", "https://example.cn/"},
              {"https://example.cn:80/", "", "https://example.cn:80/"},
              {"http://example.cn:0065535/", "", "http://example.cn:65535/"},
              {"http://example.cn:65536/", "", nullptr},
              {"http://example.cn:8a/", "", nullptr}});
}

TEST(Url, EncodesEachComponentByItsOwnSet) {
  expect_all({{"http://example.cn/招标 公告/^`{}|%zz", "",
               "http://example.cn/%E6%8B%9B%E6%A0%87%20%E5%85%AC%E5%91%8A/%5E%60%7B%7D|%zz"},
              {"http://example.cn/?词=儿保 '`", "", "http://example.cn/?%E8%AF%8D=%E5%84%BF%E4%BF%9D%20%27`"},
              {"http://example.cn/#a b`'", "", "http://example.cn/#a%20b%60'"},
              {"http://a b:c|d@example.cn/", "", "http://a%20b:c%7Cd@example.cn/"}});
}

TEST(Url, TakesWrongUtf8AsTheReplacementCharacter) {
  EXPECT_EQ(resolve("http://example.cn/\xC4\xE3"), "http://example.cn/%EF%BF%BD%EF%BF%BD");
}

TEST(Url, ReadsIpv4AddressesInEveryNotation) {
  expect_all({{"http://0x7f.1/", "", "http://127.0.0.1/"},
              {"http://2130706433/", "", "http://127.0.0.1/"},
              {"http://0300.0250.1/", "", "http://192.168.0.1/"},
              {"http://１９２.0.2.1./", "", "http://192.0.2.1/"},
              {"http://256.0.0.1/", "", nullptr},
              {"http://1.2.3.4.5/", "", nullptr},
              {"http://1.2.3.08/", "", nullptr},
              {"http://4294967296/", "", nullptr},
              {"http://a.1.b/", "", "http://a.1.b/"}});
}

TEST(Url, ReadsAndShortensIpv6Addresses) {
  expect_all({{"http://[2001:0DB8:0:0:1:0:0:1]/", "", "http://[2001:db8::1:0:0:1]/"},
              {"http://[0:0:0:0:0:0:0:0]/", "", "http://[::]/"},
              {"http://[::ffff:192.168.0.1]:8080/", "", "http://[::ffff:c0a8:1]:8080/"},
              {"http://[1:2:3:4:5:6:7::]/", "", "http://[1:2:3:4:5:6:7:0]/"},
              {"http://[1:2]/", "", nullptr},
              {"http://[1::2::3]/", "", nullptr},
              {"http://[::1.2.3]/", "", nullptr},
              {"http://[::1%25eth0]/", "", nullptr},
              {"http://[::1/", "", nullptr}});
}

TEST(Url, WritesDomainsInAscii) {
  expect_all({{"http://例子.中国/", "", "http://xn--fsqu00a.xn--fiqs8s/"},
              {"http://faß.example/", "", "http://xn--fa-hia.example/"},
              {"http://ＡＢＣ。example/", "", "http://abc.example/"},
              {"http://%E4%BE%8B%E5%AD%90.cn/", "", "http://xn--fsqu00a.cn/"},
              {"http://a%2Fb/", "", nullptr},
              {"http://a b/", "", nullptr},
              {"http://%00/", "", nullptr},
              {"http:///", "", nullptr},
              {"http://user@/", "", nullptr}});
}

TEST(Url, IsNoUrlInAnotherSchemeOrWithoutABase) {
  expect_all({{"mailto:zb@example.cn", "http://example.cn/", nullptr},
              {"javascript:void(0)", "http://example.cn/", nullptr},
              {"data:text/html,x", "", nullptr},
              {"ftp://example.cn/", "", nullptr},
              {"list.htm", "", nullptr},
              {"list.htm", "about:blank", nullptr},
              {"http://example.cn/", "about:blank", "http://example.cn/"},
              {"http://example.cn/", "http://[::", nullptr}});
}

TEST(Url, NamesItsParts) {
  const auto url = parse_url("https://u:p@Example.cn:8443/a/b?c=d&e#f");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->scheme(), "https");
  EXPECT_EQ(url->username(), "u");
  EXPECT_EQ(url->password(), "p");
  EXPECT_EQ(url->host(), "example.cn");
  EXPECT_EQ(url->host_kind(), HostKind::domain);
  EXPECT_EQ(url->port(), 8443);
  EXPECT_EQ(url->path(), "/a/b");
  EXPECT_EQ(url->query(), "c=d&e");
  EXPECT_EQ(url->fragment(), "f");
  EXPECT_EQ(url->host_and_port(), "example.cn:8443");
  EXPECT_EQ(url->origin(), "https://example.cn:8443");
  EXPECT_EQ(url->path_and_query(), "/a/b?c=d&e");
  EXPECT_EQ(url->href(), "https://u:p@example.cn:8443/a/b?c=d&e#f");
}

TEST(Url, TellsAMissingQueryFromAnEmptyOne) {
  EXPECT_FALSE(parse_url("http://example.cn/")->query().has_value());
  EXPECT_EQ(parse_url("http://example.cn/?")->query(), "");
  EXPECT_EQ(parse_url("http://example.cn/?")->href(), "http://example.cn/?");
}

TEST(Url, GivesTheBytesOfAnAddress) {
  const auto four = parse_url("http://192.0.2.7/");
  EXPECT_EQ(four->host_kind(), HostKind::ipv4);
  EXPECT_EQ(four->address()[0], 192);
  EXPECT_EQ(four->address()[3], 7);
  const auto six = parse_url("http://[2001:db8::7]/");
  EXPECT_EQ(six->host_kind(), HostKind::ipv6);
  EXPECT_EQ(six->address()[1], 1);
  EXPECT_EQ(six->address()[15], 7);
}

TEST(Url, GivesUpOnInputThatIsLongerThanAnyServerTakes) {
  EXPECT_TRUE(parse_url("http://example.cn/" + std::string(8000, 'a')));
  EXPECT_FALSE(parse_url("http://example.cn/" + std::string(kMaxUrlBytes, 'a')));
}

struct CanonicalCase {
  const char* input;
  const char* expected;
};

TEST(CanonicalUrl, MergesWhatIsSurelyTheSame) {
  const CanonicalCase cases[] = {
      {"HTTP://Example.cn:80/a/../b#top", "http://example.cn/b"},
      {"http://example.cn/#!/detail/7", "http://example.cn/"},
      {"http://example.cn/%7euser/%e6%8b%9b", "http://example.cn/~user/%E6%8B%9B"},
      {"http://example.cn/a?q=%e5%84%bf&p=1", "http://example.cn/a?p=1&q=%E5%84%BF"},
      {"http://example.cn/a?b=2&a=1&b=1", "http://example.cn/a?a=1&b=2&b=1"},
      {"http://example.cn/a?&b=2&&a=1&", "http://example.cn/a?a=1&b=2"},
      {"http://example.cn/show;jsessionid=1A2B.node1?id=7", "http://example.cn/show?id=7"},
      {"http://example.cn/show;JSESSIONID=1A2B;v=2/x", "http://example.cn/show;v=2/x"},
      {"http://example.cn/a/..;jsessionid=1/b", "http://example.cn/b"},
      {"http://example.cn/a?id=7&utm_source=x&spm=1.2.3", "http://example.cn/a?id=7"},
      {"http://example.cn/a?utm_source=x", "http://example.cn/a"}};
  for (const auto& [input, expected] : cases) EXPECT_EQ(canonical_url(input), expected) << input;
}

TEST(CanonicalUrl, KeepsApartWhatAServerMayTellApart) {
  const CanonicalCase cases[] = {
      {"http://example.cn/a%2Cb", "http://example.cn/a%2Cb"},
      {"http://example.cn/a,b", "http://example.cn/a,b"},
      {"http://example.cn/a?q=x+y", "http://example.cn/a?q=x+y"},
      {"http://example.cn/a?q=x%20y", "http://example.cn/a?q=x%20y"},
      {"http://example.cn/a?", "http://example.cn/a?"},
      {"http://example.cn/index.php?/news/12&b=2&a=1", "http://example.cn/index.php?/news/12&b=2&a=1"},
      {"http://example.cn/A/", "http://example.cn/A/"},
      {"http://example.cn//a", "http://example.cn//a"},
      {"https://example.cn/a", "https://example.cn/a"}};
  for (const auto& [input, expected] : cases) EXPECT_EQ(canonical_url(input), expected) << input;
}

TEST(CanonicalUrl, IsItsOwnCanonicalUrl) {
  for (const char* input : {"http://example.cn/%2e%2e/%7E/;jsessionid=1?b=%61&a=&&",
                            "http://[::A]:80/?x&y=1#z", "http://example.cn/%%361%%%41"}) {
    const auto once = canonical_url(input);
    ASSERT_TRUE(once) << input;
    EXPECT_EQ(canonical_url(*once), once) << input;
  }
}

TEST(CanonicalUrl, ResolvesAgainstABase) {
  EXPECT_EQ(canonical_url("../t2/index_1.htm#a", "http://example.cn/zb/t1/"),
            "http://example.cn/zb/t2/index_1.htm");
  EXPECT_EQ(canonical_url("mailto:a@example.cn", "http://example.cn/"), std::nullopt);
}

}  // namespace
}  // namespace tenderlead::crawler
