#include "app/command_line.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "wire/json.h"

namespace tenderlead::app {
namespace {

namespace fs = std::filesystem;

struct Outcome {
  int status = 0;
  std::string out;
  std::string err;
};

Outcome tenderlead(std::vector<std::string> arguments, const std::string& input = {}) {
  arguments.insert(arguments.begin(), "tenderlead");
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  std::istringstream in(input);
  auto* const before = std::cin.rdbuf(in.rdbuf());
  Outcome outcome;
  outcome.status = run_command_line(static_cast<int>(argv.size()), argv.data());
  std::cin.rdbuf(before);
  std::cin.clear();
  outcome.out = testing::internal::GetCapturedStdout();
  outcome.err = testing::internal::GetCapturedStderr();
  return outcome;
}

// A folder of its own that goes with the test.
class CommandLineTest : public testing::Test {
 protected:
  CommandLineTest() {
    std::string pattern = (fs::temp_directory_path() / "tenderlead-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~CommandLineTest() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  std::string write(const std::string& name, const std::string& content) const {
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
    return path.string();
  }
  // An initialised configuration.
  std::string configuration() const {
    const std::string directory = (folder_ / "configuration").string();
    EXPECT_EQ(tenderlead({"init", directory}).status, 0);
    return directory;
  }
  fs::path folder_;
};

TEST_F(CommandLineTest, SaysThatASubcommandIsNotInThisVersionAndDoesNotListIt) {
  const std::string help = tenderlead({"--help"}).out;
  for (const char* name : {"search", "backup", "restore", "doctor"}) {
    const auto outcome = tenderlead({name, "--anything", "x"});
    EXPECT_EQ(outcome.status, 2) << name;
    EXPECT_NE(outcome.err.find("not in this version"), std::string::npos) << outcome.err;
    EXPECT_EQ(help.find("\n  " + std::string(name) + " "), std::string::npos) << name;
  }
  for (const char* name : {"init", "run", "crawl", "replay", "reparse", "parse", "match", "leads", "show",
                           "export", "import", "source", "eval", "debug", "check-config"})
    EXPECT_NE(help.find("\n  " + std::string(name) + " "), std::string::npos) << name;
}

TEST_F(CommandLineTest, TakesWrongUsageAsStatusTwo) {
  const std::vector<std::vector<std::string>> cases = {{},
                                                       {"nonsense"},
                                                       {"parse"},
                                                       {"leads", "--min-score", "101"},
                                                       {"debug"},
                                                       {"debug", "amount"},
                                                       {"debug", "nonsense", "x"},
                                                       {"replay"},
                                                       {"run", "--as-of", "tomorrow"},
                                                       {"parse", "--as", "page", "x"}};
  for (const auto& arguments : cases)
    EXPECT_EQ(tenderlead(arguments).status, 2) << (arguments.empty() ? "nothing" : arguments.back());
}

TEST_F(CommandLineTest, RefusesLimitsThatWouldBeNoLimit) {
  for (const char* limit : {"0", "-1", "00", "x", "1.5", "9999999999"})
    for (const auto& command : std::vector<std::vector<std::string>>{{"leads"},
                                                                     {"export", "--csv", "-"},
                                                                     {"org", "list"},
                                                                     {"project", "list"},
                                                                     {"archive", "list"}}) {
      auto arguments = command;
      arguments.insert(arguments.end(), {"--limit", limit});
      const auto outcome = tenderlead(arguments);
      EXPECT_EQ(outcome.status, 2) << command[0] << limit;
      EXPECT_NE(outcome.err.find("is no whole number from 1 to 999999999"), std::string::npos) << outcome.err;
    }
}

TEST_F(CommandLineTest, RefusesPeopleAndRegionsThatThereAreNot) {
  const std::string directory = configuration();
  write("configuration/team.yaml",
        "members: [{id: anna, name: 安, regions: [四川]}, {id: berta, name: 白, regions: [云南]}]\n");
  const std::vector<std::string> where{"--config", directory, "--data", (folder_ / "data").string()};
  const auto with = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), where.begin(), where.end());
    return tenderlead(arguments);
  };
  ASSERT_EQ(with({"run"}).status, 0);
  const struct {
    std::vector<std::string> arguments;
    int status;
    const char* says;
  } cases[] = {
      {{"leads", "--owner", "ana"},
       2,
       "there is no person 'ana' in team.yaml or among the users; did you mean 'anna'?"},
      {{"leads", "--owner", "nobody"}, 2, "one of: anna, berta"},
      {{"export", "--csv", "-", "--owner", "nobody"}, 2, "there is no person 'nobody'"},
      {{"leads", "--owner", "berta"}, 0, ""},
      {{"leads", "--owner", "-"}, 0, ""},
      {{"leads", "--region", "99"},
       2,
       "--region: there is no region '99'; the nearest is '65' (新疆维吾尔自治区)"},
      {{"leads", "--region", "成都"}, 0, ""},
      {{"leads", "--region", "成部市"}, 2, "'成部市' is not one place; did you mean '成都市'?"},
      {{"org", "which", "某医院", "--region", "99"}, 2, "there is no region '99'; the nearest is '65'"},
      {{"org", "which", "某医院", "--region", "5199"}, 2, "there is no region '5199'; the nearest is '51"},
      {{"org", "which", "某医院", "--region", "510"}, 2, "there is no region '510'"},
      {{"org", "which", "某医院", "--region", "119999"}, 2, "the nearest is '11"},
      {{"org", "which", "某医院", "--region", "5101"}, 0, ""},
      {{"org", "which", "某医院", "--region", "四川"}, 0, ""}};
  for (const auto& c : cases) {
    const auto outcome = with(c.arguments);
    EXPECT_EQ(outcome.status, c.status) << c.arguments.back() << outcome.err;
    EXPECT_NE(outcome.err.find(c.says), std::string::npos) << outcome.err;
  }
}

