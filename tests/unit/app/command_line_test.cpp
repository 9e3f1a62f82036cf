#include "app/command_line.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
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

Outcome tenderlead(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "tenderlead");
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Outcome outcome;
  outcome.status = run_command_line(static_cast<int>(argv.size()), argv.data());
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
  for (const char* name : {"search", "serve", "backup", "restore", "doctor"}) {
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

TEST_F(CommandLineTest, ReadsAmountsDatesAndKindsByHand) {
  const struct {
    std::vector<std::string> arguments;
    const char* out;
  } cases[] = {{{"debug", "amount", "144.996 万元"}, "1449960\n"},
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
