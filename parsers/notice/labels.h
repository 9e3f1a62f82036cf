// The words by which notices introduce their fields and sections, and the scanner that finds them all in one pass.
//
// The tables (labels_table.cpp) are data: a word, what it introduces, and how it may be used. Words are
// written as people write them; the scanner compares them folded and without white space.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tenderlead::parsers::notice {

// What a label introduces. The ownerless ones (name, address, person, phone, contact) belong to the party that the section
// or the label before them is about; the bare times belong to their section.
enum class Field : std::uint8_t {
  none,
  ignored,  // a label of something that a Notice doesn't keep; it still ends the value before it
  // the project
  project_no,
  tender_no,
  purchase_no,
  lot_code,
  investment_code,
  bare_no,
  project_name,
  name_and_no,  // 项目名称及编号: the value holds both
  section_name,
  method,
  region,
  site,  // where the works or deliveries are: says the place where the buyer's own words don't
  budget,
  ceiling,
  ceiling_total,
  investment,
  service_term,
  delivery_term,
  // parties
  buyer_name,
  buyer_address,
  buyer_person,
  buyer_phone,
  buyer_contact,
  agency_name,
  agency_address,
  agency_person,
  agency_phone,
  agency_contact,
  project_person,
  project_phone,
  project_contact,
  other_party,
  name,
  address,
  person,
  phone,
  contact,
  // times
  published_at,
  documents_period,
  documents_from,
  documents_until,
  bid_deadline,
  opening_at,
  deadline_and_opening,
  bidding_period,
  bare_time,
  bare_deadline,
  bare_opening_time,
  expected_month,
  // lots
  lot_no,
  lot_name,
  lot_head,
  lot_budget,
  lot_ceiling,
  quantity,
  unit,
  item_name,
  // winners and candidates
  supplier,
  supplier_address,
  candidate,
  bidder,
  award_amount,
  bid_price,
  score,
  rank,
  rejection,
  // contracts
  contract_no,
  contract_name,
  contract_supplier,
  contract_amount,
  contract_signed,
  contract_term,
  // intentions
  demand,
  // amendments
  changed_item,
  old_value,
  new_value,
  attachment,
  // table columns that matter for the shape only
  sequence,
  remark,
};

// What a heading opens.
enum class Section : std::uint8_t {
  none,
  basics,
  requirement,
  qualification,
  documents,
  submission,
  submission_and_opening,
  opening,
  notice_period,
  other_matters,
  contacts,
  buyer,
  agency,
  project_contact,
  supervisor,
  complaint,
  amendment,
  result,
  subject,
  experts,
  agency_fee,
  attachments,
  candidates,
  losers,
  candidate_details,
  bids,
  contract,
  past_work,
  intentions,
  amount,
  deposit,  // 投标保证金, with the account's own people and numbers
};

enum LabelUse : std::uint8_t {
  kAnywhere = 0,
  kColumn = 1,  // only as the head of a table's column or row
  kColon = 2,   // only with a colon (or in a table): the word is too ordinary alone
};

struct LabelWord {
  Field field = Field::none;
  Section section = Section::none;
  std::uint8_t use = kAnywhere;
  std::int8_t rank = 0;  // 第二中标候选人: 2
};

struct LabelHit {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  LabelWord word;
};

class LabelScanner {
 public:
  // The shipped words.
  static const LabelScanner& shipped();
  // The shipped words and a site's own ("预估价" -> "budget"); words whose path is unknown are left out.
  explicit LabelScanner(const std::map<std::string, std::string>& own);

  // All longest words in the folded text, left to right; they do not overlap.
  std::vector<LabelHit> scan(std::u16string_view text) const;
  // The word that the whole text is; nullptr where it is none.
  const LabelWord* find(std::u16string_view text) const;

 private:
  using Edge = std::pair<char16_t, std::uint32_t>;  // a letter, and the node that it leads to
  struct Node {
    std::uint32_t first_edge = 0;
    std::uint16_t edges = 0;
    bool ends = false;
    LabelWord word;
  };
  using Edges = std::vector<std::vector<Edge>>;  // of each node
  void add(std::u16string_view word, const LabelWord& meaning, Edges& next);
  std::uint32_t child(std::uint32_t node, char16_t letter) const;

  std::vector<Node> nodes_;
  std::vector<Edge>
      edges_;  // of all nodes, each node's sorted: one block is read faster than many small ones
  std::vector<std::uint32_t> first_;  // by first letter: 65,536 entries, so that most letters cost one look
};

// "buyer.name" for Field::buyer_name; nullptr for fields that aren't a path of their own.
const char* field_path(Field field);
Field field_of_path(std::string_view path);

// The shipped tables.
struct LabelRow {
  const char* words;  // set apart by spaces
  Field field;
  std::uint8_t use;
  std::int8_t rank;
};
struct SectionRow {
  const char* words;
  Section section;
};
const std::vector<LabelRow>& label_rows();         // project, parties, times
const std::vector<LabelRow>& record_label_rows();  // lots, winners, contracts, plans
const std::vector<SectionRow>& section_rows();

}  // namespace tenderlead::parsers::notice
