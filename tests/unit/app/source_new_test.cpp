#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "app/command_line.h"
#include "app/config/configuration.h"
#include "app/config/reading_tables.h"
#include "app/source_new/draft.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

namespace fs = std::filesystem;

std::string list_page(const std::string& html_title, int count = 5) {
  std::string html =
      "<html><head><meta charset=utf-8><title>" + html_title + "</title></head><body><ul class=news>";
  for (int i = 1; i <= count; ++i)
    html += "<li><a href=t" + std::to_string(i) + ".html>鹤鸣医院第" + std::to_string(i) +
            "批医疗设备采购公告</a><span>2026-06-0" + std::to_string(i) + "</span></li>";
  return html + "</ul><a href=index_2.html>下一页</a></body></html>";
}

Page page_of(const std::string& body, const std::string& url) {
  Page page;
  page.url = page.requested_url = url;
  page.status = 200;
  page.body = body;
  return page;
}

SourceDraft draft_of(const std::string& html_title, DraftWishes wishes = {},
                     const std::vector<std::string>& taken = {},
                     const std::string& url = "http://www.hmyy.com.cn/zbcg/index.html") {
  wishes.url = url;
  return draft_of_list(page_of(list_page(html_title), url), wishes, taken, config::shipped_reading_tables());
}

TEST(SourceName, ComesFromTheTitleAndTheAddress) {
  struct Case {
    const char* html_title;
    const char* url;
    const char* id;
    const char* name;
    const char* kind;
    const char* organisation;
    const char* code;
  };
  const std::vector<Case> cases = {
      {"招标采购 - 成都市郫都区鹤鸣妇幼保健院", "http://www.hmyy.com.cn/zbcg/index.html", "hmyy-zbcg",
       "成都市郫都区鹤鸣妇幼保健院 招标采购", "hospital", "成都市郫都区鹤鸣妇幼保健院", "510117"},
      {"欢迎访问眉山市鹤鸣中医医院官网_采购公告", "https://hmzyy.org/a/b/list_1.html", "hmzyy-b",
       "眉山市鹤鸣中医医院 采购公告", "hospital", "眉山市鹤鸣中医医院", "511400"},
      {"采购公告|浙江政府采购网", "http://zfcg.example.gov.cn/cggg/", "zfcg-example-cggg",
       "浙江政府采购网 采购公告", "portal", "", "330000"},
      {"", "http://10.0.0.8:8080/notice/list", "site-8080-notice", "10.0.0.8:8080", "portal", "", ""},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.html_title);
    const SourceDraft draft = draft_of(one.html_title, {}, {}, one.url);
    EXPECT_EQ(draft.source.id, one.id);
    EXPECT_EQ(draft.source.name, one.name);
    EXPECT_EQ(draft.source.kind, one.kind);
    EXPECT_EQ(draft.source.organisation, one.organisation);
    EXPECT_EQ(draft.source.region.code, one.code);
  }
}

