#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <system_error>

#include "app/commands/command.h"
#include "app/store_access.h"
#include "export/leads_csv.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

namespace fs = std::filesystem;

struct ExportOptions {
  LeadOptions filter;
  std::string csv;
};

// The leads with the notices that they rest on.
Result<std::vector<exporting::LeadRow>> collect(store::Store& store, const LeadOptions& options,
                                                const store::LeadFilter& filter,
                                                const config::Configuration& configuration) {
  std::optional<Error> fault;
  std::vector<exporting::LeadRow> rows;
  const auto read = store.read([&](store::Queries& queries) {
    const auto found = find_leads(queries, options, filter);
    if (found.empty())
      if (const auto person = check_owner(queries, options, configuration); !person) {
        fault = person.error();
        return false;
      }
    for (const auto& stored : found) {
      const auto lead = lead_of(stored);
      if (!lead) {
        fault = Error{ErrorCode::corrupt, "lead " + stored.id + " can't be read: " + lead.error().message};
        return false;
      }
      exporting::LeadRow row{*lead, product_name(configuration, lead->product), std::nullopt,
                             person_name(configuration, lead->assigned.person)};
      if (const auto notice = queries.notice(lead->notice_id)) {
        const auto json = wire::parse_text(notice->json);
        const auto parsed = json ? wire::notice_from_json(*json) : Result<Notice>(json.error());
        if (parsed) row.notice = *parsed;
      }
      rows.push_back(std::move(row));
    }
    return true;
  });
  if (!read) return read.error();
  if (fault) return *fault;
  return rows;
}

// Written beside FILE and renamed over it, so that a full disk never leaves half a file in its place. A device or a
// pipe is written to as it is: renaming would put a file where it stood.
Result<void> write_file(const std::string& file, const std::vector<exporting::LeadRow>& rows) {
  std::error_code unknown;
  const auto kind = fs::status(file, unknown).type();
  if (kind != fs::file_type::not_found && kind != fs::file_type::regular) {
    std::ofstream out(file, std::ios::binary);
    if (out) exporting::write_leads_csv(out, rows);
    out.close();
    if (!out) return Error{ErrorCode::io, file + " can't be written; is there room on it?"};
    return {};
  }
  const std::string unfinished = file + ".unfinished";
  {
    std::ofstream out(unfinished, std::ios::binary | std::ios::trunc);
    if (out) exporting::write_leads_csv(out, rows);
    out.close();
    if (!out) {
      std::error_code ignored;
      fs::remove(unfinished, ignored);
      return Error{ErrorCode::io,
                   file + " can't be written; is the folder there, and is there room on the disk?"};
    }
  }
  std::error_code error;
  fs::rename(unfinished, file, error);
  if (error) {
    std::error_code ignored;
    fs::remove(unfinished, ignored);
    return Error{ErrorCode::io, file + " can't be replaced: " + error.message()};
  }
  return {};
}

ExitStatus export_leads(const ExportOptions& options, const GlobalOptions& globals) {
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  const auto filter = lead_filter(options.filter, *configuration);
  if (!filter) {
    complain(filter.error().message);
    return ExitStatus::wrong_usage;
  }
  const auto [store, status] = open_for_reading(*configuration);
  if (!store) return status;
  const auto rows = collect(*store, options.filter, *filter, *configuration);
  if (!rows) {
    complain(rows.error().message);
    return rows.error().code == ErrorCode::invalid_input ? ExitStatus::wrong_usage : status_for(rows.error());
  }
  if (options.csv == "-") {
    exporting::write_leads_csv(std::cout, *rows);
    return ExitStatus::done;
  }
  if (const auto written = write_file(options.csv, *rows); !written) {
    complain(written.error().message);
    return ExitStatus::some_failed;
  }
  std::cerr << rows->size() << " leads in " << options.csv << '\n';
  return ExitStatus::done;
}

}  // namespace

void add_export(CommandLine& line) {
  auto* command = line.app->add_subcommand("export", "Write leads to a file that Excel opens");
  auto options = std::make_shared<ExportOptions>();
  command->add_option("--csv", options->csv, "CSV with BOM, safe cells; - for standard output")->required();
  add_lead_options(*command, options->filter);
  command->callback(
      [&line, options] { line.action = [&line, options] { return export_leads(*options, line.globals); }; });
}

}  // namespace tenderlead::app
