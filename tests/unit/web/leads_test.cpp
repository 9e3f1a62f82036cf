// Leads over /api/v1: lists, one of them, actions and their undoing.
#include "tests/unit/web/lead_service.h"

namespace tenderlead::web {
namespace {

class Leads : public LeadService {
 protected:
  void SetUp() override {
    LeadService::SetUp();
    put("a1", 90, "510100", "2026-07-28T09:30:00+08:00");
    put("b2", 70, "330000", "2026-08-20");
    put("c3", 70, "510000", "");
    put("d4", 40, "330000", "2026-07-30", [](Lead& lead, store::LeadRow& row) {
      row.state = "expired";
      row.product = lead.product = "his";
    });
  }
};

TEST_F(Leads, AreListedFilteredAndSorted) {
  struct Case {
    const char* query;
    const char* ids;
  };
  const Case cases[] = {
      {"", "a1 b2 c3 d4"},
      {"sort=score", "d4 b2 c3 a1"},
      {"sort=deadline", "a1 d4 b2 c3"},
      {"sort=-deadline", "b2 d4 a1 c3"},
      {"filter=state:live", "a1 b2 c3"},
      {"filter=-state:expired", "a1 b2 c3"},
      {"filter=state:expired", "d4"},
      {"filter=region:51", "a1 c3"},
      {"filter=region:5101", "a1"},
      {"filter=score%3E%3D70", "a1 b2 c3"},
      {"filter=score:40..70", "b2 c3 d4"},
      {"filter=score%3C70", "d4"},
      {"filter=grade:A", "a1"},
      {"filter=product:his", "d4"},
      {"filter=deadline:today..today%2B7", "a1 d4"},
      {"filter=deadline:2026-08-01..", "b2"},
      {"filter=has_deadline:false", "c3"},
      {"filter=at_hand:true", "a1 b2 c3"},
      {"filter=owner:-", "a1 b2 c3 d4"},
      {"filter=owner:me", ""},
      {"filter=b2%E9%87%87%E8%B4%AD", "b2"},
      {"filter=HIS", "d4"},
      {"filter=%E7%94%B5%E5%AD%90%E7%97%85%E5%8E%86", "a1 b2 c3"},
      {"filter=-%E7%94%B5%E5%AD%90%E7%97%85%E5%8E%86", "d4"},
      {"filter=changed%3C2026-07-25", ""},
      {"filter=created:2026-07-20", "a1 b2 c3 d4"},
  };
  for (const auto& [query, expected] : cases)
    EXPECT_EQ(ids(get(std::string("/api/v1/leads?") + query)), expected) << query;
}

TEST_F(Leads, ArePagedWithoutRepeatingOrHidingAny) {
  for (const char* sort : {"-score", "deadline", "-deadline", "organisation,-score", "region"}) {
    const std::string query = std::string("/api/v1/leads?limit=1&sort=") + sort;
    const auto whole = ids(get(std::string("/api/v1/leads?sort=") + sort));
    std::string paged, cursor;
    for (int page = 0; page < 5; ++page) {
      const auto answer = get(query + (cursor.empty() ? "" : "&cursor=" + cursor));
      paged += (paged.empty() ? "" : " ") + ids(answer);
      const auto object = answer.object();
      EXPECT_EQ(object.at("total").as_int64(), 4);
      const auto& next = object.at("next");
      if (next.is_null()) break;
      cursor = next.as_string();
    }
    EXPECT_EQ(paged, whole) << sort;
  }
}

TEST_F(Leads, ShowWhatPeopleDoAtOnceAndWhatAMatchMadeNew) {
  EXPECT_EQ(ids(get("/api/v1/leads?filter=owner:me")), "");
  EXPECT_EQ(act("b2", R"({"action":"claim"})").status, 200);
  EXPECT_EQ(ids(get("/api/v1/leads?filter=owner:me")), "b2");
  ASSERT_TRUE(store_->write([](store::WriteBatch& batch) { batch.replace_leads([](const auto&) {}); }));
  EXPECT_EQ(ids(get("/api/v1/leads")), "");
  put("b2", 71, "330000", "");
  EXPECT_EQ(ids(get("/api/v1/leads?filter=owner:me")), "b2") << "work outlasts a match";
}

TEST_F(Leads, AreFoundByTheIdTheyHadBeforeTheirBuyerWasCorrected) {
  put("n9", 80, "510100", "2026-08-01", [](Lead&, store::LeadRow& row) { row.work_id = "old9"; });
  EXPECT_EQ(get("/api/v1/leads/old9").object().at("id").as_string(), "n9");
  EXPECT_EQ(
      ask("POST", "/api/v1/leads/old9/actions", "li", R"({"action":"claim"})", {{"If-Match", tag("n9")}})
          .status,
      200);
  EXPECT_EQ(get("/api/v1/leads/old8").status, 404);
  put("n8", 80, "330000", "2026-08-01", [](Lead&, store::LeadRow& row) { row.work_id = "old8"; });
  EXPECT_EQ(get("/api/v1/leads/old8", "sichuan").status, 404) << "of another region";
}

TEST_F(Leads, AreFoundByLatinWordsAsAWhole) {
  put("h1", 80, "510100", "2026-08-01",
      [](Lead&, store::LeadRow& row) { row.title = "child health HIS采购"; });
  EXPECT_EQ(ids(get("/api/v1/leads?filter=his%20health")), "h1");
  EXPECT_EQ(ids(get("/api/v1/leads?filter=%EF%BC%A8%EF%BC%A9%EF%BC%B3%20child")), "h1");
  EXPECT_EQ(ids(get("/api/v1/leads?filter=hild")), "");
}

TEST_F(Leads, AreCountedByFacetsWhichLeaveTheirOwnFilterOut) {
  const auto object = get("/api/v1/leads/facets?filter=region:51%20state:live").object();
  EXPECT_EQ(object.at("total").as_int64(), 2);
  const auto counts = [&](const char* facet) {
    std::string out;
    for (const auto& row : object.at("facets").at(facet).as_array())
      out +=
          std::string(row.at("value").as_string()) + "=" + std::to_string(row.at("count").as_int64()) + " ";
    return out;
  };
  EXPECT_EQ(counts("region"), "51=2 33=1 ");
  EXPECT_EQ(counts("state"), "new=2 ");
  EXPECT_EQ(counts("product"), "emr=2 ");
  EXPECT_EQ(object.at("facets").at("region").at(0).at("name").as_string(), "四川省");
}

TEST_F(Leads, AreOnlySeenWithinOnesRegions) {
  EXPECT_EQ(ids(get("/api/v1/leads", "sichuan")), "a1 c3");
  EXPECT_EQ(get("/api/v1/leads/facets", "sichuan").object().at("total").as_int64(), 2);
  EXPECT_EQ(get("/api/v1/leads/b2", "sichuan").status, 404);
  EXPECT_EQ(act("b2", R"({"action":"claim"})", "sichuan").status, 404);
  const auto bulk = ask("POST", "/api/v1/leads/actions", "sichuan",
                        R"({"action":"claim","leads":[{"id":"a1","etag":"*"},{"id":"b2","etag":"*"}]})")
                        .object();
  EXPECT_EQ(bulk.at("leads").as_array().size(), 1u);
  EXPECT_EQ(bulk.at("refused").at(0).at("status").as_int64(), 404);
}

TEST_F(Leads, OfTodayAreTheUrgentOnesOfOnesOwn) {
  act("a1", R"({"action":"claim"})");
  act("b2", R"({"action":"claim"})");
  const auto today = get("/api/v1/today");
  EXPECT_EQ(today.object().at("day").as_string(), "2026-07-26");
  EXPECT_EQ(ids(today), "a1") << "two days to its deadline; b2 is worked on and nothing came since";
  EXPECT_EQ(today.object().at("items").at(0).at("why").as_string(), "deadline");
  EXPECT_EQ(today.object().at("counts").at("unowned").as_int64(), 1);
  EXPECT_EQ(today.object().at("deadlines").at(0).at("day").as_string(), "2026-07-28");
  EXPECT_EQ(get("/api/v1/today?owner=wang").status, 403);
  EXPECT_EQ(ids(get("/api/v1/today?owner=*", "wang")), "a1 c3");
  const auto first = get("/api/v1/today?owner=*&limit=1", "wang").object();
  EXPECT_EQ(
      ids(get("/api/v1/today?owner=*&limit=1&cursor=" + std::string(first.at("next").as_string()), "wang")),
      "c3");
}

TEST_F(Leads, AreShownWithTelephoneNumbersMaskedAndEachLookWrittenDown) {
  const auto answer = get("/api/v1/leads/a1");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.body.find("13812345678"), std::string::npos);
  EXPECT_EQ(answer.body.find("85551234"), std::string::npos);
  const auto lead = answer.object();
  EXPECT_EQ(lead.at("plan").at(0).at("phone").as_string(), "138****5678");
  const auto& contact = lead.at("contacts").at(0);
  EXPECT_EQ(contact.at("name").as_string(), "周工");
  const auto path = "/api/v1/leads/a1/contacts/" + std::string(contact.at("id").as_string()) + "/unmask";
  EXPECT_EQ(ask("POST", path, "viewer").status, 403);
  EXPECT_EQ(audited("contact.shown"), 0u);
  EXPECT_EQ(ask("POST", path, "li").object().at("phone").as_string(), "028-85551234");
  EXPECT_EQ(audited("contact.shown"), 1u);
  EXPECT_EQ(ask("POST", "/api/v1/leads/a1/contacts/none/unmask", "li").status, 404);
  EXPECT_EQ(lead.at("notices").at(0).at("current").as_bool(), true);
}

TEST_F(Leads, AreGuardedAgainstLostUpdates) {
  const auto seen = tag("a1");
  EXPECT_EQ(ask("POST", "/api/v1/leads/a1/actions", "li", R"({"action":"claim"})").status, 428);
  EXPECT_EQ(act("a1", R"({"action":"accept"})", "wang").status, 200);
  const auto late = ask("POST", "/api/v1/leads/a1/actions", "li", R"({"action":"reject","reason":"x"})",
                        {{"If-Match", seen}});
  EXPECT_EQ(late.status, 412);
  EXPECT_EQ(get("/api/v1/leads/a1").object().at("verdict").as_string(), "accepted");
  const auto answer = act("a1", R"({"action":"claim"})");
  EXPECT_EQ(answer.header("etag"), tag("a1"));
  EXPECT_EQ(answer.object().at("leads").at(0).at("etag").as_string(), tag("a1"));
}

TEST_F(Leads, TakeEveryActionAndItsUndoing) {
  struct Case {
    const char* body;
    const char* who;
    const char* member;
    const char* value;
  };
  const Case cases[] = {
      {R"({"action":"claim"})", "li", "owner", R"({"id":"li","name":"李"})"},
      {R"({"action":"assign","to":"li"})", "wang", "owner", R"({"id":"li","name":"李"})"},
      {R"({"action":"accept","reason":"值得做"})", "li", "verdict", R"("accepted")"},
      {R"({"action":"reject","reason":"买过了"})", "li", "verdict", R"("rejected")"},
      {R"({"action":"snooze","until":"2026-08-01"})", "li", "snoozed_until", R"("2026-08-01")"},
      {R"({"action":"note","reason":"打过电话\n下周再打"})", "li", "notes", "1"},
      {R"({"action":"status","status":"quoted"})", "li", "status", R"("quoted")"},
  };
  for (const auto& [body, who, member, value] : cases) {
    const auto done = act("b2", body, who);
    ASSERT_EQ(done.status, 200) << body << done.body;
    const auto lead = done.object().at("leads").at(0).as_object();
    ASSERT_TRUE(lead.contains(member)) << done.body;
    EXPECT_EQ(json::serialize(lead.at(member)), value) << body;
    const auto path = "/api/v1/undo/" + std::string(done.object().at("action_id").as_string());
    EXPECT_EQ(ask("POST", path, "sichuan").status, 404) << "not a lead of theirs";
    const auto undone = ask("POST", path, who);
    ASSERT_EQ(undone.status, 200) << undone.body;
    EXPECT_FALSE(undone.object().at("leads").at(0).as_object().contains(member)) << body;
    EXPECT_EQ(ask("POST", path, who).status, 409);
  }
  EXPECT_EQ(audited("lead.undone"), std::size(cases));
  EXPECT_EQ(audited("lead.snoozed"), 1u);
}

TEST_F(Leads, AreNotGivenToOthersNorTheirWorkUndoneByAnybody) {
  EXPECT_EQ(act("a1", R"({"action":"assign","to":"wang"})", "li").status, 403);
  EXPECT_EQ(act("a1", R"({"action":"assign","to":"nobody-known"})", "wang").status, 422);
  EXPECT_EQ(act("a1", R"({"action":"assign","to":null})", "wang").status, 200);
  EXPECT_EQ(act("a1", R"({"action":"claim"})", "viewer").status, 403);
  const auto done = act("a1", R"({"action":"accept"})", "wang");
  const auto path = "/api/v1/undo/" + std::string(done.object().at("action_id").as_string());
  EXPECT_EQ(ask("POST", path, "li").status, 403);
  EXPECT_EQ(ask("POST", path, "admin").status, 200);
}

TEST_F(Leads, AreActedOnTogetherAndUndoneTogether) {
  const auto stale = tag("c3");
  act("c3", R"({"action":"note","reason":"x"})");
  const std::string body = R"({"action":"reject","reason":"不做","leads":[{"id":"a1","etag":)" +
                           json::serialize(json::string(tag("a1"))) +
                           R"(},{"id":"b2","etag":"*"},{"id":"c3","etag":)" +
                           json::serialize(json::string(stale)) + R"(},{"id":"zz","etag":"*"}]})";
  const auto answer =
      ask("POST", "/api/v1/leads/actions", "li", body, {{"Idempotency-Key", "0123456789abcdef"}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto done = answer.object();
  EXPECT_EQ(done.at("leads").as_array().size(), 2u);
  ASSERT_EQ(done.at("refused").as_array().size(), 2u);
  EXPECT_EQ(done.at("refused").at(0).at("status").as_int64(), 412);
  EXPECT_EQ(done.at("refused").at(0).at("lead").at("notes").as_int64(), 1) << "as it is now";
  EXPECT_EQ(done.at("refused").at(1).at("status").as_int64(), 404);
  EXPECT_EQ(ask("POST", "/api/v1/leads/actions", "li", body, {{"Idempotency-Key", "0123456789abcdef"}}).body,
            answer.body);
  EXPECT_EQ(audited("lead.rejected"), 2u) << "the repetition did nothing";
  const auto undone =
      ask("POST", "/api/v1/undo/" + std::string(done.at("action_id").as_string()), "li").object();
  EXPECT_EQ(undone.at("leads").as_array().size(), 2u);
  EXPECT_EQ(ids(get("/api/v1/leads?filter=verdict:rejected")), "");
}

TEST_F(Leads, AnnounceWhatChanged) {
  const auto before = store_->read([](store::Queries& queries) { return queries.newest_change(); }).value();
  act("a1", R"({"action":"claim"})");
  const auto changes =
      store_->read([&](store::Queries& queries) { return queries.changes_after(before, 10); }).value();
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].topic, "lead");
  EXPECT_EQ(changes[0].subject, "a1");
  EXPECT_EQ(changes[0].person, "li");
}

struct Hostile {
  const char* method;
  std::string target;
  std::string body;
  int status;
};

TEST_F(Leads, RefuseWhatIsWrongWithTheReason) {
  const std::string act = "/api/v1/leads/a1/actions";
  const std::string many = "/api/v1/leads/actions";
  const std::string deep(5000, '[');
  const Hostile cases[] = {
      {"GET", "/api/v1/leads?filter=colour:red", "", 400},
      {"GET", "/api/v1/leads?filter=score:high", "", 400},
      {"GET", "/api/v1/leads?filter=state:%27%20OR%201=1--", "", 400},
      {"GET", "/api/v1/leads?filter=deadline:yesterday", "", 400},
      {"GET", "/api/v1/leads?filter=" + std::string(3000, 'x'), "", 400},
      {"GET", "/api/v1/leads?filter=%22open", "", 400},
      {"GET", "/api/v1/leads?sort=title", "", 400},
      {"GET", "/api/v1/leads?sort=score,score", "", 400},
      {"GET", "/api/v1/leads?limit=0", "", 400},
      {"GET", "/api/v1/leads?limit=201", "", 400},
      {"GET", "/api/v1/leads?limit=-1", "", 400},
      {"GET", "/api/v1/leads?cursor=abcd", "", 400},
      {"GET", "/api/v1/leads?cursor=%00", "", 400},
      {"GET", "/api/v1/today?cursor=zz", "", 400},
      {"GET", "/api/v1/leads/nothing", "", 404},
      {"GET", "/api/v1/leads/..%2f..%2fetc", "", 404},
      {"GET", "/api/v1/leads/%3Cscript%3E", "", 404},
      {"DELETE", "/api/v1/leads/a1", "", 405},
      {"POST", act, "{}", 422},
      {"POST", act, "[]", 400},
      {"POST", act, deep, 400},
      {"POST", act, "{\"action\":\"claim\",\"action\":\"reject\"}", 400},
      {"POST", act, R"({"action":"buy"})", 422},
      {"POST", act, R"({"action":"claim","extra":1})", 422},
      {"POST", act, R"({"action":"reject"})", 422},
      {"POST", act, R"({"action":"reject","reason":""})", 422},
      {"POST", act, "{\"action\":\"note\",\"reason\":\"a\\u202eb\"}", 422},
      {"POST", act, R"({"action":"note","reason":")" + std::string(1001, 'x') + "\"}", 422},
      {"POST", act, R"({"action":"snooze"})", 422},
      {"POST", act, R"({"action":"snooze","until":"2026-07-26"})", 422},
      {"POST", act, R"({"action":"snooze","until":"2026-02-30"})", 422},
      {"POST", act, R"({"action":"snooze","until":"tomorrow!!"})", 422},
      {"POST", act, R"({"action":"status","status":"rich"})", 422},
      {"POST", act, R"({"action":7})", 422},
      {"POST", act, R"({"action":"note","reason":")" + std::string(200'000, 'x') + "\"}", 413},
      {"POST", many, R"({"action":"claim"})", 422},
      {"POST", many, R"({"action":"claim","leads":[]})", 422},
      {"POST", many, R"({"action":"claim","leads":["a1"]})", 422},
      {"POST", many, R"({"action":"claim","leads":[{"id":"a1"}]})", 422},
      {"POST", many, R"({"action":"claim","leads":[{"id":1,"etag":2}]})", 422},
      {"POST", "/api/v1/undo/nothing", "{}", 404},
  };
  for (const auto& [method, target, body, status] : cases) {
    const auto answer = ask(method, target, "li", body, {{"If-Match", tag("a1")}});
    EXPECT_EQ(answer.status, status) << method << " " << target.substr(0, 100) << " " << body.substr(0, 80)
                                     << " " << answer.body;
    if (status != 405) {
      EXPECT_EQ(answer.header("content-type"), "application/problem+json; charset=utf-8")
          << target.substr(0, 100);
    }
  }
  EXPECT_EQ(ids(get("/api/v1/leads?filter=verdict:-%20owner:-%20status:-%20snoozed:false")), "a1 b2 c3 d4")
      << "nothing was done";
}

}  // namespace
}  // namespace tenderlead::web
