// Matcher: notices of one opportunity + Organisation + HospitalProfile -> Leads, each with its course, a score from 0 to 100,
// the reasons that add up to it, and a contact plan.
//
// What kind of lead comes from what (config/leads.yaml holds criteria and sentences, docs/leads.md the whole course):
//   early_signal     intentions and market research for something that is sold
//   open_tender      a tender whose deadline hasn't passed
//   partner          an award of hospital IT to a vendor of partners.yaml: call the winner about what it doesn't make
//   competitor_win   an award of one of our products to somebody else: the hospital is served, for now
//   renewal          a contract whose service term ends within `days_ahead` days
//   capability_gap   a hospital whose ratings are below what its tier requires, or with a department that lacks its product
//
// One lead an organisation, product and opportunity. Immutable; match() may be called from several threads. Same input, same
// leads, in the same order, whatever the order of the notices: nothing depends on the clock, since the day is an argument.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "model/installed.h"
#include "model/lead.h"
#include "model/notice.h"
#include "model/organisation.h"
#include "model/result.h"
#include "model/time.h"
#include "rules/course.h"
#include "rules/facts.h"
#include "rules/rulebook.h"
#include "rules/tagger.h"

namespace tenderlead::rules {

// What is known of an organisation that somebody may call. Pointers may be null (not known) and are not kept.
struct Account {
  const Organisation* organisation = nullptr;
  const HospitalProfile* profile = nullptr;
  const Origins* origins = nullptr;  // of the profile's fields
  const InstalledBase* installed = nullptr;
  bool owned = false;                          // somebody of the team has it
  std::optional<HospitalCategory> category{};  // as its name says; the profile's own goes before it
};

// The notices of one procurement, of all stages and portals.
struct Opportunity {
  std::string project_id;  // empty: the one notice stands alone
  std::vector<CourseNotice> notices;
  Account buyer;  // without an organisation, the notices' own name is used, with an empty id
  std::vector<Organisation> suppliers;  // of awards and contracts, looked up by name or alias
};

// What is known about one notice, for whoever looks at notices one by one.
struct NoticeFacts {
  const Notice* notice = nullptr;  // required
  std::string notice_id;
  std::string project_id;
  const Organisation* buyer = nullptr;
  const HospitalProfile* profile = nullptr;  // of the buyer
  std::vector<Organisation> suppliers;
};

class Matcher {
 public:
  // Compiles the rule book's tagger too; fails as Tagger::compile does.
  static Result<Matcher> compile(RuleBook book);

  // The tags and products of a notice: what `match` rests on.
  Tagging tag(const TagInput& input) const;
  const Tagger& tagger() const;
  // The leads of an opportunity as of a day, expired ones too. Ordered by score, highest first, then by id.
  std::vector<Lead> match(Opportunity opportunity, Date as_of) const;
  // The leads that are alive if nothing is known but this notice.
  std::vector<Lead> match(const NoticeFacts& facts, const Tagging& tagging, Date as_of) const;
  // Leads from an organisation's attributes (capability_gap) and what it has in place (renewal). Products that it is `procuring` are left
  // to those leads; what it `bought`, by its notices, fills a department's gap as what is installed does, and has its own renewals.
  std::vector<Lead> match(const Account& account, const std::set<std::string>& procuring,
                          const std::set<std::string>& bought, Date as_of) const;

  const RuleBook& book() const;

  Matcher(Matcher&&) noexcept;
  Matcher& operator=(Matcher&&) noexcept;
  ~Matcher();

 private:
  struct Compiled;
  explicit Matcher(std::unique_ptr<const Compiled> compiled);
  std::unique_ptr<const Compiled> compiled_;
};

}  // namespace tenderlead::rules
