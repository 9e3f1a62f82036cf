// The command line as others call it: DESIGN's section 4 holds for the process, not only for the functions.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <sstream>

#include "store/store.h"
#include "tests/integration/workspace.h"
#include "wire/json.h"

namespace tenderlead::integration {
namespace {

namespace json = boost::json;

std::vector<json::object> rows_of(const std::string& text) {
  std::vector<json::object> rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) rows.push_back(json::parse(line).as_object());
  return rows;
}

const portal::Portal& pages() {
  static const portal::Portal served(portal::Options{.seed = 61, .notices = 60});
  return served;
}

TEST(Contract, ParseJsonlAnswersEveryRowWithItsIdInOrder) {
  const Workspace workspace;
  std::string input;
  std::vector<std::string> ids;
  std::vector<std::string> titles;
  for (const portal::TrueNotice& known : pages().site(portal::SiteId::column).notices) {
    const std::string id = "n" + std::to_string(ids.size());
    const std::string path = known.notice.url.substr(pages().origin(portal::SiteId::column).size());
    workspace.write("pages/" + id + ".html", pages().site(portal::SiteId::column).resources.at(path).body);
    json::object row;
    row["id"] = id;
    row["path"] = (workspace.folder() / "pages" / (id + ".html")).string();
    row["url"] = known.notice.url;
    row["content_type"] = "text/html; charset=utf-8";
    row["as"] = "notice";
    input += json::serialize(row) + "\n";
    ids.push_back(id);
    titles.push_back(known.notice.title);
  }
  // Rows that can't be read answer too.
  input += R"({"id":"absent","path":"/nowhere/at/all.html"})"
           "\n";
  input += "this is no JSON\n";
  input += R"({"id":7,"path":"/nowhere.html","as":"hospital"})"
           "\n";
  const Outcome outcome = workspace.tenderlead({"parse", "--jsonl"}, {}, input);
  EXPECT_TRUE(outcome.status == 0 || outcome.status == 1) << outcome.status << outcome.err;
  const auto rows = rows_of(outcome.out);
  ASSERT_EQ(rows.size(), ids.size() + 3);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    EXPECT_EQ(json::value_to<std::string>(rows[i].at("id")), ids[i]);
    EXPECT_EQ(json::value_to<std::string>(rows[i].at("type")), "notice");
    EXPECT_EQ(json::value_to<std::string>(rows[i].at("title")), titles[i]);
  }
  for (std::size_t i = ids.size(); i < rows.size(); ++i) EXPECT_TRUE(rows[i].contains("error")) << i;
  EXPECT_EQ(json::value_to<std::string>(rows[ids.size()].at("id")), "absent");
  EXPECT_EQ(rows[ids.size() + 2].at("id").to_number<int>(), 7);
}

TEST(Contract, ParseReadsOnePageOfEachKindOfContent) {
  const Workspace workspace;
  const auto& gb = pages().site(portal::SiteId::gb_hospital);
  workspace.write("intro.html", gb.resources.at("/yygk/yyjj.html").body);
  const Outcome hospital =
      workspace.tenderlead({"parse", "--as", "hospital", "--url", "http://hospital.example/yygk/yyjj.html",
                            (workspace.folder() / "intro.html").string()});
  ASSERT_EQ(hospital.status, 0) << hospital.err;
  const auto profile = rows_of(hospital.out);
  ASSERT_EQ(profile.size(), 1u);
  EXPECT_EQ(json::value_to<std::string>(profile[0].at("name")), gb.profiles[0].profile.name);

  workspace.write("list.html", gb.resources.at("/cgzb/list_1.html").body);
  const Outcome list =
      workspace.tenderlead({"parse", "--as", "list", "--url", "http://hospital.example/cgzb/list_1.html",
                            (workspace.folder() / "list.html").string()});
  ASSERT_EQ(list.status, 0) << list.err;
  const auto items = rows_of(list.out);
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(items[0].at("items").as_array().size(), std::min(gb.notices.size(), portal::kListPageSize));
}

TEST(Contract, DataGoesToStandardOutputAndWordsToStandardError) {
  const Workspace workspace;
  const Outcome amount = workspace.tenderlead({"debug", "amount", "144.996 万元"});
  EXPECT_EQ(amount.status, 0) << amount.err;
  EXPECT_EQ(amount.out, "1449960\n");
  EXPECT_TRUE(amount.err.empty()) << amount.err;
}

