// People's work beside a crawl, and what processes tell each other.
#include <atomic>
#include <thread>

#include "store_fixture.h"

namespace tenderlead::store {
namespace {

using PeoplesWork = StoreTest;

UserRow user(const std::string& id) {
  UserRow row;
  row.id = id;
  row.login = id;
  row.name = id;
  row.role = "admin";
  row.password = "x";
  return row;
}

TEST_F(PeoplesWork, IsWrittenWhileAnotherHoldsTheStore) {
  store();  // open for writing, as a crawl has it
  EXPECT_EQ(Store::open(path(), OpenMode::read_write).error().code, ErrorCode::busy);
  auto people = Store::open(path(), OpenMode::people);
  ASSERT_TRUE(people) << people.error().message;
  ASSERT_TRUE((*people)->write([](WriteBatch& batch) { batch.add_user(user("mei")); }));
  EXPECT_EQ(read([](Queries& queries) { return queries.users().size(); }), 1u);
}

TEST_F(PeoplesWork, AndACrawlsBatchesInterleaveWithoutALoss) {
  store();
  auto people = Store::open(path(), OpenMode::people);
  ASSERT_TRUE(people);
  constexpr int kEach = 100;
  std::atomic<int> failed = 0;
  std::thread crawl([&] {
    for (int i = 0; i < kEach; ++i)
      failed += !store().write([&](WriteBatch& batch) { batch.begin_run("run", "2026-04-07", i); });
  });
  for (int i = 0; i < kEach; ++i)
    failed += !(*people)->transact([&](WriteBatch& batch, Queries& queries) {
      const auto before = queries.users().size();
      batch.add_user(user("u" + std::to_string(before)));
      return true;
    });
  crawl.join();
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(read([](Queries& queries) { return queries.users().size(); }), std::size_t{kEach});
  EXPECT_EQ(read([](Queries& queries) { return queries.newest_change(); }), kEach);
}

TEST_F(PeoplesWork, NeedsAStoreOfThisProgramsSchema) {
  EXPECT_EQ(Store::open(path(), OpenMode::people).error().code, ErrorCode::not_found);
}

TEST_F(PeoplesWork, IsTakenBackWhereTheWorkSaysSo) {
  const auto done = store().transact([](WriteBatch& batch, Queries&) {
    batch.add_user(user("mei"));
    return false;
  });
  ASSERT_TRUE(done);
  EXPECT_FALSE(*done);
  EXPECT_TRUE(read([](Queries& queries) { return queries.users().empty(); }));
}

TEST_F(PeoplesWork, OutlivesARebuildOfEverythingElse) {
  write([](WriteBatch& batch) {
    batch.add_user(user("mei"));
    batch.put_setting({"language", "\"en\"", 0, "mei", 5});
    batch.add_audit({0, 5, "mei", "mei", "session", "192.0.2.1", "user.created", "mei", "mei"});
  });
  write([](WriteBatch& batch) {
    batch.clear_refined({});
    batch.replace_leads([](const auto&) {});
  });
  EXPECT_EQ(read([](Queries& queries) { return queries.users().size(); }), 1u);
  EXPECT_EQ(read([](Queries& queries) { return queries.settings().at(0).json; }), "\"en\"");
  EXPECT_EQ(read([](Queries& queries) { return queries.audit({}).at(0).action; }), "user.created");
}

TEST_F(PeoplesWork, OnALeadIsToldUnderTheLeadsIdOfToday) {
  write([](WriteBatch& batch) {
    LeadRow lead;
    lead.id = "today";
    lead.work_id = "then";
    batch.put_lead(lead);
    batch.act({"claim", "mei", {}, {}, 5}, {lead});
  });
  const auto changes = read([](Queries& queries) { return queries.changes_after(0, 10); });
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].topic + " " + changes[0].subject + " " + changes[0].person, "lead today mei");
}

TEST_F(PeoplesWork, IsToldAsLongAsItIsNotTooMuch) {
  write([](WriteBatch& batch) {
    for (std::int64_t i = 0; i < WriteBatch::kChangesKept + 5; ++i) batch.note_change("run", "1", {});
  });
  EXPECT_EQ(read([](Queries& queries) { return queries.oldest_change(); }), 6);
  EXPECT_EQ(
      read([](Queries& queries) { return queries.changes_after(WriteBatch::kChangesKept, 100).size(); }), 5u);
}

TEST_F(PeoplesWork, IsFoundInTheLogByWhatItWas) {
  write([](WriteBatch& batch) {
    for (const char* action : {"user.created", "user.changed", "lead.claimed"})
      batch.add_audit({0, 5, "1", "mei", "session", "", action, "s", "w"});
  });
  const auto count = [&](const AuditFilter& filter) {
    return read([&](Queries& queries) { return queries.audit(filter).size(); });
  };
  EXPECT_EQ(count({}), 3u);
  EXPECT_EQ(count({.actions = {"user."}}), 2u);
  EXPECT_EQ(count({.actions = {"user.created", "lead.claimed"}}), 2u);
  EXPECT_EQ(count({.login = "wang"}), 0u);
  EXPECT_EQ(count({.before = 5}), 0u);
  EXPECT_EQ(count({.since = 5}), 3u);
  EXPECT_EQ(count({.below = 2}), 1u);
  EXPECT_EQ(count({.limit = 1}), 1u);
}

}  // namespace
}  // namespace tenderlead::store
