// The lead layer being rebuilt: takes leads as they are made, in any order, and settles at the end what needs all of
// them: renewals that newer procurements replace, gaps, people's work of leads whose ids changed, and who calls.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "app/pipeline/accounts.h"
#include "model/lead.h"
#include "model/time.h"
#include "rules/assigner.h"
#include "rules/matcher.h"
#include "store/rows.h"

namespace tenderlead::app {

// What people did with leads, as matching needs it.
struct PeoplesWork {
  std::vector<store::LeadWorkRow> rows;  // by lead id
  // Organisation id and name to whoever claimed, or was given, a lead of it last.
  rules::AccountOwners owners;

  static PeoplesWork read(store::Queries& queries);
};

store::LeadRow lead_row(const Lead& lead);

// Where leads go.
class LeadSink {
 public:
  virtual ~LeadSink() = default;
  virtual void put(const Lead& lead) = 0;
  virtual void set_owner(const std::string& lead_id, const Assignment& given) = 0;
  virtual void set_work(const std::string& lead_id, const std::string& work_id) = 0;
};

// Not thread-safe. Throws what the sink throws.
class LeadLayer {
 public:
  LeadLayer(LeadSink& sink, const rules::Matcher& matcher, const PeoplesWork& work, LeadVersions versions,
            Date as_of);

  void take(Lead lead);
  // Once all opportunities were taken: the leads of no opportunity, and what gives way to others.
  // `before` has the leads of the match before.
  void finish(const Accounts& accounts, store::Queries& before);
  // Then: whose each lead is, and which work belongs to it, by people's work as it is by now. Returns how many leads are stored.
  std::int64_t give(const PeoplesWork& now, LeadSink& sink) const;
  // Both.
  std::int64_t settle(const Accounts& accounts, store::Queries& before) {
    finish(accounts, before);
    return give(work_, sink_);
  }

 private:
  struct Brief {
    std::string id;
    std::string organisation_id;
    std::string organisation;
    std::string product;
    std::string region_code;
    int score = 0;
    bool live = false;
  };
  // What is going on, and what was bought, by organisation.
  struct Going {
    std::map<std::string, std::string>
        procuring;  // product to the id of a lead that is a procurement under way
    std::map<std::string, std::pair<Date, std::string>>
        over;  // likewise the last that ended with bids, an award or a contract, with the day of that
    std::set<std::string> live;  // products with any live lead
    std::set<std::string> bought;
  };

  static bool is_of(const Brief& lead, const store::LeadWorkRow& row);  // the same account
  void put(const Lead& lead);
  bool is_worked_on(const Lead& lead) const;
  void settle_renewals();
  void add_gaps(const Accounts& accounts);
  void keep_worked_on(store::Queries& before);
  std::map<std::string, std::string> find_work(const PeoplesWork& work) const;  // lead id to work id
  void assign(const PeoplesWork& work, const std::map<std::string, std::string>& work_of,
              LeadSink& sink) const;

  LeadSink& sink_;
  const rules::Matcher& matcher_;
  const PeoplesWork& work_;
  LeadVersions versions_;
  Date as_of_;
  std::vector<Brief> leads_;  // stored
  std::map<std::string, Going> going_;
  std::vector<Lead> renewals_;  // held back: live ones
  // Notices of leads that people worked on, to the leads that rest on them now.
  std::unordered_map<std::string, std::vector<std::size_t>> anchors_;
  std::set<std::string> anchor_products_;
};

}  // namespace tenderlead::app
