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
  std::shared_ptr<Language> language = std::make_shared<Language>(Language::chinese);
};

// The last thing that happened, or the notice's title where nothing did.
std::string news_of(const Lead& lead, Language language) {
  if (lead.history.size() < 2) return lead.title;
  const auto& last = lead.history.back();
  const auto& text = in_language(language, last.text, last.text_en);
  return last.at ? to_string(last.at->date) + " " + text : text;
}

void print_leads(const std::vector<Lead>& leads, Language language,
                 const config::Configuration& configuration) {
  const bool english = language == Language::english;
  // What is left of the terminal's width goes to the news; the other columns have their natural sizes.
  constexpr std::size_t kOthers = 16 + 9 + 8 + 8 + 22 + 28 + 20 + 10 + 8 + 9 * 2;
  const std::size_t news = std::max<std::size_t>(24, terminal_width() - std::min(terminal_width(), kOthers));
  std::vector<std::vector<std::string>> rows;
  for (const auto& lead : leads)
    rows.push_back({lead.id,
                    lead.grade + " " + std::to_string(lead.score) + "±" + std::to_string(lead.uncertainty),
                    english ? to_string(lead.state) : chinese_name(lead.state),
                    english ? to_string(lead.kind) : chinese_name(lead.kind),
                    product_name(configuration, lead.product, language), lead.organisation,
                    region_in_words(lead.region), lead.act_by ? to_string(*lead.act_by).substr(0, 10) : "",
                    person_name(configuration, lead.assigned.person), news_of(lead, language)});
  const auto heading = [english](const char* zh, const char* en) { return std::string(english ? en : zh); };
  print_table(std::cout,
              {{heading("编号", "id"), 16},
               {heading("评分", "score"), 0, true},
               {heading("状态", "state"), 8},
               {heading("类型", "kind"), english ? 14u : 8u},
               {heading("产品", "product"), 18},
               {heading("客户", "account"), 28},
               {heading("地区", "region"), 20},
               {heading("截止", "act by"), 10},
               {heading("负责人", "owner"), 8},
               {heading("动态或公告", "news or notice"), news}},
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
  Result<void> person;
  const auto found = store->read([&](store::Queries& queries) {
    auto rows = find_leads(queries, options.filter, *filter);
    if (rows.empty()) person = check_owner(queries, options.filter, *configuration);
    return rows;
  });
  if (!found) {
    complain(found.error().message);
    return status_for(found.error());
  }
  if (!person) {
    complain(person.error().message);
    return ExitStatus::wrong_usage;
  }
  if (!options.table && (globals.json || !stdout_is_terminal())) {
    for (const auto& row : *found) std::cout << wire::to_text(lead_object(row)) << '\n';
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
  print_leads(leads, *options.language, *configuration);
  return ExitStatus::done;
}

}  // namespace

void add_leads(CommandLine& line) {
  auto* command = line.app->add_subcommand(
      "leads", "List leads, best first: a table on a terminal, JSON lines otherwise");
  auto options = std::make_shared<ListOptions>();
  add_lead_options(*command, options->filter);
  add_language(*command, options->language);
  command->add_flag("--table", options->table, "A table also where the output isn't a terminal");
  command->callback(
      [&line, options] { line.action = [&line, options] { return list_leads(*options, line.globals); }; });
}

}  // namespace tenderlead::app
