// What the readers of single attributes hand to the profile's assembler.
#pragma once

#include <cstddef>
#include <string>

namespace tenderlead::parsers {

// A value and where it was read, in bytes of CleanText::text().
template <typename T>
struct Reading {
  T value{};
  std::size_t begin = 0;
  std::size_t end = 0;
  const char* rule = "";    // "beds:开放", stable
  double confidence = 0.0;  // the share of such readings that are right
};

}  // namespace tenderlead::parsers
