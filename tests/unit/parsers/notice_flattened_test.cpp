// Pages whose tables became lines, or all of which became one.
#include <gtest/gtest.h>

#include <chrono>

#include "tests/unit/parsers/notice_page.h"

namespace tenderlead::parsers {
namespace {

TEST(NoticeFlattened, AFormInOneLineHasLabelsBetweenSpaces) {
  const Notice n = read_text(
      "政府采购合同公告 采购单位（甲方） 双江市第二人民医院 供应商（乙方） 云岭数云科技有限公司 项目名称 "
      "数据中心机房建设 项目编号 SJZC2026-G1-0050 "
      "合同编号 HT-2026-0312 合同金额（万元） 298.60 合同签订日期 2026-03-12 采购方式 公开招标 公告日期 "
      "2026-03-15");
  EXPECT_EQ(n.buyer.name, "双江市第二人民医院");
  EXPECT_EQ(n.project_name, "数据中心机房建设");
  EXPECT_EQ(n.project_no, "SJZC2026-G1-0050");
  EXPECT_EQ(n.contract.supplier, "云岭数云科技有限公司");
  EXPECT_EQ(yuan(n.contract.amount), "2986000");
}

TEST(NoticeFlattened, HeadsInALineAreNoForm) {
  const Notice n = read_text(
      "标段信息 标段编号 标段名称 采购方式 预算金额(元) 投标供应商名称 1 不动产登记系统二期软件开发采购 "
      "公开招标8230000 恒川数码科技股份有限公司 "
      "双江市不动产登记中心不动产登记系统二期软件开发采购结果公告");
  EXPECT_NE(n.project_name, "采购方式");
  EXPECT_EQ(n.project_no, "");
}

TEST(NoticeFlattened, NoLabelRunsOverASpaceThatItsWordsLack) {
  const Notice n = read_text(
      "一、项目基本情况 项目编号：SJZC2026-G1-0107 项目名称：双江市妇幼保健院儿童保健信息系统采购项目 "
      "预算金额（元）：1680000 最高限价（元）：1650000");
  EXPECT_EQ(n.project_name, "双江市妇幼保健院儿童保健信息系统采购项目");
  EXPECT_EQ(yuan(n.budget), "1680000");
}

TEST(NoticeFlattened, AHeadlineAmongMenusInOneLine) {
  const std::string menu = "网站首页 政策法规 采购公告 结果公告 联系我们 当前位置： 首页 > 招标采购 > 正文 ";
  const std::string rest =
      " 发布日期：2026-03-12 浏览次数：301 来源：招标办 "
      "因工作需要，我院拟采购等级保护测评服务，采购预算为人民币15万元，现邀请有资质的单位参与报价。"
      "1.报价单位须具有网络安全等级测评与检测评估机构服务认证证书。2.报价文件请密封后于2026年3月20日17:"
      "00前送达我院信息科。3.询价时间：2026年3月23日"
      "上午9:30。4.联系方式：李老师 0879-6511066 双江市第三人民医院 2026年3月12日 相关阅读 "
      "双江市第三人民医院电梯维保服务院内议价公告";
  const Notice n = read_text(menu + "双江市第三人民医院等级保护测评服务询价公告" + rest);
  EXPECT_EQ(n.title, "双江市第三人民医院等级保护测评服务询价公告");
  EXPECT_EQ(when(n.published_at), "2026-03-12");
}

TEST(NoticeFlattened, ADateBehindANameIsNoPartOfIt) {
  EXPECT_EQ(
      read_text("澄清公告\n采购人：双江市中医医院\n代理机构：恒川工程咨询有限公司 二〇二六年五月二十日\n")
          .agency.name,
      "恒川工程咨询有限公司");
}

TEST(NoticeFlattened, PlansKeepTheColumnsBeforeTheirDemands) {
  const Notice n = read_text(
      "双江市卫生健康委员会2026年5月至6月政府采购意向\n序号\n采购项目名称\n采购品目\n采购需求概况\n预算金额（"
      "万元）\n预计采购时间\n备注\n1\n"
      "信息平台升级项目\nC16010300\n对现有平台进行升级\n320."
      "00\n2026年5月\n2\n业务用车\nA02030599\n采血车1辆\n85.5\n2026年6月\n无\n"
      "本次公开的采购意向是本单位政府采购工作的初步安排。\n");
  ASSERT_EQ(n.intentions.size(), 2u);
  EXPECT_EQ(n.intentions[0].name, "信息平台升级项目");
  EXPECT_EQ(n.intentions[1].name, "业务用车");
}

TEST(NoticeFlattened, LotsCountRowsAsNumbersDo) {
  const Notice n = read_text(
      "监护设备采购公开招标公告\n采购项目分包情况：\n标包\n货物服务名称\n数量\n投标人资格要求\n本包预算金额（"
      "单位：万元）\nA\n母婴监护仪\n1\n"
      "详见公告附件\n96.000000\nB\n婴儿培养箱\n1\n详见公告附件\n54.000000\n三、获取招标文件\n");
  ASSERT_EQ(n.lots.size(), 2u);
  EXPECT_EQ(n.lots[0].name, "母婴监护仪");
  EXPECT_EQ(yuan(n.lots[1].budget), "540000");
}

TEST(NoticeFlattened, AHeadOfHeadsHasNoColumn) {
  const Notice n = read_text(
      "康复设备采购项目成交公告\n六、成交结果：\n包号\n采购内容\n成交供应商\n名称\n地址\n成交价（元）\n1包\n"
      "电动起立床\n云岭康复器械有限公司\n"
      "省城市1号\n128000\n2包\n中频治疗仪\n双江康源医疗器械有限公司\n双江市2号\n76500\n七、评审小组：云某\n");
  ASSERT_EQ(n.awards.size(), 2u);
  EXPECT_EQ(n.awards[0].supplier, "云岭康复器械有限公司");
  EXPECT_EQ(yuan(n.awards[1].amount), "76500");
}

TEST(NoticeFlattened, AFormsLabelsWithoutValuesAreNoHeads) {
  const Notice n = read_text(
      "采购公告\n项目名称\n除尘布袋询比采购\n采购单位\n云岭能源双江发电有限公司\n代理机构\n预算金额\n最高限价"
      "(万元)\n45.8\n报名开始时间\n"
      "2026-03-01 09:00\n报名截止时间\n2026-03-06 17:00\n");
  EXPECT_EQ(yuan(n.ceiling), "458000");
  EXPECT_EQ(when(n.documents_until), "2026-03-06T17:00:00+08:00");
}

TEST(NoticeFlattened, ADayBelowChangesIsNoneOfThem) {
  const Notice n = read_text(
      "食堂外包服务项目更正公告\n更正内容：\n序号\n更正项\n更正前内容\n更正后内容\n1\n投标截止时间\n2026-04-"
      "10 09:00:00\n2026-04-17 09:30:00\n2\n"
      "开标时间\n2026-04-10 09:00:00\n2026-04-17 09:30:00\n更正日期：2026年04月03日\n三、其他补充事宜\n");
  EXPECT_EQ(when(n.bid_deadline), "2026-04-17T09:30:00+08:00");
  EXPECT_EQ(when(n.opening_at), "2026-04-17T09:30:00+08:00");
}

TEST(NoticeFlattened, ATextWithoutEndsOfSentencesIsReadInNoTime) {
  std::string text;
  while (text.size() < 200'000) text += "（项目编号：A）就就就就就就";
  const auto start = std::chrono::steady_clock::now();
  read_text(text);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST(NoticeFlattened, ASumsHeadEndsTheHeads) {
  const Notice n = read_text(
      "青溪县中医院物业服务中标结果公告\n四、主要标的信息\n品目号\n品目名称\n采购标的\n服务范围\n服务时间\n金"
      "额（元）\n1-1\n"
      "物业管理服务\n物业服务\n全院\n两年\n2,360,000.00\n");
  EXPECT_EQ(n.service_term, "两年");
}

}  // namespace
}  // namespace tenderlead::parsers
