// Findings: what the layout readers propose, before anything is chosen. A finding is a stretch of the page that one
// reader takes for the value of one field.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/notice/grids.h"
#include "parsers/notice/marks.h"

namespace tenderlead::parsers::notice {

enum class Layout : std::uint8_t { label, table, grid, prose, signature, headline };
const char* layout_name(Layout layout);

struct Finding {
  Field field = Field::none;
  Stretch value;   // its first line or cell
  Stretch extent;  // up to where it must have ended; starts with `value`
  Stretch label;   // empty for prose
  Layout layout = Layout::label;
  const char* pattern = "";  // prose: the pattern's name
  double confidence = 0;
  Section section = Section::none;
  Owner party = Owner::none;
  BareUnit bare_unit;
};

// The value that follows a mark: the rest of its unit, or the next line or cell. Empty where nothing follows.
Stretch value_of(const PageView& view, const Mark& mark);
// From the value to where it must have ended: the next mark, a numbered line, the end of the table's row.
Stretch extent_of(const PageView& view, const Mark& mark, Stretch value);

// A stretch as running text: line breaks within words, numbers and dates closed, others one space.
std::string joined(const PageView& view, Stretch stretch, std::size_t most_letters = 400);

// label：value lines, labels with the value below, key-value tables. Marks inside grids are left out.
void read_labels(const PageView& view, const std::vector<Mark>& marks, const std::vector<Grid>& grids,
                 std::vector<Finding>& out);
// Cells of grids that hold fields of the whole notice: a table with one row, the changed items of an amendment.
void read_grid_fields(const PageView& view, const std::vector<Grid>& grids, std::vector<Finding>& out);
// "A受B委托，就C进行公开招标" and the other sentences that name what no label does.
void read_prose(const PageView& view, std::vector<Finding>& out);

// What procurements are called where their numbers follow in brackets.
void read_numbered_names(const PageView& view, std::vector<Finding>& out);

// Whom to call, where a sentence tells it: 采购人联系人杨某，电话…
void read_told_contacts(const PageView& view, std::vector<Finding>& out);

// Periods and moments that sentences state, by their words or by the heading above them.
void read_sentences(const PageView& view, const std::vector<Mark>& marks, std::vector<Finding>& out);

// How far a section may hold a notice's own values: 1 in most, little where past work or losing bids are told of.
double trust(Section section);

}  // namespace tenderlead::parsers::notice
