#include "crawler/stream_inflater.h"
#include "fetch_harness.h"

namespace tenderlead::crawler {
namespace {

TEST_F(FetcherTest, GivesThePageAsItCame) {
  TestServer server([](const ServerRequest&) {
    ServerReply reply;
    reply.body = std::string("<p>\0\xff</p>", 9);
    reply.headers = {{"Content-Type", "text/html; charset=gb18030"},
                     {"ETag", "\"7\""},
                     {"X-Twice", "1"},
                     {"X-Twice", "2"}};
    return reply;
  });
  const auto result = fetch(local(server.url("/a?b=c")));
  ASSERT_TRUE(result.page.ok()) << result.page.error().message;
  const Page& page = result.page.value();
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.url, server.url("/a?b=c"));
  EXPECT_EQ(page.requested_url, page.url);
  EXPECT_EQ(page.body, std::string("<p>\0\xff</p>", 9));
  EXPECT_EQ(header_value(page.headers, "content-type"), "text/html; charset=gb18030");
  EXPECT_EQ(header_value(page.headers, "content-length"), "9");
  EXPECT_GT(page.fetched_at, 1700000000);
  EXPECT_TRUE(result.reason.empty());
}

TEST_F(FetcherTest, SaysWhoItIsAndNothingElseCanSaySo) {
  TestServer server([](const ServerRequest&) { return ServerReply{}; });
  auto request = local(server.url("/"));
  request.headers = {{"User-Agent", "Mozilla/5.0"}, {"X-Api", "1"}, {"X-Bad", "a\r\nX-Injected: 1"}};
  ASSERT_TRUE(fetch(std::move(request)).page.ok());
  const auto seen = server.requests().at(0);
  EXPECT_EQ(header_value(seen.headers, "User-Agent"),
            "Tenderlead/" TENDERLEAD_VERSION " (+https://crawler.example.com/about)");
  EXPECT_EQ(header_value(seen.headers, "X-Api"), "1");
  EXPECT_EQ(header_value(seen.headers, "X-Injected"), "");
  EXPECT_EQ(header_value(seen.headers, "Cookie"), "");
}

TEST_F(FetcherTest, KeepsNoCookies) {
  TestServer server([](const ServerRequest&) {
    return ServerReply{200, "x", {{"Set-Cookie", "session=1"}}, 0ms, ""};
  });
  ASSERT_TRUE(fetch(local(server.url("/"))).page.ok());
  ASSERT_TRUE(fetch(local(server.url("/"))).page.ok());
  EXPECT_EQ(header_value(server.requests().at(1).headers, "Cookie"), "");
}

TEST_F(FetcherTest, AsksConditionallyAndTakes304AsAPage) {
  TestServer server([](const ServerRequest& request) {
    ServerReply reply;
    reply.status = header_value(request.headers, "If-None-Match") == "\"7\"" ? 304 : 200;
    reply.headers = {{"ETag", "\"7\""}};
    return reply;
  });
  auto request = local(server.url("/"));
  request.etag = "\"7\"";
  request.last_modified = "Wed, 07 Oct 2026 08:00:00 GMT";
  const auto result = fetch(std::move(request));
  ASSERT_TRUE(result.page.ok()) << result.page.error().message;
  EXPECT_EQ(result.page.value().status, 304);
  EXPECT_EQ(result.page.value().body, "");
  EXPECT_EQ(header_value(server.requests().at(0).headers, "If-Modified-Since"),
            "Wed, 07 Oct 2026 08:00:00 GMT");
}

TEST_F(FetcherTest, PostsBodiesWithTheTypeThatTheyShow) {
  TestServer server([](const ServerRequest&) { return ServerReply{}; });
  struct Case {
    const char* body;
    HeaderList headers;
    const char* type;
  };
  const Case cases[] = {{R"({"page":1})", {}, "application/json"},
                        {"page=1&size=20", {}, "application/x-www-form-urlencoded"},
                        {"<a/>", {{"content-type", "text/xml"}}, "text/xml"}};
  for (const auto& row : cases) {
    auto request = local(server.url("/api"));
    request.method = "POST";
    request.body = row.body;
    request.headers = row.headers;
    const auto result = fetch(std::move(request));
    ASSERT_TRUE(result.page.ok());
    EXPECT_EQ(result.page.value().method, "POST");
    EXPECT_EQ(result.page.value().request_body, row.body);
    const auto seen = server.requests().back();
    EXPECT_EQ(seen.method, "POST");
    EXPECT_EQ(seen.body, row.body);
    EXPECT_EQ(header_value(seen.headers, "Content-Type"), row.type);
  }
  ASSERT_TRUE(fetch(local(server.url("/"))).page.ok());
  EXPECT_EQ(server.requests().back().method, "GET") << "a used handle remembers nothing";
  EXPECT_EQ(server.requests().back().body, "");
}

TEST_F(FetcherTest, DecodesBodiesAndDropsTheHeadersThatDecodingMadeFalse) {
  const std::string text(100000, 'x');
  TestServer server([&](const ServerRequest& request) {
    EXPECT_NE(header_value(request.headers, "Accept-Encoding").find("gzip"), std::string_view::npos);
    return ServerReply{
        200, gzip(text), {{"Content-Encoding", "gzip"}, {"Content-Type", "text/plain"}}, 0ms, ""};
  });
  const auto result = fetch(local(server.url("/")));
  ASSERT_TRUE(result.page.ok()) << result.page.error().message;
  EXPECT_EQ(result.page.value().body, text);
  EXPECT_EQ(header_value(result.page.value().headers, "Content-Encoding"), "");
  EXPECT_EQ(header_value(result.page.value().headers, "Content-Length"), "");
  EXPECT_EQ(header_value(result.page.value().headers, "Content-Type"), "text/plain");
}

const std::string kBrotli("\x0b\x02\x80hello\x03", 9);  // hello
const std::string kZstandard(                           // hello hello hello
    "\x28\xb5\x2f\xfd\x04\x58\x65\x00\x00\x30hello \x01\x00\x31\x4a\x11\xa2\xed\x1e\x0c", 25);
// RFC 8878 3.1.2: of three bytes.
const std::string kSkippedFrame("\x51\x2a\x4d\x18\x03\x00\x00\x00xyz", 11);
// RFC 8878 3.1.1.1.2: a window of 16 MiB (exponent 14, mantissa 0), and a last raw block of 5 bytes.
const std::string kWideWindow("\x28\xb5\x2f\xfd\x00\x70\x29\x00\x00hello", 14);

TEST_F(FetcherTest, AsksForAndDecodesBrotliAndZstandardToo) {
  TestServer server([&](const ServerRequest& request) {
    const auto accepted = header_value(request.headers, "Accept-Encoding");
    for (const char* encoding : {"gzip", "deflate", "br", "zstd"})
      EXPECT_NE(accepted.find(encoding), std::string_view::npos) << accepted;
    const bool br = request.target == "/br";
    return ServerReply{200, br ? kBrotli : kZstandard, {{"Content-Encoding", br ? "br" : "zstd"}}, 0ms, ""};
  });
  for (const auto& [target, text] : {std::pair{"/br", "hello"}, {"/zstd", "hello hello hello"}}) {
    const auto result = fetch(local(server.url(target)));
    ASSERT_TRUE(result.page.ok()) << target << result.page.error().message;
    EXPECT_EQ(result.page.value().body, text);
    EXPECT_EQ(header_value(result.page.value().headers, "Content-Encoding"), "");
  }
}

TEST_F(FetcherTest, ReadsCompressedBodiesOfSeveralMembersAndWithSomethingBehindThem) {
  // Of another stream than zlib's: raw deflate, as some servers mean by "deflate".
  const std::string raw_deflate("\xcb\x48\xcd\xc9\xc9\x07\x00", 7);
  const std::string zlib("\x78\x9c\xcb\x48\xcd\xc9\xc9\x07\x00\x06\x2c\x02\x15", 13);
  struct Case {
    const char* target;
    const char* coding;
    std::string body;
    const char* text;
  };
  const std::string bytewise = gzip("hel") + gzip("") + gzip("lo");
  const std::vector<Case> cases = {
      {"/two", "gzip", gzip("hel") + gzip("lo"), "hello"},
      {"/three", "x-gzip", bytewise, "hello"},
      {"/newline", "gzip", gzip("hello") + "\r\n", "hello"},
      {"/zeros", "gzip", gzip("hello") + std::string(600, '\0'), "hello"},
      {"/markup", "gzip", gzip("hello") + "<!-- 12 ms -->", "hello"},
      {"/magic", "gzip", gzip("hello") + "\x1f", "hello"},
      {"/zlib", "deflate", zlib + "\n", "hello"},
      {"/raw", "deflate", raw_deflate, "hello"},
      {"/brotli", "br", kBrotli + "<!-- behind -->", "hello"},
      {"/frames", "zstd", kZstandard + kSkippedFrame + kZstandard, "hello hello hellohello hello hello"},
      {"/frame", "zstd", kZstandard + "<!-- behind -->", "hello hello hello"},
      {"/frame-magic", "zstd", kZstandard + "\x28\xb5", "hello hello hello"},
      {"/both", "br, gzip", gzip(kBrotli), "hello"},
      {"/identity", "identity", "hello", "hello"},
      {"/empty", "gzip", "", ""},
  };
  TestServer server([&](const ServerRequest& request) {
    for (const auto& row : cases) {
      if (request.target == row.target)
        return ServerReply{200, row.body, {{"Content-Encoding", row.coding}}, 0ms, ""};
      // The same byte by byte.
      if (request.target != std::string(row.target) + "/slowly") continue;
      ServerReply slowly;
      slowly.raw = "HTTP/1.1 200 OK\r\nContent-Encoding: " + std::string(row.coding) + "\r\n\r\n" + row.body;
      slowly.bytes_at_once = 1;
      return slowly;
    }
    return ServerReply{404, "", {}, 0ms, ""};
  });
  for (const auto& row : cases) {
    for (const std::string& target : {std::string(row.target), std::string(row.target) + "/slowly"}) {
      const auto result = fetch(local(server.url(target)));
      ASSERT_TRUE(result.page.ok()) << target << ": " << result.page.error().message;
      EXPECT_EQ(result.page.value().body, row.text) << target;
      EXPECT_EQ(header_value(result.page.value().headers, "Content-Encoding"), "") << target;
    }
  }
}

TEST_F(FetcherTest, TakesNoCompressedBodyThatBreaksOffOrIsDamagedForAPage) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += std::to_string(i * 7919) + ",";
  const std::string whole = gzip(text);
  std::string damaged = whole;
  damaged[whole.size() / 2] = static_cast<char>(damaged[whole.size() / 2] ^ 0x55);
  struct Case {
    const char* target;
    const char* coding;
    std::string body;
    const char* reason;
    bool transient;
  };
  const std::vector<Case> cases = {
      {"/half", "gzip", whole.substr(0, whole.size() / 2), "failed:truncated", true},
      {"/one-byte", "gzip", whole.substr(0, 1), "failed:truncated", true},
      {"/second-member", "gzip", gzip("hello") + whole.substr(0, 20), "failed:truncated", true},
      {"/deflate", "deflate", whole.substr(10, 200), "failed:truncated", true},
      {"/damaged", "gzip", damaged, "failed:encoding", false},
      {"/no-gzip", "gzip", "<p>hello</p>", "failed:encoding", false},
      {"/half-brotli", "br", kBrotli.substr(0, 5), "failed:truncated", true},
      {"/brotli-end", "br", kBrotli.substr(0, 8), "failed:truncated", true},
      {"/no-brotli", "br", "<p>hello</p>", "failed:encoding", false},
      {"/half-zstd", "zstd", kZstandard.substr(0, 15), "failed:truncated", true},
      {"/zstd-magic", "zstd", kZstandard.substr(0, 3), "failed:truncated", true},
      {"/second-frame", "zstd", kZstandard + kZstandard.substr(0, 10), "failed:truncated", true},
      {"/zstd-check", "zstd", kZstandard.substr(0, 24) + "x", "failed:encoding", false},
      {"/no-zstd", "zstd", "<p>hello</p>", "failed:encoding", false},
      {"/wide-window", "zstd", kWideWindow, "failed:encoding", false},
      {"/inner", "br, gzip", gzip(kBrotli.substr(0, 5)), "failed:truncated", true},
      {"/compress", "compress", "\x1f\x9d hello", "failed:encoding", false},
      {"/many", "gzip, gzip, gzip, gzip, gzip, gzip", gzip(gzip(gzip(gzip(gzip(gzip("hello")))))),
       "failed:encoding", false},
  };
  TestServer server([&](const ServerRequest& request) {
    for (const auto& row : cases)
      if (request.target == row.target)
        return ServerReply{200, row.body, {{"Content-Encoding", row.coding}}, 0ms, ""};
    return ServerReply{404, "", {}, 0ms, ""};
  });
  for (const auto& row : cases) {
    const auto result = fetch(local(server.url(row.target)));
    EXPECT_FALSE(result.page.ok()) << row.target;
    EXPECT_EQ(result.reason, row.reason) << row.target;
    EXPECT_EQ(result.transient, row.transient) << row.target;
  }
}

