#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <cmath>

#include "wire/json.h"

namespace tenderlead::wire {
namespace {

constexpr std::size_t kMaxTextBytes = 64u << 20;
constexpr std::size_t kMaxDepth = 64;

// Shortest digits that read back the same; plain notation up to 1e15, because 9.2644068E6 is no way to show money.
void append_number(std::string& out, double number) {
  std::array<char, 64> digits{};
  const bool plain = std::fabs(number) < 1e15 && (std::fabs(number) >= 1e-6 || number == 0);
  const auto end =
      plain ? std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed)
            : std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), end.ptr);
}

// RFC 8259 section 7: only these must be escaped. The stretches between them are copied whole.
void append_string(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  std::size_t copied = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out.append(text, copied, at - copied);
    copied = at + 1;
    out += '\\';
    switch (byte) {
      case '\b':
        out += 'b';
        break;
      case '\f':
        out += 'f';
        break;
      case '\n':
        out += 'n';
        break;
      case '\r':
        out += 'r';
        break;
      case '\t':
        out += 't';
        break;
      case '"':
      case '\\':
        out += text[at];
        break;
      default:
        out.append("u00").append({kHex[byte >> 4], kHex[byte & 15]});
    }
  }
  out.append(text, copied);
  out += '"';
}

void append(std::string& out, const json::value& value) {
  switch (value.kind()) {
    case json::kind::string:
      append_string(out, value.get_string());
      break;
    case json::kind::double_:
      append_number(out, value.get_double());
      break;
    case json::kind::array: {
      out += '[';
      bool first = true;
      for (const auto& element : value.get_array()) {
        if (!first) out += ',';
        first = false;
        append(out, element);
      }
      out += ']';
      break;
    }
    case json::kind::object: {
      out += '{';
      bool first = true;
      for (const auto& [key, element] : value.get_object()) {
        if (!first) out += ',';
        first = false;
        append_string(out, key);
        out += ':';
        append(out, element);
      }
      out += '}';
      break;
    }
    default:
      out += json::serialize(value);
  }
}

}  // namespace

std::string to_text(const json::value& value) {
  std::string out;
  append(out, value);
  return out;
}

Result<json::value> parse_text(std::string_view text) {
  if (text.size() > kMaxTextBytes)
    return Error{ErrorCode::too_large,
                 "JSON of " + std::to_string(text.size()) + " bytes is over the limit of 64 MiB"};
  json::parse_options options;
  options.max_depth = kMaxDepth;
  json::error_code error;
  json::value value = json::parse(json::string_view(text.data(), text.size()), error, {}, options);
  if (error) return Error{ErrorCode::invalid_input, "not valid JSON: " + error.message()};
  return value;
}

}  // namespace tenderlead::wire
