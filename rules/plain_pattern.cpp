#include "rules/plain_pattern.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace tenderlead::rules {
namespace {

constexpr std::size_t kMostSteps = 400;     // of a program
constexpr std::uint32_t kMostTimes = 1000;  // as RE2 allows
constexpr std::uint32_t kEndless = 0xFFFFFFFF;
constexpr int kDeepestGroup = 50;
constexpr int kDeepestRun = 200;
constexpr std::size_t kLeastEffort = 256;  // steps in any text, and so many more for each byte:
constexpr std::size_t kEffortAByte = 16;
constexpr std::size_t kNoEnd = static_cast<std::size_t>(-1);

bool goes_on(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}
std::size_t character_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && goes_on(text[at]); ++at) {
  }
  return at;
}

// Of well-formed UTF-8.
char32_t point_of(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character.front());
  if (character.size() == 1) return lead;
  char32_t point = lead & (0x7Fu >> character.size());
  for (const char c : character.substr(1)) point = (point << 6) | (static_cast<unsigned char>(c) & 0x3Fu);
  return point;
}

std::uint64_t bit_of(std::string_view character) {
  std::uint64_t value = 0;
  for (const char c : character) value = value << 8 | static_cast<unsigned char>(c);
  return std::uint64_t{1} << (value * 0x9E3779B97F4A7C15u >> 58);
}

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

bool PlainPattern::Class::contains(char32_t point) const {
  const bool named = std::any_of(ranges.begin(), ranges.end(), [point](const auto& range) {
    return range.first <= point && point <= range.second;
  });
  return named != others;
}

// Reads a pattern into a tree, and writes that as a program.
class PlainPatternReader {
 public:
  explicit PlainPatternReader(std::string_view pattern) : pattern_(pattern) {}

  std::optional<PlainPattern> read() {
    auto whole = alternatives(0);
    if (!whole || more() || least(*whole) == 0) return std::nullopt;
    if (!write(*whole)) return std::nullopt;
    made_.steps_.push_back({Step::Kind::end});
    std::vector<bool> seen(made_.steps_.size());
    made_.note_first(0, seen);
    return std::move(made_);
  }

 private:
  using Step = PlainPattern::Step;
  using Class = PlainPattern::Class;
  struct Node {
    enum class Kind { words, one, sequence, choice } kind = Kind::sequence;
    std::string words = {};
    Class one = {};
    std::vector<Node> parts = {};
    std::uint32_t least = 1;
    std::uint32_t most = 1;
  };

  bool more() const { return at_ < pattern_.size(); }
  bool next_is(char c) const { return more() && pattern_[at_] == c; }
  bool take(std::string_view sign) {
    if (pattern_.substr(at_, sign.size()) != sign) return false;
    at_ += sign.size();
    return true;
  }

  std::optional<Node> alternatives(int depth) {
    Node choice{Node::Kind::choice};
    do {
      Node sequence;
      while (more() && !next_is('|') && !next_is(')')) {
        auto part = one(depth);
        if (!part || !read_times(*part)) return std::nullopt;
        auto& parts = sequence.parts;
        const bool joins = part->kind == Node::Kind::words && once(*part) && !parts.empty() &&
                           parts.back().kind == Node::Kind::words && once(parts.back());
        if (joins)
          parts.back().words += part->words;
        else
          parts.push_back(std::move(*part));
      }
      choice.parts.push_back(std::move(sequence));
    } while (take("|"));
    if (choice.parts.size() > 1) return choice;
    return std::move(choice.parts.front());
  }

