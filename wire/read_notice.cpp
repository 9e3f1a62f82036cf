#include "wire/keys.h"

namespace tenderlead::wire {
namespace {

void read_party(Keys& keys, Party& to) {
  keys.read("name", to.name);
  keys.read("address", to.address);
  keys.read("contact", to.contact);
  keys.read("phone", to.phone);
}

void read_unreadable(Keys& keys, UnreadableMap& to) {
  keys.members("unreadable", [&](const std::string& field, const json::value& value) {
    const auto* text = value.if_string();
    for (const auto damage : {Damage::masked, Damage::damaged})
      if (text && *text == to_string(damage)) to[field] = damage;
    if (!to.contains(field)) keys.complain("unreadable", "kinds of damage by field");
  });
}

void read_period(Keys& keys, const char* key, std::optional<ContractPeriod>& to) {
  keys.inside(key, [&](Keys& inner) {
    to.emplace();
    inner.read_enum("kind", to->kind, period_kind_from_string);
    inner.read_enum("basis", to->basis, period_basis_from_string);
    inner.read("starts_on", to->starts_on);
    inner.read("ends_on", to->ends_on);
    inner.read_number("months", to->months);
    inner.read_number("days", to->days);
    inner.read_number("working_days", to->working_days);
    inner.read_number("signed_every_months", to->signed_every_months);
  });
}

void read_statement(Keys& keys, Statement& to) {
  keys.read("field", to.field);
  keys.read("text", to.text);
  keys.read_flat(to.money);
  if (to.money) to.money->text = to.text;
  keys.read("time", to.time);
  keys.read("until", to.until);
}

void read_change(Keys& keys, Change& to) {
  keys.read("item", to.item);
  keys.read("field", to.field);
  keys.read("lot", to.lot);
  keys.inside("old", [&](Keys& inner) { read_statement(inner, to.before); });
  keys.inside("new", [&](Keys& inner) { read_statement(inner, to.after); });
}

void read_contradiction(Keys& keys, Contradiction& to) {
  keys.read("field", to.field);
  keys.read_enum("why", to.why, contradiction_kind_from_string);
  keys.parts("values", to.values, read_statement);
}

// Starts and ends by turns.
void read_rows(Keys& keys, std::vector<TextRow>& to) {
  std::vector<std::size_t> places;
  keys.read("text_rows", places);
  for (std::size_t i = 0; i + 1 < places.size(); i += 2) to.push_back({places[i], places[i + 1]});
}

void read_award(Keys& keys, Award& to) {
  keys.read("lot", to.lot);
  keys.read("supplier", to.supplier);
  keys.read("supplier_address", to.supplier_address);
  keys.read_flat(to.amount);
  keys.read_optional("rank", to.rank);
  keys.read_optional("score", to.score);
}

std::optional<std::optional<NoticeKind>> some_kind(std::string_view text) {
  if (const auto kind = notice_kind_from_string(text)) return std::optional(kind);
  return std::nullopt;
}
std::optional<std::optional<ProcurementMethod>> some_method(std::string_view text) {
  if (const auto method = procurement_method_from_string(text)) return std::optional(method);
  return std::nullopt;
}

}  // namespace

void read_lot(Keys& keys, Lot& to) {
  keys.read("no", to.no);
  keys.read("name", to.name);
  keys.read("quantity", to.quantity);
  keys.read("unit", to.unit);
  keys.read("budget", to.budget);
  keys.read("ceiling", to.ceiling);
}

Result<Notice> notice_from_json(const json::value& value) {
  return read_word<Notice>(value, [](Keys& keys, Notice& to) {
    keys.read("url", to.url);
    keys.read("title", to.title);
    keys.read_enum("kind", to.kind, some_kind);
    keys.read_enum("method", to.method, some_method);
    keys.read("project_no", to.project_no);
    keys.read("project_name", to.project_name);
    keys.inside("region", [&](Keys& inner) { read_region(inner, to.region); });
    keys.inside("buyer", [&](Keys& inner) { read_party(inner, to.buyer); });
    keys.inside("agency", [&](Keys& inner) { read_party(inner, to.agency); });
    keys.inside("project_contact", [&](Keys& inner) { read_party(inner, to.project_contact); });
    keys.read("budget", to.budget);
    keys.read("ceiling", to.ceiling);
    keys.parts("lots", to.lots, read_lot);
    keys.parts("awards", to.awards, read_award);
    keys.inside("contract", [&](Keys& inner) {
      inner.read("no", to.contract.no);
      inner.read("supplier", to.contract.supplier);
      inner.read_flat(to.contract.amount);
      inner.read("signed_on", to.contract.signed_on);
      inner.read("term", to.contract.term);
      read_period(inner, "period", to.contract.period);
    });
    keys.parts("intentions", to.intentions, [](Keys& inner, Intention& part) {
      inner.read("name", part.name);
      inner.read("demand", part.demand);
      inner.read("budget", part.budget);
      inner.read("expected_month", part.expected_month);
      inner.read("buyer", part.buyer);
    });
    keys.read("published_at", to.published_at);
    keys.read("documents_from", to.documents_from);
    keys.read("documents_until", to.documents_until);
    keys.inside("documents_period", [&](Keys& inner) {
      std::optional<Date> from, until;
      to.documents_period.emplace();
      inner.read("text", to.documents_period->text);
      inner.read("from", from);
      inner.read("until", until);
      if (from && until) {
        to.documents_period->from = *from;
        to.documents_period->until = *until;
      } else {
        to.documents_period.reset();
      }
    });
    keys.read("bid_deadline", to.bid_deadline);
    keys.read("opening_at", to.opening_at);
    keys.read("service_term", to.service_term);
    read_period(keys, "service_period", to.service_period);
    keys.parts("attachments", to.attachments, [](Keys& inner, Attachment& part) {
      inner.read("name", part.name);
      inner.read("url", part.url);
      inner.read("kind", part.kind);
      inner.read("problem", part.problem);
    });
    keys.parts("changes", to.changes, read_change);
    keys.parts("contradictions", to.contradictions, read_contradiction);
    keys.read("requirements", to.requirements);
    keys.read("text", to.text);
    read_rows(keys, to.rows);
    read_missing(keys, to.missing);
    read_unreadable(keys, to.unreadable);
    read_evidence(keys, to.evidence);
  });
}

Result<AttachmentText> attachment_text_from_json(const json::value& value) {
  return read_word<AttachmentText>(value, [](Keys& keys, AttachmentText& to) {
    keys.read("kind", to.kind);
    keys.parts("parts", to.parts, [](Keys& inner, AttachmentPart& part) {
      inner.read("file", part.file);
      inner.read_number("page", part.page);
      inner.read("sheet", part.sheet);
      inner.read("html", part.text);
      part.markup = !part.text.empty();
      if (!part.markup) inner.read("text", part.text);
    });
    keys.parts("problems", to.problems, [](Keys& inner, AttachmentProblem& part) {
      inner.read("file", part.file);
      inner.read("reason", part.reason);
    });
    keys.read("cut", to.cut);
  });
}

}  // namespace tenderlead::wire
