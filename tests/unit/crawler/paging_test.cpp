#include "crawler/paging.h"

#include <gtest/gtest.h>

#include "paging_sources.h"

namespace tenderlead::crawler {
namespace {

// A page all of whose items are new to the reading, or known with so many known ones before.
ListStats page_of(int known = 0) {
  return {.items = kItems, .known = known == 0 ? 0 : known + static_cast<int>(kItems)};
}

std::optional<Task> next(const Source& source, const Task& current, const ListStats& stats,
                         bool full = false) {
  return next_list_task(source, current, {}, stats, full).task;
}

// The URLs that paging visits, while every page has links and `fresh_pages` of them something new. Each page names as
// the next cursor c and its number.
std::vector<std::string> walk(const Source& source, int fresh_pages = 100, bool full = false) {
  std::vector<std::string> urls;
  auto start = list_starts(source, kToday).at(0);
  std::optional<Task> task = start.task;
  ListProgress progress = start.progress;
  while (task && urls.size() < 50) {
    urls.push_back(task->body.empty() ? task->url : task->url + " " + task->body);
    const bool fresh = static_cast<int>(urls.size()) <= fresh_pages;
    ListStats stats{.items = kItems, .known = fresh ? 0 : progress.known + static_cast<int>(kItems)};
    stats.cursor = "c" + std::to_string(urls.size());
    auto step = next_list_task(source, *task, progress, stats, full);
    task = step.task;
    progress = step.progress;
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
  Source form = source_of(PagingKind::page_number, "http://p.example.cn/search");
  form.start[0].method = "POST";
  form.start[0].body = "kw=%E5%8C%BB%E9%99%A2&pageNo={page}&start={offset}";
  form.paging.page_size = 10;
  Source by_day = source_of(PagingKind::page_number, "http://p.example.cn/api");
  by_day.start[0].method = "POST";
  by_day.start[0].body = R"({"pn":{page},"time":["{from} 00:00:00","{to} 23:59:59"]})";
  by_day.paging.window_days = 3;
  Source stuck = source_of(PagingKind::page_number, "http://p.example.cn/list");
  for (Source* source : {&pattern, &in_folder, &number, &offset, &form, &by_day, &stuck})
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
      {"page number and offset in a form",
       form,
       {"http://p.example.cn/search kw=%E5%8C%BB%E9%99%A2&pageNo=1&start=0",
        "http://p.example.cn/search kw=%E5%8C%BB%E9%99%A2&pageNo=2&start=10",
        "http://p.example.cn/search kw=%E5%8C%BB%E9%99%A2&pageNo=3&start=20"}},
      {"days in a JSON body",
       by_day,
       {R"(http://p.example.cn/api {"pn":1,"time":["2026-11-19 00:00:00","2026-11-21 23:59:59"]})",
        R"(http://p.example.cn/api {"pn":2,"time":["2026-11-19 00:00:00","2026-11-21 23:59:59"]})",
        R"(http://p.example.cn/api {"pn":3,"time":["2026-11-19 00:00:00","2026-11-21 23:59:59"]})"}},
      {"a template without its variable can't be paged", stuck, {"http://p.example.cn/list"}},
  };
  for (const auto& row : cases) EXPECT_EQ(walk(row.source), row.urls) << row.name;
}

TEST(Paging, FollowsTheNextLinkOfThePage) {
  const Source source = source_of(PagingKind::next_link, "http://p.example.cn/list");
  Task task = start_tasks(source, kToday).at(0);
  task.id = 7;
  task.etag = "\"1\"";
  ListStats stats = page_of();
  stats.next_url = "http://p.example.cn/list?p=2#bottom";
  const auto following = next(source, task, stats);
  ASSERT_TRUE(following);
  EXPECT_EQ(following->url, "http://p.example.cn/list?p=2");
  EXPECT_EQ(following->kind, TaskKind::list);
  EXPECT_EQ(following->role, PageRole::list);
  EXPECT_EQ(following->page_number, 1);
  EXPECT_EQ(following->parent_url, task.url);
  EXPECT_EQ(following->id, 0);
  EXPECT_EQ(following->etag, "");
  for (const char* url : {"", "http://p.example.cn/list", "javascript:void(0)"}) {
    stats.next_url = url;
    EXPECT_FALSE(next(source, task, stats)) << url;
  }
}

TEST(Paging, EndsAtAnEmptyPageAndAtOneThatRepeats) {
  const Source source = source_of(PagingKind::page_number, "http://p.example.cn/list?page={page}");
  const Task task = start_tasks(source, kToday).at(0);
  EXPECT_TRUE(next(source, task, page_of()));
  EXPECT_FALSE(next(source, task, {})) << "an empty page";
  // Once it may be that the list grew by a page meanwhile; the server that repeats its last page does it again.
  ListStats listed = page_of();
  listed.repeated = kItems;
  listed.page = "0a";
  auto step = next_list_task(source, task, {}, listed, true);
  ASSERT_TRUE(step.task);
  EXPECT_FALSE(next_list_task(source, *step.task, step.progress, listed, true).task);
  ListStats same = page_of();
  same.page = "0a";
  EXPECT_FALSE(next_list_task(source, *step.task, step.progress, same, true).task);
  same.page = "0b";
  step = next_list_task(source, *step.task, step.progress, same, true);
  ASSERT_TRUE(step.task);
  EXPECT_TRUE(next_list_task(source, *step.task, step.progress, same, true).task);
}

TEST(Paging, StopsAfterTheOverlapWhereverThePageBreaksLie) {
  Source source = source_of(PagingKind::page_number, "http://p.example.cn/list?page={page}");
  const auto end_at = [&](int known, ListProgress progress = {}, bool full = false) {
    const Task task = start_tasks(source, kToday).at(0);
    return next_list_task(source, task, progress, {.items = kItems, .known = known}, full).end;
  };
  EXPECT_EQ(end_at(29), ListStep::End::no);
  EXPECT_EQ(end_at(30), ListStep::End::seen);
  EXPECT_EQ(end_at(0), ListStep::End::no);
  EXPECT_EQ(end_at(1000, {}, true), ListStep::End::no) << "a full crawl goes on";
  ListProgress whole;
  whole.whole = true;
  EXPECT_EQ(end_at(1000, whole), ListStep::End::no) << "and a resync";
  ListProgress deep;
  deep.deep = 100;
  deep.passed = 60;
  EXPECT_EQ(end_at(1000, deep), ListStep::End::no) << "the fourth of five pages";
  deep.passed = 80;
  EXPECT_EQ(end_at(1000, deep), ListStep::End::seen);
  EXPECT_EQ(walk(source, 3).size(), 5u) << "forty known items after three pages";
  source.paging.overlap = 1;
  EXPECT_EQ(walk(source, 3).size(), 4u);
  source.paging.overlap = 100;
  EXPECT_EQ(walk(source, 3).size(), 8u);
  source.paging.stop_at_seen = false;
  EXPECT_EQ(walk(source, 3).size(), 50u);
}

TEST(Paging, SaysThatItWasCutByTheMostPages) {
  Source source = source_of(PagingKind::page_number, "http://p.example.cn/list?page={page}");
  source.politeness.max_list_pages = 1;
  const Task task = start_tasks(source, kToday).at(0);
  const auto step = next_list_task(source, task, {}, page_of());
  EXPECT_FALSE(step.task);
  EXPECT_EQ(step.end, ListStep::End::cut);
  EXPECT_EQ(next_list_task(source, task, {}, {}).end, ListStep::End::ended);
}

TEST(Paging, GoesBackWindowByWindow) {
  Source source = source_of(PagingKind::page_number, "http://p.example.cn/api?p={page}&from={from}&to={to}");
  source.paging.window_days = 30;
  source.paging.windows = 3;
  const auto first = list_starts(source, kToday).at(0);
  // With what stands beside the tasks, and from what their URLs say alone.
  for (const ListProgress& progress : {first.progress, ListProgress{}}) {
    EXPECT_EQ(first.task.url, "http://p.example.cn/api?from=2026-10-23&p=1&to=2026-11-21");
    const auto second_page = next_list_task(source, first.task, progress, page_of());
    ASSERT_TRUE(second_page.task);
    EXPECT_EQ(second_page.task->url, "http://p.example.cn/api?from=2026-10-23&p=2&to=2026-11-21");
    EXPECT_EQ(second_page.task->window, 0);
    const auto older = next_list_task(source, *second_page.task, second_page.progress, {});
    ASSERT_TRUE(older.task);
    EXPECT_EQ(older.task->url, "http://p.example.cn/api?from=2026-09-23&p=1&to=2026-10-22");
    EXPECT_EQ(older.task->window, 1);
    EXPECT_EQ(older.task->page_number, 0);
    const auto oldest = next_list_task(source, *older.task, older.progress, {});
    ASSERT_TRUE(oldest.task);
    EXPECT_EQ(oldest.task->window, 2);
    EXPECT_FALSE(next_list_task(source, *oldest.task, oldest.progress, {}).task)
        << "that was the last window";
    EXPECT_FALSE(next_list_task(source, *older.task, older.progress, page_of(30)).task)
        << "older windows hold what was seen as well";
  }
}

TEST(Paging, StartsAllWindowsAtOnceWherePagesNameTheirSuccessor) {
  Source source = source_of(PagingKind::next_link, "http://p.example.cn/list?to={to}");
  source.paging.window_days = 1;
  source.paging.windows = 2;
  const auto starts = list_starts(source, kToday);
  ASSERT_EQ(starts.size(), 2u);
  EXPECT_EQ(starts[1].task.url, "http://p.example.cn/list?to=2026-11-20");
  EXPECT_EQ(starts[1].task.window, 1);
  EXPECT_NE(starts[0].progress.list, starts[1].progress.list);
  EXPECT_FALSE(next_list_task(source, starts[0].task, starts[0].progress, page_of()).task);
}

// What an API with so many items a day gives: `most` a query, twenty a page.
struct CappedApi {
  std::int64_t a_day, most;
  bool states_total;
  std::vector<std::string> queries{};  // "from to", once each
  std::int64_t items = 0;              // of the days that were read to their end
  int capped = 0;

