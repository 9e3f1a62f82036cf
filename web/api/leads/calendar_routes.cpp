// Deadlines by day, and the same for calendar programs by an address that holds a secret.
#include <algorithm>
#include <boost/json/array.hpp>
#include <map>

#include "export/icalendar.h"
#include "web/api/body.h"
#include "web/api/contacts.h"
#include "web/api/leads/lead_desk.h"
#include "web/auth/secrets.h"

namespace tenderlead::web {
namespace {

namespace json = boost::json;

constexpr std::int64_t kUsualDays = 31;
constexpr std::int64_t kMostDays = 400;
constexpr std::size_t kMostEntries = 1000;
constexpr std::size_t kMostFeeds = 20;       // of one person
constexpr std::int64_t kFeedLooksBack = 31;  // days
constexpr std::int64_t kFeedLooksAhead = 400;
constexpr std::int64_t kReadNoted = 3600;  // seconds; calendars come every few minutes
constexpr std::string_view kMine = "owner:me";
constexpr std::string_view kSuffix = ".ics";

std::int64_t day_parameter(const ApiContext& context, const char* name, std::int64_t usual) {
  const auto text = context.request().parameter(name);
  if (!text) return usual;
  const auto today = to_string(date_from_days(today_of(context)));
  const auto day = date_from_iso(day_of(*text, today));
  if (!day)
    refuse(400, "bad-day", "A day can't be read.",
           {{name, "must be YYYY-MM-DD, or counted from today", "not_day", {{"value", *text}}}});
  return days_from_date(*day);
}

struct Entry {
  std::int64_t day = 0;
  const char* what = "";
  std::string id;
};

// Deadlines of what is at hand, and the ends of snoozes, by day.
std::vector<Entry> entries_of(LeadDesk& desk, const LeadAsk& ask, std::int64_t from, std::int64_t to,
                              bool with_snoozes) {
  std::vector<Entry> entries;
  desk.index().each(ask, [&](const IndexedLead& lead) {
    if (*lead.verdict == "rejected") return;
    if (lead.deadline_day >= from && lead.deadline_day <= to)
      entries.push_back({lead.deadline_day, "deadline", lead.id});
    if (with_snoozes && lead.snoozed_until >= from && lead.snoozed_until <= to)
      entries.push_back({lead.snoozed_until, "snooze_over", lead.id});
  });
  std::ranges::sort(entries, [](const Entry& a, const Entry& b) {
    return std::tie(a.day, a.what, a.id) < std::tie(b.day, b.what, b.id);
  });
  if (entries.size() > kMostEntries) entries.resize(kMostEntries);
  return entries;
}

Response calendar(ApiContext& context, LeadDesk& desk) {
  const auto today = today_of(context);
  const auto from = day_parameter(context, "from", today);
  const auto to = day_parameter(context, "to", from + kUsualDays - 1);
  if (to < from || to - from >= kMostDays)
    refuse(
        400, "bad-day", "The calendar has 1 to 400 days.",
        {{"to", "must be up to 400 days behind `from`", "bad_span", {{"most", std::to_string(kMostDays)}}}});
  const auto ask = lead_ask(context);
  return context.read([&](store::Queries& queries) {
    desk.index().refresh(queries);
    json::array days;
    std::int64_t last = from - 1;
    for (const auto& entry : entries_of(desk, ask, from, to, true)) {
      const auto head = queries.lead_head(entry.id);
      if (!head) continue;
      if (entry.day != last) {
        last = entry.day;
        days.emplace_back(
            json::object{{"day", text_value(to_string(date_from_days(last)))}, {"entries", json::array()}});
      }
      const bool deadline = std::string_view(entry.what) == "deadline";
      days.back().get_object()["entries"].get_array().emplace_back(
          json::object{{"what", text_value(entry.what)},
                       {"at", text_value(deadline ? head->act_by : head->snoozed_until)},
                       {"lead", desk.item(*head, today)}});
    }
    return answer(200, {{"from", text_value(to_string(date_from_days(from)))},
                        {"to", text_value(to_string(date_from_days(to)))},
                        {"days", std::move(days)}});
  });
}

json::object feed_json(const store::FeedRow& feed) {
  json::object out{{"id", text_value(feed.id)},
                   {"name", text_value(feed.name)},
                   {"filter", text_value(feed.filter)},
                   {"created", timestamp(feed.created_at)}};
  if (feed.read_at) out["last_read"] = timestamp(*feed.read_at);
  return out;
}

Response list_feeds(ApiContext& context) {
  return context.read([&](store::Queries& queries) {
    json::array items;
    for (const auto& feed : queries.feeds(context.who().login)) items.emplace_back(feed_json(feed));
    const auto total = items.size();
    return answer(200, {{"items", std::move(items)}, {"next", nullptr}, {"total", total}});
  });
}

Response create_feed(ApiContext& context) {
  const auto body = context.body();
  FieldReader fields(body);
  store::FeedRow feed;
  feed.name = fields.text("name", {.least = 1, .most = 80});
  feed.filter = fields.text_if_given("filter", {.most = 2048, .required = false}).value_or("");
  if (feed.filter.empty()) feed.filter = kMine;
  Fault fault;
  if (const auto good = parse_filter(feed.filter, lead_filter_table(), &fault); !good)
    fields.fault("filter", fault.message, fault.code, fault.values);
  fields.finish();
  feed.person = context.who().login;
  feed.created_at = context.now();
  return context.commit(
      [&](store::WriteBatch& batch, store::Queries& queries) {
        if (queries.feeds(feed.person).size() >= kMostFeeds)
          refuse(409, "too-many-feeds", "There are 20 addresses of yours already. Revoke one first.");
        const auto token = new_token();
        auto row = feed;
        row.digest = token_digest(token);
        const auto id = batch.add_feed(row);
        context.audit(batch, {.action = "feed.created", .subject = id, .words = feed.name});
        auto out = feed_json(*queries.feed(id));
        out["url"] = text_value(context.services().reach.public_url + "/api/v1/calendar/ics/" + token +
                                std::string(kSuffix));
        return answer(201, out);
      },
      ApiContext::Keep::secret);
}

Response revoke_feed(ApiContext& context) {
  return context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    const auto feed = queries.feed(context.path("id"));
    if (!feed || feed->person != context.who().login)
      refuse(404, "no-such-feed", "There is no such address.");
    batch.remove_feed(feed->id);
    context.audit(batch, {.action = "feed.revoked", .subject = feed->id, .words = feed->name});
    return no_content();
  });
}

