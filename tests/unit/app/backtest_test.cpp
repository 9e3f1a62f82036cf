#include "app/rules/backtest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <random>

#include "app/rules/rule_history.h"
#include "rules/tagger.h"
#include "store/notice_terms.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

rules::RuleBook book(std::vector<std::string> words) {
  rules::Signal signal;
  signal.id = "w";
  signal.any.words = std::move(words);
  signal.where = {{rules::Field::title, 10}};
  rules::TagRule tag;
  tag.id = "t";
  tag.name = "标签";
  tag.scoring.signals = {signal};
  rules::Product product;
  product.id = "p";
  product.scoring.signals = {signal};
  rules::RuleBook made;
  made.tags = {tag};
  made.products = {product};
  return made;
}

class BacktestTest : public ::testing::Test {
 protected:
  BacktestTest() {
    folder_ = std::filesystem::temp_directory_path() / ("tenderlead-backtest-" + std::to_string(getpid()));
    std::filesystem::remove_all(folder_);
    auto opened = store::Store::open(folder_ / "tenderlead.db", store::OpenMode::create);
    EXPECT_TRUE(opened.ok());
    store_ = std::move(*opened);
  }
  ~BacktestTest() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  void put(const std::string& id, const std::string& title, const std::string& day) {
    Notice notice;
    notice.title = title;
    put(id, std::move(notice), day);
  }
  void put(const std::string& id, Notice notice, const std::string& day) {
    notice.published_at = stated_time_from_iso(day);
    store::NoticeRow row;
    row.id = id;
    row.source_id = "s";
    row.url = "http://portal.example/" + id;
    row.title = notice.title;
    row.published_at = day;
    row.json = wire::to_json_text(notice);
    row.grams = store::notice_terms(notice);
    ASSERT_TRUE(store_->write([&](store::WriteBatch& writer) { writer.put_notice(row, 1); }).ok());
  }

  // What somebody thinks of a lead about `product` that rests on these notices.
  void judge(const std::string& lead, const std::string& product, const std::string& notices, bool accepted) {
    Lead made;
    made.id = lead;
    made.product = product;
    for (std::size_t at = 0; at < notices.size();) {
      const auto end = std::min(notices.find('\n', at), notices.size());
      made.notices.push_back(notices.substr(at, end - at));
      at = end + 1;
    }
    store::LeadRow row;
    row.id = row.work_id = lead;
    row.product = product;
    row.json = wire::to_json_text(made);
    const store::Act act{accepted ? "accept" : "reject", "li", {}, accepted ? "" : "not ours", 0};
    ASSERT_TRUE(store_->write([&](store::WriteBatch& writer) { writer.act(act, {row}); }).ok());
  }

  Backtest run(const rules::RuleBook& before, const rules::RuleBook& after, std::size_t most = 0) {
    BacktestOptions options;
    options.since = "2026-01-01";
    options.as_of = {2026, 6, 1};
    options.most = most;
    options.threads = 2;
    auto result = backtest(*store_, before, after, options);
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().message);
    return result ? std::move(*result) : Backtest{};
  }

  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
};

TEST_F(BacktestTest, SaysWhatIsAddedLostAndRescoredWithExamples) {
  put("a", "云溪医院儿保系统采购", "2026-02-01");
  put("b", "云溪医院妇幼平台采购", "2026-03-01");
  put("c", "云溪医院电梯采购", "2026-03-02");
  put("d", "东陵医院妇幼平台采购", "2025-12-31");
  const auto result = run(book({"儿保"}), book({"妇幼"}));
  EXPECT_EQ(result.notices, 3);
  EXPECT_EQ(result.candidates, 2) << "the lift isn't looked at";
  EXPECT_THAT(result.changed, ElementsAre("tags/t", "products/p"));
  ASSERT_EQ(result.effects.size(), 2u);
  const auto& tag = result.effects[1];
  EXPECT_EQ(tag.rule, "tags/t");
  EXPECT_EQ(tag.added, 1);
  EXPECT_EQ(tag.lost, 1);
  ASSERT_EQ(tag.added_examples.size(), 1u);
  EXPECT_EQ(tag.added_examples[0].title, "云溪医院妇幼平台采购");
  EXPECT_THAT(tag.added_examples[0].matched, ElementsAre("妇幼"));
  EXPECT_THAT(tag.lost_examples[0].matched, ElementsAre("儿保"));

  auto heavier = book({"儿保"});
  heavier.tags[0].scoring.signals[0].where[0].points = 20;
  const auto rescored = run(book({"儿保"}), heavier);
  ASSERT_EQ(rescored.effects.size(), 1u);
  EXPECT_EQ(rescored.effects[0].rescored, 1);
  EXPECT_EQ(rescored.effects[0].rescored_examples[0].points_after, 20);
}

const RuleEffect* effect_on(const Backtest& result, const std::string& rule) {
  for (const auto& effect : result.effects)
    if (effect.rule == rule) return &effect;
  return nullptr;
}