TEST_F(CommandLineTest, LintSaysWhereAFaultIsAndJudgesDaysFromTheDayThatIsGiven) {
  const std::string directory = configuration();
  const auto rules = write("new/tags.yaml",
                           "tags:\n  - {id: health_it, name: 某, when: {published: {until: 2026-01-31}, "
                           "published_within_days: 30}}\n");
  const auto lint = [&](const char* day) {
    return tenderlead({"rules", "lint", rules, "--as-of", day, "--json", "--config", directory});
  };
  EXPECT_EQ(lint("2026-03-03").status, 1);
  EXPECT_NE(lint("2026-03-03").out.find("\"line\":2,\"column\":36,\"kind\":\"never\""), std::string::npos)
      << lint("2026-03-03").out;
  EXPECT_EQ(lint("2026-03-02").out.find("never"), std::string::npos) << lint("2026-03-02").out;
  EXPECT_EQ(lint("soon").status, 2);
  const auto empty = tenderlead({"rules", "lint", write("new/plans.yaml", ""), "--config", directory});
  EXPECT_EQ(empty.status, 1);
  EXPECT_NE(empty.out.find("plans.yaml:1:1: fault: the file is empty"), std::string::npos) << empty.out;
}

TEST_F(CommandLineTest, InitWritesAConfigurationWithoutFaultsAndNeverOverwrites) {
  const std::string directory = configuration();
  const auto checked = tenderlead({"--config", directory, "check-config"});
  EXPECT_EQ(checked.status, 0) << checked.err;
  std::ofstream(directory + "/tenderlead.yaml", std::ios::app) << "# mine\n";
  EXPECT_EQ(tenderlead({"init", directory}).status, 0);
  std::stringstream content;
  content << std::ifstream(directory + "/tenderlead.yaml").rdbuf();
  EXPECT_NE(content.str().find("# mine"), std::string::npos);
}

TEST_F(CommandLineTest, CheckConfigPrintsEveryFaultWithItsPlace) {
  const std::string directory = configuration();
  write("configuration/sources/mine.yaml",
        "sources:\n  - id: mine\n    nmae: x\n    start: [http://127.0.0.1/]\n    every: soon\n");
  const auto checked = tenderlead({"check-config", "--config", directory});
  EXPECT_EQ(checked.status, 2);
  EXPECT_NE(checked.err.find("mine.yaml:3:5"), std::string::npos) << checked.err;
  EXPECT_NE(checked.err.find("'name'"), std::string::npos) << checked.err;
  EXPECT_NE(checked.err.find("mine.yaml:5:"), std::string::npos) << checked.err;
}

TEST_F(CommandLineTest, AMissingConfigurationIsStatusTwoAndSaysWhatToDo) {
  const auto outcome = tenderlead({"leads", "--config", (folder_ / "nowhere").string()});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("tenderlead init"), std::string::npos) << outcome.err;
}