TEST(SourceNew, OfAHospitalsHomePageIsAFocusedCrawl) {
  const auto draft = [](const std::string& title, const std::string& url, const std::string& menu) {
    DraftWishes wishes;
    wishes.url = url;
    return draft_of_list(
        page_of(
            "<html><head><title>" + title + "</title></head><body><ul class=nav>" + menu +
                "</ul><ul class=news><li><a "
                "href=/n/1.html>我院举办义诊活动第一期</a><span>2026-06-01</span></li><li><a "
                "href=/n/2.html>我院举办义诊活动第二期</a><span>2026-06-02</span></li><li><a "
                "href=/n/3.html>我院举办义诊活动第三期</a><span>2026-06-03</span></li></ul></body></html>",
            url),
        wishes, {}, config::shipped_reading_tables());
  };
  const std::string menu =
      "<li><a href=/yygk/>医院概况</a></li><li><a href=/ksdh/>科室导航</a></li><li><a "
      "href=/zbcg/>招标采购</a></li>"
      "<li><a href=http://elsewhere.example/xw/>新闻动态</a></li>";
  const std::string title = "云溪市鹤鸣妇幼保健院", home = "http://www.hmfy.example/";
  const SourceDraft found = draft(title, home, menu);
  EXPECT_EQ(found.source.focus.max_pages, 40);
  ASSERT_EQ(found.columns.size(), 3u) << "of its own site";
  EXPECT_EQ(found.columns[2].url, "http://www.hmfy.example/zbcg/");
  const auto loaded = config::load_sources("draft", source_yaml(found));
  ASSERT_TRUE(loaded.ok()) << config::to_string(loaded.faults.front()) << source_yaml(found);
  EXPECT_EQ(loaded.value[0].focus.max_pages, 40);
  EXPECT_EQ(loaded.value[0].start[0].url, home);
  EXPECT_EQ(loaded.value[0].start[0].role, PageRole::automatic);
  // A column's list, a portal, and a page that leads nowhere are no home pages of hospitals.
  EXPECT_TRUE(draft(title, "http://www.hmfy.example/zbcg/", menu).columns.empty());
  EXPECT_TRUE(draft(title, "http://www.hmfy.example/index.html?id=3", menu).columns.empty());
  EXPECT_TRUE(draft("云溪市政府采购网", home, menu).columns.empty());
  EXPECT_TRUE(draft(title, home, "<li><a href=/ksdh/>科室导航</a></li>").columns.empty());
  EXPECT_FALSE(draft(title, "http://www.hmfy.example/index.shtml", menu).columns.empty());
}

TEST(SourceName, AvoidsIdsThatAreTakenAndObeysWishes) {
  EXPECT_EQ(draft_of("", {}, {"hmyy-zbcg", "hmyy-zbcg-2"}).source.id, "hmyy-zbcg-3");
  DraftWishes wishes;
  wishes.id = "mine";
  wishes.name = "眉山市鹤鸣中医医院 采购";
  const SourceDraft draft = draft_of("", wishes);
  EXPECT_EQ(draft.source.id, "mine");
  EXPECT_EQ(draft.source.name, "眉山市鹤鸣中医医院 采购");
  EXPECT_EQ(draft.source.kind, "hospital");
  EXPECT_EQ(draft.source.organisation, "眉山市鹤鸣中医医院");
}

// What check-config reads is what was proposed, whatever the page's title says.
TEST(SourceYaml, IsReadBackAsItWasMeant) {
  for (const char* html_title :
       {"招标采购 - 鹤鸣医院", "a: b # c", "\"quoted\" 'and' \\back\\", "- [list] {map} & *anchor !tag",
        "true", "123", "行一\n行二: x", "%directive @at `tick`", "{page}", "---"}) {
    SCOPED_TRACE(html_title);
    SourceDraft draft = draft_of(html_title);
    draft.notes = {"note with\na break: and # hash"};
    const std::string yaml = source_yaml(draft);
    const auto loaded = config::load_sources("proposed.yaml", yaml);
    for (const auto& fault : loaded.faults) ADD_FAILURE() << to_string(fault) << "\n" << yaml;
    ASSERT_EQ(loaded.value.size(), 1u);
    const Source& source = loaded.value.front();
    EXPECT_EQ(source.id, draft.source.id);
    EXPECT_EQ(source.kind, draft.source.kind);
    EXPECT_EQ(source.organisation, draft.source.organisation);
    EXPECT_EQ(source.start.front().url, draft.source.start.front().url);
    EXPECT_EQ(source.paging.kind, PagingKind::url_pattern);
    EXPECT_EQ(source.paging.pattern, "index_{page}.html");
    EXPECT_EQ(source.paging.first, 2);
    EXPECT_EQ(source.parser.list_item, "ul.news > li");
    EXPECT_EQ(source.parser.list_link, "a");
    EXPECT_EQ(source.parser.list_date, "span");
    EXPECT_EQ(source.politeness.delay, draft.source.politeness.delay);
  }
}

