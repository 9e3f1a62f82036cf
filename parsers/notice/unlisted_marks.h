// Marks that no table of labels lists. What they mean is told by their parts (label_parts.h) and by where they stand.
#pragma once

#include <cstdint>
#include <optional>

#include "parsers/notice/marks.h"

namespace tenderlead::parsers::notice {

// Longest rest of a line that still is a heading: 凡对本次采购提出询问，请按以下方式联系。 has 20.
constexpr Place kHeadingLetters = 40;

// The place after a bracket that opens at `at`; `at` itself where none does.
Place skip_bracket(const PageView& view, Place at, Place end);
// The unit of bare numbers, where [begin, end) names one: （万元）
void note_unit(const PageView& view, Place begin, Place end, Mark& mark);

// Keeps references to both; they must outlive it. `u` is a unit's index.
class UnlistedMarks {
 public:
  UnlistedMarks(const PageView& view, const LabelScanner& scanner) : view_(view), scanner_(scanner) {}

  // The start of a label that no table knows: Chinese letters between the start of a line or white space and a colon.
  // The colon's place where there is none.
  Place label_start(const Unit& unit, Place start, Place done, Place colon) const;
  // The label between such a start and its colon.
  Mark label(std::uint32_t u, Place start, Place from, Place colon) const;
  // 二、 in the middle of a text that lost its line breaks; `next_part` is the number that is due.
  std::optional<Mark> inline_heading(std::uint32_t u, Place comma, int& next_part) const;
  // 2.3谈判范围 behind white space.
  std::optional<Mark> inline_number(std::uint32_t u, Place begin) const;
  // 采购 / 文件获取时间: a label broken over lines.
  std::optional<Mark> broken_label(std::uint32_t u) const;
  // 六、报名时间、地点及要求: a numbered line that its words make a heading.
  std::optional<Mark> heading(std::uint32_t u) const;
  // 采购响应文件接收截止时间 | 2026-5-20 9:00: a form's cell with its value beside it.
  std::optional<Mark> form_label(std::uint32_t u) const;

 private:
  Field office_contact(Place from, Place colon) const;

  const PageView& view_;
  const LabelScanner& scanner_;
};

}  // namespace tenderlead::parsers::notice
