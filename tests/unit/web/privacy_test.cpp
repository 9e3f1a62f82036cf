// What the service keeps from those who may not see it, and what it writes down of those who may.
#include "tests/unit/web/lead_service.h"

namespace tenderlead::web {
namespace {

class Privacy : public LeadService {
 protected:
  // A lead whose notice says `title`, and is of a project with this number.
  void put_notice(const std::string& title, const std::string& number, const std::string& phone) {
    Notice notice;
    notice.url = "https://portal.example/own";
    notice.title = title;
    notice.project_no = number;
    notice.buyer = {"青岚市人民医院", "某路1号", "周工 13855553001", phone};
    notice.text = "电话：" + phone + " 项目（" + number + "）";
    kept_.id = store::notice_id("portal", notice.url);
    kept_.source_id = "portal";
    kept_.url = notice.url;
    kept_.kind = "tender";
    kept_.title = title;
    kept_.region_code = "510100";
    kept_.published_at = "2026-07-20";
    kept_.json = wire::to_json_text(notice);
    ASSERT_TRUE(store_->write([&](store::WriteBatch& batch) { batch.put_notice(kept_, 1); }));
    put("l1", 80, "510100", "2026-08-10", [&](Lead& lead, store::LeadRow& row) {
      row.title = lead.title = title;
      row.notice_id = lead.notice_id = kept_.id;
      lead.notices = {kept_.id};
      Reason reason;
      reason.rule = "leads/open_tender";
      reason.text = "联系人电话（0571）85552003";
      lead.reasons = {reason};
    });
  }
  std::string field(const std::string& path, const std::string& who = "viewer") {
    const auto whole = get("/api/v1/notices/" + kept_.id, who).object();
    for (const auto& each : whole.at("fields").as_array())
      if (each.at("field").as_string() == path) return json::serialize(each);
    return {};
  }
  std::string field_tag(const std::string& path) {
    return std::string(json::parse(field(path)).at("etag").as_string());
  }
  Answer correct(const std::string& path, const std::string& value) {
    return ask("PUT", "/api/v1/notices/" + kept_.id + "/fields/" + path, "li",
               json::serialize(json::object{{"value", value}}), {{"If-Match", field_tag(path)}});
  }
  store::NoticeRow kept_;
};

TEST_F(Privacy, NoAnswerShowsANumberWholeHoweverItIsWritten) {
  put_notice("联系０５７１－８５５５２００２或13855552008的采购公告", "", "0571-85552004/85552005");
  for (const auto* target : {"/api/v1/leads", "/api/v1/leads/l1", "/api/v1/search?q=%E9%87%87%E8%B4%AD"})
    for (const auto* who : {"viewer", "li"}) {
      const auto body = get(target, who).body;
      for (const auto* number : {"13855552008", "13855553001", "85552003", "85552004", "85552005",
                                 "13812345678", "８５５５２００２"})
        EXPECT_EQ(body.find(number), std::string::npos) << target << " " << number;
    }
  const auto notice = get("/api/v1/notices/" + kept_.id, "viewer").body;
  for (const auto* number : {"13855552008", "13855553001", "85552004", "85552005", "８５５５２００２"})
    EXPECT_EQ(notice.find(number), std::string::npos) << number;
  const auto contact = get("/api/v1/leads/l1").object().at("contacts").as_array().at(0).as_object();
  EXPECT_EQ(contact.at("phone").as_string(), "0571-****2004/****2005");
  EXPECT_EQ(contact.at("name").as_string(), "周工 138****3001");
}

TEST_F(Privacy, TheCalendarsAddressShowsNoNumberWhole) {
  put_notice("联系13855552008的采购公告", "", "0571-85552004");
  const auto feed = ask("POST", "/api/v1/calendar/feeds", "li", R"({"name":"全部","filter":"state:new"})");
  ASSERT_EQ(feed.status, 201) << feed.body;
  const std::string url(feed.object().at("url").as_string());
  auto body = get(url.substr(url.find("/api/")), "").body;
  for (auto at = body.find("\r\n "); at != body.npos; at = body.find("\r\n ")) body.erase(at, 3);
  EXPECT_NE(body.find("138****2008"), std::string::npos) << body;
  EXPECT_EQ(body.find("13855552008"), std::string::npos);
}

TEST_F(Privacy, TheNumberOfAProjectIsNoTelephones) {
  put_notice("某项目（0773-26410012）采购公告", "0773-26410012", "0571-85552004");
  for (const auto* who : {"viewer", "li"}) {
    EXPECT_NE(field("project_no", who).find("0773-26410012"), std::string::npos);
    EXPECT_NE(field("title", who).find("0773-26410012"), std::string::npos);
  }
  page_ = "<html><head><style>p{}</style></head><body><p>某项目（0773-26410012）电话0571-<b>8555</b>2004</p>";
  EXPECT_NE(get("/api/v1/pages/" + kept_.id + "/view").body.find("（0773-26410012）电话0571-<b>****</b>2004"),
            std::string::npos);
}

TEST_F(Privacy, AMaskedNumberIsNotTakenForTheRealOne) {
  put_notice("联系13855552008的采购公告", "", "0571-85552004");
  EXPECT_EQ(correct("buyer.phone", "0571-****2004").status, 422);
  EXPECT_EQ(correct("title", "联系138****2008的采购公告").status, 422);
  const auto refused = correct("buyer.address", "某路2号 0571-****2004");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.object().at("errors").as_array().at(0).at("code").as_string(), "masked_number");
  EXPECT_EQ(correct("buyer.phone", "0571-85552009").status, 200);
  EXPECT_EQ(correct("title", "联系13855552009的采购公告").status, 200);
}

TEST_F(Privacy, EveryLookAtANumberIsWrittenDownWhateverKeyTheRequestHas) {
  put_notice("采购公告", "", "0571-85552004");
  page_ = "<html><head><style>p{}</style></head><body><p>0571-85552004</p>";
  const std::string contact(
      get("/api/v1/leads/l1").object().at("contacts").as_array().at(0).at("id").as_string());
  const Headers key{{"Idempotency-Key", "the-same"}};
  for (int i = 0; i < 2; ++i) {
    const auto shown = ask("POST", "/api/v1/leads/l1/contacts/" + contact + "/unmask", "li", {}, key);
    EXPECT_EQ(shown.object().at("phone").as_string(), "0571-85552004");
  }
  EXPECT_EQ(audited("contact.shown"), 2U);
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(ask("GET", "/api/v1/pages/" + kept_.id + "/view?contacts=shown", "li", {}, key).status, 200);
  EXPECT_EQ(audited("contact.shown"), 4U);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(ask("GET", "/api/v1/exports/leads.csv", "li", {}, key).status, 200);
  EXPECT_EQ(audited("leads.exported"), 2U);
  EXPECT_FALSE(
      store_
          ->read([](store::Queries& queries) { return queries.stored_answer("li", "the-same").has_value(); })
          .value());
}

}  // namespace
}  // namespace tenderlead::web
