#include "web/api/contacts.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace tenderlead::web {
namespace {

TEST(ATelephoneNumber, KeepsItsShapeAndHidesItsMiddle) {
  const std::pair<const char*, const char*> cases[] = {{"13812345678", "138****5678"},
                                                       {"028-85551234", "028-****1234"},
                                                       {"028 8555 1234", "028 **** 1234"},
                                                       {"5551234", "*******"},
                                                       {"400-810-1234", "40*-***-1234"}};
  for (const auto& [number, masked] : cases) EXPECT_EQ(masked_phone(number), masked);
}

TEST(TelephoneNumbersInAText, AreFoundAmongOtherNumbers) {
  const std::pair<const char*, const char*> cases[] = {
      {"联系人：李某，电话：13812345678。", "联系人：李某，电话：138****5678。"},
      {"电话028-85551234转801", "电话028-****1234转801"},
      {"(0571)85551234", "(0571)****1234"},
      {"热线400-810-1234", "热线40*-***-1234"},
      {"预算 1381234567890 元", "预算 1381234567890 元"},
      {"编号 N5101012026000123", "编号 N5101012026000123"},
      {"2026-04-07 至 2026-04-28", "2026-04-07 至 2026-04-28"},
      {"预算 850000.00 元", "预算 850000.00 元"},
      {"13812345678、13912345678", "138****5678、139****5678"}};
  for (const auto& [text, masked] : cases) {
    EXPECT_EQ(masked_phones_in(text), masked);
    EXPECT_EQ(masked_phones_in(text).size(), std::string(text).size()) << "offsets still hold";
  }
}

TEST(AValueWithContacts, IsMaskedWhereverItHoldsANumber) {
  auto value = boost::json::parse(
      R"({"buyer":{"name":"某医院","phone":"85551234"},"list":["13812345678"],"budget":13812345678})");
  mask_phones(value);
  EXPECT_EQ(boost::json::serialize(value),
            R"({"buyer":{"name":"某医院","phone":"****1234"},"list":["138****5678"],"budget":13812345678})");
}

TEST(AValueWithContacts, KeepsIdsAndAddressesThatLookLikeNumbers) {
  const std::string whole =
      R"({"id":"0c17113812345678","notice_id":"0c13812345678c96","of":{"lead_ids":["a13812345678b000"]},)"
      R"("etag":"\"13912345678aaaaa\"","page":"0c13812345678c96","anchor":"e-13812345678",)"
      R"("url":"https://portal.example/art/13812345678.html"})";
  auto value = boost::json::parse(whole);
  mask_phones(value);
  EXPECT_EQ(boost::json::serialize(value), whole);
}

}  // namespace
}  // namespace tenderlead::web
