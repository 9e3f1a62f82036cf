// The words that the simulated pages are made of. Places are real (so that they have GB/T 2260 codes); every
// hospital, agency, supplier and person is invented, and companies that play a known vendor carry （模拟） in their
// name.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "model/region.h"
#include "tests/portal/random.h"

namespace tenderlead::portal {

struct Place {
  const char* province;
  const char* city;  // empty for municipalities
  const char* county;
  const char* code;
  const char* area_code;  // of the telephone numbers
};
extern const std::array<Place, 16> kPlaces;

Region region_of(const Place& place);
// "四川省成都市郫都区", "重庆市璧山区".
std::string full_name(const Place& place);
// As organisations are named after it: "成都市郫都区", "重庆市璧山区".
std::string short_name(const Place& place);

// Somebody with a desk: who buys, or who runs the tender.
struct Office {
  std::string name;
  const Place* place = nullptr;
  std::string address;
  std::string contact;
  std::string phone;
};

struct Theme {
  const char* name;     // of the project, without 采购项目
  const char* product;  // id in products.yaml; empty for what isn't IT
  int low, high;        // budget in 万元
  bool construction;
};
extern const std::array<Theme, 40> kThemes;

struct LotTheme {
  const char* name;
  const char* unit;
};
extern const std::array<LotTheme, 10> kLotThemes;

Office make_buyer(Random& random);
Office make_agency(Random& random, const Place& place);
std::string make_supplier(Random& random, bool vendor);
std::string make_supplier_address(Random& random);
std::string make_person(Random& random);     // a full name
std::string make_honorific(Random& random);  // 王老师, 李工
std::string make_phone(Random& random, const Place& place);

}  // namespace tenderlead::portal
