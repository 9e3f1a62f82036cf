#include "crawler/percent_encoding.h"

namespace tenderlead::crawler {
namespace {

// What each set adds to the controls (WHATWG URL 1.3), cumulative where the standard says so.
constexpr std::string_view extra(EncodeSet set) {
  switch (set) {
    case EncodeSet::fragment:
      return " \"<>`";
    case EncodeSet::special_query:
      return " \"#<>'";
    case EncodeSet::path:
      return " \"#<>?^`{}";
    case EncodeSet::userinfo:
      return " \"#<>?^`{}/:;=@[\\]|";
  }
  return "";
}

constexpr bool is_unreserved(std::uint8_t byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
         byte == '-' || byte == '.' || byte == '_' || byte == '~';
}

}  // namespace

void append_triplet(std::string& out, std::uint8_t byte) {
  constexpr char kHex[] = "0123456789ABCDEF";
  out += '%';
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

void append_percent_encoded(std::string& out, std::string_view bytes, EncodeSet set) {
  const std::string_view also = extra(set);
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (byte < 0x20 || byte > 0x7E || also.find(c) != std::string_view::npos) {
      append_triplet(out, byte);
    } else {
      out += c;
    }
  }
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_percent_triplet(text, i)) {
      out += static_cast<char>(triplet_byte(text, i));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string percent_normalised(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t stray = std::string::npos;  // where the last "%" stands that begins no triplet
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_percent_triplet(text, i)) {
      const std::uint8_t byte = triplet_byte(text, i);
      // "%%361" must not become "%61", which would mean something else.
      const bool completes_stray =
          stray != std::string::npos && out.size() - stray <= 2 && hex_value(static_cast<char>(byte)) >= 0;
      if (is_unreserved(byte) && !completes_stray) {
        out += static_cast<char>(byte);
      } else {
        append_triplet(out, byte);
      }
      i += 2;
    } else if (static_cast<std::uint8_t>(text[i]) > 0x7E) {
      append_triplet(out, static_cast<std::uint8_t>(text[i]));
    } else {
      if (text[i] == '%') stray = out.size();
      out += text[i];
    }
  }
  return out;
}

}  // namespace tenderlead::crawler
