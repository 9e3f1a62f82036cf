// Words and patterns that are in vain: the linter's part that looks at word lists.
#pragma once

#include <re2/re2.h>

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/lint_findings.h"

namespace tenderlead::rules {

class WordLint {
 public:
  WordLint(const RuleBook& book, LintFindings& findings) : book_(book), findings_(findings) {}

  // One list by itself: what is there twice, what makes no difference, what no text has.
  void check_group(const WordGroup& group, const std::string& rule, const Place& otherwise);
  // Whether something of a list that a signal looks for can count beside what the signal and its rule leave out. `name`: of the
  // signal. `ignored`: words that the rule ignores don't count here.
  bool can_count(const std::string& name, const Scoring& scoring, const Signal& signal,
                 const WordGroup& group, bool ignored);

 private:
  // Patterns, each compiled once.
  class Patterns {
   public:
    // The first of `texts` that says yes to the test, skipping those whose match depends on what stands around.
    template <typename Test>
    std::optional<std::size_t> first(const std::vector<std::string>& texts, Test&& test) {
      for (std::size_t i = 0; i < texts.size(); ++i)
        if (const auto* pattern = compiled(texts[i]); pattern != nullptr && test(*pattern)) return i;
      return std::nullopt;
    }

   private:
    const re2::RE2* compiled(const std::string& text);
    std::map<std::string, std::unique_ptr<re2::RE2>> compiled_;
  };

  // Why a word or pattern never counts; empty where it may.
  std::string in_vain(const Scoring& scoring, const Signal& signal, const std::string& text, bool is_pattern,
                      bool ignored);
  // The word or pattern of a list that takes all of `text`, wherever it stands.
  std::string covering(const WordGroup& group, const std::string& text, bool is_pattern);
  // The one that is found wherever `text` is.
  std::string within(const WordGroup& group, const std::string& text, bool is_pattern);
  void check_shadows(const WordGroup& group, const std::string& rule, const Place& otherwise,
                     const std::map<std::string, std::size_t>& words);

  const RuleBook& book_;
  LintFindings& findings_;
  Patterns patterns_;
};

// Whether every text that holds `longer` whole holds `shorter` whole as well; both folded.
bool holds_word(std::string_view longer, std::string_view shorter);

}  // namespace tenderlead::rules
