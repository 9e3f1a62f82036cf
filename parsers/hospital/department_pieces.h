// The pieces of a sentence that may list departments. Internal to hospital/.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "parsers/hospital/department_names.h"
#include "parsers/values/folded_text.h"

namespace tenderlead::parsers {

// One piece between separators.
struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool department = false;
  bool unit = false;        // a department only where a list of departments says so: 中医, 儿童保健
  bool subject = false;     // a unit that the national catalogue knows: 消化内科专业, 发热门诊
  bool office = false;      // 医务科 among them
  bool introduced = false;  // 设有 and the like in front, or beds behind
  bool praised = false;     // 重点, 特色 in front
  bool hospital = false;    // names one rather than a department
  bool weak = false;        // joined to the next by a comma only
  DepartmentList of = DepartmentList::none;  // the list that begins with it
  std::string tail;                          // what follows the department's name in its piece
};

// A sentence cut at the signs that part a list's items. `heading` is the list that a heading above it opened.
std::vector<Piece> pieces_of(const FoldedText& text, DepartmentList heading);

}  // namespace tenderlead::parsers
