#include "wire/project.h"

#include "wire/keys.h"
#include "wire/put.h"

namespace tenderlead::wire {
namespace {

json::object event(const ProjectEvent& from) {
  json::object out;
  put(out, "notice_id", from.notice_id);
  if (from.kind) out["kind"] = to_string(*from.kind);
  put(out, "published_at", from.published_at);
  put(out, "title", from.title);
  put(out, "url", from.url);
  put(out, "source_id", from.source_id);
  put(out, "same_as", from.same_as);
  put(out, "because", from.because);
  return out;
}

json::object change(const ProjectChange& from) {
  json::object out;
  put(out, "field", from.field);
  put(out, "from", from.from);
  put(out, "to", from.to);
  put(out, "notice_id", from.notice_id);
  put(out, "published_at", from.published_at);
  return out;
}

json::object winner(const ProjectWinner& from) {
  json::object out;
  put(out, "lot", from.lot);
  put(out, "supplier", from.supplier);
  put(out, "supplier_id", from.supplier_id);
  put(out, "amount", from.amount);
  put(out, "notice_id", from.notice_id);
  return out;
}

template <typename Part, typename Write>
json::array each(const std::vector<Part>& parts, Write write) {
  json::array out;
  out.reserve(parts.size());
  for (const auto& part : parts) out.emplace_back(write(part));
  return out;
}

void read_kind(Keys& keys, std::optional<NoticeKind>& to) {
  std::string name;
  keys.read("kind", name);
  if (name.empty()) return;
  to.emplace();
  keys.read_enum("kind", *to, notice_kind_from_string);
}

}  // namespace

json::object to_json(const Project& project) {
  json::object out{{"type", "project"}};
  put(out, "id", project.id);
  put(out, "ocid", project.ocid);
  put(out, "numbers", project.numbers);
  put(out, "name", project.name);
  put(out, "buyer_id", project.buyer_id);
  put(out, "buyer", project.buyer);
  put(out, "region", to_json(project.region));
  out["stage"] = to_string(project.stage);
  put(out, "published_at", project.published_at);
  put(out, "updated_at", project.updated_at);
  put(out, "bid_deadline", project.bid_deadline);
  put(out, "budget", project.budget);
  put(out, "ceiling", project.ceiling);
  put(out, "lots", each(project.lots, lot_to_json));
  put(out, "winners", each(project.winners, winner));
  out["attempt"] = project.attempt;
  put(out, "previous", project.previous);
  put(out, "timeline", each(project.timeline, event));
  put(out, "changes", each(project.changes, change));
  return out;
}

json::object to_json(const InstalledProduct& product) {
  json::object out;
  put(out, "organisation_id", product.organisation_id);
  put(out, "product", product.product);
  put(out, "vendor", product.vendor);
  put(out, "vendor_id", product.vendor_id);
  put(out, "year", product.year);
  put(out, "amount", product.amount);
  put(out, "service_end", product.service_end);
  put(out, "replacement_from", product.replacement_from);
  put(out, "replacement_until", product.replacement_until);
  put(out, "basis", product.basis);
  put(out, "notice_id", product.notice_id);
  put(out, "project_id", product.project_id);
  put(out, "url", product.url);
  put(out, "words", product.words);
  out["confidence"] = product.confidence;
  return out;
}

json::object to_json(const InstalledBase& base) {
  json::object out{{"type", "installed"}};
  put(out, "organisation_id", base.organisation_id);
  json::array products;
  for (const auto& each : base.products) products.emplace_back(to_json(each));
  out["products"] = std::move(products);
  return out;
}

Result<Project> project_from_json(const json::value& value) {
  return read_word<Project>(value, [](Keys& keys, Project& to) {
    keys.read("id", to.id);
    keys.read("ocid", to.ocid);
    keys.read("numbers", to.numbers);
    keys.read("name", to.name);
    keys.read("buyer_id", to.buyer_id);
    keys.read("buyer", to.buyer);
    keys.inside("region", [&](Keys& inner) { read_region(inner, to.region); });
    keys.read_enum("stage", to.stage, project_stage_from_string);
    keys.read("published_at", to.published_at);
    keys.read("updated_at", to.updated_at);
    keys.read("bid_deadline", to.bid_deadline);
    keys.read("budget", to.budget);
    keys.read("ceiling", to.ceiling);
    keys.parts("lots", to.lots, read_lot);
    keys.parts("winners", to.winners, [](Keys& inner, ProjectWinner& part) {
      inner.read("lot", part.lot);
      inner.read("supplier", part.supplier);
      inner.read("supplier_id", part.supplier_id);
      inner.read("amount", part.amount);
      inner.read("notice_id", part.notice_id);
    });
    keys.read_number("attempt", to.attempt);
    keys.read("previous", to.previous);
    keys.parts("timeline", to.timeline, [](Keys& inner, ProjectEvent& part) {
      inner.read("notice_id", part.notice_id);
      read_kind(inner, part.kind);
      inner.read("published_at", part.published_at);
      inner.read("title", part.title);
      inner.read("url", part.url);
      inner.read("source_id", part.source_id);
      inner.read("same_as", part.same_as);
      inner.read("because", part.because);
    });
    keys.parts("changes", to.changes, [](Keys& inner, ProjectChange& part) {
      inner.read("field", part.field);
      inner.read("from", part.from);
      inner.read("to", part.to);
      inner.read("notice_id", part.notice_id);
      inner.read("published_at", part.published_at);
    });
  });
}

Result<InstalledProduct> installed_product_from_json(const json::value& value) {
  return read_word<InstalledProduct>(value, [](Keys& keys, InstalledProduct& to) {
    keys.read("organisation_id", to.organisation_id);
    keys.read("product", to.product);
    keys.read("vendor", to.vendor);
    keys.read("vendor_id", to.vendor_id);
    keys.read_optional("year", to.year);
    keys.read("amount", to.amount);
    keys.read("service_end", to.service_end);
    keys.read("replacement_from", to.replacement_from);
    keys.read("replacement_until", to.replacement_until);
    keys.read("basis", to.basis);
    keys.read("notice_id", to.notice_id);
    keys.read("project_id", to.project_id);
    keys.read("url", to.url);
    keys.read("words", to.words);
    keys.read_number("confidence", to.confidence);
  });
}

}  // namespace tenderlead::wire
