// The installed base: which products an organisation has, from whom, and until when.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/money.h"
#include "model/time.h"

namespace tenderlead {

// One product in place at one organisation, as one award, contract, acceptance or page of its own shows it.
struct InstalledProduct {
  std::string organisation_id;
  std::string product;          // a product id of products.yaml
  std::string vendor;           // as written; empty: not known
  std::string vendor_id;        // of the Organisation; empty: not known
  std::optional<int> year;      // in which it was bought or put into service
  std::optional<Money> amount;  // of the whole award, where it bought several products
  std::optional<Date>
      service_end;  // last day of service or warranty, where it is stated or follows from a term
  std::optional<Date> replacement_from;  // when such a product is usually replaced: by product, from config
  std::optional<Date> replacement_until;
  std::string basis;      // "award", "contract", "acceptance", "website", "import", "person"
  std::string notice_id;  // where it rests on a notice
  std::string project_id;
  std::string url;        // of the page that shows it
  std::string words;      // the words on that page
  double confidence = 0;  // 0..1
};

// All that is known to be in place at one organisation, newest first; one entry a product and vendor.
struct InstalledBase {
  std::string organisation_id;
  std::vector<InstalledProduct> products;

  bool has(const std::string& product) const {
    for (const auto& each : products)
      if (each.product == product) return true;
    return false;
  }
};

}  // namespace tenderlead
