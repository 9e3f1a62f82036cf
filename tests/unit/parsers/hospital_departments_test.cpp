#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "app/config/reading_tables.h"
#include "parsers/hospital/hospital_reader.h"

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

}  // namespace
}  // namespace tenderlead::parsers
