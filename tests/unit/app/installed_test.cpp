// The installed base over a store: what notices and hospitals' own pages show to be in place. All names are invented.
#include "app/pipeline/installed.h"

#include <gmock/gmock.h>

#include "app/pipeline/link_projects.h"
#include "app/pipeline/names.h"
#include "app/pipeline/organisation_view.h"
#include "pipeline_fixture.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

using Role = store::MentionRow::Role;

class TheInstalledBase : public PipelineTest {
 protected:
  static Notice notice(const std::string& page, NoticeKind kind, Date day, const std::string& name,
                       const std::string& supplier, const std::string& buyer = "云溪市妇幼保健院") {
    Notice made;
    made.url = "http://portal.example/" + page;
    made.kind = kind;
    made.project_name = name;
    made.title = buyer + name + std::string(chinese_name(kind));
    made.buyer.name = buyer;
    made.published_at = StatedTime{day, {}};
    if (kind == NoticeKind::award && !supplier.empty())
      made.awards = {{"", supplier, "", Money{98'000'000, "CNY", "98万元"}, {}, {}}};
    if (kind == NoticeKind::contract) made.contract.supplier = supplier;
    return made;
  }
  void put(const Notice& notice, bool facts = true) {
    store::NoticeRow row;
    row.id = id_of(notice);
    row.source_id = "portal";
    row.url = notice.url;
    row.kind = to_string(*notice.kind);
    row.title = notice.title;
    row.buyer = notice.buyer.name;
    row.published_at = to_string(*notice.published_at);
    row.mentions = {{Role::buyer, notice.buyer.name, normalised_name(notice.buyer.name), "530000", ""}};
    const auto add = [&](const std::string& supplier) {
      if (!supplier.empty())
        row.mentions.push_back({Role::supplier, supplier, normalised_name(supplier), "", ""});
    };
    for (const auto& award : notice.awards) add(award.supplier);
    add(notice.contract.supplier);
    row.json = wire::to_json_text(notice);
    if (facts) row.link_facts = link_facts(notice);
    row.tags = tag_rows(matcher_->tag(rules::tag_input(notice)));
    ASSERT_TRUE(store().write([&](store::WriteBatch& writer) { writer.put_notice(row, ++seq_); }));
  }
  static std::string id_of(const Notice& notice) { return store::notice_id("portal", notice.url); }

  // `current`: the tags that the store has are of these rules.
  InstalledSummary find(bool current = false) {
    const auto linked = link_all(store(), config::shipped_reading_tables());
    EXPECT_TRUE(linked) << linked.error().message;
    const std::string fingerprint = current ? lead_making(configuration_).tag_fingerprint : std::string();
    if (current) {
      const auto noted =
          store().write([&](store::WriteBatch& writer) { writer.set_fact("rules", fingerprint); });
      EXPECT_TRUE(noted);
    }
    const auto found =
        find_installed(store(), *matcher_, fingerprint, product_lives("", configuration_.rules));
    EXPECT_TRUE(found) << found.error().message;
    return found ? *found : InstalledSummary{};
  }
  InstalledBase base_of(const std::string& name) {
    const auto row = read(
        [&](store::Queries& queries) { return queries.organisation_by_name(normalised_name(name), ""); });
    EXPECT_TRUE(row) << name;
    return row ? read([&](store::Queries& queries) { return queries.installed(row->id); }) : InstalledBase{};
  }
  static std::string told(const InstalledBase& base) {
    std::string all;
    for (const auto& each : base.products)
      all += each.product + " " + each.vendor + " " + std::to_string(each.year.value_or(0)) + " " +
             each.basis + "\n";
    return all;
  }

  std::int64_t seq_ = 0;
};

TEST_F(TheInstalledBase, IsMadeOfAwardsContractsAndAcceptances) {
  auto contract = notice("c", NoticeKind::contract, {2024, 3, 20}, "妇幼健康信息系统", "云帆软件有限公司");
  contract.contract.signed_on = StatedTime{{2024, 3, 10}, {}};
  contract.contract.amount = Money{95'000'000, "CNY", "95万元"};
  contract.contract.period = ContractPeriod{PeriodKind::service, PeriodBasis::signed_on, {}, {}, 36, 0, 0, 0};
  put(notice("a", NoticeKind::award, {2024, 2, 20}, "妇幼健康信息系统", "云帆软件有限公司"));
  put(contract);
  put(notice("t", NoticeKind::tender, {2025, 5, 1}, "电子病历系统", ""));
  put(notice("l", NoticeKind::award, {2023, 6, 1}, "检验信息系统（LIS）", "海川系统有限公司"));
  put(notice("m", NoticeKind::award, {2025, 6, 1}, "电子病历系统项目监理", "安恒监理有限公司"));
  put(notice("b", NoticeKind::award, {2025, 6, 1}, "信息化建设项目", "云帆软件有限公司"));
  put(notice("x", NoticeKind::award, {2025, 6, 1}, "电子病历系统", "云帆软件有限公司",
             "云溪城建开发有限公司"));
  const auto summary = find();
  EXPECT_EQ(summary.products, 2);
  EXPECT_EQ(summary.organisations, 1) << "a company that builds a house uses no such system";
  const auto base = base_of("云溪市妇幼保健院");
  EXPECT_EQ(told(base), "maternal_child 云帆软件有限公司 2024 contract\nlis 海川系统有限公司 2023 award\n");
  const auto& system = base.products.front();
  EXPECT_EQ(system.amount->amount_minor, 95'000'000);
  EXPECT_EQ(system.service_end, (Date{2027, 3, 9}));
  EXPECT_EQ(system.replacement_from, (Date{2029, 1, 1}));
  EXPECT_EQ(system.replacement_until, (Date{2032, 12, 31}));
  EXPECT_EQ(system.notice_id, id_of(contract));
  EXPECT_EQ(system.url, contract.url);
  EXPECT_NE(system.words, "") << "the words that name the product";
  EXPECT_NE(system.project_id, "");
  const auto vendor = read([](store::Queries& queries) {
    return queries.organisation_by_name(normalised_name("云帆软件有限公司"), "");
  });
  EXPECT_EQ(system.vendor_id, vendor->id);
}

