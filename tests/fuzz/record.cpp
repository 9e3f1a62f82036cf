// Pages of imported records: mapped ones and releases of OCDS. Evidence must stand in the text.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "app/config/reading_tables.h"
#include "parsers/json_document.h"
#include "parsers/record/ocds_reader.h"
#include "wire/json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tenderlead;
  const std::string_view page(reinterpret_cast<const char*>(data), size);
  const auto check = [](const parsers::RecordReading& reading) {
    if (reading.notices.empty() == reading.reject_reason.empty()) __builtin_trap();
    for (const auto& notice : reading.notices) {
      std::size_t length = 0;
      for (const char c : notice.text) length += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
      for (const auto& [field, evidence] : notice.evidence)
        if (evidence.end > length || evidence.start > evidence.end) __builtin_trap();
      if (notice.title.empty()) __builtin_trap();
      wire::to_json_text(notice);
    }
  };
  const auto& tables = config::shipped_reading_tables();
  check(parsers::read_record_page(page, tables));
  if (const auto value = parsers::parse_json(page))
    for (const auto* release : parsers::ocds_releases(*value))
      check(parsers::read_ocds_release(*release, tables));
  return 0;
}
