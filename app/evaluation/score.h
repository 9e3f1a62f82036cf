// Precision, recall and F1 of answers against labels, field by field.
//
// The comparison: text after NFKC without white space, case and outer punctuation; long texts alike by 0.9; money
// within half a fen; times at the precision of the label; telephones as sets of digits; lists as multisets of
// their items' keys. A wrong value counts as one false positive and one false negative. A place that the label
// leaves out is no fault, since it follows from another one.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace tenderlead::app {

struct FieldCount {
  std::int64_t right = 0;   // true positives
  std::int64_t wrong = 0;   // false positives: given, and not what the label says
  std::int64_t missed = 0;  // false negatives: labelled, and not given so

  double precision() const;
  double recall() const;
  double f1() const;
};

// One disagreement, for people.
struct Disagreement {
  std::string field;
  std::string label;
  std::string answer;
};

class Score {
 public:
  // Compares one document; `disagreements` may be null.
  void add(const boost::json::object& label, const boost::json::object& answer,
           std::vector<Disagreement>* disagreements = nullptr);
  const std::map<std::string, FieldCount>& fields() const { return fields_; }
  FieldCount micro() const;

 private:
  std::map<std::string, FieldCount> fields_;
};

// A table of the fields that occur, the micro average last.
void print_score(std::ostream& out, const Score& score, std::size_t documents, std::size_t answered);

}  // namespace tenderlead::app
