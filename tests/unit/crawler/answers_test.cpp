// What becomes of every wrong way to answer, over real sockets: which tasks get a page, and by which reason the ledger
// counts the others.
#include "crawl_harness.h"
#include "fetch_harness.h"

namespace tenderlead::crawler {
namespace {

std::string raw(const std::string& headers, const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + headers + "\r\n" + body;
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

struct Wrong {
  const char* target;
  std::string answer;
  const char* outcome;  // "200" or the ledger's reason
  const char* body = "";
};

// All of a body in one chunk.
std::string chunk(const std::string& body) {
  char size[20];
  std::snprintf(size, sizeof size, "%zx\r\n", body.size());
  return size + body + "\r\n0\r\n\r\n";
}

const std::vector<Wrong>& wrong_answers() {
  static const std::string brotli("\x0b\x02\x80hello\x03", 9);  // hello
  static const std::vector<Wrong> rows = {
      // Lengths. What is sent beyond the length that is stated belongs to nothing.
      {"/length-long", raw("Content-Length: 500\r\n", "<p>short</p>"), "failed:truncated"},
      {"/length-short",
       raw("Content-Length: 8\r\n", "<p>a</p>HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"), "200",
       "<p>a</p>"},
      {"/length-none", raw("", "<p>until the end</p>"), "200", "<p>until the end</p>"},
      {"/length-text", raw("Content-Length: ten\r\n", "<p>0123</p>"), "failed:protocol"},
      {"/length-negative", raw("Content-Length: -5\r\n", "<p>0123</p>"), "failed:protocol"},
      {"/length-huge", raw("Content-Length: 99999999999999999999999\r\n", "<p>0123</p>"), "failed:too_large"},
      {"/length-beyond", raw("Content-Length: 900000000000\r\n", "<p>0123</p>"), "failed:too_large"},
      // RFC 9112 6.3: chunks count, not the length beside them.
      {"/length-and-chunks",
       raw("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "8\r\n<p>a</p>\r\n0\r\n\r\n"), "200",
       "<p>a</p>"},
      // Chunks.
      {"/chunk-cut", raw("Transfer-Encoding: chunked\r\n", "64\r\n<p>a"), "failed:truncated"},
      {"/chunk-no-end", raw("Transfer-Encoding: chunked\r\n", "8\r\n<p>a</p>\r\n"), "failed:truncated"},
      {"/chunk-size", raw("Transfer-Encoding: chunked\r\n", "zz\r\n<p>a</p>\r\n0\r\n\r\n"), "failed:chunks"},
      {"/chunk-overflow", raw("Transfer-Encoding: chunked\r\n", "fffffffffffffffffff\r\n<p>a"),
       "failed:chunks"},
      {"/chunk-short", raw("Transfer-Encoding: chunked\r\n", "3\r\n<p>a</p>\r\n0\r\n\r\n"), "failed:chunks"},
      {"/chunk-trailer", raw("Transfer-Encoding: chunked\r\n", "8\r\n<p>a</p>\r\n0\r\nX-Late: 1\r\n\r\n"),
       "200", "<p>a</p>"},
      {"/coding", raw("Transfer-Encoding: unheard-of\r\n", "<p>a</p>"), "failed:encoding"},
      // Taken off before the content's, whichever field stands first.
      {"/coding-first", raw("Transfer-Encoding: gzip\r\nContent-Encoding: br\r\n", gzip(brotli)), "200",
       "hello"},
      {"/coding-last",
       raw("Content-Encoding: br\r\nTransfer-Encoding: gzip, chunked\r\n", chunk(gzip(brotli))), "200",
       "hello"},
      // Encodings.
      {"/encoding-lie", raw("Content-Encoding: gzip\r\nContent-Length: 8\r\n", "<p>a</p>"),
       "failed:encoding"},
      {"/encoding-unknown", raw("Content-Encoding: unheard-of\r\nContent-Length: 8\r\n", "<p>a</p>"),
       "failed:encoding"},
      {"/encoding-stack", raw("Content-Encoding: gzip, gzip, gzip, gzip, gzip, gzip\r\n", "x"),
       "failed:encoding"},
      // Headers.
      {"/header-endless", raw(repeated("X-Again: " + std::string(1000, 'h') + "\r\n", 400), ""),
       "failed:headers_too_large"},
      {"/header-many", raw(repeated("a:b\r\n", 60000), ""), "failed:headers_too_large"},
      {"/header-line", raw("X-Long: " + std::string(500000, 'h') + "\r\n", ""), "failed:headers_too_large"},
      {"/header-informs", repeated("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 4000),
       "failed:headers_too_large"},
      {"/header-cut", "HTTP/1.1 200 OK\r\nContent-Ty", "failed:truncated"},
      {"/header-none", "\r\n\r\n\r\n", "failed:protocol"},
      {"/not-http", "SSH-2.0-OpenSSH_9.2\r\n", "failed:protocol"},
      {"/version", "HTTP/7.3 200 OK\r\n\r\n<p>a</p>", "failed:protocol"},
      {"/status", "HTTP/1.1 2000 OK\r\n\r\n<p>a</p>", "failed:protocol"},
      // Statuses.
      {"/part", "HTTP/1.1 206 Partial Content\r\nContent-Length: 8\r\n\r\n<p>a</p>", "failed:http_206"},
      {"/unchanged", "HTTP/1.1 304 Not Modified\r\n\r\n", "failed:unasked_304"},
      {"/login", "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
       "failed:http_401"},
      // Redirects.
      {"/to-nowhere", "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "failed:redirects"},
      {"/to-no-url", "HTTP/1.1 302 Found\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n",
       "failed:redirects"},
      {"/to-itself", "HTTP/1.1 302 Found\r\nLocation: /to-itself#a\r\nContent-Length: 0\r\n\r\n",
       "failed:redirects"},
      {"/to-and", "HTTP/1.1 302 Found\r\nLocation: /fro\r\nContent-Length: 0\r\n\r\n", "failed:redirects"},
      {"/fro", "HTTP/1.1 307 Temporary Redirect\r\nLocation: /to-and\r\nContent-Length: 0\r\n\r\n",
       "failed:redirects"},
      {"/to-file", "HTTP/1.1 302 Found\r\nLocation: file:///etc/hosts\r\nContent-Length: 0\r\n\r\n",
       "failed:redirects"},
      {"/to-inside", "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n",
       "refused:host"},
  };
  return rows;
}

class AnswersTest : public CrawlTest {};

TEST_F(AnswersTest, EachIsHandledAndCountedByItsOwnReason) {
  TestServer server([](const ServerRequest& request) {
    if (request.target == "/robots.txt") return reply(404);
    for (const auto& row : wrong_answers()) {
      if (request.target != row.target) continue;
      std::string answer = row.answer;
      // The server does so, and the next request may be just on its way.
      if (answer.starts_with("HTTP/1.1 ")) answer.insert(answer.find("\r\n") + 2, "Connection: close\r\n");
      return ServerReply{200, "", {}, 0ms, answer};
    }
    return reply(200, "<p>fine</p>");
  });
  auto source = source_for(server);
  source.politeness.max_retries = 0;
  source.politeness.connections_per_host = 4;
  for (const auto& row : wrong_answers()) frontier_.add("portal", server.url(row.target));
  frontier_.add("portal", server.url("/fine"));
  crawl({source});
  EXPECT_EQ(sink_.outcomes.size(), wrong_answers().size() + 1);
  for (const auto& row : wrong_answers()) {
    const auto* outcome = sink_.of(server.url(row.target));
    ASSERT_NE(outcome, nullptr) << row.target;
    EXPECT_EQ(result_of(server.url(row.target)), row.outcome)
        << row.target << (outcome->page.ok() ? "" : ": " + outcome->page.error().message);
    if (outcome->page.ok()) {
      EXPECT_EQ(outcome->page->body, row.body) << row.target;
      EXPECT_EQ(header_value(outcome->page->headers, "X-Late"), "") << "a trailer is no header";
    }
  }
  EXPECT_EQ(result_of(server.url("/fine")), "200");
}

TEST_F(AnswersTest, ACompressedRobotsTxtThatBreaksOffSaysNothingAndNothingIsFetched) {
  std::string rules = "User-agent: *\n";
  for (int i = 0; i < 500; ++i) rules += "Disallow: /" + std::to_string(i * 7919) + "/\n";
  const auto whole = gzip(rules + "Disallow: /private\n");
  TestServer server([&](const ServerRequest& request) {
    if (request.target != "/robots.txt") return reply(200, "<p>fine</p>");
    return reply(200, whole.substr(0, whole.size() / 2), {{"Content-Encoding", "gzip"}});
  });
  frontier_.add("portal", server.url("/private"));
  const FastClock clock(50);
  CrawlOptions options;
  options.clock = &clock;
  crawl({source_for(server)}, options);
  EXPECT_EQ(result_of(server.url("/private")), "~refused:robots_unreachable");
  EXPECT_TRUE(server.requests("/private").empty());
}

TEST_F(AnswersTest, PagesThatOnlySendTheirReaderOnAreFollowedLikeRedirects) {
  const auto refresh = [](const std::string& to) {
    return reply(200, "<html><head><meta http-equiv=\"refresh\" content=\"0;url=" + to + "\"></head></html>",
                 {{"Content-Type", "text/html"}});
  };
  TestServer server([&](const ServerRequest& request) {
    if (request.target == "/robots.txt") return reply(200, "User-agent: *\nDisallow: /hidden\n");
    if (request.target == "/home") return refresh("/web/index.htm");
    if (request.target == "/to-and") return refresh("/fro");
    if (request.target == "/fro") return refresh("/to-and");
    if (request.target == "/to-hidden") return refresh("/hidden/page");
    if (request.target == "/to-inside") return refresh("http://10.0.0.1/");
    if (request.target.starts_with("/deeper")) return refresh(request.target + "x");
    if (request.target == "/waits")
      return reply(200, "<meta http-equiv=refresh content=300>news", {{"Content-Type", "text/html"}});
    return reply(200, "<p>fine</p>", {{"Content-Type", "text/html"}});
  });
  auto source = source_for(server);
  const char* const expected[][2] = {{"/home", "200"},
                                     {"/to-and", "failed:redirects"},
                                     {"/deeper", "failed:redirects"},
                                     {"/to-hidden", "refused:robots"},
                                     {"/to-inside", "refused:host"},
                                     {"/waits", "200"}};
  for (const auto& row : expected) frontier_.add("portal", server.url(row[0]));
  crawl({source});
  for (const auto& row : expected) EXPECT_EQ(result_of(server.url(row[0])), row[1]) << row[0];
  const auto* home = sink_.of(server.url("/home"));
  EXPECT_EQ(home->page->url, server.url("/web/index.htm"));
  EXPECT_EQ(home->page->body, "<p>fine</p>");
  EXPECT_EQ(home->reason, "followed:meta_refresh");
  EXPECT_EQ(sink_.of(server.url("/waits"))->reason, "");
  EXPECT_TRUE(server.requests("/hidden/page").empty());
}

TEST_F(AnswersTest, SourcesThatVerifyNothingAreNoted) {
  TestServer server([](const ServerRequest&) { return reply(200, "x"); });
  auto source = source_for(server);
  EXPECT_TRUE(crawl({source}).notes.empty());
  source.http.verify_tls = false;
  const auto summary = crawl({source});
  ASSERT_EQ(summary.notes.size(), 1u);
  EXPECT_NE(summary.notes[0].find("source portal doesn't verify"), std::string::npos) << summary.notes[0];
}

TEST_F(AnswersTest, WhatASourceSaysOfItsServerHoldsForRobotsAndPagesAlike) {
  TestServer server([](const ServerRequest& request) {
    return reply(200, request.target == "/robots.txt" ? "" : "x", {{"Set-Cookie", "session=7; Path=/"}});
  });
  auto source = source_for(server);
  source.http.cookies = true;
  auto other = source_for(server, "other");
  frontier_.add("portal", server.url("/a"));
  frontier_.add("portal", server.url("/b"));
  crawl({source, other});
  ASSERT_EQ(server.requests().size(), 3u);
  EXPECT_EQ(header_value(server.requests("/a").at(0).headers, "Cookie"), "session=7") << "set by robots.txt";
  frontier_.add("other", server.url("/c"));
  crawl({source, other});
  EXPECT_EQ(header_value(server.requests("/c").at(0).headers, "Cookie"), "");

  source.http.proxy = "http://127.0.0.1:1";
  source.politeness.max_retries = 0;
  frontier_.add("portal", server.url("/d"));
  crawl({source});
  EXPECT_EQ(result_of(server.url("/d")), "~refused:robots_unreachable")
      << "nor is robots.txt read past the proxy";
}

TEST_F(AnswersTest, LimitsOfASourceReachTheRequest) {
  TestServer server([](const ServerRequest& request) {
    ServerReply answer = reply(request.target == "/robots.txt" ? 404 : 200);
    if (request.target == "/late") answer.delay = 60s;
    if (request.target == "/stops") {
      answer.raw = raw("Content-Length: 1000\r\n", "some");
      answer.keep_open = true;
    }
    return answer;
  });
  auto source = source_for(server);
  source.politeness.max_retries = 0;
  source.politeness.first_byte_timeout = 200ms;
  source.politeness.stall_timeout = 200ms;
  frontier_.add("portal", server.url("/late"));
  frontier_.add("portal", server.url("/stops"));
  crawl({source});
  EXPECT_EQ(result_of(server.url("/late")), "failed:first_byte");
  EXPECT_EQ(result_of(server.url("/stops")), "failed:stalled");
}

}  // namespace
}  // namespace tenderlead::crawler
