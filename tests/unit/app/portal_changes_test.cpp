// Measured on the simulated portal: which changes of a page are seen, and which notices are found to be one. The floors below
// are a little under the figures in docs/changes.md; `--gtest_filter='OnThePortal.*'` prints them.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <random>

#include "app/config/reading_tables.h"
#include "app/pipeline/page_reader.h"
#include "parsers/simhash.h"
#include "rules/same_notice.h"
#include "tests/portal/site.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

using portal::SiteId;

struct PortalPage {
  SiteId site = SiteId::column;
  std::string body;
  std::string content_type;
  std::string url;
  Notice truth;
};

class OnThePortal : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto loaded = config::shipped_configuration();
    ASSERT_TRUE(loaded.ok());
    configuration_ = new config::Configuration(std::move(loaded.value));
    configuration_->sources.clear();
    auto matcher = rules::Matcher::compile(configuration_->rules);
    ASSERT_TRUE(matcher) << matcher.error().message;
    matcher_ = new rules::Matcher(std::move(*matcher));
    reader_ = new PageReader(*configuration_, config::shipped_reading_tables(), *matcher_);
  }
  static void TearDownTestSuite() {
    delete reader_;
    delete matcher_;
    delete configuration_;
  }

  static PageYield read(const PortalPage& page, const std::string& body) {
    store::UrlTask task;
    task.source_id = "portal";
    task.role = PageRole::notice;
    task.url = page.url;
    Page fetched;
    fetched.url = page.url;
    fetched.status = 200;
    fetched.headers = {{"Content-Type", page.content_type}};
    fetched.body = body;
    return reader_->read(task, fetched);
  }

  // All notices' pages of some sites; with `moved`, all of the portals' stages as each of these sites has them.
  static std::vector<PortalPage> pages(const std::vector<SiteId>& sites, std::size_t notices,
                                       std::uint64_t seed, bool moved = false) {
    const auto scenario = portal::make_scenario(11, notices, {2026, 8, 1});
    std::vector<PortalPage> out;
    for (const auto id : sites) {
      auto own = scenario;
      if (moved) {
        std::erase_if(own.stages, [](const auto& stage) {
          return stage.site == SiteId::gb_hospital || stage.site == SiteId::sitemap_hospital;
        });
        for (auto& stage : own.stages) stage.site = id;
      }
      const std::string origin = "http://portal.example";
      const auto site = portal::render_site(id, own, seed, origin);
      for (std::size_t i = 0; i < site.notices.size(); ++i) {
        const auto& known = site.notices[i];
        PortalPage page;
        page.site = id;
        page.url = known.body_url;
        page.truth = known.notice;
        if (id == SiteId::api) {
          page.body = site.records[i].json;
          page.content_type = "application/json";
        } else {
          const auto& resource = site.resources.at(known.body_url.substr(origin.size()));
          page.body = resource.body;
          page.content_type = resource.content_type;
        }
        out.push_back(std::move(page));
      }
    }
    return out;
  }

  inline static config::Configuration* configuration_ = nullptr;
  inline static rules::Matcher* matcher_ = nullptr;
  inline static PageReader* reader_ = nullptr;
};

std::size_t replace_all(std::string& text, const std::string& from, const std::string& to) {
  std::size_t count = 0;
  for (std::size_t at = 0; !from.empty() && (at = text.find(from, at)) != text.npos; at += to.size()) {
    text.replace(at, from.size(), to);
    ++count;
  }
  return count;
}

// Another digit for the last one, or one more character.
std::string altered(std::string words) {
  const auto digit = words.find_last_of("0123456789");
  if (digit == words.npos) return words + "乙";
  words[digit] = words[digit] == '7' ? '3' : '7';
  return words;
}

std::vector<SiteId> all_sites() {
  return {SiteId::column, SiteId::api, SiteId::shell, SiteId::sitemap_hospital};
}

