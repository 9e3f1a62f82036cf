// Places at the front of an organisation's name, by their GB/T 2260 codes.
//
// What may surprise: short forms count (宁波 for 宁波市), so the front of 中山大学附属医院 may be read as the city. A reading is
// therefore one of several, the empty one among them, and two names agree where some reading of theirs does. A county that has become
// a district or a city is also known as what it was (延庆县), unless another place has that name today.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/region.h"

namespace tenderlead::linker {

// Six digits as a number. 510000 is a province, 510100 a city, 510117 a county.
using PlaceCode = std::int32_t;

// 0 for what is no code.
PlaceCode place_code(std::string_view digits);
std::string to_text(PlaceCode code);
// Whether `inner` is `outer` or lies in it. Nothing lies in 0.
bool lies_in(PlaceCode inner, PlaceCode outer);
bool is_province(PlaceCode code);

// The places that the first `end` characters of a name may mean; more than one where counties share a name.
struct PlaceReading {
  std::size_t end = 0;
  std::vector<PlaceCode> codes;  // sorted; empty for the reading of nothing
};

// Immutable once compiled; thread-safe.
class Places {
 public:
  static Places compile(const std::vector<Region>& regions);

  // The reading of nothing first, then one more for each place of a chain: of 宁波市镇海区人民医院 nothing, 宁波市, 宁波市镇海区. A place
  // of a chain lies in the one before, or is one that contains it (眉山市东坡区眉山市…, which is the last).
  std::vector<PlaceReading> read_front(std::u32string_view name) const;
  // Whether a place is known, and its official name with its parents: "浙江省宁波市镇海区"; empty where unknown.
  std::string name_of(PlaceCode code) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::u32string_view text) const { return std::hash<std::u32string_view>{}(text); }
  };
  struct Meaning {
    PlaceCode code = 0;
    bool full = false;  // with its suffix
  };
  void add(std::u32string name, PlaceCode code, bool full);

  std::unordered_map<std::u32string, std::vector<Meaning>, Hash, std::equal_to<>> names_;
  std::unordered_map<PlaceCode, std::string> official_;
  std::size_t longest_ = 0;
};

}  // namespace tenderlead::linker