  void read(const Source& source) {
    auto start = list_starts(source, kToday).at(0);
    std::optional<Task> task = start.task;
    ListProgress progress = start.progress;
    for (int requests = 0; task; ++requests) {
      ASSERT_LT(requests, 2000) << "endless";
      const auto days =
          days_from_date(*date_from_iso(progress.to)) - days_from_date(*date_from_iso(progress.from)) + 1;
      const std::string query = progress.from + " " + progress.to;
      if (queries.empty() || queries.back() != query) queries.push_back(query);
      EXPECT_NE(task->url.find("from=" + progress.from), std::string::npos) << task->url;
      EXPECT_NE(task->url.find("to=" + progress.to), std::string::npos) << task->url;
      const std::int64_t there = std::min(days * a_day, most);
      const std::int64_t here =
          std::min<std::int64_t>(20, std::max<std::int64_t>(0, there - 20 * task->page_number));
      ListStats stats{.items = static_cast<std::size_t>(here)};
      if (states_total) stats.total = there;
      auto step = next_list_task(source, *task, progress, stats);
      capped += step.capped;
      if (step.end == ListStep::End::ended) items += progress.window_items + here;
      task = step.task;
      progress = step.progress;
    }
  }
};

TEST(Paging, HalvesDaysThatHaveMoreThanOneQueryGives) {
  Source source = source_of(PagingKind::page_number, "http://p.example.cn/api?p={page}&from={from}&to={to}");
  source.paging.window_days = 8;
  source.paging.windows = 2;
  source.paging.max_results = 100;
  for (const bool stated : {true, false}) {
    CappedApi few{12, 100, stated};
    few.read(source);
    EXPECT_EQ(few.queries, (std::vector<std::string>{"2026-11-14 2026-11-21", "2026-11-06 2026-11-13"}));
    EXPECT_EQ(few.items, 192);
    CappedApi many{40, 100, stated};
    many.read(source);
    EXPECT_EQ(many.queries, (std::vector<std::string>{
                                "2026-11-14 2026-11-21", "2026-11-18 2026-11-21", "2026-11-20 2026-11-21",
                                "2026-11-14 2026-11-19", "2026-11-17 2026-11-19", "2026-11-18 2026-11-19",
                                "2026-11-14 2026-11-17", "2026-11-16 2026-11-17", "2026-11-14 2026-11-15",
                                "2026-11-06 2026-11-13", "2026-11-10 2026-11-13", "2026-11-12 2026-11-13",
                                "2026-11-06 2026-11-11", "2026-11-09 2026-11-11", "2026-11-10 2026-11-11",
                                "2026-11-06 2026-11-09", "2026-11-08 2026-11-09", "2026-11-06 2026-11-07"}))
        << stated;
    EXPECT_EQ(many.items, 16 * 40) << stated;
    EXPECT_EQ(many.capped, 0);
    CappedApi too_many{200, 100, stated};
    too_many.read(source);
    EXPECT_EQ(too_many.capped, 16) << "each day of the two windows, once";
  }
}

TEST(Paging, CutsNothingWhereTheRequestDoesNotSayBothDays) {
  Source source = source_of(PagingKind::page_number, "http://p.example.cn/api?p={page}&from={from}");
  source.paging.window_days = 8;
  source.paging.max_results = 100;
  const auto start = list_starts(source, kToday).at(0);
  ListStats stats = page_of();
  stats.total = 100;
  const auto step = next_list_task(source, start.task, start.progress, stats);
  EXPECT_TRUE(step.capped);
  EXPECT_FALSE(step.halved);
  EXPECT_TRUE(step.task) << "what can be had is read";
}

TEST(Paging, PassesCursorsOnAsUrlsAndBodiesNeedThem) {
  struct Case {
    const char* name;
    const char* url;
    const char* body;
    std::string cursor;
    std::string first, second;
  };
  const std::string odd = "a b&c=\"d\"\\/+%é\n";
  const Case cases[] = {
      {"in a query", "http://p.example.cn/api?after={cursor}", "", odd, "http://p.example.cn/api?after=",
       "http://p.example.cn/api?after=a%20b%26c%3D%22d%22%5C%2F%2B%25%C3%A9%0A"},
      {"in a path", "http://p.example.cn/list/{cursor}/", "", "x/../y", "http://p.example.cn/list//",
       "http://p.example.cn/list/x%2F..%2Fy/"},
      {"a JSON string", "http://p.example.cn/api", R"({"after":"{cursor}","n":20})", odd,
       R"(http://p.example.cn/api {"after":"","n":20})",
       R"(http://p.example.cn/api {"after":"a b&c=\"d\"\\/+%é\u000A","n":20})"},
      {"part of a JSON string behind an escaped quote", "http://p.example.cn/api", R"({"q":"\"{cursor}!"})",
       "\"", R"(http://p.example.cn/api {"q":"\"!"})", R"(http://p.example.cn/api {"q":"\"\"!"})"},
      {"a JSON number", "http://p.example.cn/api", R"({"after": {cursor}})", "-17",
       R"(http://p.example.cn/api {"after": null})", R"(http://p.example.cn/api {"after": -17})"},
      {"a JSON value that is no number", "http://p.example.cn/api", R"([{cursor}])", "1e\"",
       R"(http://p.example.cn/api [null])", R"(http://p.example.cn/api ["1e\""])"},
      {"a form", "http://p.example.cn/api", "rows=20&after={cursor}", odd,
       "http://p.example.cn/api rows=20&after=",
       "http://p.example.cn/api rows=20&after=a%20b%26c%3D%22d%22%5C%2F%2B%25%C3%A9%0A"},
      {"a form that begins with it", "http://p.example.cn/api", "{cursor}&x", "1&2",
       "http://p.example.cn/api &x", "http://p.example.cn/api 1%262&x"},
      {"XML", "http://p.example.cn/api", "<q after=\"{cursor}\"/>", "<\"&",
       R"(http://p.example.cn/api <q after=""/>)", R"(http://p.example.cn/api <q after="&lt;&quot;&amp;"/>)"},
  };
  const auto text = [](const Task& task) {
    return task.body.empty() ? task.url : task.url + " " + task.body;
  };
  for (const auto& row : cases) {
    Source source = source_of(PagingKind::cursor, row.url);
    source.start[0].body = row.body;
    if (!source.start[0].body.empty()) source.start[0].method = "POST";
    const auto start = list_starts(source, kToday).at(0);
    EXPECT_EQ(text(start.task), row.first) << row.name;
    ListStats stats = page_of();
    stats.cursor = row.cursor;
    for (const ListProgress& progress : {start.progress, ListProgress{}}) {
      const auto second = next_list_task(source, start.task, progress, stats);
      ASSERT_TRUE(second.task) << row.name;
      EXPECT_EQ(text(*second.task), row.second) << row.name;
      EXPECT_EQ(second.task->page_number, 1);
      EXPECT_FALSE(next_list_task(source, *second.task, second.progress, stats).task)
          << row.name << ": the same cursor again";
      ListStats last = page_of();
      EXPECT_FALSE(next_list_task(source, *second.task, second.progress, last).task)
          << row.name << ": no cursor";
    }
  }
}

