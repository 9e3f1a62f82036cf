#include "web/auth/secrets.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <new>
#include <stdexcept>

namespace tenderlead::web {
namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemoryBytes = 19 * 1024 * 1024;
constexpr std::size_t kFewestCharacters = 10;
constexpr std::size_t kMostBytes = 256;
constexpr std::size_t kTokenBytes = 32;

// Of ten characters or more, the ones that lists of stolen passwords are full of; runs and repetitions are found by rule.
constexpr std::array<std::string_view, 12> kWorn = {
    "password12",   "password123", "password1234",  "1q2w3e4r5t", "qwertyuiop",  "qazwsxedcrfv",
    "1qaz2wsx3edc", "admin12345",  "administrator", "woaini1314", "iloveyou123", "letmein123"};

void ready() {
  static const int state = sodium_init();
  if (state < 0)
    throw std::runtime_error("libsodium can't be initialised: the system gives no random numbers");
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  return out;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & '\xC0') != '\x80'; }));
}

// 0123456789, aaaaaaaaaa, 9876543210: each byte a fixed step from the one before.
bool is_run(std::string_view text) {
  for (std::size_t i = 2; i < text.size(); ++i)
    if (text[i] - text[i - 1] != text[1] - text[0]) return false;
  return true;
}

// abcabcabcabc, 123123123123: at most four bytes over and over.
bool is_repetition(std::string_view text) {
  for (std::size_t period = 1; period <= 4; ++period) {
    bool repeats = true;
    for (std::size_t i = period; i < text.size() && repeats; ++i) repeats = text[i] == text[i - period];
    if (repeats) return true;
  }
  return false;
}

std::string base64url(const unsigned char* bytes, std::size_t size) {
  std::string text(sodium_base64_encoded_len(size, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes, size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.resize(text.find('\0'));
  return text;
}

}  // namespace

std::string password_hash(std::string_view password) {
  ready();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), kPasses, kMemoryBytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::bad_alloc();
  return hash.data();
}

bool password_fits(std::string_view password, const std::string& hash) {
  ready();
  return password.size() <= kMostBytes && hash.size() < crypto_pwhash_STRBYTES &&
         crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool is_outdated(const std::string& hash) {
  ready();
  return crypto_pwhash_str_needs_rehash(hash.c_str(), kPasses, kMemoryBytes) != 0;
}

Result<void> check_new_password(std::string_view password, std::string_view user_name) {
  const auto refuse = [](const char* why) { return Error{ErrorCode::invalid_input, why}; };
  if (password.size() > kMostBytes) return refuse("The password is longer than 256 bytes.");
  if (characters(password) < kFewestCharacters) return refuse("The password has fewer than 10 characters.");
  const auto plain = lower(password);
  if (std::find(kWorn.begin(), kWorn.end(), plain) != kWorn.end() || is_run(plain) || is_repetition(plain))
    return refuse("The password is one of those that are tried first.");
  if (!user_name.empty() && plain.find(lower(user_name)) != plain.npos &&
      characters(password) < kFewestCharacters + characters(user_name))
    return refuse("The password is hardly more than the user's name.");
  return {};
}

std::string new_token() {
  ready();
  std::array<unsigned char, kTokenBytes> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return base64url(bytes.data(), bytes.size());
}

std::string token_digest(std::string_view token) {
  ready();
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(token.data()), token.size());
  std::string text(2 * digest.size() + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
  text.pop_back();
  return text;
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string csrf_token(std::string_view session_token) {
  ready();
  static constexpr std::string_view kPurpose = "tenderlead csrf";
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(session_token.data()),
                              session_token.size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(kPurpose.data()),
                                kPurpose.size());
  crypto_auth_hmacsha256_final(&state, mac.data());
  return base64url(mac.data(), mac.size());
}

}  // namespace tenderlead::web
