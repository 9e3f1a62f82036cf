#include "parsers/site/script_menu.h"

#include <gumbo.h>

#include <algorithm>

#include "parsers/dom.h"
#include "parsers/list_item.h"
#include "parsers/node_walk.h"
#include "parsers/site/column.h"
#include "parsers/string_literal.h"

namespace tenderlead::parsers {
namespace {

constexpr std::size_t kMaxScript = 512u << 10;
constexpr std::size_t kMaxEntries = 2000;
// An object with a name, an address and a few members more.
constexpr std::size_t kEntryBytes = 400;
constexpr std::size_t kLongestMarkup = 64u << 10;

struct Literal {
  std::size_t begin = 0;  // of its quote
  std::size_t end = 0;    // behind the other quote
  std::string text;
};

std::vector<Literal> literals_of(std::string_view script) {
  std::vector<Literal> literals;
  for (std::size_t at = 0; at < script.size() && literals.size() < 4 * kMaxEntries; ++at) {
    if (script[at] != '"' && script[at] != '\'') continue;
    const std::size_t end = end_of_literal(script, at);
    if (end == std::string_view::npos) continue;
    literals.push_back({at, end + 1, resolve_escapes(script.substr(at + 1, end - at - 1))});
    at = end;
  }
  return literals;
}

bool is_address(std::string_view text) {
  if (text.size() < 2 || text.size() > 500 || text.find_first_of(" <>\n") != std::string_view::npos)
    return false;
  if (text.front() == '/' || text.starts_with("./") || text.starts_with("../") || text.starts_with("http"))
    return true;
  return text.find(".htm") != std::string_view::npos || text.find(".asp") != std::string_view::npos ||
         text.find(".php") != std::string_view::npos || text.find(".jsp") != std::string_view::npos ||
         text.find(".shtml") != std::string_view::npos;
}

void read_markup(const std::string& markup, std::vector<ScriptEntry>& entries) {
  const Dom dom{std::string_view(markup)};
  if (dom.root() == nullptr) return;
  for_each_below(dom.root(), [&](const GumboNode* node) {
    if (entries.size() >= kMaxEntries || !is_element(node)) return false;
    if (node->v.element.tag != GUMBO_TAG_A) return true;
    const std::string_view href = attribute(node, "href");
    if (std::string label = folded_text(node); !label.empty() && !href.empty())
      entries.push_back({std::move(label), std::string(href)});
    return false;
  });
}

}  // namespace

std::vector<ScriptEntry> read_script_menu(std::string_view script) {
  std::vector<ScriptEntry> entries;
  script = script.substr(0, kMaxScript);
  const auto literals = literals_of(script);
  for (std::size_t i = 0; i < literals.size() && entries.size() < kMaxEntries; ++i) {
    const Literal& literal = literals[i];
    if (literal.text.find("<a ") != std::string::npos && literal.text.size() <= kLongestMarkup) {
      read_markup(literal.text, entries);
      continue;
    }
    if (literal.text.size() > 90 || column_of_words(literal.text).column == Column::none) continue;
    // The object or array around it.
    const std::size_t before = literal.begin - std::min(literal.begin, kEntryBytes);
    const std::size_t open = script.substr(before, literal.begin - before).find_last_of("{[(");
    const std::size_t from = open == std::string_view::npos ? before : before + open;
    const std::string_view behind = script.substr(literal.end, kEntryBytes);
    const std::size_t until = literal.end + std::min(behind.find_first_of("}])"), behind.size());
    const auto within = [&](const Literal& other) {
      return other.begin >= from && other.end <= until && is_address(other.text);
    };
    // Behind the name first: ['医院简介', '/about/', ...].
    std::size_t address = literals.size();
    for (std::size_t j = i + 1; j < literals.size() && j < i + 8 && address == literals.size(); ++j)
      if (within(literals[j])) address = j;
    for (std::size_t j = i; j-- > 0 && j + 8 > i && address == literals.size();)
      if (within(literals[j])) address = j;
    if (address < literals.size()) entries.push_back({literal.text, literals[address].text});
  }
  return entries;
}

}  // namespace tenderlead::parsers
