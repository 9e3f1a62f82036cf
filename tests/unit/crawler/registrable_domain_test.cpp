#include "crawler/registrable_domain.h"

#include <gtest/gtest.h>

#include "crawler/allowed_hosts.h"

namespace tenderlead::crawler {
namespace {

TEST(ARegistrableDomain, IsWhatThePublicSuffixListSays) {
  const std::pair<const char*, const char*> cases[] = {
      {"http://www.hospital.com.cn/", "hospital.com.cn"},
      {"http://cg.zb.hospital.org.cn:8080/a", "hospital.org.cn"},
      {"http://hospital.cn/", "hospital.cn"},
      {"http://yy.hospital.sc.cn/", "hospital.sc.cn"},
      {"http://www.xn--fiq228c5hs.com/", "xn--fiq228c5hs.com"},
      {"http://www.hospital.example/", "hospital.example"},
      {"http://www.hospital.com.cn./", "hospital.com.cn"},
      {"http://com.cn/", ""},
      {"http://localhost/", ""},
      {"http://127.0.0.1/", ""},
      {"http://[::1]/", ""}};
  for (const auto& [text, domain] : cases) {
    const auto url = parse_url(text);
    ASSERT_TRUE(url) << text;
    EXPECT_EQ(registrable_domain(*url), domain) << text;
  }
}

bool allowed(const Source& source, const char* url) {
  return AllowedHosts(source).contains(*parse_url(url));
}

TEST(ARegistrableDomain, IsHowFarAFocusedCrawlMayGo) {
  Source source;
  RequestTemplate start;
  start.url = "http://www.hospital.com.cn/";
  source.start = {start};
  EXPECT_FALSE(allowed(source, "http://cg.hospital.com.cn/"));
  source.focus.max_pages = 40;
  EXPECT_TRUE(allowed(source, "http://cg.hospital.com.cn:8088/"));
  EXPECT_TRUE(allowed(source, "https://hospital.com.cn/"));
  EXPECT_FALSE(allowed(source, "http://www.other.com.cn/"));
  EXPECT_FALSE(allowed(source, "http://nothospital.com.cn/"));
  source.start[0].url = "http://127.0.0.1:8080/";
  EXPECT_TRUE(allowed(source, "http://127.0.0.1:8080/a"));
  EXPECT_FALSE(allowed(source, "http://127.0.0.1:8081/a"));
  EXPECT_FALSE(allowed(source, "http://127.0.0.2:8080/a"));
}

}  // namespace
}  // namespace tenderlead::crawler
