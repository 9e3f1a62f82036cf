// Files that are compiled into the program (cmake/EmbedAssets.cmake).
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace tenderlead::web {

struct EmbeddedFile {
  std::string_view
      name;  // "index.html", "assets/index-4f2c.js", and "assets/index-4f2c.js.br" beside it where that was made
  std::string_view bytes;  // lives as long as the program
};

// The review pages as web/ui builds them; empty where they weren't built.
const std::vector<EmbeddedFile>& ui_files();
// The parts of the API's description, web/api/openapi/*.json.
const std::vector<EmbeddedFile>& description_files();

}  // namespace tenderlead::web
