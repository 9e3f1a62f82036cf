#include "app/import/import_notices.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include "app/config/checked_reader.h"
#include "app/config/mapping_reader.h"
#include "app/config/reading_tables.h"
#include "app/pipeline_command.h"
#include "app/terminal_table.h"
#include "crawler/clock.h"
#include "crawler/warc.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

// A mapping has some dozen lines.
constexpr std::uintmax_t kMostMappingBytes = 1u << 20;

std::optional<std::string> text_of(const std::filesystem::path& path) {
  std::error_code failure;
  if (!std::filesystem::is_regular_file(path, failure) ||
      std::filesystem::file_size(path, failure) > kMostMappingBytes)
    return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

store::UrlTask task_of(const std::string& source, const std::string& url) {
  store::UrlTask task;
  task.source_id = source;
  task.role = PageRole::notice;
  task.url = url;
  return task;
}

std::map<std::string, std::int64_t> reasons_of(const RecordFile& file) {
  std::map<std::string, std::int64_t> reasons;
  for (const auto& each : file.failed) ++reasons[each.reason];
  return reasons;
}

}  // namespace

std::optional<parsers::RecordMapping> load_mapping_or_complain(const std::string& name,
                                                               const std::string& directory) {
  std::string file = name;
  auto yaml = text_of(name);
  if (!yaml && !directory.empty()) {
    file = (std::filesystem::path(directory) / "mappings" / (name + ".yaml")).string();
    yaml = text_of(file);
  }
  if (!yaml) {
    file = "config/mappings/" + name + ".yaml";
    yaml = config::shipped_mapping(name);
  }
  if (yaml->empty()) {
    complain("--map: there is no file '" + name + "' and no mapping of that name");
    return std::nullopt;
  }
  auto loaded = config::load_mapping(file, *yaml);
  for (const auto& fault : loaded.faults) std::cerr << config::to_string(fault) << '\n';
  if (!loaded.ok()) return std::nullopt;
  return std::move(loaded.value);
}

Result<void> count_notices(const RecordFile& file, store::Store* store, ImportReport& report) {
  auto& row = report.import;
  row.kind = "notices";
  row.source_id = file.source;
  row.failed = static_cast<std::int64_t>(file.failed.size());
  row.records = static_cast<std::int64_t>(file.records.size()) + row.failed;
  row.mapping = file.format == "ocds" ? "\"ocds\"" : wire::to_text(parsers::to_json(file.mapping));
  report.columns = file.columns;
  report.unused = file.unused;
  report.notes = file.notes;
  const auto reasons = reasons_of(file);
  report.reasons.assign(reasons.begin(), reasons.end());
  if (store == nullptr) {
    row.added = static_cast<std::int64_t>(file.records.size());
    return {};
  }
  auto counted = store->read([&](store::Queries& queries) {
    for (const auto& record : file.records) {
      const auto known = queries.find_url(task_of(file.source, record.url));
      if (!known || known->digest.empty())
        ++row.added;
      else
        ++(known->digest == crawler::payload_digest(page_of(file, record)) ? row.unchanged : row.changed);
    }
    return true;
  });
  if (!counted) return counted.error();
  return {};
}

Result<PipelineSummary> store_notices(const RecordFile& file, Pipeline& pipeline,
                                      const PipelineOptions& options, ImportReport& report) {
  auto& store = pipeline.store();
  auto& row = report.import;
  if (auto counted = count_notices(file, &store, report); !counted) return counted.error();
  RecordImport import;
  import.source_id = file.source;
  import.failed = reasons_of(file);
  import.duplicates = file.duplicates;
  if (row.added + row.changed == 0) {
    import.unchanged = row.unchanged;
    return pipeline.import_records(import, options);
  }

  // The batch stands before its pages do: whatever ends this, all that was brought can be taken back.
  row.id = import_id(row);
  auto begun = store.write([&](store::WriteBatch& writer) {
    writer.put_import(row);
    for (const auto& record : file.records)
      writer.put_import_record(
          {row.id, file.source, record.url, crawler::payload_digest(page_of(file, record)), record.number});
  });
  if (!begun) return begun.error();
  std::size_t next = 0;
  import.next = [&](std::string & url, std::string & body) { if (next == file.records.size()) return false;
  url = file.records[next].url;
  body = page_of(file, file.records[next]);
  ++next;
  return true;
};
auto summary = pipeline.import_records(import, options);
if (!summary) return summary;
// Records that say the same in other bytes didn't change anything.
for (const auto& entry : summary->ledger)
  if (entry.source_id == file.source) {
    row.added = entry.fresh - row.failed;
    row.unchanged = entry.unchanged;
    row.changed = entry.fetched - entry.unchanged - row.added;
  }
const bool nothing = !summary->stopped && row.added + row.changed == 0;
auto ended = store.write([&](store::WriteBatch& writer) {
  if (nothing)
    writer.remove_import(row.id);
  else
    writer.put_import(row);
});
if (!ended) return ended.error();
if (nothing) row.id.clear();
return summary;
}  // namespace tenderlead::app

