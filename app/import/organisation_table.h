// What a row of a table of organisations says.
#pragma once

#include <map>
#include <string>
#include <vector>

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

  // The facts of a row, or why it says none (in Chinese, for the file of failed rows).
  Result<OrganisationFacts> read(const convert::TableRow& row);
  // Cells that couldn't be read as what their column is, by field; the rest of their rows was taken.
  const std::map<std::string, std::int64_t>& left_out() const { return left_out_; }

 private:
  std::string cell(const convert::TableRow& row, std::string_view field) const;
  std::string region_of(const convert::TableRow& row, const std::string& name);
  void read_level(const convert::TableRow& row, OrganisationFacts& facts);

  convert::ColumnMap columns_;
  const parsers::RegionTable& regions_;
  bool of_hospitals_ = false;  // some column is a hospital's own
  std::map<std::string, std::string> known_regions_;
  std::map<std::string, std::int64_t> left_out_;
};

}  // namespace tenderlead::app
