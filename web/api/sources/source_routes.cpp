// Sources: how they are, their runs, what went wrong where; run now, pause, resume.
#include <algorithm>
#include <boost/json/array.hpp>
#include <charconv>

#include "web/api/api.h"
#include "web/api/body.h"
#include "web/api/leads/lead_desk.h"
#include "web/api/page_response.h"
#include "web/api/paging.h"
#include "web/api/people/people_json.h"
#include "web/api/sources/source_json.h"

namespace tenderlead::web {
namespace {

namespace json = boost::json;

constexpr std::size_t kRunsShown = 30;
constexpr std::size_t kMostReason = 500;  // characters

// Refuses where there is none in the configuration.
const SourcePlan& plan_at(const ApiContext& context) {
  const auto& plans = context.services().actions.sources.plans;
  const auto id = context.path("id");
  const auto found =
      std::find_if(plans.begin(), plans.end(), [&](const auto& plan) { return plan.id == id; });
  if (found == plans.end()) refuse(404, "no-such-source", "There is no such source in the configuration.");
  return *found;
}

Response list_sources(ApiContext& context) {
  const auto& actions = context.services().actions.sources;
  return context.read([&](store::Queries& queries) {
    json::array items;
    for (const auto& plan : actions.plans) items.push_back(source_json(context, read_source(queries, plan)));
    return answer(200, {{"items", std::move(items)}, {"starts_runs", actions.starts_runs}});
  });
}

Response get_source(ApiContext& context) {
  const auto& plan = plan_at(context);
  return context.read([&](store::Queries& queries) {
    const auto read = read_source(queries, plan);
    auto source = source_json(context, read);
    json::array runs;
    bool newest_crawl = true;
    for (const auto& run : read.runs) {
      if (runs.size() == kRunsShown) break;
      const bool crawl = run.kind == "run" || run.kind == "crawl";
      auto shown = run;
      shown.counts.reasons = queries.ledger_reasons(run.counts.run_id, plan.id);
      runs.push_back(source_run_json(shown, crawl && newest_crawl && is_running(context, read)));
      newest_crawl = newest_crawl && !crawl;
    }
    source["runs"] = std::move(runs);
    source["starts_runs"] = context.services().actions.sources.starts_runs;
    return answer(200, source);
  });
}

std::int64_t number_of(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return -1;
  return number;
}

json::object error_json(const store::TroubleRow& row) {
  return {{"id", std::to_string(row.url_id)},
          {"url", text_value(row.url)},
          {"kind", row.kind},
          {"reason", text_value(row.reason)},
          {"at", row.at > 0 ? json::value(timestamp(row.at)) : json::value(nullptr)},
          {"failures", row.failures},
          {"next_try", time_or_null(row.next_due)},
          {"page_at", time_or_null(row.page_at)}};
}

Response list_errors(ApiContext& context) {
  const auto& plan = plan_at(context);
  const auto page = page_of(context.request(), "errors of " + plan.id);
  std::optional<store::TroublePlace> after;
  if (page.after.size() == 2) {
    after = {number_of(page.after[0]), number_of(page.after[1])};
    if (after->at < 0 || after->url_id < 0)
      refuse(400, "bad-cursor", "The cursor isn't one of this list. Begin anew.",
             {{"cursor", "isn't one of this list", "bad_cursor"}});
  }
  return context.read([&](store::Queries& queries) {
    auto rows = queries.troubles(plan.id, after, page.limit + 1);
    std::optional<std::vector<std::string>> last;
    if (rows.size() > page.limit) {
      rows.pop_back();
      last = {std::to_string(rows.back().at), std::to_string(rows.back().url_id)};
    }
    json::array items;
    for (const auto& row : rows) items.push_back(error_json(row));
    auto list = paged(std::move(items), page, last);
    list["total"] = queries.trouble_count(plan.id, kMostErrorsCounted);
    return answer(200, list);
  });
}

Response view_error_page(ApiContext& context) {
  const auto& show = context.services().actions.sources.show_trouble;
  if (!show) refuse(501, "not-offered", "This server shows no stored pages.");
  const auto& plan = plan_at(context);
  const auto found = context.read([&](store::Queries& queries) {
    return queries.trouble_page(plan.id, number_of(context.path("error")));
  });
  if (!found) refuse(404, "no-such-page", "There is no such page in the archive.");
  const auto& request = context.request();
  auto page = show(found->first, found->second, request.parameter("lang") == "en",
                   request.parameter("theme") == "dark");
  if (!page) refuse_for(page.error());
  return page_response(std::move(*page), true);
}

Response source_answer(const ApiContext& context, store::Queries& queries, const SourcePlan& plan,
                       int status) {
  return answer(status, source_json(context, read_source(queries, plan)));
}

const std::string& name_of(const ApiContext& context, const SourcePlan& plan) {
  const auto* named = context.services().catalogue.source(plan.id);
  return named != nullptr ? named->name : plan.id;
}

Response run_now(ApiContext& context) {
  const auto& plan = plan_at(context);
  const auto& actions = context.services().actions.sources;
  const auto response = context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    const auto read = read_source(queries, plan);
    if (!plan.enabled) refuse(409, "source-off", "The source is switched off in its file (enabled: false).");
    if (read.state.paused_at) refuse(409, "source-paused", "The source is paused. Resume it first.");
    if (is_running(context, read)) refuse(409, "source-running", "The source is being run already.");
    if (actions.may_be_fetched_now && !actions.may_be_fetched_now(plan.id))
      refuse(409, "out-of-hours", "The source may only be fetched from " + plan.hours + " (China).");
    if (!read.state.asked_at) {
      batch.ask_for_run(plan.id, context.who().login, context.now());
      context.audit(batch,
                    {.action = "source.run_asked", .subject = plan.id, .words = name_of(context, plan)});
      context.announce(batch, "source", plan.id);
    }
    return source_answer(context, queries, plan, 202);
  });
  if (actions.asked) actions.asked();
  return response;
}

