// Ways of saying that are rare at any one portal, and common over all of them.
#include <gtest/gtest.h>

#include "tests/unit/parsers/notice_page.h"

namespace tenderlead::parsers {
namespace {

TEST(NoticeMoney, ASumOfALotOrOfAnotherProcurementIsNotTheWholes) {
  struct Case {
    const char* what;
    const char* body;
    const char* budget;
    const char* ceiling = "none";
  };
  for (const Case& c : {
           Case{"one ceiling a lot, with decimals",
                "<p>预算金额（元）：3380000.00</p><p>最高限价（元）：2240000.00,1090000.00,48000.00</p>",
                "3380000"},
           Case{"what a fee is counted from",
                "<p>六、代理服务收费标准及金额：</p><p>合同包1：以预算金额 "
                "8,400,000.00元为计费基数，收费金额：61,000.00元</p>",
                "none"},
           Case{"an earlier procurement's",
                "<p>该项目前期（2025-MT-077）预算为76万元，因参数调整重新论证。</p>", "none"},
           Case{"two lots, a line each",
                "<p>第1包：超融合服务器（预算：98万元）</p><p>第2包：自助服务终端（预算：45万元）</p>",
                "none"},
           Case{"a number that goes before", "<p>预算金额：98万元</p>", "980000"},
       })
    for (const char* kind : {"公开招标公告", "结果公告"}) {
      const Notice n = read_html("<h1>麦田县医院设备采购项目" + std::string(kind) + "</h1>" + c.body);
      EXPECT_EQ(yuan(n.budget), c.budget) << c.what;
      EXPECT_EQ(yuan(n.ceiling), c.ceiling) << c.what;
    }
}

TEST(NoticeMoney, APlansEstimateIsItsBudget) {
  const Notice n = read_html(
      "<h1>麦田县医院传染病楼智能化工程招标计划</h1><table><tr><td>招标项目名称</"
      "td><td>麦田县医院传染病楼智能化工程</td></tr>"
      "<tr><td>招标人</td><td>麦田县医院</td></tr><tr><td>项目投资估算（万元）</td><td>2340.00</td></tr>"
      "<tr><td>计划招标时间</td><td>2026年11月</td></tr></table>");
  EXPECT_EQ(kind_of(n), "intention");
  ASSERT_EQ(n.intentions.size(), 1u);
  EXPECT_EQ(yuan(n.intentions[0].budget), "23400000");
}

TEST(NoticeLotNames, StandBehindTheirNumbersInSentencesAndInTheNationalPlatformsForm) {
  const Notice shares = read_html(
      "<h1>麦田县医院信息化项目磋商公告</"
      "h1><p>预算金额：人民币198.6万元，其中A包：合理用药系统62万元；B包：院感监控系统54.6万元；"
      "C包：成本核算模块82万元。</p>");
  ASSERT_EQ(shares.lots.size(), 3u);
  EXPECT_EQ(shares.lots[0].name, "合理用药系统");
  EXPECT_EQ(yuan(shares.lots[1].budget), "546000");
  EXPECT_EQ(yuan(shares.budget), "1986000");
  const Notice sections = read_text(
      "麦田医院智慧病房项目招标公告\n范围：本招标项目划分为2个标段，本次招标为其中的：\n(001)病房交互系统;\n("
      "002)物联网基础网络;\n"
      "七、其他\n最高投标限价：001标段218万元，002标段139.6万元。\n");
  ASSERT_EQ(sections.lots.size(), 2u);
  EXPECT_EQ(sections.lots[0].name, "病房交互系统");
  EXPECT_EQ(yuan(sections.lots[1].ceiling), "1396000");
}

TEST(NoticeNames, StandBeforeTheirNumbers) {
  struct Case {
    const char* title;
    const char* sentence;
    const char* name;
  };
  for (const Case& c : {
           Case{"关于终止智慧药房发药机采购项目的公告",
                "麦田市麦田区中医院智慧药房发药机采购项目（项目编号：[350427]MT[GK]"
                "2026001）因采购任务取消，现决定终止。",
                "麦田市麦田区中医院智慧药房发药机采购项目"},
           Case{"关于取消激光相机采购的公告",
                "我公司受麦田县医院委托，于2026年11月20日发布的麦田县医院激光相机采购询价公告（采购编号：MT-"
                "058），现取消本次采购。",
                "麦田县医院激光相机采购"},
           Case{"关于中央监护系统院内采购延期开标的公告",
                "我院于2026年1月26日发布的“产科中央监护系统采购项目”（编号：MT2026-"
                "003）院内询价公告，现予延期。",
                "产科中央监护系统采购项目"},
           Case{"麦田县医院食堂改造招标公告", "另一大学宿舍改造项目（项目编号：A-1）与此无关。",
                "麦田县医院食堂改造"},
       })
    EXPECT_EQ(read_html("<h1>" + std::string(c.title) + "</h1><p>" + c.sentence + "</p>").project_name,
              c.name);
  // What the headline names in full is not cut to what a sentence says of it.
  EXPECT_EQ(read_text("麦田县第七医院医疗设备采购招标公告\n正和招标有限公司受麦田县第七医院的委托，就其所需医"
                      "疗设备进行国内公开招标。\n")
                .project_name,
            "麦田县第七医院医疗设备采购");
  EXPECT_EQ(
      read_text("招标公告\n本麦田区人民医院智慧病房项目已由麦田区行政审批局批准，招标人为麦田区人民医院。\n")
          .project_name,
      "麦田区人民医院智慧病房项目");
}

TEST(NoticeContacts, AreToldInASentenceWithoutColons) {
  const Notice n = read_html(
      "<h1>麦田县医院心电系统谈判公告</"
      "h1><p>诚采代理有限公司（以下简称“代理机构”）受麦田县医院委托，就麦田县医院心电系统组织竞争性谈判。</p>"
      "<p>六、业务咨询：采购人联系人杨医生，电话0777-"
      "7141556，地址麦田县河西镇长街45号；代理机构联系人赵琼、杞工，电话0777-2190337、"
      "13900000561。</p>");
  EXPECT_EQ(n.buyer.contact, "杨医生");
  EXPECT_EQ(n.buyer.phone, "0777-7141556");
  EXPECT_EQ(n.buyer.address, "麦田县河西镇长街45号");
  EXPECT_EQ(n.agency.contact, "赵琼、杞工");
  EXPECT_EQ(n.agency.phone, "0777-2190337、13900000561");
}

TEST(NoticeAwards, AreReadFromAColumnOfResultsAndFromACellALot) {
  const Notice column = read_html(
      "<h1>麦田县医院前置软件项目中标公告</h1><p>六、中标情况：</p><table><tr><th>标包</th><th>货物服务名称</"
      "th><th>供应商名称</th>"
      "<th>地址</th><th>中标结果</th></tr><tr><td>A</td><td>前置软件</td><td>云海医疗科技有限公司</"
      "td><td>舜华路1000号</td>"
      "<td>1,098,000.00元</td></tr><tr><td>B</td><td>前置机</td><td>恒睿智能技术有限公司</td><td>长江路8号</"
      "td>"
      "<td>358,600.00元</td></tr></table>");
  ASSERT_EQ(column.awards.size(), 2u);
  EXPECT_EQ(yuan(column.awards[0].amount), "1098000");
  EXPECT_EQ(yuan(column.awards[1].amount), "358600");
  const Notice cell = read_html(
      "<h1>麦田县医院儿童健康系统成交公告</h1><table><tr><td>采购人</td><td>麦田县医院</td></tr>"
      "<tr><td>各包要求获取采购文件时间、地点、方式及售价</"
      "td><td>2026年9月12日至2026年9月16日，临园路72号，300元/份</td></tr>"
      "<tr><td>各包中标、成交供应商名称、地址、统一社会信用代码及中标、成交金额</"
      "td><td>01包：童康汇软件有限公司；"
      "麦田市科华路65号；91510107MA6CX0TT3B；成交金额：487,600.00元</td></tr></table>");
  ASSERT_EQ(cell.awards.size(), 1u);
  EXPECT_EQ(cell.awards[0].supplier, "童康汇软件有限公司");
  EXPECT_EQ(yuan(cell.awards[0].amount), "487600");
  EXPECT_EQ(when(cell.documents_from), "2026-09-12");
  EXPECT_EQ(when(cell.documents_until), "2026-09-16");
}

TEST(NoticeAwards, GoToNobodyWhoDidNotWin) {
  const Notice n = read_html(
      "<h1>麦田县医院探头维修服务成交结果公示</"
      "h1><p>成交供应商：声瑞维修有限公司；成交价：￥68,"
      "000元。未成交供应商：泰普电子科技有限公司（报价71500元）、"
      "恒康器械有限公司（报价7.9万元）。</p>");
  ASSERT_EQ(n.awards.size(), 1u);
  EXPECT_EQ(n.awards[0].supplier, "声瑞维修有限公司");
}

TEST(NoticeParties, TheIntendedSuppliersAddressIsNotTheBuyers) {
  const Notice n = read_text(
      "麦田市眼科医院支付接口改造单一来源采购公示\n一、项目信息\n采购人：麦田市眼科医院\n二、拟定供应商信息\n"
      "名称：卫创软件股份有限公司\n"
      "地址：福州市鼓楼区软件大道89号\n三、公示期限：2025年11月18日至2025年11月25日\n五、联系方式\n1. "
      "采购人\n联系人：蔡辉\n"
      "联系地址：麦田市世纪大道392号\n");
  EXPECT_EQ(n.buyer.address, "麦田市世纪大道392号");
}

TEST(NoticeLotNames, MayBeCalledPartsOfTheTender) {
  const Notice n = read_text(
      "麦田市妇幼保健院生化分析仪等设备采购邀请招标公告\n3、采购内容：A分标：生化分析仪1台，预算85万元；B分标"
      "：发光免疫分析仪1台，预算120万元。\n");
  ASSERT_EQ(n.lots.size(), 2u);
  EXPECT_EQ(n.lots[0].no, "A");
  EXPECT_EQ(n.lots[0].name, "生化分析仪");
  EXPECT_EQ(n.lots[0].quantity + n.lots[0].unit, "1台");
  EXPECT_EQ(yuan(n.lots[1].budget), "1200000");
  EXPECT_EQ(yuan(n.budget), "none");
}

TEST(NoticeTimes, AreReadWholeAndOfTheirOwnNotice) {
  // The bound of what is looked at falls within the hour.
  const Notice late = read_html(
      "<h1>病案系统询价公告</h1><h3>02 "
      "报价要求</h3><p>1、报价文件密封并加盖公章，一正两副；</p><p>2、须提供营业执照、软件著作权；</p>"
      "<p>3、报价文件须于2026.3.26（周四）17:30前送达我院门诊四楼招采办。</p>");
  EXPECT_EQ(when(late.bid_deadline), "2026-03-26T17:30:00+08:00");
  const Notice sold = read_text(
      "麦田县医院设备招标公告\n4、招标文件发售：2026年8月9日起至2026年8月29日止（节假日除外）每天上午8：30-"
      "12：00在我公司发售。\n");
  EXPECT_EQ(when(sold.documents_from), "2026-08-09");
  EXPECT_EQ(when(sold.documents_until), "2026-08-29");
  const Notice bidding = read_html(
      "<h1>移动护理PDA竞价公告</h1><p>竞价开始时间：2026-04-02 09:00:00</p><p>竞价截止时间：2026-04-07 "
      "17:00:00</p>");
  EXPECT_EQ(when(bidding.opening_at), "none");
  EXPECT_EQ(when(bidding.bid_deadline), "2026-04-07T17:00:00+08:00");
}

TEST(NoticePublication, IsThePagesOwnAndNotThatOfAnEarlierNotice) {
  EXPECT_EQ(
      when(read_html(
               "<h1>麦田县医院软件项目中标公告</h1><p>发布人：麦田县医院 发布时间：2026-01-17 17:45:20</p>"
               "<p>一、采购人：麦田县医院</p><p>三、公告发布日期：2025年12月24日</p>")
               .published_at),
      "2026-01-17T17:45:20+08:00");
  EXPECT_EQ(
      when(read_html(
               "<head><meta name=\"PubDate\" content=\"2026-01-28 16:04\"></head><h1>关于终止采购的公告</h1>"
               "<p>麦田县医院发药机采购项目于2026年1月12日发布招标公告，因采购任务取消，现决定终止。</p>")
               .published_at),
      "2026-01-28T16:04:00+08:00");
  for (const char* script : {"var ct = \"1773913560\"; var createTime = '2026-03-19 17:46'; var x = '';",
                             "var publish_time = \"2026-03-19 17:46\" || '';"})
    EXPECT_EQ(when(read_html("<head><script>" + std::string(script) +
                             "</script></head><h1>病案系统询价公告</h1><p>麦田县医院拟采购病案系统。</p>")
                       .published_at),
              "2026-03-19T17:46:00+08:00");
}

TEST(NoticeChanges, OfSeveralClausesAndOfCellsWithHeadings) {
  const Notice longer = read_html(
      "<h1>关于延长“麦田医院体检系统采购”报名时间的通知</"
      "h1><p>现将报名及比选文件递交截止时间由2026年12月2日下午5点延长至2026年12月9日下午5点，"
      "其他事项不变。</p>");
  EXPECT_EQ(kind_of(longer), "amendment");
  EXPECT_EQ(when(longer.bid_deadline), "2026-12-09T17:00:00+08:00");
  const Notice clauses = read_html(
      "<h1>关于中央监护系统延期开标的公告</"
      "h1><p>我院发布的询价公告，原定响应文件递交截止时间为2026年2月5日上午9:30，因报名供应商不足三家，"
      "现将报名时间延长至2026年2月10日17:00，响应文件递交截止及开标时间延至2026年2月12日上午9:30，地点不变。<"
      "/p>");
  EXPECT_EQ(when(clauses.bid_deadline), "2026-02-12T09:30:00+08:00");
  EXPECT_EQ(when(clauses.opening_at), "2026-02-12T09:30:00+08:00");
  EXPECT_EQ(when(clauses.documents_until), "2026-02-10T17:00:00+08:00");
  const Notice of = read_html(
      "<h1>麦田县医院迁建项目延期公告</"
      "h1><p>同时，原定于2026年8月19日9时30分的投标截止时间（开标时间），延期至2026年9月2日9时30分，"
      "开标地点不变。</p>");
  EXPECT_EQ(when(of.bid_deadline), "2026-09-02T09:30:00+08:00");
  EXPECT_EQ(when(of.opening_at), "2026-09-02T09:30:00+08:00");
  const Notice cells = read_html(
      "<h1>麦田县医院后勤平台更正公告</h1><p>二、更正信息</p><table><tr><td>原内容</td><td>更正后内容</td></"
      "tr>"
      "<tr><td>四、响应文件提交<br>截止时间：2026年12月3日09点30分<br>五、开启<br>"
      "时间：2026年12月3日09点30分</td>"
      "<td>四、响应文件提交<br>截止时间：2026年12月10日14点30分<br>五、开启<br>时间：2026年12月10日14点30分</"
      "td></tr></table>"
      "<p>三、其他补充事宜：获取采购文件时间顺延至2026年12月5日17:00，已获取的无需重复获取。</p>");
  EXPECT_EQ(when(cells.bid_deadline), "2026-12-10T14:30:00+08:00");
  EXPECT_EQ(when(cells.opening_at), "2026-12-10T14:30:00+08:00");
  EXPECT_EQ(when(cells.documents_until), "2026-12-05T17:00:00+08:00");
}

}  // namespace
}  // namespace tenderlead::parsers
