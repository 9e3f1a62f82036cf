#include "parsers/script_links.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <vector>

#include "parsers/link.h"
#include "parsers/string_literal.h"

namespace tenderlead::parsers {
namespace {

constexpr std::size_t kMaxScripts = 512u << 10;
constexpr std::size_t kLongestFunction = 2000;

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= 0x20) text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= 0x20) text.remove_suffix(1);
  return text;
}

// The name that a call begins with: "javascript:return view('12')" gives view.
std::string_view called_name(std::string_view call) {
  const std::size_t open = call.find('(');
  if (open == std::string_view::npos) return {};
  std::size_t begin = open;
  while (begin > 0 && is_name(call[begin - 1])) --begin;
  return call.substr(begin, open - begin);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

struct Function {
  std::vector<std::string_view> parameters;
  std::string_view body;
};

std::optional<Function> find_function(std::string_view scripts, std::string_view name) {
  for (std::size_t at = scripts.find(name); at != std::string_view::npos; at = scripts.find(name, at + 1)) {
    const std::string_view before = trimmed(scripts.substr(at < 16 ? 0 : at - 16, at < 16 ? at : 16));
    std::size_t open = at + name.size();
    const bool declared = before.size() >= 8 && before.substr(before.size() - 8) == "function";
    if (!declared) {
      // name = function(…)
      const std::string_view rest = scripts.substr(open, 40);
      const std::size_t keyword = rest.find("function");
      const std::size_t first = rest.find_first_not_of(" =\t:");
      if (first == std::string_view::npos || first == 0) continue;
      if (keyword == first) {
        open += keyword + 8;
      } else if (rest[first] == '(') {
        // name = (id) => …
        const std::size_t end = scripts.find(')', open);
        if (end == std::string_view::npos || !trimmed(scripts.substr(end + 1, 8)).starts_with("=>")) continue;
      } else {
        continue;
      }
    }
    open = scripts.find('(', open);
    const std::size_t close = open == std::string_view::npos ? open : scripts.find(')', open);
    if (close == std::string_view::npos) return std::nullopt;
    Function function;
    function.parameters = split(scripts.substr(open + 1, close - open - 1), ',');
    function.body = scripts.substr(close + 1, kLongestFunction);
    const std::size_t next = function.body.find("function ");
    function.body = function.body.substr(0, next);
    return function;
  }
  return std::nullopt;
}

// 'detail?id=' + id + '&t=' + t with parameters replaced; empty where anything else stands in it.
std::string evaluate(std::string_view expression, const Function& function,
                     const std::vector<std::string>& arguments) {
  std::string url;
  std::size_t at = 0;
  while (at < expression.size()) {
    const char c = expression[at];
    if (c == ' ' || c == '+' || c == '\t') {
      ++at;
    } else if (c == '\'' || c == '"') {
      const std::size_t end = end_of_literal(expression, at);
      if (end == std::string_view::npos) return {};
      url += resolve_escapes(expression.substr(at + 1, end - at - 1));
      at = end + 1;
    } else if (c == '`') {
      const std::size_t end = end_of_literal(expression, at);
      if (end == std::string_view::npos) return {};
      std::string_view rest = expression.substr(at + 1, end - at - 1);
      at = end + 1;
      while (!rest.empty()) {
        const std::size_t open = rest.find("${");
        url += rest.substr(0, open);
        if (open == std::string_view::npos) break;
        const std::size_t close = rest.find('}', open);
        if (close == std::string_view::npos) return {};
        const auto name = std::find(function.parameters.begin(), function.parameters.end(),
                                    trimmed(rest.substr(open + 2, close - open - 2)));
        const auto index = static_cast<std::size_t>(name - function.parameters.begin());
        if (index >= function.parameters.size() || index >= arguments.size()) return {};
        url += arguments[index];
        rest.remove_prefix(close + 1);
      }
    } else if (is_name(c)) {
      std::size_t end = at;
      while (end < expression.size() && is_name(expression[end])) ++end;
      const auto parameter =
          std::find(function.parameters.begin(), function.parameters.end(), expression.substr(at, end - at));
      const auto index = static_cast<std::size_t>(parameter - function.parameters.begin());
      if (index >= function.parameters.size() || index >= arguments.size()) return {};
      url += arguments[index];
      at = end;
    } else {
      break;  // the end of the expression: ; , ) or something that isn't a concatenation
    }
  }
  return url;
}

bool is_reference(std::string_view text) {
  return text.find('/') != std::string_view::npos || text.find(".htm") != std::string_view::npos ||
         text.find('?') != std::string_view::npos;
}

// The value after "key:" or "key =" in an object literal, unquoted.
std::string member(std::string_view object, std::string_view key) {
  const std::size_t at = object.find(key);
  if (at == std::string_view::npos) return {};
  std::string_view value = object.substr(at + key.size());
  value = value.substr(0, value.find_first_of(",}"));
  const std::size_t colon = value.find(':');
  if (colon == std::string_view::npos) return {};
  value = trimmed(value.substr(colon + 1));
  if (value.size() >= 2 && (value.front() == '\'' || value.front() == '"'))
    value = value.substr(1, value.size() - 2);
  return std::string(value);
}

std::string numbered(const std::string& pages, const std::string& current, const std::string& prefix,
                     const std::string& suffix) {
  int count = 0;
  int page = 0;
  std::from_chars(pages.data(), pages.data() + pages.size(), count);
  std::from_chars(current.data(), current.data() + current.size(), page);
  if (prefix.empty() || suffix.empty() || page < 0 || page + 1 >= count) return {};
  return prefix + "_" + std::to_string(page + 1) + "." + suffix;
}

// The digits that a script assigns to the first of these variables that it has; empty where it has none.
std::string assigned_number(std::string_view scripts, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    for (std::size_t at = scripts.find(name); at != std::string_view::npos; at = scripts.find(name, at + 1)) {
      if (at > 0 && is_name(scripts[at - 1])) continue;
      std::string_view rest = trimmed(scripts.substr(at + name.size(), 24));
      if (rest.empty() || rest.front() != '=') continue;
      rest = trimmed(rest.substr(1));
      const std::size_t end = std::min(rest.find_first_not_of("0123456789"), rest.size());
      if (end > 0) return std::string(rest.substr(0, end));
    }
  return {};
}

// Pagers whose script counts in variables: createPageHTML(countPage, currentPage, "index", "htm"), or
// "index" + "_" + nextPage + "." + "html" in what it writes.
std::string next_by_variables(std::string_view scripts) {
  const std::string count = assigned_number(scripts, {"countPage", "pageCount", "totalPage", "totalPages"});
  const std::string current = assigned_number(scripts, {"currentPage", "currPage", "curPage"});
  if (count.empty() || current.empty()) return {};
  for (std::size_t at = scripts.find("createPageHTML("); at != std::string_view::npos;
       at = scripts.find("createPageHTML(", at + 1)) {
    const std::string_view call = scripts.substr(at, 200);
    const std::vector<std::string> literals = call_arguments(call.substr(0, call.find(';')));
    if (literals.size() == 2) return numbered(count, current, literals[0], literals[1]);
  }
  static const re2::RE2 written(R"re((\w+)["' +]*_["' ]*\+ *nextPage *\+["' ]*\.["' +]*(s?html?)\b)re");
  std::string prefix;
  std::string suffix;
  if (!re2::RE2::PartialMatch(scripts, written, &prefix, &suffix)) return {};
  return numbered(count, current, prefix, suffix);
}

// location.href = "/column/" + (data.pageIndex + 1) + ".html", where pages count from 0 and the first has a name of its own.
std::string next_by_event(std::string_view scripts, std::string_view address) {
  static const re2::RE2 going(
      R"re(location(?:\.href)?\s*=\s*["']([^"'\s]*)["']\s*\+\s*\(?\s*(?:\w+\.)?pageIndex\s*\+\s*1\s*\)?\s*\+\s*["']([^"'\s]*)["'])re");
  static const re2::RE2 sized(R"re(\bpageSize\s*:\s*["']?(\d{1,6}))re");
  static const re2::RE2 counted(R"re(\btotal\s*:\s*["']?(\d{1,9}))re");
  std::string before;
  std::string after;
  int size = 0;
  int total = 0;
  if (!re2::RE2::PartialMatch(scripts, going, &before, &after) || before.empty() ||
      !re2::RE2::PartialMatch(scripts, sized, &size) || !re2::RE2::PartialMatch(scripts, counted, &total))
    return {};
  int page = 1;
  static const re2::RE2 numbered_name(R"re(^(.*/)(\d{1,6})(\.\w+)$)re");
  std::string folder;
  std::string extension;
  int number = 0;
  if (re2::RE2::FullMatch(address.substr(0, address.find_first_of("?#")), numbered_name, &folder, &number,
                          &extension) &&
      folder.ends_with(before) && extension == after)
    page = number;
  if (static_cast<std::int64_t>(page) * size >= total) return {};
  return before + std::to_string(page + 1) + after;
}

// t20260703_12.html, show.aspx?id=12: what nothing but a page is called.
bool names_page(std::string_view argument) {
  static constexpr std::array<std::string_view, 10> kEndings = {
      ".htm", ".html", ".shtml", ".jhtml", ".php", ".asp", ".aspx", ".jsp", ".do", ".action"};
  argument = argument.substr(0, argument.find_first_of("?#"));
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return argument.ends_with(ending); });
}

}  // namespace