// Four leads that people judged: the new word loses a bad one and keeps the good ones.
TEST_F(BacktestTest, GivesPrecisionBeforeAndAfterWhereLeadsWereReviewed) {
  put("good", "云溪医院儿保系统采购", "2026-02-01");
  put("good2", "云溪医院儿保平台采购", "2025-02-01");  // before the day; judged all the same
  put("bad", "云溪医院儿保玩具采购", "2026-02-02");
  put("other", "云溪医院妇幼平台采购", "2026-02-03");
  judge("l1", "p", "good\n", true);
  judge("l2", "p", "good2\nanother portal's\n", true);
  judge("l3", "p", "bad\n", false);
  judge("l4", "q", "other\n", true);
  judge("l5", "p", "gone\n", false);
  judge("l6", "p", "bad\ngood\n", false);  // of one lead both notices count once
  auto narrower = book({"儿保系统", "儿保平台"});
  const auto result = run(book({"儿保"}), narrower);
  const auto* product = effect_on(result, "products/p");
  ASSERT_NE(product, nullptr);
  EXPECT_EQ(product->lost, 1);
  EXPECT_EQ(product->before.accepted, 2);
  EXPECT_EQ(product->before.judged, 4);
  EXPECT_EQ(product->after.accepted, 2);
  EXPECT_EQ(product->after.judged, 3);
  EXPECT_DOUBLE_EQ(*product->after.value(), 2.0 / 3);
  const auto* tag = effect_on(result, "tags/t");
  ASSERT_NE(tag, nullptr);
  EXPECT_EQ(tag->before.judged, 4) << "of the lead about q too, whose notice hasn't the tag";
  judge("l3", "p", "bad\n", true);  // the last word counts
  EXPECT_EQ(effect_on(run(book({"儿保"}), narrower), "products/p")->before.accepted, 3);
  EXPECT_THAT(run(book({"儿保"}), book({"儿保"})).effects, IsEmpty());
}

// What the index is asked must not change what comes out: the counts are those of judging every notice.
TEST_F(BacktestTest, CountsWhatJudgingEveryNoticeCounts) {
  const std::vector<std::string> pieces = {"儿保", "系统", "妇幼", "护理", "平台", "his", "HIS",
                                           "3",    "pacs", "drg",  "，",   "、",   "\n",  " ",
                                           "的",   "质控", "输液", "5g",   "x",    "院"};
  std::mt19937 random(11);
  const auto text = [&](std::size_t count) {
    std::string made;
    for (std::size_t i = 0; i < count; ++i) made += pieces[random() % pieces.size()];
    return made;
  };
  std::vector<Notice> notices;
  for (int i = 0; i < 150; ++i) {
    Notice notice;
    notice.title = text(4);
    notice.project_name = random() % 3 == 0 ? text(3) : "";
    notice.text = text(12);
    if (random() % 4 == 0) notice.lots = {{"1", text(3), "", "", std::nullopt, std::nullopt}};
    if (random() % 5 == 0) notice.intentions.push_back({text(3), "", std::nullopt, ""});
    notice.buyer.name = random() % 6 == 0 ? text(2) : "";
    notices.push_back(notice);
    put("n" + std::to_string(i), notice, "2026-02-01");
  }
  const std::vector<std::string> words = {"儿保系统", "护理",     "his",  "妇幼平台",
                                          "5g",       "输液系统", "质控", "pacs系统"};
  const std::vector<std::string> patterns = {"护理.{0,3}质控", "(?:his|drg).{0,2}系统", "acs",
                                             "妇幼[^院\\n]{0,3}(?:系统|平台)", "g系统"};
  const auto pick = [&](const std::vector<std::string>& list) { return list[random() % list.size()]; };
  const auto random_book = [&] {
    rules::RuleBook made;
    if (random() % 2 == 0) made.ignore.words = {pick(words)};
    for (int k = 0; k < 3; ++k) {
      rules::Signal signal;
      signal.id = "w";
      signal.any.words = {pick(words), pick(words)};
      if (random() % 2 == 0) signal.any.patterns = {pick(patterns)};
      if (random() % 3 == 0) signal.none.words = {pick(words)};
      if (random() % 3 == 0) signal.all = {{{pick(words), "系统"}, {}}};
      if (random() % 3 == 0) {
        signal.near.words = {"系统", "平台"};
        signal.within = 4;
      }
      for (const auto field : rules::kAllFields) signal.where.push_back({field, random() % 3 == 0 ? 6 : 10});
      rules::TagRule tag;
      tag.id = "t" + std::to_string(k);
      tag.scoring.signals = {signal};
      if (random() % 3 == 0) tag.scoring.exclude.words = {pick(words)};
      made.tags.push_back(tag);
      rules::Product product;
      product.id = "p" + std::to_string(k);
      product.scoring.signals = {signal};
      if (k == 1) product.requires_tag = "t0";
      if (k == 2) product.yields_to = {"p0"};
      made.products.push_back(product);
    }
    return made;
  };
  std::size_t fewer = 0, moved = 0;
  for (int round = 0; round < 25; ++round) {
    const auto before = random_book();
    // One or two rules differ; sometimes all.
    auto after = before;
    const auto other = random_book();
    for (std::size_t k = 0; k < 3; ++k)
      if (random() % 3 == 0) {
        after.tags[k] = other.tags[k];
        if (random() % 2 == 0) after.products[k] = other.products[k];
      }
    if (random() % 4 == 0) after.ignore = other.ignore;
    struct Counts {
      std::int64_t added = 0, lost = 0, rescored = 0;
      bool operator==(const Counts&) const = default;
    };
    std::map<std::string, Counts> want, got;
    const auto old_tagger = rules::Tagger::compile(before), new_tagger = rules::Tagger::compile(after);
    ASSERT_TRUE(old_tagger.ok() && new_tagger.ok());
    const auto points = [](const rules::Tagger& tagger, const Notice& notice) {
      std::map<std::string, int> all;
      const auto tagging = tagger.tag(rules::tag_input(notice));
      for (const auto& tag : tagging.tags)
        for (const auto& reason : tag.reasons) all["tags/" + tag.id] += reason.points;
      for (const auto& product : tagging.products) all["products/" + product.id] = product.points;
      return all;
    };
    for (const auto& notice : notices) {
      const auto old = points(*old_tagger, notice), fresh = points(*new_tagger, notice);
      for (const auto& [rule, value] : old) {
        const auto found = fresh.find(rule);
        if (found == fresh.end())
          ++want[rule].lost;
        else if (found->second != value)
          ++want[rule].rescored;
      }
      for (const auto& [rule, value] : fresh)
        if (!old.contains(rule)) ++want[rule].added;
    }
    const auto result = run(before, after);
    for (const auto& effect : result.effects) got[effect.rule] = {effect.added, effect.lost, effect.rescored};
    EXPECT_EQ(got, want) << "round " << round;
    fewer += result.candidates < 150 ? 1 : 0;
    moved += want.size();
  }
  EXPECT_GT(fewer, 5u) << "most changes touch some notices alone";
  EXPECT_GT(moved, 20u);
}

