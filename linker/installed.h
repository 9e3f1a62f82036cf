// The installed base: what awards, contracts, acceptances and a hospital's own pages show to be in place. Pure functions; thread-safe.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/installed.h"
#include "model/notice.h"
#include "model/organisation.h"

namespace tenderlead::linker {

// Years after buying in which such a product is usually replaced. 1..50; from <= until.
struct ProductLife {
  int from_years = 5;
  int until_years = 8;
};
struct ProductLives {
  ProductLife usual;
  std::map<std::string, ProductLife> products;  // by id
};

// A product and the words by which it was recognised.
struct ProductWords {
  std::string product;
  std::string words;
};

// An award, contract or acceptance, with what it is about.
struct Purchase {
  std::string notice_id, project_id, organisation_id;
  const Notice* notice = nullptr;
  std::vector<ProductWords> products;  // of the whole
  std::set<std::string>
      services;  // ids of products that are services themselves: upkeep of them is what was bought
  // Products of a lot by its name; may be empty.
  std::function<std::vector<ProductWords>(const std::string& lot_name)> of_lot;
  std::function<std::string(const std::string& supplier)> supplier_id;
};
// One entry a product and supplier. Nothing for other kinds of notices, where there are no products, and where the name says that
// what was bought is somebody's advice about a product (监理, 测评, 审计). Upkeep (维保, 运维) shows what is in place and who keeps it until when,
// but not since when.
//
// A lot's supplier has what the lot's name says. Where no lot's name says anything and several suppliers won, nobody knows whose product is
// whose: then it is in place without a vendor, with less confidence. A supplier that is no company (a treasury, a hospital) is a misreading,
// and left out.
std::vector<InstalledProduct> bought(const Purchase& purchase);

// A sentence of a hospital's own page: 我院2021年上线了某某公司的电子病历系统.
struct Vendor {
  std::string name;                // as shown
  std::vector<std::string> names;  // parts of names by which it is called
};
struct HousePage {
  std::string organisation_id;
  std::string url;
  std::string text;
  std::vector<std::string> names;  // of the house
  std::optional<int> year;         // in which news came out; where a sentence states none, it is of then
};
// The sentences of a page that speak of something in use: they name a vendor of `vendors` with 使用, 采用 or 承建, or say 上线, 启用, 投入使用, or that
// the house has it (拥有, 建有, 配备). `products` tells which products a sentence is about. Sentences that plan, ask, visit, teach or
// speak of it as something to come (拟, 招标, 考察, 培训, 即将, 确保) don't count, nor do those about another hospital.
std::vector<InstalledProduct> in_use(
    const HousePage& page, const std::vector<Vendor>& vendors,
    const std::function<std::vector<ProductWords>(const std::string& sentence)>& products);

// What ratings prove to be in place, with the page's words for them: a level of the medical record's rating from 3 on (departments exchange data by
// one system: 国卫办医函〔2018〕1079号) an electronic medical record, the interconnection test from 四级 on (on a hospital's platform:
// 国家医疗健康信息医院信息互联互通标准化成熟度测评方案, 2020) an integration platform. `has` says which product ids there are.
std::vector<InstalledProduct> rated(const std::string& organisation_id, const HospitalProfile& profile,
                                    const std::function<bool(const std::string& product)>& has);

// All entries as the base of their organisations: by organisation, the newest first, one entry a product and vendor with the latest
// year and service end, the amount and evidence of the surest, and its replacement window.
std::vector<InstalledProduct> settled(std::vector<InstalledProduct> entries, const ProductLives& lives);

}  // namespace tenderlead::linker
