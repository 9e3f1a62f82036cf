#include "rules/rulebook.h"

#include <array>

#include "model/names.h"

namespace tenderlead::rules {
namespace {

constexpr std::array<NamedValue<Field>, 5> kFieldNames{{{Field::title, "title", "标题"},
                                                        {Field::project_name, "project_name", "项目名称"},
                                                        {Field::lots, "lots", "标包"},
                                                        {Field::buyer, "buyer", "采购人"},
                                                        {Field::text, "text", "正文"}}};

constexpr std::array<NamedValue<Fact>, 20> kFactNames{{
    {Fact::days_to_deadline, "days_to_deadline", "距截止天数"},
    {Fact::days_since_published, "days_since_published", "发布天数"},
    {Fact::days_to_expected, "days_to_expected", "距预计采购天数"},
    {Fact::days_to_end, "days_to_end", "距到期天数"},
    {Fact::budget_wan, "budget_wan", "金额（万元）"},
    {Fact::tier, "tier", "医院等级"},
    {Fact::beds, "beds", "床位"},
    {Fact::outpatient_visits, "outpatient_visits", "门诊量"},
    {Fact::emr_level, "emr_level", "电子病历级别"},
    {Fact::rating_gap, "rating_gap", "评级差距"},
    {Fact::product_points, "product_points", "产品得分"},
    {Fact::ours, "ours", "自有产品"},
    {Fact::product, "product", "产品"},
    {Fact::notice_kind, "notice_kind", "公告类型"},
    {Fact::method, "method", "采购方式"},
    {Fact::organisation_kind, "organisation_kind", "机构类型"},
    {Fact::category, "category", "医院类别"},
    {Fact::ownership, "ownership", "所有制"},
    {Fact::province, "province", "省份"},
    {Fact::rating, "rating", "评级"},
}};

}  // namespace

const char* to_string(Field field) {
  const auto* row = find_value(kFieldNames, field);
  return row == nullptr ? "" : row->name;
}
std::optional<Field> field_from_string(std::string_view name) {
  return find_name(kFieldNames, name);
}

bool is_number(Fact fact) {
  return fact <= Fact::product_points;
}
const char* to_string(Fact fact) {
  const auto* row = find_value(kFactNames, fact);
  return row == nullptr ? "" : row->name;
}
std::optional<Fact> fact_from_string(std::string_view name) {
  return find_name(kFactNames, name);
}

const Product* RuleBook::product(std::string_view id) const {
  for (const auto& one : products)
    if (one.id == id) return &one;
  return nullptr;
}

}  // namespace tenderlead::rules
