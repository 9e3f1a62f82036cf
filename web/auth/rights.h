// Who may do what: the one table of rights. Every route names a right; a test walks every route with every role.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace tenderlead::web {

enum class Role { viewer, sales, manager, admin };
inline constexpr Role kAllRoles[] = {Role::viewer, Role::sales, Role::manager, Role::admin};
const char* to_string(Role role);
const char* chinese_name(Role role);
std::optional<Role> role_from_string(std::string_view text);

enum class Right {
  nothing,             // needed for nothing: signing in, the page itself
  own_account,         // one's own session, password, tokens; names that pages show
  read_leads,          // leads, notices, projects, organisations, search
  read_contacts,       // contacts' telephone numbers in full; each look is written down
  review_leads,        // claim, accept, reject, snooze, note, status
  assign_leads,        // to somebody else
  correct_fields,      // of notices and organisations
  join_organisations,  // merge and split them, decide what a name means
  export_leads,        // CSV, XLSX, calendar
  read_sources,        // health, ledger, runs
  run_sources,         // run now, pause
  read_audit,          // who changed what
  manage_users,        // users, roles, tokens of others
  change_settings,     // of everybody
};
inline constexpr Right kAllRights[] = {Right::nothing,        Right::own_account,        Right::read_leads,
                                       Right::read_contacts,  Right::review_leads,       Right::assign_leads,
                                       Right::correct_fields, Right::join_organisations, Right::export_leads,
                                       Right::read_sources,   Right::run_sources,        Right::read_audit,
                                       Right::manage_users,   Right::change_settings};
const char* to_string(Right right);
std::optional<Right> right_from_string(std::string_view text);

bool may(Role role, Right right);

}  // namespace tenderlead::web
