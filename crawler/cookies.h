// The cookies of one source for one run, by libcurl's engine: RFC 6265, with the public suffix list where libcurl was
// built with libpsl, as Debian's is. They live in memory and go with the object. Internal to the fetcher.
#pragma once

#include <curl/curl.h>

#include <cstddef>
#include <memory>

namespace tenderlead::crawler {

// Works on the fetcher's strand alone, hence without locks. Must outlive the handles that use it, or be taken from
// them by CURLOPT_SHARE.
class CookieJar {
 public:
  // Throws std::runtime_error where libcurl gives no share handle.
  CookieJar();

  // For CURLOPT_SHARE: a handle that has it sends and keeps the jar's cookies.
  CURLSH* share() const { return share_.get(); }
  // To be told of the bytes of each Set-Cookie that `easy`, which uses the jar, was sent. A jar that has grown
  // beyond 1 MiB is emptied: no site needs so much, and one that makes up new names with every answer doesn't end.
  void received(CURL* easy, std::size_t bytes);

 private:
  struct ShareDeleter {
    void operator()(CURLSH* share) const { curl_share_cleanup(share); }
  };
  std::unique_ptr<CURLSH, ShareDeleter> share_;
  std::size_t bytes_ = 0;  // at most so many are held
};

}  // namespace tenderlead::crawler
