#include "app/config/mapping_reader.h"

#include <gtest/gtest.h>

namespace tenderlead::config {
namespace {

TEST(MappingFile, NamesFieldsUnitsTimesAndWords) {
  const auto loaded = load_mapping("m.yaml", R"(
source: vendor-a
id: 编号
fields:
  title: 公告标题
  kind: {from: /type, values: {招标: tender}}
  budget: {from: [预算/万, /b], unit: wan}
  published_at: {from: /t, time: epoch_milliseconds}
  awards.supplier: {from: "/w/*/name", split: ",;"}
  awards.amount: {from: /a, may_be_unit_price: true}
)");
  for (const auto& fault : loaded.faults) ADD_FAILURE() << to_string(fault);
  const auto& mapping = loaded.value;
  EXPECT_EQ(mapping.source, "vendor-a");
  EXPECT_EQ(mapping.id, (std::vector<std::string>{"/编号"}));
  EXPECT_EQ(mapping.find("title")->from, (std::vector<std::string>{"/公告标题"}));
  EXPECT_EQ(mapping.find("kind")->values.at("招标"), "tender");
  EXPECT_EQ(mapping.find("budget")->from, (std::vector<std::string>{"/预算~1万", "/b"}));
  EXPECT_EQ(mapping.find("budget")->unit, 1'000'000);
  EXPECT_EQ(mapping.find("published_at")->time, parsers::TimeForm::epoch_milliseconds);
  EXPECT_EQ(mapping.find("awards.supplier")->split, ",;");
  EXPECT_TRUE(mapping.find("awards.amount")->may_be_unit_price);
}

TEST(MappingFile, SaysWhereItIsWrong) {
  const struct {
    const char* yaml;
    const char* says;
  } cases[] = {
      {"fields: {title: a}", "source"},
      {"source: A B\nfields: {title: a}", "a-z"},
      {"source: a", "fields"},
      {"source: a\nfields: {buyer.name: b}", "title"},
      {"source: a\nfields: {title: a, buyer.nam: b}", "buyer.name"},
      {"source: a\nfields: {title: a, budget: {from: b, unit: dollars}}", "unit"},
      {"source: a\nfields: {title: a, kind: {from: b, values: {招标: tendr}}}", "tendr"},
      {"source: a\nfields: {title: {unit: wan, from: a}}", "unit"},
      {"source: a\nfields: {title: ''}", "empty"},
      {"source: a\ncurrency: RMBY\nfields: {title: a}", "currency"},
  };
  for (const auto& c : cases) {
    const auto loaded = load_mapping("m.yaml", c.yaml);
    ASSERT_FALSE(loaded.ok()) << c.yaml;
    EXPECT_NE(to_string(loaded.faults.front()).find(c.says), std::string::npos)
        << to_string(loaded.faults.front());
  }
}

TEST(MappingFile, OfTheShippedVendorIsWhole) {
  const std::string yaml = shipped_mapping("vendor_jsonl");
  ASSERT_FALSE(yaml.empty());
  const auto loaded = load_mapping("config/mappings/vendor_jsonl.yaml", yaml);
  for (const auto& fault : loaded.faults) ADD_FAILURE() << to_string(fault);
  EXPECT_EQ(loaded.value.source, "vendor");
  EXPECT_TRUE(shipped_mapping("none").empty());
}

}  // namespace
}  // namespace tenderlead::config
