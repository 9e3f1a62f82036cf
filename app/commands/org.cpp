#include <algorithm>
#include <chrono>
#include <functional>
#include <iostream>
#include <iterator>
#include <memory>
#include <vector>

#include "app/commands/command.h"
#include "app/config/reading_tables.h"
#include "app/organisation_printer.h"
#include "app/pipeline/link.h"
#include "app/pipeline/link_organisations.h"
#include "app/pipeline/names.h"
#include "app/pipeline/organisation_edit.h"
#include "app/pipeline/run.h"
#include "app/store_access.h"
#include "app/terminal_table.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace org_command {

namespace json = boost::json;

constexpr std::size_t kMostListed = 50;
constexpr std::size_t kMostLines = 10'000'000;

struct Options {
  std::string first;
  std::string second;
  std::string third;
  std::string province;
  std::string person;
  std::string region;
  std::size_t limit = kMostListed;
  bool lines = false;
};

std::string person_of(const Options& options) {
  if (!options.person.empty()) return options.person;
  const char* user = std::getenv("USER");
  return user == nullptr ? std::string() : std::string(user);
}

ExitStatus fail(const Error& error) {
  complain(error.message);
  return error.code == ErrorCode::invalid_input ? ExitStatus::wrong_usage : status_for(error);
}

// Reads on a snapshot and prints.
ExitStatus reading(const GlobalOptions& globals, const std::function<Result<void>(store::Queries&)>& work) {
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  const auto [store, status] = open_for_reading(*configuration);
  if (!store) return status;
  const auto done = store->read(work);
  if (!done) return fail(done.error());
  return *done ? ExitStatus::done : fail(done->error());
}

// Writes an action, links anew, and says the action's number.
ExitStatus acting(const GlobalOptions& globals,
                  const std::function<Result<std::int64_t>(OrganisationEditor&)>& work) {
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  auto store = store::Store::open(store_path(*configuration), store::OpenMode::read_write);
  if (!store) {
    complain(store.error().message);
    return ExitStatus::store_unavailable;
  }
  const auto now =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  OrganisationEditor editor(**store, config::shipped_reading_tables(), now);
  const auto action = work(editor);
  if (!action) return fail(action.error());
  if (globals.json)
    std::cout << wire::to_text(json::object{{"type", "organisation_action"}, {"id", *action}}) << '\n';
  else
    std::cout << "已记录，操作 " << *action << "；撤销：tenderlead org undo " << *action << '\n';
  std::cerr << "`tenderlead match` brings the leads up to date\n";
  return ExitStatus::done;
}

json::object brief(const store::OrganisationRow& row) {
  return {{"type", "organisation"},
          {"id", json::string(row.id)},
          {"name", json::string(row.name)},
          {"kind", json::string(row.kind)},
          {"region_code", json::string(row.region_code)}};
}

std::string place_name(const std::string& code) {
  const auto region = config::shipped_reading_tables().regions.by_code(code);
  return region ? region_in_words(*region) : code;
}

ExitStatus list(const Options& options, const GlobalOptions& globals) {
  return reading(globals, [&](store::Queries& queries) -> Result<void> {
    const auto rows = queries.organisations_named(options.first, options.limit);
    std::vector<std::vector<std::string>> cells;
    for (const auto& row : rows) {
      if (globals.json) std::cout << wire::to_text(brief(row)) << '\n';
      cells.push_back({row.id, row.name, row.kind, place_name(row.region_code)});
    }
    if (!globals.json) print_table(std::cout, {{"编号"}, {"名称", 60}, {"类别"}, {"地区"}}, cells);
    return {};
  });
}

ExitStatus show(const Options& options, const GlobalOptions& globals) {
  return reading(globals, [&](store::Queries& queries) -> Result<void> {
    const auto view = organisation_view(queries, options.first);
    if (!view)
      return Error{ErrorCode::not_found, "there is no organisation '" + printable(options.first) +
                                             "'; `tenderlead org list` finds them"};
    if (globals.json)
      std::cout << wire::to_text(to_json(*view)) << '\n';
    else
      print_organisation(*view, config::shipped_reading_tables().regions);
    return {};
  });
}

