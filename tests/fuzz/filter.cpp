// The grammar of filters and sort orders: what is read and written again says the same.
#include "web/api/filter.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace web = tenderlead::web;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const web::FilterTable kTable{
      {{.name = "kind", .type = web::FieldType::choice, .choices = {"open_tender", "renewal"}},
       {.name = "score", .type = web::FieldType::number, .sorts = true},
       {.name = "published", .type = web::FieldType::day, .sorts = true},
       {.name = "mine", .type = web::FieldType::flag},
       {.name = "region"}},
      true};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto filter = web::parse_filter(text, kTable)) {
    const auto written = web::filter_text(*filter);
    // Quoting may make it longer than what is read.
    if (written.size() <= 2048) {
      const auto again = web::parse_filter(written, kTable);
      if (!again || web::filter_text(*again) != written) std::abort();
    }
    for (const auto& condition : *filter)
      for (const auto& value : condition.values) (void)web::day_of(value, "2026-04-07");
  }
  if (const auto sort = web::parse_sort(text, kTable); sort && sort->size() > 4) std::abort();
  return 0;
}
