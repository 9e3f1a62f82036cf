// Leads as the rows that a sales manager opens in Excel: Chinese headings, one lead a row.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "model/lead.h"
#include "model/notice.h"

namespace tenderlead::exporting {

struct LeadRow {
  Lead lead;
  std::string product_name;      // Chinese; the product's id where it has none
  std::optional<Notice> notice;  // what the lead rests on, for budget, contacts and number
  std::string owner_name{};      // of the person that it is for; empty: nobody
};

// The headings, in the order of the columns.
const std::vector<std::string>& lead_columns();
std::vector<std::string> lead_cells(const LeadRow& row);

// Byte order mark, headings and rows.
void write_leads_csv(std::ostream& out, const std::vector<LeadRow>& rows);

}  // namespace tenderlead::exporting
