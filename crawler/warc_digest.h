// Digests and identifiers as WARC writes them. payload_digest() and random_uuid() stand in warc.h.
#pragma once

#include <openssl/evp.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tenderlead::crawler {

// SHA-1 because WARC readers expect it (WARC 1.1, 5.8); it guards against accidents, not against people.
class Sha1 {
 public:
  Sha1();
  Sha1& add(std::string_view bytes);
  // RFC 4648 base32; 20 bytes are 32 characters without padding. Ends the object's use.
  std::string base32();

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

// 32 bytes.
std::string sha256(std::string_view bytes);

// Does a labelled digest ("sha1:VGMT4...", "md5:9001...", RFC 4648 base32 or hexadecimal without case, or
// base64 in either alphabet) stand for these
// bytes? Nothing where the algorithm is none of md5, sha1, sha256 and sha512, or the digest isn't as long as theirs.
std::optional<bool> digest_matches(std::string_view labelled, std::string_view bytes);

}  // namespace tenderlead::crawler
