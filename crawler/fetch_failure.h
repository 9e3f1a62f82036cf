// Why a transfer gave no page, in the ledger's words. Internal to the fetcher.
#pragma once

#include <curl/curl.h>

#include <string>
#include <string_view>

#include "crawler/watchdog.h"
#include "model/result.h"

namespace tenderlead::crawler {

// What is known of a transfer that failed.
struct FailureFacts {
  CURLcode code = CURLE_OK;
  std::string_view message;  // libcurl's own; may be empty
  bool proxied = false;
  bool request_sent = false;  // a connection was there, TLS and the proxy's tunnel included
  Silence silence = Silence::none;
};

// A way of failing. `advice` ends the message for the user.
struct Failure {
  ErrorCode error;
  const char* reason;
  bool transient;  // a second try may succeed
  const char* advice;
};
const Failure& failure_of(const FailureFacts& facts);

}  // namespace tenderlead::crawler
