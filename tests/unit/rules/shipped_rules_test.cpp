// The shipped words on titles of every kind. The titles are invented; what they test is the catalogue.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/config/configuration.h"
#include "rules/tagger.h"

namespace tenderlead::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

Tagging tag(const std::string& title, const std::string& text = "", const std::string& buyer = "") {
  static const auto tagger = Tagger::compile(config::shipped_configuration().value.rules);
  TagInput input;
  input.title = title;
  input.text = text;
  input.buyer = buyer;
  return tagger->tag(input);
}

std::vector<std::string> products(const Tagging& tagging) {
  std::vector<std::string> ids;
  for (const auto& hit : tagging.products) ids.push_back(hit.id);
  return ids;
}

struct Titled {
  const char* product;
  const char* title;
};

TEST(ShippedRules, KnowEachProductByTheWordsThatBuyersUse) {
  const Titled cases[] = {
      {"child_development", "云溪市妇幼保健院儿童保健信息管理系统采购项目公开招标公告"},
      {"child_development", "某县妇幼保健计划生育服务中心儿童发育行为测评系统采购"},
      {"child_development", "关于儿童早期发展综合服务中心信息系统建设的市场调研公告"},
      {"maternal_child", "某省妇幼健康信息平台升级改造项目中标公告"},
      {"maternal_child", "区妇幼保健院孕产妇全程管理系统采购意向"},
      {"maternal_child", "胎心监护网络系统采购 妇幼保健院"},
      {"maternal_child", "两癌筛查信息管理系统采购公告"},
      {"maternal_child", "产科信息系统及产房管理软件招标公告 市妇幼保健院"},
      {"maternal_child", "出生缺陷综合防治管理信息系统建设项目"},
      {"internet_hospital", "市第一人民医院互联网医院建设项目招标公告"},
      {"internet_hospital", "互联网诊疗服务平台采购 县人民医院"},
      {"internet_hospital", "远程会诊系统采购项目 某医院"},
      {"internet_hospital", "网络医院平台升级项目 人民医院"},
      {"internet_hospital", "智慧妇幼互联网诊疗平台建设 妇幼保健院"},
      {"his", "县中医院医院信息管理系统（HIS）采购项目"},
      {"his", "市人民医院智慧医院信息化建设项目（一期）公开招标公告"},
      {"emr", "市中心医院电子病历系统升级改造（五级）项目"},
      {"emr", "病案无纸化归档系统采购公告 人民医院"},
      {"emr", "第三人民医院病历内涵质控系统采购"},
      {"emr", "病历文书智能生成软件采购 人民医院"},
      {"lis", "人民医院LIS系统升级项目成交公告"},
      {"lis", "检验科实验室信息管理系统采购项目 某县人民医院"},
      {"lis", "云溪县疾病预防控制中心实验室信息管理系统采购"},
      {"lis", "检验科实验室质量管理信息系统采购 中医院"},
      {"lis", "检验条码管理系统采购 县医院"},
      {"pacs", "全院心电网络系统采购 中心医院"},
      {"pacs", "数字病理信息系统采购 人民医院"},
      {"pacs", "县人民医院PACS系统升级改造采购项目"},
      {"pacs", "超声影像工作站软件及云胶片服务 市中医院"},
      {"pacs", "心电信息网络管理系统采购 中心医院"},
      {"integration", "医院信息集成平台及数据中心建设项目 市第二人民医院"},
      {"integration", "互联互通标准化成熟度测评服务 妇幼保健院"},
      {"cdss", "临床决策支持系统（CDSS）采购项目 人民医院"},
      {"cdss", "合理用药与处方前置审核系统采购 中医院"},
      {"specialty_clinical", "护理管理信息系统采购项目 市人民医院"},
      {"specialty_clinical", "重症监护信息系统招标 中心医院"},
      {"specialty_clinical", "输血管理系统采购 县人民医院"},
      {"specialty_clinical", "院感实时监测系统采购项目 市医院"},
      {"specialty_clinical", "血液透析信息管理系统 人民医院"},
      {"specialty_clinical", "急诊急救一体化信息平台建设项目 医院"},
      {"specialty_clinical", "出院患者智能随访系统采购 医院"},
      {"specialty_clinical", "消毒供应中心追溯系统采购 医院"},
      {"specialty_clinical", "新生儿重症监护信息系统采购 儿童医院"},
      {"specialty_clinical", "营养诊疗系统采购 人民医院"},
      {"specialty_clinical", "母乳库管理系统采购 妇幼保健院"},
      {"specialty_clinical", "胸痛中心、卒中中心信息化管理平台建设 县医院"},
      {"hrp", "数字档案室建设项目 人民医院"},
      {"hrp", "职工食堂消费系统采购 人民医院"},
      {"hrp", "医院HRP综合运营管理系统采购项目"},
      {"hrp", "绩效考核管理系统升级 市妇幼保健院"},
      {"hrp", "医用耗材SPD供应链管理系统 人民医院"},
      {"hrp", "OA办公自动化系统采购 卫生健康委员会"},
      {"drg_insurance", "DRG/DIP医保智能管理系统采购 人民医院"},
      {"drg_insurance", "DRG分组及绩效管理系统采购 县医院"},
      {"drg_insurance", "国家医保信息平台接口改造 县医院"},
      {"drg_insurance", "医保移动支付接口改造项目 县医院"},
      {"physical_exam", "健康管理中心体检信息系统采购 医院"},
      {"patient_service", "自助服务机采购项目 人民医院"},
      {"patient_service", "门诊分诊叫号系统采购 中医院"},
      {"patient_service", "微信公众号与预约挂号平台开发 医院"},
      {"public_health", "全民健康信息平台建设项目 卫生健康局"},
      {"public_health", "疾病预防控制信息系统建设 疾控中心"},
      {"public_health", "预防接种门诊数字化系统采购 社区卫生服务中心"},
      {"security", "网络安全等级保护测评服务 人民医院"},
      {"security", "数据备份及容灾系统采购 中心医院"},
      {"security", "商用密码应用改造项目 市医院"},
      {"security", "医院信息系统等级保护测评服务"},
      {"security", "互联网出口安全加固服务 市医院"},
      {"security", "网络双因素认证采购 市医院"},
      {"infrastructure", "服务器及存储设备采购项目 市人民医院"},
      {"infrastructure", "信息机房改造工程 人民医院"},
      {"infrastructure", "办公电脑采购 某医院"},
      {"infrastructure", "云服务租赁项目 妇幼保健院"},
      {"maintenance", "信息系统运维服务采购项目 人民医院"},
      {"maintenance", "医院信息系统年度运维项目"},
      {"research_ai", "临床科研大数据平台建设项目 医院"},
      {"research_ai", "临床专病数据库及科研平台建设 人民医院"},
      {"research_ai", "住培管理系统采购 人民医院"},
      {"research_ai", "AI辅助诊断软件采购 人民医院"},
      {"research_ai", "大模型一体机及智能体建设项目 医科大学附属医院"},
  };
  for (const auto& one : cases) {
    const auto tagging = tag(one.title);
    EXPECT_TRUE(tagging.has_tag("health_it")) << one.title;
    EXPECT_THAT(products(tagging), ElementsAre(one.product)) << one.title;
  }
}

