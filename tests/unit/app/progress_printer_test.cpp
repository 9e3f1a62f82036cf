#include "app/progress_printer.h"

#include <gtest/gtest.h>

#include <sstream>

#include "app/terminal_table.h"

namespace tenderlead::app {
namespace {

using namespace std::chrono_literals;

Progress crawled(std::uint64_t fetched, std::uint64_t left, std::chrono::seconds elapsed) {
  Progress progress;
  progress.stage = "crawl";
  progress.done = fetched;
  progress.bytes = fetched * 10'000;
  progress.left = left;
  progress.crawl.fetched = fetched;
  progress.crawl.failed = 3;
  progress.crawl.refused = 1;
  progress.crawl.hosts_active = 5;
  progress.crawl.hosts_waiting = 40;
  progress.crawl.elapsed = elapsed;
  return progress;
}

std::size_t wide() {
  return 200;
}

TEST(ProgressPrinter, OnATerminalOneLineRewritesItselfWithABar) {
  std::ostringstream out;
  ProgressPrinter printer(out, true, wide);
  printer.show(crawled(100, 300, 10s));
  out.str("");
  printer.show(crawled(196, 200, 12s));
  EXPECT_EQ(
      out.str(),
      "\r\x1B[K[==========>         ]  50 % crawl: 196 pages, 48.0/s, 2.0 MB, 5 hosts active, 40 waiting, "
      "200 queued, 3 failed, 1 refused, less than a minute left");
  out.str("");
  printer.note("host a failed\x1B[2J");
  EXPECT_EQ(out.str(), "\r\x1B[Khost a failed [2J\n");
  printer.clear();
  EXPECT_EQ(out.str(), "\r\x1B[Khost a failed [2J\n") << "nothing is left to clear";
}

TEST(ProgressPrinter, ALineIsNeverWiderThanTheTerminal) {
  std::ostringstream out;
  ProgressPrinter printer(out, true, [] { return std::size_t{40}; });
  printer.show(crawled(100, 300, 10s));
  const auto line = out.str().substr(std::string_view("\r\x1B[K").size());
  EXPECT_EQ(display_width(line), 39u);
}

TEST(ProgressPrinter, OffATerminalALineComesEveryFifthTime) {
  std::ostringstream out;
  ProgressPrinter printer(out, false, wide);
  for (int second = 1; second <= 10; ++second)
    printer.show(crawled(static_cast<std::uint64_t>(second) * 2, 3600, std::chrono::seconds(second)));
  EXPECT_EQ(out.str(),
            "crawl: 10 pages, 2.0/s, 0.1 MB, 5 hosts active, 40 waiting, 3600 queued, 3 failed, 1 refused, "
            "30 min left\n"
            "crawl: 20 pages, 2.0/s, 0.2 MB, 5 hosts active, 40 waiting, 3600 queued, 3 failed, 1 refused, "
            "30 min left\n");
}

TEST(ProgressPrinter, TheRateIsOfTheLastSecondsAndOfThisStage) {
  std::ostringstream out;
  ProgressPrinter printer(out, true, wide);
  for (int second = 0; second < 30; ++second)
    printer.show(crawled(second < 10 ? 100u * static_cast<unsigned>(second) : 1000u, 10, 1s * second));
  EXPECT_EQ(out.str().rfind(" 0.0/s"), out.str().rfind("/s") - 4) << "a crawl that stands still now";
  Progress match;
  match.stage = "match";
  match.done = 50;
  match.total = 200;
  out.str("");
  printer.show(match);
  EXPECT_EQ(out.str(), "\r\x1B[K[=====>              ]  25 % match: 50 of 200");
}

TEST(ProgressPrinter, SpansAreSaidInTheTwoLargestUnits) {
  const std::pair<double, const char*> cases[] = {
      {0, "less than a minute"}, {59, "less than a minute"}, {60, "1 min"},       {3599, "1 h"},
      {3540, "59 min"},          {12000, "3 h 20 min"},      {187200, "2 d 4 h"}, {86400, "1 d"}};
  for (const auto& [seconds, words] : cases) EXPECT_EQ(span_in_words(seconds), words) << seconds;
}

}  // namespace
}  // namespace tenderlead::app
