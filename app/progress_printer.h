// Progress for people, on standard error: on a terminal a line with a bar that rewrites itself, otherwise a line every
// few seconds, as a log wants it.
#pragma once

#include <deque>
#include <functional>
#include <ostream>
#include <string>
#include <utility>

#include "app/pipeline/run.h"

namespace tenderlead::app {

// Not thread-safe; `out` must outlive it.
class ProgressPrinter {
 public:
  // `width` says how many cells a line of the terminal has now.
  ProgressPrinter(std::ostream& out, bool on_terminal, std::function<std::size_t()> width);

  // To be called about once a second.
  void show(const Progress& progress);
  // A sentence of its own line.
  void note(const std::string& text);
  // Leaves an empty line behind.
  void clear();

 private:
  std::string in_words(const Progress& progress) const;
  // Pages a second over the last calls; 0 where nothing can be said.
  double rate() const;

  std::ostream& out_;
  bool on_terminal_;
  std::function<std::size_t()> width_;
  bool dirty_ = false;
  unsigned calls_ = 0;
  std::string stage_;
  std::deque<std::pair<double, std::uint64_t>>
      settled_;  // seconds since the crawl's start, pages settled by then
};

// "less than a minute", "12 min", "3 h 20 min", "2 d 4 h".
std::string span_in_words(double seconds);

}  // namespace tenderlead::app
