#include "web/auth/rights.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace tenderlead::web {
namespace {

TEST(ARole, MayDoWhatItsLesserMay) {
  for (const auto right : kAllRights)
    for (std::size_t i = 1; i < std::size(kAllRoles); ++i)
      EXPECT_TRUE(!may(kAllRoles[i - 1], right) || may(kAllRoles[i], right))
          << to_string(right) << " " << to_string(kAllRoles[i]);
}

TEST(RightsOfRoles, AreThese) {
  struct Case {
    Right right;
    std::string roles;
  };
  const std::vector<Case> cases = {
      {Right::nothing, "viewer sales manager admin "},
      {Right::own_account, "viewer sales manager admin "},
      {Right::read_leads, "viewer sales manager admin "},
      {Right::read_contacts, "sales manager admin "},
      {Right::review_leads, "sales manager admin "},
      {Right::assign_leads, "manager admin "},
      {Right::correct_fields, "sales manager admin "},
      {Right::join_organisations, "manager admin "},
      {Right::export_leads, "sales manager admin "},
      {Right::read_sources, "viewer sales manager admin "},
      {Right::run_sources, "manager admin "},
      {Right::read_audit, "manager admin "},
      {Right::manage_users, "admin "},
      {Right::change_settings, "admin "},
  };
  ASSERT_EQ(cases.size(), std::size(kAllRights));
  for (const auto& each : cases) {
    std::string roles;
    for (const auto role : kAllRoles)
      if (may(role, each.right)) roles += std::string(to_string(role)) + " ";
    EXPECT_EQ(roles, each.roles) << to_string(each.right);
  }
}

TEST(NamesOfRolesAndRights, LeadBackToThem) {
  for (const auto role : kAllRoles) EXPECT_EQ(role_from_string(to_string(role)), role);
  std::set<std::string> names;
  for (const auto right : kAllRights) {
    EXPECT_EQ(right_from_string(to_string(right)), right);
    names.insert(to_string(right));
  }
  EXPECT_EQ(names.size(), std::size(kAllRights));
  EXPECT_FALSE(role_from_string("root"));
  EXPECT_FALSE(right_from_string("leads:*"));
}

}  // namespace
}  // namespace tenderlead::web
