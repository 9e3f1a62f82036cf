// What a row of a table of organisations says.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/import/import.h"
#include "convert/table/header.h"
#include "model/organisation_facts.h"
#include "model/result.h"
#include "parsers/values/regions.h"

namespace tenderlead::app {

// The fields that columns may hold, with the words by which headers call them.
const std::vector<convert::ColumnField>& organisation_fields();

// "name=医院名称,region=省市" as a person maps columns; invalid_input with what is wrong.
Result<std::vector<convert::StatedColumn>> stated_organisation_columns(const std::string& text);

class OrganisationTable {
 public:
  OrganisationTable(convert::ColumnMap columns, const parsers::RegionTable& regions);

  // The facts of a row, or why it says none (in Chinese, for the file of failed rows). Cells that can't be read as what their column
  // is are added to `left_out`; the rest of the row is taken.
  Result<OrganisationFacts> read(const convert::TableRow& row, std::vector<LeftOutValue>& left_out);
  // The branches that a row of `house` names (城南院区), each an organisation below it.
  std::vector<OrganisationFacts> branches(const convert::TableRow& row, const OrganisationFacts& house) const;

 private:
  std::string cell(const convert::TableRow& row, std::string_view field) const;
  std::string region_of(const convert::TableRow& row, const std::string& name,
                        std::vector<LeftOutValue>& left_out);
  void read_level(const convert::TableRow& row, OrganisationFacts& facts,
                  std::vector<LeftOutValue>& left_out) const;
  void read_attributes(const convert::TableRow& row, OrganisationFacts& facts,
                       std::vector<LeftOutValue>& left_out) const;
  void leave_out(const convert::TableRow& row, std::string_view field, std::string_view reason,
                 std::vector<LeftOutValue>& left_out) const;

  convert::ColumnMap columns_;
  const parsers::RegionTable& regions_;
  bool of_hospitals_ = false;  // some column is a hospital's own
  std::map<std::string, std::string> known_regions_;
};

}  // namespace tenderlead::app
