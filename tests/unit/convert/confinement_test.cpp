// What a converter can't do, whatever the file makes of it. The converter here is tests/unit/convert/misbehave.
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "convert/child_process.h"
#include "convert/converter.h"

namespace tenderlead::convert {
namespace {

using namespace std::chrono_literals;

struct Small : ConvertLimits {
  Small() {
    process.memory_bytes = 256u << 20;
    process.cpu = 1s;
    process.time = 30s;
    process.max_output_bytes = 1u << 20;
  }
};

AttachmentText let_it(const std::string& words, const ConvertLimits& limits = Small(),
                      const std::filesystem::path& folder = {}) {
  return Converter({.helper = TENDERLEAD_MISBEHAVE, .folder = folder, .limits = limits})
      .convert("%PDF- " + words, all_kinds());
}

std::string words_of(const AttachmentText& text) {
  EXPECT_EQ(text.reason(), "");
  std::string all;
  for (const auto& part : text.parts) all += part.text;
  return all;
}

TEST(Confinement, OpensNoSocketOfAnyFamily) {
  const std::string words = words_of(let_it("sockets"));
  for (const char* family : {"tcp", "tcp6", "udp", "local", "netlink", "pair", "ring"})
    EXPECT_NE(words.find("<p>" + std::string(family) + ": Operation not permitted"), std::string::npos)
        << family << " in " << words;
  EXPECT_EQ(words.find("managed"), std::string::npos) << words;
}

TEST(Confinement, ChangesNoFileAndReadsItsOwn) {
  const std::string words = words_of(let_it("files"));
  for (const char* deed : {"create", "create elsewhere", "write", "remove", "rename", "link", "folder"})
    EXPECT_EQ(words.find("<p>" + std::string(deed) + ": managed"), std::string::npos) << deed;
  EXPECT_NE(words.find("<p>read: managed"), std::string::npos) << words;
}

TEST(Confinement, StartsNoProcessAndSignalsNobody) {
  const std::string words = words_of(let_it("processes"));
  EXPECT_NE(words.find("fork: "), std::string::npos);
  EXPECT_EQ(words.find("managed"), std::string::npos) << words;
}

TEST(Confinement, EndsByTheClockWhatSleeps) {
  for (const char* words : {"sleep", "close-and-sleep"}) {
    Small limits;
    limits.process.time = 200ms;
    EXPECT_EQ(let_it(words, limits).reason(), "timed_out") << words;
  }
}

TEST(Confinement, EndsByTheProcessorsTimeWhatSpins) {
  const std::filesystem::path folder = testing::TempDir() + "tenderlead-spin-test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "input") << "%PDF- spin";
  ChildRequest request;
  request.command = {TENDERLEAD_MISBEHAVE, "pdf", std::to_string(256u << 20), "1", "10"};
  request.folder = folder;
  request.time = 5min;  // by the clock: on a busy machine a second of the processor's time may take long
  const auto outcome = run_child(request);
  std::filesystem::remove_all(folder);
  EXPECT_EQ(outcome.end, ChildOutcome::End::signalled);
  EXPECT_EQ(outcome.status, SIGXCPU);
}

TEST(Confinement, EndsWhatEatsMemory) {
  Small limits;
  limits.process.cpu = 60s;
  limits.process.time = 2min;
  limits.total_time = 2min;
  EXPECT_EQ(let_it("memory", limits).reason(), "out_of_memory");
}

TEST(Confinement, EndsWhatWritesWithoutEnd) {
  EXPECT_EQ(let_it("flood").reason(), "too_large");
}

TEST(Confinement, TellsADeadConverter) {
  EXPECT_EQ(let_it("crash").reason(), "crashed");
}

TEST(Confinement, LeavesNoFolderBehind) {
  const std::filesystem::path folder = testing::TempDir() + "tenderlead-convert-test";
  std::filesystem::remove_all(folder);
  Small limits;
  limits.process.time = 200ms;
  for (const char* words : {"nothing", "sleep", "crash"}) let_it(words, limits, folder);
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace tenderlead::convert
