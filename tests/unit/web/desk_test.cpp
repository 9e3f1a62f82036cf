// Views, calendars, exports, notices, corrections and stored pages over /api/v1.
#include "tests/unit/web/lead_service.h"

namespace tenderlead::web {
namespace {

class Desk : public LeadService {
 protected:
  void SetUp() override {
    LeadService::SetUp();
    put("a1", 90, "510100", "2026-07-28T09:30:00+08:00");
    put("b2", 70, "330000", "2026-08-20");
  }
  std::string notice() { return store::notice_id("portal", "https://portal.example/a1"); }
  json::object field(const std::string& name) {
    const auto whole = get("/api/v1/notices/" + notice()).object();
    for (const auto& row : whole.at("fields").as_array())
      if (row.at("field").as_string() == name) return row.as_object();
    return {};
  }
  Answer correct(const std::string& name, const std::string& body, const std::string& who = "li",
                 std::string tag = {}) {
    if (tag.empty()) tag = std::string(field(name).at("etag").as_string());
    return ask("PUT", "/api/v1/notices/" + notice() + "/fields/" + name, who, body, {{"If-Match", tag}});
  }
};

TEST_F(Desk, ViewsAreSavedSharedChangedAndDeleted) {
  const std::string body =
      R"({"name":"急","filter":"deadline:today..today+7 owner:me","sort":"deadline","columns":["score","title"],"shared":true})";
  const auto made = ask("POST", "/api/v1/views", "li", body);
  ASSERT_EQ(made.status, 201) << made.body;
  const auto path = made.header("location");
  EXPECT_EQ(ask("POST", "/api/v1/views", "li", body).status, 409) << "of that name";
  EXPECT_EQ(ask("POST", "/api/v1/views", "wang", body).status, 201) << "another's own";
  EXPECT_EQ(get("/api/v1/views", "viewer").object().at("total").as_int64(), 2);
  EXPECT_FALSE(get(path, "viewer").object().at("mine").as_bool());
  const std::string changed = R"({"name":"更急","filter":"","shared":false})";
  EXPECT_EQ(ask("PUT", path, "sichuan", changed, {{"If-Match", made.header("etag")}}).status, 403);
  EXPECT_EQ(ask("PUT", path, "li", changed).status, 428);
  const auto now = ask("PUT", path, "li", changed, {{"If-Match", made.header("etag")}});
  ASSERT_EQ(now.status, 200) << now.body;
  EXPECT_EQ(ask("PUT", path, "li", changed, {{"If-Match", made.header("etag")}}).status, 412);
  EXPECT_EQ(get(path, "viewer").status, 404) << "it is private now";
  EXPECT_EQ(ask("DELETE", path, "li", "", {{"If-Match", now.header("etag")}}).status, 204);
  EXPECT_EQ(get(path).status, 404);
}

TEST_F(Desk, ACalendarIsReadByItsAddressUntilItIsRevoked) {
  const auto made = ask("POST", "/api/v1/calendar/feeds", "li", R"({"name":"全部","filter":"state:live"})");
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string url(made.object().at("url").as_string());
  ASSERT_TRUE(url.starts_with("https://leads.example/api/v1/calendar/ics/")) << url;
  const auto path = url.substr(std::string("https://leads.example").size());
  const auto calendar = get(path, "");
  ASSERT_EQ(calendar.status, 200) << calendar.body;
  EXPECT_EQ(calendar.header("content-type"), "text/calendar; charset=utf-8");
  for (const char* part : {"BEGIN:VCALENDAR\r\n", "UID:a1@tenderlead\r\n", "DTSTART:20260728T013000Z\r\n",
                           "DTSTART;VALUE=DATE:20260820\r\n", "SUMMARY:青岚市人民医院 · 电子病历\r\n"})
    EXPECT_NE(calendar.body.find(part), std::string::npos) << part;
  EXPECT_EQ(get("/api/v1/calendar/feeds").body.find("ics"), std::string::npos) << "the secret is said once";
  EXPECT_TRUE(get("/api/v1/calendar/feeds").object().at("items").at(0).as_object().contains("last_read"));
  const std::string feed = "/api/v1/calendar/feeds/" + std::string(made.object().at("id").as_string());
  EXPECT_EQ(ask("DELETE", feed, "wang").status, 404) << "not theirs";
  EXPECT_EQ(ask("DELETE", feed, "li").status, 204);
  EXPECT_EQ(get(path, "").status, 404);
  EXPECT_EQ(get("/api/v1/calendar/ics/nothing.ics", "").status, 404);
  EXPECT_EQ(ask("POST", "/api/v1/calendar/feeds", "viewer", R"({"name":"x"})").status, 403);
}

TEST_F(Desk, ACalendarIsTheSameBytesUntilALeadOfItChanges) {
  const auto made = ask("POST", "/api/v1/calendar/feeds", "li", R"({"name":"全部","filter":"state:live"})");
  const std::string url(made.object().at("url").as_string());
  const auto path = url.substr(url.find("/api/"));
  const auto calendar = get(path, "");
  EXPECT_EQ(calendar.body.find("DURATION"), std::string::npos) << "none is better than one of no seconds";
  now_ += 60;
  EXPECT_EQ(ask("GET", path, "", "", {{"If-None-Match", calendar.header("etag")}}).status, 304);
}

TEST_F(Desk, ACalendarOfSomebodyWhoLeftIsGone) {
  const auto made = ask("POST", "/api/v1/calendar/feeds", "li", R"({"name":"全部","filter":"state:live"})");
  const auto path =
      std::string(made.object().at("url").as_string()).substr(std::string("https://leads.example").size());
  ASSERT_TRUE(store_->write([&](store::WriteBatch& batch) {
    auto user = *store_->read([](store::Queries& queries) { return queries.user("li"); }).value();
    user.active = false;
    batch.change_user(user);
  }));
  EXPECT_EQ(get(path, "").status, 404);
}

TEST_F(Desk, DeadlinesStandByTheirDays) {
  const auto days = get("/api/v1/calendar?from=2026-07-01&to=2026-08-31").object().at("days").as_array();
  ASSERT_EQ(days.size(), 2u);
  EXPECT_EQ(days[0].at("day").as_string(), "2026-07-28");
  EXPECT_EQ(days[0].at("entries").at(0).at("what").as_string(), "deadline");
  act("b2", R"({"action":"snooze","until":"2026-08-02"})");
  const auto after = get("/api/v1/calendar?from=2026-08-02&to=2026-08-02").object().at("days").as_array();
  ASSERT_EQ(after.size(), 1u);
  EXPECT_EQ(after[0].at("entries").at(0).at("what").as_string(), "snooze_over");
}

TEST_F(Desk, AViewIsExportedWithSafeCellsAndNumbersThatStayNumbers) {
  put("c3", 60, "330000", "", [](Lead&, store::LeadRow& row) { row.title = "=cmd|'/c calc'!A1"; });
  const auto csv =
      get("/api/v1/exports/"
          "leads.csv?filter=score%3C%3D90&sort=-score&columns=id,score,title,price,deadline&lang=en");
  ASSERT_EQ(csv.status, 200) << csv.body;
  EXPECT_EQ(csv.body,
            "\xEF\xBB\xBF"
            "Lead,Score,Title,\"Price from (10,000 yuan)\",\"Price to (10,000 yuan)\",Deadline\r\n"
            "a1,90,青岚市人民医院a1采购公告,120,300,2026-07-28 09:30\r\n"
            "b2,70,青岚市人民医院b2采购公告,120,300,2026-08-20\r\n"
            "c3,60,'=cmd|'/c calc'!A1,120,300,\r\n");
  const auto xlsx = get("/api/v1/exports/leads.xlsx?filter=region:33");
  ASSERT_EQ(xlsx.status, 200);
  EXPECT_EQ(xlsx.body.substr(0, 4), "PK\x03\x04");
  EXPECT_NE(xlsx.header("content-disposition").find("leads-2026-07-26.xlsx"), std::string::npos);
  EXPECT_EQ(audited("leads.exported"), 2u);
  EXPECT_EQ(get("/api/v1/exports/leads.csv", "viewer").status, 403);
}

TEST_F(Desk, ANoticeTellsItsFieldsWithEvidenceAndMaskedNumbers) {
  const auto answer = get("/api/v1/notices/" + notice());
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.body.find("85551234"), std::string::npos);
  EXPECT_EQ(answer.body.find("13812345678"), std::string::npos);
  const auto buyer = field("buyer.name");
  EXPECT_EQ(buyer.at("value").as_string(), "青岚市人民医院");
  EXPECT_EQ(buyer.at("anchor").as_string(), "e-buyer.name");
  EXPECT_EQ(buyer.at("evidence").at("rule").as_string(), "label:采购人");
  EXPECT_EQ(ids({200, json::serialize(json::object{{"items", answer.object().at("leads")}}), {}}), "a1");
  EXPECT_EQ(get("/api/v1/notices/" + notice(), "viewer").status, 200);
}

TEST_F(Desk, ACorrectionKeepsWhatWasReadAndIsTakenBack) {
  const auto seen = std::string(field("buyer.name").at("etag").as_string());
  const auto done = correct("buyer.name", R"({"value":"青岚市第一人民医院","reason":"页面写错了"})");
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(correct("buyer.name", R"({"value":"x"})", "wang", seen).status, 412);
  auto buyer = field("buyer.name");
  EXPECT_EQ(buyer.at("value").as_string(), "青岚市第一人民医院");
  EXPECT_EQ(buyer.at("correction").at("old").as_string(), "青岚市人民医院");
  EXPECT_EQ(buyer.at("correction").at("old_evidence").at("rule").as_string(), "label:采购人");
  EXPECT_EQ(buyer.at("anchor").as_string(), "e-buyer.name") << "the page still shows where it was read";
  EXPECT_TRUE(get("/api/v1/notices/" + notice()).object().at("pending").as_bool());
  correct("buyer.name", R"({"value":"青岚市第二人民医院"})");
  EXPECT_EQ(field("buyer.name").at("correction").at("old").as_string(), "青岚市人民医院")
      << "still the page's";
  const auto released = ask("DELETE", "/api/v1/notices/" + notice() + "/fields/buyer.name", "li", "",
                            {{"If-Match", std::string(field("buyer.name").at("etag").as_string())}});
  ASSERT_EQ(released.status, 200) << released.body;
  buyer = field("buyer.name");
  EXPECT_EQ(buyer.at("value").as_string(), "青岚市人民医院");
  EXPECT_FALSE(buyer.contains("correction"));
  EXPECT_EQ(audited("notice.corrected"), 2u);
  EXPECT_EQ(audited("notice.released"), 1u);
}

TEST_F(Desk, EveryKindOfFieldIsCorrectedWithAValueOfItsKind) {
  struct Case {
    const char* field;
    const char* value;
    int status;
  };
  const Case cases[] = {
      {"budget", "1250000.5", 200},
      {"budget", "\"much\"", 422},
      {"budget", "-1", 422},
      {"bid_deadline", "\"2026-08-01T09:00:00+08:00\"", 200},
      {"bid_deadline", "\"2026-08-01\"", 200},
      {"bid_deadline", "\"August\"", 422},
      {"kind", "\"award\"", 200},
      {"kind", "\"party\"", 422},
      {"method", "\"open\"", 200},
      {"region", "\"510100\"", 200},
      {"region", "\"999999\"", 422},
      {"region", "\"5\"", 422},
      {"title", "null", 200},
      {"title", "\"\"", 422},
      {"title", "7", 422},
      {"title", "\"a\\u0000b\"", 422},
  };
  for (const auto& [name, value, status] : cases) {
    const auto answer = correct(name, std::string("{\"value\":") + value + "}");
    EXPECT_EQ(answer.status, status) << name << " " << value << " " << answer.body;
  }
  EXPECT_EQ(field("region").at("value").at("city").as_string(), "成都市");
  EXPECT_EQ(json::serialize(field("budget").at("value")), "1.2500005E6");
  EXPECT_FALSE(field("title").contains("value"));
  EXPECT_EQ(correct("budget", R"({"value":1})", "viewer", "\"x\"").status, 403);
}

TEST_F(Desk, AStoredPageComesWithAPolicyOfItsOwnAndMaskedNumbers) {
  EXPECT_EQ(get("/api/v1/pages/" + notice() + "/view").status, 404) << "none in the archive";
  page_ = "<!doctype html><style>p{color:red}</style><p>电话 13812345678</p>";
  const auto answer = get("/api/v1/pages/" + notice() + "/view?highlight=title");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.body, "<!doctype html><style>p{color:red}</style><p>电话 138****5678</p>title");
  const auto policy = answer.header("content-security-policy");
  EXPECT_TRUE(policy.starts_with("default-src 'none'; style-src 'sha256-")) << policy;
  for (const char* part : {"; sandbox;", "form-action 'none'", "base-uri 'none'", "frame-ancestors 'self'"})
    EXPECT_NE(policy.find(part), std::string::npos) << part;
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  EXPECT_EQ(get("/api/v1/pages/" + notice() + "/view?contacts=shown", "viewer").status, 403);
  EXPECT_EQ(audited("contact.shown"), 0u);
  EXPECT_NE(get("/api/v1/pages/" + notice() + "/view?contacts=shown").body.find("13812345678"),
            std::string::npos);
  EXPECT_EQ(audited("contact.shown"), 1u);
}

