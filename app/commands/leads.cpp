#include <iostream>
#include <memory>

#include "app/commands/command.h"
#include "app/store_access.h"
#include "app/terminal_table.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

struct ListOptions {
  LeadOptions filter;
  bool table = false;
};

Result<Lead> lead_of(const store::LeadRow& row) {
  const auto value = wire::parse_text(row.json);
  if (!value) return value.error();
  return wire::lead_from_json(*value);
}

void print_leads(const std::vector<Lead>& leads, const config::Configuration& configuration) {
  // What is left of the terminal's width goes to titles; the other columns have their natural sizes.
  constexpr std::size_t kOthers = 16 + 5 + 8 + 22 + 28 + 20 + 10 + 7 * 2;
  const std::size_t title = std::max<std::size_t>(24, terminal_width() - std::min(terminal_width(), kOthers));
  std::vector<std::vector<std::string>> rows;
  for (const auto& lead : leads)
    rows.push_back({lead.id, std::to_string(lead.score), chinese_name(lead.kind),
                    product_name(configuration, lead.product), lead.organisation,
                    region_in_words(lead.region), lead.act_by ? to_string(*lead.act_by).substr(0, 10) : "",
                    lead.title});
  print_table(std::cout,
              {{"编号", 16},
               {"评分", 0, true},
               {"类型", 8},
               {"产品", 16},
               {"客户", 28},
               {"地区", 20},
               {"截止", 10},
               {"公告", title}},
              rows);
  std::cerr << leads.size() << " leads. Why one of them: tenderlead show ID（查看理由与原文依据）\n";
}

ExitStatus list_leads(const ListOptions& options, const GlobalOptions& globals) {
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  const auto filter = lead_filter(options.filter, *configuration);
  if (!filter) {
    complain(filter.error().message);
    return ExitStatus::wrong_usage;
  }
  const auto [store, status] = open_for_reading(*configuration);
  if (!store) return status;
  const auto found = store->read([&](store::Queries& queries) { return queries.leads(*filter); });
  if (!found) {
    complain(found.error().message);
    return status_for(found.error());
  }
  if (!options.table && (globals.json || !stdout_is_terminal())) {
    for (const auto& row : *found) std::cout << row.json << '\n';
    return ExitStatus::done;
  }
  std::vector<Lead> leads;
  for (const auto& row : *found) {
    auto lead = lead_of(row);
    if (!lead) {
      complain("lead " + row.id + " can't be read: " + lead.error().message);
      return ExitStatus::store_unavailable;
    }
    leads.push_back(std::move(*lead));
  }
  print_leads(leads, *configuration);
  return ExitStatus::done;
}

}  // namespace

void add_leads(CommandLine& line) {
  auto* command = line.app->add_subcommand(
      "leads", "List leads, best first: a table on a terminal, JSON lines otherwise");
  auto options = std::make_shared<ListOptions>();
  add_lead_options(*command, options->filter);
  command->add_flag("--table", options->table, "A table also where the output isn't a terminal");
  command->callback(
      [&line, options] { line.action = [&line, options] { return list_leads(*options, line.globals); }; });
}

}  // namespace tenderlead::app
