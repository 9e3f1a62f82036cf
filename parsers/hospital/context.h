// What the words around a statement make of it: a plan, history, somebody else's affair, a definition.
#pragma once

#include <cstddef>
#include <string_view>

#include "parsers/hospital/clean_text.h"

namespace tenderlead::parsers {

// 规划, 拟, 建成后, 二期 … shortly before, or 的新院区 after: not yet there.
bool is_planned(const CleanText& text, std::size_t begin, std::size_t end);
// 建院初期, 当时, 仅有 … shortly before.
bool is_history(const CleanText& text, std::size_t begin);
// 据统计, 是指, 划分为 … before it in the sentence: a definition or a statistic.
bool is_definition(const CleanText& text, std::size_t begin);
// That, or 全国, 全市共有, 集团, 下辖, 对口支援 … in the clause: of others than this hospital.
bool is_of_others(const CleanText& text, std::size_t begin);
// 本科, 妇科是…: a department's own paragraph.
bool is_of_department(const CleanText& text, std::size_t begin);
// The year that dates a statement: the last one before it in its sentence that founds nothing; 0 where none is said.
int stated_year(const CleanText& text, std::size_t begin);

// Whether any of the words stands in a text.
template <std::size_t N>
bool holds_any(std::string_view text, const std::string_view (&words)[N]) {
  for (const auto word : words)
    if (text.find(word) != std::string_view::npos) return true;
  return false;
}

}  // namespace tenderlead::parsers
