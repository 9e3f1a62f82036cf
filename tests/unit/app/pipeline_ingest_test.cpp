#include <set>

#include "app/pipeline/names.h"
#include "pipeline_fixture.h"
#include "wire/json.h"
#include "wire/word_text.h"

namespace tenderlead::app {
namespace {

using AnIngest = PipelineTest;

TEST_F(AnIngest, FollowsListsToTheirNoticesAndBalancesTheLedger) {
  make_site(3, 5);
  begin_run();
  crawl();
  finish_run();
  const auto entry = ledger();
  EXPECT_TRUE(entry.balances());
  EXPECT_EQ(entry.fetched, 18);  // 3 lists, 15 notices
  EXPECT_EQ(entry.parsed, 18);
  EXPECT_EQ(entry.notices, 15);
  // The fourth list page isn't there: paging by a pattern finds the end by asking.
  EXPECT_EQ(entry.failed, 1);
  EXPECT_EQ(entry.reasons.at("failed:http_404"), 1);
  EXPECT_EQ(entry.queued_after, 0);
  EXPECT_EQ(committed_, 19);
  EXPECT_EQ(read([](store::Queries& queries) { return queries.notice_count(); }), 15);
  EXPECT_GT(read([](store::Queries& queries) { return queries.lead_count(); }), 0);
}

TEST_F(AnIngest, CountsEveryFaultOnceAndBalancesStill) {
  make_site(2, 6);
  site_["http://portal.example/zbgg/t1.html"].reason = "failed:timed_out";
  site_["http://portal.example/zbgg/t2.html"].reason = "refused:robots";
  site_["http://portal.example/zbgg/t3.html"].reason = "refused:host";
  site_["http://portal.example/zbgg/t4.html"].requeue = true;
  site_["http://portal.example/zbgg/t5.html"].body = std::string("\0\1\2\3PK", 6);
  site_["http://portal.example/zbgg/t6.html"].body = "";
  site_["http://portal.example/zbgg/t7.html"].status = 304;
  begin_run();
  crawl();
  auto entry = ledger();
  EXPECT_TRUE(entry.balances());
  EXPECT_EQ(entry.failed, 3);  // the time-out, a 304 that nobody asked for, and the end of paging
  EXPECT_EQ(entry.refused, 2);
  EXPECT_EQ(entry.rejected, 2);
  EXPECT_EQ(entry.unchanged, 0);
  EXPECT_EQ(entry.queued_after, 1);
  EXPECT_EQ(entry.reasons.at("refused:robots"), 1);
  finish_run();
  EXPECT_TRUE(ledger().balances());

  site_["http://portal.example/zbgg/t4.html"].requeue = false;
  begin_run(true);
  crawl();
  entry = ledger();
  EXPECT_TRUE(entry.balances());
  EXPECT_EQ(entry.queued_before, 1);
  EXPECT_EQ(entry.queued_after, 0);
}

TEST_F(AnIngest, MakesTheSameStoreWhateverTheOrderOfAnswers) {
  make_site(4, 8);
  std::string first;
  for (const unsigned seed : {1u, 2u, 3u}) {
    store_.reset();
    std::filesystem::remove_all(folder_ / "data");
    run_ = 0;
    begin_run();
    crawl(seed);
    finish_run();
    if (first.empty()) first = dump();
    EXPECT_TRUE(dump() == first) << "seed " << seed << ": " << difference(first, dump());
  }
}

TEST_F(AnIngest, GoesOnAfterInterruptionsAsIfThereHadBeenNone) {
  make_site(3, 7);
  begin_run();
  crawl();
  finish_run();
  const auto undisturbed = dump();

  store_.reset();
  std::filesystem::remove_all(folder_ / "data");
  run_ = 0;
  for (unsigned life = 0; life < 12; ++life) {
    begin_run();
    crawl(life, 2);
    store_.reset();
    // What a killed process wrote behind the last commit.
    for (const auto& file : std::filesystem::directory_iterator(archive_path(configuration_)))
      if (file.path().extension() == ".gz") std::ofstream(file.path(), std::ios::app) << "half a record";
  }
  begin_run();
  crawl(99);
  finish_run();
  EXPECT_TRUE(dump() == undisturbed) << difference(undisturbed, dump());
  EXPECT_TRUE(ledger().balances());
}

TEST_F(AnIngest, DoesNotReadUnchangedPagesAgainAndStopsPagingAtWhatWasSeen) {
  configuration_.sources[0].paging.overlap = 5;
  make_site(3, 5);
  begin_run();
  crawl();
  finish_run();
  const auto before = dump(store::DumpParts::refined);
  // The first time as far as something new came, then up to what is known; and all notices, which are due.
  for (const int lists : {3, 1}) {
    clock_.now += 2 * 86400;
    begin_run(true);
    crawl();
    finish_run();
    const auto entry = ledger();
    EXPECT_TRUE(entry.balances());
    EXPECT_EQ(entry.parsed, 0);
    EXPECT_EQ(entry.fresh, 0);
    EXPECT_EQ(entry.unchanged, 15 + lists);
    EXPECT_TRUE(dump(store::DumpParts::refined) == before)
        << difference(before, dump(store::DumpParts::refined));
  }
}

TEST_F(AnIngest, UpdatesANoticeWhosePageChanged) {
  make_site(1, 2);
  begin_run();
  crawl();
  finish_run();
  const std::string url = "http://portal.example/zbgg/t1.html";
  site_[url].body =
      notice_html("云溪市妇幼保健院儿童保健信息系统更正公告", "YXZC-2026-10001", "云溪市第1妇幼保健院");
  clock_.now += 2 * 86400;
  begin_run(true);
  crawl();
  finish_run();
  const auto row =
      read([&](store::Queries& queries) { return queries.notice(store::notice_id("portal", url)); });
  ASSERT_TRUE(row);
  EXPECT_NE(row->title.find("更正"), std::string::npos) << row->title;
  EXPECT_EQ(read([&](store::Queries& queries) { return queries.pages_of_url(url); }).size(), 2u);
  EXPECT_TRUE(ledger().balances());
}

TEST_F(AnIngest, StoresEachHospitalOfAnAnnouncementAndForgetsWhomItNoLongerNames) {
  const auto announcement = [](const std::vector<std::string>& names) {
    std::string html =
        "<html><head><meta "
        "charset=\"utf-8\"></head><body><h1>关于2023年度电子病历系统应用水平分级评价结果的公示</h1><table>";
    for (const auto& name : names) html += "<tr><td>云南省</td><td>" + name + "</td><td>5级</td></tr>";
    return html + "</table></body></html>";
  };
  const auto names = [&] {
    std::vector<std::string> found;
    read([&](store::Queries& queries) {
      queries.each_profile([&](const store::ProfileRow& row) {
        const auto profile = wire::hospital_from_json(*wire::parse_text(row.json));
        if (profile && profile->ratings.emr == 5 && profile->rated_in.at("ratings.emr") == 2023)
          found.push_back(row.name);
      });
      return 0;
    });
    std::sort(found.begin(), found.end());
    return found;
  };
  make_site(1, 2);
  configuration_.sources[0].detail_role = PageRole::automatic;
  const std::string url = "http://portal.example/zbgg/t1.html";
  site_[url].body = announcement({"云溪市甲医院", "云溪市乙医院", "云溪市丙医院", "云溪市丁医院"});
  begin_run();
  crawl();
  finish_run();
  EXPECT_EQ(names(),
            (std::vector<std::string>{"云溪市丁医院", "云溪市丙医院", "云溪市乙医院", "云溪市甲医院"}));
  EXPECT_EQ(ledger().hospitals, 4);
  EXPECT_TRUE(ledger().balances());
  // Each is an organisation, so that its other pages come to the same profile.
  const auto known = read([&](store::Queries& queries) {
    return queries.organisation_by_name(normalised_name("云溪市乙医院"), "53");
  });
  EXPECT_TRUE(known);

  site_[url].body = announcement({"云溪市甲医院", "云溪市乙医院", "云溪市戊医院"});
  clock_.now += 2 * 86400;
  begin_run(true);
  crawl();
  finish_run();
  EXPECT_EQ(names(), (std::vector<std::string>{"云溪市乙医院", "云溪市戊医院", "云溪市甲医院"}));
}

TEST_F(AnIngest, ReadsAShellsBodyInItsPlace) {
  configuration_.sources[0].parser.body_url = "iframe@src";
  make_site(1, 3);
  const auto body = site_["http://portal.example/zbgg/t1.html"].body;
  site_["http://portal.example/zbgg/t1.html"].body =
      "<html><body><h1>公告</h1><iframe src=\"/body/1.html\"></iframe></body></html>";
  site_["http://portal.example/body/1.html"].body = body;
  begin_run();
  crawl();
  finish_run();
  EXPECT_TRUE(ledger().balances());
  const auto row = read([&](store::Queries& queries) {
    return queries.notice(store::notice_id("portal", "http://portal.example/zbgg/t1.html"));
  });
  ASSERT_TRUE(row);
  EXPECT_EQ(row->url, "http://portal.example/zbgg/t1.html");
  EXPECT_EQ(read([](store::Queries& queries) { return queries.notice_count(); }), 3);
}

TEST_F(AnIngest, StopsAtAFullDiskAndKeepsWhatWasCommitted) {
  make_site(2, 200);
  begin_run();
  ASSERT_TRUE(store().limit_size(1u << 20));
  std::filesystem::create_directories(archive_path(configuration_));
  auto archive = crawler::WarcSet::open(archive_path(configuration_));
  ASSERT_TRUE(archive);
  const PageReader reader(configuration_, config::shipped_reading_tables(), *matcher_);
  {
    Ingest ingest(store(), *archive, reader, clock_, {.run_id = run_, .threads = 2});
    QueueFrontier frontier(store(), configuration_.sources, false);
    for (;;) {
      auto tasks = frontier.take("portal", 20);
      if (tasks.empty() || ingest.failed()) break;
      for (auto& task : tasks) ingest.deliver(outcome_of(std::move(task)), [this] { ++committed_; });
      ingest.drain();
    }
    ASSERT_TRUE(ingest.failed());
    EXPECT_EQ(ingest.failure()->code, ErrorCode::io);
  }
  EXPECT_TRUE(ledger().balances());
  EXPECT_GT(ledger().queued_after, 0);
  ASSERT_TRUE(store().limit_size(1u << 30));
  crawl();
  finish_run();
  EXPECT_TRUE(ledger().balances());
  EXPECT_EQ(ledger().queued_after, 0);
  EXPECT_EQ(read([](store::Queries& queries) { return queries.notice_count(); }), 400);
}

using ARebuild = PipelineTest;

TEST_F(ARebuild, FromTheArchiveGivesTheSameLayersByteForByte) {
  make_site(3, 6);
  begin_run();
  crawl();
  finish_run();
  const auto before = dump();
  Pipeline pipeline(store(), configuration_, config::shipped_reading_tables());
  PipelineOptions options;
  options.as_of = Date{2026, 8, 6};
  for (const std::string source : {"", "portal"}) {
    const auto summary = pipeline.reparse(source, options);
    ASSERT_TRUE(summary) << summary.error().message;
    EXPECT_TRUE(summary->failures.empty());
    EXPECT_EQ(summary->pages, 21u);
    EXPECT_TRUE(dump() == before) << source << ": " << difference(before, dump());
  }
  ASSERT_TRUE(pipeline.match(options));
  EXPECT_TRUE(dump() == before) << difference(before, dump());
}

TEST_F(ARebuild, NamesAPageWhoseArchiveIsDamagedAndKeepsWhatWasReadFromIt) {
  make_site(1, 5);
  begin_run();
  crawl();
  finish_run();
  const auto rows = read(
      [](store::Queries& queries) { return queries.pages_of_url("http://portal.example/zbgg/t3.html"); });
  ASSERT_EQ(rows.size(), 1u);
  std::fstream file(archive_path(configuration_) / rows[0].page.location.file,
                    std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(rows[0].page.location.offset + rows[0].page.location.length / 2));
  file << "XXXXXXXX";
  file.close();
  Pipeline pipeline(store(), configuration_, config::shipped_reading_tables());
  const auto summary = pipeline.reparse("", {});
  ASSERT_TRUE(summary);
  ASSERT_EQ(summary->failures.size(), 1u);
  EXPECT_NE(summary->failures[0].find("t3.html"), std::string::npos) << summary->failures[0];
  EXPECT_EQ(summary->notices, 5);
}

TEST_F(ARebuild, RefusesASourceThatNobodyKnows) {
  Pipeline pipeline(store(), configuration_, config::shipped_reading_tables());
  const auto summary = pipeline.reparse("nobody", {});
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().code, ErrorCode::not_found);
}

class AReplay : public PipelineTest {
 protected:
  // Crawls the site, takes its archive away, and begins with an empty store.
  void crawl_and_forget() {
    begin_run();
    crawl();
    finish_run();
    crawled_ = dump(store::DumpParts::refined);
    store_.reset();
    std::filesystem::rename(archive_path(configuration_), folder_ / "old");
    std::filesystem::remove_all(folder_ / "data");
    for (const auto& file : std::filesystem::directory_iterator(folder_ / "old"))
      if (file.path().extension() == ".gz") files_.push_back(file.path());
    std::sort(files_.begin(), files_.end());
  }
  PipelineSummary replay() {
    Pipeline pipeline(store(), configuration_, config::shipped_reading_tables());
    PipelineOptions options;
    options.as_of = Date{2026, 8, 6};
    auto summary = pipeline.replay(files_, options);
    if (!summary) throw std::runtime_error(summary.error().message);
    for (const auto& entry : summary->ledger) EXPECT_TRUE(entry.balances()) << entry.source_id;
    return std::move(*summary);
  }

