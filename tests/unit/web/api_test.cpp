// What all routes have in common: bodies, repeated writes, lost updates, a store that can't be used.
#include <algorithm>
#include <thread>

#include "service_fixture.h"

namespace tenderlead::web {
namespace {

class AnApi : public ServiceTest {
 protected:
  void SetUp() override {
    ServiceTest::SetUp();
    add_user("boss", Role::admin);
    boss_ = session_of("boss");
  }
  Response add(const std::string& body, const std::string& key = {}) {
    return ask(
        {"POST", "/api/v1/users", body, key.empty() ? boss_ : with(boss_, {{"Idempotency-Key", key}})});
  }
  std::size_t users() {
    return store_->read([](store::Queries& queries) { return queries.users().size(); }).value();
  }
  HeaderList boss_;
};

TEST_F(AnApi, RefusesBodiesThatAreNoJsonObjects) {
  struct Case {
    std::string body;
    int status;
  };
  const std::vector<Case> cases = {{"", 415},
                                   {"nothing", 400},
                                   {"[1]", 400},
                                   {R"({"login":"\xff"})", 400},
                                   {std::string(40, '[') + std::string(40, ']'), 400},
                                   {"{\"x\":" + std::string(40, '[') + std::string(40, ']') + "}", 400},
                                   {"{\"x\":\"" + std::string(300 * 1024, 'x') + "\"}", 413}};
  for (const auto& each : cases) EXPECT_EQ(add(each.body).status, each.status) << each.body.substr(0, 60);
  auto form = boss_;
  form.emplace_back("Content-Type", "text/plain");
  EXPECT_EQ(ask({"POST", "/api/v1/users", "", form}).status, 415);
}

TEST_F(AnApi, NamesEachMemberThatIsWrong) {
  const auto problem = json(add(R"({"login":7,"name":"\u202egnp","role":"king","a/b":1})"));
  std::vector<std::string> pointers;
  for (const auto& error : problem.at("errors").as_array())
    pointers.push_back(text(error.as_object(), "pointer"));
  EXPECT_EQ(pointers, (std::vector<std::string>{"/login", "/name", "/role", "/a~1b"}));
}

TEST_F(AnApi, DoesAWriteOnceHoweverOftenItIsSent) {
  const std::string body = R"({"value":"hello"})";
  const auto put = [&](const std::string& what, const std::string& key) {
    return ask({"PUT", "/api/v1/settings/announcement", what,
                with(boss_, {{"Idempotency-Key", key}, {"If-Match", "\"v0\""}})});
  };
  const auto first = put(body, "k-1");
  EXPECT_EQ(first.status, 200) << first.bytes();
  const auto again = put(body, "k-1");
  EXPECT_EQ(again.status, 200) << again.bytes();
  EXPECT_EQ(again.bytes(), first.bytes());
  EXPECT_EQ(again.header("ETag"), first.header("ETag"));
  EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
  EXPECT_EQ(put(R"({"value":"other"})", "k-1").status, 422) << "the key was another request's";
  EXPECT_EQ(put(body, "k-2").status, 412) << "a new request meets what has changed";
  now_ += 86'401;
  EXPECT_EQ(put(body, "k-1").status, 412) << "after a day the key is forgotten";
  EXPECT_EQ(put(body, std::string(200, 'k')).status, 400);
}

TEST_F(AnApi, KeepsNoAnswerThatHoldsASecret) {
  const std::string body = R"({"login":"mei","name":"Mei","role":"sales"})";
  const auto first = add(body, "k");
  EXPECT_EQ(first.status, 201);
  const auto again = add(body, "k");
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(text(json(again), "type"), "urn:tenderlead:problem:done-before");
  EXPECT_EQ(users(), 2u);
}

TEST_F(AnApi, DoesAWriteOnceThatComesFromTwoThreadsAtOnce) {
  add_user("mei", Role::sales);
  std::vector<std::thread> threads;
  std::vector<int> statuses(8);
  for (std::size_t i = 0; i < statuses.size(); ++i)
    threads.emplace_back([&, i] {
      statuses[i] = ask({"PATCH", "/api/v1/users/id-mei", R"({"name":"Mei Lin"})",
                         with(boss_, {{"Idempotency-Key", "same"}, {"If-Match", "\"v1\""}})})
                        .status;
    });
  for (auto& thread : threads) thread.join();
  for (const auto status : statuses) EXPECT_EQ(status, 200);
  const auto mei = store_->read([](store::Queries& queries) { return queries.user("id-mei"); });
  EXPECT_EQ((*mei)->version, 2);
}

TEST_F(AnApi, LetsOneOfTwoChangesWinAndTellsTheOther) {
  add_user("mei", Role::sales);
  std::vector<int> statuses(2);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < 2; ++i)
    threads.emplace_back([&, i] {
      statuses[i] = ask({"PATCH", "/api/v1/users/id-mei", i == 0 ? R"({"name":"A"})" : R"({"name":"B"})",
                         with(boss_, {{"If-Match", "\"v1\""}})})
                        .status;
    });
  for (auto& thread : threads) thread.join();
  std::sort(statuses.begin(), statuses.end());
  EXPECT_EQ(statuses, (std::vector<int>{200, 412}));
}

TEST_F(AnApi, TakesATagThatWasSentWithAPackedAnswer) {
  add_user("mei", Role::sales);
  EXPECT_EQ(
      ask({"PATCH", "/api/v1/users/id-mei", R"({"name":"A"})", with(boss_, {{"If-Match", "\"v1-gzip\""}})})
          .status,
      200);
}

TEST_F(AnApi, SavesNothingAndSaysSoWhereTheDiskIsFull) {
  ASSERT_TRUE(store_->limit_size(std::filesystem::file_size(path())));
  auto status = 0;
  for (int i = 0; i < 500 && status != 507; ++i) {
    status = ask({"PUT", "/api/v1/session/preferences", "{\"words\":\"" + std::string(15'000, 'n') + "\"}",
                  with(boss_, {{"Idempotency-Key", std::to_string(i)}})})
                 .status;
  }
  EXPECT_EQ(status, 507);
  EXPECT_NE(log_.find("disk full"), std::string::npos) << log_;
}

TEST_F(AnApi, AnswersWhatIsntThereWithAProblem) {
  EXPECT_EQ(ask({"GET", "/api/v1/colours", {}, boss_}).status, 404);
  const auto wrong = ask({"POST", "/api/v1/audit", "{}", boss_});
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.header("Allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(ask({"GET", "/api/v1/users", {}, boss_}).header("X-Tenderlead-Version"), TENDERLEAD_VERSION);
}

TEST_F(AnApi, TellsListenersWhatAnotherProcessWroteAsWell) {
  const auto listen = [&](const std::string& after) {
    return ask({"GET", "/api/v1/events", {}, after.empty() ? boss_ : with(boss_, {{"Last-Event-ID", after}})})
        .events;
  };
  ASSERT_TRUE(service_->look());
  const auto stream = listen("");
  ASSERT_TRUE(stream);
  {
    auto other = store::Store::open(path(), store::OpenMode::people);
    ASSERT_TRUE(other) << other.error().message;
    ASSERT_TRUE((*other)->write([](store::WriteBatch& batch) { batch.begin_run("run", "2026-04-07", 1); }));
  }
  ASSERT_TRUE(service_->look());
  const auto events = stream->take();
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].name, "run.changed");
  EXPECT_EQ(events[0].data, R"({"id":"1"})");
  add(R"({"login":"mei","name":"Mei","role":"sales"})");
  ASSERT_TRUE(service_->look());
  EXPECT_EQ(stream->take().at(0).name, "user.changed");
  EXPECT_FALSE(stream->open()) << "who still may listen comes back";
  const auto back = listen(std::to_string(events[0].id));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->take().at(0).name, "user.changed") << "nothing was missed in between";
  EXPECT_EQ(listen("999999")->take().at(0).name, "reset");
}

