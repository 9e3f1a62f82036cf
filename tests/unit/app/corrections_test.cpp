// What people say of a notice outlasts its page's next reading, and linking and matching go by it; its page is shown as it was archived.
#include <map>
#include <utility>

#include "app/pipeline/stored_page.h"
#include "tests/unit/app/pipeline_fixture.h"
#include "wire/json.h"
#include "wire/word_text.h"

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

TEST_F(Corrections, OfAPlanAreSaidOfItsRowsAndThoseOfARowCountMore) {
  const auto row = [](const std::string& name, const std::string& own) {
    return "<tr><td>" + name + "</td><td>" + own +
           "</td><td>详见采购文件</td><td>180</td><td>2026年9月</td></tr>";
  };
  site_["http://portal.example/zbgg/index.htm"].body =
      "<html><head><meta charset=\"utf-8\"></head><body><ul><li><a "
      "href=\"t9.html\">云溪市妇幼保健院2026年8月政府采购意向"
      "</a><span>2026-08-01</span></li></ul></body></html>";
  site_["http://portal.example/zbgg/t9.html"].body =
      "<html><head><meta charset=\"utf-8\"><title>云溪市妇幼保健院2026年8月政府采购意向</title></head><body>"
      "<h1>云溪市妇幼保健院2026年8月政府采购意向</h1><p>采购单位：云溪市妇幼保健院</"
      "p><table><tr><td>采购项目名称"
      "</td><td>采购单位</td><td>采购需求概况</td><td>预算金额（万元）</td><td>预计采购时间</td></tr>" +
      row("儿童保健信息系统", "云溪市儿童医院") + row("检验信息系统", "") + "</table></body></html>";
  clock_.now += 30 * 86'400;
  begin_run(true, true);
  crawl();
  finish_run();
  const auto rows = [&] {
    std::map<std::string, std::pair<std::string, std::string>> found;  // name to id and buyer
    read([&](store::Queries& queries) {
      queries.each_notice(false, [&](const store::NoticeRow& each) {
        const auto word = wire::word_from_text(each.json, wire::notice_from_json);
        if (word->intentions.size() == 1)
          found[word->project_name] = {each.id, word->buyer.name + " " + word->project_no};
      });
      return 0;
    });
    return found;
  };
  const auto before = rows();
  ASSERT_EQ(before.size(), 2u);
  ASSERT_EQ(before.at("检验信息系统").second, "云溪市妇幼保健院 ");
  ASSERT_EQ(before.at("儿童保健信息系统").second, "云溪市儿童医院 ");
  Pipeline pipeline(store(), configuration_, config::shipped_reading_tables());
  id_ = store::notice_id("portal", "http://portal.example/zbgg/t9.html");
  say("buyer.name", "\"江城市儿童医院\"");
  say("project_no", "\"GS-1\"");
  const auto plan = std::exchange(id_, before.at("检验信息系统").first);
  say("buyer.name", "\"远山县人民医院\"");
  say("project_no", "\"GS-7\"");
  ASSERT_TRUE(pipeline.match(options()));
  EXPECT_FALSE(awaits());
  EXPECT_EQ(buyer(), "远山县人民医院");
  EXPECT_EQ(rows().at("检验信息系统"), (std::pair{id_, std::string("远山县人民医院 GS-7")}));
  EXPECT_EQ(rows().at("儿童保健信息系统"),
            (std::pair{before.at("儿童保健信息系统").first, std::string("江城市儿童医院 ")}))
      << "a plan's number is none of one procurement";
  const auto facts = read([&](store::Queries& queries) { return queries.link_facts(id_); });
  EXPECT_NE(facts.find("GS-7"), std::string::npos) << "it is joined by it: " << facts;
  say("buyer.name", "");
  ASSERT_TRUE(pipeline.match(options()));
  EXPECT_EQ(rows().at("检验信息系统").second, "江城市儿童医院 GS-7");
  id_ = plan;
  say("buyer.name", "");
  ASSERT_TRUE(pipeline.match(options()));
  EXPECT_EQ(rows().at("检验信息系统").second, "云溪市妇幼保健院 GS-7");
  EXPECT_EQ(rows().at("儿童保健信息系统").second, "云溪市儿童医院 ");
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