TEST(ShippedRules, TellHospitalItFromEquipmentServicesAndOtherBuyers) {
  const char* const titles[] = {
      "市妇幼保健院医用中心供氧系统采购",
      "人民医院手术显微镜系统采购项目",
      "第二人民医院洁净手术部净化系统工程",
      "一次性使用输液系统采购 县人民医院",
      "县人民医院食堂食材配送服务",
      "市公安局执法信息平台采购项目",
      "第一中学智慧校园平台建设项目",
      "职业技术学院信息化教学平台采购",
      "人民医院物业管理服务项目",
      "医院污水处理系统改造工程",
      "中心医院超声诊断系统采购",
      "血管造影系统（DSA）采购项目 医院",
      "全自动生化分析系统采购 检验科",
      "医院中央空调系统维保服务",
      "人民医院电梯维保服务",
      "某医院试剂采购项目",
      "医院护工服务采购",
      "县医院救护车采购",
      "医院绿化养护",
      "医疗责任保险服务采购",
      "人民医院3.0T磁共振成像系统采购",
      "电子胃肠镜系统采购 人民医院",
      "医院安全生产标准化服务",
      "医疗废物处置服务采购",
      "税务局信息系统运维服务",
      "教学楼装修工程 小学",
      "康复科体外冲击波治疗系统采购",
      "骨科手术导航系统采购",
      "胰岛素泵系统采购",
      "人民医院污水在线监测设备运维服务",
      "疾病预防控制中心实验室超纯水系统采购",
      "人民医院电子病历夹采购",
      "人民医院智能输液泵采购",
      "人民医院住院楼外墙安全加固工程",
  };
  for (const auto* title : titles) {
    const auto tagging = tag(title);
    EXPECT_THAT(tagging.tags, IsEmpty()) << title;
    EXPECT_THAT(tagging.products, IsEmpty()) << title;
  }
}

