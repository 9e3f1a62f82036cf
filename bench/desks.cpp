// Reading leads over /api/v1 with as many of them as a large team has: lists with filters, facets, today's, one as a whole, an export.
//
//   bench_desks [--leads N] [--requests N] [--folder DIR] [--check MILLISECONDS]
//
// By default 100,000 generated leads, each with a lead's JSON of some 6 kB, and 2,000 requests of a mix, one after another, through the
// handlers without sockets; every twentieth is a person's action, so the index has to follow. Prints the 50th, 95th and 99th percentile of
// each kind. With --check it fails where the 95th percentile of all is above it.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "store/store.h"
#include "web/auth/secrets.h"
#include "web/http/negotiation.h"
#include "web/service.h"
#include "wire/json.h"

namespace {

using namespace tenderlead;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t kNow = 1'785'000'000;
constexpr std::size_t kTokenCharacters = 43;
const std::string kToken(kTokenCharacters, 't');

[[noreturn]] void fail(const std::string& why) {
  std::fprintf(stderr, "bench_desks: %s\n", why.c_str());
  std::exit(1);
}

store::LeadRow generated(int number) {
  static constexpr const char* kProducts[] = {"emr", "his", "lis", "pacs", "maternal_child", "data_centre"};
  static constexpr const char* kKinds[] = {"open_tender", "early_signal", "renewal", "capability_gap"};
  static constexpr const char* kRegions[] = {"510100", "510117", "330100", "440300", "110000", "530100"};
  Lead lead;
  lead.id = "lead" + std::to_string(1'000'000 + number);
  lead.product = kProducts[number % 6];
  lead.organisation = "江城市第" + std::to_string(number % 20'000) + "人民医院";
  lead.title = lead.organisation + "信息化建设项目" + std::to_string(number) + "公开招标公告";
  for (int i = 0; i < 15; ++i)
    lead.reasons.push_back({"leads/open_tender/criterion" + std::to_string(i), "text", "电子病历系统", 10, 16,
                            5, "公告提到了电子病历系统，金额180万元，距截止还有十二天",
                            "The notice speaks of it, twelve days to its deadline"});
  for (int i = 0; i < 4; ++i)
    lead.history.push_back(
        {"deadline", {}, "2026-08-01", "2026-08-09", "n", "截止时间延后", "The deadline was moved"});
  store::LeadRow row;
  row.id = lead.id;
  row.kind = kKinds[number % 4];
  row.product = lead.product;
  row.organisation = lead.organisation;
  row.organisation_id = "o" + std::to_string(number % 20'000);
  row.region_code = kRegions[number % 6];
  row.title = lead.title;
  row.score = 20 + number * 7 % 80;
  row.grade = row.score >= 75 ? "A" : row.score >= 60 ? "B" : "C";
  row.state = number % 3 == 0 ? "expired" : number % 5 == 0 ? "updated" : "new";
  row.owner = number % 4 == 0 ? "li" : number % 4 == 1 ? "wang" : "";
  if (number % 2 == 0) row.act_by = to_string(date_from_days(20'660 + number % 60));
  row.published_at = row.opened_at = to_string(date_from_days(20'600 + number % 60));
  row.changed_at = to_string(date_from_days(20'620 + number % 40));
  row.json = wire::to_json_text(lead);
  return row;
}

void fill(store::Store& store, int leads) {
  store::UserRow user;
  user.id = user.login = user.name = user.person = "li";
  user.role = "manager";
  store::ApiTokenRow token;
  token.id = "token";
  token.user_id = "li";
  token.digest = web::token_digest(kToken);
  for (const auto right : web::kAllRights)
    if (right != web::Right::nothing) token.rights.emplace_back(web::to_string(right));
  const auto written = store.write([&](store::WriteBatch& batch) {
    batch.add_user(user);
    batch.add_api_token(token);
    for (int i = 0; i < leads; ++i) batch.put_lead(generated(i));
  });
  if (!written) fail(written.error().message);
}

struct Question {
  const char* kind;
  std::string method;
  std::string target;
  std::string body;
};

std::vector<Question> questions(int leads) {
  const std::string one = "/api/v1/leads/lead" + std::to_string(1'000'000 + leads / 2);
  return {
      {"list", "GET", "/api/v1/leads", ""},
      {"list, filtered", "GET", "/api/v1/leads?filter=state:live%20score%3E%3D70%20region:51&sort=deadline",
       ""},
      {"list, words", "GET", "/api/v1/leads?filter=%E7%AC%AC1234%20at_hand:true&sort=-changed", ""},
      {"list, mine", "GET",
       "/api/v1/leads?filter=owner:me%20deadline:today..today%2B30&sort=deadline&limit=200", ""},
      {"facets", "GET", "/api/v1/leads/facets?filter=state:live%20kind:open_tender", ""},
      {"today", "GET", "/api/v1/today", ""},
      {"one", "GET", one, ""},
      {"calendar", "GET", "/api/v1/calendar?filter=owner:me", ""},
      {"action", "POST", "/api/v1/leads/actions",
       R"({"action":"status","status":"contacted","leads":[{"id":")" + one.substr(14) + R"(","etag":"*"}]})"},
  };
}

double at(std::vector<double>& times, double part) {
  std::sort(times.begin(), times.end());
  return times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))];
}

}  // namespace

int main(int count, char** arguments) {
  int leads = 100'000;
  int requests = 2'000;
  double most = 0;
  std::filesystem::path folder = std::filesystem::temp_directory_path() / "tenderlead-bench-desks";
  CLI::App app("Reading leads over /api/v1");
  app.add_option("--leads", leads)->check(CLI::PositiveNumber);
  app.add_option("--requests", requests)->check(CLI::PositiveNumber);
  app.add_option("--folder", folder);
  app.add_option("--check", most, "Fail where the 95th percentile is above so many milliseconds");
  CLI11_PARSE(app, count, arguments);
  std::filesystem::remove_all(folder);
  auto store = store::Store::open(folder / "tenderlead.db", store::OpenMode::create);
  if (!store) fail(store.error().message);
  fill(**store, leads);
  web::ServiceOptions options;
  options.now = [] { return kNow; };
  options.catalogue.people = {{"li", "李", ""}, {"wang", "王", ""}};
  auto service = web::Service::make(**store, std::move(options));
  if (!service) fail(service.error().message);
  std::map<std::string, std::vector<double>> times;
  std::vector<double> all;
  const auto asked = questions(leads);
  for (int i = -1; i < requests; ++i) {
    // The first reads all leads; of the others every twentieth changes one.
    const auto& question = i < 0          ? asked.front()
                           : i % 20 == 19 ? asked.back()
                                          : asked[static_cast<std::size_t>(i) % (asked.size() - 1)];
    web::Request request;
    request.method = question.method;
    request.target = *web::parse_target(question.target);
    request.headers = {{"Authorization", "Bearer " + kToken}, {"Content-Type", "application/json"}};
    request.body = question.body;
    const auto begun = Clock::now();
    const auto response = web::finished(request, (*service)->respond(request));
    const double took = std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
    if (response.status != 200) fail(question.target + ": " + response.bytes().substr(0, 300));
    times[i < 0 ? "first of all" : question.kind].push_back(took);
    if (i >= 0) all.push_back(took);
  }
  for (auto& [kind, each] : times)
    std::printf("%-16s %6zu  p50 %7.2f  p95 %7.2f  p99 %7.2f ms\n", kind.c_str(), each.size(), at(each, 0.5),
                at(each, 0.95), at(each, 0.99));
  std::printf("%-16s %6zu  p50 %7.2f  p95 %7.2f  p99 %7.2f ms over %d leads\n", "all", all.size(),
              at(all, 0.5), at(all, 0.95), at(all, 0.99), leads);
  const bool slow = most > 0 && at(all, 0.95) > most;
  service->reset();
  store->reset();
  std::filesystem::remove_all(folder);
  return slow ? 1 : 0;
}
