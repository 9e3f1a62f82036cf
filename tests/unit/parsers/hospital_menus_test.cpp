#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "app/config/reading_tables.h"
#include "parsers/hospital/hospital_reader.h"
#include "parsers/html_document.h"

namespace tenderlead::parsers {
namespace {

using Names = std::vector<std::string>;

HospitalProfile of_html(const std::string& body) {
  return read_hospital(build_html_document("<body>" + body, "http://hospital.example/"),
                       config::shipped_reading_tables());
}

Names of_text(const char* text) {
  Document document;
  document.text = text;
  return read_hospital(document, config::shipped_reading_tables()).departments;
}

TEST(DepartmentMenus, MayBeTheChoicesOfAForm) {
  const HospitalProfile profile = of_html(
      "<p>甲乙县医院预约挂号</p><select><option value=''>请选择科室<option>心内科<optgroup label=外科>"
      "<option>&nbsp;&nbsp;├ 普外科<option>├ 骨科</optgroup><option>儿科</select>"
      "<select><option>甲省<option>乙省</select>");
  EXPECT_EQ(profile.departments, (Names{"心内科", "普外科", "骨科", "儿科"}));
  const Evidence& evidence = profile.evidence.at("departments.0");
  EXPECT_EQ(evidence.rule, "departments:choices");
  EXPECT_EQ(evidence.start, evidence.end);
}

TEST(DepartmentMenus, MayBeHiddenUntilTheyArePointedAt) {
  const std::string menu =
      "<ul style='display:none'><li>心内科<li>普外科<li>骨科<li>儿科</ul><p>甲乙县医院欢迎您</p>";
  EXPECT_EQ(of_html(menu).departments, (Names{"心内科", "普外科", "骨科", "儿科"}));
  EXPECT_EQ(of_html(menu + "<p>医院设有内科、外科等科室。</p>").departments, (Names{"内科", "外科"}));
}

TEST(DepartmentMenus, AreCutWhereOneElementBeginsBehindAnother) {
  const Names names = {"心内科", "普外科", "骨科", "儿科"};
  EXPECT_EQ(of_html("<dd><a>心内科</a><a>普外科</a><a>骨科</a><a>儿科</a></dd>").departments, names);
  EXPECT_EQ(
      of_html("<p><span>心内科</span><span>普外科</span><span>骨科</span><span>儿科</span>").departments,
      names);
  EXPECT_EQ(of_html("<p><input type=radio>心内科<input type=radio>普外科<input type=radio>骨科"
                    "<input type=radio>儿科")
                .departments,
            names);
  // An editor's styles cut words anywhere.
  EXPECT_EQ(of_html("<p>医院<span>设有心</span><b>内科</b><b>、普外</b><span>科等科室。</span>").departments,
            (Names{"心内科", "普外科"}));
}

TEST(DepartmentMenus, GoOnOverTelephonesOfficesAndHeadings) {
  EXPECT_EQ(of_html("<table><tr><td>心内科门诊<td>6000101<tr><td>骨科门诊<td>6000102<tr><td>医务科<td>6000103"
                    "<tr><td>儿科门诊<td>6000104<tr><td>住院处<td>6000105<tr><td>眼科门诊<td>6000106</table>")
                .departments,
            (Names{"心内科门诊", "骨科门诊", "儿科门诊", "眼科门诊"}));
  EXPECT_EQ(of_text("科室\t负责人\t电话\n心内科\t张某\t0311-6000101\n骨科\t李某\t0311-6000102\n"
                    "儿科\t王某\t0311-6000103\n眼科\t赵某\t0311-6000104"),
            (Names{"心内科", "骨科", "儿科", "眼科"}));
}

TEST(DepartmentMenus, HoldWhatStandsBetweenManyDepartments) {
  EXPECT_EQ(
      of_text("心内科\n肾内科\n血液科\n主要科室\n普外科\n器官移植\n骨科\n胸外科\n烧伤整形\n儿科\n眼科\n更多"),
      (Names{"心内科", "肾内科", "血液科", "普外科", "器官移植", "骨科", "胸外科", "烧伤整形", "儿科",
             "眼科"}));
  // Between few it may be anything.
  EXPECT_EQ(of_text("心内科\n张某某\n骨科\n李某某\n儿科\n王某某\n眼科"),
            (Names{"心内科", "骨科", "儿科", "眼科"}));
}

TEST(DepartmentMenus, KeepBracketsThatBelongToTheName) {
  EXPECT_EQ(
      of_text("心内科(一)\n心内科(二)\n血液科(骨髓移植)\n影像门诊(放射)\n儿科(3号楼5楼)\n骨科(Orthopedics)\n"
              "产科(省级重点)\n健康管理中心"),
      (Names{"心内科(一)", "心内科(二)", "血液科(骨髓移植)", "影像门诊(放射)", "儿科", "骨科", "产科",
             "健康管理中心"}));
}

TEST(DepartmentMenus, OfDataStandInQuotes) {
  const Names names = {"心内科", "骨科", "儿科", "眼科"};
  EXPECT_EQ(of_text("INSERT INTO `ks` VALUES "
                    "(1,'心内科','成立于1990年'),\n(2,'骨科',''),\n(3,'儿科',''),\n(4,'眼科','');"),
            names);
  EXPECT_EQ(of_text("$ks = array('心内科','骨科','儿科','眼科');"), names);
  EXPECT_EQ(of_text("$one = '心内科'; $two = '骨科';"), Names{});
}

TEST(DepartmentMenus, OfAllFieldsBelongToAGeneralHospital) {
  EXPECT_EQ(of_html("<p>心内科<p>消化内科<p>普外科<p>骨科<p>妇产科<p>儿科<p>眼科<p>检验科").category,
            HospitalCategory::general);
  EXPECT_FALSE(
      of_html("<p>眼底病科<p>白内障科<p>角膜科<p>青光眼科<p>眼整形科<p>斜视科<p>屈光科<p>检验科").category);
}

TEST(DepartmentLists, MayHoldSubjectsOfOneCharacter) {
  EXPECT_EQ(of_text("医院设有内、外、妇、儿、五官、检验等科室,开放床位90张。"),
            (Names{"内", "外", "妇", "儿", "五官", "检验"}));
  EXPECT_EQ(of_text("学科齐全,内、外、妇、儿、口腔、康复等学科一应俱全。"),
            (Names{"内", "外", "妇", "儿", "口腔", "康复"}));
  EXPECT_EQ(of_text("城内、外交通便利,妇、儿同治。"), Names{});
}

TEST(DepartmentLists, SayAtTheirEndWhatTheyList) {
  EXPECT_EQ(of_text("现有内科、外科、急诊科7个临床科室和检验、放射、B超3个医技科室。"),
            (Names{"内科", "外科", "急诊科", "检验", "放射", "B超"}));
  EXPECT_EQ(of_text("设有内科、体检科等临床科室以及放射、检验、心电、胃镜等医技科室"),
            (Names{"内科", "体检科", "放射", "检验", "心电", "胃镜"}));
  EXPECT_EQ(
      of_text("设眼科、全科医学科、国际医学部、临床实验中心、医学工程部、药学部等临床、医技、辅诊科室。"),
      (Names{"眼科", "全科医学科", "国际医学部", "临床实验中心", "药学部"}));
  EXPECT_EQ(of_text("医院下设:急诊科;内科;外科;检验科。"), (Names{"急诊科", "内科", "外科", "检验科"}));
  EXPECT_EQ(of_text("内科:心内科、肾内科\n医技:检验科、放射科"),
            (Names{"内科", "心内科", "肾内科", "检验科", "放射科"}));
}

TEST(DepartmentLists, MayHoldSomethingElse) {
  EXPECT_EQ(of_text("集团设胸科、骨科、康复、神经病医院等8所专科医院。"), Names{});
  EXPECT_EQ(of_text("开设妇产科、外科、儿科等急诊。"), Names{});
  EXPECT_EQ(of_text("检验科下设生化室、免疫室、细菌室等3个学组。"), Names{});
  EXPECT_EQ(of_text("设有内科、外科等科室。内科系统计划开设的学科有呼吸内科、消化内科等。"),
            (Names{"内科", "外科"}));
}

TEST(DepartmentLists, OfFloorsStandBehindTheirNumber) {
  EXPECT_EQ(of_text("1F 急诊科 放射科 收费处\n2F 内科 儿科 检验科"),
            (Names{"急诊科", "放射科", "内科", "儿科", "检验科"}));
}

}  // namespace
}  // namespace tenderlead::parsers
