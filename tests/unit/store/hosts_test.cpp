// Hosts that runs have trouble with.
#include "store/connection.h"
#include "store_fixture.h"

namespace tenderlead::store {
namespace {

class Hosts : public StoreTest {
 protected:
  HostTrouble trouble(const std::string& host) {
    for (const auto& row : read([](Queries& queries) { return queries.host_troubles(); }))
      if (row.host == host) return row;
    return {};
  }
};

constexpr std::int64_t kNow = 1'800'000'000;

TEST_F(Hosts, RestForLongerEachTimeTheyBreakAndNeverForADay) {
  const std::int64_t rests[] = {600, 1200, 2400, 4800, 9600, 19'200, 38'400, 72'000, 72'000};
  std::int64_t now = kNow;
  int breaks = 0;
  for (const std::int64_t rest : rests) {
    write([&](WriteBatch& batch) { EXPECT_EQ(batch.note_host_broke("a.example:8080", now), now + rest); });
    EXPECT_EQ(trouble("a.example:8080").breaks, ++breaks);
    EXPECT_EQ(trouble("a.example:8080").rests_until, now + rest);
    EXPECT_EQ(trouble("a.example:8080").since, kNow);
    now += 86'400;
  }
  EXPECT_TRUE(trouble("a.example").host.empty()) << "another port is another host";
  write([&](WriteBatch& batch) { batch.note_host_is_back("a.example:8080"); });
  EXPECT_TRUE(trouble("a.example:8080").host.empty());
  write([&](WriteBatch& batch) { EXPECT_EQ(batch.note_host_broke("a.example:8080", now), now + 600); });
}

TEST_F(Hosts, AreLeftAloneForAsLongAsTheyAskButNoLongerThanAWeek) {
  write([&](WriteBatch& batch) { batch.note_host_asked("a.example", kNow, kNow + 7200); });
  EXPECT_EQ(trouble("a.example").breaks, 0) << "that is no fault";
  EXPECT_EQ(trouble("a.example").rests_until, kNow + 7200);
  write([&](WriteBatch& batch) { batch.note_host_asked("a.example", kNow, kNow + 600); });
  EXPECT_EQ(trouble("a.example").rests_until, kNow + 7200) << "the longer one holds";
  write([&](WriteBatch& batch) { batch.note_host_asked("a.example", kNow, kNow + 400 * 86'400); });
  EXPECT_EQ(trouble("a.example").rests_until, kNow + 7 * 86'400);
  write([&](WriteBatch& batch) { batch.note_host_broke("a.example", kNow); });
  EXPECT_EQ(trouble("a.example").rests_until, kNow + 7 * 86'400) << "also where it breaks meanwhile";
}

TEST_F(Hosts, OutliveTheProcess) {
  write([&](WriteBatch& batch) { batch.note_host_broke("a.example", kNow); });
  store_.reset();
  EXPECT_EQ(trouble("a.example").breaks, 1);
}

TEST_F(Hosts, APageWasFetchedBeforeAnInstantOrNot) {
  std::int64_t url_id = 0;
  write([&](WriteBatch& batch) {
    url_id = batch.know(detail_task("http://a.example/1"), 1).first;
    EXPECT_FALSE(batch.was_fetched_before(url_id, kNow)) << "never was";
    FetchNote note;
    note.url_id = url_id;
    note.result = FetchResult::changed;
    note.digest = "D";
    note.at = kNow;
    batch.note_fetch(note);
    EXPECT_TRUE(batch.was_fetched_before(url_id, kNow + 1));
    EXPECT_FALSE(batch.was_fetched_before(url_id, kNow));
  });
}

// A binding of a temporary, constant or not, and of a literal doesn't compile.
template <typename T>
concept CanBeBound = requires(Query& query, T value) {
  query << std::forward<T>(value);
};
static_assert(CanBeBound<const std::string&> && CanBeBound<std::int64_t>);
static_assert(!CanBeBound<std::string&&> && !CanBeBound<const std::string&&> && !CanBeBound<const char*>);

}  // namespace
}  // namespace tenderlead::store
