// A compressed body: the first byte says how it is coded, the second in pieces of which size it comes. Whatever the pieces,
// the same comes out.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>

#include "crawler/body_decoder.h"

namespace {

constexpr std::size_t kLimit = 1u << 20;

struct Decoded {
  std::string text;
  bool good = true;
  bool whole = false;
};

Decoded decoded(std::string_view codings, std::string_view bytes, std::size_t piece) {
  tenderlead::crawler::BodyDecoders decoders;
  decoders.add(codings);
  Decoded result;
  while (result.good && !bytes.empty()) {
    result.good = decoders.put(bytes.substr(0, piece), [&](std::string_view text) {
      result.text += text;
      return result.text.size() <= kLimit;
    });
    bytes.remove_prefix(std::min(piece, bytes.size()));
  }
  if (decoders.refused() && result.good) std::abort();
  result.whole = result.good && decoders.whole();
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  constexpr const char* kCodings[] = {"gzip",     "deflate",    "br",       "zstd",
                                      "br, gzip", "gzip, zstd", "identity", "compress"};
  const char* codings = kCodings[data[0] % std::size(kCodings)];
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  const auto at_once = decoded(codings, bytes, bytes.size());
  const auto in_pieces = decoded(codings, bytes, data[1] + 1u);
  if (at_once.good != in_pieces.good || at_once.whole != in_pieces.whole) std::abort();
  // Where it is damaged or beyond the limit, how much came before depends on the pieces.
  if (at_once.good && at_once.text != in_pieces.text) std::abort();
  return 0;
}
