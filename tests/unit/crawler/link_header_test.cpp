#include "crawler/link_header.h"

#include <gtest/gtest.h>

namespace tenderlead::crawler {
namespace {

TEST(LinkHeader, NamesTheNextPage) {
  struct Case {
    const char* value;
    const char* next;
  };
  const Case cases[] = {
      {"</list?page=2>; rel=\"next\"", "http://p.example.cn/list?page=2"},
      {"<?page=2>;rel=next", "http://p.example.cn/api?page=2"},
      {"<http://p.example.cn/1>; rel=prev, <http://p.example.cn/3>; title=\"a, b; rel=next\"; REL=\"last "
       "Next\"",
       "http://p.example.cn/3"},
      {"<http://p.example.cn/a,b>; rel=next", "http://p.example.cn/a,b"},
      {"<http://p.example.cn/1>; rel=prev; rel=next", ""},
      {"<http://p.example.cn/1>; rel=nextmost", ""},
      {"<http://p.example.cn/1>", ""},
      {"<javascript:go()>; rel=next", ""},
      {"<http://p.example.cn/1; rel=next", ""},
      {"rel=next", ""},
      {";,<", ""},
      {"<>;", ""},
      {"<x>;rel=\"", ""},
  };
  for (const auto& [value, next] : cases)
    EXPECT_EQ(next_of_link_header({{"LINK", value}}, "http://p.example.cn/api"), next) << value;
}

TEST(LinkHeader, MayComeSeveralTimes) {
  EXPECT_EQ(next_of_link_header(
                {{"Link", "</style.css>; rel=preload"}, {"X", "</0>; rel=next"}, {"link", "</2>; rel=next"}},
                "http://p.example.cn/"),
            "http://p.example.cn/2");
  EXPECT_EQ(next_of_link_header({}, "http://p.example.cn/"), "");
}

}  // namespace
}  // namespace tenderlead::crawler
