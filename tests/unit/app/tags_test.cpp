// Tags of projects and organisations in a store, and what `tenderlead tags` prints of all. All names are invented.
#include <gmock/gmock.h>

#include "app/command_line.h"
#include "app/pipeline/names.h"
#include "app/pipeline/subject_tags.h"
#include "pipeline_fixture.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class TheTags : public PipelineTest {
 protected:
  std::string put(const std::string& page, const std::string& name, const std::string& buyer) {
    Notice notice;
    notice.url = "http://portal.example/" + page;
    notice.kind = NoticeKind::tender;
    notice.title = buyer + name + "招标公告";
    notice.project_name = name;
    notice.project_no = "YXZC-2026-" + page;
    notice.buyer.name = buyer;
    notice.published_at = StatedTime{{2026, 8, 1}, {}};
    store::NoticeRow row;
    row.id = store::notice_id("portal", notice.url);
    row.source_id = "portal";
    row.url = notice.url;
    row.kind = "tender";
    row.title = notice.title;
    row.buyer = buyer;
    row.published_at = "2026-08-01";
    row.mentions = {{store::MentionRow::Role::buyer, buyer, normalised_name(buyer), "530000", ""}};
    row.json = wire::to_json_text(notice);
    row.tags = tag_rows(matcher_->tag(rules::tag_input(notice)));
    EXPECT_TRUE(store().write([&](store::WriteBatch& writer) { writer.put_notice(row, ++seq_); }));
    return row.id;
  }
  void link() { ASSERT_TRUE(link_all(store(), config::shipped_reading_tables())); }
  // What somebody thinks of a lead that rests on a notice.
  void judge(const std::string& lead, const std::string& product, const std::string& notice, bool accepted) {
    Lead made;
    made.id = lead;
    made.product = product;
    made.notices = {notice};
    store::LeadRow row;
    row.id = row.work_id = lead;
    row.product = product;
    row.json = wire::to_json_text(made);
    const store::Act act{accepted ? "accept" : "reject", "li", {}, accepted ? "" : "not ours", clock_.now};
    ASSERT_TRUE(store().write([&](store::WriteBatch& writer) { writer.act(act, {row}); }));
  }
  std::vector<std::string> printed(std::vector<std::string> arguments) {
    store_.reset();
    arguments.insert(arguments.begin(), "tenderlead");
    arguments.insert(arguments.end(), {"--config", folder_.string(), "--data", (folder_ / "data").string()});
    std::vector<char*> argv;
    for (auto& argument : arguments) argv.push_back(argument.data());
    testing::internal::CaptureStdout();
    EXPECT_EQ(run_command_line(static_cast<int>(argv.size()), argv.data()), 0);
    std::istringstream out(testing::internal::GetCapturedStdout());
    std::vector<std::string> lines;
    for (std::string line; std::getline(out, line);) lines.push_back(line);
    return lines;
  }
  static std::string line_of(const std::vector<std::string>& lines, const std::string& words) {
    for (const auto& line : lines)
      if (line.find(words) != std::string::npos) return line;
    return {};
  }
  void configure(const std::string& tags) {
    std::vector<std::string> arguments = {"tenderlead", "init", folder_.string()};
    std::vector<char*> argv;
    for (auto& argument : arguments) argv.push_back(argument.data());
    testing::internal::CaptureStdout();
    EXPECT_EQ(run_command_line(static_cast<int>(argv.size()), argv.data()), 0);
    testing::internal::GetCapturedStdout();
    if (!tags.empty()) std::ofstream(folder_ / "tags.yaml") << tags;
  }

  std::int64_t seq_ = 0;
};

TEST_F(TheTags, ArePrintedWithTheirPrecisionWhereLeadsWereReviewed) {
  configure("");
  const auto good = put("0001", "检验信息系统（LIS）采购项目", "云溪市妇幼保健院");
  const auto also = put("0002", "检验信息系统（LIS）升级项目", "东陵县人民医院");
  const auto bad = put("0003", "检验信息系统（LIS）配套耗材", "青禾县中医医院");
  put("0004", "电子病历系统采购项目", "云溪市妇幼保健院");
  judge("l1", "lis", good, true);
  judge("l2", "lis", also, true);
  judge("l3", "lis", bad, false);
  const auto json = printed({"tags", "--json"});
  const auto value = wire::parse_text(line_of(json, "\"products/lis\""));
  ASSERT_TRUE(value);
  const auto& precision = value->at("precision").as_object();
  EXPECT_NEAR(precision.at("value").as_double(), 2.0 / 3, 1e-9);
  EXPECT_EQ(precision.at("accepted").as_int64(), 2);
  EXPECT_EQ(precision.at("judged").as_int64(), 3);
  EXPECT_EQ(line_of(json, "\"products/emr\"").find("precision"), std::string::npos)
      << "nobody judged a lead about it";
  const auto table = printed({"tags"});
  EXPECT_THAT(line_of(table, "products/lis"), HasSubstr("66.7%（3）"));
  EXPECT_THAT(line_of(table, "products/emr"), Not(HasSubstr("（")));
  EXPECT_THAT(line_of(table, "准确率"), HasSubstr("覆盖率"));
}

TEST_F(TheTags, OfProjectsAndOrganisationsAreThoseThatTheRulesGiveNow) {
  rules::TagRule county;
  county.id = "county";
  county.name = "县级";
  county.of = {rules::Subject::organisation};
  rules::Signal signal;
  signal.id = "w";
  signal.any.words = {"县"};
  signal.where = {{rules::Field::buyer, 10}};
  county.scoring.signals = {signal};
  rules::TagRule child;
  child.id = "child";
  child.name = "儿童";
  child.of = {rules::Subject::project};
  signal.any.words = {"儿童保健"};
  signal.where = {{rules::Field::project_name, 10}};
  child.scoring.signals = {signal};
  rules::RuleBook book;
  book.tags = {county, child};
  put("0001", "儿童保健信息系统", "东陵县人民医院");
  put("0002", "电子病历系统", "云溪市妇幼保健院");
  link();
  const auto tag = [&] {
    auto tagger = rules::Tagger::compile(book);
    EXPECT_TRUE(tagger);
    const auto given = tag_subjects(store(), *tagger, {2026, 8, 6});
    EXPECT_TRUE(given);
    return given ? *given : -1;
  };
  const auto given = [&](const std::string& buyer) {
    return read([&](store::Queries& queries) {
      std::vector<std::string> tags;
      const auto row = queries.organisation_by_name(normalised_name(buyer), "53");
      for (const auto& each : queries.tags_of_subject("organisation", row->id)) tags.push_back(each.id);
      for (const auto& notice : queries.notices_of_buyer(row->id, 10))
        for (const auto& each : queries.tags_of_subject("project", notice.project_id))
          tags.push_back(each.id);
      return tags;
    });
  };
  EXPECT_EQ(tag(), 2);
  EXPECT_THAT(given("东陵县人民医院"), ElementsAre("county", "child"));
  EXPECT_THAT(given("云溪市妇幼保健院"), IsEmpty());
  const auto before = dump();
  EXPECT_EQ(tag(), 2);
  EXPECT_EQ(difference(before, dump()), "no difference");
  book.tags[0].scoring.signals[0].any.words = {"市"};
  book.tags[1].state = rules::RuleState::retired;
  EXPECT_EQ(tag(), 1);
  EXPECT_THAT(given("东陵县人民医院"), IsEmpty()) << "what an earlier rule gave goes with it";
  EXPECT_THAT(given("云溪市妇幼保健院"), ElementsAre("county"));
}

}  // namespace
}  // namespace tenderlead::app
