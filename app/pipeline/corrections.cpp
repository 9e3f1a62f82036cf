#include "app/pipeline/corrections.h"

#include "wire/json.h"
#include "wire/notice_fields.h"

namespace tenderlead::app {

Corrections Corrections::read(store::Queries& queries) {
  Corrections corrections;
  corrections.newest = queries.newest_correction();
  queries.each_correction(
      [&](const store::CorrectionRow& row) { corrections.by_notice[row.notice_id].push_back(row); });
  return corrections;
}

void Corrections::apply(const std::string& id, Notice& notice) const {
  const auto said = by_notice.find(id);
  if (said == by_notice.end()) return;
  for (const auto& correction : said->second)
    // What the page no longer has a place for (the third of two lots) can't be said of it.
    if (const auto value = wire::parse_text(correction.value))
      static_cast<void>(wire::set_field(notice, correction.field, *value));
}

}  // namespace tenderlead::app
