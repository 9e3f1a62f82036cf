// Connections that were used before and are closed without an answer: libcurl would send the request again at once.
#include <sys/socket.h>

#include "crawl_harness.h"
#include "loopback_server.h"

namespace tenderlead::crawler {
namespace {

// Answers everything but what lies under /closed, where it reads the request and closes the connection.
class ClosingServer : public LoopbackServer {
 public:
  ClosingServer() { begin(); }
  ~ClosingServer() override { end(); }
  std::string url(const std::string& path) const { return "http://" + host() + path; }
  std::string host() const { return "127.0.0.1:" + std::to_string(port()); }
  std::vector<ServerRequest> requests_of(const std::string& target) const {
    auto all = requests();
    std::erase_if(all, [&](const ServerRequest& request) { return request.target != target; });
    return all;
  }

 private:
  void serve(int fd) override {
    Socket socket(fd);
    for (auto head = socket.read_head(); !head.empty(); head = socket.read_head()) {
      auto request = parse_head(head);
      request.arrived = std::chrono::steady_clock::now();
      const std::string target = request.target;
      remember(std::move(request));
      if (target.starts_with("/closed")) {
        ::shutdown(fd, SHUT_RDWR);
        return;
      }
      if (!socket.write_all(text_of(reply(target == "/robots.txt" ? 404 : 200, "page")))) return;
    }
  }
};

class ClosedConnections : public CrawlTest {
 protected:
  Source source_of(const ClosingServer& server) const {
    Source source;
    source.id = "portal";
    source.allowed_hosts = source.allowed_private_hosts = {server.host()};
    source.politeness.request_timeout = 5s;
    return source;
  }
};

TEST_F(ClosedConnections, GiveNoRequestASecondTryBehindOurBack) {
  ClosingServer server;
  Source source = source_of(server);
  source.politeness.delay = 0ms;
  source.politeness.max_retries = 0;
  for (const char* path : {"/a", "/closed", "/z"}) frontier_.add("portal", server.url(path));
  crawl({source});
  EXPECT_EQ(result_of(server.url("/closed")), "failed:network");
  EXPECT_EQ(server.requests_of("/closed").size(), 1u);
  EXPECT_EQ(result_of(server.url("/a")), "200");
  EXPECT_EQ(result_of(server.url("/z")), "200") << "the next one opens another";
  EXPECT_EQ(server.connections(), 2);
}

TEST_F(ClosedConnections, AreTriedAgainAfterTheDelayAndEachTryCounts) {
  ClosingServer server;
  Source source = source_of(server);
  source.politeness.delay = 60ms;
  source.politeness.max_retries = 2;
  for (const char* path : {"/a", "/closed", "/z"}) frontier_.add("portal", server.url(path));
  crawl({source});
  ASSERT_NE(sink_.of(server.url("/closed")), nullptr);
  EXPECT_EQ(sink_.of(server.url("/closed"))->tries, 3);
  EXPECT_EQ(server.requests_of("/closed").size(), 3u);
  const auto requests = server.requests();
  for (std::size_t i = 1; i < requests.size(); ++i)
    EXPECT_GE(requests[i].arrived - requests[i - 1].arrived, 60ms) << requests[i].target;
}

}  // namespace
}  // namespace tenderlead::crawler
