// How a server is spoken to, and what may be used again for it. Connections, libcurl's store of certificates and its
// handles belong to one way of speaking (proxy, trusted certificates, verification, renegotiation) and never serve
// another: libcurl doesn't know of everything that tells them apart. Internal to the fetcher; on its strand alone.
#pragma once

#include <memory>
#include <optional>
#include <tuple>
#include <vector>

#include "crawler/certificates.h"
#include "crawler/curl_driver.h"
#include "model/result.h"
#include "model/source.h"

namespace tenderlead::crawler {

class CurlTransfer;

struct Transport {
  // Reads the CA bundle, where one is named. Throws std::runtime_error where libcurl gives no multi handle.
  Transport(const HttpRules& rules, const CurlDriver::Executor& strand, long max_idle_connections,
            const CurlDriver::Finished& finished);
  ~Transport();
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  bool proxied() const { return !rules.proxy.empty(); }
  // What transports are told apart by: everything in `rules` but cookies, which have jars of their own.
  using Key = std::tuple<std::string, std::string, bool, bool>;
  static Key key(const HttpRules& rules) {
    return {rules.proxy, rules.ca_bundle, rules.verify_tls, rules.legacy_renegotiation};
  }

  HttpRules rules;
  std::optional<Certificates> certificates;  // besides the system's
  std::optional<Error> fault;                // why nothing can be fetched by it: the CA bundle can't be read
  std::shared_ptr<CurlDriver> driver;
  std::vector<std::unique_ptr<CurlTransfer>> idle;
};

}  // namespace tenderlead::crawler
