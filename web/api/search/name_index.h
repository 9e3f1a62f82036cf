// The names of all organisations in memory, folded: 20,000 of them are searched in a millisecond or two, wherever in a name the words stand.
// Follows the store by its count of changes (Queries::name_clock()). Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/queries.h"
#include "store/search_rows.h"
#include "web/api/filter.h"
#include "web/api/identity.h"

namespace tenderlead::web {

struct NamedOrganisation {
  std::string id, name, kind, region;
  std::string folded;               // the name
  std::vector<std::string> others;  // names that it is known by besides
  std::string folded_others;        // all of them, parted
};

struct NameAsk {
  std::vector<store::SearchWord> words, without;
  std::vector<Condition> conditions;  // region, type
  const Scope* scope = nullptr;       // null: all
};

class NameIndex {
 public:
  using Names = std::vector<NamedOrganisation>;

  // Brings it up to the snapshot that `queries` reads.
  void refresh(store::Queries& queries);

  // Those that pass, the best first: all words in the name before those found by another name, a name that begins with the first word before
  // others, short names before long ones. What is pointed to lives as long as `names`.
  struct Found {
    std::shared_ptr<const Names> names;
    std::vector<const NamedOrganisation*>
        hits;  // the first `limit` behind the one with the id `after`, in order
    std::size_t total = 0;
    bool more = false;
  };
  // `after` empty, or gone: from the beginning.
  Found find(const NameAsk& ask, const std::string& after, std::size_t limit) const;
  // All that pass, in no order.
  void each(const NameAsk& ask, const std::function<void(const NamedOrganisation&)>& each) const;

 private:
  std::mutex refreshing_;
  mutable std::mutex mutex_;  // of what follows
  std::int64_t known_ = 0;
  std::shared_ptr<const Names> names_ = std::make_shared<Names>();
};

}  // namespace tenderlead::web