TEST_F(CommandLineTest, AMissingStoreIsStatusThreeForReaders) {
  const std::string directory = configuration();
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"leads"}, {"show", "x"}, {"export", "--csv", "-"}, {"reparse"}, {"match"}}) {
    auto all = arguments;
    all.insert(all.end(), {"--config", directory, "--data", (folder_ / "data").string()});
    EXPECT_EQ(tenderlead(all).status, 3) << arguments[0];
  }
}

TEST_F(CommandLineTest, NamesTheLineThatAsksForNoOrganisation) {
  const std::vector<std::string> globals = {"--config", configuration(), "--data",
                                            (folder_ / "data").string()};
  const auto run = [&](std::vector<std::string> arguments, const std::string& input = {}) {
    arguments.insert(arguments.end(), globals.begin(), globals.end());
    return tenderlead(arguments, input);
  };
  ASSERT_EQ(
      run({"import", "organisations", write("a.csv", "名称,地区\n成都市云溪医院,四川省成都市\n")}).status, 0);
  const auto good =
      run({"org", "which", "--jsonl"}, "{\"name\":\"成都市云溪医院\"}\n\n{\"name\":\"不知道\"}\n");
  EXPECT_EQ(good.status, 0) << good.err;
  EXPECT_NE(good.out.find("resolved"), std::string::npos) << good.out;
  const auto bad =
      run({"org", "which", "--jsonl"}, "{\"name\":\"成都市云溪医院\"}\ngarbage\n{\"nam\":1}\n[]\n");
  EXPECT_EQ(bad.status, 1);
  EXPECT_NE(bad.out.find("resolved"), std::string::npos) << bad.out;
  for (const char* line : {"line 2: ", "line 3: a row must be", "line 4: a row must be"})
    EXPECT_NE(bad.out.find(line), std::string::npos) << line << bad.out;
  EXPECT_EQ(bad.out.find("unknown"), std::string::npos) << bad.out;
}

TEST_F(CommandLineTest, ATypedRelativeDataFolderIsBelowTheCurrentFolder) {
  const std::string directory = configuration();
  const auto here = std::filesystem::relative(folder_ / "typed").string();
  EXPECT_EQ(tenderlead({"match", "--config", directory, "--data", here}).status, 3);
  EXPECT_EQ(tenderlead({"run", "--config", directory, "--data", here}).status, 0);
  EXPECT_TRUE(std::filesystem::exists(folder_ / "typed" / "tenderlead.db"));
}

TEST_F(CommandLineTest, ParsesOneFileAndKeepsTheRowsIdWithJsonl) {
  const std::string page =
      write("page.html",
            "<html><body><h1>云溪市妇幼保健院儿童保健系统公开招标公告</h1><p>项目编号：YX-2026-001</p>"
            "<p>项目名称：儿童保健系统</p><p>预算金额：120万元</p></body></html>");
  const auto outcome = tenderlead({"parse", "--as", "notice", "--url", "http://portal.example/1.html", page});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const auto answer = wire::parse_text(outcome.out);
  ASSERT_TRUE(answer) << outcome.out;
  EXPECT_EQ(answer->at("type"), "notice");
  EXPECT_EQ(answer->at("project_no"), "YX-2026-001");
  EXPECT_EQ(answer->at("budget").at("amount"), 1200000);
  EXPECT_EQ(tenderlead({"parse", (folder_ / "absent.html").string()}).status, 1);
}

