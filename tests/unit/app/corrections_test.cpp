// What people say of a notice outlasts its page's next reading, and linking and matching go by it; its page is shown as it was archived.
#include "app/pipeline/stored_page.h"
#include "tests/unit/app/pipeline_fixture.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

class Corrections : public PipelineTest {
 protected:
  void SetUp() override {
    PipelineTest::SetUp();
    make_site(1, 3);
    begin_run();
    crawl();
    finish_run();
    id_ = store::notice_id("portal", "http://portal.example/zbgg/t1.html");
  }
  std::string say(const std::string& field, const std::string& value, const std::string& evidence = {}) {
    EXPECT_TRUE(store().write([&](store::WriteBatch& writer) {
      writer.add_correction({0, id_, field, value, {}, evidence, "li", {}, clock_.now});
    }));
    return id_;
  }
  Notice notice() {
    const auto row = read([&](store::Queries& queries) { return queries.notice(id_); });
    return *wire::notice_from_json(*wire::parse_text(row->json));
  }
  bool awaits() {
    return read([&](store::Queries& queries) { return queries.awaits_correction(id_); });
  }
  PipelineOptions options() const {
    PipelineOptions options;
    options.as_of = Date{2026, 8, 6};
    return options;
  }
  std::string buyer() {
    const auto row = read([&](store::Queries& queries) { return queries.notice(id_); });
    const auto organisation =
        read([&](store::Queries& queries) { return queries.organisation(row->buyer_id); });
    return organisation ? organisation->name : std::string();
  }

  std::string id_;
};

TEST_F(Corrections, AreReadLinkedAndMatchedByTheNextRunAndOutlastAReparse) {
  const auto before = notice();
  ASSERT_EQ(before.buyer.name, "云溪市第1妇幼保健院");
  say("buyer.name", "\"江城市儿童医院\"");
  say("budget", "9900000");
  EXPECT_TRUE(awaits());
  Pipeline pipeline(store(), configuration_, config::shipped_reading_tables());
  ASSERT_TRUE(pipeline.match(options()));
  EXPECT_FALSE(awaits());
  EXPECT_EQ(notice().buyer.name, "江城市儿童医院");
  EXPECT_EQ(notice().budget->amount_minor, 990'000'000);
  EXPECT_EQ(buyer(), "江城市儿童医院") << "linking goes by it";
  bool led = false;
  read([&](store::Queries& queries) {
    queries.each_lead_head(
        0, [&](const store::LeadHead& head) { led = led || head.organisation == "江城市儿童医院"; });
    return 0;
  });
  EXPECT_TRUE(led) << "and so does matching";
  const auto corrected = dump(store::DumpParts::refined);
  ASSERT_TRUE(pipeline.reparse("", options()));
  const auto again = dump(store::DumpParts::refined);
  EXPECT_TRUE(again == corrected) << difference(corrected, again);
}

TEST_F(Corrections, ThatAreTakenBackLeaveWhatThePageSays) {
  const auto before = dump(store::DumpParts::refined);
  say("project_no", "\"GS-1\"");
  Pipeline pipeline(store(), configuration_, config::shipped_reading_tables());
  ASSERT_TRUE(pipeline.match(options()));
  EXPECT_EQ(notice().project_no, "GS-1");
  say("project_no", "");
  ASSERT_TRUE(pipeline.match(options()));
  EXPECT_FALSE(awaits());
  const auto after = dump(store::DumpParts::refined);
  EXPECT_TRUE(after == before) << difference(before, after);
}

TEST_F(Corrections, OfWhatThePageHasNoPlaceForAndOfPagesThatAreGoneEnd) {
  say("awards.7.supplier", "\"某公司\"");
  say("title", "\"改过的标题\"");
  std::filesystem::remove_all(archive_path(configuration_));
  Pipeline pipeline(store(), configuration_, config::shipped_reading_tables());
  ASSERT_TRUE(pipeline.match(options()));
  EXPECT_FALSE(awaits()) << "its page can't be read again";
}

TEST_F(Corrections, AreMarkedOnTheStoredPageWhereTheFieldWasRead) {
  const auto archive = archive_path(configuration_);
  auto page = stored_page(store(), archive, {id_, "budget", false, false});
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_NE(page->find("采购人：<mark data-evidence=\"buyer.name\" id=\"e-buyer.name\">"), std::string::npos)
      << *page;
  EXPECT_NE(page->find("data-evidence=\"budget\" id=\"e-budget\" class=\"on\">"), std::string::npos);
  EXPECT_EQ(page->find("<section>"), std::string::npos) << "all of it is on the page";
  const auto evidence = notice().evidence.at("buyer.name");
  say("buyer.name", "\"江城市儿童医院\"",
      "{\"start\":" + std::to_string(evidence.start) + ",\"end\":" + std::to_string(evidence.end) + "}");
  Pipeline pipeline(store(), configuration_, config::shipped_reading_tables());
  ASSERT_TRUE(pipeline.match(options()));
  page = stored_page(store(), archive, {id_, {}, false, false});
  EXPECT_NE(page->find("id=\"e-buyer.name\">云溪市"), std::string::npos) << *page;
  std::filesystem::remove_all(archive);
  page = stored_page(store(), archive, {id_, {}, true, true});
  ASSERT_TRUE(page);
  EXPECT_NE(page->find("The text as it was read"), std::string::npos);
  EXPECT_FALSE(stored_page(store(), archive, {"nothing", {}, false, false}));
}

}  // namespace
}  // namespace tenderlead::app
