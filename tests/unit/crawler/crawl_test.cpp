#include "crawler/crawl.h"

#include <gtest/gtest.h>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <thread>

#include "crawl_harness.h"

namespace tenderlead::crawler {
namespace {

ServerReply no_robots(const ServerRequest& request) {
  return request.target == "/robots.txt" ? reply(404) : reply(200, request.target);
}

TEST_F(CrawlTest, EmptiesTheFrontierWithWhatCommitsAdd) {
  TestServer server(no_robots);
  frontier_.add("portal", server.url("/list"), TaskKind::start);
  sink_.on_deliver = [&](const FetchOutcome& outcome) {
    if (outcome.task.kind != TaskKind::start) return;
    for (int i = 0; i < 600; ++i) frontier_.add("portal", server.url("/notice/" + std::to_string(i)));
  };
  const auto summary = crawl({source_for(server)});
  EXPECT_EQ(summary.totals.fetched, 601u);
  EXPECT_EQ(summary.totals.requests, 602u) << "robots.txt once";
  EXPECT_EQ(frontier_.size(), 0u);
  EXPECT_FALSE(summary.stopped);
  EXPECT_EQ(server.most_at_once(), 1) << "one connection a host unless the source says otherwise";
  EXPECT_EQ(server.connections(), 1);
  for (const auto& outcome : sink_.outcomes) {
    ASSERT_TRUE(outcome.page.ok());
    EXPECT_EQ(server.url(outcome.page.value().body), outcome.task.url);
    EXPECT_EQ(outcome.tries, 1);
  }
}

TEST_F(CrawlTest, FindsWhatACommitQueuesForAnotherSource) {
  TestServer server(no_robots);
  frontier_.add("portal", server.url("/a"));
  sink_.on_deliver = [&](const FetchOutcome& outcome) {
    if (outcome.task.source_id == "portal") frontier_.add("hospital", server.url("/b"));
  };
  crawl({source_for(server, "hospital"), source_for(server, "portal")});
  EXPECT_EQ(result_of(server.url("/b")), "200");
}

TEST_F(CrawlTest, EndsAtOnceWhereNothingIsQueued) {
  TestServer server(no_robots);
  const auto summary = crawl({source_for(server)});
  EXPECT_EQ(summary.totals.requests, 0u);
}

TEST_F(CrawlTest, KeepsTheDelayBetweenAllRequestsToAHost) {
  TestServer server(no_robots);
  Source source = source_for(server);
  source.politeness.delay = 50ms;
  for (int i = 0; i < 6; ++i) frontier_.add("portal", server.url("/" + std::to_string(i)));
  crawl({source});
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 7u);
  EXPECT_EQ(requests[0].target, "/robots.txt");
  for (std::size_t i = 1; i < requests.size(); ++i)
    EXPECT_GE(requests[i].arrived - requests[i - 1].arrived, 50ms) << requests[i].target;
}

TEST_F(CrawlTest, NeverUsesMoreConnectionsThanTheSourceAllows) {
  TestServer server([](const ServerRequest& request) {
    ServerReply made = no_robots(request);
    made.delay = 20ms;
    return made;
  });
  Source source = source_for(server);
  source.politeness.connections_per_host = 3;
  for (int i = 0; i < 40; ++i) frontier_.add("portal", server.url("/" + std::to_string(i)));
  crawl({source});
  EXPECT_LE(server.most_at_once(), 3);
  EXPECT_GT(server.most_at_once(), 1);
  EXPECT_EQ(sink_.outcomes.size(), 40u);
}

TEST_F(CrawlTest, ASlowHostDoesNotHoldUpAFastOne) {
  TestServer slow([](const ServerRequest& request) {
    ServerReply made = no_robots(request);
    made.delay = request.target == "/robots.txt" ? 0s : 3600s;
    return made;
  });
  TestServer fast(no_robots);
  // One source, and the slow host's tasks fill more than a window of it before the fast host's come.
  Source source = source_for(slow);
  source.politeness.request_timeout = 3600s;
  source.allowed_hosts.push_back(fast.host());
  source.allowed_private_hosts.push_back(fast.host());
  for (int i = 0; i < 400; ++i) frontier_.add("portal", slow.url("/" + std::to_string(i)));
  for (int i = 0; i < 200; ++i) frontier_.add("portal", fast.url("/" + std::to_string(i)));
  int from_fast = 0;
  sink_.on_deliver = [&](const FetchOutcome& outcome) {
    if (outcome.page.ok() && outcome.page.value().url.starts_with(fast.url("/")) && ++from_fast == 200)
      running_->cancel();
  };
  CrawlOptions options;
  options.max_connections = 2;
  crawl({source}, options);
  EXPECT_EQ(from_fast, 200);
  EXPECT_EQ(slow.requests().size(), 2u) << "robots.txt and the page that never comes";
  EXPECT_EQ(frontier_.size(), 400u);
}

TEST_F(CrawlTest, TriesAgainWhatMayPassAndOnlyThat) {
  std::map<std::string, int> asked;
  TestServer server([&](const ServerRequest& request) {
    const int times = ++asked[request.target];
    if (request.target == "/recovers") return times <= 2 ? reply(503) : reply(200);
    if (request.target == "/breaks") {
      ServerReply made;
      made.raw = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort";
      return times == 1 ? made : reply(200, "whole");
    }
    if (request.target == "/down") return reply(500);
    if (request.target == "/busy") return reply(429);
    if (request.target == "/gone") return reply(410);
    if (request.target == "/unknown") return reply(501);
    return no_robots(request);
  });
  Source source = source_for(server);
  source.politeness.max_retries = 2;
  for (const char* path : {"/recovers", "/breaks", "/down", "/busy", "/gone", "/unknown", "/fine"})
    frontier_.add("portal", server.url(path));
  const FastClock clock(20);
  CrawlOptions options;
  options.clock = &clock;
  const auto summary = crawl({source}, options);
  struct Case {
    const char* path;
    const char* result;
    int tries;
  };
  for (const auto& row :
       {Case{"/recovers", "200", 3}, Case{"/breaks", "200", 2}, Case{"/down", "failed:http_500", 3},
        Case{"/busy", "failed:http_429", 3}, Case{"/gone", "failed:http_410", 1},
        Case{"/unknown", "failed:http_501", 1}, Case{"/fine", "200", 1}}) {
    EXPECT_EQ(result_of(server.url(row.path)), row.result);
    ASSERT_NE(sink_.of(server.url(row.path)), nullptr);
    EXPECT_EQ(sink_.of(server.url(row.path))->tries, row.tries) << row.path;
    EXPECT_EQ(server.requests(row.path).size(), static_cast<std::size_t>(row.tries)) << row.path;
  }
  EXPECT_EQ(sink_.of(server.url("/breaks"))->page.value().body, "whole");
  EXPECT_EQ(sink_.of(server.url("/gone"))->page.error().code, ErrorCode::http_status);
  EXPECT_NE(sink_.of(server.url("/gone"))->page.error().message.find("410 Gone"), std::string::npos);
  EXPECT_EQ(summary.totals.fetched, 3u);
  EXPECT_EQ(summary.totals.failed, 4u);
  EXPECT_EQ(frontier_.size(), 0u);
}

TEST_F(CrawlTest, WaitsAsLongAsRetryAfterAsks) {
  int asked = 0;
  TestServer server([&](const ServerRequest& request) {
    if (request.target == "/busy" && ++asked == 1) return reply(503, "", {{"Retry-After", "30"}});
    return no_robots(request);
  });
  frontier_.add("portal", server.url("/busy"));
  frontier_.add("portal", server.url("/other"));
  const FastClock clock(100);
  CrawlOptions options;
  options.clock = &clock;
  crawl({source_for(server)}, options);
  EXPECT_EQ(result_of(server.url("/busy")), "200");
  const auto first = server.requests("/busy").at(0).arrived;
  EXPECT_GE(server.requests("/busy").at(1).arrived - first, 300ms);
  EXPECT_GE(server.requests("/other").at(0).arrived - first, 300ms) << "the whole host is left alone";
}

TEST_F(CrawlTest, LeavesAHostThatAsksForHoursToALaterRun) {
  TestServer server([](const ServerRequest& request) {
    return request.target == "/robots.txt" ? reply(404) : reply(429, "", {{"Retry-After", "7200"}});
  });
  for (const char* path : {"/a", "/b", "/c"}) frontier_.add("portal", server.url(path));
  const auto summary = crawl({source_for(server)});
  for (const char* path : {"/a", "/b", "/c"}) {
    EXPECT_EQ(result_of(server.url(path)), "~refused:retry_after");
    EXPECT_TRUE(frontier_.holds(server.url(path)));
  }
  EXPECT_EQ(server.requests().size(), 2u);
  EXPECT_EQ(summary.totals.postponed, 3u);
  EXPECT_EQ(summary.notes.size(), 1u);
}

TEST_F(CrawlTest, GivesUpAHostThatNeverAnswersAndKeepsItsTasks) {
  Source source;
  std::string gone;
  {
    TestServer server(no_robots);
    source = source_for(server);
    gone = server.url("/");
  }
  source.politeness.obey_robots = false;
  source.politeness.max_retries = 100;
  for (int i = 0; i < 300; ++i) frontier_.add("portal", gone + std::to_string(i));
  const FastClock clock(100);
  CrawlOptions options;
  options.clock = &clock;
  const auto summary = crawl({source}, options);
  EXPECT_EQ(summary.totals.postponed, 300u);
  EXPECT_EQ(summary.totals.requests, 6u);
  EXPECT_EQ(frontier_.size(), 300u);
  EXPECT_EQ(result_of(gone + "0"), "~failed:host_unreachable");
}

TEST_F(CrawlTest, TellsPagesThatAreBrokenFromAHostThatIs) {
  struct Case {
    int status;
    const char* result;
  };
  for (const auto& row : {Case{500, "failed:http_500"}, Case{503, "~failed:host_unreachable"}}) {
    TestServer server([&](const ServerRequest& request) {
      return request.target == "/robots.txt" ? reply(404) : reply(row.status);
    });
    Source source = source_for(server);
    source.politeness.max_retries = 1;
    for (int i = 0; i < 20; ++i) frontier_.add("portal", server.url("/" + std::to_string(i)));
    const FastClock clock(1000);
    CrawlOptions options;
    options.clock = &clock;
    crawl({source}, options);
    EXPECT_EQ(result_of(server.url("/19")), row.result);
  }
}

TEST_F(CrawlTest, CancelLeavesWhatIsInFlightQueued) {
  TestServer server([this](const ServerRequest& request) {
    ServerReply made = no_robots(request);
    if (request.target == "/slow") {
      made.delay = 60s;
      running_->cancel();
    }
    return made;
  });
  frontier_.add("portal", server.url("/first"));
  frontier_.add("portal", server.url("/slow"));
  for (int i = 0; i < 500; ++i) frontier_.add("portal", server.url("/" + std::to_string(i)));
  const auto summary = crawl({source_for(server)});
  EXPECT_TRUE(summary.stopped);
  EXPECT_EQ(result_of(server.url("/first")), "200");
  EXPECT_EQ(result_of(server.url("/slow")), "nothing");
  EXPECT_EQ(sink_.outcomes.size(), 1u);
  EXPECT_EQ(frontier_.size(), 501u);
  EXPECT_EQ(fetcher().in_flight(), 0u);
}

TEST_F(CrawlTest, StopWaitsForWhatIsInFlightAndFetchesNothingNew) {
  bool stopped = false;  // on the server's thread; no answer goes out before
  TestServer server([&](const ServerRequest& request) {
    if (request.target == "/robots.txt") return reply(404);
    if (request.target == "/last") {
      running_->stop();
      stopped = true;
    }
    ServerReply made = reply(request.target == "/gone" ? 404 : 200, "page");
    if (request.target == "/moved") {
      made = reply(302);
      made.headers.emplace_back("Location", "/elsewhere");
    }
    if (request.target == "/busy") made = reply(503);
    made.may_go = [&stopped] { return stopped; };
    return made;
  });
  // All five are in flight once robots.txt is known, and no connection is left.
  Source source = source_for(server);
  source.politeness.connections_per_host = 5;
  for (const char* path : {"/first", "/moved", "/busy", "/gone", "/last"})
    frontier_.add("portal", server.url(path));
  for (int i = 0; i < 500; ++i) frontier_.add("portal", server.url("/" + std::to_string(i)));
  const auto summary = crawl({source});
  EXPECT_TRUE(summary.stopped);
  EXPECT_EQ(result_of(server.url("/last")), "200");
  EXPECT_EQ(result_of(server.url("/first")), "200");
  EXPECT_EQ(result_of(server.url("/gone")), "failed:http_404");
  EXPECT_EQ(result_of(server.url("/moved")), "nothing") << "its next hop would be a new request";
  EXPECT_EQ(result_of(server.url("/busy")), "nothing") << "a try more would be a new request";
  EXPECT_EQ(server.requests().size(), 6u) << "robots.txt and the five";
  EXPECT_EQ(fetcher().in_flight(), 0u);
}

TEST_F(CrawlTest, StopWaitsForWhatIsNotYetDurable) {
  TestServer server(no_robots);
  frontier_.add("portal", server.url("/a"));
  sink_.hold = true;
  std::thread committer;
  sink_.on_deliver = [&](const FetchOutcome&) {
    running_->stop();
    boost::asio::post(io_, [&] { committer = std::thread([commit = sink_.held.at(0)] { commit(); }); });
  };
  const auto summary = crawl({source_for(server)});
  ASSERT_TRUE(committer.joinable()) << "the crawl ended before its delivery was durable";
  committer.join();
  EXPECT_TRUE(summary.stopped);
}

TEST_F(CrawlTest, PausesWhileTheSinkIsBehind) {
  TestServer server(no_robots);
  Source source = source_for(server);
  source.politeness.connections_per_host = 8;
  for (int i = 0; i < 50; ++i) frontier_.add("portal", server.url("/" + std::to_string(i)));
  sink_.hold = true;
  std::size_t most = 0;
  sink_.on_deliver = [&](const FetchOutcome&) {
    most = std::max(most, sink_.held.size() + 1);
    if (sink_.held.size() + 1 < 10) return;
    boost::asio::post(io_, [&] {
      for (const auto& commit : std::exchange(sink_.held, {})) commit();
    });
  };
  CrawlOptions options;
  options.max_uncommitted = 10;
  const auto summary = crawl({source}, options);
  EXPECT_EQ(most, 10u);
  EXPECT_EQ(summary.totals.fetched, 50u);
}

TEST_F(CrawlTest, PausesWhileTheSinkHoldsManyBytes) {
  constexpr std::size_t kPage = 1000;
  TestServer server([](const ServerRequest& request) {
    return request.target == "/robots.txt" ? reply(404) : reply(200, std::string(kPage, 'x'));
  });
  Source source = source_for(server);
  source.politeness.connections_per_host = 1;
  for (int i = 0; i < 12; ++i) frontier_.add("portal", server.url("/" + std::to_string(i)));
  sink_.hold = true;
  std::size_t most = 0;
  boost::asio::steady_timer timer(io_);
  sink_.on_deliver = [&](const FetchOutcome&) {
    most = std::max(most, sink_.held.size() + 1);
    if (sink_.held.size() + 1 != 4) return;
    // Long enough for more to come if it were asked for.
    timer.expires_after(std::chrono::milliseconds(50));
    timer.async_wait([&](const boost::system::error_code&) {
      for (const auto& commit : std::exchange(sink_.held, {})) commit();
    });
  };
  CrawlOptions options;
  options.max_uncommitted_bytes = 4 * kPage;
  const auto summary = crawl({source}, options);
  EXPECT_EQ(most, 4u);
  EXPECT_EQ(summary.totals.fetched, 12u);
}

TEST_F(CrawlTest, SendsConditionsHeadersAndBodiesOfTasks) {
  TestServer server([](const ServerRequest& request) {
    if (request.target == "/known")
      return reply(header_value(request.headers, "If-None-Match") == "\"7\"" ? 304 : 200);
    return no_robots(request);
  });
  Task known;
  known.source_id = "portal";
  known.url = server.url("/known");
  known.etag = "\"7\"";
  frontier_.add(known);
  Task post;
  post.source_id = "portal";
  post.url = server.url("/api");
  post.method = "POST";
  post.body = "page=1";
  post.headers = {{"X-Api", "1"}};
  frontier_.add(post);
  crawl({source_for(server)});
  EXPECT_EQ(result_of(server.url("/known")), "304");
  EXPECT_EQ(result_of(server.url("/api")), "200");
  const auto seen = server.requests("/api").at(0);
  EXPECT_EQ(seen.method, "POST");
  EXPECT_EQ(seen.body, "page=1");
  EXPECT_EQ(header_value(seen.headers, "X-Api"), "1");
}

TEST_F(CrawlTest, MayBeDestroyedInTheMiddle) {
  TestServer server([](const ServerRequest& request) {
    ServerReply made = no_robots(request);
    made.delay = request.target == "/robots.txt" ? 0ms : 60000ms;
    return made;
  });
  frontier_.add("portal", server.url("/a"));
  std::optional<Crawl> crawl;
  crawl.emplace(fetcher(), frontier_, sink_, std::vector{source_for(server)}, CrawlOptions{});
  crawl->start([](const CrawlSummary&) { ADD_FAILURE() << "it didn't end"; });
  while (server.requests("/a").empty()) ASSERT_GT(io_.run_one(), 0u);
  crawl.reset();
  io_.run();
  EXPECT_TRUE(sink_.outcomes.empty());
  EXPECT_EQ(fetcher().in_flight(), 0u);
}

}  // namespace
}  // namespace tenderlead::crawler
