// What the parts of the linter found, gathered and put in order.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "rules/linter.h"

namespace tenderlead::rules {

class LintFindings {
 public:
  void add(const Place& place, const char* kind, const std::string& rule, std::string message);

  // A word list, or a criterion that several lead rules share, is judged once for each rule that uses it, and is in vain only where
  // it is in all of them.
  void note_use(const Place& place);
  void add_vain(const Place& place, const char* kind, const std::string& rule, std::string message);

  // By file, line and column, each once.
  std::vector<LintFinding> take();

 private:
  struct Uses {
    int rules = 0;
    int vain = 0;
    LintFinding finding;
  };
  std::map<std::tuple<int, int, int>, Uses> uses_;  // by file, line and column
  std::vector<LintFinding> findings_;
};

// "; first in line 7", or `otherwise` where that can't be said.
std::string first_at(const Place& first, const Place& here, const char* otherwise = "");

}  // namespace tenderlead::rules