TEST(Contract, WhatThisVersionDoesNotDoSaysSo) {
  const Workspace workspace;
  for (const char* command : {"search", "backup", "restore", "doctor"}) {
    const Outcome outcome = workspace.tenderlead({command});
    EXPECT_EQ(outcome.status, 2) << command;
    EXPECT_NE(outcome.err.find("not in this version"), std::string::npos) << command << ": " << outcome.err;
  }
  const Outcome help = workspace.tenderlead({"--help"});
  EXPECT_EQ(help.status, 0);
  EXPECT_EQ(help.out.find("backup"), std::string::npos);
}

TEST(Contract, WrongUsageEndsWithTwo) {
  const Workspace workspace;
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{}, {"fly"}, {"run", "--as-of", "soon"}, {"parse", "--as", "poem", "x"}})
    EXPECT_EQ(workspace.tenderlead(arguments).status, 2);
}

TEST(Contract, InitMakesAConfigurationThatChecks) {
  const Workspace workspace;
  const std::string directory = (workspace.folder() / "fresh").string();
  const Outcome init = workspace.tenderlead({"init", directory});
  ASSERT_EQ(init.status, 0) << init.err;
  Process check({TENDERLEAD_BINARY, "--config", directory, "check-config"}, workspace.folder());
  const Outcome checked = check.wait();
  EXPECT_EQ(checked.status, 0) << checked.out << checked.err;
  // A second time nothing is overwritten.
  const std::string settings = read_file(directory + "/tenderlead.yaml");
  workspace.write("fresh/tenderlead.yaml", settings + "# mine\n");
  ASSERT_EQ(workspace.tenderlead({"init", directory}).status, 0);
  EXPECT_EQ(read_file(directory + "/tenderlead.yaml"), settings + "# mine\n");
}

TEST(Contract, ShowExplainsALeadWithTheWordsOnThePage) {
  portal::Portal portal(portal::Options{.seed = 62, .notices = 80});
  portal.start();
  const Workspace workspace(portal);
  ASSERT_EQ(workspace.tenderlead({"run", "--as-of", "2026-08-01"}).status, 0);
  const Outcome leads = workspace.tenderlead({"leads", "--json", "--limit", "1"});
  ASSERT_EQ(leads.status, 0) << leads.err;
  const auto rows = rows_of(leads.out);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_FALSE(rows[0].at("reasons").as_array().empty());
  const std::string id = json::value_to<std::string>(rows[0].at("id"));
  const Outcome shown = workspace.tenderlead({"show", id});
  ASSERT_EQ(shown.status, 0) << shown.err;
  EXPECT_NE(shown.out.find(json::value_to<std::string>(rows[0].at("title"))), std::string::npos) << shown.out;
  EXPECT_EQ(workspace.tenderlead({"show", "no-such-thing"}).status, 1);
}

TEST(Contract, ShowMergesAHospitalsPagesAndSaysWhereEachValueStands) {
  portal::Portal portal(portal::Options{.seed = 62, .notices = 40});
  portal.start();
  const Workspace workspace(portal);
  ASSERT_EQ(workspace.tenderlead({"run", "--as-of", "2026-08-01"}).status, 0);
  // Of all that the pages of hospitals name, each merged profile says for its values which page gave them.
  std::set<std::string> ids;
  auto store = store::Store::open(workspace.store_file(), store::OpenMode::read_only);
  ASSERT_TRUE(store) << store.error().message;
  ASSERT_TRUE((*store)->read([&](store::Queries& queries) {
    queries.each_profile([&](const store::ProfileRow& row) { ids.insert(row.organisation_id); });
    return ids.size();
  }));
  ids.erase("");
  ASSERT_FALSE(ids.empty());
  for (const std::string& id : ids) {
    const Outcome shown = workspace.tenderlead({"show", id});
    ASSERT_EQ(shown.status, 0) << shown.err;
    const json::value known = json::parse(shown.out);
    EXPECT_EQ(known.at("profile").at("type").as_string(), "hospital");
    EXPECT_TRUE(known.at("profile_others").is_array());
    for (const auto& [field, evidence] : known.at("profile").at("evidence").as_object())
      EXPECT_TRUE(known.at("profile_origins").as_object().contains(field)) << field;
  }
}

}  // namespace
}  // namespace tenderlead::integration