TEST_F(FetcherTest, TakesABodyThatLacksItsCheckSumAloneForWhole) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += std::to_string(i * 7919) + ",";
  for (const std::string& plain : {text, std::string("hello"), std::string(5000, 'a')}) {
    const std::string whole = gzip(plain);
    for (std::size_t missing = 0; missing <= 40 && missing < whole.size() - 2; ++missing) {
      StreamInflater inflater(StreamInflater::Kind::gzip);
      std::string got;
      ASSERT_TRUE(
          inflater.put(std::string_view(whole).substr(0, whole.size() - missing), [&](std::string_view part) {
            got += part;
            return true;
          }));
      // The check sum and the length have eight bytes; a block may end within its last byte.
      EXPECT_EQ(inflater.whole(), missing <= 8) << plain.size() << " less " << missing;
      if (inflater.whole()) {
        EXPECT_EQ(got, plain) << missing;
      }
    }
  }
}

TEST_F(FetcherTest, DoesNotFollowRedirects) {
  TestServer server([](const ServerRequest&) {
    return ServerReply{302, "", {{"Location", "/there"}}, 0ms, ""};
  });
  const auto result = fetch(local(server.url("/here")));
  ASSERT_TRUE(result.page.ok());
  EXPECT_EQ(result.page.value().status, 302);
  EXPECT_EQ(header_value(result.page.value().headers, "Location"), "/there");
  EXPECT_EQ(server.requests().size(), 1u);
}

