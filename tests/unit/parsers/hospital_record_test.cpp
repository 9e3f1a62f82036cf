#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "app/config/reading_tables.h"
#include "parsers/hospital/hospital_reader.h"
#include "parsers/hospital/record.h"
#include "parsers/json_document.h"
#include "parsers/text_document.h"

namespace tenderlead::parsers {
namespace {

using Names = std::vector<std::string>;

HospitalProfile read_json(const char* json) {
  const auto value = parse_json(json);
  if (!value) return {};
  return read_hospital(build_json_members(*value, "http://api.example/hospital/1"),
                       config::shipped_reading_tables());
}

HospitalProfile read_text(const char* text) {
  return read_hospital(build_text_document(text, "http://data.example/hospital"),
                       config::shipped_reading_tables());
}

TEST(HospitalRecord, KeysMeanWhatTheirWordsSay) {
  const std::pair<const char*, RecordKey> cases[] = {
      {"hospitalName", RecordKey::name},
      {"hos_name", RecordKey::name},
      {"name", RecordKey::name},
      {"parentOrgName", RecordKey::none},
      {"doctorName", RecordKey::none},
      {"cityName", RecordKey::city},
      {"shortName", RecordKey::alias},
      {"hosLevel", RecordKey::level},
      {"OrganizationAddress", RecordKey::address},
      {"email_address", RecordKey::none},
      {"telephone", RecordKey::phone},
      {"zip_code", RecordKey::postcode},
      {"postCode", RecordKey::postcode},
      {"bedNum", RecordKey::beds_open},
      {"approvedBeds", RecordKey::beds_authorised},
      {"dept_list", RecordKey::department},
      {"deptName", RecordKey::department},
      {"keyDepartments", RecordKey::none},
      {"deptCount", RecordKey::none},
      {"specialties", RecordKey::specialty},
      {"updateTime", RecordKey::none},
  };
  for (const auto& [key, meaning] : cases) EXPECT_EQ(meaning_of_key(key), meaning) << key;
}

TEST(HospitalRecord, GivesEveryFieldThatHasAKey) {
  const HospitalProfile profile = read_json(
      R"({"code":0,"data":{"hosName":"甲乙市老年病医院","shortName":"甲乙老年病医院","hosLevel":"三级乙等",)"
      R"j("type":"综合医院","address":"四川省成都市甲乙路28号(610000)","tel":"028-60000012 / 60000013",)j"
      R"("beds":600,"deptList":["骨科","眼科","ICU","疼痛门诊"],"keyDepts":["骨科"],"dailyVisits":1800}})");
  EXPECT_EQ(profile.name, "甲乙市老年病医院");
  ASSERT_TRUE(profile.level);
  EXPECT_EQ(profile.level->tier, 3);
  EXPECT_EQ(profile.category, HospitalCategory::general);
  EXPECT_EQ(profile.address, "四川省成都市甲乙路28号");
  EXPECT_EQ(profile.postcode, "610000");
  EXPECT_EQ(profile.phone, "028-60000012、60000013");
  EXPECT_EQ(profile.beds_open, 600);
  EXPECT_EQ(profile.departments, (Names{"骨科", "眼科", "ICU", "疼痛门诊"}));
  EXPECT_EQ(profile.region.city, "成都市");
}

TEST(HospitalRecord, KeepsItsOtherMembersBesideAnIntroductionInHtml) {
  const HospitalProfile profile = read_json(
      R"({"name":"甲乙县人民医院","tel":"0311-6000120",)"
      R"("intro":"<div><p>医院始建于1956年，是二级甲等综合医院。</p><p>开放床位300张。</p></div>"})");
  EXPECT_EQ(profile.name, "甲乙县人民医院");
  EXPECT_EQ(profile.phone, "0311-6000120");
  EXPECT_EQ(profile.founded, 1956);
  EXPECT_EQ(profile.beds_open, 300);
}

TEST(HospitalRecord, ListsDepartmentsAsObjectsAndInLiteralsOfPrograms) {
  EXPECT_EQ(
      read_json(R"({"name":"甲乙县医院","depts":[{"id":1,"deptName":"内科","child":[{"deptName":"心内科"}]},)"
                R"({"id":2,"deptName":"外科"}]})")
          .departments,
      (Names{"内科", "心内科", "外科"}));
  EXPECT_EQ(
      read_text("const hospital = {\n  name: '甲乙县人民医院',\n  departments: ['内科', '外科', '儿科'],\n"
                "  phone: '0311-6000120'\n};")
          .departments,
      (Names{"内科", "外科", "儿科"}));
  EXPECT_EQ(read_text("{'name': '甲乙县人民医院', 'departments': '内科,外科,儿科'}").departments,
            (Names{"内科", "外科", "儿科"}));
}

TEST(HospitalRecord, OfOneRowOfADataFileGivesWhatStandsInQuotes) {
  const HospitalProfile profile = read_text(
      "INSERT INTO hospital VALUES (7,'甲乙市丙丁医院','河北省石家庄市青石路12号',"
      "'甲乙市丙丁医院创建于1957年，开放床位255张。','\\r\\n0311-60000751',NULL);");
  EXPECT_EQ(profile.name, "甲乙市丙丁医院");
  EXPECT_EQ(profile.address, "河北省石家庄市青石路12号");
  EXPECT_EQ(profile.phone, "0311-60000751");
  EXPECT_EQ(profile.beds_open, 255);
}

TEST(HospitalRecord, EndsWithinBoundsOnAPageOfOpenLists) {
  constexpr int kRepeats = 20'000;
  std::string text;
  for (int i = 0; i < kRepeats; ++i) text += "depts: [ ";
  const Document document = build_text_document(text, "http://data.example/hospital");
  EXPECT_LE(read_record(CleanText(document)).size(), 2000u);
}

}  // namespace
}  // namespace tenderlead::parsers
