#include "store/ids.h"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <memory>
#include <stdexcept>

namespace tenderlead::store {

std::string sha256(std::initializer_list<std::string_view> parts) {
  thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                                     &EVP_MD_CTX_free);
  std::string digest(32, '\0');
  bool good = EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
  for (const auto part : parts) {
    std::array<unsigned char, 8> length{};
    for (std::size_t i = 0; i < length.size(); ++i)
      length[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(part.size()) >> (8 * i));
    good = good && EVP_DigestUpdate(context.get(), length.data(), length.size()) == 1 &&
           EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1;
  }
  good = good &&
         EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr) == 1;
  if (!good) throw std::runtime_error("SHA-256 isn't available in this OpenSSL");
  return digest;
}

std::string content_id(std::initializer_list<std::string_view> parts) {
  static constexpr char kHex[] = "0123456789abcdef";
  const std::string digest = sha256(parts);
  std::string id;
  for (std::size_t i = 0; i < 8; ++i) {
    const auto byte = static_cast<unsigned char>(digest[i]);
    id += kHex[byte >> 4];
    id += kHex[byte & 15];
  }
  return id;
}

std::string notice_id(std::string_view source_id, std::string_view url) {
  return content_id({"notice", source_id, url});
}
std::string profile_id(std::string_view source_id, std::string_view url) {
  return content_id({"profile", source_id, url});
}

}  // namespace tenderlead::store
