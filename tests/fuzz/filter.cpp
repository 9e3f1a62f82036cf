// The grammar of filters and sort orders: what is read and written again says the same. And the words of a search: where they stand in a text
// lies within it.
#include "web/api/filter.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "store/folded_text.h"
#include "store/search_rows.h"

namespace web = tenderlead::web;

namespace {

void search_for(std::string_view value, std::string_view text) {
  const auto word = tenderlead::store::search_word(value);
  if (!word) return;
  if (word->folded.empty() || word->query.terms.empty()) std::abort();
  std::uint32_t last = 0;
  for (const auto& place : tenderlead::store::FoldedText(text).places(word->folded, 20)) {
    if (place.begin < last || place.end <= place.begin || place.end > text.size()) std::abort();
    last = place.begin;
  }
}

}  // namespace

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
      for (const auto& value : condition.values) {
        (void)web::day_of(value, "2026-04-07");
        search_for(value, text);
      }
  }
  if (const auto sort = web::parse_sort(text, kTable); sort && sort->size() > 4) std::abort();
  return 0;
}
