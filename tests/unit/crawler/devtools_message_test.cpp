#include "crawler/browser/devtools_message.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "crawler/browser/request_filter.h"

namespace tenderlead::crawler {
namespace {

TEST(DevToolsMessage, IsAReplyOrAnEvent) {
  const auto reply = parse_devtools_message(R"({"id":3,"result":{"targetId":"A"},"sessionId":"S"})");
  ASSERT_TRUE(reply.ok());
  EXPECT_EQ(reply->id, 3);
  EXPECT_EQ(reply->session, "S");
  EXPECT_EQ(text_at(reply->body, "targetId"), "A");
  EXPECT_FALSE(reply->error);
  const auto failed = parse_devtools_message(R"({"id":4,"error":{"code":-32000,"message":"no such frame"}})");
  ASSERT_TRUE(failed.ok());
  EXPECT_EQ(failed->error, "no such frame");
  const auto event = parse_devtools_message(R"({"method":"Page.loadEventFired","params":{"timestamp":1.5}})");
  ASSERT_TRUE(event.ok());
  EXPECT_EQ(event->id, 0);
  EXPECT_EQ(event->method, "Page.loadEventFired");
  for (const char* wrong : {"", "[]", "{}", "{\"id\":0}", "{\"id\":1,\"method\":\"A.b\"}", "{\"id\":\"1\"}",
                            "{\"method\":7}", "{\"method\":\"A.b\"", "nul"})
    EXPECT_FALSE(parse_devtools_message(wrong).ok()) << wrong;
  EXPECT_FALSE(parse_devtools_message("{\"method\":\"A.b\",\"params\":" + std::string(5000, '[')).ok());
}

TEST(DevToolsMessage, TellsWhereTheBrowserListens) {
  const auto address = parse_active_port("34567\n/devtools/browser/0f-1");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->port, 34567);
  EXPECT_EQ(address->path, "/devtools/browser/0f-1");
  EXPECT_TRUE(parse_active_port("1\n/devtools/browser/x\n"));
  for (const char* wrong : {"", "34567", "34567\n", "0\n/devtools/browser/x", "70000\n/devtools/browser/x",
                            "-1\n/devtools/browser/x", " 1\n/devtools/browser/x", "1\n/other",
                            "1\n/devtools/browser/x y", "1\n/devtools/browser/x\r\nHost: a"})
    EXPECT_FALSE(parse_active_port(wrong)) << wrong;
}

TEST(DevToolsMessage, HoldsARequestWithTheBytesOfItsBody) {
  const auto request = paused_request(
      boost::json::parse(
          R"({"requestId":"i-1","frameId":"F","resourceType":"XHR","request":{"url":"http://a.cn/x","method":"POST",
              "headers":{"Accept":"*/*","Broken":7},"postData":"?","postDataEntries":[{"bytes":"1tA="},{"bytes":"AQ=="}]}})")
          .as_object());
  ASSERT_TRUE(request);
  EXPECT_EQ(request->id, "i-1");
  EXPECT_EQ(request->url, "http://a.cn/x");
  EXPECT_EQ(request->type, "XHR");
  EXPECT_EQ(request->frame, "F");
  EXPECT_EQ(request->body, "\xD6\xD0\x01");
  EXPECT_EQ(request->headers, (HeaderList{{"Accept", "*/*"}}));
  for (const char* wrong :
       {"{}", R"({"requestId":"1"})", R"({"requestId":"1","request":{}})",
        R"({"request":{"url":"http://a.cn/"}})", R"({"requestId":1,"request":{"url":"u"}})"})
    EXPECT_FALSE(paused_request(boost::json::parse(wrong).as_object())) << wrong;
}

TEST(DevToolsMessage, SpeaksBase64BothWays) {
  for (const auto& [bytes, text] : std::vector<std::pair<std::string, std::string>>{
           {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {std::string("\0\xFF", 2), "AP8="}}) {
    EXPECT_EQ(base64(bytes), text);
    EXPECT_EQ(from_base64(text), bytes);
  }
  for (const char* wrong : {"A", "Zg=", "Zg= ", " Zg==", "Zm9v\n\n\n\n", "Z!=="})
    EXPECT_FALSE(from_base64(wrong)) << wrong;
}

TEST(RequestFilter, LoadsWhatCanAddText) {
  struct Case {
    const char* type;
    const char* method;
    const char* accept;
    const char* url;
    Treatment expected;
  };
  for (const Case& one :
       std::vector<Case>{{"Script", "GET", "*/*", "http://a.cn/x.js", Treatment::load},
                         {"XHR", "POST", "*/*", "http://a.cn/api", Treatment::load},
                         {"Fetch", "GET", "*/*", "http://a.cn/api", Treatment::load},
                         {"Document", "GET", "text/html", "http://a.cn/frame", Treatment::load},
                         {"Other", "GET", "*/*", "http://a.cn/worker.js", Treatment::load},
                         {"Other", "GET", "image/avif,image/*", "http://a.cn/favicon.ico", Treatment::block},
                         {"XHR", "PUT", "*/*", "http://a.cn/api", Treatment::block},
                         {"Stylesheet", "GET", "text/css", "http://a.cn/x.css", Treatment::empty_sheet},
                         {"Image", "GET", "image/*", "http://a.cn/x.png", Treatment::block},
                         {"Media", "GET", "*/*", "http://a.cn/x.mp4", Treatment::block},
                         {"Font", "GET", "*/*", "http://a.cn/x.woff", Treatment::block},
                         {"EventSource", "GET", "*/*", "http://a.cn/x", Treatment::block},
                         {"Ping", "POST", "*/*", "http://a.cn/x", Treatment::block},
                         {"", "GET", "*/*", "http://a.cn/x", Treatment::block},
                         {"Script", "GET", "*/*", "https://hm.baidu.com/hm.js?0123", Treatment::block},
                         {"Script", "GET", "*/*", "https://s11.cnzz.com/z_stat.php", Treatment::block},
                         {"Script", "GET", "*/*", "http://notcnzz.com/x.js", Treatment::load},
                         {"Script", "GET", "*/*", "http://a.cn/js/matomo.js", Treatment::block}}) {
    PausedRequest request;
    request.type = one.type;
    request.method = one.method;
    request.headers = {{"Accept", one.accept}};
    EXPECT_EQ(treatment_of(request, *parse_url(one.url)), one.expected) << one.type << " " << one.url;
  }
}

}  // namespace
}  // namespace tenderlead::crawler
