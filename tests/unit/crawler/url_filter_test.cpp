#include "crawler/url_filter.h"

#include <gtest/gtest.h>

#include "crawler/url.h"

namespace tenderlead::crawler {
namespace {

constexpr int kYear = 2026;

UrlRules dropping(std::vector<std::string> names, bool sort = false) {
  UrlRules rules;
  rules.drop_parameters = std::move(names);
  rules.sort_parameters = sort;
  return rules;
}

TEST(UrlFilter, DropsWhatTheSourceSaysDoesNotMatter) {
  const UrlFilter filter(dropping({"from_*", "ref"}));
  const std::pair<const char*, const char*> cases[] = {
      {"http://a.cn/1?id=7&ref=top", "http://a.cn/1?id=7"},
      {"http://a.cn/1?from_page=2&id=7&from_=1", "http://a.cn/1?id=7"},
      {"http://a.cn/1?REF=x", "http://a.cn/1"},
      {"http://a.cn/1?%72ef=x&id=7", "http://a.cn/1?id=7"},
      {"http://a.cn/1?ref", "http://a.cn/1"},
      {"http://a.cn/1?refer=x&from=y", "http://a.cn/1?refer=x&from=y"},
      {"http://a.cn/1?b=2&a=1", "http://a.cn/1?b=2&a=1"},
      {"http://a.cn/ref=1", "http://a.cn/ref=1"},
      {"http://a.cn/1?ref=x#7", "http://a.cn/1#7"},
      {"http://a.cn/1#?ref=x", "http://a.cn/1#?ref=x"},
  };
  for (const auto& [url, expected] : cases) EXPECT_EQ(filter.canonical(url), expected) << url;
}

TEST(UrlFilter, SortsOnlyWhereTheSourceSaysThatOrderMeansNothing) {
  const std::string mixed = "http://a.cn/?/news&b=2&a=3&a=1";
  EXPECT_EQ(UrlFilter({}).canonical(mixed), mixed);
  EXPECT_EQ(UrlFilter(dropping({}, true)).canonical(mixed), "http://a.cn/?/news&a=1&a=3&b=2");
}

TEST(UrlFilter, GivesTheSameForItsOwnResult) {
  const UrlFilter filter(dropping({"x*"}, true));
  for (const char* url : {"http://a.cn/?b&a&&xy=1", "http://a.cn/?xy", "http://a.cn/?a=1&a=0#b"}) {
    const auto once = filter.canonical(url);
    EXPECT_EQ(filter.canonical(once), once) << url;
  }
}

struct TrapCase {
  const char* path;
  const char* reason;
};

TEST(UrlFilter, FindsPathsThatRepeatThemselves) {
  const TrapCase cases[] = {
      {"/news/list/news/list/1.htm", ""},
      {"/news/list/news/list/news/1.htm", "trap_repeats"},
      {"/a/a/a", "trap_repeats"},
      {"/art/2011/11/11/11/art_11.html", ""},
      {"/2011/2011/2011/1.html", "trap_repeats"},
      {"//x//y//z//", ""},
      {"/a?p=/b/b/b/b", ""},
  };
  for (const auto& [path, reason] : cases)
    EXPECT_EQ(UrlFilter({}).trap("http://a.cn" + std::string(path), 1, kYear), reason) << path;
  UrlRules patient;
  patient.max_repeats = 3;
  EXPECT_EQ(UrlFilter(patient).trap("http://a.cn/a/a/a", 1, kYear), "");
}

TEST(UrlFilter, FindsPagesOfACalendarThatNobodyWrote) {
  const TrapCase cases[] = {
      {"/list?year=2026&month=8", ""},
      {"/list?year=2031", ""},
      {"/list?year=2032", "trap_calendar"},
      {"/list?YEAR=1948", "trap_calendar"},
      {"/list?date=2041-05-01", "trap_calendar"},
      {"/list?rq=20410501", "trap_calendar"},
      {"/list?ym=204105", "trap_calendar"},
      {"/list?date=2041050", ""},
      {"/list?date=0000-00-00", ""},
      {"/list?id=2041&columnid=9999", ""},
      {"/2041/05/t2041_1.html", ""},
      {"/calendar/2041/05/", "trap_calendar"},
      {"/rili/2041-05.html", "trap_calendar"},
      {"/events/2026/05/", ""},
      {"/2041/calendar/", ""},
  };
  for (const auto& [path, reason] : cases)
    EXPECT_EQ(UrlFilter({}).trap("http://a.cn" + std::string(path), 1, kYear), reason) << path;
  EXPECT_EQ(UrlFilter({}).trap("http://a.cn/list?year=2041", 1, 0), "") << "no year is the present one";
}

TEST(UrlFilter, BoundsDepthAndLength) {
  UrlRules rules;
  rules.max_depth = 3;
  rules.max_length = 100;
  const UrlFilter filter(rules);
  EXPECT_EQ(filter.trap("http://a.cn/1", 3, kYear), "");
  EXPECT_EQ(filter.trap("http://a.cn/1", 4, kYear), "trap_depth");
  EXPECT_EQ(filter.trap("http://a.cn/" + std::string(88, 'x'), 0, kYear), "");
  EXPECT_EQ(filter.trap("http://a.cn/" + std::string(89, 'x'), 0, kYear), "trap_length");
}

TEST(CanonicalUrl, DropsSessionsAndTrackersByNameAndShape) {
  const std::string token = "0123456789abcdefABCDEF0123456789";
  const std::string asp = "lit3py55t21z5v55vlm25s55";
  const std::pair<std::string, const char*> cases[] = {
      {"http://a.cn/1?utm_anything=x&id=7&gclid=1&wbraid=2", "http://a.cn/1?id=7"},
      {"http://a.cn/1?sid=" + token, "http://a.cn/1"},
      {"http://a.cn/1?sid=17", "http://a.cn/1?sid=17"},
      {"http://a.cn/1?SessionID=" + token + "&b=1", "http://a.cn/1?b=1"},
      {"http://a.cn/1?ASPSESSIONIDQQBACDRT=ABCDEFGHIJKLMNOPQRSTUVWX", "http://a.cn/1"},
      {"http://a.cn/1;PHPSESSID=x/2;sid=" + token, "http://a.cn/1/2"},
      {"http://a.cn/1;sid=17", "http://a.cn/1;sid=17"},
      {"http://a.cn/(S(" + asp + "))/list.aspx", "http://a.cn/list.aspx"},
      {"http://a.cn/(A(" + asp + ")S(" + asp + "))/list.aspx", "http://a.cn/list.aspx"},
      {"http://a.cn/(S(" + asp + "))", "http://a.cn/"},
      {"http://a.cn/(S(" + asp + "));v=2", "http://a.cn/;v=2"},
      {"http://a.cn/(S(short))/list.aspx", "http://a.cn/(S(short))/list.aspx"},
      {"http://a.cn/1?from=timeline&isappinstalled=0&id=7", "http://a.cn/1?id=7"},
      {"http://a.cn/1?from=2026-01-01", "http://a.cn/1?from=2026-01-01"},
      {"http://a.cn/1?isappinstalled=yes", "http://a.cn/1?isappinstalled=yes"},
  };
  for (const auto& [url, expected] : cases) {
    EXPECT_EQ(canonical_url(url), expected) << url;
    EXPECT_EQ(canonical_url(expected), expected) << url;
  }
}

}  // namespace
}  // namespace tenderlead::crawler
