#include "parsers/string_literal.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace tenderlead::parsers {
namespace {

// More arguments than that no list link has.
constexpr std::size_t kMaxArguments = 16;

void append_utf8(std::string& out, std::uint32_t code) {
  if (code >= 0xD800 && code <= 0xDFFF) code = 0xFFFD;
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// Reads exactly `digits` hexadecimal digits; false where they aren't there.
bool read_hex(std::string_view text, std::size_t at, std::size_t digits, std::uint32_t& value) {
  if (at + digits > text.size()) return false;
  const char* begin = text.data() + at;
  const auto [end, error] = std::from_chars(begin, begin + digits, value, 16);
  return error == std::errc() && end == begin + digits;
}

// The escape at `at`, just after the backslash; returns how many bytes it takes.
std::size_t append_escape(std::string& out, std::string_view text, std::size_t at) {
  std::uint32_t code = 0;
  switch (text[at]) {
    case 'n':
      out += '\n';
      return 1;
    case 'r':
      out += '\r';
      return 1;
    case 't':
      out += '\t';
      return 1;
    case 'b':
    case 'f':
    case 'v':
      out += ' ';
      return 1;
    case 'x':
      if (!read_hex(text, at + 1, 2, code)) break;
      append_utf8(out, code);
      return 3;
    case 'u': {
      if (!read_hex(text, at + 1, 4, code)) break;
      std::uint32_t low = 0;
      if (code >= 0xD800 && code < 0xDC00 && text.substr(at + 5, 2) == "\\u" &&
          read_hex(text, at + 7, 4, low) && low >= 0xDC00 && low < 0xE000) {
        append_utf8(out, 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00));
        return 11;
      }
      append_utf8(out, code);
      return 5;
    }
    default:
      break;
  }
  out += text[at];
  return 1;
}

}  // namespace

std::size_t end_of_literal(std::string_view script, std::size_t open) {
  const char quote = script[open];
  for (std::size_t at = open + 1; at < script.size(); ++at) {
    if (script[at] == '\\')
      ++at;
    else if (script[at] == quote)
      return at;
    else if (script[at] == '\n' && quote != '`')
      return std::string_view::npos;
  }
  return std::string_view::npos;
}

std::string resolve_escapes(std::string_view literal) {
  std::string out;
  out.reserve(literal.size());
  for (std::size_t at = 0; at < literal.size();) {
    const std::size_t backslash = std::min(literal.find('\\', at), literal.size());
    out.append(literal.substr(at, backslash - at));
    at = backslash + 1;
    if (at >= literal.size()) break;
    at += append_escape(out, literal, at);
  }
  return out;
}

std::vector<std::string> call_arguments(std::string_view script) {
  std::vector<std::string> arguments;
  std::size_t at = script.find('(');
  if (at == std::string_view::npos) return arguments;
  ++at;
  while (at < script.size() && script[at] != ')' && arguments.size() < kMaxArguments) {
    if (script[at] == '\'' || script[at] == '"') {
      const std::size_t end = end_of_literal(script, at);
      if (end == std::string_view::npos) break;
      arguments.push_back(resolve_escapes(script.substr(at + 1, end - at - 1)));
      at = end + 1;
    } else if (script[at] >= '0' && script[at] <= '9') {
      std::size_t end = at;
      while (end < script.size() && script[end] >= '0' && script[end] <= '9') ++end;
      arguments.emplace_back(script.substr(at, end - at));
      at = end;
    } else {
      ++at;
    }
  }
  return arguments;
}

}  // namespace tenderlead::parsers
