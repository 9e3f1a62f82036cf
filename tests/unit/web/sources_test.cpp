// Sources: how they are in one word, and the routes that show, run and pause them.
#include <gmock/gmock.h>

#include "service_fixture.h"
#include "web/api/sources/source_health.h"

namespace tenderlead::web {
namespace {

namespace json = boost::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::int64_t kHour = 3600, kDay = 86'400, kNow = 1'780'000'000;

struct Health {
  const char* what;
  SourceFacts facts;
  const char* health;
};

TEST(AHealth, IsTheFirstWordThatHolds) {
  const auto facts = [](std::optional<std::int64_t> last, std::vector<std::string> alarms = {},
                        const std::function<void(SourceFacts&)>& change = {}) {
    SourceFacts made;
    made.last_begun = last;
    for (auto& kind : alarms) made.alarms.push_back({std::move(kind), {}});
    if (change) change(made);
    return made;
  };
  const auto at = [](std::int64_t ago) { return std::optional<std::int64_t>(kNow - ago); };
  const Health table[] = {
      {"a run yesterday", facts(at(kDay)), "ok"},
      {"an hour over its time", facts(at(kDay + kHour)), "ok"},
      {"three hours over", facts(at(kDay + 3 * kHour)), "late"},
      {"it is being run", facts(at(9 * kDay), {}, [](auto& it) { it.running = true; }), "ok"},
      {"the schedule says when", facts(at(9 * kDay), {}, [](auto& it) { it.next_run = kNow + 9; }), "ok"},
      {"and it wasn't", facts(at(kHour), {}, [](auto& it) { it.next_run = kNow - 3 * kHour; }), "late"},
      {"a weekly one", facts(at(6 * kDay), {}, [](auto& it) { it.every = 7 * kDay; }), "ok"},
      {"a timer's daily run of an hourly one", facts(at(20 * kHour), {}, [](auto& it) { it.every = kHour; }),
       "ok"},
      {"nothing came", facts(at(kHour), {"nothing_fetched"}), "failing"},
      {"nothing readable came, and late", facts(at(9 * kDay), {"reads_little"}), "failing"},
      {"nothing new", facts(at(kHour), {"silent"}), "silent"},
      {"a list that isn't whole", facts(at(kHour), {"list_short"}), "ok"},
      {"no run yet", facts({}), "never_run"},
      {"paused", facts(at(9 * kDay), {"nothing_fetched"}, [](auto& it) { it.paused = true; }), "paused"},
      {"off", facts({}, {}, [](auto& it) { it.enabled = false; }), "off"}};
  for (const auto& row : table) EXPECT_STREQ(source_health(row.facts, kNow), row.health) << row.what;
}

class Sources : public ServiceTest {
 protected:
  void prepare(ServiceOptions& options) override {
    options.catalogue.sources = {{"portal", "省招标网", {}}, {"hospital", "医院官网", {}}};
    auto& actions = options.actions.sources;
    actions.plans = {{"portal", "https://portal.example", true, kDay, {"06:30"}, {}},
                     {"hospital", "https://hospital.example", false, kDay, {}, "22:00-06:00"}};
    actions.zone = "Asia/Shanghai";
    actions.starts_runs = true;
    actions.next_run = [](const std::string&, std::int64_t last) { return std::optional(last + kDay); };
    actions.may_be_fetched_now = [this](const std::string&) { return open_; };
    actions.another_process_writes = [this] { return writing_; };
    actions.asked = [this] { ++asked_; };
    actions.judge = [](const store::SourceHistoryRow& now, const std::vector<store::SourceHistoryRow>& before,
                       const std::vector<store::ListTotalRow>&) {
      SourceJudgement judgement;
      if (now.counts.reasons.contains("failed:http_500"))
        judgement.alarms.push_back({"nothing_fetched", "nothing could be fetched", 0, 4, "failed:http_500"});
      if (!before.empty()) judgement.usually_listed = before.front().counts.listed;
      return judgement;
    };
    actions.show_trouble = [](const store::TroubleRow& trouble, const ArchiveLocation& place, bool,
                              bool) -> Result<StoredPage> {
      return StoredPage{"<style>p{}</style><p>" + trouble.url + " " + place.file + " 13812345678"};
    };
  }
  void SetUp() override {
    ServiceTest::SetUp();
    add_user("boss", Role::manager);
    add_user("li", Role::sales);
  }
  Response as(const std::string& login, const std::string& method, const std::string& path,
              const std::string& body = {}, const HeaderList& headers = {}) {
    return ask({method, "/api/v1/sources" + path, body, with(session_of(login), headers)});
  }
  json::object source(const std::string& id = "portal") { return json(as("boss", "GET", "/" + id)); }
  std::int64_t crawl(std::int64_t begun, std::int64_t listed, bool whole = true,
                     const std::string& reason = "parsed:ok") {
    std::int64_t run = 0;
    EXPECT_TRUE(store_->write([&](store::WriteBatch& batch) {
      run = batch.begin_run("run", "2026-05-28", begun);
      batch.begin_source(run, "portal", begun);
      LedgerEntry delta;
      delta.source_id = "portal";
      delta.run_id = run;
      delta.listed = delta.fresh = delta.fetched = delta.parsed = listed;
      delta.reasons[reason] = 1;
      batch.count(delta);
      if (whole) batch.finish_run(run, begun + 60);
    }));
    return run;
  }
  // A URL that was fetched, and read without anything.
  std::int64_t trouble(const std::string& name, std::int64_t at) {
    std::int64_t id = 0;
    EXPECT_TRUE(store_->write([&](store::WriteBatch& batch) {
      store::UrlTask task;
      task.source_id = "portal";
      task.url = "https://portal.example/" + name;
      id = batch.know(task, 1).first;
      store::FetchNote note{.url_id = id, .digest = "D" + name, .at = at, .rejection = "rejected:no_fields"};
      batch.note_fetch(note);
      store::PageRow page;
      page.url_id = id;
      page.digest = note.digest;
      page.fetched_at = at;
      page.location = {"a.warc.gz", 1, 2};
      batch.add_page(page);
    }));
    return id;
  }
  bool open_ = true;
  bool writing_ = false;
  int asked_ = 0;
};

TEST_F(Sources, AreListedWithTheirHealth) {
  crawl(now_ - 2 * kDay, 50);
  crawl(now_ - kHour, 40);
  const auto response = as("li", "GET", "");
  ASSERT_EQ(response.status, 200);
  const auto list = json(response);
  ASSERT_EQ(list.at("items").as_array().size(), 2u);
  const auto& first = list.at("items").at(0).as_object();
  EXPECT_EQ(text(first, "name") + " " + text(first, "health"), "省招标网 ok");
  EXPECT_EQ(first.at("usually_listed"), 50);
  EXPECT_EQ(first.at("last_run").at("listed"), 40);
  EXPECT_EQ(first.at("schedule").at("next_run").as_string(), utc_timestamp(now_ - kHour + kDay));
  EXPECT_EQ(first.at("history").as_array().size(), 2u);
  EXPECT_EQ(first.at("history").at(0).at("fresh"), 50) << "the oldest first";
  EXPECT_EQ(text(list.at("items").at(1).as_object(), "health"), "off");
}

TEST_F(Sources, SayWhatIsUnusualAboutTheirLastRun) {
  crawl(now_ - kHour, 0, true, "failed:http_500");
  const auto found = source();
  EXPECT_EQ(text(found, "health"), "failing");
  EXPECT_EQ(found.at("alarms").at(0).at("detail").as_string(), "failed:http_500");
  EXPECT_EQ(found.at("runs").at(0).at("reasons").at("failed:http_500"), 1);
}

TEST_F(Sources, ThatAreBeingRunSaySoAsLongAsSomebodyWrites) {
  crawl(now_ - 10, 7, false);
  writing_ = true;
  EXPECT_EQ(source().at("running").at("listed"), 7);
  EXPECT_EQ(text(source().at("runs").at(0).as_object(), "state"), "running");
  EXPECT_EQ(as("boss", "POST", "/portal/run").status, 409);
  writing_ = false;
  EXPECT_TRUE(source().at("running").is_null());
  EXPECT_EQ(text(source().at("runs").at(0).as_object(), "state"), "interrupted");
}

TEST_F(Sources, AreRunNowOnceHoweverOftenSomebodyAsks) {
  ASSERT_EQ(as("boss", "POST", "/portal/run").status, 202);
  const auto again = as("boss", "POST", "/portal/run");
  EXPECT_EQ(again.status, 202);
  EXPECT_EQ(json(again).at("asked").at("by").as_string(), "boss");
  EXPECT_EQ(audit().size(), 1u);
  EXPECT_EQ(asked_, 2);
  EXPECT_EQ(as("li", "POST", "/portal/run").status, 403);
  EXPECT_EQ(as("boss", "POST", "/hospital/run").status, 409) << "switched off";
  open_ = false;
  EXPECT_THAT(std::string(as("boss", "POST", "/portal/run").bytes()), HasSubstr("out-of-hours"));
  EXPECT_EQ(as("boss", "POST", "/none/run").status, 404);
}

TEST_F(Sources, ArePausedAndResumedAndTheLogSaysByWhom) {
  EXPECT_EQ(as("boss", "POST", "/portal/pause", "{}").status, 422) << "a pause has a reason";
  ASSERT_EQ(as("boss", "POST", "/portal/pause", R"({"reason":"对方改版"})").status, 200);
  EXPECT_EQ(as("boss", "POST", "/portal/pause", R"({"reason":"对方改版"})").status, 200);
  EXPECT_EQ(text(source(), "health"), "paused");
  EXPECT_EQ(source().at("paused").at("reason").as_string(), "对方改版");
  EXPECT_TRUE(source().at("schedule").at("next_run").is_null());
  EXPECT_THAT(std::string(as("boss", "POST", "/portal/run").bytes()), HasSubstr("source-paused"));
  ASSERT_EQ(as("boss", "POST", "/portal/resume").status, 200);
  ASSERT_EQ(as("boss", "POST", "/portal/resume").status, 200);
  EXPECT_TRUE(source().at("paused").is_null());
  std::vector<std::string> actions;
  for (const auto& row : audit()) actions.push_back(row.action);
  EXPECT_THAT(actions, ElementsAre("source.resumed", "source.paused"));
}

TEST_F(Sources, GiveTheFirstAnswerAgainToARepeatedKey) {
  const HeaderList key{{"Idempotency-Key", "k1"}};
  const auto headers = with(session_of("boss"), key);
  const auto first = ask({"POST", "/api/v1/sources/portal/pause", R"({"reason":"x"})", headers});
  ASSERT_EQ(first.status, 200);
  ASSERT_EQ(as("boss", "POST", "/portal/resume").status, 200);
  const auto again = ask({"POST", "/api/v1/sources/portal/pause", R"({"reason":"x"})", headers});
  EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
  EXPECT_TRUE(source().at("paused").is_null());
}

TEST_F(Sources, ListWhatCameToNothingPageByPage) {
  for (int i = 0; i < 3; ++i) trouble(std::to_string(i), now_ - i);
  const auto first = json(as("li", "GET", "/portal/errors?limit=2"));
  ASSERT_EQ(first.at("items").as_array().size(), 2u);
  EXPECT_EQ(first.at("total"), 3);
  EXPECT_EQ(first.at("items").at(0).at("reason").as_string(), "rejected:no_fields");
  EXPECT_EQ(first.at("items").at(0).at("page_at").as_string(), utc_timestamp(now_));
  const auto rest = json(as("li", "GET", "/portal/errors?limit=2&cursor=" + text(first, "next")));
  ASSERT_EQ(rest.at("items").as_array().size(), 1u);
  EXPECT_THAT(text(rest.at("items").at(0).as_object(), "url"), HasSubstr("/2"));
  EXPECT_TRUE(rest.at("next").is_null());
  EXPECT_EQ(as("li", "GET", "/portal/errors?cursor=x").status, 400);
  EXPECT_EQ(source().at("errors"), 3);
}

TEST_F(Sources, ShowThePageOfAnErrorSandboxedAndWithoutNumbers) {
  const auto id = std::to_string(trouble("bad", now_));
  const auto page = as("li", "GET", "/portal/errors/" + id + "/page");
  ASSERT_EQ(page.status, 200);
  EXPECT_THAT(std::string(page.header("Content-Security-Policy")), HasSubstr("sandbox"));
  EXPECT_THAT(std::string(page.bytes()), HasSubstr("https://portal.example/bad a.warc.gz"));
  EXPECT_THAT(std::string(page.bytes()), testing::Not(HasSubstr("13812345678")));
  EXPECT_EQ(as("li", "GET", "/hospital/errors/" + id + "/page").status, 404) << "another source's";
  EXPECT_EQ(as("li", "GET", "/portal/errors/x/page").status, 404);
}

TEST_F(Sources, TellListenersWhatChanges) {
  const auto events = ask({"GET", "/api/v1/events", "", session_of("li")}).events;
  ASSERT_TRUE(events);
  const auto heard = [&] {
    EXPECT_TRUE(service_->look());
    std::string names;
    for (const auto& event : events->take())
      if (event.name == "source.changed") names += event.data;
    return names;
  };
  ASSERT_EQ(as("boss", "POST", "/portal/pause", R"({"reason":"x"})").status, 200);
  EXPECT_EQ(heard(), R"({"id":"portal","by":"boss"})");
  const auto run = crawl(now_, 3, false);
  EXPECT_EQ(heard(), R"({"id":"portal"})") << "it begins";
  LedgerEntry more;
  more.source_id = "portal";
  more.run_id = run;
  more.fetched = 1;
  ASSERT_TRUE(store_->write([&](store::WriteBatch& batch) { batch.count(more); }));
  EXPECT_EQ(heard(), R"({"id":"portal"})") << "it goes on";
  EXPECT_EQ(heard(), "");
}

}  // namespace
}  // namespace tenderlead::web
