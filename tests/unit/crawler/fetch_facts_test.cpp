// What the archive's request record says is what the server got.
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <optional>

#include "crawler/fetcher.h"
#include "test_server.h"

namespace tenderlead::crawler {
namespace {

TEST(FetchFacts, TheRequestsHeadersAreThoseThatTheServerGotInTheirOrder) {
  TestServer server([](const ServerRequest&) { return ServerReply{}; });
  FetchRequest get;
  get.url = server.url("/a");
  get.etag = "\"7\"";
  get.headers = {{"X-Source", "its own"}, {"X-Empty", ""}, {"Accept", "text/html"}};
  FetchRequest post;
  post.url = server.url("/api");
  post.method = "POST";
  post.body = "{\"page\":2}";
  post.headers = {{"Accept-Encoding", "identity"}};
  for (FetchRequest request : {get, post}) {
    request.allow_private_address = true;
    boost::asio::io_context io;
    FetcherOptions options;
    options.user_agent = user_agent("https://crawler.example.com/about");
    Fetcher fetcher(io, options);
    std::optional<FetchResult> result;
    boost::asio::post(fetcher.executor(),
                      [&] { fetcher.fetch(request, [&](FetchResult given) { result = std::move(given); }); });
    io.run();
    ASSERT_TRUE(result && result->page.ok());
    EXPECT_EQ(result->facts.request_headers, server.requests().back().headers) << request.method;
    EXPECT_EQ(result->facts.ip_address, "127.0.0.1");
    EXPECT_GE(result->facts.took_ms, 0);
  }
}

}  // namespace
}  // namespace tenderlead::crawler