TEST_F(TheInstalledBase, IsTheSameFromStoredTagsAsFromWords) {
  put(notice("a", NoticeKind::award, {2024, 2, 20}, "妇幼健康信息系统", "云帆软件有限公司"));
  put(notice("old", NoticeKind::award, {2022, 2, 20}, "检验信息系统（LIS）", "海川系统有限公司"), false);
  put(notice("f", NoticeKind::award, {2024, 2, 20}, "食堂食材配送", "青禾商贸有限公司"));
  find();
  const auto from_words = told(base_of("云溪市妇幼保健院"));
  EXPECT_EQ(from_words, "maternal_child 云帆软件有限公司 2024 award\nlis 海川系统有限公司 2022 award\n");
  const auto before = dump(store::DumpParts::refined);
  find(true);
  EXPECT_EQ(difference(before, dump(store::DumpParts::refined)), "no difference");
}

TEST_F(TheInstalledBase, GoesWithTheNoticeThatShowedIt) {
  const auto award = notice("a", NoticeKind::award, {2024, 2, 20}, "妇幼健康信息系统", "云帆软件有限公司");
  put(award);
  const auto tender = notice("t", NoticeKind::tender, {2025, 5, 1}, "电子病历系统", "");
  put(tender);
  EXPECT_EQ(find().products, 1);
  ASSERT_TRUE(store().write([](store::WriteBatch& writer) { writer.clear_refined(""); }));
  put(tender);
  EXPECT_EQ(find().products, 0);
  EXPECT_EQ(told(base_of("云溪市妇幼保健院")), "");
}

TEST_F(TheInstalledBase, HasWhatAHospitalsOwnPagesTell) {
  Source site;
  site.id = "hospital";
  site.kind = "hospital";
  site.organisation = "云溪市妇幼保健院";
  site.region = {"云南省", "", "", "530000"};
  configuration_.sources.push_back(site);
  const PageReader reader(configuration_, config::shipped_reading_tables(), *matcher_);
  const auto html = [](const std::string& title, const std::string& text) {
    return "<html><head><meta charset=\"utf-8\"><title>" + title + "</title></head><body><h1>" + title +
           "</h1><p>" + text + "</p></body></html>";
  };
  struct Case {
    const char* what;
    std::string body;
    PageRole role;
    bool tells;
  };
  const Case cases[] = {
      {"introduction",
       html("医院简介",
            "云溪市妇幼保健院始建于1962年，是三级甲等妇幼保健院，开放床位600张。2022年5月1日，检验信息系统（L"
            "IS）正式上线运行。医院通过电子病历系统应用水平"
            "分级评价四级。"),
       PageRole::hospital, true},
      {"news of a system",
       html("我院电子病历系统升级",
            "7月18日，经过三个月的努力，我院采用嘉和美康电子病历系统的病区已全部上线。"),
       PageRole::automatic, true},
      {"news of a plan", html("信息科召开会议", "会议部署了手术麻醉系统上线前的培训，要求各科室做好准备。"),
       PageRole::automatic, false},
      {"other news", html("义诊活动", "7月18日，我院专家到乡镇义诊，受到欢迎。"), PageRole::automatic, false},
  };
  for (const auto& each : cases) {
    Page page;
    page.url = page.requested_url = std::string("http://hospital.example/") + std::to_string(seq_);
    page.status = 200;
    page.headers = {{"Content-Type", "text/html"}};
    page.body = each.body;
    store::UrlTask task;
    task.source_id = "hospital";
    task.role = each.role;
    task.url = page.url;
    task.hint_published_at = "2024-07-20";
    const auto yield = reader.read(task, page);
    EXPECT_EQ(!yield.profiles.empty(), each.tells) << each.what;
    for (const auto& row : yield.profiles)
      ASSERT_TRUE(store().write([&](store::WriteBatch& writer) { writer.put_profile(row, ++seq_); }));
    ++seq_;
  }
  EXPECT_EQ(find().products, 2);
  const auto base = base_of("云溪市妇幼保健院");
  EXPECT_EQ(told(base), "emr 嘉和美康 2024 website\nlis  2022 website\n");
  EXPECT_THAT(base.products[0].words, testing::HasSubstr("病区已全部上线"));
  EXPECT_THAT(base.products[1].words, testing::HasSubstr("检验信息系统"));
  EXPECT_THAT(base.products[1].url, testing::HasSubstr("hospital.example"));
  const auto hospital = read([](store::Queries& queries) {
    const auto id = queries.organisation_by_name(normalised_name("云溪市妇幼保健院"), "")->id;
    return known_hospitals(queries).at(id).profile;
  });
  EXPECT_EQ(hospital.beds_open, 600) << "news changes nothing of what a hospital says of itself";
}

}  // namespace
}  // namespace tenderlead::app
