#include "wire/keys.h"

namespace tenderlead::wire {
Result<HospitalProfile> hospital_from_json(const json::value& value) {
  return read_word<HospitalProfile>(value, [](Keys& keys, HospitalProfile& to) {
    keys.read("url", to.url);
    keys.read("name", to.name);
    keys.read("aliases", to.aliases);
    keys.inside("level", [&](Keys& inner) {
      to.level.emplace();
      inner.read_number("tier", to.level->tier);
      inner.read("grade", to.level->grade);
    });
    HospitalCategory category{};
    std::string category_name, ownership_name;
    keys.read("category", category_name);
    if (!category_name.empty()) {
      keys.read_enum("category", category, hospital_category_from_string);
      to.category = category;
    }
    keys.read("ownership", ownership_name);
    if (!ownership_name.empty()) {
      Ownership ownership{};
      keys.read_enum("ownership", ownership, ownership_from_string);
      to.ownership = ownership;
    }
    keys.inside("beds", [&](Keys& inner) {
      inner.read_optional("authorised", to.beds_authorised);
      inner.read_optional("open", to.beds_open);
    });
    keys.read_optional("outpatient_visits", to.outpatient_visits);
    keys.read_optional("discharges", to.discharges);
    keys.read_optional("surgeries", to.surgeries);
    keys.read_optional("staff", to.staff);
    keys.read("departments", to.departments);
    keys.inside("ratings", [&](Keys& inner) {
      inner.read_optional("emr", to.ratings.emr);
      inner.read("interconnection", to.ratings.interconnection);
      inner.read_optional("smart_service", to.ratings.smart_service);
      inner.read_optional("smart_management", to.ratings.smart_management);
    });
    keys.inside("rated_in", [&](Keys& inner) {
      for (const char* path : {"level", "ratings.emr", "ratings.interconnection", "ratings.smart_service",
                               "ratings.smart_management"}) {
        std::optional<int> year;
        inner.read_optional(path, year);
        if (year) to.rated_in[path] = *year;
      }
    });
    keys.read_optional("founded", to.founded);
    keys.read("address", to.address);
    keys.read("phone", to.phone);
    keys.read("postcode", to.postcode);
    keys.read("website", to.website);
    keys.inside("region", [&](Keys& inner) { read_region(inner, to.region); });
    keys.read("text", to.text);
    read_missing(keys, to.missing);
    read_evidence(keys, to.evidence);
  });
}

Result<LedgerEntry> ledger_entry_from_json(const json::value& value) {
  return read_word<LedgerEntry>(value, [](Keys& keys, LedgerEntry& to) {
    keys.read("source", to.source_id);
    keys.read_number("run", to.run_id);
    keys.read_number("queued_before", to.queued_before);
    keys.read_number("listed", to.listed);
    keys.read_number("known", to.known);
    keys.read_number("duplicate", to.duplicate);
    keys.read_number("fresh", to.fresh);
    keys.read_number("revisits", to.revisits);
    keys.read_number("fetched", to.fetched);
    keys.read_number("unchanged", to.unchanged);
    keys.read_number("parsed", to.parsed);
    keys.read_number("rejected", to.rejected);
    keys.read_number("refused", to.refused);
    keys.read_number("failed", to.failed);
    keys.read_number("queued_after", to.queued_after);
    keys.read_number("notices", to.notices);
    keys.read_number("hospitals", to.hospitals);
    keys.read_number("bytes", to.bytes);
    keys.members("reasons", [&](const std::string& reason, const json::value& count) {
      json::error_code error;
      to.reasons[reason] = count.to_number<std::int64_t>(error);
      if (error) keys.complain("reasons", "counts by reason");
    });
  });
}

Result<Organisation> organisation_from_json(const json::value& value) {
  return read_word<Organisation>(value, [](Keys& keys, Organisation& to) {
    keys.read("id", to.id);
    keys.read("name", to.name);
    keys.read("aliases", to.aliases);
    keys.read_enum("kind", to.kind, organisation_kind_from_string);
    keys.inside("region", [&](Keys& inner) { read_region(inner, to.region); });
  });
}

}  // namespace tenderlead::wire