  std::optional<Node> one(int depth) {
    if (take("(")) {
      if (depth >= kDeepestGroup || (next_is('?') && !take("?:"))) return std::nullopt;
      auto inner = alternatives(depth + 1);
      if (!inner || !take(")")) return std::nullopt;
      if (once(*inner)) return inner;
      Node group;
      group.parts.push_back(std::move(*inner));
      return group;
    }
    if (take("[")) return character_class();
    if (take(".")) return Node{Node::Kind::one, {}, {{{'\n', '\n'}}, true}};
    if (take("\\")) {
      if (!more()) return std::nullopt;
      if (take("d")) return Node{Node::Kind::one, {}, {digits(), false}};
      if (take("w")) return Node{Node::Kind::one, {}, {word_signs(), false}};
      if (!is_escaped_sign()) return std::nullopt;
    } else if (std::string_view("*+?{}^$").find(pattern_[at_]) != std::string_view::npos) {
      return std::nullopt;
    }
    return Node{Node::Kind::words, std::string(character())};
  }

  // What follows a part. False where a second such sign would make it lazy, or is more than is known here.
  bool read_times(Node& part) {
    if (take("?")) {
      part.least = 0;
    } else if (take("*")) {
      part.least = 0;
      part.most = kEndless;
    } else if (take("+")) {
      part.most = kEndless;
    } else if (take("{")) {
      const auto low = number();
      if (!low) return false;
      part.least = part.most = *low;
      if (take(",")) {
        if (next_is('}')) {
          part.most = kEndless;
        } else {
          const auto high = number();
          if (!high || *high < *low) return false;
          part.most = *high;
        }
      }
      if (!take("}")) return false;
    } else {
      return true;
    }
    if (next_is('?') || next_is('*') || next_is('+') || next_is('{')) return false;
    return part.most > 0 && least_once(part) > 0;
  }

  std::optional<std::uint32_t> number() {
    std::uint32_t value = 0;
    const auto first = at_;
    for (; more() && pattern_[at_] >= '0' && pattern_[at_] <= '9'; ++at_) {
      value = value * 10 + static_cast<std::uint32_t>(pattern_[at_] - '0');
      if (value > kMostTimes) return std::nullopt;
    }
    if (at_ == first) return std::nullopt;
    return value;
  }

  using Ranges = std::vector<std::pair<char32_t, char32_t>>;
  static Ranges digits() { return {{'0', '9'}}; }
  static Ranges word_signs() { return {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}; }

  bool is_escaped_sign() const {
    const char c = pattern_[at_];
    return c > 0x20 && c < 0x7F && !is_alphanumeric(c);
  }
  std::string_view character() {
    const auto first = at_;
    at_ = character_end(pattern_, at_);
    return pattern_.substr(first, at_ - first);
  }

  std::optional<Node> character_class() {
    Node node{Node::Kind::one};
    node.one.others = take("^");
    auto& ranges = node.one.ranges;
    const auto add = [&ranges](const Ranges& more_of_them) {
      ranges.insert(ranges.end(), more_of_them.begin(), more_of_them.end());
      return true;
    };
    for (const auto first = at_; more();) {
      if (at_ != first && take("]")) return node;
      if (next_is('[')) return std::nullopt;
      if (take("\\d") ? add(digits()) : take("\\w") && add(word_signs())) {
        if (next_is('-')) return std::nullopt;
        continue;
      }
      if (take("\\n") ? add({{'\n', '\n'}}) : take("\\s") && add({{'\t', '\n'}, {'\f', '\r'}, {' ', ' '}})) {
        if (next_is('-')) return std::nullopt;
        continue;
      }
      const auto low = class_sign();
      if (!low) return std::nullopt;
      auto high = low;
      if (next_is('-')) {
        if (pattern_.substr(at_, 2) == "-]") {
          // A sign of its own, read next.
        } else {
          ++at_;
          high = class_sign();
        }
      }
      if (!high || *high < *low) return std::nullopt;
      ranges.emplace_back(*low, *high);
    }
    return std::nullopt;
  }
  std::optional<char32_t> class_sign() {
    if (take("\\") && !(more() && is_escaped_sign())) return std::nullopt;
    if (!more()) return std::nullopt;
    return point_of(character());
  }

