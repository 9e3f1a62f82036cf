#include "crawler/cookies.h"

#include <cstring>
#include <stdexcept>

namespace tenderlead::crawler {
namespace {

constexpr std::size_t kMaxBytes = 1u << 20;

std::size_t held_bytes(CURL* easy) {
  curl_slist* all = nullptr;
  if (curl_easy_getinfo(easy, CURLINFO_COOKIELIST, &all) != CURLE_OK) return 0;
  std::size_t bytes = 0;
  for (const curl_slist* one = all; one != nullptr; one = one->next) bytes += std::strlen(one->data);
  curl_slist_free_all(all);
  return bytes;
}

}  // namespace

CookieJar::CookieJar() : share_(curl_share_init()) {
  if (!share_ || curl_share_setopt(share_.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE) != CURLSHE_OK)
    throw std::runtime_error("libcurl can't make a share handle: out of memory?");
}

void CookieJar::received(CURL* easy, std::size_t bytes) {
  bytes_ += bytes;
  if (bytes_ <= kMaxBytes) return;
  // Most of it is the same cookie set over and over.
  bytes_ = held_bytes(easy);
  if (bytes_ <= kMaxBytes / 2) return;
  curl_easy_setopt(easy, CURLOPT_COOKIELIST, "ALL");
  bytes_ = 0;
}

}  // namespace tenderlead::crawler
