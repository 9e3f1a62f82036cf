#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <charconv>

#include "model/time.h"
#include "web/api/api.h"
#include "web/api/filter.h"
#include "web/api/paging.h"

namespace tenderlead::web {
namespace {

constexpr std::int64_t kDay = 86'400;

const FilterTable& table() {
  static const FilterTable kTable{
      {{.name = "action"}, {.name = "login"}, {.name = "subject"}, {.name = "at", .type = FieldType::day}}};
  return kTable;
}

// The first second of a day in China.
std::int64_t begin_of(const std::string& day) {
  return epoch_seconds({*date_from_iso(day), 0, kShanghaiOffsetMinutes});
}

[[noreturn]] void refuse_term(const std::string& why, const std::string& code, const std::string& field) {
  refuse(400, "bad-filter", "The filter can't be read.", {{"filter", why, code, {{"field", field}}}});
}

store::AuditFilter filter_of(const std::vector<Condition>& conditions, const std::string& today) {
  store::AuditFilter filter;
  for (const auto& condition : conditions) {
    if (condition.negated)
      refuse_term("the log can't be filtered by what isn't", "filter_no_negation", condition.field);
    if (condition.field == "action") {
      filter.actions = condition.values;
    } else if (condition.field == "at") {
      const auto day = [&](std::size_t i) { return day_of(condition.values[i], today); };
      const auto from = [&](const std::string& text) { filter.since = begin_of(text); };
      const auto until = [&](const std::string& text) { filter.before = begin_of(text) + kDay; };
      switch (condition.compare) {
        case Compare::any_of:
          if (condition.values.size() > 1)
            refuse_term("at takes one day or a range of days", "filter_one_value", "at");
          from(day(0));
          until(day(0));
          break;
        case Compare::between:
          if (!condition.values[0].empty()) from(day(0));
          if (!condition.values[1].empty()) until(day(1));
          break;
        case Compare::least:
          from(day(0));
          break;
        case Compare::above:
          filter.since = begin_of(day(0)) + kDay;
          break;
        case Compare::most:
          until(day(0));
          break;
        case Compare::below:
          filter.before = begin_of(day(0));
          break;
      }
    } else {
      if (condition.values.size() > 1)
        refuse_term(condition.field + " takes one value", "filter_one_value", condition.field);
      (condition.field == "login" ? filter.login : filter.subject) = condition.values.front();
    }
  }
  return filter;
}

boost::json::object entry_json(const store::AuditRow& row) {
  boost::json::object out{{"id", row.id},           {"at", utc_timestamp(row.at)},
                          {"user_id", row.user_id}, {"login", row.login},
                          {"by", row.by},           {"peer", row.peer},
                          {"action", row.action},   {"subject", row.subject},
                          {"words", row.words}};
  boost::json::error_code error;
  const auto json = boost::json::parse(row.json, error);
  if (!error && json.is_object())
    for (const auto& member : json.get_object()) out[member.key()] = member.value();
  return out;
}

Response list_audit(ApiContext& context) {
  const auto page = page_of(context.request(), "audit");
  const auto query = list_query(context.request(), table(), "");
  auto filter = filter_of(query.filter, to_string(local_date(context.now())));
  filter.limit = page.limit + 1;
  if (!page.after.empty()) {
    std::int64_t below = 0;
    const auto& text = page.after.front();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), below);
    if (error != std::errc() || end != text.data() + text.size())
      refuse(400, "bad-cursor", "The cursor isn't one of this list. Begin anew.",
             {{"cursor", "isn't one of this list", "bad_cursor"}});
    filter.below = below;
  }
  return context.read([&](store::Queries& queries) {
    auto rows = queries.audit(filter);
    std::optional<std::vector<std::string>> last;
    if (rows.size() > page.limit) {
      rows.pop_back();
      last = {std::to_string(rows.back().id)};
    }
    boost::json::array items;
    for (const auto& row : rows) items.push_back(entry_json(row));
    return answer(200, paged(std::move(items), page, last));
  });
}

}  // namespace

void add_audit_routes(Api& api) {
  api.add({"GET", "/api/v1/audit", "listAudit", Right::read_audit, list_audit});
}

}  // namespace tenderlead::web
