// tenderlead project: the list of projects, and a person's word on which notices are of one.
#include "model/project.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <set>

#include "app/commands/command.h"
#include "app/config/reading_tables.h"
#include "app/pipeline/link.h"
#include "app/store_access.h"
#include "app/terminal_table.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

struct ProjectOptions {
  std::string stage, region, buyer, since, person, reason;
  std::size_t limit = 0;
  std::vector<std::string> ids;
  std::int64_t decision = 0;
};

std::string person_of(const ProjectOptions& options) {
  if (!options.person.empty()) return options.person;
  const char* user = std::getenv("USER");
  return user == nullptr || *user == '\0' ? "unknown" : user;
}

std::int64_t now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

ExitStatus list_projects(const ProjectOptions& options, const GlobalOptions& globals) {
  if (!options.stage.empty() && !project_stage_from_string(options.stage)) {
    complain("there is no stage '" + printable(options.stage) +
             "'; one of: planned, tendering, evaluated, awarded, contracted, accepted, failed, unknown");
    return ExitStatus::wrong_usage;
  }
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  const auto [store, status] = open_for_reading(*configuration);
  if (!store) return status;
  const auto rows = store->read([&](store::Queries& queries) {
    return queries.projects({options.stage, options.region, options.buyer, options.since, options.limit});
  });
  if (!rows) {
    complain(rows.error().message);
    return status_for(rows.error());
  }
  if (globals.json || !stdout_is_terminal()) {
    for (const auto& row : *rows) std::cout << row.json << '\n';
    return ExitStatus::done;
  }
  std::vector<std::vector<std::string>> cells;
  for (const auto& row : *rows) {
    const auto stage = project_stage_from_string(row.stage);
    cells.push_back({row.id, stage ? chinese_name(*stage) : "", row.published_at.substr(0, 10),
                     row.updated_at.substr(0, 10), row.number, row.name});
  }
  print_table(std::cout, {{"项目", 16}, {"阶段", 8}, {"首见", 10}, {"最近", 10}, {"编号", 28}, {"名称", 60}},
              cells);
  std::cerr << rows->size() << " projects. One of them: tenderlead show project ID\n";
  return ExitStatus::done;
}

Result<std::unique_ptr<store::Store>> open_for_writing(const config::Configuration& configuration) {
  return store::Store::open(store_path(configuration), store::OpenMode::read_write);
}

// Keeps the decision, links again and says what became of it.
ExitStatus decide(const ProjectOptions& options, const GlobalOptions& globals, const std::string& action) {
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  auto store = open_for_writing(*configuration);
  if (!store) {
    complain(store.error().message);
    return ExitStatus::store_unavailable;
  }
  store::ProjectDecisionRow row;
  row.action = action;
  row.person = person_of(options);
  row.reason = options.reason;
  row.at = now();
  std::string unknown;
  const auto looked_up = (*store)->read([&](store::Queries& queries) {
    std::set<std::string> others;
    for (const auto& id : options.ids) {
      const auto project = queries.project(id);
      const auto notice = queries.notice(id);
      if (!notice && (!project || action == "split")) {
        unknown = id;
        return false;
      }
      if (notice) row.notices.push_back(id);
      const auto members = queries.notices_of_project(notice ? notice->project_id : id);
      for (const auto& member : members) {
        if (!notice) row.notices.push_back(member.id);
        others.insert(member.id);
      }
    }
    for (const auto& id : row.notices) others.erase(id);
    if (action == "split") row.others.assign(others.begin(), others.end());
    return true;
  });
  if (!looked_up) {
    complain(looked_up.error().message);
    return status_for(looked_up.error());
  }
  if (!*looked_up) {
    complain("there is no notice" + std::string(action == "join" ? " or project" : "") + " '" +
             printable(unknown) + "'; `tenderlead show project ID` lists a project's notices");
    return ExitStatus::some_failed;
  }
  if (action == "split" && row.others.empty()) {
    complain("these notices are the whole project: there is nothing to split them from");
    return ExitStatus::some_failed;
  }
  std::int64_t id = 0;
  const auto written =
      (*store)->write([&](store::WriteBatch& writer) { id = writer.add_project_decision(row); });
  const auto linked =
      written ? link_all(**store, config::shipped_reading_tables()) : Result<LinkSummary>(written.error());
  if (!linked) {
    complain(linked.error().message);
    return status_for(linked.error());
  }
  std::cerr << "decision " << id << "; take it back with `tenderlead project undo " << id
            << "`. Run `tenderlead match` to see it in the leads\n";
  return ExitStatus::done;
}

