// A country that doesn't exist, in the form of GB/T 2260: two provinces, with a county of one name in both.
#pragma once

#include <vector>

#include "linker/places.h"

namespace tenderlead::linker {

inline std::vector<Region> invented_regions() {
  return {{"云岭省", "", "", "830000"},
          {"云岭省", "云溪市", "", "830100"},
          {"云岭省", "云溪市", "青石区", "830102"},
          {"云岭省", "云溪市", "白水县", "830121"},
          {"云岭省", "云溪市", "三河水族自治县", "830122"},
          {"云岭省", "云溪市", "南桥市", "830181"},
          {"云岭省", "云溪市", "云溪县", "830123"},
          {"云岭省", "白水市", "", "830200"},
          {"山海省", "", "", "840000"},
          {"山海省", "山城市", "", "840100"},
          {"山海省", "山城市", "青石区", "840102"},
          {"山海省", "山城市", "长滩区", "840103"}};
}

inline const Places& invented_places() {
  static const Places places = Places::compile(invented_regions());
  return places;
}

}  // namespace tenderlead::linker
