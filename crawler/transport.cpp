#include "crawler/transport.h"

#include "crawler/curl_transfer.h"

namespace tenderlead::crawler {

Transport::Transport(const HttpRules& given, const CurlDriver::Executor& strand, long max_idle_connections,
                     const CurlDriver::Finished& finished)
    : rules(given), driver(std::make_shared<CurlDriver>(strand, max_idle_connections, finished)) {
  if (rules.ca_bundle.empty()) return;
  if (auto read = Certificates::read(rules.ca_bundle))
    certificates = std::move(*read);
  else
    fault = read.error();
}

Transport::~Transport() = default;

}  // namespace tenderlead::crawler