ExitStatus import_notices(const ImportOptions& options, const GlobalOptions& globals) {
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  RecordFileOptions file_options;
  file_options.source = options.source;
  file_options.sheet = options.sheet;
  file_options.encoding = options.encoding;
  if (!options.map.empty()) {
    file_options.mapping = load_mapping_or_complain(options.map, configuration->directory);
    if (!file_options.mapping) return ExitStatus::wrong_usage;
  }
  auto input = read_input_file(options.file, kMostImportBytes);
  if (!input) {
    complain(input.error().message);
    return input.error().code == ErrorCode::not_found ? ExitStatus::wrong_usage : ExitStatus::some_failed;
  }
  ImportReport report;
  report.dry_run = options.dry_run;
  report.import.file = input->name;
  report.import.digest = input->digest;
  report.import.person = import_person(options);
  const auto file = read_records(std::move(*input), file_options, config::shipped_reading_tables());
  if (!file) {
    complain(options.file.string() + ": " + file.error().message);
    return ExitStatus::some_failed;
  }
  for (const auto& source : configuration->sources)
    if (source.id == file->source) {
      complain("source '" + file->source + "' is one that is crawled; name another with --source");
      return ExitStatus::wrong_usage;
    }
  if (!config::is_id(file->source)) {
    complain("--source takes a-z, 0-9, _ and -, 64 letters at most");
    return ExitStatus::wrong_usage;
  }
  FailedRows failed(options.file, file->headers);
  if (!options.dry_run)
    for (const auto& each : file->failed)
      failed.add(static_cast<std::size_t>(each.number), each.reason, each.cells);
  if (failed.count() > 0) {
    if (auto closed = failed.close(); !closed) report.notes.push_back(closed.error().message);
    report.failed_file = failed.path().string();
  }

  report.import.at = crawler::Clock().epoch_seconds();
  if (options.dry_run) {
    auto store = store::Store::open(store_path(*configuration), store::OpenMode::read_only);
    if (!store && store.error().code != ErrorCode::not_found) {
      complain(store.error().message);
      return ExitStatus::store_unavailable;
    }
    if (auto counted = count_notices(*file, store ? store->get() : nullptr, report); !counted) {
      complain(counted.error().message);
      return status_for(counted.error());
    }
    return print_report(report, globals);
  }
  ExitStatus printed = ExitStatus::done;
  PipelineCommand command;
  command.work = [&](Pipeline& pipeline, const PipelineOptions& pipeline_options) {
    auto summary = store_notices(*file, pipeline, pipeline_options, report);
    if (summary) printed = print_report(report, globals);
    return summary;
  };
  const auto status = run_pipeline(globals, command);
  return status == ExitStatus::done ? printed : status;
}

ExitStatus revert_notices(const store::ImportRow& row, const std::string& person,
                          const GlobalOptions& globals) {
  PipelineCommand command;
  command.mode = store::OpenMode::read_write;
  command.work = [&](Pipeline& pipeline, const PipelineOptions& options) -> Result<PipelineSummary> {
    auto summary = pipeline.revert_import(row.id, person, options);
    if (!summary) return summary;
    if (globals.json)
      std::cout << wire::to_text(boost::json::object{
                       {"type", "revert"}, {"id", boost::json::string(row.id)}, {"records", summary->pages}})
                << '\n';
    else
      std::cout << "已撤销批次 " << row.id << "（" << printable(row.file) << "）：" << summary->pages
                << " 条\n";
    return summary;
  };
  return run_pipeline(globals, command);
}

}  // namespace tenderlead::app
