// Statements: what a page says in one place about one thing, as text and as the value that it means. Changes of an
// amendment and contradictions of a page are made of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/money.h"
#include "model/time.h"

namespace tenderlead {

// Where its words stand is in Notice::evidence, under the path of the statement ("changes.0.old").
struct Statement {
  std::string
      field;         // path of the field; empty where it is that of the change or contradiction it belongs to
  std::string text;  // as on the page, without label, quotes and outer punctuation
  std::optional<Money> money;       // of sums
  std::optional<StatedTime> time;   // of times; the first of a period
  std::optional<StatedTime> until;  // the last of a period

  bool empty() const { return text.empty(); }
};

// One item that an amendment changes.
struct Change {
  std::string item;   // what is changed, in the page's words: 提交投标文件截止时间
  std::string field;  // its field path where it is a field of a Notice: "bid_deadline"; else empty
  std::string lot;    // the lot's number where the item is one lot's: "1"
  Statement before;   // empty where the page gives the new value alone
  Statement after;
};

// Why two statements of a page can't both be right.
enum class ContradictionKind {
  statements_differ,   // two places give one field different values
  words_and_figures,   // 大小写不一致: a sum in capitals and in figures
  sum_of_lots,         // the lots' sums and the total
  before_publication,  // a deadline or opening that lies before the day of publication
  out_of_order,        // a period that ends before it begins, bids opened before they are due
};
const char* to_string(ContradictionKind kind);
std::optional<ContradictionKind> contradiction_kind_from_string(std::string_view text);
const char* chinese_name(ContradictionKind kind);

struct Contradiction {
  std::string field;
  ContradictionKind why = ContradictionKind::statements_differ;
  std::vector<Statement> values;  // two or more; the first is the one that the notice's field has
};

}  // namespace tenderlead
