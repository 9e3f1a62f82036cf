// Detection and decoding of arbitrary bytes: no crash, and the result is always valid UTF-8. The first byte chooses the declaration.
#include "parsers/charset.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "parsers/charset_decoders.h"
#include "parsers/charset_labels.h"
#include "parsers/link_encoding.h"

using namespace tenderlead::parsers;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const EncodingLabel& declared = kEncodingLabels[data[0] % kEncodingLabels.size()];
  if (fit_utf8(decode(bytes, declared.name)).faults != 0) std::abort();
  const std::string header = "text/html; charset=" + std::string(declared.label);
  if (fit_utf8(decode_page(bytes, header)).faults != 0) std::abort();
  if (fit_utf8(decode_page(bytes, bytes)).faults != 0) std::abort();
  if (fit_utf8(encode_query(decode_utf8(bytes), declared.name)).faults != 0) std::abort();
  return 0;
}
