// tags: every tag and product with what it is given to; tags history ID: who changed it, when, and what.
#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <sstream>

#include "app/commands/command.h"
#include "app/rules/backtest.h"
#include "app/rules/rule_history.h"
#include "app/store_access.h"
#include "app/terminal_table.h"
#include "model/time.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

namespace json = boost::json;

json::string tag_words(std::string_view text) {
  return json::string(text.data(), text.size());
}

// "2026-05-01T09:30:00+08:00", as people in Shanghai read it.
std::string recorded_at(std::int64_t seconds) {
  StatedTime time;
  time.date = local_date(seconds);
  time.second_of_day = static_cast<int>((seconds + 60 * kShanghaiOffsetMinutes) % 86400);
  return to_string(time);
}

struct TagLine {
  std::string rule;  // "tags/x", "products/x"
  std::string id;
  std::string name;
  std::string kind;
  rules::RuleState state = rules::RuleState::active;
  std::string owner;
  std::string description;
  std::map<std::string, std::int64_t> counts;  // by subject
  std::map<std::string, double> coverage;
  Precision precision;
  int version = 0;  // 0: none was recorded
};

std::vector<TagLine> lines_of(const rules::RuleBook& book) {
  std::vector<TagLine> lines;
  for (const auto& tag : book.tags) {
    TagLine line{"tags/" + tag.id,
                 tag.id,
                 tag.name,
                 to_string(tag.kind),
                 tag.state,
                 tag.owner,
                 tag.description,
                 {},
                 {},
                 {},
                 0};
    for (const auto subject : tag.of) line.counts[to_string(subject)] = 0;
    lines.push_back(std::move(line));
  }
  for (const auto& product : book.products)
    lines.push_back({"products/" + product.id,
                     product.id,
                     product.name,
                     "product",
                     product.state,
                     "",
                     "",
                     {{"notice", 0}},
                     {},
                     {},
                     0});
  return lines;
}

void fill_tags(store::Queries& queries, std::vector<TagLine>& lines) {
  const std::map<std::string, std::int64_t> totals{{"notice", queries.notice_count()},
                                                   {"project", queries.project_count()},
                                                   {"organisation", queries.organisation_count()}};
  std::map<std::pair<std::string, std::string>, std::int64_t> counts;
  for (const auto& row : queries.tag_counts()) counts[{row.subject, row.tag}] = row.count;
  std::map<std::string, int> versions;
  for (const auto& row : queries.newest_rule_versions()) versions[row.rule] = row.version;
  // A judged lead speaks for the tags of its notices, and for its own product.
  std::map<std::string, Precision> precisions;
  for (const auto& judged : queries.judged_leads()) {
    const auto add = [&](const std::string& rule) {
      auto& precision = precisions[rule];
      ++precision.judged;
      precision.accepted += judged.accepted ? 1 : 0;
    };
    add("products/" + judged.product);
    std::set<std::string> given;
    for (const auto& [row, id] : judged.notices)
      for (const auto& tag : queries.tags(id))
        if (!tag.id.starts_with("product/")) given.insert("tags/" + tag.id);
    for (const auto& rule : given) add(rule);
  }
  for (auto& line : lines) {
    const auto tag = line.kind == "product" ? "product/" + line.id : line.id;
    for (auto& [subject, count] : line.counts) {
      const auto found = counts.find({subject, tag});
      count = found == counts.end() ? 0 : found->second;
      const auto total = totals.at(subject);
      line.coverage[subject] = total == 0 ? 0 : static_cast<double>(count) / static_cast<double>(total);
    }
    line.precision = precisions[line.rule];
    line.version = versions[line.rule];
  }
}

void print_json(const TagLine& line) {
  json::object counts, coverage;
  for (const auto& [subject, count] : line.counts) counts[subject] = count;
  for (const auto& [subject, share] : line.coverage) coverage[subject] = share;
  json::object object{{"id", tag_words(line.id)},        {"rule", tag_words(line.rule)},
                      {"name", tag_words(line.name)},    {"kind", tag_words(line.kind)},
                      {"state", to_string(line.state)},  {"counts", std::move(counts)},
                      {"coverage", std::move(coverage)}, {"version", line.version}};
  if (!line.owner.empty()) object["owner"] = tag_words(line.owner);
  if (!line.description.empty()) object["description"] = tag_words(line.description);
  if (line.precision.value())
    object["precision"] = json::object{{"value", *line.precision.value()},
                                       {"accepted", line.precision.accepted},
                                       {"judged", line.precision.judged}};
  std::cout << wire::to_text(object) << '\n';
}

