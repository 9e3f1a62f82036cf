#include "app/rules/backtest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "app/rules/rule_history.h"
#include "store/grams.h"
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
    notice.published_at = stated_time_from_iso(day);
    store::NoticeRow row;
    row.id = id;
    row.source_id = "s";
    row.url = "http://portal.example/" + id;
    row.title = title;
    row.published_at = day;
    row.json = wire::to_json_text(notice);
    row.grams = store::grams(store::search_text(notice));
    ASSERT_TRUE(store_->write([&](store::WriteBatch& writer) { writer.put_notice(row, 1); }).ok());
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
