#include "crawler/list_template.h"

#include <algorithm>
#include <array>

#include "crawler/url.h"
#include "model/time.h"

namespace tenderlead::crawler {
namespace {

// A variable, the field it takes, and a stand-in for it: a word of digits that no template holds by chance.
struct Variable {
  std::string_view name;
  std::string ListValues::*value;
  std::string_view mark;
};
constexpr std::array kVariables = {
    Variable{"{page}", &ListValues::page, "7003141592653589793001"},
    Variable{"{offset}", &ListValues::offset, "7003141592653589793002"},
    Variable{"{from}", &ListValues::from, "7003141592653589793003"},
    Variable{"{to}", &ListValues::to, "7003141592653589793004"},
    Variable{"{cursor}", &ListValues::cursor, "7003141592653589793005"},
};

constexpr std::size_t kIsoDateLength = 10;
constexpr char kHex[] = "0123456789ABCDEF";

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

// All but the unreserved characters of RFC 3986 2.3.
std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

// RFC 8259 7.
std::string json_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 15];
    } else {
      out += c;
    }
  }
  return out;
}

std::string xml_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string json_value(std::string_view text) {
  if (text.empty()) return "null";
  const auto digits = text.substr(text.front() == '-' ? 1 : 0);
  if (!digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos)
    return std::string(text);
  return '"' + json_escaped(text) + '"';
}

enum class BodyKind { json, xml, form };

BodyKind kind_of(std::string_view body) {
  const auto first = body.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return BodyKind::form;
  if (body[first] == '{' || body[first] == '[') {
    // A form that begins with a variable.
    const auto rest = body.substr(first);
    const bool variable = std::any_of(kVariables.begin(), kVariables.end(),
                                      [&](const Variable& each) { return rest.starts_with(each.name); });
    return variable ? BodyKind::form : BodyKind::json;
  }
  return body[first] == '<' ? BodyKind::xml : BodyKind::form;
}

std::string escaped(BodyKind kind, bool in_string, const std::string& value) {
  switch (kind) {
    case BodyKind::json:
      return in_string ? json_escaped(value) : json_value(value);
    case BodyKind::xml:
      return xml_escaped(value);
    case BodyKind::form:
      break;
  }
  return percent_encoded(value);
}

// How long the value is that stands at a cursor's mark, `pattern` being what follows the mark.
std::size_t cursor_length(std::string_view pattern, std::string_view text) {
  std::size_t next_mark = std::string_view::npos;
  for (const auto& variable : kVariables) next_mark = std::min(next_mark, pattern.find(variable.mark));
  if (next_mark != std::string_view::npos) return text.find(pattern.substr(0, next_mark));
  return text.ends_with(pattern) ? text.size() - pattern.size() : std::string_view::npos;
}

}  // namespace

std::string marked(std::string text) {
  for (const auto& variable : kVariables) text = replaced(std::move(text), variable.name, variable.mark);
  return text;
}

std::optional<std::string> filled_url(std::string url, const ListValues& values) {
  for (const auto& variable : kVariables)
    url = replaced(std::move(url), variable.mark, percent_encoded(values.*variable.value));
  return canonical_url(url);
}

std::string filled_body(std::string_view text, const ListValues& values) {
  const BodyKind kind = kind_of(text);
  std::string out;
  bool in_string = false;
  while (!text.empty()) {
    const auto variable = std::find_if(kVariables.begin(), kVariables.end(),
                                       [&](const Variable& each) { return text.starts_with(each.name); });
    if (variable != kVariables.end()) {
      const std::string& value = values.*(variable->value);
      // Numbers and dates are text of any body as they are.
      out += variable->value == &ListValues::cursor ? escaped(kind, in_string, value) : value;
      text.remove_prefix(variable->name.size());
      continue;
    }
    const std::size_t length = in_string && text.front() == '\\' ? std::min<std::size_t>(2, text.size()) : 1;
    if (text.front() == '"') in_string = !in_string;
    out += text.substr(0, length);
    text.remove_prefix(length);
  }
  return out;
}

std::optional<ListValues> read_values(std::string_view pattern, std::string_view text, ListValues values) {
  while (true) {
    const Variable* first = nullptr;
    std::size_t first_at = std::string_view::npos;
    for (const auto& variable : kVariables) {
      const auto at = pattern.find(variable.mark);
      if (at < first_at) {
        first = &variable;
        first_at = at;
      }
    }
    if (first == nullptr) return pattern == text ? std::optional(std::move(values)) : std::nullopt;
    if (text.substr(0, first_at) != pattern.substr(0, first_at)) return std::nullopt;
    pattern.remove_prefix(first_at + first->mark.size());
    text.remove_prefix(first_at);
    const bool is_date = first->value == &ListValues::from || first->value == &ListValues::to;
    const bool is_cursor = first->value == &ListValues::cursor;
    const auto end = is_cursor ? cursor_length(pattern, text)
                     : is_date ? (date_from_iso(text.substr(0, kIsoDateLength)) ? kIsoDateLength : 0)
                               : std::min(text.find_first_not_of("0123456789"), text.size());
    if (end == std::string_view::npos || (end == 0 && !is_cursor)) return std::nullopt;
    std::string& value = values.*(first->value);
    if (!value.empty() && value != text.substr(0, end)) return std::nullopt;
    value = text.substr(0, end);
    text.remove_prefix(end);
  }
}

}  // namespace tenderlead::crawler