  static bool once(const Node& node) { return node.least == 1 && node.most == 1; }
  static std::size_t least_once(const Node& node) {
    switch (node.kind) {
      case Node::Kind::words:
        return node.words.size();
      case Node::Kind::one:
        return 1;
      case Node::Kind::sequence: {
        std::size_t sum = 0;
        for (const auto& part : node.parts) sum += least(part);
        return sum;
      }
      case Node::Kind::choice:
        break;
    }
    auto shortest = kNoEnd;
    for (const auto& part : node.parts) shortest = std::min(shortest, least(part));
    return shortest;
  }
  static std::size_t least(const Node& node) { return node.least == 0 ? 0 : least_once(node); }

  std::uint32_t here() const { return static_cast<std::uint32_t>(made_.steps_.size()); }
  bool put(const Step& step) {
    made_.steps_.push_back(step);
    return made_.steps_.size() < kMostSteps;
  }

  bool write(const Node& node) {
    if (node.kind == Node::Kind::one) {
      made_.classes_.push_back(node.one);
      const auto number = static_cast<std::uint32_t>(made_.classes_.size() - 1);
      return put({Step::Kind::some, number, 0, node.least, node.most});
    }
    for (std::uint32_t i = 0; i < node.least; ++i)
      if (!write_once(node)) return false;
    if (node.most == kEndless) {
      const auto choice = here();
      if (!put({Step::Kind::choice, choice + 1}) || !write_once(node) || !put({Step::Kind::jump, choice}))
        return false;
      made_.steps_[choice].b = here();
      return true;
    }
    // Each time more only after the one before.
    std::vector<std::uint32_t> choices;
    for (auto i = node.least; i < node.most; ++i) {
      choices.push_back(here());
      if (!put({Step::Kind::choice, here() + 1}) || !write_once(node)) return false;
    }
    for (const auto choice : choices) made_.steps_[choice].b = here();
    return true;
  }

