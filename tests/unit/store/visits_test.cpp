#include <bit>

#include "store_fixture.h"

namespace tenderlead::store {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kNow = 1'780'000'000;

class AVisit : public StoreTest {
 protected:
  std::int64_t know(const UrlTask& task) {
    std::int64_t id = 0;
    write([&](WriteBatch& batch) { id = batch.know(task, 1).first; });
    return id;
  }
  static UrlTask page(const std::string& url, UrlKind kind = UrlKind::detail) {
    UrlTask task;
    task.source_id = "portal";
    task.kind = kind;
    task.url = url;
    return task;
  }
  void note(const FetchNote& note) {
    write([&](WriteBatch& batch) { batch.note_fetch(note); });
  }
  // Days from kNow until the source's pages are due; -1: never.
  double due_in() {
    const auto tasks =
        read([](Queries& queries) { return queries.due("portal", kNow + 100'000 * kDay, 10); });
    if (tasks.empty()) return -1;
    std::int64_t low = 0;
    std::int64_t high = 100'000 * kDay;
    while (low < high) {
      const auto middle = (low + high) / 2;
      const auto due = read([&](Queries& queries) { return queries.due("portal", kNow + middle, 10); });
      if (due.empty())
        low = middle + 1;
      else
        high = middle;
    }
    return static_cast<double>(low) / kDay;
  }
  bool rests(const UrlTask& list, std::int64_t now, std::int64_t slack = 0) {
    bool resting = false;
    write([&](WriteBatch& batch) { resting = batch.is_resting(list, now, slack); });
    return resting;
  }
  std::optional<std::int64_t> gone_since(const UrlTask& task) {
    return read([&](Queries& queries) { return queries.gone_since(*queries.find_url(task)); });
  }
};

TEST_F(AVisit, KeepsWithinTheBoundsOfItsKind) {
  const auto id = know(page("http://portal.example/1"));
  FetchNote visit{.url_id = id, .digest = "D", .at = kNow, .shortest = 2 * kDay, .longest = 5 * kDay};
  note(visit);
  EXPECT_DOUBLE_EQ(due_in(), 2) << "a day at first, but not less than the shortest";
  visit.result = FetchResult::unchanged;
  note(visit);
  EXPECT_DOUBLE_EQ(due_in(), 3);
  note(visit);
  EXPECT_DOUBLE_EQ(due_in(), 4.5);
  note(visit);
  note(visit);
  EXPECT_DOUBLE_EQ(due_in(), 5);
  visit.result = FetchResult::changed;
  note(visit);
  EXPECT_DOUBLE_EQ(due_in(), 3.5) << "halfway towards the shortest";
  visit.shortest = visit.longest = kDay;
  note(visit);
  EXPECT_DOUBLE_EQ(due_in(), 1) << "bounds that were changed hold at once";
}

TEST_F(AVisit, TakesTheValidatorsOfTheLastAnswerWithABody) {
  const auto task = page("http://portal.example/1");
  const auto id = know(task);
  const auto validators = [&] {
    const auto known = read([&](Queries& queries) { return queries.find_url(task); });
    return known->etag + " " + known->last_modified;
  };
  note({.url_id = id, .digest = "D", .etag = "\"1\"", .last_modified = "Mon", .at = kNow});
  EXPECT_EQ(validators(), "\"1\" Mon");
  note({.url_id = id, .result = FetchResult::unchanged, .etag = "W/\"2\"", .at = kNow});
  EXPECT_EQ(validators(), "W/\"2\" ") << "the same content under a new tag, and no date any more";
  note({.url_id = id, .result = FetchResult::unchanged, .has_validators = false, .at = kNow});
  EXPECT_EQ(validators(), "W/\"2\" ") << "a 304 that names none";
  note({.url_id = id,
        .result = FetchResult::unchanged,
        .has_validators = false,
        .etag = "W/\"3\"",
        .at = kNow});
  EXPECT_EQ(validators(), "W/\"3\" ") << "a 304 that names a new one (RFC 9111, 4.3.4)";
  note({.url_id = id, .result = FetchResult::failed, .etag = "\"4\"", .at = kNow});
  EXPECT_EQ(validators(), "W/\"3\" ");
}

TEST_F(AVisit, MarksAPageGoneThatStaysAbsentAndAsksForItSeldomAfterThat) {
  const auto task = page("http://portal.example/1");
  const auto id = know(task);
  note({.url_id = id, .digest = "D", .at = kNow});
  const FetchNote absent{.url_id = id,
                         .result = FetchResult::failed,
                         .at = kNow,
                         .reason = "failed:http_404",
                         .retries = 2,
                         .absent = true};
  note(absent);
  note(absent);
  EXPECT_FALSE(gone_since(task)) << "portals are out of order for an evening";
  EXPECT_LT(due_in(), 1);
  for (const int weeks : {4, 8, 16, 32}) {
    note(absent);
    EXPECT_EQ(gone_since(task), kNow);
    EXPECT_NEAR(due_in(), 7 * weeks, 0.7 * weeks);
  }
  note(absent);
  EXPECT_EQ(due_in(), -1);
  EXPECT_EQ(read([&](Queries& queries) { return queries.find_url(task); })->digest, "D")
      << "the page that was stays the page";
  note({.url_id = id, .result = FetchResult::unchanged, .at = kNow + kDay});
  EXPECT_FALSE(gone_since(task)) << "it came back";
}

TEST_F(AVisit, SpreadsTheNextTriesOfPagesThatFailedTogether) {
  constexpr std::size_t kPages = 200;
  for (std::size_t i = 0; i < kPages; ++i)
    note({.url_id = know(page("http://portal.example/" + std::to_string(i))),
          .result = FetchResult::failed,
          .at = kNow,
          .retries = 2});
  const auto due_by = [this](std::int64_t seconds) {
    return read([seconds](Queries& queries) { return queries.due("portal", kNow + seconds, kPages); }).size();
  };
  constexpr std::int64_t kSpan = kDay / 4;
  EXPECT_EQ(due_by(kSpan * 9 / 10 - 1), 0u);
  EXPECT_EQ(due_by(kSpan * 11 / 10), kPages);
  for (const int quarter : {1, 2, 3})
    EXPECT_NEAR(static_cast<double>(due_by(kSpan * 9 / 10 + kSpan * quarter / 20)), 0.25 * quarter * kPages,
                0.12 * kPages)
        << quarter;
}

TEST_F(AVisit, CallsNothingGoneThatNeverWasOrOnlyCannotBeReached) {
  const auto never = page("http://portal.example/1");
  const auto slow = page("http://portal.example/2");
  FetchNote failed{.url_id = know(never),
                   .result = FetchResult::failed,
                   .at = kNow,
                   .reason = "failed:http_404",
                   .retries = 0,
                   .absent = true};
  note(failed);
  EXPECT_FALSE(gone_since(never));
  failed.url_id = know(slow);
  failed.absent = false;
  note({.url_id = failed.url_id, .digest = "D", .at = kNow});
  for (int i = 0; i < 3; ++i) note(failed);
  EXPECT_FALSE(gone_since(slow));
}

TEST_F(AVisit, SaysThatABodyIsGoneWhenItsShellIs) {
  const auto shell = page("http://portal.example/a");
  auto body = page("http://portal.example/b", UrlKind::body);
  body.parent_url = shell.url;
  const auto id = know(shell);
  know(body);
  note({.url_id = id, .digest = "D", .at = kNow});
  note({.url_id = id, .result = FetchResult::failed, .at = kNow, .retries = 0, .absent = true});
  EXPECT_EQ(gone_since(body), kNow);
}

TEST_F(AVisit, LetsAListRestUntilItsOwnTime) {
  const auto list = page("http://portal.example/index.htm", UrlKind::start);
  const auto id = know(list);
  EXPECT_FALSE(rests(list, kNow)) << "never read";
  FetchNote visit{.url_id = id, .digest = "D", .at = kNow, .shortest = kDay, .longest = 4 * kDay};
  note(visit);
  EXPECT_EQ(due_in(), -1) << "its source's schedule brings it";
  EXPECT_TRUE(rests(list, kNow + kDay - 1));
  EXPECT_FALSE(rests(list, kNow + kDay));
  visit.result = FetchResult::unchanged;
  for (int i = 0; i < 10; ++i) note(visit);
  EXPECT_TRUE(rests(list, kNow + 4 * kDay - 1));
  EXPECT_FALSE(rests(list, kNow + 4 * kDay - 1, 3600));
  note({.url_id = id, .result = FetchResult::failed, .at = kNow});
  EXPECT_FALSE(rests(list, kNow)) << "what failed is tried again";
}

class NearNotices : public StoreTest {
 protected:
  void put(const std::string& id, std::uint64_t fingerprint, const std::string& kind = "tender") {
    NoticeRow row;
    row.id = id;
    row.source_id = "portal";
    row.url = "http://portal.example/" + id;
    row.kind = kind;
    row.fingerprint = fingerprint;
    Notice notice;
    notice.url = row.url;
    notice.title = "第" + std::to_string(fingerprint) + "号公告";
    row.json = wire::to_json_text(notice);
    row.grams = notice_terms(notice);
    write([&](WriteBatch& batch) { batch.put_notice(row, ++seq_); });
  }
  std::vector<std::string> near(const std::string& id, int most = 8) {
    std::vector<std::string> out;
    for (const auto& each : read([&](Queries& queries) { return queries.near_notices(id, most); }))
      out.push_back(each.notice.id + "/" + std::to_string(each.distance));
    return out;
  }
  std::int64_t seq_ = 0;
};

TEST_F(NearNotices, AreFoundWhicheverBitsDiffer) {
  // Eight bits, one in each of eight blocks, for each block that stays; and blocks with the sign bit.
  for (const std::uint64_t own :
       {0x0123'4567'89AB'CDEFull, 0xFEDC'BA98'7654'3210ull, 0x8000'0000'0000'0001ull}) {
    store_.reset();
    std::filesystem::remove_all(folder_ / "data");
    put("own", own);
    for (int kept = 0; kept < 9; ++kept) {
      std::uint64_t flips = 0;
      for (int block = 0; block < 9; ++block)
        if (block != kept) flips |= std::uint64_t{1} << (7 * block + kept % 7);
      ASSERT_EQ(std::popcount(flips), 8);
      put("n" + std::to_string(kept), own ^ flips);
    }
    EXPECT_EQ(near("own").size(), 9u);
    EXPECT_TRUE(near("own", 7).empty());
  }
}

TEST_F(NearNotices, ComeNearestFirstAndOfTheSameKind) {
  put("own", 0xFF00);
  put("b", 0xFF01);
  put("c", 0xFF03);
  put("a", 0xFF01);
  put("award", 0xFF00, "award");
  put("none", 0);
  EXPECT_EQ(near("own"), (std::vector<std::string>{"a/1", "b/1", "c/2"}));
  EXPECT_TRUE(near("none").empty());
  EXPECT_TRUE(near("nobody").empty());
}

TEST_F(NearNotices, AreForgottenAndMovedWithTheirNotices) {
  put("own", 0xFF00);
  put("a", 0xFF01);
  put("b", 0xFF02);
  put("a", 0xFFFF'FF00);
  EXPECT_EQ(near("own"), (std::vector<std::string>{"b/1"}));
  put("a", 0xFF04);
  write([](WriteBatch& batch) { batch.remove_notice("b"); });
  EXPECT_EQ(near("own"), (std::vector<std::string>{"a/1"}));
  put("a", 0);
  EXPECT_TRUE(near("own").empty());
  put("a", 0xFF04);
  write([](WriteBatch& batch) { batch.clear_refined(""); });
  put("own", 0xFF00);
  EXPECT_TRUE(near("own").empty());
}

}  // namespace
}  // namespace tenderlead::store
