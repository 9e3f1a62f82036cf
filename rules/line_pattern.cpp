#include "rules/line_pattern.h"

#include <cstddef>

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

}  // namespace tenderlead::rules
