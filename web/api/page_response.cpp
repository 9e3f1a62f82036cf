#include "web/api/page_response.h"

#include <openssl/evp.h>

#include <string_view>
#include <utility>

#include "web/api/contacts.h"

namespace tenderlead::web {
namespace {

// 'sha256-...' for a Content-Security-Policy.
std::string digest_source(std::string_view text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha256(), nullptr);
  std::string base64(4 * ((size + 2) / 3) + 1, '\0');
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(base64.data()), digest, static_cast<int>(size));
  base64.resize(static_cast<std::size_t>(length));
  return "'sha256-" + base64 + "'";
}

}  // namespace

Response page_response(StoredPage page, bool masked, const std::vector<std::string>& kept) {
  Response response;
  response.body = masked ? masked_phones_in_page(page.html, kept) : std::move(page.html);
  // The style is ours and stands alone: its digest is of the bytes as they are sent.
  const auto begin = response.body.find("<style>") + 7;
  const auto style = std::string_view(response.body).substr(begin, response.body.find("</style>") - begin);
  response.set("Content-Type", "text/html; charset=utf-8");
  response.set("Content-Security-Policy",
               "default-src 'none'; style-src " + digest_source(style) +
                   "; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
  response.set("X-Frame-Options", "SAMEORIGIN");
  response.set("Cache-Control", "private, no-cache");
  return response;
}

}  // namespace tenderlead::web