  std::string crawled_;
  std::vector<std::filesystem::path> files_;
};

TEST_F(AReplay, OfACrawlsArchiveGivesWhatTheCrawlGave) {
  make_site(3, 6);
  crawl_and_forget();
  const auto summary = replay();
  EXPECT_TRUE(summary.failures.empty());
  EXPECT_EQ(summary.pages, 21u);
  EXPECT_TRUE(dump(store::DumpParts::refined) == crawled_)
      << difference(crawled_, dump(store::DumpParts::refined));
  EXPECT_TRUE(read([](store::Queries& queries) { return queries.queue_sizes(); }).empty());
}

TEST_F(AReplay, FindsTheBodiesOfShellsAgain) {
  configuration_.sources[0].parser.body_url = "iframe@src";
  make_site(1, 3);
  const auto body = site_["http://portal.example/zbgg/t1.html"].body;
  site_["http://portal.example/zbgg/t1.html"].body =
      "<html><body><h1>公告</h1><iframe src=\"/body/1.html\"></iframe></body></html>";
  site_["http://portal.example/body/1.html"].body = body;
  crawl_and_forget();
  replay();
  EXPECT_TRUE(dump(store::DumpParts::refined) == crawled_)
      << difference(crawled_, dump(store::DumpParts::refined));
}

// Alone, a column's last page with one item reads like a notice of a plan; the page before it names it.
TEST_F(AReplay, TakesAColumnsPageWithOneItemForAList) {
  configuration_.sources[0].paging.kind = PagingKind::next_link;
  make_site(2, 4);
  const auto column = [&](const std::string& items, const std::string& next) {
    return "<html><head><meta charset=\"utf-8\"></head><body><div class=\"box\">" + items +
           "</div><div class=\"pager\"><b>1</b>" + next + "</div></body></html>";
  };
  std::string first;
  for (int i = 1; i <= 4; ++i)
    first += "<div><h4><a href=\"t" + std::to_string(i) + ".html\">云溪市第" + std::to_string(i) +
             "妇幼保健院儿童保健信息系统采购项目公开招标公告</a><span>2026-08-0" + std::to_string(i) +
             "</span></h4></div>";
  site_["http://portal.example/zbgg/index.htm"].body =
      column(first, "<a class=\"next\" href=\"index_1.htm\">下一页</a>");
  site_["http://portal.example/zbgg/index_1.htm"].body = column(
      "<div><h4><a href=\"t5.html\">云溪市云台区康宁医院智慧医院信息化建设（弱电及机房）工程项目招标计划公告"
      "</a><span>2026-08-03</span></h4><p><span>信息来源：</span><span>云溪市公共资源交易平台</span></p></"
      "div>",
      "");
  crawl_and_forget();
  EXPECT_EQ(crawled_.find("index_1.htm"), std::string::npos) << crawled_;
  replay();
  EXPECT_TRUE(dump(store::DumpParts::refined) == crawled_)
      << difference(crawled_, dump(store::DumpParts::refined));
}

TEST_F(AReplay, TwiceChangesNothing) {
  make_site(2, 4);
  crawl_and_forget();
  replay();
  const auto once = dump(store::DumpParts::refined);
  const auto again = replay();
  EXPECT_EQ(again.ledger.at(0).unchanged, again.ledger.at(0).fetched);
  EXPECT_TRUE(dump(store::DumpParts::refined) == once) << difference(once, dump(store::DumpParts::refined));
}

TEST_F(AReplay, KeepsWhatStoodBeforeADamagedPlaceAndNamesIt) {
  make_site(1, 6);
  crawl_and_forget();
  std::filesystem::resize_file(files_[0], std::filesystem::file_size(files_[0]) * 2 / 3);
  files_.push_back(folder_ / "none.warc.gz");
  const auto summary = replay();
  ASSERT_EQ(summary.failures.size(), 2u);
  EXPECT_NE(summary.failures[0].find(files_[0].string()), std::string::npos) << summary.failures[0];
  EXPECT_NE(summary.failures[1].find("none.warc.gz"), std::string::npos) << summary.failures[1];
  EXPECT_GT(summary.notices, 0);
  EXPECT_LT(summary.notices, 6);
}

TEST_F(AReplay, PutsPagesOfUnknownHostsUnderTheReplaySource) {
  make_site(1, 3);
  crawl_and_forget();
  configuration_.sources.clear();
  const auto summary = replay();
  ASSERT_EQ(summary.ledger.size(), 1u);
  EXPECT_EQ(summary.ledger[0].source_id, "replay");
  EXPECT_EQ(summary.notices, 3);
}

TEST_F(AnIngest, ForgetsRowsThatAPlanNoLongerHas) {
  const std::string url = "http://portal.example/zbgg/t1.html";
  const auto plan = [](const std::string& rows) {
    return "<html><head><meta "
           "charset=\"utf-8\"><title>云溪市妇幼保健院2026年8月政府采购意向</title></head><body>"
           "<h1>云溪市妇幼保健院2026年8月政府采购意向</h1><p>采购单位：云溪市妇幼保健院</"
           "p><table><tr><td>采购项目名称</td>"
           "<td>采购需求概况</td><td>预算金额（万元）</td><td>预计采购时间</td></tr>" +
           rows + "</table></body></html>";
  };
  const auto row = [](const std::string& name, const std::string& budget) {
    return "<tr><td>" + name + "</td><td>详见采购文件</td><td>" + budget + "</td><td>2026年9月</td></tr>";
  };
  site_["http://portal.example/zbgg/index.htm"].body =
      "<html><head><meta charset=\"utf-8\"></head><body><ul><li><a "
      "href=\"t1.html\">云溪市妇幼保健院2026年8月政府采购意向"
      "</a><span>2026-08-01</span></li></ul></body></html>";
  site_[url].body =
      plan(row("儿童保健信息系统", "180") + row("检验信息系统", "75") + row("负压救护车", "96"));
  const auto planned = [&] {
    std::multiset<std::string> names;
    read([&](store::Queries& queries) {
      queries.each_notice(false, [&](const store::NoticeRow& notice) {
        const auto word = wire::word_from_text(notice.json, wire::notice_from_json);
        for (const auto& each : word->intentions)
          names.insert(each.name + "/" + std::to_string(word->intentions.size()));
      });
      return true;
    });
    return names;
  };
  begin_run();
  crawl();
  EXPECT_EQ(planned(),
            (std::multiset<std::string>{"儿童保健信息系统/1", "儿童保健信息系统/3", "检验信息系统/1",
                                        "检验信息系统/3", "负压救护车/1", "负压救护车/3"}));
  EXPECT_EQ(ledger().notices, 1) << "one was announced";
  finish_run();
  const auto come_back = [&] {
    clock_.now += 30 * 86'400;
    begin_run(true, true);
    crawl();
    finish_run();
  };
  site_[url].body = plan(row("负压救护车", "96") + row("儿童保健信息系统", "150"));
  come_back();
  EXPECT_EQ(planned(), (std::multiset<std::string>{"儿童保健信息系统/1", "儿童保健信息系统/2", "负压救护车/1",
                                                   "负压救护车/2"}));
  site_[url].body = plan(row("儿童保健信息系统", "150"));
  come_back();
  EXPECT_EQ(planned(), (std::multiset<std::string>{"儿童保健信息系统/1"}));
}

}  // namespace
}  // namespace tenderlead::app
