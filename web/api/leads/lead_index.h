// All leads in memory, as far as lists filter, sort and count by them: what makes a list of 100,000 leads with any filter, its total and
// its facets a matter of a few milliseconds.
//
// It follows the store by the sequence number that each change of a lead gets (store::LeadClock): a handful of rows after a person's work, all
// of them after a match, which the first request after it reads while others still get the leads as they were. What is shown of a
// lead comes from the store; here is only by what it is found. Some 350 bytes a lead. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/time.h"
#include "store/queries.h"
#include "web/api/filter.h"
#include "web/api/identity.h"
#include "web/api/services.h"

namespace tenderlead::web {

// What leads can be filtered and sorted by.
const FilterTable& lead_filter_table();

// One lead. Words that many leads have stand once in the index.
struct IndexedLead {
  using Word = const std::string*;
  static constexpr std::int64_t kNever = INT64_MIN;

  std::string id;
  Word kind{}, state{}, grade{}, product{}, region{}, owner{}, verdict{}, status{}, organisation{};
  std::string organisation_id;
  std::string text;  // title, organisation and product, folded as search folds them
  int score = 0;
  // Seconds since the epoch; kNever: not known. A day without a time counts as its first second.
  std::int64_t deadline = kNever, published = kNever, created = kNever, changed = kNever;
  // Days since the epoch in China, of the same and of people's work; kNever: none.
  std::int64_t deadline_day = kNever, published_day = kNever, created_day = kNever, changed_day = kNever;
  std::int64_t snoozed_until = kNever, worked_on = kNever;

  // Alive, neither rejected nor snoozed; a snooze ends with its day or with news.
  bool at_hand(std::int64_t today) const;
};

// Whose leads, and which of them.
struct LeadAsk {
  std::vector<Condition> filter;
  std::vector<SortKey> sort;
  const Scope* scope = nullptr;  // null: all
  std::string me;                // whom "owner:me" means
  std::int64_t today = 0;        // days since the epoch, in China
};

class LeadIndex {
 public:
  // `catalogue` must outlive the index.
  explicit LeadIndex(const Catalogue& catalogue) : catalogue_(catalogue) {}

  // Brings it up to the snapshot that `queries` reads.
  void refresh(store::Queries& queries);

  struct Found {
    std::vector<std::string> ids;  // in the order asked for
    std::size_t total = 0;         // of all pages
    std::optional<std::vector<std::string>>
        last;  // sort keys of the last one, where there are more behind it
  };
  // Up to `limit` behind the keys of `after` (empty: from the beginning).
  Found find(const LeadAsk& ask, const std::vector<std::string>& after, std::size_t limit) const;

  // By facet, then value: how many. Each facet counts what passes all conditions but those on its own field.
  using Facets = std::map<std::string, std::map<std::string, std::size_t>>;
  Facets facets(const LeadAsk& ask, std::size_t& total) const;

  // Calls each() for what passes, in no order. The lead is only there during the call.
  void each(const LeadAsk& ask, const std::function<void(const IndexedLead&)>& each) const;

 private:
  using Predicate = std::function<bool(const IndexedLead&)>;
  struct Check {
    Predicate holds;
    bool negated = false;
    std::size_t facet = 0;  // whose own condition it is; their number: of none
  };
  std::vector<Check> checks(const LeadAsk& ask) const;
  static bool passes(const LeadAsk& ask, const std::vector<Check>& checks, const IndexedLead& lead);
  IndexedLead made_of(const store::LeadHead& head);
  IndexedLead::Word word(const std::string& text);
  void put(std::vector<IndexedLead>& leads, std::unordered_map<std::string, std::size_t>& places,
           const store::LeadHead& head);
  Predicate predicate(const Condition& condition, const LeadAsk& ask) const;

  const Catalogue& catalogue_;
  std::mutex refreshing_;            // one at a time
  mutable std::shared_mutex mutex_;  // of all below
  store::LeadClock known_;
  std::vector<IndexedLead> leads_;
  std::unordered_map<std::string, std::size_t> places_;
  std::mutex words_mutex_;
  std::set<std::string> words_;  // never shrinks: as many as there are organisations
};

}  // namespace tenderlead::web
