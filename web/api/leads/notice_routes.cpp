// A notice with its fields, what they rest on and what people say instead; and the page it was read from.
#include <algorithm>
#include <boost/json/array.hpp>
#include <map>

#include "store/ids.h"
#include "web/api/body.h"
#include "web/api/contacts.h"
#include "web/api/leads/lead_desk.h"
#include "web/api/leads/notice_contacts.h"
#include "web/api/organisations/organisation_desk.h"
#include "web/api/page_response.h"
#include "wire/json.h"
#include "wire/notice_fields.h"

namespace tenderlead::web {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostWords = 4000;  // characters of a field
constexpr std::size_t kMostOfBuyer = 20;  // leads shown with a notice

// A notice as it was read, and with what people say of it.
struct Read {
  store::NoticeRow row;
  Notice notice;  // as it counts now
  json::object stored;
  std::map<std::string, store::CorrectionRow> standing;  // by field
  std::map<std::string, std::int64_t> last;  // id of the last correction of a field, taken back ones too
};

json::value parsed(const std::string& text) {
  auto value = wire::parse_text(text);
  return value ? std::move(*value) : json::value(nullptr);
}

// Refuses where there is none, or none that they may see: one of another region without a lead of theirs.
Read read_notice(const ApiContext& context, store::Queries& queries) {
  Read read;
  auto row = queries.notice(context.path("id"));
  if (!row || !in_scope(context.scope(), *row, queries))
    refuse(404, "no-such-notice", "There is no such notice.");
  read.row = std::move(*row);
  auto value = parsed(read.row.json);
  auto notice = wire::notice_from_json(value);
  if (!notice) refuse_for(notice.error());
  read.notice = std::move(*notice);
  for (auto& correction : queries.corrections_of(read.row.id)) {
    read.last[correction.field] = correction.id;
    if (correction.value.empty())
      read.standing.erase(correction.field);
    else
      read.standing[correction.field] = std::move(correction);
  }
  // What its page's next reading will make of it; what a page no longer has a place for can't be said of it.
  for (const auto& [field, correction] : read.standing)
    static_cast<void>(wire::set_field(read.notice, field, parsed(correction.value)));
  return read;
}

bool is_phone(const std::string& path) {
  return path.ends_with(".phone");
}

// `numbers`: of the notice's own project and contract, which read like telephone numbers now and then.
json::value shown(const std::string& path, json::value value, const std::vector<std::string>& numbers) {
  if (path == "project_no" || path == "contract.no") return value;
  if (const auto* text = value.if_string()) {
    const std::string_view whole(text->data(), text->size());
    if (is_phone(path)) return text_value(masked_phone(whole));
    if (path.ends_with(".contact") || path == "project_contact.name")
      return text_value(masked_contact(whole));
  }
  mask_phones(value, numbers);
  return value;
}

json::object evidence_json(const std::string& path, const Evidence& evidence,
                           const std::vector<std::string>& numbers) {
  json::object out{{"text", shown(path, text_value(evidence.text), numbers)},
                   {"start", evidence.start},
                   {"end", evidence.end},
                   {"rule", text_value(evidence.rule)},
                   {"confidence", evidence.confidence}};
  if (!evidence.file.empty()) out["file"] = text_value(evidence.file);
  if (evidence.page > 0) out["page"] = evidence.page;
  if (!evidence.sheet.empty()) out["sheet"] = text_value(evidence.sheet);
  return out;
}

std::string field_tag(const Read& read, const std::string& path) {
  const auto last = read.last.find(path);
  return "\"" +
         store::content_id({path, wire::to_text(wire::field_value(read.notice, path)),
                            std::to_string(last == read.last.end() ? 0 : last->second)}) +
         "\"";
}

json::object field_json(const LeadDesk& desk, const Read& read, const wire::NoticeField& field) {
  const auto numbers = numbers_of(read.notice);
  json::object out{{"field", text_value(field.path)},
                   {"name", text_value(field.name)},
                   {"name_en", text_value(field.name_en)},
                   {"type", text_value(wire::to_string(field.kind))},
                   {"correctable", true},
                   {"etag", text_value(field_tag(read, field.path))}};
  if (auto value = wire::field_value(read.notice, field.path); !value.is_null())
    out["value"] = shown(field.path, std::move(value), numbers);
  if (const auto why = read.notice.missing.find(field.path); why != read.notice.missing.end())
    out["missing"] = text_value(to_string(why->second));
  if (const auto why = read.notice.unreadable.find(field.path); why != read.notice.unreadable.end())
    out["unreadable"] = text_value(to_string(why->second));
  if (const auto found = read.notice.evidence.find(field.path); found != read.notice.evidence.end()) {
    out["evidence"] = evidence_json(field.path, found->second, numbers);
    if (found->second.file.empty()) out["anchor"] = text_value("e-" + field.path);
  }
  if (const auto said = read.standing.find(field.path); said != read.standing.end()) {
    const auto& correction = said->second;
    json::object row{{"id", text_value(std::to_string(correction.id))},
                     {"person", desk.person(correction.person)},
                     {"at", timestamp(correction.at)},
                     {"old", correction.old.empty() ? json::value(nullptr)
                                                    : shown(field.path, parsed(correction.old), numbers)}};
    if (!correction.reason.empty()) row["reason"] = text_value(correction.reason);
    if (auto old = parsed(correction.old_evidence); old.is_object()) {
      if (!old.get_object().contains("file")) out["anchor"] = text_value("e-" + field.path);
      if (auto* words = old.get_object().if_contains("text"))
        *words = shown(field.path, std::move(*words), numbers);
      row["old_evidence"] = std::move(old);
    }
    out["correction"] = std::move(row);
  }
  return out;
}

Response get_notice(ApiContext& context, LeadDesk& desk) {
  const auto today = today_of(context);
  return context.read([&](store::Queries& queries) {
    const auto read = read_notice(context, queries);
    const auto numbers = numbers_of(read.notice);
    json::object out{{"id", text_value(read.row.id)},
                     {"url", text_value(read.row.url)},
                     {"source", text_value(read.row.source_id)},
                     {"title", text_value(masked_phones_in(read.notice.title, numbers))},
                     {"page", text_value(read.row.id)},
                     {"pending", queries.awaits_correction(read.row.id)}};
    if (read.notice.kind) out["kind"] = text_value(to_string(*read.notice.kind));
    if (!read.row.project_id.empty()) out["project_id"] = text_value(read.row.project_id);
    if (!read.row.buyer_id.empty() && may_see_organisation(context, desk, queries, read.row.buyer_id))
      out["organisation_id"] = text_value(read.row.buyer_id);
    if (const auto page = queries.page_of_notice(read.row.id)) {
      out["fetched_at"] = timestamp(page->page.fetched_at);
      if (const auto gone = queries.gone_since(page->task)) out["gone_since"] = timestamp(*gone);
    }
    json::array fields;
    for (const auto& field : wire::notice_fields(read.notice)) {
      auto row = field_json(desk, read, field);
      if (row.contains("value") || row.contains("missing") || row.contains("unreadable") ||
          row.contains("correction") || field.path.find('.') == std::string::npos)
        fields.emplace_back(std::move(row));
    }
    out["fields"] = std::move(fields);
    json::value whole = wire::to_json(read.notice);
    mask_phones(whole, numbers);
    for (const char* key : {"lots", "awards", "attachments", "changes", "contradictions", "text"})
      if (auto* value = whole.get_object().if_contains(key)) out[key] = std::move(*value);
    json::array tags;
    for (const auto& tag : queries.tags(read.row.id)) tags.emplace_back(text_value(tag.id));
    out["tags"] = std::move(tags);
    json::array leads;
    for (const auto& lead : queries.leads_of_notice(read.row.id)) {
      const auto head = queries.lead_head(lead.id);
      if (head && in_scope(context.scope(), *head) && leads.size() < kMostOfBuyer)
        leads.emplace_back(desk.item(*head, today));
    }
    out["leads"] = std::move(leads);
    return answer(200, out);
  });
}

// A number as it was shown masked is none, and would stand in place of the real one. Where the page itself has stars, they are its own.
bool is_given_back(const std::string& path, const std::string& text, const json::value& now) {
  if (now.is_string() && !is_phone(path) && holds_masked_phone(now.get_string())) return false;
  return is_phone(path) ? is_masked_phone(text) : holds_masked_phone(text);
}

// What the body says, as set_field() takes it. A region is named by its code.
json::value value_from(FieldReader& fields, const json::object& body, const LeadDesk& desk, const Read& read,
                       const wire::NoticeField& field) {
  const auto* given = body.if_contains("value");
  if (given == nullptr)
    fields.fault("value", "is missing; null says that the notice doesn't state it", "missing");
  if (given == nullptr || given->is_null()) return nullptr;
  if (field.kind == wire::FieldKind::amount) {
    if (!given->is_number() || !(given->to_number<double>() >= 0 && given->to_number<double>() < 9e12))
      fields.fault("value", "must be an amount in yuan, as a number", "not_amount");
    return *given;
  }
  const bool long_text = field.kind == wire::FieldKind::long_text;
  const auto text =
      fields.text("value", {.least = 1, .most = long_text ? kMostWords : 500, .lines = long_text});
  if (is_given_back(field.path, text, wire::field_value(read.notice, field.path)))
    fields.fault("value", "has a telephone number that was masked; give it whole, or leave it as it is",
                 "masked_number");
  if (field.kind != wire::FieldKind::region) return text_value(text);
  const auto name = [&](const std::string& code) { return text_value(desk.region_part(code)); };
  if (text.size() != 6 || desk.region_part(text).empty())
    fields.fault("value", "must be a GB/T 2260 code of six digits that there is", "unknown_region");
  json::object region{{"code", text_value(text)}};
  if (text.size() != 6) return region;
  region["province"] = name(text.substr(0, 2) + "0000");
  if (text.substr(2, 2) != "00") region["city"] = name(text.substr(0, 4) + "00");
  if (text.substr(4, 2) != "00") region["county"] = name(text);
  return region;
}

// The field's row as it is now, with its tag.
Response field_answer(const ApiContext& context, const LeadDesk& desk, store::Queries& queries,
                      const std::string& path) {
  const auto now = read_notice(context, queries);
  const auto field = wire::notice_field(now.notice, path);
  if (!field) return no_content();
  auto response = answer(200, field_json(desk, now, *field));
  response.set("ETag", field_tag(now, path));
  return response;
}

wire::NoticeField field_at(const ApiContext& context, const Read& read) {
  auto field = wire::notice_field(read.notice, context.path("field"));
  if (!field) refuse(404, "no-such-field", "The notice has no such field that could be corrected.");
  return std::move(*field);
}

// As the page says it: what stood before the first correction that stands.
void keep_old(const Read& read, store::CorrectionRow& correction) {
  if (const auto before = read.standing.find(correction.field); before != read.standing.end()) {
    correction.old = before->second.old;
    correction.old_evidence = before->second.old_evidence;
    return;
  }
  if (const auto old = wire::field_value(read.notice, correction.field); !old.is_null())
    correction.old = wire::to_text(old);
  const auto whole = wire::to_json(read.notice);
  const auto* all = whole.if_contains("evidence");
  if (all == nullptr || !all->is_object()) return;
  if (const auto* evidence = all->get_object().if_contains(correction.field))
    correction.old_evidence = wire::to_text(*evidence);
}

Response correct(ApiContext& context, const LeadDesk& desk) {
  const auto body = context.body();
  return context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    const auto read = read_notice(context, queries);
    const auto field = field_at(context, read);
    FieldReader fields(body);
    const auto value = value_from(fields, body, desk, read, field);
    fields.allow("value");
    store::CorrectionRow correction;
    correction.reason =
        fields.text_if_given("reason", {.most = 1000, .required = false, .lines = true}).value_or("");
    auto tried = read.notice;
    if (body.contains("value"))
      if (const auto good = wire::set_field(tried, field.path, value); !good)
        fields.fault("value", good.error().message, "bad_value");
    fields.finish();
    context.require_match(field_tag(read, field.path));
    correction.notice_id = read.row.id;
    correction.field = field.path;
    correction.value = wire::to_text(value);
    correction.person = context.who().login;
    correction.at = context.now();
    keep_old(read, correction);
    batch.add_correction(correction);
    const auto numbers = numbers_of(read.notice);
    context.audit(
        batch, {.action = "notice.corrected",
                .subject = read.row.id,
                .words = field.path,
                .before = {{"value", shown(field.path, wire::field_value(read.notice, field.path), numbers)}},
                .after = {{"value", shown(field.path, value, numbers)}}});
    context.announce(batch, "notice", read.row.id);
    return field_answer(context, desk, queries, field.path);
  });
}

