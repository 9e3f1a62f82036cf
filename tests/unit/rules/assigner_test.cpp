#include "rules/assigner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace tenderlead::rules {
namespace {

TeamMember member(const std::string& id, std::vector<std::string> regions = {},
                  std::vector<std::string> products = {}) {
  TeamMember made;
  made.id = id;
  made.name = id;
  made.regions = std::move(regions);
  made.products = std::move(products);
  return made;
}

LeadToAssign lead(const std::string& id, const std::string& account, const std::string& region = "510100",
                  const std::string& product = "emr", int score = 50) {
  return {id, account, "院" + account, product, region, score, true, {}};
}

std::string who(const std::map<std::string, Assignment>& given, const std::string& id) {
  const auto found = given.find(id);
  return found == given.end() ? "" : found->second.person + "/" + found->second.because;
}

TEST(Assigner, GoesByRegionThenProductAndElseToWhoeverTakesTheRest) {
  Team team;
  team.members = {member("li", {"51"}), member("wang", {"11"}, {"his"}), member("zhao", {}, {"lis"})};
  team.members[2].share = 0;
  team.otherwise = "zhao";
  const auto given =
      assign(team, {}, {lead("a", "o1"), lead("b", "o2", "110000", "his"), lead("c", "o3", "110000", "emr")});
  EXPECT_EQ(who(given, "a"), "li/region");
  EXPECT_EQ(who(given, "b"), "wang/region");
  EXPECT_EQ(who(given, "c"), "zhao/default");
}

TEST(Assigner, NobodyConfiguredMeansNobody) {
  EXPECT_TRUE(assign({}, {}, {lead("a", "o1")}).empty());
}

TEST(Assigner, AccountOwnershipOutranksRegionAndAPersonsOwnAssignmentOutranksBoth) {
  Team team;
  team.members = {member("li", {"51"}), member("wang", {"11"})};
  team.members[1].accounts = {"院o1"};
  auto by_hand = lead("b", "o1");
  by_hand.by_hand = "someone";
  auto given = assign(team, {}, {lead("a", "o1"), by_hand});
  EXPECT_EQ(who(given, "a"), "wang/account");
  EXPECT_EQ(who(given, "b"), "someone/person");
  given = assign(team, {{"o1", "li"}}, {lead("a", "o1")});
  EXPECT_EQ(who(given, "a"), "li/account") << "what people do outranks the file";
}

TEST(Assigner, AllLeadsOfAnAccountGoToOnePersonAndStayThere) {
  Team team;
  team.members = {member("li"), member("wang"), member("zhao")};
  std::vector<LeadToAssign> leads;
  for (int i = 0; i < 300; ++i)
    leads.push_back(lead("l" + std::to_string(i), "o" + std::to_string(i / 3), "510100",
                         i % 2 == 0 ? "emr" : "his", i % 100));
  const auto given = assign(team, {}, leads);
  std::map<std::string, int> load;
  for (int i = 0; i < 300; ++i) {
    ++load[given.at("l" + std::to_string(i)).person];
    EXPECT_EQ(given.at("l" + std::to_string(i)).person, given.at("l" + std::to_string(i / 3 * 3)).person);
  }
  for (const auto& one : team.members) EXPECT_NEAR(load[one.id], 100, 40) << one.id;
  // Who joins takes accounts from all; none changes hands between the others.
  auto larger = team;
  larger.members.push_back(member("new"));
  for (const auto& [id, to] : assign(larger, {}, leads))
    EXPECT_TRUE(to.person == "new" || to.person == given.at(id).person) << id;
}

TEST(Assigner, ASharePortionsTheAccounts) {
  Team team;
  team.members = {member("li"), member("wang")};
  team.members[0].share = 3;
  std::vector<LeadToAssign> leads;
  for (int i = 0; i < 1000; ++i) leads.push_back(lead("l" + std::to_string(i), "o" + std::to_string(i)));
  int li = 0;
  for (const auto& [id, to] : assign(team, {}, leads)) li += to.person == "li" ? 1 : 0;
  EXPECT_NEAR(li, 750, 50);
}

TEST(Assigner, WhoeverHasEnoughIsPassedOverTheBestAccountsFirst) {
  Team team;
  team.members = {member("li"), member("wang")};
  team.members[0].share = 100;
  team.members[1].share = 1;
  team.members[0].at_most = 2;
  std::vector<LeadToAssign> leads;
  for (int i = 0; i < 6; ++i)
    leads.push_back(lead("l" + std::to_string(i), "o" + std::to_string(i), "510100", "emr", 10 * i));
  const auto given = assign(team, {}, leads);
  int li = 0;
  for (const auto& [id, to] : given) li += to.person == "li" ? 1 : 0;
  EXPECT_EQ(li, 2);
  EXPECT_EQ(given.at("l5").person, "li") << "the best lead is dealt with first";
  EXPECT_EQ(given.at("l0").person, "wang");
}

TEST(Assigner, TheOrderOfArrivalDecidesNothing) {
  Team team;
  team.members = {member("li", {"51"}), member("wang"), member("zhao", {}, {"his"})};
  team.members[1].at_most = 5;
  team.otherwise = "li";
  std::vector<LeadToAssign> leads;
  for (int i = 0; i < 60; ++i)
    leads.push_back(lead("l" + std::to_string(i), "o" + std::to_string(i % 20),
                         i % 2 == 0 ? "510100" : "330000", i % 3 == 0 ? "his" : "emr", i % 7));
  const auto text = [&] {
    std::string out;
    for (const auto& [id, to] : assign(team, {}, leads)) out += id + to.person + to.because + "\n";
    return out;
  };
  const auto first = text();
  std::mt19937 random(3);
  for (int i = 0; i < 20; ++i) {
    std::shuffle(leads.begin(), leads.end(), random);
    EXPECT_EQ(text(), first);
  }
}

}  // namespace
}  // namespace tenderlead::rules
