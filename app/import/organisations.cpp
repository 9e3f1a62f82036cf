#include "app/import/organisations.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>
#include <optional>
#include <set>

#include "app/config/reading_tables.h"
#include "app/import/organisation_table.h"
#include "app/pipeline/link.h"
#include "app/pipeline/link_organisations.h"
#include "app/pipeline/names.h"
#include "app/pipeline/run.h"
#include "convert/table/table.h"
#include "linker/name_text.h"
#include "store/ids.h"
#include "wire/organisation_facts.h"

namespace tenderlead::app {
namespace {

constexpr std::size_t kExamples = 5;
constexpr std::size_t kMostLeftOut = 100;  // of what the report shows; FILE.failed.csv has them all

// Which organisations are there, and what imports said of them.
class Master {
 public:
  Master(store::Queries& queries, const linker::Places& places) : resolver_(places) {
    queries.each_organisation_record([&](const store::OrganisationRecordRow& row) {
      auto& known = records_[row.organisation_id];
      known.said.insert(row.json);
      const auto value = wire::parse_text(row.json);
      if (!value) return;
      if (const auto facts = wire::organisation_facts_from_json(*value)) known.region = facts->region_code;
    });
    queries.each_organisation([&](const store::OrganisationRow& row) { crawled_.insert(row.id); });
  }

  // The id of what a row speaks of. A name without a place is told apart by its city; one that notices of the province have made known
  // already keeps the id that it has there.
  std::string id_of(const OrganisationFacts& facts) const {
    const auto identity = resolver_.identity(facts.name, linker::place_code(facts.region_code));
    const auto words = identity.words.empty() ? normalised_name(facts.name) : identity.words;
    if (identity.place != 0)
      return store::content_id({"organisation", words, linker::to_text(identity.place)});
    const auto city = facts.region_code.size() < 4 ? std::string() : facts.region_code.substr(0, 4);
    const auto of_city = store::content_id({"organisation", words, city});
    const auto of_province = store::content_id({"organisation", words, province_of(facts.region_code)});
    if (records_.contains(of_city)) return of_city;
    const auto record = records_.find(of_province);
    if (record != records_.end()) return record->second.region.substr(0, 4) == city ? of_province : of_city;
    return crawled_.contains(of_province) && !city.empty() ? of_province : of_city;
  }
  // Of a row with two names run together the first is the name, and the second another one.
  void part_names(OrganisationFacts& facts) const {
    const auto parts =
        resolver_.run_together(linker::folded_name(facts.name), linker::place_code(facts.region_code));
    if (parts.empty() || facts.region_code.empty()) return;
    facts.name = linker::utf8(parts[0]);
    auto other = linker::utf8(parts[1]);
    if (other != facts.name) facts.aliases.insert(facts.aliases.begin(), std::move(other));
  }
  bool has(const std::string& id) const { return records_.contains(id); }
  bool said(const std::string& id, const std::string& json) const {
    const auto found = records_.find(id);
    return found != records_.end() && found->second.said.contains(json);
  }

