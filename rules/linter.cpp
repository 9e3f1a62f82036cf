#include "rules/linter.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tuple>

#include "rules/line_pattern.h"
#include "rules/words.h"

namespace tenderlead::rules {
namespace {

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

// Whether every text that holds `longer` whole holds `shorter` whole as well.
bool holds_word(std::string_view longer, std::string_view shorter) {
  for (auto at = longer.find(shorter); at != std::string_view::npos; at = longer.find(shorter, at + 1)) {
    const auto end = at + shorter.size();
    // What begins or ends with a letter stands alone; at the longer word's own end a letter can't follow either.
    const bool begins = !is_letter(shorter.front()) || at == 0 || !is_letter(longer[at - 1]);
    const bool ends = !is_letter(shorter.back()) || end == longer.size() || !is_letter(longer[end]);
    const bool outer = (at > 0 || is_letter(longer.front()) || !is_letter(shorter.front())) &&
                       (end < longer.size() || is_letter(longer.back()) || !is_letter(shorter.back()));
    if (begins && ends && outer) return true;
  }
  return false;
}

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
  const re2::RE2* compiled(const std::string& text) {
    auto& pattern = compiled_[text];
    if (!pattern) {
      re2::RE2::Options options;
      options.set_log_errors(false);
      pattern = std::make_unique<re2::RE2>(text, options);
    }
    return pattern->ok() && stays_within_line(text) ? pattern.get() : nullptr;
  }
  std::map<std::string, std::unique_ptr<re2::RE2>> compiled_;
};

Place place_at(const std::vector<Place>& places, std::size_t i, const Place& otherwise) {
  return i < places.size() ? places[i] : otherwise;
}

int most_points(const Signal& signal) {
  int most = 0;
  for (const auto& where : signal.where) most = std::max(most, where.points);
  return most;
}

// A pattern by its beginning: people look it up by its place.
std::string shown(const std::string& pattern) {
  constexpr std::size_t kMost = 40;
  if (pattern.size() <= kMost) return "/" + pattern + "/";
  auto end = kMost;
  while (end > 0 && (static_cast<unsigned char>(pattern[end]) & 0xC0) == 0x80) --end;
  return "/" + pattern.substr(0, end) + ".../";
}

// What a pattern has that folded text never has.
std::string unmatchable(const std::string& pattern) {
  constexpr std::string_view kSeparators[] = {"、", "，", "。", "；", "！", "？"};
  for (const auto separator : kSeparators) {
    const auto at = pattern.find(separator);
    if (at == std::string::npos) continue;
    // Within a class or as an alternative something else may match.
    const auto open = pattern.rfind('[', at);
    if (open != std::string::npos && pattern.find(']', open) > at) return {};
    if (pattern.find('|') != std::string::npos || pattern.find('?', at) == at + separator.size()) return {};
    return "'" + std::string(separator) + "' ends a line there; write \\n or leave it out";
  }
  if (pattern.find("(?i") != std::string::npos) return {};
  bool escaped = false, in_class = false;
  for (const char c : pattern) {
    if (!escaped && c == '[') in_class = true;
    if (!escaped && c == ']') in_class = false;
    if (c >= 'A' && c <= 'Z' && !escaped && !in_class && pattern.find('|') == std::string::npos &&
        pattern.find("\\p") == std::string::npos && pattern.find('?') == std::string::npos)
      return std::string("'") + c + "' is a capital, and text is compared in small letters";
    escaped = c == '\\' && !escaped;
  }
  return {};
}

class Linter {
 public:
  explicit Linter(const RuleBook& book) : book_(book) {}

