#include <gtest/gtest.h>

#include "tests/unit/parsers/notice_page.h"

namespace tenderlead::parsers {
namespace {

TEST(NoticeLayouts, TheStandardTenderIsRead) {
  const Notice n = read_text(R"(项目概况
青禾县妇幼保健院儿童保健系统采购项目招标项目的潜在投标人应在青禾县公共资源交易网获取招标文件，并于2026年5月20日 09点30分（北京时间）前递交投标文件。
一、项目基本情况
项目编号：QHCG-2026-017
项目名称：青禾县妇幼保健院儿童保健系统采购项目
采购方式：公开招标
预算金额：186.50 万元（人民币）
最高限价（如有）：180.00 万元（人民币）
采购需求：详见招标文件
合同履行期限：合同签订后90日内
本项目（不接受）联合体投标。
二、申请人的资格要求：
1.满足《中华人民共和国政府采购法》第二十二条规定；
三、获取招标文件
时间：2026年4月28日 至 2026年5月7日，每天上午9:00至12:00，下午14:00至17:00。（北京时间，法定节假日除外）
地点：网上
四、提交投标文件截止时间、开标时间和地点
提交投标文件截止时间：2026年5月20日 09点30分（北京时间）
开标时间：2026年5月20日 09点30分（北京时间）
五、公告期限
自本公告发布之日起5个工作日。
七、对本次招标提出询问，请按以下方式联系。
1.采购人信息
名 称：青禾县妇幼保健院
地址：青禾县人民路12号
联系方式：周老师 0791-5550011
2.采购代理机构信息
名 称：远山招标代理有限公司
地　址：南昌市东湖区一号大厦301室
联系方式：吴工、郑工 0791-5550022
3.项目联系方式
项目联系人：吴工
电　话：0791-5550022
)",
                             "青禾县妇幼保健院儿童保健系统采购项目公开招标公告", "2026-04-27");
  EXPECT_EQ(kind_of(n), "tender");
  EXPECT_EQ(method_of(n), "open");
  EXPECT_EQ(n.project_no, "QHCG-2026-017");
  EXPECT_EQ(n.project_name, "青禾县妇幼保健院儿童保健系统采购项目");
  EXPECT_EQ(yuan(n.budget), "1865000");
  EXPECT_EQ(yuan(n.ceiling), "1800000");
  EXPECT_EQ(when(n.documents_from), "2026-04-28");
  EXPECT_EQ(when(n.documents_until), "2026-05-07");
  EXPECT_EQ(when(n.bid_deadline), "2026-05-20T09:30:00+08:00");
  EXPECT_EQ(when(n.opening_at), "2026-05-20T09:30:00+08:00");
  EXPECT_EQ(n.buyer.name, "青禾县妇幼保健院");
  EXPECT_EQ(n.buyer.address, "青禾县人民路12号");
  EXPECT_EQ(n.buyer.contact, "周老师");
  EXPECT_EQ(n.buyer.phone, "0791-5550011");
  EXPECT_EQ(n.agency.name, "远山招标代理有限公司");
  EXPECT_EQ(n.agency.contact, "吴工、郑工");
  EXPECT_EQ(n.project_contact.name, "吴工");
  EXPECT_EQ(n.project_contact.phone, "0791-5550022");
  EXPECT_EQ(n.service_term, "合同签订后90日内");
  EXPECT_EQ(when(n.published_at), "2026-04-27");
  EXPECT_TRUE(n.awards.empty());
  EXPECT_TRUE(n.lots.empty());
}

TEST(NoticeLayouts, ValuesBrokenOverLinesAreJoined) {
  const Notice n = read_text(R"(一、项目基本情况
项目编号：
XY-2026-8
预算金额：
60
万元
。
三、获取采购文件
时间：
202
6
年
3
月
17
日至
202
6
年
3
月
23
日
四、响应文件提交
截止时间：
2026年03月
27
日
09时00分00秒
八、凡对本次采购提出询问，请按以下方式联系。
1.采购人信息
名称：
临溪市实验学校
地址：临溪市学府路
6号
联系方式：
13800001234
、
0571-5550011
)");
  EXPECT_EQ(n.project_no, "XY-2026-8");
  EXPECT_EQ(yuan(n.budget), "600000");
  EXPECT_EQ(when(n.documents_from), "2026-03-17");
  EXPECT_EQ(when(n.documents_until), "2026-03-23");
  EXPECT_EQ(when(n.bid_deadline), "2026-03-27T09:00:00+08:00");
  EXPECT_EQ(n.buyer.name, "临溪市实验学校");
  EXPECT_EQ(n.buyer.phone, "13800001234、0571-5550011");
}

TEST(NoticeLayouts, ATextWithoutLineBreaksIsCutAtItsLabels) {
  const Notice n = read_text(
      "一、项目基本情况 项目号：BB26C0001 项目名称：云岭区中医院物业服务 采购方式：公开招标 "
      "预算金额：9,264,406.80元 "
      "最高限价：9,000,000.00元 合同履行期限：详见采购文件 二、申请人的资格要求 1、满足规定。 "
      "三、获取招标文件 "
      "获取文件期限：2026年6月1日 至 2026年6月5日。 四、投标文件递交 投标文件递交开始时间： 2026年6月1日 "
      "00:00 "
      "投标文件递交截止时间： 2026年6月22日 14:00 五、开标信息 开标时间： 2026年6月22日 14:00");
  EXPECT_EQ(n.project_no, "BB26C0001");
  EXPECT_EQ(n.project_name, "云岭区中医院物业服务");
  EXPECT_EQ(yuan(n.budget), "9264406.8");
  EXPECT_EQ(yuan(n.ceiling), "9000000");
  EXPECT_EQ(when(n.bid_deadline), "2026-06-22T14:00:00+08:00");
  EXPECT_EQ(when(n.documents_until), "2026-06-05");
  EXPECT_EQ(n.missing.at("service_term"), MissingReason::see_attachment);
}

TEST(NoticeLayouts, LabelsWithoutAnySpaceBetweenAreCut) {
  const Notice n = read_text(
      "三号楼手术室行为管理系统成交公告\n一、项目名称：三号楼手术室行为管理系统二、项目编号：2021QT17中标单位"
      "：万象科技股份有限公司"
      "中标价：人民币玖拾陆万元整（￥960000.00）");
  EXPECT_EQ(n.project_name, "三号楼手术室行为管理系统");
  EXPECT_EQ(n.project_no, "2021QT17");
  ASSERT_EQ(n.awards.size(), 1u);
  EXPECT_EQ(n.awards[0].supplier, "万象科技股份有限公司");
  EXPECT_EQ(yuan(n.awards[0].amount), "960000");
}

TEST(NoticeLayouts, AKeyValueTableOfFourColumnsIsRead) {
  const Notice n = read_html(R"(<h2>清河医院影像系统采购中标公告</h2>
<table><tr><td>招标人</td><td>清河市第一人民医院</td><td>招标代理机构</td><td>恒山招标有限公司</td></tr>
<tr><td>标段（包）编号</td><td>QH-2026-01</td><td>中标价（万元）</td><td>325.6</td></tr>
<tr><td>中标人</td><td>北辰软件有限公司</td><td>工期</td><td>90天</td></tr>
<tr><td>备注</td><td></td><td>公告发布日期</td><td>2026-03-02</td></tr></table>)");
  EXPECT_EQ(n.title, "清河医院影像系统采购中标公告");
  EXPECT_EQ(n.buyer.name, "清河市第一人民医院");
  EXPECT_EQ(n.agency.name, "恒山招标有限公司");
  EXPECT_EQ(n.project_no, "QH-2026-01");
  ASSERT_EQ(n.awards.size(), 1u);
  EXPECT_EQ(n.awards[0].supplier, "北辰软件有限公司");
  EXPECT_EQ(yuan(n.awards[0].amount), "3256000");
  EXPECT_EQ(when(n.published_at), "2026-03-02");
}

TEST(NoticeLayouts, PartiesSideBySideKeepTheirOwnRows) {
  const Notice n = read_html(R"(<p>9. 联系方式</p><table>
<tr><td>招标人：晨光地铁有限公司</td><td>招标代理机构：海东咨询有限公司</td></tr>
<tr><td>地址：南湖市龙灵路199号</td><td>地址：南湖市云山路56号</td></tr>
<tr><td>联系人：胡工</td><td>联系人：陈工</td></tr>
<tr><td>电话：025-88050001</td><td>电话：15900000001</td></tr></table>)");
  EXPECT_EQ(n.buyer.address, "南湖市龙灵路199号");
  EXPECT_EQ(n.buyer.contact, "胡工");
  EXPECT_EQ(n.buyer.phone, "025-88050001");
  EXPECT_EQ(n.agency.address, "南湖市云山路56号");
  EXPECT_EQ(n.agency.phone, "15900000001");
}

TEST(NoticeLayouts, TheHeadersUnitIsMultipliedOnce) {
  const Notice n = read_html(R"(<h1>数据平台采购成交结果公告</h1><p>三、成交信息</p><table>
<tr><th>包号</th><th>供应商名称</th><th>供应商地址</th><th>成交金额（万元）</th></tr>
<tr><td>1</td><td>东海信息有限公司</td><td>东海市海滨路1号</td><td>12.5</td></tr>
<tr><td>2</td><td>西山软件有限公司</td><td>西山市山前路2号</td><td>88000元</td></tr></table>)");
  ASSERT_EQ(n.awards.size(), 2u);
  EXPECT_EQ(yuan(n.awards[0].amount), "125000");
  EXPECT_EQ(yuan(n.awards[1].amount), "88000");
  EXPECT_EQ(n.awards[1].supplier_address, "西山市山前路2号");
}

TEST(NoticeLayouts, ATableWithAColumnABidderIsTurned) {
  const Notice n = read_html(R"(<h1>北桥工程设计中标候选人公示</h1><p>二、评标结果</p><table>
<tr><td>中标候选人名称</td><td>甲山设计有限公司</td><td>乙水设计有限公司</td><td>丙林设计院有限公司</td></tr>
<tr><td>投标报价(元/%)</td><td>985500.00</td><td>998000.00</td><td>1039500.00</td></tr>
<tr><td>履约期限（天）</td><td>15日历天</td><td>15日历天</td><td>15日历天</td></tr></table>
<table><tr><td>单位名称</td><td>项目名称</td><td>合同金额（万元）</td></tr>
<tr><td>甲山设计有限公司</td><td>旧桥设计</td><td>437.67</td></tr></table>)");
  EXPECT_EQ(kind_of(n), "shortlist");
  ASSERT_EQ(n.awards.size(), 3u);
  EXPECT_EQ(n.awards[2].supplier, "丙林设计院有限公司");
  EXPECT_EQ(yuan(n.awards[2].amount), "1039500");
}

TEST(NoticeLayouts, BidsInPerCentAreNoAmounts) {
  const Notice n = read_html(R"(<h1>供水设计中标候选人公示</h1><table>
<tr><td>中标候选人名称</td><td>甲山设计有限公司</td><td>乙水设计有限公司</td></tr>
<tr><td>投标报价(元/%)</td><td>58.90</td><td>59.60</td></tr></table>)");
  ASSERT_EQ(n.awards.size(), 2u);
  EXPECT_FALSE(n.awards[0].amount.has_value());
}

TEST(NoticeLayouts, ATableWhoseCellsBecameLinesIsPutTogether) {
  const Notice n = read_text(R"(一、项目编号：
P5203
二、项目名称：
某小学配电工程
三、中标（成交）信息
中标结果：
序号
标项名称
中标（成交）金额（元）
中标供应商名称
中标供应商地址
评审价格
1
一标项
2193512.00
利源电力工程有限公司
播阳市南社区同心路2号
2193512.0
2
二标项
3293364.76
利松建筑安装有限公司
播阳市北社区同德路9号
3293364.76
四、主要标的信息
)",
                             "某小学配电工程中标结果公告");
  ASSERT_EQ(n.awards.size(), 2u);
  EXPECT_EQ(n.awards[0].supplier, "利源电力工程有限公司");
  EXPECT_EQ(yuan(n.awards[0].amount), "2193512");
  EXPECT_EQ(n.awards[1].supplier_address, "播阳市北社区同德路9号");
}

