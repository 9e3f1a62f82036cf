#include <set>

#include "store_fixture.h"

namespace tenderlead::store {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kNow = 1'780'000'000;

class TheQueue : public StoreTest {
 protected:
  Listed list(const UrlTask& task, WriteBatch::ListOptions options = {}) {
    if (options.run_id == 0) options.run_id = 1;
    Listed listed;
    write([&](WriteBatch& batch) { listed = batch.list(task, options); });
    return listed;
  }
  std::vector<UrlTask> queued() {
    return read([](Queries& queries) { return queries.queued("portal", 100); });
  }
  void note(FetchNote note) {
    write([&](WriteBatch& batch) { batch.note_fetch(note); });
  }
  // Takes everything out of the queue, then says whether the URL is due at `now`.
  bool due_at(std::int64_t now) {
    for (const auto& task : queued()) write([&](WriteBatch& batch) { batch.finish(task.queue_id); });
    std::int64_t count = 0;
    write([&](WriteBatch& batch) { count = batch.queue_due("portal", now, 10); });
    return count > 0;
  }
};

TEST_F(TheQueue, HandsOutStartsSitemapsListsBodiesAndDetailsInThatOrder) {
  const std::vector<UrlKind> mixed = {UrlKind::detail, UrlKind::body,   UrlKind::list, UrlKind::sitemap,
                                      UrlKind::start,  UrlKind::detail, UrlKind::start};
  int number = 0;
  for (const auto kind : mixed) {
    auto task = detail_task("http://portal.example/" + std::to_string(number++));
    task.kind = kind;
    list(task);
  }
  std::string order;
  for (const auto& task : queued()) order += task.url.back();
  EXPECT_EQ(order, "4632105");
}

TEST_F(TheQueue, TellsFreshFromDuplicateFromKnown) {
  EXPECT_EQ(list(detail_task("http://portal.example/1")).as, Listed::As::fresh);
  EXPECT_EQ(list(detail_task("http://portal.example/1")).as, Listed::As::duplicate);
  EXPECT_EQ(list(detail_task("http://portal.example/1"), {.run_id = 2}).as, Listed::As::known);
  EXPECT_EQ(list(detail_task("http://portal.example/1"), {.run_id = 2}).as, Listed::As::duplicate);
  EXPECT_EQ(queued().size(), 1u);
}

TEST_F(TheQueue, KeepsRequestsApartThatDifferInSourceMethodOrBody) {
  auto task = detail_task("http://portal.example/api");
  list(task);
  task.method = "POST";
  EXPECT_EQ(list(task).as, Listed::As::fresh);
  task.body = "{\"offset\":20}";
  EXPECT_EQ(list(task).as, Listed::As::fresh);
  task.source_id = "other";
  EXPECT_EQ(list(task).as, Listed::As::fresh);
  EXPECT_EQ(queued().size(), 3u);
}

TEST_F(TheQueue, FetchesAKnownListAgainOncePerRun) {
  auto task = detail_task("http://portal.example/index.htm");
  task.kind = UrlKind::start;
  list(task);
  write([&](WriteBatch& batch) { batch.finish(queued().front().queue_id); });
  EXPECT_TRUE(list(task, {.run_id = 2, .fetch_known = true}).revisit);
  write([&](WriteBatch& batch) { batch.finish(queued().front().queue_id); });
  EXPECT_FALSE(list(task, {.run_id = 2, .fetch_known = true}).revisit);
  EXPECT_TRUE(queued().empty());
}

TEST_F(TheQueue, KeepsTheSameHintsWhicheverListCameFirst) {
  auto truncated = detail_task("http://portal.example/1");
  truncated.hint_title = "云溪市妇幼…";
  auto whole = detail_task("http://portal.example/1");
  whole.hint_title = "云溪市妇幼保健院招标公告";
  whole.hint_published_at = "2026-04-01";
  const auto check = [&](const UrlTask& first, const UrlTask& second) {
    store_.reset();
    std::filesystem::remove_all(folder_ / "data");
    list(first);
    list(second);
    EXPECT_EQ(queued().front().hint_title, whole.hint_title);
    EXPECT_EQ(queued().front().hint_published_at, whole.hint_published_at);
  };
  check(truncated, whole);
  check(whole, truncated);
}

TEST_F(TheQueue, MarksAPageStaleWhenAListTellsMoreOfItLater) {
  const auto plain = detail_task("http://portal.example/1");
  const auto id = list(plain).url_id;
  write([&](WriteBatch& batch) {
    batch.add_page(
        {.url_id = id, .digest = "D1", .status = 200, .fetched_at = kNow, .location = {"f", 0, 10}});
    batch.note_fetch({.url_id = id, .digest = "D1", .at = kNow});
  });
  auto told = plain;
  told.hint_title = "公告";
  list(told);
  const auto stale = [&] {
    std::size_t count = 0;
    EXPECT_TRUE(store().read([&](Queries& queries) {
      queries.archived("", true, [&](const ArchivedRow&) { ++count; });
      return 0;
    }));
    return count;
  };
  EXPECT_EQ(stale(), 1u);
  write([&](WriteBatch& batch) { batch.note_read(id, plain); });
  EXPECT_EQ(stale(), 1u) << "read without the hint";
  write([&](WriteBatch& batch) { batch.note_read(id, told); });
  EXPECT_EQ(stale(), 0u);
}

TEST_F(TheQueue, AdmitsWhatAReplayedListNamedWhenACrawlListsIt) {
  const auto task = detail_task("http://portal.example/1");
  list(task, {.run_id = 1, .queue = false});
  EXPECT_TRUE(queued().empty());
  EXPECT_EQ(list(task, {.run_id = 2}).as, Listed::As::fresh);
  EXPECT_EQ(queued().size(), 1u);
}

TEST_F(TheQueue, RemembersAttemptsOfPostponedTasks) {
  list(detail_task("http://portal.example/1"));
  write([&](WriteBatch& batch) { batch.postpone(queued().front().queue_id); });
  EXPECT_EQ(queued().front().attempts, 1);
}

TEST_F(TheQueue, VisitsUnchangedPagesMoreAndMoreSeldom) {
  const auto id = list(detail_task("http://portal.example/1")).url_id;
  note({.url_id = id, .result = FetchResult::changed, .digest = "D1", .at = kNow});
  EXPECT_FALSE(due_at(kNow + kDay - 1));
  EXPECT_TRUE(due_at(kNow + kDay));
  note({.url_id = id, .result = FetchResult::unchanged, .at = kNow});
  EXPECT_FALSE(due_at(kNow + kDay * 3 / 2 - 1));
  EXPECT_TRUE(due_at(kNow + kDay * 3 / 2));
  for (int i = 0; i < 20; ++i) note({.url_id = id, .result = FetchResult::unchanged, .at = kNow});
  EXPECT_FALSE(due_at(kNow + 14 * kDay - 1));
  EXPECT_TRUE(due_at(kNow + 14 * kDay));
}

TEST_F(TheQueue, VisitsChangedPagesSooner) {
  const auto id = list(detail_task("http://portal.example/1")).url_id;
  note({.url_id = id, .digest = "D1", .at = kNow});
  note({.url_id = id, .digest = "D2", .at = kNow});
  EXPECT_FALSE(due_at(kNow + (kDay + 3600) / 2 - 1));
  EXPECT_TRUE(due_at(kNow + (kDay + 3600) / 2));
}

TEST_F(TheQueue, LetsNoticesRestThatHaveStayedUnchangedForTwoWeeks) {
  const auto id = list(detail_task("http://portal.example/1")).url_id;
  note({.url_id = id, .digest = "D1", .at = kNow});
  for (int i = 0; i < 20; ++i)
    note({.url_id = id, .result = FetchResult::unchanged, .at = kNow, .may_retire = true});
  EXPECT_FALSE(due_at(kNow + 1000 * kDay));
}

TEST_F(TheQueue, TriesFailuresAgainAfterDoublingPausesAndThenNoMore) {
  const auto id = list(detail_task("http://portal.example/1")).url_id;
  const FetchNote failed{
      .url_id = id, .result = FetchResult::failed, .at = kNow, .reason = "failed:timed_out"};
  for (const auto hours : {6, 12, 24, 48}) {
    note(failed);
    EXPECT_FALSE(due_at(kNow + hours * 3600 * 9 / 10 - 1)) << hours;
    EXPECT_TRUE(due_at(kNow + hours * 3600 * 11 / 10)) << hours;
  }
  for (int i = 0; i < 5; ++i) note(failed);
  EXPECT_FALSE(due_at(kNow + 1000 * kDay));
}

TEST_F(TheQueue, SpreadsTheNextTriesOfWhatFailedTogether) {
  std::set<std::int64_t> times;
  for (int i = 0; i < 20; ++i) {
    const auto id = list(detail_task("http://portal.example/" + std::to_string(i))).url_id;
    note({.url_id = id, .result = FetchResult::failed, .at = kNow, .reason = "failed:dns"});
  }
  for (const auto& row : read([](Queries& queries) { return queries.failed("portal"); }))
    times.insert(*row.next_due);
  EXPECT_GE(times.size(), 15u);
}

TEST_F(TheQueue, KeepsWhatFailedForGoodUntilItIsAskedFor) {
  const auto gone = list(detail_task("http://portal.example/gone")).url_id;
  const auto slow = list(detail_task("http://portal.example/slow")).url_id;
  const auto fine = list(detail_task("http://portal.example/fine")).url_id;
  EXPECT_FALSE(due_at(kNow)) << "and nothing is queued now";
  note({.url_id = gone,
        .result = FetchResult::failed,
        .at = kNow,
        .reason = "failed:too_large",
        .retries = 0});
  note({.url_id = slow, .result = FetchResult::failed, .at = kNow, .reason = "failed:timed_out"});
  note({.url_id = fine, .digest = "D1", .at = kNow});
  const auto failed = read([](Queries& queries) { return queries.failed("portal"); });
  ASSERT_EQ(failed.size(), 2u);
  EXPECT_EQ(failed[0].task.url, "http://portal.example/gone");
  EXPECT_EQ(failed[0].reason, "failed:too_large");
  EXPECT_EQ(failed[0].failures, 1);
  EXPECT_FALSE(failed[0].next_due);
  EXPECT_TRUE(failed[1].next_due);
  std::int64_t count = 0;
  write([&](WriteBatch& batch) { count = batch.queue_failed("portal"); });
  EXPECT_EQ(count, 2);
  EXPECT_EQ(queued().size(), 2u);
  write([&](WriteBatch& batch) { count = batch.queue_failed("portal"); });
  EXPECT_EQ(count, 0) << "they are queued already";
  note({.url_id = gone, .digest = "D2", .at = kNow});
  EXPECT_EQ(read([](Queries& queries) { return queries.failed("portal"); }).size(), 1u)
      << "an answer clears it";
}

TEST_F(TheQueue, BringsAFailedListBackSoThatNothingBehindItIsLost) {
  auto task = detail_task("http://portal.example/index_3.htm");
  task.kind = UrlKind::list;
  const auto id = list(task).url_id;
  note({.url_id = id, .digest = "D1", .at = kNow});
  EXPECT_FALSE(due_at(kNow + 1000 * kDay));
  note({.url_id = id, .result = FetchResult::failed, .at = kNow});
  EXPECT_TRUE(due_at(kNow + 1000 * kDay));
}

}  // namespace
}  // namespace tenderlead::store
