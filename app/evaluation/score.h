// Precision, recall and F1 of answers against labels, field by field.
//
// The comparison: text after NFKC without white space, case and outer punctuation; long texts alike by 0.9; money
// within half a fen; times at the precision of the label; telephones as sets of digits; lists as multisets of
// their items' keys. A wrong value counts as one false positive and one false negative. A place that the label
// leaves out is no fault, since it follows from another one.
#pragma once

#include <array>
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

// How often values of a confidence are right: whether 0.9 means nine of ten. Only values of single fields that the
// answer gives with evidence are counted; lists are judged by their items' places, which evidence can't say.
struct Reliability {
  struct Bucket {
    std::int64_t given = 0;
    std::int64_t right = 0;
    double confidence_sum = 0;
  };
  // [0, 0.1), [0.1, 0.2) ... [0.9, 1].
  std::array<Bucket, 10> buckets{};
};

class Score {
 public:
  // Compares one document; `disagreements` may be null.
  void add(const boost::json::object& label, const boost::json::object& answer,
           std::vector<Disagreement>* disagreements = nullptr);
  const std::map<std::string, FieldCount>& fields() const { return fields_; }
  FieldCount micro() const;
  const Reliability& reliability() const { return reliability_; }

 private:
  std::map<std::string, FieldCount> fields_;
  Reliability reliability_;
};

// A table of the fields that occur, the micro average last.
void print_score(std::ostream& out, const Score& score, std::size_t documents, std::size_t answered);

// A row for each bucket that holds a value.
void print_reliability(std::ostream& out, const Reliability& reliability);

}  // namespace tenderlead::app