TEST(Paging, ReadsByCursorWithinWindows) {
  Source source = source_of(PagingKind::cursor, "http://p.example.cn/api");
  source.start[0].method = "POST";
  source.start[0].body = R"({"from":"{from}","to":"{to}","after":"{cursor}"})";
  source.paging.window_days = 2;
  source.paging.windows = 2;
  source.politeness.max_list_pages = 2;
  EXPECT_EQ(walk(source),
            (std::vector<std::string>{
                R"(http://p.example.cn/api {"from":"2026-11-20","to":"2026-11-21","after":""})",
                R"(http://p.example.cn/api {"from":"2026-11-20","to":"2026-11-21","after":"c1"})",
                R"(http://p.example.cn/api {"from":"2026-11-18","to":"2026-11-19","after":""})",
                R"(http://p.example.cn/api {"from":"2026-11-18","to":"2026-11-19","after":"c3"})"}));
}

TEST(Paging, KeepsApartStartRequestsThatDifferInMethodOrBody) {
  Source source = source_of(PagingKind::offset, "http://p.example.cn/api");
  source.start[0].method = "POST";
  source.start[0].body = R"({"type":"a","o":{offset}})";
  source.start.push_back(source.start[0]);
  source.start[1].body = R"({"type":"b","o":{offset}})";
  source.start[1].role = PageRole::notice;
  const auto tasks = start_tasks(source, kToday);
  const auto following = next(source, tasks.at(1), page_of());
  ASSERT_TRUE(following);
  EXPECT_EQ(following->body, R"({"type":"b","o":20})");
  EXPECT_EQ(following->role, PageRole::notice);
}

TEST(Paging, HasNoNextPageForATaskThatTheSourceNoLongerMakes) {
  const Source source = source_of(PagingKind::page_number, "http://p.example.cn/list?page={page}");
  Task stranger = start_tasks(source, kToday).at(0);
  for (const char* url : {"http://p.example.cn/other?page=1", "http://p.example.cn/list?page=x",
                          "http://p.example.cn/list?page="}) {
    stranger.url = url;
    EXPECT_FALSE(next(source, stranger, page_of())) << url;
  }
}

}  // namespace
}  // namespace tenderlead::crawler
