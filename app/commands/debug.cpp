#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "app/commands/command.h"
#include "app/debug_parts.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

namespace json = boost::json;

struct DebugOptions {
  std::vector<std::string> values;
  bool jsonl = false;
};

ExitStatus answer_lines(const DebugPart& part, const config::Configuration& configuration) {
  bool failed = false;
  std::string line;
  while (std::getline(std::cin, line)) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto row = wire::parse_text(line);
    const auto answer =
        !row ? Result<json::value>(row.error())
        : row->is_object()
            ? part.answer(row->get_object(), configuration)
            : Result<json::value>(Error{ErrorCode::invalid_input, "a row must be a JSON object"});
    json::object out{{"actual", answer ? *answer : json::value(nullptr)}};
    if (!answer) out["error"] = json::string(answer.error().message);
    failed = failed || !answer;
    std::cout << wire::to_text(out) << '\n';
  }
  return failed ? ExitStatus::some_failed : ExitStatus::done;
}

ExitStatus answer_by_hand(const DebugPart& part, const DebugOptions& options,
                          const config::Configuration& configuration) {
  json::object row;
  for (std::size_t i = 0; i < options.values.size(); ++i)
    row[json::string_view(part.keys[i].data(), part.keys[i].size())] = json::string(options.values[i]);
  const auto answer = part.answer(row, configuration);
  if (!answer) {
    complain(answer.error().message);
    return ExitStatus::some_failed;
  }
  if (const auto* text = answer->if_string())
    std::cout << std::string_view(text->data(), text->size()) << '\n';
  else
    std::cout << wire::to_text(*answer) << '\n';
  return ExitStatus::done;
}

}  // namespace

void add_debug(CommandLine& line) {
  auto* command =
      line.app->add_subcommand("debug", "Try one small part by hand: `tenderlead debug amount 144.996万元`");
  command->require_subcommand(1);
  for (const auto& part : debug_parts()) {
    auto* sub = command->add_subcommand(std::string(part.name), std::string(part.help));
    auto options = std::make_shared<DebugOptions>();
    std::string keys;
    for (const auto key : part.keys) keys += (keys.empty() ? "" : " ") + std::string(key);
    sub->add_option("VALUES", options->values, "In this order: " + keys)
        ->expected(0, static_cast<int>(part.keys.size()));
    sub->add_flag("--jsonl", options->jsonl, "Rows of JSON on standard input, {\"actual\": ...} a row out");
    sub->callback([&line, &part, options] {
      line.action = [&line, &part, options] {
        const auto configuration = part.configurable ? load_or_shipped(line.globals)
                                                     : std::optional<config::Configuration>(std::in_place);
        if (!configuration) return ExitStatus::wrong_usage;
        if (options->jsonl) return answer_lines(part, *configuration);
        if (!options->values.empty()) return answer_by_hand(part, *options, *configuration);
        complain("debug " + std::string(part.name) +
                 " needs a value, or --jsonl with rows on standard input");
        return ExitStatus::wrong_usage;
      };
    });
  }
}

}  // namespace tenderlead::app
