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

TEST(WhatWasBought, FindsItsLotHoweverLotsAreNumbered) {
  Notice award;
  award.kind = NoticeKind::award;
  award.lots = {{"第一包", "电子病历系统", "", "", {}, {}}, {"02", "CT机", "", "", {}, {}}};
  award.awards = {{"1", "云帆软件有限公司", "", {}, {}, {}}, {"包2", "海川系统有限公司", "", {}, {}, {}}};
  const auto entries = bought(purchase_of(award, {{"emr", "电子病历"}}));
  ASSERT_EQ(entries.size(), 1u) << "where a lot tells, the others have what they are called and no more";
  EXPECT_EQ(entries[0].vendor, "云帆软件有限公司");
}

TEST(WhatWasBought, HasNoVendorWhereNobodyKnowsWhichOfTheWinnersItIs) {
  Notice award;
  award.kind = NoticeKind::award;
  award.awards = {{"1", "云帆软件有限公司", "", Money{100, "CNY", ""}, {}, {}},
                  {"2", "海川系统有限公司", "", Money{200, "CNY", ""}, {}, {}}};
  auto entries = bought(purchase_of(award, {{"emr", ""}, {"lis", ""}}));
  ASSERT_EQ(entries.size(), 2u);
  for (const auto& entry : entries) {
    EXPECT_EQ(entry.vendor, "");
    EXPECT_FALSE(entry.amount);
    EXPECT_LT(entry.confidence, 0.9);
  }
  award.awards[1].supplier = award.awards[0].supplier;
  entries = bought(purchase_of(award, {{"emr", ""}}));
  ASSERT_FALSE(entries.empty());
  EXPECT_EQ(entries[0].vendor, "云帆软件有限公司") << "one supplier won both lots";
}

TEST(WhatWasBought, IsToldByWhatIsCalledAndByWhoSells) {
  struct Case {
    const char* name;
    const char* supplier;
    const char* entries;  // product/vendor/year
  };
  for (const auto& [name, supplier, entries] :
       {Case{"电子病历系统采购", "云帆软件有限公司", "emr/云帆软件有限公司/2024"},
        Case{"电子病历系统维保服务", "云帆软件有限公司",
             "emr/云帆软件有限公司/0 upkeep/云帆软件有限公司/2024"},
        Case{"电子病历系统项目监理", "安恒监理有限公司", ""},
        Case{"电子病历系统等保测评", "安恒有限公司", ""},
        Case{"电子病历系统采购", "云溪市财政局", "emr//2024"},
        Case{"电子病历系统采购", "云溪市妇幼保健院", "emr//2024"},
        Case{"电子病历系统采购", "云溪软件研究院", "emr/云溪软件研究院/2024"}}) {
    Notice award;
    award.kind = NoticeKind::award;
    award.published_at = StatedTime{{2024, 5, 1}, {}};
    award.project_name = "云溪市妇幼保健院" + std::string(name);
    award.buyer.name = "云溪市妇幼保健院";
    award.awards = {{"", supplier, "", {}, {}, {}}};
    auto purchase = purchase_of(award, {{"emr", ""}});
    if (std::string(name).find("维保") != std::string::npos) purchase.products.push_back({"upkeep", ""});
    purchase.services = {"upkeep"};
    std::string found;
    for (const auto& entry : bought(purchase))
      found += (found.empty() ? "" : " ") + entry.product + "/" + entry.vendor + "/" +
               std::to_string(entry.year.value_or(0));
    EXPECT_EQ(found, entries) << name << " " << supplier;
  }
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
        Case{"我院使用云帆电子病历", "emr/云帆/0"}, Case{"医院建有检验信息系统，2019年启用", "lis//2019"},
        Case{"赴某院考察已上线的电子病历系统", ""}, Case{"我院使用电子病历", ""},
        Case{"拟上线云帆电子病历系统", ""}, Case{"电子病历评级为五级", ""}, Case{"", ""},
        // As hospitals tell it.
        Case{"近日，我院新一代电子病历系统顺利上线", "emr//0"},
        Case{"2023年6月18日零时，检验系统成功切换上线，全院运行平稳", "lis//2023"},
        Case{"云溪市人民医院电子病历系统正式启用", "emr//0"}, Case{"市人民医院检验系统投入运行", "lis//0"},
        Case{"医院建立了电子病历和检验系统，实现数据共享", "emr//0lis//0"},
        Case{"我院电子病历系统由云帆承建", "emr/云帆/0"},
        Case{"2020年医院将检验系统更换为云帆检验系统", ""},  // 将 may speak of what is to come
        Case{"2020年医院检验系统更换为云帆检验系统", "lis/云帆/2020"},
        // Plans, meetings, lessons, purchases, speeches.
        Case{"我院召开电子病历系统上线部署会", ""}, Case{"电子病历系统即将上线", ""},
        Case{"为确保检验系统顺利上线，信息科连夜值守", ""}, Case{"信息科组织电子病历系统上线培训", ""},
        Case{"电子病历系统上线启动会召开", ""}, Case{"我院与云帆签约建设电子病历系统", ""},
        Case{"云帆中标我院电子病历系统", ""}, Case{"院长要求加快检验系统建设，争取年底上线", ""},
        Case{"检验系统上线后，患者可在手机上看报告", ""}, Case{"旧检验系统停用", ""},
        Case{"关于检验系统上线期间暂停服务的说明", ""}, Case{"我院未建成电子病历系统", ""},
        Case{"云帆的工程师介绍了电子病历系统", ""},
        // Other hospitals'.
        Case{"东陵县中医医院电子病历系统正式上线", ""}, Case{"青禾大学附属医院建成了检验系统", ""},
        Case{"各乡镇卫生院启用检验系统", ""},
        Case{"继东陵县中医医院之后，我院电子病历系统也正式上线", "emr//0"},
        Case{"智慧医院建成，电子病历全面应用", "emr//0"}}) {
    std::string text;
    for (const auto& each : in_use({"o", "http://hospital.example/", sentence, {"云溪市人民医院"}, {}},
                                   {{"云帆", {"云帆"}}}, by_words))
      text += each.product + "/" + each.vendor + "/" + std::to_string(each.year.value_or(0));
    EXPECT_EQ(text, found) << sentence;
  }
}

