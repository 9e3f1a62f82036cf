// A hospital's values where they stand alone, as the cells of tables and forms have them: 三甲, Ⅲ级甲等, 1,200张, 约800, 120.5万人次,
// level 4, 1953-05. The readers of whole pages share what reads the numbers. Nullopt: the words are no such value.
//
// All functions are thread-safe and linear in the words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/organisation.h"
#include "parsers/hospital/figure_cards.h"

namespace tenderlead::parsers {

// A tier and, where the words give one, a grade; else the grade is 未定.
std::optional<HospitalLevel> level_of_words(std::string_view words);
// 四级, 4, 4.0, level 4, 四级（2023年）: of the ratings whose highest level is `highest`.
std::optional<int> rating_of_words(std::string_view words, int highest);
// 四级甲等 also of 四甲 and 4级甲等.
std::optional<std::string> interconnection_of_words(std::string_view words);
// What is counted, with the unit that it may be counted in. `unit` is what a number without 万 or 千 counts: 10,000 below a heading
// of 万人次.
std::optional<std::int64_t> figure_of_words(std::string_view words, Counted counted, std::int64_t unit = 1);
// The year of a year, a month or a day.
std::optional<int> year_of_words(std::string_view words);

// 0..9 of the one digit that the text is, Arabic, Chinese or Roman; -1 of anything else.
int small_number(std::string_view digit);
// Of 四级甲等 as written, 四甲 and 4级甲等: 四级甲等.
std::string interconnection_level(std::string_view written);
// The number that kNumber (figure_statements.h) has found, by its groups. "368 4" lost its decimal point.
std::optional<std::int64_t> number_of(std::string_view digits, std::string_view scale);
// A year in figures, or digit by digit in Chinese numerals; 0 where it is none.
inline constexpr const char* kYear = "((?:1[89]|20)\\d\\d|[一二]千?[零〇一二三四五六七八九]{3})";
int year_of(std::string_view words);

}  // namespace tenderlead::parsers
