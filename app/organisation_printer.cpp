#include "app/organisation_printer.h"

#include <array>
#include <iostream>
#include <string_view>
#include <utility>

#include "app/terminal_table.h"
#include "model/organisation.h"
#include "model/time.h"

namespace tenderlead::app {
namespace {

namespace json = boost::json;

constexpr std::array<std::pair<std::string_view, const char*>, 31> kFieldNames = {{
    {"name", "名称"},
    {"alias", "别名"},
    {"former_name", "曾用名"},
    {"kind", "类别"},
    {"region", "地区"},
    {"parent.branch", "主院"},
    {"parent.alliance", "医联体"},
    {"parent.group", "集团"},
    {"level.tier", "等级"},
    {"level.grade", "等次"},
    {"category", "医院类型"},
    {"ownership", "办医性质"},
    {"beds.open", "开放床位"},
    {"beds.authorised", "编制床位"},
    {"staff", "职工"},
    {"outpatient_visits", "年门诊量"},
    {"discharges", "年出院"},
    {"surgeries", "年手术"},
    {"founded", "建院"},
    {"departments", "科室"},
    {"ratings.emr", "电子病历"},
    {"ratings.interconnection", "互联互通"},
    {"ratings.smart_service", "智慧服务"},
    {"ratings.smart_management", "智慧管理"},
    {"address", "地址"},
    {"phone", "电话"},
    {"postcode", "邮编"},
    {"website", "网址"},
    {"branch", "院区"},
    {"alliance", "医联体"},
    {"group", "集团"},
}};

std::string field_name(std::string_view field) {
  for (const auto& [name, chinese] : kFieldNames)
    if (name == field) return chinese;
  return std::string(field);
}

std::string day(std::int64_t at) {
  return at == 0 ? std::string() : to_string(local_date(at));
}

json::array related_json(const std::vector<RelatedOrganisation>& organisations) {
  json::array array;
  for (const auto& each : organisations)
    array.push_back({{"id", json::string(each.id)},
                     {"name", json::string(each.name)},
                     {"relation", json::string(each.relation)}});
  return array;
}

}  // namespace

json::object to_json(const OrganisationView& view) {
  json::array values, merged;
  for (const auto& value : view.values) {
    json::object each{{"field", json::string(value.field)},
                      {"value", json::string(value.value)},
                      {"origin", to_string(value.origin)},
                      {"source", json::string(value.source)},
                      {"stands", value.stands}};
    if (value.at != 0) each["at"] = json::string(utc_timestamp(value.at));
    values.emplace_back(std::move(each));
  }
  for (const auto& [id, name] : view.merged)
    merged.push_back({{"id", json::string(id)}, {"name", json::string(name)}});
  return {{"type", "organisation"},
          {"id", json::string(view.row.id)},
          {"name", json::string(view.row.name)},
          {"kind", json::string(view.row.kind)},
          {"region_code", json::string(view.row.region_code)},
          {"values", std::move(values)},
          {"parents", related_json(view.parents)},
          {"children", related_json(view.children)},
          {"merged", std::move(merged)}};
}

void print_organisation(const OrganisationView& view, const parsers::RegionTable& regions) {
  std::cout << "\n单位 " << view.row.id << "  " << printable(view.row.name) << '\n';
  for (const bool stands : {true, false}) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& value : view.values) {
      if (value.stands != stands) continue;
      std::string shown = value.value;
      if (value.field == "region")
        if (const auto region = regions.by_code(value.value))
          shown = region->province + region->city + region->county + " " + value.value;
      rows.push_back(
          {field_name(value.field), shown, chinese_name(value.origin), day(value.at), value.source});
    }
    if (rows.empty()) continue;
    std::cout << (stands ? "" : "\n其他说法（未采用）\n");
    print_table(std::cout, {{"字段", 16}, {"值", 60}, {"来源"}, {"日期"}, {"出处", 60}}, rows);
  }
  const auto list = [](const char* heading, const std::vector<RelatedOrganisation>& organisations) {
    if (organisations.empty()) return;
    std::cout << '\n' << heading << '\n';
    for (const auto& each : organisations)
      std::cout << "  " << each.id << "  " << field_name(each.relation) << "  " << printable(each.name)
                << '\n';
  };
  list("上级", view.parents);
  list("下属（院区、成员）", view.children);
  if (!view.merged.empty()) std::cout << "\n已并入的单位\n";
  for (const auto& [id, name] : view.merged) std::cout << "  " << id << "  " << printable(name) << '\n';
}

}  // namespace tenderlead::app
