// rules lint | apply, and test (rules_test.cpp): what a rule file would do before it does it, and who changed what.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "app/commands/command.h"
#include "app/commands/rules_test.h"
#include "app/config/places.h"
#include "app/pipeline/run.h"
#include "app/rules/rule_history.h"
#include "app/rules/rule_set.h"
#include "app/store_access.h"
#include "app/terminal_table.h"
#include "rules/linter.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

json::string rule_words(std::string_view text) {
  return json::string(text.data(), text.size());
}

std::int64_t rules_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}
// ---- lint

struct Line {
  std::string file;
  int line = 0;
  int column = 0;
  std::string kind;
  std::string rule;
  std::string message;
};

Date rules_today() {
  return local_date(rules_now());
}

std::vector<Line> lint_lines(const RuleSet& set, Date as_of) {
  std::vector<Line> lines;
  for (const auto& fault : set.loaded.faults)
    lines.push_back({fault.file, fault.line, fault.column, "fault", "", fault.message});
  // What couldn't be read can't be judged.
  if (!lines.empty()) return lines;
  const auto& files = set.loaded.value.files;
  for (const auto& found : rules::lint(set.loaded.value, {as_of, config::place_codes})) {
    const auto file = static_cast<std::size_t>(found.place.file);
    lines.push_back({file < files.size() ? files[file] : std::string(), found.place.line, found.place.column,
                     found.kind, found.rule, found.message});
  }
  return lines;
}

void print_subject_line(std::ostream& out, const Line& line, bool as_json) {
  if (as_json) {
    const json::object object{{"file", rule_words(line.file)}, {"line", line.line},
                              {"column", line.column},         {"kind", rule_words(line.kind)},
                              {"rule", rule_words(line.rule)}, {"message", rule_words(line.message)}};
    out << wire::to_text(object) << '\n';
    return;
  }
  out << line.file;
  if (line.line > 0) out << ':' << line.line << ':' << line.column;
  out << ": " << line.kind << ": " << (line.rule.empty() ? "" : line.rule + ": ") << printable(line.message)
      << '\n';
}

ExitStatus lint_files(const std::vector<std::string>& files, const std::string& day,
                      const GlobalOptions& globals) {
  const auto as_of = day.empty() ? std::optional(rules_today()) : date_from_iso(day);
  if (!as_of) {
    complain("--as-of: '" + day + "' is not a day as YYYY-MM-DD");
    return ExitStatus::wrong_usage;
  }
  const auto set = rules_with(find_config_directory(globals), files);
  if (!set) {
    complain(set.error().message);
    return ExitStatus::wrong_usage;
  }
  const auto lines = lint_lines(*set, *as_of);
  for (const auto& line : lines) print_subject_line(std::cout, line, globals.json);
  if (!lines.empty()) {
    std::cerr << lines.size() << " findings\n";
    return ExitStatus::some_failed;
  }
  std::cerr << "nothing to find fault with: " << set->loaded.value.tags.size() << " tags, "
            << set->loaded.value.products.size() << " products\n";
  return ExitStatus::done;
}

// ---- apply

struct ApplyOptions {
  std::vector<std::string> files;
  std::string person;
  std::string note;
};

// Puts a file in the place of the configuration's, at once or not at all; the other notation of the same file goes.
Result<void> put_in_place(const std::string& directory, const config::RuleFile& file) {
  const auto kind = std::string(config::rule_file_kind(file.file));
  const auto stem = kind.substr(0, kind.size() - 5);
  const bool as_json = file.file.ends_with(".json");
  const auto target = fs::path(directory) / (stem + (as_json ? ".json" : ".yaml"));
  auto part = target;
  part += ".part";
  {
    std::ofstream out(part, std::ios::binary);
    out.write(file.yaml.data(), static_cast<std::streamsize>(file.yaml.size()));
    out.close();
    if (!out) return Error{ErrorCode::io, "can't write " + part.string()};
  }
  std::error_code error;
  fs::rename(part, target, error);
  if (error) return Error{ErrorCode::io, "can't put " + target.string() + " in place: " + error.message()};
  const auto other = fs::path(directory) / (stem + (as_json ? ".yaml" : ".json"));
  auto kept = other;
  kept += ".replaced";
  if (fs::exists(other, error)) fs::rename(other, kept, error);
  return {};
}

ExitStatus apply_files(const ApplyOptions& options, const GlobalOptions& globals) {
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  const auto set = rules_with(configuration->directory, options.files);
  if (!set) {
    complain(set.error().message);
    return ExitStatus::wrong_usage;
  }
  for (const auto& fault : set->loaded.faults) std::cerr << to_string(fault) << '\n';
  if (!set->loaded.ok()) return ExitStatus::wrong_usage;
  for (const auto& line : lint_lines(*set, rules_today())) print_subject_line(std::cerr, line, false);
  auto store = store::Store::open(store_path(*configuration), store::OpenMode::create);
  if (!store) {
    complain(store.error().message);
    return ExitStatus::store_unavailable;
  }
  for (const auto& file : set->files) {
    const bool ours = std::any_of(options.files.begin(), options.files.end(),
                                  [&](const std::string& path) { return file.file.starts_with(path); });
    if (!ours) continue;
    if (auto put = put_in_place(configuration->directory, file); !put) {
      complain(put.error().message);
      return ExitStatus::store_unavailable;
    }
  }
  const auto rows =
      record_rules(**store, set->loaded.value, options.person.empty() ? this_person() : options.person,
                   rules_now(), options.note);
  if (!rows) {
    complain(rows.error().message);
    return status_for(rows.error());
  }
  for (const auto& row : *rows) {
    if (globals.json)
      std::cout << wire::to_text(json::object{{"rule", rule_words(row.rule)},
                                              {"version", row.version},
                                              {"state", rule_words(row.state)},
                                              {"person", rule_words(row.person)},
                                              {"diff", rule_words(row.diff)}})
                << '\n';
    else
      std::cout << row.rule << "：第" << row.version << "版（" << row.state << "，" << printable(row.person)
                << "）\n";
  }
  std::cerr << rows->size() << " rules changed; `tenderlead match` judges the stored notices by them\n";
  return ExitStatus::done;
}

}  // namespace

void add_rules(CommandLine& line) {
  auto* command = line.app->add_subcommand("rules", "Check, try and apply rules");
  command->require_subcommand(1);

  auto* lint = command->add_subcommand(
      "lint", "Find rules that are in vain: they can never fire, or make no difference");
  auto files = std::make_shared<std::vector<std::string>>();
  lint->add_option("FILE", *files,
                   "Rule files to take in place of the configuration's (tags.yaml, products.json ...)");
  auto day = std::make_shared<std::string>();
  lint->add_option("--as-of", *day,
                   "The day from which on rules should hold, YYYY-MM-DD (default: today in Shanghai)");
  lint->callback([&line, files, day] {
    line.action = [&line, files, day] { return lint_files(*files, *day, line.globals); };
  });

  add_rules_test(*command, line);

  auto* apply = command->add_subcommand("apply", "Put rule files in force and write down who changed what");
  auto change = std::make_shared<ApplyOptions>();
  apply->add_option("FILE", change->files, "Rule files to put in place; none: what was edited in the folder");
  apply->add_option("--as", change->person, "Who changes them (default: $USER)");
  apply->add_option("--note", change->note, "Why");
  apply->callback(
      [&line, change] { line.action = [&line, change] { return apply_files(*change, line.globals); }; });
}

}  // namespace tenderlead::app
