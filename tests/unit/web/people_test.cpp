// Signing in and out, one-time links, users, tokens, settings and the log of it all.
#include "service_fixture.h"

namespace tenderlead::web {
namespace {

constexpr const char* kPassword = "a long horse battery";

class People : public ServiceTest {
 protected:
  Response sign_in(const std::string& login, const std::string& password) {
    return ask({"POST", "/api/v1/session",
                boost::json::serialize(boost::json::object{{"login", login}, {"password", password}})});
  }
  // The headers with which a browser goes on after an answer that set its cookie.
  static HeaderList browser(const Response& response) {
    const std::string cookie(response.header("Set-Cookie"));
    return {{"Cookie", cookie.substr(0, cookie.find(';'))},
            {"X-CSRF-Token", text(json(response), "csrf_token")}};
  }
  std::string first_link() {
    const auto link = first_run_link(*store_, now_, "http://127.0.0.1:8080");
    EXPECT_TRUE(link);
    return link ? *link : std::string();
  }
  static std::string token_of(const std::string& link) { return link.substr(link.find('#') + 1); }
  Response use_link(const std::string& token, const std::string& password, const std::string& more = {}) {
    return ask({"POST", "/api/v1/setup",
                R"({"token":")" + token + R"(","password":")" + password + "\"" + more + "}"});
  }
};

TEST_F(People, BeginWithALinkThatMakesTheFirstAdminOnce) {
  EXPECT_TRUE(json(ask({"GET", "/api/v1/session"})).at("setup_needed").as_bool());
  const auto stale = first_link();
  const auto link = first_link();
  EXPECT_TRUE(link.starts_with("http://127.0.0.1:8080/setup#")) << link;
  EXPECT_EQ(use_link(token_of(stale), kPassword).status, 404) << "a newer link was made";
  EXPECT_EQ(
      text(json(ask({"POST", "/api/v1/setup/check", R"({"token":")" + token_of(link) + "\"}"})), "purpose"),
      "first_admin");
  EXPECT_EQ(use_link(token_of(link), "short").status, 422);
  const auto made = use_link(token_of(link), kPassword, R"(,"login":"Li.Na","name":"李娜")");
  ASSERT_EQ(made.status, 201) << made.bytes();
  EXPECT_EQ(text(json(made).at("user").as_object(), "login"), "li.na");
  EXPECT_EQ(text(json(made).at("user").as_object(), "role"), "admin");
  EXPECT_EQ(use_link(token_of(link), kPassword).status, 404);
  EXPECT_EQ(first_link(), "");
  EXPECT_FALSE(json(ask({"GET", "/api/v1/session"})).at("setup_needed").as_bool());
  EXPECT_EQ(ask({"GET", "/api/v1/users", {}, browser(made)}).status, 200);
}

TEST_F(People, CannotUseALinkThatIsTooOld) {
  const auto link = first_link();
  now_ += 3 * 86'400;
  EXPECT_EQ(use_link(token_of(link), kPassword).status, 404);
}

TEST_F(People, SignInWithACookieThatNoScriptAndNoOtherSiteGets) {
  add_user("mei", Role::sales, kPassword);
  const auto response = sign_in("Mei", kPassword);
  ASSERT_EQ(response.status, 201) << response.bytes();
  const std::string cookie(response.header("Set-Cookie"));
  EXPECT_TRUE(cookie.starts_with("tenderlead=")) << cookie;
  EXPECT_NE(cookie.find("; HttpOnly"), cookie.npos);
  EXPECT_NE(cookie.find("; SameSite=Strict"), cookie.npos);
  EXPECT_EQ(cookie.find("Secure"), cookie.npos) << "plain HTTP on loopback";
  EXPECT_EQ(response.header("Cache-Control"), "no-store");
  const auto me = json(ask({"GET", "/api/v1/session", {}, browser(response)}));
  EXPECT_TRUE(me.at("signed_in").as_bool());
  EXPECT_EQ(me.at("csrf_token"), json(response).at("csrf_token"));
  const auto found = *store_->read([&](store::Queries& queries) { return queries.sessions_of("id-mei"); });
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(cookie.find(found[0].digest), cookie.npos) << "the store holds no token";
}

