#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>

#include "store/dialect.h"
#include "store_fixture.h"
#include "version_4.h"

namespace tenderlead::store {
namespace {

class TheRefinedLayer : public StoreTest {
 protected:
  void put(const NoticeRow& row, std::int64_t seq = 1) {
    write([&](WriteBatch& batch) { batch.put_notice(row, seq); });
  }
  std::vector<std::string> found(const std::string& words) {
    std::vector<std::string> titles;
    for (const auto& row : read([&](Queries& queries) { return queries.search(words, 100); }))
      titles.push_back(row.title);
    return titles;
  }
  // The last parts of the URLs of the notices that can hold these strings; "any" where the index can't tell.
  std::string holding(const std::vector<HeldString>& strings) {
    std::vector<std::string> urls;
    const bool told = read([&](Queries& queries) {
      return queries.notice_rows_with(
          strings, [&](std::int64_t row) { urls.push_back(queries.history_row(row)->url); });
    });
    if (!told) return "any";
    std::sort(urls.begin(), urls.end());
    std::string text;
    for (const auto& url : urls) text += url.substr(url.rfind('/') + 1);
    return text;
  }
};

TEST_F(TheRefinedLayer, GivesBackWhatWasPut) {
  auto row = notice_row("http://portal.example/1", "儿童保健系统采购");
  row.mentions = {{MentionRow::Role::buyer, "云溪市妇幼保健院", "云溪市妇幼保健院", "53", ""},
                  {MentionRow::Role::supplier, "某(云南)公司", "某云南公司", "", ""}};
  put(row);
  const auto back = read([&](Queries& queries) { return queries.notice(row.id); });
  ASSERT_TRUE(back);
  EXPECT_EQ(back->json, row.json);
  EXPECT_EQ(back->title, row.title);
  std::vector<MentionRow> mentions;
  ASSERT_TRUE(store().read([&](Queries& queries) {
    queries.each_notice_link([&](const NoticeRow& each) { mentions = each.mentions; });
    return 0;
  }));
  ASSERT_EQ(mentions.size(), 2u);
  EXPECT_EQ(mentions[0].region_code, "53");
  EXPECT_EQ(mentions[1].name, "某(云南)公司");
  EXPECT_EQ(mentions[1].role, MentionRow::Role::supplier);
}

TEST_F(TheRefinedLayer, TakesTheLaterPageWhicheverComesFirst) {
  const auto older = notice_row("http://portal.example/1", "旧标题");
  const auto newer = notice_row("http://portal.example/1", "新标题");
  put(newer, 7);
  put(older, 3);
  EXPECT_EQ(read([&](Queries& queries) { return queries.notice(older.id); })->title, "新标题");
  put(older, 9);
  EXPECT_EQ(read([&](Queries& queries) { return queries.notice(older.id); })->title, "旧标题");
}

TEST_F(TheRefinedLayer, KnowsWhichNoticesLackWhatTheirAttachmentsSay) {
  auto row = notice_row("http://portal.example/1", "招标公告");
  row.attachments = {"http://portal.example/a.pdf", "http://portal.example/b.pdf"};
  std::int64_t seq = 0;
  write([&](WriteBatch& batch) {
    PageRow page;
    page.url_id = batch.know(detail_task(row.url), 1).first;
    page.digest = "d";
    page.location.file = "w";
    seq = batch.add_page(page);
    batch.put_notice(row, seq);
  });
  const auto incomplete = [&] {
    std::vector<std::string> ids;
    for (const auto& [id, page] : read([](Queries& queries) { return queries.incomplete_notices(); })) {
      EXPECT_EQ(page.page.seq, seq);
      ids.push_back(id);
    }
    return ids;
  };
  const std::vector<std::string> none;
  const std::vector<std::string> this_one = {row.id};
  const auto attach = [&](const std::string& url, std::int64_t at) {
    write([&](WriteBatch& batch) {
      batch.put_attachment({"portal", url, "{\"seq\":" + std::to_string(at) + "}"}, at);
    });
  };
  EXPECT_EQ(incomplete(), none);
  attach("http://portal.example/other.pdf", 5);
  EXPECT_EQ(incomplete(), none);
  attach("http://portal.example/b.pdf", 6);
  EXPECT_EQ(incomplete(), this_one);
  auto completed = row;
  Notice notice;
  notice.url = row.url;
  notice.title = row.title;
  notice.requirements = "支持儿童保健";
  completed.json = wire::to_json_text(notice);
  completed.grams = notice_terms(notice);
  write([&](WriteBatch& batch) { batch.put_notice(completed, seq, WriteBatch::PutAs::completed); });
  EXPECT_EQ(incomplete(), none);
  EXPECT_EQ(found("儿童保健").size(), 1u) << "requirements are searched too";
  write([&](WriteBatch& batch) { batch.put_notice(row, seq); });
  EXPECT_EQ(incomplete(), this_one) << "read from its page alone once more";
  write([&](WriteBatch& batch) { batch.leave_notice(row.id, 0); });
  EXPECT_EQ(incomplete(), none);
  attach("http://portal.example/a.pdf", 7);
  EXPECT_EQ(incomplete(), this_one);
  attach("http://portal.example/a.pdf", 4);
  const auto texts = read([&](Queries& queries) { return queries.attachments_of(row.id); });
  ASSERT_EQ(texts.size(), 2u);
  EXPECT_EQ(texts[0], (std::pair<std::string, std::string>{"http://portal.example/a.pdf", "{\"seq\":7}"}));
  write([&](WriteBatch& batch) { batch.clear_refined("portal"); });
  EXPECT_TRUE(read([&](Queries& queries) { return queries.attachments_of(row.id); }).empty());
}

TEST_F(TheRefinedLayer, FindsWordsOfTwoCharactersAndOne) {
  put(notice_row("http://portal.example/1", "云溪市妇幼保健院电子病历系统", "预算：100万元。"));
  put(notice_row("http://portal.example/2", "云溪市人民医院HIS系统维保"));
  struct Case {
    const char* words;
    std::size_t count;
  };
  for (const auto& [words, count] :
       {Case{"病历", 1}, Case{"电子病历", 1}, Case{"云溪市", 2}, Case{"院", 2}, Case{"元", 1}, Case{"his", 1},
        Case{"ＨＩＳ", 1}, Case{"云溪 维保", 1}, Case{"电子系统", 0}, Case{"病电", 0}, Case{"预算：100", 1},
        Case{"", 0}, Case{"。", 0}, Case{"\" OR *", 0}, Case{"云溪\"市", 0}})
    EXPECT_EQ(found(words).size(), count) << words;
}

Notice with_a_lot() {
  Notice notice;
  notice.title = "云溪市中医医院采购";
  notice.lots = {{"1", "排班软件", "", "", std::nullopt, std::nullopt}};
  return notice;
}

TEST_F(TheRefinedLayer, KnowsWhichNoticesCanHoldAString) {
  put(notice_row("http://portal.example/1", "云溪市妇幼保健院3HIS系统维保", "护\n理质控"));
  put(notice_row("http://portal.example/2", "云溪市人民医院PACS及护理、质控"));
  auto third = notice_row("http://portal.example/3", "");
  third.json = wire::to_json_text(with_a_lot());
  third.grams = notice_terms(with_a_lot());
  put(third);
  EXPECT_EQ(holding({{"护理质控", true}}), "1");
  EXPECT_EQ(holding({{"护理", true}}), "12");
  EXPECT_EQ(holding({{"护理", true}, {"排班", true}}), "");
  EXPECT_EQ(holding({{"his", true}}), "1");
  EXPECT_EQ(holding({{"acs", true}}), "");
  EXPECT_EQ(holding({{"acs", false}}), "2") << "letters may go on";
  EXPECT_EQ(holding({{"xyz", false}}), "");
  EXPECT_EQ(holding({{"排班软件", true}}), "3") << "lots are searched";
  EXPECT_EQ(holding({{"院", true}}), "any") << "one character tells nothing";
}

TEST_F(TheRefinedLayer, IsIndexedAnewWhereAnEarlierVersionIndexedIt) {
  std::filesystem::create_directories(path().parent_path());
  {
    SQLite::Database database(path().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec(kVersion4);
    database.exec("PRAGMA application_id = " + std::to_string(dialect::kApplicationId));
    database.exec(
        "INSERT INTO notices(row, id, source_id, url, kind, title, buyer, region_code, published_at, "
        "number_key, "
        "name_key, mentions, page_seq) VALUES(7, 'n', 's', 'http://portal.example/3', '', '', '', '', "
        "'2026-04-01', '', '', '', 1); INSERT INTO notice_search(rowid, grams) VALUES(7, '云溪 溪市 市中')");
    SQLite::Statement insert(database, "INSERT INTO notice_words(row, json) VALUES(7, ?1)");
    insert.bind(1, wire::to_json_text(with_a_lot()));
    insert.exec();
  }
  EXPECT_EQ(holding({{"排班软件", true}}), "3");
  write([](WriteBatch& batch) { batch.remove_notice("n"); });
  EXPECT_EQ(holding({{"云溪", true}}), "") << "what goes, goes by the terms that it came by";
}

TEST_F(TheRefinedLayer, NoLongerFindsWhatANewerPageDoesNotSay) {
  put(notice_row("http://portal.example/1", "电子病历"), 1);
  put(notice_row("http://portal.example/1", "互联网医院"), 2);
  EXPECT_TRUE(found("病历").empty());
  EXPECT_EQ(found("互联网").size(), 1u);
}

TEST_F(TheRefinedLayer, ForgetsOneSourceAndKeepsTheOthers) {
  put(notice_row("http://portal.example/1", "电子病历"));
  auto other = notice_row("http://other.example/1", "电子病历");
  other.id = notice_id("other", other.url);
  other.source_id = "other";
  put(other);
  write([](WriteBatch& batch) { batch.clear_refined("portal"); });
  EXPECT_EQ(found("病历").size(), 1u);
  EXPECT_TRUE(read([&](Queries& queries) { return queries.notice(other.id); }));
  write([](WriteBatch& batch) { batch.clear_refined(""); });
  EXPECT_TRUE(found("病历").empty());
}

TEST_F(TheRefinedLayer, ReplacesOrganisationsByTheirDifferences) {
  const OrganisationRow a{"a", "甲医院", "甲医院", "hospital", "51", "{}"};
  const OrganisationRow b{"b", "乙医院", "乙医院", "hospital", "51", "{}"};
  write([&](WriteBatch& batch) {
    batch.replace_organisations({a, b});
    batch.replace_names({{"甲医院", "51", "a"}, {"乙医院", "", "b"}});
  });
  write([&](WriteBatch& batch) { batch.replace_organisations({b}); });
  EXPECT_FALSE(read([](Queries& queries) { return queries.organisation("a"); }));
  EXPECT_TRUE(read([](Queries& queries) { return queries.organisation("b"); }));
  EXPECT_TRUE(read([](Queries& queries) { return queries.organisation_by_name("乙医院", "33"); }));
  EXPECT_FALSE(read([](Queries& queries) { return queries.organisation_by_name("甲医院", "33"); }));
}

using TheLeadLayer = StoreTest;

LeadRow lead_row(const std::string& id, int score, const std::string& product = "emr",
                 const std::string& region = "510100", const std::string& published = "2026-04-07") {
  return {id, "open_tender", product, "o", "n", "p", region, published, "", score, "{}"};
}

TEST_F(TheLeadLayer, GivesTheHighestScoreFirstThenById) {
  write([](WriteBatch& batch) {
    for (const auto& lead : {lead_row("c", 50), lead_row("a", 50), lead_row("b", 90)}) batch.put_lead(lead);
  });
  std::string order;
  for (const auto& lead : read([](Queries& queries) { return queries.leads({}); })) order += lead.id;
  EXPECT_EQ(order, "bac");
}

TEST_F(TheLeadLayer, FiltersByProductRegionScoreAndDay) {
  write([](WriteBatch& batch) {
    batch.put_lead(lead_row("a", 80, "emr", "510117", "2026-04-07T10:00:00+08:00"));
    batch.put_lead(lead_row("b", 60, "his", "110000", "2026-04-06"));
    batch.put_lead(lead_row("c", 40, "his", "", ""));
  });
  const auto ids = [&](const LeadFilter& filter) {
    std::string out;
    for (const auto& lead : read([&](Queries& queries) { return queries.leads(filter); })) out += lead.id;
    return out;
  };
  EXPECT_EQ(ids({.product = "his"}), "bc");
  EXPECT_EQ(ids({.region = "51"}), "a");
  EXPECT_EQ(ids({.min_score = 60}), "ab");
  EXPECT_EQ(ids({.since = "2026-04-07"}), "a");
  EXPECT_EQ(ids({.kind = "partner"}), "");
  EXPECT_EQ(ids({.limit = 1, .offset = 1}), "b");
}

using TheLedger = StoreTest;

TEST_F(TheLedger, AddsUpAndCountsTheQueueAsItStandsUntilTheSourceIsFinished) {
  std::int64_t run = 0;
  write([&](WriteBatch& batch) {
    run = batch.begin_run("run", "2026-04-07", 100);
    EXPECT_TRUE(batch.begin_source(run, "portal", 100));
    EXPECT_FALSE(batch.begin_source(run, "portal", 200));
    LedgerEntry delta;
    delta.source_id = "portal";
    delta.run_id = run;
    for (const char* url : {"http://portal.example/1", "http://portal.example/2"}) {
      batch.list(detail_task(url), {.run_id = run});
      ++delta.listed;
      ++delta.fresh;
    }
    delta.reasons["failed:timed_out"] = 2;
    batch.count(delta);
    LedgerEntry again;
    again.source_id = "portal";
    again.run_id = run;
    again.reasons["failed:timed_out"] = 1;
    batch.count(again);
  });
  auto entry = read([&](Queries& queries) { return queries.ledger(run); }).at(0);
  EXPECT_EQ(entry.queued_after, 2);
  EXPECT_EQ(entry.reasons.at("failed:timed_out"), 3);
  EXPECT_TRUE(entry.balances());
  EXPECT_FALSE(read([](Queries& queries) { return queries.last_crawl("portal"); }));
  EXPECT_EQ(read([](Queries& queries) { return queries.unfinished_crawl(); })->id, run);
  write([&](WriteBatch& batch) {
    batch.finish_source(run, "portal", 300);
    batch.finish_run(run, 300);
  });
  EXPECT_EQ(read([](Queries& queries) { return queries.last_crawl("portal"); }), 100);
  EXPECT_FALSE(read([](Queries& queries) { return queries.unfinished_crawl(); }));
  EXPECT_TRUE(read([&](Queries& queries) { return queries.ledger(run); }).at(0).balances());
}

}  // namespace
}  // namespace tenderlead::store