  bool write_once(const Node& node) {
    switch (node.kind) {
      case Node::Kind::words: {
        const auto begin = static_cast<std::uint32_t>(made_.words_.size());
        made_.words_ += node.words;
        Step step{Step::Kind::words, begin, static_cast<std::uint32_t>(made_.words_.size())};
        const auto bytes = std::min(node.words.size(), sizeof step.first);
        std::memcpy(&step.first, node.words.data(), bytes);
        std::memset(&step.first_mask, 0xFF, bytes);
        return put(step);
      }
      case Node::Kind::one:
        return write(node);
      case Node::Kind::sequence:
        return std::all_of(node.parts.begin(), node.parts.end(),
                           [this](const Node& part) { return write(part); });
      case Node::Kind::choice:
        break;
    }
    std::vector<std::uint32_t> jumps;
    for (std::size_t i = 0; i < node.parts.size(); ++i) {
      const auto choice = here();
      const bool last = i + 1 == node.parts.size();
      if (!last && !put({Step::Kind::choice, choice + 1})) return false;
      if (!write(node.parts[i])) return false;
      if (last) break;
      jumps.push_back(here());
      if (!put({Step::Kind::jump})) return false;
      made_.steps_[choice].b = here();
    }
    for (const auto jump : jumps) made_.steps_[jump].a = here();
    return true;
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  PlainPattern made_;
};

std::optional<PlainPattern> PlainPattern::compile(std::string_view pattern) {
  return PlainPatternReader(pattern).read();
}

void PlainPattern::note_first(std::size_t step, std::vector<bool>& seen) {
  for (; !seen[step]; ++step) {
    seen[step] = true;
    const auto& one = steps_[step];
    switch (one.kind) {
      case Step::Kind::words: {
        const std::string_view first(words_.data() + one.a, one.b - one.a);
        first_bytes_[static_cast<unsigned char>(first.front())] = true;
        first_characters_ |= bit_of(first.substr(0, character_end(first, 0)));
        return;
      }
      case Step::Kind::some:
        first_bytes_.fill(true);
        first_characters_ = ~std::uint64_t{0};
        if (one.least > 0) return;
        break;
      case Step::Kind::choice:
        note_first(one.a, seen);
        return note_first(one.b, seen);
      case Step::Kind::jump:
        return note_first(one.a, seen);
      case Step::Kind::end:
        return;
    }
  }
}

struct PlainPattern::Run {
  const PlainPattern& pattern;
  std::string_view text;
  std::size_t effort = 0;  // that is left
  bool gave_up = false;
};

bool PlainPattern::stands(const Step& words, std::string_view text, std::size_t at) const {
  const std::size_t size = words.b - words.a, left = text.size() - at;
  if (left < size) return false;
  if (std::uint32_t first = 0; left >= sizeof first) {
    std::memcpy(&first, text.data() + at, sizeof first);
    if ((first & words.first_mask) != words.first) return false;
    if (size <= sizeof first) return true;
  }
  return std::memcmp(text.data() + at, words_.data() + words.a, size) == 0;
}

// Where a match ends that is at `at` when it comes to the step; kNoEnd without one.
std::size_t PlainPattern::end_of(Run& run, std::size_t step, std::size_t at, int depth) {
  const auto& pattern = run.pattern;
  for (;;) {
    if (run.effort == 0 || depth > kDeepestRun) {
      run.gave_up = true;
      return kNoEnd;
    }
    --run.effort;
    const auto& one = pattern.steps_[step++];
    switch (one.kind) {
      case Step::Kind::words: {
        if (!pattern.stands(one, run.text, at)) return kNoEnd;
        at += one.b - one.a;
        break;
      }
      case Step::Kind::some: {
        const auto& wanted = pattern.classes_[one.a];
        const auto first = at;
        std::uint32_t count = 0;
        while (count < one.most && at < run.text.size()) {
          const auto next = character_end(run.text, at);
          if (!wanted.contains(point_of(run.text.substr(at, next - at)))) break;
          at = next;
          ++count;
        }
        run.effort -= std::min<std::size_t>(run.effort, count);
        if (count < one.least) return kNoEnd;
        for (; count > one.least; --count) {
          const auto end = end_of(run, step, at, depth + 1);
          if (end != kNoEnd || run.gave_up) return end;
          for (--at; at > first && goes_on(run.text[at]); --at) {
          }
        }
        break;
      }
      case Step::Kind::choice: {
        const auto& other = pattern.steps_[one.a];
        if (other.kind == Step::Kind::words && !pattern.stands(other, run.text, at)) {
          step = one.b;
          break;
        }
        const auto end = end_of(run, one.a, at, depth + 1);
        if (end != kNoEnd || run.gave_up) return end;
        step = one.b;
        break;
      }
      case Step::Kind::jump:
        step = one.a;
        break;
      case Step::Kind::end:
        return at;
    }
  }
}

bool PlainPattern::is_quick() const {
  constexpr std::size_t kFewSteps = 40;
  return steps_.size() <= kFewSteps && steps_.front().kind == Step::Kind::words;
}

std::size_t PlainPattern::next_begin(std::string_view text, std::size_t at) const {
  const auto& first = steps_.front();
  if (first.kind == Step::Kind::words) {
    const auto found = text.find(std::string_view(words_).substr(first.a, first.b - first.a), at);
    return std::min(found, text.size());
  }
  for (std::size_t next = 0; at < text.size(); at = next) {
    next = character_end(text, at);
    if (first_bytes_[static_cast<unsigned char>(text[at])] &&
        (first_characters_ & bit_of(text.substr(at, next - at))) != 0)
      return at;
  }
  return text.size();
}

PlainPattern::Found PlainPattern::find(std::string_view text, std::size_t from) const {
  Run run{*this, text, kLeastEffort + kEffortAByte * (text.size() - from)};
  for (auto at = next_begin(text, from); at < text.size(); at = next_begin(text, character_end(text, at))) {
    const auto end = end_of(run, 0, at, 0);
    if (run.gave_up) return {Found::How::gave_up};
    if (end != kNoEnd) return {Found::How::match, at, end};
  }
  return {};
}

}  // namespace tenderlead::rules
