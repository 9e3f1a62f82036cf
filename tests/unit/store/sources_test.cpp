// What is known of sources: what people said, and which URLs came to nothing.
#include <gmock/gmock.h>

#include "store/lock.h"
#include "store_fixture.h"

namespace tenderlead::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class StoredSources : public StoreTest {
 protected:
  std::int64_t url(const std::string& path) {
    UrlTask task;
    task.source_id = "portal";
    task.url = "https://portal.example/" + path;
    std::int64_t id = 0;
    write([&](WriteBatch& batch) { id = batch.know(task, 1).first; });
    return id;
  }
  void note(FetchNote note) {
    write([&](WriteBatch& batch) { batch.note_fetch(note); });
  }
  std::vector<std::string> reasons() {
    return read([](Queries& queries) {
      std::vector<std::string> found;
      for (const auto& row : queries.troubles("portal", {}, 100)) found.push_back(row.reason);
      return found;
    });
  }
};

TEST_F(StoredSources, ArePausedWithAReasonAndResumed) {
  write([](WriteBatch& batch) {
    batch.know_source("portal", 50);
    batch.ask_for_run("portal", "li", 90);
    batch.pause_source("portal", "wang", "改版", 100);
  });
  auto state = *read([](Queries& queries) { return queries.source_state("portal"); });
  EXPECT_EQ(state.known_since, 50);
  EXPECT_EQ(state.paused_at, 100);
  EXPECT_EQ(state.paused_by + state.reason, "wang改版");
  EXPECT_FALSE(state.asked_at) << "a pause takes back what was asked for";
  write([](WriteBatch& batch) {
    batch.resume_source("portal");
    batch.know_source("portal", 200);
  });
  state = read([](Queries& queries) { return queries.source_states(); }).at("portal");
  EXPECT_FALSE(state.paused_at);
  EXPECT_EQ(state.reason, "");
  EXPECT_EQ(state.known_since, 50) << "the first time counts";
}

struct Visits {
  const char* what;
  std::vector<FetchNote> notes;
  std::vector<std::string> reasons;
};
FetchNote failed(std::int64_t at) {
  return {.result = FetchResult::failed, .at = at, .reason = "failed:http_500"};
}
FetchNote refused(std::int64_t at) {
  return {.result = FetchResult::refused, .at = at, .reason = "refused:robots"};
}
FetchNote unread(std::int64_t at) {
  return {.result = FetchResult::changed, .digest = "A", .at = at, .rejection = "rejected:no_fields"};
}
FetchNote good(std::int64_t at) {
  return {.result = FetchResult::changed, .digest = "B", .at = at};
}
FetchNote same(std::int64_t at) {
  return {.result = FetchResult::unchanged, .at = at};
}

TEST_F(StoredSources, SayWhichVisitsCameToNothingUntilOneDoes) {
  const Visits table[] = {{"failed", {failed(1)}, {"failed:http_500"}},
                          {"refused", {refused(1)}, {"refused:robots"}},
                          {"read without anything", {unread(1)}, {"rejected:no_fields"}},
                          {"the same page again", {unread(1), same(2)}, {"rejected:no_fields"}},
                          {"that failed meanwhile", {unread(1), failed(2), same(3)}, {"rejected:no_fields"}},
                          {"the failure is the news", {unread(1), failed(2)}, {"failed:http_500"}},
                          {"answered since", {failed(1), good(2)}, {}},
                          {"allowed since", {refused(1), good(2)}, {}},
                          {"readable since", {unread(1), good(2)}, {}}};
  int number = 0;
  for (const auto& row : table) {
    const auto id = url("page" + std::to_string(++number));
    for (auto each : row.notes) {
      each.url_id = id;
      note(each);
    }
    EXPECT_EQ(reasons(), row.reasons) << row.what;
    // The next row has the table to itself.
    note({.url_id = id, .result = FetchResult::changed, .digest = "C", .at = 9});
    EXPECT_THAT(reasons(), IsEmpty()) << row.what;
  }
}

TEST_F(StoredSources, PageThroughTroublesTheLatestFirst) {
  for (int i = 0; i < 5; ++i) {
    auto each = failed(100 + i / 2);
    each.url_id = url(std::to_string(i));
    note(each);
  }
  std::vector<std::string> found;
  std::optional<TroublePlace> after;
  for (bool more = true; more;) {
    const auto rows = read([&](Queries& queries) { return queries.troubles("portal", after, 2); });
    for (const auto& row : rows) found.push_back(row.url.substr(row.url.rfind('/') + 1));
    more = rows.size() == 2;
    if (more) after = {rows.back().at, rows.back().url_id};
  }
  EXPECT_THAT(found, ElementsAre("4", "3", "2", "1", "0"));
  EXPECT_EQ(read([](Queries& queries) { return queries.trouble_count("portal", 3); }), 3);
  EXPECT_THAT(read([](Queries& queries) { return queries.troubles("other", {}, 10); }), IsEmpty());
}

TEST_F(StoredSources, ForgetThatAPageCouldNotBeReadWhenItCanBe) {
  auto each = unread(1);
  each.url_id = url("page");
  note(each);
  write([&](WriteBatch& batch) { batch.note_rejection(each.url_id, "", 5); });
  EXPECT_THAT(reasons(), IsEmpty());
  write([&](WriteBatch& batch) { batch.note_rejection(each.url_id, "rejected:no_items", 6); });
  EXPECT_THAT(reasons(), ElementsAre("rejected:no_items"));
}

TEST_F(StoredSources, HaveTheirRunsWithThoseThatGoOnFirst) {
  write([](WriteBatch& batch) {
    for (const std::int64_t begun : {100, 200}) {
      const auto run = batch.begin_run("run", "2026-11-22", begun);
      batch.begin_source(run, "portal", begun);
      LedgerEntry delta;
      delta.source_id = "portal";
      delta.run_id = run;
      delta.fetched = begun;
      delta.reasons["failed:http_404"] = 2;
      batch.count(delta);
      if (begun == 100) batch.finish_run(run, begun + 10);
    }
  });
  const auto runs = read([](Queries& queries) { return queries.source_history("portal", 10); });
  ASSERT_EQ(runs.size(), 2u);
  EXPECT_EQ(runs[0].begun_at, 200);
  EXPECT_FALSE(runs[0].finished_at);
  EXPECT_EQ(runs[1].finished_at, 110);
  EXPECT_EQ(runs[1].counts.fetched, 100);
  EXPECT_EQ(read([&](Queries& queries) {
              return queries.ledger_reasons(runs[1].counts.run_id, "portal");
            }).at("failed:http_404"),
            2);
  EXPECT_EQ(read([](Queries& queries) { return queries.running_sources(); }).at("portal"), 200);
}

TEST_F(StoredSources, AreNotBeingWrittenByThisVeryProcess) {
  EXPECT_FALSE(another_process_writes(path())) << "there is no store";
  store();
  EXPECT_FALSE(another_process_writes(path()));
}

}  // namespace
}  // namespace tenderlead::store
