#include "app/source_new/probe.h"

#include <array>
#include <boost/asio/io_context.hpp>
#include <deque>
#include <string_view>
#include <utility>

#include "crawler/crawl.h"
#include "crawler/fetcher.h"

namespace tenderlead::app {
namespace {

class ProbeQueue : public crawler::Frontier, public crawler::CrawlSink {
 public:
  ProbeQueue(std::size_t most, const ProbePlan& plan) : most_(most), plan_(plan) {}

  void add(crawler::Task task) {
    if (static_cast<std::size_t>(next_id_) > most_) return;
    task.id = next_id_++;
    waiting_.push_back(std::move(task));
  }

  std::vector<crawler::Task> take(const std::string&, std::size_t limit) override {
    std::vector<crawler::Task> tasks;
    while (tasks.size() < limit && !waiting_.empty()) {
      tasks.push_back(std::move(waiting_.front()));
      waiting_.pop_front();
    }
    return tasks;
  }

  void deliver(crawler::FetchOutcome outcome, std::function<void()> committed) override {
    for (crawler::Task& task : plan_(outcome)) {
      task.source_id = outcome.task.source_id;
      add(std::move(task));
    }
    committed();
  }

 private:
  std::size_t most_;
  const ProbePlan& plan_;
  std::int64_t next_id_ = 1;
  std::deque<crawler::Task> waiting_;
};

struct Explanation {
  std::string_view reason;  // what the ledger's word begins with
  std::string_view words;
};
constexpr std::array<Explanation, 18> kExplanations = {
    {{"refused:robots_unreachable",
      "读不到该站的 robots.txt，按规定不抓取 (robots.txt can't be read, so nothing is fetched)"},
     {"refused:robots",
      "该站的 robots.txt 不允许抓取这一页 (robots.txt disallows this page)；请换一个栏目，或与站点联系"},
     {"refused:private_address",
      "这是内网或本机地址，默认不抓取 (a private address)；确实要抓取时加上 --allow-private"},
     {"refused:host", "页面跳转到了另一个网站 (redirected to another host)；请直接用跳转后的地址"},
     {"refused:crawl_delay", "该站要求很长的抓取间隔 (robots.txt asks for a long delay)；请稍后再试"},
     {"refused:retry_after", "该站要求稍后再来 (the site asks to come back later)"},
     {"failed:http_404", "没有这个页面 (404 Not Found)；请核对地址"},
     {"failed:http_401", "该页需要登录 (401)；不支持登录后的页面"},
     {"failed:http_",
      "服务器拒绝了请求 (the server refused)；可在浏览器中把网页另存为文件，再用 --file 读取"},
     {"failed:dns", "找不到这个网站 (the name doesn't resolve)；请核对地址"},
     {"failed:timed_out", "服务器没有及时应答 (timed out)；请稍后再试"},
     {"failed:connect_timeout", "连接不上服务器 (no connection in time)；请核对地址，或稍后再试"},
     {"failed:first_byte", "服务器没有及时应答 (no answer in time)；请稍后再试"},
     {"failed:stalled", "服务器应答到一半停住了 (the answer stopped)；请稍后再试"},
     {"failed:certificate",
      "该站的证书无法验证 (its certificate can't be verified)；可用 http.ca_bundle 指定其签发机构的证书"},
     {"failed:tls", "加密连接失败 (TLS)；可试 http:// 开头的地址"},
     {"failed:too_large", "页面太大 (too large)"},
     {"", "抓取失败 (can't be fetched)"}}};

}  // namespace

void probe(const Source& source, crawler::Task first, const std::string& user_agent, std::size_t most,
           const ProbePlan& plan) {
  ProbeQueue queue(most, plan);
  first.source_id = source.id;
  queue.add(std::move(first));
  boost::asio::io_context io;
  crawler::FetcherOptions options;
  options.user_agent = user_agent;
  crawler::Fetcher fetcher(io, options);
  crawler::Crawl crawl(fetcher, queue, queue, {source});
  crawl.start([](const crawler::CrawlSummary&) {});
  io.run();
}

std::string explain_outcome(const crawler::FetchOutcome& outcome) {
  for (const Explanation& known : kExplanations) {
    if (!outcome.reason.starts_with(known.reason)) continue;
    std::string text(known.words);
    if (!outcome.page) text += "。" + outcome.page.error().message;
    return text;
  }
  return outcome.reason;
}

}  // namespace tenderlead::app
