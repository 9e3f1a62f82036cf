// What pages say of other institutions, of the past and of plans is not the hospital's.
#include <gtest/gtest.h>

#include <string>

#include "app/config/reading_tables.h"
#include "parsers/hospital/hospital_reader.h"
#include "parsers/html_document.h"

namespace tenderlead::parsers {
namespace {

HospitalProfile read(const std::string& text, const std::string& title = "") {
  Document document;
  document.text = text;
  document.html_title = title;
  return read_hospital(document, config::shipped_reading_tables());
}

HospitalProfile of_html(const std::string& body) {
  return read_hospital(build_html_document("<body>" + body, "http://hospital.example/"),
                       config::shipped_reading_tables());
}

struct Case {
  const char* says;
  const char* text;
};

TEST(HospitalPages, LeaveOutWhatTheySayOfOtherInstitutions) {
  const Case cases[] = {
      {"a section of neighbours",
       "清河县中医医院\n二级甲等\n床位:320张\n附近医院\n清河县人民医院 三级乙等\n开放床位900张\n电话:0319-"
       "8000000"},
      {"a section of them before the hospital's own contacts",
       "清河县中医医院是二级甲等中医医院,开放床位320张。\n推荐医院\n清河县人民医院\n三级乙等\n开放床位900张\n"
       "联系我们\n电话:0319-8112233"},
      {"a line of other entries",
       "清河县中医医院\n级别:二级甲等\n床位(张):320\n同地区机构:清河县人民医院(三级乙等,床位900张);"
       "连庄镇卫生院"},
      {"brackets behind another name",
       "清河县中医医院(二级甲等)是河北医大第二医院(三级甲等,开放床位3000张)的联盟单位,现有床位320张。"},
      {"totals of a group",
       "清河县中医医院为二级甲等。集团总开放床位1200张,职工总数1500人。医院本部开放床位320张。"},
      {"totals of a group in the same sentence",
       "清河县中医医院为二级甲等,集团共开放床位1200张,本部开放床位320张。"},
      {"a group that owns it",
       "云济健康集团成立于1998年,旗下拥有12家医院,总床位8000张,员工1.2万人。\n"
       "清河县中医医院是集团旗下二级甲等医院,床位320张。"},
      {"a managed branch", "清河县中医医院为二级甲等,床位320张。医院托管的油坊分院为一级医院,开放床位40张。"},
      {"a member of the group",
       "清河县中医医院为二级甲等,床位320张。集团成员单位之一清河骨科医院为三级医院,开放床位400张。"},
      {"one that was taken over",
       "清河县中医医院为二级甲等,床位320张。医院托管连庄镇卫生院,该院开放床位400张,职工45人。"},
      {"what patients say",
       "清河县中医医院\n二级甲等\n床位:320张\n患者评价\n“三级甲等医院床位2000张都不够。”"},
      {"what firms guess that readers like",
       "清河县中医医院\n二级甲等\n床位:320张\n你可能还喜欢\n清河骨科医院 三级甲等 床位900张"},
      {"some partner", "清河县中医医院是二级甲等医院,与某三级甲等医院建立联盟,开放床位320张。"},
      {"what applicants bring", "清河县中医医院是二级甲等医院,床位320张。三级甲等医院规范化培训合格者优先。"},
  };
  for (const auto& c : cases) {
    const HospitalProfile profile = read(c.text);
    EXPECT_EQ(profile.beds_open, 320) << c.says;
    EXPECT_EQ(profile.level, (HospitalLevel{2, "甲"})) << c.says;
    EXPECT_NE(profile.phone, "0319-8000000") << c.says;
    EXPECT_FALSE(profile.staff) << c.says;
  }
}

TEST(HospitalPages, KeepTheHospitalsOwnBesideHeadingsOfOthers) {
  const HospitalProfile menu =
      read("首页\n成员单位\n医院概况\n清河县中医医院是二级甲等中医医院,为医疗集团成员单位,开放床位320张。");
  EXPECT_EQ(menu.beds_open, 320);
  EXPECT_EQ(menu.level, (HospitalLevel{2, "甲"}));
  const HospitalProfile kind = read("清河县中医医院是综合性中医医院(二级甲等),简称县中医院(床位320张)。");
  EXPECT_EQ(kind.beds_open, 320);
  EXPECT_EQ(kind.level, (HospitalLevel{2, "甲"}));
  const HospitalProfile footer =
      read("清河县中医医院\n合作医院\n清河县人民医院\n地址:清河县太行路16号 电话:0319-8112233");
  EXPECT_EQ(footer.phone, "0319-8112233");
  EXPECT_EQ(footer.address, "清河县太行路16号");
  EXPECT_EQ(read("清河县中医医院医共体\n连庄镇卫生院\n油坊镇卫生院").address, "");
  const HospitalProfile branch = read("清河县中医医院现有床位320张,油坊分院开放床位40张。");
  EXPECT_EQ(branch.beds_open, 320);
}

TEST(HospitalPages, OfVendorsTellNothingOfTheVendor) {
  const HospitalProfile page = read(
      "首页 产品中心 解决方案 客户案例\n助力清河县中医医院通过评审\n清河县中医医院是河北省邢台市清河县的"
      "二级甲等中医医院,开放床位320张。\n关于我们:北辰软件股份有限公司成立于1999年,现有员工2000人。\n"
      "上海市浦东新区张江路1号 服务热线:400-800-1234",
      "助力清河县中医医院通过评审_北辰软件");
  EXPECT_EQ(page.name, "清河县中医医院");
  EXPECT_EQ(page.beds_open, 320);
  EXPECT_EQ(page.phone, "");
  EXPECT_EQ(page.address, "");
  EXPECT_FALSE(page.founded);
  EXPECT_FALSE(page.staff);
  const HospitalProfile office =
      read("清河县中医医院开放床位320张。\n总部地址:上海市浦东新区张江路1号 电话:400-800-1234 员工500人");
  EXPECT_EQ(office.phone, "");
  EXPECT_EQ(office.address, "");
  EXPECT_FALSE(office.staff);
}

TEST(HospitalPages, TellPlansFromWhatThereIs) {
  const HospitalProfile plan = read(
      "预计2026年开放床位达到1000张,现有开放床位320张,职工410人,力争到2027年达到600人。\n"
      "2025年目标:门急诊80万人次、出院4万人次。2024年完成门急诊20.1万人次、出院10012人次。");
  EXPECT_EQ(plan.beds_open, 320);
  EXPECT_EQ(plan.staff, 410);
  EXPECT_EQ(plan.outpatient_visits, 201000);
  EXPECT_EQ(plan.discharges, 10012);
}

TEST(HospitalPages, CountTheLatestYear) {
  const Case cases[] = {
      {"years before each figure", "2018年床位180张、门诊10万人次;2020年床位280张;2023年末床位320张。"},
      {"brackets behind the figure", "床位\n开放320张(2024年)\n2019年,医院开放床位280张。"},
      {"a chronicle", "1985年,开放床位80张。\n2001年,开放床位200张。\n现状\n开放床位320张。"},
      {"a year of foundation dates no figure",
       "清河医院创建于2003年,开放床位320张。\n2015年,开放床位280张。"},
  };
  for (const auto& c : cases) {
    const bool founded = std::string(c.text).find("创建") != std::string::npos;
    EXPECT_EQ(read(c.text).beds_open, founded ? 280 : 320) << c.says;
  }
  const HospitalProfile columns = of_html(
      "<table><tr><th>指标<th>2022年<th>2024年<tr><td>编制床位(张)<td>200<td>300<tr><td>门急诊人次<td>180,000"
      "<td>201,234<tr><td>在岗职工(人)<td>380<td>410<tr><td>手术台次<td>2,900<td>3,100</table>");
  EXPECT_EQ(columns.beds_authorised, 300);
  EXPECT_EQ(columns.outpatient_visits, 201234);
  EXPECT_EQ(columns.staff, 410);
  EXPECT_EQ(columns.surgeries, 3100);
  const HospitalProfile rows = of_html(
      "<table><tr><th>年份<th>开放床位<th>门诊量(万人次)<tr><td>2022年<td>280<td>18<tr><td>2024年<td>320<td>"
      "20.1"
      "</table>");
  EXPECT_EQ(rows.beds_open, 320);
  EXPECT_EQ(rows.outpatient_visits, 201000);
}

struct LevelCase {
  const char* text;
  int tier;
  const char* grade;
};

TEST(HospitalLevels, AreTheLatestThatWereReached) {
  const LevelCase cases[] = {
      {"2011年被评定为三级乙等,2021年晋升为三级甲等。", 3, "甲"},
      {"2016年被评定为三级精神病专科医院,2021年经复评晋升为甲等。", 3, "甲"},
      {"是本市三级综合医院(乙等),1938年建院。", 3, "乙"},
      {"2020年经批准设置为三级中医医院;2001年获评二级甲等。", 3, "未定"},
      {"2001年获评二级甲等。医院是一所三级综合医院。", 3, "未定"},
      {"级别等次:二级(未评等)", 2, "未定"},
      {"计划于2028年前创建三级中医医院,是二级甲等中医医院。", 2, "甲"},
      {"2014年通过二级甲等评审,力争“十五五”期间建成三级甲等妇幼保健院。", 2, "甲"},
      {"于2023年启动三级乙等创建工作,现为二级甲等中医医院。", 2, "甲"},
      {"清河县中医医院创建于1958年,二级甲等,床位320张。", 2, "甲"},
      {"“十四五”期末,医院床位将达1500张,跻身三级甲等医院行列。现状:三级乙等。", 3, "乙"},
      {"2018年成功创建三级甲等妇幼保健院。", 3, "甲"},
      {"清河县妇幼保健院是三级妇幼保健院,等级为乙等。", 3, "乙"},
      {"医院是三级甲等医院,创建于1950年。", 3, "甲"},
      {"2016年被评定为三级专科医院,在2024年度三级公立医院绩效考核中参评。", 3, "未定"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(read(c.text).level, (std::optional<HospitalLevel>{{c.tier, c.grade}})) << c.text;
}

TEST(HospitalRatings, AreHeldAndNotStrivenFor) {
  const HospitalProfile page = read(
      "2023年 电子病历系统应用水平分级评价6级;医院智慧管理分级评估2级\n"
      "2025年 正式启动电子病历7级、智慧管理3级创建工作");
  EXPECT_EQ(page.ratings.emr, 6);
  EXPECT_EQ(page.ratings.smart_management, 2);
  const HospitalProfile raised =
      read("电子病历应用水平由3级提升至4级,互联互通从四级乙等提升到四级甲等,下一步瞄准智慧服务3级的目标。");
  EXPECT_EQ(raised.ratings.emr, 4);
  EXPECT_EQ(raised.ratings.interconnection, "四级甲等");
  EXPECT_FALSE(raised.ratings.smart_service);
  const HospitalProfile series = read(
      "电子病历应用水平四级(2018年)、五级(2021年),互联互通四级乙等(2017)、四级甲等(2020年),"
      "预计2027年互联互通五级乙等。");
  EXPECT_EQ(series.ratings.emr, 5);
  EXPECT_EQ(series.ratings.interconnection, "四级甲等");
  EXPECT_EQ(read("电子病历应用水平:2019年三级,2021年四级,2023年五级。").ratings.emr, 5);
  const HospitalProfile others = read(
      "清河县中医医院是二级甲等医院,通过电子病历四级评审。此前北辰软件助力清河县人民医院通过电子病历六级。");
  EXPECT_EQ(others.ratings.emr, 4);
}

TEST(HospitalFigures, StandBehindLabelsThatAreWrittenWide) {
  const HospitalProfile wide =
      of_html("<dl><dt>床 位<dd>320张<dt>员 工<dd>410人<dt>院 址<dd>河北省邢台市清河县太行路16号</dl>");
  EXPECT_EQ(wide.beds_open, 320);
  EXPECT_EQ(wide.staff, 410);
  EXPECT_EQ(wide.address, "河北省邢台市清河县太行路16号");
  const HospitalProfile piped = read(
      "级别 | 二级乙等 |\n地址 | 清河县太行路16号 |\n床位数 | 320 |\n职工数 | 410 |\n年门诊量 | 96000 |\n"
      "建院年份 | 1986 |");
  EXPECT_EQ(piped.level, (HospitalLevel{2, "乙"}));
  EXPECT_EQ(piped.address, "清河县太行路16号");
  EXPECT_EQ(piped.beds_open, 320);
  EXPECT_EQ(piped.staff, 410);
  EXPECT_EQ(piped.outpatient_visits, 96000);
  EXPECT_EQ(piped.founded, 1986);
}

TEST(HospitalFigures, MayBeStatedInFewWords) {
  EXPECT_EQ(read("核定床位300张、实开320张。").beds_open, 320);
  EXPECT_EQ(read("床位由建院时的60张发展到320张,职工由80人发展到410人。").staff, 410);
  const HospitalProfile page =
      read("床位:编制300 开放320;门急诊:20.1万(2024);手术:3100(2024)\n当前在岗410人;出院:10012人次");
  EXPECT_EQ(page.beds_authorised, 300);
  EXPECT_EQ(page.beds_open, 320);
  EXPECT_EQ(page.outpatient_visits, 201000);
  EXPECT_EQ(page.surgeries, 3100);
  EXPECT_EQ(page.staff, 410);
  EXPECT_EQ(page.discharges, 10012);
}

TEST(HospitalAddress, MayStandWithoutAnyWordThatAnnouncesIt) {
  const char* const kTexts[] = {
      "清河医院(河北省邢台市清河县太行路16号)创办于1910年。",
      "清河医院,1938年建院,河北省邢台市清河县太行路16号。",
      "东院区(河北省邢台市清河县太行路16号)为院本部;西院区(河北省邢台市清河县长江街8号)在建。",
      "长江院区\n河北省邢台市清河县长江街8号\n太行院区(总院)\n河北省邢台市清河县太行路16号",
      "地址:河北省邢台市清河县太行路16号(院本部);清河县长江街8号(西院区)",
      "来院路线:河北省邢台市清河县太行路16号(乘8路公交车到太行路口下)",
  };
  for (const char* text : kTexts) EXPECT_EQ(read(text).address, "河北省邢台市清河县太行路16号") << text;
  EXPECT_EQ(read("河北省邢台市清河县太行路16号,河北省邢台市清河县长江街8号。").address, "");
}

TEST(HospitalNames, StandAboveATableAndBehindTheirRole) {
  EXPECT_EQ(of_html("<table><tr><td "
                    "colspan=2>清河县中医医院基本情况一览表</td></tr><tr><td>编制床位数</td><td>320张</td></"
                    "tr></table>")
                .name,
            "清河县中医医院");
  EXPECT_EQ(read("牵头医院清河县第二人民医院建于1973年,公立二级综合医院。编制床位800张。").name,
            "清河县第二人民医院");
}

TEST(HospitalPages, TakeNoContactsFromWhatAFirmSaysOfItself) {
  const HospitalProfile page = read(
      "清河县第一人民医院创建于1938年,是三级甲等综合医院。\n关于云岚\n云岚科技成立于2006年,"
      "员工2300人。联系电话:400-820-5566,地址:上海市浦东新区祖冲之路887弄。",
      "客户案例_云岚科技");
  EXPECT_EQ(page.phone, "");
  EXPECT_EQ(page.address, "");
}

}  // namespace
}  // namespace tenderlead::parsers
