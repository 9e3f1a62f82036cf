#include "web/api/organisations/fields.h"

#include <algorithm>

namespace tenderlead::web {

const std::vector<OrganisationField>& organisation_fields() {
  static const std::vector<OrganisationField> kFields = {
      {"name", "who", "名称", "Name", "text"},
      {"alias", "who", "别名", "Also called", "text", {}, true},
      {"former_name", "who", "曾用名", "Formerly", "text", {}, true},
      {"kind",
       "who",
       "类别",
       "Kind",
       "choice",
       {"hospital", "health_commission", "cdc", "insurance_bureau", "pharmacy_chain", "supplier", "agency",
        "other"}},
      {"level.tier", "who", "等级", "Tier", "choice", {"1", "2", "3"}},
      {"level.grade", "who", "等次", "Grade", "choice", {"甲", "乙", "丙", "未定"}},
      {"category",
       "who",
       "医院类型",
       "Category",
       "choice",
       {"general", "specialty", "maternal_child", "tcm", "integrated", "community", "other"}},
      {"ownership", "who", "办医性质", "Ownership", "choice", {"public", "private"}},
      {"founded", "who", "建院年份", "Founded", "number"},
      {"parent.branch", "who", "主院", "Branch of", "organisation", {}, true},
      {"parent.alliance", "who", "医联体", "Alliance", "organisation", {}, true},
      {"parent.group", "who", "集团", "Group", "organisation", {}, true},
      {"region", "where", "地区", "Region", "region"},
      {"address", "where", "地址", "Address", "text"},
      {"postcode", "where", "邮编", "Postcode", "text"},
      {"phone", "where", "电话", "Telephone", "phone"},
      {"website", "where", "网址", "Website", "link"},
      {"beds.open", "size", "开放床位", "Beds open", "number"},
      {"beds.authorised", "size", "编制床位", "Beds authorised", "number"},
      {"staff", "size", "职工", "Staff", "number"},
      {"outpatient_visits", "size", "年门诊量", "Outpatient visits a year", "number"},
      {"discharges", "size", "年出院", "Discharges a year", "number"},
      {"surgeries", "size", "年手术", "Surgeries a year", "number"},
      {"departments", "size", "科室", "Departments", "long_text"},
      {"ratings.emr",
       "ratings",
       "电子病历评级",
       "EMR rating",
       "choice",
       {"0", "1", "2", "3", "4", "5", "6", "7", "8"}},
      {"ratings.interconnection", "ratings", "互联互通测评", "Interconnection rating", "text"},
      {"ratings.smart_service",
       "ratings",
       "智慧服务评级",
       "Smart service rating",
       "choice",
       {"0", "1", "2", "3", "4", "5"}},
      {"ratings.smart_management",
       "ratings",
       "智慧管理评级",
       "Smart management rating",
       "choice",
       {"0", "1", "2", "3", "4", "5"}},
  };
  return kFields;
}

const OrganisationField* organisation_field(std::string_view path) {
  const auto& fields = organisation_fields();
  const auto found = std::ranges::find(fields, path, &OrganisationField::path);
  return found == fields.end() ? nullptr : &*found;
}

}  // namespace tenderlead::web