ExitStatus ambiguous(const Options& options, const GlobalOptions& globals) {
  return reading(globals, [&](store::Queries& queries) -> Result<void> {
    std::size_t shown = 0;
    for (const auto& row : queries.ambiguous_names()) {
      if (++shown > options.limit) break;
      const auto candidates = wire::parse_text(row.candidates);
      const auto* array = candidates ? candidates->if_array() : nullptr;
      if (globals.json) {
        std::cout << wire::to_text(json::object{{"type", "ambiguous_name"},
                                                {"name", json::string(row.name)},
                                                {"province", json::string(row.province)},
                                                {"notices", row.notices},
                                                {"organisation_id", json::string(row.organisation_id)},
                                                {"candidates", array ? *array : json::array{}}})
                  << '\n';
        continue;
      }
      std::cout << printable(row.name)
                << (row.province.empty() ? "" : "  " + place_name(row.province + "0000")) << "  "
                << row.notices << " 处\n";
      for (const auto& each : array ? *array : json::array{}) {
        std::cout << "  " << each.at("id").as_string().c_str() << "  "
                  << printable(each.at("name").as_string().c_str());
        for (const auto& reason : each.at("reasons").as_array())
          std::cout << "；" << printable(reason.as_string().c_str());
        std::cout << '\n';
      }
      std::cout << "  → tenderlead org resolve '" << printable(row.name) << "' ID"
                << (row.province.empty() ? "" : " --province " + row.province) << '\n';
    }
    if (shown == 0 && !globals.json) std::cout << "没有需要人工判断的名称\n";
    return {};
  });
}

ExitStatus actions(const Options& options, const GlobalOptions& globals) {
  return reading(globals, [&](store::Queries& queries) -> Result<void> {
    auto rows = queries.organisation_actions();
    std::reverse(rows.begin(), rows.end());
    if (rows.size() > options.limit) rows.resize(options.limit);
    std::vector<std::vector<std::string>> cells;
    for (const auto& row : rows) {
      if (globals.json)
        std::cout << wire::to_text(json::object{{"type", "organisation_action"},
                                                {"id", row.id},
                                                {"kind", json::string(row.kind)},
                                                {"organisation_id", json::string(row.organisation_id)},
                                                {"other_id", json::string(row.other_id)},
                                                {"field", json::string(row.field)},
                                                {"value", json::string(row.value)},
                                                {"person", json::string(row.person)},
                                                {"at", json::string(utc_timestamp(row.at))},
                                                {"undone", row.undone_at.has_value()}})
                  << '\n';
      cells.push_back({std::to_string(row.id), row.kind, row.organisation_id, row.other_id, row.field,
                       row.value, row.person, utc_timestamp(row.at),
                       row.undone_at ? "已撤销 " + row.undone_by : ""});
    }
    if (!globals.json)
      print_table(std::cout,
                  {{"操作", 0, true},
                   {"种类"},
                   {"单位"},
                   {"对方"},
                   {"字段"},
                   {"值", 40},
                   {"操作人"},
                   {"时间"},
                   {"状态"}},
                  cells);
    return {};
  });
}

// Which organisation a name means, as linking would decide it.
json::object meaning(const linker::NameResolver& resolver, const std::map<std::string, std::string>& names,
                     const std::string& name, const std::string& region) {
  const auto found = resolver.resolve({.name = name, .region = linker::place_code(region)});
  using Status = linker::Resolution::Status;
  json::object out{{"name", json::string(name)}};
  out["status"] = found.status == Status::resolved    ? "resolved"
                  : found.status == Status::ambiguous ? "ambiguous"
                                                      : "unknown";
  const auto named = [&](const std::string& id) {
    const auto known = names.find(id);
    return json::string(known == names.end() ? std::string() : known->second);
  };
  if (found.status == Status::resolved) {
    out["id"] = json::string(found.id);
    out["organisation"] = named(found.id);
    json::array reasons;
    for (const auto& reason : found.reasons) reasons.emplace_back(json::string(reason));
    out["reasons"] = std::move(reasons);
  }
  json::array candidates;
  for (const auto& candidate : found.candidates)
    candidates.push_back({{"id", json::string(candidate.id)}, {"organisation", named(candidate.id)}});
  if (!candidates.empty()) out["candidates"] = std::move(candidates);
  if (!found.main_house.empty()) out["main_house"] = json::string(found.main_house);
  return out;
}

