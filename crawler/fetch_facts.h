// What is known of a fetch besides its Page: what the archive's request and metadata records say.
#pragma once

#include <cstdint>
#include <string>

#include "model/page.h"

namespace tenderlead::crawler {

struct FetchFacts {
  // As sent, in order; empty where unknown. Cookies are not among them: who may read the archive needn't know them.
  HeaderList request_headers;
  std::string ip_address;     // that answered, as text; empty where unknown
  std::int64_t took_ms = -1;  // from the request's start to the answer's end; -1: unknown
};

}  // namespace tenderlead::crawler