TEST(ShippedRules, SeveralThingsInATitleAreSeveralProducts) {
  EXPECT_THAT(products(tag("县人民医院HIS系统维保服务采购项目")), UnorderedElementsAre("his", "maintenance"));
  EXPECT_THAT(products(tag("市医院手术麻醉信息系统、血透管理系统及体检系统采购")),
              UnorderedElementsAre("specialty_clinical", "physical_exam"));
  EXPECT_THAT(products(tag("人民医院急诊电子病历系统采购")),
              UnorderedElementsAre("emr", "specialty_clinical"));
  EXPECT_THAT(products(tag("人民医院信息化项目（电子病历；手术麻醉；等保测评）")),
              UnorderedElementsAre("emr", "specialty_clinical", "security"));
  EXPECT_THAT(products(tag("人民医院信息中心项目（合理用药、病案首页、院感）")),
              UnorderedElementsAre("cdss", "drg_insurance", "specialty_clinical"));
  EXPECT_THAT(products(tag("人民医院移动护理PDA及移动护理软件采购")),
              UnorderedElementsAre("specialty_clinical", "infrastructure"));
  EXPECT_THAT(products(tag("互联网医院、自助服务、体检系统采购 人民医院")),
              UnorderedElementsAre("internet_hospital", "patient_service", "physical_exam"));
}

TEST(ShippedRules, AHospitalsNameIsNotWhatItBuys) {
  EXPECT_THAT(products(tag("云溪市妇幼保健院手术室行为管理系统采购")), ElementsAre("specialty_clinical"));
  EXPECT_THAT(products(tag("云溪市妇产科医院检验信息系统采购")), ElementsAre("lis"));
  EXPECT_THAT(products(tag("云溪市中医医院医院信息系统升级")), ElementsAre("his"));
  EXPECT_THAT(products(tag("云溪市公共卫生临床中心电子病历系统采购")), ElementsAre("emr"));
  // A county may be called as another buyer is.
  EXPECT_THAT(products(tag("公安县人民医院电子病历系统采购", "", "公安县人民医院")), ElementsAre("emr"));
}

TEST(ShippedRules, WhatAThingHasToWorkWithIsNotBought) {
  const std::pair<const char*, const char*> notices[] = {
      {"云溪市医院DR采购公告", "投标产品须能与医院现有PACS、HIS系统无缝连接。"},
      {"云溪市医院生化分析仪租赁公告", "应支持与医院LIS系统双向通讯，接口费用由供应商承担。"},
      {"云溪市医院心电图机采购公告", "投标产品须能接入县域医共体平台。"},
      {"云溪市医院标签纸采购公告", "热敏纸，用于医院HIS、LIS系统打印。"},
      {"云溪市医院血凝仪国际招标公告",
       "招标条件项目概况:数字手术室、血凝仪资金到位或资金来源落实情况:已落实"}};
  for (const auto& [title, text] : notices) {
    const auto tagging = tag(title, text);
    EXPECT_THAT(tagging.tags, IsEmpty()) << title;
    EXPECT_THAT(tagging.products, IsEmpty()) << title;
  }
}

TEST(ShippedRules, ATextSpeaksOnlyWhereTheTitleIsSilent) {
  EXPECT_THAT(products(tag("合同公告", "采购项目名称：云溪市医院护理管理系统项目")),
              ElementsAre("specialty_clinical"));
  EXPECT_THAT(products(tag("云溪市医院LIS系统采购", "与护理管理系统、电子病历对接")), ElementsAre("lis"));
  EXPECT_THAT(tag("云溪市医院办公家具采购公告", "含护理管理系统用电脑桌").tags, IsEmpty());
}

TEST(ShippedRules, ThePortalsOwnSystemsDoNotCount) {
  EXPECT_THAT(
      tag("云溪市医院医疗设备采购公告", "供应商须在政府采购云平台、电子化交易系统注册，并办理CA证书").tags,
      IsEmpty());
  EXPECT_THAT(tag("云溪市医院病床采购公告", "代理机构：云溪信息技术有限公司").tags, IsEmpty());
}

}  // namespace
}  // namespace tenderlead::rules
