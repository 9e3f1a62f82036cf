// Arbitrary bytes as a script, as XML and as a title: read or refused; items have an absolute URL and a title.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "parsers/charset_decoders.h"
#include "parsers/english_date.h"
#include "parsers/js_value.h"
#include "parsers/list_reader.h"
#include "parsers/list_title.h"

using namespace tenderlead;
using namespace tenderlead::parsers;

namespace {

void check(const ListPage& page) {
  for (const auto& item : page.items)
    if (item.url.compare(0, 4, "http") != 0 || item.title.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = decode_utf8(std::string_view(reinterpret_cast<const char*>(data), size));
  check(read_script_list(std::string_view(text), "http://h.example/a/index.htm"));
  check(read_xml_list(text, "http://h.example/a/index.htm"));
  if (const auto value = read_js_value(text, 0); value && value->end > text.size()) std::abort();
  if (without_portal_marks(text).size() > text.size()) std::abort();
  read_english_date(text);
  return 0;
}