TEST_F(OnThePortal, NoChangedFieldGoesUnseen) {
  const std::pair<const char*, std::function<std::string(const Notice&)>> fields[] = {
      {"title", [](const Notice& n) { return n.title; }},
      {"project_no", [](const Notice& n) { return n.project_no; }},
      {"budget", [](const Notice& n) { return n.budget ? n.budget->text : ""; }},
      {"ceiling", [](const Notice& n) { return n.ceiling ? n.ceiling->text : ""; }},
      {"lot budget",
       [](const Notice& n) { return !n.lots.empty() && n.lots[0].budget ? n.lots[0].budget->text : ""; }},
      {"supplier", [](const Notice& n) { return n.awards.empty() ? "" : n.awards[0].supplier; }},
      {"award",
       [](const Notice& n) {
         return !n.awards.empty() && n.awards[0].amount ? n.awards[0].amount->text : "";
       }},
      {"contract", [](const Notice& n) { return n.contract.amount ? n.contract.amount->text : ""; }},
      {"contract no", [](const Notice& n) { return n.contract.no; }},
      {"term", [](const Notice& n) { return n.service_term; }},
      {"buyer", [](const Notice& n) { return n.buyer.name; }},
      {"buyer phone", [](const Notice& n) { return n.buyer.phone; }},
      {"agency phone", [](const Notice& n) { return n.agency.phone; }},
      {"contact", [](const Notice& n) { return n.project_contact.name; }},
      {"address", [](const Notice& n) { return n.buyer.address; }},
      {"intention", [](const Notice& n) { return n.intentions.empty() ? "" : n.intentions[0].name; }},
  };
  std::map<std::string, std::pair<int, int>> seen;  // changed, seen
  for (const auto& page : pages(all_sites(), 90, 3)) {
    const std::string before = read(page, page.body).content;
    ASSERT_FALSE(before.empty()) << page.url;
    for (const auto& [name, field] : fields) {
      const std::string words = field(page.truth);
      std::string body = page.body;
      if (replace_all(body, words, altered(words)) == 0) continue;
      auto& [changed, noticed] = seen[name];
      ++changed;
      if (read(page, body).content != before)
        ++noticed;
      else
        ADD_FAILURE() << name << ": " << words << " at " << page.url;
    }
  }
  int all = 0;
  for (const auto& [name, counts] : seen) {
    std::cout << "  " << name << ": " << counts.second << " of " << counts.first << '\n';
    all += counts.first;
  }
  std::cout << "  " << all << " changes in all\n";
  EXPECT_GE(seen.size(), 15u);
  EXPECT_GT(all, 400);
}

// A page as it stands on one visit: what surrounds and fills it besides the notice.
std::string visited(const PortalPage& page, int visit) {
  const std::string n = std::to_string(visit);
  std::string body = page.body;
  if (page.site == SiteId::api) {
    body.insert(1, "\"timestamp\":178600" + n + ",\"viewCount\":" + n + ",\"requestId\":\"f" + n + "\",");
    return body;
  }
  const auto insert = [&body](const std::string& before, const std::string& html) {
    const auto at = body.find(before);
    if (at != body.npos) body.insert(at, html);
  };
  insert("<div class=\"logo\">",
         "<div class=\"top2\">今天是2026年8月" + n + "日 星期" + (visit == 1 ? "一" : "二") + "</div>");
  insert("</ul></div>\n<div class=\"wrap\">", "<li><a href=\"/t" + n + "\">专题" + n + "</a></li>");
  insert("<div class=\"foot\">",
         "<form><input type=\"hidden\" name=\"_csrf\" value=\"" + n +
             "f00d\"></form><p>上一篇：<a href=\"/p" + n + "\">第" + n +
             "号通知</a></p><div class=\"related\"><h3>相关公告</h3><ul><li><a href=\"/a" + n + "\">第" + n +
             "中学食堂采购公告</a><span>2026-07-0" + n + "</span></li><li><a href=\"/b" + n + "\">第" + n +
             "小学操场改造公告</a><span>2026-07-0" + n + "</span></li></ul></div>");
  insert("</p>\n", " 浏览次数：" + n + "7次");
  replace_all(body, "2020-2026", "2020-202" + n);
  replace_all(body, "400-000-0000", "400-000-000" + n);
  insert("</body>", "<script>var nonce='" + n + "'</script><!-- rendered at " + n + " -->");
  return body;
}

TEST_F(OnThePortal, WhatChangesByItselfIsNoChange) {
  std::map<SiteId, std::pair<int, int>> counts;  // pages, unchanged
  for (const auto& page : pages(all_sites(), 200, 3)) {
    auto& [all, same] = counts[page.site];
    ++all;
    const std::string first = visited(page, 1);
    const std::string second = visited(page, 2);
    EXPECT_NE(first, second);
    if (read(page, first).content == read(page, second).content) ++same;
  }
  for (const auto& [site, count] : counts) {
    std::cout << "  " << to_string(site) << ": " << count.second << " of " << count.first << '\n';
    EXPECT_GE(count.second, count.first * 99 / 100) << to_string(site);
  }
}

