// People at work: each has a connection, thinks, asks something of a mix, and waits for the answer.
//
//   bench_ask --port P --token T [--people 50] [--seconds 60] [--think 1000] [--requests 20000] [--leads N]
//
// Prints a JSON object: for each kind of request, and for all, how many there were and the 50th, 95th and 99th percentile in milliseconds.
// Ends after --seconds or --requests, whichever comes first. Fails where an answer isn't one.
#include <CLI/CLI.hpp>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <cstdio>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace http = boost::beast::http;
using Clock = std::chrono::steady_clock;
using Tcp = boost::asio::ip::tcp;

struct Question {
  const char* kind;
  int weight;
  const char* method;
  const char* target;  // {lead}: one of them; {word}: one of kWords
  const char* body = "";
};

constexpr Question kQuestions[] = {
    {"today", 10, "GET", "/api/v1/today"},
    {"list", 12, "GET", "/api/v1/leads"},
    {"list", 12, "GET", "/api/v1/leads?filter=state:live%20score%3E%3D70%20region:51&sort=deadline"},
    {"list", 6, "GET", "/api/v1/leads?filter=%E5%8C%BB%E9%99%A2%20at_hand:true&sort=-changed"},
    {"facets", 8, "GET", "/api/v1/leads/facets?filter=state:live%20kind:open_tender"},
    {"lead", 20, "GET", "/api/v1/leads/{lead}"},
    {"action", 6, "POST", "/api/v1/leads/actions",
     R"({"action":"status","status":"contacted","leads":[{"id":"{lead}","etag":"*"}]})"},
    {"search", 16, "GET", "/api/v1/search?q={word}"},
    {"search page", 5, "GET", "/api/v1/search?in=notices&q={word}"},
    {"search facets", 5, "GET", "/api/v1/search/facets?q={word}"},
};
// Of what nearly all notices have, of what few have, of what none has; phrases, exclusions, conditions.
constexpr const char* kWords[] = {"医院",
                                  "电子病历",
                                  "采购公告",
                                  "医院 电子病历",
                                  "互联互通 中标",
                                  "高压氧舱",
                                  "核磁共振成像系统 中心医院",
                                  "\"历史数据完整\"",
                                  "电子病历 -公开招标",
                                  "医院 -采购",
                                  "电子病历 -应用水平分级评价",
                                  "HIS",
                                  "JC20500000",
                                  "无人知道的词语",
                                  "医院 kind:award region:51",
                                  "电子病历 published:2024-01-01..2024-03-31",
                                  "服务器 budget>=5000000",
                                  "kind:intention source:source7",
                                  "-医院",
                                  "子病 病历 电子"};

std::string escaped(std::string_view text) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

void fill(std::string& text, const char* name, const std::string& with) {
  if (const auto at = text.find(name); at != std::string::npos)
    text.replace(at, std::string_view(name).size(), with);
}

struct Options {
  unsigned short port = 0;
  std::string token;
  int people = 50;
  int seconds = 60;
  int think = 1000;  // milliseconds, on average
  int requests = 20'000;
  int leads = 100'000;
};

struct Times {
  std::mutex mutex;
  std::map<std::string, std::vector<double>> by_kind;
  std::map<std::string, double> slowest_words;  // of searches
  std::atomic<int> left{0};
  std::atomic<int> failed{0};
  std::string first_failure;
};

