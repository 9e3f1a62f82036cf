// The installed base: what awards, contracts, acceptances and a hospital's own pages show to be in place. Pure functions; thread-safe.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "model/installed.h"
#include "model/notice.h"

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
  // Products of a lot by its name; may be empty.
  std::function<std::vector<ProductWords>(const std::string& lot_name)> of_lot;
  std::function<std::string(const std::string& supplier)> supplier_id;
};
// One entry a product and supplier. Nothing for other kinds of notices, and where there are no products. A lot's supplier
// has what the lot's name says; where that says nothing, and lots went to several, the whole's products with less confidence.
std::vector<InstalledProduct> bought(const Purchase& purchase);

// A sentence of a hospital's own page: 我院2021年上线了某某公司的电子病历系统.
struct Vendor {
  std::string name;                // as shown
  std::vector<std::string> names;  // parts of names by which it is called
};
// The sentences of a page that speak of something in use: they name a vendor of `vendors`, or say 上线, 启用, 投入使用.
// `products` tells which products a sentence is about. Sentences that plan or praise something (拟, 计划, 将) don't count.
std::vector<InstalledProduct> in_use(
    const std::string& organisation_id, const std::string& url, const std::string& text,
    const std::vector<Vendor>& vendors,
    const std::function<std::vector<ProductWords>(const std::string& sentence)>& products);

// All entries as the base of their organisations: by organisation, the newest first, one entry a product and vendor with the latest
// year and service end, the amount and evidence of the surest, and its replacement window.
std::vector<InstalledProduct> settled(std::vector<InstalledProduct> entries, const ProductLives& lives);

}  // namespace tenderlead::linker
