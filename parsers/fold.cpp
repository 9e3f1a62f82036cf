#include "parsers/fold.h"

#include <array>

namespace tenderlead::parsers {
namespace {

unsigned char byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

// Bytes that white space and invisible characters begin with.
constexpr std::array<bool, 256> kMayBeSpace = [] {
  std::array<bool, 256> table{};
  for (std::size_t byte = 0; byte <= 0x20; ++byte) table[byte] = true;
  for (const std::size_t byte : {0x7Fu, 0xC2u, 0xE1u, 0xE2u, 0xE3u, 0xEFu}) table[byte] = true;
  return table;
}();

}  // namespace

SpaceAt space_at(std::string_view text, std::size_t at) {
  const unsigned char first = byte_at(text, at);
  if (first <= 0x20 || first == 0x7F) return {1, false};
  switch (first) {
    case 0xC2: {
      const unsigned char second = byte_at(text, at + 1);
      if (second == 0xA0 || second == 0x85) return {2, false};
      if (second == 0xAD) return {2, true};
      return {};
    }
    case 0xE1:
      return byte_at(text, at + 1) == 0x9A && byte_at(text, at + 2) == 0x80 ? SpaceAt{3, false} : SpaceAt{};
    case 0xE2: {
      const unsigned char second = byte_at(text, at + 1);
      const unsigned char third = byte_at(text, at + 2);
      if (second == 0x80) {
        if (third >= 0x80 && third <= 0x8A) return {3, false};
        if (third >= 0x8B && third <= 0x8F) return {3, true};
        if (third == 0xA8 || third == 0xA9 || third == 0xAF) return {3, false};
        if (third >= 0xAA && third <= 0xAE) return {3, true};
      } else if (second == 0x81) {
        if (third == 0x9F) return {3, false};
        if (third == 0xA0) return {3, true};
      }
      return {};
    }
    case 0xE3:
      return byte_at(text, at + 1) == 0x80 && byte_at(text, at + 2) == 0x80 ? SpaceAt{3, false} : SpaceAt{};
    case 0xEF:
      return byte_at(text, at + 1) == 0xBB && byte_at(text, at + 2) == 0xBF ? SpaceAt{3, true} : SpaceAt{};
    default:
      return {};
  }
}

std::size_t word_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (kMayBeSpace[static_cast<unsigned char>(text[at])] && space_at(text, at).length > 0) return at;
    ++at;
  }
  return at;
}

void Folder::append(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const SpaceAt space = space_at(text, at);
    if (space.length > 0) {
      if (!space.invisible) pending_ = true;
      at += space.length;
      continue;
    }
    const std::size_t end = word_end(text, at + 1);
    if (pending_ && !empty_) out_ += ' ';
    pending_ = false;
    empty_ = false;
    out_.append(text.substr(at, end - at));
    at = end;
  }
}

std::string fold_space(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  Folder(out).append(text);
  return out;
}

std::string without_space(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const SpaceAt space = space_at(text, at);
    if (space.length == 0)
      out += text[at++];
    else
      at += space.length;
  }
  return out;
}

}  // namespace tenderlead::parsers