TEST_F(FetcherTest, GivesUpWithTheReasonAndWhereItHappened) {
  const std::string bomb = gzip(std::string(20u << 20, '\0'));
  ASSERT_LT(bomb.size(), 100u << 10);
  std::string long_header = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 300; ++i)
    long_header += "X-" + std::to_string(i) + ": " + std::string(1000, 'h') + "\r\n";
  TestServer server([&](const ServerRequest& request) {
    ServerReply reply;
    if (request.target == "/large") reply.body = std::string((1u << 20) + 1, 'x');
    if (request.target == "/exact") reply.body = std::string(1u << 20, 'x');
    if (request.target == "/bomb") reply = {200, bomb, {{"Content-Encoding", "gzip"}}, 0ms, ""};
    if (request.target == "/chunked")
      reply.raw =
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n110000\r\n" + std::string(0x110000, 'x');
    if (request.target == "/slow") reply.delay = 60s;
    if (request.target == "/short") reply.raw = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort";
    if (request.target == "/cut")
      reply.raw = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nshort";
    if (request.target == "/notgzip")
      reply.raw = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain";
    if (request.target == "/headers") reply.raw = long_header + "\r\n";
    if (request.target == "/nothttp") reply.raw = "SSH-2.0-OpenSSH_9.2\r\n\r\n";
    return reply;
  });
  struct Case {
    const char* target;
    const char* reason;
    ErrorCode code;
    bool transient;
  };
  for (const auto& row : {Case{"/large", "failed:too_large", ErrorCode::too_large, false},
                          Case{"/bomb", "failed:decompression_ratio", ErrorCode::too_large, false},
                          Case{"/chunked", "failed:too_large", ErrorCode::too_large, false},
                          Case{"/headers", "failed:headers_too_large", ErrorCode::too_large, false},
                          Case{"/slow", "failed:timed_out", ErrorCode::timed_out, true},
                          Case{"/short", "failed:truncated", ErrorCode::network, true},
                          Case{"/cut", "failed:truncated", ErrorCode::network, true},
                          Case{"/notgzip", "failed:encoding", ErrorCode::invalid_input, false},
                          Case{"/nothttp", "failed:protocol", ErrorCode::invalid_input, false}}) {
    auto request = local(server.url(row.target));
    request.max_body_bytes = std::string(row.target) == "/bomb" ? 20u << 20 : 1u << 20;
    if (std::string(row.target) == "/slow") request.total_timeout = 100ms;
    const auto result = fetch(std::move(request));
    ASSERT_FALSE(result.page.ok()) << row.target;
    EXPECT_EQ(result.reason, row.reason) << row.target << ": " << result.page.error().message;
    EXPECT_EQ(result.page.error().code, row.code) << row.target;
    EXPECT_EQ(result.transient, row.transient) << row.target;
    EXPECT_NE(result.page.error().message.find(server.url(row.target)), std::string::npos)
        << result.page.error().message;
  }
  auto exact = local(server.url("/exact"));
  exact.max_body_bytes = 1u << 20;
  EXPECT_TRUE(fetch(std::move(exact)).page.ok());
}

