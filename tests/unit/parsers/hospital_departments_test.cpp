#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "app/config/reading_tables.h"
#include "parsers/hospital/hospital_reader.h"
#include "parsers/html_document.h"

namespace tenderlead::parsers {
namespace {

using Names = std::vector<std::string>;

struct DepartmentsCase {
  const char* text;
  Names departments;
};

Names departments_of(const char* text) {
  Document document;
  document.text = text;
  return read_hospital(document, config::shipped_reading_tables()).departments;
}

void expect_all(const std::vector<DepartmentsCase>& cases) {
  for (const auto& c : cases) EXPECT_EQ(departments_of(c.text), c.departments) << c.text;
}

TEST(Departments, StandInBracketsBehindWhatTheListHolds) {
  expect_all({
      {"医院设有6个临床专科(城东产科、妇科、儿内科、门(急)诊),3个医技科室(影像科、功能科、检验科和药剂科)。",
       {"城东产科", "妇科", "儿内科", "门(急)诊", "影像科", "功能科", "检验科", "药剂科"}},
      {"设有内科(心血管内科、消化内科)、外科、儿科等科室。",
       {"内科", "心血管内科", "消化内科", "外科", "儿科"}},
      {"开设内科(含心内、消化)、儿科、妇科等9个科室。", {"内科", "儿科", "妇科"}},
      {"设有重症医学科(ICU)、骨科(二)、眼科(市级重点)。", {"重症医学科(ICU)", "骨科(二)", "眼科"}},
  });
}

TEST(Departments, GoByOtherNamesInListsThatSayWhatTheyList) {
  expect_all({
      {"设有内科、外科、儿科、中医、推拿等临床科室。", {"内科", "外科", "儿科", "中医", "推拿"}},
      {"妇产医院(设有产科、妇科、男性专科、儿童保健等科室)位于院区东侧。",
       {"产科", "妇科", "男性专科", "儿童保健"}},
      {"医院设有中医、内科、外科等科室,配有彩超、DR等设备。", {"中医", "内科", "外科"}},
      {"拥有眼科、临床护理、骨科等省级重点专科建设项目5个。", {"眼科", "骨科"}},
  });
}

TEST(Departments, AreTheListsThatHeadingsAndLabelsOpen) {
  expect_all({
      {"临床科室:心内科、骨科、眼科;医技科室:检验科、CT室;职能科室:医务科、院办公室。",
       {"心内科", "骨科", "眼科", "检验科", "CT室"}},
      {"临床科室:\n心内科、神经内科、骨科、中医康复科\n医技科室:\n检验科、病理科\n行政科室:\n财务科、护理部",
       {"心内科", "神经内科", "骨科", "中医康复科", "检验科", "病理科"}},
      {"科室设置:\n内科:呼吸内科、消化内科\n外科:普外科、骨科",
       {"内科", "呼吸内科", "消化内科", "外科", "普外科", "骨科"}},
      {"学科设置:中心院区;内分泌科、肾内科、呼吸科。", {"内分泌科", "肾内科", "呼吸科"}},
      {"设有妇科、产科等20个临床科室和药学部、检验科等8个医技科室。", {"妇科", "产科", "药学部", "检验科"}},
  });
}

TEST(Departments, AreNoOffices) {
  expect_all({
      {"设有院办公室、医务科、护理部、内科、外科、检验科。", {"内科", "外科", "检验科"}},
      {"医院设有职能科室12个:医务科、财务科、信息科。", {}},
      {"保健院设有孕产保健部、儿童保健部两大部,妇幼信息科。", {"孕产保健部", "儿童保健部"}},
  });
}

TEST(Departments, AreNotWhatOthersOrEventsMention) {
  expect_all({
      {"骨科设有关节外科、脊柱外科、手外科等亚专科。", {}},
      {"2019年妇产科、儿科、新生儿科等科室联合成功抢救一名孕妇。", {}},
      {"建成胸痛中心、卒中中心、创伤中心、危重孕产妇救治中心。", {}},
      {"内科主任张某,外科主任李某,儿科主任王某。", {}},
  });
}

TEST(Departments, AreTheKeyOnesOnlyWhereNoListIsGiven) {
  expect_all({
      {"拥有普通外科、神经外科等省级重点专科。设有普外科、脑外科、儿科等20个临床科室。",
       {"普外科", "脑外科", "儿科"}},
      {"拥有普通外科、神经外科等省级重点专科。", {"普通外科", "神经外科"}},
      {"骨科、泌尿外科两个市级重点专科发展良好。", {"骨科", "泌尿外科"}},
      {"设有内科学教研室、儿科学教研室、国家心血管病中心分中心。", {}},
  });
}

TEST(Departments, StandInMenus) {
  expect_all({
      {"内科 | 外科 | 骨科 | 行为医学科", {"内科", "外科", "骨科", "行为医学科"}},
      {"特色科室\n发育行为科\n多动症、抽动症等\n小儿神经内科\n详情\n小儿骨科\n小儿眼科",
       {"发育行为科", "小儿神经内科", "小儿骨科", "小儿眼科"}},
      {"1.心内科\n2.骨科>>\n(三)眼科\n·儿科\n5.财务科", {"心内科", "骨科", "眼科", "儿科"}},
  });
}

TEST(Departments, GoOnUnderOneHeadingLineByLine) {
  expect_all({
      {"科室导航\n内科\n外科\n妇产科\n联系我们", {"内科", "外科", "妇产科"}},
      {"科室列表:\n内科 12位医生\n外科 8位医生\n儿科(3)", {"内科", "外科", "儿科"}},
      {"诊疗科目:内科;呼吸内科专业;外科;妇产科;医学影像科",
       {"内科", "呼吸内科专业", "外科", "妇产科", "医学影像科"}},
      {"设置科室:(1)内科;(2)外科;(3)儿科。", {"内科", "外科", "儿科"}},
      {"临床科室:\n1、内一科(心血管、呼吸)\n2、外一科(普外)\n3、妇产科\n", {"内一科", "外一科", "妇产科"}},
  });
}

TEST(Departments, AreNamedBehindTheirNumber) {
  expect_all({
      {"设临床科室12个,即:内科、外科、儿科;医技科室2个,即:检验科、B超室。",
       {"内科", "外科", "儿科", "检验科", "B超室"}},
      {"临床科室(12个):内科、外科。医技科室(4个):检验科、放射科。", {"内科", "外科", "检验科", "放射科"}},
      {"有省级重点专科2个,分别为骨科、儿科。设有内科、骨科、儿科等科室。", {"内科", "骨科", "儿科"}},
      {"医院设有:骨科、儿科、心理咨询门诊、内窥镜室、眼科、等10个医技科室。",
       {"骨科", "儿科", "心理咨询门诊", "内窥镜室", "眼科"}},
      {"内科、外科、妇产科、儿科齐全,技术力量雄厚。", {"内科", "外科", "妇产科", "儿科"}},
  });
}

TEST(Departments, HoldTheirRoomsAndSubjects) {
  expect_all({
      {"设有放射科(CT室、核磁室)、肾内科(血透室)、检验科等科室。",
       {"放射科(CT室、核磁室)", "肾内科(血透室)", "检验科"}},
      {"内设:门诊部、住院部、急诊科、内一科(心血管、内分泌)、外一科。", {"急诊科", "内一科", "外一科"}},
      {"设有内科(呼吸、消化)、外科(普外、骨科、泌尿)、儿科(新生儿科、小儿内科)等科室。",
       {"内科", "外科", "儿科", "新生儿科", "小儿内科"}},
      {"设内科、外科。内科分为心血管内科、消化内科;外科分为普外科、骨科。",
       {"内科", "外科", "心血管内科", "消化内科", "普外科", "骨科"}},
      {"设有心内、神内、消化、普外、骨科、儿科等15个临床科室。",
       {"心内", "神内", "消化", "普外", "骨科", "儿科"}},
      {"开设白内障专科、青光眼专科、眼整形专科等亚专科。", {"白内障专科", "青光眼专科", "眼整形专科"}},
  });
}

TEST(Departments, MayHaveNumbersInTheirNames) {
  expect_all({
      {"设有骨1科、骨2科、内科部、外科部、儿科等科室。", {"骨1科", "骨2科", "内科部", "外科部", "儿科"}},
      {"医院共设30科,设有骨科、儿科、眼科等科室。", {"骨科", "儿科", "眼科"}},
  });
}

TEST(Departments, OfLinksThatNothingPartsAreSeveral) {
  const Document document = build_html_document(
      "<h1>甲乙县医院</h1><div><a href=1>内科(12)</a><a href=2>外科(8)</a><a href=3>妇产科(5)</a>"
      "<a href=4>儿科(3)</a></div>",
      "http://hospital.example/");
  EXPECT_EQ(read_hospital(document, config::shipped_reading_tables()).departments,
            (Names{"内科", "外科", "妇产科", "儿科"}));
}

TEST(Departments, OfAHealthCentreAreNoDepartmentsOwn) {
  expect_all({
      {"甲乙社区卫生服务中心成立于2006年。\n中心设有全科医疗科、中医科、妇科等科室。",
       {"全科医疗科", "中医科", "妇科"}},
  });
}

TEST(Departments, StandInPlansOfTheBuildingWhereNothingElseListsThem) {
  expect_all({
      {"一楼:急诊科、放射科、西药房\n二楼:内科、儿科\n三楼:外科、骨科",
       {"急诊科", "放射科", "内科", "儿科", "外科", "骨科"}},
      {"开设内科、外科、儿科等科室。\n一楼:外科诊室、收费处\n二楼:康复中心、儿科二诊室",
       {"内科", "外科", "儿科"}},
      {"急诊科:0311-6000120\n内科:0311-6000121\n外科:0311-6000122\n儿科:0311-6000123",
       {"急诊科", "内科", "外科", "儿科"}},
      {"心内科\n神经内科\n肾病学科\n骨科一病区\n骨科二病区",
       {"心内科", "神经内科", "肾病学科", "骨科一病区", "骨科二病区"}},
      {"张某 主任医师 内科\n李某 主任医师 外科\n王某 主治医师 儿科\n赵某 主任医师 骨科", {}},
  });
}

}  // namespace
}  // namespace tenderlead::parsers
