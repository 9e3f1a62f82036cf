#include "parsers/list_cursor.h"

#include "parsers/json_document.h"
#include "parsers/select.h"

namespace tenderlead::parsers {
namespace {

constexpr std::size_t kLongest = 2000;

}  // namespace

std::string list_cursor(const PageContent& page, const std::string& where) {
  std::string found;
  const bool pointer = where.starts_with('/') && !where.starts_with("//");
  if (page.kind() == BodyKind::json) {
    if (pointer && page.json() != nullptr) found = json_text(*page.json(), where);
    if (found == "false" || found == "null") found.clear();
  } else if (page.kind() == BodyKind::html || page.xml() != nullptr) {
    const SelectorTree& tree = page.xml() != nullptr ? *page.xml() : page.tree();
    if (auto value = tree.value(where)) found = std::move(*value);
  }
  constexpr const char* kSpace = " \t\r\n";
  const auto begin = found.find_first_not_of(kSpace);
  if (begin == std::string::npos || found.size() > kLongest) return {};
  return found.substr(begin, found.find_last_not_of(kSpace) - begin + 1);
}

}  // namespace tenderlead::parsers
