// The queue of focused crawls.
#include "store_fixture.h"

namespace tenderlead::store {
namespace {

class AFocusedQueue : public StoreTest {
 protected:
  static UrlTask link(const std::string& url, int score, UrlKind kind = UrlKind::detail) {
    UrlTask task = detail_task(url);
    task.kind = kind;
    task.focus = "procurement 1";
    task.score = score;
    return task;
  }
  void list(const UrlTask& task, std::int64_t run_id = 1, bool fetch_known = false) {
    write([&](WriteBatch& batch) { batch.list(task, {.run_id = run_id, .fetch_known = fetch_known}); });
  }
  std::optional<UrlTask> best(const std::string& without = "-") {
    return read([&](Queries& queries) {
      return queries.best_queued("portal", [&](std::string_view host) { return host == without; });
    });
  }
  std::string order() {
    std::string urls;
    for (const auto& task : read([](Queries& queries) { return queries.queued("portal", 100); }))
      urls += task.url.back();
    return urls;
  }
};

TEST_F(AFocusedQueue, HandsOutTheHighestScoreFirstWhateverItsKindAndHost) {
  list(link("http://a.example/1", 40, UrlKind::list));
  list(link("http://b.example/2", 90));
  list(link("http://a.example/3", 66));
  list(link("http://a.example/4", 90, UrlKind::list));
  auto start = detail_task("http://a.example/0");
  start.kind = UrlKind::start;
  list(start);
  EXPECT_EQ(order(), "02431");
  EXPECT_EQ(best()->url, "http://a.example/0");
  EXPECT_EQ(best("a.example")->url, "http://b.example/2");
  EXPECT_EQ(best("a.example")->focus, "procurement 1");
  EXPECT_EQ(best("a.example")->score, 90);
}

TEST_F(AFocusedQueue, TakesTheBetterOfWhatIsSaidOfAPage) {
  list(link("http://a.example/1", 50));
  list(link("http://a.example/2", 60));
  auto better = link("http://a.example/1", 80, UrlKind::list);
  better.focus = "news 2";
  better.role = PageRole::list;
  list(better);
  EXPECT_EQ(order(), "12");
  EXPECT_EQ(best()->focus, "news 2");
  EXPECT_EQ(best()->kind, UrlKind::list);
  EXPECT_EQ(best()->role, PageRole::list);
  // A worse word for it changes nothing.
  list(link("http://a.example/1", 31));
  EXPECT_EQ(best()->score, 80);
}

TEST_F(AFocusedQueue, PutsVisitsBehindNewPagesOfALittleLessWorth) {
  list(link("http://a.example/1", 66));
  const auto first = best();
  ASSERT_TRUE(first);
  write([&](WriteBatch& batch) {
    batch.finish(first->queue_id);
    batch.note_fetch({.url_id = first->url_id, .digest = "ABC", .at = 1'780'000'000});
  });
  list(link("http://a.example/2", 50), 2);
  list(link("http://a.example/3", 35), 2);
  write([&](WriteBatch& batch) {
    EXPECT_EQ(batch.queue_due("portal", 1'790'000'000, 10), 1);
    batch.rank_focused("portal");
  });
  EXPECT_EQ(order(), "213");
}

TEST_F(AFocusedQueue, HoldsBackWhatWasPostponed) {
  list(link("http://a.example/1", 66));
  const auto task = best();
  ASSERT_TRUE(task);
  write([&](WriteBatch& batch) { batch.postpone(task->queue_id); });
  EXPECT_FALSE(best());
}

}  // namespace
}  // namespace tenderlead::store
