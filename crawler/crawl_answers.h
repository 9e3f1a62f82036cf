// What the engine reads from a status alone. Internal to the CrawlEngine.
#pragma once

#include <boost/beast/http/status.hpp>
#include <string>

#include "model/page.h"

namespace tenderlead::crawler {

// 408 Request Timeout and 429 Too Many Requests pass; 501 and 505 don't.
inline bool passes(int status) {
  return status == 408 || status == 429 || (status >= 500 && status != 501 && status != 505);
}

inline bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

inline std::string status_text(int status) {
  const auto known = boost::beast::http::int_to_status(static_cast<unsigned>(status));
  if (known == boost::beast::http::status::unknown) return std::to_string(status);
  return std::to_string(status) + " " + std::string(boost::beast::http::obsolete_reason(known));
}

// A redirect's Location. Where it isn't UTF-8, as of many a server that writes GBK, its bytes are percent-encoded as they
// are, which is how browsers send them back.
std::string location_of(const Page& page);

}  // namespace tenderlead::crawler