TEST_F(BacktestTest, NothingIsJudgedWhereNothingDiffers) {
  put("a", "云溪医院儿保系统采购", "2026-02-01");
  const auto result = run(book({"儿保"}), book({"儿保"}));
  EXPECT_EQ(result.judged, 0);
  EXPECT_THAT(result.effects, IsEmpty());
  EXPECT_THAT(result.changed, IsEmpty());
}

TEST_F(BacktestTest, DraftsAreTriedAsIfActive) {
  put("a", "云溪医院儿保系统采购", "2026-02-01");
  auto draft = book({"儿保"});
  draft.tags[0].state = rules::RuleState::draft;
  const auto result = run(draft, draft);
  ASSERT_EQ(result.effects.size(), 1u);
  EXPECT_EQ(result.effects[0].added, 1);
}

TEST_F(BacktestTest, ASampleGivesEstimates) {
  for (int i = 0; i < 60; ++i)
    put("n" + std::to_string(i), "云溪医院儿保系统采购" + std::to_string(i), "2026-02-01");
  const auto result = run(book({"妇幼"}), book({"儿保"}), 20);
  EXPECT_EQ(result.candidates, 60);
  EXPECT_EQ(result.judged, 20);
  EXPECT_FALSE(result.whole());
  ASSERT_EQ(result.effects.size(), 2u);
  EXPECT_EQ(result.estimate(result.effects[1].added), 60);
  EXPECT_GT(result.margin(result.effects[1].added), 0) << "twenty of sixty say little of the rest";
  EXPECT_EQ(run(book({"妇幼"}), book({"儿保"}), 60).margin(60), 0)
      << "nothing is guessed where all were judged";
  EXPECT_EQ(result.effects[1].added_examples.size(), 5u);
}

TEST_F(BacktestTest, HistoryKeepsWhoChangedWhatAndWhen) {
  auto first = record_rules(*store_, book({"儿保"}), "李经理", 1000, "");
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->size(), 3u);  // what all ignore, the tag, the product
  EXPECT_THAT(*record_rules(*store_, book({"儿保"}), "王经理", 2000, ""), IsEmpty());
  auto changed = book({"儿保", "妇幼"});
  changed.products.clear();
  const auto second = record_rules(*store_, changed, "王经理", 3000, "补词");
  ASSERT_TRUE(second.ok());
  ASSERT_EQ(second->size(), 2u);
  const auto versions = store_->read([](store::Queries& queries) { return queries.rule_versions("tags/t"); });
  ASSERT_TRUE(versions.ok());
  ASSERT_EQ(versions->size(), 2u);
  EXPECT_EQ((*versions)[0].version, 2);
  EXPECT_EQ((*versions)[0].person, "王经理");
  EXPECT_EQ((*versions)[0].at, 3000);
  EXPECT_EQ((*versions)[0].note, "补词");
  EXPECT_EQ((*versions)[0].diff, "+ signals/w any: 妇幼\n");
  const auto gone = store_->read([](store::Queries& queries) { return queries.rule_versions("products/p"); });
  EXPECT_EQ(gone->front().state, "removed");
  EXPECT_THAT(gone->front().diff, HasSubstr("- signals/w any: 儿保"));
}

}  // namespace
}  // namespace tenderlead::app
