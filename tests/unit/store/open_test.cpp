#include <sqlite3.h>
#include <sys/wait.h>

#include <fstream>

#include "store_fixture.h"

namespace tenderlead::store {
namespace {

using OpeningAStore = StoreTest;

void run_sql(const std::filesystem::path& path, const char* sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
}

TEST_F(OpeningAStore, MakesItWithItsFolderWhereThereIsNone) {
  ASSERT_TRUE(Store::open(path(), OpenMode::create));
  EXPECT_TRUE(std::filesystem::exists(path()));
  EXPECT_TRUE(Store::open(path(), OpenMode::read_write));
  EXPECT_TRUE(Store::open(path(), OpenMode::read_only));
}

TEST_F(OpeningAStore, FindsNoneWhereItMayNotMakeOne) {
  for (const auto mode : {OpenMode::read_only, OpenMode::read_write}) {
    const auto opened = Store::open(path(), mode);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::not_found);
  }
  EXPECT_FALSE(std::filesystem::exists(path()));
}

TEST_F(OpeningAStore, RefusesOneThatANewerProgramWrote) {
  store();
  store_.reset();
  run_sql(path(), "PRAGMA user_version=999");
  for (const auto mode : {OpenMode::read_only, OpenMode::read_write, OpenMode::create}) {
    const auto opened = Store::open(path(), mode);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::version_mismatch);
    EXPECT_NE(opened.error().message.find("newer"), std::string::npos) << opened.error().message;
  }
}

TEST_F(OpeningAStore, RefusesAnotherProgramsDatabaseAndLeavesItAlone) {
  std::filesystem::create_directories(path().parent_path());
  run_sql(path(), "CREATE TABLE cookies(name TEXT); INSERT INTO cookies VALUES('a')");
  const auto size = std::filesystem::file_size(path());
  const auto opened = Store::open(path(), OpenMode::create);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::corrupt);
  EXPECT_EQ(std::filesystem::file_size(path()), size);
}

TEST_F(OpeningAStore, RefusesAFileThatIsNoDatabase) {
  std::filesystem::create_directories(path().parent_path());
  std::ofstream(path()) << std::string(5000, 'x');
  for (const auto mode : {OpenMode::read_only, OpenMode::create}) {
    const auto opened = Store::open(path(), mode);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::corrupt) << opened.error().message;
  }
}

TEST_F(OpeningAStore, SaysThatAFolderCannotBeMade) {
  std::ofstream(folder_ / "data") << "a file where the folder should be";
  const auto opened = Store::open(path(), OpenMode::create);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::io);
}

TEST_F(OpeningAStore, ToASecondWritingProcessSaysWhoHoldsIt) {
  store();
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) {
    const auto second = Store::open(path(), OpenMode::read_write);
    const bool told = !second && second.error().code == ErrorCode::busy &&
                      second.error().message.find(std::to_string(parent)) != std::string::npos;
    const bool may_read = Store::open(path(), OpenMode::read_only).ok();
    ::_exit(told && may_read ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

TEST_F(OpeningAStore, LetsTheNextWriterInWhenTheFirstIsGone) {
  store();
  store_.reset();
  EXPECT_TRUE(Store::open(path(), OpenMode::read_write));
}

TEST_F(OpeningAStore, ForReadingRefusesToWrite) {
  store();
  store_.reset();
  const auto reader = Store::open(path(), OpenMode::read_only);
  ASSERT_TRUE(reader);
  const auto outcome = (*reader)->write([](WriteBatch& batch) { batch.set_fact("a", "b"); });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::io);
}

}  // namespace
}  // namespace tenderlead::store
