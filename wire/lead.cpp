// Leads and tags, both ways.
#include "wire/keys.h"
#include "wire/put.h"

namespace tenderlead::wire {
namespace {

void put_number(json::object& out, const char* key, long long number) {
  if (number != 0) out[key] = number;
}

json::object reason_object(const Reason& reason) {
  json::object row;
  put(row, "rule", reason.rule);
  put(row, "field", reason.field);
  put(row, "matched", reason.matched);
  if (!reason.matched.empty()) {
    row["start"] = reason.start;
    row["end"] = reason.end;
  }
  row["points"] = reason.points;
  put(row, "text", reason.text);
  put(row, "text_en", reason.text_en);
  if (reason.part) row["part"] = to_string(*reason.part);
  put_number(row, "weight", reason.weight);
  put(row, "notice_id", reason.notice_id);
  put(row, "origin", reason.origin);
  return row;
}

void read_reason(Keys& keys, Reason& to) {
  keys.read("rule", to.rule);
  keys.read("field", to.field);
  keys.read("matched", to.matched);
  keys.read_number("start", to.start);
  keys.read_number("end", to.end);
  keys.read_number("points", to.points);
  keys.read("text", to.text);
  keys.read("text_en", to.text_en);
  std::string part;
  keys.read("part", part);
  if (!part.empty()) {
    to.part.emplace();
    keys.read_enum("part", *to.part, score_part_from_string);
  }
  keys.read_number("weight", to.weight);
  keys.read("notice_id", to.notice_id);
  keys.read("origin", to.origin);
}

template <typename Items, typename Write>
json::array each(const Items& items, Write write) {
  json::array out;
  for (const auto& item : items) out.emplace_back(write(item));
  return out;
}

json::object part_object(const PartScore& part) {
  json::object out{{"part", to_string(part.part)}, {"weight", part.weight}};
  put(out, "points", part.points);
  out["known"] = part.known;
  return out;
}

void read_part(Keys& keys, PartScore& to) {
  keys.read_enum("part", to.part, score_part_from_string);
  keys.read_number("weight", to.weight);
  keys.read_optional("points", to.points);
  keys.read_number("known", to.known);
}

json::object unknown_object(const UnknownFact& fact) {
  json::object out{{"part", to_string(fact.part)}, {"weight", fact.weight}};
  put(out, "rule", fact.rule);
  put(out, "text", fact.text);
  put(out, "text_en", fact.text_en);
  return out;
}

void read_unknown(Keys& keys, UnknownFact& to) {
  keys.read_enum("part", to.part, score_part_from_string);
  keys.read_number("weight", to.weight);
  keys.read("rule", to.rule);
  keys.read("text", to.text);
  keys.read("text_en", to.text_en);
}

json::object change_object(const LeadChange& change) {
  json::object out{{"what", text_of(change.what)}};
  put(out, "at", change.at);
  put(out, "from", change.from);
  put(out, "to", change.to);
  put(out, "notice_id", change.notice_id);
  put(out, "text", change.text);
  put(out, "text_en", change.text_en);
  return out;
}

void read_change(Keys& keys, LeadChange& to) {
  keys.read("what", to.what);
  keys.read("at", to.at);
  keys.read("from", to.from);
  keys.read("to", to.to);
  keys.read("notice_id", to.notice_id);
  keys.read("text", to.text);
  keys.read("text_en", to.text_en);
}

json::object price_object(const PriceEstimate& price) {
  json::object out{{"band", text_of(price.band)}, {"low_wan", price.low_wan}};
  put(out, "high_wan", price.high_wan);
  out["reasons"] = each(price.reasons, reason_object);
  return out;
}

json::object step_object(const PlanStep& step) {
  json::object out;
  put(out, "id", step.id);
  put(out, "channel", step.channel);
  put(out, "whom", step.whom);
  put(out, "whom_en", step.whom_en);
  put(out, "about", step.about);
  put(out, "about_en", step.about_en);
  put(out, "contact", step.contact);
  put(out, "phone", step.phone);
  put(out, "by", step.by);
  return out;
}

void read_step(Keys& keys, PlanStep& to) {
  keys.read("id", to.id);
  keys.read("channel", to.channel);
  keys.read("whom", to.whom);
  keys.read("whom_en", to.whom_en);
  keys.read("about", to.about);
  keys.read("about_en", to.about_en);
  keys.read("contact", to.contact);
  keys.read("phone", to.phone);
  keys.read("by", to.by);
}

json::object versions_object(const LeadVersions& versions) {
  json::object out;
  put(out, "program", versions.program);
  put(out, "rules", versions.rules);
  put(out, "config", versions.config);
  return out;
}

}  // namespace

json::object to_json(const Tag& tag) {
  return {{"id", text_of(tag.id)}, {"reasons", each(tag.reasons, reason_object)}};
}

Result<Tag> tag_from_json(const json::value& value) {
  return read_word<Tag>(value, [](Keys& keys, Tag& to) {
    keys.read("id", to.id);
    keys.parts("reasons", to.reasons, read_reason);
  });
}

json::object to_json(const Lead& lead) {
  json::object out{{"type", "lead"}};
  put(out, "id", lead.id);
  out["kind"] = to_string(lead.kind);
  out["state"] = to_string(lead.state);
  put(out, "ended", lead.ended);
  put(out, "product", lead.product);
  out["score"] = lead.score;
  put(out, "grade", lead.grade);
  out["uncertainty"] = lead.uncertainty;
  out["known"] = lead.known;
  out["lowest"] = lead.lowest;
  out["highest"] = lead.highest;
  put(out, "organisation_id", lead.organisation_id);
  put(out, "organisation", lead.organisation);
  put(out, "opportunity", lead.opportunity);
  put(out, "notice_id", lead.notice_id);
  put(out, "project_id", lead.project_id);
  put(out, "title", lead.title);
  put(out, "url", lead.url);
  put(out, "region", to_json(lead.region));
  put(out, "published_at", lead.published_at);
  put(out, "opened_at", lead.opened_at);
  put(out, "changed_at", lead.changed_at);
  put(out, "act_by", lead.act_by);
  put(out, "parts", each(lead.parts, part_object));
  out["reasons"] = each(lead.reasons, reason_object);
  put(out, "unknown", each(lead.unknown, unknown_object));
  put(out, "history", each(lead.history, change_object));
  put(out, "notices", lead.notices);
  if (lead.price) out["price"] = price_object(*lead.price);
  put(out, "plan", each(lead.plan, step_object));
  put(out, "suggestion", lead.suggestion);
  put(out, "suggestion_en", lead.suggestion_en);
  if (!lead.assigned.empty())
    out["assigned"] =
        json::object{{"person", text_of(lead.assigned.person)}, {"because", text_of(lead.assigned.because)}};
  put(out, "versions", versions_object(lead.versions));
  return out;
}

Result<Lead> lead_from_json(const json::value& value) {
  return read_word<Lead>(value, [](Keys& keys, Lead& to) {
    keys.read("id", to.id);
    keys.read_enum("kind", to.kind, lead_kind_from_string);
    keys.read_enum("state", to.state, lead_state_from_string);
    keys.read("ended", to.ended);
    keys.read("product", to.product);
    keys.read_number("score", to.score);
    keys.read("grade", to.grade);
    keys.read_number("uncertainty", to.uncertainty);
    keys.read_number("known", to.known);
    keys.read_number("lowest", to.lowest);
    keys.read_number("highest", to.highest);
    keys.read("organisation_id", to.organisation_id);
    keys.read("organisation", to.organisation);
    keys.read("opportunity", to.opportunity);
    keys.read("notice_id", to.notice_id);
    keys.read("project_id", to.project_id);
    keys.read("title", to.title);
    keys.read("url", to.url);
    keys.inside("region", [&](Keys& inner) { read_region(inner, to.region); });
    keys.read("published_at", to.published_at);
    keys.read("opened_at", to.opened_at);
    keys.read("changed_at", to.changed_at);
    keys.read("act_by", to.act_by);
    keys.parts("parts", to.parts, read_part);
    keys.parts("reasons", to.reasons, read_reason);
    keys.parts("unknown", to.unknown, read_unknown);
    keys.parts("history", to.history, read_change);
    keys.read("notices", to.notices);
    keys.inside("price", [&](Keys& inner) {
      to.price.emplace();
      inner.read("band", to.price->band);
      inner.read_number("low_wan", to.price->low_wan);
      inner.read_optional("high_wan", to.price->high_wan);
      inner.parts("reasons", to.price->reasons, read_reason);
    });
    keys.parts("plan", to.plan, read_step);
    keys.read("suggestion", to.suggestion);
    keys.read("suggestion_en", to.suggestion_en);
    keys.inside("assigned", [&](Keys& inner) {
      inner.read("person", to.assigned.person);
      inner.read("because", to.assigned.because);
    });
    keys.inside("versions", [&](Keys& inner) {
      inner.read("program", to.versions.program);
      inner.read("rules", to.versions.rules);
      inner.read("config", to.versions.config);
    });
  });
}

}  // namespace tenderlead::wire
