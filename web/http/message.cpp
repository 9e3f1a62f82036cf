#include "web/http/message.h"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <cctype>

namespace tenderlead::web {
namespace {

constexpr std::size_t kMostTargetBytes = 8 * 1024;
constexpr std::size_t kMostSegments = 32;
constexpr std::size_t kMostParameters = 64;

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
  });
}

// Well-formed UTF-8 (Unicode 15, table 3-7) without control characters.
bool is_clean_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned char first = byte(0);
    if (first < 0x20 || first == 0x7F) return false;
    if (first < 0x80) {
      ++at;
      continue;
    }
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return false;
    for (std::size_t i = 1; i < length; ++i)
      if ((byte(i) & 0xC0) != 0x80) return false;
    const unsigned char second = byte(1);
    if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
        (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F))
      return false;
    at += length;
  }
  return true;
}

}  // namespace

Result<Target> parse_target(std::string_view target) {
  namespace urls = boost::urls;
  if (target.size() > kMostTargetBytes)
    return Error{ErrorCode::too_large, "the request's target is longer than 8 KiB"};
  const auto parsed = urls::parse_origin_form(target);
  if (!parsed)
    return Error{ErrorCode::invalid_input, "the request's target isn't a path with an optional query"};
  Target out;
  for (const auto& segment : parsed->segments()) {
    if (out.segments.size() == kMostSegments)
      return Error{ErrorCode::too_large, "the request's path has more than 32 segments"};
    if (segment == "." || segment == ".." || !is_clean_text(segment))
      return Error{ErrorCode::invalid_input,
                   "the request's path holds a dot segment, a control character or no UTF-8"};
    out.segments.push_back(segment);
  }
  urls::encoding_opts form;
  form.space_as_plus = true;
  for (const auto& parameter : parsed->params(form)) {
    if (out.query.size() == kMostParameters)
      return Error{ErrorCode::too_large, "the request has more than 64 parameters"};
    if (!is_clean_text(parameter.key) || !is_clean_text(parameter.value))
      return Error{ErrorCode::invalid_input,
                   "a parameter of the request holds a control character or no UTF-8"};
    out.query.emplace_back(parameter.key, parameter.value);
  }
  return out;
}

std::optional<std::string> Request::parameter(std::string_view name) const {
  for (const auto& [key, value] : target.query)
    if (key == name) return value;
  return std::nullopt;
}

std::optional<std::string> Request::cookie(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (!same_name(key, "cookie")) continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(';'), rest.size());
      auto pair = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      pair.remove_prefix(std::min(pair.find_first_not_of(" \t"), pair.size()));
      const auto equals = pair.find('=');
      if (equals == pair.npos || pair.substr(0, equals) != name) continue;
      auto found = pair.substr(equals + 1);
      found = found.substr(0, found.find_last_not_of(" \t") + 1);
      return std::string(found);
    }
  }
  return std::nullopt;
}

void Response::remove(std::string_view name) {
  std::erase_if(headers, [&](const auto& header) { return same_name(header.first, name); });
}

void Response::set(std::string_view name, std::string value) {
  remove(name);
  headers.emplace_back(name, std::move(value));
}

}  // namespace tenderlead::web