exporting::CalendarEntry calendar_entry(const LeadDesk& desk, const store::LeadHead& head,
                                        const std::string& public_url) {
  exporting::CalendarEntry entry;
  entry.id = head.id;
  entry.at = *stated_time_from_iso(head.act_by);
  if (const auto changed = stated_time_from_iso(head.changed_at)) entry.changed_at = epoch_seconds(*changed);
  const auto product = desk.product(head.product);
  // An address without a sign-in shows no number whole.
  entry.summary = masked_phones_in(head.organisation) + " · " + std::string(product.at("name").as_string());
  entry.description = masked_phones_in(head.title + (head.news.empty() ? "" : "\n" + head.news));
  if (!public_url.empty()) entry.url = public_url + "/leads/" + head.id;
  return entry;
}

// Whoever has the address sees what its owner would: their scope, as it is now. Nothing tells a wrong address from a revoked one.
Response read_feed(ApiContext& context, LeadDesk& desk) {
  const auto& name = context.path("token");
  const auto nothing = [] { refuse(404, "no-such-feed", "There is no calendar at this address."); };
  if (!name.ends_with(kSuffix) || name.size() > 100) nothing();
  const auto digest = token_digest(std::string_view(name).substr(0, name.size() - kSuffix.size()));
  std::optional<store::FeedRow> feed;
  auto response = context.read([&](store::Queries& queries) {
    feed = queries.feed_with(digest);
    if (!feed) nothing();
    const auto owner = queries.user_by_login(feed->person);
    const auto role = owner ? role_from_string(owner->role) : std::nullopt;
    if (!owner || !owner->active || !role || !may(*role, Right::export_leads)) nothing();
    const Scope scope{owner->regions, owner->products};
    auto ask = lead_ask(context, feed->filter, {});
    ask.scope = &scope;
    ask.me = owner->person;
    desk.index().refresh(queries);
    exporting::Calendar calendar{feed->name, {}};
    for (const auto& entry :
         entries_of(desk, ask, ask.today - kFeedLooksBack, ask.today + kFeedLooksAhead, false))
      if (const auto head = queries.lead_head(entry.id); head && stated_time_from_iso(head->act_by))
        calendar.entries.push_back(calendar_entry(desk, *head, context.services().reach.public_url));
    Response out;
    out.set("Content-Type", "text/calendar; charset=utf-8");
    out.set("Cache-Control", "private, max-age=600");
    out.body = exporting::icalendar(calendar);
    return out;
  });
  if (!feed->read_at || *feed->read_at < context.now() - kReadNoted)
    context.commit(
        [&](store::WriteBatch& batch, store::Queries&) {
          batch.note_feed_read(feed->id, context.now());
          return no_content();
        },
        ApiContext::Keep::nothing);
  return response;
}

}  // namespace

void add_calendar_routes(Api& api, const SharedDesk& desk) {
  api.add({"GET", "/api/v1/calendar", "getCalendar", Right::read_leads,
           [desk](ApiContext& context) { return calendar(context, *desk); }});
  api.add({"GET", "/api/v1/calendar/feeds", "listFeeds", Right::export_leads,
           [](ApiContext& context) { return list_feeds(context); }});
  api.add({"POST", "/api/v1/calendar/feeds", "createFeed", Right::export_leads,
           [](ApiContext& context) { return create_feed(context); }});
  api.add({"DELETE", "/api/v1/calendar/feeds/{id}", "revokeFeed", Right::export_leads,
           [](ApiContext& context) { return revoke_feed(context); }});
  api.add({"GET", "/api/v1/calendar/ics/{token}", "readFeed", Right::nothing,
           [desk](ApiContext& context) { return read_feed(context, *desk); }});
}

}  // namespace tenderlead::web
