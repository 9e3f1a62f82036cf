#include "app/commands/rules_test.h"

#include <chrono>
#include <iomanip>
#include <iostream>
#include <memory>
#include <sstream>

#include "app/pipeline/match.h"
#include "app/rules/backtest.h"
#include "app/rules/lead_trial.h"
#include "app/rules/rule_set.h"
#include "app/store_access.h"
#include "app/terminal_table.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

namespace json = boost::json;

json::string words_of(std::string_view text) {
  return json::string(text.data(), text.size());
}

Date day_of_trial() {
  return local_date(
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
          .count());
}

// "2026-01-01" stays; "90" is ninety days before today.
std::optional<std::string> since_day(const std::string& text, Date today) {
  if (date_from_iso(text)) return text;
  if (text.empty() || text.size() > 5 || text.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  return to_string(date_from_days(days_from_date(today) - std::stoll(text)));
}

struct TestOptions {
  std::string file;
  std::string since;
  std::string as_of;
  std::size_t examples = 5;
  bool all = false;
};

json::value precision_json(const Precision& precision) {
  if (!precision.value()) return nullptr;
  return json::object{
      {"precision", *precision.value()}, {"accepted", precision.accepted}, {"judged", precision.judged}};
}

std::string precision_in_words(const Precision& precision) {
  if (!precision.value()) return "没有审核过的线索";
  std::ostringstream text;
  text << std::fixed << std::setprecision(2) << *precision.value() << "（" << precision.accepted << "/"
       << precision.judged << "）";
  return text.str();
}

void print_precision(const Precision& before, const Precision& after) {
  if (before.judged + after.judged > 0)
    std::cout << "    准确率：现行" << precision_in_words(before) << "，改后" << precision_in_words(after)
              << '\n';
}

// ---- tags and products

json::array examples_json(const std::vector<BacktestExample>& examples) {
  json::array array;
  for (const auto& one : examples) {
    json::array matched;
    for (const auto& word : one.matched) matched.emplace_back(words_of(word));
    array.push_back(json::object{{"notice_id", words_of(one.notice_id)},
                                 {"title", words_of(one.title)},
                                 {"url", words_of(one.url)},
                                 {"published_at", words_of(one.published_at)},
                                 {"matched", std::move(matched)},
                                 {"points_before", one.points_before},
                                 {"points_after", one.points_after}});
  }
  return array;
}

void print_json(const Backtest& result) {
  json::array changed;
  for (const auto& rule : result.changed) changed.emplace_back(words_of(rule));
  std::cout << wire::to_text(json::object{{"notices", result.notices},
                                          {"candidates", result.candidates},
                                          {"judged", result.judged},
                                          {"whole", result.whole()},
                                          {"seconds", result.seconds},
                                          {"changed", std::move(changed)}})
            << '\n';
  for (const auto& effect : result.effects) {
    json::object line{{"rule", words_of(effect.rule)},
                      {"added", result.estimate(effect.added)},
                      {"lost", result.estimate(effect.lost)},
                      {"rescored", result.estimate(effect.rescored)},
                      {"precision_before", precision_json(effect.before)},
                      {"precision_after", precision_json(effect.after)},
                      {"added_examples", examples_json(effect.added_examples)},
                      {"lost_examples", examples_json(effect.lost_examples)},
                      {"rescored_examples", examples_json(effect.rescored_examples)}};
    if (!result.whole()) {
      line["added_margin"] = result.margin(effect.added);
      line["lost_margin"] = result.margin(effect.lost);
      line["rescored_margin"] = result.margin(effect.rescored);
    }
    std::cout << wire::to_text(line) << '\n';
  }
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
    std::cout << "全部判断过，以下是准数\n";
  else
    std::cout << "随机抽取" << result.judged
              << "条判断，以下数字是按比例推算的估计，±是95%的把握范围（--all 判断全部，得到准数）\n";
  if (result.changed.empty()) std::cout << "与现行规则没有区别\n";
  const auto number = [&](std::int64_t count) {
    auto text = std::to_string(result.estimate(count));
    if (!result.whole()) text += "±" + std::to_string(result.margin(count));
    return text;
  };
  for (const auto& effect : result.effects) {
    std::cout << effect.rule << "：新增" << number(effect.added) << "，失去" << number(effect.lost)
              << "，改分" << number(effect.rescored) << '\n';
    print_precision(effect.before, effect.after);
    print_examples("+", effect.added_examples);
    print_examples("-", effect.lost_examples);
    print_examples("~", effect.rescored_examples);
  }
  if (!result.changed.empty() && result.effects.empty()) std::cout << "没有一条公告因此不同\n";
}

// ---- leads

json::array examples_json(const std::vector<LeadTrialExample>& examples) {
  json::array array;
  for (const auto& one : examples)
    array.push_back(json::object{{"lead_id", words_of(one.lead_id)},
                                 {"organisation", words_of(one.organisation)},
                                 {"product", words_of(one.product)},
                                 {"notice_id", words_of(one.notice_id)},
                                 {"score_before", one.score_before},
                                 {"score_after", one.score_after}});
  return array;
}

void print_json(const LeadTrial& trial) {
  std::cout << wire::to_text(json::object{{"opportunities", trial.opportunities},
                                          {"judged", trial.judged},
                                          {"whole", trial.whole()},
                                          {"stale", trial.stale},
                                          {"seconds", trial.seconds}})
            << '\n';
  for (const auto& effect : trial.effects)
    std::cout << wire::to_text(json::object{{"kind", to_string(effect.kind)},
                                            {"added", trial.estimate(effect.added)},
                                            {"lost", trial.estimate(effect.lost)},
                                            {"rescored", trial.estimate(effect.rescored)},
                                            {"precision_before", precision_json(effect.before)},
                                            {"precision_after", precision_json(effect.after)},
                                            {"added_examples", examples_json(effect.added_examples)},
                                            {"lost_examples", examples_json(effect.lost_examples)},
                                            {"rescored_examples", examples_json(effect.rescored_examples)}})
              << '\n';
}

void print_examples(const char* mark, const std::vector<LeadTrialExample>& examples) {
  for (const auto& one : examples)
    std::cout << "    " << mark << ' ' << printable(clipped(one.organisation, 60)) << "  " << one.product
              << ' ' << one.score_before << "→" << one.score_after << "  " << one.lead_id << '\n';
}

void print_words(const LeadTrial& trial, const std::string& since) {
  std::cout << since << "以来有公告的商机" << trial.opportunities << "个，";
  if (trial.whole())
    std::cout << "全部判断过，以下是准数\n";
  else
    std::cout << "抽取" << trial.judged
              << "个判断，以下数字是按比例推算的估计，不含能力缺口（--all 判断全部，得到准数）\n";
  if (trial.stale) std::cout << "公告的标签不是现行规则给的；先运行 tenderlead match，数字才准\n";
  std::int64_t moved = 0;
  for (const auto& effect : trial.effects) {
    moved += effect.added + effect.lost + effect.rescored;
    std::cout << chinese_name(effect.kind) << "：新增" << trial.estimate(effect.added) << "，失去"
              << trial.estimate(effect.lost) << "，改分" << trial.estimate(effect.rescored) << '\n';
    print_precision(effect.before, effect.after);
    print_examples("+", effect.added_examples);
    print_examples("-", effect.lost_examples);
    print_examples("~", effect.rescored_examples);
  }
  if (moved == 0) std::cout << "没有一条线索因此不同\n";
}

template <typename Outcome>
ExitStatus show(const Result<Outcome>& outcome, const std::string& since, const GlobalOptions& globals) {
  if (!outcome) {
    complain(outcome.error().message);
    return status_for(outcome.error());
  }
  if (globals.json)
    print_json(*outcome);
  else
    print_words(*outcome, since);
  std::cerr << std::fixed << std::setprecision(2) << outcome->seconds << " s\n";
  return ExitStatus::done;
}

ExitStatus test_file(const TestOptions& options, const GlobalOptions& globals) {
  const auto as_of = options.as_of.empty() ? std::optional(day_of_trial()) : date_from_iso(options.as_of);
  if (!as_of) {
    complain("--as-of: '" + options.as_of + "' is not a day as YYYY-MM-DD");
    return ExitStatus::wrong_usage;
  }
  const auto since = since_day(options.since, *as_of);
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
  work.as_of = *as_of;
  work.examples = options.examples;
  if (options.all) work.most = 0;
  const auto& files = set->files;
  const auto tried = files.empty() ? std::string_view() : config::rule_file_kind(files.back().file);
  if (tried == "tags.yaml" || tried == "products.yaml")
    return show(backtest(*store, configuration->rules, set->loaded.value, work), *since, globals);
  LeadTrialOptions leads{work, rules_fingerprint(*configuration)};
  return show(try_leads(*store, configuration->rules, set->loaded.value, leads), *since, globals);
}

}  // namespace

void add_rules_test(CLI::App& rules, CommandLine& line) {
  auto* test = rules.add_subcommand(
      "test",
      "What a rule file would add, lose and rescore: of tags and products over the stored notices, of all "
      "else in the list of leads");
  auto options = std::make_shared<TestOptions>();
  test->add_option(
          "RULES", options->file,
          "A rule file as it should become: tags.yaml, products.yaml, leads.yaml ..., or the same in JSON")
      ->required();
  test->add_option("--since", options->since,
                   "Notices published on this day (YYYY-MM-DD) or within so many days")
      ->required();
  test->add_option("--as-of", options->as_of,
                   "The day by which conditions count (default: today in Shanghai)");
  test->add_option("--examples", options->examples, "So many examples of each kind")
      ->check(CLI::Range(0, 100));
  test->add_flag("--all", options->all, "Judge all that the change can touch, however many");
  test->callback(
      [&line, options] { line.action = [&line, options] { return test_file(*options, line.globals); }; });
}

}  // namespace tenderlead::app
