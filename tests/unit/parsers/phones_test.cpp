#include "parsers/values/phones.h"

#include <gtest/gtest.h>

#include <string>

namespace tenderlead::parsers {
namespace {

struct PhoneCase {
  const char* text;
  const char* joined;
};

TEST(Phones, FindsNumbersAsWritten) {
  const PhoneCase cases[] = {
      {"0371-65901234", "0371-65901234"},
      {"（０３７１）６５９０１２３４", "(0371)65901234"},
      {"(023)68251100、68252001", "(023)68251100、68252001"},
      {"02587880222", "02587880222"},
      {"010-84890039/2540", "010-84890039/2540"},
      {"0575-88600896/13800001150", "0575-88600896、13800001150"},
      {"027-86600085-8007", "027-86600085-8007"},
      {"0371-65901234转803", "0371-65901234转803"},
      {"0571-8888 8000", "0571-88888000"},
      {"138 0013 8000", "13800138000"},
      {"+86-13800138000", "+86-13800138000"},
      {"400-810-0000", "400-810-0000"},
      {"电话：65901234", "65901234"},
      {"5051000", "5051000"},
      {"138****5678", "138****5678"},
      {"电话：0898-88820911 传真：0898-88820912", "0898-88820911"},
      {"电话/传真：0898-88820911", "0898-88820911"},
      {"86-571-65901234", "86-571-65901234"},
      {"+86-571-65901234", "+86-571-65901234"},
      {"张女士（0571-65901234）", "0571-65901234"},
      {"张女士（(0571)65901234）", "(0571)65901234"},
  };
  for (const auto& c : cases) EXPECT_EQ(join_phones(find_phones(c.text)), c.joined) << c.text;
}

TEST(Phones, FindsNoneInCodesAmountsAndDates) {
  for (const char* text :
       {"", "2026-0708-181149", "91340100MA2N12345X", "330304261650010000017", "12345678元", "20260313",
        "共5051000元", "S1407003401015434001", "面积65901234㎡", "3.14159265"})
    EXPECT_TRUE(find_phones(text).empty()) << text;
}

TEST(Phones, TellsAreaCodeExtensionAndMask) {
  const auto phones = find_phones("0371-65901234转803，138****5678");
  ASSERT_EQ(phones.size(), 2u);
  EXPECT_EQ(phones[0].area_code, "0371");
  EXPECT_EQ(phones[0].extension, "803");
  EXPECT_EQ(phones[0].kind, PhoneKind::landline);
  EXPECT_TRUE(phones[1].masked);
  EXPECT_EQ(phones[1].kind, PhoneKind::mobile);
  for (const char* bracketed : {"0595-22771234（转6012）", "0595-22771234（分机6012）"}) {
    const auto found = find_phones(bracketed);
    ASSERT_EQ(found.size(), 1u) << bracketed;
    EXPECT_EQ(found[0].extension, "6012") << bracketed;
  }
}

struct ContactCase {
  const char* value;
  const char* names;
  const char* phones;
};

TEST(Phones, TakesContactCellsApart) {
  const ContactCase cases[] = {
      {"张三、李四 0371-2234567", "张三、李四", "0371-2234567"},
      {"张工（13800138000）", "张工", "13800138000"},
      {"联系人：王老师 联系电话：13800138000", "王老师", "13800138000"},
      {"李 明 13800138000", "李明", "13800138000"},
      {"李 先生", "李先生", ""},
      {"王某某 女士 010-66654321/8436/8418", "王某某女士", "010-66654321/8436/8418"},
      {"旺堆 13800138000", "旺堆", "13800138000"},
      {"采购科 0532-81850000", "", "0532-81850000"},
      {"赵一、钱二三、孙四0531-88260000、15150000000", "赵一、钱二三、孙四", "0531-88260000、15150000000"},
      {"阿卜杜·热合曼 0991-2345678", "阿卜杜·热合曼", "0991-2345678"},
  };
  for (const auto& c : cases) {
    const auto parts = split_contact(c.value);
    EXPECT_EQ(parts.names, c.names) << c.value;
    EXPECT_EQ(parts.phones, c.phones) << c.value;
  }
}

}  // namespace
}  // namespace tenderlead::parsers
