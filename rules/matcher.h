// Matcher: Notice + Organisation + HospitalProfile -> Leads, each with a score from 0 to 100 and the reasons that add
// up to it.
//
// What kind of lead comes from what (config/leads.yaml holds the points and sentences):
//   early_signal     intentions and market research for something that is sold
//   open_tender      a tender whose deadline hasn't passed
//   partner          an award of hospital IT to a vendor of partners.yaml: call the winner about what it doesn't make
//   competitor_win   an award of one of our products to somebody else: the hospital is served, for now
//   renewal          a contract whose service term ends within `days_ahead` days
//   capability_gap   a hospital whose ratings are below what its tier requires
//
// Immutable; match() may be called from several threads. Same input, same leads, in the same order: nothing depends
// on the clock, since the day is an argument.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/lead.h"
#include "model/notice.h"
#include "model/organisation.h"
#include "model/result.h"
#include "model/time.h"
#include "rules/rulebook.h"
#include "rules/tagger.h"

namespace tenderlead::rules {

// What is known about one notice. Pointers may be null (not known) and are not kept.
struct NoticeFacts {
  const Notice* notice = nullptr;  // required
  std::string notice_id;
  std::string project_id;
  const Organisation* buyer = nullptr;       // null: the notice's buyer name alone is used, with an empty id
  const HospitalProfile* profile = nullptr;  // of the buyer
  std::vector<Organisation> suppliers;       // of awards and contract, looked up by name or alias
};

class Matcher {
 public:
  // Compiles the rule book's tagger too; fails as Tagger::compile does.
  static Result<Matcher> compile(RuleBook book);

  // The tags and products of a notice: what `match` rests on.
  Tagging tag(const TagInput& input) const;
  const Tagger& tagger() const;
  // Leads from one notice as of a day. Ordered by score, highest first, then by id.
  std::vector<Lead> match(const NoticeFacts& facts, const Tagging& tagging, Date as_of) const;
  // Leads from an organisation's attributes alone (capability_gap).
  std::vector<Lead> match(const Organisation& organisation, const HospitalProfile& profile, Date as_of) const;

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