TEST_F(FetcherTest, ReportsAHostThatRefusesOrDoesNotExist) {
  std::string gone;
  {
    TestServer server([](const ServerRequest&) { return ServerReply{}; });
    gone = server.url("/");
  }
  auto result = fetch(local(gone));
  EXPECT_EQ(result.reason, "failed:connect");
  EXPECT_TRUE(result.transient);
}

TEST_F(FetcherTest, RefusesPrivateAddressesBeforeAndAfterResolution) {
  TestServer server([](const ServerRequest&) { return ServerReply{}; });
  const std::string port = std::to_string(server.port());
  // A public name whose owner points it at the loopback.
  options_.pinned_names = {"portal.example.com:" + port + ":127.0.0.1", "six.example.com:" + port + ":[::1]"};
  for (const std::string& url :
       {server.url("/"), "http://localhost:" + port + "/", "http://portal.example.com:" + port + "/",
        "http://six.example.com:" + port + "/", "http://[::ffff:127.0.0.1]:" + port + "/",
        "http://2130706433:" + port + "/"}) {
    auto request = local(url);
    request.allow_private_address = false;
    const auto result = fetch(std::move(request));
    EXPECT_EQ(result.reason, "refused:private_address") << url;
    ASSERT_FALSE(result.page.ok());
    EXPECT_EQ(result.page.error().code, ErrorCode::refused);
    EXPECT_FALSE(result.transient);
  }
  EXPECT_TRUE(server.requests().empty()) << "not a byte may reach a refused server";
}

