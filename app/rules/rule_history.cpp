#include "app/rules/rule_history.h"

#include <cstdlib>
#include <map>
#include <utility>

#include "rules/rule_text.h"
#include "store/ids.h"

namespace tenderlead::app {
namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + '\n';
  return text;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    if (end == std::string::npos) break;
    begin = end + 1;
  }
  return lines;
}

}  // namespace

std::vector<store::RuleVersionRow> changes_of_rules(const rules::RuleBook& book,
                                                    const std::vector<store::RuleVersionRow>& newest) {
  std::map<std::string, const store::RuleVersionRow*> known;
  for (const auto& row : newest) known.emplace(row.rule, &row);
  std::vector<store::RuleVersionRow> rows;
  for (const auto& text : rules::rule_texts(book)) {
    store::RuleVersionRow row;
    row.rule = text.rule;
    row.state = to_string(text.state);
    row.lines = joined(text.lines);
    row.digest = store::content_id({row.lines});
    const auto found = known.find(text.rule);
    const auto* before = found == known.end() ? nullptr : found->second;
    if (found != known.end()) known.erase(found);
    if (before != nullptr && before->digest == row.digest && before->state != "removed") continue;
    if (before != nullptr) row.diff = joined(rules::difference(split(before->lines), text.lines));
    rows.push_back(std::move(row));
  }
  for (const auto& [rule, before] : known) {
    if (before->state == "removed") continue;
    store::RuleVersionRow row;
    row.rule = rule;
    row.state = "removed";
    row.diff = joined(rules::difference(split(before->lines), {}));
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<std::vector<store::RuleVersionRow>> record_rules(store::Store& store, const rules::RuleBook& book,
                                                        const std::string& person, std::int64_t now,
                                                        const std::string& note) {
  auto newest = store.read([](store::Queries& queries) { return queries.newest_rule_versions(); });
  if (!newest) return newest.error();
  auto rows = changes_of_rules(book, *newest);
  if (rows.empty()) return rows;
  auto written = store.write([&](store::WriteBatch& writer) {
    for (auto& row : rows) {
      row.person = person;
      row.at = now;
      row.note = note;
      row.version = writer.add_rule_version(row);
    }
  });
  if (!written) return written.error();
  return rows;
}

std::string this_person() {
  for (const char* name : {"USER", "LOGNAME"})
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
  return "unknown";
}

}  // namespace tenderlead::app
