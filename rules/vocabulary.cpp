#include "rules/vocabulary.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "rules/line_pattern.h"
#include "rules/needed_strings.h"

namespace tenderlead::rules {
namespace {

constexpr int kInstructionBytes = 16;  // of RE2's programs

template <typename List>
void sort_once(List& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

}  // namespace

std::span<const GroupHit> GroupHits::of(std::uint32_t group) const {
  const auto begin =
      std::lower_bound(hits_.begin(), hits_.end(), group,
                       [](const GroupHit& hit, std::uint32_t wanted) { return hit.group < wanted; });
  auto end = begin;
  while (end != hits_.end() && end->group == group) ++end;
  return {begin, end};
}

Vocabulary::Use& Vocabulary::use(std::uint32_t word) {
  if (word >= uses_.size()) uses_.resize(word + 1);
  return uses_[word];
}

std::uint32_t Vocabulary::add(const WordGroup& group, const std::string& rule) {
  for (const auto& word : group.words) {
    const auto folded = fold(word);
    if (folded.empty()) continue;
    auto& groups = use(words_.add(folded)).groups;
    if (groups.empty() || groups.back() != groups_) groups.push_back(groups_);
  }
  for (const auto& text : group.patterns) {
    const auto [known, fresh] = pattern_numbers_.try_emplace(text, patterns_.size());
    if (fresh) patterns_.push_back({text, rule, {}, nullptr, {}});
    auto& groups = patterns_[known->second].groups;
    if (groups.empty() || groups.back() != groups_) groups.push_back(groups_);
  }
  return groups_++;
}

Result<void> Vocabulary::compile() {
  if (auto done = compile_patterns(); !done) return done;
  uses_.resize(words_.words());
  words_.build();
  note_roles();
  return {};
}

void Vocabulary::note_roles() {
  for (auto& use : uses_) {
    Role role;
    role.groups = static_cast<std::uint32_t>(word_groups_.size());
    role.group_count = static_cast<std::uint32_t>(use.groups.size()) & 0xFFFFFFF;
    role.key_of_lines = use.in_line.empty() ? 0 : 1;
    role.key_of_text = use.in_text.empty() ? 0 : 1;
    role.needed_in_line = use.needed_in_line ? 1 : 0;
    role.needed_in_text = use.needed_in_text ? 1 : 0;
    word_groups_.insert(word_groups_.end(), use.groups.begin(), use.groups.end());
    roles_.push_back(role);
  }
}

Result<void> Vocabulary::compile_patterns() {
  std::int64_t bytes = 0;
  std::vector<NeededStrings> needed;
  needed.reserve(patterns_.size());
  std::map<std::string, std::size_t> patterns_with;  // a string
  for (auto& pattern : patterns_) {
    pattern.expression = std::make_unique<re2::RE2>(pattern.text, pattern_options());
    if (!pattern.expression->ok())
      return Error{ErrorCode::invalid_config, pattern.rule + ": the pattern '" + pattern.text +
                                                  "' can't be used: " + pattern.expression->error()};
    bytes += static_cast<std::int64_t>(pattern.expression->ProgramSize()) * kInstructionBytes;
    if (bytes > kPatternMemory)
      return Error{ErrorCode::too_large,
                   "the rules' patterns need more than 64 MiB together; make them fewer or simpler"};
    needed.emplace_back(pattern.text);
    for (const auto& string : needed.back().all()) ++patterns_with[string];
  }
  const auto worse = [&](const std::string& a, const std::string& b) {
    const auto often_a = patterns_with[a], often_b = patterns_with[b];
    return often_a != often_b ? often_a > often_b : a.size() < b.size();
  };
  for (std::size_t i = 0; i < patterns_.size(); ++i) {
    auto& pattern = patterns_[i];
    const auto demands = needed[i].demands(worse);
    if (demands.empty()) always_.push_back(&pattern);
    const bool in_line = stays_within_line(pattern.text);
    const auto keys = in_line ? &Use::in_line : &Use::in_text;
    const auto needed_there = in_line ? &Use::needed_in_line : &Use::needed_in_text;
    if (in_line) {
      auto plain = PlainPattern::compile(pattern.text);
      if (plain && plain->is_quick()) pattern.plain = std::move(plain);
      if (const auto longest = longest_match(pattern.text))
        pattern.longest = static_cast<std::uint32_t>(*longest);
    }
    for (std::size_t k = 0; k < demands.size(); ++k) {
      std::vector<std::uint32_t> words;
      for (const auto& string : demands[k]) {
        const auto word = words_.add(string);
        use(word).*needed_there = true;
        if (k == 0) (use(word).*keys).push_back(&pattern);
        words.push_back(word);
      }
      std::sort(words.begin(), words.end());
      if (k > 0) pattern.needs.push_back(std::move(words));
    }
  }
  return {};
}

GroupHits Vocabulary::find(const FoldedText& folded) const {
  const std::string_view text = folded.text();
  std::vector<GroupHit> hits;
  hits.reserve(text.size() / 16);
  std::vector<Needed> in_lines;
  std::vector<std::uint32_t> in_text;
  bool keys_of_lines = false, keys_of_text = false;
  words_.each(text, [&](const WordHit& hit, bool whole) {
    const auto role = roles_[hit.word];
    if (whole)
      for (std::uint32_t i = 0; i < role.group_count; ++i)
        hits.push_back({word_groups_[role.groups + i], hit.begin, hit.end});
    if (role.needed_in_line != 0) in_lines.push_back({hit.word, hit.begin});
    if (role.needed_in_text != 0) in_text.push_back(hit.word);
    keys_of_lines = keys_of_lines || role.key_of_lines != 0;
    keys_of_text = keys_of_text || role.key_of_text != 0;
  });
  for (const auto* pattern : always_) run(*pattern, text, 0, text.size(), hits);
  if (keys_of_text) find_in_text(text, in_text, hits);
  if (keys_of_lines) find_in_lines(text, in_lines, hits);
  std::sort(hits.begin(), hits.end());
  return GroupHits(std::move(hits));
}

void Vocabulary::find_in_text(std::string_view text, std::vector<std::uint32_t>& words,
                              std::vector<GroupHit>& hits) const {
  sort_once(words);
  const auto is_there = [&](std::uint32_t word) {
    return std::binary_search(words.begin(), words.end(), word);
  };
  Patterns found;
  for (const auto word : words)
    for (const auto* pattern : uses_[word].in_text)
      if (std::all_of(pattern->needs.begin(), pattern->needs.end(),
                      [&](const auto& list) { return std::any_of(list.begin(), list.end(), is_there); }))
        found.push_back(pattern);
  sort_once(found);
  for (const auto* pattern : found) run(*pattern, text, 0, text.size(), hits);
}

void Vocabulary::find_in_lines(std::string_view text, std::span<const Needed> needed,
                               std::vector<GroupHit>& hits) const {
  std::vector<Window> windows;
  for (std::size_t first = 0; first < needed.size();) {
    Window line;
    line.end = std::min(text.find('\n', needed[first].begin), text.size());
    std::size_t last = first;
    bool key = false;
    for (; last < needed.size() && needed[last].begin < line.end; ++last)
      key = key || roles_[needed[last].word].key_of_lines != 0;
    if (key) {
      const auto before = text.rfind('\n', needed[first].begin);
      line.begin = before == std::string_view::npos ? 0 : before + 1;
      const auto within = needed.subspan(first, last - first);
      for (std::size_t at = 0; at < within.size(); ++at) find_windows(within, at, line, windows);
    }
    first = last;
  }
  run(windows, text, hits);
}

void Vocabulary::find_windows(std::span<const Needed> needed, std::size_t at, const Window& line,
                              std::vector<Window>& windows) const {
  if (roles_[needed[at].word].key_of_lines == 0) return;
  const std::size_t key = needed[at].begin;
  for (const auto* pattern : uses_[needed[at].word].in_line) {
    Window window{pattern, line.begin, line.end};
    // What a match holds begins within its length of the key, on either side.
    if (pattern->longest) {
      window.begin = std::max(window.begin, key - std::min<std::size_t>(key, *pattern->longest));
      window.end = std::min(window.end, key + *pattern->longest);
    }
    std::size_t from = at, to = at + 1;
    while (from > 0 && needed[from - 1].begin >= window.begin) --from;
    while (to < needed.size() && needed[to].begin < window.end) ++to;
    const auto near = needed.subspan(from, to - from);
    const auto is_near = [&](const std::vector<std::uint32_t>& list) {
      return std::any_of(near.begin(), near.end(), [&](const Needed& one) {
        return std::binary_search(list.begin(), list.end(), one.word);
      });
    };
    if (std::all_of(pattern->needs.begin(), pattern->needs.end(), is_near)) windows.push_back(window);
  }
}

// Windows of one pattern that meet are one, so that a match is found where it would be in the whole line.
void Vocabulary::run(std::vector<Window>& windows, std::string_view text, std::vector<GroupHit>& hits) {
  std::sort(windows.begin(), windows.end(), [](const Window& a, const Window& b) {
    return std::tie(a.pattern, a.begin) < std::tie(b.pattern, b.begin);
  });
  const auto inside = [text](std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
  };
  for (std::size_t i = 0; i < windows.size();) {
    auto window = windows[i];
    for (++i; i < windows.size() && windows[i].pattern == window.pattern && windows[i].begin <= window.end;
         ++i)
      window.end = std::max(window.end, windows[i].end);
    while (inside(window.begin)) ++window.begin;
    while (inside(window.end)) --window.end;
    run(*window.pattern, text, window.begin, window.end, hits);
  }
}

void Vocabulary::run(const Pattern& pattern, std::string_view text, std::size_t begin, std::size_t end,
                     std::vector<GroupHit>& hits) {
  const auto within = text.substr(begin, end - begin);
  const auto note = [&](std::size_t first, std::size_t last) {
    for (const auto group : pattern.groups)
      hits.push_back(
          {group, static_cast<std::uint32_t>(begin + first), static_cast<std::uint32_t>(begin + last)});
  };
  std::size_t at = 0;
  while (pattern.plain) {
    const auto found = pattern.plain->find(within, at);
    if (found.how == PlainPattern::Found::How::nothing) return;
    if (found.how == PlainPattern::Found::How::gave_up) break;
    note(found.begin, found.end);
    at = found.end;
  }
  const re2::StringPiece piece(within.data(), within.size());
  re2::StringPiece found;
  while (pattern.expression->Match(piece, at, piece.size(), re2::RE2::UNANCHORED, &found, 1)) {
    if (found.empty()) break;
    const auto first = static_cast<std::size_t>(found.data() - piece.data());
    at = first + found.size();
    note(first, at);
  }
}

}  // namespace tenderlead::rules