ExitStatus which(const Options& options, const GlobalOptions& globals) {
  std::string region;
  if (!options.region.empty()) {
    auto code = region_option("--region", options.region);
    if (!code) return fail(code.error());
    region = *code + std::string(6 - code->size(), '0');
  }
  bool failed = false;
  const auto status = reading(globals, [&](store::Queries& queries) -> Result<void> {
    const auto places = linker::Places::compile(all_places(config::shipped_reading_tables().regions));
    linker::NameResolver resolver(places);
    std::map<std::string, std::string> names;
    known_names(queries, [&](const linker::KnownName& known) {
      resolver.add(known);
      if (known.as == linker::KnownName::As::name) names.emplace(known.id, known.name);
    });
    if (!options.lines) {
      std::cout << wire::to_text(meaning(resolver, names, options.first, region)) << '\n';
      return {};
    }
    std::string line;
    for (std::size_t i = 1; i <= kMostLines && std::getline(std::cin, line); ++i) {
      if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
      const auto row = wire::parse_text(line);
      const auto* object = row ? row->if_object() : nullptr;
      const auto text = [&](const char* key) {
        const auto* value = object ? object->if_contains(key) : nullptr;
        return value && value->is_string() ? std::string(value->as_string()) : std::string();
      };
      const auto name = text("name");
      if (!name.empty()) {
        std::cout << wire::to_text(meaning(resolver, names, name, text("region"))) << '\n';
        continue;
      }
      failed = true;
      const std::string what = row ? "a row must be a JSON object with a name" : row.error().message;
      std::cout << wire::to_text(json::object{
                       {"line", i}, {"error", json::string("line " + std::to_string(i) + ": " + what)}})
                << '\n';
    }
    return {};
  });
  return status == ExitStatus::done && failed ? ExitStatus::some_failed : status;
}

}  // namespace org_command

void add_org(CommandLine& line) {
  using org_command::Options;
  auto* command = line.app->add_subcommand(
      "org", "Organisations: find, show, correct, merge and split, and decide what a name means");
  command->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, const std::vector<const char*>& words,
                       ExitStatus (*work)(const Options&, const GlobalOptions&)) {
    auto* sub = command->add_subcommand(name, help);
    auto options = std::make_shared<Options>();
    std::string* const places[] = {&options->first, &options->second, &options->third};
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string word = words[i];
      const bool optional = word.front() == '[';
      auto* option = sub->add_option(optional ? word.substr(1) : word, *places[i]);
      if (!optional) option->required();
    }
    add_limit(*sub, options->limit);
    sub->add_option("--as", options->person, "Who does it (default: $USER)");
    sub->add_option("--province", options->province, "Of a name: the two digits of its province");
    sub->add_option("--region", options->region, "Of a name: a place or its GB/T 2260 code");
    sub->add_flag("--jsonl", options->lines, "Rows of {name, region} on standard input, an answer a line");
    sub->callback([&line, options, work] {
      line.action = [&line, options, work] { return work(*options, line.globals); };
    });
  };
  add("list", "Organisations with these words in a name", {"[WORDS"}, org_command::list);
  add("show", "An organisation with the origin and date of each value", {"ID"}, org_command::show);
  add("ambiguous", "Names that may mean several organisations, for a person to decide", {},
      org_command::ambiguous);
  add("actions", "What people did with organisations, the newest first", {}, org_command::actions);
  add("which", "Which organisation a name means, with the reasons", {"[NAME"}, org_command::which);
  add("resolve", "Decide that a name means an organisation", {"NAME", "ID"},
      [](const Options& options, const GlobalOptions& globals) {
        return org_command::acting(globals, [&](OrganisationEditor& editor) {
          return editor.resolve(options.first, options.province, options.second,
                                org_command::person_of(options));
        });
      });
  add("merge", "Two organisations are one: ID goes into INTO", {"ID", "INTO"},
      [](const Options& options, const GlobalOptions& globals) {
        return org_command::acting(globals, [&](OrganisationEditor& editor) {
          return editor.merge(options.first, options.second, org_command::person_of(options));
        });
      });
  add("split", "A name is another organisation's: NAME goes its own way", {"ID", "NAME"},
      [](const Options& options, const GlobalOptions& globals) {
        return org_command::acting(globals, [&](OrganisationEditor& editor) {
          return editor.split(options.first, options.second, options.province,
                              org_command::person_of(options));
        });
      });
  add("set", "Enter a value; it stands before crawled and imported ones until it is released",
      {"ID", "FIELD", "VALUE"}, [](const Options& options, const GlobalOptions& globals) {
        return org_command::acting(globals, [&](OrganisationEditor& editor) {
          return editor.set(options.first, options.second, options.third, org_command::person_of(options));
        });
      });
  add("release", "Let go of an entered value", {"ID", "FIELD", "[VALUE"},
      [](const Options& options, const GlobalOptions& globals) {
        return org_command::acting(globals, [&](OrganisationEditor& editor) {
          return editor.release(options.first, options.second, options.third,
                                org_command::person_of(options));
        });
      });
  add("undo", "Undo an action, as `org actions` lists it", {"ACTION"},
      [](const Options& options, const GlobalOptions& globals) {
        return org_command::acting(globals, [&](OrganisationEditor& editor) {
          return editor.undo(options.first, org_command::person_of(options));
        });
      });
}

}  // namespace tenderlead::app
