#include <signal.h>
#include <sys/wait.h>

#include <array>

#include "store_fixture.h"

namespace tenderlead::store {
namespace {

using ABatch = StoreTest;

TEST_F(ABatch, LeavesNothingWhenItsWorkFails) {
  write([](WriteBatch& batch) { batch.set_fact("kept", "1"); });
  const auto before = dump();
  const auto outcome = store().write([](WriteBatch& batch) {
    batch.list(detail_task("http://portal.example/1"), {.run_id = 1});
    batch.put_notice(notice_row("http://portal.example/1", "公告"), 1);
    throw std::runtime_error("half way");
  });
  ASSERT_FALSE(outcome);
  EXPECT_NE(outcome.error().message.find("half way"), std::string::npos);
  EXPECT_EQ(dump(), before);
  EXPECT_EQ(read([](Queries& queries) { return queries.fact("kept"); }), "1");
}

TEST_F(ABatch, OfAProcessKilledBeforeItsCommitIsGoneAndThoseBeforeItStand) {
  store();
  store_.reset();
  std::array<int, 2> ready{};
  ASSERT_EQ(::pipe(ready.data()), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    auto opened = Store::open(path(), OpenMode::read_write);
    if (!opened) ::_exit(1);
    for (int i = 0; i < 3; ++i)
      (void)(*opened)->write([&](WriteBatch& batch) {
        batch.list(detail_task("http://portal.example/" + std::to_string(i)), {.run_id = 1});
      });
    (void)(*opened)->write([&](WriteBatch& batch) {
      for (int i = 10; i < 3000; ++i) {
        batch.list(detail_task("http://portal.example/" + std::to_string(i)), {.run_id = 1});
        batch.put_notice(notice_row("http://portal.example/" + std::to_string(i), "公告"), i);
      }
      (void)!::write(ready[1], "x", 1);
      for (;;) ::pause();
    });
    ::_exit(1);
  }
  char mark = 0;
  ASSERT_EQ(::read(ready[0], &mark, 1), 1);
  ASSERT_EQ(::kill(child, SIGKILL), 0);
  int status = 0;
  ::waitpid(child, &status, 0);
  ::close(ready[0]);
  ::close(ready[1]);
  auto reopened = Store::open(path(), OpenMode::read_write);
  ASSERT_TRUE(reopened) << reopened.error().message;
  store_ = std::move(*reopened);
  EXPECT_EQ(read([](Queries& queries) { return queries.queue_sizes(); })["portal"], 3);
  EXPECT_EQ(read([](Queries& queries) { return queries.notice_count(); }), 0);
}

TEST_F(ABatch, ThatFillsTheDiskSaysSoAndEarlierOnesStand) {
  ASSERT_TRUE(store().limit_size(2u << 20));
  Result<void> outcome;
  int committed = 0;
  for (int i = 0; i < 1000 && outcome; ++i) {
    outcome = store().write([&](WriteBatch& batch) {
      for (int k = 0; k < 20; ++k)
        batch.put_notice(
            notice_row("http://portal.example/" + std::to_string(i * 20 + k), "公告", std::string(2000, 'x')),
            1);
    });
    if (outcome) ++committed;
  }
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::io);
  EXPECT_NE(outcome.error().message.find("disk full"), std::string::npos) << outcome.error().message;
  EXPECT_GT(committed, 0);
  EXPECT_EQ(read([](Queries& queries) { return queries.notice_count(); }), committed * 20);
  ASSERT_TRUE(store().limit_size(1u << 30));
  EXPECT_TRUE(
      store().write([](WriteBatch& batch) { batch.put_notice(notice_row("http://p.example/", "公告"), 1); }));
}

TEST_F(ABatch, IsSeenByReadersOnlyWhenItIsCommitted) {
  write([](WriteBatch& batch) { batch.set_fact("name", "old"); });
  write([&](WriteBatch& batch) {
    batch.set_fact("name", "new");
    EXPECT_EQ(read([](Queries& queries) { return queries.fact("name"); }), "old");
  });
  EXPECT_EQ(read([](Queries& queries) { return queries.fact("name"); }), "new");
}

TEST(Ids, TellPartsApart) {
  EXPECT_NE(content_id({"ab", "c"}), content_id({"a", "bc"}));
  EXPECT_EQ(content_id({"ab", "c"}), content_id({"ab", "c"}));
  EXPECT_EQ(content_id({}).size(), 16u);
  EXPECT_EQ(content_id({}), "e3b0c44298fc1c14");  // FIPS 180-4: SHA-256 of nothing
}

}  // namespace
}  // namespace tenderlead::store