ExitStatus undo(const ProjectOptions& options, const GlobalOptions& globals) {
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  auto store = open_for_writing(*configuration);
  if (!store) {
    complain(store.error().message);
    return ExitStatus::store_unavailable;
  }
  bool undone = false;
  const auto written = (*store)->write(
      [&](store::WriteBatch& writer) { undone = writer.undo_project_decision(options.decision, now()); });
  if (written && !undone) {
    complain("there is no decision " + std::to_string(options.decision) +
             " that stands; see `tenderlead project decisions`");
    return ExitStatus::some_failed;
  }
  const auto linked =
      written ? link_all(**store, config::shipped_reading_tables()) : Result<LinkSummary>(written.error());
  if (linked) return ExitStatus::done;
  complain(linked.error().message);
  return status_for(linked.error());
}

ExitStatus list_decisions(const GlobalOptions& globals) {
  namespace json = boost::json;
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  const auto [store, status] = open_for_reading(*configuration);
  if (!store) return status;
  const auto rows = store->read([](store::Queries& queries) { return queries.project_decisions(); });
  if (!rows) {
    complain(rows.error().message);
    return status_for(rows.error());
  }
  const auto list = [](const std::vector<std::string>& ids) {
    json::array out;
    for (const auto& id : ids) out.emplace_back(json::string(id));
    return out;
  };
  for (const auto& row : *rows) {
    json::object out{{"type", "project_decision"},         {"id", row.id},
                     {"action", json::string(row.action)}, {"notices", list(row.notices)},
                     {"others", list(row.others)},         {"person", json::string(row.person)},
                     {"reason", json::string(row.reason)}, {"at", json::string(utc_timestamp(row.at))}};
    if (row.undone_at) out["undone_at"] = json::string(utc_timestamp(*row.undone_at));
    std::cout << wire::to_text(out) << '\n';
  }
  return ExitStatus::done;
}

}  // namespace

void add_project(CommandLine& line) {
  auto* command = line.app->add_subcommand("project", "Projects: list them, join and split their notices");
  command->require_subcommand(1);
  auto options = std::make_shared<ProjectOptions>();
  auto* list = command->add_subcommand("list", "Projects, the last changed first");
  list->add_option("--stage", options->stage,
                   "planned, tendering, evaluated, awarded, contracted, accepted or failed");
  list->add_option("--region", options->region, "A GB/T 2260 code or its leading digits");
  list->add_option("--buyer", options->buyer, "An organisation's id");
  list->add_option("--since", options->since, "YYYY-MM-DD: with news since that day");
  add_limit(*list, options->limit);
  list->callback(
      [&line, options] { line.action = [&line, options] { return list_projects(*options, line.globals); }; });
  const auto add = [&](const char* name, const char* help, const char* ids, int least) {
    auto* sub = command->add_subcommand(name, help);
    sub->add_option("ID", options->ids, ids)->required()->expected(least, 1000);
    sub->add_option("--as", options->person, "Who says so (default: $USER)");
    sub->add_option("--because", options->reason, "Why");
    sub->callback([&line, options, action = std::string(name)] {
      line.action = [&line, options, action] { return decide(*options, line.globals, action); };
    });
  };
  add("join", "These notices or projects are one procurement, whatever is linked later",
      "Ids of notices or projects", 2);
  add("split", "These notices are not of the procurement that they stand in", "Ids of notices of one project",
      1);
  auto* back = command->add_subcommand("undo", "Take a decision back");
  back->add_option("DECISION", options->decision, "Its number, as `project decisions` shows it")->required();
  back->callback(
      [&line, options] { line.action = [&line, options] { return undo(*options, line.globals); }; });
  command->add_subcommand("decisions", "What people decided, undone decisions included")->callback([&line] {
    line.action = [&line] { return list_decisions(line.globals); };
  });
}

}  // namespace tenderlead::app