std::string tag_percent(double share) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(1) << 100 * share << "%";
  return text.str();
}

void print_lines(const std::vector<TagLine>& lines) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& line : lines)
    for (const auto& [subject, count] : line.counts)
      rows.push_back({line.rule, line.name, chinese_name(line.state), subject, std::to_string(count),
                      tag_percent(line.coverage.at(subject)),
                      line.precision.value() ? tag_percent(*line.precision.value()) + "（" +
                                                   std::to_string(line.precision.judged) + "）"
                                             : "",
                      line.version == 0 ? "" : std::to_string(line.version), line.owner, line.description});
  print_table(std::cout,
              {{"标签", 32},
               {"名称", 20},
               {"状态"},
               {"对象"},
               {"数量", 0, true},
               {"覆盖率", 0, true},
               {"准确率（审核数）"},
               {"版本", 0, true},
               {"负责人", 16},
               {"说明", 40}},
              rows);
}

ExitStatus list_tags(const GlobalOptions& globals) {
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  const auto [store, status] = open_for_reading(*configuration);
  if (!store) return status;
  auto lines = lines_of(configuration->rules);
  const auto read = store->read([&](store::Queries& queries) {
    fill_tags(queries, lines);
    return true;
  });
  if (!read) {
    complain(read.error().message);
    return status_for(read.error());
  }
  if (!globals.json) {
    print_lines(lines);
    return ExitStatus::done;
  }
  for (const auto& line : lines) print_json(line);
  return ExitStatus::done;
}

ExitStatus show_history(const std::string& id, const GlobalOptions& globals) {
  const auto configuration = load_or_complain(globals);
  if (!configuration) return ExitStatus::wrong_usage;
  const auto [store, status] = open_for_reading(*configuration);
  if (!store) return status;
  const auto rows = store->read([&](store::Queries& queries) {
    std::vector<store::RuleVersionRow> found;
    for (const auto& rule : {id, "tags/" + id, "products/" + id}) {
      const auto more = queries.rule_versions(rule);
      found.insert(found.end(), more.begin(), more.end());
    }
    return found;
  });
  if (!rows) {
    complain(rows.error().message);
    return status_for(rows.error());
  }
  if (rows->empty()) {
    complain("no version of '" + id + "' was recorded; `tenderlead rules apply` and `match` record them");
    return ExitStatus::some_failed;
  }
  for (const auto& row : *rows) {
    if (globals.json) {
      std::cout << wire::to_text(json::object{{"rule", tag_words(row.rule)},
                                              {"version", row.version},
                                              {"state", tag_words(row.state)},
                                              {"person", tag_words(row.person)},
                                              {"at", tag_words(recorded_at(row.at))},
                                              {"note", tag_words(row.note)},
                                              {"diff", tag_words(row.diff)},
                                              {"digest", tag_words(row.digest)}})
                << '\n';
      continue;
    }
    std::cout << row.rule << " 第" << row.version << "版  " << recorded_at(row.at) << "  "
              << printable(row.person) << "  " << row.state
              << (row.note.empty() ? "" : "  " + printable(row.note)) << '\n';
    std::istringstream diff(row.diff);
    for (std::string change; std::getline(diff, change);) std::cout << "    " << printable(change) << '\n';
  }
  return ExitStatus::done;
}

}  // namespace

void add_tags(CommandLine& line) {
  auto* command =
      line.app->add_subcommand("tags", "List tags and products: where they are given, and how well");
  command->callback([&line, command] {
    if (command->get_subcommands().empty()) line.action = [&line] { return list_tags(line.globals); };
  });
  auto* history = command->add_subcommand("history", "Who changed a tag or product, when, and what");
  auto id = std::make_shared<std::string>();
  history->add_option("ID", *id, "health_it, or tags/health_it where a product is called alike")->required();
  history->callback([&line, id] { line.action = [&line, id] { return show_history(*id, line.globals); }; });
}

}  // namespace tenderlead::app
