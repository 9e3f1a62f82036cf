// What is known of some notices together, and whether two such may be of one procurement. Internal to this room.
#pragma once

#include <array>
#include <boost/container/flat_set.hpp>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "linker/project_words.h"
#include "linker/projects.h"

namespace tenderlead::linker {

// The steps of a procurement, as far as their order matters.
enum class Step { planned, tender, amendment, result, failure, contract, acceptance, other };
inline constexpr std::size_t kStepCount = 8;
Step step_of(std::optional<NoticeKind> kind);

inline constexpr int kNoDay = std::numeric_limits<int>::min();

// A notice taken apart.
struct Entry {
  const LinkNotice* notice = nullptr;
  std::vector<NumberParts> numbers;
  std::vector<NumberParts> references;
  NameParts name;
  std::u32string buyer;  // folded
  Step step = Step::other;
  int day = kNoDay;  // since 1970
  int attempt = 1;
  std::string lot;
};
Entry entry_of(const LinkNotice& notice);

struct Span {
  int first = std::numeric_limits<int>::max();
  int last = std::numeric_limits<int>::min();

  bool empty() const { return first > last; }
  void add(int day);
  void add(const Span& other);
};

// There are a dozen of them in each cluster, mostly with one element or none.
template <typename T>
using SmallSet = boost::container::flat_set<T>;

struct Cluster {
  std::vector<std::size_t> entries;     // by time
  SmallSet<std::string> numbers;        // telling keys
  SmallSet<std::string> bases;          // of them, without their last groups
  SmallSet<std::string> mentioned;      // telling keys that its notices name besides
  std::vector<const NameParts*> names;  // different ones, up to a few
  SmallSet<int> years;
  SmallSet<std::string> phases;
  SmallSet<std::string> lots;
  SmallSet<std::string> sources;
  std::string buyer_id;
  std::u32string buyer;
  std::array<Span, kStepCount> steps;
  Span all;
  SmallSet<std::int64_t> budgets, awards;
  SmallSet<std::string> deadlines;  // ISO 8601 with a time
  SmallSet<std::string> suppliers;
  SmallSet<std::uint64_t> fingerprints;
  SmallSet<std::size_t> apart;  // entries that a person keeps apart from these
  int attempt = 1;              // the highest that one of them states
  bool dated = true;

  const Span& at(Step step) const { return steps[static_cast<std::size_t>(step)]; }
  bool only(std::initializer_list<Step> allowed) const;
};
Cluster cluster_of(std::size_t index, const Entry& entry);
// `into` becomes both. Entries come by time, then by the order of `entries`.
void absorb(Cluster& into, Cluster&& from, const std::vector<Entry>& entries);

enum class Buyers { same, unknown, different };
Buyers compare_buyers(const std::string& a_id, const std::u32string& a, const std::string& b_id,
                      const std::u32string& b);

// From here on names may be those of one procurement: judge() asks for it of two clusters.
inline constexpr double kLikely = 0.8;

struct Verdict {
  double score = 0;              // 0: they are not one
  const char* because = "name";  // LinkGroup::because
  bool again = false;            // the later one is another attempt
};
// Whether two clusters of one buyer, or of a buyer that one of them doesn't name, are one procurement.
Verdict judge(const Cluster& a, const Cluster& b);
// Whether notices with one telling number may be of different procurements all the same.
bool number_misleads(const Entry& a, const Entry& b);

}  // namespace tenderlead::linker
