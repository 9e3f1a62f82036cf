#include "crawler/paging.h"

#include <gtest/gtest.h>

namespace tenderlead::crawler {
namespace {

constexpr Date kToday{2026, 11, 21};

Source source_of(PagingKind kind, const std::string& url) {
  Source source;
  source.id = "portal";
  RequestTemplate start;
  start.url = url;
  source.start = {start};
  source.paging.kind = kind;
  return source;
}

// The URLs that paging visits, while every page has links and `fresh_pages` of them something new.
std::vector<std::string> walk(const Source& source, int fresh_pages = 100, bool full = false) {
  std::vector<std::string> urls;
  auto tasks = start_tasks(source, kToday);
  std::optional<Task> task = tasks.at(0);
  while (task && urls.size() < 50) {
    urls.push_back(task->body.empty() ? task->url : task->url + " " + task->body);
    ListStats stats{20, static_cast<int>(urls.size()) <= fresh_pages ? std::size_t{3} : std::size_t{0}, 0,
                    ""};
    task = next_list_task(source, *task, stats, full);
  }
  return urls;
}

TEST(StartTasks, FillTemplatesAndNameRoles) {
  Source source =
      source_of(PagingKind::page_number, "http://Portal.example.cn/列表?p={page}&from={from}&to={to}#top");
  source.start[0].headers = {{"X-Api", "1"}};
  source.paging.window_days = 7;
  source.sitemaps = {"http://portal.example.cn/sitemap.xml", "not a url"};
  source.sitemap_role = PageRole::hospital;
  const auto tasks = start_tasks(source, kToday);
  ASSERT_EQ(tasks.size(), 2u);
  EXPECT_EQ(tasks[0].kind, TaskKind::start);
  EXPECT_EQ(tasks[0].role, PageRole::list);
  EXPECT_EQ(tasks[0].source_id, "portal");
  EXPECT_EQ(tasks[0].url, "http://portal.example.cn/%E5%88%97%E8%A1%A8?from=2026-11-15&p=1&to=2026-11-21");
  EXPECT_EQ(tasks[0].headers, source.start[0].headers);
  EXPECT_EQ(tasks[1].kind, TaskKind::sitemap);
  EXPECT_EQ(tasks[1].role, PageRole::hospital);
}

TEST(Paging, FollowsItsKind) {
  struct Case {
    const char* name;
    Source source;
    std::vector<std::string> urls;
  };
  Source pattern = source_of(PagingKind::url_pattern, "http://p.example.cn/zb/index.htm");
  pattern.paging.pattern = "index_{page}.htm";
  Source in_folder = source_of(PagingKind::url_pattern, "http://p.example.cn/zb/");
  in_folder.paging.pattern = "page/{page}/";
  in_folder.paging.first = 2;
  Source number = source_of(PagingKind::page_number, "http://p.example.cn/list?page={page}");
  number.paging.first = 0;
  Source offset = source_of(PagingKind::offset, "http://p.example.cn/api");
  offset.start[0].method = "POST";
  offset.start[0].body = R"({"start":{offset},"rows":15,"q":"{x}"})";
  offset.paging.page_size = 15;
  Source stuck = source_of(PagingKind::page_number, "http://p.example.cn/list");
  for (Source* source : {&pattern, &in_folder, &number, &offset, &stuck})
    source->politeness.max_list_pages = 3;
  const Case cases[] = {
      {"none", source_of(PagingKind::none, "http://p.example.cn/"), {"http://p.example.cn/"}},
      {"url_pattern",
       pattern,
       {"http://p.example.cn/zb/index.htm", "http://p.example.cn/zb/index_1.htm",
        "http://p.example.cn/zb/index_2.htm"}},
      {"url_pattern in a folder is resolved against the first page",
       in_folder,
       {"http://p.example.cn/zb/", "http://p.example.cn/zb/page/2/", "http://p.example.cn/zb/page/3/"}},
      {"page_number",
       number,
       {"http://p.example.cn/list?page=0", "http://p.example.cn/list?page=1",
        "http://p.example.cn/list?page=2"}},
      {"offset in a body",
       offset,
       {R"(http://p.example.cn/api {"start":0,"rows":15,"q":"{x}"})",
        R"(http://p.example.cn/api {"start":15,"rows":15,"q":"{x}"})",
        R"(http://p.example.cn/api {"start":30,"rows":15,"q":"{x}"})"}},
      {"a template without its variable can't be paged", stuck, {"http://p.example.cn/list"}},
  };
  for (const auto& row : cases) EXPECT_EQ(walk(row.source), row.urls) << row.name;
}

TEST(Paging, FollowsTheNextLinkOfThePage) {
  const Source source = source_of(PagingKind::next_link, "http://p.example.cn/list");
  Task task = start_tasks(source, kToday).at(0);
  task.id = 7;
  task.etag = "\"1\"";
  const auto next = next_list_task(source, task, {10, 2, 0, "http://p.example.cn/list?p=2#bottom"});
  ASSERT_TRUE(next);
  EXPECT_EQ(next->url, "http://p.example.cn/list?p=2");
  EXPECT_EQ(next->kind, TaskKind::list);
  EXPECT_EQ(next->role, PageRole::list);
  EXPECT_EQ(next->page_number, 1);
  EXPECT_EQ(next->parent_url, task.url);
  EXPECT_EQ(next->id, 0);
  EXPECT_EQ(next->etag, "");
  for (const char* url : {"", "http://p.example.cn/list", "javascript:void(0)"})
    EXPECT_FALSE(next_list_task(source, task, {10, 2, 0, url})) << url;
}

TEST(Paging, StopsWhereNothingNewCanCome) {
  const Source source = source_of(PagingKind::page_number, "http://p.example.cn/list?page={page}");
  const Task task = start_tasks(source, kToday).at(0);
  EXPECT_TRUE(next_list_task(source, task, {20, 1, 0, ""}));
  EXPECT_FALSE(next_list_task(source, task, {0, 0, 0, ""})) << "an empty page";
  EXPECT_FALSE(next_list_task(source, task, {20, 0, 0, ""})) << "everything seen";
  EXPECT_TRUE(next_list_task(source, task, {20, 0, 0, ""}, true)) << "a full crawl goes on";
  EXPECT_FALSE(next_list_task(source, task, {20, 0, 20, ""}, true)) << "the server repeats its last page";
  Source patient = source;
  patient.paging.stop_at_seen = false;
  EXPECT_TRUE(next_list_task(patient, task, {20, 0, 0, ""}));
  EXPECT_EQ(walk(source, 3).size(), 4u);
}

TEST(Paging, GoesBackWindowByWindow) {
  Source source = source_of(PagingKind::page_number, "http://p.example.cn/api?p={page}&from={from}&to={to}");
  source.paging.window_days = 30;
  source.paging.windows = 3;
  const Task first = start_tasks(source, kToday).at(0);
  EXPECT_EQ(first.url, "http://p.example.cn/api?from=2026-10-23&p=1&to=2026-11-21");
  const auto second_page = next_list_task(source, first, {20, 20, 0, ""});
  ASSERT_TRUE(second_page);
  EXPECT_EQ(second_page->url, "http://p.example.cn/api?from=2026-10-23&p=2&to=2026-11-21");
  EXPECT_EQ(second_page->window, 0);
  const auto older = next_list_task(source, *second_page, {0, 0, 0, ""});
  ASSERT_TRUE(older);
  EXPECT_EQ(older->url, "http://p.example.cn/api?from=2026-09-23&p=1&to=2026-10-22");
  EXPECT_EQ(older->window, 1);
  EXPECT_EQ(older->page_number, 0);
  const auto oldest = next_list_task(source, *older, {0, 0, 0, ""});
  ASSERT_TRUE(oldest);
  EXPECT_EQ(oldest->window, 2);
  EXPECT_FALSE(next_list_task(source, *oldest, {0, 0, 0, ""})) << "that was the last window";
  EXPECT_FALSE(next_list_task(source, *older, {20, 0, 0, ""})) << "older windows hold what was seen as well";
}

TEST(Paging, StartsAllWindowsAtOnceWherePagesNameTheirSuccessor) {
  Source source = source_of(PagingKind::next_link, "http://p.example.cn/list?to={to}");
  source.paging.window_days = 1;
  source.paging.windows = 2;
  const auto tasks = start_tasks(source, kToday);
  ASSERT_EQ(tasks.size(), 2u);
  EXPECT_EQ(tasks[1].url, "http://p.example.cn/list?to=2026-11-20");
  EXPECT_EQ(tasks[1].window, 1);
  EXPECT_FALSE(next_list_task(source, tasks[0], {5, 5, 0, ""}));
}

TEST(Paging, KeepsApartStartRequestsThatDifferInMethodOrBody) {
  Source source = source_of(PagingKind::offset, "http://p.example.cn/api");
  source.start[0].method = "POST";
  source.start[0].body = R"({"type":"a","o":{offset}})";
  source.start.push_back(source.start[0]);
  source.start[1].body = R"({"type":"b","o":{offset}})";
  source.start[1].role = PageRole::notice;
  const auto tasks = start_tasks(source, kToday);
  const auto next = next_list_task(source, tasks.at(1), {20, 20, 0, ""});
  ASSERT_TRUE(next);
  EXPECT_EQ(next->body, R"({"type":"b","o":20})");
  EXPECT_EQ(next->role, PageRole::notice);
}

TEST(Paging, HasNoNextPageForATaskThatTheSourceNoLongerMakes) {
  const Source source = source_of(PagingKind::page_number, "http://p.example.cn/list?page={page}");
  Task stranger = start_tasks(source, kToday).at(0);
  for (const char* url : {"http://p.example.cn/other?page=1", "http://p.example.cn/list?page=x",
                          "http://p.example.cn/list?page="}) {
    stranger.url = url;
    EXPECT_FALSE(next_list_task(source, stranger, {20, 20, 0, ""})) << url;
  }
}

}  // namespace
}  // namespace tenderlead::crawler