Response pause(ApiContext& context) {
  const auto& plan = plan_at(context);
  const auto body = context.body();
  FieldReader fields(body);
  const auto reason = fields.text("reason", {.least = 1, .most = kMostReason});
  fields.finish();
  return context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    const auto state = queries.source_state(plan.id).value_or(store::SourceState{});
    if (!state.paused_at || state.reason != reason) {
      batch.pause_source(plan.id, context.who().login, reason, state.paused_at.value_or(context.now()));
      context.audit(batch, {.action = "source.paused",
                            .subject = plan.id,
                            .words = name_of(context, plan),
                            .after = {{"reason", reason}}});
      context.announce(batch, "source", plan.id);
    }
    return source_answer(context, queries, plan, 200);
  });
}

Response resume(ApiContext& context) {
  const auto& plan = plan_at(context);
  const auto response = context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    const auto state = queries.source_state(plan.id);
    if (state && state->paused_at) {
      batch.resume_source(plan.id);
      context.audit(batch, {.action = "source.resumed",
                            .subject = plan.id,
                            .words = name_of(context, plan),
                            .before = {{"reason", state->reason}}});
      context.announce(batch, "source", plan.id);
    }
    return source_answer(context, queries, plan, 200);
  });
  // It may be due.
  if (const auto& asked = context.services().actions.sources.asked) asked();
  return response;
}

}  // namespace

void add_source_routes(Api& api) {
  api.add({"GET", "/api/v1/sources", "listSources", Right::read_sources, list_sources});
  api.add({"GET", "/api/v1/sources/{id}", "getSource", Right::read_sources, get_source});
  api.add({"GET", "/api/v1/sources/{id}/errors", "listSourceErrors", Right::read_sources, list_errors});
  api.add({"GET", "/api/v1/sources/{id}/errors/{error}/page", "viewErrorPage", Right::read_sources,
           view_error_page});
  api.add({"POST", "/api/v1/sources/{id}/run", "runSource", Right::run_sources, run_now});
  api.add({"POST", "/api/v1/sources/{id}/pause", "pauseSource", Right::run_sources, pause});
  api.add({"POST", "/api/v1/sources/{id}/resume", "resumeSource", Right::run_sources, resume});
}

}  // namespace tenderlead::web
