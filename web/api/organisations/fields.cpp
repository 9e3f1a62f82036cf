#include "web/api/organisations/fields.h"

#include <algorithm>
#include <utility>

#include "model/organisation_facts.h"
#include "model/organisation_fields.h"

namespace tenderlead::web {

namespace {

// What the values may be stands with the fields themselves, for whoever else enters them.
std::vector<OrganisationField> with_forms(std::vector<OrganisationField> fields) {
  for (auto& field : fields)
    if (const auto* form = field_form(field.path)) {
      field.choices = form->choices;
      if (!form->choices.empty()) field.type = "choice";
      if (form->counts) field.type = "number";
      field.repeats = may_repeat(field.path);
    }
  return fields;
}

}  // namespace

const std::vector<OrganisationField>& organisation_fields() {
  static const std::vector<OrganisationField> kFields = with_forms({
      {"name", "who", "名称", "Name"},
      {"alias", "who", "别名", "Also called"},
      {"former_name", "who", "曾用名", "Formerly"},
      {"kind", "who", "类别", "Kind"},
      {"level.tier", "who", "等级", "Tier"},
      {"level.grade", "who", "等次", "Grade"},
      {"category", "who", "医院类型", "Category"},
      {"ownership", "who", "办医性质", "Ownership"},
      {"founded", "who", "建院年份", "Founded"},
      {"parent.branch", "who", "主院", "Branch of", "organisation"},
      {"parent.alliance", "who", "医联体", "Alliance", "organisation"},
      {"parent.group", "who", "集团", "Group", "organisation"},
      {"region", "where", "地区", "Region", "region"},
      {"address", "where", "地址", "Address"},
      {"postcode", "where", "邮编", "Postcode"},
      {"phone", "where", "电话", "Telephone", "phone"},
      {"website", "where", "网址", "Website", "link"},
      {"beds.open", "size", "开放床位", "Beds open"},
      {"beds.authorised", "size", "编制床位", "Beds authorised"},
      {"staff", "size", "职工", "Staff"},
      {"outpatient_visits", "size", "年门诊量", "Outpatient visits a year"},
      {"discharges", "size", "年出院", "Discharges a year"},
      {"surgeries", "size", "年手术", "Surgeries a year"},
      {"departments", "size", "科室", "Departments", "long_text"},
      {"ratings.emr", "ratings", "电子病历评级", "EMR rating"},
      {"ratings.interconnection", "ratings", "互联互通测评", "Interconnection rating"},
      {"ratings.smart_service", "ratings", "智慧服务评级", "Smart service rating"},
      {"ratings.smart_management", "ratings", "智慧管理评级", "Smart management rating"},
  });
  return kFields;
}

const OrganisationField* organisation_field(std::string_view path) {
  const auto& fields = organisation_fields();
  const auto found = std::ranges::find(fields, path, &OrganisationField::path);
  return found == fields.end() ? nullptr : &*found;
}

}  // namespace tenderlead::web
