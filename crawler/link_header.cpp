#include "crawler/link_header.h"

#include <algorithm>

#include "crawler/url.h"

namespace tenderlead::crawler {
namespace {

constexpr std::size_t kMostBytes = 16'384;  // of all Link headers of a page

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool names_next(std::string_view relations) {
  const std::string words = ' ' + lower(relations) + ' ';
  return words.find(" next ") != std::string::npos;
}

// Where the parameter or link that begins `text` ends: at a separator outside of quotes.
std::size_t end_of_part(std::string_view text, std::string_view separators) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quoted && text[i] == '\\') {
      ++i;
      continue;
    }
    if (text[i] == '"') quoted = !quoted;
    if (!quoted && separators.find(text[i]) != std::string_view::npos) return i;
  }
  return text.size();
}

// The target of the first link of one header field's value with rel=next.
std::string_view next_target(std::string_view value) {
  while (!value.empty()) {
    const auto open = value.find('<');
    if (open == std::string_view::npos) return {};
    const auto close = value.find('>', open);
    if (close == std::string_view::npos) return {};
    const auto target = value.substr(open + 1, close - open - 1);
    value.remove_prefix(close + 1);
    auto parameters = value.substr(0, end_of_part(value, ","));
    value.remove_prefix(parameters.size());
    while (!parameters.empty()) {
      parameters.remove_prefix(1);  // ";"
      const auto parameter = parameters.substr(0, end_of_part(parameters, ";"));
      parameters.remove_prefix(parameter.size());
      const auto equals = parameter.find('=');
      if (equals == std::string_view::npos || lower(trimmed(parameter.substr(0, equals))) != "rel") continue;
      auto relations = trimmed(parameter.substr(equals + 1));
      if (relations.size() >= 2 && relations.front() == '"')
        relations = relations.substr(1, relations.size() - 2);
      if (names_next(relations)) return target;
      break;  // RFC 8288 3.3: only the first rel counts
    }
  }
  return {};
}

}  // namespace

std::string next_of_link_header(const HeaderList& headers, std::string_view url) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : headers) {
    if (lower(name) != "link") continue;
    bytes += value.size();
    if (bytes > kMostBytes) return {};
    const auto target = next_target(value);
    if (target.empty()) continue;
    const auto base = parse_url(url);
    const auto absolute = parse_url(trimmed(target), base ? &*base : nullptr);
    return absolute ? absolute->href() : std::string();
  }
  return {};
}

}  // namespace tenderlead::crawler