struct Hostile {
  const char* method;
  std::string target;
  std::string body;
  int status;
};

TEST_F(Desk, RefusesWhatIsWrongWithTheReason) {
  const std::string views = "/api/v1/views", feeds = "/api/v1/calendar/feeds";
  const Hostile cases[] = {
      {"POST", views, R"({"name":""})", 422},
      {"POST", views, R"({"name":")" + std::string(81, 'x') + "\"}", 422},
      {"POST", views, R"({"name":"a","filter":"colour:red"})", 422},
      {"POST", views, R"({"name":"a","sort":"colour"})", 422},
      {"POST", views, R"({"name":"a","columns":"score"})", 422},
      {"POST", views, R"({"name":"a","shared":"yes"})", 422},
      {"POST", views, R"({"name":"a","position":-1})", 422},
      {"POST", views, R"({"name":"a","owner":"wang"})", 422},
      {"POST", views, "nothing", 400},
      {"GET", views + "/nothing", "", 404},
      {"POST", feeds, R"({"name":"a","filter":"("})", 201},
      {"POST", feeds, R"({"name":"a","filter":"score:x"})", 422},
      {"POST", feeds, "{}", 422},
      {"DELETE", feeds + "/nothing", "", 404},
      {"GET", "/api/v1/calendar?from=soon", "", 400},
      {"GET", "/api/v1/calendar?from=2026-08-01&to=2026-07-01", "", 400},
      {"GET", "/api/v1/calendar?from=2026-08-01&to=2028-08-01", "", 400},
      {"GET", "/api/v1/calendar/ics/x", "", 404},
      {"GET", "/api/v1/calendar/ics/" + std::string(500, 'x') + ".ics", "", 404},
      {"GET", "/api/v1/exports/leads.csv?columns=password", "", 400},
      {"GET", "/api/v1/exports/leads.csv?lang=fr", "", 400},
      {"GET", "/api/v1/exports/leads.xlsx?filter=colour:red", "", 400},
      {"GET", "/api/v1/notices/nothing", "", 404},
      {"PUT", "/api/v1/notices/nothing/fields/title", R"({"value":"x"})", 404},
      {"PUT", "/api/v1/notices/" + notice() + "/fields/evidence", R"({"value":"x"})", 404},
      {"PUT", "/api/v1/notices/" + notice() + "/fields/awards.0.supplier", R"({"value":"x"})", 404},
      {"PUT", "/api/v1/notices/" + notice() + "/fields/awards.99999999999999999999.amount", R"({"value":1})",
       404},
      {"PUT", "/api/v1/notices/" + notice() + "/fields/title", "{}", 422},
      {"PUT", "/api/v1/notices/" + notice() + "/fields/title", R"({"value":"x","evidence":{}})", 422},
      {"PUT", "/api/v1/notices/" + notice() + "/fields/title", R"({"value":"x","reason":7})", 422},
      {"DELETE", "/api/v1/notices/" + notice() + "/fields/title", "", 404},
      {"GET", "/api/v1/pages/nothing/view", "", 404},
      {"GET", "/api/v1/pages/..%2F..%2Fetc%2Fpasswd/view", "", 404},
  };
  for (const auto& [method, target, body, status] : cases) {
    const auto answer = ask(method, target, "li", body, {{"If-Match", "\"x\""}});
    EXPECT_EQ(answer.status, status) << method << " " << target.substr(0, 100) << " " << body.substr(0, 80)
                                     << " " << answer.body;
  }
}

}  // namespace
}  // namespace tenderlead::web
