#include "rules/line_pattern.h"

#include <algorithm>

namespace tenderlead::rules {
namespace {

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_control(char c) {
  return (c >= 0 && c < 0x20) || c == 0x7F;
}
// The escape of a sign that would otherwise mean something, or one of the classes without line feed.
bool is_plain_escape(char c) {
  return c == 'd' || c == 'w' || (!is_alphanumeric(c) && !is_control(c));
}

// `at` stands behind the bracket and is left behind the closing one.
bool class_stays(std::string_view pattern, std::size_t& at) {
  const bool negated = at < pattern.size() && pattern[at] == '^';
  if (negated) ++at;
  bool excluded = false;  // the line feed, from a negated class
  for (const auto first = at; at < pattern.size(); ++at) {
    const char c = pattern[at];
    if (c == ']' && at != first) {
      ++at;
      return !negated || excluded;
    }
    if (c == '[' || is_control(c)) return false;
    if (c != '\\') continue;
    if (++at == pattern.size()) return false;
    if (negated && (pattern[at] == 'n' || pattern[at] == 's'))
      excluded = true;
    else if (!is_plain_escape(pattern[at]))
      return false;
  }
  return false;
}

constexpr std::size_t kHighestBound = 2000;  // bytes; a line is shorter, nearly always
constexpr std::size_t kWidest = 4;           // bytes of a character
constexpr int kDeepest = 50;                 // groups within groups

// Adds up what a pattern's parts can match at most.
class Longest {
 public:
  explicit Longest(std::string_view pattern) : pattern_(pattern) {}

  std::optional<std::size_t> all() {
    const auto length = alternatives(0);
    if (!length || at_ < pattern_.size() || *length > kHighestBound) return std::nullopt;
    return length;
  }

 private:
  bool more() const { return at_ < pattern_.size(); }
  bool take(std::string_view sign) {
    if (pattern_.substr(at_, sign.size()) != sign) return false;
    at_ += sign.size();
    return true;
  }

  std::optional<std::size_t> alternatives(int depth) {
    std::size_t longest = 0;
    do {
      std::size_t length = 0;
      while (more() && pattern_[at_] != '|' && pattern_[at_] != ')') {
        auto part = one(depth);
        if (!part || !repeated(*part)) return std::nullopt;
        length += *part;
        if (length > kHighestBound) return std::nullopt;
      }
      longest = std::max(longest, length);
    } while (take("|"));
    return longest;
  }

  // A character, a class or a group.
  std::optional<std::size_t> one(int depth) {
    if (take("(")) {
      if (depth >= kDeepest) return std::nullopt;
      take("?:");
      const auto inner = alternatives(depth + 1);
      if (!inner || !take(")")) return std::nullopt;
      return inner;
    }
    if (take("[")) {
      if (!class_stays(pattern_, at_)) return std::nullopt;
      return kWidest;
    }
    if (take(".")) return kWidest;
    if (take("\\")) {
      ++at_;
      return kWidest;
    }
    ++at_;
    std::size_t bytes = 1;
    while (more() && (static_cast<unsigned char>(pattern_[at_]) & 0xC0) == 0x80) {
      ++at_;
      ++bytes;
    }
    return bytes;
  }

  // What follows a part: `?`, `{2}`, `{2,4}`. False where there is no end to it.
  bool repeated(std::size_t& length) {
    for (;;) {
      if (take("*") || take("+")) return false;
      if (take("?")) continue;
      if (!more() || pattern_[at_] != '{') return true;
      std::size_t most = 0, digits = 0;
      for (++at_; more() && pattern_[at_] != '}'; ++at_) {
        const char c = pattern_[at_];
        if (c == ',') {
          if (digits == 0) return false;  // RE2 takes `{,2}` for four characters
          most = digits = 0;
        } else if (c >= '0' && c <= '9') {
          most = most * 10 + static_cast<std::size_t>(c - '0');
          ++digits;
        } else {
          return false;
        }
        if (most > kHighestBound) return false;
      }
      if (!take("}") || digits == 0) return false;
      length *= most;
    }
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
};

}  // namespace

bool stays_within_line(std::string_view pattern) {
  for (std::size_t at = 0; at < pattern.size();) {
    const char c = pattern[at++];
    if (c == '^' || c == '$' || is_control(c)) return false;
    if (c == '(' && pattern.substr(at, 1) == "?" && pattern.substr(at, 2) != "?:") return false;
    if (c == '[' && !class_stays(pattern, at)) return false;
    if (c == '\\' && (at == pattern.size() || !is_plain_escape(pattern[at++]))) return false;
  }
  return true;
}

std::optional<std::size_t> longest_match(std::string_view pattern) {
  return Longest(pattern).all();
}

}  // namespace tenderlead::rules
