// Which notices speak of one procurement.
//
// Two passes. First, notices with the same number are one, unless their buyers and names say that somebody else has the number too.
// Then, among one buyer's, what has the same name or nearly: as far as numbers, years, phases, the order of stages, the time
// between them and the amounts let it. The nearest in time goes first, and each join is judged again by what was joined before:
// a tender after an award begins another procurement; after a failure it is the second attempt at the same.
//
// The answer depends on the notices alone, in whatever order they come. Time grows with the notices, not with their square: pairs
// are compared among one number's and one buyer's. Nothing here throws but std::bad_alloc; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/notice.h"

namespace tenderlead::linker {

// What linking needs of a notice.
struct LinkNotice {
  std::string id;  // of the notice; unique
  std::string source_id;
  std::optional<NoticeKind> kind;
  std::string number;                   // as stated; may hold several
  std::vector<std::string> references;  // numbers that its words name besides
  std::string name;                     // of the project; where empty, the title is used
  std::string title;
  std::string buyer_id;  // of the Organisation; empty where unknown
  std::string buyer;     // as written
  std::string region_code;
  std::optional<StatedTime> published_at;
  std::optional<StatedTime> bid_deadline;
  std::optional<std::int64_t> budget_minor;   // or the ceiling, where only that is stated
  std::optional<std::int64_t> awarded_minor;  // sum of the awards, or the contract's amount
  std::vector<std::string> suppliers;         // winners, or the contract's
  std::vector<std::string> lots;              // their numbers, where the notice is of a divided procurement
  std::string contract_no;
  std::uint64_t fingerprint = 0;  // simhash of its words; 0: none
};

// What a person decided; later ones win over earlier ones.
struct LinkDecision {
  bool join = true;                  // false: none of `notices` is one with any of `others`
  std::vector<std::string> notices;  // ids; unknown ones are passed over
  std::vector<std::string> others;
};

// One procurement: places of its notices in what was given, in the order of time.
struct LinkGroup {
  std::string
      key;  // what its id is made of: the number or else name, buyer and year of its first notice that has one
  std::vector<std::size_t> notices;
  std::vector<std::string>
      because;  // of each: "first", "number", "number_part", "reference", "name", "similar_name",
                // "same_notice", "retender", "lot", "person"
  std::vector<std::size_t> same_as;     // of each: the place of the notice that it repeats, or its own
  std::vector<int> attempt;             // of each: 1, 2 ...
  std::optional<std::size_t> previous;  // the group of the year before
};

// Every notice stands in one group. Groups come in the order of their first notices.
std::vector<LinkGroup> join_projects(const std::vector<LinkNotice>& notices,
                                     const std::vector<LinkDecision>& decisions = {});

}  // namespace tenderlead::linker
