#include "wire/keys.h"
#include "wire/put.h"

namespace tenderlead::wire {
namespace {

// Yuan as a decimal number: amounts of up to 15 digits, fen included, survive the way through a double and back.
json::value major_units(const Money& money) {
  if (money.amount_minor % 100 == 0) return money.amount_minor / 100;
  return static_cast<double>(money.amount_minor) / 100.0;
}

json::object party(const Party& from) {
  json::object out;
  put(out, "name", from.name);
  put(out, "address", from.address);
  put(out, "contact", from.contact);
  put(out, "phone", from.phone);
  return out;
}

json::object evidence(const EvidenceMap& from) {
  json::object out;
  for (const auto& [field, found] : from) {
    json::object row{{"text", text_of(found.text)},
                     {"start", found.start},
                     {"end", found.end},
                     {"rule", text_of(found.rule)},
                     {"confidence", found.confidence}};
    put(row, "file", found.file);
    if (found.page > 0) row["page"] = found.page;
    put(row, "sheet", found.sheet);
    out[field] = std::move(row);
  }
  return out;
}

json::object missing(const MissingMap& from) {
  json::object out;
  for (const auto& [field, reason] : from) out[field] = to_string(reason);
  return out;
}

json::object unreadable(const UnreadableMap& from) {
  json::object out;
  for (const auto& [field, damage] : from) out[field] = to_string(damage);
  return out;
}

json::object award(const Award& from) {
  json::object out;
  put(out, "lot", from.lot);
  put(out, "supplier", from.supplier);
  put(out, "supplier_address", from.supplier_address);
  if (from.amount) {
    out["amount"] = major_units(*from.amount);
    if (from.amount->currency != "CNY") put(out, "currency", from.amount->currency);
    put(out, "amount_text", from.amount->text);
  }
  put(out, "rank", from.rank);
  put(out, "score", from.score);
  return out;
}

json::object period(const std::optional<ContractPeriod>& from) {
  json::object out;
  if (!from) return out;
  out["kind"] = to_string(from->kind);
  out["basis"] = to_string(from->basis);
  put(out, "starts_on", from->starts_on);
  put(out, "ends_on", from->ends_on);
  put_count(out, "months", from->months);
  put_count(out, "days", from->days);
  put_count(out, "working_days", from->working_days);
  put_count(out, "signed_every_months", from->signed_every_months);
  return out;
}

json::object contract(const Contract& from) {
  json::object out;
  put(out, "no", from.no);
  put(out, "supplier", from.supplier);
  if (from.amount) {
    out["amount"] = major_units(*from.amount);
    if (from.amount->currency != "CNY") put(out, "currency", from.amount->currency);
    put(out, "amount_text", from.amount->text);
  }
  put(out, "signed_on", from.signed_on);
  put(out, "term", from.term);
  put(out, "period", period(from.period));
  return out;
}

template <typename Part, typename Write>
json::array each(const std::vector<Part>& parts, Write write) {
  json::array out;
  for (const auto& part : parts) out.emplace_back(write(part));
  return out;
}

json::object intention(const Intention& from) {
  json::object out;
  put(out, "name", from.name);
  put(out, "demand", from.demand);
  put(out, "budget", from.budget);
  put(out, "expected_month", from.expected_month);
  return out;
}

json::object attachment(const Attachment& from) {
  json::object out;
  put(out, "name", from.name);
  put(out, "url", from.url);
  put(out, "kind", from.kind);
  put(out, "problem", from.problem);
  return out;
}

json::object attachment_part(const AttachmentPart& from) {
  json::object out;
  put(out, "file", from.file);
  if (from.page > 0) out["page"] = from.page;
  put(out, "sheet", from.sheet);
  put(out, from.markup ? "html" : "text", from.text);
  return out;
}

json::object attachment_problem(const AttachmentProblem& from) {
  json::object out;
  put(out, "file", from.file);
  put(out, "reason", from.reason);
  return out;
}

json::object statement(const Statement& from) {
  json::object out;
  put(out, "field", from.field);
  put(out, "text", from.text);
  if (from.money) {
    out["amount"] = major_units(*from.money);
    put(out, "currency", from.money->currency);
  }
  put(out, "time", from.time);
  put(out, "until", from.until);
  return out;
}

json::object change(const Change& from) {
  json::object out;
  put(out, "item", from.item);
  put(out, "field", from.field);
  put(out, "lot", from.lot);
  put(out, "old", statement(from.before));
  put(out, "new", statement(from.after));
  return out;
}

json::object contradiction(const Contradiction& from) {
  return {
      {"field", text_of(from.field)}, {"why", to_string(from.why)}, {"values", each(from.values, statement)}};
}

json::object list_item(const ListItem& from) {
  json::object out;
  put(out, "url", from.url);
  put(out, "title", from.title);
  put(out, "published_at", from.published_at);
  return out;
}

}  // namespace

json::object lot_to_json(const Lot& from) {
  json::object out;
  put(out, "no", from.no);
  put(out, "name", from.name);
  put(out, "quantity", from.quantity);
  put(out, "unit", from.unit);
  put(out, "budget", from.budget);
  put(out, "ceiling", from.ceiling);
  return out;
}

json::object to_json(const Money& money) {
  json::object out;
  out["amount"] = major_units(money);
  put(out, "currency", money.currency);
  put(out, "text", money.text);
  return out;
}

json::object to_json(const Region& region) {
  json::object out;
  put(out, "province", region.province);
  put(out, "city", region.city);
  put(out, "county", region.county);
  put(out, "code", region.code);
  return out;
}

json::object to_json(const Notice& notice) {
  json::object out{{"type", "notice"}};
  put(out, "url", notice.url);
  put(out, "title", notice.title);
  if (notice.kind) out["kind"] = to_string(*notice.kind);
  if (notice.method) out["method"] = to_string(*notice.method);
  put(out, "project_no", notice.project_no);
  put(out, "project_name", notice.project_name);
  put(out, "region", to_json(notice.region));
  put(out, "buyer", party(notice.buyer));
  put(out, "agency", party(notice.agency));
  json::object contact;
  put(contact, "name", notice.project_contact.name);
  put(contact, "phone", notice.project_contact.phone);
  put(out, "project_contact", std::move(contact));
  put(out, "budget", notice.budget);
  put(out, "ceiling", notice.ceiling);
  put(out, "lots", each(notice.lots, lot_to_json));
  put(out, "awards", each(notice.awards, award));
  put(out, "contract", contract(notice.contract));
  put(out, "intentions", each(notice.intentions, intention));
  put(out, "published_at", notice.published_at);
  put(out, "documents_from", notice.documents_from);
  put(out, "documents_until", notice.documents_until);
  if (notice.documents_period) {
    json::object reckoned;
    put(reckoned, "text", notice.documents_period->text);
    put(reckoned, "from", std::optional(notice.documents_period->from));
    put(reckoned, "until", std::optional(notice.documents_period->until));
    out["documents_period"] = std::move(reckoned);
  }
  put(out, "bid_deadline", notice.bid_deadline);
  put(out, "opening_at", notice.opening_at);
  put(out, "service_term", notice.service_term);
  put(out, "service_period", period(notice.service_period));
  put(out, "requirements", notice.requirements);
  put(out, "attachments", each(notice.attachments, attachment));
  put(out, "changes", each(notice.changes, change));
  put(out, "contradictions", each(notice.contradictions, contradiction));
  put(out, "text", notice.text);
  if (!notice.rows.empty()) {
    json::array places;  // start, end, start, end ...
    for (const auto& row : notice.rows) places.insert(places.end(), {row.start, row.end});
    out["text_rows"] = std::move(places);
  }
  put(out, "missing", missing(notice.missing));
  put(out, "unreadable", unreadable(notice.unreadable));
  put(out, "evidence", evidence(notice.evidence));
  return out;
}

json::object to_json(const AttachmentText& text) {
  json::object out{{"type", "attachment"}};
  put(out, "kind", text.kind);
  put(out, "parts", each(text.parts, attachment_part));
  put(out, "problems", each(text.problems, attachment_problem));
  if (text.cut) out["cut"] = true;
  return out;
}

json::object to_json(const HospitalProfile& profile) {
  json::object out{{"type", "hospital"}};
  put(out, "url", profile.url);
  put(out, "name", profile.name);
  put(out, "aliases", profile.aliases);
  if (profile.level) {
    json::object level;
    if (profile.level->tier > 0) level["tier"] = profile.level->tier;
    put(level, "grade", profile.level->grade);
    put(out, "level", std::move(level));
  }
  if (profile.category) out["category"] = to_string(*profile.category);
  if (profile.ownership) out["ownership"] = to_string(*profile.ownership);
  json::object beds;
  put(beds, "authorised", profile.beds_authorised);
  put(beds, "open", profile.beds_open);
  put(out, "beds", std::move(beds));
  put(out, "outpatient_visits", profile.outpatient_visits);
  put(out, "discharges", profile.discharges);
  put(out, "surgeries", profile.surgeries);
  put(out, "staff", profile.staff);
  put(out, "departments", profile.departments);
  json::object ratings;
  put(ratings, "emr", profile.ratings.emr);
  put(ratings, "interconnection", profile.ratings.interconnection);
  put(ratings, "smart_service", profile.ratings.smart_service);
  put(ratings, "smart_management", profile.ratings.smart_management);
  put(out, "ratings", std::move(ratings));
  json::object years;
  for (const auto& [path, year] : profile.rated_in) years[path] = year;
  put(out, "rated_in", std::move(years));
  put(out, "founded", profile.founded);
  put(out, "address", profile.address);
  put(out, "phone", profile.phone);
  put(out, "postcode", profile.postcode);
  put(out, "website", profile.website);
  put(out, "region", to_json(profile.region));
  put(out, "text", profile.text);
  put(out, "missing", missing(profile.missing));
  put(out, "evidence", evidence(profile.evidence));
  return out;
}

json::object to_json(const ListPage& list) {
  json::object out{{"type", "list"}};
  put(out, "url", list.url);
  out["items"] = each(list.items, list_item);
  put(out, "next", list.next);
  put(out, "total", list.total);
  return out;
}

json::object to_json(const LedgerEntry& entry) {
  json::object reason_counts;
  for (const auto& [reason, count] : entry.reasons) reason_counts[reason] = count;
  return {{"type", "ledger"},
          {"source", text_of(entry.source_id)},
          {"run", entry.run_id},
          {"queued_before", entry.queued_before},
          {"listed", entry.listed},
          {"known", entry.known},
          {"duplicate", entry.duplicate},
          {"fresh", entry.fresh},
          {"revisits", entry.revisits},
          {"fetched", entry.fetched},
          {"unchanged", entry.unchanged},
          {"parsed", entry.parsed},
          {"rejected", entry.rejected},
          {"refused", entry.refused},
          {"failed", entry.failed},
          {"queued_after", entry.queued_after},
          {"notices", entry.notices},
          {"hospitals", entry.hospitals},
          {"bytes", entry.bytes},
          {"reasons", std::move(reason_counts)},
          {"balances", entry.balances()}};
}

json::object to_json(const Organisation& organisation) {
  json::object out{{"type", "organisation"}};
  put(out, "id", organisation.id);
  put(out, "name", organisation.name);
  put(out, "aliases", organisation.aliases);
  out["kind"] = to_string(organisation.kind);
  put(out, "region", to_json(organisation.region));
  return out;
}

}  // namespace tenderlead::wire
