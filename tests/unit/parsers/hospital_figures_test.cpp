#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "app/config/reading_tables.h"
#include "parsers/hospital/hospital_reader.h"
#include "parsers/html_document.h"

namespace tenderlead::parsers {
namespace {

HospitalProfile read(std::string text) {
  Document document;
  document.text = std::move(text);
  return read_hospital(document, config::shipped_reading_tables());
}

HospitalProfile of_html(const std::string& body) {
  return read_hospital(build_html_document("<body>" + body, "http://hospital.example/"),
                       config::shipped_reading_tables());
}

TEST(HospitalFigures, MayStandOverTheirLabels) {
  const HospitalProfile over = of_html(
      "<p>甲乙市中心医院</p><ul><li><b>1500</b><p>开放床位(张)</p><li><b>2,600</b><p>在职职工(人)</p>"
      "<li><b>180</b><p>年门诊量(万人次)</p><li><b>8.2万+</b><p>年出院人次</p></ul>");
  EXPECT_EQ(over.beds_open, 1500);
  EXPECT_EQ(over.staff, 2600);
  EXPECT_EQ(over.outpatient_visits, 1800000);
  EXPECT_EQ(over.discharges, 82000);
  const HospitalProfile beside =
      of_html("<ul><li><b>1500</b><span>开放床位(张)</span><li><b>180万</b><span>年门诊量</span></ul>");
  EXPECT_EQ(beside.beds_open, 1500);
  EXPECT_EQ(beside.outpatient_visits, 1800000);
  const HospitalProfile under =
      of_html("<p>甲乙市中心医院</p><table><tr><td>开放床位<td>1500<tr><td>在职职工<td>2600</table>");
  EXPECT_EQ(under.beds_open, 1500);
  EXPECT_EQ(under.staff, 2600);
}

TEST(HospitalFigures, GrowFromOneNumberToAnother) {
  const HospitalProfile profile =
      read("编制床位由1200张增加到1800张,员工由1500人发展到2600人,年门急诊量从57万人次递增到203万人次。");
  EXPECT_EQ(profile.beds_authorised, 1800);
  EXPECT_FALSE(profile.beds_open);
  EXPECT_EQ(profile.staff, 2600);
  EXPECT_EQ(profile.outpatient_visits, 2030000);
}

TEST(HospitalFigures, NeedNoUnitBehindALabel) {
  const HospitalProfile profile =
      read("编制床位数:800\n员工人数:1500\n年门急诊人次:1200000\n年出院人次:45000\n年手术例数:18000");
  EXPECT_EQ(profile.beds_authorised, 800);
  EXPECT_EQ(profile.staff, 1500);
  EXPECT_EQ(profile.outpatient_visits, 1200000);
  EXPECT_EQ(profile.discharges, 45000);
  EXPECT_EQ(profile.surgeries, 18000);
}

TEST(HospitalFigures, AreStatedInManyWords) {
  EXPECT_EQ(read("年门急诊量近百万人次。").outpatient_visits, 1000000);
  EXPECT_EQ(read("2023年,总诊疗人次158.67万,出院人次7.83万。").outpatient_visits, 1586700);
  EXPECT_EQ(read("大小手术1.5万余台次。").surgeries, 15000);
  EXPECT_EQ(read("年手术量含操作5.85万台次。").surgeries, 58500);
  EXPECT_EQ(read("医院现有职工本部1723人。").staff, 1723);
  EXPECT_EQ(read("等级\n二级乙等\n床位\n编制99张\n").beds_authorised, 99);
  const HospitalProfile beds = read("医院床位:编制1200张,开放1350张。");
  EXPECT_EQ(beds.beds_authorised, 1200);
  EXPECT_EQ(beds.beds_open, 1350);
}

TEST(HospitalFigures, OfWhatWillBeAreNotTheHospitals) {
  EXPECT_FALSE(read("新住院楼2009年投入使用,届时医院总建筑面积8万平方米,床位约1000张。").beds_open);
  // A point ends a sentence that a plan stands in.
  EXPECT_EQ(read("新院区规划设置床位1500张,总投资26亿元. 现有在岗员工4960余人。").staff, 4960);
}

TEST(HospitalFigures, OfRowsHaveTheNamesOfTheirColumns) {
  const HospitalProfile profile = read(
      "INSERT INTO `t` (`id`, `introduction`, `established_date`, `bed_count`, `annual_visit`, "
      "`postal_code`) "
      "VALUES\n (7, '甲乙市第一医院是一所三级医院,它''很好''。', '1950-01-01', 1500, 2000000, '100001');");
  EXPECT_EQ(profile.founded, 1950);
  EXPECT_EQ(profile.beds_open, 1500);
  EXPECT_EQ(profile.outpatient_visits, 2000000);
  EXPECT_EQ(profile.postcode, "100001");
  EXPECT_FALSE(read("INSERT INTO t (a, bed_count) VALUES").beds_open);
}

TEST(HospitalNames, AreThoseOfTheOnlyHospitalThatIsNamed) {
  EXPECT_EQ(read("甲乙市中心医院设备科报修平台\n请选择科室\n甲乙市中心医院设备科").name, "甲乙市中心医院");
  EXPECT_EQ(read("自1956年建院以来,甲乙市第三医院始终坚持公益性。").name, "甲乙市第三医院");
  EXPECT_EQ(read("前身是1912年创办的丙丁医院,1952年更名为甲乙市人民医院,是本市最大的医院。").name,
            "甲乙市人民医院");
  EXPECT_EQ(read("1951年,甲乙县卫生院成立;1958年更名为甲乙县人民医院。").name, "甲乙县人民医院");
}

TEST(HospitalFigures, TellTheYearOfAnApprovedFoundation) {
  EXPECT_EQ(read("甲乙医院,2003年经甲乙市卫生局批准成立。").founded, 2003);
}

TEST(HospitalContacts, StandInCellsAndQuotes) {
  EXPECT_EQ(of_html("<table><tr><td>联系电话<td>56000188</table>").phone, "56000188");
  EXPECT_EQ(read("VALUES (N'甲乙市第一医院', N'三级甲等', N'甲省甲乙市双桥路')").address, "甲省甲乙市双桥路");
  EXPECT_EQ(read("('请携带身份证。', '0311-60000999', '体育场路453号', '甲乙医院创建于1952年。')").address,
            "体育场路453号");
  EXPECT_EQ(read("医院地址\n来院路线\n医院地址:甲乙市平塘路201号").address, "甲乙市平塘路201号");
}

TEST(HospitalClasses, OfOthersAreNotTheHospitals) {
  EXPECT_FALSE(read("甲乙口腔医院张某曾担任三甲医院口腔科主任多年。").level);
  EXPECT_EQ(read("甲乙市守信中医结核病专科医院占地10亩。").category, HospitalCategory::specialty);
}

TEST(HospitalRegions, OfACountyStandBehindTheCitysName) {
  const HospitalProfile profile = read("白城市第九医院\n白城市洮北区\n医院简介");
  EXPECT_EQ(profile.region.city, "白城市");
  EXPECT_EQ(profile.region.county, "洮北区");
}

}  // namespace
}  // namespace tenderlead::parsers
