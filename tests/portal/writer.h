// Writers turn a stage of the scenario into a page's body and into the truth about it, field by field and in the
// same breath, so that the two can't drift apart. What a page doesn't say isn't in its truth either; the rules are
// those by which people label pages (docs/simulated-portal.md).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/notice.h"
#include "tests/portal/paper.h"
#include "tests/portal/phrases.h"
#include "tests/portal/scenario.h"

namespace tenderlead::portal {

struct Written {
  Notice truth;      // url empty and attachment URLs root-relative until a site gives them its origin
  std::string body;  // HTML of the notice itself
  std::vector<std::pair<std::string, std::string>> summary;  // what the column's summary table says besides
};

// A page being written: `paper` is what it says, `truth` what that means.
struct Draft {
  Draft(const Procurement& procurement_, const Stage& stage_, Random& random_);

  const Procurement& procurement;
  const Stage& stage;
  Random& random;
  DateStyle dates;
  MoneyStyle money;
  Paper paper;
  Notice truth;
  std::vector<std::pair<std::string, std::string>> summary;

  void title(std::string text) { truth.title = std::move(text); }
  void project_no(const char* label);
  void project_name(const char* label);
  void method(const char* label);
  void budget(const char* label);
  std::string say(std::int64_t fen) const { return money_text(fen, money); }
  // 名称, 地址, 联系方式 in one of the ways that portals write them.
  void party(Party& party, const Office& office);
  // Sections 1 to 3 of the standard formats: buyer, agency, project contact.
  void contacts();
  void attachment(const std::string& name);
  // What follows from where the buyer is, which every page shows.
  void place();
  void sign(const std::string& name);
  Written finish();
};

// 公开招标, 竞争性磋商 ...
const char* method_words(ProcurementMethod method);

// The Ministry of Finance's formats of 2020 (财办库〔2020〕50号); every kind but shortlist.
Written write_government(const Procurement& procurement, const Stage& stage, Random& random);
// Construction's own forms on an exchange.
Written write_construction(const Procurement& procurement, const Stage& stage, Random& random);
// A hospital's own purchases: market research, selection, result.
Written write_hospital(const Procurement& procurement, const Stage& stage, Random& random);
// Picks the writer by what the stage is.
Written write_stage(const Procurement& procurement, const Stage& stage, Random& random);

namespace government {
void write_tender(Draft& draft);
void write_prequalification(Draft& draft);
void write_intention(Draft& draft);
void write_market_research(Draft& draft);
void write_single_source(Draft& draft);
void write_award(Draft& draft);
void write_failure(Draft& draft);
void write_amendment(Draft& draft);
void write_contract(Draft& draft);
void write_acceptance(Draft& draft);
}  // namespace government

}  // namespace tenderlead::portal
