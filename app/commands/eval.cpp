#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>

#include "app/commands/command.h"
#include "app/config/reading_tables.h"
#include "app/evaluation/score.h"
#include "app/reading.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

struct EvalOptions {
  std::string gold;
  std::string pages;
  std::string manifest;
  std::string errors;
  bool reliability = false;
};

struct GoldRow {
  std::string id;
  json::object label;
};

std::string text_at(const json::object& object, const char* key) {
  const auto* value = object.if_contains(key);
  const auto* text = value ? value->if_string() : nullptr;
  return text ? std::string(text->data(), text->size()) : std::string();
}

// Visits the objects of a JSONL file; an error names file and line.
template <typename Visit>
Result<void> each_row(const std::string& file, Visit visit) {
  std::ifstream in(file);
  if (!in) return Error{ErrorCode::not_found, file + " can't be opened"};
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto row = wire::parse_text(line);
    if (!row || !row->is_object())
      return Error{ErrorCode::invalid_input, file + ":" + std::to_string(number) + ": " +
                                                 (row ? "a row must be a JSON object" : row.error().message)};
    visit(row->get_object());
  }
  return {};
}

// notices.gold.jsonl -> notices.manifest.jsonl beside it, where it is there.
std::string manifest_beside(const std::string& gold) {
  const fs::path path(gold);
  std::string name = path.filename().string();
  const auto at = name.find(".gold.");
  if (at == std::string::npos) return {};
  const fs::path manifest = path.parent_path() / name.replace(at, 6, ".manifest.");
  std::error_code error;
  return fs::exists(manifest, error) ? manifest.string() : std::string();
}

// A row's page: as the manifest says below DIR, or beside the pages that DIR names.
std::string page_path(const std::string& directory, const std::string& path) {
  std::error_code error;
  for (const fs::path& candidate :
       {fs::path(directory) / path, fs::path(directory) / fs::path(path).filename()})
    if (fs::exists(candidate, error)) return candidate.string();
  return (fs::path(directory) / path).string();
}

// Without a manifest: the file in DIR that is called as the row's id.
json::object row_for_id(const std::string& directory, const std::string& id, const json::object& label) {
  json::object row{{"as", json::string(text_at(label, "type"))}};
  std::error_code error;
  for (const auto& [ending, type] :
       {std::pair{".html", "text/html"}, std::pair{".txt", "text/plain; charset=utf-8"},
        std::pair{".json", "application/json"}}) {
    if (!fs::exists(fs::path(directory) / (id + ending), error)) continue;
    row["path"] = json::string(id + ending);
    row["content_type"] = type;
  }
  return row;
}

ExitStatus evaluate(const EvalOptions& options) {
  std::vector<GoldRow> gold;
  std::map<std::string, json::object> rows;
  const auto read = each_row(options.gold, [&](const json::object& row) {
    const auto* label = row.if_contains("label");
    const std::string quality = text_at(row, "quality");
    if (label && label->is_object() && (quality.empty() || quality == "ok"))
      gold.push_back({text_at(row, "id"), label->get_object()});
  });
  const std::string manifest = options.manifest.empty() ? manifest_beside(options.gold) : options.manifest;
  const auto listed =
      manifest.empty() ? Result<void>()
                       : each_row(manifest, [&](const json::object& row) { rows[text_at(row, "id")] = row; });
  if (!read || !listed) {
    complain((read ? listed : read).error().message);
    return ExitStatus::wrong_usage;
  }

  Score score;
  std::size_t answered = 0;
  for (const auto& [id, label] : gold) {
    json::object row = rows.contains(id) ? rows[id] : row_for_id(options.pages, id, label);
    row["path"] = json::string(page_path(options.pages, text_at(row, "path")));
    const auto answer = answer_row(wire::to_text(row), config::shipped_reading_tables());
    if (answer.contains("error")) {
      complain(id + ": " + wire::to_text(answer.at("error")));
    } else {
      ++answered;
    }
    std::vector<Disagreement> disagreements;
    score.add(label, answer, &disagreements);
    if (options.errors.empty()) continue;
    for (const auto& found : disagreements)
      if (options.errors == "all" || found.field == options.errors)
        std::cout << id << ' ' << found.field << "\n  label: " << found.label << "\n  parse: " << found.answer
                  << '\n';
  }
  if (options.reliability) print_reliability(std::cout, score.reliability());
  print_score(std::cout, score, gold.size(), answered);
  return answered == gold.size() ? ExitStatus::done : ExitStatus::some_failed;
}

}  // namespace

void add_eval(CommandLine& line) {
  auto* command =
      line.app->add_subcommand("eval", "Per-field precision, recall and F1 against labelled pages");
  auto options = std::make_shared<EvalOptions>();
  command->add_option("--gold", options->gold, "Labels, one {\"id\", \"label\"} a line")->required();
  command->add_option("--pages", options->pages, "Folder that the manifest's paths start from")->required();
  command->add_option("--manifest", options->manifest,
                      "Rows as for `parse --jsonl` (default: X.manifest.jsonl beside X.gold.jsonl)");
  command->add_option("--errors", options->errors, "Print the disagreements on one field, or on all");
  command->add_flag("--reliability", options->reliability, "How often values of a confidence are right");
  command->callback([&line, options] { line.action = [options] { return evaluate(*options); }; });
}

}  // namespace tenderlead::app
