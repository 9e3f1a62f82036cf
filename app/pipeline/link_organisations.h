// Who is who: mentions in notices and hospitals' pages, imported organisations and people's decisions, to the master of organisations.
// It looks at everything at once, so the answer depends on what the store holds and not on the order in which it came.
//
// Imported organisations have the ids that they were given when they came. Names in notices and on pages are looked up among them
// (linker/name_resolver.h), with the region as a hint: hospitals' own pages first, then names that say their place, then the others,
// each step among what the steps before it know. A name that nothing is known of makes an organisation of its own, whose id comes from
// the name in one spelling and its place, so that 云溪市中医院 and 云溪市中医医院 are one. A name without a place that occurs in several provinces makes
// one in each, and one for mentions without a place.
//
// A name that may mean several goes to the table of ambiguous names; until a person decides, an organisation of its own stands for it, so
// that no notice is lost and none is guessed. What people decided about a name goes before everything else, and merges come last.
//
// An alias that a hospital's page states leads to that hospital, unless two pages claim it or it is another's name.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/pipeline/organisation_people.h"
#include "linker/name_resolver.h"
#include "model/organisation_facts.h"
#include "parsers/values/regions.h"
#include "store/store.h"

namespace tenderlead::app {

// All places of a table.
std::vector<Region> all_places(const parsers::RegionTable& regions);

// The id of an organisation that is known by its name alone. `region` decides between places of one name, and tells names without a
// place apart by their province.
std::string organisation_id_of(const linker::NameResolver& resolver, const std::string& name,
                               const std::string& region_code);

class OrganisationLinker {
 public:
  // Reads records and decisions. `regions` must outlive the linker.
  OrganisationLinker(const parsers::RegionTable& regions, store::Queries& queries);

  void add(const store::MentionRow& mention);
  // Decides; to be called once everything was added.
  void settle();

  // The id of the organisation that a mention speaks of; empty where it names none.
  std::string find(const store::MentionRow& mention) const;

  std::vector<store::OrganisationRow> rows() const;
  std::vector<store::WriteBatch::NameLink> links() const;
  std::vector<store::ParentRow> parents() const;
  std::vector<store::AmbiguousNameRow> ambiguous() const;

 private:
  using Role = store::MentionRow::Role;
  using Counts = std::map<std::string, std::int64_t>;
  // Mentions of one name in one province ("" for those without a place, or for all of them).
  struct Group {
    Counts names{};        // as written
    Counts regions{};      // codes of buyers' notices
    Counts own_regions{};  // codes that its own pages state
    std::set<Role> roles{};
    std::int64_t mentions = 0;
    std::string id{};
    bool undecided = false;
  };
  // Where a value comes from, least first.
  enum class From { notice, profile, import, person };
  struct Entity {
    std::string name;
    From name_from = From::notice;
    std::int64_t name_count = 0;
    std::set<std::string> aliases;
    std::set<std::string> former;
    OrganisationKind kind = OrganisationKind::other;
    From kind_from = From::notice;
    std::string region_code;
    From region_from = From::notice;
    Counts regions;
    std::set<Role> roles;
    std::vector<ParentName> parents;
    std::set<std::string> parent_ids;
  };
  struct Undecided {
    store::AmbiguousNameRow row;
    std::vector<linker::Candidate> candidates;
  };
  using Key = std::pair<std::string, std::string>;  // norm and province

  // The most frequent key; of equals, the first.
  static std::string most_frequent_of(const Counts& counts);
  void join_aliases();
  void join_provinces();
  void add_records();
  void place_groups(bool profiles, bool placed);
  void place_group(const Key& key, Group& group);
  void settle_values();
  void settle_parents();
  void apply_merges();
  std::string region_of(const Group& group) const;
  std::string name_of(const std::string& norm, const Group& group) const;
  OrganisationKind kind_of(const std::string& norm, const Group& group) const;
  void know(const std::string& id, const std::string& name, linker::KnownName::As as,
            const std::string& region_code, OrganisationKind kind);
  void name_entity(Entity& entity, const std::string& name, From from, std::int64_t count);

  const parsers::RegionTable& regions_;
  linker::Places places_;
  linker::NameResolver resolver_;
  PeopleDecisions people_;
  std::vector<std::pair<std::string, OrganisationFacts>>
      records_;                                                 // by organisation, the oldest import first
  std::map<std::string, std::map<std::string, Group>> groups_;  // norm, province
  std::map<std::string, std::set<std::string>> claims_;         // alias to the norms that claim it
  std::map<std::string, std::string> aliases_;                  // alias to norm, where the claim stands
  std::map<std::string, std::set<std::string>> spare_names_;    // norm to its aliases
  std::map<std::string, Entity> entities_;                      // by id
  std::vector<Undecided> undecided_;
  std::set<store::ParentRow> parents_;
};

}  // namespace tenderlead::app