TEST_F(People, WaitLongerAfterEachWrongPassword) {
  add_user("mei", Role::sales, kPassword);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(sign_in("mei", "wrong words").status, 401);
  const auto refused = sign_in("mei", kPassword);
  EXPECT_EQ(refused.status, 429);
  EXPECT_FALSE(refused.header("Retry-After").empty());
  now_ += 600;
  EXPECT_EQ(sign_in("mei", kPassword).status, 201);
  EXPECT_EQ(sign_in("nobody", kPassword).status, 401);
  int written = 0;
  for (const auto& row : audit()) written += row.action == "session.refused" && row.login.empty();
  EXPECT_EQ(written, 3) << "names that nobody has are not written down";
}

TEST_F(People, LeaveNothingOfAPasswordBehindAKey) {
  add_user("mei", Role::sales, kPassword);
  const auto mine = with(session_of("mei"), {{"Idempotency-Key", "k1"}});
  const std::string body =
      std::string(R"({"current":")") + kPassword + R"(","password":"quite another sentence"})";
  EXPECT_EQ(ask({"PUT", "/api/v1/session/password", body, mine}).status, 204);
  EXPECT_EQ(
      ask({"POST", "/api/v1/session", R"({"login":"mei","password":"quite another sentence"})", mine}).status,
      201);
  EXPECT_FALSE(
      store_->read([](store::Queries& queries) { return queries.stored_answer("id-mei", "k1").has_value(); })
          .value());
}

TEST_F(People, SignOutEachTimeWhateverKeyTheRequestHas) {
  add_user("mei", Role::sales);
  for (int i = 0; i < 2; ++i) {
    const auto mine = with(session_of("mei"), {{"Idempotency-Key", "k1"}});
    EXPECT_EQ(ask({"DELETE", "/api/v1/session", {}, mine}).status, 204);
    EXPECT_EQ(ask({"GET", "/api/v1/sessions", {}, mine}).status, 401);
  }
}

TEST_F(People, SignOutHereAndEverywhere) {
  add_user("mei", Role::sales);
  const auto here = session_of("mei");
  const auto there = session_of("mei");
  EXPECT_EQ(json(ask({"GET", "/api/v1/sessions", {}, here})).at("items").as_array().size(), 2u);
  EXPECT_EQ(ask({"DELETE", "/api/v1/session", {}, here}).status, 204);
  EXPECT_EQ(ask({"GET", "/api/v1/sessions", {}, here}).status, 401);
  EXPECT_EQ(ask({"GET", "/api/v1/sessions", {}, there}).status, 200);
  const auto third = session_of("mei");
  EXPECT_EQ(ask({"DELETE", "/api/v1/sessions", {}, third}).status, 204);
  const auto gone = ask({"GET", "/api/v1/sessions", {}, there});
  EXPECT_EQ(gone.status, 401);
  EXPECT_NE(gone.header("Set-Cookie").find("Max-Age=0"), std::string_view::npos) << "the browser forgets it";
}

TEST_F(People, StaySignedInWhileTheyWorkAndNoLonger) {
  add_user("mei", Role::sales);
  const auto session = session_of("mei");
  const auto works = [&] { return ask({"GET", "/api/v1/sessions", {}, session}).status == 200; };
  for (int day = 0; day < 12; ++day) {
    now_ += 6 * 86'400;
    ASSERT_TRUE(works()) << day;
    ASSERT_TRUE(service_->look());
  }
  now_ += 8 * 86'400;
  EXPECT_FALSE(works()) << "a week without work";
}

TEST_F(People, WithACorruptSessionAreAskedToSignInAgain) {
  const std::vector<std::string> cookies = {"tenderlead=x", "tenderlead=" + std::string(43, 'A'),
                                            "tenderlead=\"; drop"};
  for (const auto& cookie : cookies) {
    const auto response = ask({"GET", "/api/v1/users", {}, {{"Cookie", cookie}}});
    EXPECT_EQ(response.status, 401) << cookie;
    EXPECT_EQ(text(json(response), "type"), "urn:tenderlead:problem:signed-out");
    EXPECT_EQ(ask({"GET", "/api/v1/session", {}, {{"Cookie", cookie}}}).status, 200);
  }
}

TEST_F(People, ChangeTheirPasswordAndTheirOtherSessionsEnd) {
  add_user("mei", Role::sales, kPassword);
  const auto here = browser(sign_in("mei", kPassword));
  const auto there = session_of("mei");
  const auto change = [&](const std::string& current, const std::string& next) {
    return ask({"PUT", "/api/v1/session/password",
                R"({"current":")" + current + R"(","password":")" + next + "\"}", here})
        .status;
  };
  EXPECT_EQ(change("not mine at all", "another good one"), 422);
  EXPECT_EQ(change(kPassword, "mei"), 422);
  EXPECT_EQ(change(kPassword, "another good one"), 204);
  EXPECT_EQ(ask({"GET", "/api/v1/sessions", {}, here}).status, 200);
  EXPECT_EQ(ask({"GET", "/api/v1/sessions", {}, there}).status, 401);
  EXPECT_EQ(sign_in("mei", "another good one").status, 201);
}