TEST(WhatAPageShowsInUse, IsOfTheYearInWhichItsNewsCameOut) {
  const auto year = [](const char* sentence, std::optional<int> out) {
    const auto found = in_use({"o", "u", sentence, {"云溪市人民医院"}, out}, {}, by_words);
    return found.empty() ? std::optional<int>(-1) : found[0].year;
  };
  EXPECT_EQ(year("近日，我院电子病历系统正式上线", 2024), 2024);
  EXPECT_EQ(year("2021年，我院电子病历系统正式上线", 2024), 2021) << "what the sentence says counts";
  EXPECT_EQ(year("我院电子病历系统正式上线", std::nullopt), std::nullopt);
}

TEST(WhatRatingsProve, IsTheSystemThatTheyRate) {
  HospitalProfile profile;
  profile.url = "http://hospital.example/";
  profile.ratings.emr = 4;
  profile.ratings.interconnection = "四级甲等";
  profile.evidence["ratings.emr"] = {"电子病历系统应用水平分级评价四级", 0, 15, "rating", 0.9};
  const auto all = [](const std::string&) { return true; };
  auto entries = rated("o", profile, all);
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].product + entries[0].words, "emr电子病历系统应用水平分级评价四级");
  EXPECT_EQ(entries[1].product, "integration");
  EXPECT_FALSE(entries[0].year) << "nobody says since when";
  EXPECT_TRUE(rated("o", profile, [](const std::string&) { return false; }).empty());
  profile.ratings.emr = 2;
  profile.ratings.interconnection = "三级";
  EXPECT_TRUE(rated("o", profile, all).empty());
}

TEST(AnInstalledBase, TakesWhatSaysNoVendorForThePurchaseThatDoes) {
  InstalledProduct contract;
  contract.organisation_id = "o";
  contract.product = "emr";
  contract.vendor = "云帆软件有限公司";
  contract.project_id = "p";
  contract.year = 2024;
  contract.basis = "contract";
  auto acceptance = contract;
  acceptance.vendor.clear();
  acceptance.basis = "acceptance";
  acceptance.service_end = Date{2028, 1, 1};
  auto elsewhere = acceptance;
  elsewhere.project_id = "q";
  const auto base = settled({elsewhere, acceptance, contract}, {});
  ASSERT_EQ(base.size(), 2u);
  EXPECT_EQ(base[0].vendor + base[1].vendor, "云帆软件有限公司") << "another procurement's stays";
  EXPECT_EQ(settled({acceptance, contract}, {})[0].service_end, (Date{2028, 1, 1}));
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
