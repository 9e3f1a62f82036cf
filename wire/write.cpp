#include "wire/keys.h"
#include "wire/put.h"
#include "wire/word_text.h"

namespace tenderlead::wire {
namespace {

// Yuan as a decimal number: amounts of up to 15 digits, fen included, survive the way through a double and back.
template <typename Object>
void set_amount(Object& out, const Money& money) {
  if (money.amount_minor % 100 == 0)
    set(out, "amount", money.amount_minor / 100);
  else
    set(out, "amount", static_cast<double>(money.amount_minor) / 100.0);
}

template <typename Object>
Object party(const Party& from) {
  Object out;
  put(out, "name", from.name);
  put(out, "address", from.address);
  put(out, "contact", from.contact);
  put(out, "phone", from.phone);
  return out;
}

template <typename Object>
Object evidence(const EvidenceMap& from) {
  Object out;
  for (const auto& [field, found] : from) {
    Object row;
    set(row, "text", found.text);
    set(row, "start", found.start);
    set(row, "end", found.end);
    set(row, "rule", found.rule);
    set(row, "confidence", found.confidence);
    put(row, "file", found.file);
    put_count(row, "page", found.page);
    put(row, "sheet", found.sheet);
    set(out, field, std::move(row));
  }
  return out;
}

template <typename Object>
Object missing(const MissingMap& from) {
  Object out;
  for (const auto& [field, reason] : from) set(out, field, to_string(reason));
  return out;
}

template <typename Object>
Object unreadable(const UnreadableMap& from) {
  Object out;
  for (const auto& [field, damage] : from) set(out, field, to_string(damage));
  return out;
}

template <typename Object>
Object award(const Award& from) {
  Object out;
  put(out, "lot", from.lot);
  put(out, "supplier", from.supplier);
  put(out, "supplier_address", from.supplier_address);
  if (from.amount) {
    set_amount(out, *from.amount);
    if (from.amount->currency != "CNY") put(out, "currency", from.amount->currency);
    put(out, "amount_text", from.amount->text);
  }
  put(out, "rank", from.rank);
  put(out, "score", from.score);
  return out;
}

template <typename Object>
Object period(const std::optional<ContractPeriod>& from) {
  Object out;
  if (!from) return out;
  set(out, "kind", to_string(from->kind));
  set(out, "basis", to_string(from->basis));
  put(out, "starts_on", from->starts_on);
  put(out, "ends_on", from->ends_on);
  put_count(out, "months", from->months);
  put_count(out, "days", from->days);
  put_count(out, "working_days", from->working_days);
  put_count(out, "signed_every_months", from->signed_every_months);
  return out;
}

template <typename Object>
Object contract(const Contract& from) {
  Object out;
  put(out, "no", from.no);
  put(out, "supplier", from.supplier);
  if (from.amount) {
    set_amount(out, *from.amount);
    if (from.amount->currency != "CNY") put(out, "currency", from.amount->currency);
    put(out, "amount_text", from.amount->text);
  }
  put(out, "signed_on", from.signed_on);
  put(out, "term", from.term);
  put(out, "period", period<Object>(from.period));
  return out;
}

template <typename Part, typename Write>
auto each(const std::vector<Part>& parts, Write write) {
  ArrayOf<std::invoke_result_t<Write, const Part&>> out;
  for (const auto& part : parts) add(out, write(part));
  return out;
}

template <typename Object>
Object intention(const Intention& from) {
  Object out;
  put(out, "name", from.name);
  put(out, "demand", from.demand);
  put(out, "budget", from.budget);
  put(out, "expected_month", from.expected_month);
  put(out, "buyer", from.buyer);
  return out;
}

template <typename Object>
Object attachment(const Attachment& from) {
  Object out;
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

template <typename Object>
Object statement(const Statement& from) {
  Object out;
  put(out, "field", from.field);
  put(out, "text", from.text);
  if (from.money) {
    set_amount(out, *from.money);
    put(out, "currency", from.money->currency);
  }
  put(out, "time", from.time);
  put(out, "until", from.until);
  return out;
}

template <typename Object>
Object change(const Change& from) {
  Object out;
  put(out, "item", from.item);
  put(out, "field", from.field);
  put(out, "lot", from.lot);
  put(out, "old", statement<Object>(from.before));
  put(out, "new", statement<Object>(from.after));
  return out;
}

template <typename Object>
Object contradiction(const Contradiction& from) {
  Object out;
  set(out, "field", from.field);
  set(out, "why", to_string(from.why));
  set(out, "values", each(from.values, statement<Object>));
  return out;
}

json::object list_item(const ListItem& from) {
  json::object out;
  put(out, "url", from.url);
  put(out, "title", from.title);
  put(out, "published_at", from.published_at);
  return out;
}

template <typename Object>
Object lot(const Lot& from) {
  Object out;
  put(out, "no", from.no);
  put(out, "name", from.name);
  put(out, "quantity", from.quantity);
  put(out, "unit", from.unit);
  put(out, "budget", from.budget);
  put(out, "ceiling", from.ceiling);
  return out;
}

}  // namespace

template <typename Object>
Object money_object(const Money& money) {
  Object out;
  set_amount(out, money);
  put(out, "currency", money.currency);
  put(out, "text", money.text);
  return out;
}

namespace {

template <typename Object>
Object region_object(const Region& region) {
  Object out;
  put(out, "province", region.province);
  put(out, "city", region.city);
  put(out, "county", region.county);
  put(out, "code", region.code);
  return out;
}

template <typename Object>
void fill(Object& out, const Notice& notice) {
  set(out, "type", "notice");
  put(out, "url", notice.url);
  put(out, "title", notice.title);
  if (notice.kind) set(out, "kind", to_string(*notice.kind));
  if (notice.method) set(out, "method", to_string(*notice.method));
  put(out, "project_no", notice.project_no);
  put(out, "project_name", notice.project_name);
  put(out, "region", region_object<Object>(notice.region));
  put(out, "buyer", party<Object>(notice.buyer));
  put(out, "agency", party<Object>(notice.agency));
  Object contact;
  put(contact, "name", notice.project_contact.name);
  put(contact, "phone", notice.project_contact.phone);
  put(out, "project_contact", std::move(contact));
  put(out, "budget", notice.budget);
  put(out, "ceiling", notice.ceiling);
  put(out, "lots", each(notice.lots, lot<Object>));
  put(out, "awards", each(notice.awards, award<Object>));
  put(out, "contract", contract<Object>(notice.contract));
  put(out, "intentions", each(notice.intentions, intention<Object>));
  put(out, "published_at", notice.published_at);
  put(out, "documents_from", notice.documents_from);
  put(out, "documents_until", notice.documents_until);
  if (notice.documents_period) {
    Object reckoned;
    put(reckoned, "text", notice.documents_period->text);
    put(reckoned, "from", std::optional(notice.documents_period->from));
    put(reckoned, "until", std::optional(notice.documents_period->until));
    set(out, "documents_period", std::move(reckoned));
  }
  put(out, "bid_deadline", notice.bid_deadline);
  put(out, "opening_at", notice.opening_at);
  put(out, "service_term", notice.service_term);
  put(out, "service_period", period<Object>(notice.service_period));
  put(out, "requirements", notice.requirements);
  put(out, "attachments", each(notice.attachments, attachment<Object>));
  put(out, "changes", each(notice.changes, change<Object>));
  put(out, "contradictions", each(notice.contradictions, contradiction<Object>));
  put(out, "text", notice.text);
  if (!notice.rows.empty()) {
    ArrayOf<Object> places;  // start, end, start, end ...
    for (const auto& row : notice.rows) {
      add(places, row.start);
      add(places, row.end);
    }
    set(out, "text_rows", std::move(places));
  }
  put(out, "missing", missing<Object>(notice.missing));
  put(out, "unreadable", unreadable<Object>(notice.unreadable));
  put(out, "evidence", evidence<Object>(notice.evidence));
}

}  // namespace

template json::object money_object(const Money& money);
template TextObject money_object(const Money& money);

json::object lot_to_json(const Lot& from) {
  return lot<json::object>(from);
}
json::object to_json(const Money& money) {
  return money_object<json::object>(money);
}
json::object to_json(const Region& region) {
  return region_object<json::object>(region);
}
json::object to_json(const Notice& notice) {
  json::object out;
  fill(out, notice);
  return out;
}
std::string to_json_text(const Notice& notice) {
  constexpr std::size_t kOfFields = 2048, kOfProof = 256;
  TextObject out;
  out.reserve(notice.text.size() + notice.text.size() / 16 + kOfFields + notice.evidence.size() * kOfProof);
  fill(out, notice);
  return std::move(out).text();
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
  put(out, "missing", missing<json::object>(profile.missing));
  put(out, "evidence", evidence<json::object>(profile.evidence));
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
