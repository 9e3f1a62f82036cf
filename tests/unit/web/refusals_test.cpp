// What the pages are told where something can't be done, in words that they can translate; and whom work may be given to.
#include <sqlite3.h>

#include <algorithm>

#include "lead_service.h"
#include "web/api/body.h"

namespace tenderlead::web {
namespace {

class Refusals : public LeadService {
 protected:
  void SetUp() override {
    LeadService::SetUp();
    put("a1", 90, "510100", "2026-08-01");
    put("b2", 80, "330100", "2026-08-02");
  }
  // As a program of tomorrow leaves it.
  void bring_up_to_date_by_a_newer_program() {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open((folder_ / "tenderlead.db").c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, "PRAGMA user_version=999", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
  }
  void add_user(const std::string& login, const std::string& name, const std::string& role, bool active) {
    store::UserRow user;
    user.id = user.login = user.person = login;
    user.name = name;
    user.role = role;
    user.active = active;
    ASSERT_TRUE(store_->write([&](store::WriteBatch& batch) { EXPECT_TRUE(batch.add_user(user)); }));
  }
};

TEST(AMemberThatStandsTwice, IsFoundWhereverItStands) {
  for (const auto* json : {R"({"a":1,"a":2})", R"({"a":1,"\u0061":2})", R"([{"x":{"b":1,"c":[],"b":2}}])",
                           R"({"a" : 1 , "a" : 2})", R"({"a\"":1,"a\"":2})"})
    EXPECT_TRUE(repeats_a_member(json)) << json;
  for (const auto* json : {R"({"a":1,"b":{"a":1}})", R"([{"a":1},{"a":1}])", R"({"a":"a","b":"a"})",
                           R"({"a":["b","b"]})", R"({"a":"\",\"a\":"})", "{}", "[]", R"({"a\\":1,"a":1})"})
    EXPECT_FALSE(repeats_a_member(json)) << json;
}

TEST_F(Refusals, TakeNoBodyThatNamesAMemberTwice) {
  const auto answer = act("a1", R"({"action":"accept","action":"reject","reason":"x"})");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.object().at("type").as_string(), "urn:tenderlead:problem:bad-json");
}

TEST_F(Refusals, NameEachFaultByACodeAndWhatItSpeaksOf) {
  const auto answer = ask(
      "POST", "/api/v1/users", "admin",
      R"({"login":"n","name":")" + std::string(300, 'n') + R"(","role":"king","regions":["99"],"more":1})");
  ASSERT_EQ(answer.status, 422) << answer.body;
  std::map<std::string, std::string> codes;
  const auto problem = answer.object();
  for (const auto& fault : problem.at("errors").as_array()) {
    const auto& each = fault.as_object();
    codes[std::string(each.at("pointer").as_string())] = std::string(each.at("code").as_string());
    if (each.at("code") == "too_long") {
      EXPECT_FALSE(each.at("values").at("most").as_string().empty());
    }
    if (each.at("code") == "not_one_of") {
      EXPECT_EQ(each.at("values").at("choices").as_string(), "viewer, sales, manager, admin");
    }
  }
  EXPECT_EQ(codes, (std::map<std::string, std::string>{{"/more", "unknown"},
                                                       {"/name", "too_long"},
                                                       {"/regions", "unknown_region"},
                                                       {"/role", "not_one_of"}}));
  const auto filter = get("/api/v1/leads?filter=no_such:x").object();
  EXPECT_EQ(filter.at("errors").at(0).at("code").as_string(), "filter_unknown_field");
}

TEST_F(Refusals, NameWhatIsWrongWithAParameterByAStableCode) {
  const std::pair<const char*, const char*> cases[] = {{"leads?limit=0", "not_whole"},
                                                       {"leads?cursor=00", "bad_cursor"},
                                                       {"leads?sort=colour", "sort_unknown_field"},
                                                       {"search?q=%E7%B3%BB", "short_word"},
                                                       {"search?q=region:", "filter_no_value"},
                                                       {"search?q=his&in=cars", "not_one_of"},
                                                       {"search", "missing"},
                                                       {"calendar?from=soon", "not_day"},
                                                       {"calendar?to=today%2B500", "bad_span"},
                                                       {"exports/leads.csv?columns=nope", "unknown_column"},
                                                       {"exports/leads.csv?lang=de", "not_one_of"}};
  for (const auto& [target, code] : cases) {
    const auto answer = get(std::string("/api/v1/") + target);
    EXPECT_EQ(answer.status, 400) << target;
    const auto problem = answer.object();
    ASSERT_TRUE(problem.contains("errors")) << target << answer.body;
    EXPECT_EQ(problem.at("errors").at(0).at("code").as_string(), code) << target;
  }
}

TEST_F(Refusals, KeepAViewFromColumnsThatNoExportHas) {
  const auto answer = ask("POST", "/api/v1/views", "li", R"({"name":"a","columns":["title","nope"]})");
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.object().at("errors").at(0).at("values").at("column").as_string(), "nope");
  EXPECT_EQ(ask("POST", "/api/v1/views", "li", R"({"name":"a","columns":["price","news"]})").status, 201);
}

TEST_F(Refusals, TakeJsonHoweverItsTypeIsWrittenButNothingPacked) {
  const std::string body = R"({"name":"a"})";
  for (const char* type :
       {"Application/JSON", "application/json ; charset=utf-8", "application/json;charset=utf-8"})
    EXPECT_NE(ask("POST", "/api/v1/views", "li", body, {{"Content-Type", type}}).status, 415) << type;
  EXPECT_EQ(ask("POST", "/api/v1/views", "li", body, {{"Content-Type", "text/json"}}).status, 415);
  EXPECT_EQ(ask("POST", "/api/v1/views", "li", body, {{"Content-Encoding", "gzip"}}).status, 415);
}

TEST_F(Refusals, SayThatANewerProgramTookTheStoreOver) {
  const auto before = tag("a1");
  bring_up_to_date_by_a_newer_program();
  const auto write =
      ask("POST", "/api/v1/leads/a1/actions", "li", R"({"action":"accept"})", {{"If-Match", before}});
  EXPECT_EQ(write.status, 503);
  EXPECT_EQ(write.object().at("type").as_string(), "urn:tenderlead:problem:newer-store") << write.body;
  EXPECT_EQ(write.header("retry-after"), "") << "waiting doesn't help";
  EXPECT_EQ(get("/api/v1/leads").status, 503);
}

TEST_F(Refusals, SayThatASessionNoLongerHolds) {
  for (const auto& cookie : {"tenderlead=" + std::string(43, 'x'), std::string("tenderlead=\"; rm -rf\""),
                             "tenderlead=" + std::string(4000, '%'), std::string("tenderlead")}) {
    const auto answer = ask("GET", "/api/v1/sessions", "", "", {{"Cookie", cookie}});
    EXPECT_EQ(answer.status, 401) << cookie.substr(0, 60);
    EXPECT_EQ(answer.header("content-type").find("application/problem+json"), 0u);
  }
  EXPECT_NE(ask("GET", "/api/v1/sessions", "", "", {{"Cookie", "tenderlead=broken"}})
                .header("set-cookie")
                .find("Max-Age=0"),
            std::string::npos)
      << "the browser forgets it";
}

TEST_F(Refusals, DoNotMeetUsersOutsideTheTeamWhoAreGivenLeads) {
  add_user("zhao", "赵某", "sales", true);
  add_user("gone", "钱某", "sales", false);
  now_ += 10;  // names are read anew after some seconds
  std::string people;
  const auto catalogue = get("/api/v1/catalogue").object();
  for (const auto& person : catalogue.at("people").as_array())
    people +=
        std::string(person.at("id").as_string()) + "=" + std::string(person.at("name").as_string()) + " ";
  EXPECT_TRUE(people.starts_with("li=李 wang=王 ")) << "the team comes first: " << people;
  EXPECT_NE(people.find("zhao=赵某 "), std::string::npos) << people;
  EXPECT_EQ(people.find("gone"), std::string::npos) << people;
  EXPECT_EQ(people.find("viewer"), std::string::npos) << people;
  EXPECT_EQ(act("a1", R"({"action":"assign","to":"gone"})", "wang").status, 422);
  ASSERT_EQ(act("a1", R"({"action":"assign","to":"zhao"})", "wang").status, 200);
  EXPECT_EQ(get("/api/v1/leads/a1").object().at("owner").at("name").as_string(), "赵某");
}

TEST_F(Refusals, HideNoNoticeThatALeadOfOnesOwnRestsOn) {
  page_ = "<html><style></style></html>";
  const auto notice = [](const std::string& id) {
    return store::notice_id("portal", "https://portal.example/" + id);
  };
  EXPECT_EQ(get("/api/v1/notices/" + notice("b2"), "sichuan").status, 404);
  EXPECT_EQ(get("/api/v1/pages/" + notice("b2") + "/view", "sichuan").status, 404);
  // A hospital of Sichuan whose notice stands without a place.
  put("c3", 70, "", "2026-08-03", [](Lead&, store::LeadRow& lead) { lead.region_code = "510100"; });
  EXPECT_EQ(get("/api/v1/notices/" + notice("c3"), "sichuan").status, 200);
  EXPECT_EQ(get("/api/v1/pages/" + notice("c3") + "/view", "sichuan").status, 200);
}

}  // namespace
}  // namespace tenderlead::web
