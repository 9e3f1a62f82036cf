#include "linker/name_resolver.h"

#include <gtest/gtest.h>

#include "invented_places.h"

namespace tenderlead::linker {
namespace {

using Status = Resolution::Status;

const NameResolver& resolver() {
  static const NameResolver built = [] {
    NameResolver it(invented_places());
    const auto add = [&](const char* id, const char* name, PlaceCode region,
                         OrganisationKind kind = OrganisationKind::hospital) {
      it.add({KnownName::As::name, id, name, region, kind});
    };
    add("province", "云岭省人民医院", 830100);
    add("city", "云溪市人民医院", 830100);
    add("first", "云溪市第一人民医院", 830100);
    add("second", "云溪市第二人民医院", 830100);
    add("tcm", "云溪市中医院", 830100);
    add("mch", "云溪市妇幼保健院", 830100);
    add("county", "云溪县人民医院", 830100);
    add("white", "白水县人民医院", 830121);
    add("white-city", "白水市人民医院", 830200);
    add("white-mch", "白水县妇幼保健所", 830121);
    add("stone-y", "云溪市青石区人民医院", 830102);
    add("stone-m", "山城市青石区人民医院", 840102);
    add("uni-y", "云岭医科大学附属第一医院", 830100);
    add("uni-m", "山海医科大学附属第一医院", 840100);
    add("renhe", "云溪仁和医院（云溪市第五医院、原云溪市工人医院）", 830100);
    add("east", "云溪市人民医院东院区", 830100);
    add("own", "山海医科大学附属长滩明德医院", 840103);
    add("boai-y", "博爱医院", 830100);
    add("boai-m", "博爱医院", 840100);
    add("zhilian", "云溪智联科技有限公司", 0, OrganisationKind::supplier);
    add("zhilian-group", "智联科技集团有限公司", 0, OrganisationKind::supplier);
    add("health", "云溪市卫生健康委员会", 830100, OrganisationKind::health_commission);
    return it;
  }();
  return built;
}

struct Case {
  const char* name;
  PlaceCode region;
  const char* id;
};

TEST(AName, MeansTheOrganisationThatItSpellsOtherwise) {
  for (const auto& [name, region, id] : {Case{"云溪市第一人民医院", 0, "first"},
                                         Case{"云溪第一人民医院", 0, "first"},
                                         Case{"云溪市一人民医院", 0, "first"},
                                         Case{"云岭省云溪市第１人民医院", 0, "first"},
                                         Case{"云溪市中医医院", 0, "tcm"},
                                         Case{"云岭省中医院", 0, ""},
                                         Case{"云溪市妇幼保健计划生育服务中心", 0, "mch"},
                                         Case{"白水县妇幼保健院", 0, "white-mch"},
                                         Case{"云岭省白水县人民医院", 0, "white"},
                                         Case{"云岭医科大学第一附属医院", 0, "uni-y"},
                                         Case{"云溪市仁和医院", 0, "renhe"},
                                         Case{"云溪市第五医院", 0, "renhe"},
                                         Case{"云溪市工人医院", 0, "renhe"},
                                         Case{"原云溪市工人医院", 0, "renhe"},
                                         Case{"某某医院（云溪市第五医院）", 0, "renhe"},
                                         Case{"云溪市人民医院东院", 0, "east"},
                                         Case{"云溪市人民医院本部", 0, "city"},
                                         Case{"云溪市人民医院（盖章）", 0, "city"},
                                         Case{"云溪市卫健委", 0, "health"},
                                         Case{"云溪智联科技有限责任公司", 0, "zhilian"},
                                         Case{"智联科技（集团）有限公司", 0, "zhilian-group"},
                                         Case{"长滩明德医院", 0, "own"},
                                         Case{"青石区人民医院", 840100, "stone-m"},
                                         Case{"仁和医院", 830000, "renhe"},
                                         Case{"博爱医院", 840100, "boai-m"},
                                         Case{"人民医院", 830121, ""}}) {
    const auto found = resolver().resolve({.name = name, .region = region});
    EXPECT_EQ(found.id, id) << name;
    EXPECT_EQ(found.reasons.empty(), found.status != Status::resolved) << name;
  }
}

TEST(AName, NeverMeansSomethingDifferent) {
  for (const auto& [name, region, id] :
       {Case{"云溪市第三人民医院", 0, ""}, Case{"云溪市第一医院", 0, ""}, Case{"云溪市儿童医院", 0, ""},
        Case{"山城市人民医院", 840100, ""}, Case{"云溪市人民医院西院区", 0, ""},
        Case{"云溪市人民医院上庄分院", 0, ""}, Case{"山海医科大学附属第二医院", 0, ""},
        Case{"南桥市人民医院", 0, ""}, Case{"仁和医院", 840100, ""}, Case{"智联科技有限公司", 0, ""},
        Case{"山城智联科技有限公司", 0, ""}, Case{"云溪智联信息有限公司", 0, ""},
        Case{"云溪市中西医结合医院", 0, ""}, Case{"云溪市卫生健康委员会监督所", 0, ""}})
    EXPECT_EQ(resolver().resolve({.name = name, .region = region}).id, id) << name;
  EXPECT_EQ(resolver().resolve({.name = "云溪县人民医院"}).id, "county");
  EXPECT_EQ(resolver().resolve({.name = "云溪市人民医院"}).id, "city");
  EXPECT_EQ(resolver().resolve({.name = "白水市人民医院"}).id, "white-city");
}

TEST(AnAmbiguousName, IsLeftToAPerson) {
  struct Ambiguous {
    const char* name;
    PlaceCode region;
    std::vector<std::string> candidates;
  };
  for (const auto& [name, region, ids] : {Ambiguous{"青石区人民医院", 0, {"stone-m", "stone-y"}},
                                          Ambiguous{"博爱医院", 0, {"boai-m", "boai-y"}}}) {
    const auto found = resolver().resolve({.name = name, .region = region});
    ASSERT_EQ(found.status, Status::ambiguous) << name;
    std::vector<std::string> candidates;
    for (const auto& each : found.candidates) candidates.push_back(each.id);
    EXPECT_EQ(candidates, ids) << name;
  }
  // Only one is known, but the words allow another.
  NameResolver one(invented_places());
  one.add({KnownName::As::name, "stone-y", "云溪市青石区人民医院", 830102, OrganisationKind::hospital});
  EXPECT_EQ(one.resolve({.name = "青石区人民医院"}).status, Status::ambiguous);
  EXPECT_EQ(one.resolve({.name = "青石区人民医院", .region = 830100}).id, "stone-y");
}

TEST(ADistrictThatSeveralCitiesHave, IsntGuessedWhoeverIsWrittenSo) {
  // 青石区 is a part of two cities; neither the one hospital whose name has no more than it, nor one of a third city that misspells its
  // own district, is meant while the notice doesn't say where it is.
  NameResolver it(invented_places());
  it.add({KnownName::As::name, "bare", "青石区妇幼保健院", 830102, OrganisationKind::hospital});
  it.add({KnownName::As::name, "odd", "白水市青石区中医院", 830200, OrganisationKind::hospital});
  for (const char* name : {"青石区妇幼保健院", "青石区妇幼保健所", "青石区中医院"}) {
    const auto found = it.resolve({.name = name});
    EXPECT_EQ(found.status, Status::ambiguous) << name;
    EXPECT_EQ(found.candidates.size(), 1U) << name;
  }
  EXPECT_EQ(it.resolve({.name = "青石区妇幼保健院", .region = 830100}).id, "bare");
  EXPECT_EQ(it.resolve({.name = "青石区妇幼保健院", .region = 840100}).status, Status::unknown);
  // A place in short is as often a word of the name, and one place of its name is no doubt.
  it.add({KnownName::As::name, "short", "云溪市青石医院", 830100, OrganisationKind::hospital});
  it.add({KnownName::As::name, "one", "长滩区妇幼保健院", 840103, OrganisationKind::hospital});
  EXPECT_EQ(it.resolve({.name = "青石医院"}).id, "short");
  EXPECT_EQ(it.resolve({.name = "长滩区妇幼保健所"}).id, "one");
}

TEST(ABranchThatIsntKnown, SaysItsMainHouse) {
  const auto found = resolver().resolve({.name = "云溪市人民医院上庄分院"});
  EXPECT_EQ(found.status, Status::unknown);
  EXPECT_EQ(found.main_house, "city");
}

TEST(TheKind, DecidesBetweenSeveralOnly) {
  NameResolver two(invented_places());
  two.add({KnownName::As::alias, "a", "云溪明德医院", 830100, OrganisationKind::hospital});
  two.add({KnownName::As::alias, "b", "云溪明德医院", 830100, OrganisationKind::supplier});
  const auto kind = OrganisationKind::supplier;
  EXPECT_EQ(two.resolve({.name = "云溪明德医院"}).status, Status::ambiguous);
  EXPECT_EQ(two.resolve({.name = "云溪明德医院", .kind = &kind}).id, "b");
}

TEST(AnIdentity, IsTheSameForSpellingsOfOneName) {
  const auto same = [](const char* left, const char* right, PlaceCode region = 0) {
    const auto a = resolver().identity(left, region);
    const auto b = resolver().identity(right, region);
    return a.words == b.words && a.place == b.place;
  };
  EXPECT_TRUE(same("云岭省云溪市中医医院", "云溪中医院"));
  EXPECT_TRUE(same("青石区人民医院", "山城市青石区人民医院", 840100));
  EXPECT_FALSE(same("青石区人民医院", "山城市青石区人民医院"));
  EXPECT_FALSE(same("云溪市第一人民医院", "云溪市第二人民医院"));
  EXPECT_FALSE(same("云溪市人民医院", "云溪县人民医院"));
  EXPECT_FALSE(same("云溪市人民医院", "云溪市人民医院东院区"));
}

TEST(HostileNames, EndInNothing) {
  std::string deep;
  for (int i = 0; i < 60; ++i) deep += "（";
  std::string many;
  for (int i = 0; i < 30; ++i) many += "云溪市";
  for (const std::string& name :
       {std::string(), std::string("\xe4\xba"), std::string(5000, 'x'), deep, many, std::string("第医院"),
        std::string("第九九九九九九九九九九九九九九医院"), std::string("()()()")})
    EXPECT_EQ(resolver().resolve({.name = name}).status, Status::unknown);
}

}  // namespace
}  // namespace tenderlead::linker
