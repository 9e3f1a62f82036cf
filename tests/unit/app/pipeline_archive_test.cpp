// What a crawl archives beside its pages, and what comes of rewriting the archive.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <ctime>

#include "app/archive/compact.h"
#include "app/archive/verify.h"
#include "crawler/warc_reader.h"
#include "tests/unit/app/pipeline_fixture.h"

namespace tenderlead::app {
namespace {

class AnArchive : public PipelineTest {
 protected:
  std::filesystem::path folder() const { return archive_path(configuration_); }

  void crawl_again() {
    clock_.now += 2 * 86400;
    begin_run(true);
    crawl();
    finish_run();
  }

  // How many records of each type lie in the archive, by type and profile.
  std::map<std::string, int> records() {
    std::map<std::string, int> found;
    for (const auto& file : committed_files()) {
      auto reader = crawler::WarcReader::open_range(file.path, 0, file.bytes);
      while (reader) {
        const auto record = reader->next();
        EXPECT_TRUE(record) << record.error().message;
        if (!record || !*record) break;
        std::string type((*record)->type());
        const auto profile = header_value((*record)->headers, "WARC-Profile");
        if (!profile.empty()) type += " " + std::string(profile.substr(profile.rfind('/') + 1));
        ++found[type];
      }
    }
    return found;
  }

  std::vector<ArchiveFile> committed_files() {
    auto files = archive_files(folder(), &store());
    if (!files) throw std::runtime_error(files.error().message);
    return std::move(*files);
  }

  // The faults that `archive verify` finds.
  std::vector<std::string> faults() {
    std::vector<std::string> found;
    const auto count = verify_archive(committed_files(), &store(), [&](const ArchiveFault& fault) {
      found.push_back(fault.file + ":" + std::to_string(fault.offset) + ": " + fault.what);
    });
    EXPECT_TRUE(count);
    const auto pages = read([](store::Queries& queries) {
      std::uint64_t sum = 0;
      for (const auto& [file, number] : queries.archive_files()) sum += static_cast<std::uint64_t>(number);
      return sum;
    });
    if (found.empty()) {
      EXPECT_EQ(count->pages, pages);
    }
    return found;
  }
  void expect_whole() {
    for (const auto& fault : faults()) ADD_FAILURE() << fault;
  }

  // Replays the archive into an empty store; gives its dump, less what queues knew.
  std::string replayed() {
    std::vector<std::filesystem::path> files;
    for (const auto& file : committed_files()) files.push_back(file.path);
    auto configuration = configuration_;
    configuration.settings.data_directory = "again";
    auto opened = store::Store::open(store_path(configuration), store::OpenMode::create);
    EXPECT_TRUE(opened);
    Pipeline pipeline(**opened, configuration, config::shipped_reading_tables());
    PipelineOptions options;
    options.as_of = Date{2026, 8, 6};
    auto summary = pipeline.replay(files, options);
    EXPECT_TRUE(summary) << summary.error().message;
    for (const auto& failure : summary->failures) ADD_FAILURE() << failure;
    for (const auto& entry : summary->ledger) EXPECT_TRUE(entry.balances());
    std::ostringstream out;
    EXPECT_TRUE((*opened)->dump(out, store::DumpParts::refined));
    opened->reset();
    std::filesystem::remove_all(data_directory(configuration));
    return out.str();
  }

