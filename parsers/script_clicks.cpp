#include "parsers/script_clicks.h"

#include <re2/re2.h>

#include <algorithm>

#include "parsers/dom.h"
#include "parsers/string_literal.h"

namespace tenderlead::parsers {
namespace {

constexpr std::size_t kMostHandlers = 20;
constexpr std::size_t kMostScript = 256u << 10;
constexpr std::size_t kLongestHandler = 1000;
constexpr std::size_t kMostParts = 12;
constexpr std::size_t kLongestUrl = 500;

// $(this).data('id'), $(this).attr("data-id"), this.dataset.id, el.getAttribute('data-id'): which attribute it is.
#define TENDERLEAD_DATA \
  R"re((?:\$\(\w+\)|[\w.]+)\.(?:data\(\s*["']([\w-]+)["']\s*\)|(?:attr|getAttribute)\(\s*["'](data-[\w-]+)["']\s*\)|dataset\.(\w+)))re"

// The name of the attribute: "newsId" of dataset is data-news-id.
std::string attribute_of(const std::string& key, const std::string& whole, const std::string& hump) {
  if (!whole.empty()) return whole;
  std::string name = "data-";
  for (const char c : key.empty() ? hump : key) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper) name += '-';
    name += upper ? static_cast<char>(c | 0x20) : c;
  }
  return name;
}

// ".notice" of "#list .notice:not(.old)", "li" of "ul > li"; empty where that is no plain name.
std::string last_name(std::string_view selector) {
  if (selector.find(',') != std::string_view::npos) return {};
  const std::size_t end = selector.find_last_not_of(" \t");
  if (end == std::string_view::npos) return {};
  selector = selector.substr(0, end + 1);
  selector = selector.substr(selector.find_last_of(" >+~") + 1);
  selector = selector.substr(0, selector.find_first_of(":["));
  const std::size_t mark = selector.find_last_of(".#");
  return std::string(mark == std::string_view::npos ? selector : selector.substr(mark));
}