TEST(NoticeLayouts, VanishedCellsDoNotShiftTheOthers) {
  const Notice n = read_text(R"(二、成交情况
序号
供应商名称
供应商地址
成交金额（元）
得分
1
甲山设备有限公司
甲山市一路1号
1000.00
91.5
2
乙水设备有限公司
2000.00
90.1
)",
                             "设备采购成交公告");
  ASSERT_EQ(n.awards.size(), 2u);
  EXPECT_EQ(n.awards[1].supplier, "乙水设备有限公司");
  EXPECT_EQ(yuan(n.awards[1].amount), "2000");
  EXPECT_EQ(n.awards[1].supplier_address, "");
}

TEST(NoticeLayouts, LabelsWithoutColonsOverTheirValuesAreRead) {
  const Notice n = read_text(
      "采购人名称\n青溪县体育中心\n中标（成交）供应商名称\n太安保险股份有限公司\n合同金额\n3,140.47元 "
      "人民币\n合同期限\n1年\n合同签署时间\n2026-03-16 13:32:52\n",
      "车辆保险框架协议合同");
  EXPECT_EQ(kind_of(n), "contract");
  EXPECT_EQ(n.buyer.name, "青溪县体育中心");
  EXPECT_EQ(n.contract.supplier, "太安保险股份有限公司");
  EXPECT_EQ(yuan(n.contract.amount), "3140.47");
  EXPECT_EQ(when(n.contract.signed_on), "2026-03-16T13:32:52+08:00");
  EXPECT_EQ(n.contract.term, "1年");
}

