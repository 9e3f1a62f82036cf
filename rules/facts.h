// What is known when a lead is judged: the facts that criteria ask about, where each was read, and the words that fill
// sentences.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/notice.h"
#include "model/organisation.h"
#include "model/time.h"
#include "rules/rulebook.h"

namespace tenderlead::rules {

// Where a fact stands: words on a notice's page, or an attribute with its origin.
struct Proof {
  std::string field{};
  std::string words{};
  std::size_t start = 0;  // code points
  std::size_t end = 0;
  std::string notice_id{};
  std::string origin{};  // of an attribute: the page or the import, and the year where one is stated
};

// Facts by name. What isn't set isn't known, and fulfils no condition.
class FactTable {
 public:
  void set(Fact fact, long long number) { numbers_[fact] = number; }
  void set(Fact fact, std::string word) { words_[fact] = std::move(word); }
  // A word for sentences only: {organisation}, {supplier}.
  void say(const std::string& name, std::string word) { spoken_[name] = {std::move(word), {}, false}; }
  // The same of what the configuration says, which is put in whole, and in English sentences in English where it has that.
  void say_own(const std::string& name, std::string word, std::string english = {}) {
    spoken_[name] = {std::move(word), std::move(english), true};
  }
  void forget(Fact fact) {
    numbers_.erase(fact);
    words_.erase(fact);
    proofs_.erase(fact);
  }
  void prove(Fact fact, Proof proof) { proofs_[fact] = std::move(proof); }

  const long long* number(Fact fact) const;
  const std::string* word(Fact fact) const;
  const Proof* proof(Fact fact) const;
  bool knows(Fact fact) const { return numbers_.contains(fact) || words_.contains(fact); }
  bool holds(const FactCondition& condition) const;
  bool holds(const std::vector<FactCondition>& conditions) const;
  // A sentence with {fact} and {word} names filled in. What was put in is never filled again, and is one line of plain words
  // (plain_words.h) whatever the page says. {-fact} is the number with the other sign: of days that have passed.
  std::string fill(const std::string& sentence) const { return fill(sentence, false); }
  std::string fill_english(const std::string& sentence) const { return fill(sentence, true); }

 private:
  struct Spoken {
    std::string word;
    std::string english;
    bool own = false;  // no words of a page
  };
  std::string fill(const std::string& sentence, bool english) const;

  std::map<Fact, long long> numbers_;
  std::map<Fact, std::string> words_;
  std::map<std::string, Spoken, std::less<>> spoken_;
  std::map<Fact, Proof> proofs_;
};

// From which page or import each field of a profile is: "level" -> "https://...".
using Origins = std::map<std::string, std::string>;

// What a notice says of itself, with the places in its text.
void add_notice_facts(FactTable& facts, const Notice& notice, const std::string& notice_id, Date as_of);
// What another notice of the same procurement adds to that: an amount where none was stated, more ways to reach somebody.
void add_other_notice_facts(FactTable& facts, const Notice& notice, const std::string& notice_id);
// What is known of an organisation and of the hospital that it is; pointers may be null. `named`: the category that its name says.
void add_account_facts(FactTable& facts, const Organisation* organisation, const HospitalProfile* profile,
                       const Origins* origins, std::optional<HospitalCategory> named = {});

// Of a notice, in yuan: the budget; else the ceiling, the sum of the awards, the contract; nothing where none is in CNY.
std::optional<long long> notice_budget_yuan(const Notice& notice);
// The same as a fact: in whole 万元 for conditions, as it is stated in sentences. False where there is none.
bool set_budget(FactTable& facts, const Notice& notice);
// Decimal yuan as 万元: "1800000" is "180", "1449960.5" is "144.99605".
std::string wan_text(const std::string& yuan);

// The first day of the earliest expected month of a notice's planned procurements.
std::optional<Date> expected_from(const Notice& notice);

}  // namespace tenderlead::rules
