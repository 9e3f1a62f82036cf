// A Notice is what one page, or one record of a JSON API, announces about one procurement. Field names follow the
// keys that `tenderlead parse` writes; an empty string or an absent optional means that the page doesn't say.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/evidence.h"
#include "model/money.h"
#include "model/period.h"
#include "model/region.h"
#include "model/statement.h"
#include "model/time.h"

namespace tenderlead {

enum class NoticeKind {
  intention,         // 采购意向, 招标计划
  market_research,   // 需求调研, 论证, 征集
  prequalification,  // 资格预审
  tender,            // 招标, 磋商, 谈判, 询价, 比选: asks for bids
  single_source,     // 单一来源公示
  amendment,         // 更正, 变更, 澄清, 答疑, 延期
  shortlist,         // 中标候选人, 成交候选人
  award,             // 中标, 成交, 结果
  failure,           // 废标, 流标, 终止
  contract,          // 合同公告
  acceptance,        // 验收
  other,             // 开标记录, and what fits nowhere
};
inline constexpr NoticeKind kAllNoticeKinds[] = {
    NoticeKind::intention,     NoticeKind::market_research, NoticeKind::prequalification, NoticeKind::tender,
    NoticeKind::single_source, NoticeKind::amendment,       NoticeKind::shortlist,        NoticeKind::award,
    NoticeKind::failure,       NoticeKind::contract,        NoticeKind::acceptance,       NoticeKind::other};
const char* to_string(NoticeKind kind);
std::optional<NoticeKind> notice_kind_from_string(std::string_view text);
// The word for it in the user interface: 采购意向, 招标公告, 中标结果 ...
const char* chinese_name(NoticeKind kind);

enum class ProcurementMethod {
  open,                      // 公开招标
  invited,                   // 邀请招标
  competitive_negotiation,   // 竞争性谈判
  competitive_consultation,  // 竞争性磋商
  inquiry,                   // 询价, 询比
  single_source,             // 单一来源
  framework,                 // 框架协议
  online_bidding,            // 网上竞价
  direct,                    // 直接采购
  other,                     // 比选 and the rest
};
const char* to_string(ProcurementMethod method);
std::optional<ProcurementMethod> procurement_method_from_string(std::string_view text);

// Somebody to write to or to call, as a notice names them.
struct Party {
  std::string name;
  std::string address;
  std::string contact;  // person; several joined by 、
  std::string phone;    // as written; several joined by 、

  bool empty() const { return name.empty() && address.empty() && contact.empty() && phone.empty(); }
};

// A part of a divided procurement: 包, 标段, 采购包, 标项.
struct Lot {
  std::string no;  // "1", "A", "第二标段"
  std::string name;
  std::string quantity;
  std::string unit;
  std::optional<Money> budget;
  std::optional<Money> ceiling;
};

// A winning supplier and lot in an award; a ranked candidate in a shortlist.
struct Award {
  std::string lot;  // the lot's no; empty where the procurement isn't divided
  std::string supplier;
  std::string supplier_address;
  std::optional<Money> amount;
  std::optional<int> rank;      // 1, 2, 3 for candidates
  std::optional<double> score;  // of the evaluation, as stated
};

struct Contract {
  std::string no;
  std::string supplier;
  std::optional<Money> amount;
  std::optional<StatedTime> signed_on;
  std::string term;
  std::optional<ContractPeriod> period = std::nullopt;  // what `term` says; never without it

  bool empty() const { return no.empty() && supplier.empty() && !amount && !signed_on && term.empty(); }
};

// One planned procurement of an intention notice.
struct Intention {
  std::string name;
  std::string demand;
  std::optional<Money> budget;
  std::string expected_month;  // "YYYY-MM"
  std::string buyer{};         // where the row names one of its own: an authority publishes for its hospitals
};

struct Attachment {
  std::string name;
  std::string url;  // absolute
  // What came of reading it, where its source asks for that.
  std::string kind{};     // pdf, doc, docx, xls, xlsx, zip
  std::string problem{};  // why it gave no text: convert/problem.h
};

// Days that the page doesn't name but that its words come to: 自公告发布之日起5个工作日.
struct ReckonedPeriod {
  std::string text;  // the words
  Date from;         // the first day
  Date until;        // the last day

  friend bool operator==(const ReckonedPeriod&, const ReckonedPeriod&) = default;
};

// A row of a table of the page, of two cells or more: code points of Notice::text, half open.
struct TextRow {
  std::size_t start = 0;
  std::size_t end = 0;

  friend bool operator==(const TextRow&, const TextRow&) = default;
};

struct Notice {
  std::string url;
  std::string title;
  std::optional<NoticeKind> kind;
  std::optional<ProcurementMethod> method;
  std::string project_no;
  std::string project_name;
  Region region;
  Party buyer;
  Party agency;
  Party project_contact;  // only `name` (the person) and `phone` are used
  std::optional<Money> budget;
  std::optional<Money> ceiling;
  std::vector<Lot> lots;
  std::vector<Award> awards;
  Contract contract;
  std::vector<Intention> intentions;
  std::optional<StatedTime> published_at;
  std::optional<StatedTime> documents_from;
  std::optional<StatedTime> documents_until;
  std::optional<ReckonedPeriod> documents_period;  // only where no last day for documents is stated
  std::optional<StatedTime> bid_deadline;
  std::optional<StatedTime> opening_at;
  std::string service_term;
  std::optional<ContractPeriod> service_period;  // what `service_term` says; never without it
  std::string requirements;  // 采购需求 as an attachment states it: its beginning, 2,000 code points at most
  std::vector<Attachment> attachments;
  std::vector<Change> changes;  // of an amendment, in the page's order
  std::vector<Contradiction> contradictions;
  std::string text;           // the document's text, into which the evidence points
  std::vector<TextRow> rows;  // of tables in `text`, by their places; 2,000 at most
  MissingMap missing;
  UnreadableMap
      unreadable;  // what stands masked or damaged, whether kept as written (138****1234) or left out
  EvidenceMap evidence;
};

}  // namespace tenderlead
