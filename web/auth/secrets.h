// Passwords and tokens: what is secret, and what of it may be kept.
//
// A store never holds a password or a token, only what follows from it and doesn't lead back: Argon2id for passwords (RFC 9106), SHA-256
// for tokens, which are random and long and so need no slow hash. Thread-safe, all of it.
#pragma once

#include <string>
#include <string_view>

#include "model/result.h"

namespace tenderlead::web {

// Argon2id with 19 MiB and 2 passes, the least that OWASP's Password Storage Cheat Sheet (2023) gives for it: some 30 ms of one core.
// Text as libsodium writes it, with its parameters in it.
std::string password_hash(std::string_view password);
bool password_fits(std::string_view password, const std::string& hash);
// Whether a hash was made with other parameters than password_hash() now takes, and is to be made anew at the next sign-in.
bool is_outdated(const std::string& hash);

// Says what is wrong with a password that somebody wants to have: shorter than 10 characters, longer than 256 bytes, no UTF-8, one of the
// most used ones, or the name it belongs to. Nothing is asked about kinds of characters (NIST SP 800-63B, 5.1.1.2).
Result<void> check_new_password(std::string_view password, std::string_view user_name);

// 256 random bits in 43 characters of base64url (RFC 4648, 5).
std::string new_token();
// What of a token may be kept: 64 hexadecimal digits.
std::string token_digest(std::string_view token);
// Takes as long whatever the texts are; false where their lengths differ.
bool same_secret(std::string_view a, std::string_view b);

// What a page sends along with each change, so that another site's page can't make one in a signed-in browser: bound to the session.
std::string csrf_token(std::string_view session_token);

}  // namespace tenderlead::web