bool has_class(const GumboNode* element, std::string_view name) {
  std::string_view classes = attribute(element, "class");
  while (!classes.empty()) {
    const std::size_t end = classes.find_first_of(" \t\r\n");
    if (classes.substr(0, end) == name) return true;
    if (end == std::string_view::npos) return false;
    classes.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace

// Reads the concatenation that `expression` begins with; variables that `body` fills from an attribute stand for it.
bool ScriptClicks::read_parts(std::string_view body, std::string_view expression, std::vector<Part>& parts) {
  while (parts.size() < kMostParts) {
    const std::size_t first = expression.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return false;
    expression.remove_prefix(first);
    const char c = expression.front();
    if (c == '\'' || c == '"' || c == '`') {
      const std::size_t end = end_of_literal(expression, 0);
      if (end == std::string_view::npos) return false;
      const std::string_view literal = expression.substr(1, end - 1);
      if (c == '`' ? !read_template(body, literal, parts) : literal.empty()) return false;
      if (c != '`') parts.push_back({resolve_escapes(literal), false});
      expression.remove_prefix(end + 1);
    } else if (!read_value(body, expression, parts)) {
      return false;
    }
    const std::size_t next = expression.find_first_not_of(" \t\r\n");
    if (next == std::string_view::npos || expression[next] != '+') break;
    expression.remove_prefix(next + 1);
  }
  const bool any = std::any_of(parts.begin(), parts.end(), [](const Part& part) { return part.attribute; });
  return any && !parts.front().attribute;
}

// The data attribute that `expression` begins with, or the variable that `body` fills from one; takes it off.
bool ScriptClicks::read_value(std::string_view body, std::string_view& expression, std::vector<Part>& parts) {
  static const re2::RE2 said("^\\s*" TENDERLEAD_DATA);
  static const re2::RE2 named(R"re(^\s*([A-Za-z_$][\w$]*))re");
  re2::StringPiece rest(expression.data(), expression.size());
  std::string key;
  std::string whole;
  std::string hump;
  if (!re2::RE2::Consume(&rest, said, &key, &whole, &hump)) {
    std::string name;
    if (!re2::RE2::Consume(&rest, named, &name)) return false;
    const re2::RE2 filled("\\b" + re2::RE2::QuoteMeta(name) + "\\s*=\\s*" TENDERLEAD_DATA);
    if (!re2::RE2::PartialMatch(re2::StringPiece(body.data(), body.size()), filled, &key, &whole, &hump))
      return false;
  }
  parts.push_back({attribute_of(key, whole, hump), true});
  expression.remove_prefix(expression.size() - rest.size());
  return true;
}

// `/n/${el.dataset.id}.html`
bool ScriptClicks::read_template(std::string_view body, std::string_view literal, std::vector<Part>& parts) {
  while (!literal.empty() && parts.size() < kMostParts) {
    const std::size_t open = literal.find("${");
    if (open != 0) parts.push_back({std::string(literal.substr(0, open)), false});
    if (open == std::string_view::npos) return true;
    const std::size_t close = literal.find('}', open);
    if (close == std::string_view::npos) return false;
    std::string_view value = literal.substr(open + 2, close - open - 2);
    if (!read_value(body, value, parts) || value.find_first_not_of(' ') != std::string_view::npos)
      return false;
    literal.remove_prefix(close + 1);
  }
  return literal.empty();
}

void ScriptClicks::add(std::string_view script) {
  script = script.substr(0, kMostScript);
  if (script.find("data") == std::string_view::npos || script.find("click") == std::string_view::npos) return;
  // $('.a').on('click', '.b', …   $('.a').click(…   document.querySelectorAll('.a').forEach(el => { el.addEventListener('click', …
  static const re2::RE2 begins(
      R"re((?:\$\(\s*["']?([^"'()]*)["']?\s*\)\s*\.)?(?:(?:on|delegate)\(\s*(?:["']click["']\s*,\s*)?(?:["']([^"']+)["']\s*,\s*)?(?:["']click["']\s*,\s*)?(?:async\s+)?(?:function|\(|\w+\s*=>)|click\(\s*(?:function|\(|\w+\s*=>))|querySelector(?:All)?\(\s*["']([^"']+)["']\s*\)[^;]{0,120}?addEventListener\(\s*["']click["']\s*,\s*(?:function|\(|\w+\s*=>))re");
  static const re2::RE2 goes(
      R"re((?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\())re");
  re2::StringPiece rest(script.data(), script.size());
  std::string around;
  std::string within;
  std::string queried;
  while (handlers_.size() < kMostHandlers &&
         re2::RE2::FindAndConsume(&rest, begins, &around, &within, &queried)) {
    if (!queried.empty()) within = queried;
    std::string_view body(rest.data(), std::min(rest.size(), kLongestHandler));
    re2::StringPiece next(body.data(), body.size());
    std::string unused;
    if (re2::RE2::FindAndConsume(&next, begins, &unused, &unused, &unused))
      body = body.substr(0, body.size() - next.size());
    re2::StringPiece going(body.data(), body.size());
    Handler handler;
    handler.selector = last_name(within.empty() ? around : within);
    if (handler.selector.empty() || !re2::RE2::FindAndConsume(&going, goes)) continue;
    const std::string_view expression(going.data(), going.size());
    if (read_parts(body, expression, handler.parts)) handlers_.push_back(std::move(handler));
  }
}

bool ScriptClicks::is_about(const Handler& handler, const GumboNode* element) {
  const std::string_view name = std::string_view(handler.selector).substr(1);
  if (handler.selector.front() == '.') return has_class(element, name);
  if (handler.selector.front() == '#') return attribute(element, "id") == name;
  return tag_name(element) == handler.selector;
}

std::string ScriptClicks::target(const GumboNode* element) const {
  for (const Handler& handler : handlers_) {
    if (!is_about(handler, element)) continue;
    std::string url;
    const bool filled = std::all_of(handler.parts.begin(), handler.parts.end(), [&](const Part& part) {
      const std::string_view value =
          part.attribute ? attribute(element, part.text.c_str()) : std::string_view(part.text);
      url += value;
      return !value.empty() && url.size() <= kLongestUrl;
    });
    if (filled) return url;
  }
  return {};
}

}  // namespace tenderlead::parsers