TEST(NoticeLayouts, CellsSetApartByBarsAreRead) {
  const Notice n = read_text(R"(市政工程施工招标

 中标候选人公示

 招标人 |

 慧普房地产开发有限公司
 |

 工程名称 |

 双桥小区建设项目
 |

 最高投标限价 |

 19060433.57元
 |

 中标候选人1单位名称 |

 嵩山建设工程有限公司
 |

 投标报价 |

 18095308.09 元
 |

 中标候选人2单位名称
 |

 永诚建设集团有限公司
 |

 投标报价
 |

 18095531.26元
 |
)",
                             "[袁江区]双桥小区建设项目[中标候选人公示]");
  EXPECT_EQ(kind_of(n), "shortlist");
  EXPECT_EQ(n.title, "双桥小区建设项目[中标候选人公示]");
  EXPECT_EQ(n.buyer.name, "慧普房地产开发有限公司");
  EXPECT_EQ(yuan(n.ceiling), "19060433.57");
  ASSERT_EQ(n.awards.size(), 2u);
  EXPECT_EQ(n.awards[0].rank, 1);
  EXPECT_EQ(yuan(n.awards[1].amount), "18095531.26");
}

TEST(NoticeLayouts, SentencesNameWhatNoLabelDoes) {
  const Notice n = read_text(
      "受白云技术学院委托，金昌工程咨询有限公司对白云技术学院军训服采购项目（项目编号：LN2019001）进行了竞争"
      "性磋商，现将成交结果公告如下：\n"
      "经评审，确定江滨服装有限公司为成交供应商。\n白云技术学院\n2019年7月17日\n",
      "白云技术学院军训服采购成交公告");
  EXPECT_EQ(n.buyer.name, "白云技术学院");
  EXPECT_EQ(n.agency.name, "金昌工程咨询有限公司");
  EXPECT_EQ(n.project_name, "白云技术学院军训服采购项目");
  EXPECT_EQ(n.project_no, "LN2019001");
  EXPECT_EQ(method_of(n), "competitive_consultation");
  ASSERT_EQ(n.awards.size(), 1u);
  EXPECT_EQ(n.awards[0].supplier, "江滨服装有限公司");
  EXPECT_EQ(when(n.published_at), "2019-07-17");
}

