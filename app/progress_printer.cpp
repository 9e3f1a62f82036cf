#include "app/progress_printer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iomanip>
#include <sstream>

#include "app/terminal_table.h"

namespace tenderlead::app {
namespace {

constexpr std::size_t kRateOver = 15;  // calls, so about as many seconds
constexpr unsigned kLineEvery = 5;     // calls, off a terminal
constexpr std::size_t kBarCells = 20;
constexpr const char* kClearLine = "\r\x1B[K";

std::uint64_t settled(const Progress& progress) {
  return progress.crawl.fetched + progress.crawl.failed + progress.crawl.refused;
}

// How much of the work is done, 0 to 1; negative where nobody knows.
double share_done(const Progress& progress) {
  const auto done = progress.stage == "crawl" ? settled(progress) : progress.done;
  const auto total = progress.stage == "crawl" ? done + progress.left : progress.total;
  if (total == 0) return -1;
  return std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
}

std::string bar(double share) {
  const auto cells = static_cast<std::size_t>(share * static_cast<double>(kBarCells));
  std::string drawn(cells, '=');
  if (cells < kBarCells) drawn += '>';
  drawn.resize(kBarCells, ' ');
  std::ostringstream out;
  out << '[' << drawn << "] " << std::setw(3) << static_cast<int>(share * 100) << " % ";
  return out.str();
}

}  // namespace

std::string span_in_words(double seconds) {
  const auto minutes = static_cast<std::int64_t>(std::llround(std::max(seconds, 0.0) / 60));
  const auto pair = [](std::int64_t most, const char* unit, std::int64_t rest, const char* smaller) {
    std::string words = std::to_string(most) + unit;
    if (rest > 0) words += " " + std::to_string(rest) + smaller;
    return words;
  };
  if (seconds < 60) return "less than a minute";
  if (minutes < 60) return std::to_string(minutes) + " min";
  if (minutes < 24 * 60) return pair(minutes / 60, " h", minutes % 60, " min");
  return pair(minutes / (24 * 60), " d", minutes / 60 % 24, " h");
}

ProgressPrinter::ProgressPrinter(std::ostream& out, bool on_terminal, std::function<std::size_t()> width)
    : out_(out), on_terminal_(on_terminal), width_(std::move(width)) {}

double ProgressPrinter::rate() const {
  if (settled_.size() < 2) return 0;
  const double seconds = settled_.back().first - settled_.front().first;
  if (seconds <= 0) return 0;
  return static_cast<double>(settled_.back().second - settled_.front().second) / seconds;
}

std::string ProgressPrinter::in_words(const Progress& progress) const {
  std::ostringstream out;
  out << std::fixed << std::setprecision(1) << progress.stage << ": " << progress.done;
  if (progress.total > 0) out << " of " << progress.total;
  if (progress.stage != "crawl") {
    if (progress.bytes > 0) out << ", " << static_cast<double>(progress.bytes) / 1e6 << " MB";
    return out.str();
  }
  const auto& crawl = progress.crawl;
  out << " pages, " << rate() << "/s, " << static_cast<double>(progress.bytes) / 1e6 << " MB, "
      << crawl.hosts_active << " hosts active, " << crawl.hosts_waiting << " waiting, " << progress.left
      << " queued, " << crawl.failed << " failed, " << crawl.refused << " refused";
  if (progress.left > 0 && rate() > 0)
    out << ", " << span_in_words(static_cast<double>(progress.left) / rate()) << " left";
  return out.str();
}

void ProgressPrinter::show(const Progress& progress) {
  if (progress.stage != stage_) {
    stage_ = progress.stage;
    settled_.clear();
    calls_ = 0;
  }
  settled_.emplace_back(std::chrono::duration<double>(progress.crawl.elapsed).count(), settled(progress));
  if (settled_.size() > kRateOver) settled_.pop_front();
  if (on_terminal_) {
    const double share = share_done(progress);
    const std::string line = (share < 0 ? std::string() : bar(share)) + in_words(progress);
    out_ << kClearLine << clipped(line, width_() - 1) << std::flush;
    dirty_ = true;
  } else if (calls_++ % kLineEvery == kLineEvery - 1) {
    out_ << in_words(progress) << '\n';
  }
}

void ProgressPrinter::note(const std::string& text) {
  clear();
  out_ << printable(text) << '\n';
}

void ProgressPrinter::clear() {
  if (dirty_) out_ << kClearLine << std::flush;
  dirty_ = false;
}

}  // namespace tenderlead::app