TEST(SourceYaml, HoldsAPostWithItsPaging) {
  DraftWishes wishes;
  wishes.body = R"({"from": "{from}", "to": "{to}", "pageNo": {page}})";
  wishes.url = "http://api.example.cn/notice/list";
  const std::string json =
      R"({"rows":[{"title":"鹤鸣医院采购公告一","url":"/1.html"},{"title":"鹤鸣医院采购公告二","url":"/2.html"}]})";
  const SourceDraft draft =
      draft_of_list(page_of(json, wishes.url), wishes, {}, config::shipped_reading_tables());
  const auto loaded = config::load_sources("proposed.yaml", source_yaml(draft));
  ASSERT_TRUE(loaded.ok()) << to_string(loaded.faults.front());
  const Source& source = loaded.value.front();
  EXPECT_EQ(source.start.front().method, "POST");
  EXPECT_EQ(source.start.front().body, wishes.body);
  EXPECT_EQ(source.paging.kind, PagingKind::page_number);
  EXPECT_EQ(source.paging.window_days, kWindowDays);
  EXPECT_EQ(source.parser.list_item, "/rows");
}

TEST(SourceDraft, AllowsTheHostsThatManyItemsLeadToAndNamesTheOthers) {
  std::string html = "<ul class=l>";
  for (int i = 1; i <= 6; ++i)
    html += "<li><a href=http://" + std::string(i == 6 ? "weixin.example.com" : "info.hmyy.com.cn") + "/t" +
            std::to_string(i) + ".html>鹤鸣医院第" + std::to_string(i) + "批设备采购公告</a>2026-06-0" +
            std::to_string(i) + "</li>";
  DraftWishes wishes;
  wishes.url = "http://www.hmyy.com.cn/";
  const SourceDraft draft =
      draft_of_list(page_of(html + "</ul>", wishes.url), wishes, {}, config::shipped_reading_tables());
  EXPECT_EQ(draft.source.allowed_hosts, (std::vector<std::string>{"www.hmyy.com.cn", "info.hmyy.com.cn"}));
  EXPECT_EQ(draft.other_hosts, std::vector<std::string>{"weixin.example.com"});
}

TEST(SourceDraft, DropsPagingThatTheSecondPageContradicts) {
  const std::string url = "http://www.hmyy.com.cn/zbcg/index.html";
  const auto& tables = config::shipped_reading_tables();
  SourceDraft same = draft_of("招标采购");
  judge_second_page(same, page_of(list_page("招标采购"), url), tables);
  EXPECT_EQ(same.source.paging.kind, PagingKind::none);
  EXPECT_FALSE(same.second->problem.empty());
  SourceDraft empty = draft_of("招标采购");
  judge_second_page(empty, page_of("<ul class=news></ul>", url), tables);
  EXPECT_EQ(empty.source.paging.kind, PagingKind::none);
  SourceDraft good = draft_of("招标采购");
  judge_second_page(good, page_of(list_page("招标采购"), "http://www.hmyy.com.cn/zbcg/2/index_2.html"),
                    tables);
  EXPECT_EQ(good.source.paging.kind, PagingKind::url_pattern);
  EXPECT_EQ(good.second->fresh, 5u);
}

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

class SourceNewCommand : public testing::Test {
 protected:
  SourceNewCommand() {
    std::string pattern = (fs::temp_directory_path() / "tenderlead-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~SourceNewCommand() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  std::string write(const std::string& name, const std::string& content) const {
    std::ofstream(folder_ / name, std::ios::binary) << content;
    return (folder_ / name).string();
  }
  static std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }
  const std::string url_ = "http://www.hmyy.com.cn/zbcg/index.html";
  fs::path folder_;
};

TEST_F(SourceNewCommand, PrintsYamlOnStandardOutputAndThePreviewBesideIt) {
  const std::string file = write("list.html", list_page("招标采购 - 鹤鸣医院"));
  const Outcome outcome = tenderlead({"source", "new", url_, "--file", file});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(config::load_sources("out", outcome.out).ok()) << outcome.out;
  EXPECT_NE(outcome.err.find("鹤鸣医院第1批医疗设备采购公告"), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("2026-06-05"), std::string::npos);
}

TEST_F(SourceNewCommand, AnswersWithOneJsonObject) {
  const std::string file = write("list.html", list_page("招标采购 - 鹤鸣医院"));
  const Outcome outcome = tenderlead({"--json", "source", "new", url_, "--file", file});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto answer = wire::parse_text(outcome.out);
  ASSERT_TRUE(answer.ok()) << outcome.out;
  EXPECT_EQ(answer->at("type").as_string(), "source");
  EXPECT_EQ(answer->at("items").as_array().size(), 5u);
  EXPECT_EQ(answer->at("selectors").at("item").as_string(), "ul.news > li");
  EXPECT_EQ(answer->at("paging").at("pattern").as_string(), "index_{page}.html");
  EXPECT_EQ(answer->at("date_format").as_string(), "YYYY-MM-DD");
  EXPECT_TRUE(config::load_sources("out", std::string(answer->at("yaml").as_string())).ok());
}

