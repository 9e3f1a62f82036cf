#include "web/api/leads/lead_desk.h"

#include <boost/json/array.hpp>

#include "web/api/contacts.h"

namespace tenderlead::web {
namespace {

constexpr std::string_view kUsualSort = "-score,deadline";

boost::json::object named(const Named* found, const std::string& id) {
  boost::json::object out{{"id", text_value(id)}, {"name", text_value(found != nullptr ? found->name : id)}};
  if (found != nullptr && !found->english.empty()) out["name_en"] = text_value(found->english);
  return out;
}

}  // namespace

boost::json::string text_value(std::string_view text) {
  return boost::json::string(text);
}

boost::json::string timestamp(std::int64_t at) {
  return text_value(utc_timestamp(at));
}

LeadDesk::LeadDesk(const Services& services)
    : services_(services), index_(services.catalogue), users_(services) {
  for (const auto& region : services.catalogue.regions) regions_[region.id] = region.name;
}

boost::json::object LeadDesk::product(const std::string& id) const {
  return named(services_.catalogue.any_product(id), id);
}

boost::json::object LeadDesk::person(const std::string& id) const {
  if (const auto* member = services_.catalogue.person(id)) return named(member, id);
  const Named user{id, users_.name(id), {}};
  return named(user.name.empty() ? nullptr : &user, id);
}

std::string LeadDesk::region_name(const std::string& code) const {
  if (code.size() != 6) return {};
  // A code that the table doesn't have is of a place within one that it has.
  for (const auto& part : {code, code.substr(0, 4) + "00", code.substr(0, 2) + "0000"})
    if (const auto found = regions_.find(part); found != regions_.end()) return found->second;
  return {};
}

std::string LeadDesk::region_part(const std::string& code) const {
  const auto found = regions_.find(code);
  if (found == regions_.end()) return {};
  std::string_view name = found->second;
  for (const auto& around : {code.substr(0, 4) + "00", code.substr(0, 2) + "0000"}) {
    const auto place = regions_.find(around);
    if (around != code && place != regions_.end() && name.starts_with(place->second))
      return std::string(name.substr(place->second.size()));
  }
  return std::string(name);
}

boost::json::object LeadDesk::item(const store::LeadHead& head, std::int64_t today) const {
  boost::json::object out;
  const auto put = [&out](const char* key, const std::string& text) {
    if (!text.empty()) out[key] = text_value(text);
  };
  out["id"] = text_value(head.id);
  out["etag"] = text_value(lead_tag(head));
  out["kind"] = text_value(head.kind);
  out["state"] = text_value(head.state);
  put("ended", head.ended);
  out["grade"] = text_value(head.grade);
  out["score"] = head.score;
  out["uncertainty"] = head.uncertainty;
  out["product"] = product(head.product);
  boost::json::object organisation;
  if (!head.organisation_id.empty()) organisation["id"] = text_value(head.organisation_id);
  organisation["name"] = text_value(masked_phones_in(head.organisation));
  out["organisation"] = std::move(organisation);
  out["region"] = boost::json::object{{"code", text_value(head.region_code)},
                                      {"name", text_value(region_name(head.region_code))}};
  out["title"] = text_value(masked_phones_in(head.title));
  put("notice_id", head.notice_id);
  put("project_id", head.project_id);
  put("deadline", head.act_by);
  put("published", head.published_at);
  put("created", head.opened_at);
  out["changed"] = text_value(head.changed_at);
  put("news", masked_phones_in(head.news));
  put("news_en", masked_phones_in(head.news_en));
  if (head.price_low != 0 || head.price_high != 0) {
    boost::json::object price{{"low_wan", head.price_low}};
    if (head.price_high != 0) price["high_wan"] = head.price_high;
    out["price"] = std::move(price);
  }
  if (!head.owner.empty()) {
    out["owner"] = person(head.owner);
    put("owner_because", head.owner_because);
  }
  put("verdict", head.verdict);
  put("verdict_reason", head.reason);
  put("status", head.status);
  put("snoozed_until", head.snoozed_until);
  if (head.notes > 0) out["notes"] = head.notes;
  const auto until = date_from_iso(head.snoozed_until);
  out["at_hand"] =
      head.state != "expired" && head.verdict != "rejected" &&
      (!until || days_from_date(*until) <= today || head.changed_at.substr(0, 10) > head.worked_on);
  return out;
}

boost::json::array LeadDesk::items(store::Queries& queries, const std::vector<std::string>& ids,
                                   std::int64_t today) const {
  boost::json::array items;
  for (const auto& id : ids)
    if (const auto head = queries.lead_head(id)) items.emplace_back(item(*head, today));
  return items;
}

std::int64_t today_of(const ApiContext& context) {
  return days_from_date(local_date(context.now()));
}

LeadAsk lead_ask(const ApiContext& context) {
  auto query = list_query(context.request(), lead_filter_table(), kUsualSort);
  return {std::move(query.filter), std::move(query.sort), &context.scope(), context.who().person,
          today_of(context)};
}

LeadAsk lead_ask(const ApiContext& context, const std::string& filter, const std::string& sort) {
  Fault fault;
  auto conditions = parse_filter(filter, lead_filter_table(), &fault);
  if (!conditions)
    refuse(400, "bad-filter", "The filter can't be read.", {fault_at("/filter", std::move(fault))});
  auto keys = parse_sort(sort.empty() ? kUsualSort : std::string_view(sort), lead_filter_table(), &fault);
  if (!keys) refuse(400, "bad-sort", "The sort order can't be read.", {fault_at("/sort", std::move(fault))});
  return {std::move(*conditions), std::move(*keys), &context.scope(), context.who().person,
          today_of(context)};
}

std::string lead_tag(const store::LeadHead& head) {
  return "\"" + head.version() + "\"";
}

bool in_scope(const Scope& scope, const store::LeadHead& head) {
  return scope.has_region(head.region_code) && scope.has_product(head.product);
}

bool in_scope(const Scope& scope, const store::NoticeRow& notice, store::Queries& queries) {
  if (scope.has_region(notice.region_code)) return true;
  for (const auto& lead : queries.leads_of_notice(notice.id)) {
    const auto head = queries.lead_head(lead.id);
    if (head && in_scope(scope, *head)) return true;
  }
  return false;
}

store::LeadHead visible_lead(const ApiContext& context, store::Queries& queries, const std::string& id) {
  auto head = queries.lead_head(id);
  // One whose buyer was corrected has another id, and what people did with it stays under the one before: links go on leading to it.
  if (!head)
    for (auto& heir : queries.leads_with_work(id))
      if (in_scope(context.scope(), heir) && (!head || (head->state == "expired" && heir.state != "expired")))
        head = std::move(heir);
  if (!head || !in_scope(context.scope(), *head)) refuse(404, "no-such-lead", "There is no such lead.");
  return std::move(*head);
}

void add_lead_routes(Api& api) {
  const auto desk = std::make_shared<LeadDesk>(api.services());
  add_list_routes(api, desk);
  add_detail_routes(api, desk);
  add_action_routes(api, desk);
  add_view_routes(api, desk);
  add_calendar_routes(api, desk);
  add_export_routes(api, desk);
  add_notice_routes(api, desk);
  add_search_routes(api, desk);
  api.at_start([desk](store::Queries& queries) { desk->index().refresh(queries); });
  add_organisation_routes(api, desk);
}

}  // namespace tenderlead::web
