// Whose a label, a section or a department is, by what it is called.
#pragma once

#include <string_view>

#include "parsers/notice/marks.h"

namespace tenderlead::parsers::notice {

// The party that a section or a label speaks of; none where it names none.
Owner party_of(Section section);
Owner party_of(Field field);
// An ownerless label's field for a party: 电话 of the buyer is buyer_phone. Fields with an owner stay, ignored where the party has
// no such field.
Field owned(Field field, Owner party);
// 项目联系人, 项目联系方式
bool is_projects_own(Field field);
// 地址, 联系人, 电话, 联系方式
bool is_partys_own(Field field);
bool in_contacts(Section section);
bool tells_of_bidding(Section section);
bool tells_of_bidders(Section section);
// 联系部门：监察室 hears complaints; whichever other department it is, what is told of the winner is over.
bool names_department(std::u16string_view label);
bool hears_complaints(std::u16string_view office);
// 公示期内如有异议，请…提出。 behind the winners' data speaks for those who publish.
bool closes_result(std::u16string_view text);

}  // namespace tenderlead::parsers::notice
