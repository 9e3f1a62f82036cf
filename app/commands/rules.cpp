// rules lint | test | apply | history: what a rule file would do before it does it, and who changed what.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <memory>
#include <sstream>

#include "app/commands/command.h"
#include "app/pipeline/run.h"
#include "app/rules/backtest.h"
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
Date rules_today() {
  return local_date(rules_now());
}

// "2026-01-01" stays; "90" is ninety days before today.
std::optional<std::string> since_day(const std::string& text) {
  if (date_from_iso(text)) return text;
  if (text.empty() || text.size() > 5 || text.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  return to_string(date_from_days(days_from_date(rules_today()) - std::stoll(text)));
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

std::vector<Line> lint_lines(const RuleSet& set) {
  std::vector<Line> lines;
  for (const auto& fault : set.loaded.faults)
    lines.push_back({fault.file, fault.line, fault.column, "fault", "", fault.message});
  // What couldn't be read can't be judged.
  if (!lines.empty()) return lines;
  const auto& files = set.loaded.value.files;
  for (const auto& found : rules::lint(set.loaded.value)) {
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
  out << line.file << ':' << line.line << ':' << line.column << ": " << line.kind << ": "
      << (line.rule.empty() ? "" : line.rule + ": ") << printable(line.message) << '\n';
}

ExitStatus lint_files(const std::vector<std::string>& files, const GlobalOptions& globals) {
  const auto set = rules_with(find_config_directory(globals), files);
  if (!set) {
    complain(set.error().message);
    return ExitStatus::wrong_usage;
  }
  const auto lines = lint_lines(*set);
  for (const auto& line : lines) print_subject_line(std::cout, line, globals.json);
  if (!lines.empty()) {
    std::cerr << lines.size() << " findings\n";
    return ExitStatus::some_failed;
  }
  std::cerr << "nothing to find fault with: " << set->loaded.value.tags.size() << " tags, "
            << set->loaded.value.products.size() << " products\n";
  return ExitStatus::done;
}

// ---- test

struct TestOptions {
  std::string file;
  std::string since;
  std::size_t examples = 5;
  bool all = false;
};

json::array examples_json(const std::vector<BacktestExample>& examples) {
  json::array array;
  for (const auto& one : examples) {
    json::array matched;
    for (const auto& word : one.matched) matched.emplace_back(rule_words(word));
    array.push_back(json::object{{"notice_id", rule_words(one.notice_id)},
                                 {"title", rule_words(one.title)},
                                 {"url", rule_words(one.url)},
                                 {"published_at", rule_words(one.published_at)},
                                 {"matched", std::move(matched)},
                                 {"points_before", one.points_before},
                                 {"points_after", one.points_after}});
  }
  return array;
}

json::value precision_json(const Precision& precision) {
  if (!precision.value()) return nullptr;
  return json::object{
      {"precision", *precision.value()}, {"accepted", precision.accepted}, {"judged", precision.judged}};
}

void print_json(const Backtest& result) {
  json::array changed;
  for (const auto& rule : result.changed) changed.emplace_back(rule_words(rule));
  std::cout << wire::to_text(json::object{{"notices", result.notices},
                                          {"candidates", result.candidates},
                                          {"judged", result.judged},
                                          {"whole", result.whole()},
                                          {"seconds", result.seconds},
                                          {"changed", std::move(changed)}})
            << '\n';
  for (const auto& effect : result.effects)
    std::cout << wire::to_text(json::object{{"rule", rule_words(effect.rule)},
                                            {"added", result.estimate(effect.added)},
                                            {"lost", result.estimate(effect.lost)},
                                            {"rescored", result.estimate(effect.rescored)},
                                            {"precision_before", precision_json(effect.before)},
                                            {"precision_after", precision_json(effect.after)},
                                            {"added_examples", examples_json(effect.added_examples)},
                                            {"lost_examples", examples_json(effect.lost_examples)},
                                            {"rescored_examples", examples_json(effect.rescored_examples)}})
              << '\n';
}

std::string precision_in_words(const Precision& precision) {
  if (!precision.value()) return "没有审核过的线索";
  std::ostringstream text;
  text << std::fixed << std::setprecision(2) << *precision.value() << "（" << precision.accepted << "/"
       << precision.judged << "）";
  return text.str();
}

void print_examples(const char* mark, const std::vector<BacktestExample>& examples) {
  for (const auto& one : examples) {
    std::string words;
    for (const auto& word : one.matched) words += (words.empty() ? "" : "、") + word;
    std::cout << "    " << mark << ' ' << one.published_at.substr(0, 10) << ' '
              << printable(clipped(one.title, 80)) << "  [" << printable(clipped(words, 60)) << "] "
              << one.points_before << "→" << one.points_after << "  " << one.notice_id << '\n';
  }
}

void print_words(const Backtest& result, const std::string& since) {
  std::cout << since << "以来的公告" << result.notices << "条，改动可能涉及" << result.candidates << "条，";
  if (result.whole())
    std::cout << "全部判断过\n";
  else
    std::cout << "抽取" << result.judged << "条判断，以下数字按比例推算（--all 判断全部）\n";
  if (result.changed.empty()) std::cout << "与现行规则没有区别\n";
  for (const auto& effect : result.effects) {
    std::cout << effect.rule << "：新增" << result.estimate(effect.added) << "，失去"
              << result.estimate(effect.lost) << "，改分" << result.estimate(effect.rescored) << '\n';
    if (effect.before.judged + effect.after.judged > 0)
      std::cout << "    准确率：现行" << precision_in_words(effect.before) << "，改后"
                << precision_in_words(effect.after) << '\n';
    print_examples("+", effect.added_examples);
    print_examples("-", effect.lost_examples);
    print_examples("~", effect.rescored_examples);
  }
  if (!result.changed.empty() && result.effects.empty()) std::cout << "没有一条公告因此不同\n";
}

ExitStatus test_file(const TestOptions& options, const GlobalOptions& globals) {
  const auto since = since_day(options.since);
  if (!since) {
    complain("--since: '" + options.since + "' is neither a day as YYYY-MM-DD nor a number of days");
    return ExitStatus::wrong_usage;
  }
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  const auto set = rules_with(configuration->directory, {options.file});
  if (!set) {
    complain(set.error().message);
    return ExitStatus::wrong_usage;
  }
  for (const auto& fault : set->loaded.faults) std::cerr << to_string(fault) << '\n';
  if (!set->loaded.ok()) return ExitStatus::wrong_usage;
  const auto [store, status] = open_for_reading(*configuration);
  if (!store) return status;
  BacktestOptions work;
  work.since = *since;
  work.as_of = rules_today();
  work.examples = options.examples;
  if (options.all) work.most = 0;
  const auto result = backtest(*store, configuration->rules, set->loaded.value, work);
  if (!result) {
    complain(result.error().message);
    return status_for(result.error());
  }
  if (globals.json)
    print_json(*result);
  else
    print_words(*result, *since);
  std::cerr << std::fixed << std::setprecision(2) << result->seconds << " s\n";
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
  for (const auto& line : lint_lines(*set)) print_subject_line(std::cerr, line, false);
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
  lint->callback(
      [&line, files] { line.action = [&line, files] { return lint_files(*files, line.globals); }; });

  auto* test =
      command->add_subcommand("test", "What a rule file would add, lose and rescore over the stored notices");
  auto options = std::make_shared<TestOptions>();
  test->add_option("RULES", options->file,
                   "tags.yaml or products.yaml as it should become, or the same in JSON")
      ->required();
  test->add_option("--since", options->since,
                   "Notices published on this day (YYYY-MM-DD) or within so many days")
      ->required();
  test->add_option("--examples", options->examples, "So many examples of each kind")
      ->check(CLI::Range(0, 100));
  test->add_flag("--all", options->all, "Judge every notice that the change can touch, however many");
  test->callback(
      [&line, options] { line.action = [&line, options] { return test_file(*options, line.globals); }; });

  auto* apply = command->add_subcommand("apply", "Put rule files in force and write down who changed what");
  auto change = std::make_shared<ApplyOptions>();
  apply->add_option("FILE", change->files, "Rule files to put in place; none: what was edited in the folder");
  apply->add_option("--as", change->person, "Who changes them (default: $USER)");
  apply->add_option("--note", change->note, "Why");
  apply->callback(
      [&line, change] { line.action = [&line, change] { return apply_files(*change, line.globals); }; });
}

}  // namespace tenderlead::app
