// Money: an integer number of minor units and its currency, never apart from the words it was read from.
#pragma once

#include <cstdint>
#include <string>

namespace tenderlead {

struct Money {
  std::int64_t amount_minor = 0;  // fen for CNY, cents for USD; 1 yuan = 100 fen. Range +-9.2e16 yuan
  std::string currency = "CNY";   // ISO 4217
  std::string text;               // as the page says it: "144.996 万元"

  friend bool operator==(const Money&, const Money&) = default;
};

// The amount in major units as the shortest decimal number: 144996050 fen is "1449960.5".
std::string decimal_amount(const Money& money);

}  // namespace tenderlead
