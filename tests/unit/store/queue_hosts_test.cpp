// The queue by hosts: what each of them hands out, in which order, and how what is new is found.
#include <sqlite3.h>

#include "store/dialect.h"
#include "store_fixture.h"
#include "version_4.h"

namespace tenderlead::store {
namespace {

class TheQueueOfAHost : public StoreTest {
 protected:
  std::int64_t list(UrlTask task, WriteBatch::ListOptions options = {.run_id = 1}) {
    write([&](WriteBatch& batch) { task.url_id = batch.list(task, options).url_id; });
    return task.url_id;
  }
  std::vector<UrlTask> at(const std::string& host, std::size_t limit = 100) {
    return read([&](Queries& queries) {
      std::vector<UrlTask> tasks;
      for (const auto& entry : queries.queued_at("portal", host, limit, [](std::int64_t) { return false; }))
        if (auto task = queries.queued_task(entry)) tasks.push_back(std::move(*task));
      return tasks;
    });
  }
  // The last characters of what is queued at a host, in order.
  std::string order(const std::string& host) {
    std::string letters;
    for (const auto& task : at(host)) letters += task.url.back();
    return letters;
  }
  std::vector<std::string> hosts() {
    return read([](Queries& queries) { return queries.queued_hosts("portal"); });
  }
};

UrlTask task_at(const std::string& url, UrlKind kind = UrlKind::detail,
                const std::string& published_at = "") {
  auto task = detail_task(url);
  task.kind = kind;
  task.hint_published_at = published_at;
  return task;
}

TEST_F(TheQueueOfAHost, HandsOutListsThenBodiesThenTheNewestPagesThenFilesThenVisits) {
  const std::string site = "http://a.example/";
  // A page that was read before, and is due again.
  const auto read_before = list(task_at(site + "v", UrlKind::detail, "2026-08-09"));
  write([&](WriteBatch& batch) {
    batch.note_fetch({.url_id = read_before, .digest = "D1", .at = 1000});
    batch.finish(at("a.example").front().queue_id);
    EXPECT_EQ(batch.queue_due("portal", 1'000'000'000, 10), 1);
  });
  list(task_at(site + "f", UrlKind::attachment));
  list(task_at(site + "n"));
  list(task_at(site + "m"));
  list(task_at(site + "2", UrlKind::detail, "2026-07-31T08:00:00+08:00"));
  list(task_at(site + "1", UrlKind::detail, "2026-08-01"));
  list(task_at(site + "3", UrlKind::detail, "2025-12-31"));
  list(task_at(site + "b", UrlKind::body));
  list(task_at(site + "l", UrlKind::list));
  list(task_at(site + "x", UrlKind::sitemap));
  list(task_at(site + "s", UrlKind::start));
  EXPECT_EQ(order("a.example"), "sxlb123nmfv");
  EXPECT_EQ(read([](Queries& queries) { return queries.queued("portal", 3); }).back().url, site + "l");
}

TEST_F(TheQueueOfAHost, TakesADateThatIsNoneForNoDate) {
  for (const char* date : {"", "2026", "2026-8-1", "昨天", "2026-0a-01"}) {
    const std::string url = "http://a.example/" + std::to_string(std::string_view(date).size());
    list(task_at(url, UrlKind::detail, date));
  }
  list(task_at("http://a.example/d", UrlKind::detail, "1900-01-01"));
  EXPECT_EQ(order("a.example").front(), 'd');
}

TEST_F(TheQueueOfAHost, HoldsItsOwnUrlsAndNoOthers) {
  list(task_at("http://a.example/1"));
  list(task_at("http://a.example:8080/2"));
  list(task_at("https://b.example/3?u=http://a.example/"));
  auto other = task_at("http://a.example/4");
  other.source_id = "other";
  list(other);
  EXPECT_EQ(hosts(), (std::vector<std::string>{"a.example", "a.example:8080", "b.example"}));
  EXPECT_EQ(order("a.example"), "1");
  EXPECT_EQ(order("a.example:8080"), "2");
  EXPECT_EQ(order("b.example"), "/");
}

TEST_F(TheQueueOfAHost, IsTheSameWhetherOneUrlIsQueuedOrMany) {
  for (const std::string url : {"http://a.example/1", "https://b.example:8443/x?y=/z",
                                "http://[2001:db8::7]:80/", "http://xn--fiq228c.example/", "no-url"}) {
    const auto id = list(task_at(url));
    const auto one_by_one = hosts();
    EXPECT_EQ(one_by_one.size(), 1u) << url;
    EXPECT_EQ(one_by_one.front(), host_of(url));
    write([&](WriteBatch& batch) {
      batch.finish(at(one_by_one.front()).front().queue_id);
      batch.note_fetch({.url_id = id, .digest = "D", .at = 1000});
      batch.queue_due("portal", 1'000'000'000, 10);
    });
    EXPECT_EQ(hosts(), one_by_one) << url;
    write([&](WriteBatch& batch) {
      batch.finish(at(one_by_one.front()).front().queue_id);
      batch.note_fetch({.url_id = id, .digest = "E", .at = 2'000'000'000});
    });
  }
}

TEST_F(TheQueueOfAHost, KeepsWhatIsPostponedForALaterRun) {
  list(task_at("http://a.example/1"));
  list(task_at("http://a.example/2"));
  const auto first = at("a.example", 1).front();
  write([&](WriteBatch& batch) { batch.postpone(first.queue_id); });
  EXPECT_EQ(order("a.example"), "2");
  EXPECT_EQ(read([](Queries& queries) { return queries.queue_sizes().at("portal"); }), 2)
      << "it is still queued";
  write([&](WriteBatch& batch) { batch.release("other"); });
  EXPECT_EQ(order("a.example"), "2");
  write([&](WriteBatch& batch) { batch.release("portal"); });
  EXPECT_EQ(order("a.example"), "12");
  EXPECT_EQ(at("a.example").front().attempts, 1);
}

TEST_F(TheQueueOfAHost, TellsWhatWasQueuedSince) {
  list(task_at("http://a.example/1"));
  auto newest = read([](Queries& queries) { return queries.newest_queued(); });
  const auto since = [&] {
    std::string seen;
    newest = read([&](Queries& queries) {
      return queries.queued_after(newest, [&](std::string_view source, std::string_view host) {
        seen += std::string(source) + "@" + std::string(host) + " ";
      });
    });
    return seen;
  };
  EXPECT_EQ(since(), "");
  list(task_at("http://b.example/1"));
  list(task_at("http://a.example/2"));
  EXPECT_EQ(since(), "portal@b.example portal@a.example ");
  EXPECT_EQ(since(), "");
  // Ids aren't used twice, so what comes after the queue was emptied is seen as well.
  for (const char* host : {"a.example", "b.example"})
    for (const auto& task : at(host)) write([&](WriteBatch& batch) { batch.finish(task.queue_id); });
  list(task_at("http://a.example/3"));
  EXPECT_EQ(since(), "portal@a.example ");
}

TEST_F(TheQueueOfAHost, RemembersTheShortestWayToAUrl) {
  auto task = task_at("http://a.example/1");
  task.depth = 5;
  list(task);
  EXPECT_EQ(at("a.example").front().depth, 5);
  task.depth = 2;
  list(task);
  EXPECT_EQ(at("a.example").front().depth, 2);
  task.depth = 9;
  list(task, {.run_id = 2});
  EXPECT_EQ(at("a.example").front().depth, 2);
}

TEST_F(TheQueueOfAHost, TellsRequestsApartByHeadersThatChooseWhatIsAnswered) {
  auto task = task_at("http://a.example/api", UrlKind::start);
  const auto plain = url_key(task);
  task.headers = {{"siteCode", "530000"}};
  const auto yunnan = url_key(task);
  EXPECT_NE(yunnan, plain);
  task.headers = {{"SiteCode", "530000"}, {"Referer", "http://a.example/"}, {"Cookie", "a=1"}};
  EXPECT_EQ(url_key(task), yunnan) << "names have no case, and who asks doesn't matter";
  task.headers = {{"siteCode", "510000"}};
  EXPECT_NE(url_key(task), yunnan);
  list(task);
  task.headers = {{"siteCode", "530000"}};
  list(task);
  EXPECT_EQ(at("a.example").size(), 2u);
}

TEST_F(TheQueueOfAHost, IsMadeOfTheQueueOfOlderStores) {
  std::filesystem::create_directories(path().parent_path());
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path().c_str(), &database), SQLITE_OK);
  const auto run = [&](const std::string& sql) {
    ASSERT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(database) << " in " << sql;
  };
  run(kVersion4);
  run("PRAGMA application_id = " + std::to_string(dialect::kApplicationId));
  // id, kind and URL.
  for (const auto* row : {"(1, X'01', 'portal', 4, 'notice', 'http://a.example:81/1'",
                          "(2, X'02', 'portal', 0, 'list', 'https://b.example/2?x=://c/'"})
    run("INSERT INTO urls(id, key, source_id, kind, role, url, method, body, headers, parent_url, "
        "hint_title, "
        "hint_published_at, page_number, window, chain, admitted, first_run, listed_run) VALUES" +
        std::string(row) + ", 'GET', '', '', '', '', '', 0, 0, '', 1, 1, 1)");
  run("INSERT INTO queue(source_id, rank, url_id, attempts) VALUES('portal', 4, 1, 3), ('portal', 0, 2, 0)");
  sqlite3_close(database);
  EXPECT_EQ(hosts(), (std::vector<std::string>{"a.example:81", "b.example"}));
  EXPECT_EQ(order("a.example:81"), "1");
  EXPECT_EQ(at("a.example:81").front().attempts, 3);
  EXPECT_EQ(read([](Queries& queries) { return queries.queued("portal", 1); }).front().kind, UrlKind::start);
  list(task_at("http://a.example:81/0", UrlKind::detail, "2026-01-01"));
  EXPECT_EQ(order("a.example:81"), "01");
}

}  // namespace
}  // namespace tenderlead::store
