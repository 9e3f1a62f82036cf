// What is known when a lead is judged: the facts that factors ask about, and the words that fill sentences.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/notice.h"
#include "model/organisation.h"
#include "model/time.h"
#include "rules/rulebook.h"

namespace tenderlead::rules {

// Facts by name. What isn't set isn't known, and fulfils no condition.
class FactTable {
 public:
  void set(Fact fact, long long number) { numbers_[fact] = number; }
  void set(Fact fact, std::string word) { words_[fact] = std::move(word); }
  // A word for sentences only: {organisation}, {supplier}.
  void say(const std::string& name, std::string word) { spoken_[name] = std::move(word); }

  const long long* number(Fact fact) const;
  bool holds(const FactCondition& condition) const;
  bool holds(const std::vector<FactCondition>& conditions) const;
  // A sentence with {fact} and {word} names filled in.
  std::string fill(const std::string& sentence) const;

 private:
  std::map<Fact, long long> numbers_;
  std::map<Fact, std::string> words_;
  std::map<std::string, std::string> spoken_;
};

// What a notice, its buyer and the buyer's profile say, as of a day. Any pointer may be null.
FactTable known_facts(const Notice* notice, const Organisation* organisation, const HospitalProfile* profile,
                      Date as_of);

// Of a notice, in 万元: the budget; else the ceiling, the sum of the awards, the contract; nothing where none is in CNY.
std::optional<long long> notice_budget_wan(const Notice& notice);
// The same in yuan.
std::optional<long long> notice_budget_yuan(const Notice& notice);

// The first day of the earliest expected month of a notice's planned procurements.
std::optional<Date> expected_from(const Notice& notice);

}  // namespace tenderlead::rules
