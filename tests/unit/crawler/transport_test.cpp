// How servers are spoken to: TLS, proxies, HTTP/2, cookies, and how much patience there is.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "fetch_harness.h"
#include "test_proxy.h"
#include "tls_server.h"

namespace tenderlead::crawler {
namespace {

ServerReply ok(const ServerRequest&) {
  return {200, "hello", {{"Content-Type", "text/html"}}, 0ms, ""};
}

class TransportTest : public FetcherTest {
 protected:
  ~TransportTest() override {
    for (const auto& file : files_) std::filesystem::remove(file);
  }

  std::string written(const std::string& name, const std::string& content) {
    const auto path = std::filesystem::temp_directory_path() / (std::to_string(::getpid()) + "-" + name);
    std::ofstream(path, std::ios::binary) << content;
    files_.push_back(path);
    return path;
  }

  static FetchRequest with(FetchRequest request, HttpRules rules) {
    request.http = std::move(rules);
    return request;
  }
  static HttpRules trusting(const std::string& bundle) {
    HttpRules rules;
    rules.ca_bundle = bundle;
    return rules;
  }
  // "200", or the reason.
  std::string outcome(FetchRequest request) {
    const auto result = fetch(std::move(request));
    message_ = result.page.ok() ? "" : result.page.error().message;
    return result.page.ok() ? std::to_string(result.page.value().status) : result.reason;
  }

  const Identity authority_{"Authority of the test"};
  const Identity identity_{authority_, {"127.0.0.1", "portal.example.com"}};
  std::string message_;