  std::vector<LintFinding> run() {
    for (const auto& [name, place] : book_.unused_words)
      add(place, "unused", {}, "no rule uses the word list '" + name + "'");
    check_group(book_.ignore, "ignore", {});
    for (const auto& tag : book_.tags) {
      check_rule("tags/" + tag.id, tag.scoring, tag.of, tag.place);
      check_asked("tags/" + tag.id, tag.scoring, tag.state, tag.of);
    }
    for (const auto& product : book_.products) {
      check_rule("products/" + product.id, product.scoring, {Subject::notice}, product.place);
      check_asked("products/" + product.id, product.scoring, product.state, {Subject::notice});
    }
    for (auto& [place, use] : uses_)
      if (use.vain == use.lists && use.vain > 0) findings_.push_back(std::move(use.finding));
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

 private:
  void add(const Place& place, const char* kind, const std::string& rule, std::string message) {
    findings_.push_back({place, kind, rule, std::move(message)});
  }

  // The tags that a rule asks for: are they given at all, and to anything that it sees?
  void check_asked(const std::string& rule, const Scoring& scoring, RuleState state,
                   const std::vector<Subject>& of) {
    if (state != RuleState::active) return;
    const auto seen = [&of](const TagRule& tag) {
      return std::any_of(of.begin(), of.end(), [&](Subject at) {
        return std::any_of(tag.of.begin(), tag.of.end(), [at](Subject one) { return sees_tags(at, one); });
      });
    };
    const auto check = [&](const auto& self, const Condition& condition) -> void {
      for (const auto& part : condition.parts) self(self, part);
      for (const auto& id : condition.tags)
        for (const auto& tag : book_.tags) {
          if (tag.id != id) continue;
          if (tag.state != RuleState::active)
            add(condition.place, "asleep", rule,
                "asks for the tag '" + id + "', which is " + to_string(tag.state) + " and given to nothing");
          else if (!seen(tag))
            add(condition.place, "never", rule,
                "asks for the tag '" + id +
                    "', which is given to nothing that this rule sees: a notice sees its own tags, its "
                    "project's and its buyer's, a project its own and its buyer's, an organisation its own");
        }
    };
    check(check, scoring.when);
    for (const auto& signal : scoring.signals) check(check, signal.when);
  }

  void check_rule(const std::string& rule, const Scoring& scoring, const std::vector<Subject>& of,
                  const Place& place) {
    check_group(scoring.ignore, rule, place);
    check_group(scoring.exclude, rule, place);
    if (!can_hold(scoring.when, of))
      return add(scoring.when.place, "never", rule,
                 "these conditions contradict each other, so the rule never holds");
    if (scoring.signals.empty()) return;
    const auto only_organisations =
        std::all_of(of.begin(), of.end(), [](Subject subject) { return subject == Subject::organisation; });
    int reachable = 0;
    std::map<std::string, std::string> said;  // what a signal looks for and where, to its id
    for (const auto& signal : scoring.signals) {
      const auto name = rule + "/" + signal.id;
      if (check_signal(name, scoring, signal, of, only_organisations)) reachable += most_points(signal);
      const auto [first, fresh] = said.emplace(text_of(signal), signal.id);
      if (!fresh)
        add(signal.place, "duplicate", name,
            "says the same as the signal '" + first->second + "': its points count twice");
    }
    if (reachable < scoring.threshold)
      add(scoring.threshold_place, "never", rule,
          "all signals together reach " + std::to_string(reachable) + " points, and the threshold is " +
              std::to_string(scoring.threshold));
  }

  static std::string text_of(const Signal& signal) {
    std::string text;
    const auto add = [&text](const WordGroup& group) {
      auto words = group.words;
      words.insert(words.end(), group.patterns.begin(), group.patterns.end());
      std::sort(words.begin(), words.end());
      for (const auto& word : words) text += word + '\n';
      text += '\f';
    };
    add(signal.any);
    for (const auto& group : signal.all) add(group);
    text += '\v';
    add(signal.none);
    add(signal.near);
    text += std::to_string(signal.within) + std::to_string(static_cast<int>(signal.reach)) +
            describe(signal.when);
    for (const auto& where : signal.where)
      text += std::string(to_string(where.field)) + (where.points > 0 ? '+' : '-');
    return text;
  }

  // Whether it can ever speak.
  bool check_signal(const std::string& name, const Scoring& scoring, const Signal& signal,
                    const std::vector<Subject>& of, bool only_organisations) {
    check_group(signal.any, name, signal.place);
    for (const auto& group : signal.all) check_group(group, name, signal.place);
    check_group(signal.none, name, signal.place);
    check_group(signal.near, name, signal.place);
    Condition both;
    both.parts = {scoring.when, signal.when};
    if (!signal.when.always() && !can_hold(both, of)) {
      add(signal.when.place, "never", name,
          can_hold(signal.when, of)
              ? "these conditions contradict those of the rule, so the signal never counts"
              : "these conditions contradict each other, so the signal never counts");
      return false;
    }
    bool looks = false;
    for (const auto& where : signal.where)
      looks = looks || (where.points != 0 && (!only_organisations || where.field == Field::buyer));
    if (!looks) {
      add(signal.place, "never", name,
          only_organisations ? "organisations have no words but their name, the field 'buyer'"
                             : "all its fields have 0 points");
      return false;
    }
    const bool speaks_for = most_points(signal) > 0;
    std::size_t vain = 0;
    for (std::size_t i = 0; i < signal.any.words.size(); ++i)
      vain += check_word(name, scoring, signal, i, speaks_for) ? 0 : 1;
    return signal.any.words.empty() || vain < signal.any.words.size() || !signal.any.patterns.empty();
  }

  // Whether a word of `any` can count.
  bool check_word(const std::string& name, const Scoring& scoring, const Signal& signal, std::size_t i,
                  bool speaks_for) {
    const auto word = fold(signal.any.words[i]);
    if (word.empty()) return true;  // check_group() says so
    const auto place = place_at(signal.any.word_places, i, signal.place);
    const auto never = [&](const std::string& why) {
      add(place, "never", name, "'" + signal.any.words[i] + "' never counts: " + why);
      return false;
    };
    if (speaks_for) {
      if (const auto by = covering(book_.ignore, word); !by.empty())
        return never("'" + by + "' is ignored for all rules");
      if (const auto by = covering(scoring.ignore, word); !by.empty())
        return never("the rule ignores '" + by + "'");
      const bool excluded_there =
          std::all_of(signal.where.begin(), signal.where.end(), [&](const FieldPoints& where) {
            return std::find(scoring.exclude_in.begin(), scoring.exclude_in.end(), where.field) !=
                   scoring.exclude_in.end();
          });
      if (const auto by = within(scoring.exclude, word); excluded_there && !by.empty())
        return never("the rule excludes '" + by + "'");
    }
    if (const auto by = within(signal.none, word); !by.empty()) return never("'none' holds '" + by + "'");
    return true;
  }

  // The word or pattern of a list that takes all of `word`, wherever it stands.
  std::string covering(const WordGroup& group, const std::string& word) {
    for (const auto& other : group.words)
      if (fold(other) == word) return other;
    const auto found = patterns_.first(
        group.patterns, [&](const re2::RE2& pattern) { return re2::RE2::FullMatch(word, pattern); });
    return found ? shown(group.patterns[*found]) : std::string();
  }
  // The one that is found wherever `word` is.
  std::string within(const WordGroup& group, const std::string& word) {
    for (const auto& other : group.words) {
      const auto folded = fold(other);
      if (!folded.empty() && holds_word(word, folded)) return other;
    }
    const auto found = patterns_.first(
        group.patterns, [&](const re2::RE2& pattern) { return re2::RE2::PartialMatch(word, pattern); });
    return found ? shown(group.patterns[*found]) : std::string();
  }

  // What a word is in all the lists that hold it. A word list is used by several rules, together with others or alone: a word is
  // in vain only where it is in all of them.
  struct Uses {
    int lists = 0;
    int vain = 0;
    LintFinding finding;
  };

  void note_use(const Place& place) {
    if (place.line > 0) ++uses_[{place.file, place.line, place.column}].lists;
  }
  void add_vain(const Place& place, const char* kind, const std::string& rule, std::string message) {
    if (place.line == 0) return add(place, kind, rule, std::move(message));
    auto& use = uses_[{place.file, place.line, place.column}];
    if (use.vain++ == 0) use.finding = {place, kind, rule, std::move(message)};
  }

  // One list by itself: what is there twice, and what makes no difference.
  void check_group(const WordGroup& group, const std::string& rule, const Place& otherwise) {
    std::map<std::string, std::size_t> seen;  // folded, to the first
    for (std::size_t i = 0; i < group.words.size(); ++i) {
      const auto& word = group.words[i];
      const auto place = place_at(group.word_places, i, otherwise);
      note_use(place);
      const auto folded = fold(word);
      if (folded.empty()) {
        add(place, "never", rule, "'" + word + "' is nothing but white space");
        continue;
      }
      const auto [first, fresh] = seen.emplace(folded, i);
      if (fresh) continue;
      const auto& other = group.words[first->second];
      add_vain(place, "duplicate", rule,
               other == word ? "'" + word + "' stands twice" +
                                   at_line(place_at(group.word_places, first->second, otherwise), place)
                             : "'" + word + "' differs from '" + other +
                                   "' only in width, case or spaces, and is compared alike");
    }
    std::map<std::string, Place> patterns_seen;
    for (std::size_t i = 0; i < group.patterns.size(); ++i) {
      const auto place = place_at(group.pattern_places, i, otherwise);
      const auto [first, fresh] = patterns_seen.emplace(group.patterns[i], place);
      note_use(place);
      if (!fresh)
        add_vain(place, "duplicate", rule, "the pattern stands twice" + at_line(first->second, place));
      if (const auto why = unmatchable(group.patterns[i]); !why.empty())
        add(place, "never", rule, "the pattern can't match: " + why);
    }
    check_shadows(group, rule, otherwise, seen);
  }

  static std::string at_line(const Place& first, const Place& here) {
    if (first.line == 0 || first == here) return " in the list";
    return "; first in line " + std::to_string(first.line);
  }

  void check_shadows(const WordGroup& group, const std::string& rule, const Place& otherwise,
                     const std::map<std::string, std::size_t>& words) {
    for (const auto& [word, i] : words) {
      const auto place = place_at(group.word_places, i, otherwise);
      // Ignored words may reach over the shorter word and not over the longer one: then both are needed.
      const auto shorter = std::find_if(words.begin(), words.end(), [&, text = word](const auto& other) {
        return other.first.size() < text.size() && holds_word(text, other.first) &&
               within(book_.ignore, text).empty();
      });
      if (shorter != words.end()) {
        add_vain(place, "shadowed", rule,
                 "'" + group.words[i] + "' makes no difference: '" + group.words[shorter->second] +
                     "' stands in it");
        continue;
      }
      const auto found = patterns_.first(group.patterns, [&, text = word](const re2::RE2& pattern) {
        return re2::RE2::PartialMatch(text, pattern);
      });
      if (found && within(book_.ignore, word).empty())
        add_vain(place, "shadowed", rule,
                 "'" + group.words[i] + "' makes no difference: the pattern " +
                     shown(group.patterns[*found]) + " finds it");
    }
  }

  const RuleBook& book_;
  Patterns patterns_;
  std::map<std::tuple<int, int, int>, Uses> uses_;  // by file, line and column
  std::vector<LintFinding> findings_;
};

}  // namespace

std::vector<LintFinding> lint(const RuleBook& book) {
  return Linter(book).run();
}

}  // namespace tenderlead::rules