void work(const Options& options, int person, Clock::time_point end, Times& times) {
  std::minstd_rand random(static_cast<unsigned>(person) + 1);
  random.discard(10);
  boost::asio::io_context io;
  Tcp::socket socket(io);
  socket.connect({boost::asio::ip::make_address("127.0.0.1"), options.port});
  socket.set_option(Tcp::no_delay(true));
  boost::beast::flat_buffer buffer;
  int weights = 0;
  for (const auto& question : kQuestions) weights += question.weight;
  // Not all at once.
  std::this_thread::sleep_for(std::chrono::milliseconds(options.think * person / options.people));
  while (Clock::now() < end && times.left-- > 0) {
    auto pick = static_cast<int>(random() % static_cast<unsigned>(weights));
    const Question* question = kQuestions;
    while (pick >= question->weight) pick -= (question++)->weight;
    const std::string word = kWords[random() % std::size(kWords)];
    const auto lead = "lead" + std::to_string(1'000'000 + random() % static_cast<unsigned>(options.leads));
    std::string target = question->target, body = question->body;
    fill(target, "{lead}", lead);
    fill(target, "{word}", escaped(word));
    fill(body, "{lead}", lead);
    http::request<http::string_body> request;
    request.method_string(question->method);
    request.target(target);
    request.version(11);
    request.set(http::field::host, "127.0.0.1");
    request.set(http::field::accept_encoding, "gzip");
    request.set(http::field::authorization, "Bearer " + options.token);
    if (!body.empty()) request.set(http::field::content_type, "application/json");
    request.body() = body;
    request.prepare_payload();
    const auto begun = Clock::now();
    http::write(socket, request);
    http::response_parser<http::string_body> parser;
    parser.body_limit(64u << 20);
    http::read(socket, buffer, parser);
    const double took = std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
    {
      const std::lock_guard lock(times.mutex);
      if (parser.get().result_int() != 200) {
        if (times.failed++ == 0) times.first_failure = target + ": " + parser.get().body().substr(0, 300);
      }
      times.by_kind[question->kind].push_back(took);
      times.by_kind["all"].push_back(took);
      if (std::string_view(question->target).find("{word}") != std::string_view::npos) {
        auto& slowest = times.slowest_words[std::string(question->kind) + ": " + word];
        slowest = std::max(slowest, took);
      }
    }
    const auto think = static_cast<int>(random() % static_cast<unsigned>(2 * options.think + 1));
    std::this_thread::sleep_for(std::chrono::milliseconds(think));
  }
}

double at(std::vector<double>& times, double part) {
  std::sort(times.begin(), times.end());
  return times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))];
}

}  // namespace

int main(int count, char** arguments) {
  Options options;
  CLI::App app("People at work");
  app.add_option("--port", options.port)->required();
  app.add_option("--token", options.token)->required();
  app.add_option("--people", options.people)->check(CLI::Range(1, 500));
  app.add_option("--seconds", options.seconds)->check(CLI::Range(1, 3600));
  app.add_option("--think", options.think)->check(CLI::Range(0, 60'000));
  app.add_option("--requests", options.requests)->check(CLI::Range(1, 1'000'000));
  app.add_option("--leads", options.leads)->check(CLI::PositiveNumber);
  CLI11_PARSE(app, count, arguments);
  Times times;
  times.left = options.requests;
  const auto end = Clock::now() + std::chrono::seconds(options.seconds);
  std::vector<std::thread> people;
  for (int i = 0; i < options.people; ++i)
    people.emplace_back([&, i] {
      try {
        work(options, i, end, times);
      } catch (const std::exception& fault) {
        const std::lock_guard lock(times.mutex);
        if (times.failed++ == 0) times.first_failure = fault.what();
      }
    });
  for (auto& person : people) person.join();
  boost::json::object out;
  for (auto& [kind, each] : times.by_kind)
    out[kind] = boost::json::object{
        {"requests", each.size()}, {"p50", at(each, 0.5)}, {"p95", at(each, 0.95)}, {"p99", at(each, 0.99)}};
  boost::json::object slowest;
  for (const auto& [word, took] : times.slowest_words) slowest[word] = took;
  out["slowest"] = std::move(slowest);
  std::printf("%s\n", boost::json::serialize(out).c_str());
  if (times.failed > 0) {
    std::fprintf(stderr, "bench_ask: %d requests failed; the first: %s\n", times.failed.load(),
                 times.first_failure.c_str());
    return 1;
  }
  return 0;
}
