// Any bytes as JSON of ours: rows on standard input, what a store holds. What can be read is written and read again as the same.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "wire/json.h"

namespace {

using namespace tenderlead;

template <typename Read>
void both_ways(const boost::json::value& value, Read read) {
  const auto word = read(value);
  if (!word) return;
  const std::string text = wire::to_json_text(*word);
  const auto parsed = wire::parse_text(text);
  if (!parsed) std::abort();
  const auto again = read(*parsed);
  if (!again || wire::to_json_text(*again) != text) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = wire::parse_text(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!value) return 0;
  both_ways(*value, wire::notice_from_json);
  both_ways(*value, wire::hospital_from_json);
  both_ways(*value, wire::attachment_text_from_json);
  return 0;
}
