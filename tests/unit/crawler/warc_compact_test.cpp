#include "crawler/warc_compact.h"

#include <map>
#include <set>

#include "crawler/cdxj.h"
#include "crawler/warc_check.h"
#include "tests/unit/crawler/warc_fixture.h"

namespace tenderlead::crawler {
namespace {

class WarcCompactTest : public WarcFixture {
 protected:
  struct Stored {
    Page page;
    ArchiveLocation location;
  };

  static WarcExchange exchange() {
    WarcExchange exchange;
    exchange.facts.request_headers = {{"Host", "example.cn"}};
    exchange.facts.took_ms = 5;
    return exchange;
  }
  // Puts pages into an archive whose files are full after `rotate_at` bytes.
  void store(const std::vector<Page>& pages, std::uint64_t rotate_at) {
    WarcSet::Options options;
    options.rotate_at = rotate_at;
    auto set =
        WarcSet::open(folder(), committed_.file.empty() ? std::nullopt : std::optional(committed_), options);
    ASSERT_TRUE(set.ok()) << set.error().message;
    for (const auto& each : pages) {
      const auto location = set->append(each, {}, exchange());
      ASSERT_TRUE(location.ok());
      stored_.push_back({each, *location});
    }
    ASSERT_TRUE(set->sync().ok());
    committed_ = set->position();
  }
  static Page post(const std::string& body, const std::string& answer) {
    Page page = WarcFixture::page("api", answer);
    page.method = "POST";
    page.request_body = body;
    return page;
  }
  std::filesystem::path folder() const { return path("raw"); }

  Result<Compaction> compact_all(std::uint64_t rotate_at = 1u << 20) {
    WarcSet::Options options;
    options.rotate_at = rotate_at;
    auto done = compact(folder(), committed_, options,
                        [&](const std::string& file, std::uint64_t offset, const ArchiveLocation& to) {
                          for (std::size_t i = 0; i < stored_.size(); ++i)
                            if (stored_[i].location.file == file && stored_[i].location.offset == offset)
                              moved_[i] = to;
                        });
    return done;
  }
  // What whoever keeps the places does.
  void commit(const Compaction& done) {
    for (const auto& [i, to] : moved_) stored_[i].location = to;
    committed_ = done.position;
    for (const auto& name : done.replaced) {
      std::filesystem::remove(folder() / name);
      std::filesystem::remove(index_path(folder() / name));
    }
  }
  void expect_all_there() {
    for (const auto& [page, at] : stored_) {
      const auto read = read_page_at(folder() / at.file, at.offset, at.length);
      ASSERT_TRUE(read.ok()) << read.error().message;
      EXPECT_EQ(read->url, page.url);
      EXPECT_EQ(read->method, page.method);
      EXPECT_EQ(read->request_body, page.request_body);
      EXPECT_EQ(read->body, page.body);
    }
  }
  std::vector<std::string> types() const {
    std::vector<std::string> found;
    for (const auto& name : files())
      for (const auto& record : records_of(folder() / name)) {
        for (const auto& fault : record_faults(record)) ADD_FAILURE() << record.type() << ": " << fault;
        found.emplace_back(record.type());
      }
    return found;
  }
  std::vector<std::string> files() const {
    std::set<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator(folder()))
      if (file.path().extension() == ".gz") names.insert(file.path().filename());
    return {names.begin(), names.end()};
  }