 private:
  struct Record {
    std::set<std::string> said;
    std::string region;
  };
  linker::NameResolver resolver_;
  std::map<std::string, Record> records_;
  std::set<std::string> crawled_;
};

// What the rows of one file say of one organisation.
struct Said {
  OrganisationFacts facts;
  std::int64_t number = 0;
  std::int64_t rows = 1;
};

void add_missing(OrganisationFacts& facts, const OrganisationFacts& more) {
  const auto add = [](std::vector<std::string>& names, const std::string& name, const std::string& main) {
    if (name != main && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  add(facts.aliases, more.name, facts.name);
  for (const auto& alias : more.aliases) add(facts.aliases, alias, facts.name);
  for (const auto& former : more.former_names) add(facts.former_names, former, facts.name);
  for (const auto& parent : more.parents)
    if (std::find(facts.parents.begin(), facts.parents.end(), parent) == facts.parents.end())
      facts.parents.push_back(parent);
  if (facts.region_code.empty()) facts.region_code = more.region_code;
  for (const auto& [field, value] : more.attributes) facts.attributes.emplace(field, value);
}

bool names(const OrganisationFacts& facts, const std::string& name) {
  return std::find(facts.aliases.begin(), facts.aliases.end(), name) != facts.aliases.end();
}

struct Opened {
  std::unique_ptr<convert::Table> table;
  std::vector<convert::TableRow> first;  // as many as the header may stand among
  convert::ColumnMap columns;
};

// A title over nothing that has a word of a header in it (机构导入模板) is no table.
constexpr std::size_t kLeastColumns = 2;

Result<Opened> open(std::string bytes, const ImportOptions& options) {
  std::vector<convert::StatedColumn> columns;
  if (!options.map.empty()) {
    auto stated = stated_organisation_columns(options.map);
    if (!stated) return stated.error();
    columns = std::move(*stated);
  }
  std::vector<std::string> unknown;
  const auto map = [&](const std::vector<convert::TableRow>& rows) {
    unknown.clear();
    return columns.empty() ? convert::guess_columns(rows, organisation_fields())
                           : convert::stated_columns(rows, columns, unknown);
  };
  convert::TableOptions table_options;
  table_options.encoding = options.encoding;
  table_options.sheet = options.sheet;
  auto table = convert::open_fitting_table(std::move(bytes), table_options,
                                           [&](const auto& rows) { return fields_in(map(rows)); });
  if (!table) return table.error();
  Opened opened;
  opened.table = std::move(*table);
  convert::TableRow row;
  while (opened.first.size() < convert::kHeaderRows && opened.table->next(row)) opened.first.push_back(row);
  opened.columns = map(opened.first);
  if (!unknown.empty())
    return Error{ErrorCode::invalid_input, "--map: the file has no column '" + unknown.front() + "'"};
  if (opened.columns.header_row == 0 || opened.columns.column("name") == convert::ColumnMap::npos)
    return Error{ErrorCode::invalid_input,
                 "no column of " + options.file.string() +
                     " is known to hold names; say which with --map name=COLUMN,region=COLUMN"};
  return opened;
}

Result<void> link_again(store::Store& store, const parsers::ReadingTables& tables) {
  auto linked = link_all(store, tables);
  if (!linked) return linked.error();
  return {};
}

std::int64_t seconds_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

Result<ImportReport> import_organisations(store::Store& store, const parsers::ReadingTables& tables,
                                          const ImportOptions& options, std::int64_t now) {
  auto file = read_input_file(options.file, kMostImportBytes);
  if (!file) return file.error();
  ImportReport report;
  report.dry_run = options.dry_run;
  auto& import = report.import;
  import.kind = "organisations";
  import.file = file->name;
  import.digest = file->digest;
  import.person = import_person(options);
  import.at = now;
  auto opened = open(std::move(file->bytes), options);
  if (!opened) return opened.error();
  const auto& columns = opened->columns;
  boost::json::object mapping;
  for (std::size_t i = 0; i < columns.headers.size(); ++i) {
    if (i < columns.fields.size() && !columns.fields[i].empty()) {
      report.columns.emplace_back(columns.headers[i], columns.fields[i]);
      mapping[columns.fields[i]] = boost::json::string(columns.headers[i]);
    } else if (!columns.headers[i].empty()) {
      report.unused.push_back(columns.headers[i]);
    }
  }
  import.mapping = wire::to_text(mapping);

  const auto places = linker::Places::compile(all_places(tables.regions));
  std::optional<Master> master;
  auto read = store.read([&](store::Queries& queries) {
    master.emplace(queries, places);
    return true;
  });
  if (!read) return read.error();

  OrganisationTable rows(columns, tables.regions);
  FailedRows failed(options.file, columns.headers);
  std::map<std::string, std::int64_t> reasons;
  std::map<std::string, Said> said;
  std::map<std::string, std::int64_t> left_out_values;  // by column and field
  std::int64_t branches = 0;
  const auto leave_out = [&](const convert::TableRow& row, std::vector<LeftOutValue>& values) {
    if (values.empty()) return;
    std::string reason;
    for (auto& value : values) {
      reason += (reason.empty() ? "" : "；") + value.column + "「" + value.value + "」" + value.reason;
      ++left_out_values[value.column + "（" + value.field + "）"];
      ++report.left_out_values;
      if (report.left_out.size() < kMostLeftOut) report.left_out.push_back(std::move(value));
    }
    if (!options.dry_run) failed.add(row.number, "值未采用，这一行的其他内容已导入：" + reason, row.cells);
  };
  const auto take = [&](const convert::TableRow& row) {
    if (row.number <= columns.header_row) return;
    ++import.records;
    std::vector<LeftOutValue> left_out;
    auto facts = rows.read(row, left_out);
    if (!facts) {
      ++import.failed;
      const auto& reason = facts.error().message;
      ++reasons[reason.substr(0, reason.find("："))];
      if (!options.dry_run) failed.add(row.number, reason, row.cells);
      if (options.dry_run && report.notes.size() < kExamples)
        report.notes.push_back("第" + std::to_string(row.number) + "行：" + reason);
      return;
    }
    leave_out(row, left_out);
    master->part_names(*facts);
    for (auto& branch : rows.branches(row, *facts)) {
      auto id = master->id_of(branch);
      ++branches;
      const auto number = static_cast<std::int64_t>(row.number);
      const auto [known, fresh] = said.try_emplace(std::move(id), Said{branch, number, 0});
      if (!fresh) add_missing(known->second.facts, branch);
    }
    auto id = master->id_of(*facts);
    if (!said.contains(id)) {
      // Both rows of 甲医院（乙医院） and 乙医院甲医院 are one organisation, whichever comes first.
      auto other = *facts;
      for (const auto& alias : facts->aliases) {
        other.name = alias;
        const auto by_alias = master->id_of(other);
        const auto found = said.find(by_alias);
        if (found == said.end() || !names(found->second.facts, facts->name)) continue;
        id = by_alias;
        break;
      }
    }
    const auto [known, fresh] = said.try_emplace(id, Said{*facts, static_cast<std::int64_t>(row.number), 1});
    if (fresh) return;
    add_missing(known->second.facts, *facts);
    ++known->second.rows;
  };
  for (const auto& row : opened->first) take(row);
  convert::TableRow row;
  while (opened->table->next(row)) take(row);
  if (const auto& fault = opened->table->fault()) return *fault;
  if (import.records == 0 && convert::fields_in(columns) < kLeastColumns)
    return Error{ErrorCode::invalid_input, options.file.string() + ": no table is recognised in it; '" +
                                               report.columns.front().first + "' stands over no rows"};
  if (opened->table->format().sheets.size() > 1)
    report.notes.push_back("读的工作表：" + opened->table->format().sheet);

  std::vector<store::OrganisationRecordRow> records;
  std::int64_t repeated = 0;
  for (auto& [id, each] : said) {
    repeated += std::max<std::int64_t>(each.rows - 1, 0);
    auto json = wire::to_text(wire::to_json(each.facts));
    auto& count = master->said(id, json) ? import.unchanged : master->has(id) ? import.changed : import.added;
    count += each.rows;
    if (!master->said(id, json)) records.push_back({"", id, each.number, std::move(json)});
  }
  if (repeated > 0) report.notes.push_back(std::to_string(repeated) + " 行与本文件其他行是同一单位，已合并");
  if (branches > 0) report.notes.push_back("另有 " + std::to_string(branches) + " 个院区，记在其主院之下");
  for (const auto& [column, count] : left_out_values)
    report.notes.push_back(column + "：" + std::to_string(count) +
                           " 个值读不懂，未采用；这些行的其他内容照常导入");
  report.reasons.assign(reasons.begin(), reasons.end());
  if (options.dry_run) return report;
  if (auto closed = failed.close(); !closed) return closed.error();
  if (failed.count() > 0) report.failed_file = failed.path().string();
  if (records.empty()) return report;

  import.id = import_id(import);
  auto written = store.write([&](store::WriteBatch& writer) {
    writer.put_import(import);
    for (auto& record : records) {
      record.import_id = import.id;
      writer.put_organisation_record(record);
    }
  });
  if (!written) return written.error();
  if (auto linked = link_again(store, tables); !linked) return linked.error();
  report.notes.emplace_back("线索在下一次 tenderlead match 或 run 时更新");
  return report;
}

Result<void> revert_organisations(store::Store& store, const parsers::ReadingTables& tables,
                                  const store::ImportRow& row, const std::string& person, std::int64_t now) {
  auto written = store.write([&](store::WriteBatch& writer) { writer.mark_reverted(row.id, person, now); });
  if (!written) return written.error();
  return link_again(store, tables);
}

ExitStatus import_organisations(const ImportOptions& options, const GlobalOptions& globals) {
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  auto store = store::Store::open(store_path(*configuration), store::OpenMode::create);
  if (!store) {
    complain(store.error().message);
    return ExitStatus::store_unavailable;
  }
  const auto report = import_organisations(**store, config::shipped_reading_tables(), options, seconds_now());
  if (report) return print_report(*report, globals);
  complain(report.error().message);
  return report.error().code == ErrorCode::invalid_input ? ExitStatus::wrong_usage
                                                         : status_for(report.error());
}

ExitStatus revert_organisations(const store::ImportRow& row, const std::string& person,
                                const GlobalOptions& globals) {
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  auto store = store::Store::open(store_path(*configuration), store::OpenMode::read_write);
  if (!store) {
    complain(store.error().message);
    return ExitStatus::store_unavailable;
  }
  const auto done =
      revert_organisations(**store, config::shipped_reading_tables(), row, person, seconds_now());
  if (!done) {
    complain(done.error().message);
    return status_for(done.error());
  }
  std::cerr << "import " << row.id << " is taken back; `tenderlead match` brings the leads up to date\n";
  return ExitStatus::done;
}

}  // namespace tenderlead::app
