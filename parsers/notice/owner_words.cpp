// Whose a label, a section or a department is, by what it is called.
#include "parsers/notice/owner_words.h"

#include <algorithm>
#include <array>

namespace tenderlead::parsers::notice {

Owner party_of(Section section) {
  switch (section) {
    case Section::buyer:
      return Owner::buyer;
    case Section::agency:
      return Owner::agency;
    case Section::project_contact:
      return Owner::project;
    case Section::supervisor:
    case Section::complaint:
    case Section::deposit:
      return Owner::other;
    // 定标候选人及相关内容 / 单位名称：某公司
    case Section::candidates:
      return Owner::supplier;
    default:
      return Owner::none;
  }
}

Owner party_of(Field field) {
  switch (field) {
    case Field::buyer_name:
    case Field::buyer_address:
    case Field::buyer_person:
    case Field::buyer_phone:
    case Field::buyer_contact:
      return Owner::buyer;
    case Field::agency_name:
    case Field::agency_address:
    case Field::agency_person:
    case Field::agency_phone:
    case Field::agency_contact:
      return Owner::agency;
    case Field::supplier:
    case Field::candidate:
    case Field::contract_supplier:
    case Field::bidder:
      return Owner::supplier;
    case Field::other_party:
      return Owner::other;
    default:
      return Owner::none;
  }
}

Field owned(Field field, Owner party) {
  const auto pick = [party](Field buyer, Field agency, Field project, Field supplier) {
    switch (party) {
      case Owner::buyer:
        return buyer;
      case Owner::agency:
        return agency;
      case Owner::project:
        return project;
      case Owner::supplier:
        return supplier;
      default:
        return Field::ignored;
    }
  };
  switch (field) {
    case Field::name:
      return pick(Field::buyer_name, Field::agency_name, Field::ignored, Field::supplier);
    case Field::address:
      return pick(Field::buyer_address, Field::agency_address, Field::ignored, Field::supplier_address);
    case Field::person:
      return pick(Field::buyer_person, Field::agency_person, Field::project_person, Field::ignored);
    case Field::phone:
      return pick(Field::buyer_phone, Field::agency_phone, Field::project_phone, Field::ignored);
    case Field::contact:
      return pick(Field::buyer_contact, Field::agency_contact, Field::project_contact, Field::ignored);
    // 项目联系人 inside a party's own block is that party's person.
    case Field::project_person:
      return pick(Field::buyer_person, Field::agency_person, field, field);
    case Field::project_phone:
      return pick(Field::buyer_phone, Field::agency_phone, field, field);
    case Field::project_contact:
      return pick(Field::buyer_contact, Field::agency_contact, field, field);
    default:
      return field;
  }
}

bool is_projects_own(Field field) {
  return field == Field::project_person || field == Field::project_phone || field == Field::project_contact;
}

bool in_contacts(Section section) {
  return section == Section::contacts || section == Section::buyer || section == Section::agency ||
         section == Section::project_contact;
}

bool tells_of_bidding(Section section) {
  return section == Section::documents || section == Section::submission || section == Section::opening ||
         section == Section::submission_and_opening;
}

bool tells_of_bidders(Section section) {
  return section == Section::past_work || section == Section::candidate_details ||
         section == Section::losers || section == Section::bids;
}

bool is_partys_own(Field field) {
  return field == Field::address || field == Field::person || field == Field::phone ||
         field == Field::contact;
}

bool names_department(std::u16string_view label) {
  return label == u"联系部门" || label == u"联系科室" || label == u"受理部门" || label == u"受理科室";
}
bool hears_complaints(std::u16string_view office) {
  constexpr std::array<std::u16string_view, 7> kWords = {u"监察", u"纪检", u"纪委", u"审计",
                                                         u"监督", u"信访", u"财政"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::u16string_view word) { return office.find(word) != office.npos; });
}

bool closes_result(std::u16string_view text) {
  constexpr std::size_t kShortestSentence = 12;
  if (text.size() < kShortestSentence || text.find_first_of(u",。") == text.npos) return false;
  return text.find(u"异议") != text.npos || text.find(u"疑义") != text.npos ||
         text.find(u"特此公") != text.npos;
}

}  // namespace tenderlead::parsers::notice
