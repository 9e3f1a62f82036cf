// All organisations in memory, as far as lists find, filter, sort and count by them; as LeadIndex does it for leads.
//
// Made anew after each linking, while others go on with the one before; what people decide shows at once, since only the organisations that
// they touched are read again. Some 300 bytes an organisation. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/queries.h"
#include "web/api/filter.h"
#include "web/api/identity.h"
#include "web/api/organisations/book.h"

namespace tenderlead::web {

const FilterTable& organisation_filter_table();

struct IndexedOrganisation {
  std::string id;
  std::vector<std::string> names;  // the one that stands first
  std::string text;                // the same, folded, a line each
  std::string kind;
  std::string region;
  int tier = 0;  // 0: not known
  std::int64_t notices = 0;
  std::string newest;  // of its notices, as published
  std::int64_t newest_day = INT64_MIN;
};

// Leads that the one who asks may see, alive, by organisation.
using LeadCounts = std::unordered_map<std::string, std::int64_t>;

struct OrganisationAsk {
  std::vector<Condition> filter;
  std::vector<SortKey> sort;
  const Scope* scope = nullptr;
  std::int64_t today = 0;  // days since the epoch, in China
};

class OrganisationIndex {
 public:
  explicit OrganisationIndex(const OrganisationBook& book) : book_(book) {}

  // What is known at one moment; it stays as it is while it is held.
  class State {
   public:
    const std::vector<IndexedOrganisation>& rows() const { return rows_; }
    // The id itself, or of the organisation that it was merged into.
    const std::string& merged(const std::string& id) const;

   private:
    friend class OrganisationIndex;
    store::OrganisationClock clock_;
    std::int64_t count_ = 0;  // of linkings
    std::vector<IndexedOrganisation> rows_;
    std::unordered_map<std::string, std::size_t> places_;
    std::map<std::string, std::string> merges_;
    std::set<std::int64_t> undone_;
  };
  std::shared_ptr<const State> state(store::Queries& queries);

 private:
  std::shared_ptr<const State> current() const;
  std::shared_ptr<State> made(store::Queries& queries) const;
  void follow(State& state, store::Queries& queries, std::int64_t known_action, bool undone_too) const;
  void read_again(State& state, store::Queries& queries, const std::string& id) const;

  const OrganisationBook& book_;
  std::mutex refreshing_;  // one at a time
  mutable std::mutex mutex_;
  std::shared_ptr<const State> state_;
};

struct FoundOrganisations {
  std::vector<const IndexedOrganisation*> rows;  // of the state that was asked
  std::size_t total = 0;
  std::optional<std::vector<std::string>> last;  // sort keys of the last one, where there are more behind it
};
FoundOrganisations find_organisations(const OrganisationIndex::State& state, const OrganisationAsk& ask,
                                      const LeadCounts& leads, const std::vector<std::string>& after,
                                      std::size_t limit);

// By facet (kind, region, tier, has_leads), then value. Each facet leaves its own conditions out.
std::map<std::string, std::map<std::string, std::size_t>> count_organisations(
    const OrganisationIndex::State& state, const OrganisationAsk& ask, const LeadCounts& leads,
    std::size_t& total);

// Of its names, the first one that a word of the filter finds where the name that stands doesn't have it; empty otherwise.
std::string found_by(const IndexedOrganisation& row, const std::vector<Condition>& filter);

// The one that stands; empty where there is none.
std::string standing_value(const store::OrganisationView& view, std::string_view field);

}  // namespace tenderlead::web
