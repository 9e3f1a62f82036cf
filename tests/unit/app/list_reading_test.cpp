// How lists are read from run to run: what stops it, what doesn't, and that nothing is lost when items move.
#include <gmock/gmock.h>

#include <set>

#include "app/pipeline/alarms.h"
#include "pipeline_fixture.h"

namespace tenderlead::app {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kSoon = 60;

// A column whose items come and go. Pages are made when they are asked for.
class AList : public PipelineTest {
 protected:
  struct Item {
    int id;
    std::string day = "2026-08-01";
  };

  void SetUp() override {
    PipelineTest::SetUp();
    configuration_.sources[0].paging.overlap = 15;
    configuration_.sources[0].parser.list_item = "li";
    answer_ = [this](const crawler::Task& task) { return answer(task); };
  }

  void publish(int count) {
    for (int i = 0; i < count; ++i) items_.insert(items_.begin(), {++last_});
  }

  static std::string detail(int id) { return "http://portal.example/zbgg/t" + std::to_string(id) + ".html"; }

  std::optional<FakeAnswer> answer(const crawler::Task& task) {
    if (task.kind != crawler::TaskKind::start && task.kind != crawler::TaskKind::list) {
      details_.push_back(task.url);
      if (postpone_details_) return FakeAnswer{.reason = "refused:robots_unreachable", .requeue = true};
      return FakeAnswer{.body = "<p>" + task.url + "</p>"};
    }
    lists_.push_back(task.url);
    if (before_list_) before_list_();
    const auto underscore = task.url.find('_');
    const auto page = underscore == std::string::npos ? 0 : std::stoul(task.url.substr(underscore + 1));
    if (broken_.contains(static_cast<int>(page))) return FakeAnswer{.reason = "failed:timed_out"};
    if (postponed_.contains(static_cast<int>(page)))
      return FakeAnswer{.reason = "failed:host_unreachable", .requeue = true};
    std::string html = "<html><head><meta charset=\"utf-8\"></head><body><ul>";
    for (std::size_t i = page * kPage; i < std::min((page + 1) * kPage, items_.size()); ++i)
      html += "<li><a href=\"t" + std::to_string(items_[i].id) + ".html\">云溪市第" +
              std::to_string(items_[i].id) + "妇幼保健院信息系统采购公告</a><span>" + items_[i].day +
              "</span></li>";
    html += "</ul>";
    if (total_ > 0 && page * kPage < items_.size()) html += "<p>共 " + std::to_string(total_) + " 条</p>";
    return FakeAnswer{.body = html + "</body></html>"};
  }

  // A run of a day on its own, or soon after the last one, when no page is due; returns how many list pages it asked for.
  std::size_t run_once(unsigned seed = 1, std::int64_t later = kDay) {
    clock_.now += later;
    lists_.clear();
    details_.clear();
    begin_run(true);
    crawl(seed);
    end_run();
    const auto entry = ledger();
    EXPECT_TRUE(entry.balances());
    return lists_.size();
  }

  // The items of the list that no run ever listed.
  std::vector<int> lost() {
    std::vector<int> missing;
    read([&](store::Queries& queries) {
      for (const Item& item : items_) {
        store::UrlTask task;
        task.source_id = "portal";
        task.url = detail(item.id);
        if (!queries.find_url(task)) missing.push_back(item.id);
      }
      return 0;
    });
    return missing;
  }

