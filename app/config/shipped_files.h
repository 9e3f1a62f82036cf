// The configuration that ships with the program, compiled in.
#pragma once

#include <string>
#include <vector>

namespace tenderlead::config {

// One file of the repository's config/ folder.
struct ShippedFile {
  std::string path;     // relative to config/, with forward slashes: "sources/demo.yaml"
  std::string content;  // the file's bytes
};

// All of them, in the order of their paths. Thread-safe; lives as long as the process.
const std::vector<ShippedFile>& shipped_files();

}  // namespace tenderlead::config
