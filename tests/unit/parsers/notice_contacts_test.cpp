// Whose the contacts are that a notice gives: in forms, in columns that became lines, behind results.
#include <gtest/gtest.h>

#include "tests/unit/parsers/notice_page.h"

namespace tenderlead::parsers {
namespace {

TEST(NoticeContacts, AFormsEmptyPartyOwnsNothing) {
  const Notice n = read_html(
      "<table><tr><td>项目名称</td><td colspan=3>除尘布袋询比采购</td></tr>"
      "<tr><td>采购单位</td><td>云岭能源双江发电有限公司</td><td>代理机构</td><td></td></tr>"
      "<tr><td>联系人</td><td>潘工</td><td>联系电话</td><td>0879-6990012</td></tr></table>");
  EXPECT_EQ(n.buyer.contact, "潘工");
  EXPECT_EQ(n.buyer.phone, "0879-6990012");
  EXPECT_EQ(n.agency.name, "");
  EXPECT_EQ(n.agency.phone, "");
}

TEST(NoticeContacts, AFilledPartyOwnsWhatFollowsInAForm) {
  const Notice n = read_html(
      "<table><tr><td>采购单位</td><td>云岭能源双江发电有限公司</td><td>代理机构</td>"
      "<td>恒川工程咨询有限公司</td></tr>"
      "<tr><td>联系人</td><td>潘工</td><td>联系电话</td><td>0879-6990012</td></tr></table>");
  EXPECT_EQ(n.agency.contact, "潘工");
  EXPECT_EQ(n.agency.phone, "0879-6990012");
}

TEST(NoticeContacts, ColumnsThatBecameLinesArePaired) {
  const Notice n = read_text(
      "双江市看守所装修工程招标公告\n8.联系方式\n招标人：双江市公安局\n招标代理机构：恒川工程咨询有限公司\n"
      "地址：双江市警民路2号\n地址：双江市凤凰大厦1502室\n邮编：670000\n邮编：670001\n联系人：许先生\n联系人"
      "：董女士\n"
      "电话：0879-6100001\n电话：0879-6655210\n");
  EXPECT_EQ(n.buyer.address, "双江市警民路2号");
  EXPECT_EQ(n.buyer.contact, "许先生");
  EXPECT_EQ(n.buyer.phone, "0879-6100001");
  EXPECT_EQ(n.agency.address, "双江市凤凰大厦1502室");
  EXPECT_EQ(n.agency.contact, "董女士");
  EXPECT_EQ(n.agency.phone, "0879-6655210");
}

TEST(NoticeContacts, ABlockForEachPartyIsNotPaired) {
  const Notice n = read_text(
      "双江市看守所装修工程招标公告\n招标人：双江市公安局\n地址：双江市警民路2号\n电话：0879-6100001\n"
      "招标代理机构：恒川工程咨询有限公司\n地址：双江市凤凰大厦1502室\n电话：0879-6655210\n");
  EXPECT_EQ(n.buyer.address, "双江市警民路2号");
  EXPECT_EQ(n.agency.address, "双江市凤凰大厦1502室");
}

TEST(NoticeContacts, BehindAResultTheyAreThePublishersOwn) {
  const struct {
    const char* between;
    const char* phone;
  } cases[] = {
      {"各供应商对成交结果有异议的，可自公告之日起七个工作日内书面提出。\n", "010-60004986"},
      {"联系部门：采购组\n", "010-60004986"},
      {"联系部门：纪检监察室\n", ""},
      {"", ""},
  };
  for (const auto& c : cases) {
    const Notice n = read_text(
        std::string("笔记本电脑采购结果公告\n采购人：双江信创科技有限公司\n成交供应商名称：恒川电子有限公司\n"
                    "成交金额：3850元\n") +
        c.between + "联系人：汪清\n联系电话：010-60004986\n");
    EXPECT_EQ(n.buyer.phone, c.phone) << c.between;
  }
}

TEST(NoticeContacts, ABracketBehindANumberTellsWhoseItIs) {
  const char* head = "便民服务中心改造工程招标公告\n招标人：童家村股份经济合作社\n";
  const Notice agency = read_text(std::string(head) + "联系人：叶工\n联系电话：0570-7000388(代理机构)\n");
  EXPECT_EQ(agency.agency.contact, "叶工");
  EXPECT_EQ(agency.agency.phone, "0570-7000388");
  EXPECT_EQ(agency.buyer.phone, "");
  const Notice buyer = read_text(std::string(head) + "联系人：叶工\n联系电话：0570-7000388（招标人）\n");
  EXPECT_EQ(buyer.buyer.phone, "0570-7000388");
}

TEST(NoticeContacts, APlaceAmongContactsIsAnAddress) {
  EXPECT_EQ(read_text("开户项目公告\n八、联系方式\n招标人：双江市自然资源局\n联系人：来先生\n"
                      "地点：双江市幸福路148号3楼\n")
                .buyer.address,
            "双江市幸福路148号3楼");
  EXPECT_EQ(read_text("开户项目公告\n招标人：双江市自然资源局\n五、开标\n地点：双江市幸福路148号3楼\n")
                .buyer.address,
            "");
}

TEST(NoticeContacts, APersonIsToldFromTheOffice) {
  const struct {
    const char* words;
    const char* person;
  } cases[] = {{"总务科吴科长，电话0879-6300366", "吴科长"},
               {"设备科 卢老师", "卢老师"},
               {"卢老师、丁安", "卢老师、丁安"}};
  for (const auto& c : cases)
    EXPECT_EQ(read_text(std::string("污水处理运维服务采购公告\n采购单位：双江市第三医院\n7、报名联系人：") +
                        c.words + "\n")
                  .buyer.contact,
              c.person)
        << c.words;
}

TEST(NoticeContacts, ANoticeInALayoutTableIsSignedToo) {
  const Notice n = read_html(
      "<table><tr><td><p>家用电器供货项目成交公示</p><p>中标人：恒川机电设备有限公司；</p><p>特此公示！</p>"
      "<p>双江市太湖街道南浜村股份经济合作社</p><p>2026年4月28日</p></td><td>&nbsp;</td></tr></table>");
  EXPECT_EQ(n.buyer.name, "双江市太湖街道南浜村股份经济合作社");
}

TEST(NoticeContacts, PersonsWithoutASignBetweenAreTwo) {
  const struct {
    const char* words;
    const char* persons;
  } cases[] = {{"宋小姐王小姐", "宋小姐、王小姐"},
               {"王工郭工", "王工、郭工"},
               {"欧阳小姐", "欧阳小姐"},
               {"李工", "李工"}};
  for (const auto& c : cases)
    EXPECT_EQ(read_text(std::string("改造项目公告\n招标人：双江市第三医院\n联系人：") + c.words + "\n")
                  .buyer.contact,
              c.persons);
}

TEST(NoticeContacts, AHeadingOfTheProjectsContactOwnsThem) {
  const Notice n = read_text(
      "监护设备采购公告\n一、采购人：双江市中心医院 地址：双江市文化路105号 联系方式：0879-6897123\n"
      "采购代理机构：恒川工程咨询有限公司 地址：双江市历下街12号 "
      "联系方式：0879-6655210\n七、采购项目联系方式：\n"
      "联系人：宋楠 联系方式：0879-6655210\n");
  EXPECT_EQ(n.project_contact.name, "宋楠");
  EXPECT_EQ(n.buyer.phone, "0879-6897123");
}

TEST(NoticeContacts, AnOfficeEndsWhatWasAskedBefore) {
  const Notice n = read_html(
      "<h2>询价采购公告</h2><p>采购单位：云岭省第二荣军医院</p><p>采购清单：</p><table><tr><td>序号</"
      "td><td>名称</td>"
      "<td>数量</td></tr><tr><td>1</td><td>移动护理推车</td><td>14</td></tr></table>"
      "<p>联系科室：采购中心 联系人：关老师、张工 联系电话：0871-6820110</p>");
  EXPECT_EQ(n.buyer.contact, "关老师、张工");
  EXPECT_EQ(n.buyer.phone, "0871-6820110");
}

TEST(NoticeContacts, AnAgencyBehindItsHeadlineIsNamedAlone) {
  EXPECT_EQ(
      read_text(
          "双江市妇幼保健院听力筛查仪采购项目竞争性谈判公告 恒川工程咨询有限公司受双江市妇幼保健院委托，"
          "就听力筛查仪采购项目进行竞争性谈判采购，现将有关事项公告如下：")
          .agency.name,
      "恒川工程咨询有限公司");
}

TEST(NoticeContacts, TheSitesOwnHouseBuysWhereNobodyIsNamed) {
  const auto page = [](const char* title, const char* foot) {
    return "<html><head><title>" + std::string(title) +
           "</title></head><body><h1>注意力训练系统比选公告</h1>"
           "<p>现就注意力训练系统进行比选。</p><p>联系电话：0879-6511088</p><p>" +
           foot + "</p></body></html>";
  };
  EXPECT_EQ(
      read_html(page("注意力训练系统比选公告_双江市第三人民医院", "版权所有：双江市第三人民医院")).buyer.name,
      "双江市第三人民医院");
  EXPECT_EQ(read_html(page("注意力训练系统比选公告_双江市第三人民医院", "版权所有")).buyer.name, "");
  EXPECT_EQ(
      read_html(page("注意力训练系统比选公告_云岭招标有限公司", "版权所有：云岭招标有限公司")).buyer.name,
      "");
}

TEST(NoticeContacts, TheSigningAgencysIsAContactOfNoParty) {
  const std::string head =
      "田径设备采购更正公告\n二、原定开标时间：2026年4月3日上午9:"
      "30。\n三、采购单位：双江市教育中心\n采购代理机构：恒川工程咨询有限公司\n"
      "四、联系人：娄娣 联系方式：0393-6600773\n五、其他事项不变。\n特此公告\n";
  const Notice agency = read_text(head + "恒川工程咨询有限公司\n2026年3月30日\n");
  EXPECT_EQ(agency.agency.contact, "娄娣");
  EXPECT_EQ(agency.agency.phone, "0393-6600773");
  EXPECT_EQ(read_text(head + "双江市教育中心\n2026年3月30日\n").agency.phone, "");
}

TEST(NoticeContacts, AHouseThatANameBeginsWithBuysIt) {
  for (const char* house :
       {"双江市中心血站", "双江市滨河区教育局", "双江市中级人民法院", "双江市第二人民医院"})
    EXPECT_EQ(read_html("<h2>" + std::string(house) +
                        "检测系统采购项目开标记录</h2><p>项目编号：SJZC2026-G1-0400</p>")
                  .buyer.name,
              house);
}

TEST(NoticeContacts, ACellMayHoldANameWithItsNumber) {
  const Notice n = read_html(
      "<table><tr><td>招标人</td><td>青溪投资开发有限公司</td><td>联系人</td><td>王东明：13800138000</td></"
      "tr>"
      "<tr><td>工程名称</td><td>传媒中心装修工程</td><td>招标备案编号</td><td>QXBA2026071901</td></tr></"
      "table>");
  EXPECT_EQ(n.buyer.contact, "王东明");
  EXPECT_EQ(n.buyer.phone, "13800138000");
  EXPECT_EQ(n.project_no, "QXBA2026071901");
}

TEST(NoticeContacts, WhomToComplainToIsNobodysContact) {
  const Notice n = read_text(
      "青溪县人民医院议价公告\n采购人：青溪县人民医院\n联系方式：信息科 王老师 "
      "0833-2345678；纪检监督电话：0833-2345600\n");
  EXPECT_EQ(n.buyer.contact, "王老师");
  EXPECT_EQ(n.buyer.phone, "0833-2345678");
}

TEST(NoticeContacts, WhoGivesTheNoticeOutIsAskedAlsoBehindTheTerms) {
  const Notice n = read_text(
      "青溪县人民医院平台项目招标公告\n广信招标代理有限公司受青溪县人民医院的委托，就青溪县人民医院平台项目（"
      "招标编号："
      "GX2026-1）进行公开招标。\n投标截止：2026年7月3日9时30分\n开标地点：二楼开标二室\n联系人：钱经理  "
      "电话：0873-3311000\n采购人联系人：段主任 电话：0873-3400555\n");
  EXPECT_EQ(n.agency.contact + " " + n.agency.phone, "钱经理 0873-3311000");
  EXPECT_EQ(n.buyer.contact + " " + n.buyer.phone, "段主任 0873-3400555");
}

TEST(NoticeContacts, ARowOfAFormTellsWhomToAsk) {
  const Notice n = read_html(
      "<h1>青溪县人民医院测评服务询价公告</h1><table><tr><td>项目名称</td><td>测评服务</td></"
      "tr><tr><td>联系人及电话</td>"
      "<td>雷工 0371-65551234</td></tr><tr><td>发布单位</td><td>青溪县人民医院</td></tr></table>");
  EXPECT_EQ(n.buyer.contact + " " + n.buyer.phone, "雷工 0371-65551234");
  const Notice columns = read_html(
      "<h1>青溪县人民医院测评服务询价公告</h1><table><tr><td>联系人</td><td>联系电话</td></tr><tr><td>雷工</"
      "td>"
      "<td>0371-65551234</td></tr></table>");
  EXPECT_NE(columns.buyer.contact, "联系电话");
}

}  // namespace
}  // namespace tenderlead::parsers