TEST_F(People, AreAddedByAnAdminAndChooseTheirOwnPassword) {
  add_user("boss", Role::admin);
  const auto boss = session_of("boss");
  const auto made = ask(
      {"POST", "/api/v1/users",
       R"({"login":"wang","name":"王某","role":"sales","regions":["510100","510117"],"products":["lis"]})",
       boss});
  ASSERT_EQ(made.status, 201) << made.bytes();
  EXPECT_EQ(boost::json::serialize(json(made).at("user").at("regions")), R"(["5101","510117"])");
  const auto chosen = use_link(text(json(made), "token"), kPassword);
  ASSERT_EQ(chosen.status, 201) << chosen.bytes();
  EXPECT_EQ(text(json(chosen).at("user").as_object(), "role"), "sales");
  EXPECT_EQ(ask({"POST", "/api/v1/users", R"({"login":"WANG","name":"x","role":"sales"})", boss}).status,
            409);
  const auto wrong =
      ask({"POST", "/api/v1/users",
           R"({"login":"li","name":"x","role":"root","regions":["99"],"products":["cars"],"pet":1})", boss});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(json(wrong).at("errors").as_array().size(), 4u) << wrong.bytes();
}

TEST_F(People, WhoAreDisabledAreOutAtOnce) {
  add_user("boss", Role::admin);
  add_user("mei", Role::sales, kPassword);
  const auto boss = session_of("boss");
  const auto mei = session_of("mei");
  const auto disable = [&](const std::string& id, const HeaderList& more) {
    return ask({"PATCH", "/api/v1/users/" + id, R"({"active":false})", with(boss, more)});
  };
  EXPECT_EQ(disable("id-mei", {}).status, 428);
  EXPECT_EQ(disable("id-mei", {{"If-Match", "\"v9\""}}).status, 412);
  EXPECT_EQ(disable("id-mei", {{"If-Match", "\"v1\""}}).status, 200);
  EXPECT_EQ(ask({"GET", "/api/v1/sessions", {}, mei}).status, 401);
  EXPECT_EQ(disable("id-boss", {{"If-Match", "\"v1\""}}).status, 409) << "the last admin";
  EXPECT_EQ(audit().front().action, "user.changed");
  EXPECT_EQ(audit().front().json, R"({"before":{"active":true},"after":{"active":false}})");
  EXPECT_EQ(sign_in("mei", kPassword).status, 401);
}

TEST_F(People, GivePartOfTheirRightsToATokenThatActsForThem) {
  add_user("boss", Role::manager);
  const auto boss = session_of("boss");
  EXPECT_EQ(ask({"POST", "/api/v1/tokens", R"({"name":"x","rights":["users:manage"]})", boss}).status, 422)
      << "more than they have";
  const auto made =
      ask({"POST", "/api/v1/tokens", R"({"name":"CRM","rights":["audit:read"],"days":30})", boss});
  ASSERT_EQ(made.status, 201) << made.bytes();
  const HeaderList token{{"Authorization", "Bearer " + text(json(made), "token")}};
  EXPECT_EQ(ask({"GET", "/api/v1/audit", {}, token}).status, 200);
  EXPECT_EQ(ask({"GET", "/api/v1/settings", {}, token}).status, 403)
      << "a right that the role has and the token hasn't";
  const auto id = text(json(made).at("details").as_object(), "id");
  EXPECT_EQ(ask({"DELETE", "/api/v1/tokens/" + id, {}, boss}).status, 204);
  EXPECT_EQ(ask({"GET", "/api/v1/audit", {}, token}).status, 401);
}

