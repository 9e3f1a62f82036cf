// Marks: the places of a page where a label or a heading stands, each with the section and the party that it is about.
// All layouts build on them: what stands between two marks is a value, rows of marks are table heads.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "parsers/notice/labels.h"
#include "parsers/notice/numbering.h"
#include "parsers/notice/page_view.h"

namespace tenderlead::parsers::notice {

// What one of a bare number is worth where a label, a column's head or a line above says so: 预算金额（万元）.
struct BareUnit {
  std::int64_t minor = 0;  // minor units; 0 where nothing says so
  std::array<char, 4> currency = {'C', 'N', 'Y', '\0'};

  bool stated() const { return minor != 0; }
};
// The unit that words name; not stated() where they name none.
BareUnit unit_named_by(const PageView& view, Place begin, Place end);
// The unit where these words are one and nothing else: 万元, （元）.
BareUnit unit_alone(const PageView& view, Place begin, Place end);

// Whom ownerless labels (地址, 联系人, 电话) speak of.
enum class Owner : std::uint8_t { none, buyer, agency, project, supplier, other };

struct Mark {
  Place begin = 0;  // its numbering included: 一、项目编号
  Place label_begin = 0;
  Place label_end = 0;
  Place value_begin = 0;  // after colon and brackets; may be the end of the unit
  Place limit = 0;        // where the value must have ended: the next mark, or the end of the text
  std::uint32_t unit = 0;
  LabelWord word;
  Field field = Field::none;        // with its owner resolved; none for headings
  Section section = Section::none;  // in force here; for a heading the one that it opens
  Owner party = Owner::none;
  BareUnit bare_unit;
  bool at_start = false;  // first in its unit, numbering aside
  bool whole = false;     // nothing else stands in its unit
  bool colon = false;
  bool heading = false;
  bool numbered = false;
  bool bracketed = false;  // （项目编号：X）: the value ends with the bracket
};

// All marks in order. Linear in the text.
std::vector<Mark> find_marks(const PageView& view, const LabelScanner& scanner);

// The two steps of find_marks that look at marks alone: which of them are headings, and whose the others are.
void decide_headings(const PageView& view, std::vector<Mark>& marks);
void resolve_owners(const PageView& view, std::vector<Mark>& marks);

}  // namespace tenderlead::parsers::notice
