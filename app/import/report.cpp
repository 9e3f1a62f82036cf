#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "app/import/import.h"
#include "app/terminal_table.h"
#include "store/ids.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

namespace json = boost::json;

constexpr std::size_t kShownValues = 10;  // of those that were left out

json::object to_json(const ImportReport& report) {
  const auto& row = report.import;
  json::object columns;
  for (const auto& [column, field] : report.columns) columns[column] = json::string(field);
  json::object reasons;
  for (const auto& [reason, count] : report.reasons) reasons[reason] = count;
  json::array unused, notes;
  for (const auto& column : report.unused) unused.emplace_back(json::string(column));
  for (const auto& note : report.notes) notes.emplace_back(json::string(note));
  json::array left_out;
  for (const auto& value : report.left_out)
    left_out.push_back(json::object{{"row", value.row},
                                    {"column", json::string(value.column)},
                                    {"field", json::string(value.field)},
                                    {"value", json::string(value.value)},
                                    {"reason", json::string(value.reason)}});
  return {{"type", "import"},
          {"id", json::string(row.id)},
          {"kind", json::string(row.kind)},
          {"source_id", json::string(row.source_id)},
          {"file", json::string(row.file)},
          {"dry_run", report.dry_run},
          {"records", row.records},
          {"added", row.added},
          {"changed", row.changed},
          {"unchanged", row.unchanged},
          {"failed", row.failed},
          {"reasons", std::move(reasons)},
          {"left_out_values", report.left_out_values},
          {"left_out", std::move(left_out)},
          {"failed_file", json::string(report.failed_file)},
          {"columns", std::move(columns)},
          {"unused", std::move(unused)},
          {"notes", std::move(notes)}};
}

}  // namespace

ExitStatus print_report(const ImportReport& report, const GlobalOptions& globals) {
  const auto& row = report.import;
  if (globals.json) {
    std::cout << wire::to_text(to_json(report)) << '\n';
  } else {
    std::cout << (report.dry_run ? "试运行，未作任何改动：" : "") << printable(row.file) << "\n";
    for (const auto& [column, field] : report.columns)
      std::cout << "  " << printable(column) << " → " << field << '\n';
    if (!report.unused.empty()) {
      std::cout << "  未用：";
      for (std::size_t i = 0; i < report.unused.size(); ++i)
        std::cout << (i == 0 ? "" : "、") << printable(report.unused[i]);
      std::cout << '\n';
    }
    std::cout << "共 " << row.records << " 条：新增 " << row.added << "，更新 " << row.changed << "，未变 "
              << row.unchanged << "，失败 " << row.failed << '\n';
    for (const auto& [reason, count] : report.reasons) std::cout << "  " << reason << "  " << count << '\n';
    for (std::size_t i = 0; i < std::min(report.left_out.size(), kShownValues); ++i) {
      const auto& value = report.left_out[i];
      std::cout << "  第 " << value.row << " 行 " << printable(value.column) << "「" << printable(value.value)
                << "」" << value.reason << "，未采用\n";
    }
    if (const auto more = report.left_out_values - static_cast<std::int64_t>(kShownValues); more > 0)
      std::cout << "  另有 " << more << " 个值读不懂，未采用\n";
    if (!report.failed_file.empty())
      std::cout << (report.left_out_values > 0 ? "失败的行、读不懂的值及原因：" : "失败的行及原因：")
                << report.failed_file << '\n';
    for (const auto& note : report.notes) std::cout << printable(note) << '\n';
    if (!row.id.empty())
      std::cout << "批次 " << row.id << "；撤销：tenderlead import revert " << row.id << '\n';
    else if (!report.dry_run)
      std::cout << "没有新内容，未留下批次\n";
  }
  return row.failed == 0 ? ExitStatus::done : ExitStatus::some_failed;
}

std::string import_person(const ImportOptions& options) {
  if (!options.person.empty()) return options.person;
  const char* user = std::getenv("USER");
  return user == nullptr ? std::string() : std::string(user);
}

std::string import_id(const store::ImportRow& row) {
  return store::content_id({row.kind, row.source_id, row.digest, row.person, std::to_string(row.at)});
}

}  // namespace tenderlead::app
