// What facts are called, and of which kind they are.
#include <algorithm>
#include <array>

#include "rules/condition.h"

namespace tenderlead::rules {
namespace {

struct FactRow {
  Fact value;
  const char* name;
  const char* chinese;
  FactKind kind;
};
constexpr std::array kFacts{
    FactRow{Fact::days_to_deadline, "days_to_deadline", "距截止天数", FactKind::number},
    FactRow{Fact::days_since_published, "days_since_published", "发布天数", FactKind::number},
    FactRow{Fact::days_to_expected, "days_to_expected", "距预计采购天数", FactKind::number},
    FactRow{Fact::days_to_end, "days_to_end", "距到期天数", FactKind::number},
    FactRow{Fact::budget_wan, "budget_wan", "金额（万元）", FactKind::number},
    FactRow{Fact::tier, "tier", "医院等级", FactKind::number},
    FactRow{Fact::beds, "beds", "床位", FactKind::number},
    FactRow{Fact::outpatient_visits, "outpatient_visits", "门诊量", FactKind::number},
    FactRow{Fact::emr_level, "emr_level", "电子病历级别", FactKind::number},
    FactRow{Fact::rating_gap, "rating_gap", "评级差距", FactKind::number},
    FactRow{Fact::product_points, "product_points", "产品得分", FactKind::number},
    FactRow{Fact::ours, "ours", "自有产品", FactKind::word},
    FactRow{Fact::product, "product", "产品", FactKind::word},
    FactRow{Fact::notice_kind, "notice_kind", "公告类型", FactKind::word},
    FactRow{Fact::method, "method", "采购方式", FactKind::word},
    FactRow{Fact::organisation_kind, "organisation_kind", "机构类型", FactKind::word},
    FactRow{Fact::category, "category", "医院类别", FactKind::word},
    FactRow{Fact::ownership, "ownership", "所有制", FactKind::word},
    FactRow{Fact::province, "province", "省份", FactKind::word},
    FactRow{Fact::rating, "rating", "评级", FactKind::word},
    FactRow{Fact::budget_yuan, "budget_yuan", "金额（元）", FactKind::number},
    FactRow{Fact::award_wan, "award_wan", "成交额（万元）", FactKind::number},
    FactRow{Fact::award_yuan, "award_yuan", "成交额（元）", FactKind::number},
    FactRow{Fact::smart_service, "smart_service", "智慧服务级别", FactKind::number},
    FactRow{Fact::smart_management, "smart_management", "智慧管理级别", FactKind::number},
    FactRow{Fact::discharges, "discharges", "出院人次", FactKind::number},
    FactRow{Fact::surgeries, "surgeries", "手术量", FactKind::number},
    FactRow{Fact::staff, "staff", "职工人数", FactKind::number},
    FactRow{Fact::founded, "founded", "建院年份", FactKind::number},
    FactRow{Fact::attempt, "attempt", "第几次招标", FactKind::number},
    FactRow{Fact::days_since_news, "days_since_news", "最新动态天数", FactKind::number},
    FactRow{Fact::notices, "notices", "公告数", FactKind::number},
    FactRow{Fact::stage, "stage", "项目阶段", FactKind::word},
    FactRow{Fact::grade, "grade", "医院等次", FactKind::word},
    FactRow{Fact::interconnection, "interconnection", "互联互通等级", FactKind::word},
    FactRow{Fact::department, "department", "科室", FactKind::word},
    FactRow{Fact::supplier, "supplier", "供应商", FactKind::word},
    FactRow{Fact::contact_person, "contact_person", "联系人", FactKind::word},
    FactRow{Fact::contact_phone, "contact_phone", "联系电话", FactKind::word},
    FactRow{Fact::agency_phone, "agency_phone", "代理机构电话", FactKind::word},
    FactRow{Fact::account_phone, "account_phone", "单位总机", FactKind::word},
    FactRow{Fact::account_owner, "account_owner", "客户负责人", FactKind::word},
    FactRow{Fact::product_department, "product_department", "相关科室", FactKind::word},
    FactRow{Fact::in_place, "in_place", "在用系统", FactKind::word},
    FactRow{Fact::published, "published", "发布日期", FactKind::date},
    FactRow{Fact::deadline, "deadline", "截止日期", FactKind::date},
    FactRow{Fact::expected, "expected", "预计采购日期", FactKind::date},
    FactRow{Fact::region, "region", "地区", FactKind::region},
};
constexpr auto kFactValues = [] {
  std::array<Fact, kFacts.size()> values{};
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = kFacts[i].value;
  return values;
}();
static_assert(
    [] {
      for (std::size_t i = 0; i < kFacts.size(); ++i)
        if (static_cast<std::size_t>(kFacts[i].value) != i) return false;
      return true;
    }(),
    "the table is in the order of the facts");

const FactRow& row_of(Fact fact) {
  return kFacts[static_cast<std::size_t>(fact)];
}

}  // namespace

FactKind kind_of(Fact fact) {
  return row_of(fact).kind;
}
const char* to_string(Fact fact) {
  return row_of(fact).name;
}
const char* chinese_name(Fact fact) {
  return row_of(fact).chinese;
}
std::optional<Fact> fact_from_string(std::string_view name) {
  for (const auto& row : kFacts)
    if (row.name == name) return row.value;
  return std::nullopt;
}
std::span<const Fact> all_facts() {
  return kFactValues;
}

}  // namespace tenderlead::rules
