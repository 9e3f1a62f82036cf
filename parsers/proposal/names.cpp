// Which class and id names a selector may lean on.
#include <gumbo.h>

#include <algorithm>
#include <array>
#include <string>

#include "parsers/proposal/selectors.h"

namespace tenderlead::parsers {
namespace {

constexpr std::size_t kLongestName = 40;
constexpr std::size_t kMostNames = 6;
// More digits than this in a name, and a program made it for this page.
constexpr int kMostDigits = 3;

// States and positions: other items will have others.
constexpr std::array<std::string_view, 22> kStates = {
    "on",  "cur", "current", "active", "selected", "hover", "first", "last",  "odd", "even", "new",
    "top", "hot", "this",    "show",   "hide",     "open",  "close", "isnew", "alt", "line", "bgcolor"};
// Layout and nothing else; used only where there is no better name.
constexpr std::array<std::string_view, 24> kLayout = {
    "fl",       "fr",        "cf",         "clear",      "clearfix",  "clr",  "left",     "right",
    "row",      "col",       "container",  "wrap",       "wrapper",   "w100", "w1200",    "center",
    "overflow", "text-left", "text-right", "pull-right", "pull-left", "tc",   "ellipsis", "pointer"};

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& words, std::string_view name) {
  return std::find(words.begin(), words.end(), name) != words.end();
}

bool is_identifier(std::string_view name) {
  if (name.empty() || name.size() > kLongestName) return false;
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  if (!letter(name.front())) return false;
  return std::all_of(name.begin(), name.end(),
                     [&](char c) { return letter(c) || c == '-' || (c >= '0' && c <= '9'); });
}

bool is_lasting(std::string_view name) {
  std::string lower(name);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return is_identifier(name) && !is_one_of(kStates, lower) &&
         std::count_if(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; }) <= kMostDigits;
}

}  // namespace

std::vector<std::string> named_selectors(const GumboNode* element) {
  std::vector<std::string> names;
  std::vector<std::string> layout;
  if (element == nullptr || element->type != GUMBO_NODE_ELEMENT) return names;
  const std::string tag(tag_name(element));
  if (const std::string_view id = attribute(element, "id"); is_lasting(id))
    names.push_back(tag + "#" + std::string(id));
  std::string_view classes = attribute(element, "class");
  while (!classes.empty() && names.size() + layout.size() < kMostNames) {
    const std::size_t begin = classes.find_first_not_of(" \t\r\n\f");
    if (begin == std::string_view::npos) break;
    classes.remove_prefix(begin);
    const std::string_view name = classes.substr(0, classes.find_first_of(" \t\r\n\f"));
    classes.remove_prefix(name.size());
    if (is_lasting(name))
      (is_one_of(kLayout, name) ? layout : names).push_back(tag + "." + std::string(name));
  }
  names.insert(names.end(), layout.begin(), layout.end());
  return names;
}

std::string simple_selector(const GumboNode* element) {
  if (element == nullptr || element->type != GUMBO_NODE_ELEMENT) return {};
  if (const auto names = named_selectors(element); !names.empty()) return names.front();
  const auto above = named_selectors(element->parent);
  return above.empty() ? std::string() : above.front() + " > " + std::string(tag_name(element));
}

}  // namespace tenderlead::parsers
