// A ZIP file in memory, read by libzip within limits.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "convert/limits.h"
#include "convert/problem.h"

struct zip;

namespace tenderlead::convert {

struct ZipEntry {
  std::uint64_t index = 0;
  std::string name;  // bytes as they stand in the directory
  std::uint64_t packed = 0;
  bool encrypted = false;
  bool folder = false;
};

// Not thread-safe. The bytes must outlive it.
class ZipContainer {
 public:
  explicit ZipContainer(const PackageLimits& limits) : limits_(limits) {}

  Problem open(std::string_view bytes);
  const std::vector<ZipEntry>& entries() const { return entries_; }
  // nullptr where there is none.
  const ZipEntry* find(std::string_view name) const;
  // Unpacks one; what all calls together give is bounded by max_total_bytes.
  Problem read(const ZipEntry& entry, std::string& out);

 private:
  struct Closer {
    void operator()(zip* archive) const;
  };
  const PackageLimits limits_;
  std::unique_ptr<zip, Closer> archive_;
  std::vector<ZipEntry> entries_;
  std::uint64_t unpacked_ = 0;
};

}  // namespace tenderlead::convert
