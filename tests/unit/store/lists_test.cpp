#include "store_fixture.h"

namespace tenderlead::store {
namespace {

constexpr std::int64_t kDay = 86400;

class Lists : public StoreTest {
 protected:
  std::int64_t page(const std::string& url, std::int64_t run = 1) {
    UrlTask task = detail_task(url);
    task.kind = UrlKind::list;
    std::int64_t id = 0;
    write([&](WriteBatch& batch) { id = batch.list(task, {.run_id = run, .fetch_known = true}).url_id; });
    return id;
  }
  std::optional<ListProgress> take(std::int64_t url_id) {
    std::optional<ListProgress> progress;
    write([&](WriteBatch& batch) { progress = batch.take_list_progress(url_id); });
    return progress;
  }
  std::int64_t begin(std::int64_t run) {
    std::int64_t deep = 0;
    write([&](WriteBatch& batch) { deep = batch.begin_list("portal", "a", run); });
    return deep;
  }
  struct Page {
    std::int64_t items = 0, fresh = 0, deep = 0;
    bool whole = false, cut = false, ended = false, early = false;
  };
  void note(std::int64_t run, const Page& page) {
    write([&](WriteBatch& batch) {
      batch.note_list(run, {"portal", "a", page.items, page.fresh, page.deep, page.whole, page.cut,
                            page.ended, page.early});
    });
  }
  std::int64_t end(std::int64_t run) {
    std::int64_t gone = 0;
    write([&](WriteBatch& batch) { gone = batch.end_lists("portal", run); });
    return gone;
  }
};

TEST_F(Lists, KeepTheProgressBesideAPageUntilItIsRead) {
  ListProgress progress;
  progress.list = "a";
  progress.run = 3;
  progress.items = 40;
  progress.passed = 20;
  progress.deep = 60;
  progress.known = 7;
  progress.whole = true;
  progress.page = "0f";
  progress.from = "2026-08-01";
  progress.to = "2026-08-03";
  progress.window_from = "2026-07-30";
  progress.slice = 2;
  progress.window_items = 9;
  const auto id = page("http://portal.example/index_2.htm");
  write([&](WriteBatch& batch) { batch.put_list_progress(id, progress); });
  EXPECT_EQ(take(id), progress);
  EXPECT_FALSE(take(id));
}

TEST_F(Lists, JoinWhatTwoReadingsHaveYetToReadBehindAPage) {
  const auto id = page("http://portal.example/index_2.htm");
  ListProgress first, second;
  first.run = 1;
  first.deep = 60;
  first.passed = 3;
  first.whole = true;
  second.run = 2;
  second.known = 20;
  second.passed = 20;
  second.items = 20;
  for (const auto& each : {first, second})
    write([&](WriteBatch& batch) { batch.put_list_progress(id, each); });
  const auto joined = take(id);
  ASSERT_TRUE(joined);
  EXPECT_EQ(joined->run, 1);
  EXPECT_EQ(joined->known, 0);
  EXPECT_EQ(joined->passed, 3);
  EXPECT_EQ(joined->deep, 60);
  EXPECT_TRUE(joined->whole);
  EXPECT_EQ(joined->items, 20);
}

TEST_F(Lists, AskForPagesThatPagingNeedsWithoutConditions) {
  const auto id = page("http://portal.example/index_2.htm");
  write([&](WriteBatch& batch) {
    FetchNote note;
    note.url_id = id;
    note.digest = "d";
    note.etag = "\"1\"";
    note.last_modified = "Mon, 02 Mar 2026 00:00:00 GMT";
    batch.note_fetch(note);
    batch.put_list_progress(id, {});
  });
  const auto queued = read([](Queries& queries) { return queries.queued("portal", 10); });
  ASSERT_EQ(queued.size(), 1u);
  EXPECT_EQ(queued[0].etag, "");
  EXPECT_EQ(queued[0].last_modified, "");
  EXPECT_EQ(queued[0].digest, "d") << "by which the same bytes are known";
}

TEST_F(Lists, AreReadWholeTheFirstTimeOnDemandAndWhenTheTimeHasCome) {
  struct Step {
    std::int64_t day, every;
    bool full, whole;
  };
  const Step steps[] = {{0, 30, false, true},   {1, 30, false, false},  {29, 30, false, false},
                        {30, 30, false, true},  {31, 30, false, false}, {32, 30, true, true},
                        {61, 30, false, false}, {62, 30, false, true},  {999, 0, false, false}};
  for (const auto& step : steps) {
    bool whole = false;
    write([&](WriteBatch& batch) {
      whole = batch.begin_lists("portal", 1'780'000'000 + step.day * kDay, step.every * kDay, step.full);
    });
    EXPECT_EQ(whole, step.whole) << step.day;
  }
}

TEST_F(Lists, RememberHowDeepTheNextReadingGoes) {
  EXPECT_EQ(begin(1), 0);
  note(1, {.items = 20, .fresh = 20, .deep = 40});
  note(1, {.items = 20, .fresh = 1, .deep = 60});
  note(1, {.items = 20});
  note(7, {.items = 20, .deep = 999});
  EXPECT_EQ(end(1), 0);
  EXPECT_EQ(begin(2), 60);
  EXPECT_EQ(end(2), 0);
  EXPECT_EQ(begin(3), 0) << "nothing new was found";
  note(3, {.items = 20, .fresh = 3, .deep = 40});
  EXPECT_EQ(begin(4), 40) << "the third run never came to its end";
}

TEST_F(Lists, AreReadAsDeepOnceMoreAfterAReadingThatEndedEarly) {
  begin(1);
  note(1, {.items = 80, .fresh = 80, .deep = 90});
  note(1, {.ended = true});
  end(1);
  EXPECT_EQ(begin(2), 80) << "there is nothing behind the last item";
  note(2, {.items = 40, .fresh = 10, .deep = 20});
  note(2, {.ended = true, .early = true});
  end(2);
  EXPECT_EQ(begin(3), 80);
  note(3, {.items = 45, .fresh = 1, .deep = 30});
  note(3, {.ended = true, .early = true});
  end(3);
  EXPECT_EQ(begin(4), 30) << "twice in a row: the list has become short";
  note(4, {.items = 45});
  end(4);
  EXPECT_EQ(begin(5), 0);
}

TEST_F(Lists, AreWholeOnlyWhereTheReadingDidNotEndEarly) {
  const auto whole = [&](std::int64_t day) {
    bool answer = false;
    write([&](WriteBatch& batch) {
      answer = batch.begin_lists("portal", 1'780'000'000 + day * kDay, 30 * kDay, false);
    });
    return answer;
  };
  EXPECT_TRUE(whole(0));
  begin(1);
  note(1, {.items = 90, .fresh = 90, .whole = true});
  EXPECT_EQ(end(1), 0);
  EXPECT_FALSE(whole(1));
  EXPECT_TRUE(whole(30));
  begin(2);
  note(2, {.items = 40, .whole = true});
  note(2, {.early = true});
  EXPECT_EQ(end(2), 0) << "what it didn't come to isn't gone";
  EXPECT_TRUE(whole(31)) << "the next run reads it whole";
  begin(3);
  note(3, {.items = 40, .whole = true});
  note(3, {.early = true});
  EXPECT_EQ(end(3), 0);
  EXPECT_FALSE(whole(32)) << "but not each run from then on";
}

TEST_F(Lists, CountWhatIsGoneWhereAListWasReadToItsEndWithNoPageMissing) {
  begin(1);
  note(1, {.items = 90, .fresh = 90, .whole = true});
  EXPECT_EQ(end(1), 0);
  begin(2);
  note(2, {.items = 20, .fresh = 5});
  EXPECT_EQ(end(2), 0) << "a part of it";
  begin(3);
  note(3, {.items = 94, .fresh = 2, .whole = true});
  EXPECT_EQ(end(3), 3) << "of 95 that it had, 92 are there";
  begin(4);
  note(4, {.items = 40, .whole = true, .cut = true});
  EXPECT_EQ(end(4), 0) << "a limit cut it";
  begin(5);
  note(5, {.items = 40, .whole = true});
  const auto id = page("http://portal.example/index_3.htm");
  ListProgress waiting;
  waiting.list = "a";
  write([&](WriteBatch& batch) { batch.put_list_progress(id, waiting); });
  EXPECT_EQ(end(5), 0) << "a page failed";
  take(id);
  begin(6);
  note(6, {.items = 90, .whole = true});
  EXPECT_EQ(end(6), 4);
  EXPECT_EQ(end(6), 0) << "it is over";
}

TEST_F(Lists, NoticeThatAnItemHasANewerDayThanEverBefore) {
  UrlTask task = detail_task("http://portal.example/1");
  task.hint_published_at = "2026-03-02T08:00";
  const auto newer = [&](const std::string& date) {
    bool answer = false;
    write([&](WriteBatch& batch) { answer = batch.note_date(batch.list(task, {.run_id = 1}).url_id, date); });
    return answer;
  };
  EXPECT_FALSE(newer("2026-03-02"));
  EXPECT_FALSE(newer("2026-03-01"));
  EXPECT_FALSE(newer(""));
  EXPECT_TRUE(newer("2026-03-05"));
  EXPECT_FALSE(newer("2026-03-05T09:00"));
  EXPECT_FALSE(newer("2026-03-04")) << "another list has the older one";
  EXPECT_TRUE(newer("2026-03-06"));
  task = detail_task("http://portal.example/2");
  EXPECT_FALSE(newer("2026-03-05")) << "the first that any list gives";
  EXPECT_TRUE(newer("2026-03-06"));
}

}  // namespace
}  // namespace tenderlead::store