TEST_F(AnApi, EndsTheStreamOfWhoSignedOutOrWhoseTimeIsOver) {
  add_user("mei", Role::sales);
  const auto listen = [&](const HeaderList& headers) {
    return ask({"GET", "/api/v1/events", {}, headers}).events;
  };
  const auto here = session_of("mei");
  const auto stream = listen(here), other = listen(session_of("mei"));
  ASSERT_TRUE(stream && other);
  ASSERT_TRUE(service_->look());
  EXPECT_TRUE(stream->open());
  EXPECT_EQ(ask({"DELETE", "/api/v1/session", {}, here}).status, 204);
  add(R"({"login":"wu","name":"Wu","role":"sales"})");
  ASSERT_TRUE(service_->look());
  EXPECT_TRUE(stream->take().empty()) << "who signed out isn't told what came later";
  EXPECT_FALSE(stream->open());

  const auto made =
      json(ask({"POST", "/api/v1/tokens", R"({"name":"t","rights":["leads:read"]})", session_of("mei")}));
  const auto by_token = listen({{"Authorization", "Bearer " + text(made, "token")}});
  ASSERT_TRUE(by_token);
  const auto id = text(made.at("details").as_object(), "id");
  EXPECT_EQ(ask({"DELETE", "/api/v1/tokens/" + id, {}, session_of("mei")}).status, 204);
  ASSERT_TRUE(service_->look());
  EXPECT_FALSE(by_token->open());

  const auto late = listen(session_of("mei"));
  ASSERT_TRUE(late);
  now_ += 8 * 86'400;
  ASSERT_TRUE(service_->look());
  EXPECT_FALSE(late->open()) << "a stream that stays open is no use of its session";
}

TEST(TheScopeOfAUser, BoundsByRegionAndProduct) {
  const Scope all;
  EXPECT_TRUE(all.everything() && all.has_region("") && all.has_product(""));
  const Scope chengdu{{"5101", "33"}, {"lis"}};
  EXPECT_TRUE(chengdu.has_region("510117"));
  EXPECT_TRUE(chengdu.has_region("330100"));
  EXPECT_FALSE(chengdu.has_region("510000")) << "all of Sichuan is more than Chengdu";
  EXPECT_FALSE(chengdu.has_region(""));
  EXPECT_TRUE(chengdu.has_product("lis"));
  EXPECT_FALSE(chengdu.has_product("pacs"));
}

}  // namespace
}  // namespace tenderlead::web
