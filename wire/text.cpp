#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>

#include "wire/json.h"
#include "wire/text_object.h"
#include "wire/word_text.h"

namespace tenderlead::wire {
namespace {

constexpr std::size_t kMaxTextBytes = 64u << 20;
constexpr std::size_t kMaxDepth = 64;

// RFC 8259 section 7: only these must be escaped. The stretches between them are copied whole.
// The first byte from `at` on that JSON escapes (RFC 8259 7), the text's size where none is. Eight bytes at a time: a
// byte of `word` below n is one whose high bit only subtracting n sets, and a byte equal to c is zero after xor with c.
std::size_t next_escaped(std::string_view text, std::size_t at) {
  const auto is_escaped = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
  };
  constexpr std::uint64_t kEach = 0x0101010101010101, kHigh = 0x8080808080808080;
  for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    const std::uint64_t quotes = word ^ kEach * '"', slashes = word ^ kEach * '\\';
    const std::uint64_t found =
        ((word - kEach * 0x20) & ~word) | ((quotes - kEach) & ~quotes) | ((slashes - kEach) & ~slashes);
    if ((found & kHigh) == 0) continue;
    for (std::size_t i = at; i < at + sizeof word; ++i)
      if (is_escaped(text[i])) return i;
  }
  while (at < text.size() && !is_escaped(text[at])) ++at;
  return at;
}

}  // namespace

// Shortest digits that read back the same; plain notation up to 1e15, because 9.2644068E6 is no way to show money. At
// most 15 of them, what a double holds of any decimal: Boost.JSON 1.81 reads longer ones an ulp off, and what is read
// and written again must be the same bytes.
void append_number(std::string& out, double number) {
  constexpr int kDigits = std::numeric_limits<double>::digits10;
  std::array<char, 64> digits{};
  const auto write = [&] {
    const bool plain = std::fabs(number) < 1e15 && (std::fabs(number) >= 1e-6 || number == 0);
    return plain
               ? std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed)
               : std::to_chars(digits.data(), digits.data() + digits.size(), number);
  };
  auto end = write();
  if (end.ptr - digits.data() > kDigits) {
    end = std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::scientific,
                        kDigits - 1);
    std::from_chars(digits.data(), end.ptr, number);
    end = write();
  }
  out.append(digits.data(), end.ptr);
}

void append_string(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  std::size_t copied = 0;
  for (std::size_t at = next_escaped(text, 0); at < text.size(); at = next_escaped(text, at + 1)) {
    const auto byte = static_cast<unsigned char>(text[at]);
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

namespace {

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
    case json::kind::int64:
      append_number(out, value.get_int64());
      break;
    case json::kind::uint64:
      append_number(out, value.get_uint64());
      break;
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
  return parse_text(text, {});
}

Result<json::value> parse_text(std::string_view text, json::storage_ptr storage) {
  if (text.size() > kMaxTextBytes)
    return Error{ErrorCode::too_large,
                 "JSON of " + std::to_string(text.size()) + " bytes is over the limit of 64 MiB"};
  json::parse_options options;
  options.max_depth = kMaxDepth;
  json::error_code error;
  json::value value =
      json::parse(json::string_view(text.data(), text.size()), error, std::move(storage), options);
  if (error) return Error{ErrorCode::invalid_input, "not valid JSON: " + error.message()};
  return value;
}

}  // namespace tenderlead::wire
