// Searching notices by words, phrases, what they are and when they were published, as plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/notice.h"
#include "store/grams.h"

namespace tenderlead::store {

// A word or phrase that is searched for.
struct SearchWord {
  QueryWord query;     // its terms
  std::string folded;  // as FoldedText::places() takes it
  // The index alone tells whether a notice has it; of longer ones it tells that their parts are there.
  bool exact() const { return query.terms.size() == 1 && query.terms.front() == folded; }
};
// Absent where nothing of it can be searched for: one wide character alone, signs.
std::optional<SearchWord> search_word(std::string_view text);

struct NoticeCondition {
  enum class On { kind, source, region, day, budget } on = On::kind;
  bool negated = false;
  std::vector<std::string>
      values{};  // kind, source, region (the beginning of a code); any of them; "-": it has none
  std::int64_t least = INT64_MIN;  // day (since the epoch), budget (fen); both ends included
  std::int64_t most = INT64_MAX;
};

struct NoticeSearch {
  std::vector<SearchWord> words;    // all of them
  std::vector<SearchWord> without;  // none of them
  std::vector<NoticeCondition> conditions;
  std::vector<std::string> regions;  // whose beginnings bound what may be seen; empty: nothing does
  bool newest = false;               // by publication alone, wherever words stand
};

// How much work a search may do before it gives what it has. What it found up to there is right, and it can go on from there.
struct SearchBudget {
  std::size_t reads = 300;       // notices whose words are looked at
  std::size_t looks = 20'000;    // notices that the index gives
  std::function<bool()> over{};  // asked now and then; empty: never
};

// Where a search goes on: in which of its parts (titles, names, text), and below which place.
struct SearchPosition {
  int part = 0;
  std::int64_t below = INT64_MAX;
};

struct FoundNotice {
  std::string id;
  Notice notice;
  std::string source_id, kind, region_code, published_at, url, buyer_id;
  const char* where =
      "";  // title, names, text: the first in which all words stand; empty where none was asked for
  SearchPosition position;
};

struct FoundNotices {
  std::vector<FoundNotice> notices;    // titles first, then names, then text; the newest day first in each
  std::optional<SearchPosition> next;  // absent: there are no more
  bool cut = false;                    // the budget ended it; there may be more
};

struct NoticeCounts {
  std::int64_t total = 0;
  bool cut = false;  // there are more
  bool close =
      false;  // words of three characters and more were counted by their parts, without looking at the text
  std::vector<std::pair<std::string, std::int64_t>> kinds, provinces, sources, years;  // the most first
};

}  // namespace tenderlead::store
