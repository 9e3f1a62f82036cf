#include "web/auth/rights.h"

#include <stdexcept>

namespace tenderlead::web {
namespace {

struct RoleName {
  Role role;
  const char* name;
  const char* chinese;
};
constexpr std::array<RoleName, 4> kRoles{{{Role::viewer, "viewer", "只读"},
                                          {Role::sales, "sales", "销售"},
                                          {Role::manager, "manager", "销售经理"},
                                          {Role::admin, "admin", "管理员"}}};

struct Row {
  Right right;
  const char* name;
  bool viewer, sales, manager, admin;
};
constexpr bool kYes = true;
constexpr bool kNo = false;
constexpr std::array<Row, 14> kTable{{
    //                                            viewer sales  manager admin
    {Right::nothing, "nothing", kYes, kYes, kYes, kYes},
    {Right::own_account, "account:own", kYes, kYes, kYes, kYes},
    {Right::read_leads, "leads:read", kYes, kYes, kYes, kYes},
    {Right::read_contacts, "contacts:read", kNo, kYes, kYes, kYes},
    {Right::review_leads, "leads:review", kNo, kYes, kYes, kYes},
    {Right::assign_leads, "leads:assign", kNo, kNo, kYes, kYes},
    {Right::correct_fields, "fields:correct", kNo, kYes, kYes, kYes},
    {Right::join_organisations, "organisations:join", kNo, kNo, kYes, kYes},
    {Right::export_leads, "leads:export", kNo, kYes, kYes, kYes},
    {Right::read_sources, "sources:read", kYes, kYes, kYes, kYes},
    {Right::run_sources, "sources:run", kNo, kNo, kYes, kYes},
    {Right::read_audit, "audit:read", kNo, kNo, kYes, kYes},
    {Right::manage_users, "users:manage", kNo, kNo, kNo, kYes},
    {Right::change_settings, "settings:change", kNo, kNo, kNo, kYes},
}};

const Row& row_of(Right right) {
  for (const auto& row : kTable)
    if (row.right == right) return row;
  throw std::logic_error("a right stands in no row of the table");
}

}  // namespace

const char* to_string(Role role) {
  for (const auto& each : kRoles)
    if (each.role == role) return each.name;
  return "viewer";
}
const char* chinese_name(Role role) {
  for (const auto& each : kRoles)
    if (each.role == role) return each.chinese;
  return "只读";
}
std::optional<Role> role_from_string(std::string_view text) {
  for (const auto& each : kRoles)
    if (text == each.name) return each.role;
  return std::nullopt;
}

const char* to_string(Right right) {
  return row_of(right).name;
}
std::optional<Right> right_from_string(std::string_view text) {
  for (const auto& row : kTable)
    if (text == row.name) return row.right;
  return std::nullopt;
}

bool may(Role role, Right right) {
  const auto& row = row_of(right);
  switch (role) {
    case Role::viewer:
      return row.viewer;
    case Role::sales:
      return row.sales;
    case Role::manager:
      return row.manager;
    case Role::admin:
      return row.admin;
  }
  return false;
}

}  // namespace tenderlead::web
