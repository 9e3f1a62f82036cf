#include "linker/installed.h"

#include <gmock/gmock.h>

namespace tenderlead::linker {
namespace {

std::vector<ProductWords> by_words(const std::string& text) {
  std::vector<ProductWords> products;
  if (text.find("电子病历") != text.npos) products.push_back({"emr", "电子病历"});
  if (text.find("检验") != text.npos) products.push_back({"lis", "检验"});
  return products;
}

Purchase purchase_of(const Notice& notice, std::vector<ProductWords> products) {
  Purchase purchase;
  purchase.notice_id = "n";
  purchase.organisation_id = "o";
  purchase.notice = &notice;
  purchase.products = std::move(products);
  purchase.of_lot = by_words;
  purchase.supplier_id = [](const std::string&) { return std::string("s"); };
  return purchase;
}

TEST(WhatWasBought, IsOfTheSupplierOfItsLot) {
  Notice award;
  award.kind = NoticeKind::award;
  award.published_at = StatedTime{{2024, 5, 1}, {}};
  award.lots = {{"1", "电子病历系统", "", "", {}, {}}, {"2", "检验系统", "", "", {}, {}}};
  award.awards = {{"1", "云帆软件有限公司", "", Money{100, "CNY", ""}, {}, {}},
                  {"2", "海川系统有限公司", "", {}, {}, {}}};
  const auto entries = bought(purchase_of(award, {{"emr", "电子病历"}, {"lis", "检验"}}));
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].product + entries[0].vendor, "emr云帆软件有限公司");
  EXPECT_EQ(entries[1].product + entries[1].vendor, "lis海川系统有限公司");
  EXPECT_EQ(entries[0].year, 2024);
  EXPECT_EQ(entries[0].vendor_id, "s");
  award.kind = NoticeKind::tender;
  EXPECT_TRUE(bought(purchase_of(award, {{"emr", ""}})).empty()) << "a tender shows nothing in place";
}

TEST(WhatWasBought, IsServedUntilTheContractSays) {
  Notice contract;
  contract.kind = NoticeKind::contract;
  contract.contract.supplier = "云帆软件有限公司";
  contract.contract.signed_on = StatedTime{{2024, 3, 1}, {}};
  contract.contract.period = ContractPeriod{PeriodKind::service, PeriodBasis::signed_on, {}, {}, 36, 0, 0, 0};
  EXPECT_EQ(bought(purchase_of(contract, {{"emr", ""}}))[0].service_end, (Date{2027, 2, 28}));
  contract.contract.period->kind = PeriodKind::delivery;
  EXPECT_FALSE(bought(purchase_of(contract, {{"emr", ""}}))[0].service_end);
  contract.contract.period =
      ContractPeriod{PeriodKind::warranty, PeriodBasis::unknown, {}, Date{2029, 1, 1}, 0, 0, 0, 0};
  EXPECT_EQ(bought(purchase_of(contract, {{"emr", ""}}))[0].service_end, (Date{2029, 1, 1}));
}

TEST(WhatAPageShowsInUse, IsNeitherPlannedNorMerelyNamed) {
  struct Case {
    const char* sentence;
    const char* found;
  };
  for (const auto& [sentence, found] :
       {Case{"我院2021年上线了云帆的电子病历系统。", "emr/云帆/2021"}, Case{"检验系统已投入使用", "lis//0"},
        Case{"我院使用云帆电子病历", "emr/云帆/0"}, Case{"我院使用电子病历", ""},
        Case{"拟上线云帆电子病历系统", ""}, Case{"电子病历评级为五级", ""}, Case{"", ""}}) {
    std::string text;
    for (const auto& each : in_use("o", "http://hospital.example/", sentence, {{"云帆", {"云帆"}}}, by_words))
      text += each.product + "/" + each.vendor + "/" + std::to_string(each.year.value_or(0));
    EXPECT_EQ(text, found) << sentence;
  }
}

TEST(AnInstalledBase, HasOneEntryAProductAndVendorWithItsWindow) {
  InstalledProduct award;
  award.organisation_id = "o";
  award.product = "emr";
  award.vendor = "云帆软件有限公司";
  award.year = 2022;
  award.basis = "award";
  award.amount = Money{100, "CNY", ""};
  auto contract = award;
  contract.basis = "contract";
  contract.amount.reset();
  contract.service_end = Date{2025, 1, 1};
  auto page = award;
  page.vendor.clear();
  page.basis = "website";
  auto lis = award;
  lis.product = "lis";
  lis.year = 2024;
  const ProductLives lives{{5, 8}, {{"emr", {6, 9}}}};
  const auto base = settled({page, award, lis, contract}, lives);
  EXPECT_EQ(base.size(), 2u);
  EXPECT_EQ(base[0].product, "lis");
  EXPECT_EQ(base[0].replacement_from, (Date{2029, 1, 1}));
  EXPECT_EQ(base[1].basis, "contract");
  EXPECT_EQ(base[1].amount->amount_minor, 100);
  EXPECT_EQ(base[1].service_end, (Date{2025, 1, 1}));
  EXPECT_EQ(base[1].replacement_until, (Date{2031, 12, 31}));
}

}  // namespace
}  // namespace tenderlead::linker