TEST_F(FetcherTest, RefusesAConnectionThatAnotherSourceOpened) {
  TestServer server([](const ServerRequest&) { return ServerReply{}; });
  options_.pinned_names = {"portal.example.com:" + std::to_string(server.port()) + ":127.0.0.1"};
  const std::string url = "http://portal.example.com:" + std::to_string(server.port()) + "/";
  ASSERT_TRUE(fetch(local(url)).page.ok());
  auto request = local(url);
  request.allow_private_address = false;
  EXPECT_EQ(fetch(std::move(request)).reason, "refused:private_address");
  EXPECT_EQ(server.requests().size(), 1u);
}

TEST_F(FetcherTest, RefusesWhatIsNoHttpRequest) {
  struct Case {
    const char* url;
    const char* method;
    const char* reason;
  };
  for (const auto& row :
       {Case{"file:///etc/hosts", "GET", "failed:url"}, Case{"gopher://example.com/", "GET", "failed:url"},
        Case{"not a url", "GET", "failed:url"}, Case{"http://example.com/", "DELETE", "failed:method"}}) {
    auto request = local(row.url);
    request.method = row.method;
    EXPECT_EQ(fetch(std::move(request)).reason, row.reason) << row.url;
  }
}

TEST_F(FetcherTest, CancelsWhatIsInFlight) {
  TestServer server([](const ServerRequest&) {
    ServerReply reply;
    reply.delay = 60s;
    return reply;
  });
  int cancelled = 0;
  boost::asio::post(fetcher().executor(), [&] {
    Fetcher::Id first = 0;
    for (int i = 0; i < 5; ++i) {
      const auto id = fetcher().fetch(local(server.url("/")), [&](FetchResult result) {
        EXPECT_EQ(result.page.error().code, ErrorCode::cancelled);
        ++cancelled;
      });
      if (first == 0) first = id;
    }
    fetcher().cancel(first);
    fetcher().cancel(first);
    EXPECT_EQ(fetcher().in_flight(), 4u);
    fetcher().cancel_all();
    EXPECT_EQ(cancelled, 0) << "never from within cancel()";
  });
  io_.run();
  EXPECT_EQ(cancelled, 5);
  EXPECT_EQ(fetcher().in_flight(), 0u);
}

TEST_F(FetcherTest, RunsManyTransfersTogetherAndUsesConnectionsAgain) {
  TestServer server([](const ServerRequest& request) {
    return ServerReply{200, request.target, {}, 0ms, ""};
  });
  int left = 2000;
  int good = 0;
  std::function<void(int)> next = [&](int n) {
    fetcher().fetch(local(server.url("/" + std::to_string(n))), [&, n](FetchResult result) {
      if (result.page.ok() && result.page.value().body == "/" + std::to_string(n)) ++good;
      if (left > 0) next(left--);
    });
  };
  boost::asio::post(fetcher().executor(), [&] {
    for (int i = 0; i < 16; ++i) next(left--);
  });
  io_.run();
  EXPECT_EQ(good, 2000);
  EXPECT_LE(server.connections(), 32);
}

TEST(UserAgent, NamesProductVersionAndContact) {
  EXPECT_EQ(user_agent("mailto:crawler@example.com\r\nX: y"),
            "Tenderlead/" TENDERLEAD_VERSION " (+mailto:crawler@example.comX: y)");
}

}  // namespace
}  // namespace tenderlead::crawler
