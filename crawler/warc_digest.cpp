#include "crawler/warc_digest.h"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "crawler/warc.h"
#include "crawler/warc_format.h"

namespace tenderlead::crawler {
namespace {

std::string base32(std::span<const unsigned char> bytes) {
  constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  unsigned buffer = 0, bits = 0;
  for (const unsigned char byte : bytes) {
    buffer = (buffer << 8 | byte) & 0xFFFF;
    for (bits += 8; bits >= 5; bits -= 5) out += kAlphabet[buffer >> (bits - 5) & 31];
  }
  if (bits > 0) out += kAlphabet[buffer << (5 - bits) & 31];
  return out;
}

// Without padding.
std::string base64(std::span<const unsigned char> bytes) {
  std::array<unsigned char, 4 * (EVP_MAX_MD_SIZE / 3 + 1) + 1> out{};
  const int length = EVP_EncodeBlock(out.data(), bytes.data(), static_cast<int>(bytes.size()));
  std::string text(out.begin(), out.begin() + length);
  while (text.ends_with('=')) text.pop_back();
  return text;
}

std::string hexadecimal(std::span<const unsigned char> bytes) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (const unsigned char byte : bytes) {
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
  }
  return out;
}

}  // namespace

Sha1::Sha1() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
  EVP_DigestInit_ex(context_.get(), EVP_sha1(), nullptr);
}

Sha1& Sha1::add(std::string_view bytes) {
  EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
  return *this;
}

std::string Sha1::base32() {
  std::array<unsigned char, 20> digest{};
  EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr);
  return crawler::base32(digest);
}

std::string sha256(std::string_view bytes) {
  std::string digest(32, '\0');
  EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr,
             EVP_sha256(), nullptr);
  return digest;
}

std::optional<bool> digest_matches(std::string_view labelled, std::string_view bytes) {
  using Algorithm = std::pair<std::string_view, const EVP_MD* (*)()>;
  static constexpr std::array<Algorithm, 4> kAlgorithms{
      {{"md5", EVP_md5}, {"sha1", EVP_sha1}, {"sha256", EVP_sha256}, {"sha512", EVP_sha512}}};
  const std::size_t colon = labelled.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view stated = labelled.substr(colon + 1);
  while (stated.ends_with('=')) stated.remove_suffix(1);
  for (const auto& [name, algorithm] : kAlgorithms) {
    if (!equals_ignoring_case(labelled.substr(0, colon), name)) continue;
    std::array<unsigned char, EVP_MAX_MD_SIZE> buffer{};
    unsigned length = 0;
    EVP_Digest(bytes.data(), bytes.size(), buffer.data(), &length, algorithm(), nullptr);
    const std::span<const unsigned char> digest(buffer.data(), length);
    for (const auto& text : {base32(digest), hexadecimal(digest)})
      if (text.size() == stated.size()) return equals_ignoring_case(text, stated);
    if (const auto text = base64(digest); text.size() == stated.size())
      return std::ranges::equal(text, stated, {}, {}, [](char c) {
        return c == '-' ? '+' : c == '_' ? '/' : c;
      });
  }
  return std::nullopt;
}

std::string payload_digest(std::string_view bytes) {
  return Sha1().add(bytes).base32();
}

std::string random_uuid() {
  std::array<unsigned char, 16> bytes{};
  RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);  // RFC 9562 5.4: version 4
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);  // and its variant
  const std::string text = hexadecimal(bytes);
  return text.substr(0, 8) + "-" + text.substr(8, 4) + "-" + text.substr(12, 4) + "-" + text.substr(16, 4) +
         "-" + text.substr(20);
}

}  // namespace tenderlead::crawler
