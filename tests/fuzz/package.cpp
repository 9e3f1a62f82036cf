// Containers of Office Open XML and archives, the stream from the child, and what the bytes are taken for.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "convert/package_reader.h"
#include "convert/sniff.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tenderlead::convert;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  sniff(bytes);
  PackageLimits limits;
  limits.max_total_bytes = 4u << 20;
  limits.max_text_bytes = 1u << 20;
  Package package;
  if (read_package(bytes, limits, package) == Problem::none) {
    Package again;
    if (!decode_package(encode_package(package), again) || again.frames.size() != package.frames.size())
      __builtin_trap();
  }
  decode_package(bytes, package);
  return 0;
}
