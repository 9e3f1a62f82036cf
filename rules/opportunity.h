// One opportunity looked at: its products, its winners, and the courses that its notices make of it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rules/companies.h"
#include "rules/course.h"
#include "rules/matcher.h"
#include "rules/rulebook.h"

namespace tenderlead::rules {

class OpportunityView {
 public:
  // `opportunity` must outlive the view; its notices are sorted.
  OpportunityView(const RuleBook& book, const Companies& companies, Opportunity& opportunity, Date as_of);

  // All products of all its notices, in the rule book's order of the notices' tagging.
  const std::vector<std::string>& products() const { return products_; }
  // How the buyer's lead about a product stands.
  Standing buyers_course(const std::string& product) const;

  // A winner that may need something of ours.
  struct PartnerOffered {
    int partner = -1;  // index in RuleBook::partners
    std::string name;  // as the first notice writes it
    std::string product;
  };
  std::vector<PartnerOffered> partners() const;
  Standing partners_course(const PartnerOffered& offered) const;

  // The words that name a product: of the notice that the lead rests on where they stand there, else of the one where they
  // weigh most. Null where no notice names it.
  std::pair<const ProductHit*, const CourseNotice*> hit_for(const std::string& product,
                                                            const CourseNotice* basis) const;
  // Names of all products that these notices speak of, joined.
  std::string products_in_words() const;
  const Opportunity& opportunity() const { return opportunity_; }
  std::string buyer_id() const;
  std::string buyer_name() const;

 private:
  struct Hit {
    const ProductHit* hit = nullptr;
    const CourseNotice* notice = nullptr;
  };
  bool applies(const LeadRule& rule, NoticeKind kind, const std::string& product) const;
  const LeadRule* rule_for(std::initializer_list<LeadKind> kinds, NoticeKind kind,
                           const std::string& product) const;
  struct Walk;  // what a course has seen on its way
  // Of a lot of another product than this one.
  bool is_elsewhere(const CourseNotice& notice, const std::string& product) const;
  void plan(Walk& walk, const CourseNotice& notice) const;
  void tender(Walk& walk, const CourseNotice& notice) const;
  void fail(Walk& walk, const CourseNotice& notice) const;
  void award(Walk& walk, const CourseNotice& notice) const;

  const RuleBook& book_;
  const Companies& companies_;
  Opportunity& opportunity_;
  Date as_of_;
  std::vector<std::string> products_;
  std::map<std::string, Hit> best_;
  std::set<std::string> tags_;
  std::map<std::string, std::set<std::string>> of_lots_;  // lot to the products that its notices speak of
  std::vector<std::set<std::string>> chosen_;             // by lead rule: the products that it takes
};

// Suppliers of an award, or the first of a ranked list; the contract's supplier. Each once, in order.
std::vector<std::string> winners(const Notice& notice);
std::string joined(const std::vector<std::string>& names);
// When what was bought ends; nothing where the notice doesn't say.
std::optional<Date> end_of_service(const Notice& notice);

}  // namespace tenderlead::rules
