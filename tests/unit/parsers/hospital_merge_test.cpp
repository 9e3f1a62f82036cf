#include <gtest/gtest.h>

#include "parsers/hospital/hospital_reader.h"

namespace tenderlead::parsers {
namespace {

HospitalProfile page_with_beds(std::int64_t beds, double confidence) {
  HospitalProfile page;
  page.url = "http://hospital.example/" + std::to_string(beds);
  page.beds_open = beds;
  page.evidence["beds.open"] = {"床位", 0, 2, "beds:床位", confidence};
  return page;
}

TEST(MergeProfiles, TakesTheBestEvidencedValueAndOfEqualsTheNewest) {
  const auto best = merge_profiles({page_with_beds(500, 0.96), page_with_beds(700, 0.9)});
  EXPECT_EQ(best.profile.beds_open, 500);
  const auto newest = merge_profiles({page_with_beds(500, 0.9), page_with_beds(700, 0.9)});
  EXPECT_EQ(newest.profile.beds_open, 700);
  EXPECT_EQ(newest.profile.evidence.at("beds.open").rule, "beds:床位");
  ASSERT_EQ(newest.origins.size(), 1u);
  EXPECT_EQ(newest.origins[0].second, 1u);
}

TEST(MergeProfiles, KeepsTheValuesThatLost) {
  const auto merged = merge_profiles({page_with_beds(500, 0.96), page_with_beds(700, 0.9)});
  ASSERT_EQ(merged.others.size(), 1u);
  EXPECT_EQ(merged.others[0].field, "beds.open");
  EXPECT_EQ(merged.others[0].value, "700");
  EXPECT_EQ(merged.others[0].page, 1u);
}

struct Sighting {
  std::int64_t beds;
  double confidence;
};

struct MergeCase {
  const char* what;
  std::vector<Sighting> pages;  // oldest first
  std::int64_t beds;
  std::size_t others;
};

TEST(MergeProfiles, ChoosesByEvidenceThenByAgeAndKeepsTheRest) {
  const MergeCase cases[] = {
      {"one page", {{500, 0.9}}, 500, 0},
      {"the same twice", {{500, 0.9}, {500, 0.8}}, 500, 0},
      {"a better one in front", {{500, 0.96}, {700, 0.9}}, 500, 1},
      {"a better one behind", {{500, 0.85}, {700, 0.9}}, 700, 1},
      {"the newest of equals", {{500, 0.9}, {600, 0.9}, {700, 0.9}}, 700, 2},
      {"the newest of the best", {{500, 0.96}, {600, 0.96}, {700, 0.9}}, 600, 2},
  };
  for (const auto& c : cases) {
    std::vector<HospitalProfile> pages;
    for (const auto& sighting : c.pages) pages.push_back(page_with_beds(sighting.beds, sighting.confidence));
    const auto merged = merge_profiles(pages);
    EXPECT_EQ(merged.profile.beds_open, c.beds) << c.what;
    EXPECT_EQ(merged.others.size(), c.others) << c.what;
  }
}

TEST(MergeProfiles, UnitesDepartmentsWithTheirEvidence) {
  HospitalProfile one;
  one.departments = {"内科", "外科"};
  one.evidence["departments.1"] = {"外科", 3, 5, "departments:list", 0.9};
  HospitalProfile two;
  two.departments = {"内科", "儿科"};
  two.evidence["departments.1"] = {"儿科", 7, 9, "departments:menu", 0.85};
  const auto merged = merge_profiles({one, two});
  EXPECT_EQ(merged.profile.departments, (std::vector<std::string>{"内科", "外科", "儿科"}));
  EXPECT_EQ(merged.profile.evidence.at("departments.2").text, "儿科");
}

TEST(MergeProfiles, TakesEachFieldFromWhereItStands) {
  HospitalProfile contact;
  contact.phone = "0371-65900000";
  contact.evidence["phone"] = {"0371-65900000", 0, 13, "phone:label", 0.93};
  HospitalProfile introduction;
  introduction.name = "甲乙医院";
  introduction.missing["phone"] = MissingReason::not_stated;
  const auto merged = merge_profiles({contact, introduction});
  EXPECT_EQ(merged.profile.name, "甲乙医院");
  EXPECT_EQ(merged.profile.phone, "0371-65900000");
  EXPECT_TRUE(merged.profile.missing.empty());
  EXPECT_TRUE(merge_profiles({}).profile.name.empty());
}

}  // namespace
}  // namespace tenderlead::parsers