  // Two runs with all that may come of a visit: unchanged, 304, changed, and changed back.
  void crawl_three_times() {
    make_site(2, 4);
    begin_run();
    crawl();
    finish_run();
    auto& changing = site_["http://portal.example/zbgg/t1.html"];
    const std::string first = changing.body;
    changing.body =
        notice_html("云溪市妇幼保健院儿童保健信息系统更正公告", "YXZC-2026-10001", "云溪市第1妇幼保健院");
    site_["http://portal.example/zbgg/t2.html"] = {304, "", ""};
    crawl_again();
    changing.body = first;
    crawl_again();
  }
};

TEST_F(AnArchive, KeepsARevisitOfEachPageThatCameAgainAsItWas) {
  crawl_three_times();
  const auto found = records();
  EXPECT_EQ(found.at("response"), 10 + 1 + 1) << "all pages, one changed, and changed back";
  EXPECT_GE(found.at("revisit server-not-modified"), 1);
  EXPECT_GE(found.at("revisit identical-payload-digest"), 6) << "the notices that were due";
  EXPECT_EQ(found.at("metadata"), found.at("response") + found.at("revisit server-not-modified") +
                                      found.at("revisit identical-payload-digest"));
  expect_whole();
}

TEST_F(AnArchive, ReplaysToTheSameNoticesAndLeadsWithItsRevisits) {
  crawl_three_times();
  const std::string crawled = dump(store::DumpParts::refined);
  const std::string again = replayed();
  EXPECT_TRUE(again == crawled) << difference(crawled, again);
}

TEST_F(AnArchive, IsSmallerAndSaysTheSameAfterCompaction) {
  crawl_three_times();
  const std::string crawled = dump(store::DumpParts::refined);
  auto options = archive_options(configuration_);
  const auto done = compact_archive(store(), folder(), options);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->duplicates, 1u) << "the page that changed back";
  EXPECT_EQ(records().at("response"), 11);
  expect_whole();
  const std::string again = replayed();
  EXPECT_TRUE(again == crawled) << difference(crawled, again);
  Pipeline pipeline(store(), configuration_, config::shipped_reading_tables());
  PipelineOptions reparse;
  reparse.as_of = Date{2026, 8, 6};
  const auto summary = pipeline.reparse("", reparse);
  ASSERT_TRUE(summary);
  EXPECT_TRUE(summary->failures.empty());
  EXPECT_TRUE(dump(store::DumpParts::refined) == crawled)
      << difference(crawled, dump(store::DumpParts::refined));
  // And goes on.
  crawl_again();
  expect_whole();
}

TEST_F(AnArchive, NamesEachFault) {
  make_site(1, 3);
  begin_run();
  crawl();
  finish_run();
  const auto rows = read([](store::Queries& queries) {
    std::vector<store::ArchivedRow> all;
    queries.archived("", false, [&](const store::ArchivedRow& row) { all.push_back(row); });
    return all;
  });
  ASSERT_EQ(rows.size(), 4u);
  expect_whole();
  // A place that is none, a page in a file that isn't there, another page's place.
  ASSERT_TRUE(store().write([&](store::WriteBatch& writer) {
    auto wrong = rows[0].page.location;
    ++wrong.offset;
    writer.move_page(rows[0].page.seq, wrong);
    wrong.file = "tenderlead-00000.warc.gz";
    writer.move_page(rows[1].page.seq, wrong);
    writer.move_page(rows[2].page.seq, rows[3].page.location);
  }));
  auto found = faults();
  ASSERT_EQ(found.size(), 3u);
  EXPECT_NE(found[0].find("the body isn't the one that the store knows of " + rows[2].task.url),
            std::string::npos)
      << found[0];
  EXPECT_NE(found[1].find(rows[0].task.url + " lies here, but no such record does"), std::string::npos)
      << found[1];
  EXPECT_NE(found[2].find("the file is missing, and 1 pages"), std::string::npos) << found[2];
  for (std::size_t i : {0u, 1u, 2u})
    ASSERT_TRUE(store().write(
        [&](store::WriteBatch& writer) { writer.move_page(rows[i].page.seq, rows[i].page.location); }));
  expect_whole();
  // A byte of a record.
  const auto& at = rows[2].page.location;
  std::fstream file(folder() / at.file, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(at.offset + at.length / 2));
  file.put('\x55');
  file.close();
  found = faults();
  ASSERT_EQ(found.size(), 1u) << "all else can be read";
  EXPECT_EQ(found[0].find(at.file + ":" + std::to_string(at.offset) + ": "), 0u) << found[0];
  EXPECT_NE(found[0].find(rows[2].task.url), std::string::npos) << found[0];
}

class ThatCannotBeRead : public AnArchive {
 protected:
  PipelineSummary reparse() {
    Pipeline pipeline(store(), configuration_, config::shipped_reading_tables());
    PipelineOptions options;
    options.as_of = Date{2026, 8, 6};
    options.clock = &clock_;
    auto summary = pipeline.reparse("", options);
    EXPECT_TRUE(summary);
    return summary ? std::move(*summary) : PipelineSummary();
  }
};

TEST_F(ThatCannotBeRead, LeavesWhatWasReadFromItBeforeAndIsReadAgainByTheNextVisit) {
  make_site(1, 6);
  begin_run();
  crawl();
  finish_run();
  const std::string crawled = dump(store::DumpParts::refined);
  // A disk that isn't there.
  const auto elsewhere = folder_ / "elsewhere";
  std::filesystem::rename(folder(), elsewhere);
  auto summary = reparse();
  EXPECT_EQ(summary.failures.size(), 7u);
  EXPECT_TRUE(dump(store::DumpParts::refined) == crawled)
      << difference(crawled, dump(store::DumpParts::refined));
  std::filesystem::rename(elsewhere, folder());
  // A byte of one notice's record.
  store::UrlTask task;
  task.source_id = "portal";
  task.url = "http://portal.example/zbgg/t3.html";
  const auto at =
      read([&](store::Queries& queries) { return queries.pages_of_url(task.url); }).at(0).page.location;
  {
    std::fstream file(folder() / at.file, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(at.offset + at.length / 2));
    file.put('\x55');
  }
  summary = reparse();
  ASSERT_EQ(summary.failures.size(), 1u);
  EXPECT_NE(summary.failures[0].find(task.url), std::string::npos) << summary.failures[0];
  EXPECT_EQ(summary.notices, 6);
  EXPECT_TRUE(dump(store::DumpParts::refined) == crawled)
      << difference(crawled, dump(store::DumpParts::refined));
  // The site says the same as ever: the page counts as changed all the same, and is archived anew.
  crawl_again();
  EXPECT_EQ(read([&](store::Queries& queries) { return queries.pages_of_url(task.url); }).size(), 1u);
  summary = reparse();
  EXPECT_TRUE(summary.failures.empty());
  EXPECT_EQ(summary.notices, 6);
}

// A child process is killed at random instants while it compacts; the parent then finds the old archive or the new one,
// never anything between.
TEST_F(AnArchive, SurvivesAKillAtAnyInstantOfACompaction) {
  constexpr int kKills = 40;
  configuration_.settings.archive_file_bytes = 1u << 20;
  crawl_three_times();
  const std::string crawled = dump(store::DumpParts::refined);
  const auto data = data_directory(configuration_);
  store_.reset();
  const auto pristine = folder_ / "pristine";
  std::filesystem::copy(data, pristine, std::filesystem::copy_options::recursive);
  const auto restore = [&] {
    store_.reset();
    std::filesystem::remove_all(data);
    std::filesystem::copy(pristine, data, std::filesystem::copy_options::recursive);
  };
  const auto compact = [&] {
    auto opened = store::Store::open(store_path(configuration_), store::OpenMode::read_write);
    return opened && compact_archive(**opened, folder(), archive_options(configuration_)).ok();
  };
  timespec begin{}, end{};
  clock_gettime(CLOCK_MONOTONIC, &begin);
  ASSERT_TRUE(compact());
  clock_gettime(CLOCK_MONOTONIC, &end);
  const auto whole = (end.tv_sec - begin.tv_sec) * 1'000'000 + (end.tv_nsec - begin.tv_nsec) / 1000;
  int kept_old = 0, took_new = 0;
  for (int i = 0; i < kKills; ++i) {
    restore();
    const pid_t child = fork();
    if (child == 0) _exit(compact() ? 0 : 1);
    ASSERT_GT(child, 0);
    usleep(static_cast<useconds_t>(whole * (i + 1) / kKills));
    kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    if (WIFEXITED(status)) {
      ASSERT_EQ(WEXITSTATUS(status), 0);
    }
    // As the next crawl does before it writes.
    ASSERT_TRUE(remove_leftovers(store(), folder()));
    const auto position = read([](store::Queries& queries) { return queries.warc_position(); });
    ASSERT_TRUE(
        crawler::WarcSet::open(folder(), crawler::WarcSet::Committed{position->file, position->bytes}));
    expect_whole();
    ++(records().at("response") == 11 ? took_new : kept_old);
    ASSERT_TRUE(dump(store::DumpParts::refined) == crawled);
    ASSERT_FALSE(HasFailure()) << "kill " << i;
  }
  EXPECT_GT(kept_old + took_new, 0);
  std::printf("%d kills: %d times the old archive, %d times the new one\n", kKills, kept_old, took_new);
}

}  // namespace
}  // namespace tenderlead::app
