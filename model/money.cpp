#include "model/money.h"

#include <cstdlib>

namespace tenderlead {

std::string decimal_amount(const Money& money) {
  const bool negative = money.amount_minor < 0;
  // Negating as unsigned keeps the smallest value representable.
  const auto magnitude = negative ? 0 - static_cast<std::uint64_t>(money.amount_minor)
                                  : static_cast<std::uint64_t>(money.amount_minor);
  std::string out = (negative ? "-" : "") + std::to_string(magnitude / 100);
  if (const auto cents = magnitude % 100; cents != 0) {
    out += '.';
    out += static_cast<char>('0' + cents / 10);
    if (cents % 10 != 0) out += static_cast<char>('0' + cents % 10);
  }
  return out;
}

}  // namespace tenderlead
