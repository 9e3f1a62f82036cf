// Every value reader over arbitrary bytes: none may crash, and every span must lie within the text.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "app/config/reading_tables.h"
#include "parsers/values/dates.h"
#include "parsers/values/kind.h"
#include "parsers/values/money.h"
#include "parsers/values/names.h"
#include "parsers/values/periods.h"
#include "parsers/values/phones.h"
#include "parsers/values/project_no.h"
#include "parsers/values/regions.h"
#include "parsers/values/unstated.h"

namespace {

using namespace tenderlead;
using namespace tenderlead::parsers;

void check(const Span& span, std::string_view text) {
  if (span.begin > span.end || span.end > text.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto& tables = config::shipped_reading_tables();
  for (const auto& match : find_money(text, MoneyContext::ten_thousand_yuan())) check(match.span, text);
  (void)read_money(text);
  (void)money_context_from_header(text);
  for (const auto& match : find_times(text, Date{2026, 6, 1})) {
    check(match.span, text);
    if (!is_valid(match.time.date)) std::abort();
  }
  if (const auto range = find_range(text, Date{2026, 6, 1}, tables.calendar)) check(range->span, text);
  if (const auto month = read_month(text)) check(month->span, text);
  for (const auto& period : find_periods(text)) {
    check(period.span, text);
    if (!is_valid(period_end(Date{2026, 6, 1}, period, tables.calendar))) std::abort();
  }
  if (const auto period = read_contract_period(text, Date{2026, 6, 1}, tables.calendar)) {
    if (period->ends_on && !is_valid(*period->ends_on)) std::abort();
    if (period->starts_on && period->ends_on && *period->starts_on > *period->ends_on) std::abort();
    if (const auto end = end_counted_from(*period, Date{2026, 6, 1}); end && !is_valid(*end)) std::abort();
  }
  for (const auto& match : find_phones(text)) check(match.span, text);
  const ContactParts parts = split_contact(text);
  for (const auto& span : parts.name_spans) check(span, text);
  for (const auto& match : tables.regions.find_all(text)) check(match.span, text);
  (void)tables.regions.find(text);
  (void)normalise_text(text);
  (void)normalise_code(text);
  (void)organisation_shape(text);
  (void)looks_like_person(text);
  (void)unstated_reason(text);
  (void)looks_like_project_no(text);
  for (const auto& match : find_organisations(text)) check(match.span, text);
  if (const auto number = read_project_no(text)) check(number->span, text);
  const std::string_view title = text.substr(0, size / 2);
  const std::string_view detail = text.substr(size / 2);
  if (const auto kind = classify_kind(title, detail)) check(kind->span, kind->in_detail ? detail : title);
  if (const auto method = classify_method(text)) check(method->span, text);
  return 0;
}
