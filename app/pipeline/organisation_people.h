// What people decided about organisations, as it holds: all actions that weren't undone, in their order.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/organisation_rows.h"

namespace tenderlead::app {

struct SetValue {
  std::string field;
  std::string value;
  std::string person;
  std::int64_t at = 0;
};

class PeopleDecisions {
 public:
  explicit PeopleDecisions(const std::vector<store::OrganisationActionRow>& actions);

  // The organisation that a person said a name means; empty where nobody did. A decision for a province goes before one for any.
  std::string meaning_of(const std::string& norm, const std::string& province) const;
  // Into which organisation one was merged, to the end of the chain; the id itself where it wasn't.
  std::string merged(std::string id) const;
  // By organisation as it was named then: the caller follows merged().
  const std::map<std::string, std::vector<SetValue>>& values() const { return values_; }
  // Organisations that decisions speak of, with their names then.
  const std::map<std::string, std::string>& names() const { return names_; }
  const std::map<std::string, std::string>& merges() const { return merges_; }

 private:
  std::map<std::pair<std::string, std::string>, std::string> meanings_;  // norm and province
  std::map<std::string, std::string> merges_;
  std::map<std::string, std::vector<SetValue>> values_;
  std::map<std::string, std::string> names_;
};

}  // namespace tenderlead::app
