// Names of organisations and people, and the cleaning of text values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/document.h"

namespace tenderlead::parsers {

// A text value as labels want it: outer white space and outer punctuation off (a closing bracket stays where its
// opening one is inside), inner runs of white space to one space, white space between two Chinese characters dropped,
// full-width digits and letters to half-width, and full-width punctuation within numbers, codes and telephones too.
std::string normalise_text(std::string_view text);

// The same, and for codes: everything to half-width, no spaces at all. For project numbers.
std::string normalise_code(std::string_view text);

enum class OrganisationShape {
  none,
  company,      // 有限公司, 股份公司, 集团, 事务所, 经营部 …
  health,       // 医院, 卫生院, 妇幼保健院, 疾控中心, 卫健委 …
  authority,    // 局, 委员会, 厅, 政府, 办公室 …
  institution,  // 学校, 大学, 中心, 研究院, 银行 …
};

// What kind of organisation's name the whole value looks like, credit codes and remarks aside.
OrganisationShape organisation_shape(std::string_view value);
inline bool looks_like_organisation(std::string_view value) {
  return organisation_shape(value) != OrganisationShape::none;
}

// A personal name as contact cells have it: 张三, 欧阳某某, 王工, 李老师, 刘女士, 阿卜杜·热合曼. Not a department (采购科).
bool looks_like_person(std::string_view value);

// An organisation's name off its trimmings: labels, credit codes, （联合体牵头人）, 等, trailing remarks, trailing
// punctuation. Its own brackets (中国）, （集团） stay.
std::string trim_organisation(std::string_view value);

// For comparing names: trimmed, brackets half-width, no spaces, lower case.
std::string organisation_key(std::string_view name);

struct OrganisationMatch {
  std::string name;
  Span span;
  OrganisationShape shape = OrganisationShape::none;
};
// Organisations named in running text, in reading order: "受某某医院委托，某某招标有限公司就…".
std::vector<OrganisationMatch> find_organisations(std::string_view text);

}  // namespace tenderlead::parsers
