// An organisation's name as text that can be compared: folded, with one spelling for what is written in several ways, and taken apart
// into the name itself, other names in brackets, and the branch. Pure functions; thread-safe; linear in the name but for the table of
// spellings.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tenderlead::linker {

// Longer texts are no names: the longest official ones have some 40 characters, with their bracketed names some 80.
inline constexpr std::size_t kLongestName = 120;  // characters

// Half-width, lower case, without white space and punctuation; all kinds of brackets as "(" and ")". Empty for what isn't UTF-8 or is
// longer than kLongestName.
std::u32string folded_name(std::string_view utf8);
std::string utf8(std::u32string_view text);

// 甲医院（乙医院、原丙医院） is 甲医院, also 乙医院, once 丙医院. Brackets that hold no name stay in the name without the brackets: 安徽（集团）公司,
// 肿瘤（胸科）医院. Seals and the like （盖章） are left out, and a name that is written twice over counts once.
struct WrittenName {
  std::u32string name;
  std::vector<std::u32string> aliases;
  std::vector<std::u32string> former;
};
WrittenName taken_apart(std::string_view written);
// The same with the characters as they stand (width and case kept): for showing and keeping names.
struct NamesAsWritten {
  std::string name;
  std::vector<std::string> aliases;
  std::vector<std::string> former;
};
NamesAsWritten names_as_written(std::string_view written);

// 某医院东院区 is a branch 东 of 某医院; 某公司南通分公司 a branch 南通 of 某公司. `branch` is empty for a main house (总院 and 本部 are that).
struct Branch {
  std::u32string main;
  std::u32string branch;
};
Branch branch_of(std::u32string_view name);

// One spelling of what is the same: 第一 and 一 before a house's word, 中医医院 and 中医院, 附属第一医院 and 第一附属医院, 妇幼保健计划生育服务中心 and
// 妇幼保健院, 卫健委 and 卫生健康委员会, 有限责任公司 and 有限公司.
std::u32string one_spelling(std::u32string_view name);
// Further, for names that no other organisation of the place has: 妇幼保健所 like 妇幼保健院, 卫生局 like its successors, 中心卫生院 like 卫生院.
std::u32string loose_spelling(std::u32string_view spelled);
// 某大学附属乙医院 is known as 乙医院 too, where 乙 is more than a number; empty where there is no such name.
std::u32string without_university(std::u32string_view spelled);

// Whether a name without its place could be anybody's: 人民医院, 第2中医院, 卫生健康局. 积水潭医院 could not.
bool is_generic(std::u32string_view spelled);
// Whether a text ends like an organisation's name.
bool ends_like_organisation(std::u32string_view text);
bool is_company(std::u32string_view spelled);

}  // namespace tenderlead::linker