Response release(ApiContext& context, const LeadDesk& desk) {
  return context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    const auto read = read_notice(context, queries);
    const auto field = field_at(context, read);
    const auto said = read.standing.find(field.path);
    if (said == read.standing.end()) refuse(404, "not-corrected", "The field isn't corrected.");
    context.require_match(field_tag(read, field.path));
    auto correction = said->second;
    correction.value.clear();
    correction.person = context.who().login;
    correction.at = context.now();
    correction.reason.clear();
    batch.add_correction(correction);
    context.audit(
        batch,
        {.action = "notice.released",
         .subject = read.row.id,
         .words = field.path,
         .before = {{"value", shown(field.path, parsed(said->second.value), numbers_of(read.notice))}}});
    context.announce(batch, "notice", read.row.id);
    return field_answer(context, desk, queries, field.path);
  });
}

Response view_page(ApiContext& context) {
  const auto& show = context.services().actions.show_page;
  if (!show) refuse(501, "not-offered", "This server shows no stored pages.");
  const auto& request = context.request();
  const bool in_full = request.parameter("contacts") == "shown";
  if (in_full && !context.may(Right::read_contacts))
    refuse(403, "no-right", "Telephone numbers are shown to whoever may see contacts.");
  std::string title;
  std::vector<std::string> numbers;
  const auto id = context.path("page");
  context.read([&](store::Queries& queries) {
    const auto row = queries.notice(id);
    if (!row || !in_scope(context.scope(), *row, queries))
      refuse(404, "no-such-page", "There is no such page.");
    title = row->title;
    if (const auto notice = wire::notice_from_json(parsed(row->json))) numbers = numbers_of(*notice);
    return true;
  });
  auto page = show({id, request.parameter("highlight").value_or(""), request.parameter("lang") == "en",
                    request.parameter("theme") == "dark"});
  if (!page) refuse_for(page.error());
  if (in_full)
    context.commit(
        [&](store::WriteBatch& batch, store::Queries&) {
          context.audit(batch, {.action = "contact.shown", .subject = id, .words = title});
          return no_content();
        },
        ApiContext::Keep::nothing);
  return page_response(std::move(*page), !in_full, numbers);
}

}  // namespace

void add_notice_routes(Api& api, const SharedDesk& desk) {
  api.add({"GET", "/api/v1/notices/{id}", "getNotice", Right::read_leads,
           [desk](ApiContext& context) { return get_notice(context, *desk); }});
  api.add({"PUT", "/api/v1/notices/{id}/fields/{field}", "correctField", Right::correct_fields,
           [desk](ApiContext& context) { return correct(context, *desk); }});
  api.add({"DELETE", "/api/v1/notices/{id}/fields/{field}", "releaseField", Right::correct_fields,
           [desk](ApiContext& context) { return release(context, *desk); }});
  api.add({"GET", "/api/v1/pages/{page}/view", "viewPage", Right::read_leads,
           [](ApiContext& context) { return view_page(context); }});
}

}  // namespace tenderlead::web