TEST_F(SourceNewCommand, SavesIntoTheConfigurationWhichThenChecksAndNeverOverwrites) {
  const std::string configuration = (folder_ / "configuration").string();
  ASSERT_EQ(tenderlead({"init", configuration}).status, 0);
  const std::string file = write("list.html", list_page("招标采购 - 鹤鸣医院"));
  const std::vector<std::string> save = {"--config", configuration, "source", "new",
                                         url_,       "--file",      file,     "--save"};
  const Outcome first = tenderlead(save);
  ASSERT_EQ(first.status, 0) << first.err;
  EXPECT_TRUE(fs::exists(fs::path(configuration) / "sources/hmyy-zbcg.yaml")) << first.err;
  EXPECT_EQ(tenderlead({"--config", configuration, "check-config"}).status, 0);
  // A second source of the same column gets an id and a file of its own.
  ASSERT_EQ(tenderlead(save).status, 0);
  EXPECT_TRUE(fs::exists(fs::path(configuration) / "sources/hmyy-zbcg-2.yaml"));
  EXPECT_EQ(tenderlead({"--config", configuration, "check-config"}).status, 0);

  const std::string mine = write("mine.yaml", "# mine\n");
  const Outcome refused = tenderlead({"source", "new", url_, "--file", file, "--write", mine});
  EXPECT_EQ(refused.status, 1);
  EXPECT_EQ(read(mine), "# mine\n");
}

TEST_F(SourceNewCommand, SaysWhyThereIsNoListAndWhatToDo) {
  struct Case {
    const char* name;
    std::string page;
    const char* words;
  };
  const std::vector<Case> cases = {
      {"prose", "<p>鹤鸣医院始建于1950年，是一所综合性医院。</p>", "没有找到成组的条目"},
      {"shell", "<div id=app></div><script>axios.get('/api/notice/list?page=1')</script>",
       "http://www.hmyy.com.cn/api/notice/list?page=1"},
      {"login", "<form><input name=user><input type=password></form>", "要求登录"}};
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    const std::string file = write("page.html", one.page);
    const Outcome outcome = tenderlead({"source", "new", url_, "--file", file});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_TRUE(outcome.out.empty()) << outcome.out;
    EXPECT_NE(outcome.err.find(one.words), std::string::npos) << outcome.err;
    const Outcome json = tenderlead({"--json", "source", "new", url_, "--file", file});
    const auto answer = wire::parse_text(json.out);
    ASSERT_TRUE(answer.ok()) << json.out;
    EXPECT_TRUE(answer->as_object().contains("error"));
  }
}

TEST_F(SourceNewCommand, RefusesWhatIsNoAddressAndWhatIsPrivate) {
  EXPECT_EQ(tenderlead({"source", "new", "ftp://h.example/"}).status, 2);
  EXPECT_EQ(tenderlead({"source", "new", "http://h.example/", "--delay", "soon"}).status, 2);
  EXPECT_EQ(tenderlead({"source"}).status, 2);
  const Outcome refused = tenderlead({"source", "new", "http://127.0.0.1:9/list.html"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_NE(refused.err.find("--allow-private"), std::string::npos) << refused.err;
}

TEST(ParseCommand, AnswersAListWithoutItems) {
  std::string pattern = (fs::temp_directory_path() / "tenderlead-XXXXXX").string();
  const fs::path folder = mkdtemp(pattern.data());
  std::ofstream(folder / "page.html") << "<p>暂无公告</p>";
  const Outcome outcome =
      tenderlead({"parse", "--as", "list", "--url", "http://h.example/", (folder / "page.html").string()});
  std::error_code ignored;
  fs::remove_all(folder, ignored);
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "{\"type\":\"list\",\"items\":[]}\n");
}

}  // namespace
}  // namespace tenderlead::app