  std::vector<Stored> stored_;
  std::map<std::size_t, ArchiveLocation> moved_;
  WarcSet::Committed committed_;
};

TEST_F(WarcCompactTest, MergesSmallFilesAndKeepsEveryRecord) {
  store({page("a", "1"), page("b", "2"), post("p=1", "3"), page("c", "4")}, 1);
  ASSERT_EQ(files().size(), 5u);
  const auto before = types();
  const auto done = compact_all();
  ASSERT_TRUE(done.ok()) << done.error().message;
  EXPECT_EQ(done->replaced.size(), 5u);
  EXPECT_EQ(done->written, std::vector<std::string>{"tenderlead-00006.warc.gz"});
  EXPECT_EQ(done->duplicates, 0u);
  commit(*done);
  expect_all_there();
  EXPECT_EQ(files(), done->written);
  const auto after = types();
  EXPECT_EQ(after.size(), before.size() + 1)
      << "the new file's own warcinfo; the others stand before what they describe";
  EXPECT_EQ(indexed_bytes(folder() / done->written[0]),
            std::filesystem::file_size(folder() / done->written[0]));
  for (const auto& record : records_of(folder() / done->written[0]))
    if (record.type() == "warcinfo") {
      EXPECT_EQ(header_value(record.headers, "WARC-Filename"), done->written[0]);
    }
  // Goes on where it ended.
  store({page("d", "5")}, 1u << 20);
  EXPECT_EQ(files(), done->written);
  expect_all_there();
}

TEST_F(WarcCompactTest, AResponseThatRepeatsAnEarlierOneBecomesARevisitOfIt) {
  Page later = page("a", "body");
  later.fetched_at += 86'400;
  later.headers.emplace_back("Date", "another");
  Page other_type = page("a", "body");
  other_type.headers[0].second = "text/html; charset=gbk";
  store({page("a", "body"), page("b", "body"), page("a", "changed"), later, other_type, post("p=1", "x"),
         post("p=2", "x"), post("p=1", "x")},
        1u << 20);
  const auto done = compact_all();
  ASSERT_TRUE(done.ok()) << done.error().message;
  EXPECT_EQ(done->duplicates, 2u) << "of another address, type or request it is no repetition";
  commit(*done);
  expect_all_there();
  EXPECT_EQ(stored_[3].location.offset, stored_[0].location.offset) << "it lies where the first one lies";
  EXPECT_EQ(stored_[7].location.offset, stored_[5].location.offset);
  EXPECT_EQ(stored_[7].location.length, stored_[5].location.length) << "with the request";
  const auto found = types();
  EXPECT_EQ(std::count(found.begin(), found.end(), "revisit"), 2);
  EXPECT_EQ(std::count(found.begin(), found.end(), "response"), 6);
  // Whoever reads the file gets every fetch, those that repeat too.
  auto reader = WarcPageReader::open(folder() / done->written[0]);
  std::vector<Page> read;
  while (true) {
    auto next = reader->next();
    ASSERT_TRUE(next.ok());
    if (!next->has_value()) break;
    ASSERT_TRUE((*next)->page.ok()) << (*next)->page.error().message;
    read.push_back(*(*next)->page);
  }
  ASSERT_EQ(read.size(), stored_.size());
  for (std::size_t i = 0; i < read.size(); ++i) {
    EXPECT_EQ(read[i].body, stored_[i].page.body) << i;
    EXPECT_EQ(read[i].headers, stored_[i].page.headers) << i;
    EXPECT_EQ(read[i].fetched_at, stored_[i].page.fetched_at) << i;
    EXPECT_EQ(read[i].request_body, stored_[i].page.request_body) << i;
  }
}

TEST_F(WarcCompactTest, ASecondTimeThereIsNothingToGain) {
  store({page("a", "1"), page("a", "1"), page("b", "2")}, 1);
  const auto done = compact_all();
  ASSERT_TRUE(done.ok());
  commit(*done);
  const auto again = compact_all();
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->replaced.empty());
  EXPECT_EQ(again->duplicates, 0u);
  EXPECT_EQ(files(), done->written);
}

TEST_F(WarcCompactTest, FilesBeforeTheFirstThatGainsStayAndAreReferredTo) {
  // A full file first, then one that repeats it.
  store({page("a", std::string(3000, 'x')), post("p=1", "y")}, 100);
  for (const auto& name : files()) ASSERT_GT(std::filesystem::file_size(folder() / name), 100u);
  store({page("a", std::string(3000, 'x')), post("p=1", "y")}, 100);
  const auto kept = files();
  const auto done = compact_all(100);
  ASSERT_TRUE(done.ok()) << done.error().message;
  EXPECT_EQ(done->duplicates, 2u);
  EXPECT_EQ(done->replaced.size(), 2u);
  commit(*done);
  expect_all_there();
  EXPECT_EQ(stored_[2].location.file, kept[1]);
  EXPECT_EQ(stored_[3].location.length, stored_[1].location.length);
}

TEST_F(WarcCompactTest, APlanWritesNothing) {
  store({page("a", "1"), page("a", "1")}, 1);
  const auto before = files();
  WarcSet::Options options;
  const auto plan = plan_compaction(folder(), committed_, options);
  ASSERT_TRUE(plan.ok());
  EXPECT_EQ(plan->replaced, before);
  EXPECT_EQ(plan->duplicates, 1u);
  EXPECT_GT(plan->bytes_before, 0u);
  EXPECT_EQ(files(), before);
}

TEST_F(WarcCompactTest, WhatNobodyCommittedIsGoneWhenTheSetIsOpened) {
  store({page("a", "1"), page("b", "2")}, 1);
  const auto before = files();
  ASSERT_TRUE(compact_all().ok());
  ASSERT_GT(files().size(), before.size());
  ASSERT_TRUE(WarcSet::open(folder(), committed_).ok());
  EXPECT_EQ(files(), before);
  expect_all_there();
}

TEST_F(WarcCompactTest, ADamagedArchiveIsNotRewritten) {
  store({page("a", "first"), page("b", "second")}, 1);
  const auto before = files();
  std::string bytes = bytes_of(folder() / before[1]);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x55);
  std::ofstream(folder() / before[1], std::ios::binary) << bytes;
  const auto done = compact_all();
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, ErrorCode::corrupt);
  EXPECT_EQ(files(), before);
}

TEST_F(WarcCompactTest, FilesOfOthersAreLeftAlone) {
  store({page("a", "1"), page("b", "2")}, 1);
  write("precious", "raw/tenderlead-notes.warc.gz");
  write("precious", "raw/other-00001.warc.gz");
  const auto done = compact_all();
  ASSERT_TRUE(done.ok()) << done.error().message;
  commit(*done);
  EXPECT_EQ(bytes_of(path("raw/tenderlead-notes.warc.gz")), "precious");
  EXPECT_EQ(bytes_of(path("raw/other-00001.warc.gz")), "precious");
}

}  // namespace
}  // namespace tenderlead::crawler