// A notice as a colleague retypes it: one to three slips and additions.
std::string retyped(std::string body, std::mt19937& random) {
  const auto paragraph = [&] {
    std::vector<std::size_t> ends;
    for (std::size_t at = 0; (at = body.find("</p>", at)) != body.npos; ++at) ends.push_back(at);
    return ends.empty() ? body.npos : ends[random() % ends.size()];
  };
  static constexpr const char* kAdded[] = {"（特此说明）", "。", "，详见采购文件", "注：以原公告为准。"};
  const auto edits = 1 + random() % 3;
  for (unsigned i = 0; i < edits; ++i) {
    const auto at = paragraph();
    if (at != body.npos) body.insert(at, kAdded[random() % 4]);
  }
  return body;
}

TEST_F(OnThePortal, TheSameNoticeIsFoundOnOtherPortals) {
  struct Seen {
    std::uint64_t fingerprint;
    Notice notice;
  };
  const auto seen = [](const PortalPage& page, const std::string& body) -> std::optional<Seen> {
    const auto yield = read(page, body);
    if (yield.notices.empty()) return std::nullopt;
    auto notice = wire::notice_from_json(*wire::parse_text(yield.notices[0].json));
    return Seen{yield.notices[0].fingerprint, std::move(*notice)};
  };
  const std::vector<SiteId> sites = {SiteId::column, SiteId::api, SiteId::shell};
  std::vector<std::vector<std::optional<Seen>>> by_site;
  std::vector<std::optional<Seen>> edited, repeated, relotted;
  std::mt19937 random(5);
  for (const auto site : sites) {
    auto& notices = by_site.emplace_back();
    for (const auto& page : pages({site}, 300, 3, true)) {
      notices.push_back(seen(page, page.body));
      if (site != SiteId::shell) continue;
      edited.push_back(seen(page, retyped(page.body, random)));
      // Next year's procurement of the same, and another lot's notice.
      std::string next = page.body;
      for (const auto* words : {"2026", "2025"}) replace_all(next, words, altered(words));
      replace_all(next, page.truth.project_no, altered(page.truth.project_no));
      if (page.truth.budget) replace_all(next, page.truth.budget->text, "1" + page.truth.budget->text);
      repeated.push_back(seen(page, next));
      std::string lot = page.body;
      for (const auto& award : page.truth.awards) {
        replace_all(lot, award.supplier, "甲" + award.supplier);
        if (award.amount) replace_all(lot, award.amount->text, altered(award.amount->text));
      }
      if (page.truth.budget) replace_all(lot, page.truth.budget->text, "2" + page.truth.budget->text);
      relotted.push_back(lot == page.body ? std::nullopt : seen(page, lot));
    }
  }
  struct Count {
    int pairs = 0;
    int near = 0;  // by their words alone
    int same = 0;  // and by what they state
  };
  std::map<std::string, Count> counts;
  const auto pair = [&](const char* name, const std::optional<Seen>& a, const std::optional<Seen>& b) {
    if (!a || !b) return;
    auto& count = counts[name];
    ++count.pairs;
    if (parsers::distance(a->fingerprint, b->fingerprint) > parsers::kNearDistance) return;
    ++count.near;
    if (rules::may_be_same_notice(a->notice, b->notice)) ++count.same;
  };
  const auto& column = by_site[0];
  const auto& api = by_site[1];
  const auto& shell = by_site[2];
  for (std::size_t i = 0; i < api.size(); ++i) {
    pair("+ other frame", api[i], shell[i]);
    pair("+ other frame and a summary", api[i], column[i]);
    pair("+ retyped", api[i], edited[i]);
    pair("- next year", api[i], repeated[i]);
    pair("- other lot", api[i], relotted[i]);
    for (std::size_t j = 0; j < i; ++j) pair("- another notice", api[i], shell[j]);
  }
  Count positive, negative;
  for (const auto& [name, count] : counts) {
    std::cout << "  " << name << ": " << count.pairs << " pairs, near " << count.near << ", the same "
              << count.same << '\n';
    auto& sum = name[0] == '+' ? positive : negative;
    sum.pairs += count.pairs;
    sum.near += count.near;
    sum.same += count.same;
  }
  const double recall = static_cast<double>(positive.same) / positive.pairs;
  const double precision = static_cast<double>(positive.same) / (positive.same + negative.same);
  const double by_words = static_cast<double>(positive.near) / (positive.near + negative.near);
  std::cout << "  precision " << precision << " (by words alone " << by_words << "), recall " << recall
            << '\n';
  EXPECT_GE(precision, 0.99);
  EXPECT_GE(recall, 0.92);
}

}  // namespace
}  // namespace tenderlead::app
