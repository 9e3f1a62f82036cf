#include "wire/keys.h"

namespace tenderlead::wire {

void read_region(Keys& keys, Region& to) {
  keys.read("province", to.province);
  keys.read("city", to.city);
  keys.read("county", to.county);
  keys.read("code", to.code);
}

void read_evidence(Keys& keys, EvidenceMap& to) {
  keys.members("evidence", [&](const std::string& field, const json::value& value) {
    Keys inner(value, keys, "evidence", std::string_view(field));
    Evidence found;
    inner.read("text", found.text);
    inner.read_number("start", found.start);
    inner.read_number("end", found.end);
    inner.read("rule", found.rule);
    inner.read_number("confidence", found.confidence);
    if (!(found.confidence >= 0 && found.confidence <= 1))
      inner.complain("confidence", "a number from 0 to 1");
    inner.read("file", found.file);
    inner.read_number("page", found.page);
    inner.read("sheet", found.sheet);
    to.emplace(field, std::move(found));
  });
}

void read_missing(Keys& keys, MissingMap& to) {
  keys.members("missing", [&](const std::string& field, const json::value& value) {
    const auto* text = value.if_string();
    for (const auto reason :
         {MissingReason::not_stated, MissingReason::see_attachment, MissingReason::unreadable})
      if (text && *text == to_string(reason)) to[field] = reason;
    if (!to.contains(field)) keys.complain("missing", "reasons by field");
  });
}

}  // namespace tenderlead::wire
