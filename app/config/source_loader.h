// Sources with the places of their ids, so that ids which several files share can be reported.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/config/fault.h"
#include "model/source.h"

namespace tenderlead::config {

struct PlacedSource {
  Source source;
  std::string file;
  int line = 0;
  int column = 0;
};

// Files that a source names lie in `directory` and are looked into; without one their names stay as they are.
Loaded<std::vector<PlacedSource>> load_placed_sources(const std::string& file, std::string_view yaml,
                                                      const std::string& directory = {});

// Adds a fault for every source whose id an earlier one has.
void check_unique_ids(const std::vector<PlacedSource>& sources, std::vector<ConfigFault>& faults);

}  // namespace tenderlead::config
