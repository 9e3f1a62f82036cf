// Searching notices: by words, phrases, exclusions and conditions, in order, page by page, with a bounded amount of work.
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "model/time.h"
#include "store/dialect.h"
#include "store/folded_text.h"
#include "store/notice_terms.h"
#include "store/search_rows.h"
#include "store_fixture.h"
#include "version_4.h"

namespace tenderlead::store {
namespace {

using On = NoticeCondition::On;

struct Given {
  const char* id;
  const char* title;
  const char* text;
  const char* published = "2026-04-01";
  const char* kind = "tender";
  const char* region = "510100";
  std::int64_t yuan = 0;
  const char* buyer = "";
};

NoticeRow row_of(const Given& given) {
  Notice notice;
  notice.url = std::string("http://portal.example/") + given.id;
  notice.title = given.title;
  notice.text = given.text;
  notice.buyer.name = given.buyer;
  if (given.yuan != 0) notice.budget = Money{given.yuan * 100, "CNY", ""};
  NoticeRow row;
  row.id = given.id;
  row.source_id = "sc-gov_1";
  row.url = notice.url;
  row.title = notice.title;
  row.kind = given.kind;
  row.region_code = given.region;
  row.published_at = given.published;
  row.json = wire::to_json_text(notice);
  row.grams = notice_terms(notice);
  return row;
}

NoticeSearch searching(const std::vector<std::string>& words, const std::vector<std::string>& without = {}) {
  NoticeSearch search;
  for (const auto& word : words) search.words.push_back(search_word(word).value());
  for (const auto& word : without) search.without.push_back(search_word(word).value());
  return search;
}

class Searching : public StoreTest {
 protected:
  void put(const std::vector<Given>& all) {
    write([&](WriteBatch& batch) {
      for (const auto& given : all) batch.put_notice(row_of(given), ++page_);
    });
  }
  std::string found(const NoticeSearch& search, std::size_t limit = 100) {
    std::string ids;
    for (const auto& each :
         read([&](Queries& queries) { return queries.search_notices(search, {}, limit, {}); }).notices)
      ids += each.id;
    return ids;
  }
  std::int64_t page_ = 0;
};

TEST_F(Searching, FindsWhatHasAllWordsAndNoneOfTheExcluded) {
  put({{"a", "电子病历系统采购公告", "满足互联互通四级，含HIS接口", "2026-04-05"},
       {"b", "医院信息系统ＨＩＳ升级", "不含电子 病历模块", "2026-04-04"},
       {"c", "病历夹与电子秤采购", "电子秤二十台，子病床一批", "2026-04-03"},
       {"d", "Data  Centre 机房扩容", "二期 扩容，history 3his2", "2026-04-02"}});
  struct Case {
    std::vector<std::string> words, without;
    const char* ids;
    const char* why;
  };
  const Case cases[] = {
      {{"采购"}, {}, "ac", "two characters"},
      {{"电子病历"}, {}, "ab", "its parts apart aren't it; white space within it is nothing"},
      {{"电子"}, {}, "acb", "titles first"},
      {{"电子", "病历"}, {}, "acb", "all words, wherever they stand"},
      {{"his"}, {}, "bad", "full width and case are nothing; a word of letters is whole"},
      {{"ＨＩＳ接口"}, {}, "a", "mixed"},
      {{"data centre"}, {}, "d", "a phrase; runs of white space are one space"},
      {{"二期扩容"}, {}, "d", "a line broken between"},
      {{"history"}, {}, "d", ""},
      {{"histor"}, {}, "", "the beginning of a word isn't the word"},
      {{"电子"}, {"采购"}, "b", "an exclusion of two characters"},
      {{"电子"}, {"电子病历"}, "c", "an exclusion is of the whole word"},
      {{"电子"}, {"电子秤"}, "ab", "an exclusion that stands in the title"},
      {{}, {"采购"}, "bd", "an exclusion alone"},
      {{"采购"}, {"采购"}, "", ""},
      {{"没有这词"}, {}, "", ""},
  };
  for (const auto& [words, without, ids, why] : cases)
    EXPECT_EQ(found(searching(words, without)), ids) << why << ": " << (words.empty() ? "" : words.front());
}

TEST_F(Searching, TakesNoWordOfOneCharacterAndNoneOfSigns) {
  for (const char* text : {"", "医", " ", "“”", "***", "\"", "、", "医 "})
    EXPECT_FALSE(search_word(text)) << text;
  for (const char* text : {"医院", "x", "7", "医A"}) EXPECT_TRUE(search_word(text)) << text;
}

TEST_F(Searching, TakesWhatPeopleTypeAsWordsOfAnIndexThatHasAGrammar) {
  put({{"a", "招标公告 NOT (x OR y)", "grams:电子 near 病历"}});
  for (const char* text : {"\" OR \"", "grams:电子", "NOT (x", "电子*", "a\"b", "'); DROP TABLE notices",
                           "^电子", "{电子} : x", "\xFF\xFE电子", "电子\x01病历"})
    if (const auto word = search_word(text)) {
      NoticeSearch search;
      search.words = {*word};
      const auto answer =
          store().read([&](Queries& queries) { return queries.search_notices(search, {}, 10, {}); });
      EXPECT_TRUE(answer) << text << ": " << answer.error().message;
    }
  EXPECT_EQ(found(searching({"grams:电子"})), "a");
  EXPECT_EQ(found(searching({"NOT (x"})), "a");
  EXPECT_EQ(found(searching({"not (y"})), "");
}

TEST_F(Searching, BoundsByKindSourceRegionDayAndBudget) {
  put({{"a", "采购公告", "", "2026-04-01T09:00:00+08:00", "tender", "510100", 999'999},
       {"b", "采购公告", "", "2026-03-31", "award", "510117", 1'000'000},
       {"c", "采购公告", "", "2025-12-31", "market_research", "330000", 2'000'000},
       {"d", "采购公告", "", "", "", "", 0}});
  const auto day = [](int year, int month, int of) { return days_from_date({year, month, of}); };
  struct Case {
    NoticeCondition condition;
    const char* ids;
  };
  const Case cases[] = {
      {{On::kind, false, {"tender"}}, "a"},
      {{On::kind, false, {"market_research", "award"}}, "bc"},
      {{On::kind, true, {"tender"}}, "bcd"},
      {{On::kind, false, {"-"}}, "d"},
      {{On::source, false, {"sc-gov_1"}}, "abcd"},
      {{On::source, false, {"sc"}}, ""},
      {{On::source, true, {"sc-gov_1"}}, ""},
      {{On::region, false, {"51"}}, "ab"},
      {{On::region, false, {"5101"}}, "ab"},
      {{On::region, false, {"51011"}}, "b"},
      {{On::region, false, {"510117"}}, "b"},
      {{On::region, false, {"5"}}, "ab"},
      {{On::region, true, {"51011"}}, "acd"},
      {{On::region, true, {"51"}}, "cd"},
      {{On::region, false, {"-"}}, "d"},
      {{On::region, false, {"-", "33"}}, "cd"},
      {{On::day, false, {}, day(2026, 1, 1)}, "ab"},
      {{On::day, false, {}, day(2025, 12, 31), day(2026, 3, 31)}, "bc"},
      {{On::day, true, {}, day(2026, 1, 1)}, "cd"},
      {{On::day, false, {}, INT64_MIN, day(1980, 1, 1)}, ""},
      {{On::budget, false, {}, 100'000'000}, "bc"},
      {{On::budget, false, {}, 99'999'900, 100'000'000}, "ab"},
      {{On::budget, true, {}, 100'000'000}, "ad"},
      {{On::budget, false, {}, INT64_MIN, 0}, ""},
  };
  for (std::size_t i = 0; i < std::size(cases); ++i) {
    for (const bool words : {true, false}) {
      auto search = searching(words ? std::vector<std::string>{"采购"} : std::vector<std::string>{});
      search.conditions = {cases[i].condition};
      EXPECT_EQ(found(search), cases[i].ids) << "case " << i << (words ? " with a word" : "");
    }
  }
  auto scoped = searching({"采购"});
  scoped.regions = {"5101", "33"};
  EXPECT_EQ(found(scoped), "abc");
  scoped.conditions = {{On::region, false, {"51"}}};
  EXPECT_EQ(found(scoped), "ab");
  scoped.regions = {"51011"};
  EXPECT_EQ(found(scoped), "b") << "a scope is kept to the digit";
}

TEST_F(Searching, GivesTitlesThenNamesThenTextAndTheNewestDayFirstInEach) {
  put({{"a", "公告", "影像系统", "2026-04-09"},
       {"b", "影像系统采购", "", "2024-01-01"},
       {"c", "公告", "", "2026-04-02", "tender", "", 0, "影像系统有限公司"},
       {"d", "影像系统采购", "", "2025-01-01"},
       {"e", "系统采购", "", "2026-04-03", "tender", "", 0, "影像医院"},
       {"f", "公告", "影像 系统", ""}});
  auto search = searching({"影像", "系统"});
  EXPECT_EQ(found(search), "dbecaf");
  search.newest = true;
  EXPECT_EQ(found(search), "aecdbf");
  const auto where = read([&](Queries& queries) { return queries.search_notices(search, {}, 100, {}); });
  std::string parts;
  for (const auto& each : where.notices) parts += each.where[0] + std::string(1, each.where[1]) + " ";
  EXPECT_EQ(parts, "te na na ti ti te ");
}

TEST_F(Searching, PagesWithoutRepeatingOrHidingAnyWhileOthersAreWritten) {
  std::vector<Given> all;
  std::vector<std::string> names;
  for (int i = 0; i < 40; ++i) names.push_back("n" + std::to_string(10 + i));
  const std::vector<std::string> days = {"2026-04-01", "2026-04-02", "2023-05-05", ""};
  for (std::size_t i = 0; i < names.size(); ++i)
    all.push_back(
        {names[i].c_str(), i % 3 == 0 ? "影像采购" : "采购", i % 3 == 0 ? "" : "影像", days[i % 4].c_str()});
  put(all);
  const auto search = searching({"影像"});
  const auto whole = found(search);
  EXPECT_EQ(whole.size(), 40u * 3);
  for (const std::size_t limit : {1u, 3u, 7u, 40u}) {
    std::string ids;
    SearchPosition after;
    for (int pages = 0; pages < 100; ++pages) {
      const auto page =
          read([&](Queries& queries) { return queries.search_notices(search, after, limit, {}); });
      EXPECT_FALSE(page.cut);
      for (const auto& each : page.notices) ids += each.id;
      if (!page.next) break;
      after = *page.next;
      // Newer than all: it belongs before what was shown.
      const auto id = "w" + std::to_string(limit) + "-" + std::to_string(pages);
      if (pages < 3) put({{id.c_str(), "影像采购", "", "2026-05-01"}});
    }
    EXPECT_EQ(ids, whole) << limit << " at a time";
    for (int pages = 0; pages < 3; ++pages)
      write([&](WriteBatch& batch) {
        batch.remove_notice("w" + std::to_string(limit) + "-" + std::to_string(pages));
      });
  }
}

TEST_F(Searching, GoesOnWhereItsBudgetEndedIt) {
  std::vector<std::string> names;
  for (int i = 0; i < 60; ++i) names.push_back("n" + std::to_string(10 + i));
  std::vector<Given> all;
  // All parts of the word are there, the word seldom is.
  for (std::size_t i = 0; i < names.size(); ++i)
    all.push_back({names[i].c_str(), "公告", i % 20 == 0 ? "电子病历" : "子病，电子，病历", "2026-04-01"});
  put(all);
  const auto search = searching({"电子病历"});
  const auto whole = found(search);
  EXPECT_EQ(whole.size(), 3u * 3);
  struct Case {
    std::size_t reads, looks;
    bool at_once;
  };
  for (const auto& [reads, looks, at_once] :
       {Case{7, 1000, false}, Case{1000, 5, false}, Case{1000, 1000, true}}) {
    std::string ids;
    SearchPosition after;
    int cuts = 0;
    for (int pages = 0; pages < 200; ++pages) {
      SearchBudget budget{reads, looks, {}};
      if (at_once) budget.over = [asked = 0]() mutable { return ++asked % 2 == 0; };
      const auto page =
          read([&](Queries& queries) { return queries.search_notices(search, after, 2, budget); });
      for (const auto& each : page.notices) ids += each.id;
      cuts += page.cut ? 1 : 0;
      if (!page.next) break;
      after = *page.next;
    }
    EXPECT_EQ(ids, whole) << reads << " " << looks;
    EXPECT_GT(cuts, 0) << reads << " " << looks;
  }
}

TEST_F(Searching, FollowsANoticeToAnotherDayKindAndPlace) {
  put({{"a", "影像采购", "", "2026-04-01"}, {"b", "影像采购", "", "2026-04-02"}});
  put({{"a", "影像采购二次", "", "2026-04-03", "award", "330000"}});
  auto search = searching({"影像"});
  EXPECT_EQ(found(search), "ab");
  search.conditions = {{On::kind, false, {"tender"}}};
  EXPECT_EQ(found(search), "b");
  search.conditions = {{On::region, false, {"33"}}};
  EXPECT_EQ(found(search), "a");
  write([](WriteBatch& batch) { batch.remove_notice("a"); });
  search.conditions = {};
  EXPECT_EQ(found(search), "b");
  EXPECT_EQ(found({}), "b");
  write([](WriteBatch& batch) { batch.clear_refined(""); });
  EXPECT_EQ(found({}), "");
}

TEST_F(Searching, CountsWhatThereIsOfEachSortAndSaysWhereItStopped) {
  put({{"a", "影像采购", "", "2026-04-01", "tender", "510100"},
       {"b", "影像采购", "", "2026-04-02", "award", "510117"},
       {"c", "影像系统", "", "2025-04-02", "award", "330000"},
       {"d", "别的", "", "", "award", ""}});
  const auto count = [&](const NoticeSearch& search, std::int64_t most) {
    return read([&](Queries& queries) { return queries.count_notices(search, most, {}); });
  };
  using Rows = std::vector<std::pair<std::string, std::int64_t>>;
  auto counts = count(searching({"影像"}), 100);
  EXPECT_EQ(counts.total, 3);
  EXPECT_FALSE(counts.cut);
  EXPECT_FALSE(counts.close);
  EXPECT_EQ(counts.kinds, (Rows{{"award", 2}, {"tender", 1}}));
  EXPECT_EQ(counts.provinces, (Rows{{"51", 2}, {"33", 1}}));
  EXPECT_EQ(counts.years, (Rows{{"2026", 2}, {"2025", 1}}));
  EXPECT_EQ(counts.sources, (Rows{{"sc-gov_1", 3}}));
  counts = count(searching({"影像"}), 2);
  EXPECT_EQ(counts.total, 2);
  EXPECT_TRUE(counts.cut);
  EXPECT_EQ(counts.years, (Rows{{"2026", 2}})) << "the newest are counted";
  EXPECT_TRUE(count(searching({"影像系统"}), 100).close);
  EXPECT_EQ(count({}, 100).total, 4);
}

TEST_F(Searching, FindsInAStoreOfAnEarlierVersion) {
  std::filesystem::create_directories(path().parent_path());
  {
    SQLite::Database database(path().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec(kVersion4);
    database.exec("PRAGMA application_id = " + std::to_string(dialect::kApplicationId));
    int number = 0;
    for (const Given& given :
         {Given{"a", "影像采购", "", "2026-04-01"}, Given{"b", "影像采购", "", "2026-04-03"},
          Given{"c", "影像采购", "", "2026-04-01"}, Given{"d", "影像采购", "", ""}}) {
      const auto row = row_of(given);
      SQLite::Statement insert(
          database,
          "INSERT INTO notices(row, id, source_id, url, kind, title, buyer, region_code, published_at, "
          "number_key, name_key, mentions, page_seq) VALUES(?1, ?2, 's', ?2, 'tender', ?3, '', '510100', ?4, "
          "'', '', '', 1)");
      insert.bind(1, ++number);
      insert.bind(2, row.id);
      insert.bind(3, row.title);
      insert.bind(4, row.published_at);
      insert.exec();
      SQLite::Statement words(database, "INSERT INTO notice_words(row, json) VALUES(?1, ?2)");
      words.bind(1, number);
      words.bind(2, row.json);
      words.exec();
    }
  }
  auto search = searching({"影像"});
  search.conditions = {{On::kind, false, {"tender"}}};
  EXPECT_EQ(found(search), "bcad");
  write([](WriteBatch& batch) { batch.remove_notice("c"); });
  EXPECT_EQ(found(search), "bad");
  put({{"e", "影像采购", "", "2026-04-01"}});
  EXPECT_EQ(found(search), "bead") << "the last that was stored of a day is the first of it";
}

TEST(AFoldedText, SaysWhereWordsStandInWhatWasWritten) {
  struct Case {
    const char* text;
    const char* word;
    std::vector<FoldedText::Place> places;
  };
  const Case cases[] = {
      {"甲电子病历乙", "电子病历", {{1, 5}}},
      {"甲电子 \n病历乙电子病历", "电子病历", {{1, 7}, {8, 12}}},
      {"ＨＩＳ与his", "HIS", {{0, 3}, {4, 7}}},
      {"history this 3his his2", "his", {{14, 17}, {18, 21}}},
      {"2026 20261 x2026", "2026", {{0, 4}}},
      {"𠀀医院", "医院", {{1, 3}}},
      {"医\u3000院", "医院", {{0, 3}}},
      {"a  b", "a b", {{0, 4}}},
      {"院", "医院", {}},
      {"", "医院", {}},
  };
  for (const auto& [text, word, places] : cases)
    EXPECT_EQ(FoldedText(text).places(folded_word(word), 10), places) << text << " / " << word;
  EXPECT_EQ(FoldedText("医院医院医院").places("医院", 2).size(), 2u);
}

}  // namespace
}  // namespace tenderlead::store
