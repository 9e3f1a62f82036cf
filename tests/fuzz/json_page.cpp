// Arbitrary bytes as a JSON answer: parsed or refused, read as a record and as a list.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "parsers/charset_decoders.h"
#include "parsers/json_document.h"
#include "parsers/list_reader.h"

using namespace tenderlead::parsers;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = parse_json(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!value) return 0;
  const Document document = build_json_document(*value, "http://h.example/api");
  for (const Line& line : document.lines)
    if (line.span.end > document.text.size()) std::abort();
  for (const auto& item : read_json_list(*value, "http://h.example/api").items)
    if (item.url.empty()) std::abort();
  return 0;
}
