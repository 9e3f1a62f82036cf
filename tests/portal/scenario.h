// What happens behind the portal: procurements that go from intention to acceptance over some months, and the days
// on which something about them is published. A scenario knows no layout and no HTML; writers turn one of its
// stages into a page and into the truth about that page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/notice.h"
#include "tests/portal/vocabulary.h"

namespace tenderlead::portal {

// The sites of the portal; each listens on a port of its own, because robots.txt and politeness go by origin.
enum class SiteId { column, api, shell, gb_hospital, sitemap_hospital };
inline constexpr SiteId kAllSites[] = {SiteId::column, SiteId::api, SiteId::shell, SiteId::gb_hospital,
                                       SiteId::sitemap_hospital};
inline constexpr std::size_t kSiteCount = 5;
const char* to_string(SiteId site);  // "column", "api", "shell", "gb_hospital", "sitemap_hospital"
std::optional<SiteId> site_from_string(std::string_view text);

struct PlannedLot {
  std::string no;
  std::string name;
  int quantity = 1;
  std::string unit;
  std::int64_t budget_fen = 0;
  std::int64_t award_fen = 0;
  std::string supplier;
  std::string supplier_address;
};

// One procurement as its buyer knows it. Amounts are whole multiples of 100 yuan, so that 万元 with two decimals
// say them exactly.
struct Procurement {
  Theme theme{};
  Office buyer;
  Office agency;
  std::string project_no;
  std::string name;
  ProcurementMethod method = ProcurementMethod::open;
  std::int64_t budget_fen = 0;
  std::vector<PlannedLot> lots;  // at least one; divided() where there are more
  std::vector<std::string> losers;
  std::string project_person;
  std::string term;
  ContractPeriod period;  // what `term` says; its days only where the signature is known
  std::string contract_no;
  Date tender_day;
  Date opening_day;
  int opening_second = 0;  // of the day
  bool fails = false;      // ends in 废标 instead of an award
  bool construction = false;

  bool divided() const { return lots.size() > 1; }
  std::int64_t award_fen() const;
  // The period of a contract signed on a day.
  ContractPeriod period_from(Date signed_on) const;
};

// One publication: a kind of notice about a procurement on a day, on a site.
struct Stage {
  std::size_t procurement = 0;
  NoticeKind kind = NoticeKind::tender;
  Date day;
  SiteId site = SiteId::column;
};

struct Scenario {
  std::vector<Procurement> procurements;
  std::vector<Stage> stages;  // newest first, `notices` of them
  Office gb_hospital;         // whose sites the two hospital sites are
  Office sitemap_hospital;
};

// Exactly `notices` stages, all on or before `as_of` and at most 200 days older.
// `hostile_text` puts markup and spreadsheet formulas in front of the names of the newest procurements.
Scenario make_scenario(std::uint64_t seed, std::size_t notices, Date as_of, bool hostile_text = false);

}  // namespace tenderlead::portal