 private:
  std::vector<std::filesystem::path> files_;
};

TEST_F(TransportTest, TrustsTheAuthoritiesThatTheSourceNamesForThatSourceAlone) {
  TlsServer server(identity_, ok);
  const Identity stranger("Somebody else");
  const auto bundle = written("ca.pem", stranger.pem() + authority_.pem());
  const auto wrong = written("wrong.pem", stranger.pem());
  const auto request = local(server.url("/"));
  EXPECT_EQ(outcome(request), "failed:certificate");
  EXPECT_NE(message_.find("http.ca_bundle"), std::string::npos) << message_;
  EXPECT_EQ(outcome(with(request, trusting(bundle))), "200") << message_;
  EXPECT_EQ(outcome(with(request, trusting(wrong))), "failed:certificate");
  // The connection that was trusted is still open; it mustn't serve one who doesn't trust it.
  EXPECT_EQ(outcome(request), "failed:certificate");
  EXPECT_EQ(outcome(with(request, trusting(bundle))), "200");
  EXPECT_EQ(server.requests().size(), 2u);
}

TEST_F(TransportTest, VerifiesUnlessToldNotTo) {
  TlsServer server(identity_, ok);
  const auto request = local(server.url("/"));
  HttpRules careless;
  careless.verify_tls = false;
  EXPECT_EQ(outcome(with(request, careless)), "200") << message_;
  EXPECT_EQ(outcome(request), "failed:certificate");
}

TEST_F(TransportTest, RefusesCertificatesOfOthersAndOfYesterday) {
  const auto bundle = trusting(written("ca.pem", authority_.pem()));
  TlsServer other(Identity(authority_, {"other.example.com"}), ok);
  EXPECT_EQ(outcome(with(local(other.url("/")), bundle)), "failed:certificate");
  TlsServer expired(Identity(authority_, {"127.0.0.1"}, -60), ok);
  EXPECT_EQ(outcome(with(local(expired.url("/")), bundle)), "failed:certificate");
}

TEST_F(TransportTest, FetchesNothingByABundleThatCannotBeRead) {
  TlsServer server(identity_, ok);
  for (const auto& bundle : {std::string("/nowhere/ca.pem"), written("empty.pem", "no certificate\n"),
                             written("cut.pem", authority_.pem().substr(0, 200))}) {
    EXPECT_EQ(outcome(with(local(server.url("/")), trusting(bundle))), "failed:tls") << bundle;
    EXPECT_NE(message_.find(bundle), std::string::npos) << message_;
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST_F(TransportTest, SpeaksToServersThatCannotRenegotiateSafelyWhereTheSourceSaysSo) {
  TlsServer server(identity_, ok, {.http2 = false, .renegotiates_unsafely = true});
  HttpRules rules = trusting(written("ca.pem", authority_.pem()));
  const auto request = local(server.url("/"));
  EXPECT_EQ(outcome(with(request, rules)), "failed:tls");
  EXPECT_NE(message_.find("legacy_renegotiation"), std::string::npos) << message_;
  rules.legacy_renegotiation = true;
  EXPECT_EQ(outcome(with(request, rules)), "200") << message_;
  rules.legacy_renegotiation = false;
  EXPECT_EQ(outcome(with(request, rules)), "failed:tls") << "the open connection is the other source's";
}

TEST_F(TransportTest, ReportsAServerWithoutTls) {
  TestServer server(ok);
  EXPECT_EQ(outcome(local("https://" + server.host() + "/")), "failed:tls");
}

TEST_F(TransportTest, SpeaksHttp2WhereTheServerDoes) {
  TlsServer server(
      identity_,
      [](const ServerRequest& request) -> ServerReply {
        if (request.target == "/reset") return {0, "", {}, 0ms, ""};
        if (request.target == "/gzip")
          return {200, gzip(std::string(100000, 'x')), {{"content-encoding", "gzip"}}, 0ms, ""};
        if (request.target == "/bomb")
          return {200, gzip(std::string(8u << 20, 'x')), {{"content-encoding", "gzip"}}, 0ms, ""};
        return {200, std::string(200000, 'h'), {{"content-type", "text/html"}, {"etag", "\"2\""}}, 0ms, ""};
      },
      {.http2 = true});
  const auto rules = trusting(written("ca.pem", authority_.pem()));
  const auto result = fetch(with(local(server.url("/")), rules));
  ASSERT_TRUE(result.page.ok()) << result.page.error().message;
  EXPECT_EQ(result.page.value().body.size(), 200000u);
  EXPECT_EQ(header_value(result.page.value().headers, "ETag"), "\"2\"");
  EXPECT_EQ(outcome(with(local(server.url("/gzip")), rules)), "200");
  EXPECT_EQ(outcome(with(local(server.url("/bomb")), rules)), "failed:decompression_ratio");
  EXPECT_EQ(outcome(with(local(server.url("/reset")), rules)), "failed:network");
  EXPECT_EQ(outcome(with(local(server.url("/")), rules)), "200");
  EXPECT_GE(server.http2_requests(), 5);
  EXPECT_EQ(server.connections(), 1) << "what goes wrong with one stream leaves the others alone";
}

TEST_F(TransportTest, GoesThroughTheProxyOfItsSourceAlone) {
  TestServer site(ok);
  TlsServer safe_site(identity_, ok);
  const std::string public_name = "portal.example.com";
  TestProxy proxy(
      {{public_name, site.port()}, {public_name + ":443", safe_site.port()}, {site.host(), site.port()}});
  options_.pinned_names = {public_name + ":80:93.184.216.34", public_name + ":443:93.184.216.34",
                           "refused.example.com:443:93.184.216.34"};
  HttpRules rules = trusting(written("ca.pem", authority_.pem()));
  rules.proxy = proxy.url();
  const auto plain = [&](const std::string& url) {
    auto request = with(local(url), rules);
    request.allow_private_address = false;
    return request;
  };
  ::setenv("no_proxy", "*", 1);
  EXPECT_EQ(outcome(plain("http://" + public_name + "/a")), "200") << message_;
  EXPECT_EQ(outcome(plain("https://" + public_name + "/b")), "200") << message_;
  EXPECT_EQ(outcome(plain("https://refused.example.com/")), "failed:proxy");
  ::unsetenv("no_proxy");
  auto named = with(local(site.url("/c")), rules);
  EXPECT_EQ(outcome(named), "200") << message_;
  ASSERT_EQ(proxy.requests().size(), 4u);
  EXPECT_EQ(proxy.requests()[0].target, "http://" + public_name + "/a");
  EXPECT_EQ(proxy.requests()[1].method + " " + proxy.requests()[1].target, "CONNECT " + public_name + ":443");
  EXPECT_EQ(safe_site.requests().at(0).target, "/b");
  // Without it, straight there, although a connection to the proxy is open.
  EXPECT_EQ(outcome(local(site.url("/d"))), "200");
  EXPECT_EQ(proxy.requests().size(), 4u);
  EXPECT_EQ(site.requests("/d").size(), 1u);
}

TEST_F(TransportTest, KeepsTheTunnelsHeadersOutOfTheAnswer) {
  TlsServer site(identity_, ok);
  TestProxy proxy({{"portal.example.com:443", site.port()}});
  options_.pinned_names = {"portal.example.com:443:93.184.216.34"};
  HttpRules rules = trusting(written("ca.pem", authority_.pem()));
  rules.proxy = proxy.url();
  const auto result = fetch(with(local("https://portal.example.com/"), rules));
  ASSERT_TRUE(result.page.ok()) << result.page.error().message;
  EXPECT_EQ(header_value(result.page.value().headers, "X-Proxy"), "");
  EXPECT_EQ(result.page.value().headers.size(), 2u);
  EXPECT_EQ(result.facts.ip_address, "") << "the proxy's says nothing of who answered";
}

TEST_F(TransportTest, AsksNoProxyForAPrivateAddress) {
  TestServer site(ok);
  TestProxy proxy({});
  options_.pinned_names = {"inside.example.com:80:10.1.2.3", "loop.example.com:80:127.0.0.1"};
  HttpRules rules;
  rules.proxy = proxy.url();
  for (const std::string& url :
       {std::string("http://inside.example.com/"), std::string("http://loop.example.com/"),
        std::string("http://169.254.169.254/latest/meta-data/"), std::string("http://localhost/"),
        site.url("/")}) {
    auto request = with(local(url), rules);
    request.allow_private_address = false;
    EXPECT_EQ(outcome(std::move(request)), "refused:private_address") << url;
  }
  // What can't be resolved can't be judged.
  auto unknown = with(local("http://nowhere.invalid/"), rules);
  unknown.allow_private_address = false;
  EXPECT_EQ(outcome(std::move(unknown)), "failed:dns");
  EXPECT_EQ(proxy.connections(), 0) << "not a byte may reach the proxy";
}

TEST_F(TransportTest, ReportsAProxyThatIsNotThere) {
  HttpRules rules;
  {
    TestProxy gone({});
    rules.proxy = gone.url();
  }
  const auto result = fetch(with(local("http://127.0.0.1:9/"), rules));
  EXPECT_EQ(result.reason, "failed:proxy");
  EXPECT_TRUE(result.transient);
}

TEST_F(TransportTest, CancelsWhatWaitsForAName) {
  HttpRules rules;
  rules.proxy = "http://127.0.0.1:9";
  options_.pinned_names = {"portal.example.com:80:93.184.216.34"};
  int cancelled = 0;
  boost::asio::post(fetcher().executor(), [&] {
    auto request = with(local("http://portal.example.com/"), rules);
    request.allow_private_address = false;
    const auto id = fetcher().fetch(std::move(request), [&](FetchResult result) {
      EXPECT_EQ(result.reason, "cancelled");
      ++cancelled;
    });
    EXPECT_EQ(fetcher().in_flight(), 1u);
    fetcher().cancel(id);
    EXPECT_EQ(fetcher().in_flight(), 0u);
  });
  io_.run();
  EXPECT_EQ(cancelled, 1);
}

TEST_F(TransportTest, KeepsCookiesInTheJarThatIsAskedFor) {
  TestServer server([](const ServerRequest& request) -> ServerReply {
    if (request.target == "/set")
      return {200, "x", {{"Set-Cookie", "session=7; Path=/"}, {"Set-Cookie", "deep=1; Path=/deep"}}, 0ms, ""};
    return {200, std::string(header_value(request.headers, "Cookie")), {}, 0ms, ""};
  });
  const auto sent = [&](const std::string& jar, const std::string& path) {
    auto request = local(server.url(path));
    request.cookie_jar = jar;
    auto result = fetch(std::move(request));
    return result.page.ok() ? result.page.value().body : result.reason;
  };
  EXPECT_EQ(sent("a", "/"), "");
  sent("a", "/set");
  EXPECT_EQ(sent("a", "/"), "session=7");
  EXPECT_EQ(sent("a", "/deep/page"), "deep=1; session=7");
  EXPECT_EQ(sent("b", "/"), "") << "another source";
  EXPECT_EQ(sent("", "/"), "") << "a source without cookies";
  sent("", "/set");
  EXPECT_EQ(sent("", "/"), "");
  EXPECT_EQ(sent("b", "/"), "");
  EXPECT_EQ(sent("a", "/"), "session=7");
}

TEST_F(TransportTest, TakesNoCookieForAWholeSuffixOrAnotherSite) {
  TestServer server([](const ServerRequest& request) -> ServerReply {
    if (request.target == "/set")
      return {200,
              "x",
              {{"Set-Cookie", "suffix=1; Domain=com.cn"},
               {"Set-Cookie", "other=1; Domain=other.example.com.cn"},
               {"Set-Cookie", "site=1; Domain=example.com.cn"}},
              0ms,
              ""};
    return {200, std::string(header_value(request.headers, "Cookie")), {}, 0ms, ""};
  });
  const std::string port = std::to_string(server.port());
  for (const char* name : {"www.example.com.cn", "zb.example.com.cn", "www.another.com.cn"})
    options_.pinned_names.push_back(name + (":" + port) + ":127.0.0.1");
  const auto sent = [&](const std::string& host, const std::string& path) {
    auto request = local("http://" + host + ":" + port + path);
    request.cookie_jar = "a";
    return fetch(std::move(request)).page.value().body;
  };
  sent("www.example.com.cn", "/set");
  EXPECT_EQ(sent("www.example.com.cn", "/"), "site=1");
  EXPECT_EQ(sent("zb.example.com.cn", "/"), "site=1");
  EXPECT_EQ(sent("www.another.com.cn", "/"), "");
}

TEST_F(TransportTest, EmptiesAJarThatASiteFillsWithoutEnd) {
  int count = 0;
  TestServer server([&](const ServerRequest& request) {
    ServerReply reply;
    if (request.target == "/fill")
      for (int i = 0; i < 20; ++i)
        reply.headers.emplace_back(
            "Set-Cookie", "n" + std::to_string(count++) + "=" + std::string(3500, 'x') + "; Path=/elsewhere");
    else
      reply.headers = {{"Set-Cookie", "kept=1; Path=/"}};
    reply.body = header_value(request.headers, "Cookie");
    return reply;
  });
  const auto sent = [&](const std::string& path) {
    auto request = local(server.url(path));
    request.cookie_jar = "a";
    return fetch(std::move(request)).page.value().body;
  };
  sent("/");
  for (int i = 0; i < 10; ++i) sent("/fill");
  EXPECT_EQ(sent("/"), "kept=1");
  for (int i = 0; i < 6; ++i) sent("/fill");
  EXPECT_EQ(sent("/"), "") << "beyond 1 MiB nothing is kept";
}

TEST_F(TransportTest, TellsTheWaysOfBeingSlowApart) {
  // A host that is there and takes no connection: its queue of one is full.
  boost::asio::io_context io;
  boost::asio::ip::tcp::acceptor full(io);
  full.open(boost::asio::ip::tcp::v4());
  full.bind({boost::asio::ip::address_v4::loopback(), 0});
  full.listen(0);
  std::vector<boost::asio::ip::tcp::socket> waiting;
  for (int i = 0; i < 4; ++i) {
    // Begun and never waited for.
    waiting.emplace_back(io).async_connect(full.local_endpoint(), [](boost::system::error_code) {});
  }
  TestServer server([](const ServerRequest& request) {
    ServerReply reply;
    if (request.target == "/late") reply.delay = 60s;
    if (request.target == "/stops") reply.raw = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nsome";
    if (request.target == "/informs") reply.raw = "HTTP/1.1 103 Early Hints\r\n\r\n";
    reply.keep_open = !reply.raw.empty();
    return reply;
  });
  struct Case {
    std::string url;
    const char* reason;
    std::chrono::milliseconds FetchRequest::*limit;
  };
  for (const auto& row : {Case{"http://127.0.0.1:" + std::to_string(full.local_endpoint().port()) + "/",
                               "failed:connect_timeout", &FetchRequest::connect_timeout},
                          Case{server.url("/late"), "failed:first_byte", &FetchRequest::first_byte_timeout},
                          Case{server.url("/stops"), "failed:stalled", &FetchRequest::stall_timeout},
                          Case{server.url("/informs"), "failed:stalled", &FetchRequest::stall_timeout},
                          Case{server.url("/late"), "failed:timed_out", &FetchRequest::total_timeout},
                          Case{server.url("/stops"), "failed:timed_out", &FetchRequest::total_timeout}}) {
    auto request = local(row.url);
    request.*row.limit = 200ms;
    const auto result = fetch(std::move(request));
    EXPECT_EQ(result.reason, row.reason) << row.url;
    ASSERT_FALSE(result.page.ok());
    EXPECT_EQ(result.page.error().code, ErrorCode::timed_out);
    EXPECT_TRUE(result.transient);
    EXPECT_LT(result.took, 2s) << row.url;
  }
  EXPECT_EQ(outcome(local(server.url("/"))), "200") << "and goes on";
}

TEST_F(TransportTest, HasPatienceWithASlowAnswerThatKeepsComing) {
  TestServer server([](const ServerRequest&) {
    ServerReply reply;
    reply.raw = "HTTP/1.1 200 OK\r\nContent-Length: 600\r\n\r\n" + std::string(600, 'x');
    reply.bytes_at_once = 40;
    reply.delay = 20ms;
    return reply;
  });
  auto request = local(server.url("/"));
  request.stall_timeout = 200ms;
  EXPECT_EQ(outcome(std::move(request)), "200") << message_;
}

TEST_F(TransportTest, ReachesIPv6Addresses) {
  std::optional<TestServer> server;
  try {
    server.emplace(ok, std::vector<std::string>{"::1"});
  } catch (const boost::system::system_error&) {
    GTEST_SKIP() << "this machine has no IPv6";
  }
  const std::string port = std::to_string(server->port());
  options_.pinned_names = {"six.example.com:" + port + ":[::1]"};
  EXPECT_EQ(outcome(local("http://[::1]:" + port + "/")), "200") << message_;
  EXPECT_EQ(outcome(local("http://six.example.com:" + port + "/")), "200") << message_;
  EXPECT_EQ(server->requests().at(0).address, "::1");
}

TEST_F(TransportTest, ReachesHostsWithChineseNames) {
  TestServer server(ok);
  const std::string port = std::to_string(server.port());
  const auto url = canonical_url("http://医院.中国:" + port + "/");
  ASSERT_TRUE(url);
  EXPECT_EQ(*url, "http://xn--ekrs67m.xn--fiqs8s:" + port + "/");
  options_.pinned_names = {"xn--ekrs67m.xn--fiqs8s:" + port + ":127.0.0.1"};
  EXPECT_EQ(outcome(local(*url)), "200") << message_;
  EXPECT_EQ(header_value(server.requests().at(0).headers, "Host"), "xn--ekrs67m.xn--fiqs8s:" + port);
}

}  // namespace
}  // namespace tenderlead::crawler
