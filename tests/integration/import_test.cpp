// Imports by the program itself: dry runs, failed rows in a file, taking back, a second time, and GB18030.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "tests/integration/workspace.h"

namespace tenderlead::integration {
namespace {

constexpr const char* kNone = "no difference";  // what first_difference() says of equal dumps

namespace json = boost::json;

json::object report_of(const Outcome& outcome) {
  boost::system::error_code fault;
  // Lines of the run that the import is may follow.
  const auto value = json::parse(outcome.out.substr(0, outcome.out.find('\n')), fault);
  EXPECT_FALSE(fault) << outcome.out << outcome.err;
  return value.is_object() ? value.get_object() : json::object();
}

std::int64_t number(const json::object& report, const char* key) {
  const auto* value = report.if_contains(key);
  return value == nullptr || !value->is_int64() ? -1 : value->get_int64();
}

std::string text(const json::object& report, const char* key) {
  const auto* value = report.if_contains(key);
  return value == nullptr || !value->is_string() ? "?" : std::string(value->get_string());
}

// 医院名称,省市 / 成都市云溪医院,四川省-成都市 / ,四川省-成都市 in GB18030.
const std::string kGb18030 =
    "\xD2\xBD\xD4\xBA\xC3\xFB\xB3\xC6,\xCA\xA1\xCA\xD0\n"
    "\xB3\xC9\xB6\xBC\xCA\xD0\xD4\xC6\xCF\xAA\xD2\xBD\xD4\xBA,\xCB\xC4\xB4\xA8\xCA\xA1-"
    "\xB3\xC9\xB6\xBC\xCA\xD0\n"
    ",\xCB\xC4\xB4\xA8\xCA\xA1-\xB3\xC9\xB6\xBC\xCA\xD0\n";

struct Kind {
  const char* name;
  const char* file;
  std::string content;
  const char* reason;  // in the file of failed rows
};

class Import : public testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    workspace_.write(GetParam().file, GetParam().content);
    ASSERT_EQ(workspace_.tenderlead({"init", workspace_.config().string()}).status, 0);
    ASSERT_TRUE(store::Store::open(workspace_.store_file(), store::OpenMode::create)) << "an empty one";
  }
  Outcome import(std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"import", GetParam().name, file().string(), "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return workspace_.tenderlead(arguments);
  }
  std::filesystem::path file() const { return workspace_.folder() / GetParam().file; }

  Workspace workspace_;
};

TEST_P(Import, SaysFirstWhatItWouldDoAndChangesNothing) {
  const auto before = workspace_.dump();
  const auto outcome = import({"--dry-run"});
  EXPECT_EQ(outcome.status, 1) << "a row fails";
  const auto report = report_of(outcome);
  EXPECT_EQ(number(report, "records"), 2);
  EXPECT_EQ(number(report, "added"), 1);
  EXPECT_EQ(number(report, "failed"), 1);
  EXPECT_EQ(text(report, "id"), "");
  EXPECT_EQ(first_difference(before, workspace_.dump()), kNone);
  EXPECT_FALSE(std::filesystem::exists(file().string() + ".failed.csv"));
}

TEST_P(Import, LeavesFailedRowsWithTheirReasonBesideTheFile) {
  const auto outcome = import();
  EXPECT_EQ(outcome.status, 1);
  const auto report = report_of(outcome);
  EXPECT_EQ(number(report, "added"), 1);
  EXPECT_EQ(number(report, "failed"), 1);
  EXPECT_NE(text(report, "id"), "");
  EXPECT_EQ(text(report, "failed_file"), file().string() + ".failed.csv");
  const auto failed = read_file(file().string() + ".failed.csv");
  EXPECT_NE(failed.find(GetParam().reason), std::string::npos) << failed;
  EXPECT_NE(failed.find("3,"), std::string::npos) << failed;
}

TEST_P(Import, ChangesNothingTheSecondTime) {
  import();
  const auto before = workspace_.dump(store::DumpParts::refined);
  const auto report = report_of(import());
  EXPECT_EQ(number(report, "added"), 0);
  EXPECT_EQ(number(report, "changed"), 0);
  EXPECT_EQ(number(report, "unchanged"), 1);
  EXPECT_EQ(text(report, "id"), "") << "no batch to take back";
  EXPECT_EQ(first_difference(before, workspace_.dump(store::DumpParts::refined)), kNone);
}

TEST_P(Import, IsTakenBack) {
  const auto before = workspace_.dump(store::DumpParts::refined);
  const auto id = text(report_of(import()), "id");
  EXPECT_NE(first_difference(before, workspace_.dump(store::DumpParts::refined)), kNone);
  const auto list = workspace_.tenderlead({"import", "list", "--json"});
  EXPECT_NE(list.out.find(id), std::string::npos) << list.out;
  const auto reverted = workspace_.tenderlead({"import", "revert", id});
  EXPECT_EQ(reverted.status, 0) << reverted.err;
  EXPECT_EQ(first_difference(before, workspace_.dump(store::DumpParts::refined)), kNone);
  EXPECT_NE(workspace_.tenderlead({"import", "revert", id}).status, 0) << "once";
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, Import,
    testing::Values(Kind{"organisations", "master.csv", kGb18030, "没有单位名称"},
                    Kind{"notices", "export.csv",
                         "公告标题,采购单位,发布日期\n"
                         "云溪市妇幼保健院儿童保健信息系统采购项目公开招标公告,云溪市妇幼保健院,2026-05-08\n"
                         ",云溪市妇幼保健院,2026-05-08\n",
                         "no_title"}),
    [](const auto& kind) { return std::string(kind.param.name); });

TEST(ImportOfGb18030, KnowsTheOrganisationAfterwards) {
  const Workspace workspace;
  ASSERT_EQ(workspace.tenderlead({"init", workspace.config().string()}).status, 0);
  workspace.write("master.csv", kGb18030);
  const auto file = workspace.folder() / "master.csv";
  EXPECT_EQ(workspace.tenderlead({"import", "organisations", file.string()}).status, 1);
  const auto which = workspace.tenderlead({"org", "which", "--jsonl"}, {},
                                          "{\"name\":\"四川省成都市云溪医院\",\"region\":\"\"}\n");
  EXPECT_NE(which.out.find("\"resolved\""), std::string::npos) << which.out << which.err;
}

}  // namespace
}  // namespace tenderlead::integration