TEST_F(CommandLineTest, TriesEachSmallPartByHandAndByRows) {
  const auto sitemap = write("sitemap.xml", "<urlset><url><loc>http://a.example/1</loc></url></urlset>");
  const auto page = write("page.html", "<ul><li id=a>x</li><li id=b>y</li></ul>");
  // 采购公告 in GB18030, more than once, so that it is no accident.
  const auto gb = write("gb.html", "\xb2\xc9\xb9\xba\xb9\xab\xb8\xe6 \xb2\xc9\xb9\xba\xb9\xab\xb8\xe6");
  const std::string rules = "User-agent: *\nDisallow: /closed";
  const struct {
    const char* part;
    std::vector<std::string> values;
    const char* row;  // with the same values
    const char* out;
  } cases[] = {
      {"robots",
       {rules, "Tenderlead", "http://a.example/closed/1"},
       R"({"robots_txt":"User-agent: *\nDisallow: /closed","user_agent":"Tenderlead","url":"http://a.example/closed/1"})",
       "false"},
      {"robots",
       {rules, "Tenderlead", "http://a.example/1"},
       R"({"robots_txt":"User-agent: *\nDisallow: /closed","user_agent":"Tenderlead","url":"http://a.example/1"})",
       "true"},
      {"canonical",
       {"HTTP://A.example:80/b/../c?utm_source=1&x=2#y"},
       R"({"input":"HTTP://A.example:80/b/../c?utm_source=1&x=2#y"})",
       "\"http://a.example/c?x=2\""},
      {"canonical",
       {"../b", "http://a.example/c/d"},
       R"({"input":"../b","base":"http://a.example/c/d"})",
       "\"http://a.example/b\""},
      {"resolve",
       {"../b?x=1#y", "http://a.example/c/d"},
       R"({"input":"../b?x=1#y","base":"http://a.example/c/d"})",
       "\"http://a.example/b?x=1#y\""},
      {"decode",
       {"gb2312", "\xb2\xc9\xb9\xba"},
       R"({"encoding":"gb2312","input_b64":"ssm5ug=="})",
       "\"采购\""},
      {"charset", {gb}, nullptr, "\"gb18030\""},
      {"sitemap", {sitemap}, nullptr, "1"},
      {"select", {page, "ul > li"}, nullptr, R"(["a","b"])"},
      {"ssrf", {"http://0x7f.1/"}, R"({"input":"http://0x7f.1/"})", "\"block\""},
  };
  for (const auto& c : cases) {
    std::vector<std::string> by_hand{"debug", c.part};
    by_hand.insert(by_hand.end(), c.values.begin(), c.values.end());
    const auto outcome = tenderlead(by_hand);
    EXPECT_EQ(outcome.status, 0) << c.part << outcome.err;
    std::string said = c.out;
    std::erase_if(said, [](char byte) { return byte == '"'; });
    const bool text = c.out[0] == '"';
    EXPECT_EQ(outcome.out, (text ? said : std::string(c.out)) + "\n") << c.part;
    std::string row = c.row == nullptr ? R"({"file":")" + c.values[0] + "\"" : c.row;
    if (c.row == nullptr) row += c.values.size() > 1 ? R"(,"selector":")" + c.values[1] + "\"}" : "}";
    const auto rows = tenderlead({"debug", c.part, "--jsonl"}, row + "\n" + row + "\n");
    EXPECT_EQ(rows.status, 0) << c.part << rows.err;
    const std::string answer = R"({"actual":)" + std::string(c.out) + "}\n";
    EXPECT_EQ(rows.out, answer + answer) << c.part;
  }
  EXPECT_EQ(tenderlead({"debug", "select", (folder_ / "absent.html").string(), "li"}).status, 1);
  EXPECT_EQ(tenderlead({"debug", "robots", "--jsonl"}, "{\"url\":1}\n").status, 1);
}

TEST_F(CommandLineTest, ReadsAmountsDatesAndKindsByHand) {
  const struct {
    std::vector<std::string> arguments;
    const char* out;
  } cases[] = {{{"debug", "amount", "144.996 万元"}, "1449960\n"},
               {{"debug", "amount", "1000美元"}, "null\n"},
               {{"debug", "amount", "$1,000"}, "null\n"},
               {{"debug", "date", "2026年4月7日 13点30分"}, "2026-04-07T13:30:00+08:00\n"},
               {{"debug", "kind", "云溪市妇幼保健院信息系统中标结果公告"}, "award\n"},
               {{"debug", "ssrf", "http://0x7f.1/"}, "block\n"},
               {{"debug", "cell", "=1+1"}, "'=1+1\n"},
               {{"debug", "label", "gb2312"}, "GBK\n"},
               {{"debug", "resolve", "../b?x=1#y", "http://a.example/c/d"}, "http://a.example/b?x=1#y\n"}};
  for (const auto& c : cases) {
    const auto outcome = tenderlead(c.arguments);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out, c.out);
  }
}

TEST_F(CommandLineTest, EvaluatesAgainstLabels) {
  write("pages/a.txt",
        "云溪市妇幼保健院儿童保健系统公开招标公告\n项目编号：YX-2026-001\n项目名称：儿童保健系统\n");
  const std::string gold = write(
      "x.gold.jsonl", R"({"id":"a","label":{"type":"notice","project_no":"YX-2026-001"},"quality":"ok"})"
                      "\n");
  const auto outcome = tenderlead({"eval", "--gold", gold, "--pages", (folder_ / "pages").string()});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("project_no                     1      1.000    1.000   1.000"),
            std::string::npos)
      << outcome.out;
  EXPECT_EQ(tenderlead({"eval", "--gold", (folder_ / "no.jsonl").string(), "--pages", "."}).status, 2);
}

}  // namespace
}  // namespace tenderlead::app
