#include "crawler/registrable_domain.h"

#include <libpsl.h>

#include <memory>

namespace tenderlead::crawler {
namespace {

const psl_ctx_t* list() {
  // Read once; nullptr makes psl_latest() fall back on the list that was built in.
  static const std::unique_ptr<psl_ctx_t, decltype(&psl_free)> latest(psl_latest(nullptr), psl_free);
  return latest != nullptr ? latest.get() : psl_builtin();
}

}  // namespace

std::string registrable_domain(const Url& url) {
  if (url.host_kind() != HostKind::domain) return {};
  std::string host = url.host();
  if (host.ends_with('.')) host.pop_back();
  const auto* suffixes = list();
  const char* domain = suffixes == nullptr ? nullptr : psl_registrable_domain(suffixes, host.c_str());
  return domain == nullptr ? std::string() : std::string(domain);
}

}  // namespace tenderlead::crawler