TEST(NoticeLayouts, TheStandardConstructionTenderIsRead) {
  const Notice n = read_text(
      "1."
      "招标条件\n本招标项目北岭市人民医院门诊楼改造工程已由北岭市发展和改革委员会以北发改〔2026〕9号批准建设"
      "，招标人为北岭市人民医院，"
      "建设资金来自财政资金，项目已具备招标条件，现对该项目的施工进行公开招标。\n5.投标文件的递交\n"
      "5.1投标文件递交的截止时间（投标截止时间，下同）为2026年7月1日9时30分。\n",
      "北岭市人民医院门诊楼改造工程施工招标公告");
  EXPECT_EQ(n.project_name, "北岭市人民医院门诊楼改造工程");
  EXPECT_EQ(n.buyer.name, "北岭市人民医院");
  EXPECT_EQ(method_of(n), "open");
  EXPECT_EQ(when(n.bid_deadline), "2026-07-01T09:30:00+08:00");
}

TEST(NoticeLayouts, AnAmendmentGivesTheNewValues) {
  const Notice n = read_text(R"(一、项目基本情况
原公告的采购项目编号：ZX-26-1
原公告的采购项目名称：救援车辆采购
首次公告日期：2026年07月23日
二、更正信息
更正事项：更正采购文件
更正内容：
序号
更正项
更正前内容
更正后内容
1
技术参数
详见原文件
以附件为准
2
截止时间及开启时间
2026年 7 月 30 日09点30分00秒（北京时间）
2026年8月 3 日09点30分00秒（北京时间）
更正日期：
2026年07月28日
)",
                             "关于救援车辆采购的更正公告");
  EXPECT_EQ(kind_of(n), "amendment");
  EXPECT_EQ(when(n.bid_deadline), "2026-08-03T09:30:00+08:00");
  EXPECT_EQ(when(n.opening_at), "2026-08-03T09:30:00+08:00");
  EXPECT_FALSE(n.published_at.has_value());
}

