#include "rules/lint_findings.h"

#include <algorithm>
#include <utility>

namespace tenderlead::rules {

void LintFindings::add(const Place& place, const char* kind, const std::string& rule, std::string message) {
  findings_.push_back({place, kind, rule, std::move(message)});
}

void LintFindings::note_use(const Place& place) {
  if (place.line > 0) ++uses_[{place.file, place.line, place.column}].rules;
}

void LintFindings::add_vain(const Place& place, const char* kind, const std::string& rule,
                            std::string message) {
  if (place.line == 0) return add(place, kind, rule, std::move(message));
  auto& use = uses_[{place.file, place.line, place.column}];
  if (use.vain++ == 0) use.finding = {place, kind, rule, std::move(message)};
}

std::vector<LintFinding> LintFindings::take() {
  for (auto& [place, use] : uses_)
    if (use.vain == use.rules && use.vain > 0) findings_.push_back(std::move(use.finding));
  uses_.clear();
  std::sort(findings_.begin(), findings_.end(), [](const LintFinding& a, const LintFinding& b) {
    return std::tie(a.place.file, a.place.line, a.place.column, a.kind, a.rule, a.message) <
           std::tie(b.place.file, b.place.line, b.place.column, b.kind, b.rule, b.message);
  });
  // A word list is met once a rule that uses it.
  findings_.erase(std::unique(findings_.begin(), findings_.end(),
                              [](const LintFinding& a, const LintFinding& b) {
                                return a.place == b.place && a.kind == b.kind &&
                                       (a.message == b.message || a.place.line == 0);
                              }),
                  findings_.end());
  return std::move(findings_);
}

std::string first_at(const Place& first, const Place& here, const char* otherwise) {
  if (first.line == 0 || first == here) return otherwise;
  return "; first in line " + std::to_string(first.line);
}

}  // namespace tenderlead::rules
