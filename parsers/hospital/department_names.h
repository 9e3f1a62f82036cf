// What is a department's name at all. Internal to hospital/.
#pragma once

#include <string_view>

namespace tenderlead::parsers {

// Whether words (simplified) name a department that treats or examines patients: 心血管内科, ICU; not 财务科 or 办公室.
bool is_department_name(std::u32string_view words);

// Whether words may stand for a department in a list that says it lists departments: 中医, 针灸, 儿童保健, 男性专科.
bool is_listed_unit(std::u32string_view words);

// Whether words are a subject of the national catalogue, or a clinic or ward of one, without being a department's name:
// 心内, 消化内科专业, 发热门诊, 中医馆. Running text has such words as well, so a list must stand around them.
bool is_known_subject(std::u32string_view words);

// 内、外、妇、儿: one character that stands for a department among others of its kind.
bool is_short_subject(char32_t c);

// Whether words name an office, which a list of departments may hold among them: 医务科, 院办公室, 食堂.
bool is_office(std::u32string_view words);

// What brackets behind a department hold: what belongs to its name (ICU, 二, 骨髓移植), its rooms (血透室; CT室、X光室), or what it treats
// (心血管、内分泌, most of them no departments' names). Else they hold a list of departments.
bool is_name_suffix(std::u32string_view words);
bool are_rooms(std::u32string_view words);
bool tells_what_is_treated(std::u32string_view words);

// What a list holds, by the words that open it: 临床科室(, 医技科室有, 职能科室:, 重点专科, 二楼:.
enum class DepartmentList { none, clinical, floor, key, offices };
DepartmentList list_opened_by(std::u32string_view words);

}  // namespace tenderlead::parsers