TEST(NoticeLayouts, IntentionsHaveARowEach) {
  const Notice n = read_html(R"(<h1>河湾县医院2026年5月政府采购意向</h1><table>
<tr><th>序号</th><th>采购项目名称</th><th>采购需求概况</th><th>预算金额（万元）</th><th>预计采购时间（填写到月）</th><th>备注</th></tr>
<tr><td>1</td><td>电子病历升级</td><td>升级至五级</td><td>480</td><td>2026年7月</td><td></td></tr>
<tr><td>2</td><td>儿童保健系统</td><td>新建</td><td>120.5</td><td>2026-08</td><td></td></tr></table>)");
  EXPECT_EQ(kind_of(n), "intention");
  ASSERT_EQ(n.intentions.size(), 2u);
  EXPECT_EQ(n.intentions[0].name, "电子病历升级");
  EXPECT_EQ(yuan(n.intentions[0].budget), "4800000");
  EXPECT_EQ(n.intentions[0].expected_month, "2026-07");
  EXPECT_EQ(yuan(n.intentions[1].budget), "1205000");
  EXPECT_EQ(n.intentions[1].demand, "新建");
}

TEST(NoticeLayouts, RowsThatBecameLinesOfWordsAreAligned) {
  const Notice n = read_text(
      "工程建设项目招标计划表\n招标法人或招标人名称（盖章） 渝水区服务中心\n招标项目 序号 招标项目名称 "
      "招标内容 招标方式 招标文件计划发布时间 "
      "拟交易场所 合同预估金额(万元) 备注\n1 渝水区管网改造设计 管网施工图设计 公开招标 2026-06 "
      "渝水区公共资源交易中心 107.46 暂定\n"
      "2 渝水区管网改造监理 管网全过程监理工作 公开招标 2026-08 渝水区公共资源交易中心 131.46 暂定\n",
      "渝水区管网改造招标计划表");
  EXPECT_EQ(n.buyer.name, "渝水区服务中心");
  ASSERT_EQ(n.intentions.size(), 2u);
  EXPECT_EQ(n.intentions[0].name, "渝水区管网改造设计");
  EXPECT_EQ(yuan(n.intentions[1].budget), "1314600");
  EXPECT_EQ(n.intentions[1].expected_month, "2026-08");
}

TEST(NoticeLayouts, LotsHaveTheirOwnBudgets) {
  const Notice n = read_html(
      R"(<h1>医疗设备采购公开招标公告</h1><p>项目名称：医疗设备采购</p><p>预算金额：300万元</p><table>
<tr><td>包号</td><td>包名称</td><td>数量</td><td>包预算（万元）</td></tr>
<tr><td>1</td><td>彩色超声</td><td>2台</td><td>200</td></tr><tr><td>2</td><td>监护仪</td><td>10台</td><td>100</td></tr></table>)");
  EXPECT_EQ(yuan(n.budget), "3000000");
  ASSERT_EQ(n.lots.size(), 2u);
  EXPECT_EQ(n.lots[0].name, "彩色超声");
  EXPECT_EQ(n.lots[0].quantity, "2");
  EXPECT_EQ(n.lots[0].unit, "台");
  EXPECT_EQ(yuan(n.lots[1].budget), "1000000");
}

TEST(NoticeLayouts, AFailureHasNoWinner) {
  const Notice n = read_text(
      "一、项目编号：A-"
      "9\n二、项目名称：体育器材采购\n三、采购结果\n废标理由：有效供应商不足三家，本项目流标。\n",
      "体育器材采购结果公告");
  EXPECT_EQ(kind_of(n), "failure");
  EXPECT_TRUE(n.awards.empty());
}

TEST(NoticeLayouts, LosingBiddersAreNoWinners) {
  const Notice n = read_html(R"(<h1>空调采购中标（成交）结果公告</h1><p>三、投标供应商名称及报价</p><table>
<tr><td>包组</td><td>投标供应商</td><td>报价（元）</td></tr><tr><td>A</td><td>新鹏科技有限公司</td><td>5727100.0</td></tr>
<tr><td>A</td><td>金龙电器有限公司</td><td>6687920.0</td></tr></table><p>五、中标（成交）信息</p>
<p>供应商名称：金龙电器有限公司</p><p>中标（成交）金额：6687920.0元</p>)");
  ASSERT_EQ(n.awards.size(), 1u);
  EXPECT_EQ(n.awards[0].supplier, "金龙电器有限公司");
}

}  // namespace
}  // namespace tenderlead::parsers
