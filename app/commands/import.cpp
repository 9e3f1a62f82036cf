#include "app/import/import.h"

#include <array>
#include <iostream>
#include <memory>

#include "app/import/import_notices.h"
#include "app/import/organisations.h"
#include "app/pipeline/run.h"
#include "app/store_access.h"
#include "app/terminal_table.h"
#include "model/time.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

// One row a kind of import.
struct ImportKind {
  const char* name;
  const char* help;
  ExitStatus (*import)(const ImportOptions&, const GlobalOptions&);
  ExitStatus (*revert)(const store::ImportRow&, const std::string& person, const GlobalOptions&);
};
constexpr std::array kKinds{
    ImportKind{"notices", "Notices as a vendor exports them: CSV, XLSX, JSON Lines, OCDS release packages",
               import_notices, revert_notices},
    ImportKind{"organisations",
               "Organisations: CSV or XLSX; columns are guessed, or --map name=COLUMN,region=COLUMN",
               import_organisations, revert_organisations},
};

boost::json::object import_json(const store::ImportRow& row) {
  namespace json = boost::json;
  json::object out{{"type", "import"},
                   {"id", json::string(row.id)},
                   {"kind", json::string(row.kind)},
                   {"source_id", json::string(row.source_id)},
                   {"file", json::string(row.file)},
                   {"digest", json::string(row.digest)},
                   {"person", json::string(row.person)},
                   {"at", json::string(utc_timestamp(row.at))},
                   {"records", row.records},
                   {"added", row.added},
                   {"changed", row.changed},
                   {"unchanged", row.unchanged},
                   {"failed", row.failed}};
  if (row.reverted_at) {
    out["reverted_at"] = json::string(utc_timestamp(*row.reverted_at));
    out["reverted_by"] = json::string(row.reverted_by);
  }
  return out;
}

ExitStatus list_imports(const GlobalOptions& globals) {
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  const auto [store, status] = open_for_reading(*configuration);
  if (!store) return status;
  const auto rows = store->read([](store::Queries& queries) { return queries.imports(); });
  if (!rows) {
    complain(rows.error().message);
    return status_for(rows.error());
  }
  if (globals.json) {
    for (const auto& row : *rows) std::cout << wire::to_text(import_json(row)) << '\n';
    return ExitStatus::done;
  }
  std::vector<std::vector<std::string>> lines;
  const auto number = [](std::int64_t count) { return std::to_string(count); };
  for (const auto& row : *rows)
    lines.push_back({row.id, row.kind, row.source_id, row.file, row.person, utc_timestamp(row.at),
                     number(row.records), number(row.added), number(row.changed), number(row.unchanged),
                     number(row.failed), row.reverted_at ? "已撤销 " + row.reverted_by : "有效"});
  print_table(std::cout,
              {{"批次", 16},
               {"类型"},
               {"来源"},
               {"文件", 32},
               {"导入人"},
               {"时间"},
               {"条数", 0, true},
               {"新增", 0, true},
               {"更新", 0, true},
               {"未变", 0, true},
               {"失败", 0, true},
               {"状态"}},
              lines);
  return ExitStatus::done;
}

ExitStatus revert_import(const std::string& id, const std::string& person, const GlobalOptions& globals) {
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  std::optional<store::ImportRow> row;
  {
    const auto [store, status] = open_for_reading(*configuration);
    if (!store) return status;
    auto found = store->read([&](store::Queries& queries) { return queries.import(id); });
    if (!found) {
      complain(found.error().message);
      return status_for(found.error());
    }
    row = std::move(*found);
  }
  if (!row || row->reverted_at) {
    complain(row ? "import " + id + " was taken back already"
                 : "there is no import '" + id + "'; see `tenderlead import list`");
    return ExitStatus::some_failed;
  }
  for (const auto& kind : kKinds)
    if (row->kind == kind.name) return kind.revert(*row, person, globals);
  complain("import " + id + " is of a kind that this version doesn't know: " + row->kind);
  return ExitStatus::some_failed;
}

}  // namespace

void add_import(CommandLine& line) {
  auto* command = line.app->add_subcommand("import", "Bring in files of others, and take them back");
  command->require_subcommand(1);
  for (const auto& kind : kKinds) {
    auto* sub = command->add_subcommand(kind.name, kind.help);
    auto options = std::make_shared<ImportOptions>();
    sub->add_option("FILE", options->file, "The file; what can't be imported goes to FILE.failed.csv")
        ->required();
    sub->add_option("--map", options->map, "A mapping file, or the name of a shipped one; guessed without");
    sub->add_option("--source", options->source,
                    "Id of the source that notices belong to (default: the mapping's)");
    sub->add_option("--sheet", options->sheet, "Sheet of a workbook (default: the first with rows)");
    sub->add_option("--encoding", options->encoding,
                    "utf-8, utf-16le, utf-16be or gb18030 (default: guessed)");
    sub->add_option("--as", options->person, "Who imports (default: $USER)");
    sub->add_flag("--dry-run", options->dry_run, "Say what would happen, and change nothing");
    sub->callback([&line, options, import = kind.import] {
      line.action = [&line, options, import] { return import(*options, line.globals); };
    });
  }
  command->add_subcommand("list", "The imports, newest first")->callback([&line] {
    line.action = [&line] { return list_imports(line.globals); };
  });
  auto* revert = command->add_subcommand("revert", "Take back what an import brought, and nothing else");
  auto id = std::make_shared<std::string>();
  auto options = std::make_shared<ImportOptions>();
  revert->add_option("ID", *id, "As `tenderlead import list` shows it")->required();
  revert->add_option("--as", options->person, "Who takes it back (default: $USER)");
  revert->callback([&line, id, options] {
    line.action = [&line, id, options] { return revert_import(*id, import_person(*options), line.globals); };
  });
}

}  // namespace tenderlead::app
