// Where the reading of a list ends, and where it only seems to.
#include <gtest/gtest.h>

#include "paging_sources.h"

namespace tenderlead::crawler {
namespace {

ListStats page_of() {
  return {.items = kItems};
}

TEST(PagingEnd, IsNotAtPagesThatOnlyRepeatBecauseTheListGrows) {
  const Source source = source_of(PagingKind::page_number, "http://p.example.cn/list?page={page}");
  const Task task = start_tasks(source, kToday).at(0);
  ListStep step = next_list_task(source, task, {}, page_of(), true);
  ListStats listed = page_of();
  listed.repeated = kItems;
  for (int page = 1; page <= 5; ++page) {
    listed.page = std::to_string(page);
    step = next_list_task(source, *step.task, step.progress, listed, true);
    ASSERT_TRUE(step.task) << page;
  }
  listed.page = "6";
  const auto last = next_list_task(source, *step.task, step.progress, listed, true);
  EXPECT_FALSE(last.task);
  EXPECT_TRUE(last.early) << "nobody knows what is behind it";
  // One that has something begins the count again.
  ListStats new_ones = page_of();
  new_ones.page = "new";
  step = next_list_task(source, *step.task, step.progress, new_ones, true);
  ASSERT_TRUE(step.task);
  step = next_list_task(source, *step.task, step.progress, listed, true);
  EXPECT_TRUE(step.task);
}

TEST(PagingEnd, IsNotAtOneEmptyPageWhereTheReadingLacksItems) {
  const Source source = source_of(PagingKind::page_number, "http://p.example.cn/list?page={page}");
  const Task task = start_tasks(source, kToday).at(0);
  ListProgress deep;
  deep.deep = 60;
  ListProgress stated;
  stated.whole = true;
  stated.stated = 60;
  for (const auto& progress : {deep, stated}) {
    auto step = next_list_task(source, task, progress, {.items = kItems, .known = 2});
    ASSERT_TRUE(step.task);
    step = next_list_task(source, *step.task, step.progress, {});
    ASSERT_TRUE(step.task) << "it may be empty for once";
    EXPECT_EQ(step.task->page_number, 2);
    auto behind = next_list_task(source, *step.task, step.progress, {.items = kItems, .known = 2});
    ASSERT_TRUE(behind.task);
    EXPECT_TRUE(next_list_task(source, *behind.task, behind.progress, {}).task) << "and again";
    step = next_list_task(source, *step.task, step.progress, {});
    EXPECT_FALSE(step.task);
    EXPECT_TRUE(step.early);
  }
  ListProgress reached = deep;
  reached.deep = static_cast<std::int64_t>(kItems) + 3;
  auto step = next_list_task(source, task, reached, {.items = kItems, .known = 2});
  step = next_list_task(source, *step.task, step.progress, {});
  EXPECT_FALSE(step.task);
  EXPECT_FALSE(step.early) << "a few may have gone";
}

TEST(PagingEnd, IsAtTheThirdEmptyPageInARowThatNamesItsSuccessor) {
  Source by_cursor = source_of(PagingKind::cursor, "http://p.example.cn/api?after={cursor}");
  const Source by_link = source_of(PagingKind::next_link, "http://p.example.cn/list");
  for (const Source& source : {by_cursor, by_link}) {
    ListStep step;
    step.task = start_tasks(source, kToday).at(0);
    ListStats empty;
    for (int page = 1; page <= 2; ++page) {
      empty.cursor = "c" + std::to_string(page);
      empty.next_url = "http://p.example.cn/list/" + std::to_string(page);
      step = next_list_task(source, *step.task, step.progress, empty);
      ASSERT_TRUE(step.task) << page;
    }
    empty.cursor = "c3";
    empty.next_url = "http://p.example.cn/list/3";
    EXPECT_FALSE(next_list_task(source, *step.task, step.progress, empty).task);
    ListStats some = empty;
    some.items = kItems;
    step = next_list_task(source, *step.task, step.progress, some);
    ASSERT_TRUE(step.task);
    empty.cursor = "c4";
    empty.next_url = "http://p.example.cn/list/4";
    EXPECT_TRUE(next_list_task(source, *step.task, step.progress, empty).task) << "the count begins again";
    EXPECT_FALSE(next_list_task(source, *step.task, step.progress, {}).task) << "one that names none";
  }
}

}  // namespace
}  // namespace tenderlead::crawler
