// The portal over real sockets: good manners by default, and each fault on request.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "tests/portal/http_client.h"
#include "tests/portal/portal.h"

namespace tenderlead::portal {
namespace {

class PortalServer : public ::testing::Test {
 protected:
  void SetUp() override { portal_.start(); }

  std::string path(const std::string& url, SiteId site) const {
    return url.substr(portal_.origin(site).size());
  }
  // Details of the column that the faults hit, by asking for all of them.
  std::vector<std::string> column_details() const {
    std::vector<std::string> paths;
    for (const TrueNotice& known : portal_.site(SiteId::column).notices)
      paths.push_back(path(known.notice.url, SiteId::column));
    return paths;
  }
  Response get(const std::string& target) const { return fetch(portal_.port(SiteId::column), target); }
  std::size_t count_status(int status) const {
    const auto paths = column_details();
    return static_cast<std::size_t>(std::count_if(
        paths.begin(), paths.end(), [&](const auto& detail) { return get(detail).status == status; }));
  }

  Portal portal_{Options{.seed = 5, .notices = 80}};
};

TEST_F(PortalServer, AnswersEveryPageAsItWasRendered) {
  for (const SiteId site : kAllSites)
    for (const auto& [target, resource] : portal_.site(site).resources) {
      const Response response = fetch(portal_.port(site), target);
      ASSERT_EQ(response.status, 200) << target;
      EXPECT_EQ(response.body, resource.body) << target;
      EXPECT_EQ(response.header("Content-Type"), resource.content_type) << target;
    }
  EXPECT_EQ(get("/nowhere.htm").status, 404);
}

TEST_F(PortalServer, AnswersConditionalRequestsWith304) {
  const std::string target = column_details().front();
  const Response first = get(target);
  ASSERT_FALSE(first.header("ETag").empty());
  const auto with = [&](const char* name, const std::string& value) {
    return fetch(portal_.port(SiteId::column), target, {{name, value}}).status;
  };
  EXPECT_EQ(with("If-None-Match", first.header("ETag")), 304);
  EXPECT_EQ(with("If-None-Match", "\"other\""), 200);
  EXPECT_EQ(with("If-Modified-Since", first.header("Last-Modified")), 304);
  EXPECT_EQ(with("If-Modified-Since", "Mon, 01 Jan 2024 00:00:00 GMT"), 200);
}

TEST_F(PortalServer, CompressesTheSitemapHospitalWhereTheClientTakesIt) {
  const Response plain = fetch(portal_.port(SiteId::sitemap_hospital), "/about/intro.html");
  const Response packed =
      fetch(portal_.port(SiteId::sitemap_hospital), "/about/intro.html", {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
  EXPECT_LT(packed.body.size(), plain.body.size());
}

TEST_F(PortalServer, RecordsWhatWasAskedOfIt) {
  fetch(portal_.port(SiteId::shell), "/deal/list.html", {{"User-Agent", "someone/1.0"}});
  // The record is written after the answer has left.
  std::vector<RequestRecord> requests;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (requests.empty() && std::chrono::steady_clock::now() < end) requests = portal_.requests();
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_EQ(requests[0].site, SiteId::shell);
  EXPECT_EQ(requests[0].target, "/deal/list.html");
  EXPECT_EQ(requests[0].user_agent, "someone/1.0");
  EXPECT_EQ(requests[0].status, 200);
  EXPECT_EQ(requests[0].in_flight, 1);
  EXPECT_GE(requests[0].ended, requests[0].started);
}

TEST_F(PortalServer, FaultsThatHappenOnceAreGoneTheSecondTime) {
  for (const Fault fault : {Fault::flaky, Fault::drop}) {
    portal_.set_faults({fault});
    const std::size_t all = column_details().size();
    EXPECT_LT(count_status(200), all) << to_string(fault);
    EXPECT_EQ(count_status(200), all) << to_string(fault);
  }
}

TEST_F(PortalServer, FaultsThatLastGoOn) {
  for (const auto& [fault, status] : {std::pair{Fault::broken, 500},
                                      {Fault::missing, 404},
                                      {Fault::redirect_loop, 302},
                                      {Fault::redirect_private, 302}}) {
    portal_.set_faults({fault});
    const std::size_t first = count_status(status);
    EXPECT_GT(first, 2u) << to_string(fault);
    EXPECT_EQ(count_status(status), first) << to_string(fault);
  }
  portal_.set_faults(FaultSet{});
  EXPECT_EQ(count_status(200), column_details().size());
}

TEST_F(PortalServer, DroppedConnectionsLeaveHalfABody) {
  portal_.set_faults({Fault::drop});
  for (const std::string& target : column_details()) {
    const std::size_t whole = portal_.site(SiteId::column).resources.at(target).body.size();
    const Response response = get(target);
    if (response.status == 200) continue;
    EXPECT_EQ(response.body.size(), whole / 2);
    return;
  }
  FAIL() << "no connection was dropped";
}

TEST_F(PortalServer, BombsAreSmallOnTheWireAndHugeBodiesAnnounceTheirSize) {
  EXPECT_LT(gzip_bomb().size(), 1u << 20);
  portal_.set_faults({Fault::gzip_bomb});
  const auto paths = column_details();
  EXPECT_TRUE(std::any_of(paths.begin(), paths.end(), [&](const auto& target) {
    const Response response = get(target);
    return response.header("Content-Encoding") == "gzip" && response.body == gzip_bomb();
  }));
}

TEST_F(PortalServer, RobotsCanFailDenyAndSlowDown) {
  EXPECT_NE(get("/robots.txt").body.find("Disallow: /zfcg/nbgg/"), std::string::npos);
  portal_.set_faults({Fault::robots_error});
  EXPECT_EQ(get("/robots.txt").status, 503);
  portal_.set_faults({Fault::robots_missing});
  EXPECT_EQ(get("/robots.txt").status, 404);
  portal_.set_faults({Fault::robots_denies});
  EXPECT_NE(get("/robots.txt").body.find("Disallow: /\n"), std::string::npos);
  portal_.set_faults({Fault::robots_delay});
  EXPECT_NE(get("/robots.txt").body.find("Crawl-delay: 1"), std::string::npos);
}

TEST_F(PortalServer, EndlessPagingAlwaysHasAnotherPage) {
  portal_.set_faults({Fault::endless});
  EXPECT_EQ(get("/zfcg/jggg/index_77777.htm").status, 200);
  const Response page = fetch(portal_.port(SiteId::shell), "/deal/list.html?page=4711");
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("page=4712"), std::string::npos);
}

TEST_F(PortalServer, TheControlPortTellsAndSets) {
  const auto control = [&](const char* method, const char* target) {
    return fetch(portal_.control_port(), target, {}, method);
  };
  EXPECT_NE(control("GET", "/sites").body.find(portal_.origin(SiteId::api)), std::string::npos);
  EXPECT_EQ(control("PUT", "/faults?site=column&fault=broken").status, 200);
  EXPECT_GT(count_status(500), 0u);
  EXPECT_EQ(control("PUT", "/faults").status, 200);
  EXPECT_EQ(count_status(500), 0u);
  EXPECT_EQ(control("PUT", "/faults?fault=boredom").status, 404);
  EXPECT_EQ(control("DELETE", "/requests").status, 200);
  EXPECT_TRUE(portal_.requests().empty());
  const std::string truth = control("GET", "/truth").body;
  EXPECT_EQ(static_cast<std::size_t>(std::count(truth.begin(), truth.end(), '\n')),
            portal_.notices().size() + portal_.profiles().size());
}

}  // namespace
}  // namespace tenderlead::portal
