#include "rules/rulebook.h"

#include <algorithm>
#include <array>

#include "model/names.h"

namespace tenderlead::rules {
namespace {

constexpr std::array<NamedValue<Field>, 5> kFieldNames{{{Field::title, "title", "标题"},
                                                        {Field::project_name, "project_name", "项目名称"},
                                                        {Field::lots, "lots", "标包"},
                                                        {Field::buyer, "buyer", "采购人"},
                                                        {Field::text, "text", "正文"}}};

constexpr std::array<NamedValue<TagKind>, 3> kTagKindNames{{{TagKind::simple, "simple", "简单标签"},
                                                            {TagKind::rule, "rule", "规则标签"},
                                                            {TagKind::learned, "learned", "学习标签"}}};
constexpr std::array<NamedValue<RuleState>, 3> kStateNames{{{RuleState::draft, "draft", "草稿"},
                                                            {RuleState::active, "active", "启用"},
                                                            {RuleState::retired, "retired", "停用"}}};
constexpr std::array<NamedValue<Subject>, 3> kSubjectNames{{{Subject::notice, "notice", "公告"},
                                                            {Subject::project, "project", "项目"},
                                                            {Subject::organisation, "organisation", "机构"}}};

constexpr std::array<NamedValue<Contact>, 5> kContactNames{{{Contact::project, "project", "项目联系人"},
                                                            {Contact::buyer, "buyer", "采购人"},
                                                            {Contact::agency, "agency", "代理机构"},
                                                            {Contact::account, "account", "单位总机"},
                                                            {Contact::winner, "winner", "中标方"}}};

}  // namespace

const char* to_string(Field field) {
  const auto* row = find_value(kFieldNames, field);
  return row == nullptr ? "" : row->name;
}
std::optional<Field> field_from_string(std::string_view name) {
  return find_name(kFieldNames, name);
}

const char* to_string(TagKind kind) {
  const auto* row = find_value(kTagKindNames, kind);
  return row == nullptr ? "" : row->name;
}
const char* to_string(RuleState state) {
  const auto* row = find_value(kStateNames, state);
  return row == nullptr ? "" : row->name;
}
const char* chinese_name(RuleState state) {
  const auto* row = find_value(kStateNames, state);
  return row == nullptr ? "" : row->chinese;
}
const char* to_string(Subject subject) {
  const auto* row = find_value(kSubjectNames, subject);
  return row == nullptr ? "" : row->name;
}
const char* chinese_name(Subject subject) {
  const auto* row = find_value(kSubjectNames, subject);
  return row == nullptr ? "" : row->chinese;
}

bool TagRule::is_of(Subject subject) const {
  return std::find(of.begin(), of.end(), subject) != of.end();
}

const char* to_string(Contact contact) {
  const auto* row = find_value(kContactNames, contact);
  return row == nullptr ? "" : row->name;
}

const TeamMember* Team::find(std::string_view id) const {
  for (const auto& one : members)
    if (one.id == id) return &one;
  return nullptr;
}

const Product* RuleBook::product(std::string_view id) const {
  for (const auto& one : products)
    if (one.id == id) return &one;
  return nullptr;
}

bool sees_tags(Subject at, Subject of) {
  switch (at) {
    case Subject::notice:
      return true;
    case Subject::project:
      return of != Subject::notice;
    case Subject::organisation:
      return of == Subject::organisation;
  }
  return false;
}

}  // namespace tenderlead::rules