void ScriptLinks::add(std::string_view script) {
  scripts_.append(script.substr(0, kMaxScripts - std::min(kMaxScripts, scripts_.size())));
  scripts_ += '\n';
  clicks_.add(script);
}

std::string ScriptLinks::target(std::string_view call) const {
  if (std::string url = url_in_script(call); !url.empty()) return url;
  const std::vector<std::string> arguments = call_arguments(call);
  const std::string_view name = called_name(call);
  if (!name.empty() && name != "open" && name != "return") {
    if (const auto function = find_function(scripts_, name)) {
      static constexpr std::array<std::string_view, 6> kGoings = {"window.open(",     "location.href",
                                                                  "location.assign(", "location.replace(",
                                                                  "window.location",  "location"};
      for (const std::string_view going : kGoings) {
        const std::size_t at = function->body.find(going);
        if (at == std::string_view::npos) continue;
        std::string_view expression = function->body.substr(at + going.size());
        expression = expression.substr(std::min(expression.find_first_not_of(" =("), expression.size()));
        if (std::string url = evaluate(expression, *function, arguments); is_reference(url)) return url;
      }
    }
  }
  for (const std::string& argument : arguments)
    if ((argument.find('/') != std::string::npos || names_page(argument)) &&
        argument.find(' ') == std::string::npos)
      return argument;
  return {};
}

std::string ScriptLinks::next_page(std::string_view address) const {
  const std::string_view scripts = scripts_;
  for (std::size_t at = scripts.find("createPageHTML("); at != std::string_view::npos;
       at = scripts.find("createPageHTML(", at + 1)) {
    const std::string_view call = scripts.substr(at, 200);
    const std::vector<std::string> arguments = call_arguments(call.substr(0, call.find(';')));
    if (arguments.size() < 4) continue;
    return numbered(arguments[0], arguments[1], arguments[2], arguments[3]);
  }
  for (std::size_t at = scripts.find("Pager("); at != std::string_view::npos;
       at = scripts.find("Pager(", at + 1)) {
    const std::string_view call = scripts.substr(at + 6, 300);
    if (trimmed(call).substr(0, 1) != "{") continue;
    const std::string_view object = call.substr(0, call.find('}') + 1);
    std::string name = numbered(member(object, "size"), member(object, "current"), member(object, "prefix"),
                                member(object, "suffix"));
    if (!name.empty()) return name;
  }
  if (std::string name = next_by_variables(scripts); !name.empty()) return name;
  return next_by_event(scripts, address);
}

}  // namespace tenderlead::parsers