  static constexpr std::size_t kPage = 10;
  std::vector<Item> items_;  // newest first
  int last_ = 0;
  std::set<int> broken_, postponed_;  // pages
  bool postpone_details_ = false;
  int total_ = 0;                             // what the list says that it has; 0: nothing
  std::vector<std::string> lists_, details_;  // what was asked for
  std::function<void()> before_list_;
};

TEST_F(AList, IsReadUntilTheOverlapOfKnownItemsAndOnceMoreAsDeepAsItWasNew) {
  publish(95);
  EXPECT_EQ(run_once(), 11u) << "ten pages, and the one after the last";
  EXPECT_EQ(details_.size(), 95u);
  EXPECT_EQ(run_once(), 10u) << "an item may have slipped over any of the page breaks";
  EXPECT_EQ(ledger().fresh, 0);
  EXPECT_EQ(run_once(), 2u) << "fifteen known items stand on two pages";
  publish(12);
  EXPECT_EQ(run_once(), 3u) << "twelve new items and fifteen known ones";
  EXPECT_EQ(ledger().fresh, 12);
  EXPECT_EQ(run_once(), 2u) << "the break behind the last new item had known ones before it";
  configuration_.sources[0].paging.overlap = 40;
  EXPECT_EQ(run_once(), 4u);
  configuration_.sources[0].paging.stop_at_seen = false;
  EXPECT_EQ(run_once(), 12u);
}

TEST_F(AList, GoesOnBehindPinnedItemsThatAreKnown) {
  publish(80);
  run_once();
  run_once();
  // Fourteen known ones on top, over a page and a half, and what is new behind them.
  std::vector<Item> pinned(items_.begin() + 50, items_.begin() + 64);
  publish(9);
  items_.insert(items_.begin(), pinned.begin(), pinned.end());
  run_once();
  EXPECT_THAT(lost(), IsEmpty());
  EXPECT_EQ(ledger().fresh, 9);
}

TEST_F(AList, GoesOnBehindItemsWithNewerDatesAndFetchesThemAgain) {
  publish(80);
  run_once(1, kSoon);
  run_once(1, kSoon);
  std::vector<Item> again(items_.begin() + 40, items_.begin() + 44);
  for (auto& item : again) item.day = "2026-08-05";
  items_.erase(items_.begin() + 40, items_.begin() + 44);
  publish(3);
  items_.insert(items_.begin(), again.begin(), again.end());
  run_once(1, kSoon);
  EXPECT_EQ(ledger().fresh, 3);
  for (const auto& item : again)
    EXPECT_EQ(std::count(details_.begin(), details_.end(), detail(item.id)), 1) << item.id;
  run_once(1, kSoon);
  const auto fetched = details_;
  for (const auto& item : again)
    EXPECT_LE(std::count(fetched.begin(), fetched.end(), detail(item.id)), 1)
        << "their new date is known now";

  // Twenty of them, more than the overlap: they don't say that what follows is known.
  std::vector<Item> many(items_.begin() + 30, items_.begin() + 50);
  for (auto& item : many) item.day = "2026-08-06";
  items_.erase(items_.begin() + 30, items_.begin() + 50);
  publish(2);
  items_.insert(items_.begin(), many.begin(), many.end());
  run_once(1, kSoon);
  EXPECT_EQ(ledger().fresh, 2);
  EXPECT_THAT(lost(), IsEmpty());
}

TEST_F(AList, ThatDatesAllItsItemsByTodayIsNotFetchedAnewEachDay) {
  publish(40);
  run_once();
  run_once();
  for (auto& item : items_) item.day = "2026-08-09";
  run_once(1, kSoon);
  EXPECT_THAT(details_, IsEmpty());
}

TEST_F(AList, LosesNothingWhileItemsMoveAtTheLatestByTheNextRun) {
  for (unsigned seed = 1; seed <= 4; ++seed) {
    store_.reset();
    std::filesystem::remove_all(folder_ / "data");
    items_.clear();
    run_ = 0;
    std::mt19937 random(seed);
    publish(60);
    for (int day = 0; day < 3; ++day) {
      publish(static_cast<int>(random() % 25));
      // Between any two pages some come at the top, and some go anywhere.
      before_list_ = [&] {
        ASSERT_LT(lists_.size(), 60u) << "endless, seed " << seed;
        publish(static_cast<int>(random() % 4));
        for (auto gone = random() % 4; gone > 0 && items_.size() > 30; --gone)
          items_.erase(items_.begin() + static_cast<std::ptrdiff_t>(random() % items_.size()));
      };
      run_once(seed);
      before_list_ = {};
      publish(static_cast<int>(random() % 25));
      run_once(seed + 100);
      EXPECT_THAT(lost(), IsEmpty()) << "seed " << seed << ", day " << day;
    }
  }
}

TEST_F(AList, LosesNothingWhereAPageInItsMiddleFailsWhileItGrows) {
  for (const int broken : {1, 5}) {
    for (const int more : {0, 10, 40}) {
      store_.reset();
      std::filesystem::remove_all(folder_ / "data");
      items_.clear();
      run_ = 0;
      publish(90);
      broken_ = {broken};
      run_once();
      EXPECT_FALSE(lost().empty());
      broken_.clear();
      publish(more);
      run_once();
      EXPECT_THAT(lost(), IsEmpty()) << "page " << broken << ", " << more << " more";
    }
  }
}

TEST_F(AList, GoesOnWhereAWholePageOfItemsCameBetweenTwoOfItsPages) {
  publish(60);
  before_list_ = [&] {
    if (lists_.size() == 3) publish(static_cast<int>(kPage));
  };
  run_once();
  before_list_ = {};
  run_once();
  EXPECT_THAT(lost(), IsEmpty());
  EXPECT_EQ(last_, 70);
}

// What one reading left, the next one finds, whatever comes between.
TEST_F(AList, LosesNothingWhereTwoPagesInARowOnlyRepeatOrOneIsEmptyForOnce) {
  for (const bool empty : {false, true}) {
    SCOPED_TRACE(empty);
    store_.reset();
    std::filesystem::remove_all(folder_ / "data");
    items_.clear();
    last_ = 0;
    run_ = 0;
    publish(120);
    // One goes while the first run reads, and another slips over a page break.
    before_list_ = [&] {
      if (lists_.size() == 9) items_.erase(items_.begin() + 3);
    };
    run_once();
    ASSERT_EQ(lost().size(), 1u);
    before_list_ = [&] {
      if (lists_.size() == 4 && !empty) publish(25);
    };
    const auto usual = answer_;
    answer_ = [&](const crawler::Task& task) {
      const auto whole = usual(task);
      return empty && lists_.size() == 4 && task.kind == crawler::TaskKind::list
                 ? FakeAnswer{.body = "<ul></ul>"}
                 : whole;
    };
    run_once();
    answer_ = usual;
    before_list_ = {};
    run_once();
    EXPECT_THAT(lost(), IsEmpty());
  }
}

TEST_F(AList, ThatSeemsToEndEarlyIsReadAsDeepByTheNextRunAndNoFurtherAfterThat) {
  publish(120);
  run_once();
  const auto usual = answer_;
  // From the fourth page on there is nothing, for a day.
  answer_ = [&](const crawler::Task& task) {
    const auto whole = usual(task);
    return lists_.size() >= 4 && task.kind == crawler::TaskKind::list ? FakeAnswer{.body = "<ul></ul>"}
                                                                      : whole;
  };
  EXPECT_EQ(run_once(), 5u) << "the empty page, and the one behind it";
  answer_ = usual;
  EXPECT_EQ(run_once(), 12u);
  EXPECT_EQ(run_once(), 2u);
  // A list that has lost most of its items ends there for good.
  publish(120);
  run_once();
  items_.resize(60);
  EXPECT_EQ(run_once(), 8u);
  EXPECT_EQ(run_once(), 8u) << "once more";
  EXPECT_EQ(run_once(), 2u);
}

TEST_F(AList, ReadWholeWhileManyItemsComeIsReadToItsEnd) {
  publish(120);
  run_once();
  run_once();
  configuration_.sources[0].paging.resync_every = std::chrono::hours(24);
  before_list_ = [&] {
    if (lists_.size() == 4) publish(25);
  };
  run_once();
  EXPECT_EQ(lists_.size(), 16u) << "145 items, and the page behind them";
  EXPECT_EQ(ledger().reasons.count(kGoneReason), 0u);
}

TEST_F(AList, WhoseResyncTookTwoRunsCountsNothingAsGone) {
  configuration_.sources[0].paging.resync_every = std::chrono::hours(24 * 5);
  publish(90);
  for (int day = 0; day < 4; ++day) run_once();
  clock_.now += 2 * kDay;
  broken_ = {4};
  run_once();
  broken_.clear();
  run_once();
  EXPECT_EQ(ledger().reasons.count(kGoneReason), 0u);
}

TEST_F(AList, OfARunThatWasCutOffGoesOnInTheNextOneAlthoughTheFirstPageIsKnown) {
  publish(90);
  begin_run(true);
  crawl(1, 3);  // some pages of the list, then the process is gone
  ASSERT_TRUE(store().write([&](store::WriteBatch& writer) { writer.finish_run(run_, clock_.now); }));
  ASSERT_FALSE(lost().empty());
  publish(40);
  run_once();
  EXPECT_THAT(lost(), IsEmpty());
}

TEST_F(AList, IsReadToItsEndFromTimeToTimeAndWhatIsGoneIsCounted) {
  configuration_.sources[0].paging.resync_every = std::chrono::hours(24 * 5);
  publish(90);
  run_once();
  run_once();
  run_once();
  items_.erase(items_.begin() + 60, items_.begin() + 67);
  // And one that no other run would find.
  items_.insert(items_.begin() + 70, {++last_});
  EXPECT_EQ(run_once(), 2u);
  EXPECT_THAT(lost(), ElementsAre(last_));
  EXPECT_EQ(run_once(), 2u);
  EXPECT_EQ(run_once(), 10u) << "five days after the first";
  EXPECT_THAT(lost(), IsEmpty());
  EXPECT_EQ(ledger().reasons[kGoneReason], 7);
  for (int id = 1; id <= 90; ++id) {
    store::UrlTask task;
    task.source_id = "portal";
    task.url = detail(id);
    EXPECT_TRUE(read([&](store::Queries& queries) { return queries.find_url(task); }))
        << "nothing is deleted";
  }
  configuration_.sources[0].paging.resync_every = {};
  run_once();
  for (int day = 0; day < 8; ++day) EXPECT_EQ(run_once(), 2u) << "never again";
}

TEST_F(AList, ThatMissedAPageIsNotTakenForOneThatLostItems) {
  configuration_.sources[0].paging.resync_every = std::chrono::hours(24);
  publish(90);
  run_once();
  broken_ = {4};
  run_once();
  EXPECT_EQ(ledger().reasons.count(kGoneReason), 0u);
}

TEST_F(AList, IsComparedWithTheTotalThatItStatesOnceNoPageOfItWaits) {
  publish(90);
  total_ = 200;
  postpone_details_ = true;
  postponed_ = {3};
  const auto alarm = [&] {
    const auto lists = read([&](store::Queries& queries) { return queries.list_totals(run_, "portal"); });
    EXPECT_EQ(lists.size(), 1u);
    return alarm_of(lists.at(0)).value_or("");
  };
  run_once();
  EXPECT_EQ(alarm(), "") << "the pages from the fourth on are still to come";
  store_.reset();
  std::filesystem::remove_all(folder_ / "data");
  postponed_.clear();
  run_once();
  EXPECT_GT(ledger().queued_after, 0) << "what the list names waits";
  EXPECT_NE(alarm().find("says that it has 200 items, got 90"), std::string::npos) << alarm();
}

TEST_F(AList, IsComparedWithItsTotalOverAllRunsThatItsReadingTook) {
  struct Case {
    int stated;
    int waiting;  // the page that the second run takes up; 9 is the empty one behind the last
    int newer;    // items that came before the second run
    const char* alarm;
  };
  for (const Case& c :
       {Case{90, 6, 5, ""}, Case{90, 9, 0, ""}, Case{200, 6, 5, "says that it has 205 items, got 95"},
        Case{200, 9, 0, "says that it has 200 items, got 90"}}) {
    SCOPED_TRACE(std::to_string(c.stated) + " stated, page " + std::to_string(c.waiting) + " waits");
    store_.reset();
    std::filesystem::remove_all(folder_ / "data");
    items_.clear();
    publish(90);
    total_ = c.stated;
    postponed_ = {c.waiting};
    run_once();
    postponed_.clear();
    publish(c.newer);
    total_ += c.newer;
    run_once();
    EXPECT_THAT(lost(), IsEmpty());
    std::string alarms;
    for (const auto& list :
         read([&](store::Queries& queries) { return queries.list_totals(run_, "portal"); }))
      alarms += alarm_of(list).value_or("");
    EXPECT_EQ(alarms.empty(), *c.alarm == '\0') << alarms;
    EXPECT_NE(alarms.find(c.alarm), std::string::npos) << alarms;
  }
}

TEST_F(AList, WhoseServerRepeatsItsLastPageEnds) {
  publish(25);
  configuration_.sources[0].start.push_back(configuration_.sources[0].start[0]);
  configuration_.sources[0].start[1].url = "http://portal.example/zbgg/all/index.htm";
  const auto usual = answer_;
  answer_ = [&](const crawler::Task& task) {
    crawler::Task changed = task;
    const auto underscore = changed.url.find('_');
    if (underscore != std::string::npos && std::stoi(changed.url.substr(underscore + 1)) > 2)
      changed.url = changed.url.substr(0, underscore) + "_2.htm";
    if (const auto all = changed.url.find("all/"); all != std::string::npos) changed.url.erase(all, 4);
    return usual(changed);
  };
  EXPECT_LE(run_once(), 10u) << "three pages of each list, and twice the last one again";
  EXPECT_LE(run_once(), 10u);
}

}  // namespace
}  // namespace tenderlead::app