TEST_F(People, WhoseTokenIsTooOldAreRefused) {
  add_user("boss", Role::manager);
  const auto made =
      ask({"POST", "/api/v1/tokens", R"({"name":"x","rights":["audit:read"],"days":1})", session_of("boss")});
  const HeaderList token{{"Authorization", "Bearer " + text(json(made), "token")}};
  now_ += 86'399;
  EXPECT_EQ(ask({"GET", "/api/v1/audit", {}, token}).status, 200);
  now_ += 1;
  EXPECT_EQ(ask({"GET", "/api/v1/audit", {}, token}).status, 401);
}

TEST_F(People, ChangeSettingsThatAllSee) {
  add_user("boss", Role::admin);
  const auto boss = session_of("boss");
  const auto put = [&](const std::string& name, const std::string& value, const std::string& tag) {
    return ask({"PUT", "/api/v1/settings/" + name, "{\"value\":" + value + "}",
                with(boss, {{"If-Match", tag}})})
        .status;
  };
  EXPECT_EQ(put("language", "\"fr\"", "\"v0\""), 422);
  EXPECT_EQ(put("language", "\"en\"", "\"v0\""), 200);
  EXPECT_EQ(put("language", "\"zh-CN\"", "\"v0\""), 412);
  EXPECT_EQ(put("colour", "1", "\"v0\""), 404);
  EXPECT_EQ(text(json(ask({"GET", "/api/v1/session"})), "language"), "en");
}

TEST_F(People, PageThroughTheLogWithACursorOfThatListAlone) {
  add_user("boss", Role::admin);
  const auto boss = session_of("boss");
  for (int i = 0; i < 5; ++i)
    ask({"POST", "/api/v1/tokens", R"({"name":"t","rights":["audit:read"]})", boss});
  std::set<std::int64_t> ids;
  std::string cursor;
  int pages = 0;
  do {
    const auto page =
        json(ask({"GET", "/api/v1/audit?limit=2&filter=action:token.&cursor=" + cursor, {}, boss}));
    for (const auto& item : page.at("items").as_array()) ids.insert(item.at("id").as_int64());
    cursor = text(page, "next");
    ++pages;
  } while (!cursor.empty() && pages < 10);
  EXPECT_EQ(ids.size(), 5u);
  EXPECT_EQ(pages, 3);
  const auto first = json(ask({"GET", "/api/v1/audit?limit=2", {}, boss}));
  EXPECT_EQ(ask({"GET", "/api/v1/audit?filter=login:boss&cursor=" + text(first, "next"), {}, boss}).status,
            400);
  EXPECT_EQ(ask({"GET", "/api/v1/audit?cursor=00", {}, boss}).status, 400);
  EXPECT_EQ(ask({"GET", "/api/v1/audit?limit=0", {}, boss}).status, 400);
  EXPECT_EQ(ask({"GET", "/api/v1/audit?filter=colour:red", {}, boss}).status, 400);
}

class PeopleBehindAProxy : public People {
 protected:
  PeopleBehindAProxy() { behind_proxy_ = true; }
};

TEST_F(PeopleBehindAProxy, GetSecureCookiesAndAreToldApartByTheAddressThatTheProxySaw) {
  add_user("mei", Role::sales, kPassword);
  const auto response =
      ask({"POST",
           "/api/v1/session",
           R"({"login":"mei","password":"a long horse battery"})",
           {{"X-Forwarded-Proto", "https"}, {"X-Forwarded-For", "198.51.100.1, 203.0.113.9"}}});
  ASSERT_EQ(response.status, 201);
  EXPECT_TRUE(response.header("Set-Cookie").starts_with("__Host-tenderlead="));
  EXPECT_NE(response.header("Set-Cookie").find("; Secure"), std::string_view::npos);
  EXPECT_EQ(audit().front().peer, "203.0.113.9");
}

}  // namespace
}  // namespace tenderlead::web
