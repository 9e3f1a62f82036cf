#include "web/api/contacts.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>

namespace tenderlead::web {
namespace {

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

TEST(ATelephoneNumber, KeepsItsShapeAndHidesItsMiddle) {
  const std::pair<const char*, const char*> cases[] = {
      {"13812345678", "138****5678"}, {"028-85551234", "028-****1234"}, {"028 8555 1234", "028 **** 1234"},
      {"5551234", "*******"},         {"400-810-1234", "40*-***-1234"}, {"12345", "*****"}};
  for (const auto& [number, masked] : cases) EXPECT_EQ(masked_phone(number), masked);
}

TEST(AFieldOfSeveralNumbers, HidesTheMiddleOfEach) {
  const std::pair<const char*, const char*> cases[] = {
      {"0571-85552011 13855552012", "0571-****2011 138****2012"},
      {"0571-85552004/85552005", "0571-****2004/****2005"},
      {"0571-85552004、85552005；13855552012", "0571-****2004、****2005；138****2012"},
      {"0571-85552001-8001", "0571-****2001-8001"},
      {"85552001-8001", "****2001-8001"},
      {"0571-85552001/7654321", "0571-****2001/*******"},
      {"13855552008（王主任）", "138****2008（王主任）"},
      {"8555-2001", "****-2001"},
      {"１３８５５５５２０１２", "１３８****２０１２"}};
  for (const auto& [number, masked] : cases) EXPECT_EQ(masked_phone(number), masked);
  EXPECT_EQ(masked_contact("李四 85553001"), "李四 ****3001");
  EXPECT_EQ(masked_contact("李四（5号楼302室）"), "李四（5号楼302室）");
}

TEST(TelephoneNumbersInAText, AreFoundInEveryWayThatPeopleWriteThem) {
  const std::pair<const char*, const char*> cases[] = {
      {"联系人：李某，电话：13812345678。", "联系人：李某，电话：138****5678。"},
      {"电话028-85551234转801", "电话028-****1234转801"},
      {"(0571)85551234", "(0571)****1234"},
      {"（0571）85552003", "（0571）****2003"},
      {"热线400-810-1234", "热线40*-***-1234"},
      {"４００－８１０－１２３４", "４０*－***－１２３４"},
      {"4008101234", "40****1234"},
      {"0571—85552009", "0571—****2009"},
      {"0571–85552009", "0571–****2009"},
      {"0571‑85552009", "0571‑****2009"},
      {"0571－85552009", "0571－****2009"},
      {"0571:85552009", "0571:****2009"},
      {"0571 - 85552009", "0571 - ****2009"},
      {"0571 8555 2009", "0571 **** 2009"},
      {"057185552009", "0571****2009"},
      {"０５７１－８５５５２００２", "０５７１－****２００２"},
      {"0571-85552001-8001", "0571-****2001-8001"},
      {"0571-85552001转8001", "0571-****2001转8001"},
      {"0571-85552004/85552005", "0571-****2004/****2005"},
      {"0571-85551010、85551011", "0571-****1010、****1011"},
      {"0571-85551010或85551011", "0571-****1010或****1011"},
      {"0571-85551030，13855551031", "0571-****1030，138****1031"},
      {"13812345678、13912345678", "138****5678、139****5678"},
      {"13855551019 13855551020", "138****1019 138****1020"},
      {"1385555101913855551020", "138****1019138****1020"},
      {"+8613855552006", "+86138****2006"},
      {"008613855552006", "0086138****2006"},
      {"8613855552006", "86138****2006"},
      {"+86 138 5555 2006", "+86 138 **** 2006"},
      {"（+86）13855552006", "（+86）138****2006"},
      {"+86-571-85551014", "+86-571-****1014"},
      {"+86 (0)571 85551014", "+86 (0)571 ****1014"},
      {"+8657185551014", "+86571****1014"},
      {"+852 2123 4567", "+852 **** 4567"},
      {"013855551025", "0138****1025"},
      {"138 5555 1016", "138 **** 1016"},
      {"138-5555-1017", "138-****-1017"},
      {"138.5555.1034", "138.****.1034"},
      {"138·5555·1034", "138·****·1034"},
      {"1385555-1018", "138****-1018"},
      {"138\u00a05555\u00a01024", "138\u00a0****\u00a01024"},
      {"138\u200b5555\u200b1024", "138\u200b****\u200b1024"},
      {"1 3 8 5 5 5 5 1 0 3 3", "1 3 8 * * * * 1 0 3 3"},
      {"１３８５５５５１０２８", "１３８****１０２８"},
      {"13855551025（微信同号）", "138****1025（微信同号）"},
      {"1.13855551025；2.0571-85551001", "1.138****1025；2.0571-****1001"},
      {"电话85552007", "电话****2007"},
      {"电话15：85551015。", "电话15：****1015。"},
      {"电  话：8555 1015", "电  话：**** 1015"},
      {"联系人：张三 85552007", "联系人：张三 ****2007"},
      {"联系85552007的妇幼保健院", "联系****2007的妇幼保健院"},
      {"电话：\n0571\n85551001", "电话：\n0571\n****1001"},
      {"联系电话（办公）：95551027", "联系电话（办公）：****1027"},
      {"Tel:5551234", "Tel:*******"},
      {"TEL0571-85551001", "TEL0571-****1001"},
      {"电话：1385555102", "电话：13****5102"}};
  for (const auto& [text, masked] : cases) {
    EXPECT_EQ(masked_phones_in(text), masked);
    EXPECT_EQ(characters(masked_phones_in(text)), characters(text)) << "offsets still hold";
  }
}

TEST(OtherNumbersInAText, StayAsTheyAre) {
  for (const std::string text : {"预算 1381234567890 元",
                                 "编号 N5101012026000123",
                                 "2026-04-07 至 2026-04-28",
                                 "2026-04-07 09:30",
                                 "预算 850000.00 元",
                                 "预算：13812345678元",
                                 "预算：13812345678.00 元",
                                 "¥13812345678",
                                 "项目编号：0773-26410012",
                                 "（招标编号: 0773-26410012/01）",
                                 "项目编号为0773-26410012",
                                 "ZJCG-0571-85551001",
                                 "统一社会信用代码：91330100470000000X",
                                 "身份证号：330102199001011234",
                                 "邮编：310000",
                                 "2026年04月07日",
                                 "联系人：张三 日期：20260407",
                                 "0.13%",
                                 "采购数量：12345678台",
                                 "13 14 15 16 17 18 19",
                                 "138555.51034",
                                 "15551234 平方米",
                                 "合同金额 4008101234 元",
                                 "账号：0571855510011",
                                 "建筑面积85551234平方米",
                                 "2025-2026",
                                 "2026.04.07",
                                 "2026-07-20T09:30:00+08:00 2026-07-21",
                                 "1,385,555,102.00"})
    EXPECT_EQ(masked_phones_in(text), text);
}

TEST(TheNumberOfTheNoticesOwnProject, IsNoTelephones) {
  EXPECT_EQ(masked_phones_in("某项目（0773-26410012）公告，电话0773-2641002", {"0773-26410012"}),
            "某项目（0773-26410012）公告，电话077*-***1002");
  EXPECT_EQ(masked_phones_in("某项目（0773-26410012）"), "某项目（0773-****0012）");
}

TEST(AStoredPage, IsMaskedAsItIsReadAndNotAsItIsWritten) {
  const std::pair<const char*, const char*> cases[] = {
      {"<p>138<b>5555</b>1036</p>", "<p>138<b>****</b>1036</p>"},
      {"<p>0571-<span>85551037</span></p>", "<p>0571-<span>****1037</span></p>"},
      {"<p>138&#53;5551038</p>", "<p>138****1038</p>"},
      {"<p>138&nbsp;5555&nbsp;1039</p>", "<p>138&nbsp;****&nbsp;1039</p>"},
      {"<td>电话</td><td>85551039</td>", "<td>电话</td><td>****1039</td>"},
      {"<td>电话：0571</td><td>85551039</td>", "<td>电话：0571</td><td>****1039</td>"},
      {"<td>13855551019</td><td>13855551020</td>", "<td>138****1019</td><td>138****1020</td>"},
      {"<span>13855551019</span><span>20260407</span>", "<span>138****1019</span><span>20260407</span>"},
      {"<p id=\"e-13855551019\">20260407</p>", "<p id=\"e-13855551019\">20260407</p>"},
      {"<style>.a{top:13855551019px}</style><p>项目编号：<mark>0773-26410012</mark></p>",
       "<style>.a{top:13855551019px}</style><p>项目编号：<mark>0773-26410012</mark></p>"},
      {"<p>1 &lt; 2 &amp 13855551019 &", "<p>1 &lt; 2 &amp 138****1019 &"}};
  for (const auto& [page, masked] : cases) EXPECT_EQ(masked_phones_in_page(page), masked);
}

TEST(AValueWithContacts, IsMaskedWhereverItHoldsANumber) {
  auto value = boost::json::parse(
      R"({"buyer":{"name":"某医院","phone":"85551234"},"list":["13812345678"],"budget":13812345678,"whom":"李四 85552007"})");
  mask_phones(value);
  EXPECT_EQ(
      boost::json::serialize(value),
      R"({"buyer":{"name":"某医院","phone":"****1234"},"list":["138****5678"],"budget":13812345678,"whom":"李四 ****2007"})");
}

TEST(AValueWithContacts, KeepsIdsAndAddressesThatLookLikeNumbers) {
  const std::string whole =
      R"({"id":"0c17113812345678","notice_id":"0c13812345678c96","of":{"lead_ids":["a13812345678b000"]},)"
      R"("etag":"\"13912345678aaaaa\"","page":"0c13812345678c96","anchor":"e-13812345678",)"
      R"("project_no":"0773-26410012","contract":{"no":"0773-26410012"},)"
      R"("url":"https://portal.example/art/13812345678.html"})";
  auto value = boost::json::parse(whole);
  mask_phones(value);
  EXPECT_EQ(boost::json::serialize(value), whole);
}

TEST(AMaskedNumber, IsToldFromOneThatPeopleWrite) {
  for (const auto* number : {"0571-****0000", "138****5678", "＊＊＊＊１２３４", "*******"}) {
    EXPECT_TRUE(is_masked_phone(number)) << number;
    EXPECT_TRUE(holds_masked_phone("某路1号 " + std::string(number))) << number;
  }
  EXPECT_TRUE(holds_masked_phone("40*-***-1234"));
  EXPECT_FALSE(is_masked_phone("0571-85551234转8001"));
  for (const auto* text : {"某路1号", "3*4*5", "***注意***", "2026年*月", "**1234"})
    EXPECT_FALSE(holds_masked_phone(text)) << text;
}

TEST(AVeryLongText, IsMaskedInItsOwnTime) {
  std::string text;
  while (text.size() < 2'000'000) text += "电话0571-85551001，1 2 3 4 20260407 编号：0773-26410012\n";
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(masked_phones_in(text).find("85551001"), std::string::npos);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

}  // namespace
}  // namespace tenderlead::web
