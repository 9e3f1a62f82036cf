// When a contract ends, read from its own words by the patterns of leads.yaml.
#pragma once

#include <re2/re2.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"
#include "model/time.h"
#include "rules/rulebook.h"

namespace tenderlead::rules {

// Immutable after compile(); thread-safe.
class TermReader {
 public:
  // Error invalid_config: a pattern that RE2 refuses, or that lacks its groups.
  static Result<TermReader> compile(const RuleBook& book);

  // The last day of "2024年1月1日至2026年12月31日", or of "三年" counted from `start`. Where a text states several ends the latest
  // one; nothing where it states none, or only a length without a start.
  std::optional<Date> end_of(std::string_view term, std::optional<Date> start) const;

 private:
  struct Pattern {
    std::unique_ptr<re2::RE2> expression;
    TermPattern::Unit unit = TermPattern::Unit::date;
  };
  std::optional<long long> number(const std::string& text) const;
  std::optional<Date> end_by(const Pattern& pattern, const std::map<std::string, std::string>& groups,
                             std::optional<Date> start) const;

  std::vector<Pattern> patterns_;
  std::map<std::string, long long> numerals_;
};

// The day before the day `months` months after `start`: a year from 2024-03-01 ends on 2025-02-28.
Date end_after_months(Date start, long long months);

}  // namespace tenderlead::rules
