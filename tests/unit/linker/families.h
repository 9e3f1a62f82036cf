// Families of notices over three portals, with the truth of which procurement each is about: the simulated world for measuring
// the joining of projects. Every name is invented; the same seed gives the same notices everywhere.
//
// A family is one hard case: yearly repeats, lots announced one by one, a portal with numbers of its own. Those of `tuned` were
// there when the joiner was tuned; those of `withheld` were written beside it and left alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "linker/projects.h"

namespace tenderlead::linker {

struct FamilyNotice {
  LinkNotice notice;
  std::string truth;   // of one procurement: equal
  std::string family;  // the hard case
};

enum class Half { tuned, withheld };

// `each` worlds of every family of one half.
std::vector<FamilyNotice> make_families(std::uint64_t seed, int each, Half half);

// Pairs of notices that are, and that should be, of one project. Pairs of different families and worlds count too.
struct Pairs {
  std::int64_t joined = 0, wanted = 0, right = 0;
  double precision() const {
    return joined == 0 ? 1 : static_cast<double>(right) / static_cast<double>(joined);
  }
  double recall() const { return wanted == 0 ? 1 : static_cast<double>(right) / static_cast<double>(wanted); }
};
// Of one family; empty: of all.
Pairs count_pairs(const std::vector<FamilyNotice>& notices, const std::vector<LinkGroup>& groups,
                  std::string_view family = {});

}  // namespace tenderlead::linker
