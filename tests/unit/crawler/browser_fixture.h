// A pool of browsers with a server that they may load from, and one that they may not.
#pragma once

#include <gtest/gtest.h>
#include <sys/types.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "crawler/browser/browser_pool.h"
#include "test_server.h"

namespace tenderlead::crawler {

using namespace std::chrono_literals;

class BrowserTest : public testing::Test {
 protected:
  BrowserTest() {
    std::string folder = std::filesystem::temp_directory_path() / "browser-test-XXXXXX";
    folder_ = ::mkdtemp(folder.data());
    options_.program = find_browser();
    options_.folder = folder_;
    rules_.settle = 200ms;
    rules_.timeout = 20s;
  }
  ~BrowserTest() override {
    pool_.reset();
    EXPECT_TRUE(std::filesystem::is_empty(folder_)) << "a browser left files behind";
    std::filesystem::remove_all(folder_);
  }
  void SetUp() override { ASSERT_FALSE(options_.program.empty()) << "install Debian's chromium"; }

  // What the server answers, by target; 404 for the rest.
  void serve(const std::string& target, const std::string& body, const std::string& type = "text/html") {
    ServerReply reply;
    reply.body = body;
    reply.headers = {{"Content-Type", type}};
    answers_[target] = reply;
  }

  RenderJob job(const std::string& body, const std::string& target = "/page") {
    RenderJob made;
    made.page.url = made.page.requested_url = server_.url(target);
    made.page.status = 200;
    made.page.headers = {{"Content-Type", "text/html; charset=utf-8"}, {"X-Portal", "1"}};
    made.page.body = body;
    made.rules = rules_;
    made.max_body_bytes = max_body_bytes_;
    made.admit = [this](const Url& url) -> std::optional<FetchRequest> {
      if (url.host_and_port() != server_.host()) return std::nullopt;
      FetchRequest request;
      request.allow_private_address = true;
      request.total_timeout = 5s;
      return request;
    };
    return made;
  }

  BrowserPool& pool() {
    if (!pool_) pool_.emplace(fetcher_, options_);
    return *pool_;
  }

  // Renders pages at the same time, to the end of the last.
  std::vector<RenderResult> render(std::vector<RenderJob> jobs) {
    std::vector<RenderResult> results(jobs.size());
    std::size_t left = jobs.size();
    boost::asio::post(fetcher_.executor(), [&] {
      for (std::size_t i = 0; i < results.size(); ++i)
        pool().render(std::move(jobs[i]), [&, i](RenderResult result) {
          results[i] = std::move(result);
          if (--left == 0 && rest_after_) pool().rest();
        });
    });
    while (left > 0) io_.run_one();
    if (rest_after_) io_.run();
    io_.restart();
    return results;
  }
  RenderResult render(RenderJob one) {
    std::vector<RenderJob> jobs;
    jobs.push_back(std::move(one));
    return std::move(render(std::move(jobs)).front());
  }
  // The document, or the reason why there is none.
  static std::string text_of(const RenderResult& result) {
    return result.answer.page.ok() ? result.answer.page.value().body
                                   : result.answer.reason + ": " + result.answer.page.error().message;
  }
  std::string document(const std::string& body) { return text_of(render(job(body))); }

  // Processes that are children of ours.
  static std::vector<pid_t> children() {
    std::vector<pid_t> found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
      const std::string name = entry.path().filename();
      if (name.find_first_not_of("0123456789") != std::string::npos) continue;
      std::ifstream file(entry.path() / "stat");
      const std::string stat((std::istreambuf_iterator<char>(file)), {});
      int parent = 0;
      const auto after = stat.rfind(") ");
      if (after != std::string::npos && std::sscanf(stat.c_str() + after + 2, "%*c %d", &parent) == 1 &&
          parent == ::getpid())
        found.push_back(static_cast<pid_t>(std::stoi(name)));
    }
    return found;
  }

  std::map<std::string, ServerReply> answers_;
  TestServer server_{[this](const ServerRequest& request) {
    const auto found = answers_.find(request.target);
    return found != answers_.end() ? found->second : ServerReply{404, "", {}, 0ms, ""};
  }};
  // Nobody allowed this one.
  TestServer forbidden_{[](const ServerRequest&) {
    return ServerReply{200, "SECRET", {{"Access-Control-Allow-Origin", "*"}}, 0ms, ""};
  }};
  BrowserPoolOptions options_;
  BrowserRules rules_;
  std::uint64_t max_body_bytes_ = 4u << 20;
  bool rest_after_ = false;
  std::filesystem::path folder_;
  boost::asio::io_context io_;
  Fetcher fetcher_{io_, FetcherOptions{user_agent("https://crawler.example.com"), 16, {}}};
  std::optional<BrowserPool> pool_;
};

}  // namespace tenderlead::crawler
